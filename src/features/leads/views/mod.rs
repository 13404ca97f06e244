//! What the pages about leads show.

pub mod edit;
pub mod forms;
pub mod moves;
pub mod record;
pub mod thread;
