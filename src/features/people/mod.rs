//! Who uses the product: members, how they sign in, their sessions, tokens and links.
//!
//! Read next: `store/sessions.rs` (one query recognises a request), `hasher.rs` (hashing, bounded).

pub mod accounts;
pub mod attempts;
mod form;
pub mod handlers;
mod hasher;
mod model;
mod secret;
pub mod store;
mod views;

pub use hasher::{HashError, Hasher, Verdict};
pub use model::{LinkKind, Member, NewMember, NewToken, Recognised, SessionRef, TokenRef};
pub use secret::{TOKEN_PREFIX, digest, new_secret, new_token};
pub use store::members::list as members;

pub use views::{Choice, browser, calendar_choices, currencies, languages, zones};

use crate::domain::lifecycle::{Role, Team};
use crate::i18n::L;

/// Longest name of a person or token, in characters.
pub const NAME_MAX: usize = 120;

/// The side that a role stands on unless told otherwise; `None` for both.
pub const fn usual_team(role: Role) -> Option<Team> {
    match role {
        Role::Marketer => Some(Team::Marketing),
        Role::Rep => Some(Team::Sales),
        Role::Manager | Role::Admin | Role::System => None,
    }
}

/// What a role is for, by its code: shown beside its name.
pub fn role_hint(l: &L, code: &str) -> String {
    match code.parse() {
        Ok(Role::Marketer) => l.t.role_marketer_hint(),
        Ok(Role::Rep) => l.t.role_rep_hint(),
        Ok(Role::Manager) => l.t.role_manager_hint(),
        Ok(Role::Admin) => l.t.role_admin_hint(),
        Ok(Role::System) | Err(_) => String::new(),
    }
}
