//! SQL of the audit: appended and read, nothing else.

use super::model::{By, Entry, Row as AuditRow};
use crate::clock::Clock;
use crate::db::{Conn, DbError, Row, Sql, Tx};
use crate::domain::ids::{Id, of};
use crate::vals;
use serde_json::Value;

const INSERT: Sql = Sql::both(
    "INSERT INTO audit (id, at, actor_id, token_id, address, action, object_kind, object_id, detail) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
);
const LIST: Sql = Sql::both(
    "SELECT a.id, a.at, m.name AS actor, t.name AS token, a.address, a.action, a.object_kind, a.object_id, a.detail \
     FROM audit a LEFT JOIN member m ON m.id = a.actor_id LEFT JOIN api_token t ON t.id = a.token_id \
     ORDER BY a.id DESC LIMIT $1",
);
const LIST_BEFORE: Sql = Sql::both(
    "SELECT a.id, a.at, m.name AS actor, t.name AS token, a.address, a.action, a.object_kind, a.object_id, a.detail \
     FROM audit a LEFT JOIN member m ON m.id = a.actor_id LEFT JOIN api_token t ON t.id = a.token_id \
     WHERE a.id < $2 ORDER BY a.id DESC LIMIT $1",
);

/// Every statement of this store.
pub const ALL: &[Sql] = &[INSERT, LIST, LIST_BEFORE];

/// Writes an entry, in the transaction of the action itself.
///
/// # Errors
/// [`DbError`].
pub async fn write(tx: &mut Tx, clock: &Clock, by: &By, entry: Entry) -> Result<(), DbError> {
    let id: Id<of::Audit> = clock.id();
    let address = by.address.map(|address| address.to_string());
    let detail = Value::Object(entry.detail).to_string();
    let row = vals![
        id,
        clock.now(),
        by.member,
        by.token,
        address,
        entry.action,
        entry.object_kind,
        entry.object_id,
        detail,
    ];
    tx.run(INSERT, &row).await?;
    Ok(())
}

/// The latest entries, the last first; `before` continues after the last one of a page.
///
/// # Errors
/// [`DbError`].
pub async fn list(
    conn: &mut Conn,
    before: Option<Id<of::Audit>>,
    limit: u32,
) -> Result<Vec<AuditRow>, DbError> {
    let rows = match before {
        Some(before) => conn.all(LIST_BEFORE, &vals![limit, before]).await?,
        None => conn.all(LIST, &vals![limit]).await?,
    };
    rows.iter().map(row).collect()
}

fn row(row: &Row) -> Result<AuditRow, DbError> {
    Ok(AuditRow {
        id: row.id("id")?,
        at: row.at("at")?,
        actor: row.get("actor")?,
        token: row.get("token")?,
        address: row.get("address")?,
        action: row.get("action")?,
        object_kind: row.get("object_kind")?,
        object_id: row.get("object_id")?,
        detail: row.get("detail")?,
    })
}
