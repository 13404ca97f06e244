//! SQL of the calendars that people work by.

use super::rules;
use crate::db::{Conn, DbError, Row, Sql, Tx};
use crate::domain::calendar::Sha;
use crate::domain::text::fold;
use crate::features::sla::model::WorkCalendar;
use crate::vals;
use uuid::Uuid;

/// Every statement of this file.
pub const ALL: &[Sql] = &[FROZEN, LIST, NAMED, FOLLOWED_BY, INSERT, UPDATE];

const FROZEN: Sql = Sql::both("SELECT body FROM calendar ORDER BY body LIMIT 100000");
const LIST: Sql = Sql::both(
    "SELECT w.id, w.name, w.is_default, w.version, c.body FROM work_calendar w JOIN calendar c ON c.sha = w.sha \
     ORDER BY w.is_default DESC, w.name_key LIMIT 1000",
);
const NAMED: Sql =
    Sql::both("SELECT id, name FROM work_calendar WHERE is_default = 0 ORDER BY name_key LIMIT 1000");
const FOLLOWED_BY: Sql = Sql::both(
    "SELECT name FROM (SELECT name, name_key FROM queue WHERE calendar_id = $1 \
     UNION ALL SELECT name, name_key FROM member WHERE calendar_id = $1) t ORDER BY name_key, name LIMIT 1000",
);
const INSERT: Sql =
    Sql::both("INSERT INTO work_calendar (id, name, name_key, sha, is_default) VALUES ($1, $2, $3, $4, $5)");
const UPDATE: Sql = Sql::both(
    "UPDATE work_calendar SET name = $3, name_key = $4, sha = $5, version = version + 1 WHERE id = $1 AND version = $2",
);

/// The canonical text of every frozen calendar.
///
/// # Errors
/// [`DbError`].
pub async fn frozen(conn: &mut Conn) -> Result<Vec<String>, DbError> {
    conn.all(FROZEN, &[]).await?.iter().map(|row| row.get("body")).collect()
}

/// The calendars that people work by, the organisation's first.
///
/// # Errors
/// [`DbError`].
pub async fn list(conn: &mut Conn) -> Result<Vec<WorkCalendar>, DbError> {
    let read = |row: &Row| {
        Ok(WorkCalendar {
            id: row.get("id")?,
            name: row.get("name")?,
            is_default: row.int::<i64>("is_default")? == 1,
            version: row.get("version")?,
            calendar: rules::read(row)?,
        })
    };
    conn.all(LIST, &[]).await?.iter().map(read).collect()
}

/// The calendars beside the organisation's, by name: what a member or a queue may be given.
///
/// # Errors
/// [`DbError`].
pub async fn named(conn: &mut Conn) -> Result<Vec<(Uuid, String)>, DbError> {
    let read = |row: &Row| Ok((row.get("id")?, row.get("name")?));
    conn.all(NAMED, &[]).await?.iter().map(read).collect()
}

/// Names of the queues and members that work by a calendar.
///
/// # Errors
/// [`DbError`].
pub async fn followed_by(conn: &mut Conn, id: Uuid) -> Result<Vec<String>, DbError> {
    conn.all(FOLLOWED_BY, &vals![id]).await?.iter().map(|row| row.get("name")).collect()
}

/// Adds a calendar.
///
/// # Errors
/// [`DbError`]; [`DbError::violates_unique`] when the name is taken.
pub async fn insert(tx: &mut Tx, id: Uuid, name: &str, sha: Sha, is_default: bool) -> Result<(), DbError> {
    tx.run(INSERT, &vals![id, name, fold(name), *sha.bytes(), i64::from(is_default)]).await?;
    Ok(())
}

/// Points a calendar to other hours; false when `version` is no longer the last.
///
/// # Errors
/// As [`insert`].
pub async fn update(tx: &mut Tx, id: Uuid, version: i64, name: &str, sha: Sha) -> Result<bool, DbError> {
    Ok(tx.run(UPDATE, &vals![id, version, name, fold(name), *sha.bytes()]).await? == 1)
}
