//! What the list of deals shows.

use crate::domain::filter::{Days, Pick};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::money::Minor;
use chrono::NaiveDate;

/// Which deals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DealFilter {
    /// `open`, `won` or `lost`.
    pub outcome: &'static str,
    /// Who works them.
    pub owner: Option<Pick>,
    /// When they were closed.
    pub closed: Days,
}

impl DealFilter {
    /// The outcomes that have a list.
    pub const OUTCOMES: [&'static str; 3] = ["open", "won", "lost"];
    /// Whether these deals are open.
    pub fn is_open(&self) -> bool {
        self.outcome == "open"
    }
    /// Its parameters, those that differ from the plain list only.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        if !self.is_open() {
            pairs.push(("outcome", self.outcome.to_owned()));
        }
        pairs.extend(self.owner.map(|owner| ("owner", owner.text())));
        pairs.extend(self.closed.from.map(|day| ("closed_from", day.to_string())));
        pairs.extend(self.closed.until.map(|day| ("closed_until", day.to_string())));
        pairs
    }
}

/// A deal in the list.
#[derive(Debug, Clone)]
pub struct DealRow {
    /// Its order of entry.
    pub seq: i64,
    /// The lead.
    pub lead: Id<of::Lead>,
    /// Its own name, else the company, else the person.
    pub name: String,
    /// The person.
    pub person: String,
    /// Code of its stage.
    pub stage: String,
    /// In per cent.
    pub probability: i64,
    /// Amount.
    pub amount: Option<Minor>,
    /// When it should be signed.
    pub expected_on: Option<NaiveDate>,
    /// When it was closed.
    pub closed_at: Option<Instant>,
    /// Who works it, or empty.
    pub owner: String,
}

/// The open deals of one stage together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageSum {
    /// Code of the stage.
    pub stage: String,
    /// How many.
    pub count: i64,
    /// Their amounts together.
    pub amount: Minor,
    /// Each multiplied by its probability.
    pub weighted: Minor,
}
