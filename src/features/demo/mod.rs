//! The demonstration: a believable company over eighteen months, told through the product's own actions.
//!
//! Batipro Conseil, in Toulon, sells building firms a way to follow their quotes. In the last full quarter its new
//! white paper brought people outside the personas while first contacts got slower: MQL → SQL fell from about 39 %
//! to about 15 %. The story is planned first (who does what to which lead, when), then played in the order of time
//! on a clock set by hand; it ends now, so that whatever the date, handoffs wait and follow-ups are due.
//!
//! Read next: `market.rs` (the figures of the story), `planner.rs` (how it is planned), `play.rs` (how it is played).

mod arrive;
mod cast;
mod companies;
mod deck;
mod market;
mod meetings;
mod names;
mod pace;
#[cfg(test)]
mod plan_tests;
mod planner;
mod play;
mod plot;
mod present;
mod qualify;
mod refuse;
mod sell;
mod sign;
pub mod store;
mod words;

pub use cast::{COMPANY, Mate, TEAM};
pub use planner::last_full_quarter;

use crate::clock::Clock;
use crate::db::{Db, DbError};
use crate::domain::instant::Instant;
use crate::domain::sla::Terms;
use crate::domain::zone::local_date;
use crate::features::audit::{self, By, Entry};
use crate::features::people::accounts::AccountError;
use crate::features::reference::ReferenceError;
use crate::features::review::Denied;
use crate::features::sla;
use crate::features::stages::StageError;
use chrono::{Datelike, Months, NaiveDate};
use chrono_tz::Tz;
use pace::Pace;
use planner::{Planner, Scope};
use play::Theatre;

/// The company's zone.
pub const ZONE: Tz = Tz::Europe__Paris;
/// Everybody's password: it opens nothing but invented data.
pub const PASSWORD: &str = "le passage de relais";
/// About how many leads the demo has.
pub const LEADS: usize = 3_000;
/// Which of the possible stories the demo tells.
pub const SEED: u64 = 11;
/// Subscribers to the letter for a hundred leads.
const SUBSCRIBERS: usize = 4;
/// Acts written in one transaction.
const BATCH: usize = 400;

/// What to fill a database with.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// About how many leads.
    pub leads: usize,
    /// Which story.
    pub seed: u64,
    /// Now: the story ends here.
    pub now: Instant,
}

/// What was written.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Leads entered.
    pub leads: usize,
    /// Acts played.
    pub acts: usize,
    /// Acts that the product refused, in words; none is expected.
    pub refused: Vec<String>,
}

/// Why a database was not filled.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// It already holds leads.
    #[error("the database already holds leads: the demo fills an empty one")]
    NotEmpty,
    /// The defaults are missing.
    #[error("the database was not prepared")]
    NotPrepared,
    /// A member could not be added.
    #[error(transparent)]
    Account(#[from] AccountError),
    /// A name was refused.
    #[error(transparent)]
    Reference(#[from] ReferenceError),
    /// An act was refused.
    #[error(transparent)]
    Stage(#[from] StageError),
    /// A review was refused.
    #[error(transparent)]
    Review(#[from] Denied),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Whether the demo was filled, to its end, on the day of `now`.
///
/// # Errors
/// [`DbError`].
pub async fn is_of_today(db: &Db, now: Instant) -> Result<bool, DbError> {
    let filled = store::filled_at(&mut db.read().await?).await?;
    Ok(filled.is_some_and(|at| local_date(at, ZONE) == local_date(now, ZONE)))
}

/// Fills an empty, prepared database. `hash` is the PHC string of everybody's password; `progress` hears how many of
/// how many acts are written. The same plan gives the same rows.
///
/// # Errors
/// [`DemoError`]. A fill that was interrupted leaves a database to throw away: [`is_of_today`] says no.
pub async fn fill(
    db: &Db,
    plan: Plan,
    hash: &str,
    progress: impl Fn(usize, usize) + Send + Sync,
) -> Result<Report, DemoError> {
    if store::any_lead(&mut db.read().await?).await? {
        return Err(DemoError::NotEmpty);
    }
    let pace = Pace::new(ZONE);
    let start = planner::first_day(pace.date(plan.now));
    let clock = Clock::manual(pace.at(start, 0, 0), u32::try_from(plan.seed & 0xffff).unwrap_or(0));
    let (clock_of_cast, hash) = (clock.clone(), hash.to_owned());
    let cast =
        db.write(async move |mut tx| cast::Cast::write(&mut tx, &clock_of_cast, ZONE, &hash).await).await?;
    agree(db, &clock, start, local_date(plan.now, ZONE)).await?;
    let scope = Scope { leads: plan.leads, seed: plan.seed, now: plan.now };
    let (acts, firms, leads) = story(&cast, pace, scope).acts();
    let total = acts.len();
    let mut theatre = Theatre::new(cast.clone(), clock.clone(), firms, leads);
    let mut acts = acts.into_iter().peekable();
    let mut meetings = meetings::fridays(plan.now).into_iter().enumerate().peekable();
    let mut done = 0;
    while done < total || meetings.peek().is_some() {
        // a batch ends where a meeting begins
        let until = meetings.peek().map(|(_, at)| *at);
        let mut batch = Vec::new();
        while batch.len() < BATCH && acts.peek().is_some_and(|act| until.is_none_or(|at| act.at < at)) {
            batch.extend(acts.next());
        }
        if batch.is_empty() {
            if let Some((number, at)) = meetings.next() {
                meetings::hold(db, &clock, &cast, number, at).await?;
            }
            continue;
        }
        done += batch.len();
        theatre = db
            .write(async move |mut tx| {
                for act in batch {
                    theatre.play(&mut tx, act).await?;
                }
                Ok::<_, DemoError>(theatre)
            })
            .await?;
        progress(done, total);
    }
    clock.set(plan.now);
    let finishing = clock.clone();
    db.write(async move |mut tx| {
        meetings::plan(&mut tx, &finishing, &cast).await?;
        store::analyze(&mut tx).await?;
        let entry = Entry::general("demo.filled", "organisation").with("seed", plan.seed);
        Ok::<_, DemoError>(audit::write(&mut tx, &finishing, &By::SYSTEM, entry).await?)
    })
    .await?;
    Ok(Report { leads, acts: total, refused: theatre.refused })
}

/// What both teams promise: from the beginning, and more since the first of the month before the last.
async fn agree(db: &Db, clock: &Clock, start: NaiveDate, today: NaiveDate) -> Result<(), DbError> {
    let later = today.with_day(1).and_then(|day| day.checked_sub_months(Months::new(2))).unwrap_or(today);
    let first = Terms {
        number: 1,
        starts_on: start,
        mql_target: 55,
        personas: Vec::new(),
        acceptance_floor: 60,
        first_contact_minutes: 480,
        decision_minutes: 900,
    };
    let now = Terms {
        number: 2,
        starts_on: later,
        mql_target: 70,
        acceptance_floor: 65,
        first_contact_minutes: 240,
        decision_minutes: 450,
        ..first.clone()
    };
    let clock = clock.clone();
    db.write(async move |mut tx| {
        for terms in [first, now] {
            sla::rules::insert_terms(&mut tx, &terms, None, clock.now()).await?;
        }
        Ok::<_, DbError>(())
    })
    .await
}

/// The whole story, planned.
fn story(cast: &cast::Cast, pace: Pace, scope: Scope) -> Planner<'_> {
    let mut planner = Planner::new(cast, pace, scope);
    planner.eighteen_months(scope.leads);
    planner.subscribers(scope.leads * SUBSCRIBERS / 100);
    planner.present();
    planner.label();
    planner
}
