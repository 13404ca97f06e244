//! The append-only history of leads and what is computed from it.
//!
//! Whoever writes an event calls [`append`] for each, then [`reproject`] once, in the same write. Nothing else
//! touches `journey`, `passage` or the cached stage of a lead. Read next: `store.rs`.

mod bulk;
mod compare;
mod model;
mod projector;
pub mod store;
pub mod sums;

pub use bulk::{Loaded, load};
pub use compare::{Difference, cycles_without_dimensions, differences};
pub use model::{Dimensions, NewEvent, Origin, TimelineEvent};
pub use projector::{Projected, insert_projected, projected, reproject};
pub use store::{append, append_many, authored, events_of, insert_dimensions, settle_dimensions, timeline};
pub use sums::{sum_differences, sum_up, write_sums};
