//! SQL of the settings, a file per subject.

pub mod organisation;
