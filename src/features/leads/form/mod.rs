//! What the forms about leads say, once read: typed values, or every fault at once. The API reads its bodies by the
//! same functions.

pub mod fields;
pub mod log;
pub mod moves;
