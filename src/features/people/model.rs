//! People, their sessions, tokens and links, as the stores read and write them.

use crate::domain::access::Scope;
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::lifecycle::{Role, Team};
use uuid::Uuid;

/// A member of the organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its id.
    pub id: Id<of::Member>,
    /// As written.
    pub email: String,
    /// Full name.
    pub name: String,
    /// What they are there to do.
    pub role: Role,
    /// Their side; `None` for both.
    pub team: Option<Team>,
    /// Code of the language chosen; `None` follows the browser.
    pub language: Option<String>,
    /// Name of the time zone chosen; `None` follows the organisation.
    pub time_zone: Option<String>,
    /// `system`, `light` or `dark`.
    pub theme: String,
    /// Whether one-key shortcuts work.
    pub shortcuts: bool,
    /// What forms remember for them, a JSON object.
    pub remembered: String,
    /// Whether they may sign in.
    pub active: bool,
    /// Whether they have chosen a password; until then they are only invited.
    pub has_password: bool,
    /// When they were added.
    pub created_at: Instant,
    /// For concurrent edits.
    pub version: i64,
}

/// A session or token that was recognised, with whom it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognised<T> {
    /// Whose.
    pub member: Member,
    /// The session or token.
    pub by: T,
}

/// What is known of a live session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionRef {
    /// Its public id (never the cookie).
    pub id: Id<of::Session>,
    /// When it was last noted as used.
    pub seen_at: Instant,
}

/// What is known of a live token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenRef {
    /// Its id.
    pub id: Id<of::Token>,
    /// Its reach.
    pub scope: Scope,
    /// When it was last noted as used.
    pub last_used_at: Option<Instant>,
}

/// A session in the list «my devices».
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// Its public id.
    pub id: Id<of::Session>,
    /// When it began.
    pub created_at: Instant,
    /// When it was last used, to ten minutes.
    pub seen_at: Instant,
    /// What the browser says it is.
    pub agent: String,
}

/// A token in its owner's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenRow {
    /// Its id.
    pub id: Id<of::Token>,
    /// What it is for.
    pub name: String,
    /// Its reach.
    pub scope: Scope,
    /// When it was made.
    pub created_at: Instant,
    /// When it was last used, to the minute.
    pub last_used_at: Option<Instant>,
    /// When it ends.
    pub expires_at: Option<Instant>,
    /// When it was revoked.
    pub revoked_at: Option<Instant>,
}

/// A token about to be made.
#[derive(Debug, Clone)]
pub struct NewToken {
    /// What it is for.
    pub name: String,
    /// Its reach.
    pub scope: Scope,
    /// Digest of its secret.
    pub sha: [u8; 32],
    /// When it ends; `None` for never.
    pub expires_at: Option<Instant>,
}

/// A member about to be added.
#[derive(Debug, Clone)]
pub struct NewMember {
    /// Its id.
    pub id: Id<of::Member>,
    /// As written, cleaned.
    pub email: String,
    /// Full name, cleaned.
    pub name: String,
    /// What they are there to do.
    pub role: Role,
    /// Their side.
    pub team: Option<Team>,
    /// Language code, when already known.
    pub language: Option<String>,
    /// PHC string; `None` until they follow their invitation.
    pub password_hash: Option<String>,
}

/// What the sign-in needs to know about an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credentials {
    /// Whose.
    pub id: Id<of::Member>,
    /// PHC string.
    pub password_hash: Option<String>,
    /// Whether they may sign in.
    pub active: bool,
}

/// What a secret address lets its holder do, once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkKind {
    /// Choose the first password.
    Invitation,
    /// Choose a new password.
    Reset,
}

impl LinkKind {
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Reset => "reset",
        }
    }
    /// How long it works: a week for an invitation, an hour for a reset.
    pub const fn lifetime_secs(self) -> i64 {
        match self {
            Self::Invitation => 7 * 24 * 3600,
            Self::Reset => 3600,
        }
    }
}

/// What members decide about themselves.
#[derive(Debug, Clone)]
pub struct ProfileFields {
    /// Their name.
    pub name: String,
    /// Code of their language; `None` follows the browser.
    pub language: Option<&'static str>,
    /// IANA name of their zone; `None` follows the organisation.
    pub time_zone: Option<&'static str>,
    /// `system`, `light` or `dark`.
    pub theme: &'static str,
    /// Whether one-key shortcuts work.
    pub shortcuts: bool,
}

/// A member as an administrator describes them.
#[derive(Debug, Clone)]
pub struct MemberFields {
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// What they are there to do.
    pub role: Role,
    /// Their side.
    pub team: Option<Team>,
    /// The calendar they work by, `None` for the organisation's; absent when the form does not have it.
    pub calendar: Option<Option<Uuid>>,
}
