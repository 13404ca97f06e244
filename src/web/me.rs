//! Who makes the request.

use super::page::Theme;
use crate::domain::access::Scope;
use crate::domain::ids::{Id, of};
use crate::domain::lifecycle::{Role, Team};
use crate::i18n::Lang;
use chrono_tz::Tz;

/// The member who makes the request. Ask for it as an argument of a handler; routes that need nobody have none.
#[derive(Debug, Clone)]
pub struct Me {
    /// Their id.
    pub id: Id<of::Member>,
    /// Full name.
    pub name: String,
    /// Address.
    pub email: String,
    /// What they are there to do.
    pub role: Role,
    /// Their side; `None` for both.
    pub team: Option<Team>,
    /// The language they chose.
    pub lang: Option<Lang>,
    /// The time zone they chose.
    pub zone: Option<Tz>,
    /// Light, dark or as the system says.
    pub theme: Theme,
    /// Whether one-key shortcuts work for them.
    pub shortcuts: bool,
    /// What forms remember for them, a JSON object.
    pub remembered: String,
    /// How they came in.
    pub via: Via,
}

/// How a member came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Via {
    /// By a browser's session.
    Session(Id<of::Session>),
    /// By an API token.
    Token(Id<of::Token>, Scope),
}

impl Me {
    /// The session, when a browser asks.
    pub fn session(&self) -> Option<Id<of::Session>> {
        match self.via {
            Via::Session(id) => Some(id),
            Via::Token(..) => None,
        }
    }
    /// The token, when a program asks.
    pub fn token(&self) -> Option<Id<of::Token>> {
        match self.via {
            Via::Token(id, _) => Some(id),
            Via::Session(_) => None,
        }
    }
    /// Whether they administer the instance.
    pub fn is_admin(&self) -> bool {
        self.role == Role::Admin
    }
}
