//! The list of deals: open ones by the day they should be signed, closed ones by the day they were.
//!
//! Opening, editing and closing a deal happens on its lead's page.

pub mod handlers;
mod model;
pub mod store;
pub mod views;

pub use model::{DealFilter, DealRow, StageSum};
