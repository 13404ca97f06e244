//! The daily work on a lead that moves no stage: claiming, logging, planning, editing fields.

use super::situation::locked;
use super::{Acting, StageError, fault, store};
use crate::db::Tx;
use crate::domain::activity::{Direction, Kind, Outcome};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::lifecycle::{Actor, Custody, Field, Refusal, Rule, check_occurred, may_claim};
use crate::features::activities::{self, NewActivity, NewTask, TaskKind};
use crate::features::history;
use crate::features::leads::{self, LeadFields, LeadStatus};
use crate::features::sla;
use chrono::NaiveDate;

/// Whether the actor may write about a lead in this custody: marketers on any, reps on their own, on those of a queue
/// of their team, and on those that nobody has.
///
/// # Errors
/// [`Refusal::NotYours`].
pub fn may_write(actor: &Actor, custody: &Custody) -> Result<(), Refusal> {
    let nobodys = custody.owner.is_none() && custody.queue.is_none();
    if actor.markets() || custody.worked_by(actor) || (nobodys && actor.sells()) {
        return Ok(());
    }
    Err(Refusal::NotYours { owner: custody.owner, queue: custody.queue })
}

/// Takes a lead out of its queue: the first who asks has it.
///
/// # Errors
/// [`StageError::Rejected`]: `NotYours` names who was faster.
pub async fn claim(tx: &mut Tx, acting: &Acting, lead: Id<of::Lead>) -> Result<(), StageError> {
    let standing = locked(tx, lead).await?;
    let Some(member) = acting.actor.member else { return Err(Refusal::OnlySales.into()) };
    if standing.custody.owner == Some(member) {
        return Ok(()); // already theirs: asking twice is no fault
    }
    may_claim(&acting.actor, &standing.custody)?;
    let now = acting.clock.now();
    let fields = LeadFields { owner_sales: Some(member), queue: None, ..standing.lead.fields.clone() };
    leads::save(tx, &standing.lead, &fields, acting.edit(now)).await?;
    history::settle_dimensions(tx, lead, standing.lead.cycle, true).await?;
    super::reproject(tx, acting, lead).await?;
    Ok(())
}

/// An activity as somebody logs it.
#[derive(Debug, Clone)]
pub struct ActivityForm {
    /// What it was.
    pub kind: Kind,
    /// Who went to whom.
    pub direction: Direction,
    /// What came of it.
    pub outcome: Option<Outcome>,
    /// Sent by a machine.
    pub automatic: bool,
    /// When; `None` = now.
    pub occurred_at: Option<Instant>,
    /// Its text.
    pub text: String,
}

/// Logs an activity; the lead's status follows («tentative», «contact établi»).
///
/// # Errors
/// [`StageError::Rejected`].
pub async fn log_activity(
    tx: &mut Tx,
    acting: &Acting,
    lead: Id<of::Lead>,
    form: ActivityForm,
) -> Result<Id<of::Activity>, StageError> {
    let standing = locked(tx, lead).await?;
    may_write(&acting.actor, &standing.custody)?;
    let now = acting.clock.now();
    let occurred_at = form.occurred_at.unwrap_or(now);
    if let Some(rule) = check_occurred(&acting.actor, occurred_at, None, now) {
        return Err(fault(Field::OccurredAt, rule));
    }
    if form.kind == Kind::Note && form.text.trim().is_empty() {
        return Err(fault(Field::Note, Rule::Required));
    }
    if form.outcome.is_some_and(|o| !Outcome::of(form.kind).contains(&o)) {
        return Err(fault(Field::Activity, Rule::UnknownCode));
    }
    let is_note = form.kind == Kind::Note;
    let activity = NewActivity {
        id: acting.clock.id(),
        lead,
        cycle: standing.lead.cycle,
        kind: form.kind,
        direction: if is_note { Direction::Internal } else { form.direction },
        outcome: form.outcome,
        automatic: form.automatic,
        actor: acting.actor.member,
        occurred_at,
        recorded_at: now,
        text: form.text.trim().to_owned(),
        reference: None,
    };
    activities::add_activity(tx, &activity).await?;
    let status = match (standing.lead.fields.status, form.outcome) {
        _ if is_note || form.automatic => standing.lead.fields.status,
        (LeadStatus::New | LeadStatus::Attempting, Some(o)) if o.is_conversation() => LeadStatus::Connected,
        (LeadStatus::New, _) if form.direction == Direction::Outbound => LeadStatus::Attempting,
        (status, _) => status,
    };
    let fields = LeadFields { status, ..standing.lead.fields.clone() };
    leads::save(tx, &standing.lead, &fields, acting.edit(now)).await?;
    sla::settle(tx, &[lead], acting.zone).await?;
    Ok(activity.id)
}

/// Strikes out an activity entered by mistake: its author within 24 hours, else a manager.
///
/// # Errors
/// [`StageError::Rejected`], [`StageError::NotFound`].
pub async fn strike_activity(
    tx: &mut Tx,
    acting: &Acting,
    lead: Id<of::Lead>,
    id: Id<of::Activity>,
) -> Result<(), StageError> {
    locked(tx, lead).await?;
    let found = activities::of_lead(tx, lead).await?.into_iter().find(|a| a.id == id);
    let found = found.filter(|a| a.voided_at.is_none()).ok_or(StageError::NotFound)?;
    let now = acting.clock.now();
    if !acting.actor.manages() {
        if found.actor.is_none() || found.actor != acting.actor.member {
            return Err(Refusal::NotAuthor { author: found.actor }.into());
        }
        if now >= found.recorded_at.plus_secs(86_400) {
            return Err(Refusal::TooOld { recorded_at: found.recorded_at }.into());
        }
    }
    activities::void_activity(tx, id, lead, now, acting.actor.member).await?;
    leads::touch(tx, lead, now).await?;
    sla::settle(tx, &[lead], acting.zone).await?;
    Ok(())
}

/// A follow-up as somebody plans it.
#[derive(Debug, Clone)]
pub struct TaskForm {
    /// What to do.
    pub title: String,
    /// When, on the organisation's calendar.
    pub due_on: NaiveDate,
    /// Who; `None` = the author.
    pub assignee: Option<Id<of::Member>>,
}

/// Plans a follow-up.
///
/// # Errors
/// [`StageError::Rejected`].
pub async fn plan_task(
    tx: &mut Tx,
    acting: &Acting,
    lead: Id<of::Lead>,
    form: TaskForm,
) -> Result<Id<of::Task>, StageError> {
    let standing = locked(tx, lead).await?;
    may_write(&acting.actor, &standing.custody)?;
    let now = acting.clock.now();
    let task = NewTask {
        id: acting.clock.id(),
        lead,
        kind: TaskKind::FollowUp,
        title: form.title.trim().to_owned(),
        due_on: form.due_on,
        assignee: form.assignee.or(acting.actor.member),
        created_by: acting.actor.member,
        created_at: now,
    };
    activities::add_task(tx, &task).await?;
    leads::touch(tx, lead, now).await?;
    Ok(task.id)
}

/// Marks a task done. Asking twice is no fault.
///
/// # Errors
/// [`StageError::Rejected`], [`StageError::NotFound`].
pub async fn complete_task(
    tx: &mut Tx,
    acting: &Acting,
    lead: Id<of::Lead>,
    task: Id<of::Task>,
) -> Result<(), StageError> {
    let standing = locked(tx, lead).await?;
    let found = activities::task(tx, task).await?;
    if let Some(found) = &found
        && found.lead != lead
    {
        return Err(StageError::NotFound);
    }
    let mine = found.as_ref().is_some_and(|t| t.assignee.is_some() && t.assignee == acting.actor.member);
    if !mine {
        may_write(&acting.actor, &standing.custody)?;
    }
    let now = acting.clock.now();
    if activities::task_done(tx, task, now, acting.actor.member).await? {
        leads::touch(tx, lead, now).await?;
    }
    Ok(())
}

/// Writes the fields of a lead as `after` gives them, from the row that the caller judged (`version`); answers the
/// new version.
///
/// # Errors
/// [`StageError::Stale`] when somebody else edited it meanwhile; [`StageError::Rejected`] when the actor may not.
pub async fn save_fields(
    tx: &mut Tx,
    acting: &Acting,
    lead: Id<of::Lead>,
    version: i64,
    after: &LeadFields,
) -> Result<i64, StageError> {
    let standing = locked(tx, lead).await?;
    may_write(&acting.actor, &standing.custody)?;
    if standing.lead.version != version {
        return Err(StageError::Stale { version: standing.lead.version });
    }
    if let Some(member) = after.owner_sales
        && after.owner_sales != standing.lead.fields.owner_sales
        && !store::may_receive(tx, member).await?
    {
        return Err(fault(Field::Owner, Rule::UnknownCode));
    }
    let version = leads::save(tx, &standing.lead, after, acting.edit(acting.clock.now())).await?;
    super::reproject(tx, acting, lead).await?;
    Ok(version)
}
