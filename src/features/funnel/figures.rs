//! From a question to its answer: what the page, the API and later the review all call.

use super::model::{Chip, Place};
use super::store::{self, Late};
use crate::db::{Conn, DbError};
use crate::domain::dates::When;
use crate::domain::funnel::{Ask, Behind, Count, Filters, Kind, Note, Pairs, ParamError, Report, Vantage};
use crate::domain::history::{Base, Mode};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::period::Period;
use crate::domain::stage::Stage;
use crate::domain::stats::StepTimes;
use crate::domain::zone::Tz;

/// Microseconds of a day.
const DAY: f64 = 86_400e6;

/// A question whose filters name something.
#[derive(Debug, Clone)]
pub struct Question {
    /// What is asked.
    pub ask: Ask,
    /// What it is narrowed to.
    pub filters: Filters,
    /// The same, as people say it.
    pub chips: Vec<Chip>,
}

/// Reads a question. `zone` is the organisation's; `me` is whoever asks.
///
/// # Errors
/// [`DbError`]; inside, every parameter at fault.
pub async fn read(
    conn: &mut Conn,
    pairs: Pairs<'_>,
    (now, zone): (Instant, Tz),
    me: Id<of::Member>,
) -> Result<Result<Question, Vec<ParamError>>, DbError> {
    let ask = match Ask::read(pairs, now, zone) {
        Ok(ask) => ask,
        Err(faults) => return Ok(Err(faults)),
    };
    let found = store::names::resolve(conn, &ask, me).await?;
    Ok(found.map(|(filters, chips)| Question { ask, filters, chips }))
}

/// Counts, rates and the period before.
///
/// # Errors
/// [`DbError`].
pub async fn report(conn: &mut Conn, ask: Ask, filters: &Filters) -> Result<Report, DbError> {
    if !ask.vantage.knows_all() && !store::lines::anything_known(conn, ask.vantage.known_at).await? {
        let zeros = vec![0; ask.stages.len()];
        return Ok(Report::new(ask, &zeros, None, vec![Note::NothingKnown]));
    }
    let late = Late::load(conn, &ask, filters).await?;
    let counts = store::counts(conn, &ask, filters, late.as_ref()).await?;
    let previous = if ask.kind == Kind::Snapshot {
        None
    } else {
        let before = ask.previous();
        let counts = store::counts(conn, &before, filters, late.as_ref()).await?;
        Some((before, counts))
    };
    Ok(Report::new(ask, &counts, previous, vec![]))
}

fn entries(stage: Stage, period: Period, (seen, now): (Instant, Instant), zone: Tz) -> Ask {
    let when = Some(When::At(seen));
    Ask {
        kind: Kind::Activity,
        base: Base::Lead,
        mode: Mode::Reached,
        count: Count::FirstTime,
        stages: vec![stage],
        period,
        range: None,
        vantage: if seen == now { Vantage::now(now) } else { Vantage::resolve(when, when, now, zone) },
        targets: Vec::new(),
        wanted: Vec::new(),
        zone,
    }
}

/// How many leads entered a stage for the first time in a period, as known now: what the activity funnel counts.
///
/// # Errors
/// [`DbError`].
pub async fn first_entries(
    conn: &mut Conn,
    stage: Stage,
    period: Period,
    now: Instant,
    zone: Tz,
) -> Result<u64, DbError> {
    let ask = entries(stage, period, (now, now), zone);
    Ok(store::counts(conn, &ask, &Filters::default(), None).await?.into_iter().sum())
}

/// How many leads entered the base stage for the first time on each day of a period, as known now: what
/// [`first_entries`] counts of it.
///
/// # Errors
/// [`DbError`].
pub async fn cohorts_by_day(conn: &mut Conn, base: Base, period: Period) -> Result<Vec<u64>, DbError> {
    store::cohorts_by_day(conn, base, period).await
}

/// Who they are, as seen and known at an instant not after `now`: their number, and at most `most` of them.
///
/// # Errors
/// [`DbError`].
pub async fn who_entered(
    conn: &mut Conn,
    stage: Stage,
    period: Period,
    (seen, now): (Instant, Instant),
    zone: Tz,
    most: usize,
) -> Result<(u64, Vec<Id<of::Lead>>), DbError> {
    let ask = entries(stage, period, (seen, now), zone);
    let behind = Behind { stage, not_reached: None };
    let opened = open(conn, &ask, behind, &Filters::default(), None, most).await?;
    Ok((opened.total, opened.places.into_iter().map(|place| place.lead).collect()))
}

/// Time between stages, step by step; empty for a snapshot.
///
/// # Errors
/// [`DbError`].
pub async fn times(conn: &mut Conn, ask: &Ask, filters: &Filters) -> Result<Vec<StepTimes>, DbError> {
    if !ask.has_steps() {
        return Ok(Vec::new());
    }
    let late = Late::load(conn, ask, filters).await?;
    let durations = store::durations(conn, ask, filters, late.as_ref()).await?;
    Ok(durations.into_iter().map(|step| StepTimes::of(days(step.done), days(step.open))).collect())
}

#[expect(clippy::cast_precision_loss, reason = "microseconds of some years stay far below 2^53")]
fn days(micros: Vec<i64>) -> Vec<f64> {
    micros.into_iter().map(|micros| micros as f64 / DAY).collect()
}

/// Some of the leads behind a count.
#[derive(Debug, Clone)]
pub struct Opened {
    /// How many there are: the count itself.
    pub total: u64,
    /// Those of this page, latest first.
    pub places: Vec<Place>,
    /// Where the next page begins.
    pub next: Option<Place>,
}

/// Opens a count: its total and one page of the leads behind it.
///
/// # Errors
/// [`DbError`].
pub async fn open(
    conn: &mut Conn,
    ask: &Ask,
    behind: Behind,
    filters: &Filters,
    after: Option<Place>,
    limit: usize,
) -> Result<Opened, DbError> {
    let late = Late::load(conn, ask, filters).await?;
    let counts = store::counts(conn, ask, filters, late.as_ref()).await?;
    let of = |wanted| {
        let mut pairs = ask.stages.iter().zip(&counts);
        pairs.find(|(stage, _)| **stage == wanted).map_or(0, |(_, count)| *count)
    };
    let total = of(behind.stage).saturating_sub(behind.not_reached.map_or(0, of));
    let mut places = store::behind(conn, ask, behind, filters, late.as_ref(), after, limit + 1).await?;
    let next = if places.len() > limit { places.get(limit.saturating_sub(1)).copied() } else { None };
    places.truncate(limit);
    Ok(Opened { total, places, next })
}
