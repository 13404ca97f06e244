//! What sales does with what it was handed: first contact, decision, conversations, the need.

use super::cast::{REPS, Who};
use super::planner::Planner;
use super::plot::What;
use super::qualify::Fate;
use super::words::sales::{
    AGREED, ANSWERED, CORRECTED, FRAMES, MESSAGES, MET, NEEDS, NEXT, OUTCOMES, TALKED, UNANSWERED, VOIDED,
    WROTE,
};
use super::words::{Parts, set_type};
use crate::domain::activity::{Direction, Kind, Outcome};
use crate::domain::instant::Instant;
use crate::domain::lifecycle::Request;
use crate::domain::stage::Stage::{Sal, Sql};
use crate::features::stages::{ActivityForm, TaskForm};

/// Attempts that make somebody unreachable.
const ATTEMPTS: u32 = 6;

impl Planner<'_> {
    /// From the handoff on.
    pub(super) fn sales(&mut self, lead: usize, handed: Instant, queued: bool, fate: &Fate) {
        let turn = self.turn(handed);
        let mut rep = self.leads.get(lead).map_or(Who::FirstRep, |l| l.rep);
        let mut at = handed;
        if queued {
            if rep == Who::HeadOfSales {
                rep = self.any_rep();
            }
            if let Some(lead) = self.leads.get_mut(lead) {
                lead.rep = rep;
            }
            at = self.pace.after(handed, self.dice.secs(10, 150), &mut self.dice);
            self.act(at, lead, rep, What::Claim);
        }
        let look = self.first_look(turn);
        at = self.pace.after(at, look, &mut self.dice);
        if fate.accepted {
            return self.work(lead, at, rep, fate);
        }
        if self.dice.chance(74) {
            at = self.reach(lead, at, rep, fate.reason != "donnees_fausses");
        }
        at = self.pace.after(at, self.dice.secs(4, 220), &mut self.dice);
        self.turn_down(lead, at, rep, fate.reason);
    }

    /// Calls; answers when. `reached` is whether somebody is there in the end.
    fn reach(&mut self, lead: usize, from: Instant, rep: Who, reached: bool) -> Instant {
        let mut at = from;
        let misses = match self.dice.below(10) {
            0..5 => 0,
            5..8 => 1,
            _ => 2,
        };
        for _ in 0..misses.max(u32::from(!reached)) {
            self.miss(lead, at, rep);
            at = self.pace.after(at, self.dice.secs(150, 460), &mut self.dice);
        }
        if reached {
            self.talk(lead, at, rep);
        }
        at
    }

    pub(super) fn log(&mut self, at: Instant, lead: usize, rep: Who, form: ActivityForm) {
        self.act(at, lead, rep, What::Log(Box::new(form)));
    }

    /// An attempt without an answer.
    pub(super) fn miss(&mut self, lead: usize, at: Instant, rep: Who) {
        let (kind, outcome, text): (_, _, Parts) = match self.dice.below(10) {
            0..5 => (Kind::Call, Some(Outcome::NoAnswer), UNANSWERED),
            5..8 => (Kind::Call, Some(Outcome::Voicemail), MESSAGES),
            _ => (Kind::Email, None, WROTE),
        };
        let text = if self.dice.chance(75) { self.words.say(&[text]) } else { String::new() };
        self.log(at, lead, rep, form(kind, Direction::Outbound, outcome, text));
    }

    /// A conversation.
    pub(super) fn talk(&mut self, lead: usize, at: Instant, rep: Who) {
        let form = match self.dice.below(20) {
            0..16 => {
                let text = self.words.say(&[TALKED, AGREED]);
                form(Kind::Call, Direction::Outbound, Some(Outcome::Connected), text)
            }
            16..18 => {
                let text = self.words.say(&[ANSWERED]);
                form(Kind::Email, Direction::Inbound, Some(Outcome::Replied), text)
            }
            _ => {
                let text = self.words.say(&[TALKED]);
                form(Kind::Call, Direction::Inbound, Some(Outcome::Connected), text)
            }
        };
        self.log(at, lead, rep, form);
    }

    fn turn_down(&mut self, lead: usize, at: Instant, rep: Who, reason: &'static str) {
        let request = self.refusal(reason, at, false);
        let revisit = request.revisit_on;
        if reason == "doublon" && lead > 0 {
            let back = usize::try_from(self.dice.below(40)).unwrap_or(0).min(lead - 1);
            self.act(at, lead, rep, What::Double(Box::new(request), lead - 1 - back));
            return self.settled(lead, at);
        }
        self.go(at, lead, rep, request);
        if reason == "deja_client" {
            self.settled(lead, at);
        }
        self.come_back(lead, at, revisit, 1);
    }

    /// Marketing does what the refusal proposed, some days later.
    fn settled(&mut self, lead: usize, refused: Instant) {
        let days = self.dice.secs(2, 7);
        let at = self.pace.days_after(refused, days, &mut self.dice);
        let marketer = self.marketer(lead);
        self.act(at, lead, marketer, What::Settle);
    }

    /// Accepts, and works towards a need.
    fn work(&mut self, lead: usize, look: Instant, rep: Who, fate: &Fate) {
        let unreachable = !fate.sql && fate.reason == "injoignable";
        let mut at = look;
        let first = self.dice.chance(45);
        if first {
            at = self.accept(lead, at, rep);
        }
        if unreachable {
            self.miss(lead, at.plus_secs(100), rep);
        } else {
            at = self.reach(lead, at.plus_secs(100), rep, true);
        }
        if !first {
            at = self.pace.after(at, self.dice.secs(3, 60), &mut self.dice);
            at = self.accept(lead, at, rep);
        }
        if unreachable {
            for _ in 1..ATTEMPTS {
                at = self.pace.after(at, self.dice.secs(420, 800), &mut self.dice);
                self.miss(lead, at, rep);
            }
            at = self.pace.after(at, self.dice.secs(60, 500), &mut self.dice);
            return self.give_up(lead, at, rep, fate.reason);
        }
        let days = self.dice.secs(1, if self.turn(look) == 0 { 7 } else { 9 });
        let next = self.pace.days_after(at, days, &mut self.dice);
        if self.dice.chance(36) {
            self.follow_up(lead, at.plus_secs(60), next, rep, NEXT);
        }
        if fate.sql {
            self.qualify_need(lead, next, rep, fate);
        } else {
            if self.dice.chance(60) {
                self.talk(lead, next, rep);
            }
            self.give_up(lead, next.plus_secs(400), rep, fate.reason);
        }
    }

    /// Accepts; once in a while by mistake, taken back and done again.
    fn accept(&mut self, lead: usize, at: Instant, rep: Who) -> Instant {
        self.go(at, lead, rep, Request::to(Sal));
        if !self.dice.chance(1) {
            return at;
        }
        let back = at.plus_secs(self.dice.secs(90, 900));
        let why = self.words.say(&[VOIDED]);
        self.act(back, lead, rep, What::Void(Sal, why));
        let again = self.pace.after(back, self.dice.secs(30, 200), &mut self.dice);
        self.go(again, lead, rep, Request::to(Sal));
        again
    }

    fn give_up(&mut self, lead: usize, at: Instant, rep: Who, reason: &'static str) {
        let request = self.refusal(reason, at, true);
        let revisit = request.revisit_on;
        self.go(at, lead, rep, request);
        self.come_back(lead, at, revisit, 1);
    }

    /// The need is confirmed; sometimes noted days later, sometimes corrected by the head of sales.
    fn qualify_need(&mut self, lead: usize, at: Instant, rep: Who, fate: &Fate) {
        if self.dice.chance(40) {
            let text = self.words.say(&[MET, OUTCOMES]);
            self.log(at, lead, rep, form(Kind::Meeting, Direction::Outbound, Some(Outcome::Held), text));
        } else {
            self.talk(lead, at, rep);
        }
        let confirmed = at.plus_secs(self.dice.secs(300, 2_400));
        let note = Some(self.words.say(&[NEEDS, FRAMES]));
        let late = REPS.contains(&rep) && self.dice.chance(4);
        let days = self.dice.secs(2, 4);
        let noted = if late { self.pace.days_after(confirmed, days, &mut self.dice) } else { confirmed };
        let late = late && noted.since(confirmed) < 6 * 86_400_000_000;
        let noted = if late { noted } else { confirmed };
        let occurred_at = late.then_some(confirmed);
        self.go(noted, lead, rep, Request { note, occurred_at, ..Request::to(Sql) });
        if !late && self.dice.chance(2) {
            let why = self.words.say(&[CORRECTED]);
            let next = self.pace.after(noted, self.dice.secs(60, 300), &mut self.dice);
            self.act(next, lead, Who::HeadOfSales, What::Correct(Sql, 240, why));
        }
        let days = self.dice.secs(1, 8);
        self.after_need(lead, noted, rep, fate, days);
    }

    /// A follow-up planned at `from` and done at `until`.
    pub(super) fn follow_up(&mut self, lead: usize, from: Instant, until: Instant, rep: Who, titles: Parts) {
        let title = self.words.say(&[titles]);
        let due_on = self.pace.date(until);
        self.act(from, lead, rep, What::Plan(TaskForm { title: set_type(&title), due_on, assignee: None }));
        self.act(until.plus_secs(30), lead, rep, What::Done);
        if let Some(lead) = self.leads.get_mut(lead) {
            lead.tasks.push((from, until.plus_secs(30)));
        }
    }
}

/// An activity of now, by a human.
pub fn form(kind: Kind, direction: Direction, outcome: Option<Outcome>, text: String) -> ActivityForm {
    ActivityForm { kind, direction, outcome, automatic: false, occurred_at: None, text }
}
