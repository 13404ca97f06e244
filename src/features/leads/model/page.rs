//! Rows that a lead's page and the bin show beside the lead itself.

use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::stage::Stage;

/// A handoff with its names and text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handed {
    /// Its id.
    pub id: Id<of::Handoff>,
    /// In which cycle.
    pub cycle: i32,
    /// The `mql` event that it came with; `None` when it came later.
    pub event: Option<Id<of::Event>>,
    /// When.
    pub at: Instant,
    /// When that was recorded.
    pub recorded_at: Instant,
    /// The rep who received it, or empty.
    pub to: String,
    /// The queue that received it, or empty.
    pub queue: String,
    /// Who handed it over, or empty.
    pub by: String,
    /// Their words, or empty.
    pub text: String,
    /// Neither decided nor taken back.
    pub open: bool,
}

/// A task that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoneTask {
    /// Its id.
    pub id: Id<of::Task>,
    /// Code of its kind.
    pub kind: String,
    /// What it was, or empty.
    pub title: String,
    /// When it was done.
    pub done_at: Instant,
    /// By whom, or empty.
    pub done_by: String,
}

/// Somebody to choose from a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Their id.
    pub id: Id<of::Member>,
    /// Their name.
    pub name: String,
    /// Their folded address.
    pub email_key: String,
    /// Whether a lead can be given to them.
    pub sells: bool,
}

/// What two leads have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    /// The e-mail address.
    Email,
    /// The telephone number.
    Phone,
    /// Name and company.
    Name,
}

/// A lead that may be the same person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Double {
    /// Its id.
    pub id: Id<of::Lead>,
    /// What to call them.
    pub name: String,
    /// Its e-mail, or empty.
    pub email: String,
    /// Its telephone, or empty.
    pub phone: String,
    /// Its company, or empty.
    pub company: String,
    /// Its rep, or empty.
    pub owner: String,
    /// Where it stands.
    pub stage: Option<Stage>,
    /// Why it is shown.
    pub why: Match,
}

/// A lead in the bin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trashed {
    /// Its id.
    pub id: Id<of::Lead>,
    /// What to call them.
    pub name: String,
    /// Their company, or empty.
    pub company: String,
    /// Since when.
    pub at: Instant,
    /// Who put it there, or empty.
    pub by: String,
    /// Why, in their words, or empty.
    pub reason: String,
}
