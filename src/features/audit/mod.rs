//! Who did what, when, and what changed: written in the transaction of the action itself, never changed afterwards.
//!
//! `audit::write(&mut tx, &clock, &By::me(&me, address), Entry::new("member.role", "member", id).before(…).after(…))`.

mod model;
pub mod store;
mod words;

pub use model::{By, Entry, NOUNS, Row};
pub use store::{Wanted, list, write};
pub use words::{action_name, noun_name};
