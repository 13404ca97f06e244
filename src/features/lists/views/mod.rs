//! What the pages of lists show.

pub mod board;
mod chips;
mod filters;
mod index;
mod words;

pub use chips::{Chip, Names};
pub use filters::Filters;
pub use index::{Index, Line, Tab, count_text, from, opened_from, tabs};
pub use words::{age_short, filter_error, status as status_name};
