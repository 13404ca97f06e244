//! Taking back by adding: voids, corrections, the bin and the way back.

use super::situation::locked;
use super::{Acting, StageError, merge, store};
use crate::db::Tx;
use crate::domain::history::{Event, EventKind};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::lifecycle::{self, Authored, CorrectionRequest, DealUndo, Field, Rule};
use crate::domain::stage::Stage;
use crate::features::history::{self, NewEvent};
use crate::features::{deals, leads, sla};

/// Says that an event never happened.
///
/// # Errors
/// [`StageError::Rejected`]; the reason is required.
pub async fn void_event(
    tx: &mut Tx,
    acting: &Acting,
    target: Id<of::Event>,
    reason: &str,
) -> Result<Id<of::Lead>, StageError> {
    if reason.trim().is_empty() {
        return Err(super::fault(Field::Reason, Rule::Required));
    }
    let lead = store::lead_of_event(tx, target).await?.ok_or(StageError::NotFound)?;
    let standing = locked(tx, lead).await?;
    let now = acting.clock.now();
    let authored = history::authored(tx, lead).await?;
    let plan = lifecycle::plan_void(&acting.actor, &authored, target, now)?;
    let Some(event) = authored.iter().find(|a| a.event.id == target).map(|a| a.event) else {
        return Err(StageError::NotFound);
    };
    write_void(tx, acting, lead, &event, reason, now).await?;
    match plan.deal {
        Some(DealUndo::Reopen) => drop(deals::reopen(tx, target).await?),
        Some(DealUndo::Cancel) => drop(deals::cancel(tx, lead, event.cycle, now).await?),
        None => {}
    }
    if plan.unmerges {
        merge::move_back(tx, target, lead).await?;
    }
    reopen_handoffs(tx, lead, &event, now).await?;
    leads::touch(tx, lead, now).await?;
    let projection = super::reproject(tx, acting, lead).await?;
    if let Some(survivor) = event.into {
        sla::settle(tx, &[survivor], acting.zone).await?; // its attempts may have gone back
    }
    if projection.current.is_none() && standing.lead.trashed_at.is_none() {
        store::set_trashed(tx, lead, Some(now), now).await?; // nothing is left of it: it is found in the bin
    }
    Ok(lead)
}

/// A handoff made by a voided MQL never was; one decided by a voided event waits again.
async fn reopen_handoffs(
    tx: &mut Tx,
    lead: Id<of::Lead>,
    event: &Event,
    now: Instant,
) -> Result<(), StageError> {
    match event.to {
        Some(Stage::Mql) => store::cancel_handoff_of(tx, event.id, now).await?,
        Some(_) => store::undecide(tx, lead, event.cycle, event.occurred_at).await?,
        None => {}
    }
    Ok(())
}

async fn write_void(
    tx: &mut Tx,
    acting: &Acting,
    lead: Id<of::Lead>,
    event: &Event,
    reason: &str,
    now: Instant,
) -> Result<(), StageError> {
    let void = NewEvent {
        kind: EventKind::Void,
        to: None,
        occurred_at: event.occurred_at,
        reason: Some(reason.trim().to_owned()),
        supersedes: Some(event.id),
        ..blank(acting, lead, event.cycle, now)
    };
    Ok(history::append(tx, &void).await?)
}

fn blank(acting: &Acting, lead: Id<of::Lead>, cycle: i32, now: Instant) -> NewEvent {
    NewEvent {
        id: acting.clock.id(),
        lead,
        cycle,
        kind: EventKind::Transition,
        to: None,
        occurred_at: now,
        recorded_at: now,
        actor: acting.actor.member,
        role: acting.role(),
        origin: acting.origin,
        reason: None,
        criterion: None,
        text: None,
        into: None,
        supersedes: None,
        reference: None,
    }
}

/// Says what really happened instead of an event: its stage, its date, or both.
///
/// # Errors
/// [`StageError::Rejected`].
pub async fn correct(
    tx: &mut Tx,
    acting: &Acting,
    request: &CorrectionRequest,
) -> Result<(Id<of::Lead>, Id<of::Event>), StageError> {
    let lead = store::lead_of_event(tx, request.target).await?.ok_or(StageError::NotFound)?;
    locked(tx, lead).await?;
    let now = acting.clock.now();
    let authored = history::authored(tx, lead).await?;
    let step = lifecycle::plan_correction(&acting.actor, &authored, request, now)?;
    let said = store::said(tx, request.target).await?;
    let event = NewEvent {
        kind: EventKind::Correction,
        to: Some(step.to),
        occurred_at: step.at,
        reason: request.reason.clone(),
        criterion: said.criterion,
        text: said.text,
        supersedes: Some(request.target),
        ..blank(acting, lead, step.cycle, now)
    };
    history::append(tx, &event).await?;
    store::relink(tx, request.target, event.id).await?;
    leads::touch(tx, lead, now).await?;
    super::reproject(tx, acting, lead).await?;
    Ok((lead, event.id))
}

/// Puts a test lead or a mistake in the bin: voids all its events, newest first.
///
/// # Errors
/// [`StageError::Rejected`].
pub async fn trash(tx: &mut Tx, acting: &Acting, lead: Id<of::Lead>, reason: &str) -> Result<(), StageError> {
    locked(tx, lead).await?;
    let now = acting.clock.now();
    let authored: Vec<Authored> = history::authored(tx, lead).await?;
    for event in lifecycle::trash(&acting.actor, &authored, now)? {
        write_void(tx, acting, lead, &event, reason, now).await?;
    }
    store::set_trashed(tx, lead, Some(now), now).await?;
    super::reproject(tx, acting, lead).await?;
    Ok(())
}

/// Brings a lead back from the bin, within thirty days: enters its events again.
///
/// # Errors
/// [`StageError::Rejected`].
pub async fn restore(tx: &mut Tx, acting: &Acting, lead: Id<of::Lead>) -> Result<(), StageError> {
    let standing = locked(tx, lead).await?;
    // who may write about the lead may bring it back; its custody is what it was
    super::work::may_write(&acting.actor, &standing.custody)?;
    let now = acting.clock.now();
    for entry in lifecycle::restore(&standing.events, now)? {
        let said = store::said(tx, entry.original).await?;
        let event = NewEvent {
            to: Some(entry.to),
            occurred_at: entry.at,
            reason: said.reason,
            criterion: said.criterion,
            text: said.text,
            ..blank(acting, lead, entry.cycle, now)
        };
        history::append(tx, &event).await?;
        store::relink(tx, entry.original, event.id).await?;
    }
    store::set_trashed(tx, lead, None, now).await?;
    super::reproject(tx, acting, lead).await?;
    Ok(())
}
