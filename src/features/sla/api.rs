//! The agreement for programs: `POST /api/v1/calendars/preview`, `GET /api/v1/reports/sla`, `/reports/pacing`.

use super::figures::{self, View};
use super::form::{self, Counted};
use super::model::{Asked, ObligationRow};
use super::store::{report, rules};
use crate::app::AppState;
use crate::db::Conn;
use crate::domain::dates::{When, parse_iso};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::period::Period;
use crate::domain::sla::{Attainment, Kind};
use crate::domain::zone::{Tz, day_end_inclusive, local_date};
use crate::features::sla::Split;
use crate::web::error::AppError;
use crate::web::form::FieldErrors;
use crate::web::query::Query;
use crate::words;
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use chrono::{Datelike, NaiveDate};
use serde::Serialize;

/// Obligations that one answer lists.
const LISTED: usize = 1_000;

/// Answer of `POST /api/v1/calendars/preview`.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum PreviewAnswer {
    /// With `until`.
    Elapsed {
        /// Open seconds.
        elapsed_seconds: i64,
    },
    /// With `add_seconds`.
    Due {
        /// When they have elapsed.
        due_at: String,
    },
}

/// Answers `POST /api/v1/calendars/preview`: open time of a calendar that is given, not kept.
pub async fn preview(body: Bytes) -> Result<Json<PreviewAnswer>, AppError> {
    let (calendar, from, counted) = form::preview(&body)?;
    Ok(Json(match counted {
        Counted::Until(until) => PreviewAnswer::Elapsed { elapsed_seconds: calendar.elapsed(from, until) },
        Counted::Seconds(seconds) => {
            let due = calendar.due(from, seconds);
            let due = due.ok_or_else(|| FieldErrors::one("add_seconds", words!(sla_too_long)))?;
            PreviewAnswer::Due { due_at: due.rfc3339() }
        }
    }))
}

/// Answer of `GET /api/v1/reports/sla`.
#[derive(Debug, Serialize)]
pub struct SlaAnswer {
    from: NaiveDate,
    until: NaiveDate,
    as_of: String,
    known_at: String,
    sales: SalesAnswer,
    marketing: MarketingAnswer,
}

#[derive(Debug, Serialize)]
struct Counts {
    due: u64,
    met: u64,
    breached: u64,
    missed_late: u64,
    at_risk: u64,
    cancelled: u64,
    excused: u64,
    pending: u64,
    late_entries: u64,
    rate: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
}

#[derive(Debug, Serialize)]
struct SalesAnswer {
    #[serde(flatten)]
    all: Counts,
    first_contact: Counts,
    decision: Counts,
    /// In the order in which they fall due, at most 1,000.
    obligations: Vec<ObligationAnswer>,
}

#[derive(Debug, Serialize)]
struct ObligationAnswer {
    lead: Id<of::Lead>,
    handoff: Id<of::Handoff>,
    kind: &'static str,
    version: i32,
    started_at: String,
    due_at: Option<String>,
    done_at: Option<String>,
    status: &'static str,
    late_entry: bool,
}

#[derive(Debug, Serialize)]
struct MarketingAnswer {
    months: Vec<MonthAnswer>,
}

#[derive(Debug, Serialize)]
struct MonthAnswer {
    month: String,
    target: Option<f64>,
    actual: u64,
    attainment: Option<f64>,
    acceptance: Option<f64>,
    accepted: u64,
    decided: u64,
}

fn counts(a: &Attainment) -> Counts {
    let interval = a.rate().interval();
    Counts {
        due: a.due(),
        met: a.met,
        breached: a.breached,
        missed_late: a.missed_late,
        at_risk: a.at_risk,
        cancelled: a.cancelled,
        excused: a.excused,
        pending: a.pending,
        late_entries: a.late_entries,
        rate: a.rate().value(),
        low: interval.map(|i| i.low),
        high: interval.map(|i| i.high),
    }
}

fn obligation(o: &ObligationRow, now: Instant) -> ObligationAnswer {
    ObligationAnswer {
        lead: o.lead,
        handoff: o.handoff,
        kind: o.kind.code(),
        version: o.terms,
        started_at: o.started_at.rfc3339(),
        due_at: o.times.due_at.known().map(Instant::rfc3339),
        done_at: o.times.done_at.known().map(Instant::rfc3339),
        status: o.status(now).code(),
        late_entry: o.late,
    }
}

/// Answers `GET /api/v1/reports/sla`: obligations due in `[from, until)` (this month unless given), and what
/// marketing promised in its months.
pub async fn sla(
    State(app): State<AppState>,
    mut conn: Conn,
    query: Query,
) -> Result<Json<SlaAnswer>, AppError> {
    let (zone, now) = (app.organisation().zone, app.clock.now());
    let asked = Question::read(&query, zone, now)?;
    let (from, until) = asked.period.bounds(zone);
    let view = asked.view;
    let (tallies, rows) = if asked.is_past(now) {
        let past = figures::past(&mut conn, (from, until), view, zone, true).await?;
        (past.tallies(view.as_of, Split::Persona), past.obligations)
    } else {
        let tallies = report::counts(&mut conn, (from, until), now, zone, Split::Persona).await?;
        let limit = i64::try_from(LISTED).unwrap_or(i64::MAX);
        let listed = report::listed(&mut conn, &Asked::all(from, until, now), limit).await?;
        (tallies, listed.into_iter().map(|line| line.row).collect())
    };
    let of = |kind| counts(&figures::attainment(&tallies, kind));
    let sales = SalesAnswer {
        all: of(None),
        first_contact: of(Some(Kind::FirstContact)),
        decision: of(Some(Kind::Decision)),
        obligations: rows.iter().take(LISTED).map(|o| obligation(o, view.as_of)).collect(),
    };
    let mut months = Vec::new();
    for month in months_of(asked.period) {
        months.push(month_answer(&mut conn, month, &asked, zone, now).await?);
    }
    Ok(Json(SlaAnswer {
        from: asked.period.from,
        until: asked.period.until,
        as_of: view.as_of.rfc3339(),
        known_at: view.known_at.rfc3339(),
        sales,
        marketing: MarketingAnswer { months },
    }))
}

async fn month_answer(
    conn: &mut Conn,
    month: Period,
    asked: &Question,
    zone: Tz,
    now: Instant,
) -> Result<MonthAnswer, AppError> {
    let bounds = month.bounds(zone);
    let (actual, acceptance) = if asked.is_past(now) {
        let past = figures::past(conn, bounds, asked.view, zone, false).await?;
        (past.volume.len() as u64, past.acceptance)
    } else {
        let relayed = report::relayed(conn, month).await?;
        (relayed.iter().map(|r| r.volume).sum(), figures::acceptance(&relayed))
    };
    let calendar = figures::calendar(conn, zone).await?;
    let terms = rules::terms(conn).await?;
    let target = crate::domain::sla::month_target(&terms, &calendar, month, |t| Some(t.mql_target));
    let rate = acceptance.rate();
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    let attainment = target.filter(|t| *t > 0.0).map(|t| actual as f64 / t);
    Ok(MonthAnswer {
        month: month.from.format("%Y-%m").to_string(),
        target,
        actual,
        attainment,
        acceptance: rate.value(),
        accepted: rate.x,
        decided: rate.n,
    })
}

fn months_of(period: Period) -> Vec<Period> {
    let mut months = Vec::new();
    let mut next = Period::month(period.from.year(), period.from.month());
    while let Some(month) = next.filter(|m| m.from < period.until && months.len() < 36) {
        months.push(month);
        next = Period::month(month.until.year(), month.until.month());
    }
    months
}

/// A period, seen from a date, as known at a date.
struct Question {
    period: Period,
    view: View,
}

impl Question {
    fn read(query: &Query, zone: Tz, now: Instant) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        for (name, _) in &query.0 {
            if !["from", "until", "as_of", "known_at"].contains(&name.as_str()) {
                errors.add(name.clone(), words!(sla_unknown_parameter));
            }
        }
        let mut day = |name: &'static str| match query.get(name).map(parse_iso) {
            Some(Ok(date)) => Some(date),
            Some(Err(_)) => {
                errors.add(name, words!(field_date));
                None
            }
            None => None,
        };
        let (from, until) = (day("from"), day("until"));
        let today = local_date(now, zone);
        let month = Period::month(today.year(), today.month());
        let first = from.or(month.map(|m| m.from)).unwrap_or(today);
        let next = Period::month(first.year(), first.month()).map_or(today, |m| m.until);
        let period = Period::new(first, until.unwrap_or(next));
        let mut moment = |name: &'static str| match query.get(name).map(|text| read_moment(text, zone)) {
            Some(Some(at)) => at.min(now),
            Some(None) => {
                errors.add(name, words!(field_instant));
                now
            }
            None => now,
        };
        let (as_of, known_at) = (moment("as_of"), moment("known_at"));
        let Ok(period) = period else {
            errors.add("until", words!(sla_period_empty));
            return Err(errors);
        };
        if period.days() > 1_100 {
            errors.add("until", words!(sla_period_long));
        }
        // what had not been learnt cannot have happened, as far as anybody knew
        let view = View { as_of: as_of.min(known_at), known_at };
        if errors.is_empty() { Ok(Self { period, view }) } else { Err(errors) }
    }

    /// Whether the projections, which hold what is known now, do not answer it.
    fn is_past(&self, now: Instant) -> bool {
        self.view.as_of < now || self.view.known_at < now
    }
}

/// A date means its end.
fn read_moment(text: &str, zone: Tz) -> Option<Instant> {
    let when = parse_iso(text).map(When::Day).ok();
    match when.or_else(|| Instant::parse_rfc3339(text).map(When::At))? {
        When::Day(date) => Some(day_end_inclusive(date, zone)),
        When::At(at) => Some(at),
    }
}

/// Answer of `GET /api/v1/reports/pacing`.
#[derive(Debug, Serialize)]
pub struct PacingAnswer {
    metric: &'static str,
    month: String,
    as_of: NaiveDate,
    target: Option<f64>,
    actual: u64,
    expected: Option<f64>,
    pace: Option<f64>,
    required_per_day: Option<f64>,
    per_day: Option<f64>,
    forecast: Option<f64>,
    low: Option<u64>,
    median: Option<u64>,
    high: Option<u64>,
    p_reach: Option<f64>,
    working_days: u32,
    working_days_elapsed: u32,
    days: Vec<DayAnswer>,
}

#[derive(Debug, Serialize)]
struct DayAnswer {
    date: NaiveDate,
    worked: bool,
    expected: Option<f64>,
    actual: Option<u64>,
}

/// Answers `GET /api/v1/reports/pacing`: marketing's promised volume of a month, day by day.
pub async fn pacing(
    State(app): State<AppState>,
    mut conn: Conn,
    query: Query,
) -> Result<Json<PacingAnswer>, AppError> {
    let (zone, now) = (app.organisation().zone, app.clock.now());
    let today = local_date(now, zone);
    let (month, day) = pacing_question(&query, today)?;
    let by_day = if day < today && day >= month.from {
        // what had happened by then; withdrawals since do not count yet
        let as_of = day_end_inclusive(day, zone);
        let view = View { as_of, known_at: now };
        let starts = figures::starts(month, zone);
        figures::past(&mut conn, month.bounds(zone), view, zone, false).await?.by_day(&starts)
    } else {
        report::volume_by_day(&mut conn, month).await?
    };
    let calendar = figures::calendar(&mut conn, zone).await?;
    let terms = rules::terms(&mut conn).await?;
    let volume = figures::volume(&terms, &calendar, month, day, &by_day);
    let p = volume.pacing;
    let forecast = p.and_then(|p| p.forecast());
    Ok(Json(PacingAnswer {
        metric: "mql",
        month: month.from.format("%Y-%m").to_string(),
        as_of: day,
        target: p.map(|p| p.target),
        actual: volume.actual,
        expected: p.and_then(|p| p.expected()),
        pace: p.and_then(|p| p.pace()),
        required_per_day: p.and_then(|p| p.required_per_day()),
        per_day: p.and_then(|p| p.per_day()),
        forecast: p.and_then(|p| p.run_rate()),
        low: forecast.map(|f| f.low),
        median: forecast.map(|f| f.median),
        high: forecast.map(|f| f.high),
        p_reach: forecast.map(|f| f.p_reach),
        working_days: calendar.working_days(month),
        working_days_elapsed: calendar.working_days_through(month, day),
        days: volume
            .days
            .iter()
            .map(|d| DayAnswer { date: d.date, worked: d.worked, expected: d.expected, actual: d.actual })
            .collect(),
    }))
}

fn pacing_question(query: &Query, today: NaiveDate) -> Result<(Period, NaiveDate), FieldErrors> {
    let mut errors = FieldErrors::default();
    for (name, _) in &query.0 {
        if !["metric", "month", "as_of"].contains(&name.as_str()) {
            errors.add(name.clone(), words!(sla_unknown_parameter));
        }
    }
    if query.get("metric").is_some_and(|metric| metric != "mql") {
        errors.add("metric", words!(field_choice));
    }
    let day = match query.get("as_of").map(parse_iso) {
        Some(Ok(date)) => date.min(today),
        Some(Err(_)) => {
            errors.add("as_of", words!(field_date));
            today
        }
        None => today,
    };
    let month = match query.get("month") {
        Some(text) => form::month(text),
        None => Period::month(day.year(), day.month()),
    };
    let Some(month) = month else {
        errors.add("month", words!(sla_month));
        return Err(errors);
    };
    if errors.is_empty() { Ok((month, day)) } else { Err(errors) }
}
