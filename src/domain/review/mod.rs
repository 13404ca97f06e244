//! The weekly review: what a week brought beside the weeks before it, what was agreed, and the form in which it is
//! kept for good.
//!
//! Read next: `payload.rs` (what a review shows and stores), `measure.rs` (one figure beside its past), `agreed.rs`
//! (actions carried from one meeting to the next), `pipeline.rs` (deals that slip or sleep).

mod agreed;
mod canonical;
mod measure;
mod payload;
mod pipeline;
mod promise;
mod week;

pub use agreed::{ActionFacts, Completion, Standing, completion, standing};
pub use canonical::{canonical, sha256};
pub use measure::{Days, Measure, Verdict};
pub use payload::{
    Action, BySource, Carried, Content, DealLine, Decision, Exceptions, FORMAT, Feedback, Listed, Month, Mql,
    Note, Payload, Person, Promise, Reason, Refusal, Sales, SlaWeek, Wins,
};
pub use pipeline::{DealFacts, STALE_DAYS, is_stale, slipped};
pub use promise::{promise, week_target};
pub use week::{BEFORE, BadWeek, Block, Weeks, read_week};
