//! The help of the command line, in the language of the terminal (`LC_ALL`, `LC_MESSAGES`, `LANG`).

use clap::Command;
use relais::i18n::{Lang, Messages, messages};

/// The messages in the language of the terminal.
pub fn words() -> &'static Messages {
    messages(lang())
}

/// The language of the terminal: English unless it says French.
pub fn lang() -> Lang {
    let said = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    said.map_or(Lang::En, |value| if value.starts_with("fr") { Lang::Fr } else { Lang::En })
}

/// The same command line with every description in the language of the terminal.
pub fn translated(cli: Command) -> Command {
    let t = words();
    cli.about(t.cli_about())
        .mut_subcommand("serve", |c| c.about(t.cli_serve()))
        .mut_subcommand("demo", |c| c.about(t.cli_demo()).mut_arg("fresh", |a| a.help(t.cli_arg_fresh())))
        .mut_subcommand("migrate", |c| c.about(t.cli_migrate()))
        .mut_subcommand("openapi", |c| c.about(t.cli_openapi()))
        .mut_subcommand("check", |c| c.about(t.cli_check()).mut_arg("repair", |a| a.help(t.cli_arg_repair())))
        .mut_subcommand("import", |c| {
            c.about(t.cli_import())
                .mut_arg("file", |a| a.help(t.cli_arg_file()))
                .mut_arg("system", |a| a.help(t.cli_arg_system()))
                .mut_arg("dry_run", |a| a.help(t.cli_arg_dry_run()))
                .mut_arg("dates", |a| a.help(t.cli_arg_dates()))
                .mut_arg("decimal", |a| a.help(t.cli_arg_decimal()))
                .mut_arg("encoding", |a| a.help(t.cli_arg_encoding()))
        })
        .mut_subcommand("history", |c| {
            c.about(t.cli_history())
                .mut_subcommand("import", |c| {
                    c.about(t.cli_history_import()).mut_arg("dir", |a| a.help(t.cli_arg_dir()))
                })
                .mut_subcommand("export", |c| {
                    c.about(t.cli_history_export()).mut_arg("dir", |a| a.help(t.cli_arg_dir()))
                })
        })
        .mut_subcommand("seed", |c| {
            c.about(t.cli_seed())
                .mut_arg("leads", |a| a.help(t.cli_arg_leads()))
                .mut_arg("seed", |a| a.help(t.cli_arg_seed()))
                .mut_arg("months", |a| a.help(t.cli_arg_months()))
                .mut_arg("open_obligations", |a| a.help(t.cli_arg_open_obligations()))
        })
        .mut_subcommand("user", |c| {
            c.about(t.cli_user())
                .mut_subcommand("add", |c| {
                    c.about(t.cli_user_add())
                        .mut_arg("email", |a| a.help(t.cli_arg_email()))
                        .mut_arg("name", |a| a.help(t.cli_arg_name()))
                        .mut_arg("role", |a| a.help(t.cli_arg_role()))
                        .mut_arg("team", |a| a.help(t.cli_arg_team()))
                })
                .mut_subcommand("reset-password", |c| {
                    c.about(t.cli_user_reset()).mut_arg("email", |a| a.help(t.cli_arg_email()))
                })
                .mut_subcommand("list", |c| c.about(t.cli_user_list()))
        })
        .mut_subcommand("token", |c| {
            c.about(t.cli_token())
                .mut_subcommand("create", |c| {
                    c.about(t.cli_token_create())
                        .mut_arg("email", |a| a.help(t.cli_arg_email()))
                        .mut_arg("scope", |a| a.help(t.cli_arg_scope()))
                        .mut_arg("name", |a| a.help(t.cli_arg_token_name()))
                        .mut_arg("days", |a| a.help(t.cli_arg_days()))
                })
                .mut_subcommand("revoke", |c| {
                    c.about(t.cli_token_revoke())
                        .mut_arg("email", |a| a.help(t.cli_arg_email()))
                        .mut_arg("id", |a| a.help(t.cli_arg_token_id()))
                })
                .mut_subcommand("list", |c| {
                    c.about(t.cli_token_list()).mut_arg("email", |a| a.help(t.cli_arg_email()))
                })
        })
}
