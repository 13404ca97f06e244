//! Companies as read and written.

use crate::db::DbError;
use crate::domain::ids::{Id, of};
use crate::domain::money::Minor;

/// The fields that people fill in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CompanyFields {
    /// Its name.
    pub name: String,
    /// Its web domain, or empty.
    pub domain: String,
    /// Where it is, or empty.
    pub city: String,
    /// Anything worth knowing, or empty.
    pub note: String,
}

/// A company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Company {
    /// Its id.
    pub id: Id<of::Company>,
    /// Counts its edits.
    pub version: i64,
    /// What people filled in.
    pub fields: CompanyFields,
}

/// A company in the list.
#[derive(Debug, Clone)]
pub struct CompanyRow {
    /// Its id.
    pub id: Id<of::Company>,
    /// Its name.
    pub name: String,
    /// Its web domain, or empty.
    pub domain: String,
    /// Where it is, or empty.
    pub city: String,
    /// How many leads work there.
    pub leads: i64,
    /// Its open deals together.
    pub open: Minor,
    pub(super) name_key: String,
}

/// Why a company was not saved.
#[derive(Debug, Clone, thiserror::Error)]
pub enum SaveError {
    /// There is no such company.
    #[error("not found")]
    NotFound,
    /// Somebody edited it meanwhile.
    #[error("edited meanwhile")]
    Stale,
    /// Another company has this name.
    #[error("another company has this name")]
    Taken,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}
