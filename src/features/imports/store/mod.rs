//! SQL of imports.

pub mod names;
pub mod runs;
