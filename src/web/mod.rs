//! Plumbing that knows no feature: what every page, form and answer goes through.
//!
//! Read next: `page` (the frame of a page), `form` (reading and refusing input), `error` (refusals and faults).

pub mod assets;
pub mod check;
pub mod cookie;
pub mod error;
pub mod error_page;
pub mod flash;
pub mod form;
#[cfg(test)]
mod gallery_tests;
pub mod headers;
pub mod json;
pub mod me;
pub mod page;
pub mod path;
pub mod prefs;
pub mod query;
pub mod redirect;
pub mod sentence;
pub mod stale;
pub mod view;
pub mod words;
