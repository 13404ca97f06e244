//! The funnel for programs: `GET /api/v1/reports/funnel` and the leads behind its counts.

use super::figures::{self, Question};
use super::form::field_errors;
use super::model::{Line, Place};
use super::store;
use crate::app::AppState;
use crate::db::Conn;
use crate::domain::funnel::{Ask, Behind, Kind, Pairs, ParamError, Report, Step};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::stage::Stage;
use crate::domain::stats::{Basis, Interval, StepTimes};
use crate::web::error::AppError;
use crate::web::form::FieldErrors;
use crate::web::me::Me;
use crate::web::query::Query;
use crate::words;
use axum::Json;
use axum::extract::State;
use chrono::NaiveDate;
use serde::Serialize;

/// Answer of `GET /api/v1/reports/funnel`.
#[derive(Debug, Serialize)]
pub struct FunnelAnswer {
    kind: &'static str,
    base: &'static str,
    mode: &'static str,
    count: &'static str,
    from: NaiveDate,
    until: NaiveDate,
    as_of: String,
    known_at: String,
    /// What was changed in the question (`as_of_is_now`, `known_at_is_now`, `as_of_is_known_at`), or is worth knowing
    /// about the answer (`nothing_known`, `times_on_request`).
    notices: Vec<&'static str>,
    stages: Vec<StageCount>,
    steps: Vec<StepAnswer>,
    previous: Option<PreviousAnswer>,
}

#[derive(Debug, Serialize)]
struct StageCount {
    stage: Stage,
    count: u64,
}

/// The period before, at equal age.
#[derive(Debug, Serialize)]
struct PreviousAnswer {
    from: NaiveDate,
    until: NaiveDate,
    as_of: String,
    stages: Vec<StageCount>,
}

/// One step. What needs a test of significance or a deal's amount is `null` here.
#[derive(Debug, Serialize)]
struct StepAnswer {
    from: Stage,
    to: Stage,
    n: u64,
    x: u64,
    rate: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    cumulative_rate: Option<f64>,
    target: Option<f64>,
    p_value: Option<f64>,
    p_basis: Option<&'static str>,
    p_holm: Option<f64>,
    previous_rate: Option<f64>,
    lost_customers: Option<f64>,
    lost_revenue_minor: Option<i64>,
    /// Of those that passed. `median_with_open_days` counts those still there too (Kaplan–Meier) when they are more
    /// than a fifth; without it, the median lies beyond what was observed.
    median_days: Option<f64>,
    p90_days: Option<f64>,
    median_with_open_days: Option<f64>,
    done: Option<usize>,
    open: Option<usize>,
    mature: Option<bool>,
}

/// Parameters of the report that are the API's own.
const REPORT_NAMES: [&str; 1] = ["times"];
/// Parameters of the list.
const LIST_NAMES: [&str; 4] = [Behind::NAMES[0], Behind::NAMES[1], "after", "limit"];

/// Up to this many leads in the first stage, the report tells the times without being asked to: they cost more than
/// the counts.
const TIMED: u64 = 10_000;

/// Answers `GET /api/v1/reports/funnel`. `times=1` tells the time between stages however many leads there are, `0`
/// never.
pub async fn report(
    State(app): State<AppState>,
    me: Me,
    mut conn: Conn,
    query: Query,
) -> Result<Json<FunnelAnswer>, AppError> {
    let Question { ask, filters, .. } = read(&app, &mut conn, &query, &REPORT_NAMES, &me).await?;
    let report = figures::report(&mut conn, ask, &filters).await?;
    let timed = match query.get("times") {
        Some("0") => false,
        Some("1") => true,
        None => report.base() <= TIMED,
        Some(_) => return Err(FieldErrors::one("times", words!(field_choice)).into()),
    };
    let times = if timed { Some(figures::times(&mut conn, &report.ask, &filters).await?) } else { None };
    Ok(Json(answer(&report, times.as_deref())))
}

async fn read(
    app: &AppState,
    conn: &mut Conn,
    query: &Query,
    names: &[&str],
    me: &Me,
) -> Result<Question, AppError> {
    let pairs = Pairs(&query.0);
    let refuse = |faults: Vec<ParamError>| AppError::from(field_errors(faults));
    let unknown = pairs.unknown(names);
    if !unknown.is_empty() {
        return Err(refuse(unknown));
    }
    let when = (app.clock.now(), app.organisation().zone);
    figures::read(conn, pairs, when, me.id).await?.map_err(refuse)
}

fn answer(report: &Report, times: Option<&[StepTimes]>) -> FunnelAnswer {
    let ask = &report.ask;
    let step = |(k, step): (usize, &Step)| step_answer(ask, step, times.and_then(|times| times.get(k)));
    FunnelAnswer {
        kind: ask.kind.code(),
        base: ask.base.code(),
        mode: ask.mode.code(),
        count: ask.count.code(),
        from: ask.period.from,
        until: ask.period.until,
        as_of: ask.vantage.as_of.rfc3339(),
        known_at: ask.vantage.known_at.rfc3339(),
        notices: notices(report, times),
        stages: report
            .counts
            .iter()
            .map(|(stage, count)| StageCount { stage: *stage, count: *count })
            .collect(),
        steps: report.steps.iter().enumerate().map(step).collect(),
        previous: report.previous.as_deref().map(|(ask, counts)| previous_answer(ask, counts)),
    }
}

fn notices(report: &Report, times: Option<&[StepTimes]>) -> Vec<&'static str> {
    let untimed = (times.is_none() && report.base() > TIMED).then_some("times_on_request");
    report.notes.iter().map(|note| note.code()).chain(untimed).collect()
}

fn previous_answer(ask: &Ask, counts: &[u64]) -> PreviousAnswer {
    let count = |(stage, count): (&Stage, &u64)| StageCount { stage: *stage, count: *count };
    PreviousAnswer {
        from: ask.period.from,
        until: ask.period.until,
        as_of: ask.vantage.as_of.rfc3339(),
        stages: ask.stages.iter().zip(counts).map(count).collect(),
    }
}

fn step_answer(ask: &Ask, step: &Step, times: Option<&StepTimes>) -> StepAnswer {
    // Two flows are no sample: a ratio of theirs has no interval.
    let interval = if ask.kind == Kind::Cohort { step.rate.interval() } else { None };
    let Interval { low, high } = interval.unwrap_or(Interval { low: f64::NAN, high: f64::NAN });
    let finite = |value: f64| Some(value).filter(|value| value.is_finite());
    StepAnswer {
        from: step.from,
        to: step.to,
        n: step.rate.n,
        x: step.rate.x,
        rate: step.rate.value(),
        low: finite(low),
        high: finite(high),
        cumulative_rate: step.cumulative.value(),
        target: step.target,
        p_value: None,
        p_basis: None,
        p_holm: None,
        previous_rate: step.previous.and_then(|rate| rate.value()),
        lost_customers: None,
        lost_revenue_minor: None,
        median_days: times.and_then(|times| times.median_done),
        p90_days: times.and_then(|times| times.p90_done),
        median_with_open_days: times
            .filter(|times| times.basis == Basis::KaplanMeier)
            .and_then(|times| times.median),
        done: times.map(|times| times.done),
        open: times.map(|times| times.open),
        mature: None,
    }
}

/// Answer of `GET /api/v1/reports/funnel/leads`.
#[derive(Debug, Serialize)]
pub struct LeadsAnswer {
    total: u64,
    items: Vec<LeadAnswer>,
    next: Option<String>,
}

/// A lead behind a count.
#[derive(Debug, Serialize)]
struct LeadAnswer {
    id: Id<of::Lead>,
    /// The cycle of the entry, in an activity.
    cycle: Option<i32>,
    /// When it entered the stage, in an activity or a snapshot.
    entered_at: Option<String>,
    #[serde(rename = "ref")]
    reference: Option<String>,
    name: String,
    company: String,
    source: String,
    owner: String,
    stage: Option<Stage>,
}

/// Answers `GET /api/v1/reports/funnel/leads`: the same parameters and `stage` (with `not_reached`, of them those
/// that did not get as far as a later stage), the same total.
pub async fn leads(
    State(app): State<AppState>,
    me: Me,
    mut conn: Conn,
    query: Query,
) -> Result<Json<LeadsAnswer>, AppError> {
    let Question { ask, filters, .. } = read(&app, &mut conn, &query, &LIST_NAMES, &me).await?;
    let behind = Behind::read(Pairs(&query.0), &ask).map_err(field_errors)?;
    let (after, limit) = page_of(&query)?;
    let opened = figures::open(&mut conn, &ask, behind, &filters, after, limit).await?;
    let lines = store::lines::lines(&mut conn, opened.places.iter().map(|place| place.lead)).await?;
    let items = opened.places.iter().filter_map(|place| {
        // A lead entered twice (passages) stands in two lines.
        let line = lines.get(&place.lead).cloned()?;
        Some(lead_answer(&ask, place, line))
    });
    let next = opened.next.map(|place| place.cursor());
    Ok(Json(LeadsAnswer { total: opened.total, items: items.collect(), next }))
}

fn page_of(query: &Query) -> Result<(Option<Place>, usize), AppError> {
    let wrong = |field: &'static str| FieldErrors::one(field, words!(field_choice));
    let after = query.get("after").map(str::parse).transpose().map_err(|_| wrong("after"))?;
    let limit = query.get("limit").map(str::parse::<usize>).transpose().map_err(|_| wrong("limit"))?;
    let limit = limit.unwrap_or(50);
    if !(1..=200).contains(&limit) {
        return Err(FieldErrors::one("limit", words!(field_out_of_range, "1", "200")).into());
    }
    Ok((after, limit))
}

fn lead_answer(ask: &Ask, place: &Place, line: Line) -> LeadAnswer {
    let entry = ask.kind != Kind::Cohort;
    LeadAnswer {
        id: line.id,
        cycle: entry.then_some(place.hit.cycle),
        entered_at: entry.then(|| Instant::from_micros(place.hit.key).rfc3339()),
        reference: line.reference,
        name: line.name,
        company: line.company,
        source: line.source,
        owner: line.owner,
        stage: line.stage,
    }
}
