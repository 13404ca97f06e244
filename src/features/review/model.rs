//! Rows of the review, and why a write to it is refused.

use crate::db::DbError;
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::lifecycle::{Role, Team};
use crate::domain::period::IsoWeek;
use crate::domain::review::Payload;
use chrono::NaiveDate;

/// A review as it was closed.
#[derive(Debug, Clone)]
pub struct Kept {
    /// When.
    pub at: Instant,
    /// By whom.
    pub by: String,
    /// What was presented: canonical JSON.
    pub text: String,
    /// The digest of that text.
    pub sha256: Vec<u8>,
}

/// A review of the list of past ones.
#[derive(Debug, Clone)]
pub struct Past {
    /// Which week.
    pub week: IsoWeek,
    /// When it was closed.
    pub at: Instant,
    /// By whom.
    pub by: String,
}

/// A review as a page shows it: live until it is closed, then as it was presented.
#[derive(Debug, Clone)]
pub struct Shown {
    /// What it says.
    pub payload: Payload,
    /// When it was closed, by whom, and the digest; `None` while it is live.
    pub frozen: Option<Frozen>,
}

/// The closing of a review.
#[derive(Debug, Clone)]
pub struct Frozen {
    /// When.
    pub at: Instant,
    /// By whom.
    pub by: String,
    /// SHA-256 of the canonical payload, in hexadecimal.
    pub sha256: String,
}

/// Somebody who can be asked to do something.
#[derive(Debug, Clone)]
pub struct Colleague {
    /// Who.
    pub id: Id<of::Member>,
    /// Full name.
    pub name: String,
    /// What they are there to do.
    pub role: Role,
    /// Their side.
    pub team: Option<Team>,
}

/// A decision to write down.
#[derive(Debug, Clone)]
pub struct NewDecision {
    /// What.
    pub text: String,
    /// Who answers for it.
    pub who: Id<of::Member>,
    /// From when.
    pub date: NaiveDate,
}

/// An action to write down.
#[derive(Debug, Clone)]
pub struct NewAction {
    /// What.
    pub text: String,
    /// Who.
    pub owner: Id<of::Member>,
    /// By when.
    pub due: NaiveDate,
    /// About which lead.
    pub lead: Option<Id<of::Lead>>,
    /// About which deal.
    pub deal: Option<Id<of::Deal>>,
}

/// A content to plan.
#[derive(Debug, Clone)]
pub struct NewContent {
    /// When.
    pub on: NaiveDate,
    /// What.
    pub title: String,
    /// Who sees to it.
    pub owner: Option<Id<of::Member>>,
}

/// Two people wrote in one note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteConflict {
    /// What this form says.
    pub mine: String,
    /// What the note says now.
    pub theirs: String,
    /// What both started from.
    pub base: String,
    /// Who wrote meanwhile.
    pub by: String,
    /// The version that «theirs» is.
    pub version: i64,
}

/// Why a write was refused.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Denied {
    /// The review is closed: it stays as it was presented.
    #[error("closed")]
    Closed,
    /// Somebody else wrote in the note meanwhile.
    #[error("two people wrote in one note")]
    Conflict(Box<NoteConflict>),
    /// There is no such thing.
    #[error("not found")]
    NotFound,
    /// What was presented could not be written as text.
    #[error("no text: {0}")]
    Form(String),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}
