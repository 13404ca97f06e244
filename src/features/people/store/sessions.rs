//! Sessions: a random cookie, its digest here.

use super::super::model::{Recognised, SessionRef, SessionRow};
use super::member;
use crate::db::{Conn, DbError, Sql, Tx};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::vals;

/// A session ends this long after it began, whatever happens.
pub const LIFETIME_SECS: i64 = 30 * 24 * 3600;
/// A session ends when it was not used for this long.
pub const IDLE_SECS: i64 = 7 * 24 * 3600;

const RECOGNISE: Sql = Sql::both(
    "SELECT m.id, m.email, m.name, m.role, m.team, m.language, m.time_zone, m.theme, m.shortcuts, m.remembered, \
     m.active, m.password_hash IS NOT NULL AS has_password, m.created_at, m.version, s.id AS session_id, s.seen_at \
     FROM session s JOIN member m ON m.id = s.member_id \
     WHERE s.token_sha = $1 AND s.expires_at > $2 AND s.seen_at > $3 AND m.active LIMIT 1",
);
const INSERT: Sql = Sql::both(
    "INSERT INTO session (token_sha, id, member_id, created_at, seen_at, expires_at, agent) \
     VALUES ($1, $2, $3, $4, $4, $5, $6)",
);
const TOUCH: Sql = Sql::both("UPDATE session SET seen_at = $2 WHERE id = $1 AND seen_at < $2");
const DELETE_BY_SHA: Sql = Sql::both("DELETE FROM session WHERE token_sha = $1");
const DELETE_ONE: Sql = Sql::both("DELETE FROM session WHERE id = $1 AND member_id = $2");
const DELETE_OTHERS: Sql = Sql::both("DELETE FROM session WHERE member_id = $1 AND id <> $2");
const DELETE_ALL: Sql = Sql::both("DELETE FROM session WHERE member_id = $1");
const DELETE_EXPIRED: Sql = Sql::both("DELETE FROM session WHERE expires_at <= $1 OR seen_at <= $2");
const LIST: Sql = Sql::both(
    "SELECT id, created_at, seen_at, agent FROM session WHERE member_id = $1 AND expires_at > $2 AND seen_at > $3 \
     ORDER BY seen_at DESC, id LIMIT 200",
);

/// Every statement of this file.
pub const ALL: &[Sql] =
    &[RECOGNISE, INSERT, TOUCH, DELETE_BY_SHA, DELETE_ONE, DELETE_OTHERS, DELETE_ALL, DELETE_EXPIRED, LIST];

/// Who holds the cookie with this digest: one query a request.
///
/// # Errors
/// [`DbError`].
pub async fn recognise(
    conn: &mut Conn,
    sha: [u8; 32],
    now: Instant,
) -> Result<Option<Recognised<SessionRef>>, DbError> {
    let row = conn.optional(RECOGNISE, &vals![sha, now, now.plus_secs(-IDLE_SECS)]).await?;
    row.map(|row| {
        let by = SessionRef { id: row.id("session_id")?, seen_at: row.at("seen_at")? };
        Ok(Recognised { member: member(&row)?, by })
    })
    .transpose()
}

/// Begins a session; `agent` is what the browser says it is, at most 200 characters.
///
/// # Errors
/// [`DbError`].
pub async fn insert(
    tx: &mut Tx,
    sha: [u8; 32],
    id: Id<of::Session>,
    member: Id<of::Member>,
    now: Instant,
    agent: &str,
) -> Result<(), DbError> {
    tx.run(DELETE_EXPIRED, &vals![now, now.plus_secs(-IDLE_SECS)]).await?;
    tx.run(INSERT, &vals![sha, id, member, now, now.plus_secs(LIFETIME_SECS), agent]).await?;
    Ok(())
}

/// Notes that a session is in use.
///
/// # Errors
/// [`DbError`].
pub async fn touch(tx: &mut Tx, id: Id<of::Session>, now: Instant) -> Result<(), DbError> {
    tx.run(TOUCH, &vals![id, now]).await?;
    Ok(())
}

/// Ends the session of a cookie.
///
/// # Errors
/// [`DbError`].
pub async fn end_by_cookie(tx: &mut Tx, sha: [u8; 32]) -> Result<(), DbError> {
    tx.run(DELETE_BY_SHA, &vals![sha]).await?;
    Ok(())
}

/// Ends one session of a member; whether there was one.
///
/// # Errors
/// [`DbError`].
pub async fn end(tx: &mut Tx, id: Id<of::Session>, of: Id<of::Member>) -> Result<bool, DbError> {
    Ok(tx.run(DELETE_ONE, &vals![id, of]).await? == 1)
}

/// Ends every session of a member but this one.
///
/// # Errors
/// [`DbError`].
pub async fn end_others(tx: &mut Tx, of: Id<of::Member>, but: Id<of::Session>) -> Result<(), DbError> {
    tx.run(DELETE_OTHERS, &vals![of, but]).await?;
    Ok(())
}

/// Ends every session of a member.
///
/// # Errors
/// [`DbError`].
pub async fn end_all(tx: &mut Tx, of: Id<of::Member>) -> Result<(), DbError> {
    tx.run(DELETE_ALL, &vals![of]).await?;
    Ok(())
}

/// The live sessions of a member, the last used first.
///
/// # Errors
/// [`DbError`].
pub async fn list(conn: &mut Conn, of: Id<of::Member>, now: Instant) -> Result<Vec<SessionRow>, DbError> {
    let rows = conn.all(LIST, &vals![of, now, now.plus_secs(-IDLE_SECS)]).await?;
    rows.iter()
        .map(|row| {
            Ok(SessionRow {
                id: row.id("id")?,
                created_at: row.at("created_at")?,
                seen_at: row.at("seen_at")?,
                agent: row.get("agent")?,
            })
        })
        .collect()
}
