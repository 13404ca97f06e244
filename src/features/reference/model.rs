//! Which lists there are, and what an entry is.

use crate::db::DbError;
use crate::domain::text::TextError;

/// The source of a lead whose origin nobody noted: it counts in every total.
pub const UNKNOWN_SOURCE: &str = "inconnu";

/// A list of names. Companies and queues have columns of their own and their own functions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum List {
    /// Where a lead came from.
    Source,
    /// Why something was pushed.
    Campaign,
    /// What was shown.
    Content,
    /// Agreed profiles.
    Persona,
    /// Free labels.
    Tag,
}

/// An entry of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its id.
    pub id: uuid::Uuid,
    /// Its name as first written.
    pub name: String,
    /// Offered in forms; an inactive entry stays on the leads that have it.
    pub active: bool,
}

/// Why a name could not become an entry.
#[derive(Debug, thiserror::Error)]
pub enum ReferenceError {
    /// The name is empty.
    #[error("empty name")]
    Empty,
    /// The name is too long or holds a NUL.
    #[error("name: {0}")]
    Name(TextError),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}
