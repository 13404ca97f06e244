//! `relais migrate`: brings the database up to date and writes the defaults that it lacks.

use super::{Outcome, session};
use relais::config::Config;

/// Runs the command.
pub async fn run(config: Config) -> Outcome {
    let (db, _) = session::open(&config).await?;
    db.close().await;
    println!("{}", super::words::words().cli_migrated());
    Ok(())
}
