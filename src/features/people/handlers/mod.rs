//! The pages of people, a file per page.

mod entering;
pub mod links;
pub mod preferences;
pub mod setup;
pub mod sign_in;
