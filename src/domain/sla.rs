//! What both teams promise each other, and how a lead stands by it.
//!
//! Sales promise a first human contact and a decision within so many open minutes of a handoff; marketing promises a
//! number of MQL a month and a floor of acceptance. A handoff is judged by the terms in force on its day and by the
//! calendar frozen on it, for its whole life. Read next: `relay` (one handoff's obligations), `attainment` (counts),
//! `terms` (what was promised when), `duration` (how durations are written).

mod attainment;
mod duration;
mod relay;
mod terms;

pub use attainment::{Acceptance, Attainment};
pub use duration::{DurationError, LONGEST_MINUTES, parse_minutes};
pub use relay::{Contact, Excuse, HandoffFact, LeadFacts, Obligation, OwnerChange, Relay, Rules, relays};
pub use terms::{TermError, Terms, check_start, in_force, month_target};

use super::instant::Instant;
use std::str::FromStr;

/// An obligation of sales on one lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// The first attempt of a human to reach the person.
    FirstContact,
    /// Accepting or refusing the lead.
    Decision,
}

/// The text names no obligation or status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown code")]
pub struct UnknownCode;

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 2] = [Self::FirstContact, Self::Decision];

    /// Stable code, used in the database, addresses and the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::FirstContact => "first_contact",
            Self::Decision => "decision",
        }
    }
}

impl FromStr for Kind {
    type Err = UnknownCode;
    fn from_str(s: &str) -> Result<Self, UnknownCode> {
        Self::ALL.into_iter().find(|v| v.code() == s).ok_or(UnknownCode)
    }
}

/// How an obligation stands at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// Less than three quarters of its time have elapsed.
    Pending,
    /// Three quarters have elapsed, and it is not due yet.
    AtRisk,
    /// Past its due time and not done.
    Breached,
    /// Done in time; the due instant itself is in time.
    Met,
    /// Done after its due time.
    MissedLate,
    /// Withdrawn, or the lead left, before it was due: out of the count.
    Cancelled,
    /// Excused by a manager: out of the count, listed apart.
    Excused,
}

impl Status {
    /// Every status, in the order of lists.
    pub const ALL: [Self; 7] = [
        Self::Breached,
        Self::AtRisk,
        Self::Pending,
        Self::MissedLate,
        Self::Met,
        Self::Cancelled,
        Self::Excused,
    ];

    /// Stable code, used in addresses and the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::AtRisk => "at_risk",
            Self::Breached => "breached",
            Self::Met => "met",
            Self::MissedLate => "missed_late",
            Self::Cancelled => "cancelled",
            Self::Excused => "excused",
        }
    }

    /// Whether it is neither kept in time nor out of the count: not done yet, or done too late.
    pub const fn is_trouble(self) -> bool {
        matches!(self, Self::Breached | Self::AtRisk | Self::Pending | Self::MissedLate)
    }

    /// The status of an obligation from its instants; the rows of the database are judged by the same order.
    pub fn of(times: Times, now: Instant) -> Self {
        if times.excused {
            Self::Excused
        } else if times.cancelled {
            Self::Cancelled
        } else if times.done_at <= times.due_at {
            Self::Met
        } else if !times.done_at.is_never() {
            Self::MissedLate
        } else if now > times.due_at {
            Self::Breached
        } else if now >= times.risk_at {
            Self::AtRisk
        } else {
            Self::Pending
        }
    }
}

impl FromStr for Status {
    type Err = UnknownCode;
    fn from_str(s: &str) -> Result<Self, UnknownCode> {
        Self::ALL.into_iter().find(|v| v.code() == s).ok_or(UnknownCode)
    }
}

/// What a status is read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Times {
    /// When three quarters of the time have elapsed.
    pub risk_at: Instant,
    /// When it is due, included.
    pub due_at: Instant,
    /// When it was done; «never» while it is not.
    pub done_at: Instant,
    /// Withdrawn before it was due.
    pub cancelled: bool,
    /// Excused by a manager.
    pub excused: bool,
}

/// An entry recorded more than a day after what it records is marked as late: «saisie tardive».
pub const fn is_late_entry(occurred_at: Instant, recorded_at: Instant) -> bool {
    recorded_at.since(occurred_at) > 86_400_000_000
}

#[cfg(test)]
mod tests;
