//! How the leads behind a count are shown.

use crate::db::{Conn, DbError, Query, Row, Sql};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::features::funnel::model::Line;
use crate::vals;
use std::collections::HashMap;

/// Every statement of this file, for the test that prepares them on both engines.
pub const ALL: &[Sql] = &[KNOWN];

const KNOWN: Sql = Sql::both("SELECT 1 AS known FROM stage_event WHERE recorded_at <= $1 LIMIT 1");

/// Whether anything at all was known at an instant.
///
/// # Errors
/// [`DbError`].
pub async fn anything_known(conn: &mut Conn, at: Instant) -> Result<bool, DbError> {
    Ok(conn.optional(KNOWN, &vals![at]).await?.is_some())
}

/// Leads as a list shows them, by id.
///
/// # Errors
/// [`DbError`].
pub async fn lines(
    conn: &mut Conn,
    leads: impl IntoIterator<Item = Id<of::Lead>>,
) -> Result<HashMap<Id<of::Lead>, Line>, DbError> {
    let mut query = Query::new(
        "SELECT l.id, l.first_name, l.last_name, l.email, l.phone, l.stage, l.stage_at, l.erased_at, \
         s.name AS source, COALESCE(c.name, '') AS company, COALESCE(m.name, '') AS owner, \
         (SELECT MIN(x.ref) FROM external_ref x WHERE x.lead_id = l.id) AS reference \
         FROM lead l JOIN source s ON s.id = l.source_id LEFT JOIN company c ON c.id = l.company_id \
         LEFT JOIN member m ON m.id = l.owner_sales_id WHERE l.id IN ",
    );
    query.bind_list(leads);
    let rows = conn.all_of(&query).await?;
    rows.iter().map(|row| Ok((row.id("id")?, line(row)?))).collect()
}

fn line(row: &Row) -> Result<Line, DbError> {
    let (first, last): (String, String) = (row.get("first_name")?, row.get("last_name")?);
    let full = format!("{first} {last}").trim().to_owned();
    let reference: Option<String> = row.get("reference")?;
    let erased = row.opt_at("erased_at")?.is_some();
    let fallback = reference.clone().filter(|_| !erased).unwrap_or_default();
    let names = [full, row.get("email")?, row.get("phone")?, fallback];
    Ok(Line {
        id: row.id("id")?,
        name: names.into_iter().find(|name| !name.is_empty()).unwrap_or_default(),
        company: row.get("company")?,
        source: row.get("source")?,
        owner: row.get("owner")?,
        stage: row.opt_code("stage")?,
        stage_at: row.at("stage_at")?,
        erased,
        reference,
    })
}
