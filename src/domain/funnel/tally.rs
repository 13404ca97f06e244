//! What one lead adds to a funnel: the definition that the SQL must agree with, and the replay of reports known in
//! the past.

use super::ask::{Ask, Behind};
use super::filter::{Facets, Filters};
use super::{Count, Kind};
use crate::domain::history::{Base, Journey, Passage, Projection, StepTime, step_times};
use crate::domain::instant::Instant;
use crate::domain::stage::Stage;

/// One unit of a count, with its place in the list behind the count (latest first).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hit {
    /// Cohort: day number of the base event. Activity and snapshot: microseconds of the entry.
    pub key: i64,
    /// Cohort: 0. Else the cycle of the entry.
    pub cycle: i32,
}

/// What a lead adds to each stage of `ask`, in the order of its stages. `projection` must hold what was known at K
/// of what had happened by D; `facets` gives what the lead was in a cycle.
pub fn hits(
    ask: &Ask,
    filters: &Filters,
    projection: &Projection,
    facets: impl Fn(i32) -> Facets,
) -> Vec<Vec<Hit>> {
    let admitted = |cycle: i32| filters.is_empty() || filters.admit(&facets(cycle));
    let Some(journey) = &projection.journey else { return vec![Vec::new(); ask.stages.len()] };
    match ask.kind {
        Kind::Cohort => in_cohort(ask, journey, &projection.passages, admitted),
        _ if journey.gone_at <= ask.vantage.as_of => vec![Vec::new(); ask.stages.len()],
        Kind::Activity => {
            let entries = |stage: &Stage| entries(ask, *stage, journey, &projection.passages, admitted);
            ask.stages.iter().map(entries).collect()
        }
        Kind::Snapshot => {
            let here = projection.current.filter(|current| admitted(current.cycle));
            let hit = |stage: &Stage| {
                let here = here.filter(|current| current.stage == *stage);
                here.map(|current| Hit { key: current.at.micros(), cycle: current.cycle })
                    .into_iter()
                    .collect()
            };
            ask.stages.iter().map(hit).collect()
        }
    }
}

/// What a lead adds to the list behind one count.
pub fn hits_behind(
    ask: &Ask,
    behind: Behind,
    filters: &Filters,
    projection: &Projection,
    facets: impl Fn(i32) -> Facets,
) -> Vec<Hit> {
    let all = hits(ask, filters, projection, facets);
    let of = |wanted: Stage| ask.stages.iter().zip(&all).find(|(stage, _)| **stage == wanted).map(|(_, h)| h);
    if behind.not_reached.and_then(of).is_some_and(|reached| !reached.is_empty()) {
        return Vec::new();
    }
    of(behind.stage).cloned().unwrap_or_default()
}

/// Times of every step of `ask` that this lead adds: of its passages that belong to the cohort, or of those that
/// entered the step's first stage during the period.
pub fn times(
    ask: &Ask,
    filters: &Filters,
    projection: &Projection,
    facets: impl Fn(i32) -> Facets,
) -> Vec<Vec<StepTime>> {
    let steps = ask.stages.windows(2);
    let Some(journey) = projection.journey.filter(|journey| journey.gone_at > ask.vantage.as_of) else {
        return steps.map(|_| Vec::new()).collect();
    };
    let (from, until) = ask.period.bounds(ask.zone);
    let admitted = |cycle: i32| filters.is_empty() || filters.admit(&facets(cycle));
    let base = base_cycle(ask.base, &journey, &projection.passages);
    let member = ask.kind != Kind::Cohort || (in_period(ask, &journey) && admitted(base));
    let of_step = |step: &[Stage]| {
        let [a, b] = step else { return Vec::new() };
        let counts = |passage: &&Passage| match ask.kind {
            Kind::Cohort => passage.cycle >= base,
            _ => at(passage, *a).is_some_and(|at| from <= at && at < until) && admitted(passage.cycle),
        };
        let time = |passage: &Passage| step_times(passage, *a, *b, ask.vantage.as_of);
        projection.passages.iter().filter(|_| member).filter(counts).filter_map(time).collect()
    };
    steps.map(of_step).collect()
}

fn in_period(ask: &Ask, journey: &Journey) -> bool {
    let (from, until) = ask.period.day_bounds();
    (from..until).contains(&journey.base_day(ask.base))
}

fn in_cohort(
    ask: &Ask,
    journey: &Journey,
    passages: &[Passage],
    admitted: impl Fn(i32) -> bool,
) -> Vec<Vec<Hit>> {
    let reached = journey
        .evaluate(ask.base, ask.vantage.as_of, ask.mode, &ask.stages)
        .filter(|_| in_period(ask, journey) && admitted(base_cycle(ask.base, journey, passages)))
        .unwrap_or_else(|| vec![false; ask.stages.len()]);
    let hit = Hit { key: i64::from(journey.base_day(ask.base)), cycle: 0 };
    reached.into_iter().map(|reached| reached.then_some(hit).into_iter().collect()).collect()
}

/// The cycle in which the base event lies: whose facets a cohort has.
fn base_cycle(base: Base, journey: &Journey, passages: &[Passage]) -> i32 {
    let is_base = |passage: &&Passage| at(passage, base.stage()) == journey.base_at(base).known();
    passages.iter().find(is_base).or(passages.first()).map_or(1, |passage| passage.cycle)
}

fn entries(
    ask: &Ask,
    stage: Stage,
    journey: &Journey,
    passages: &[Passage],
    admitted: impl Fn(i32) -> bool,
) -> Vec<Hit> {
    let (from, until) = ask.period.bounds(ask.zone);
    let counts = |at: Instant| from <= at && at < until && at <= ask.vantage.as_of;
    let hit = |passage: &Passage| {
        let key = at(passage, stage)?.micros();
        Some(Hit { key, cycle: passage.cycle })
    };
    let counted = |hit: &Hit| counts(Instant::from_micros(hit.key)) && admitted(hit.cycle);
    let all = passages.iter().filter_map(hit);
    match ask.count {
        Count::FirstTime => {
            let first = Stage::FUNNEL.iter().zip(journey.first).find(|(funnel, _)| **funnel == stage);
            let is_first = |hit: &Hit| first.is_some_and(|(_, at)| at.micros() == hit.key);
            all.into_iter().find(is_first).filter(counted).into_iter().collect()
        }
        Count::Passages => all.filter(counted).collect(),
        Count::Distinct => all.filter(counted).max().into_iter().collect(),
    }
}

/// When a passage entered a funnel stage.
fn at(passage: &Passage, stage: Stage) -> Option<Instant> {
    let (_, at) = Stage::FUNNEL.iter().zip(passage.at).find(|(funnel, _)| **funnel == stage)?;
    at.known()
}
