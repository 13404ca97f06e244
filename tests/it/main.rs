//! The one integration binary: one file per feature, run on both engines.
//! Read next: `support/mod.rs` (how to write a test on both engines), `architecture.rs` (the rules of the house).
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[macro_use]
#[allow(dead_code, reason = "a toolbox: not every tool is in use at every moment")]
mod support;

mod access;
mod api;
mod architecture;
mod around;
mod browse;
mod bundle;
mod demo;
mod edges;
mod faults;
mod funnel;
mod history;
mod hostile;
mod imports;
mod lead_page;
mod lists;
mod members;
mod migrations;
mod prepare;
mod review;
mod seed;
mod settings;
mod sign_in;
mod sla;
mod thread;
mod twice;
mod upkeep;
