//! SQL of what obligations are computed from, for many leads at once.

use super::rules::sha_of;
use crate::db::{Conn, DbError, Query, Row, Sql};
use crate::domain::ids::{Id, of};
use crate::domain::lifecycle::ReasonRule;
use crate::domain::sla::{Contact, Excuse, HandoffFact, OwnerChange};
use crate::vals;
use std::collections::HashMap;

/// Every constant statement of this file.
pub const ALL: &[Sql] = &[NEXT_LEADS, FIRST_LEADS];

type ByLead<T> = HashMap<Id<of::Lead>, Vec<T>>;

async fn by_lead<T>(
    conn: &mut Conn,
    query: &Query,
    read: impl Fn(&Row) -> Result<T, DbError>,
) -> Result<ByLead<T>, DbError> {
    let mut found: ByLead<T> = HashMap::new();
    for row in conn.all_of(query).await? {
        found.entry(row.id("lead_id")?).or_default().push(read(&row)?);
    }
    Ok(found)
}

/// Handoffs, oldest first.
///
/// # Errors
/// [`DbError`].
pub async fn handoffs(conn: &mut Conn, leads: &[Id<of::Lead>]) -> Result<ByLead<HandoffFact>, DbError> {
    let mut query = Query::new(
        "SELECT lead_id, id, cycle, event_id, at, recorded_at, calendar_sha FROM handoff WHERE lead_id IN ",
    );
    query.bind_list(leads.iter().copied()).push(" ORDER BY lead_id, at, id");
    let read = |row: &Row| {
        Ok(HandoffFact {
            id: row.id("id")?,
            cycle: row.int("cycle")?,
            event: row.opt_id("event_id")?,
            at: row.at("at")?,
            recorded_at: row.at("recorded_at")?,
            calendar: sha_of(row, "calendar_sha")?,
        })
    };
    by_lead(conn, &query, read).await
}

/// Events by which marketing took a lead back.
///
/// # Errors
/// [`DbError`].
pub async fn withdrawals(conn: &mut Conn, leads: &[Id<of::Lead>]) -> Result<ByLead<Id<of::Event>>, DbError> {
    let mut query =
        Query::new("SELECT lead_id, id FROM stage_event WHERE to_stage = 'recycled' AND reason_code = ");
    query.bind(ReasonRule::WITHDRAWAL).push(" AND lead_id IN ").bind_list(leads.iter().copied());
    by_lead(conn, &query, |row| row.id("id")).await
}

/// Human outbound attempts by members of sales; notes and what machines send are none.
///
/// # Errors
/// [`DbError`].
pub async fn contacts(conn: &mut Conn, leads: &[Id<of::Lead>]) -> Result<ByLead<Contact>, DbError> {
    let mut query = Query::new(
        "SELECT a.lead_id, a.id, a.occurred_at, a.recorded_at, a.voided_at FROM activity a \
         JOIN member m ON m.id = a.actor_id WHERE a.direction = 'outbound' AND a.kind <> 'note' AND a.automatic = FALSE \
         AND (m.role IN ('rep', 'admin') OR (m.role = 'manager' AND (m.team IS NULL OR m.team = 'sales'))) \
         AND a.lead_id IN ",
    );
    query.bind_list(leads.iter().copied()).push(" ORDER BY a.lead_id, a.occurred_at, a.id");
    let read = |row: &Row| {
        Ok(Contact {
            id: row.id("id")?,
            occurred_at: row.at("occurred_at")?,
            recorded_at: row.at("recorded_at")?,
            voided_at: row.opt_at("voided_at")?,
        })
    };
    by_lead(conn, &query, read).await
}

/// Excuses given.
///
/// # Errors
/// [`DbError`].
pub async fn excuses(conn: &mut Conn, leads: &[Id<of::Lead>]) -> Result<ByLead<Excuse>, DbError> {
    let mut query =
        Query::new("SELECT lead_id, handoff_id, kind, at FROM obligation_excuse WHERE lead_id IN ");
    query.bind_list(leads.iter().copied());
    let read =
        |row: &Row| Ok(Excuse { handoff: row.id("handoff_id")?, kind: row.code("kind")?, at: row.at("at")? });
    by_lead(conn, &query, read).await
}

/// Changes of the sales owner, oldest first.
///
/// # Errors
/// [`DbError`].
pub async fn owner_changes(conn: &mut Conn, leads: &[Id<of::Lead>]) -> Result<ByLead<OwnerChange>, DbError> {
    let mut query = Query::new(
        "SELECT lead_id, old_value, new_value, at FROM lead_change WHERE field = 'owner' AND lead_id IN ",
    );
    query.bind_list(leads.iter().copied()).push(" ORDER BY lead_id, version");
    let member = |row: &Row, column| -> Result<Option<Id<of::Member>>, DbError> {
        Ok(row.get::<Option<String>>(column)?.and_then(|text| text.parse().ok()))
    };
    let read = |row: &Row| {
        Ok(OwnerChange { at: row.at("at")?, from: member(row, "old_value")?, to: member(row, "new_value")? })
    };
    by_lead(conn, &query, read).await
}

const FIRST_LEADS: Sql = Sql::both("SELECT DISTINCT lead_id FROM handoff ORDER BY lead_id LIMIT $1");
const NEXT_LEADS: Sql =
    Sql::both("SELECT DISTINCT lead_id FROM handoff WHERE lead_id > $1 ORDER BY lead_id LIMIT $2");

/// Leads with handoffs, after this one.
///
/// # Errors
/// [`DbError`].
pub async fn lead_page(
    conn: &mut Conn,
    after: Option<Id<of::Lead>>,
    limit: i64,
) -> Result<Vec<Id<of::Lead>>, DbError> {
    let rows = match after {
        Some(after) => conn.all(NEXT_LEADS, &vals![after, limit]).await?,
        None => conn.all(FIRST_LEADS, &vals![limit]).await?,
    };
    rows.iter().map(|row| row.id("lead_id")).collect()
}
