//! Activities and tasks as stored.

use crate::domain::activity::{Direction, Kind, Outcome, UnknownCode};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use chrono::NaiveDate;
use std::str::FromStr;

/// An activity about to be written.
#[derive(Debug, Clone)]
pub struct NewActivity {
    /// Its id.
    pub id: Id<of::Activity>,
    /// With whom.
    pub lead: Id<of::Lead>,
    /// In which cycle of the lead.
    pub cycle: i32,
    /// What it was.
    pub kind: Kind,
    /// Who went to whom.
    pub direction: Direction,
    /// What came of it.
    pub outcome: Option<Outcome>,
    /// Sent by a machine: never counts as a contact.
    pub automatic: bool,
    /// Who did it.
    pub actor: Option<Id<of::Member>>,
    /// When it happened.
    pub occurred_at: Instant,
    /// When it was noted.
    pub recorded_at: Instant,
    /// Its text; empty for none.
    pub text: String,
    /// Its id in the file it came from.
    pub reference: Option<String>,
}

/// An activity as read, with names and text.
#[derive(Debug, Clone)]
pub struct Activity {
    /// Its id.
    pub id: Id<of::Activity>,
    /// In which cycle.
    pub cycle: i32,
    /// What it was.
    pub kind: Kind,
    /// Who went to whom.
    pub direction: Direction,
    /// What came of it.
    pub outcome: Option<Outcome>,
    /// Sent by a machine.
    pub automatic: bool,
    /// Who did it.
    pub actor: Option<Id<of::Member>>,
    /// Their name, or empty.
    pub actor_name: String,
    /// When it happened.
    pub occurred_at: Instant,
    /// When it was noted.
    pub recorded_at: Instant,
    /// Its text, or empty.
    pub text: String,
    /// When it was struck out.
    pub voided_at: Option<Instant>,
}

/// Why something is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaskKind {
    /// The next step that somebody planned.
    FollowUp,
    /// A recycled lead is due for another look.
    Revisit,
    /// The state machine proposes something to a marketer (merge a duplicate, mark a supplier).
    Proposal,
}

impl TaskKind {
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::FollowUp => "follow_up",
            Self::Revisit => "revisit",
            Self::Proposal => "proposal",
        }
    }
}
impl FromStr for TaskKind {
    type Err = UnknownCode;
    fn from_str(s: &str) -> Result<Self, UnknownCode> {
        [Self::FollowUp, Self::Revisit, Self::Proposal].into_iter().find(|k| k.code() == s).ok_or(UnknownCode)
    }
}

/// A task about to be written.
#[derive(Debug, Clone)]
pub struct NewTask {
    /// Its id.
    pub id: Id<of::Task>,
    /// About whom.
    pub lead: Id<of::Lead>,
    /// Why.
    pub kind: TaskKind,
    /// What to do, in the author's words; empty when the kind says it all.
    pub title: String,
    /// The organisation's date on which it is due.
    pub due_on: NaiveDate,
    /// Who does it.
    pub assignee: Option<Id<of::Member>>,
    /// Who planned it.
    pub created_by: Option<Id<of::Member>>,
    /// When it was planned.
    pub created_at: Instant,
}

/// A task as read.
#[derive(Debug, Clone)]
pub struct Task {
    /// Its id.
    pub id: Id<of::Task>,
    /// About whom.
    pub lead: Id<of::Lead>,
    /// Why.
    pub kind: TaskKind,
    /// What to do.
    pub title: String,
    /// When it is due.
    pub due_on: NaiveDate,
    /// Who does it.
    pub assignee: Option<Id<of::Member>>,
    /// Their name, or empty.
    pub assignee_name: String,
}
