//! Names for the chips of a filter, and the choices of its form.

use crate::db::{Conn, DbError, Sql};
use crate::domain::filter::Facet;
use crate::domain::lifecycle::{Actor, Role, Team};
use crate::features::lists::model::{Choice, Choices};
use crate::vals;
use uuid::Uuid;

pub(super) const MEMBER: Sql = Sql::both("SELECT name FROM member WHERE id = $1");
pub(super) const QUEUE: Sql = Sql::both("SELECT name FROM queue WHERE id = $1");
pub(super) const SOURCE: Sql = Sql::both("SELECT name FROM source WHERE id = $1");
pub(super) const CAMPAIGN: Sql = Sql::both("SELECT name FROM campaign WHERE id = $1");
pub(super) const PERSONA: Sql = Sql::both("SELECT name FROM persona WHERE id = $1");
pub(super) const COMPANY: Sql = Sql::both("SELECT name FROM company WHERE id = $1");
pub(super) const TAG: Sql = Sql::both("SELECT name FROM tag WHERE id = $1");

/// The name of what a part of a filter asks for; `None` when there is no such entry.
///
/// # Errors
/// [`DbError`].
pub async fn name_of(conn: &mut Conn, facet: Facet, id: Uuid) -> Result<Option<String>, DbError> {
    let sql = match facet {
        Facet::Owner | Facet::OwnerMkt => MEMBER,
        Facet::Queue => QUEUE,
        Facet::Source => SOURCE,
        Facet::Campaign => CAMPAIGN,
        Facet::Persona => PERSONA,
        Facet::Company => COMPANY,
        Facet::Tag => TAG,
        _ => return Ok(None),
    };
    conn.optional(sql, &vals![id]).await?.map(|row| row.get("name")).transpose()
}

pub(super) const MEMBERS: Sql =
    Sql::both("SELECT id, name, role, team FROM member WHERE active = TRUE ORDER BY name_key, id LIMIT 500");
pub(super) const QUEUES: Sql =
    Sql::both("SELECT id, name FROM queue WHERE active = TRUE ORDER BY name_key LIMIT 200");
pub(super) const SOURCES: Sql =
    Sql::both("SELECT id, name FROM source WHERE active = TRUE ORDER BY name_key LIMIT 500");
pub(super) const CAMPAIGNS: Sql =
    Sql::both("SELECT id, name FROM campaign WHERE active = TRUE ORDER BY name_key LIMIT 500");
pub(super) const PERSONAS: Sql =
    Sql::both("SELECT id, name FROM persona WHERE active = TRUE ORDER BY name_key LIMIT 200");
pub(super) const TAGS: Sql = Sql::both("SELECT id, name FROM tag ORDER BY name_key LIMIT 500");

/// What the filter form offers.
///
/// # Errors
/// [`DbError`].
pub async fn choices(conn: &mut Conn) -> Result<Choices, DbError> {
    let mut found = Choices {
        queues: list(conn, QUEUES).await?,
        sources: list(conn, SOURCES).await?,
        campaigns: list(conn, CAMPAIGNS).await?,
        personas: list(conn, PERSONAS).await?,
        tags: list(conn, TAGS).await?,
        ..Choices::default()
    };
    for row in conn.all(MEMBERS, &[]).await? {
        let (role, team): (Role, Option<Team>) = (row.code("role")?, row.opt_code("team")?);
        let person = Actor { member: None, role, team };
        let choice = Choice { id: row.get::<Uuid>("id")?.to_string(), name: row.get("name")? };
        if person.markets() {
            found.marketers.push(choice.clone());
        }
        if person.sells() {
            found.reps.push(choice);
        }
    }
    Ok(found)
}

async fn list(conn: &mut Conn, sql: Sql) -> Result<Vec<Choice>, DbError> {
    let rows = conn.all(sql, &[]).await?;
    rows.iter().map(|r| Ok(Choice { id: r.get::<Uuid>("id")?.to_string(), name: r.get("name")? })).collect()
}
