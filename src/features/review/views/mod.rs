//! Pages of the review. Every page shows a [`Sheet`].

mod openers;
mod pages;
mod sheet;

pub use openers::Opener;
pub use pages::{ClosePage, ConflictPage, LeadsPage, MeetingPage, MinutesPage, PastPage, ReviewPage};
pub use sheet::{DEALS, Forms, Sheet};
