//! What lists show of leads.

use crate::domain::filter::{Cursor, Key, SortKey};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::lifecycle::{Custody, Team};
use crate::domain::money::Minor;
use crate::domain::stage::Stage;
use chrono::NaiveDate;
use chrono_tz::Tz;

/// Who reads a list, and when: what `me` and `today` mean.
#[derive(Debug, Clone, Copy)]
pub struct Reader {
    /// Whoever `me` is; nobody's leads match it when `None`.
    pub me: Option<Id<of::Member>>,
    /// Now: how promises stand.
    pub now: Instant,
    /// Today, on the organisation's calendar.
    pub today: NaiveDate,
    /// The organisation's zone, in which a filter's days begin.
    pub zone: Tz,
}

/// How many rows there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// Exactly this many.
    Exact(i64),
    /// This many or more; they were not all counted.
    AtLeast(i64),
}

impl Count {
    /// The number found.
    pub const fn found(self) -> i64 {
        match self {
            Self::Exact(n) | Self::AtLeast(n) => n,
        }
    }
    /// Whether all were counted.
    pub const fn is_exact(self) -> bool {
        matches!(self, Self::Exact(_))
    }
}

/// In whose hands a lead is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InCharge {
    /// A person, with their team.
    Member(String, Option<Team>),
    /// A queue, until somebody claims it.
    Queue(String),
    /// Nobody yet.
    Nobody,
}

/// A lead in a list.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its id.
    pub id: Id<of::Lead>,
    /// Its order of entry.
    pub seq: i64,
    /// For optimistic edits.
    pub version: i64,
    /// Name, else e-mail, else telephone.
    pub name: String,
    /// Company, or empty.
    pub company: String,
    /// Telephone as typed, or empty.
    pub phone: String,
    /// Where it stands.
    pub stage: Stage,
    /// Since when.
    pub stage_at: Instant,
    /// When it was created.
    pub created_at: Instant,
    /// In whose hands it is: the rep or the queue, else the marketer.
    pub in_charge: InCharge,
    /// The rep in charge.
    pub owner: Option<Id<of::Member>>,
    /// The queue where it waits.
    pub queue: Option<Id<of::Queue>>,
    /// That queue's team.
    pub queue_team: Option<Team>,
    /// Where it came from.
    pub source: String,
    /// Estimated value, minor units.
    pub value_minor: Option<i64>,
    /// Day of the next action planned.
    pub next_on: Option<NaiveDate>,
    /// Its words, or empty.
    pub next_title: String,
    pub(super) name_key: String,
}

impl Row {
    /// Its place in a list sorted by `key`.
    pub fn cursor(&self, key: SortKey) -> Cursor {
        let key = match key {
            SortKey::Created => Key::Int(self.created_at.micros()),
            SortKey::StageAt => Key::Int(self.stage_at.micros()),
            SortKey::Name => Key::Text(self.name_key.clone()),
            SortKey::Value => self.value_minor.map_or(Key::Absent, Key::Int),
            SortKey::Next => self.next_on.map_or(Key::Absent, Key::Day),
        };
        Cursor { key, seq: self.seq }
    }
}

/// What open deals amount to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DealSums {
    /// Their sum.
    pub amount: Minor,
    /// Each multiplied by its probability.
    pub weighted: Minor,
}

/// What a card of the board says of a lead's open deal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CardDeal {
    /// Its amount.
    pub amount: Option<Minor>,
    /// Its probability, in per cent.
    pub probability: i64,
    /// When it should be signed.
    pub expected_on: Option<NaiveDate>,
}

/// One page of a list.
#[derive(Debug, Clone)]
pub struct Page<T> {
    /// Its rows, in order.
    pub rows: Vec<T>,
    /// Where the page before ends; `None` on the first.
    pub previous: Option<Cursor>,
    /// Where the next page begins; `None` on the last.
    pub next: Option<Cursor>,
}

/// The neighbours of a lead in a list, and its place there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Neighbours {
    /// The one before.
    pub previous: Option<Id<of::Lead>>,
    /// The one after.
    pub next: Option<Id<of::Lead>>,
    /// Its position, from 1; `None` when it is no longer in the list or far down.
    pub position: Option<i64>,
    /// How many there are.
    pub total: Count,
}

/// What is to be done next with a lead: what somebody planned, else what its stage asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NextStep {
    /// Planned for a day before today.
    Overdue(NaiveDate),
    /// Planned for today.
    Today,
    /// Planned for later.
    Planned(NaiveDate),
    /// Marketing has to qualify it.
    Qualify,
    /// Marketing has to hand it to a rep or a queue.
    HandOff,
    /// Sales has to accept or refuse it.
    Decide,
    /// Sales works it, and nobody planned anything: a lead that gets lost.
    Missing,
    /// Its story has ended, or waits.
    Nothing,
}

impl Row {
    /// In whose hands it is on the sales side: what decides who may move it.
    pub fn custody(&self) -> Custody {
        Custody { owner: self.owner, queue: self.queue, queue_team: self.queue_team }
    }
    /// What is to be done next.
    pub fn next_step(&self, today: NaiveDate) -> NextStep {
        match (self.next_on, self.stage) {
            (Some(day), _) if day < today => NextStep::Overdue(day),
            (Some(day), _) if day == today => NextStep::Today,
            (Some(day), _) => NextStep::Planned(day),
            (None, Stage::Lead) => NextStep::Qualify,
            (None, Stage::Mql) if self.owner.is_none() && self.queue.is_none() => NextStep::HandOff,
            (None, Stage::Mql) => NextStep::Decide,
            (None, Stage::Sal | Stage::Sql | Stage::Opportunity) => NextStep::Missing,
            (None, _) => NextStep::Nothing,
        }
    }
}

/// A choice of the filter form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Its id, as the filter wants it.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// The choices of the filter form.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    /// People who sell.
    pub reps: Vec<Choice>,
    /// People who market.
    pub marketers: Vec<Choice>,
    /// Queues.
    pub queues: Vec<Choice>,
    /// Sources.
    pub sources: Vec<Choice>,
    /// Campaigns.
    pub campaigns: Vec<Choice>,
    /// Personas.
    pub personas: Vec<Choice>,
    /// Labels.
    pub tags: Vec<Choice>,
}
