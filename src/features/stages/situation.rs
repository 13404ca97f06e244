//! What is known of a lead when somebody asks to move it.

use super::{StageError, store};
use crate::db::{Conn, DbError};
use crate::domain::history::{Effective, Event, effective};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::lifecycle::{Custody, OpenDeal, Reasons, Situation};
use crate::features::{activities, deals, history, leads, reference};

/// Attempts that are asked for before «unreachable» is accepted as a reason.
// The agreement will set it per team; until then the field's published minimum.
const ATTEMPTS_BEFORE_UNREACHABLE: u32 = 6;

/// A lead with everything that its rules look at.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The row.
    pub lead: leads::LeadRow,
    /// Its events, all of them.
    pub events: Vec<Event>,
    /// Those that count.
    pub effective: Effective,
    /// In whose hands it is.
    pub custody: Custody,
    /// Deals open in its cycle.
    pub open_deals: Vec<OpenDeal>,
    /// Human outbound attempts of this cycle.
    pub attempts: u32,
    /// Exchanges of this cycle.
    pub conversations: u32,
    /// The reason lists in force.
    pub reasons: Reasons,
}

impl Standing {
    /// The same, as the state machine reads it.
    pub fn situation(&self) -> Situation<'_> {
        Situation {
            effective: &self.effective,
            custody: self.custody,
            has_persona: self.lead.fields.persona.is_some(),
            creating: false,
            conversations: self.conversations,
            attempts: self.attempts,
            attempts_needed: ATTEMPTS_BEFORE_UNREACHABLE,
            new_engagement: false,
            open_deals: &self.open_deals,
            reasons: &self.reasons,
        }
    }
}

/// Reads where a lead stands; `None` when there is no such lead.
///
/// # Errors
/// [`DbError`].
pub async fn standing(conn: &mut Conn, id: Id<of::Lead>) -> Result<Option<Standing>, DbError> {
    let Some(lead) = leads::get(conn, id).await? else { return Ok(None) };
    of_row(conn, lead).await.map(Some)
}

/// The same for a row that the caller has just locked.
pub(super) async fn of_row(conn: &mut Conn, lead: leads::LeadRow) -> Result<Standing, DbError> {
    let events = history::events_of(conn, lead.id).await?;
    let effective = effective(&events, Instant::NEVER);
    let cycle = effective.last().map_or(1, |step| step.cycle);
    let (attempts, conversations) = activities::attempts_and_conversations(conn, lead.id, cycle).await?;
    let open = deals::open_of_cycle(conn, lead.id, cycle).await?;
    let open_deals = open
        .iter()
        .map(|d| OpenDeal { id: d.id, amount_minor: d.amount_minor.unwrap_or_default() })
        .collect();
    let queue_team = match lead.fields.queue {
        Some(queue) => store::queue_team(conn, queue).await?,
        None => None,
    };
    let custody = Custody { owner: lead.fields.owner_sales, queue: lead.fields.queue, queue_team };
    let reasons = reference::rules(&reference::reasons(conn).await?);
    Ok(Standing { lead, events, effective, custody, open_deals, attempts, conversations, reasons })
}

/// Takes a lead for this write and reads where it stands.
pub(super) async fn locked(tx: &mut crate::db::Tx, id: Id<of::Lead>) -> Result<Standing, StageError> {
    let lead = leads::lock(tx, id).await?.ok_or(StageError::NotFound)?;
    Ok(of_row(tx, lead).await?)
}
