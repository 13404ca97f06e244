//! Browsers from which a member has signed in before.

use crate::db::{Conn, DbError, Sql, Tx};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::vals;

/// A browser is forgotten after this long without a sign-in.
pub const MEMORY_SECS: i64 = 180 * 24 * 3600;

const KNOWN: Sql =
    Sql::both("SELECT 1 AS yes FROM device WHERE token_sha = $1 AND member_id = $2 AND seen_at > $3 LIMIT 1");
const SEEN: Sql = Sql::both(
    "INSERT INTO device (token_sha, member_id, seen_at) VALUES ($1, $2, $3) \
     ON CONFLICT (token_sha) DO UPDATE SET member_id = excluded.member_id, seen_at = excluded.seen_at",
);
const FORGET_ALL: Sql = Sql::both("DELETE FROM device WHERE member_id = $1");
const PURGE: Sql = Sql::both("DELETE FROM device WHERE seen_at <= $1");

/// Every statement of this file.
pub const ALL: &[Sql] = &[KNOWN, SEEN, FORGET_ALL, PURGE];

/// Whether this member has signed in from this browser; `None` for an account that does not exist takes as long.
///
/// # Errors
/// [`DbError`].
pub async fn known(
    conn: &mut Conn,
    sha: [u8; 32],
    member: Option<Id<of::Member>>,
    now: Instant,
) -> Result<bool, DbError> {
    Ok(conn.optional(KNOWN, &vals![sha, member, now.plus_secs(-MEMORY_SECS)]).await?.is_some())
}

/// Remembers that a member signed in from this browser.
///
/// # Errors
/// [`DbError`].
pub async fn seen(tx: &mut Tx, sha: [u8; 32], member: Id<of::Member>, now: Instant) -> Result<(), DbError> {
    tx.run(PURGE, &vals![now.plus_secs(-MEMORY_SECS)]).await?;
    tx.run(SEEN, &vals![sha, member, now]).await?;
    Ok(())
}

/// Forgets every browser of a member.
///
/// # Errors
/// [`DbError`].
pub async fn forget_all(tx: &mut Tx, member: Id<of::Member>) -> Result<(), DbError> {
    tx.run(FORGET_ALL, &vals![member]).await?;
    Ok(())
}
