//! SQL of the demo: what the product has no action for yet, and the mark that says for which day it was filled.

use crate::db::{Conn, DbError, Sql, Tx};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::vals;

/// Every statement of this store.
pub const ALL: &[Sql] = &[NAME, DESCRIBE, QUEUE, PLACE, TAG, ANY_LEAD, FILLED, FINISH];

const NAME: Sql = Sql::both("UPDATE organisation SET name = $1, version = version + 1 WHERE id = 1");
const DESCRIBE: Sql = Sql::both("UPDATE persona SET description = $2 WHERE id = $1");
const QUEUE: Sql =
    Sql::both("SELECT id FROM queue WHERE team = 'sales' AND active = TRUE ORDER BY name_key LIMIT 1");
const PLACE: Sql = Sql::both("UPDATE company SET city = $2, domain = $3 WHERE id = $1");
const TAG: Sql = Sql::both(
    "INSERT INTO lead_tag (lead_id, tag_id) VALUES ($1, $2) ON CONFLICT (lead_id, tag_id) DO NOTHING",
);
const ANY_LEAD: Sql = Sql::both("SELECT seq FROM lead LIMIT 1");
const FILLED: Sql = Sql::both("SELECT at FROM audit WHERE action = 'demo.filled' ORDER BY at DESC LIMIT 1");
/// The planner of SQLite guesses badly without: a fill changes every table.
const FINISH: Sql = Sql::both("ANALYZE");

/// Names the organisation.
///
/// # Errors
/// [`DbError`].
pub async fn name_organisation(tx: &mut Tx, name: &str) -> Result<(), DbError> {
    tx.run(NAME, &vals![name]).await?;
    Ok(())
}

/// Describes a persona.
///
/// # Errors
/// [`DbError`].
pub async fn describe_persona(tx: &mut Tx, id: Id<of::Persona>, text: &str) -> Result<(), DbError> {
    tx.run(DESCRIBE, &vals![id, text]).await?;
    Ok(())
}

/// The first queue of sales.
///
/// # Errors
/// [`DbError`].
pub async fn sales_queue(conn: &mut Conn) -> Result<Option<Id<of::Queue>>, DbError> {
    conn.optional(QUEUE, &[]).await?.map(|row| row.id("id")).transpose()
}

/// Says where a company is, and its domain.
///
/// # Errors
/// [`DbError`].
pub async fn place_company(
    tx: &mut Tx,
    id: Id<of::Company>,
    city: &str,
    domain: &str,
) -> Result<(), DbError> {
    tx.run(PLACE, &vals![id, city, domain]).await?;
    Ok(())
}

/// Puts a label on a lead.
///
/// # Errors
/// [`DbError`].
pub async fn tag(tx: &mut Tx, lead: Id<of::Lead>, tag: Id<of::Tag>) -> Result<(), DbError> {
    tx.run(TAG, &vals![lead, tag]).await?;
    Ok(())
}

/// Whether there is any lead.
///
/// # Errors
/// [`DbError`].
pub async fn any_lead(conn: &mut Conn) -> Result<bool, DbError> {
    Ok(conn.optional(ANY_LEAD, &[]).await?.is_some())
}

/// When the demo was filled; `None` when it is not, or not to the end.
///
/// # Errors
/// [`DbError`].
pub async fn filled_at(conn: &mut Conn) -> Result<Option<Instant>, DbError> {
    conn.optional(FILLED, &[]).await?.map(|row| row.at("at")).transpose()
}

/// Gathers statistics, so that both engines choose their indexes well.
///
/// # Errors
/// [`DbError`].
pub async fn analyze(tx: &mut Tx) -> Result<(), DbError> {
    tx.run(FINISH, &[]).await?;
    Ok(())
}
