//! The figures of a period: what sales promised on each lead, what marketing promised on the month.

use super::model::{Relayed, Split, Tallies, Tally};
use super::settle::{Known, load, obligation_rows};
use super::store::{report, rules};
use crate::db::{Conn, DbError};
use crate::domain::calendar::Calendar;
use crate::domain::instant::Instant;
use crate::domain::pacing::Pacing;
use crate::domain::period::Period;
use crate::domain::sla::{Acceptance, Attainment, Kind, Rules, Terms, month_target, relays};
use crate::domain::zone::{day_start, local_date};
use chrono::NaiveDate;
use chrono_tz::Tz;

/// Leads loaded together when the past is computed again.
const PAGE: usize = 500;
/// How long before a period a handoff may lie whose obligation falls due in it.
const LONGEST_DAYS: i64 = 400;

/// From which date the past is seen, as known when; both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View {
    /// What had happened by then.
    pub as_of: Instant,
    /// What was known then.
    pub known_at: Instant,
}

/// Adds tallies up, of one kind or of both.
pub fn attainment<'a>(tallies: impl IntoIterator<Item = &'a Tally>, kind: Option<Kind>) -> Attainment {
    let mut sum = Attainment::default();
    for t in tallies.into_iter().filter(|t| kind.is_none_or(|kind| t.kind == kind)) {
        sum.add(t.status, t.n, t.late);
    }
    sum
}

/// What was decided about the handoffs of a period.
pub fn acceptance(relayed: &[Relayed]) -> Acceptance {
    let mut sum = Acceptance::default();
    for r in relayed {
        sum.accepted += r.accepted;
        sum.rejected += r.rejected;
        sum.undecided += r.undecided;
    }
    sum
}

/// The organisation's calendar, in which months are counted.
///
/// # Errors
/// [`DbError`].
pub async fn calendar(conn: &mut Conn, zone: Tz) -> Result<Calendar, DbError> {
    Ok(rules::default_calendar(conn).await?.unwrap_or_else(|| Calendar::standard(zone)))
}

/// Marketing's promise over a month, day by day.
#[derive(Debug, Clone)]
pub struct Volume {
    /// Target, actual and working days by the day asked about.
    pub pacing: Option<Pacing>,
    /// First-time MQL handed off and not withdrawn, up to that day.
    pub actual: u64,
    /// Every day of the month: what is expected by its end, and what had been reached (`None` after the day asked
    /// about).
    pub days: Vec<Day>,
}

/// A day of the volume.
#[derive(Debug, Clone, Copy)]
pub struct Day {
    /// Its date.
    pub date: NaiveDate,
    /// Whether people work on it.
    pub worked: bool,
    /// What the line has reached by its end.
    pub expected: Option<f64>,
    /// What was reached by its end.
    pub actual: Option<u64>,
}

/// The volume of a month as of the end of `day`, from the number of each day.
pub fn volume(terms: &[Terms], calendar: &Calendar, month: Period, day: NaiveDate, by_day: &[u64]) -> Volume {
    let target = month_target(terms, calendar, month, |t| Some(t.mql_target));
    let total = calendar.working_days(month);
    let at = |date, actual| {
        let elapsed = calendar.working_days_through(month, date);
        target.map(|target| Pacing { target, actual, elapsed, total })
    };
    let (mut days, mut reached) = (Vec::new(), 0_u64);
    for (date, n) in month.from.iter_days().take_while(|d| *d < month.until).zip(by_day) {
        let past = date <= day;
        reached += if past { *n } else { 0 };
        let expected = at(date, 0).and_then(|p| p.expected());
        let worked = calendar.is_working_day(date);
        days.push(Day { date, worked, expected, actual: past.then_some(reached) });
    }
    Volume { pacing: at(day, reached), actual: reached, days }
}

/// The first instants of the days of a period, and its end.
pub fn starts(period: Period, zone: Tz) -> Vec<Instant> {
    let days = period.from.iter_days().take_while(|d| *d <= period.until);
    days.map(|d| day_start(d, zone)).collect()
}

/// Obligations and handoffs of `[from, until)`, computed from the facts as they were known: what the projections hold
/// for now, for any earlier view.
#[derive(Debug, Clone, Default)]
pub struct Past {
    /// Obligations due in the period.
    pub obligations: Vec<super::ObligationRow>,
    /// First-time MQL handed off in the period, not withdrawn: when.
    pub volume: Vec<Instant>,
    /// What was decided about the handoffs of the period.
    pub acceptance: Acceptance,
}

/// Computes a period again, as it was seen; `with_obligations` looks further back, for what fell due in it.
///
/// # Errors
/// [`DbError`].
pub async fn past(
    conn: &mut Conn,
    (from, until): (Instant, Instant),
    view: View,
    zone: Tz,
    with_obligations: bool,
) -> Result<Past, DbError> {
    let mut past = Past::default();
    let back = if with_obligations { LONGEST_DAYS * 86_400 } else { 0 };
    let leads = report::handed_between(conn, from.plus_secs(-back), until).await?;
    for page in leads.chunks(PAGE) {
        let (known, rules) = load(conn, page).await?;
        for lead in &known {
            add(&mut past, lead, &rules, (from, until), view, zone);
        }
    }
    past.obligations.sort_unstable_by_key(|o| (o.times.due_at, o.handoff, o.kind));
    Ok(past)
}

fn add(
    past: &mut Past,
    lead: &Known,
    rules: &Rules,
    (from, until): (Instant, Instant),
    view: View,
    zone: Tz,
) {
    let within = |at: Instant| at >= from && at < until;
    for relay in relays(&lead.facts, rules, view.as_of, view.known_at, |at| local_date(at, zone)) {
        past.obligations.extend(obligation_rows(lead, &relay).into_iter().filter(|o| within(o.times.due_at)));
        if !within(relay.at) {
            continue;
        }
        if relay.first_time && relay.withdrawn_at.is_never() {
            past.volume.push(relay.at);
        }
        if !relay.accepted_at.is_never() {
            past.acceptance.accepted += 1;
        } else if !relay.rejected_at.is_never() {
            past.acceptance.rejected += 1;
        } else if relay.withdrawn_at.is_never() {
            past.acceptance.undecided += 1;
        }
    }
}

impl Past {
    /// The obligations as tallies, statuses read at `now`.
    pub fn tallies(&self, now: Instant, split: Split) -> Vec<Tally> {
        let mut tallies = Tallies::default();
        for o in &self.obligations {
            let (kind, status, value) = (o.kind, o.status(now), split.of(o));
            tallies.add(Tally { kind, status, value, n: 1, late: u64::from(o.late) });
        }
        tallies.finish()
    }
    /// The volume by day.
    pub fn by_day(&self, starts: &[Instant]) -> Vec<u64> {
        let count = |bounds: &[Instant]| match bounds {
            [from, until] => self.volume.iter().filter(|at| *at >= from && *at < until).count() as u64,
            _ => 0,
        };
        starts.windows(2).map(count).collect()
    }
}
