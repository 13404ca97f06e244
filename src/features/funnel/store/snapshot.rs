//! Snapshots: who stood in which stage at D.
//!
//! The cached stage of a lead answers for every lead that has not moved since D; the others are replayed, together
//! with those of which something was learnt after K (`late.rs`).

use super::columns::facet;
use super::late::Late;
use super::{Rows, count_at, push_filters};
use crate::db::{Conn, DbError, Query, Row};
use crate::domain::funnel::{Ask, Filters, Hit};
use crate::domain::instant::Instant;
use crate::domain::stage::Stage;
use crate::features::funnel::model::Place;

/// Appends ` FROM lead l … WHERE …`: leads in play that have not moved since D. `erased` leads are out of every
/// list, but they count; they are few and asked apart.
fn from_where(query: &mut Query, ask: &Ask, filters: &Filters, erased: bool, late: Option<&Late>) {
    query.push(" FROM lead l ");
    if !filters.is_empty() {
        query.push("JOIN passage p ON p.lead_id = l.id AND p.cycle = l.cycle ");
    }
    query.push(if erased {
        "WHERE l.hidden = 1 AND l.erased_at IS NOT NULL AND l.merged_into IS NULL AND l.stage <> ''"
    } else {
        "WHERE l.hidden = 0"
    });
    query.push(" AND l.stage_at <= ").bind(ask.vantage.as_of);
    push_filters(query, filters, facet);
    if let Some(late) = late {
        late.restrict(query, " AND l.id NOT IN ");
    }
}

/// Appends the leads that have moved since D, as a list.
pub(super) fn push_moved(query: &mut Query, as_of: Instant) {
    query.push(
        "SELECT m.id AS lead_id FROM lead m WHERE (m.hidden = 0 OR (m.hidden = 1 AND m.erased_at IS NOT NULL)) AND m.stage_at > ",
    );
    query.bind(as_of);
}

/// How many leads stand in each stage, without those replayed.
pub(super) async fn counts(
    conn: &mut Conn,
    ask: &Ask,
    filters: &Filters,
    late: Option<&Late>,
) -> Result<Vec<u64>, DbError> {
    let mut counts = vec![0; ask.stages.len()];
    for erased in [false, true] {
        let mut query = Query::new("SELECT l.stage AS stage, CAST(COUNT(*) AS BIGINT) AS n");
        from_where(&mut query, ask, filters, erased, late);
        query.push(" GROUP BY l.stage");
        for row in conn.all_of(&query).await? {
            let stage: Option<Stage> = row.opt_code("stage")?;
            let n = count_at(&row, "n")?;
            for (count, _) in counts.iter_mut().zip(&ask.stages).filter(|(_, asked)| Some(**asked) == stage) {
                *count += n;
            }
        }
    }
    Ok(counts)
}

/// The next leads in a stage, latest entry first, without those replayed.
pub(super) async fn behind(
    conn: &mut Conn,
    ask: &Ask,
    stage: Stage,
    filters: &Filters,
    rows: Rows<'_>,
) -> Result<Vec<Place>, DbError> {
    let mut places = Vec::new();
    for erased in [false, true] {
        let mut query = Query::new("SELECT l.id AS lead_id, l.stage_at AS key, l.cycle AS cycle");
        from_where(&mut query, ask, filters, erased, rows.late);
        query.push(" AND l.stage = ").bind(stage);
        if let Some(after) = rows.after {
            query.push(" AND l.stage_at <= ").bind(after.hit.key);
            query.push(" AND (l.stage_at < ").bind(after.hit.key);
            query.push(" OR l.id < ").bind(after.lead).push(")");
        }
        query.push(" ORDER BY l.stage_at DESC, l.id DESC LIMIT ").bind(rows.limit);
        for row in conn.all_of(&query).await? {
            places.push(place(&row)?);
        }
    }
    Ok(places)
}

fn place(row: &Row) -> Result<Place, DbError> {
    Ok(Place { hit: Hit { key: row.get("key")?, cycle: row.int("cycle")? }, lead: row.id("lead_id")? })
}
