//! `relais seed`: a synthetic company of any size, for benchmarks. The same seed gives the same rows.
//!
//! Unlike the demo, which is played through the product's own actions, the rows are generated and written in bulk
//! (a million leads with their histories in minutes); `relais check` proves that they agree.

mod dice;
mod generate;
pub mod store;

use crate::clock::Clock;
use crate::db::{Db, DbError};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::sla::Terms;
use crate::domain::zone::local_date;
use crate::features::{activities, deals, history, leads, sla};
use chrono_tz::Tz;
pub use dice::Dice;
use generate::Generator;
pub use store::Cast;

/// Leads written in one transaction.
const CHUNK: u64 = 10_000;

/// How large, how long, and which one.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// How many leads.
    pub leads: u64,
    /// Which company: same seed, same rows.
    pub seed: u64,
    /// Over how many months before now their creation spreads.
    pub months: u32,
    /// How many obligations of sales wait to be done (two for each lead handed off and untouched).
    pub open_obligations: u64,
}

/// Why nothing was seeded.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// The database already holds leads.
    #[error("the database already holds leads: seed an empty one")]
    NotEmpty,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Fills an empty database; `progress` hears how many leads are written.
///
/// Secondary indexes are dropped first and built at the end: an interrupted seed leaves a database to throw away.
///
/// # Errors
/// [`SeedError`].
pub async fn run(
    db: &Db,
    clock: &Clock,
    zone: Tz,
    plan: Plan,
    progress: impl Fn(u64) + Send + Sync,
) -> Result<(), SeedError> {
    if store::any_lead(&mut db.read().await?).await? {
        return Err(SeedError::NotEmpty);
    }
    let now = clock.now();
    let ids = Clock::manual(
        now.plus_secs(-i64::from(plan.months) * 2_629_800),
        u32::try_from(plan.seed & 0xffff).unwrap_or(0),
    );
    let cast: Cast = {
        let ids = ids.clone();
        db.write(async move |mut tx| store::write_cast(&mut tx, &ids).await).await?
    };
    let terms = Terms {
        number: 1,
        starts_on: local_date(ids.now(), zone),
        mql_target: 70,
        personas: Vec::new(),
        acceptance_floor: 65,
        first_contact_minutes: 240,
        decision_minutes: 450,
    };
    db.write(async move |mut tx| sla::rules::insert_terms(&mut tx, &terms, None, now).await).await?;
    let rebuilt = db.write(async move |mut tx| tx.drop_indexes(store::TABLES).await).await?;
    let mut next = 0;
    while next < plan.leads {
        let upto = (next + CHUNK).min(plan.leads);
        let (ids, cast) = (ids.clone(), cast.clone());
        db.write(async move |mut tx| {
            let mut generator = Generator::new(plan, now, zone, &cast, ids);
            let batch = generator.leads(next..upto);
            leads::insert_many(&mut tx, &batch.leads).await?;
            history::append_many(&mut tx, &batch.events).await?;
            history::insert_dimensions(&mut tx, &batch.dimensions).await?;
            history::insert_projected(&mut tx, &batch.projected).await?;
            activities::insert_many(&mut tx, &batch.activities).await?;
            store::insert_handoffs(&mut tx, &batch.handoffs).await?;
            activities::insert_tasks(&mut tx, &batch.tasks).await?;
            deals::insert_many(&mut tx, &batch.deals).await?;
            Ok::<_, DbError>(())
        })
        .await?;
        next = upto;
        progress(next);
    }
    db.write(async move |mut tx| tx.create_indexes(&rebuilt).await).await?;
    db.write(async move |mut tx| sla::stamp_rest(&mut tx, zone, now).await).await?;
    Ok(sla::settle_all(db, zone).await?)
}

/// A handoff as the seed writes it.
#[derive(Debug, Clone, Copy)]
pub struct SeededHandoff {
    id: Id<of::Handoff>,
    lead: Id<of::Lead>,
    cycle: i32,
    event: Id<of::Event>,
    at: Instant,
    to: Id<of::Member>,
    by: Id<of::Member>,
    decided_at: Option<Instant>,
}
