//! Sub-state of the sales work on a lead, independent of its stage; never counted in a funnel.

use std::str::FromStr;

/// How far the conversation with a lead is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum LeadStatus {
    /// Nobody has tried yet.
    #[default]
    New,
    /// Tried, not reached.
    Attempting,
    /// Reached.
    Connected,
    /// Being qualified.
    Qualifying,
    /// A deal is open.
    OpenDeal,
    /// A call-back was agreed.
    Callback,
    /// Cannot be reached.
    Unreachable,
    /// The sales work is over.
    Closed,
}

impl LeadStatus {
    /// Every status, in the order of the work.
    pub const ALL: [Self; 8] = [
        Self::New,
        Self::Attempting,
        Self::Connected,
        Self::Qualifying,
        Self::OpenDeal,
        Self::Callback,
        Self::Unreachable,
        Self::Closed,
    ];
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Attempting => "attempting",
            Self::Connected => "connected",
            Self::Qualifying => "qualifying",
            Self::OpenDeal => "open_deal",
            Self::Callback => "callback",
            Self::Unreachable => "unreachable",
            Self::Closed => "closed",
        }
    }
}

/// The text is no status code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown status")]
pub struct UnknownStatus;

impl FromStr for LeadStatus {
    type Err = UnknownStatus;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|status| status.code() == s).ok_or(UnknownStatus)
    }
}
