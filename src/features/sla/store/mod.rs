//! SQL of the agreement. `rules`: calendars and terms. `facts`: what obligations are computed from. `rows`: the rows
//! computed. `tallies`: their sums by day. `report`: what is counted and listed of them.

pub mod calendars;
pub mod excuses;
pub mod facts;
pub mod report;
pub mod rows;
pub mod rules;
pub mod tallies;
