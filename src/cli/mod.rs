//! The command line: `relais COMMAND`, a file per command. Answers 0 when done, 1 with one line on stderr when
//! refused or failed, 2 for a command that makes no sense.
//!
//! To add a command: a file with `pub struct Args` (clap) and `pub async fn run(Args, Config) -> Outcome`, a line in
//! [`Command`], its words in `locales/*/cli.ftl`, and a line in `words.rs`.

mod backup;
mod check;
mod demo;
mod doctor;
mod history;
mod import;
mod migrate;
mod openapi;
mod progress;
mod seed;
mod serve;
mod session;
mod token;
mod user;
mod words;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use relais::config::{Config, ConfigError};
use relais::db::DbError;
use std::process::ExitCode;

/// What a command gives: nothing, or why it failed, in one line.
pub type Outcome = Result<(), Failure>;

/// One funnel for marketing and sales.
#[derive(Debug, Parser)]
#[command(name = "relais", version, disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Serve,
    Demo(demo::Args),
    Migrate,
    Openapi,
    Backup(backup::Backup),
    Restore(backup::Restore),
    Doctor,
    Check(check::Args),
    Import(import::Args),
    #[command(subcommand)]
    History(history::Command),
    Seed(seed::Args),
    #[command(subcommand)]
    User(user::Command),
    #[command(subcommand)]
    Token(token::Command),
}

/// Why a command did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The environment is at fault.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
    /// Anything else, already in words.
    #[error("{0}")]
    Said(String),
}

impl Failure {
    /// A refusal in words.
    pub fn said(words: impl Into<String>) -> Self {
        Self::Said(words.into())
    }
}

/// Reads the command line and runs what it asks for.
pub fn main() -> ExitCode {
    let asked = words::translated(Cli::command()).try_get_matches();
    let cli = match asked.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(usage) => {
            drop(usage.print()); // nobody reads: nothing to tell
            return ExitCode::from(u8::try_from(usage.exit_code()).unwrap_or(2));
        }
    };
    let outcome = Config::from_env().map_err(Failure::from).and_then(|config| run(cli, config));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("relais: {}", failure.to_string().replace('\n', " "));
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli, config: Config) -> Outcome {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|e| Failure::said(format!("the runtime did not start: {e}")))?;
    runtime.block_on(async move {
        match cli.command.unwrap_or(Command::Serve) {
            Command::Serve => serve::run(config).await,
            Command::Demo(args) => demo::run(args, config).await,
            Command::Migrate => migrate::run(config).await,
            Command::Openapi => openapi::run(),
            Command::Backup(args) => backup::backup(args, config).await,
            Command::Restore(args) => backup::restore(args, config).await,
            Command::Doctor => doctor::run(config).await,
            Command::Check(args) => check::run(args, config).await,
            Command::Seed(args) => seed::run(args, config).await,
            Command::Import(args) => import::run(args, config).await,
            Command::History(command) => history::run(command, config).await,
            Command::User(command) => user::run(command, config).await,
            Command::Token(command) => token::run(command, config).await,
        }
    })
}
