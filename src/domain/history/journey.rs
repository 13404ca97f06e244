//! One row per lead over all cycles, as known now: what cohort and first-time figures count.

use super::{Base, Mode, Step};
use crate::domain::instant::Instant;
use crate::domain::stage::Stage;
use crate::domain::zone::local_day;

/// Six instants over [`Stage::FUNNEL`] (lead, mql, sal, sql, opportunity, customer); [`Instant::NEVER`] when absent.
pub type Marks = [Instant; 6];

const NEVER: Marks = [Instant::NEVER; 6];

/// A lead's way through the funnel. «Never» is [`Instant::NEVER`], so that `entry <= as_of` needs no NULL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Journey {
    /// Organisation-local day of the first `lead` entry, counted from 1970-01-01; [`Journey::NO_DAY`] when absent.
    pub day: i32,
    /// Same for the first explicit `mql` entry.
    pub mql_day: i32,
    /// Instant of the first `lead` entry.
    pub lead_at: Instant,
    /// First explicit entry into each stage, from the first `lead` entry on.
    pub x: Marks,
    /// First entry into each stage or a later one, from the first `lead` entry on.
    pub r: Marks,
    /// As `x`, from the first explicit `mql` entry on.
    pub mx: Marks,
    /// As `r`, from the first explicit `mql` entry on.
    pub mr: Marks,
    /// First explicit entry ever into each stage, whatever the base: first-time entries of the activity funnel.
    pub first: Marks,
    /// Deepest stage reached since the first `lead` entry, 1 (lead) to 6 (customer); 0 without that base, and when
    /// the lead now stands outside every report.
    pub depth: i16,
    /// Same since the first explicit `mql` entry.
    pub mql_depth: i16,
    /// When the lead left every report (stage `other`): reports as of this instant or later leave it out.
    pub gone_at: Instant,
}

impl Journey {
    /// The day number of a lead without the base event: later than every period.
    pub const NO_DAY: i32 = i32::MAX;

    /// From the effective steps of a lead in play, in order.
    pub(super) fn of(steps: &[Step], tz: chrono_tz::Tz) -> Self {
        let lead = since(steps, Stage::Lead);
        let mql = since(steps, Stage::Mql);
        let gone_at =
            steps.last().filter(|step| step.to == Stage::Other).map_or(Instant::NEVER, |step| step.at);
        let depth = |scope: &[Step]| match gone_at.is_never() {
            true => scope.iter().map(|step| step.to.depth()).max().unwrap_or(0),
            false => 0,
        };
        let day = |scope: &[Step]| scope.first().map_or(Self::NO_DAY, |step| local_day(step.at, tz));
        Self {
            day: day(lead),
            mql_day: day(mql),
            lead_at: lead.first().map_or(Instant::NEVER, |step| step.at),
            x: explicit(lead),
            r: reached(lead),
            mx: explicit(mql),
            mr: reached(mql),
            first: explicit(steps),
            depth: depth(lead),
            mql_depth: depth(mql),
            gone_at,
        }
    }

    /// Instant of the base event, [`Instant::NEVER`] when absent.
    pub const fn base_at(&self, base: Base) -> Instant {
        match base {
            Base::Lead => self.x[0],
            Base::Mql => self.mx[1],
        }
    }
    /// Organisation-local day of the base event, [`Journey::NO_DAY`] when absent.
    pub const fn base_day(&self, base: Base) -> i32 {
        match base {
            Base::Lead => self.day,
            Base::Mql => self.mql_day,
        }
    }
    /// Which of `stages` (funnel order) the lead reached by `as_of`; `None` when it is in no cohort of this base.
    /// Equal to [`super::evaluate`] over what is known now.
    pub fn evaluate(&self, base: Base, as_of: Instant, mode: Mode, stages: &[Stage]) -> Option<Vec<bool>> {
        let by_then = |at: Instant| at <= as_of && !at.is_never();
        if !by_then(self.base_at(base)) || by_then(self.gone_at) {
            return None;
        }
        let (x, r) = match base {
            Base::Lead => (&self.x, &self.r),
            Base::Mql => (&self.mx, &self.mr),
        };
        let by = |marks: &Marks, stage: Stage| {
            Stage::FUNNEL.iter().zip(marks).any(|(funnel, at)| *funnel == stage && by_then(*at))
        };
        Some(mode.fold(stages.iter().map(|&stage| (by(x, stage), by(r, stage)))))
    }
}

/// The steps from the first entry into `base` on; empty without one.
fn since(steps: &[Step], base: Stage) -> &[Step] {
    let start = steps.iter().position(|step| step.to == base).unwrap_or(steps.len());
    steps.get(start..).unwrap_or_default()
}

/// First entry into each funnel stage itself.
pub(super) fn explicit(steps: &[Step]) -> Marks {
    first_by(steps, |entered, stage| entered == stage)
}

/// First entry into each funnel stage or a later one.
fn reached(steps: &[Step]) -> Marks {
    first_by(steps, Stage::reaches)
}

fn first_by(steps: &[Step], counts: impl Fn(Stage, Stage) -> bool) -> Marks {
    let mut marks = NEVER;
    for (mark, stage) in marks.iter_mut().zip(Stage::FUNNEL) {
        if let Some(step) = steps.iter().find(|step| counts(step.to, stage)) {
            *mark = step.at;
        }
    }
    marks
}
