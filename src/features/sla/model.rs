//! What is stored about the agreement.

use crate::domain::calendar::Sha;
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::lifecycle::Team;
use crate::domain::sla::{Kind, Status, Times};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A calendar that people work by.
#[derive(Debug, Clone)]
pub struct WorkCalendar {
    /// Its id.
    pub id: uuid::Uuid,
    /// Its name.
    pub name: String,
    /// Whether it is the organisation's.
    pub is_default: bool,
    /// For concurrent edits.
    pub version: i64,
    /// Its hours as they are now.
    pub calendar: crate::domain::calendar::Calendar,
}

/// Which calendar a page is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The organisation's, which everybody works by who has no other.
    Organisation,
    /// One that is not there yet.
    New,
    /// One with a name, for those who are given it.
    Named(Uuid),
}

/// One row of `relay`: the first handoff of a cycle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RelayRow {
    /// Whose.
    pub lead: Id<of::Lead>,
    /// In which cycle.
    pub cycle: i32,
    /// The handoff.
    pub handoff: Id<of::Handoff>,
    /// When.
    pub at: Instant,
    /// Whether the lead became an MQL for the first time in this cycle.
    pub first_time: bool,
    /// When sales accepted it; «never» otherwise.
    pub accepted_at: Instant,
    /// When sales refused it; «never» otherwise.
    pub rejected_at: Instant,
    /// When marketing took it back; «never» otherwise.
    pub withdrawn_at: Instant,
    /// The terms that judge it.
    pub terms: Option<i32>,
    /// Its persona, as settled for the cycle.
    pub persona: Option<Id<of::Persona>>,
    /// Its source, as settled for the cycle.
    pub source: Id<of::Source>,
    /// Its rep, as settled for the cycle.
    pub owner: Option<Id<of::Member>>,
}

/// One row of `obligation`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ObligationRow {
    /// Of which handoff.
    pub handoff: Id<of::Handoff>,
    /// Which.
    pub kind: Kind,
    /// Whose.
    pub lead: Id<of::Lead>,
    /// In which cycle.
    pub cycle: i32,
    /// The terms that judge it.
    pub terms: i32,
    /// When the clock started.
    pub started_at: Instant,
    /// Its instants.
    pub times: Times,
    /// Whether it was entered more than a day late.
    pub late: bool,
    /// Whether it still waits to be done.
    pub open: bool,
    /// Who had, or has, the lead.
    pub owner: Option<Id<of::Member>>,
    /// Its persona.
    pub persona: Option<Id<of::Persona>>,
    /// Its source.
    pub source: Id<of::Source>,
}

impl ObligationRow {
    /// How it stands.
    pub fn status(&self, now: Instant) -> Status {
        Status::of(self.times, now)
    }
}

/// What the attainment of sales is split by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Split {
    /// The rep.
    Owner,
    /// The persona.
    Persona,
    /// The source.
    Source,
}

impl Split {
    /// Every split.
    pub const ALL: [Self; 3] = [Self::Owner, Self::Persona, Self::Source];
    /// Stable code, as in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Persona => "persona",
            Self::Source => "source",
        }
    }
    /// The part of the split that an obligation is in; `None` when it has no owner or no persona.
    pub fn of(self, o: &ObligationRow) -> Option<Uuid> {
        match self {
            Self::Owner => o.owner.map(Id::uuid),
            Self::Persona => o.persona.map(Id::uuid),
            Self::Source => Some(o.source.uuid()),
        }
    }
}

/// Obligations due in a period that are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// Which.
    pub kind: Kind,
    /// How they stand.
    pub status: Status,
    /// Whose, of which persona or from which source, as asked for.
    pub value: Option<Uuid>,
    /// How many.
    pub n: u64,
    /// Of these, entered late.
    pub late: u64,
}

/// Tallies being added up.
#[derive(Debug, Default)]
pub struct Tallies(BTreeMap<(Kind, Status, Option<Uuid>), (u64, u64)>);

impl Tallies {
    /// Adds obligations that are alike.
    pub fn add(&mut self, t: Tally) {
        let sum = self.0.entry((t.kind, t.status, t.value)).or_default();
        *sum = (sum.0 + t.n, sum.1 + t.late);
    }
    /// The tallies, one of each sort.
    pub fn finish(self) -> Vec<Tally> {
        let tally = |((kind, status, value), (n, late))| Tally { kind, status, value, n, late };
        self.0.into_iter().map(tally).collect()
    }
}

/// Handoffs of a period of one persona.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Relayed {
    /// Which persona.
    pub persona: Option<Id<of::Persona>>,
    /// First-time MQL, not withdrawn: what the promised volume counts.
    pub volume: u64,
    /// Accepted.
    pub accepted: u64,
    /// Refused.
    pub rejected: u64,
    /// Neither yet.
    pub undecided: u64,
}

impl Relayed {
    /// What one relay counts for. Each is in at most one of accepted, rejected and undecided.
    pub fn of(r: &RelayRow) -> Self {
        let here = |is: bool| u64::from(is);
        let (accepted, rejected) = (!r.accepted_at.is_never(), !r.rejected_at.is_never());
        Self {
            persona: r.persona,
            volume: here(r.first_time && r.withdrawn_at.is_never()),
            accepted: here(accepted),
            rejected: here(rejected),
            undecided: here(!accepted && !rejected && r.withdrawn_at.is_never()),
        }
    }
}

/// Which obligations a list shows.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Due from (included).
    pub from: Instant,
    /// Due until (excluded).
    pub until: Instant,
    /// When statuses are read.
    pub now: Instant,
    /// Only this one.
    pub kind: Option<Kind>,
    /// Only these statuses; all when empty.
    pub statuses: Vec<Status>,
    /// Only those that still wait to be kept: a cycle that has ended leaves its broken promises closed.
    pub open: bool,
    /// Only this owner (`Some(None)`: nobody).
    pub owner: Option<Option<Uuid>>,
    /// Only this persona.
    pub persona: Option<Option<Uuid>>,
    /// Only this source.
    pub source: Option<Option<Uuid>>,
    /// Only those entered late.
    pub late: bool,
    /// After this line.
    pub after: Option<(Instant, Id<of::Handoff>, Kind)>,
}

impl Asked {
    /// Everything due in `[from, until)`.
    pub const fn all(from: Instant, until: Instant, now: Instant) -> Self {
        Self {
            from,
            until,
            now,
            kind: None,
            statuses: Vec::new(),
            open: false,
            owner: None,
            persona: None,
            source: None,
            late: false,
            after: None,
        }
    }
}

/// An obligation in a list.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The obligation.
    pub row: ObligationRow,
    /// The calendar that counts its time.
    pub calendar: Option<Sha>,
    /// Name of the lead, else e-mail, else telephone.
    pub name: String,
    /// Company, or empty.
    pub company: String,
    /// Name of whoever had it, or empty.
    pub owner: String,
    /// Their team.
    pub team: Option<Team>,
    /// Why it was excused, or empty.
    pub excuse: String,
    /// Who excused it, or empty.
    pub excused_by: String,
}

/// A handoff of a month, as a list shows it.
#[derive(Debug, Clone)]
pub struct Handed {
    /// Whose.
    pub lead: Id<of::Lead>,
    /// Name of the lead, else e-mail, else telephone.
    pub name: String,
    /// Company, or empty.
    pub company: String,
    /// When it was handed off.
    pub at: Instant,
    /// Where the lead stands today.
    pub stage: Option<crate::domain::stage::Stage>,
    /// Name of its rep, or empty.
    pub owner: String,
}

/// An obligation that waits to be done.
#[derive(Debug, Clone, Copy)]
pub struct Waits {
    /// Whose.
    pub lead: Id<of::Lead>,
    /// Which.
    pub kind: Kind,
    /// When three quarters of its time have elapsed.
    pub risk_at: Instant,
    /// When it is due.
    pub due_at: Instant,
    /// The calendar that counts its time.
    pub calendar: Option<Sha>,
}
