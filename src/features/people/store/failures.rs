//! Tries to sign in that have not succeeded (yet), per subject: an account, an address, a known device.

use crate::db::{DbError, Sql, Tx};
use crate::domain::instant::Instant;
use crate::vals;

/// Tries of one subject wait for each other, so that many at once cannot all be the last one allowed.
const LOCK: Sql = Sql::split(
    "SELECT 1 AS held WHERE $1 <> ''",
    "SELECT 1 AS held FROM (SELECT pg_advisory_xact_lock(hashtextextended($1, 0))) AS held",
);
const COUNT: Sql =
    Sql::both("SELECT CAST(COUNT(*) AS BIGINT) AS n FROM sign_in_failure WHERE subject = $1 AND at > $2");
const INSERT: Sql = Sql::both("INSERT INTO sign_in_failure (subject, at) VALUES ($1, $2)");
const FORGET_ONE: Sql = Sql::both("DELETE FROM sign_in_failure WHERE subject = $1 AND at = $2");
const FORGET: Sql = Sql::both("DELETE FROM sign_in_failure WHERE subject = $1");
const PURGE: Sql = Sql::both("DELETE FROM sign_in_failure WHERE at <= $1");

/// Every statement of this file.
pub const ALL: &[Sql] = &[LOCK, COUNT, INSERT, FORGET_ONE, FORGET, PURGE];

/// How many tries of `subject` after `since` have not succeeded; others of the same subject wait until this
/// transaction ends.
///
/// # Errors
/// [`DbError`].
pub async fn count(tx: &mut Tx, subject: &str, since: Instant) -> Result<i64, DbError> {
    tx.optional(LOCK, &vals![subject]).await?;
    tx.one(COUNT, &vals![subject, since]).await?.get("n")
}

/// Notes a try before its outcome is known; [`forget_one`] when it succeeds.
///
/// # Errors
/// [`DbError`].
pub async fn note(tx: &mut Tx, subject: &str, at: Instant) -> Result<(), DbError> {
    tx.run(INSERT, &vals![subject, at]).await?;
    Ok(())
}

/// Takes back a try that succeeded.
///
/// # Errors
/// [`DbError`].
pub async fn forget_one(tx: &mut Tx, subject: &str, at: Instant) -> Result<(), DbError> {
    tx.run(FORGET_ONE, &vals![subject, at]).await?;
    Ok(())
}

/// Forgets every try of a subject, who has proved to be the right one.
///
/// # Errors
/// [`DbError`].
pub async fn forget(tx: &mut Tx, subject: &str) -> Result<(), DbError> {
    tx.run(FORGET, &vals![subject]).await?;
    Ok(())
}

/// Removes what no limit counts any more.
///
/// # Errors
/// [`DbError`].
pub async fn purge(tx: &mut Tx, until: Instant) -> Result<(), DbError> {
    tx.run(PURGE, &vals![until]).await?;
    Ok(())
}
