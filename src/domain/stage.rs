//! The lifecycle stages: HubSpot's order, with SAL from SiriusDecisions, and the detours.

use std::str::FromStr;

/// Where a lead stands. Success path by [`Stage::rank`]; detours and `other` have no rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Opted in to a newsletter only.
    Subscriber,
    /// An identifiable person with an expressed interest.
    Lead,
    /// Marketing qualified lead: fits a persona, engaged, reachable.
    Mql,
    /// Sales accepted lead: the rep agreed to work it.
    Sal,
    /// Sales qualified lead: a real conversation confirmed a need.
    Sql,
    /// A deal with an amount and an expected date exists.
    Opportunity,
    /// Deal won.
    Customer,
    /// Recommends us.
    Evangelist,
    /// Supplier, staff: outside every report.
    Other,
    /// Good fit, wrong moment: to nurture until a date.
    Recycled,
    /// Never for us.
    Disqualified,
    /// The deal was lost.
    Lost,
}

impl Stage {
    /// Every stage, success path first.
    pub const ALL: [Self; 12] = [
        Self::Subscriber,
        Self::Lead,
        Self::Mql,
        Self::Sal,
        Self::Sql,
        Self::Opportunity,
        Self::Customer,
        Self::Evangelist,
        Self::Other,
        Self::Recycled,
        Self::Disqualified,
        Self::Lost,
    ];
    /// The stages that a funnel can show, in order.
    pub const FUNNEL: [Self; 6] =
        [Self::Lead, Self::Mql, Self::Sal, Self::Sql, Self::Opportunity, Self::Customer];

    /// Stable code, used in the database, URLs and the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Subscriber => "subscriber",
            Self::Lead => "lead",
            Self::Mql => "mql",
            Self::Sal => "sal",
            Self::Sql => "sql",
            Self::Opportunity => "opportunity",
            Self::Customer => "customer",
            Self::Evangelist => "evangelist",
            Self::Other => "other",
            Self::Recycled => "recycled",
            Self::Disqualified => "disqualified",
            Self::Lost => "lost",
        }
    }
    /// Rank on the success path (0, 10, … 70); `None` for detours and `other`.
    pub const fn rank(self) -> Option<u8> {
        match self {
            Self::Subscriber => Some(0),
            Self::Lead => Some(10),
            Self::Mql => Some(20),
            Self::Sal => Some(30),
            Self::Sql => Some(40),
            Self::Opportunity => Some(50),
            Self::Customer => Some(60),
            Self::Evangelist => Some(70),
            Self::Other | Self::Recycled | Self::Disqualified | Self::Lost => None,
        }
    }
    /// Whether this is `self` or a later stage of the success path than `floor`.
    pub fn reaches(self, floor: Self) -> bool {
        matches!((self.rank(), floor.rank()), (Some(a), Some(b)) if a >= b)
    }
    /// Recycled, disqualified or lost: out of the path, not a fault.
    pub const fn is_detour(self) -> bool {
        matches!(self, Self::Recycled | Self::Disqualified | Self::Lost)
    }
    /// Position in [`Stage::FUNNEL`] plus one (lead 1 … customer and evangelist 6); 0 for anything else.
    pub const fn depth(self) -> i16 {
        match self {
            Self::Lead => 1,
            Self::Mql => 2,
            Self::Sal => 3,
            Self::Sql => 4,
            Self::Opportunity => 5,
            Self::Customer | Self::Evangelist => 6,
            _ => 0,
        }
    }
}

/// The text is no stage code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown stage")]
pub struct UnknownStage;

impl FromStr for Stage {
    type Err = UnknownStage;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|stage| stage.code() == s).ok_or(UnknownStage)
    }
}
