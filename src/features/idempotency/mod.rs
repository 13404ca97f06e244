//! A form or an API call sent twice acts once.
//!
//! The key is claimed as the first statement of the business transaction and given its location as the last: two
//! parallel submissions wait for each other, and a refused one leaves the key free.

mod handlers;
pub mod store;
mod ticket;
mod views;

pub use handlers::landed;
pub use store::{Claim, claim, settle};
pub use ticket::{Once, Ticket};

use crate::domain::ids::{Id, of};
use sha2::{Digest, Sha256};

/// What makes two submissions the same.
#[derive(Debug, Clone)]
pub struct Key {
    /// Whose key it is: keys of different people never meet.
    pub member: Id<of::Member>,
    /// `_key` of the form or `Idempotency-Key` of the call.
    pub key: String,
    /// Method and path.
    pub route: String,
    /// SHA-256 of the body, technical fields left out.
    pub body: [u8; 32],
}

impl Key {
    /// From the fields of a form (in order, technical fields left out) or the raw body of a call.
    pub fn new<'a>(
        member: Id<of::Member>,
        key: impl Into<String>,
        route: impl Into<String>,
        body: impl IntoIterator<Item = &'a [u8]>,
    ) -> Self {
        let mut hash = Sha256::new();
        for part in body {
            hash.update((part.len() as u64).to_be_bytes()); // so that «ab» + «c» is not «a» + «bc»
            hash.update(part);
        }
        Self { member, key: key.into(), route: route.into(), body: hash.finalize().into() }
    }
}
