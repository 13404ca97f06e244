//! SQL of the computed rows.

use super::tallies;
use crate::bulk;
use crate::db::{Bulk, Conn, DbError, Query, Row, Tx, Val};
use crate::domain::ids::{Id, of};
use crate::domain::sla::Times;
use crate::features::sla::model::{ObligationRow, RelayRow};
use crate::vals;
use chrono_tz::Tz;

/// Leads read together.
const PAGE: i64 = 1_000;

const RELAYS: Bulk = bulk!(
    "relay",
    "lead_id, cycle, handoff_id, at, first_time, accepted_at, rejected_at, withdrawn_at, terms, persona_id, source_id, \
     owner_id",
    12
);
const OBLIGATIONS: Bulk = bulk!(
    "obligation",
    "handoff_id, kind, lead_id, cycle, terms, started_at, risk_at, due_at, done_at, late, cancelled, excused, open, \
     owner_id, persona_id, source_id",
    16
);

fn relay_row(r: &RelayRow) -> Vec<Val> {
    vals![
        r.lead,
        r.cycle,
        r.handoff,
        r.at,
        i64::from(r.first_time),
        r.accepted_at,
        r.rejected_at,
        r.withdrawn_at,
        r.terms,
        r.persona,
        r.source,
        r.owner,
    ]
    .to_vec()
}

fn obligation_row(o: &ObligationRow) -> Vec<Val> {
    vals![
        o.handoff,
        o.kind.code(),
        o.lead,
        o.cycle,
        o.terms,
        o.started_at,
        o.times.risk_at,
        o.times.due_at,
        o.times.done_at,
        i64::from(o.late),
        i64::from(o.times.cancelled),
        i64::from(o.times.excused),
        i64::from(o.open),
        o.owner,
        o.persona,
        o.source,
    ]
    .to_vec()
}

/// Puts these rows in the place of what the leads had, in the sums too.
///
/// # Errors
/// [`DbError`].
pub async fn replace(
    tx: &mut Tx,
    leads: &[Id<of::Lead>],
    relays: &[RelayRow],
    obligations: &[ObligationRow],
    zone: Tz,
) -> Result<(), DbError> {
    let (had_relays, had_obligations) = (self::relays(tx, leads).await?, self::obligations(tx, leads).await?);
    let (mut relays, mut obligations) = (relays.to_vec(), obligations.to_vec());
    relays.sort_unstable_by_key(|r| (r.lead, r.cycle));
    obligations.sort_unstable_by_key(|o| (o.lead, o.cycle, o.kind.code()));
    if relays == had_relays && obligations == had_obligations {
        return Ok(()); // most writes about a lead change nothing that it was promised
    }
    tallies::add(|to, key, n| tx.add(to, key, n), &had_relays, &had_obligations, zone, -1);
    tallies::add(|to, key, n| tx.add(to, key, n), &relays, &obligations, zone, 1);
    let gone = [
        ("DELETE FROM obligation WHERE lead_id IN ", had_obligations.is_empty()),
        ("DELETE FROM relay WHERE lead_id IN ", had_relays.is_empty()),
    ];
    for (table, _) in gone.into_iter().filter(|(_, none)| !none) {
        let mut query = Query::new(table);
        query.bind_list(leads.iter().copied());
        tx.run_built(&query).await?;
    }
    tx.bulk(RELAYS, &relays.iter().map(relay_row).collect::<Vec<_>>()).await?;
    tx.bulk(OBLIGATIONS, &obligations.iter().map(obligation_row).collect::<Vec<_>>()).await
}

/// Every stored relay and obligation, page by page, handed to `each`.
///
/// # Errors
/// [`DbError`].
pub async fn each_page(
    conn: &mut Conn,
    mut each: impl FnMut(&[RelayRow], &[ObligationRow]),
) -> Result<(), DbError> {
    let mut after = None;
    loop {
        let page = super::facts::lead_page(conn, after, PAGE).await?;
        let Some(last) = page.last().copied() else { return Ok(()) };
        after = Some(last);
        each(&relays(conn, &page).await?, &obligations(conn, &page).await?);
    }
}

/// The relays stored for these leads, by lead and cycle.
///
/// # Errors
/// [`DbError`].
pub async fn relays(conn: &mut Conn, leads: &[Id<of::Lead>]) -> Result<Vec<RelayRow>, DbError> {
    let mut query = Query::new(
        "SELECT lead_id, cycle, handoff_id, at, first_time, accepted_at, rejected_at, withdrawn_at, terms, persona_id, \
         source_id, owner_id FROM relay WHERE lead_id IN ",
    );
    query.bind_list(leads.iter().copied()).push(" ORDER BY lead_id, cycle");
    let read = |r: &Row| {
        Ok(RelayRow {
            lead: r.id("lead_id")?,
            cycle: r.int("cycle")?,
            handoff: r.id("handoff_id")?,
            at: r.at("at")?,
            first_time: r.int::<i64>("first_time")? == 1,
            accepted_at: r.at("accepted_at")?,
            rejected_at: r.at("rejected_at")?,
            withdrawn_at: r.at("withdrawn_at")?,
            terms: match r.get::<Option<i64>>("terms")? {
                Some(_) => Some(r.int("terms")?),
                None => None,
            },
            persona: r.opt_id("persona_id")?,
            source: r.id("source_id")?,
            owner: r.opt_id("owner_id")?,
        })
    };
    conn.all_of(&query).await?.iter().map(read).collect()
}

/// The obligations stored for these leads, by lead, cycle and kind.
///
/// # Errors
/// [`DbError`].
pub async fn obligations(conn: &mut Conn, leads: &[Id<of::Lead>]) -> Result<Vec<ObligationRow>, DbError> {
    let mut query = Query::new(
        "SELECT handoff_id, kind, lead_id, cycle, terms, started_at, risk_at, due_at, done_at, late, cancelled, excused, \
         open, owner_id, persona_id, source_id FROM obligation WHERE lead_id IN ",
    );
    query.bind_list(leads.iter().copied()).push(" ORDER BY lead_id, cycle, kind");
    conn.all_of(&query).await?.iter().map(obligation).collect()
}

/// An obligation from a row that has its columns under their own names.
///
/// # Errors
/// [`DbError`].
pub fn obligation(r: &Row) -> Result<ObligationRow, DbError> {
    let flag = |name| Ok::<_, DbError>(r.int::<i64>(name)? == 1);
    Ok(ObligationRow {
        handoff: r.id("handoff_id")?,
        kind: r.code("kind")?,
        lead: r.id("lead_id")?,
        cycle: r.int("cycle")?,
        terms: r.int("terms")?,
        started_at: r.at("started_at")?,
        times: Times {
            risk_at: r.at("risk_at")?,
            due_at: r.at("due_at")?,
            done_at: r.at("done_at")?,
            cancelled: flag("cancelled")?,
            excused: flag("excused")?,
        },
        late: flag("late")?,
        open: flag("open")?,
        owner: r.opt_id("owner_id")?,
        persona: r.opt_id("persona_id")?,
        source: r.id("source_id")?,
    })
}
