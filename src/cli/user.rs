//! `relais user …`: members from the server's own console, without a browser.

use super::words::words;
use super::{Failure, Outcome, session};
use relais::config::Config;
use relais::domain::contact::clean_email;
use relais::domain::lifecycle::{Role, Team};
use relais::domain::password::{self, Weakness};
use relais::domain::text::clean_line;
use relais::features::audit::By;
use relais::features::people::Hasher;
use relais::features::people::accounts::{self, AccountError};
use relais::features::people::{self, NewMember};
use std::io::IsTerminal;

/// `user`'s own commands.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    Add(Add),
    ResetPassword(Email),
    List,
}

/// Who to add.
#[derive(Debug, clap::Args)]
pub struct Add {
    #[arg(long, value_name = "E")]
    email: String,
    #[arg(long, value_name = "N")]
    name: String,
    #[arg(long, value_parser = ["admin", "manager", "marketer", "rep"])]
    role: String,
    #[arg(long, value_parser = ["marketing", "sales"])]
    team: Option<String>,
}

/// Whose.
#[derive(Debug, clap::Args)]
pub struct Email {
    #[arg(long, value_name = "E")]
    email: String,
}

/// Runs the command.
pub async fn run(command: Command, config: Config) -> Outcome {
    match command {
        Command::Add(who) => add(who, config).await,
        Command::ResetPassword(who) => reset(who, config).await,
        Command::List => list(config).await,
    }
}

async fn add(who: Add, config: Config) -> Outcome {
    let email = clean_email(&who.email).map_err(|e| Failure::said(format!("--email: {e}")))?;
    let name = clean_line(&who.name, people::NAME_MAX).map_err(|e| Failure::said(format!("--name: {e}")))?;
    if name.is_empty() {
        return Err(Failure::said(format!("--name: {}", words().field_required())));
    }
    let role: Role = who.role.parse().map_err(|e| Failure::said(format!("--role: {e}")))?;
    let team: Option<Team> = match who.team {
        Some(team) => Some(team.parse().map_err(|e| Failure::said(format!("--team: {e}")))?),
        None => people::usual_team(role),
    };
    let password = ask_password(&config, &[&email, &name])?;
    let (db, clock) = session::open(&config).await?;
    let hash = Hasher::default().hash(password).await.map_err(|e| Failure::said(e.to_string()))?;
    let new = NewMember {
        id: clock.id(),
        email: email.clone(),
        name,
        role,
        team,
        language: None,
        password_hash: Some(hash),
    };
    accounts::add(&db, &clock, By::SYSTEM, new).await.map_err(refused)?;
    db.close().await;
    println!("{}", words().cli_user_added(email));
    Ok(())
}

async fn reset(who: Email, config: Config) -> Outcome {
    let password = ask_password(&config, &[&who.email])?;
    let (db, clock) = session::open(&config).await?;
    let hash = Hasher::default().hash(password).await.map_err(|e| Failure::said(e.to_string()))?;
    accounts::reset_password(&db, &clock, By::SYSTEM, &who.email, hash).await.map_err(refused)?;
    db.close().await;
    println!("{}", words().cli_user_reset_done(who.email));
    Ok(())
}

async fn list(config: Config) -> Outcome {
    let (db, _) = session::open(&config).await?;
    let mut conn = db.read().await?;
    for member in people::store::members::list(&mut conn).await? {
        let team = member.team.map_or("", Team::code);
        let state = if member.active { "" } else { "inactive" };
        println!("{}\t{}\t{}\t{team}\t{state}", member.email, member.name, member.role.code());
    }
    drop(conn);
    db.close().await;
    Ok(())
}

/// The password: from the environment, else typed twice at the terminal, else one line of the standard input.
fn ask_password(config: &Config, own: &[&str]) -> Result<String, Failure> {
    let t = words();
    let password = match &config.password {
        Some(password) => password.clone(),
        None if std::io::stdin().is_terminal() => {
            let ask =
                |prompt: String| rpassword::prompt_password(prompt).map_err(|e| Failure::said(e.to_string()));
            let first = ask(t.cli_password_prompt())?;
            if first != ask(t.cli_password_again())? {
                return Err(Failure::said(t.cli_password_differs()));
            }
            first
        }
        None => {
            let mut line = String::new();
            std::io::stdin().read_line(&mut line).map_err(|e| Failure::said(e.to_string()))?;
            line.trim_end_matches(['\r', '\n']).to_owned()
        }
    };
    password::judge(&password, own).map_err(|weakness| {
        Failure::said(match weakness {
            Weakness::TooShort => t.password_too_short(password::MIN_CHARS),
            Weakness::TooLong => t.password_too_long(password::MAX_BYTES),
            Weakness::Common => t.password_common(),
        })
    })?;
    Ok(password)
}

pub(super) fn refused(cause: AccountError) -> Failure {
    let t = words();
    match cause {
        AccountError::Taken => Failure::said(t.cli_email_taken()),
        AccountError::Unknown => Failure::said(t.cli_no_such_member()),
        AccountError::Email(e) => Failure::said(format!("--email: {e}")),
        AccountError::LastAdmin | AccountError::Stale | AccountError::NoCalendar => {
            Failure::said(cause.to_string())
        }
        AccountError::Db(e) => e.into(),
    }
}
