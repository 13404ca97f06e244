//! The pure heart of Relais: every rule and every figure, without I/O, clock or chance.
//!
//! `now` is always an argument. Nothing here imports anything else of ours.
//! Read next: [`stage`] (the vocabulary), then [`history`] (what happened) and [`lifecycle`] (what may happen).

pub mod access;
pub mod activity;
pub mod board;
pub mod calendar;
pub mod contact;
pub mod csv_safe;
pub mod dates;
pub mod filter;
pub mod funnel;
pub mod history;
pub mod ids;
pub mod instant;
pub mod lead_status;
pub mod lifecycle;
pub mod money;
pub mod pacing;
pub mod password;
pub mod period;
pub mod review;
pub mod sla;
pub mod stage;
pub mod stats;
pub mod text;
pub mod zone;
