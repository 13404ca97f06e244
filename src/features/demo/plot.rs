//! The acts of the story: who does what to which lead, when. Planned first, played afterwards in the order of time.

use super::cast::Who;
use crate::domain::instant::Instant;
use crate::domain::lifecycle::Request;
use crate::domain::stage::Stage;
use crate::features::deals::{DealStage, Editable};
use crate::features::leads::{LeadFields, LeadStatus};
use crate::features::stages::{ActivityForm, DealClosing, Prospect, TaskForm};
use chrono::NaiveDate;

/// One act.
#[derive(Debug)]
pub struct Act {
    /// When.
    pub at: Instant,
    /// Number of the lead in the story.
    pub lead: usize,
    /// By whom.
    pub who: Who,
    /// What.
    pub what: What,
}

/// What somebody does: one action of the product each.
#[derive(Debug)]
pub enum What {
    /// Enters the lead.
    Create(Box<Birth>),
    /// Moves it.
    Move(Box<Request>),
    /// Refuses it as the double of that lead.
    Double(Box<Request>, usize),
    /// Takes it out of the queue.
    Claim,
    /// Logs an activity.
    Log(Box<ActivityForm>),
    /// Takes it to SQL with its conversation.
    Prospect(Box<Prospect>),
    /// Plans a follow-up.
    Plan(TaskForm),
    /// Does the follow-up planned last.
    Done,
    /// Does everything that is to be done.
    Settle,
    /// Moves its open deal on.
    Advance(DealStage, Option<NaiveDate>),
    /// Closes its open deal.
    Close(Box<DealClosing>),
    /// Opens another deal with a customer.
    Upsell(Box<Editable>),
    /// Takes back the last event into that stage.
    Void(Stage, String),
    /// Says that the last event into that stage happened so many seconds earlier.
    Correct(Stage, i64, String),
    /// Merges it into that lead.
    Merge(usize),
    /// Puts it in the bin.
    Trash(String),
    /// Puts that label on it.
    Tag(usize),
    /// Edits a field.
    Patch(Patch),
}

/// A lead as it comes in.
#[derive(Debug, Clone)]
pub struct Birth {
    /// Its fields, all but the company.
    pub fields: LeadFields,
    /// Number of its firm in the story.
    pub firm: usize,
    /// `lead` or `subscriber`.
    pub stage: Stage,
    /// When it came in, if that was before it was entered.
    pub occurred_at: Option<Instant>,
}

/// An edit of one field.
#[derive(Debug, Clone)]
pub enum Patch {
    /// Sub-state of the sales work.
    Status(LeadStatus),
    /// Come back later: when, and what the follow-up says.
    Revisit(NaiveDate, String),
    /// Came back through that channel.
    Latest(usize),
}
