//! Whatever moves a lead: creation, stage changes, claims, voids, corrections, merges, the bin, and the deals that go
//! with them. One function per user action; each runs inside the caller's write and leaves history, projections,
//! handoffs, tasks and deals in agreement.
//!
//! The rules are `domain::lifecycle`'s; here they meet the rows. Read next: `change.rs`.

mod change;
mod create;
mod deal;
mod merge;
mod situation;
pub mod store;
mod told;
mod undo;
mod work;

pub use change::{Changed, change, hand_off};
pub use create::{Prospect, create, prospect};
pub use deal::{DealClosing, DealEdit, close_deal, edit_deal, upsell};
pub use merge::merge;
pub use situation::{Standing, standing};
pub use store::lead_of_event;
pub use told::{field_errors, known, told};
pub use undo::{correct, restore, trash, void_event};
pub use work::{
    ActivityForm, TaskForm, claim, complete_task, log_activity, may_write, plan_task, save_fields,
    strike_activity,
};

use crate::clock::Clock;
use crate::db::DbError;
use crate::domain::ids::{Id, of};
use crate::domain::lifecycle::{Actor, Field, FieldRefusal, Moment, Refusal, Rejection, Rule};
use crate::domain::zone::local_date;
use crate::features::history::Origin;
use crate::features::reference::ReferenceError;
use chrono_tz::Tz;

/// Who acts, through which door, and where the organisation lives. Cheap to clone into a write.
#[derive(Debug, Clone)]
pub struct Acting {
    /// The author.
    pub actor: Actor,
    /// The door.
    pub origin: Origin,
    /// Source of «now» and of ids.
    pub clock: Clock,
    /// The organisation's zone.
    pub zone: Tz,
    /// ISO country for telephone numbers without a prefix.
    pub country: &'static str,
}

impl Acting {
    /// Now, by the organisation's clock and calendar.
    pub fn moment(&self) -> Moment {
        let now = self.clock.now();
        Moment { now, today: local_date(now, self.zone) }
    }
    fn edit(&self, now: crate::domain::instant::Instant) -> crate::features::leads::Edit<'_> {
        crate::features::leads::Edit { actor: self.actor.member, now, country: self.country }
    }
    fn role(&self) -> &'static str {
        self.actor.role.code()
    }
}

/// Why an action on a lead was not carried out.
#[derive(Debug, Clone, thiserror::Error)]
pub enum StageError {
    /// There is no such lead, deal, task or activity.
    #[error("not found")]
    NotFound,
    /// A rule of the state machine says no; the interface turns it into a sentence.
    #[error("refused")]
    Rejected(Rejection),
    /// The deal is closed or cancelled already.
    #[error("the deal is not open")]
    DealNotOpen,
    /// Somebody edited it meanwhile: it is at this version now.
    #[error("stale: now at version {version}")]
    Stale {
        /// The version it is at.
        version: i64,
    },
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<Refusal> for StageError {
    fn from(r: Refusal) -> Self {
        Self::Rejected(r.into())
    }
}
impl From<Rejection> for StageError {
    fn from(r: Rejection) -> Self {
        Self::Rejected(r)
    }
}
impl From<ReferenceError> for StageError {
    /// A name that cannot be an entry: judged by the forms already; kept as a faulty field for callers without one.
    fn from(e: ReferenceError) -> Self {
        match e {
            ReferenceError::Db(e) => Self::Db(e),
            ReferenceError::Empty | ReferenceError::Name(_) => fault(Field::Note, Rule::UnknownCode),
        }
    }
}

/// One faulty field.
fn fault(field: Field, rule: Rule) -> StageError {
    StageError::Rejected(Rejection::Fields(vec![FieldRefusal { field, rule }]))
}

/// Writes again what is computed of a lead: its projections, its cached stage, and its obligations.
async fn reproject(
    tx: &mut crate::db::Tx,
    acting: &Acting,
    lead: Id<of::Lead>,
) -> Result<crate::domain::history::Projection, DbError> {
    let projection = crate::features::history::reproject(tx, lead, acting.zone).await?;
    crate::features::sla::settle(tx, &[lead], acting.zone).await?;
    Ok(projection)
}

/// An id of the right kind for a text about a lead.
fn note_id(acting: &Acting) -> Id<of::Note> {
    acting.clock.id()
}
