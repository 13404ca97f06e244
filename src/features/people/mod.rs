//! Who uses the product: members, how they sign in, their sessions, tokens and links.
//!
//! Read next: `store/sessions.rs` (one query recognises a request), `password.rs` (hashing, bounded).

pub mod handlers;
mod model;
pub mod password;
mod secret;
pub mod store;

pub use model::{Member, NewMember, Recognised, SessionRef, TokenRef};
pub use secret::{TOKEN_PREFIX, digest, new_secret, new_token};
