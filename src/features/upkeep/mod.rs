//! What whoever runs an instance needs: is everything consistent, is the machine well, backups and their return.
//!
//! [`check`] compares what is stored with what the events say; [`repair`] writes it again. Read next: `check.rs`.

mod check;
mod model;
mod repair;
pub mod store;
mod words;

pub use check::check;
pub use model::{CheckProgress, Finding, Findings};
pub use repair::repair;
pub use store::{last_backup, newest_record};
pub use words::{findings_in_words, verdict_in_words};
