//! Every field of the leads of a list, for a file: names instead of ids, a chunk at a time.

use super::Ask;
use crate::db::{Conn, DbError, Query, Row as DbRow};
use crate::domain::filter::{Cursor, Key, LeadFilter, Place, SortKey};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::lead_status::LeadStatus;
use crate::domain::stage::Stage;
use crate::features::lists::model::Reader;
use chrono::NaiveDate;

/// Rows read at once.
pub const CHUNK: usize = 500;

/// A lead as a file shows it.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "named as the fields of a lead")]
pub struct Exported {
    pub id: Id<of::Lead>,
    pub first_name: String,
    pub last_name: String,
    pub email: String,
    pub phone: String,
    pub job_title: String,
    pub company: String,
    pub source: String,
    pub medium: String,
    pub campaign: String,
    pub content: String,
    pub persona: String,
    pub stage: Stage,
    pub stage_at: Instant,
    pub status: LeadStatus,
    pub owner: String,
    pub owner_mkt: String,
    pub queue: String,
    pub value_minor: Option<i64>,
    pub next_on: Option<NaiveDate>,
    pub revisit_on: Option<NaiveDate>,
    pub pain_points: String,
    pub need: String,
    pub created_at: Instant,
    pub updated_at: Instant,
}

const EXPORTED: &str = "SELECT l.seq, l.id, l.first_name, l.last_name, l.email, l.phone, l.job_title, l.medium, \
     l.stage, l.stage_at, l.status, l.estimated_value_minor, l.next_on, l.revisit_on, l.pain_points, l.need, \
     l.created_at, l.updated_at, l.name_key, COALESCE(co.name, '') AS company_name, so.name AS source_name, \
     COALESCE(ca.name, '') AS campaign_name, COALESCE(ct.name, '') AS content_name, \
     COALESCE(pe.name, '') AS persona_name, COALESCE(os.name, '') AS owner_name, \
     COALESCE(om.name, '') AS owner_mkt_name, COALESCE(q.name, '') AS queue_name FROM (";
const EXPORTED_JOINS: &str = ") p JOIN lead l ON l.seq = p.seq JOIN source so ON so.id = l.source_id \
     LEFT JOIN company co ON co.id = l.company_id LEFT JOIN campaign ca ON ca.id = l.campaign_id \
     LEFT JOIN content ct ON ct.id = l.content_id LEFT JOIN persona pe ON pe.id = l.persona_id \
     LEFT JOIN member os ON os.id = l.owner_sales_id LEFT JOIN member om ON om.id = l.owner_mkt_id \
     LEFT JOIN queue q ON q.id = l.queue_id";

/// The next rows of an export, and where the rows after them begin.
///
/// # Errors
/// [`DbError`].
pub async fn chunk(
    conn: &mut Conn,
    filter: &LeadFilter,
    reader: &Reader,
    place: &Place,
) -> Result<(Vec<Exported>, Option<Cursor>), DbError> {
    let ask = Ask::new(conn, filter, reader).await?;
    let mut query = Query::new(EXPORTED);
    ask.push_page(&mut query, place, CHUNK);
    query.push(EXPORTED_JOINS);
    ask.push_order(&mut query, place);
    let rows = conn.all_of(&query).await?;
    let last = rows.last().filter(|_| rows.len() == CHUNK).map(|r| cursor(r, filter.sort.key)).transpose()?;
    Ok((rows.iter().map(read).collect::<Result<_, _>>()?, last))
}

fn cursor(r: &DbRow, key: SortKey) -> Result<Cursor, DbError> {
    let key = match key {
        SortKey::Created => Key::Int(r.get("created_at")?),
        SortKey::StageAt => Key::Int(r.get("stage_at")?),
        SortKey::Name => Key::Text(r.get("name_key")?),
        SortKey::Value => r.get::<Option<i64>>("estimated_value_minor")?.map_or(Key::Absent, Key::Int),
        SortKey::Next => r.get::<Option<NaiveDate>>("next_on")?.map_or(Key::Absent, Key::Day),
    };
    Ok(Cursor { key, seq: r.get("seq")? })
}

fn read(r: &DbRow) -> Result<Exported, DbError> {
    Ok(Exported {
        id: r.id("id")?,
        first_name: r.get("first_name")?,
        last_name: r.get("last_name")?,
        email: r.get("email")?,
        phone: r.get("phone")?,
        job_title: r.get("job_title")?,
        company: r.get("company_name")?,
        source: r.get("source_name")?,
        medium: r.get("medium")?,
        campaign: r.get("campaign_name")?,
        content: r.get("content_name")?,
        persona: r.get("persona_name")?,
        stage: r.code("stage")?,
        stage_at: r.at("stage_at")?,
        status: r.code("status")?,
        owner: r.get("owner_name")?,
        owner_mkt: r.get("owner_mkt_name")?,
        queue: r.get("queue_name")?,
        value_minor: r.get("estimated_value_minor")?,
        next_on: r.get("next_on")?,
        revisit_on: r.get("revisit_on")?,
        pain_points: r.get("pain_points")?,
        need: r.get("need")?,
        created_at: r.at("created_at")?,
        updated_at: r.at("updated_at")?,
    })
}
