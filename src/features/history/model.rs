//! Rows of the history, as the store reads and writes them.

use crate::domain::history::{Event, EventKind};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::stage::Stage;
use std::str::FromStr;

/// Through which door an event came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A page.
    User,
    /// The JSON API.
    Api,
    /// A file.
    Import,
    /// The product itself.
    System,
}

impl Origin {
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Api => "api",
            Self::Import => "import",
            Self::System => "system",
        }
    }
}
impl FromStr for Origin {
    type Err = ();
    fn from_str(s: &str) -> Result<Self, ()> {
        [Self::User, Self::Api, Self::Import, Self::System].into_iter().find(|o| o.code() == s).ok_or(())
    }
}

/// An event about to be written.
#[derive(Debug, Clone)]
pub struct NewEvent {
    /// Allocated by the caller, in order of entry.
    pub id: Id<of::Event>,
    /// Whose history.
    pub lead: Id<of::Lead>,
    /// Which run through the funnel.
    pub cycle: i32,
    /// What it does.
    pub kind: EventKind,
    /// The stage entered, for transitions and corrections.
    pub to: Option<Stage>,
    /// When it happened.
    pub occurred_at: Instant,
    /// When it was learnt.
    pub recorded_at: Instant,
    /// Who says so; `None` for the system and for people unknown to an import.
    pub actor: Option<Id<of::Member>>,
    /// The role in which they said it (`marketer`, `rep`, `manager`, `admin`, `system`).
    pub role: &'static str,
    /// The door.
    pub origin: Origin,
    /// A code of the reason list, or a free text from an import.
    pub reason: Option<String>,
    /// The persona criterion that failed, for `hors_persona`.
    pub criterion: Option<String>,
    /// Its free text, in `note`.
    pub text: Option<Id<of::Note>>,
    /// The survivor, for a merge.
    pub into: Option<Id<of::Lead>>,
    /// The event taken out, for voids and corrections.
    pub supersedes: Option<Id<of::Event>>,
    /// Its id in the file it came from.
    pub reference: Option<String>,
}

impl NewEvent {
    /// What the history says of it.
    pub const fn plain(&self) -> Event {
        Event {
            id: self.id,
            cycle: self.cycle,
            kind: self.kind,
            to: self.to,
            occurred_at: self.occurred_at,
            recorded_at: self.recorded_at,
            supersedes: self.supersedes,
            into: self.into,
        }
    }
}

/// An event with what a reader wants to know about it.
#[derive(Debug, Clone)]
pub struct TimelineEvent {
    /// The event.
    pub event: Event,
    /// Who.
    pub actor: Option<Id<of::Member>>,
    /// Their name, empty for the system.
    pub actor_name: String,
    /// The role in which they acted.
    pub role: String,
    /// The door.
    pub origin: Origin,
    /// Reason code or imported text.
    pub reason: Option<String>,
    /// Persona criterion that failed.
    pub criterion: Option<String>,
    /// Free text.
    pub text: Option<String>,
    /// Whether a later event took this one out.
    pub superseded: bool,
}

/// What figures are split by, as settled for one cycle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dimensions {
    /// Original source of the cycle.
    pub source: Id<of::Source>,
    /// Campaign of the cycle.
    pub campaign: Option<Id<of::Campaign>>,
    /// Persona at the handoff, until then the current one.
    pub persona: Option<Id<of::Persona>>,
    /// Sales owner at the handoff, until then the current one.
    pub owner: Option<Id<of::Member>>,
}

impl Dimensions {
    /// What is kept of a cycle that was not handed off: persona and owner are settled by the handoff.
    pub const fn before_handoff(self) -> Self {
        Self { persona: None, owner: None, ..self }
    }
}
