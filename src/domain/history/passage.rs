//! One row per cycle: recycling, time between stages, workload.

use super::Step;
use super::journey::{Marks, explicit};
use crate::domain::instant::Instant;
use crate::domain::stage::Stage;

/// One run of a lead through the funnel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Passage {
    /// Which run, from 1.
    pub cycle: i32,
    /// When its first event occurred.
    pub started_at: Instant,
    /// Explicit entries of this cycle over [`Stage::FUNNEL`]; [`Instant::NEVER`] for a skipped or future stage.
    pub at: Marks,
    /// When the run first left the success path; [`Instant::NEVER`] while it has not.
    pub exit_at: Instant,
    /// How: recycled, disqualified, lost or other.
    pub exit_kind: Option<Stage>,
    /// When the next cycle started; [`Instant::NEVER`] when there is none.
    pub next_at: Instant,
}

/// The passages of a lead in play, in cycle order, from its effective steps in order.
pub(super) fn passages(steps: &[Step]) -> Vec<Passage> {
    let mut cycles: Vec<i32> = steps.iter().map(|step| step.cycle).collect();
    cycles.sort_unstable();
    cycles.dedup();
    let mut rows: Vec<Passage> = cycles.into_iter().filter_map(|cycle| passage(steps, cycle)).collect();
    let starts: Vec<Instant> = rows.iter().skip(1).map(|row| row.started_at).collect();
    for (row, next_at) in rows.iter_mut().zip(starts) {
        row.next_at = next_at;
    }
    rows
}

fn passage(steps: &[Step], cycle: i32) -> Option<Passage> {
    let own: Vec<Step> = steps.iter().filter(|step| step.cycle == cycle).copied().collect();
    let exit = own.iter().find(|step| step.to.is_detour() || step.to == Stage::Other);
    Some(Passage {
        cycle,
        started_at: own.first()?.at,
        at: explicit(&own),
        exit_at: exit.map_or(Instant::NEVER, |step| step.at),
        exit_kind: exit.map(|step| step.to),
        next_at: Instant::NEVER,
    })
}

/// How a run went on from a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It entered the later stage, or one after it.
    Converted,
    /// It was recycled, disqualified or lost first.
    Left,
    /// Neither, so far.
    Open,
}

/// The time from one stage to the next event that matters for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct StepTime {
    /// Calendar microseconds from the entry into `from` to the outcome, or to `as_of` while open.
    pub micros: i64,
    /// What ended it.
    pub outcome: Outcome,
}

/// Time from the explicit entry into `from` to the first of: `to` or a later stage (converted), a detour (left),
/// `as_of` (open).
///
/// `None` when this run skipped `from` (its time is unknown, never 0), had not entered it by `as_of`, stands
/// outside every report then, or when either stage is no funnel stage. At one instant a conversion comes before an
/// exit: within a run nothing converts after one.
pub fn step_times(passage: &Passage, from: Stage, to: Stage, as_of: Instant) -> Option<StepTime> {
    let index = |stage: Stage| Stage::FUNNEL.iter().position(|funnel| *funnel == stage);
    let entered = *passage.at.get(index(from)?)?;
    let by = |at: Instant| at <= as_of && !at.is_never();
    if !by(entered) {
        return None;
    }
    if passage.exit_kind == Some(Stage::Other) && by(passage.exit_at) {
        return None;
    }
    let converted = passage.at.iter().skip(index(to)?).copied().filter(|at| *at >= entered && by(*at)).min();
    let left = Some(passage.exit_at).filter(|at| *at >= entered && by(*at));
    let (until, outcome) = match (converted, left) {
        (Some(at), None) => (at, Outcome::Converted),
        (Some(at), Some(exit)) if at <= exit => (at, Outcome::Converted),
        (_, Some(exit)) => (exit, Outcome::Left),
        (None, None) => (as_of, Outcome::Open),
    };
    Some(StepTime { micros: until.since(entered), outcome })
}
