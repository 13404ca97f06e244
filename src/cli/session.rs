//! What several commands begin with: an open database, brought up to date.

use super::words::{lang, words};
use super::{Failure, Outcome};
use relais::app;
use relais::clock::Clock;
use relais::config::Config;
use relais::db::{Db, DbError, Soundness};
use relais::domain::zone::{Tz, parse_zone};
use relais::features::settings;
use relais::i18n::L;

/// Opens the configured database and writes what it lacks: migrations and defaults. One that is damaged or newer than
/// this program is left alone.
pub async fn open(config: &Config) -> Result<(Db, Clock), Failure> {
    let db = Db::open_for_bulk(&config.database_url).await.map_err(|e| unusable(&e))?;
    usable(db.soundness().await.map_err(|e| unusable(&e))?)?;
    let clock = Clock::System;
    prepare(&db, &clock).await?;
    Ok((db, clock))
}

/// Migrations and defaults.
pub async fn prepare(db: &Db, clock: &Clock) -> Outcome {
    app::prepare(db, clock).await.map_err(|e| unusable(&e))
}

/// Says what stands in the way of using a database, if anything does.
pub fn usable(soundness: Soundness) -> Outcome {
    match soundness {
        Soundness::Sound => Ok(()),
        Soundness::Damaged(why) => Err(Failure::said(words().cli_database_damaged(why))),
        Soundness::Newer => Err(Failure::said(words().cli_database_newer())),
    }
}

/// Why a database cannot be used, and what to do.
pub fn unusable(cause: &DbError) -> Failure {
    match cause {
        cause if cause.is_corrupt() => Failure::said(words().cli_database_damaged(cause.to_string())),
        DbError::Migrate(why) => Failure::said(words().cli_database_not_migrated(why.to_string())),
        cause => Failure::said(format!("DATABASE_URL: {cause}")),
    }
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
