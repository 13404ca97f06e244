//! Deals that move with the lead: one function opens, one closes, and nothing else writes those stages.

use super::situation::{Standing, locked};
use super::{Acting, StageError, change, fault, note_id};
use crate::db::Tx;
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::lifecycle::{DealAction, DealFields, Field, Plan, Refusal, Request, Rule, check_occurred};
use crate::domain::stage::Stage;
use crate::features::activities;
use crate::features::deals::{self, Closing, Deal, DealOutcome, DealStage, Editable, NewDeal};
use chrono::NaiveDate;

/// Opens or closes the deal that a stage change carries.
pub(super) async fn apply(
    tx: &mut Tx,
    acting: &Acting,
    standing: &Standing,
    request: &Request,
    plan: &Plan,
    events: &[Id<of::Event>],
    text: Option<Id<of::Note>>,
) -> Result<(), StageError> {
    let (Some(action), Some(first), Some(event)) = (plan.deal, plan.moves.first(), events.first().copied())
    else {
        return Ok(());
    };
    let closing = |outcome| Closing {
        outcome,
        reason: request.reason.clone(),
        competitor: request.competitor.clone().unwrap_or_default(),
        amount_minor: request.deal.amount_minor,
        event: Some(event),
        at: first.at,
        text,
    };
    let open = |opened_event| NewDeal {
        id: acting.clock.id(),
        lead: standing.lead.id,
        company: standing.lead.fields.company,
        cycle: first.cycle,
        name: String::new(),
        amount_minor: request.deal.amount_minor,
        expected_on: request.deal.expected_on,
        stage: deal_stage(&request.deal),
        owner: plan.claim.or(standing.lead.fields.owner_sales).or(acting.actor.member),
        upsell: false,
        opened_event,
        opened_at: first.at,
        recorded_at: acting.clock.now(),
        reference: None,
    };
    match action {
        DealAction::Open => deals::insert(tx, &open(Some(event))).await?,
        DealAction::Win(id) => drop(deals::close(tx, id, &closing(DealOutcome::Won)).await?),
        DealAction::Lose(id) => drop(deals::close(tx, id, &closing(DealOutcome::Lost)).await?),
        DealAction::OpenAndWin => {
            let deal = open(None);
            deals::insert(tx, &deal).await?;
            deals::close(tx, deal.id, &closing(DealOutcome::Won)).await?;
        }
    }
    Ok(())
}

fn deal_stage(fields: &DealFields) -> DealStage {
    fields.stage.as_deref().and_then(|s| s.parse().ok()).unwrap_or(DealStage::Discovery)
}

/// How somebody closes a deal.
#[derive(Debug, Clone)]
pub struct DealClosing {
    /// Won, or lost.
    pub won: bool,
    /// Code of the win or loss list.
    pub reason: Option<String>,
    /// Text beside the reason.
    pub reason_detail: Option<String>,
    /// Who won it instead.
    pub competitor: Option<String>,
    /// Final amount, minor units.
    pub amount_minor: Option<i64>,
    /// When; `None` = now.
    pub occurred_at: Option<Instant>,
    /// What becomes of a lost lead: recycled or disqualified.
    pub then: Option<Stage>,
    /// When to come back to it.
    pub revisit_on: Option<NaiveDate>,
}

/// Closes one deal. The first one won in a cycle makes the lead a customer; the last open one lost, none being won,
/// makes it lost.
///
/// # Errors
/// [`StageError::Rejected`] as the state machine says; a deal that is not open is a conflict.
pub async fn close_deal(
    tx: &mut Tx,
    acting: &Acting,
    id: Id<of::Deal>,
    closing: &DealClosing,
) -> Result<Deal, StageError> {
    let deal = deals::deal(tx, id).await?.ok_or(StageError::NotFound)?;
    let standing = locked(tx, deal.lead).await?;
    let deal = deals::deal(tx, id).await?.ok_or(StageError::NotFound)?; // as it is now that the lead is ours
    if deal.outcome != DealOutcome::Open {
        return Err(StageError::DealNotOpen);
    }
    let stage = standing.lead.stage;
    let moves_lead = deal.from_funnel
        && standing.effective.last().is_some_and(|last| last.cycle == deal.cycle)
        && stage == Some(Stage::Opportunity);
    let others_open = standing.open_deals.iter().any(|d| d.id != id);
    let any_won = deals::won_in_cycle(tx, deal.lead, deal.cycle).await? > 0;
    let ends_it = if closing.won { !any_won } else { !others_open && !any_won };
    if moves_lead && ends_it {
        let to = if closing.won { Stage::Customer } else { Stage::Lost };
        let request = Request {
            occurred_at: closing.occurred_at,
            reason: closing.reason.clone(),
            reason_detail: closing.reason_detail.clone(),
            competitor: closing.competitor.clone(),
            then: closing.then,
            revisit_on: closing.revisit_on,
            deal: DealFields { id: Some(id), amount_minor: closing.amount_minor, ..DealFields::default() },
            ..Request::to(to)
        };
        change::change_standing(tx, acting, standing, &request).await?;
    } else {
        close_alone(tx, acting, &standing, id, closing).await?;
    }
    deals::deal(tx, id).await?.ok_or(StageError::NotFound)
}

/// Closes a deal that does not move its lead.
async fn close_alone(
    tx: &mut Tx,
    acting: &Acting,
    standing: &Standing,
    id: Id<of::Deal>,
    closing: &DealClosing,
) -> Result<(), StageError> {
    let custody = standing.custody;
    if !custody.worked_by(&acting.actor) {
        return Err(Refusal::NotYours { owner: custody.owner, queue: custody.queue }.into());
    }
    let now = acting.clock.now();
    let at = closing.occurred_at.unwrap_or(now);
    if let Some(rule) = check_occurred(&acting.actor, at, None, now) {
        return Err(fault(Field::OccurredAt, rule));
    }
    let reason = closing.reason.as_deref().map(str::trim).filter(|r| !r.is_empty());
    let reason = reason.ok_or_else(|| fault(Field::Reason, Rule::Required))?;
    let competitor = closing.competitor.as_deref().map(str::trim).unwrap_or_default();
    if closing.won && !standing.reasons.is_win(reason) {
        return Err(fault(Field::Reason, Rule::UnknownCode));
    }
    if !closing.won {
        let loss = standing.reasons.loss(reason).ok_or_else(|| fault(Field::Reason, Rule::UnknownCode))?;
        if loss.competitor && competitor.is_empty() {
            return Err(fault(Field::Competitor, Rule::Required));
        }
    }
    let text = match closing.reason_detail.as_deref().map(str::trim).filter(|t| !t.is_empty()) {
        Some(body) => Some(activities::add_note_text(tx, note_id(acting), standing.lead.id, body).await?),
        None => None,
    };
    let row = Closing {
        outcome: if closing.won { DealOutcome::Won } else { DealOutcome::Lost },
        reason: Some(reason.to_owned()),
        competitor: competitor.to_owned(),
        amount_minor: closing.amount_minor,
        event: None,
        at,
        text,
    };
    deals::close(tx, id, &row).await?;
    Ok(())
}

/// What somebody changes on an open deal; `version` is the one their form showed.
#[derive(Debug, Clone)]
pub struct DealEdit {
    /// The version that the author saw; `None` edits whatever is there.
    pub version: Option<i64>,
    /// The fields as they should be.
    pub fields: Editable,
}

/// Edits an open deal.
///
/// # Errors
/// [`StageError::Rejected`] when the actor may not; [`StageError::DealNotOpen`], [`StageError::Stale`].
pub async fn edit_deal(
    tx: &mut Tx,
    acting: &Acting,
    id: Id<of::Deal>,
    edit: &DealEdit,
) -> Result<Deal, StageError> {
    let deal = deals::deal(tx, id).await?.ok_or(StageError::NotFound)?;
    let standing = locked(tx, deal.lead).await?;
    let deal = deals::deal(tx, id).await?.ok_or(StageError::NotFound)?;
    let custody = standing.custody;
    if !custody.worked_by(&acting.actor) {
        return Err(Refusal::NotYours { owner: custody.owner, queue: custody.queue }.into());
    }
    if deal.outcome != DealOutcome::Open {
        return Err(StageError::DealNotOpen);
    }
    if edit.version.is_some_and(|v| v != deal.version) {
        return Err(StageError::Stale { version: deal.version });
    }
    if edit.fields.amount_minor.is_none_or(|amount| amount <= 0) {
        return Err(fault(Field::Amount, Rule::Required));
    }
    if edit.fields.expected_on.is_none() {
        return Err(fault(Field::ExpectedOn, Rule::Required));
    }
    if !deals::save(tx, &deal, &edit.fields, acting.actor.member, acting.clock.now()).await? {
        return Err(StageError::Stale { version: deal.version });
    }
    deals::deal(tx, id).await?.ok_or(StageError::NotFound)
}

/// Opens a deal with somebody who is a customer already: no stage, no new MQL.
///
/// # Errors
/// [`StageError::Rejected`] when the lead is no customer or the actor may not.
pub async fn upsell(
    tx: &mut Tx,
    acting: &Acting,
    lead: Id<of::Lead>,
    fields: Editable,
) -> Result<Id<of::Deal>, StageError> {
    let standing = locked(tx, lead).await?;
    let custody = standing.custody;
    if !custody.worked_by(&acting.actor) {
        return Err(Refusal::NotYours { owner: custody.owner, queue: custody.queue }.into());
    }
    let stage = standing.lead.stage;
    if !stage.is_some_and(|s| s.reaches(Stage::Customer)) {
        let allowed = crate::domain::lifecycle::moves_from(stage).collect();
        return Err(Refusal::NoSuchMove { from: stage, to: Stage::Customer, allowed }.into());
    }
    if fields.amount_minor.is_none_or(|amount| amount <= 0) {
        return Err(fault(Field::Amount, Rule::Required));
    }
    if fields.expected_on.is_none() {
        return Err(fault(Field::ExpectedOn, Rule::Required));
    }
    let now = acting.clock.now();
    let deal = NewDeal {
        id: acting.clock.id(),
        lead,
        company: standing.lead.fields.company,
        cycle: standing.lead.cycle,
        name: fields.name,
        amount_minor: fields.amount_minor,
        expected_on: fields.expected_on,
        stage: fields.stage,
        owner: fields.owner.or(standing.lead.fields.owner_sales),
        upsell: true,
        opened_event: None,
        opened_at: now,
        recorded_at: now,
        reference: None,
    };
    deals::insert(tx, &deal).await?;
    Ok(deal.id)
}
