//! From a request to what will be written, or to everything that is wrong with it.

use chrono::NaiveDate;
use uuid::Uuid;

use super::actor::{Actor, Role};
use super::authority::may;
use super::legality::{Clash, ClashRule, legal};
use super::reasons::{Extra, ReasonRule};
use super::refusal::{Field, FieldRefusal, Refusal, Rejection, Rule};
use super::request::{Moment, Request, Situation, text};
use super::{fields, moves, timing};
use crate::domain::history::Step;
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::stage::Stage::{self, *};

/// An event to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    /// The stage left; `None` for the first event.
    pub from: Option<Stage>,
    /// The stage entered.
    pub to: Stage,
    /// The cycle that the event belongs to.
    pub cycle: i32,
    /// When it happened.
    pub at: Instant,
}

/// Who receives a lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handoff {
    /// A named rep.
    Member(Id<of::Member>),
    /// A queue: the first rep to claim it.
    Queue(Id<of::Queue>),
}

/// What becomes of an open handoff.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Sales works it: the decision obligation is met.
    Accepted,
    /// Sales refuses it: the decision obligation is met, and marketing gets a feedback item.
    Rejected,
    /// It is taken back: open obligations are cancelled.
    Withdrawn,
}

/// What becomes of the deal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DealAction {
    /// A new one opens.
    Open,
    /// This one is won.
    Win(Id<of::Deal>),
    /// None was open: one is entered as won.
    OpenAndWin,
    /// This one is lost.
    Lose(Id<of::Deal>),
}

/// What marketing is asked to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proposal {
    /// Merge the lead into this one.
    Merge(Id<of::Lead>),
    /// Already a customer: merge it, or set it to `other`.
    OtherOrMerge {
        /// The customer's lead, when known.
        target: Option<Id<of::Lead>>,
        /// Or where to find it.
        link: Option<String>,
    },
}

/// What a granted request does. Without moves, nothing: the lead is already there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// The events, in order; two when a lost lead is recycled or disqualified at once.
    pub moves: Vec<Move>,
    /// Shown as a late entry: it happened more than 24 hours ago.
    pub late: bool,
    /// A handoff to create, with its obligations.
    pub handoff: Option<Handoff>,
    /// What becomes of the lead's open handoff, if it has one.
    pub decision: Option<Decision>,
    /// A rep brings the hand-raiser himself, without marketing.
    pub direct: bool,
    /// The queued lead becomes this rep's.
    pub claim: Option<Id<of::Member>>,
    /// What becomes of the deal.
    pub deal: Option<DealAction>,
    /// A task for marketing on that day.
    pub follow_up: Option<NaiveDate>,
    /// What marketing is asked to look at.
    pub proposal: Option<Proposal>,
}

impl Plan {
    /// Whether nothing is to be written.
    pub fn is_noop(&self) -> bool {
        self.moves.is_empty()
    }
    /// Whether a feedback item goes to marketing.
    pub fn feedback(&self) -> bool {
        self.decision == Some(Decision::Rejected)
    }
    /// Whether open obligations are cancelled rather than met.
    pub fn cancels_handoff(&self) -> bool {
        self.decision == Some(Decision::Withdrawn)
    }
}

/// Stands for the event to be written: later than every id of the same instant.
const DRAFT: Id<of::Event> = Id::from_uuid(Uuid::max());

/// Judges a request to move a lead (or, on an empty history, to create it: the creation's own fields are judged by
/// its form).
///
/// A backdated event is judged from where the lead stood then, and the whole history must stay legal around it.
///
/// # Errors
/// [`Rejection::Refused`] for the request as a whole, else [`Rejection::Fields`] with every faulty field.
pub fn plan(
    actor: &Actor,
    situation: &Situation<'_>,
    request: &Request,
    moment: Moment,
) -> Result<Plan, Rejection> {
    let effective = situation.effective;
    if let Some(into) = effective.merged_into {
        return Err(Refusal::Merged { into }.into());
    }
    if effective.steps.is_empty() && !situation.creating {
        return Err(Refusal::Trashed.into());
    }
    if let (Some(expected), Some(current)) = (request.expected, effective.last())
        && current.to != expected
    {
        return Err(Refusal::Stale { expected, current: *current }.into());
    }
    let place = Place::of(&effective.steps, request.occurred_at.unwrap_or(moment.now), moment.now);
    if place.from == Some(request.to) {
        return Ok(Plan::default());
    }
    place.admits(actor, situation, request.to)?;
    let deal = deal_action(situation, request, place.from)?;

    let mut faults = fields::check(actor, situation, request, place.from, moment);
    if let Some(rule) = timing::check_occurred(actor, place.asked, place.earliest(), moment.now) {
        faults.push(FieldRefusal { field: Field::OccurredAt, rule });
    }
    if !faults.is_empty() {
        return Err(Rejection::Fields(faults));
    }
    let moves = place.moves(request);
    place.fits(&moves)?;
    Ok(Plan {
        late: timing::late_entry(place.at, moment.now),
        deal,
        moves,
        ..consequences(actor, situation, request, place.from)
    })
}

/// Where in the history the event goes.
struct Place<'a> {
    steps: &'a [Step],
    /// How many steps come before it.
    index: usize,
    /// The date asked for, and the date used to judge the rest (never after now, never before the history).
    asked: Instant,
    at: Instant,
    from: Option<Stage>,
}

impl<'a> Place<'a> {
    fn of(steps: &'a [Step], asked: Instant, now: Instant) -> Self {
        let first = steps.first().map_or(asked, |step| step.at);
        let at = asked.min(now).max(first);
        let index = steps.partition_point(|step| step.at <= at);
        let from = index.checked_sub(1).and_then(|last| steps.get(last)).map(|step| step.to);
        Self { steps, index, asked, at, from }
    }
    fn before(&self) -> Option<&'a Step> {
        self.steps.get(self.index.checked_sub(1)?)
    }
    fn is_last(&self) -> bool {
        self.index == self.steps.len()
    }
    /// First step of the cycle in which the event falls.
    fn earliest(&self) -> Option<Instant> {
        let cycle = self.before()?.cycle;
        self.steps.iter().find(|step| step.cycle == cycle).map(|step| step.at)
    }

    /// Whether there is such a move here, and for this actor.
    fn admits(&self, actor: &Actor, situation: &Situation<'_>, to: Stage) -> Result<(), Rejection> {
        let refusal = match may(actor, &situation.custody, self.from, to) {
            Ok(()) => return Ok(()),
            Err(refusal) => refusal,
        };
        let (Refusal::NoSuchMove { .. }, Some(before), false) = (&refusal, self.before(), self.is_last())
        else {
            return Err(refusal.into());
        };
        // Backdated: the lead's present cycle began later, or the neighbour of that time is in the way.
        let current = self.steps.last().map(|step| step.cycle);
        if let Some(start) = self.steps.iter().find(|step| Some(step.cycle) == current && step.at > self.at) {
            let rule = Rule::BeforeCycle { started_at: start.at };
            if start.cycle != before.cycle {
                return Err(Rejection::Fields(vec![FieldRefusal { field: Field::OccurredAt, rule }]));
            }
        }
        let after = Step { id: DRAFT, cycle: before.cycle, to, at: self.at };
        let clash = Clash { before: Some(*before), after, rule: ClashRule::NoSuchMove };
        Err(Refusal::Clash { clash, neighbour: Some(*before) }.into())
    }

    fn moves(&self, request: &Request) -> Vec<Move> {
        let cycle = self.before().map_or(1, |step| step.cycle);
        let cycle = cycle.saturating_add(i32::from(moves::new_cycle(self.from, request.to)));
        let first = Move { from: self.from, to: request.to, cycle, at: self.at };
        let then = request.then.filter(|_| request.to == Lost);
        let second = then.map(|to| Move { from: Some(request.to), to, cycle, at: self.at });
        std::iter::once(first).chain(second).collect()
    }

    /// Whether the whole history stays legal with these events.
    fn fits(&self, moves: &[Move]) -> Result<(), Refusal> {
        let drafts = moves.iter().map(|m| Step { id: DRAFT, cycle: m.cycle, to: m.to, at: m.at });
        let (before, after) = self.steps.split_at(self.index);
        let all: Vec<Step> = before.iter().copied().chain(drafts).chain(after.iter().copied()).collect();
        legal(&all).map_err(|clash| Refusal::Clash { clash, neighbour: clash.neighbour(DRAFT) })
    }
}

fn deal_action(
    situation: &Situation<'_>,
    request: &Request,
    from: Option<Stage>,
) -> Result<Option<DealAction>, Refusal> {
    let several =
        || Refusal::SeveralDeals { deals: situation.open_deals.iter().map(|deal| deal.id).collect() };
    let only = match situation.open_deals {
        [] => None,
        [deal] => Some(Ok(deal.id)),
        _ => Some(Err(several())),
    };
    Ok(match (from, request.to) {
        (_, Opportunity) => Some(DealAction::Open),
        (_, Customer) => match (request.deal.id, only) {
            (Some(id), _) if situation.open_deals.iter().any(|deal| deal.id == id) => {
                Some(DealAction::Win(id))
            }
            (Some(_), Some(_)) => return Err(several()),
            (_, None) => Some(DealAction::OpenAndWin),
            (None, Some(only)) => Some(DealAction::Win(only?)),
        },
        (_, Lost) => only.transpose()?.map(DealAction::Lose),
        _ => None,
    })
}

/// What follows from the move, the deal and the dates aside.
fn consequences(actor: &Actor, situation: &Situation<'_>, request: &Request, from: Option<Stage>) -> Plan {
    let to = request.to;
    let reason = text(request.reason.as_ref());
    let custody = &situation.custody;
    let handoff = (to == Mql && !request.without_handoff)
        .then(|| {
            let asked = request.owner.map(Handoff::Member).or(request.queue.map(Handoff::Queue));
            asked.or(custody.owner.map(Handoff::Member)).or(custody.queue.map(Handoff::Queue))
        })
        .flatten();
    let decision = match (from, to) {
        (Some(Mql), Recycled) if reason == Some(ReasonRule::WITHDRAWAL) => Some(Decision::Withdrawn),
        (Some(Mql), Other) => Some(Decision::Withdrawn),
        (Some(Mql), Recycled | Disqualified) => Some(Decision::Rejected),
        (Some(Mql), _) => Some(Decision::Accepted),
        _ => None,
    };
    let unclaimed = actor.role == Role::Rep && custody.owner.is_none() && custody.queue.is_some();
    let works = to.reaches(Sal);
    let recycled = to == Recycled || (to == Lost && request.then == Some(Recycled));
    let extra = reason
        .filter(|_| to == Disqualified)
        .and_then(|code| situation.reasons.rejection(code))
        .map(|rule| rule.extra);
    let proposal = match extra {
        Some(Extra::TargetLead) => request.doubled().map(Proposal::Merge),
        Some(Extra::Link) => Some(Proposal::OtherOrMerge {
            target: request.doubled(),
            link: text(request.link.as_ref()).or(text(request.reason_detail.as_ref())).map(str::to_owned),
        }),
        _ => None,
    };
    Plan {
        handoff,
        decision,
        direct: to == Mql && !actor.markets(),
        claim: actor.member.filter(|_| unclaimed && works),
        follow_up: request.revisit_on.filter(|_| recycled),
        proposal,
        ..Plan::default()
    }
}
