//! The one row of `organisation`, and the one-time door by which the first administrator enters.

use super::super::model::{FirstSettings, OrganisationRow};
use crate::db::{Conn, DbError, Sql, Tx};
use crate::domain::instant::Instant;
use crate::vals;

const GET: Sql = Sql::both(
    "SELECT name, currency, time_zone, language, setup_done_at IS NOT NULL AS set_up, version \
     FROM organisation WHERE id = 1",
);
const SETUP_MATCHES: Sql = Sql::both(
    "SELECT 1 AS yes FROM organisation WHERE id = 1 AND setup_done_at IS NULL AND setup_token_sha = $1",
);
const OPEN_SETUP: Sql =
    Sql::both("UPDATE organisation SET setup_token_sha = $1 WHERE id = 1 AND setup_done_at IS NULL");
const CLOSE_SETUP: Sql = Sql::both(
    "UPDATE organisation SET setup_done_at = $1, setup_token_sha = NULL WHERE id = 1 AND setup_done_at IS NULL",
);
const SET_UP: Sql = Sql::both(
    "UPDATE organisation SET setup_done_at = $2, setup_token_sha = NULL, name = $3, currency = $4, time_zone = $5, \
     language = $6, version = version + 1 WHERE id = 1 AND setup_done_at IS NULL AND setup_token_sha = $1",
);
const LEADS: Sql = Sql::both("SELECT 1 AS yes FROM lead LIMIT 1");
const LOCK: Sql = Sql::split(
    "SELECT version FROM organisation WHERE id = 1",
    "SELECT version FROM organisation WHERE id = 1 FOR UPDATE",
);
const CHANGE: Sql = Sql::both(
    "UPDATE organisation SET name = $1, currency = $2, time_zone = $3, language = $4, version = version + 1 \
     WHERE id = 1",
);

/// Every statement of this file.
pub const ALL: &[Sql] = &[GET, SETUP_MATCHES, OPEN_SETUP, CLOSE_SETUP, SET_UP, LEADS, LOCK, CHANGE];

/// The organisation; `None` before the defaults are written.
///
/// # Errors
/// [`DbError`].
pub async fn get(conn: &mut Conn) -> Result<Option<OrganisationRow>, DbError> {
    let row = conn.optional(GET, &[]).await?;
    row.map(|row| {
        Ok(OrganisationRow {
            name: row.get("name")?,
            currency: row.get("currency")?,
            time_zone: row.get("time_zone")?,
            language: row.get("language")?,
            set_up: row.get("set_up")?,
            version: row.get("version")?,
        })
    })
    .transpose()
}

/// Whether this is the digest of the token that opens `/setup` now.
///
/// # Errors
/// [`DbError`].
pub async fn setup_matches(conn: &mut Conn, sha: [u8; 32]) -> Result<bool, DbError> {
    Ok(conn.optional(SETUP_MATCHES, &vals![sha]).await?.is_some())
}

/// Makes this the only token that opens `/setup`; false when it is closed for good.
///
/// # Errors
/// [`DbError`].
pub async fn open_setup(tx: &mut Tx, sha: [u8; 32]) -> Result<bool, DbError> {
    Ok(tx.run(OPEN_SETUP, &vals![sha]).await? == 1)
}

/// Closes `/setup` for good; false when somebody else just did.
///
/// # Errors
/// [`DbError`].
pub async fn close_setup(tx: &mut Tx, now: Instant) -> Result<bool, DbError> {
    Ok(tx.run(CLOSE_SETUP, &vals![now]).await? == 1)
}

/// Describes the organisation and closes `/setup` for good; false when this token does not open it (any more).
///
/// # Errors
/// [`DbError`].
pub async fn set_up(
    tx: &mut Tx,
    sha: [u8; 32],
    first: &FirstSettings,
    now: Instant,
) -> Result<bool, DbError> {
    let row = vals![sha, now, &first.name, first.currency, first.time_zone, first.language];
    Ok(tx.run(SET_UP, &row).await? == 1)
}

/// Whether there is any lead, hidden ones included: from then on, zone and currency are settled.
///
/// # Errors
/// [`DbError`].
pub async fn has_leads(conn: &mut Conn) -> Result<bool, DbError> {
    Ok(conn.optional(LEADS, &[]).await?.is_some())
}

/// Reads the organisation; other changes of it wait until this transaction ends.
///
/// # Errors
/// [`DbError`].
pub async fn lock(tx: &mut Tx) -> Result<Option<OrganisationRow>, DbError> {
    tx.optional(LOCK, &[]).await?;
    get(tx).await
}

/// Replaces what the organisation is called and counts in; it is [`lock`]ed.
///
/// # Errors
/// [`DbError`].
pub async fn change(tx: &mut Tx, new: &FirstSettings) -> Result<(), DbError> {
    tx.run(CHANGE, &vals![&new.name, new.currency, new.time_zone, new.language]).await?;
    Ok(())
}
