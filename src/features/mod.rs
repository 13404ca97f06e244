//! One folder per capability, with fixed file names: `store` (all its SQL), `model`, `handlers`, `api`, `views`.
//! Other features are reached through their `mod.rs` only.

pub mod activities;
pub mod audit;
pub mod bundle;
pub mod companies;
pub mod deals;
pub mod demo;
pub mod funnel;
pub mod health;
pub mod history;
pub mod home;
pub mod idempotency;
pub mod imports;
pub mod leads;
pub mod lists;
pub mod openapi;
pub mod people;
pub mod pipeline;
pub mod reference;
pub mod review;
pub mod seed;
pub mod settings;
pub mod sla;
pub mod stages;
pub mod upkeep;
