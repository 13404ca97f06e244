//! The history bundle: a folder of CSV files that carries everything about leads in, out, and between engines.
//!
//! [`import`] fills a database that holds no lead yet, all or nothing; [`export`] writes the same folder. Only
//! `events.csv` is required. Ids in the files are any text: a UUID becomes the row's own id, any other text is kept
//! beside it and exported again. Read next: `tables.rs` (what is in which file), `events.rs` (what a history must
//! respect), `import.rs`, `export.rs`.

mod agreement;
mod convert;
mod derive;
mod events;
mod export;
mod files;
mod fill;
mod fill_history;
mod fill_lists;
mod gaps;
mod ids;
mod import;
mod judge;
mod leads;
mod model;
mod stop;
pub mod store;
mod tables;
#[cfg(test)]
mod tables_tests;
mod values;
mod words;

pub use export::export;
pub use import::import;
pub use model::{BundleError, Fault, Gaps, Progress, Refusal, Report, Written};
pub use words::{error_in_words, refusal_in_words, report_in_words, written_in_words};
