//! What may happen to a lead: which moves exist, who may make them, what they need, and what follows.
//!
//! [`plan`] is the door: from what is known of a lead, a request and an actor, it answers with the events to write
//! and their effects, or with everything that is wrong. [`legal`] judges a whole history, whoever wrote it.
//! Refusals are data; sentences come later. Read next: `lifecycle::moves` (the table), then `lifecycle::plan`.

mod actor;
mod authority;
mod fields;
mod legality;
mod merge;
mod moves;
mod plan;
mod reasons;
mod refusal;
mod request;
mod timing;
mod undo;

#[cfg(test)]
mod fields_tests;
#[cfg(test)]
mod plan_tests;
#[cfg(test)]
mod undo_tests;

pub use actor::{Actor, Role, Team};
pub use authority::{Custody, may, may_claim, offered};
pub use fields::{Ask, asks, check};
pub use legality::{Clash, ClashRule, legal};
pub use merge::{may_merge, propose_survivor};
pub use moves::{from as moves_from, new_cycle};
pub use plan::{DealAction, Decision, Handoff, Move, Plan, Proposal, plan};
pub use reasons::{Destinations, Extra, LossReason, ReasonRule, Reasons};
pub use refusal::{Field, FieldRefusal, Needs, Refusal, RefusalKind, Rejection, Rule};
pub use request::{DealFields, Moment, OpenDeal, Proof, Request, Situation};
pub use timing::{LATE_ENTRY_SECS, REP_BACKDATING_DAYS, check_occurred, late_entry};
pub use undo::{
    Authored, CorrectionRequest, DealUndo, RESTORE_DAYS, Reentry, VoidPlan, plan_correction, plan_void,
    restore, trash,
};
