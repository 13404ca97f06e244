//! A stage change: judged by the state machine, then written with everything that follows from it.

use super::situation::{Standing, locked};
use super::{Acting, StageError, deal, fault, note_id, store};
use crate::db::Tx;
use crate::domain::history::EventKind;
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::lifecycle::{
    Decision, Field, Handoff, Move, Plan, Proposal, Refusal, Request, Rule, may, plan,
};
use crate::domain::stage::Stage;
use crate::features::activities::{self, NewTask, TaskKind};
use crate::features::history::{self, NewEvent};
use crate::features::leads::{self, LeadFields, LeadStatus};
use crate::features::sla;

/// What a stage change did.
#[derive(Debug, Clone)]
pub struct Changed {
    /// The lead.
    pub lead: Id<of::Lead>,
    /// The events written, in order; empty when the lead was already there.
    pub events: Vec<Id<of::Event>>,
    /// Where it stands now.
    pub stage: Option<Stage>,
    /// Whether it was entered more than 24 hours late.
    pub late: bool,
}

/// Moves a lead. Entering the stage where it already is writes nothing.
///
/// # Errors
/// [`StageError::Rejected`] with the refusal or every faulty field.
pub async fn change(
    tx: &mut Tx,
    acting: &Acting,
    lead: Id<of::Lead>,
    request: &Request,
) -> Result<Changed, StageError> {
    let standing = locked(tx, lead).await?;
    change_standing(tx, acting, standing, request).await
}

pub(super) async fn change_standing(
    tx: &mut Tx,
    acting: &Acting,
    standing: Standing,
    request: &Request,
) -> Result<Changed, StageError> {
    let moment = acting.moment();
    let plan = plan(&acting.actor, &standing.situation(), request, moment)?;
    let lead = standing.lead.id;
    if plan.is_noop() {
        return Ok(Changed { lead, events: Vec::new(), stage: standing.lead.stage, late: false });
    }
    check_receiver(tx, plan.handoff).await?;
    let text = text_of(tx, acting, lead, request).await?;
    let mut events = Vec::with_capacity(plan.moves.len());
    for m in &plan.moves {
        events.push(write_event(tx, acting, lead, m, request, text, moment.now).await?);
    }
    let (Some(first), Some(entry)) = (plan.moves.first(), events.first().copied()) else {
        return Err(StageError::NotFound);
    };
    let is_latest = standing.effective.last().is_none_or(|last| last.at <= first.at);
    let fields = fields_after(acting, &standing, request, &plan, is_latest);
    leads::save(tx, &standing.lead, &fields, acting.edit(moment.now)).await?;
    if fields == standing.lead.fields {
        leads::touch(tx, lead, moment.now).await?;
    }
    follow(tx, acting, &standing, &plan, entry, text).await?;
    deal::apply(tx, acting, &standing, request, &plan, &events, text).await?;
    let owned = matches!(plan.handoff, Some(Handoff::Member(_))) || plan.claim.is_some();
    history::settle_dimensions(tx, lead, first.cycle, owned).await?;
    let projection = super::reproject(tx, acting, lead).await?;
    Ok(Changed { lead, events, stage: projection.current.map(|c| c.stage), late: plan.late })
}

async fn check_receiver(tx: &mut Tx, handoff: Option<Handoff>) -> Result<(), StageError> {
    match handoff {
        Some(Handoff::Member(member)) if !store::may_receive(tx, member).await? => {
            Err(fault(Field::Owner, Rule::UnknownCode))
        }
        Some(Handoff::Queue(queue)) if store::queue_team(tx, queue).await?.is_none() => {
            Err(fault(Field::Queue, Rule::UnknownCode))
        }
        _ => Ok(()),
    }
}

/// The free text of a request: what details the reason, then the note.
async fn text_of(
    tx: &mut Tx,
    acting: &Acting,
    lead: Id<of::Lead>,
    request: &Request,
) -> Result<Option<Id<of::Note>>, StageError> {
    let parts = [&request.reason_detail, &request.note, &request.link];
    let parts: Vec<&str> =
        parts.into_iter().filter_map(|t| t.as_deref()).map(str::trim).filter(|t| !t.is_empty()).collect();
    if parts.is_empty() {
        return Ok(None);
    }
    Ok(Some(activities::add_note_text(tx, note_id(acting), lead, &parts.join("\n\n")).await?))
}

async fn write_event(
    tx: &mut Tx,
    acting: &Acting,
    lead: Id<of::Lead>,
    m: &Move,
    request: &Request,
    text: Option<Id<of::Note>>,
    now: Instant,
) -> Result<Id<of::Event>, StageError> {
    let id = acting.clock.id();
    let event = NewEvent {
        id,
        lead,
        cycle: m.cycle,
        kind: EventKind::Transition,
        to: Some(m.to),
        occurred_at: m.at,
        recorded_at: now,
        actor: acting.actor.member,
        role: acting.role(),
        origin: acting.origin,
        reason: request.reason.clone().filter(|r| !r.trim().is_empty()),
        criterion: request.criterion.clone().filter(|r| !r.trim().is_empty()),
        text,
        into: None,
        supersedes: None,
        reference: None,
    };
    history::append(tx, &event).await?;
    Ok(id)
}

/// What the move changes on the row itself. A backdated event that is not the latest leaves today's custody alone.
fn fields_after(
    acting: &Acting,
    standing: &Standing,
    request: &Request,
    plan: &Plan,
    is_latest: bool,
) -> LeadFields {
    let mut f = standing.lead.fields.clone();
    if let Some(persona) = request.persona {
        f.persona = Some(persona);
    }
    if request.to == Stage::Sql
        && let Some(need) = request.note.as_deref().map(str::trim).filter(|n| !n.is_empty())
    {
        f.need = need.to_owned();
    }
    if f.owner_mkt.is_none() && acting.actor.markets() && request.to == Stage::Mql {
        f.owner_mkt = acting.actor.member;
    }
    if !is_latest {
        return f;
    }
    match plan.handoff {
        Some(Handoff::Member(member)) => (f.owner_sales, f.queue) = (Some(member), None),
        Some(Handoff::Queue(queue)) => (f.owner_sales, f.queue) = (None, Some(queue)),
        None => {}
    }
    if let Some(member) = plan.claim {
        (f.owner_sales, f.queue) = (Some(member), None);
    }
    f.revisit_on = plan.follow_up;
    f.status = match request.to {
        Stage::Mql => LeadStatus::New,
        Stage::Sal if f.status == LeadStatus::New => LeadStatus::Attempting,
        Stage::Sql => LeadStatus::Qualifying,
        Stage::Opportunity => LeadStatus::OpenDeal,
        Stage::Customer | Stage::Lost | Stage::Recycled | Stage::Disqualified | Stage::Other => {
            LeadStatus::Closed
        }
        _ => f.status,
    };
    f
}

/// Handoff and tasks that follow from the move.
async fn follow(
    tx: &mut Tx,
    acting: &Acting,
    standing: &Standing,
    plan: &Plan,
    event: Id<of::Event>,
    text: Option<Id<of::Note>>,
) -> Result<(), StageError> {
    let moment = acting.moment();
    let lead = standing.lead.id;
    let Some(first) = plan.moves.first() else { return Ok(()) };
    if let Some(decision) = plan.decision {
        let withdrawn = decision == Decision::Withdrawn;
        store::end_handoff(tx, lead, first.cycle, first.at, withdrawn).await?;
    }
    if let Some(to) = plan.handoff {
        let handoff = store::NewHandoff {
            id: acting.clock.id(),
            lead,
            cycle: first.cycle,
            event: Some(event),
            at: first.at,
            recorded_at: moment.now,
            to,
            by: acting.actor.member,
            text,
        };
        store::insert_handoff(tx, &handoff).await?;
        sla::stamp(tx, handoff.id, to, acting.zone, moment.now).await?;
    }
    let leaves = |stage: Stage| stage.is_detour() || stage == Stage::Other;
    if plan.moves.iter().any(|m| leaves(m.to)) || plan.moves.iter().any(|m| m.from.is_some_and(leaves)) {
        activities::close_tasks(tx, lead, moment.now).await?;
    }
    let owner_mkt = standing.lead.fields.owner_mkt;
    if let Some(due_on) = plan.follow_up {
        add_task(tx, acting, lead, TaskKind::Revisit, String::new(), due_on, owner_mkt).await?;
    }
    if let Some(proposal) = &plan.proposal {
        let title = match proposal {
            Proposal::Merge(target) => target.to_string(),
            Proposal::OtherOrMerge { target, link } => {
                target.map(|t| t.to_string()).or_else(|| link.clone()).unwrap_or_default()
            }
        };
        add_task(tx, acting, lead, TaskKind::Proposal, title, moment.today, owner_mkt).await?;
    }
    Ok(())
}

async fn add_task(
    tx: &mut Tx,
    acting: &Acting,
    lead: Id<of::Lead>,
    kind: TaskKind,
    title: String,
    due_on: chrono::NaiveDate,
    assignee: Option<Id<of::Member>>,
) -> Result<(), StageError> {
    let task = NewTask {
        id: acting.clock.id(),
        lead,
        kind,
        title,
        due_on,
        assignee,
        created_by: acting.actor.member,
        created_at: acting.clock.now(),
    };
    Ok(activities::add_task(tx, &task).await?)
}

/// Hands an MQL that nobody received yet to a rep or a queue, or hands it on to another one.
///
/// # Errors
/// [`StageError::Rejected`] when the lead is no MQL, the actor may not, or the receiver does not sell.
pub async fn hand_off(
    tx: &mut Tx,
    acting: &Acting,
    lead: Id<of::Lead>,
    to: Handoff,
    note: Option<&str>,
) -> Result<(), StageError> {
    let standing = locked(tx, lead).await?;
    let Some(last) = standing.effective.last().copied().filter(|s| s.to == Stage::Mql) else {
        let allowed = crate::domain::lifecycle::moves_from(standing.lead.stage).collect();
        return Err(Refusal::NoSuchMove { from: standing.lead.stage, to: Stage::Mql, allowed }.into());
    };
    // whoever may qualify a lead may hand it off; its own rep may pass it on
    if !standing.custody.worked_by(&acting.actor) {
        may(&acting.actor, &standing.custody, Some(Stage::Lead), Stage::Mql)?;
    }
    check_receiver(tx, Some(to)).await?;
    let moment = acting.moment();
    let mut fields = standing.lead.fields.clone();
    (fields.owner_sales, fields.queue) = match to {
        Handoff::Member(member) => (Some(member), None),
        Handoff::Queue(queue) => (None, Some(queue)),
    };
    leads::save(tx, &standing.lead, &fields, acting.edit(moment.now)).await?;
    store::end_handoff(tx, lead, last.cycle, moment.now, true).await?;
    let text = match note.map(str::trim).filter(|n| !n.is_empty()) {
        Some(body) => Some(activities::add_note_text(tx, note_id(acting), lead, body).await?),
        None => None,
    };
    let handoff = store::NewHandoff {
        id: acting.clock.id(),
        lead,
        cycle: last.cycle,
        event: None,
        at: moment.now,
        recorded_at: moment.now,
        to,
        by: acting.actor.member,
        text,
    };
    store::insert_handoff(tx, &handoff).await?;
    sla::stamp(tx, handoff.id, to, acting.zone, moment.now).await?;
    history::settle_dimensions(tx, lead, last.cycle, matches!(to, Handoff::Member(_))).await?;
    super::reproject(tx, acting, lead).await?;
    Ok(())
}
