//! API tokens: shown once, their digest here.

use super::super::model::{NewToken, Recognised, TokenRef, TokenRow};
use super::member;
use crate::db::{Conn, DbError, Sql, Tx};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::vals;

const RECOGNISE: Sql = Sql::both(
    "SELECT m.id, m.email, m.name, m.role, m.team, m.language, m.time_zone, m.theme, m.shortcuts, m.remembered, \
     m.active, m.password_hash IS NOT NULL AS has_password, m.created_at, m.version, t.id AS token_id, t.scope, t.last_used_at \
     FROM api_token t JOIN member m ON m.id = t.member_id \
     WHERE t.token_sha = $1 AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > $2) AND m.active \
     LIMIT 1",
);
const INSERT: Sql = Sql::both(
    "INSERT INTO api_token (id, token_sha, member_id, name, scope, created_at, expires_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7)",
);
const TOUCH: Sql = Sql::both("UPDATE api_token SET last_used_at = $2 WHERE id = $1");
const REVOKE: Sql =
    Sql::both("UPDATE api_token SET revoked_at = $3 WHERE id = $1 AND member_id = $2 AND revoked_at IS NULL");
const REVOKE_ALL: Sql =
    Sql::both("UPDATE api_token SET revoked_at = $2 WHERE member_id = $1 AND revoked_at IS NULL");
const LIST: Sql = Sql::both(
    "SELECT id, name, scope, created_at, last_used_at, expires_at, revoked_at FROM api_token WHERE member_id = $1 \
     ORDER BY created_at DESC, id LIMIT 200",
);

/// Every statement of this file.
pub const ALL: &[Sql] = &[RECOGNISE, INSERT, TOUCH, REVOKE, REVOKE_ALL, LIST];

/// Who holds the token with this digest: one query a request.
///
/// # Errors
/// [`DbError`].
pub async fn recognise(
    conn: &mut Conn,
    sha: [u8; 32],
    now: Instant,
) -> Result<Option<Recognised<TokenRef>>, DbError> {
    let row = conn.optional(RECOGNISE, &vals![sha, now]).await?;
    row.map(|row| {
        let by = TokenRef {
            id: row.id("token_id")?,
            scope: row.code("scope")?,
            last_used_at: row.opt_at("last_used_at")?,
        };
        Ok(Recognised { member: member(&row)?, by })
    })
    .transpose()
}

/// Adds a token.
///
/// # Errors
/// [`DbError`].
pub async fn insert(
    tx: &mut Tx,
    id: Id<of::Token>,
    member: Id<of::Member>,
    new: &NewToken,
    now: Instant,
) -> Result<(), DbError> {
    let row = vals![id, new.sha, member, &new.name, new.scope.code(), now, new.expires_at];
    tx.run(INSERT, &row).await?;
    Ok(())
}

/// Notes that a token is in use.
///
/// # Errors
/// [`DbError`].
pub async fn touch(tx: &mut Tx, id: Id<of::Token>, now: Instant) -> Result<(), DbError> {
    tx.run(TOUCH, &vals![id, now]).await?;
    Ok(())
}

/// Revokes one token of a member; whether there was one to revoke.
///
/// # Errors
/// [`DbError`].
pub async fn revoke(
    tx: &mut Tx,
    id: Id<of::Token>,
    of: Id<of::Member>,
    now: Instant,
) -> Result<bool, DbError> {
    Ok(tx.run(REVOKE, &vals![id, of, now]).await? == 1)
}

/// Revokes every token of a member.
///
/// # Errors
/// [`DbError`].
pub async fn revoke_all(tx: &mut Tx, of: Id<of::Member>, now: Instant) -> Result<(), DbError> {
    tx.run(REVOKE_ALL, &vals![of, now]).await?;
    Ok(())
}

/// The tokens of a member, the newest first, revoked ones included.
///
/// # Errors
/// [`DbError`].
pub async fn list(conn: &mut Conn, of: Id<of::Member>) -> Result<Vec<TokenRow>, DbError> {
    let rows = conn.all(LIST, &vals![of]).await?;
    rows.iter()
        .map(|row| {
            Ok(TokenRow {
                id: row.id("id")?,
                name: row.get("name")?,
                scope: row.code("scope")?,
                created_at: row.at("created_at")?,
                last_used_at: row.opt_at("last_used_at")?,
                expires_at: row.opt_at("expires_at")?,
                revoked_at: row.opt_at("revoked_at")?,
            })
        })
        .collect()
}
