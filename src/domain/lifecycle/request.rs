//! What is asked, and what is known when it is asked.

use chrono::NaiveDate;

use super::authority::Custody;
use super::reasons::Reasons;
use crate::domain::history::Effective;
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::stage::Stage;

/// Now, given by the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The server's clock.
    pub now: Instant,
    /// The organisation's date.
    pub today: NaiveDate,
}

/// A stage change as asked. Blank texts count as absent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The stage to enter.
    pub to: Stage,
    /// The stage that the author saw; checked when given.
    pub expected: Option<Stage>,
    /// When it happened; `None` = now.
    pub occurred_at: Option<Instant>,
    /// Code of the list that fits the move (rejection, loss, win), else free text.
    pub reason: Option<String>,
    /// Text beside the reason.
    pub reason_detail: Option<String>,
    /// The persona criterion that failed, or the detail that is wrong.
    pub criterion: Option<String>,
    /// When to come back to a recycled lead.
    pub revisit_on: Option<NaiveDate>,
    /// The persona it fits.
    pub persona: Option<Id<of::Persona>>,
    /// The rep to hand off to.
    pub owner: Option<Id<of::Member>>,
    /// The queue to hand off to.
    pub queue: Option<Id<of::Queue>>,
    /// Qualify without handing off, even if the lead has an owner or a queue.
    pub without_handoff: bool,
    /// Free note; for `sql` the need, for a return what changed.
    pub note: Option<String>,
    /// The lead that this one doubles; `reason_detail` may carry its id instead.
    pub target: Option<Id<of::Lead>>,
    /// Where the existing customer is found; `reason_detail` may say so instead.
    pub link: Option<String>,
    /// Who won the deal; `reason_detail` may say so instead.
    pub competitor: Option<String>,
    /// What a lost lead becomes at once: recycled or disqualified.
    pub then: Option<Stage>,
    /// What makes an evangelist.
    pub proof: Option<Proof>,
    /// The deal opened or closed.
    pub deal: DealFields,
}

impl Request {
    /// A request without any field.
    pub fn to(stage: Stage) -> Self {
        Self {
            to: stage,
            expected: None,
            occurred_at: None,
            reason: None,
            reason_detail: None,
            criterion: None,
            revisit_on: None,
            persona: None,
            owner: None,
            queue: None,
            without_handoff: false,
            note: None,
            target: None,
            link: None,
            competitor: None,
            then: None,
            proof: None,
            deal: DealFields::default(),
        }
    }
    /// The doubled lead, from its own field or from the reason's text.
    pub fn doubled(&self) -> Option<Id<of::Lead>> {
        self.target.or_else(|| self.reason_detail.as_deref()?.trim().parse().ok())
    }
}

/// The text, trimmed, unless blank.
pub(super) fn text(value: Option<&String>) -> Option<&str> {
    value.map(|text| text.trim()).filter(|text| !text.is_empty())
}

/// The deal part of a request.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DealFields {
    /// Which open deal is won, when there are several.
    pub id: Option<Id<of::Deal>>,
    /// Amount in minor units.
    pub amount_minor: Option<i64>,
    /// Expected close date.
    pub expected_on: Option<NaiveDate>,
    /// Stage of the deal.
    pub stage: Option<String>,
}

/// What makes an evangelist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// Recommended us to somebody.
    Referral,
    /// Answered 9 or 10 when asked whether they would.
    Nps(u8),
    /// Let us quote them.
    Testimonial,
}

/// An open deal of the lead's cycle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenDeal {
    /// Which.
    pub id: Id<of::Deal>,
    /// Its amount, minor units.
    pub amount_minor: i64,
}

/// What is known of the lead when the request arrives.
#[derive(Debug, Clone)]
pub struct Situation<'a> {
    /// Its effective history, as known now.
    pub effective: &'a Effective,
    /// Whether the lead is being created; otherwise an empty history means that it is in the bin.
    pub creating: bool,
    /// In whose hands it is.
    pub custody: Custody,
    /// Whether it already has a persona.
    pub has_persona: bool,
    /// Activities `connected`, `replied` or `held` in this cycle, automatic ones left out.
    pub conversations: u32,
    /// Outbound attempts in this cycle.
    pub attempts: u32,
    /// Attempts that the SLA asks for before «unreachable».
    pub attempts_needed: u32,
    /// Whether a touchpoint followed the end of its last run.
    pub new_engagement: bool,
    /// Deals open in this cycle.
    pub open_deals: &'a [OpenDeal],
    /// The lists in force.
    pub reasons: &'a Reasons,
}
