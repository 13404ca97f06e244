//! Rows of the first screens.

use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::lifecycle::Team;
use crate::domain::money::Minor;
use crate::domain::stage::Stage;
use chrono::NaiveDate;

/// Whose screen: their id, and the team whose queues they serve (`None`: every queue).
#[derive(Debug, Clone, Copy)]
pub struct Mine {
    /// Who.
    pub me: Id<of::Member>,
    /// The team of their queues.
    pub team: Option<Team>,
}

/// A lead that waits for a decision.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// The lead.
    pub lead: Id<of::Lead>,
    /// Name, e-mail or telephone.
    pub name: String,
    /// Company, or empty.
    pub company: String,
    /// Telephone as typed, or empty.
    pub phone: String,
    /// The profile, or empty.
    pub persona: String,
    /// Where it came from.
    pub source: String,
    /// The queue where it waits, or empty: it is in the reader's hands.
    pub queue: String,
    /// Who handed it over, or empty.
    pub by: String,
    /// Since when it waits.
    pub since: Instant,
}

/// Something to do today or before.
#[derive(Debug, Clone)]
pub struct DueTask {
    /// The task.
    pub task: Id<of::Task>,
    /// The lead.
    pub lead: Id<of::Lead>,
    /// `follow_up`, `revisit` or `proposal`.
    pub kind: String,
    /// What, or empty.
    pub title: String,
    /// When.
    pub due_on: NaiveDate,
    /// Name, e-mail or telephone of the lead.
    pub name: String,
    /// Its company, or empty.
    pub company: String,
    /// Its telephone, or empty.
    pub phone: String,
}

/// An open deal.
#[derive(Debug, Clone)]
pub struct OpenDeal {
    /// The deal.
    pub deal: Id<of::Deal>,
    /// The lead.
    pub lead: Id<of::Lead>,
    /// The company, else the person.
    pub name: String,
    /// Code of its stage.
    pub stage: String,
    /// Probability in per cent.
    pub probability: i64,
    /// Amount.
    pub amount: Option<Minor>,
    /// When it should be signed.
    pub expected_on: Option<NaiveDate>,
    /// Day of the lead's next action.
    pub next_on: Option<NaiveDate>,
}

/// A lead that sales sent back.
#[derive(Debug, Clone)]
pub struct Refused {
    /// The lead.
    pub lead: Id<of::Lead>,
    /// Name, e-mail or telephone.
    pub name: String,
    /// Company, or empty.
    pub company: String,
    /// Where it went.
    pub stage: Stage,
    /// When.
    pub at: Instant,
    /// The reason in French, or as imported.
    pub reason_fr: String,
    /// The reason in English, or as imported.
    pub reason_en: String,
    /// What was written beside it, or empty.
    pub text: String,
    /// Who, or empty.
    pub by: String,
}

/// What a month brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Figures {
    /// Leads that became leads for the first time.
    pub leads: i64,
    /// Leads that became MQL for the first time.
    pub mql: i64,
    /// Leads of which a handoff was accepted.
    pub accepted: i64,
    /// Leads of which a handoff was accepted or refused.
    pub decided: i64,
    /// Deals won.
    pub won: i64,
    /// Their amounts together, minor units.
    pub won_minor: i64,
}
