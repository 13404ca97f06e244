//! The lists that leads refer to: sources, campaigns, contents, personas, tags, companies, queues.
//!
//! A name is the same whatever its accents, case and spaces («Facebook» and «facebook» are one source): rows are
//! found by their folded name.

mod model;
mod reasons;
pub mod store;

pub use model::{Item, List, ReferenceError, UNKNOWN_SOURCE};
pub use reasons::{Reason, reasons, rules};
pub use store::{Queue, by_names, companies_like, company_named, ensure, find, items, queues};
