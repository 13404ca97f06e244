//! What a review shows and what is kept of it: figures with the ids of the leads behind them, and what people wrote.
//!
//! No name of a lead is in it: those are looked up when it is shown, so that erasing a person leaves none behind.

use super::agreed::Completion;
use super::measure::{Days, Measure};
use crate::domain::money::Minor;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Counts up when the meaning of a field changes; a reader of old reviews looks at it first.
pub const FORMAT: u32 = 1;

/// A review.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Payload {
    /// The version of this form.
    pub format: u32,
    /// ISO week, `2026-W46`.
    pub week: String,
    /// Its Monday.
    pub from: NaiveDate,
    /// The Monday after it.
    pub until: NaiveDate,
    /// The day it looks back from: at the latest its Sunday.
    pub day: NaiveDate,
    /// What was recorded later is not in it (RFC 3339).
    pub known_at: String,
    /// Working days of the weeks compared.
    pub days: Days,
    /// Actions carried over from earlier meetings.
    pub carried: Carried,
    /// Marketing qualified leads.
    pub mql: Mql,
    /// Sales objectives.
    pub sales: Sales,
    /// What sales told marketing.
    pub feedback: Feedback,
    /// Contents to come.
    pub contents: Vec<Content>,
    /// What was decided.
    pub decisions: Vec<Decision>,
    /// What was agreed to be done.
    pub actions: Vec<Action>,
    /// Each team's words.
    pub notes: Vec<Note>,
    /// Who was there; empty before the review is closed.
    pub attendees: Vec<Person>,
}

/// A member, with the name they had then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Their id.
    pub id: Uuid,
    /// Full name.
    pub name: String,
}

/// Leads found by a condition; at most [`Listed::MOST`] of them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Listed {
    /// How many are listed.
    pub count: u64,
    /// Whether there are more than that.
    pub more: bool,
    /// Their ids.
    pub leads: Vec<Uuid>,
}

impl Listed {
    /// How many are listed at most.
    pub const MOST: usize = 1_000;

    /// From up to one id more than are listed.
    pub fn new(mut leads: Vec<Uuid>) -> Self {
        let more = leads.len() > Self::MOST;
        leads.truncate(Self::MOST);
        Self { count: leads.len() as u64, more, leads }
    }
}

/// Block 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mql {
    /// Leads that became MQL for the first time.
    pub entered: Measure,
    /// The month so far.
    pub month: Month,
    /// Where they came from; sources without any in five weeks are left out.
    pub sources: Vec<BySource>,
    /// Which profiles they fit.
    pub personas: Vec<BySource>,
    /// What waits for somebody.
    pub exceptions: Exceptions,
}

/// A month up to the day of the review.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Month {
    /// Its first day.
    pub from: NaiveDate,
    /// First-time MQL up to the day of the review.
    pub actual: u64,
    /// What was promised, when something was.
    pub promise: Option<Promise>,
}

/// A month's promise and how it is being kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Promise {
    /// For the whole month; not always whole, when the promise changed during it.
    pub target: f64,
    /// First-time MQL handed off and not withdrawn, up to the day of the review: what the promise counts.
    pub actual: u64,
    /// By working days, to the end of the day of the review.
    pub expected: f64,
    /// Actual by expected; `None` before the month's first working day.
    pub pace: Option<f64>,
    /// A day, to reach the target in the working days left; `None` when none is left.
    pub required_per_day: Option<f64>,
    /// Where the month ends with four chances in five, and its middle; `None` in its first days.
    pub forecast: Option<[u64; 3]>,
}

/// MQL of one source or persona.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BySource {
    /// Which; `None` for leads without.
    pub id: Option<Uuid>,
    /// Its name; empty without.
    pub name: String,
    /// This week.
    pub this: u64,
    /// Mean of the four weeks before.
    pub mean: f64,
    /// Handoffs accepted this week.
    pub accepted: u64,
    /// Handoffs accepted or refused this week.
    pub decided: u64,
}

/// What waits for somebody.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Exceptions {
    /// MQL handed over and not decided.
    pub undecided: Listed,
    /// The state of the promises on leads, when an agreement is in force.
    pub sla: Option<SlaWeek>,
}

/// Promises on leads.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SlaWeek {
    /// Leads with a promise broken and still open.
    pub breached: Listed,
    /// Leads with a promise that will soon be broken.
    pub at_risk: Listed,
    /// Promises due this week that were kept.
    pub met: u64,
    /// Promises due this week.
    pub due: u64,
}

/// Block 2.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sales {
    /// Leads that became SQL for the first time.
    pub sql: Measure,
    /// Leads that became opportunities for the first time.
    pub opportunities: Measure,
    /// Deals won.
    pub won: Measure,
    /// What they amount to, minor units.
    pub won_minor: Minor,
    /// Each deal won this week.
    pub wins: Wins,
    /// Each deal lost this week.
    pub losses: Wins,
    /// Deals whose expected date moved back this week.
    pub slipped: Vec<DealLine>,
    /// Open deals on which nothing happened for two weeks.
    pub stale: Listed,
    /// Leads in the hands of sales without a next step.
    pub no_next_step: Listed,
    /// Open deals.
    pub open: u64,
    /// What they amount to, minor units.
    pub open_minor: Minor,
}

/// Deals closed one way, and why.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Wins {
    /// The deals, the largest first.
    pub deals: Vec<DealLine>,
    /// By reason, the commonest first.
    pub reasons: Vec<Reason>,
}

/// One deal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealLine {
    /// Which.
    pub deal: Uuid,
    /// With whom.
    pub lead: Uuid,
    /// Minor units.
    pub amount_minor: Option<i64>,
    /// Code of the reason, or an imported text.
    pub reason: Option<String>,
    /// Who won it instead, or empty.
    pub competitor: String,
    /// The expected date before it slipped.
    pub was: Option<NaiveDate>,
    /// The expected date now.
    pub is: Option<NaiveDate>,
}

/// A reason and how often it was given. The labels are those of the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// Its code; `None` when none was given.
    pub code: Option<String>,
    /// In French.
    pub label_fr: String,
    /// In English.
    pub label_en: String,
    /// How often.
    pub count: u64,
}

/// A handoff that was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Of which lead.
    pub lead: Uuid,
    /// Where the lead came from.
    pub source: Uuid,
    /// Whether it was accepted.
    pub accepted: bool,
    /// Why it was refused, if somebody said so.
    pub reason: Option<String>,
}

/// Block 3.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Feedback {
    /// Every handoff decided this week.
    pub decided: Vec<Refusal>,
    /// Why leads were refused, the commonest reason first; none given last.
    pub reasons: Vec<Reason>,
    /// Recycled leads due for another look by the end of the week.
    pub recycled_due: Listed,
}

impl Feedback {
    /// How many handoffs were accepted and how many decided, among those that `wanted` keeps.
    pub fn acceptance(&self, wanted: impl Fn(&Refusal) -> bool) -> (u64, u64) {
        let kept = self.decided.iter().filter(|one| wanted(one));
        kept.fold((0, 0), |(accepted, decided), one| (accepted + u64::from(one.accepted), decided + 1))
    }
    /// The refusals that gave this reason; with `None`, those that gave none.
    pub fn refused<'a>(&'a self, reason: Option<&'a str>) -> impl Iterator<Item = &'a Refusal> {
        self.decided.iter().filter(move |one| !one.accepted && one.reason.as_deref() == reason)
    }
}

/// Block 4: a content planned for a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// Its id.
    pub id: Uuid,
    /// When.
    pub on: NaiveDate,
    /// What.
    pub title: String,
    /// Who sees to it.
    pub owner: Option<Person>,
}

/// A decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Its id.
    pub id: Uuid,
    /// What.
    pub text: String,
    /// Who answers for it.
    pub who: Person,
    /// From when.
    pub date: NaiveDate,
}

/// Actions of earlier meetings.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Carried {
    /// Still open, the longest late first.
    pub actions: Vec<Action>,
    /// Done in time among those due.
    #[serde(with = "CompletionForm")]
    pub completion: Completion,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Completion")]
struct CompletionForm {
    done: u64,
    due: u64,
}

/// An action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// Its id.
    pub id: Uuid,
    /// What.
    pub text: String,
    /// Who.
    pub owner: Person,
    /// By when.
    pub due: NaiveDate,
    /// About which lead.
    pub lead: Option<Uuid>,
    /// About which deal.
    pub deal: Option<Uuid>,
    /// The week of the review in which it was agreed.
    pub week: String,
    /// The day it was done.
    pub done_on: Option<NaiveDate>,
    /// Meetings held since it was agreed.
    pub age: u32,
    /// Meetings at which it was late, this one included.
    pub late: u32,
}

impl Action {
    /// [`Action::age`], for words.
    pub fn age_n(&self) -> i64 {
        i64::from(self.age)
    }
    /// [`Action::late`], for words.
    pub fn late_n(&self) -> i64 {
        i64::from(self.late)
    }
}

/// A team's words in a block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Which block.
    pub block: String,
    /// `marketing` or `sales`.
    pub team: String,
    /// What they wrote.
    pub text: String,
    /// Who wrote last.
    pub author: Person,
    /// When (RFC 3339).
    pub at: String,
    /// Counts its edits.
    pub version: i64,
}
