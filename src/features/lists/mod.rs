//! Many leads at once: the list, its search, counts and export, the board, and the neighbours of a lead in a list.
//!
//! What is shown is a [`LeadFilter`](crate::domain::filter::LeadFilter). Read next: `store/clause.rs` (how a filter
//! becomes SQL), `store/page.rs` (pages without OFFSET).

mod model;
pub mod store;

pub use model::{Count, InCharge, Neighbours, Page, Reader, Row};
pub use store::{count, neighbours, page};
