//! Deals as stored.

use crate::domain::activity::UnknownCode;
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use chrono::NaiveDate;
use std::str::FromStr;

/// How far a deal is; each stage ends with an act of the buyer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DealStage {
    /// Découverte.
    Discovery,
    /// Besoin confirmé.
    NeedConfirmed,
    /// Proposition remise.
    Proposal,
    /// Négociation.
    Negotiation,
}

impl DealStage {
    /// Every stage, in order.
    pub const ALL: [Self; 4] = [Self::Discovery, Self::NeedConfirmed, Self::Proposal, Self::Negotiation];
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Discovery => "discovery",
            Self::NeedConfirmed => "need_confirmed",
            Self::Proposal => "proposal",
            Self::Negotiation => "negotiation",
        }
    }
    /// The probability, in percent, that a deal gets when it enters this stage; kept on the deal, so that a later
    /// change of these defaults never rewrites an old forecast.
    pub const fn probability(self) -> i64 {
        match self {
            Self::Discovery => 20,
            Self::NeedConfirmed => 40,
            Self::Proposal => 60,
            Self::Negotiation => 90,
        }
    }
}
impl FromStr for DealStage {
    type Err = UnknownCode;
    fn from_str(s: &str) -> Result<Self, UnknownCode> {
        Self::ALL.into_iter().find(|stage| stage.code() == s).ok_or(UnknownCode)
    }
}

/// What became of a deal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DealOutcome {
    /// Still open.
    Open,
    /// Signed.
    Won,
    /// Lost, with a reason.
    Lost,
    /// Its opening was voided: it never was.
    Cancelled,
}

impl DealOutcome {
    /// Every outcome.
    pub const ALL: [Self; 4] = [Self::Open, Self::Won, Self::Lost, Self::Cancelled];
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Won => "won",
            Self::Lost => "lost",
            Self::Cancelled => "cancelled",
        }
    }
}
impl FromStr for DealOutcome {
    type Err = UnknownCode;
    fn from_str(s: &str) -> Result<Self, UnknownCode> {
        Self::ALL.into_iter().find(|outcome| outcome.code() == s).ok_or(UnknownCode)
    }
}

/// A deal about to be opened.
#[derive(Debug, Clone)]
pub struct NewDeal {
    /// Its id.
    pub id: Id<of::Deal>,
    /// With whom.
    pub lead: Id<of::Lead>,
    /// With which company.
    pub company: Option<Id<of::Company>>,
    /// In which cycle of the lead.
    pub cycle: i32,
    /// Its name; empty = the lead's.
    pub name: String,
    /// Amount in minor units; `None` only for an imported past.
    pub amount_minor: Option<i64>,
    /// When it should close.
    pub expected_on: Option<NaiveDate>,
    /// How far it is.
    pub stage: DealStage,
    /// Who works it.
    pub owner: Option<Id<of::Member>>,
    /// Sold to somebody who is a customer already: no stage event goes with it.
    pub upsell: bool,
    /// The `opportunity` event; `None` for an upsell and for a deal entered as won.
    pub opened_event: Option<Id<of::Event>>,
    /// When it was opened.
    pub opened_at: Instant,
    /// When that was recorded.
    pub recorded_at: Instant,
    /// Its id in the file it came from.
    pub reference: Option<String>,
}

/// How a deal is closed.
#[derive(Debug, Clone)]
pub struct Closing {
    /// Won or lost.
    pub outcome: DealOutcome,
    /// Code of the win or loss list, or an imported text.
    pub reason: Option<String>,
    /// Who won it instead.
    pub competitor: String,
    /// The final amount, when it differs.
    pub amount_minor: Option<i64>,
    /// The `customer` or `lost` event, when this closing wrote one.
    pub event: Option<Id<of::Event>>,
    /// When it was closed.
    pub at: Instant,
    /// Its text.
    pub text: Option<Id<of::Note>>,
}

/// A deal as read.
#[derive(Debug, Clone)]
pub struct Deal {
    /// Its id.
    pub id: Id<of::Deal>,
    /// Counts its edits.
    pub version: i64,
    /// With whom.
    pub lead: Id<of::Lead>,
    /// Their name, for lists.
    pub lead_name: String,
    /// With which company.
    pub company: Option<Id<of::Company>>,
    /// Its name.
    pub company_name: String,
    /// In which cycle.
    pub cycle: i32,
    /// Its own name, or empty.
    pub name: String,
    /// Amount, minor units.
    pub amount_minor: Option<i64>,
    /// When it should close.
    pub expected_on: Option<NaiveDate>,
    /// How far it is.
    pub stage: DealStage,
    /// Probability in percent, as it was when the stage was entered.
    pub probability: i64,
    /// What became of it.
    pub outcome: DealOutcome,
    /// Why.
    pub reason: Option<String>,
    /// Who won it instead.
    pub competitor: String,
    /// Who works it.
    pub owner: Option<Id<of::Member>>,
    /// Their name.
    pub owner_name: String,
    /// Whether it came out of the funnel; else an upsell.
    pub from_funnel: bool,
    /// The event that opened it.
    pub opened_event: Option<Id<of::Event>>,
    /// The event that closed it.
    pub closed_event: Option<Id<of::Event>>,
    /// When it was opened.
    pub opened_at: Instant,
    /// When it was closed.
    pub closed_at: Option<Instant>,
}
