//! Deals: opened, moved on, postponed, won or lost, and what customers buy afterwards.

use super::cast::Who;
use super::companies::Size;
use super::pace::next_open;
use super::planner::Planner;
use super::plot::What;
use super::qualify::Fate;
use super::sell::form;
use super::words::Parts;
use super::words::reasons::{
    COMPETITORS, LOST_BUDGET, LOST_COMPETITOR, LOST_FEATURE, LOST_NEED, LOST_NO_DECISION, LOST_PRICE,
    LOST_TIME, UNREACHABLE,
};
use super::words::sales::{MET, NEXT_DEAL, OUTCOMES, UPSELLS, VOIDED, WON, WROTE};
use crate::domain::activity::{Direction, Kind, Outcome};
use crate::domain::instant::Instant;
use crate::domain::lifecycle::{DealFields, Proof, Request};
use crate::domain::stage::Stage::{Customer, Disqualified, Evangelist, Opportunity, Recycled};
use crate::features::deals::{DealStage, Editable};
use crate::features::stages::DealClosing;
use chrono::{Days, NaiveDate};

/// Loss reasons with their weights and words.
const LOSSES: [(&str, u64, Parts); 8] = [
    ("pas_de_decision", 28, LOST_NO_DECISION),
    ("prix", 22, LOST_PRICE),
    ("concurrent", 18, LOST_COMPETITOR),
    ("budget_gele", 12, LOST_BUDGET),
    ("besoin_disparu", 8, LOST_NEED),
    ("delai", 5, LOST_TIME),
    ("fonction_manquante", 5, LOST_FEATURE),
    ("injoignable", 2, UNREACHABLE),
];

impl Planner<'_> {
    /// From the need on: a deal opens some working days later, or the lead leaves.
    pub(super) fn after_need(&mut self, lead: usize, from: Instant, rep: Who, fate: &Fate, days: i64) {
        let at = self.pace.days_after(from, days, &mut self.dice);
        if self.dice.chance(40) {
            self.follow_up(lead, from.plus_secs(60), at, rep, super::words::sales::NEXT);
        }
        if !fate.deal {
            let reason = match self.dice.below(10) {
                0..4 => "mauvais_timing",
                4..8 => "pas_de_budget",
                _ => "pas_de_besoin",
            };
            let at = at.plus_secs(600);
            let request = self.refusal(reason, at, true);
            let revisit = request.revisit_on;
            self.go(at, lead, rep, request);
            return self.come_back(lead, at, revisit, 1);
        }
        let days = match (fate.won, self.dice.below(10)) {
            (true, 0..7) => self.dice.secs(9, 24),
            (true, _) => self.dice.secs(24, 36),
            (false, 0..6) => self.dice.secs(12, 30),
            (false, _) => self.dice.secs(30, 48),
        };
        self.deal(lead, at, rep, fate.won, days);
    }

    /// A deal of that many working days.
    pub(super) fn deal(&mut self, lead: usize, opened: Instant, rep: Who, won: bool, days: i64) {
        let closed = self.pace.days_after(opened, days, &mut self.dice);
        let amount = self.amount(lead);
        let expected = self.expected(opened, closed);
        let text = self.words.say(&[MET, OUTCOMES]);
        self.log(opened, lead, rep, form(Kind::Meeting, Direction::Outbound, Some(Outcome::Held), text));
        let early = self.dice.chance(50);
        let stage = if early { DealStage::Discovery } else { DealStage::NeedConfirmed };
        let deal = DealFields {
            id: None,
            amount_minor: Some(amount),
            expected_on: Some(expected),
            stage: Some(stage.code().to_owned()),
        };
        self.go(opened.plus_secs(900), lead, rep, Request { deal, ..Request::to(Opportunity) });
        let postpones = !won && closed <= self.now;
        self.advance(lead, opened.plus_secs(900), rep, days, (won, postpones), expected);
        let closing = if won { self.win(amount) } else { self.loss(closed) };
        let revisit = closing.revisit_on;
        self.act(closed, lead, rep, What::Close(Box::new(closing)));
        if !won {
            return self.come_back(lead, closed, revisit, 1);
        }
        if self.quotas.hit("misread", 0, 30, &mut self.dice) {
            // the amount was misread: taken back, closed again
            let why = self.words.say(&[VOIDED]);
            self.act(closed.plus_secs(700), lead, rep, What::Void(Customer, why));
            let closing = self.win(amount);
            self.act(closed.plus_secs(1_500), lead, rep, What::Close(Box::new(closing)));
        }
        self.customer(lead, closed.plus_secs(1_600), rep);
    }

    /// When the deal is expected: near its close; for deals still open now, some soon, some overdue, some later.
    fn expected(&mut self, opened: Instant, closed: Instant) -> NaiveDate {
        let plus = |date: NaiveDate, days: i64| {
            let n = Days::new(days.unsigned_abs());
            let moved = if days < 0 { date.checked_sub_days(n) } else { date.checked_add_days(n) };
            next_open(moved.unwrap_or(date))
        };
        let floor = plus(self.pace.date(opened), 4);
        let slack = self.dice.secs(-9, 15);
        let (soon, overdue, later) = (self.dice.secs(0, 12), self.dice.secs(-17, -2), self.dice.secs(14, 45));
        if closed <= self.now || opened > self.now {
            return plus(self.pace.date(closed), slack).max(floor);
        }
        self.open_deals += 1;
        let date = match self.open_deals % 3 {
            1 => plus(self.today, soon),
            2 => plus(self.today, overdue),
            _ => plus(self.today, later),
        };
        date.max(floor)
    }

    /// What lies between opening and closing: proposals, postponements, e-mails.
    fn advance(
        &mut self,
        lead: usize,
        opened: Instant,
        rep: Who,
        days: i64,
        (won, postpones): (bool, bool),
        expected: NaiveDate,
    ) {
        let proposal = self.pace.days_after(opened, days / 3 + 1, &mut self.dice);
        self.act(proposal, lead, rep, What::Advance(DealStage::Proposal, Some(expected)));
        let text = self.words.say(&[WROTE]);
        self.log(proposal.plus_secs(500), lead, rep, form(Kind::Email, Direction::Outbound, None, text));
        let third = self.pace.days_after(proposal, days / 3, &mut self.dice);
        if self.dice.chance(45) {
            self.follow_up(lead, proposal.plus_secs(900), third, rep, NEXT_DEAL);
        }
        if won || self.dice.chance(40) {
            self.act(third, lead, rep, What::Advance(DealStage::Negotiation, None));
        } else if self.dice.chance(50) {
            let later = expected.checked_add_days(Days::new(self.dice.below(18) + 7)).map(next_open);
            let later = later.filter(|_| postpones); // what is open now keeps the date chosen for it
            self.act(third, lead, rep, What::Advance(DealStage::Proposal, later));
        }
    }

    /// Amount in minor units, to the hundred, by size of firm.
    fn amount(&mut self, lead: usize) -> i64 {
        let size = self.leads.get(lead).map_or(Size::Small, |l| l.size);
        let (from, to) = match (size, self.dice.below(10)) {
            (Size::Small, 0..8) => (35, 80),
            (Size::Small, _) => (80, 125),
            (Size::Medium, _) => (60, 140),
            (Size::Large, _) => (95, 240),
        };
        self.dice.secs(from, to) * 10_000
    }

    fn win(&mut self, amount: i64) -> DealClosing {
        let reason = self.dice.pick(&["adequation", "adequation", "relation", "reference", "delai", "prix"]);
        let discount = if self.dice.chance(40) { self.dice.secs(2, 12) } else { 0 };
        DealClosing {
            won: true,
            reason: reason.map(str::to_owned),
            reason_detail: self.dice.chance(70).then(|| self.words.say(&[WON])),
            competitor: None,
            amount_minor: Some(amount * (100 - discount) / 1_000_000 * 10_000),
            occurred_at: None,
            then: None,
            revisit_on: None,
        }
    }

    fn loss(&mut self, at: Instant) -> DealClosing {
        let mut place = self.dice.below(LOSSES.iter().map(|(_, weight, _)| weight).sum());
        let found = LOSSES.iter().find(|(_, weight, _)| {
            let here = place < *weight;
            place = place.saturating_sub(*weight);
            here
        });
        let (code, words) =
            found.map_or(("pas_de_decision", LOST_NO_DECISION), |(code, _, words)| (*code, *words));
        let again = self.dice.chance(65);
        let competitor = self.words.say(&[COMPETITORS]);
        DealClosing {
            won: false,
            reason: Some(code.to_owned()),
            reason_detail: Some(self.words.say(&[words])),
            competitor: (code == "concurrent").then_some(competitor),
            amount_minor: None,
            occurred_at: None,
            then: Some(if again { Recycled } else { Disqualified }),
            revisit_on: again.then(|| self.revisit(at)),
        }
    }

    /// What comes after the first signature.
    fn customer(&mut self, lead: usize, from: Instant, rep: Who) {
        let later = |days: i64| from.plus_secs(days * 86_400);
        if self.quotas.hit("evangelist", 0, 170, &mut self.dice) {
            let at = self.pace.days_after(later(self.dice.secs(25, 90)), 1, &mut self.dice);
            let proofs = [Proof::Referral, Proof::Nps(9), Proof::Nps(10), Proof::Testimonial];
            let (proof, marketer) = (self.dice.pick(&proofs), self.marketer(lead));
            self.go(at, lead, marketer, Request { proof, ..Request::to(Evangelist) });
        }
        if !self.quotas.hit("upsell", 0, 240, &mut self.dice) {
            return;
        }
        let at = self.pace.days_after(later(self.dice.secs(40, 150)), 1, &mut self.dice);
        let closed = self.pace.days_after(at, self.dice.secs(8, 30), &mut self.dice);
        let amount = self.amount(lead) / 20_000 * 10_000;
        let more = Editable {
            name: self.words.say(&[UPSELLS]),
            amount_minor: Some(amount),
            expected_on: Some(self.expected(at, closed)),
            stage: DealStage::Proposal,
            owner: None,
        };
        self.act(at, lead, rep, What::Upsell(Box::new(more)));
        let won = self.dice.chance(60);
        let mut closing = if won { self.win(amount) } else { self.loss(closed) };
        (closing.then, closing.revisit_on) = (None, None);
        self.act(closed, lead, rep, What::Close(Box::new(closing)));
    }
}
