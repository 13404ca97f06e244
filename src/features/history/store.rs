//! SQL of the history: events, settled dimensions, projections.

use super::model::{Dimensions, NewEvent, TimelineEvent};
use crate::bulk;
use crate::db::{Bulk, Conn, DbError, Query, Row, Sql, Tx, Val};
use crate::domain::history::Event;
use crate::domain::ids::{Id, of};
use crate::domain::lifecycle::Authored;
use crate::vals;

/// Every statement of this store, for the test that prepares them on both engines.
pub const ALL: &[Sql] = &[
    INSERT_EVENT,
    EVENTS,
    AUTHORED,
    TIMELINE,
    DIMENSIONS,
    LEAD_DIMENSIONS,
    OPEN_DIMENSIONS,
    SETTLE_DIMENSIONS,
    super::projector::UPSERT_JOURNEY,
    super::projector::DELETE_JOURNEY,
    super::projector::DELETE_PASSAGES,
    super::projector::INSERT_PASSAGE,
    super::projector::CACHE_STAGE,
];

const INSERT_EVENT: Sql = Sql::both(
    "INSERT INTO stage_event (id, lead_id, cycle, kind, to_stage, occurred_at, recorded_at, actor_id, actor_role, \
     origin, reason_code, criterion, text_id, into_lead, supersedes, ref) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
);

fn event_row(e: &NewEvent) -> [Val; 16] {
    vals![
        e.id,
        e.lead,
        e.cycle,
        e.kind.code(),
        e.to,
        e.occurred_at,
        e.recorded_at,
        e.actor,
        e.role,
        e.origin.code(),
        e.reason.clone(),
        e.criterion.clone(),
        e.text,
        e.into,
        e.supersedes,
        e.reference.clone(),
    ]
}

/// Appends one event. Call [`reproject`](super::reproject) when the last one of the action is in.
///
/// # Errors
/// [`DbError`]; [`DbError::violates_unique`] on `stage_event.supersedes` when another write took the same event out.
pub async fn append(tx: &mut Tx, e: &NewEvent) -> Result<(), DbError> {
    tx.run(INSERT_EVENT, &event_row(e)).await?;
    Ok(())
}

const EVENT_ROWS: Bulk = bulk!(
    "stage_event",
    "id, lead_id, cycle, kind, to_stage, occurred_at, recorded_at, actor_id, actor_role, origin, reason_code, \
     criterion, text_id, into_lead, supersedes, ref",
    16
);
const DIMENSION_ROWS: Bulk =
    bulk!("cycle_dimension", "lead_id, cycle, source_id, campaign_id, persona_id, owner_id, settled", 7);

/// Appends many events at once (imports, seeds); projections are the caller's.
///
/// # Errors
/// [`DbError`].
pub async fn append_many(tx: &mut Tx, events: &[NewEvent]) -> Result<(), DbError> {
    let rows: Vec<_> = events.iter().map(|e| event_row(e).to_vec()).collect();
    tx.bulk(EVENT_ROWS, &rows).await
}

/// Writes the dimensions of many cycles at once, each with whether its handoff settled them.
///
/// # Errors
/// [`DbError`].
pub async fn insert_dimensions(
    tx: &mut Tx,
    cycles: &[(Id<of::Lead>, i32, Dimensions, bool)],
) -> Result<(), DbError> {
    let rows: Vec<_> = cycles
        .iter()
        .map(|(lead, cycle, d, settled)| {
            vals![*lead, *cycle, d.source, d.campaign, d.persona, d.owner, *settled].to_vec()
        })
        .collect();
    tx.bulk(DIMENSION_ROWS, &rows).await
}

const EVENTS: Sql = Sql::both(
    "SELECT id, cycle, kind, to_stage, occurred_at, recorded_at, supersedes, into_lead \
     FROM stage_event WHERE lead_id = $1 ORDER BY occurred_at, id LIMIT 10000",
);

/// Every event of a lead, in order.
///
/// # Errors
/// [`DbError`].
pub async fn events_of(conn: &mut Conn, lead: Id<of::Lead>) -> Result<Vec<Event>, DbError> {
    conn.all(EVENTS, &vals![lead]).await?.iter().map(event).collect()
}

const AUTHORED: Sql = Sql::both(
    "SELECT id, cycle, kind, to_stage, occurred_at, recorded_at, supersedes, into_lead, actor_id \
     FROM stage_event WHERE lead_id = $1 ORDER BY occurred_at, id LIMIT 10000",
);

/// A lead's events with their authors, in order.
///
/// # Errors
/// [`DbError`].
pub async fn authored(conn: &mut Conn, lead: Id<of::Lead>) -> Result<Vec<Authored>, DbError> {
    let rows = conn.all(AUTHORED, &vals![lead]).await?;
    rows.iter().map(|r| Ok(Authored { event: event(r)?, author: r.opt_id("actor_id")? })).collect()
}

/// Reads the columns of an [`Event`] from a row that has them under their own names.
///
/// # Errors
/// [`DbError`] when a column is missing or does not decode.
pub fn event(row: &Row) -> Result<Event, DbError> {
    Ok(Event {
        id: row.id("id")?,
        cycle: row.int("cycle")?,
        kind: row.code("kind")?,
        to: row.opt_code("to_stage")?,
        occurred_at: row.at("occurred_at")?,
        recorded_at: row.at("recorded_at")?,
        supersedes: row.opt_id("supersedes")?,
        into: row.opt_id("into_lead")?,
    })
}

// Who supersedes an event belongs to the same lead, and is looked for there: while a base has no void at all, SQLite's
// statistics call the index on `supersedes` useless, and it would read the whole table for each event instead.
const TIMELINE: Sql = Sql::both(
    "SELECT e.id, e.cycle, e.kind, e.to_stage, e.occurred_at, e.recorded_at, e.supersedes, e.into_lead, \
     e.actor_id, COALESCE(m.name, '') AS actor_name, e.actor_role, e.origin, e.reason_code, e.criterion, n.body, \
     CAST(CASE WHEN s.id IS NULL THEN 0 ELSE 1 END AS BIGINT) AS superseded \
     FROM stage_event e LEFT JOIN member m ON m.id = e.actor_id LEFT JOIN note n ON n.id = e.text_id \
     LEFT JOIN stage_event s ON s.lead_id = e.lead_id AND s.supersedes = e.id \
     WHERE e.lead_id = $1 ORDER BY e.occurred_at DESC, e.id DESC LIMIT 500",
);

/// The newest 500 events of a lead, newest first, with names and texts.
///
/// # Errors
/// [`DbError`].
pub async fn timeline(conn: &mut Conn, lead: Id<of::Lead>) -> Result<Vec<TimelineEvent>, DbError> {
    let read = |row: &Row| {
        Ok(TimelineEvent {
            event: event(row)?,
            actor: row.opt_id("actor_id")?,
            actor_name: row.get("actor_name")?,
            role: row.get("actor_role")?,
            origin: row.code("origin")?,
            reason: row.get("reason_code")?,
            criterion: row.get("criterion")?,
            text: row.get("body")?,
            superseded: row.int::<i64>("superseded")? == 1,
        })
    };
    conn.all(TIMELINE, &vals![lead]).await?.iter().map(read).collect()
}

const DIMENSIONS: Sql = Sql::both(
    "SELECT cycle, source_id, campaign_id, persona_id, owner_id, settled FROM cycle_dimension \
     WHERE lead_id = $1 ORDER BY cycle LIMIT 1000",
);
const LEAD_DIMENSIONS: Sql = Sql::both(
    "SELECT COALESCE(latest_source_id, source_id) AS latest_source_id, source_id, campaign_id, persona_id, \
     owner_sales_id, company_id FROM lead WHERE id = $1",
);

/// The dimensions of a lead: per settled cycle, and as they stand on the lead itself.
pub(super) struct AllDimensions {
    pub cycles: Vec<(i32, Dimensions)>,
    pub current: Dimensions,
    pub company: Option<Id<of::Company>>,
}

pub(super) async fn dimensions(conn: &mut Conn, lead: Id<of::Lead>) -> Result<AllDimensions, DbError> {
    let row = conn.one(LEAD_DIMENSIONS, &vals![lead]).await?;
    let current = lead_dimensions(&row)?;
    let rows = conn.all(DIMENSIONS, &vals![lead]).await?;
    let cycles = rows.iter().map(|row| cycle_dimensions(row, current)).collect::<Result<_, _>>()?;
    Ok(AllDimensions { cycles, current, company: row.opt_id("company_id")? })
}

fn lead_dimensions(row: &Row) -> Result<Dimensions, DbError> {
    Ok(Dimensions {
        source: row.id("source_id")?,
        campaign: row.opt_id("campaign_id")?,
        persona: row.opt_id("persona_id")?,
        owner: row.opt_id("owner_sales_id")?,
    })
}

/// A row of `cycle_dimension`: until they are settled, persona and owner are the lead's current ones.
pub(super) fn cycle_dimensions(row: &Row, current: Dimensions) -> Result<(i32, Dimensions), DbError> {
    let settled: bool = row.get("settled")?;
    let dimensions = Dimensions {
        source: row.id("source_id")?,
        campaign: row.opt_id("campaign_id")?,
        persona: if settled { row.opt_id("persona_id")? } else { current.persona },
        owner: if settled { row.opt_id("owner_id")? } else { current.owner },
    };
    Ok((row.int("cycle")?, dimensions))
}

/// The dimensions of many leads as they stand, and where each works.
pub(super) async fn dimensions_of_many(
    conn: &mut Conn,
    leads: &[Id<of::Lead>],
) -> Result<Vec<(Id<of::Lead>, Dimensions, Option<Id<of::Company>>)>, DbError> {
    let mut query = Query::new(
        "SELECT id, source_id, campaign_id, persona_id, owner_sales_id, company_id FROM lead WHERE id IN ",
    );
    query.bind_list(leads.iter().copied());
    let rows = conn.all_of(&query).await?;
    rows.iter().map(|row| Ok((row.id("id")?, lead_dimensions(row)?, row.opt_id("company_id")?))).collect()
}

const OPEN_DIMENSIONS: Sql = Sql::both(
    "INSERT INTO cycle_dimension (lead_id, cycle, source_id, campaign_id) \
     SELECT id, CAST($2 AS BIGINT), \
     CASE WHEN CAST($2 AS BIGINT) = 1 THEN source_id ELSE COALESCE(latest_source_id, source_id) END, campaign_id \
     FROM lead WHERE id = $1 ON CONFLICT (lead_id, cycle) DO NOTHING",
);
const SETTLE_DIMENSIONS: Sql = Sql::both(
    "UPDATE cycle_dimension SET persona_id = (SELECT persona_id FROM lead WHERE id = $1), \
     owner_id = (SELECT owner_sales_id FROM lead WHERE id = $1), settled = TRUE \
     WHERE lead_id = $1 AND cycle = $2 AND settled = FALSE",
);

/// Source and campaign settle when a cycle begins; persona and sales owner when its first handoff reaches a
/// person (at once, or by a claim from the queue). Call it at both moments, after the lead's own columns are written; a cycle already settled is left alone (DOMAIN: a later
/// reassignment never moves the past).
///
/// # Errors
/// [`DbError`].
pub async fn settle_dimensions(
    tx: &mut Tx,
    lead: Id<of::Lead>,
    cycle: i32,
    handed_off: bool,
) -> Result<(), DbError> {
    tx.run(OPEN_DIMENSIONS, &vals![lead, cycle]).await?;
    if handed_off {
        tx.run(SETTLE_DIMENSIONS, &vals![lead, cycle]).await?;
    }
    Ok(())
}
