//! Invitations and resets: a secret address that works once.

use super::super::model::{LinkKind, Member};
use super::member;
use crate::db::{Conn, DbError, Sql, Tx};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::vals;

const FIND: Sql = Sql::both(
    "SELECT m.id, m.email, m.name, m.role, m.team, m.language, m.time_zone, m.theme, m.shortcuts, m.remembered, \
     m.active, m.password_hash IS NOT NULL AS has_password, m.created_at, m.version FROM link k JOIN member m ON m.id = k.member_id \
     WHERE k.token_sha = $1 AND k.kind = $2 AND k.used_at IS NULL AND k.expires_at > $3 AND m.active LIMIT 1",
);
const USE: Sql = Sql::both(
    "UPDATE link SET used_at = $3 WHERE token_sha = $1 AND kind = $2 AND used_at IS NULL AND expires_at > $3",
);
const INSERT: Sql = Sql::both(
    "INSERT INTO link (token_sha, kind, member_id, created_by, created_at, expires_at) \
     VALUES ($1, $2, $3, $4, $5, $6)",
);
const DELETE_ALL: Sql = Sql::both("DELETE FROM link WHERE member_id = $1");

/// Every statement of this file.
pub const ALL: &[Sql] = &[FIND, USE, INSERT, DELETE_ALL];

/// The member whom a link is for, while it works.
///
/// # Errors
/// [`DbError`].
pub async fn find(
    conn: &mut Conn,
    sha: [u8; 32],
    kind: LinkKind,
    now: Instant,
) -> Result<Option<Member>, DbError> {
    conn.optional(FIND, &vals![sha, kind.code(), now]).await?.map(|row| member(&row)).transpose()
}

/// Uses a link up; false when it does not work (any more).
///
/// # Errors
/// [`DbError`].
pub async fn use_up(tx: &mut Tx, sha: [u8; 32], kind: LinkKind, now: Instant) -> Result<bool, DbError> {
    Ok(tx.run(USE, &vals![sha, kind.code(), now]).await? == 1)
}

/// Makes the only link of a member that works.
///
/// # Errors
/// [`DbError`].
pub async fn replace(
    tx: &mut Tx,
    sha: [u8; 32],
    kind: LinkKind,
    member: Id<of::Member>,
    by: Option<Id<of::Member>>,
    now: Instant,
) -> Result<(), DbError> {
    remove_all(tx, member).await?;
    tx.run(INSERT, &vals![sha, kind.code(), member, by, now, now.plus_secs(kind.lifetime_secs())]).await?;
    Ok(())
}

/// Removes every link of a member.
///
/// # Errors
/// [`DbError`].
pub async fn remove_all(tx: &mut Tx, member: Id<of::Member>) -> Result<(), DbError> {
    tx.run(DELETE_ALL, &vals![member]).await?;
    Ok(())
}
