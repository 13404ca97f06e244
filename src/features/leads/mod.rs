//! Leads: the rows themselves. Their stages belong to `stages`, their events to `history`.

pub mod api;
pub mod beside;
mod change;
pub mod form;
pub mod handlers;
pub mod merge3;
mod model;
pub mod record;
pub mod resolve;
pub mod store;
pub mod views;
pub mod words;

pub(in crate::features) use api::shapes as api_shapes; // what the API of deals says in the same way
pub use change::{Change, Edit, changes, held_at, save};
pub use model::{Keys, LeadFields, LeadRow, LeadStatus, Names, keys};
pub use store::{NewLead, get, insert, insert_many, lock, lock_merged, touch};
