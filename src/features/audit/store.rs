//! SQL of the audit: appended and read, nothing else.

use super::model::{By, Entry, Row as AuditRow};
use crate::clock::Clock;
use crate::db::{Conn, DbError, Query, Row, Sql, Tx};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::vals;
use serde_json::Value;

const INSERT: Sql = Sql::both(
    "INSERT INTO audit (id, at, actor_id, token_id, address, action, object_kind, object_id, detail) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
);
/// Every statement of this store.
pub const ALL: &[Sql] = &[INSERT];

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

/// Which entries are listed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Of this member.
    pub actor: Option<Id<of::Member>>,
    /// Actions on this noun.
    pub noun: Option<&'static str>,
    /// From then on.
    pub from: Option<Instant>,
    /// Before then.
    pub until: Option<Instant>,
    /// Older than this one: where a page continues.
    pub before: Option<Id<of::Audit>>,
}

/// The latest entries that are wanted, the last first.
///
/// # Errors
/// [`DbError`].
pub async fn list(conn: &mut Conn, wanted: &Wanted, limit: u32) -> Result<Vec<AuditRow>, DbError> {
    let mut query = Query::new(
        "SELECT a.id, a.at, m.name AS actor, t.name AS token, a.address, a.action, a.object_kind, a.object_id, a.detail \
         FROM audit a LEFT JOIN member m ON m.id = a.actor_id LEFT JOIN api_token t ON t.id = a.token_id WHERE 1 = 1",
    );
    if let Some(actor) = wanted.actor {
        query.push(" AND a.actor_id = ").bind(actor);
    }
    if let Some(noun) = wanted.noun {
        query.push(" AND a.action LIKE ").bind(format!("{noun}.%"));
    }
    if let Some(from) = wanted.from {
        query.push(" AND a.at >= ").bind(from);
    }
    if let Some(until) = wanted.until {
        query.push(" AND a.at < ").bind(until);
    }
    if let Some(before) = wanted.before {
        query.push(" AND a.id < ").bind(before);
    }
    query.push(" ORDER BY a.id DESC LIMIT ").bind(limit);
    conn.all_of(&query).await?.iter().map(row).collect()
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
