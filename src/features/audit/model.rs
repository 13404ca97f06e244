//! An entry of the audit, before and after it is stored.

use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use serde_json::{Map, Value};
use std::net::IpAddr;

/// What is acted on: the first half of every action's name.
pub const NOUNS: [&str; 15] = [
    "member",
    "session",
    "token",
    "link",
    "organisation",
    "list",
    "reason",
    "calendar",
    "agreement",
    "obligation",
    "review",
    "content",
    "import",
    "backup",
    "demo",
];

/// Who acts, and from where.
#[derive(Debug, Clone, Copy, Default)]
pub struct By {
    /// The member; `None` for nobody known and for the product itself.
    pub member: Option<Id<of::Member>>,
    /// The token they came with.
    pub token: Option<Id<of::Token>>,
    /// The address that asked.
    pub address: Option<IpAddr>,
}

impl By {
    /// The product itself, or a command on the server.
    pub const SYSTEM: Self = Self { member: None, token: None, address: None };

    /// Somebody who is not signed in.
    pub fn stranger(address: IpAddr) -> Self {
        Self { address: Some(address), ..Self::SYSTEM }
    }
    /// A member, by what they came with.
    pub fn member(
        member: Id<of::Member>,
        token: Option<Id<of::Token>>,
        address: impl Into<Option<IpAddr>>,
    ) -> Self {
        Self { member: Some(member), token, address: address.into() }
    }
}

/// What was done to what.
#[derive(Debug, Clone)]
pub struct Entry {
    /// `noun.verb`, stable: `member.deactivated`.
    pub action: &'static str,
    /// The kind of thing: `member`.
    pub object_kind: &'static str,
    /// Which one, as text.
    pub object_id: Option<String>,
    /// What changed; never a secret.
    pub detail: Map<String, Value>,
}

impl Entry {
    /// An action on one object.
    pub fn new(action: &'static str, object_kind: &'static str, object_id: impl ToString) -> Self {
        Self { action, object_kind, object_id: Some(object_id.to_string()), detail: Map::new() }
    }
    /// An action on no object in particular.
    pub fn general(action: &'static str, object_kind: &'static str) -> Self {
        Self { action, object_kind, object_id: None, detail: Map::new() }
    }
    /// Adds a fact.
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.detail.insert(name.to_owned(), value.into());
        self
    }
    /// Adds a change: what was and what is.
    pub fn change(self, name: &str, was: impl Into<Value>, is: impl Into<Value>) -> Self {
        let (was, is) = (was.into(), is.into());
        if was == is { self } else { self.with(name, serde_json::json!({ "was": was, "is": is })) }
    }
}

/// An entry as listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its id, later entries having greater ones.
    pub id: Id<of::Audit>,
    /// When.
    pub at: Instant,
    /// Name of who; `None` for strangers and the product.
    pub actor: Option<String>,
    /// Name of the token they came with.
    pub token: Option<String>,
    /// The address that asked.
    pub address: Option<String>,
    /// `noun.verb`.
    pub action: String,
    /// The kind of thing.
    pub object_kind: String,
    /// Which one.
    pub object_id: Option<String>,
    /// A JSON object.
    pub detail: String,
}
