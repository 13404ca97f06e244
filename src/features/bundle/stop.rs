//! What stops a line, and what stops everything.

use super::model::{BundleError, Fault};
use crate::db::DbError;
use crate::features::reference::ReferenceError;

/// A fault of the line, or a failure of the whole.
pub enum Stop {
    /// The line is refused; the others are still read.
    Fault(Fault),
    /// Nothing can go on.
    Error(BundleError),
}
impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}
impl From<DbError> for Stop {
    fn from(e: DbError) -> Self {
        Self::Error(e.into())
    }
}
impl Stop {
    /// A name that could not be used, in this column.
    pub fn name(header: &'static str, e: ReferenceError) -> Self {
        match e {
            ReferenceError::Db(e) => e.into(),
            ReferenceError::Empty | ReferenceError::Name(_) => Fault::BadText(header).into(),
        }
    }
}
