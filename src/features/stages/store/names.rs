//! SQL of the names that a refusal mentions.

use crate::db::{Conn, DbError, Sql};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::vals;

/// Every statement of this file.
pub const ALL: &[Sql] = &[MEMBER, QUEUE, LEAD, DEAL, WRITTEN, TAKEN];

const MEMBER: Sql = Sql::both("SELECT name FROM member WHERE id = $1");
const QUEUE: Sql = Sql::both("SELECT name FROM queue WHERE id = $1");
const LEAD: Sql =
    Sql::both("SELECT TRIM(first_name || ' ' || last_name) AS name, email FROM lead WHERE id = $1");
const DEAL: Sql = Sql::both(
    "SELECT CASE WHEN d.name <> '' THEN d.name ELSE TRIM(l.first_name || ' ' || l.last_name) END AS name, l.email \
     FROM deal d JOIN lead l ON l.id = d.lead_id WHERE d.id = $1",
);
const WRITTEN: Sql = Sql::both(
    "SELECT COALESCE(m.name, '') AS name, e.recorded_at FROM stage_event e \
     LEFT JOIN member m ON m.id = e.actor_id WHERE e.id = $1",
);
const TAKEN: Sql = Sql::both(
    "SELECT at FROM lead_change WHERE lead_id = $1 AND field = 'owner' ORDER BY version DESC LIMIT 1",
);

/// A member's name; `None` when there is none.
///
/// # Errors
/// [`DbError`].
pub async fn member(conn: &mut Conn, id: Id<of::Member>) -> Result<Option<String>, DbError> {
    conn.optional(MEMBER, &vals![id]).await?.map(|row| row.get("name")).transpose()
}

/// A queue's name.
///
/// # Errors
/// [`DbError`].
pub async fn queue(conn: &mut Conn, id: Id<of::Queue>) -> Result<Option<String>, DbError> {
    conn.optional(QUEUE, &vals![id]).await?.map(|row| row.get("name")).transpose()
}

/// What to call a lead.
///
/// # Errors
/// [`DbError`].
pub async fn lead(conn: &mut Conn, id: Id<of::Lead>) -> Result<Option<String>, DbError> {
    conn.optional(LEAD, &vals![id]).await?.map(|row| name_or_email(&row)).transpose()
}

/// What to call a deal.
///
/// # Errors
/// [`DbError`].
pub async fn deal(conn: &mut Conn, id: Id<of::Deal>) -> Result<Option<String>, DbError> {
    conn.optional(DEAL, &vals![id]).await?.map(|row| name_or_email(&row)).transpose()
}

fn name_or_email(row: &crate::db::Row) -> Result<String, DbError> {
    let name: String = row.get("name")?;
    if name.is_empty() { row.get("email") } else { Ok(name) }
}

/// Who wrote an event, and when it was recorded.
///
/// # Errors
/// [`DbError`].
pub async fn written(conn: &mut Conn, id: Id<of::Event>) -> Result<Option<(String, Instant)>, DbError> {
    let row = conn.optional(WRITTEN, &vals![id]).await?;
    row.map(|row| Ok((row.get("name")?, row.at("recorded_at")?))).transpose()
}

/// When the lead's present owner got it.
///
/// # Errors
/// [`DbError`].
pub async fn taken(conn: &mut Conn, lead: Id<of::Lead>) -> Result<Option<Instant>, DbError> {
    conn.optional(TAKEN, &vals![lead]).await?.map(|row| row.at("at")).transpose()
}
