//! Relais: one funnel for marketing and sales, every figure computed from the same rows.
#![forbid(unsafe_code)]

pub mod clock;
pub mod db;
pub mod domain;
pub mod features;
pub mod i18n;
pub mod urls;
pub mod web;
