//! The weekly review: both teams look at the same figures, decide, and agree who does what; then it is closed, and
//! shown as it was presented for good.
//!
//! What a review holds is `domain::review::Payload`. Read next: `figures.rs` (counting it), `minutes.rs` (what people
//! wrote), `write.rs` (writing and closing), `views/` (showing it).

pub mod api;
mod changes;
pub mod figures;
mod form;
pub mod handlers;
mod minutes;
mod model;
mod pledge;
pub mod store;
mod views;
mod write;

pub use model::{
    Colleague, Denied, Frozen, Kept, NewAction, NewContent, NewDecision, NoteConflict, Past, Shown,
};
pub use pledge::{late_promises, pacing_of_month};
pub use write::{NewNote, add_action, add_content, add_decision, close, set_done, write_note};

use crate::db::{Conn, DbError};
use crate::domain::review::Action;
use chrono::NaiveDate;

/// Open actions of reviews of weeks that began before a day, each with the Monday of its review.
///
/// # Errors
/// [`DbError`].
pub async fn open_actions(conn: &mut Conn, before: NaiveDate) -> Result<Vec<(Action, NaiveDate)>, DbError> {
    store::agreed::open_actions(conn, before).await
}

/// Deals named in a list of the review; the rest is a link.
pub const DEALS: usize = views::DEALS;

/// A number of leads listed, «1 000+» when there are more.
fn listed(l: &crate::i18n::L, list: &crate::domain::review::Listed) -> String {
    let count = l.int(list.count);
    if list.more { format!("{count}+") } else { count }
}
