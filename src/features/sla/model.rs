//! What is stored about the agreement.

use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::sla::{Kind, Status, Times};

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
