//! Many leads at once: the list, its search, counts and export, the board, and the neighbours of a lead in a list.
//!
//! What is shown is a [`LeadFilter`](crate::domain::filter::LeadFilter). Read next: `store/clause.rs` (how a filter
//! becomes SQL), `store/page.rs` (pages without OFFSET).

mod csv;
pub mod handlers;
mod model;
pub mod store;
pub mod views;

pub use csv::Style;
pub use handlers::{currency, reader};
pub use model::{Choice, Choices, Count, InCharge, Neighbours, NextStep, Page, Reader, Row};
pub use store::{count, decisions, listing, neighbours, page};
pub use views::{Line, age_short, count_text, filter_error, from, opened_from};
