//! When an event may be said to have happened.

use super::actor::{Actor, Role};
use super::refusal::Rule;
use crate::domain::instant::Instant;

/// How far back a rep may date an event.
pub const REP_BACKDATING_DAYS: i64 = 7;
/// An event recorded later than this after it happened is shown as a late entry.
pub const LATE_ENTRY_SECS: i64 = 86_400;

/// What a date of occurrence breaks: never after now, never before the cycle's first event (`cycle_start`; `None`
/// when the event starts the history or the cycle), and for a rep at most [`REP_BACKDATING_DAYS`] back.
pub fn check_occurred(
    actor: &Actor,
    occurred_at: Instant,
    cycle_start: Option<Instant>,
    now: Instant,
) -> Option<Rule> {
    if occurred_at > now {
        return Some(Rule::Future);
    }
    if let Some(started_at) = cycle_start.filter(|start| occurred_at < *start) {
        return Some(Rule::BeforeCycle { started_at });
    }
    let limit = now.plus_secs(-REP_BACKDATING_DAYS * 86_400);
    (actor.role == Role::Rep && occurred_at < limit).then_some(Rule::TooFarBack { days: REP_BACKDATING_DAYS })
}

/// Whether to show the event as a late entry.
pub fn late_entry(occurred_at: Instant, recorded_at: Instant) -> bool {
    recorded_at > occurred_at.plus_secs(LATE_ENTRY_SECS)
}
