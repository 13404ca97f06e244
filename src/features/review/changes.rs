//! What became of a closed review's figures: the same counts today, and which leads came and went.

use crate::db::{Conn, DbError};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::period::IsoWeek;
use crate::domain::review::Payload;
use crate::domain::stage::Stage;
use crate::domain::zone::Tz;
use crate::features::funnel;
use crate::features::funnel::Line;
use std::collections::{BTreeSet, HashMap};

/// Up to this many leads on either side, those that came and went are named.
const NAMED: usize = 2_000;

/// One figure, as presented and today.
#[derive(Debug, Clone)]
pub struct Change {
    /// Which.
    pub stage: Stage,
    /// As presented.
    pub was: u64,
    /// Today.
    pub now: u64,
    /// Leads that are in it no more; `None` when there are too many to compare.
    pub left: Option<Vec<(Id<of::Lead>, Line)>>,
    /// Leads that have come into it.
    pub entered: Vec<(Id<of::Lead>, Line)>,
}

/// Compares the entries of a closed week with those known now.
///
/// # Errors
/// [`DbError`].
pub async fn of(
    conn: &mut Conn,
    presented: &Payload,
    now: Instant,
    zone: Tz,
) -> Result<Vec<Change>, DbError> {
    let Ok(week) = presented.week.parse::<IsoWeek>() else { return Ok(Vec::new()) };
    let then = Instant::parse_rfc3339(&presented.known_at).unwrap_or(now);
    let measures = [
        (Stage::Mql, presented.mql.entered.this),
        (Stage::Sql, presented.sales.sql.this),
        (Stage::Opportunity, presented.sales.opportunities.this),
    ];
    let mut changes = Vec::new();
    for (stage, was) in measures {
        let (_, old) =
            funnel::figures::who_entered(conn, stage, week.period(), (then, now), zone, NAMED).await?;
        let (total, new) =
            funnel::figures::who_entered(conn, stage, week.period(), (now, now), zone, NAMED).await?;
        let complete = old.len() < NAMED && new.len() < NAMED;
        let (old, new): (BTreeSet<_>, BTreeSet<_>) = (old.into_iter().collect(), new.into_iter().collect());
        let ids: Vec<_> = old.symmetric_difference(&new).copied().collect();
        let mut lines: HashMap<_, _> =
            if ids.is_empty() { HashMap::new() } else { funnel::store::lines::lines(conn, ids).await? };
        let mut named = |ids: Vec<Id<of::Lead>>| -> Vec<_> {
            ids.into_iter().filter_map(|id| lines.remove(&id).map(|line| (id, line))).collect()
        };
        let left = complete.then(|| named(old.difference(&new).copied().collect()));
        let entered = if complete { named(new.difference(&old).copied().collect()) } else { Vec::new() };
        changes.push(Change { stage, was, now: total, left, entered });
    }
    Ok(changes)
}
