//! The organisation and its lists, as stored.

use crate::domain::lifecycle::Team;
use std::str::FromStr;
use uuid::Uuid;

/// The one organisation of this instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganisationRow {
    /// Its name; empty until set up.
    pub name: String,
    /// ISO 4217 code.
    pub currency: String,
    /// IANA name of the zone in which its days begin.
    pub time_zone: String,
    /// `fr` or `en`: the language of what is written for nobody in particular (digests, exports).
    pub language: String,
    /// Whether the first administrator exists.
    pub set_up: bool,
    /// For concurrent edits.
    pub version: i64,
}

/// What an administrator says of the organisation.
#[derive(Debug, Clone)]
pub struct FirstSettings {
    /// Its name.
    pub name: String,
    /// ISO 4217 code.
    pub currency: &'static str,
    /// IANA name of its zone.
    pub time_zone: &'static str,
    /// `fr` or `en`.
    pub language: &'static str,
}

/// A list that leads point to and that people keep by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamedList {
    /// Where leads come from.
    Sources,
    /// Why something was pushed.
    Campaigns,
    /// What was shown.
    Contents,
    /// Agreed profiles.
    Personas,
    /// Where handed-off leads wait.
    Queues,
}

impl NamedList {
    /// Every list, in the order of the page of settings.
    pub const ALL: [Self; 5] = [Self::Sources, Self::Campaigns, Self::Contents, Self::Personas, Self::Queues];
    /// Stable code, as in the address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sources => "sources",
            Self::Campaigns => "campaigns",
            Self::Contents => "contents",
            Self::Personas => "personas",
            Self::Queues => "queues",
        }
    }
}

/// The text is no code of this list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown code")]
pub struct UnknownCode;

impl FromStr for NamedList {
    type Err = UnknownCode;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|list| list.code() == s).ok_or(UnknownCode)
    }
}

/// An entry of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// Whether forms offer it.
    pub active: bool,
    /// For concurrent edits.
    pub version: i64,
    /// A queue's team.
    pub team: Option<Team>,
    /// The calendar that a queue works by; `None` for the organisation's.
    pub calendar: Option<Uuid>,
    /// What both teams mean by a persona; empty elsewhere.
    pub description: String,
}

/// An entry of a list as typed.
#[derive(Debug, Clone)]
pub struct ItemFields {
    /// Its name.
    pub name: String,
    /// Whether forms offer it.
    pub active: bool,
    /// A queue's team.
    pub team: Option<Team>,
    /// The calendar that a queue works by, as above; absent when the form does not have it.
    pub calendar: Option<Option<Uuid>>,
    /// A persona's description; `None` when the form does not have it.
    pub description: Option<String>,
}

impl ItemFields {
    /// The entry with what was typed; what the form does not have stays as it was.
    pub fn over(self, before: Item) -> Item {
        Item {
            name: self.name,
            active: self.active,
            calendar: self.calendar.unwrap_or(before.calendar),
            description: self.description.unwrap_or(before.description),
            ..before
        }
    }
}

/// What a reason explains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReasonKind {
    /// A lead refused or put aside.
    Rejection,
    /// A deal won.
    Win,
    /// A deal lost.
    Loss,
}

impl ReasonKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Rejection, Self::Win, Self::Loss];
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Rejection => "rejection",
            Self::Win => "win",
            Self::Loss => "loss",
        }
    }
}

impl FromStr for ReasonKind {
    type Err = UnknownCode;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|kind| kind.code() == s).ok_or(UnknownCode)
    }
}

/// A reason as its list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReasonRow {
    /// What it explains.
    pub kind: ReasonKind,
    /// Stable code, as in exports and the API.
    pub code: String,
    /// How it is worded in French.
    pub label_fr: String,
    /// How it is worded in English.
    pub label_en: String,
    /// Where a refused lead goes: `recycled`, `disqualified`, `either`.
    pub destination: Option<String>,
    /// Whether forms offer it.
    pub active: bool,
    /// For concurrent edits.
    pub version: i64,
}

/// A reason as typed.
#[derive(Debug, Clone)]
pub struct ReasonFields {
    /// How it is worded in French.
    pub label_fr: String,
    /// How it is worded in English.
    pub label_en: String,
    /// Whether forms offer it.
    pub active: bool,
}
