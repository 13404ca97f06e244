//! SQL of the agreement. `rules`: calendars and terms. `facts`: what obligations are computed from. `rows`: the rows
//! computed.

pub mod calendars;
pub mod facts;
pub mod rows;
pub mod rules;
