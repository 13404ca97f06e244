//! SQL of the settings, a file per subject.

pub mod lists;
pub mod organisation;
pub mod reasons;
