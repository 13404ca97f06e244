//! The funnel: how many leads reached each stage, which passage is the narrowest, and from which vantage.
//!
//! Three objects that are never mixed: a *cohort* (leads by their base event, and how far they got), an *activity*
//! (entries into stages during a period, whoever they are) and a *snapshot* (who is where at one instant).
//! Read next: [`ask`] (what can be asked), [`vantage`] (seen when, known when), [`tally`] (what one lead adds),
//! [`report`] (from counts to rates).

pub mod ask;
pub mod filter;
pub mod report;
pub mod tally;
pub mod vantage;

pub use ask::{Ask, Behind, Fault, Pairs, ParamError};
pub use filter::{Dimension, Facets, Filter, Filters};
pub use report::{Report, Step, narrowest};
pub use tally::{Hit, hits, hits_behind};
pub use vantage::{Note, Vantage};

/// Which of the three funnels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Kind {
    /// Leads whose base event falls in the period, and how far they got: the only one whose ratios are conversion
    /// rates.
    #[default]
    Cohort,
    /// Entries into each stage during the period; ratios are ratios of flows.
    Activity,
    /// Who stood in each stage at one instant; no ratios.
    Snapshot,
}

impl Kind {
    /// Every kind, in the order of the switch.
    pub const ALL: [Self; 3] = [Self::Cohort, Self::Activity, Self::Snapshot];

    /// Stable code, as in URLs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Cohort => "cohort",
            Self::Activity => "activity",
            Self::Snapshot => "snapshot",
        }
    }
    /// From its code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// How an activity counts a lead that enters one stage several times.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Count {
    /// Once ever, at its first entry: a recycled lead does not count again.
    #[default]
    FirstTime,
    /// Once per cycle.
    Passages,
    /// Once per period.
    Distinct,
}

impl Count {
    /// Every way, in the order of menus.
    pub const ALL: [Self; 3] = [Self::FirstTime, Self::Passages, Self::Distinct];

    /// Stable code, as in URLs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::FirstTime => "first_time",
            Self::Passages => "passages",
            Self::Distinct => "distinct",
        }
    }
    /// From its code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|count| count.code() == code)
    }
}
