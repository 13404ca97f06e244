//! What happened to a lead: an append-only list of events, what of it holds, and the projections counted from it.
//!
//! Events carry two times: when it happened and when we learnt it. [`effective`] answers «what holds, as known at
//! K»; [`project`] turns one lead's events into the rows that reports count; [`evaluate`] answers for one lead and
//! one date without a projection, when K is in the past. Read next: `history::journey`, `history::passage`.

mod effective;
mod evaluate;
mod journey;
mod passage;

#[cfg(test)]
mod golden_tests;

use std::str::FromStr;

use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::stage::Stage;

pub use effective::{Effective, Step, effective};
pub use evaluate::{Base, Mode, evaluate};
pub use journey::{Journey, Marks};
pub use passage::{Outcome, Passage, StepTime, step_times};

/// What an event does to the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EventKind {
    /// The lead entered a stage.
    Transition,
    /// A void and its replacement in one: `supersedes` was wrong, this is what happened.
    Correction,
    /// `supersedes` never happened (or, when it names a merge, the merge is undone).
    Void,
    /// The lead is the same person as `into`: it leaves every count.
    Merge,
}

impl EventKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Transition, Self::Correction, Self::Void, Self::Merge];

    /// Stable code, used in the database, the files and the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Transition => "transition",
            Self::Correction => "correction",
            Self::Void => "void",
            Self::Merge => "merge",
        }
    }
    /// Whether such an event enters a stage (and so must carry `to`).
    pub const fn enters(self) -> bool {
        matches!(self, Self::Transition | Self::Correction)
    }
}

/// The text is no event kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown event kind")]
pub struct UnknownEventKind;

impl FromStr for EventKind {
    type Err = UnknownEventKind;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|kind| kind.code() == s).ok_or(UnknownEventKind)
    }
}

/// One line of a lead's history, never updated nor deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Event {
    /// Breaks ties between events of one instant.
    pub id: Id<of::Event>,
    /// Which run through the funnel, from 1.
    pub cycle: i32,
    /// What the event does.
    pub kind: EventKind,
    /// The stage entered; `None` exactly for voids and merges.
    pub to: Option<Stage>,
    /// When it happened.
    pub occurred_at: Instant,
    /// When we learnt it; never before `occurred_at`.
    pub recorded_at: Instant,
    /// The event that this one takes out.
    pub supersedes: Option<Id<of::Event>>,
    /// The survivor, for a merge.
    pub into: Option<Id<of::Lead>>,
}

/// Where a lead stands: its last effective step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Current {
    /// The stage it is in.
    pub stage: Stage,
    /// When it entered it.
    pub at: Instant,
    /// Which run through the funnel.
    pub cycle: i32,
    /// The event that says so.
    pub event: Id<of::Event>,
}

/// Everything counted about one lead, as known now: what the tables `journey`, `passage` and the cached columns of
/// `lead` hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Projection {
    /// The last effective step. A merged lead keeps it for display: who counts leads filters on `merged_into`.
    /// `None` when no event is effective (trashed).
    pub current: Option<Current>,
    /// The survivor, when this lead was merged and not unmerged.
    pub merged_into: Option<Id<of::Lead>>,
    /// One row over all cycles; `None` when merged or trashed.
    pub journey: Option<Journey>,
    /// One row a cycle, in cycle order; empty when merged or trashed.
    pub passages: Vec<Passage>,
}

/// Projects one lead's events (any order) as known now; `tz` is the organisation's zone, for day numbers.
pub fn project(events: &[Event], tz: chrono_tz::Tz) -> Projection {
    project_as_of(events, Instant::NEVER, Instant::NEVER, tz)
}

/// Projects what was known at `known_at` of what had happened by `as_of`: the replay of a lead whose past was
/// learnt late.
pub fn project_as_of(events: &[Event], known_at: Instant, as_of: Instant, tz: chrono_tz::Tz) -> Projection {
    let mut effective = effective(events, known_at);
    effective.steps.retain(|step| step.at <= as_of);
    let current = effective.last().map(|step| Current {
        stage: step.to,
        at: step.at,
        cycle: step.cycle,
        event: step.id,
    });
    let counted = effective.merged_into.is_none() && current.is_some();
    Projection {
        current,
        merged_into: effective.merged_into,
        journey: counted.then(|| Journey::of(&effective.steps, tz)),
        passages: if counted { passage::passages(&effective.steps) } else { Vec::new() },
    }
}
