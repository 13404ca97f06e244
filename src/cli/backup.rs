//! `relais backup FILE` and `relais restore FILE`: a checked copy of a SQLite database, made while it is in use.
//! Postgres has tools of its own; the answer names them.

use super::words::words;
use super::{Failure, Outcome, session};
use relais::config::Config;
use relais::db::{self, CopyError};
use relais::features::audit::{self, By, Entry};
use relais::features::imports::size_in_words;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// Where the copy shall be.
#[derive(Debug, clap::Args)]
pub struct Backup {
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// Where the copy is.
#[derive(Debug, clap::Args)]
pub struct Restore {
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[arg(long)]
    force: bool,
}

/// Makes a copy, and notes in the audit that one was made.
pub async fn backup(args: Backup, config: Config) -> Outcome {
    let (db, clock) = session::open(&config).await?;
    let l = session::reader(&db, &clock).await?;
    let Some(path) = db.path().map(Path::to_path_buf) else {
        return Err(Failure::said(words().backup_postgres()));
    };
    let bytes = db::backup(&path, &args.file).await.map_err(|e| said(&e))?;
    db.write(async move |mut tx: db::Tx| {
        audit::write(
            &mut tx,
            &clock,
            &By::SYSTEM,
            Entry::general("backup.made", "instance").with("bytes", bytes),
        )
        .await
    })
    .await?;
    db.close().await;
    println!("{}", words().backup_done(args.file.display().to_string(), size_in_words(l, bytes)));
    Ok(())
}

/// Puts a copy in place. The database that is there is not opened before it is known to be replaceable.
pub async fn restore(args: Restore, config: Config) -> Outcome {
    let options =
        sqlite_path(&config.database_url).ok_or_else(|| Failure::said(words().restore_postgres()))?;
    let kept = db::restore(&args.file, &options, args.force).await.map_err(|e| said(&e))?;
    let (db, _) = session::open(&config).await?;
    db.close().await;
    println!("{}", words().restore_done(args.file.display().to_string()));
    if let Some(kept) = kept {
        println!("{}", words().restore_kept(kept.display().to_string()));
    }
    Ok(())
}

fn sqlite_path(url: &str) -> Option<PathBuf> {
    let path = url.strip_prefix("sqlite:")?;
    let path = path.strip_prefix("//").unwrap_or(path);
    let path = path.split_once('?').map_or(path, |(path, _)| path);
    PathBuf::from_str(path).ok()
}

fn said(error: &CopyError) -> Failure {
    let t = words();
    let name = |path: &Path| path.display().to_string();
    Failure::said(match error {
        CopyError::Exists(path) => t.backup_exists(name(path)),
        CopyError::Damaged(path, why) => t.restore_damaged(name(path), why),
        CopyError::Newer(path) => t.restore_newer(name(path)),
        CopyError::NotEmpty(path) => t.restore_not_empty(name(path)),
        CopyError::Served(path) => t.restore_served(name(path)),
        CopyError::Io(..) | CopyError::Db(_) => error.to_string(),
    })
}
