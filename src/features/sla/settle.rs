//! Computes the relays and obligations of leads again, from what is known of them.

use super::check::all_sums;
use super::model::{ObligationRow, RelayRow};
use super::store::{facts, rows, rules, tallies};
use crate::db::{Conn, Db, DbError, Tx};
use crate::domain::calendar::{Calendar, Sha};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::lifecycle::Handoff;
use crate::domain::sla::{LeadFacts, Relay, Rules, relays};
use crate::domain::zone::local_date;
use crate::features::history::{self, Dimensions};
use chrono_tz::Tz;

/// Leads settled together.
const PAGE: i64 = 500;

/// A lead with a handoff, and everything that its obligations are computed from.
#[derive(Debug, Clone)]
pub struct Known {
    /// Whose.
    pub lead: Id<of::Lead>,
    /// What happened.
    pub facts: LeadFacts,
    /// Dimensions of its cycles.
    cycles: Vec<(i32, Dimensions)>,
    /// Its dimensions as they stand.
    current: Dimensions,
}

impl Known {
    /// What it was, and whose, in a cycle.
    pub fn dimensions(&self, cycle: i32) -> Dimensions {
        self.cycles.iter().find(|(c, _)| *c == cycle).map_or(self.current, |(_, d)| *d)
    }
    fn shas(&self) -> impl Iterator<Item = Sha> {
        self.facts.handoffs.iter().filter_map(|h| h.calendar)
    }
}

/// Loads these leads, those without any handoff left out; with the rules that judge them.
///
/// # Errors
/// [`DbError`].
pub async fn load(conn: &mut Conn, leads: &[Id<of::Lead>]) -> Result<(Vec<Known>, Rules), DbError> {
    let mut handoffs = facts::handoffs(conn, leads).await?;
    let with: Vec<Id<of::Lead>> = leads.iter().copied().filter(|lead| handoffs.contains_key(lead)).collect();
    if with.is_empty() {
        return Ok((Vec::new(), Rules::default()));
    }
    let mut withdrawals = facts::withdrawals(conn, &with).await?;
    let mut contacts = facts::contacts(conn, &with).await?;
    let mut excuses = facts::excuses(conn, &with).await?;
    let mut owners = facts::owner_changes(conn, &with).await?;
    let mut known = Vec::with_capacity(with.len());
    for loaded in history::load(conn, &with).await? {
        let lead = loaded.lead;
        let facts = LeadFacts {
            events: loaded.events,
            withdrawals: withdrawals.remove(&lead).unwrap_or_default().into_iter().collect(),
            handoffs: handoffs.remove(&lead).unwrap_or_default(),
            contacts: contacts.remove(&lead).unwrap_or_default(),
            excuses: excuses.remove(&lead).unwrap_or_default(),
            owners: owners.remove(&lead).unwrap_or_default(),
            owner: loaded.current.owner,
        };
        known.push(Known { lead, facts, cycles: loaded.cycles, current: loaded.current });
    }
    let calendars = rules::calendars(conn, known.iter().flat_map(Known::shas)).await?;
    Ok((known, Rules { terms: rules::terms(conn).await?, calendars }))
}

/// The rows that should be stored for a lead.
pub fn expected(known: &Known, rules: &Rules, zone: Tz) -> (Vec<RelayRow>, Vec<ObligationRow>) {
    let all = relays(&known.facts, rules, Instant::NEVER, Instant::NEVER, |at| local_date(at, zone));
    let obligations = all.iter().flat_map(|relay| obligation_rows(known, relay)).collect();
    (all.iter().map(|relay| relay_row(known, relay)).collect(), obligations)
}

fn relay_row(known: &Known, relay: &Relay) -> RelayRow {
    let d = known.dimensions(relay.cycle);
    RelayRow {
        lead: known.lead,
        cycle: relay.cycle,
        handoff: relay.handoff,
        at: relay.at,
        first_time: relay.first_time,
        accepted_at: relay.accepted_at,
        rejected_at: relay.rejected_at,
        withdrawn_at: relay.withdrawn_at,
        terms: relay.terms,
        persona: d.persona,
        source: d.source,
        owner: d.owner,
    }
}

/// The obligations of a relay, as rows.
pub(super) fn obligation_rows(known: &Known, relay: &Relay) -> Vec<ObligationRow> {
    let d = known.dimensions(relay.cycle);
    let Some(terms) = relay.terms else { return Vec::new() };
    let row = |o: &crate::domain::sla::Obligation| ObligationRow {
        handoff: relay.handoff,
        kind: o.kind,
        lead: known.lead,
        cycle: relay.cycle,
        terms,
        started_at: o.started_at,
        times: o.times,
        late: o.entered_late(),
        open: o.open,
        owner: o.owner,
        persona: d.persona,
        source: d.source,
    };
    relay.obligations.iter().map(row).collect()
}

/// Writes the relays and obligations of these leads again. `zone` is the organisation's. Keep them under a thousand.
///
/// # Errors
/// [`DbError`].
pub async fn settle(tx: &mut Tx, leads: &[Id<of::Lead>], zone: Tz) -> Result<(), DbError> {
    let (known, rules) = load(tx, leads).await?;
    if known.is_empty() {
        return Ok(()); // handoffs are never deleted: nothing can be stored either
    }
    let (mut relays, mut obligations) = (Vec::new(), Vec::new());
    for lead in &known {
        let (r, o) = expected(lead, &rules, zone);
        relays.extend(r);
        obligations.extend(o);
    }
    let ids: Vec<_> = known.iter().map(|k| k.lead).collect();
    rows::replace(tx, &ids, &relays, &obligations, zone).await
}

/// Settles every lead that was ever handed off, page by page (after an import in bulk, or a seed).
///
/// # Errors
/// [`DbError`].
pub async fn settle_all(db: &Db, zone: Tz) -> Result<(), DbError> {
    let mut after = None;
    loop {
        let page = facts::lead_page(&mut db.read().await?, after, PAGE).await?;
        let Some(last) = page.last().copied() else { return Ok(()) };
        after = Some(last);
        db.write(async move |mut tx: Tx| settle(&mut tx, &page, zone).await).await?;
    }
}

/// The same inside one write.
///
/// # Errors
/// [`DbError`].
pub async fn settle_within(tx: &mut Tx, zone: Tz) -> Result<(), DbError> {
    let mut after = None;
    loop {
        let page = facts::lead_page(tx, after, PAGE).await?;
        let Some(last) = page.last().copied() else { return Ok(()) };
        after = Some(last);
        settle(tx, &page, zone).await?;
    }
}

/// Sums up the rows of a base that an earlier version wrote, which has no sums yet.
///
/// # Errors
/// [`DbError`].
pub async fn sum_up(db: &Db, zone: Tz) -> Result<(), DbError> {
    let mut conn = db.read().await?;
    for sums in tallies::TABLES {
        if !sums.are_empty(&mut conn).await? {
            return Ok(());
        }
    }
    drop(conn);
    db.write(async move |mut tx: Tx| write_sums(&mut tx, zone).await).await
}

/// Writes the sums anew from the stored rows.
///
/// # Errors
/// [`DbError`].
pub async fn write_sums(tx: &mut Tx, zone: Tz) -> Result<(), DbError> {
    tx.clear_sums(tallies::TABLES).await?;
    let cells = all_sums(tx, zone).await?;
    tx.add_all(cells);
    Ok(())
}

/// Freezes on a handoff the calendar of whoever receives it, as it is now.
///
/// # Errors
/// [`DbError`].
pub async fn stamp(
    tx: &mut Tx,
    handoff: Id<of::Handoff>,
    to: Handoff,
    zone: Tz,
    now: Instant,
) -> Result<(), DbError> {
    let (member, queue) = match to {
        Handoff::Member(id) => (Some(id), None),
        Handoff::Queue(id) => (None, Some(id)),
    };
    let calendar = rules::calendar_for(tx, member, queue).await?.unwrap_or_else(|| Calendar::standard(zone));
    let sha = rules::freeze(tx, &calendar, now).await?;
    rules::stamp(tx, handoff, sha).await
}

/// Freezes the organisation's calendar on every handoff that came without one.
///
/// # Errors
/// [`DbError`].
pub async fn stamp_rest(tx: &mut Tx, zone: Tz, now: Instant) -> Result<(), DbError> {
    let calendar = rules::default_calendar(tx).await?.unwrap_or_else(|| Calendar::standard(zone));
    let sha = rules::freeze(tx, &calendar, now).await?;
    rules::stamp_rest(tx, sha).await
}
