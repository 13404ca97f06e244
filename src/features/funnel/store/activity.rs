//! Activity: entries into stages during a period.
//!
//! Every count has one general form, over passages. Where nothing is filtered, ranges of single-column indexes
//! answer, minus the few leads that have left every report.

use super::columns::{entry, facet, first, other_entry, other_facet};
use super::late::Late;
use super::{Rows, cohort, count_at, push_filters};
use crate::db::{Conn, DbError, Query};
use crate::domain::funnel::{Ask, Count, Filters, Hit, Kind};
use crate::domain::history::{Base, Mode};
use crate::domain::instant::Instant;
use crate::domain::stage::Stage;
use crate::features::funnel::model::Place;

/// Leads that had left every report by D, as a list.
fn push_gone(query: &mut Query, as_of: Instant) {
    query.push("(SELECT g.lead_id FROM journey g WHERE g.gone_at < 9000000000000000000 AND g.gone_at <= ");
    query.bind(as_of).push(")");
}

/// First instant and the one after the last, up to D.
fn window(ask: &Ask) -> (Instant, Instant) {
    let (from, until) = ask.period.bounds(ask.zone);
    (from, until.min(Instant::from_micros(ask.vantage.as_of.micros().saturating_add(1))))
}

fn push_window(query: &mut Query, column: &'static str, (from, until): (Instant, Instant)) {
    query.push(column).push(" >= ").bind(from).push(" AND ").push(column).push(" < ").bind(until);
}

/// Appends what makes a passage count at `stage`: entered in the window, in play at D, wanted, and, for first
/// times, the first entry of all.
fn push_counted(query: &mut Query, ask: &Ask, stage: Stage, filters: &Filters) {
    push_window(query, entry(stage), window(ask));
    query.push(" AND p.gone_at > ").bind(ask.vantage.as_of);
    push_filters(query, filters, facet);
    if ask.count == Count::FirstTime {
        query.push(" AND EXISTS (SELECT 1 FROM journey j WHERE j.lead_id = p.lead_id AND ");
        query.push(first(stage)).push(" = ").push(entry(stage)).push(")");
        query.push(
            " AND NOT EXISTS (SELECT 1 FROM passage q WHERE q.lead_id = p.lead_id AND q.cycle < p.cycle AND ",
        );
        query.push(other_entry(stage)).push(" = ").push(entry(stage)).push(")");
    }
}

/// The same window for leads that a list names: the unary plus keeps the planner off the range's own index.
fn push_named_window(query: &mut Query, column: &'static str, (from, until): (Instant, Instant)) {
    query.push(" AND +").push(column).push(" >= ").bind(from);
    query.push(" AND +").push(column).push(" < ").bind(until);
}

async fn one(conn: &mut Conn, query: &Query) -> Result<u64, DbError> {
    count_at(&conn.one_of(query).await?, "n")
}

/// The general form: any filter, and with `late` those leads only.
async fn general(
    conn: &mut Conn,
    ask: &Ask,
    stage: Stage,
    filters: &Filters,
    late: Option<&Late>,
) -> Result<u64, DbError> {
    let mut query = Query::new(match ask.count {
        Count::Distinct => "SELECT CAST(COUNT(DISTINCT p.lead_id) AS BIGINT) AS n",
        Count::FirstTime | Count::Passages => "SELECT CAST(COUNT(*) AS BIGINT) AS n",
    });
    query.push(" FROM passage p WHERE ");
    push_counted(&mut query, ask, stage, filters);
    if let Some(late) = late {
        late.restrict(&mut query, " AND p.lead_id IN ");
    }
    one(conn, &query).await
}

/// First entries: those into a base stage are the size of its cohort.
async fn first_times(conn: &mut Conn, ask: &Ask, stage: Stage, filters: &Filters) -> Result<u64, DbError> {
    let base = match stage {
        Stage::Lead => Some(Base::Lead),
        Stage::Mql => Some(Base::Mql),
        _ => None,
    };
    if let Some(base) = base {
        let size = Ask { kind: Kind::Cohort, base, mode: Mode::Reached, stages: vec![stage], ..ask.clone() };
        return Ok(cohort::counts(conn, &size, filters).await?.into_iter().sum());
    }
    if !filters.is_empty() {
        return general(conn, ask, stage, filters, None).await;
    }
    let mut all = Query::new("SELECT CAST(COUNT(*) AS BIGINT) AS n FROM journey j WHERE ");
    push_window(&mut all, first(stage), window(ask));
    let all = one(conn, &all).await?;
    let mut gone = Query::new("SELECT CAST(COUNT(*) AS BIGINT) AS n FROM journey j WHERE j.lead_id IN ");
    push_gone(&mut gone, ask.vantage.as_of);
    push_named_window(&mut gone, first(stage), window(ask));
    Ok(all.saturating_sub(one(conn, &gone).await?))
}

/// Entries, or leads that entered, when nothing is filtered.
async fn unfiltered(conn: &mut Conn, ask: &Ask, stage: Stage) -> Result<u64, DbError> {
    let mut all = Query::new("SELECT CAST(COUNT(*) AS BIGINT) AS n FROM passage p WHERE ");
    push_window(&mut all, entry(stage), window(ask));
    let mut count = one(conn, &all).await?;
    let distinct = ask.count == Count::Distinct;
    let mut gone = Query::new(if distinct {
        "SELECT CAST(COUNT(DISTINCT p.lead_id) AS BIGINT) AS n FROM passage p WHERE p.lead_id IN "
    } else {
        "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM passage p WHERE p.lead_id IN "
    });
    push_gone(&mut gone, ask.vantage.as_of);
    push_named_window(&mut gone, entry(stage), window(ask));
    if distinct {
        // Entries that are not the lead's first in the period: all of them in its second cycle or a later one.
        let mut again = Query::new("SELECT CAST(COUNT(*) AS BIGINT) AS n FROM passage p WHERE p.cycle > 1");
        push_named_window(&mut again, entry(stage), window(ask));
        again.push(
            " AND EXISTS (SELECT 1 FROM passage q WHERE q.lead_id = p.lead_id AND q.cycle < p.cycle AND ",
        );
        push_window(&mut again, other_entry(stage), window(ask));
        again.push(")");
        count = count.saturating_sub(one(conn, &again).await?);
    }
    Ok(count.saturating_sub(one(conn, &gone).await?))
}

/// How many entries each stage has, by today's projection.
pub(super) async fn counts(conn: &mut Conn, ask: &Ask, filters: &Filters) -> Result<Vec<u64>, DbError> {
    let mut counts = Vec::new();
    for stage in &ask.stages {
        counts.push(match ask.count {
            Count::FirstTime => first_times(conn, ask, *stage, filters).await?,
            _ if filters.is_empty() => unfiltered(conn, ask, *stage).await?,
            _ => general(conn, ask, *stage, filters, None).await?,
        });
    }
    Ok(counts)
}

/// The same for the leads with late facts only.
pub(super) async fn late_counts(
    conn: &mut Conn,
    ask: &Ask,
    filters: &Filters,
    late: &Late,
) -> Result<Vec<u64>, DbError> {
    let mut counts = Vec::new();
    for stage in &ask.stages {
        counts.push(general(conn, ask, *stage, filters, Some(late)).await?);
    }
    Ok(counts)
}

/// The next entries behind a count, latest first; for `distinct` the latest entry of each lead.
pub(super) async fn behind(
    conn: &mut Conn,
    ask: &Ask,
    stage: Stage,
    filters: &Filters,
    rows: Rows<'_>,
) -> Result<Vec<Place>, DbError> {
    let mut query = Query::new("SELECT p.lead_id, p.cycle, ");
    query.push(entry(stage)).push(" AS key FROM passage p WHERE ");
    push_counted(&mut query, ask, stage, filters);
    if ask.count == Count::Distinct {
        query.push(" AND NOT EXISTS (SELECT 1 FROM passage q WHERE q.lead_id = p.lead_id AND ");
        push_window(&mut query, other_entry(stage), window(ask));
        query.push(" AND (").push(other_entry(stage)).push(" > ").push(entry(stage));
        query.push(" OR (").push(other_entry(stage)).push(" = ").push(entry(stage));
        query.push(" AND q.cycle > p.cycle))");
        push_filters(&mut query, filters, other_facet);
        query.push(")");
    }
    if let Some(Place { hit, lead }) = rows.after {
        query.push(" AND ").push(entry(stage)).push(" <= ").bind(hit.key);
        query.push(" AND (").push(entry(stage)).push(" < ").bind(hit.key);
        query.push(" OR p.lead_id < ").bind(lead);
        query.push(" OR (p.lead_id = ").bind(lead).push(" AND p.cycle < ").bind(hit.cycle).push("))");
    }
    if let Some(late) = rows.late {
        late.restrict(&mut query, " AND p.lead_id NOT IN ");
    }
    query.push(" ORDER BY ").push(entry(stage)).push(" DESC, p.lead_id DESC, p.cycle DESC LIMIT ");
    query.bind(rows.limit);
    let read = |row: &crate::db::Row| {
        Ok(Place { hit: Hit { key: row.get("key")?, cycle: row.int("cycle")? }, lead: row.id("lead_id")? })
    };
    conn.all_of(&query).await?.iter().map(read).collect()
}
