//! SQL of the funnel. Statements are put together from constant pieces by base, mode and filter, so there is no list
//! of them: `tests/it/funnel.rs` runs every combination on both engines against a naive recount.
//!
//! Read next: `store/cohort.rs`, `store/activity.rs`, `store/late.rs` (reports known in the past).

mod activity;
mod cohort;
mod columns;
mod late;
pub mod lines;
pub mod names;
mod snapshot;
mod times;

pub use late::Late;
pub use times::Durations;

use super::model::Place;
use crate::db::{Conn, DbError, Query, Row};
use crate::domain::funnel::{Ask, Behind, Dimension, Filters, Kind, hits, hits_behind, tally};
use crate::domain::history::{Base, Outcome};
use crate::domain::period::Period;

/// Which lines of a list are wanted.
#[derive(Debug, Clone, Copy)]
struct Rows<'a> {
    /// Those after this one.
    after: Option<Place>,
    /// At most so many.
    limit: i64,
    /// Leads to leave out: they are replayed.
    late: Option<&'a Late>,
}

/// How many leads (or entries) each stage of `ask` counts.
///
/// # Errors
/// [`DbError`].
pub async fn counts(
    conn: &mut Conn,
    ask: &Ask,
    filters: &Filters,
    late: Option<&Late>,
) -> Result<Vec<u64>, DbError> {
    let mut counts = match ask.kind {
        Kind::Cohort => cohort::counts(conn, ask, filters).await?,
        Kind::Activity => activity::counts(conn, ask, filters).await?,
        Kind::Snapshot => snapshot::counts(conn, ask, filters, late).await?,
    };
    if let Some(late) = late {
        let without = match ask.kind {
            Kind::Cohort => cohort::late_counts(conn, ask, filters, late).await?,
            Kind::Activity => activity::late_counts(conn, ask, filters, late).await?,
            Kind::Snapshot => vec![0; counts.len()],
        };
        let with = late.replay(ask, |_, projection, facets| hits(ask, filters, projection, facets));
        for (k, (count, without)) in counts.iter_mut().zip(without).enumerate() {
            let replayed: usize = with.iter().filter_map(|stages| stages.get(k)).map(Vec::len).sum();
            *count = count.saturating_sub(without).saturating_add(replayed.try_into().unwrap_or(u64::MAX));
        }
    }
    Ok(counts)
}

/// The next `limit` lines behind a count, latest first.
///
/// # Errors
/// [`DbError`].
pub async fn behind(
    conn: &mut Conn,
    ask: &Ask,
    wanted: Behind,
    filters: &Filters,
    late: Option<&Late>,
    after: Option<Place>,
    limit: usize,
) -> Result<Vec<Place>, DbError> {
    let rows = Rows { after, limit: limit.try_into().unwrap_or(i64::MAX), late };
    let mut places = match ask.kind {
        Kind::Cohort => cohort::behind(conn, ask, wanted, filters, rows).await?,
        Kind::Activity => activity::behind(conn, ask, wanted.stage, filters, rows).await?,
        Kind::Snapshot => snapshot::behind(conn, ask, wanted.stage, filters, rows).await?,
    };
    if let Some(late) = late {
        let replayed = late.replay(ask, |lead, projection, facets| {
            let hits = hits_behind(ask, wanted, filters, projection, facets);
            hits.into_iter().map(|hit| Place { hit, lead }).collect::<Vec<_>>()
        });
        places.extend(
            replayed
                .into_iter()
                .flatten()
                .filter(|place| after.is_none_or(|after| place.order() < after.order())),
        );
    }
    places.sort_unstable_by_key(|place| std::cmp::Reverse(place.order()));
    places.truncate(limit);
    Ok(places)
}

/// Durations of every step of `ask`.
///
/// # Errors
/// [`DbError`].
pub async fn durations(
    conn: &mut Conn,
    ask: &Ask,
    filters: &Filters,
    late: Option<&Late>,
) -> Result<Vec<Durations>, DbError> {
    let mut all = times::durations(conn, ask, filters, late).await?;
    let replayed = late
        .map(|late| late.replay(ask, |_, projection, facets| tally::times(ask, filters, projection, facets)));
    for steps in replayed.into_iter().flatten() {
        for (durations, times) in all.iter_mut().zip(steps) {
            for time in times {
                match time.outcome {
                    Outcome::Converted => durations.done.push(time.micros),
                    Outcome::Open => durations.open.push(time.micros),
                    Outcome::Left => {}
                }
            }
        }
    }
    Ok(all)
}

/// The size of the cohort of each day of a period, as known now.
///
/// # Errors
/// [`DbError`].
pub async fn cohorts_by_day(conn: &mut Conn, base: Base, period: Period) -> Result<Vec<u64>, DbError> {
    cohort::by_day(conn, base, period).await
}

/// Appends ` AND …` for every filter, on the columns that `column` names.
fn push_filters(query: &mut Query, filters: &Filters, column: impl Fn(Dimension) -> &'static str) {
    for filter in &filters.0 {
        let of = column(filter.dimension);
        query.push(" AND (");
        match filter.ids.as_slice() {
            [] if filter.none => query.push(of).push(" IS NULL"),
            [] => query.push("1 = 0"),
            [one] => query.push(of).push(" = ").bind(*one),
            many => query.push(of).push(" IN ").bind_list(many.iter().copied()),
        };
        if filter.none && !filter.ids.is_empty() {
            query.push(" OR ").push(of).push(" IS NULL");
        }
        query.push(")");
    }
}

/// Appends a column that counts the rows for which a condition holds.
fn count_if(query: &mut Query, name: &'static str, condition: impl FnOnce(&mut Query)) {
    query.push("CAST(COUNT(*) FILTER (WHERE ");
    condition(query);
    query.push(") AS BIGINT) AS ").push(name);
}

fn count_at(row: &Row, column: &str) -> Result<u64, DbError> {
    row.int(column)
}
