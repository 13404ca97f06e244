//! `relais history import DIR` and `relais history export DIR`: the history bundle.

use super::progress::Progress;
use super::{Failure, Outcome, session};
use relais::config::Config;
use relais::features::bundle::{self, BundleError};
use relais::i18n::L;
use std::path::PathBuf;
use std::sync::Arc;

/// `history`'s own commands.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    Import(Folder),
    Export(Folder),
}

/// Where the files are, or shall be.
#[derive(Debug, clap::Args)]
pub struct Folder {
    #[arg(value_name = "DIR")]
    dir: PathBuf,
}

/// Runs the command.
pub async fn run(command: Command, config: Config) -> Outcome {
    match command {
        Command::Import(folder) => import(folder, config).await,
        Command::Export(folder) => export(folder, config).await,
    }
}

async fn import(folder: Folder, config: Config) -> Outcome {
    let (db, clock) = session::open(&config).await?;
    let l = session::reader(&db, &clock).await?;
    let progress = Arc::new(Progress::start());
    let shown = progress.clone();
    let outcome = bundle::import(&db, &clock, &folder.dir, Arc::new(move |what, n| shown.say(what, n))).await;
    progress.end();
    db.close().await;
    for line in bundle::report_in_words(l, &outcome.map_err(|e| refused(l, &e))?) {
        println!("{line}");
    }
    Ok(())
}

async fn export(folder: Folder, config: Config) -> Outcome {
    let (db, clock) = session::open(&config).await?;
    let l = session::reader(&db, &clock).await?;
    let progress = Progress::start();
    let outcome = bundle::export(&db, &folder.dir, &|what, n| progress.say(what, n)).await;
    progress.end();
    db.close().await;
    for line in bundle::written_in_words(l, &outcome.map_err(|e| refused(l, &e))?) {
        println!("{line}");
    }
    Ok(())
}

/// Prints the refused lines; the last one is the failure itself.
fn refused(l: L, error: &BundleError) -> Failure {
    let mut lines = bundle::error_in_words(l, error);
    let last = lines.pop().unwrap_or_else(|| error.to_string());
    for line in lines {
        eprintln!("{line}");
    }
    Failure::said(last)
}
