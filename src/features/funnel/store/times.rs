//! Time between stages: exact durations, gathered by the database into one text per step, which is what a driver
//! carries fastest.

use super::columns::{base_facet, day, entry, facet};
use super::late::Late;
use super::push_filters;
use crate::db::{Conn, DbError, Query, Row};
use crate::domain::funnel::{Ask, Filters, Kind};
use crate::domain::history::Base;
use crate::domain::instant::Instant;
use crate::domain::stage::Stage;

/// Durations of one step, in microseconds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Durations {
    /// From the entry to the conversion.
    pub done: Vec<i64>,
    /// From the entry to D, for passages that have neither converted nor left.
    pub open: Vec<i64>,
}

const DONE: [&str; 5] = ["d0", "d1", "d2", "d3", "d4"];
const OPEN: [&str; 5] = ["o0", "o1", "o2", "o3", "o4"];

/// Appends the first entry into any of these stages.
fn push_earliest(query: &mut Query, stages: &[Stage]) {
    match stages {
        [only] => {
            query.push(entry(*only));
        }
        _ => {
            query.push_split("min(", "LEAST(");
            for (n, stage) in stages.iter().enumerate() {
                query.push(if n > 0 { ", " } else { "" }).push(entry(*stage));
            }
            query.push(")");
        }
    }
}

/// Appends `, <texts>` with the durations of one step: an entry, then a later stage, an exit or D.
fn push_step(query: &mut Query, [from, to]: [Stage; 2], as_of: Instant, [done, open]: [&'static str; 2]) {
    let later: Vec<Stage> = Stage::FUNNEL.into_iter().filter(|stage| stage.reaches(to)).collect();
    let text = |query: &mut Query, name: &'static str, case: &dyn Fn(&mut Query)| {
        query.push_split(", group_concat(CASE WHEN ", ", string_agg(CAST(CASE WHEN ");
        query.push(entry(from)).push(" <= ").bind(as_of).push(" AND ");
        case(query);
        query.push_split(" END) AS ", " END AS TEXT), ',') AS ").push(name);
    };
    text(query, done, &|query| {
        push_earliest(query, &later);
        query.push(" <= ").bind(as_of).push(" THEN ");
        push_earliest(query, &later);
        query.push(" - ").push(entry(from));
    });
    text(query, open, &|query| {
        push_earliest(query, &later);
        query.push(" > ").bind(as_of).push(" AND p.exit_at > ").bind(as_of);
        query.push(" THEN ").bind(as_of).push(" - ").push(entry(from));
    });
}

fn push_in_play(query: &mut Query, ask: &Ask, late: Option<&Late>) {
    query.push(" AND p.gone_at > ").bind(ask.vantage.as_of);
    if let Some(late) = late {
        late.restrict(query, " AND p.lead_id NOT IN ");
    }
}

fn steps(ask: &Ask) -> Vec<[Stage; 2]> {
    ask.stages.windows(2).filter_map(|pair| <[Stage; 2]>::try_from(pair).ok()).collect()
}

/// Durations of every step, by today's projection, without the leads with late facts.
pub(super) async fn durations(
    conn: &mut Conn,
    ask: &Ask,
    filters: &Filters,
    late: Option<&Late>,
) -> Result<Vec<Durations>, DbError> {
    let steps = steps(ask);
    let mut all = vec![Durations::default(); steps.len()];
    let names = || DONE.into_iter().zip(OPEN);
    if ask.kind == Kind::Cohort {
        let mut query = Query::new("SELECT 1 AS one");
        for (step, (done, open)) in steps.iter().zip(names()) {
            push_step(&mut query, *step, ask.vantage.as_of, [done, open]);
        }
        push_cohort(&mut query, ask, filters);
        push_in_play(&mut query, ask, late);
        let row = conn.one_of(&query).await?;
        for (durations, (done, open)) in all.iter_mut().zip(names()) {
            durations.read(&row, done, open)?;
        }
    } else {
        let (from, until) = ask.period.bounds(ask.zone);
        for ((durations, step), (done, open)) in all.iter_mut().zip(&steps).zip(names()) {
            let entered = entry(step[0]);
            let mut query = Query::new("SELECT 1 AS one");
            push_step(&mut query, *step, ask.vantage.as_of, [done, open]);
            query.push(" FROM passage p WHERE ").push(entered).push(" >= ").bind(from);
            query.push(" AND ").push(entered).push(" < ").bind(until);
            push_filters(&mut query, filters, facet);
            push_in_play(&mut query, ask, late);
            durations.read(&conn.one_of(&query).await?, done, open)?;
        }
    }
    Ok(all)
}

/// The passages of a cohort. What comes before the base event has entered no stage since: a cycle that follows an exit
/// begins with `mql`.
fn push_cohort(query: &mut Query, ask: &Ask, filters: &Filters) {
    let (lo, hi) = ask.period.day_bounds();
    let window = |query: &mut Query, column: &'static str| {
        query.push(column).push(" >= ").bind(lo).push(" AND ").push(column).push(" < ").bind(hi);
    };
    query.push(" FROM passage p");
    if filters.is_empty() {
        query.push_split(
            match ask.base {
                Base::Lead => " INDEXED BY passage_cohort",
                Base::Mql => " INDEXED BY passage_mql_cohort",
            },
            "",
        );
        query.push(" WHERE ");
        window(query, if ask.base == Base::Lead { "p.day" } else { "p.mql_day" });
    } else {
        query.push(" JOIN journey j ON j.lead_id = p.lead_id WHERE ");
        window(query, day(ask.base));
        push_filters(query, filters, |dimension| base_facet(ask.base, dimension));
    }
    if ask.base == Base::Mql {
        query.push(" AND p.mql_at < 9000000000000000000");
    }
}

impl Durations {
    fn read(&mut self, row: &Row, done: &str, open: &str) -> Result<(), DbError> {
        gather(&mut self.done, row, done)?;
        gather(&mut self.open, row, open)
    }
}

fn gather(into: &mut Vec<i64>, row: &Row, column: &str) -> Result<(), DbError> {
    let Some(text) = row.get::<Option<String>>(column)? else { return Ok(()) };
    for number in text.split(',') {
        let wrong = |_| DbError::Decode { column: column.into(), problem: "no list of numbers".into() };
        into.push(number.parse().map_err(wrong)?);
    }
    Ok(())
}
