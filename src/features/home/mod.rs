//! Everybody's first screen, and what waits for them: the rep's decisions, follow-ups and deals; what became of the
//! marketer's leads; the manager's month.

mod figures;
pub mod handlers;
mod model;
pub mod store;
pub mod views;

pub use figures::{Month, sentence_parts};
pub use handlers::mine;
pub use model::{DueTask, Figures, Mine, OpenDeal, Refused, Waiting};
pub use store::{waiting, waiting_count};
