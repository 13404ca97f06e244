//! What an administrator decides for everybody: the organisation, its lists, and what was done when.

pub mod defaults;
mod form;
pub mod handlers;
mod model;
pub mod store;
mod views;

pub use defaults::write as write_defaults;
pub use model::{FirstSettings, OrganisationRow};
pub use store::organisation::{close_setup, get as organisation, open_setup, set_up, setup_matches};
