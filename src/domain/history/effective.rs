//! What holds of a history, as known at an instant.

use std::collections::HashSet;

use super::{Event, EventKind};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::stage::Stage;

/// One effective entry into a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Step {
    /// The event behind it.
    pub id: Id<of::Event>,
    /// Which run through the funnel, from 1.
    pub cycle: i32,
    /// The stage entered.
    pub to: Stage,
    /// When.
    pub at: Instant,
}

/// What holds of one lead's history.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Effective {
    /// Entries into stages, ordered by (at, id). Kept for a merged lead too, which counts nowhere.
    pub steps: Vec<Step>,
    /// The survivor, when the lead is merged.
    pub merged_into: Option<Id<of::Lead>>,
}

impl Effective {
    /// The last step, merged or not.
    pub fn last(&self) -> Option<&Step> {
        self.steps.last()
    }
    /// The last step at or before `as_of`: where the lead stood then. `None` before its first step, and when it is
    /// merged: it is in no stock.
    pub fn at(&self, as_of: Instant) -> Option<&Step> {
        match self.merged_into {
            Some(_) => None,
            None => self.steps.iter().take_while(|step| step.at <= as_of).last(),
        }
    }
    /// Explicit entries into `stage` at or before `as_of`, over all cycles, oldest first; none when the lead is
    /// merged or stands outside every report at `as_of`. The first one is the first-time entry.
    pub fn entries(&self, stage: Stage, as_of: Instant) -> Vec<Instant> {
        match self.at(as_of) {
            None => Vec::new(),
            Some(step) if step.to == Stage::Other => Vec::new(),
            Some(_) => self.steps.iter().filter(|s| s.to == stage && s.at <= as_of).map(|s| s.at).collect(),
        }
    }
}

/// The events recorded at or before `known_at`, minus those that another of them supersedes.
///
/// A void or correction takes its target out for good: voiding a correction does not bring back what it replaced
/// (enter it again). Voids themselves are never taken out. Pass [`Instant::NEVER`] for «as known now».
pub fn effective(events: &[Event], known_at: Instant) -> Effective {
    let known = || events.iter().filter(|event| event.recorded_at <= known_at);
    let superseded: HashSet<_> = known().filter_map(|event| event.supersedes).collect();
    let holds = |event: &&Event| !superseded.contains(&event.id);

    let mut steps: Vec<Step> = known()
        .filter(holds)
        .filter(|event| event.kind.enters())
        .filter_map(|e| e.to.map(|to| Step { id: e.id, cycle: e.cycle, to, at: e.occurred_at }))
        .collect();
    steps.sort_unstable_by_key(|step| (step.at, step.id));

    let merged_into = known()
        .filter(holds)
        .filter(|event| event.kind == EventKind::Merge)
        .max_by_key(|event| (event.occurred_at, event.id))
        .and_then(|event| event.into);
    Effective { steps, merged_into }
}
