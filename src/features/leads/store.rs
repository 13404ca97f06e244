//! SQL of lead rows: one lead at a time, and many for imports. Lists and boards have stores of their own.

pub mod duplicates;
pub mod page;
pub mod walk;

use super::change;
use super::model::{Keys, LeadFields, LeadRow, Names};
use crate::bulk;
use crate::db::{Bulk, Conn, DbError, Row, Sql, Tx, Val};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::stage::Stage;
use crate::vals;

/// Every constant statement of this store.
pub const ALL: &[Sql] = &[
    GET,
    LOCK,
    INSERT,
    TOUCH,
    change::UPDATE,
    change::INSERT_CHANGE,
    change::SINCE,
    change::OF_LEAD,
    change::COMPANY_NAME,
];

const ROWS: Bulk = bulk!(
    "lead",
    "id, first_name, last_name, email, phone, job_title, company_id, source_id, latest_source_id, medium, \
     campaign_id, content_id, term, persona_id, pain_points, need, estimated_value_minor, consent_basis, \
     status, revisit_on, owner_mkt_id, owner_sales_id, queue_id, name_key, email_key, phone_key, \
     search_key, stage, stage_at, cycle, created_by, created_at, recorded_at, updated_at",
    34
);

const INSERT: Sql = Sql::both(
    "INSERT INTO lead (id, first_name, last_name, email, phone, job_title, company_id, source_id, \
     latest_source_id, medium, campaign_id, content_id, term, persona_id, pain_points, need, estimated_value_minor, \
     consent_basis, status, revisit_on, owner_mkt_id, owner_sales_id, queue_id, name_key, email_key, phone_key, \
     search_key, stage, stage_at, cycle, created_by, created_at, recorded_at, updated_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, \
     $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34)",
);

/// A lead row about to be written.
#[derive(Debug, Clone)]
pub struct NewLead {
    /// Its id.
    pub id: Id<of::Lead>,
    /// Its fields.
    pub fields: LeadFields,
    /// Its folded keys ([`keys`](super::keys)).
    pub keys: Keys,
    /// Where it stands, when the caller knows it already (imports); else `reproject` fills it.
    pub stage: Option<(Stage, Instant, i32)>,
    /// Who entered it.
    pub created_by: Option<Id<of::Member>>,
    /// When the person first showed interest.
    pub created_at: Instant,
    /// When we learn of them.
    pub recorded_at: Instant,
}

impl NewLead {
    fn row(&self) -> [Val; 34] {
        let (f, k) = (&self.fields, &self.keys);
        let (stage, stage_at, cycle) =
            self.stage.map_or(("", self.created_at, 1), |(stage, at, cycle)| (stage.code(), at, cycle));
        vals![
            self.id,
            &f.first_name,
            &f.last_name,
            &f.email,
            &f.phone,
            &f.job_title,
            f.company,
            f.source,
            f.latest_source,
            &f.medium,
            f.campaign,
            f.content,
            &f.term,
            f.persona,
            &f.pain_points,
            &f.need,
            f.estimated_value_minor,
            &f.consent_basis,
            f.status.code(),
            f.revisit_on,
            f.owner_mkt,
            f.owner_sales,
            f.queue,
            &k.name,
            &k.email,
            &k.phone,
            &k.search,
            stage,
            stage_at,
            cycle,
            self.created_by,
            self.created_at,
            self.recorded_at,
            self.recorded_at,
        ]
    }
}

/// Inserts one lead.
///
/// # Errors
/// [`DbError`].
pub async fn insert(tx: &mut Tx, lead: &NewLead) -> Result<(), DbError> {
    tx.run(INSERT, &lead.row()).await?;
    Ok(())
}

/// Inserts many leads, many rows a statement.
///
/// # Errors
/// [`DbError`].
pub async fn insert_many(tx: &mut Tx, leads: &[NewLead]) -> Result<(), DbError> {
    let rows: Vec<_> = leads.iter().map(|lead| lead.row().to_vec()).collect();
    tx.bulk(ROWS, &rows).await
}

const GET: Sql = Sql::both(
    "SELECT l.*, COALESCE(co.name, '') AS company_name, so.name AS source_name, \
     COALESCE(ls.name, '') AS latest_source_name, COALESCE(ca.name, '') AS campaign_name, \
     COALESCE(ct.name, '') AS content_name, COALESCE(pe.name, '') AS persona_name, \
     COALESCE(pe.description, '') AS persona_description, \
     COALESCE(om.name, '') AS owner_mkt_name, COALESCE(os.name, '') AS owner_sales_name, \
     COALESCE(q.name, '') AS queue_name \
     FROM lead l JOIN source so ON so.id = l.source_id LEFT JOIN company co ON co.id = l.company_id \
     LEFT JOIN source ls ON ls.id = l.latest_source_id LEFT JOIN campaign ca ON ca.id = l.campaign_id \
     LEFT JOIN content ct ON ct.id = l.content_id LEFT JOIN persona pe ON pe.id = l.persona_id \
     LEFT JOIN member om ON om.id = l.owner_mkt_id LEFT JOIN member os ON os.id = l.owner_sales_id \
     LEFT JOIN queue q ON q.id = l.queue_id WHERE l.id = $1",
);

/// One lead with the names behind its ids.
///
/// # Errors
/// [`DbError`].
pub async fn get(conn: &mut Conn, id: Id<of::Lead>) -> Result<Option<LeadRow>, DbError> {
    conn.optional(GET, &vals![id]).await?.as_ref().map(read).transpose()
}

const LOCK: Sql = Sql::split(
    "SELECT merged_into FROM lead WHERE id = $1",
    "SELECT merged_into FROM lead WHERE id = $1 FOR UPDATE",
);

/// Takes the lead for this write (every write about a lead begins with it) and reads it; `None` when there is none.
///
/// # Errors
/// [`DbError`].
pub async fn lock(tx: &mut Tx, id: Id<of::Lead>) -> Result<Option<LeadRow>, DbError> {
    if tx.optional(LOCK, &vals![id]).await?.is_none() {
        return Ok(None);
    }
    get(tx, id).await
}

/// Takes two leads in the order of their ids, so that two merges never wait for each other.
///
/// # Errors
/// [`DbError`].
pub async fn lock_merged(
    tx: &mut Tx,
    a: Id<of::Lead>,
    b: Id<of::Lead>,
) -> Result<Option<(LeadRow, LeadRow)>, DbError> {
    let (first, second) = if a <= b { (a, b) } else { (b, a) };
    let (Some(x), Some(y)) = (lock(tx, first).await?, lock(tx, second).await?) else { return Ok(None) };
    Ok(Some(if a <= b { (x, y) } else { (y, x) }))
}

const TOUCH: Sql = Sql::both("UPDATE lead SET version = version + 1, updated_at = $2 WHERE id = $1");

/// Counts one edit of the lead.
///
/// # Errors
/// [`DbError`].
pub async fn touch(tx: &mut Tx, id: Id<of::Lead>, now: Instant) -> Result<(), DbError> {
    tx.run(TOUCH, &vals![id, now]).await?;
    Ok(())
}

fn read(r: &Row) -> Result<LeadRow, DbError> {
    Ok(LeadRow {
        id: r.id("id")?,
        version: r.get("version")?,
        fields: LeadFields {
            first_name: r.get("first_name")?,
            last_name: r.get("last_name")?,
            email: r.get("email")?,
            phone: r.get("phone")?,
            job_title: r.get("job_title")?,
            company: r.opt_id("company_id")?,
            source: r.id("source_id")?,
            latest_source: r.opt_id("latest_source_id")?,
            medium: r.get("medium")?,
            campaign: r.opt_id("campaign_id")?,
            content: r.opt_id("content_id")?,
            term: r.get("term")?,
            persona: r.opt_id("persona_id")?,
            pain_points: r.get("pain_points")?,
            need: r.get("need")?,
            estimated_value_minor: r.get("estimated_value_minor")?,
            consent_basis: r.get("consent_basis")?,
            status: r.code("status")?,
            revisit_on: r.get("revisit_on")?,
            owner_mkt: r.opt_id("owner_mkt_id")?,
            owner_sales: r.opt_id("owner_sales_id")?,
            queue: r.opt_id("queue_id")?,
        },
        names: Names {
            company: r.get("company_name")?,
            source: r.get("source_name")?,
            latest_source: r.get("latest_source_name")?,
            campaign: r.get("campaign_name")?,
            content: r.get("content_name")?,
            persona: r.get("persona_name")?,
            persona_description: r.get("persona_description")?,
            owner_mkt: r.get("owner_mkt_name")?,
            owner_sales: r.get("owner_sales_name")?,
            queue: r.get("queue_name")?,
        },
        stage: r.opt_code("stage")?,
        stage_at: r.at("stage_at")?,
        cycle: r.int("cycle")?,
        hidden: r.get::<i64>("hidden")? != 0,
        trashed_at: r.opt_at("trashed_at")?,
        merged_into: r.opt_id("merged_into")?,
        erased_at: r.opt_at("erased_at")?,
        created_at: r.at("created_at")?,
        recorded_at: r.at("recorded_at")?,
        updated_at: r.at("updated_at")?,
    })
}
