//! SQL of deals.

use super::model::{Closing, Deal, DealStage, NewDeal};
use crate::bulk;
use crate::db::{Bulk, Conn, DbError, Query, Row, Sql, Tx};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::vals;

/// Every constant statement of this store.
pub const ALL: &[Sql] =
    &[INSERT, GET, OF_LEAD, OPEN_OF_CYCLE, CLOSE, REOPEN, CANCEL, WON_IN_CYCLE, UPDATE, INSERT_CHANGE];

const INSERT: Sql = Sql::both(
    "INSERT INTO deal (id, lead_id, company_id, cycle, name, amount_minor, expected_on, stage, probability, owner_id, \
     origin, opened_event_id, opened_at, recorded_at, ref) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
);

/// Opens a deal.
///
/// # Errors
/// [`DbError`].
pub async fn insert(tx: &mut Tx, d: &NewDeal) -> Result<(), DbError> {
    let origin = if d.upsell { "upsell" } else { "funnel" };
    tx.run(
        INSERT,
        &vals![
            d.id,
            d.lead,
            d.company,
            d.cycle,
            &d.name,
            d.amount_minor,
            d.expected_on,
            d.stage.code(),
            d.stage.probability(),
            d.owner,
            origin,
            d.opened_event,
            d.opened_at,
            d.recorded_at,
            d.reference.clone(),
        ],
    )
    .await?;
    Ok(())
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT d.seq, d.id, d.version, d.lead_id, TRIM(l.first_name || ' ' || l.last_name) AS lead_name, l.email, ",
            "d.company_id, COALESCE(c.name, '') AS company_name, d.cycle, d.name, d.amount_minor, d.expected_on, ",
            "d.stage, d.probability, d.outcome, d.reason_code, d.competitor, d.owner_id, ",
            "COALESCE(m.name, '') AS owner_name, d.origin, d.opened_event_id, d.closed_event_id, d.opened_at, ",
            "d.closed_at FROM deal d JOIN lead l ON l.id = d.lead_id LEFT JOIN company c ON c.id = d.company_id ",
            "LEFT JOIN member m ON m.id = d.owner_id ",
            $rest
        )
    };
}

const GET: Sql = Sql::both(select!("WHERE d.id = $1"));
const OF_LEAD: Sql =
    Sql::both(select!("WHERE d.lead_id = $1 ORDER BY d.opened_at DESC, d.id DESC LIMIT 200"));
const OPEN_OF_CYCLE: Sql = Sql::both(select!(
    "WHERE d.lead_id = $1 AND d.cycle = $2 AND d.outcome = 'open' ORDER BY d.opened_at, d.id LIMIT 50"
));

/// One deal.
///
/// # Errors
/// [`DbError`].
pub async fn deal(conn: &mut Conn, id: Id<of::Deal>) -> Result<Option<Deal>, DbError> {
    conn.optional(GET, &vals![id]).await?.as_ref().map(read).transpose()
}

/// A lead's deals, newest first.
///
/// # Errors
/// [`DbError`].
pub async fn of_lead(conn: &mut Conn, lead: Id<of::Lead>) -> Result<Vec<Deal>, DbError> {
    conn.all(OF_LEAD, &vals![lead]).await?.iter().map(read).collect()
}

/// The open deals of one cycle, oldest first.
///
/// # Errors
/// [`DbError`].
pub async fn open_of_cycle(conn: &mut Conn, lead: Id<of::Lead>, cycle: i32) -> Result<Vec<Deal>, DbError> {
    conn.all(OPEN_OF_CYCLE, &vals![lead, cycle]).await?.iter().map(read).collect()
}

/// Reads a deal from a row of the `select!` above; list queries of other files use it too.
///
/// # Errors
/// [`DbError`].
pub fn read(r: &Row) -> Result<Deal, DbError> {
    let name: String = r.get("lead_name")?;
    Ok(Deal {
        id: r.id("id")?,
        version: r.get("version")?,
        lead: r.id("lead_id")?,
        lead_name: if name.is_empty() { r.get("email")? } else { name },
        company: r.opt_id("company_id")?,
        company_name: r.get("company_name")?,
        cycle: r.int("cycle")?,
        name: r.get("name")?,
        amount_minor: r.get("amount_minor")?,
        expected_on: r.get("expected_on")?,
        stage: r.code::<DealStage>("stage")?,
        probability: r.get("probability")?,
        outcome: r.code("outcome")?,
        reason: r.get("reason_code")?,
        competitor: r.get("competitor")?,
        owner: r.opt_id("owner_id")?,
        owner_name: r.get("owner_name")?,
        from_funnel: r.get::<String>("origin")? == "funnel",
        opened_event: r.opt_id("opened_event_id")?,
        closed_event: r.opt_id("closed_event_id")?,
        opened_at: r.at("opened_at")?,
        closed_at: r.opt_at("closed_at")?,
    })
}

const CLOSE: Sql = Sql::both(
    "UPDATE deal SET outcome = $2, reason_code = $3, competitor = $4, amount_minor = COALESCE($5, amount_minor), \
     closed_event_id = $6, closed_at = $7, text_id = $8, version = version + 1 WHERE id = $1 AND outcome = 'open'",
);

/// Closes an open deal; answers whether it was open.
///
/// # Errors
/// [`DbError`].
pub async fn close(tx: &mut Tx, id: Id<of::Deal>, c: &Closing) -> Result<bool, DbError> {
    let values =
        vals![id, c.outcome.code(), c.reason.clone(), &c.competitor, c.amount_minor, c.event, c.at, c.text];
    Ok(tx.run(CLOSE, &values).await? == 1)
}

const REOPEN: Sql = Sql::both(
    "UPDATE deal SET outcome = 'open', reason_code = NULL, competitor = '', closed_event_id = NULL, closed_at = NULL, \
     text_id = NULL, version = version + 1 WHERE closed_event_id = $1",
);

/// Opens again the deal that this event closed (the event was voided).
///
/// # Errors
/// [`DbError`].
pub async fn reopen(tx: &mut Tx, closed_by: Id<of::Event>) -> Result<u64, DbError> {
    tx.run(REOPEN, &vals![closed_by]).await
}

const CANCEL: Sql = Sql::both(
    "UPDATE deal SET outcome = 'cancelled', closed_at = $3, version = version + 1 \
     WHERE lead_id = $1 AND cycle = $2 AND origin = 'funnel' AND outcome = 'open'",
);

/// Cancels the open deals of a cycle whose `opportunity` was voided: they never were.
///
/// # Errors
/// [`DbError`].
pub async fn cancel(tx: &mut Tx, lead: Id<of::Lead>, cycle: i32, at: Instant) -> Result<u64, DbError> {
    tx.run(CANCEL, &vals![lead, cycle, at]).await
}

const WON_IN_CYCLE: Sql = Sql::both(
    "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM deal WHERE lead_id = $1 AND cycle = $2 AND outcome = 'won'",
);

/// How many deals of a cycle are won.
///
/// # Errors
/// [`DbError`].
pub async fn won_in_cycle(conn: &mut Conn, lead: Id<of::Lead>, cycle: i32) -> Result<i64, DbError> {
    conn.one(WON_IN_CYCLE, &vals![lead, cycle]).await?.get("n")
}

const UPDATE: Sql = Sql::both(
    "UPDATE deal SET name = $3, amount_minor = $4, expected_on = $5, stage = $6, probability = $7, owner_id = $8, \
     version = version + 1 WHERE id = $1 AND version = $2",
);
const INSERT_CHANGE: Sql = Sql::both(
    "INSERT INTO deal_change (deal_id, version, field, old_value, new_value, actor_id, at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7)",
);

/// The fields of a deal that may be edited while it is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editable {
    /// Its own name, or empty.
    pub name: String,
    /// Amount, minor units.
    pub amount_minor: Option<i64>,
    /// When it should close.
    pub expected_on: Option<chrono::NaiveDate>,
    /// How far it is.
    pub stage: DealStage,
    /// Who works it.
    pub owner: Option<Id<of::Member>>,
}

impl Editable {
    fn texts(&self) -> [(&'static str, String); 5] {
        [
            ("name", self.name.clone()),
            ("amount", self.amount_minor.map(|v| v.to_string()).unwrap_or_default()),
            ("expected_on", self.expected_on.map(|d| d.to_string()).unwrap_or_default()),
            ("deal_stage", self.stage.code().to_owned()),
            ("owner", self.owner.map(|o| o.to_string()).unwrap_or_default()),
        ]
    }
}

/// Writes the fields that differ and notes each; answers whether the deal was still at that version. A deal that
/// enters another stage takes that stage's probability of today.
///
/// # Errors
/// [`DbError`].
pub async fn save(
    tx: &mut Tx,
    before: &Deal,
    after: &Editable,
    actor: Option<Id<of::Member>>,
    now: Instant,
) -> Result<bool, DbError> {
    let was = Editable {
        name: before.name.clone(),
        amount_minor: before.amount_minor,
        expected_on: before.expected_on,
        stage: before.stage,
        owner: before.owner,
    };
    if was == *after {
        return Ok(true);
    }
    let probability = if was.stage == after.stage { before.probability } else { after.stage.probability() };
    let values = vals![
        before.id,
        before.version,
        &after.name,
        after.amount_minor,
        after.expected_on,
        after.stage.code(),
        probability,
        after.owner
    ];
    if tx.run(UPDATE, &values).await? == 0 {
        return Ok(false);
    }
    for ((field, old), (_, new)) in was.texts().into_iter().zip(after.texts()) {
        if old != new {
            tx.run(INSERT_CHANGE, &vals![before.id, before.version + 1, field, old, new, actor, now]).await?;
        }
    }
    Ok(true)
}

const ROWS: Bulk = bulk!(
    "deal",
    "id, version, lead_id, company_id, cycle, name, amount_minor, expected_on, stage, probability, owner_id, origin, \
     opened_event_id, opened_at, recorded_at, ref, outcome, reason_code, competitor, closed_event_id, closed_at, text_id",
    22
);

/// Writes many deals at once, each with its closing when it has one.
///
/// # Errors
/// [`DbError`].
pub async fn insert_many(tx: &mut Tx, deals: &[(NewDeal, Option<Closing>)]) -> Result<(), DbError> {
    let row = |(d, c): &(NewDeal, Option<Closing>)| {
        let c = c.as_ref();
        vals![
            d.id,
            1_i64,
            d.lead,
            d.company,
            d.cycle,
            &d.name,
            c.and_then(|c| c.amount_minor).or(d.amount_minor),
            d.expected_on,
            d.stage.code(),
            d.stage.probability(),
            d.owner,
            if d.upsell { "upsell" } else { "funnel" },
            d.opened_event,
            d.opened_at,
            d.recorded_at,
            d.reference.clone(),
            c.map_or("open", |c| c.outcome.code()),
            c.and_then(|c| c.reason.clone()),
            c.map(|c| c.competitor.clone()).unwrap_or_default(),
            c.and_then(|c| c.event),
            c.map(|c| c.at),
            c.and_then(|c| c.text),
        ]
        .to_vec()
    };
    tx.bulk(ROWS, &deals.iter().map(row).collect::<Vec<_>>()).await
}

/// Deals after a cursor (oldest first), with their cursors.
///
/// # Errors
/// [`DbError`].
pub async fn page(
    conn: &mut Conn,
    after: i64,
    limit: i64,
    outcome: Option<super::model::DealOutcome>,
    lead: Option<Id<of::Lead>>,
) -> Result<Vec<(i64, Deal)>, DbError> {
    let mut q = Query::new(select!("WHERE l.hidden = 0 AND d.seq > "));
    q.bind(after);
    if let Some(outcome) = outcome {
        q.push(" AND d.outcome = ").bind(outcome.code());
    }
    if let Some(lead) = lead {
        q.push(" AND d.lead_id = ").bind(lead);
    }
    q.push(" ORDER BY d.seq LIMIT ").bind(limit);
    conn.all_of(&q).await?.iter().map(|r| Ok((r.get("seq")?, read(r)?))).collect()
}
