//! A new lead, with its first event.

use super::{Acting, StageError, change, fault, situation, work};
use crate::db::Tx;
use crate::domain::history::EventKind;
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::lifecycle::{Custody, Field, Request, Rule, Team, check_occurred, may};
use crate::domain::stage::Stage;
use crate::features::history::{self, NewEvent};
use crate::features::leads::{self, LeadFields, NewLead};

/// Enters a lead: `stage` is `lead` or `subscriber`, `occurred_at` when the person first showed interest (`None` =
/// now). A rep's own entry is theirs to work. `company` is the name behind `fields.company`.
///
/// # Errors
/// [`StageError::Rejected`] when this actor may not, or the date is refused.
pub async fn create(
    tx: &mut Tx,
    acting: &Acting,
    mut fields: LeadFields,
    company: &str,
    stage: Stage,
    occurred_at: Option<Instant>,
) -> Result<Id<of::Lead>, StageError> {
    may(&acting.actor, &Custody::default(), None, stage)?;
    let now = acting.clock.now();
    let at = occurred_at.unwrap_or(now);
    if let Some(rule) = check_occurred(&acting.actor, at, None, now) {
        return Err(fault(Field::OccurredAt, rule));
    }
    let team = acting.actor.team;
    if fields.owner_sales.is_none()
        && fields.queue.is_none()
        && acting.actor.sells()
        && !acting.actor.markets()
    {
        fields.owner_sales = acting.actor.member;
    }
    if fields.owner_mkt.is_none() && acting.actor.markets() && team != Some(Team::Sales) {
        fields.owner_mkt = acting.actor.member;
    }
    let keys = leads::keys(&fields, company, acting.country);
    let id = acting.clock.id();
    let lead = NewLead {
        id,
        fields,
        keys,
        stage: Some((stage, at, 1)),
        created_by: acting.actor.member,
        created_at: at,
        recorded_at: now,
    };
    let (company, dimensions) = (lead.fields.company, lead.fields.dimensions());
    let event = NewEvent {
        id: acting.clock.id(),
        lead: id,
        cycle: 1,
        kind: EventKind::Transition,
        to: Some(stage),
        occurred_at: at,
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
    };
    let cycles = vec![(1, dimensions)];
    let projected = history::projected(id, &[event.plain()], acting.zone, dimensions, cycles, company);
    leads::insert(tx, &lead).await?;
    history::append(tx, &event).await?;
    history::insert_dimensions(tx, &[(id, 1, dimensions.before_handoff(), false)]).await?;
    history::insert_projected(tx, &[projected]).await?;
    Ok(id)
}

/// A rep's own prospect: the conversation that took place, and the need it confirmed.
#[derive(Debug, Clone)]
pub struct Prospect {
    /// The conversation.
    pub conversation: work::ActivityForm,
    /// The need.
    pub need: String,
}

/// Takes a lead straight to SQL: logs the conversation and enters the stage, in one action.
///
/// # Errors
/// As [`change`](super::change) and [`log_activity`](super::log_activity).
pub async fn prospect(
    tx: &mut Tx,
    acting: &Acting,
    lead: Id<of::Lead>,
    prospect: Prospect,
    expected: Option<Stage>,
) -> Result<change::Changed, StageError> {
    if !prospect.conversation.outcome.is_some_and(|o| o.is_conversation()) {
        return Err(fault(Field::Activity, Rule::Required));
    }
    work::log_activity(tx, acting, lead, prospect.conversation.clone()).await?;
    let request = Request {
        note: Some(prospect.need),
        occurred_at: prospect.conversation.occurred_at,
        expected,
        ..Request::to(Stage::Sql)
    };
    let standing = situation::locked(tx, lead).await?;
    change::change_standing(tx, acting, standing, &request).await
}
