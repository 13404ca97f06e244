//! The agreement between both teams: open hours, dated terms, and how every handed-off lead stands by them.
//!
//! Whoever writes about a lead calls [`settle`] in the same write, after the history is projected; whoever hands a
//! lead off calls [`stamp`] first. Read next: `settle.rs`, then `domain::sla` (what obliges to what).

mod check;
mod model;
mod settle;
pub mod store;

pub use check::differences;
pub use model::{ObligationRow, RelayRow, WorkCalendar};
pub use settle::{Known, expected, load, settle, settle_all, settle_within, stamp, stamp_rest};
