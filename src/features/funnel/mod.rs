//! The funnel: reports over the history, and the leads behind every count.
//!
//! The question and its answer are pure ([`crate::domain::funnel`]); here are the SQL that counts, the page and the
//! API. Read next: `figures.rs`, then `store.rs`.

pub mod api;
pub mod figures;
mod form;
pub mod handlers;
mod model;
pub mod store;
mod views;

pub use model::{Chip, Line, Place};
