//! The API's own description: one table, read as OpenAPI by programs and as a page by people.

mod document;
pub mod handlers;
mod table;
mod views;

pub use document::document;
pub use table::{Operation, operations};
