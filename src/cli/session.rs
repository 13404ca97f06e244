//! What several commands begin with: an open database, brought up to date.

use super::Failure;
use relais::app;
use relais::clock::Clock;
use relais::config::Config;
use relais::db::Db;

/// Opens the configured database and writes what it lacks: migrations and defaults.
pub async fn open(config: &Config) -> Result<(Db, Clock), Failure> {
    let (db, clock) = (Db::open(&config.database_url).await?, Clock::System);
    app::prepare(&db, &clock).await?;
    Ok((db, clock))
}
