//! The pages of people, a file per page.

pub mod account;
mod entering;
pub mod links;
pub mod members;
pub mod preferences;
pub mod setup;
pub mod sign_in;
