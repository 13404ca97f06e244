//! What several commands begin with: an open database, brought up to date.

use super::Failure;
use super::words::lang;
use relais::app;
use relais::clock::Clock;
use relais::config::Config;
use relais::db::Db;
use relais::domain::zone::{Tz, parse_zone};
use relais::features::settings;
use relais::i18n::L;

/// Opens the configured database and writes what it lacks: migrations and defaults.
pub async fn open(config: &Config) -> Result<(Db, Clock), Failure> {
    let (db, clock) = (Db::open(&config.database_url).await?, Clock::System);
    app::prepare(&db, &clock).await?;
    Ok((db, clock))
}

/// The zone in which the organisation's days begin.
pub async fn organisation_zone(db: &Db) -> Result<Tz, Failure> {
    let row = settings::organisation(&mut db.read().await?).await?;
    Ok(row.and_then(|row| parse_zone(&row.time_zone)).unwrap_or(chrono_tz::Europe::Paris))
}

/// Who reads the answer: the language of the terminal, the organisation's zone.
pub async fn reader(db: &Db, clock: &Clock) -> Result<L, Failure> {
    Ok(L::new(lang(), organisation_zone(db).await?, clock.now()))
}
