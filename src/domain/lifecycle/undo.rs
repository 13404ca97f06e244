//! Undoing by adding: voids, corrections, the bin and its way back.

use std::collections::HashSet;

use super::actor::Actor;
use super::legality::legal;
use super::refusal::{Field, FieldRefusal, Refusal, Rejection, Rule};
use super::timing;
use crate::domain::history::{Effective, Event, EventKind, Step, effective};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::stage::Stage;

/// How long an author may undo an own event alone.
const OWN_EVENT_SECS: i64 = 86_400;
/// How long a binned lead can come back.
pub const RESTORE_DAYS: i64 = 30;

/// An event and who wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Authored {
    /// The event.
    pub event: Event,
    /// Its author; `None` for the system.
    pub author: Option<Id<of::Member>>,
}

/// What becomes of the deal when a step is undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DealUndo {
    /// The deal that the step closed is open again.
    Reopen,
    /// The deals that the step opened are cancelled.
    Cancel,
}

/// A void to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VoidPlan {
    /// The event taken out.
    pub supersedes: Id<of::Event>,
    /// Its cycle, for the void.
    pub cycle: i32,
    /// Whether it was a merge: the loser is back in play, and what moved moves back.
    pub unmerges: bool,
    /// What becomes of the deal.
    pub deal: Option<DealUndo>,
}

/// Whether the actor may void `target`, and what follows.
///
/// # Errors
/// [`Refusal::UnknownEvent`], [`Refusal::VoidOfVoid`], [`Refusal::AlreadySuperseded`], [`Refusal::NotAuthor`],
/// [`Refusal::TooOld`]; [`Refusal::Merged`] when the lead is merged and the target is not that merge;
/// [`Refusal::Clash`] when the history would not be legal without it.
pub fn plan_void(
    actor: &Actor,
    events: &[Authored],
    target: Id<of::Event>,
    now: Instant,
) -> Result<VoidPlan, Refusal> {
    let event = undoable(actor, events, target, now)?;
    let unmerges = event.kind == EventKind::Merge;
    let known = known(events);
    if let (Some(into), false) = (known.merged_into, unmerges) {
        return Err(Refusal::Merged { into });
    }
    let rest: Vec<Step> = known.steps.into_iter().filter(|step| step.id != target).collect();
    legal(&rest).map_err(|clash| Refusal::Clash { clash, neighbour: Some(clash.after) })?;
    Ok(VoidPlan { supersedes: target, cycle: event.cycle, unmerges, deal: event.to.and_then(deal_undo) })
}

fn known(events: &[Authored]) -> Effective {
    let events: Vec<Event> = events.iter().map(|authored| authored.event).collect();
    effective(&events, Instant::NEVER)
}

/// The target, when this actor may take it out.
fn undoable(
    actor: &Actor,
    events: &[Authored],
    target: Id<of::Event>,
    now: Instant,
) -> Result<Event, Refusal> {
    let found = events.iter().find(|authored| authored.event.id == target).ok_or(Refusal::UnknownEvent)?;
    if found.event.kind == EventKind::Void {
        return Err(Refusal::VoidOfVoid);
    }
    if let Some(by) = events.iter().find(|authored| authored.event.supersedes == Some(target)) {
        return Err(Refusal::AlreadySuperseded { by: by.event.id });
    }
    may_undo(actor, found, now)?;
    Ok(found.event)
}

/// An own event within 24 hours of its entry, or any for a manager.
fn may_undo(actor: &Actor, authored: &Authored, now: Instant) -> Result<(), Refusal> {
    if actor.manages() {
        return Ok(());
    }
    if authored.author.is_none() || authored.author != actor.member {
        return Err(Refusal::NotAuthor { author: authored.author });
    }
    let recorded_at = authored.event.recorded_at;
    if now >= recorded_at.plus_secs(OWN_EVENT_SECS) {
        return Err(Refusal::TooOld { recorded_at });
    }
    Ok(())
}

fn deal_undo(stage: Stage) -> Option<DealUndo> {
    match stage {
        Stage::Customer | Stage::Lost => Some(DealUndo::Reopen),
        Stage::Opportunity => Some(DealUndo::Cancel),
        _ => None,
    }
}

/// What really happened instead of `target`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionRequest {
    /// The event that was wrong.
    pub target: Id<of::Event>,
    /// The stage really entered.
    pub to: Stage,
    /// When.
    pub occurred_at: Instant,
    /// Why the entry was wrong.
    pub reason: Option<String>,
}

/// Judges a correction: a void of `target` and its replacement in one event, in the same cycle. Answers with that
/// replacement (its id is a placeholder).
///
/// # Errors
/// As [`plan_void`], [`Refusal::CorrectionOfMerge`], and the faults of the reason, the date and the stage.
pub fn plan_correction(
    actor: &Actor,
    events: &[Authored],
    request: &CorrectionRequest,
    now: Instant,
) -> Result<Step, Rejection> {
    let event = undoable(actor, events, request.target, now)?;
    let Some(was) = event.to else { return Err(Refusal::CorrectionOfMerge.into()) };
    let known = known(events);
    if let Some(into) = known.merged_into {
        return Err(Refusal::Merged { into }.into());
    }
    let mut steps: Vec<Step> = known.steps.into_iter().filter(|step| step.id != request.target).collect();
    let start = steps.iter().find(|step| step.cycle == event.cycle).map(|step| step.at);
    // The cycle's first event may itself have been dated too late.
    let start = start.filter(|start| *start <= event.occurred_at);

    let mut faults = Vec::new();
    if request.reason.as_deref().is_none_or(|reason| reason.trim().is_empty()) {
        faults.push(FieldRefusal { field: Field::Reason, rule: Rule::Required });
    }
    if let Some(rule) = timing::check_occurred(actor, request.occurred_at, start, now) {
        faults.push(FieldRefusal { field: Field::OccurredAt, rule });
    }
    if request.to != was && (deal_undo(request.to).is_some() || deal_undo(was).is_some()) {
        faults.push(FieldRefusal { field: Field::To, rule: Rule::DecidedByDeal });
    }
    if !faults.is_empty() {
        return Err(Rejection::Fields(faults));
    }
    let id = Id::from_uuid(uuid::Uuid::max());
    let step = Step { id, cycle: event.cycle, to: request.to, at: request.occurred_at };
    let index = steps.partition_point(|other| other.at <= step.at);
    steps.insert(index, step);
    legal(&steps).map_err(|clash| Refusal::Clash { clash, neighbour: clash.neighbour(id) })?;
    Ok(step)
}

/// The events to void, newest first, to take a test lead or a mistake out of every report. Each step on the way is
/// a legal history.
///
/// # Errors
/// [`Refusal::Merged`], [`Refusal::Trashed`] when nothing is left, and [`Refusal::NotAuthor`] or
/// [`Refusal::TooOld`] for the first event that this actor may not void.
pub fn trash(actor: &Actor, events: &[Authored], now: Instant) -> Result<Vec<Event>, Refusal> {
    let known = known(events);
    if let Some(into) = known.merged_into {
        return Err(Refusal::Merged { into });
    }
    if known.steps.is_empty() {
        return Err(Refusal::Trashed);
    }
    let mut voided = Vec::with_capacity(known.steps.len());
    for step in known.steps.iter().rev() {
        let found =
            events.iter().find(|authored| authored.event.id == step.id).ok_or(Refusal::UnknownEvent)?;
        may_undo(actor, found, now)?;
        voided.push(found.event);
    }
    Ok(voided)
}

/// An event to enter again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reentry {
    /// The voided event that it repeats: reason, author's text and deal link are copied from it.
    pub original: Id<of::Event>,
    /// Its cycle.
    pub cycle: i32,
    /// Its stage.
    pub to: Stage,
    /// When it happened.
    pub at: Instant,
}

/// The events to enter again, oldest first, for a lead that was binned: those that the last bin voided, which is
/// every void recorded at the latest instant of all. Ids must be allocated in this order.
///
/// # Errors
/// [`Refusal::NotTrashed`], [`Refusal::NothingToRestore`], [`Refusal::RestoreExpired`] 30 days after.
pub fn restore(events: &[Event], now: Instant) -> Result<Vec<Reentry>, Refusal> {
    let known = effective(events, Instant::NEVER);
    if !known.steps.is_empty() {
        return Err(Refusal::NotTrashed);
    }
    let voids = || events.iter().filter(|event| event.kind == EventKind::Void && event.supersedes.is_some());
    let trashed_at = voids().map(|void| void.recorded_at).max().ok_or(Refusal::NothingToRestore)?;
    if now >= trashed_at.plus_secs(RESTORE_DAYS * 86_400) {
        return Err(Refusal::RestoreExpired { trashed_at });
    }
    let targets: HashSet<_> =
        voids().filter(|void| void.recorded_at == trashed_at).filter_map(|void| void.supersedes).collect();
    let mut back: Vec<Reentry> = Vec::new();
    let mut originals: Vec<&Event> = events.iter().filter(|event| targets.contains(&event.id)).collect();
    originals.sort_unstable_by_key(|event| (event.occurred_at, event.id));
    for event in originals {
        if let Some(to) = event.to {
            back.push(Reentry { original: event.id, cycle: event.cycle, to, at: event.occurred_at });
        }
    }
    if back.is_empty() { Err(Refusal::NothingToRestore) } else { Ok(back) }
}
