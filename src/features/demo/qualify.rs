//! What marketing does: qualifies, hands off, keeps, and comes back to those who were not ready.

use super::arrive::Entry;
use super::cast::Who;
use super::deck::Quotas;
use super::market::{CHANNELS, NEWSLETTER, Opening, REFERRAL, WEBINAR, WHITE_PAPER};
use super::pace::DAY;
use super::planner::{Planner, days_ago};
use super::plot::{Patch, What};
use super::refuse::{GIVEN_UP, NOT_QUALIFIED, REFUSED, draw};
use super::words::marketing::{CHANGES, FACTS, HINTS, REVISITS, SUPPLIERS, WITHDRAWALS, opening};
use super::words::sales;
use crate::domain::activity::{Direction, Kind, Outcome};
use crate::domain::instant::Instant;
use crate::domain::lifecycle::Request;
use crate::domain::stage::Stage::{self, Disqualified, Mql, Recycled};
use crate::features::stages::{ActivityForm, Prospect};

/// What becomes of a lead, drawn when it comes in.
#[derive(Debug, Clone, Copy)]
pub struct Fate {
    /// Its job suits a persona.
    pub fits: bool,
    /// Marketing qualifies it.
    pub mql: bool,
    /// Sales accepts it.
    pub accepted: bool,
    /// A need is confirmed.
    pub sql: bool,
    /// A deal opens.
    pub deal: bool,
    /// It is won.
    pub won: bool,
    /// Why it is refused or given up, when it is.
    pub reason: &'static str,
}

impl Planner<'_> {
    /// Draws a fate for a lead that comes in through that channel at that moment.
    pub(super) fn fate(&mut self, channel: usize, at: Instant) -> Fate {
        let turn = self.turn(at);
        let class = channel * 2 + turn;
        let kind = CHANNELS.get(channel);
        let per_mille = |shares: Option<&[i64; 2]>| shares.and_then(|s| s.get(turn)).copied().unwrap_or(0);
        let mut hit = |step, class, share| Quotas::hit(&mut self.quotas, step, class, share, &mut self.dice);
        let mql = hit("mql", class, per_mille(kind.map(|k| &k.mql)));
        let sql = mql && hit("sql", class, per_mille(kind.map(|k| &k.sql)));
        let accepted = sql || hit("accepted", turn, if turn == 0 { 460 } else { 300 });
        let deal = sql && hit("deal", turn, 600);
        let won = deal && hit("won", turn, 340);
        let reasons = match (mql, accepted) {
            (false, _) => NOT_QUALIFIED,
            (true, false) => REFUSED,
            (true, true) => GIVEN_UP,
        };
        let reason = draw(reasons, turn, &mut self.dice);
        let stranger = matches!(reason, "hors_persona" | "etudiant_concurrent") && !sql;
        let curious = if channel == WHITE_PAPER && !sql { 35 } else { 3 };
        let fits = !self.dice.chance(if stranger { 70 } else { curious });
        Fate { fits, mql, accepted, sql, deal, won, reason }
    }

    /// Marketing's part, then the rest of the lead's life.
    pub(super) fn marketing(&mut self, lead: usize, entered: Instant, fate: &Fate) {
        let marketer = self.marketer(lead);
        if !fate.mql {
            return self.not_qualified(lead, marketer, entered, fate.reason);
        }
        let days = match self.dice.below(100) {
            0..38 => 0,
            38..68 => 1,
            68..84 => 2,
            84..95 => self.dice.secs(3, 6),
            _ => self.dice.secs(6, 10),
        };
        let at = self.pace.days_after(entered, days, &mut self.dice);
        self.hand_over(lead, at, None, fate);
    }

    pub(super) fn marketer(&self, lead: usize) -> Who {
        self.leads.get(lead).map_or(Who::Marketer, |l| l.marketer)
    }

    fn not_qualified(&mut self, lead: usize, marketer: Who, entered: Instant, reason: &'static str) {
        let days = self.dice.secs(1, 9);
        let at = self.pace.days_after(entered, days, &mut self.dice);
        match self.dice.below(100) {
            0..38 => {
                let request = self.refusal(reason, at, false);
                self.go(at, lead, marketer, request);
            }
            38..48 => {
                let reason = if self.dice.chance(60) { "mauvais_timing" } else { "pas_de_budget" };
                let request = self.refusal(reason, at, false);
                let revisit = request.revisit_on;
                self.go(at, lead, marketer, request);
                self.come_back(lead, at, revisit, 1);
            }
            48..49 => {
                let why = self.words.say(&[SUPPLIERS]);
                self.go(at, lead, marketer, Request { reason: Some(why), ..Request::to(Stage::Other) });
            }
            _ => {} // stays a lead: nothing has been decided
        }
    }

    /// Hands the lead over to sales at `at`; `again` says what changed since its last time.
    pub(super) fn hand_over(&mut self, lead: usize, at: Instant, again: Option<String>, fate: &Fate) {
        let marketer = self.marketer(lead);
        let request = self.handoff(lead, again);
        let queued = request.queue.is_some();
        self.go(at, lead, marketer, request);
        if fate.fits && !fate.accepted && self.dice.chance(2) {
            let back = self.pace.after(at, 45, &mut self.dice);
            let note = self.words.say(&[WITHDRAWALS]);
            let request =
                Request { reason: Some("retrait".into()), note: Some(note), ..Request::to(Recycled) };
            return self.go(back, lead, marketer, request);
        }
        self.sales(lead, at, queued, fate);
    }

    /// The request that makes an MQL, with its note; most go to a rep, some to the queue.
    pub(super) fn handoff(&mut self, lead: usize, again: Option<String>) -> Request {
        let (channel, size, rep) =
            self.leads.get(lead).map_or((0, 0, Who::FirstRep), |l| (l.channel, l.size as usize, l.rep));
        let came = CHANNELS.get(channel).map_or(Opening::Other, |kind| kind.opening);
        let note = match (&again, self.dice.below(100)) {
            (Some(_), _) => self.words.say(&[HINTS]),
            (None, 0..55) => self.words.say(&[opening(came), FACTS, HINTS]),
            (None, 55..85) => self.words.say(&[opening(came), FACTS]),
            _ => self.words.say(&[FACTS, HINTS]),
        };
        // nothing is left in the queue by chance at the end: what waits there is told in `present`
        let queued = again.is_none() && self.dice.chance(11);
        Request {
            persona: self.cast.personas.get(size).copied(),
            owner: self.cast.member(rep).filter(|_| !queued),
            queue: queued.then_some(self.cast.queue),
            note: Some(note),
            reason: again,
            ..Request::to(Mql)
        }
    }

    /// What marketing does when a recycled lead is due: hands it over again, puts it off, or lets it go.
    pub(super) fn come_back(
        &mut self,
        lead: usize,
        left: Instant,
        due: Option<chrono::NaiveDate>,
        cycle: u8,
    ) {
        let Some(due) = due else { return };
        let marketer = self.marketer(lead);
        let morning = self.pace.at(due, 8 * 60, 0).max(left);
        let days = self.dice.secs(0, 6);
        let at = self.pace.days_after(morning, days, &mut self.dice);
        match self.dice.below(100) {
            0..20 => {
                self.act(at, lead, marketer, What::Patch(Patch::Latest(WEBINAR)));
                let changed = self.words.say(&[CHANGES]);
                let turn = self.turn(at);
                let sql = self.quotas.hit("again", turn, if turn == 0 { 300 } else { 150 }, &mut self.dice);
                let accepted = sql || self.dice.chance(50);
                let deal = sql && self.quotas.hit("deal", turn, 600, &mut self.dice);
                let won = deal && self.quotas.hit("won", turn, 340, &mut self.dice);
                let reason = draw(if accepted { GIVEN_UP } else { REFUSED }, 0, &mut self.dice);
                let fate = Fate { fits: true, mql: true, accepted, sql, deal, won, reason };
                self.hand_over(lead, at.plus_secs(120), Some(changed), &fate);
            }
            20..58 if cycle < 3 => {
                let later = self.revisit(at);
                let title = self.words.say(&[REVISITS]);
                self.act(at, lead, marketer, What::Patch(Patch::Revisit(later, title)));
                self.come_back(lead, at, Some(later), cycle + 1);
            }
            _ => {
                let request = Request { reason: Some("pas_de_besoin".into()), ..Request::to(Disqualified) };
                self.go(at, lead, Who::HeadOfMarketing, request);
            }
        }
    }

    /// Somebody whom a rep met alone and takes straight to SQL.
    pub(super) fn own_prospect(&mut self, at: Instant) {
        let at = self.pace.days_after(at, 1, &mut self.dice);
        let rep = self.any_rep();
        let lead = self.bring(Entry {
            channel: REFERRAL,
            came: at,
            entered: at,
            by: rep,
            marketer: Some(Who::Marketer),
            stage: Stage::Lead,
            fits: true,
        });
        let met = at.plus_secs(900);
        let conversation = ActivityForm {
            kind: Kind::Meeting,
            direction: Direction::Outbound,
            outcome: Some(Outcome::Held),
            automatic: false,
            occurred_at: None,
            text: self.words.say(&[sales::MET, sales::OUTCOMES]),
        };
        let need = self.words.say(&[sales::NEEDS, sales::FRAMES]);
        let prospect = Prospect { conversation, need };
        self.act(met, lead, rep, What::Prospect(Box::new(prospect)));
        let turn = self.turn(at);
        let deal = self.quotas.hit("deal", turn, 600, &mut self.dice);
        let won = deal && self.quotas.hit("won", turn, 340, &mut self.dice);
        let fate =
            Fate { fits: true, mql: true, accepted: true, sql: true, deal, won, reason: "mauvais_timing" };
        self.after_need(lead, met, rep, &fate, 1);
    }

    /// Those who only subscribed to the letter, and the few of them who became leads.
    pub(super) fn subscribers(&mut self, count: usize) {
        let days = (self.today - self.first_day()).num_days();
        for _ in 0..count {
            let ago = u64::try_from(self.dice.secs(1, days)).unwrap_or(1);
            let day = days_ago(self.today, ago);
            let at = self.pace.at(day, self.dice.secs(7 * 60, 22 * 60), self.dice.secs(0, 60));
            let lead = self.bring(Entry {
                channel: NEWSLETTER,
                came: at,
                entered: at,
                by: Who::Form,
                marketer: Some(Who::Marketer),
                stage: Stage::Subscriber,
                fits: true,
            });
            if self.dice.chance(25) {
                let days = self.dice.secs(4, 60);
                let later = self.pace.days_after(at, days, &mut self.dice);
                self.go(later, lead, Who::Marketer, Request::to(Stage::Lead));
            }
        }
    }

    /// The open minutes within which a rep looks at a handoff.
    pub(super) fn first_look(&mut self, turn: usize) -> i64 {
        let place = self.dice.below(100);
        let range = match (turn, place) {
            (0, 0..30) => (8, 60),
            (0, 30..70) => (60, 180),
            (0, 70..86) => (180, 239),
            (0, _) => (245, 2 * DAY),
            (_, 0..14) => (15, 90),
            (_, 14..46) => (90, 235),
            (_, 46..76) => (250, 600),
            _ => (600, 3 * DAY + 150),
        };
        self.dice.secs(range.0, range.1)
    }
}
