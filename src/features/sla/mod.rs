//! The agreement between both teams: open hours, dated terms, and how every handed-off lead stands by them.
//!
//! Whoever writes about a lead calls [`settle`] in the same write, after the history is projected; whoever hands a
//! lead off calls [`stamp`] first. Read next: `settle.rs`, then `domain::sla` (what obliges to what).

pub mod api;
mod badges;
mod check;
pub mod figures;
pub mod handlers;

mod form;
mod model;
mod settle;
pub mod store;
pub use store::{calendars, rules};
pub use views::status_text;
mod views;

pub use badges::{Badge, badges, waits};
pub use check::{differences, sum_differences};
pub use model::{Asked, Handed, Listed, ObligationRow, RelayRow, Relayed, Split, Tally, WorkCalendar};
pub use settle::{
    Known, expected, load, settle, settle_all, settle_within, stamp, stamp_rest, sum_up, write_sums,
};
