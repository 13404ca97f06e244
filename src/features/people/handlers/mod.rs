//! The pages of people, a file per page.

pub mod preferences;
pub mod sign_in;
