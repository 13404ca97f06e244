//! Who acts.

use std::str::FromStr;

use crate::domain::ids::{Id, of};

/// What a member may do at most; the team narrows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Logs, qualifies and hands off leads.
    Marketer,
    /// Accepts, works and closes own leads.
    Rep,
    /// Of marketing or of sales (of both when without a team).
    Manager,
    /// Everything a manager of both teams may do, and the instance.
    Admin,
    /// Forms, imports and automations.
    System,
}

/// One of the two sides of the relay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Team {
    /// Brings and qualifies leads.
    Marketing,
    /// Works them.
    Sales,
}

/// The text names no such thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown code")]
pub struct UnknownCode;

impl Role {
    /// Every role.
    pub const ALL: [Self; 5] = [Self::Marketer, Self::Rep, Self::Manager, Self::Admin, Self::System];
    /// Stable code, used in the database, files and commands.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Marketer => "marketer",
            Self::Rep => "rep",
            Self::Manager => "manager",
            Self::Admin => "admin",
            Self::System => "system",
        }
    }
}

impl FromStr for Role {
    type Err = UnknownCode;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|role| role.code() == s).ok_or(UnknownCode)
    }
}

impl Team {
    /// Both teams.
    pub const ALL: [Self; 2] = [Self::Marketing, Self::Sales];
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Marketing => "marketing",
            Self::Sales => "sales",
        }
    }
}

impl FromStr for Team {
    type Err = UnknownCode;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|team| team.code() == s).ok_or(UnknownCode)
    }
}

/// The author of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Actor {
    /// The member; `None` for the system.
    pub member: Option<Id<of::Member>>,
    /// What they may do at most.
    pub role: Role,
    /// Their side. Without one: a rep sells, a marketer markets, a manager does both.
    pub team: Option<Team>,
}

impl Actor {
    /// Forms, imports and automations.
    pub const SYSTEM: Self = Self { member: None, role: Role::System, team: None };

    /// May do what any marketer may.
    pub fn markets(&self) -> bool {
        match self.role {
            Role::Marketer | Role::Admin => true,
            Role::Manager => self.team != Some(Team::Sales),
            Role::Rep | Role::System => false,
        }
    }
    /// May do what any rep may (a rep: on own leads).
    pub fn sells(&self) -> bool {
        match self.role {
            Role::Rep | Role::Admin => true,
            Role::Manager => self.team != Some(Team::Marketing),
            Role::Marketer | Role::System => false,
        }
    }
    /// Manager of either team, or admin.
    pub fn manages(&self) -> bool {
        matches!(self.role, Role::Manager | Role::Admin)
    }
    /// Whether a queue of `team` is theirs to take from; a queue without a team is everyone's.
    pub fn serves(&self, team: Option<Team>) -> bool {
        let own = self.team.or((self.role == Role::Rep).then_some(Team::Sales));
        match (own, team) {
            (Some(own), Some(team)) => own == team,
            _ => true,
        }
    }
}
