//! Files of leads that people bring from elsewhere.

pub mod reading;
