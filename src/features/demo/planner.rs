//! Plans the whole story before anything is written: leads come in day after day, and each gets its acts.
//!
//! Everything is drawn whatever the hour of the run, then cut at that hour: two runs on one day differ only in what
//! has not happened yet. Read next: `arrive.rs` (who comes in), `qualify.rs` (marketing), `sell.rs` (sales), `sign.rs` (deals), `present.rs`.

use super::cast::{Cast, REPS, Who};
use super::companies::{Firm, Registry, Size};
use super::deck::Quotas;
use super::market::{CHANNELS, SEASON, TAGS};
use super::pace::{Pace, works};
use super::plot::{Act, Birth, What};
use super::words::Words;
use crate::domain::instant::Instant;
use crate::domain::lifecycle::Request;
use crate::domain::stage::Stage;
use crate::features::seed::Dice;
use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

/// What to plan.
#[derive(Debug, Clone, Copy)]
pub struct Scope {
    /// About how many leads.
    pub leads: usize,
    /// Which story.
    pub seed: u64,
    /// When the curtain falls: nothing happens later.
    pub now: Instant,
}

/// A lead of the story.
#[derive(Debug)]
pub struct Lead {
    /// Place in [`CHANNELS`].
    pub channel: usize,
    /// Number of its firm.
    pub firm: usize,
    /// How large the firm is.
    pub size: Size,
    /// As it came in.
    pub birth: Birth,
    /// Its marketer.
    pub marketer: Who,
    /// Its rep.
    pub rep: Who,
    /// Where it stands from when, act by act.
    pub path: Vec<(Instant, Stage)>,
    /// Follow-ups: from when, until when.
    pub tasks: Vec<(Instant, Instant)>,
}

/// The story while it is being written.
pub struct Planner<'a> {
    pub(super) cast: &'a Cast,
    pub(super) now: Instant,
    pub(super) today: NaiveDate,
    /// Since when the white paper is out: the first day of the last full quarter.
    pub(super) turn_at: Instant,
    pub(super) pace: Pace,
    pub(super) dice: Dice,
    pub(super) quotas: Quotas,
    pub(super) words: Words,
    pub(super) registry: Registry,
    pub(super) acts: Vec<Act>,
    /// The leads, by number.
    pub leads: Vec<Lead>,
    /// The firms, by number, with how many leads came from each.
    pub(super) firms: Vec<(Firm, usize)>,
    pub(super) channel_owed: [i64; CHANNELS.len()],
    pub(super) open_deals: usize,
}

/// First day of the last quarter that is over.
pub fn last_full_quarter(today: NaiveDate) -> NaiveDate {
    let month = today.month0() / 3 * 3 + 1;
    let current = NaiveDate::from_ymd_opt(today.year(), month, 1).unwrap_or(today);
    current.checked_sub_months(Months::new(3)).unwrap_or(current)
}

/// The first day of a story told on that day: eighteen months before.
pub fn first_day(today: NaiveDate) -> NaiveDate {
    today.checked_sub_months(Months::new(18)).unwrap_or(today)
}

impl<'a> Planner<'a> {
    /// An empty story that ends at `now`.
    pub fn new(cast: &'a Cast, pace: Pace, scope: Scope) -> Self {
        let today = pace.date(scope.now);
        let dice = |n: u64| Dice::new(scope.seed.wrapping_mul(0x9e37_79b9).wrapping_add(n << 32));
        Self {
            cast,
            now: scope.now,
            today,
            turn_at: pace.at(last_full_quarter(today), 0, 0),
            pace,
            dice: dice(1),
            quotas: Quotas::default(),
            words: Words::new(dice(2)),
            registry: Registry::new(dice(3)),
            acts: Vec::new(),
            leads: Vec::new(),
            firms: Vec::new(),
            channel_owed: [0; CHANNELS.len()],
            open_deals: 0,
        }
    }

    /// The first day of the story.
    pub(super) fn first_day(&self) -> NaiveDate {
        first_day(self.today)
    }

    /// Plans the eighteen months: about `leads` leads, by season and weekday.
    pub fn eighteen_months(&mut self, leads: usize) {
        let days: Vec<NaiveDate> =
            self.first_day().iter_days().take_while(|day| *day <= self.today).collect();
        let weights: Vec<i64> = (0..).zip(&days).map(|(n, day)| self.weight(*day, n)).collect();
        let total: i64 = weights.iter().sum::<i64>().max(1);
        let wanted = i64::try_from(leads).unwrap_or(i64::MAX);
        let (mut owed, mut made) = (0_i64, 0_i64);
        for (day, weight) in days.into_iter().zip(weights) {
            owed += weight * wanted;
            while owed / total > made {
                made += 1;
                self.newcomer(day);
            }
        }
    }

    /// How much of the flow falls on a day; `n` days after the first, because the firm grows.
    fn weight(&mut self, day: NaiveDate, n: i64) -> i64 {
        let season = usize::try_from(day.month0()).ok().and_then(|m| SEASON.get(m)).copied().unwrap_or(100);
        let weekday = match day.weekday() {
            _ if !works(day) => 16,
            Weekday::Tue | Weekday::Thu => 118,
            Weekday::Fri => 84,
            _ => 100,
        };
        season * weekday * (1_000 + n) / 1_000 * self.dice.secs(75, 126) / 100
    }

    /// Whether the white paper was out already: 1, else 0.
    pub(super) fn turn(&self, at: Instant) -> usize {
        usize::from(at >= self.turn_at)
    }

    /// Notes an act.
    pub(super) fn act(&mut self, at: Instant, lead: usize, who: Who, what: What) {
        if let Some(lead) = self.leads.get_mut(lead) {
            match &what {
                What::Create(birth) => lead.path.push((at, birth.stage)),
                What::Move(request) | What::Double(request, _) => lead.path.push((at, request.to)),
                What::Prospect(_) => lead.path.push((at, Stage::Sql)),
                What::Close(closing)
                    if lead.path.last().is_some_and(|(_, s)| !s.reaches(Stage::Customer)) =>
                {
                    let lost = closing.then.unwrap_or(Stage::Lost);
                    lead.path.push((at, if closing.won { Stage::Customer } else { lost }));
                }
                What::Merge(_) | What::Trash(_) => lead.path.push((at, Stage::Other)),
                _ => {}
            }
        }
        self.acts.push(Act { at, lead, who, what });
    }

    /// Notes a stage change.
    pub(super) fn go(&mut self, at: Instant, lead: usize, who: Who, request: Request) {
        self.act(at, lead, who, What::Move(Box::new(request)));
    }

    /// Where a lead stands when the curtain falls, and since when; `None` when it has not come in yet.
    pub(super) fn standing(&self, lead: usize) -> Option<(Stage, Instant)> {
        let path = &self.leads.get(lead)?.path;
        path.iter()
            .filter(|(at, _)| *at <= self.now)
            .max_by_key(|(at, _)| *at)
            .map(|(at, stage)| (*stage, *at))
    }

    /// Whether a follow-up is planned for it when the curtain falls.
    pub(super) fn has_task(&self, lead: usize) -> bool {
        let now = self.now;
        self.leads.get(lead).is_some_and(|l| l.tasks.iter().any(|(from, until)| *from <= now && now < *until))
    }

    /// A rep, one of the two.
    pub(super) fn any_rep(&mut self) -> Who {
        self.dice.pick(&REPS).unwrap_or(Who::FirstRep)
    }

    /// Some labels on some leads.
    pub(super) fn label(&mut self) {
        for lead in 0..self.leads.len() {
            if !self.dice.chance(14) {
                continue;
            }
            let tag = usize::try_from(self.dice.below(TAGS.len() as u64)).unwrap_or(0);
            let first = self.leads.get(lead).and_then(|l| l.path.first().copied());
            let marketer = self.leads.get(lead).map_or(Who::Marketer, |l| l.marketer);
            if let Some((at, _)) = first {
                self.act(at.plus_secs(90), lead, marketer, What::Tag(tag));
            }
        }
    }

    /// The acts up to now, in the order of time.
    pub fn acts(mut self) -> (Vec<Act>, Vec<Firm>, usize) {
        let now = self.now;
        self.acts.retain(|act| act.at <= now);
        self.acts.sort_by_key(|act| act.at); // stable: acts of one instant stay in the order of the plan
        let firms = self.firms.into_iter().map(|(firm, _)| firm).collect();
        (self.acts, firms, self.leads.len())
    }
}

/// The day so many days before.
pub fn days_ago(today: NaiveDate, days: u64) -> NaiveDate {
    today.checked_sub_days(Days::new(days)).unwrap_or(today)
}
