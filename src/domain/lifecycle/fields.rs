//! What each move needs to be told. All the faults of a request are found at once.

use super::actor::Actor;
use super::moves;
use super::reasons::{Extra, ReasonRule};
use super::refusal::{Field, FieldRefusal, Rule};
use super::request::{Moment, Proof, Request, Situation, text};
use crate::domain::stage::Stage::{self, *};

/// A recommendation score that makes an evangelist.
const NPS_FLOOR: u8 = 9;

/// A field to show for a move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ask {
    /// Which field.
    pub field: Field,
    /// Whether the move is refused without it (for some reasons, others become required: see [`Extra`]).
    pub required: bool,
}

/// The fields to show for a move, in the order of the form.
pub fn asks(actor: &Actor, from: Option<Stage>, to: Stage) -> Vec<Ask> {
    let need = |field| Ask { field, required: true };
    let may = |field| Ask { field, required: false };
    let mut asks = match (from, to) {
        (Some(Lead), Mql) => vec![need(Field::Persona), may(Field::Owner), may(Field::Queue)],
        (_, Mql) if actor.markets() => vec![may(Field::Reason), may(Field::Owner), may(Field::Queue)],
        (_, Mql) => vec![need(Field::Reason), may(Field::Owner), may(Field::Queue)],
        (_, Sql) => vec![need(Field::Note)],
        (_, Opportunity) => vec![need(Field::Amount), need(Field::ExpectedOn), need(Field::DealStage)],
        (Some(Opportunity), Customer) => vec![need(Field::Reason), may(Field::Amount)],
        (_, Customer) => vec![need(Field::Reason), need(Field::Amount)],
        (_, Lost) => {
            vec![need(Field::Reason), may(Field::Competitor), may(Field::Then), may(Field::RevisitOn)]
        }
        (Some(Sal | Sql | Lost), Recycled) => {
            vec![need(Field::Reason), may(Field::ReasonDetail), need(Field::RevisitOn)]
        }
        (_, Recycled) => vec![need(Field::Reason), may(Field::ReasonDetail), may(Field::RevisitOn)],
        (_, Disqualified) => vec![
            need(Field::Reason),
            may(Field::Criterion),
            may(Field::ReasonDetail),
            may(Field::Target),
            may(Field::Link),
        ],
        (_, Other) => vec![need(Field::Reason)],
        (_, Evangelist) => vec![need(Field::Proof)],
        (_, Subscriber | Lead | Sal) => Vec::new(),
    };
    asks.push(may(Field::OccurredAt));
    if asks.iter().all(|ask| ask.field != Field::Note) {
        asks.push(may(Field::Note));
    }
    asks
}

/// Every fault of the request's fields for this move, except its date; empty when it may go ahead.
pub fn check(
    actor: &Actor,
    situation: &Situation<'_>,
    request: &Request,
    from: Option<Stage>,
    moment: Moment,
) -> Vec<FieldRefusal> {
    let mut faults = Faults { list: Vec::new(), request, situation, moment };
    match (from, request.to) {
        (from, Mql) => faults.qualification(actor, from),
        (_, Sql) => faults.need(),
        (_, Opportunity) => faults.opening(),
        (_, Customer) => faults.winning(),
        (_, Lost) => faults.losing(),
        (Some(from), to @ (Recycled | Disqualified)) => faults.leaving(actor, from, to),
        (_, Other) => faults.require_text(Field::Reason),
        (_, Evangelist) => faults.proof(),
        _ => {}
    }
    faults.list
}

struct Faults<'a> {
    list: Vec<FieldRefusal>,
    request: &'a Request,
    situation: &'a Situation<'a>,
    moment: Moment,
}

impl Faults<'_> {
    fn add(&mut self, field: Field, rule: Rule) {
        self.list.push(FieldRefusal { field, rule });
    }
    fn detail(&self) -> Option<&str> {
        text(self.request.reason_detail.as_ref())
    }
    /// Any words at all about why.
    fn require_text(&mut self, field: Field) {
        let words = [&self.request.reason, &self.request.reason_detail, &self.request.note];
        if words.into_iter().all(|words| text(words.as_ref()).is_none()) {
            self.add(field, Rule::Required);
        }
    }

    fn qualification(&mut self, actor: &Actor, from: Option<Stage>) {
        if moves::new_cycle(from, Mql) {
            if !(actor.markets() && self.situation.new_engagement) {
                self.require_text(Field::Reason);
            }
        } else if self.request.persona.is_none() && !self.situation.has_persona {
            self.add(Field::Persona, Rule::Required);
        }
        if self.request.owner.is_some() && self.request.queue.is_some() {
            self.add(Field::Queue, Rule::OwnerAndQueue);
        }
    }

    fn need(&mut self) {
        if self.situation.conversations == 0 {
            self.add(Field::Activity, Rule::NoConversation);
        }
        if text(self.request.note.as_ref()).is_none() {
            self.add(Field::Note, Rule::Required);
        }
    }

    fn opening(&mut self) {
        match self.request.deal.amount_minor {
            None => self.add(Field::Amount, Rule::Required),
            Some(amount) if amount <= 0 => self.add(Field::Amount, Rule::NotPositive),
            Some(_) => {}
        }
        if self.request.deal.expected_on.is_none() {
            self.add(Field::ExpectedOn, Rule::Required);
        }
        if text(self.request.deal.stage.as_ref()).is_none() {
            self.add(Field::DealStage, Rule::Required);
        }
    }

    fn winning(&mut self) {
        let deals = self.situation.open_deals;
        let closed = match self.request.deal.id {
            Some(id) => deals.iter().find(|deal| deal.id == id),
            None => deals.first(),
        };
        match self.request.deal.amount_minor.or(closed.map(|deal| deal.amount_minor)) {
            None => self.add(Field::Amount, Rule::Required),
            Some(amount) if amount <= 0 => self.add(Field::Amount, Rule::NotPositive),
            Some(_) => {}
        }
        match text(self.request.reason.as_ref()) {
            None => self.add(Field::Reason, Rule::Required),
            Some(code) if !self.situation.reasons.is_win(code) => self.add(Field::Reason, Rule::UnknownCode),
            Some(_) => {}
        }
    }

    fn losing(&mut self) {
        match text(self.request.reason.as_ref()).map(|code| self.situation.reasons.loss(code)) {
            None => self.add(Field::Reason, Rule::Required),
            Some(None) => self.add(Field::Reason, Rule::UnknownCode),
            Some(Some(reason)) => {
                let named = text(self.request.competitor.as_ref()).or(self.detail()).is_some();
                if reason.competitor && !named {
                    self.add(Field::Competitor, Rule::Required);
                }
            }
        }
        match self.request.then {
            None | Some(Disqualified) => {}
            Some(Recycled) => self.revisit(true),
            Some(_) => self.add(Field::Then, Rule::NotOffered),
        }
    }

    fn revisit(&mut self, required: bool) {
        match self.request.revisit_on {
            None if required => self.add(Field::RevisitOn, Rule::Required),
            Some(date) if date < self.moment.today => self.add(Field::RevisitOn, Rule::Past),
            _ => {}
        }
    }

    fn leaving(&mut self, actor: &Actor, from: Stage, to: Stage) {
        let late_stage = matches!(from, Sal | Sql | Lost);
        let Some(code) = text(self.request.reason.as_ref()) else {
            self.add(Field::Reason, Rule::Required);
            self.revisit(late_stage && to == Recycled);
            return;
        };
        let reasons = self.situation.reasons;
        let dated = match reasons.rejection(code) {
            // A lost deal's own reason explains where its lead goes.
            _ if from == Lost && reasons.loss(code).is_some() => false,
            None => {
                self.add(Field::Reason, Rule::UnknownCode);
                false
            }
            Some(rule) => {
                if !rule.destinations.allows(to) {
                    self.add(Field::Reason, Rule::ReasonLeadsTo(rule.destinations));
                }
                self.withdrawal(actor, from, code);
                self.extra(rule);
                rule.extra == Extra::RevisitDate
            }
        };
        self.revisit(to == Recycled && (late_stage || dated));
    }

    /// `retrait` is how marketing takes back what it handed off, and nothing else is.
    fn withdrawal(&mut self, actor: &Actor, from: Stage, code: &str) {
        let withdrawn = code == ReasonRule::WITHDRAWAL;
        if withdrawn && !actor.markets() {
            self.add(Field::Reason, Rule::WithdrawalIsMarketing);
        }
        if from == Mql && !withdrawn && !actor.sells() {
            self.add(Field::Reason, Rule::OnlyWithdrawal);
        }
    }

    fn extra(&mut self, rule: &ReasonRule) {
        let request = self.request;
        let criterion = text(request.criterion.as_ref());
        match rule.extra {
            Extra::Nothing | Extra::RevisitDate => {}
            Extra::CriterionAndText => {
                if criterion.is_none() {
                    self.add(Field::Criterion, Rule::Required);
                }
                self.explained();
            }
            Extra::Text => self.explained(),
            Extra::Attempts => {
                let (done, needed) = (self.situation.attempts, self.situation.attempts_needed);
                if done < needed {
                    self.add(Field::Reason, Rule::TooFewAttempts { done, needed });
                }
            }
            Extra::WhichField => {
                if criterion.or(self.detail()).is_none() {
                    self.add(Field::Criterion, Rule::Required);
                }
            }
            Extra::Link => {
                if text(request.link.as_ref()).or(self.detail()).is_none() && request.target.is_none() {
                    self.add(Field::Link, Rule::Required);
                }
            }
            Extra::TargetLead => {
                if request.doubled().is_none() {
                    self.add(Field::Target, Rule::Required);
                }
            }
        }
    }

    fn explained(&mut self) {
        match self.detail().map(|words| words.chars().count()) {
            None => self.add(Field::ReasonDetail, Rule::Required),
            Some(count) if count < ReasonRule::MIN_TEXT => {
                self.add(Field::ReasonDetail, Rule::TooShort { min: ReasonRule::MIN_TEXT });
            }
            Some(_) => {}
        }
    }

    fn proof(&mut self) {
        match self.request.proof {
            None => self.add(Field::Proof, Rule::Required),
            Some(Proof::Nps(score)) if score < NPS_FLOOR => {
                self.add(Field::Proof, Rule::ScoreBelow { min: NPS_FLOOR });
            }
            Some(_) => {}
        }
    }
}
