//! SQL of used keys.

use super::Key;
use crate::db::{DbError, Sql, Tx};
use crate::domain::instant::Instant;
use crate::vals;

/// Every statement of this store.
pub const ALL: &[Sql] = &[CLAIM, FOUND, SETTLE, FORGET];

/// What a key turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// Never used: act, then [`settle`].
    Fresh,
    /// The same submission was carried out; this is where it led.
    Replay(String),
    /// The key was used for something else, which led here.
    Other(String),
}

const CLAIM: Sql = Sql::both(
    "INSERT INTO idempotency (member_id, key, route, body_sha256, location, created_at) VALUES ($1, $2, $3, $4, '', $5) \
     ON CONFLICT (member_id, key) DO NOTHING",
);
const FOUND: Sql =
    Sql::both("SELECT route, body_sha256, location FROM idempotency WHERE member_id = $1 AND key = $2");
const SETTLE: Sql = Sql::both("UPDATE idempotency SET location = $3 WHERE member_id = $1 AND key = $2");
const FORGET: Sql = Sql::both("DELETE FROM idempotency WHERE created_at < $1");

/// Claims a key for this transaction.
///
/// # Errors
/// [`DbError`].
pub async fn claim(tx: &mut Tx, key: &Key, now: Instant) -> Result<Claim, DbError> {
    if tx.run(CLAIM, &vals![key.member, &key.key, &key.route, key.body, now]).await? == 1 {
        return Ok(Claim::Fresh);
    }
    let row = tx.one(FOUND, &vals![key.member, &key.key]).await?;
    let location = row.get("location")?;
    let same = row.get::<String>("route")? == key.route && row.get::<Vec<u8>>("body_sha256")? == key.body;
    Ok(if same { Claim::Replay(location) } else { Claim::Other(location) })
}

/// Says where the action led.
///
/// # Errors
/// [`DbError`].
pub async fn settle(tx: &mut Tx, key: &Key, location: &str) -> Result<(), DbError> {
    tx.run(SETTLE, &vals![key.member, &key.key, location]).await?;
    Ok(())
}

/// Forgets keys used before `before`; answers how many.
///
/// # Errors
/// [`DbError`].
pub async fn forget(tx: &mut Tx, before: Instant) -> Result<u64, DbError> {
    tx.run(FORGET, &vals![before]).await
}
