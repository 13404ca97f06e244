//! Companies: where leads work. A name is the same whatever its accents and case.

mod form;
pub mod handlers;
mod model;
pub mod store;
pub mod views;

pub use model::{Company, CompanyFields, CompanyRow};
