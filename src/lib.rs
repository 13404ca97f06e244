//! Relais: one funnel for marketing and sales, every figure computed from the same rows.
#![forbid(unsafe_code)]

pub mod app;
pub mod clock;
pub mod config;
pub mod db;
pub mod domain;
pub mod features;
pub mod i18n;
pub mod routes;
pub mod urls;
pub mod web;
