//! The funnel: reports over the history, and the leads behind every count.
//!
//! The question and its answer are pure ([`crate::domain::funnel`]); here are the SQL that counts, the page and the
//! API. Read next: `store.rs`.

pub mod store;
