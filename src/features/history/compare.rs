//! What is stored beside what the events say: every row of `journey` and `passage`, and the cached columns of `lead`.

use super::bulk::Loaded;
use super::projector::{JOURNEYS, PASSAGES, Projected};
use crate::db::{Bulk, Conn, DbError, Query, Row, Val};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use chrono_tz::Tz;
use std::collections::HashMap;

/// One stored value that is not what the events say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Of which lead.
    pub lead: Id<of::Lead>,
    /// Table and column, with the cycle where there is one per cycle: `passage[2].sql_at`.
    pub place: String,
    /// What is stored; «—» for nothing.
    pub stored: String,
    /// What should be.
    pub expected: String,
}

const NOTHING: &str = "—";

/// Compares what is stored of these leads with what their events say, days counted in the organisation's zone.
///
/// # Errors
/// [`DbError`].
pub async fn differences(conn: &mut Conn, leads: Vec<Loaded>, tz: Tz) -> Result<Vec<Difference>, DbError> {
    let ids: Vec<_> = leads.iter().map(|lead| lead.lead).collect();
    let mut journeys = stored(conn, JOURNEYS, &ids).await?;
    let mut passages = stored(conn, PASSAGES, &ids).await?;
    let mut cached = cached(conn, &ids).await?;
    let mut found = Vec::new();
    for loaded in leads {
        let projected = loaded.projected(tz);
        let mut one = Comparison { lead: projected.lead, found: &mut found };
        let expected = projected.projection.journey.as_ref().map(|journey| projected.journey_row(journey));
        let row = journeys.remove(&projected.lead).and_then(|mut rows| rows.pop());
        one.row("journey", JOURNEYS, row.as_ref(), expected.as_ref().map(|row| row.as_slice()))?;
        let mut rows = passages.remove(&projected.lead).unwrap_or_default();
        for passage in &projected.projection.passages {
            let at =
                rows.iter().position(|row| row.int("cycle").is_ok_and(|cycle: i32| cycle == passage.cycle));
            let row = at.map(|at| rows.swap_remove(at));
            let name = format!("passage[{}]", passage.cycle);
            one.row(&name, PASSAGES, row.as_ref(), Some(&projected.passage_row(passage)))?;
        }
        for row in rows {
            one.row(&format!("passage[{}]", row.int::<i64>("cycle")?), PASSAGES, Some(&row), None)?;
        }
        if let Some(row) = cached.remove(&projected.lead) {
            one.cached(&row, &projected)?;
        }
    }
    Ok(found)
}

struct Comparison<'a> {
    lead: Id<of::Lead>,
    found: &'a mut Vec<Difference>,
}

impl Comparison<'_> {
    fn note(&mut self, place: String, stored: String, expected: String) {
        self.found.push(Difference { lead: self.lead, place, stored, expected });
    }

    fn row(
        &mut self,
        name: &str,
        table: Bulk,
        row: Option<&Row>,
        expected: Option<&[Val]>,
    ) -> Result<(), DbError> {
        match (row, expected) {
            (None, None) => {}
            (Some(_), None) => self.note(name.to_owned(), "row".into(), NOTHING.into()),
            (None, Some(_)) => self.note(name.to_owned(), NOTHING.into(), "row".into()),
            (Some(row), Some(expected)) => {
                for (column, expected) in columns(table).zip(expected) {
                    let stored = like(row, column, expected)?;
                    if &stored != expected {
                        self.note(format!("{name}.{column}"), show(&stored), show(expected));
                    }
                }
            }
        }
        Ok(())
    }

    fn cached(&mut self, row: &Row, projected: &Projected) -> Result<(), DbError> {
        let p = &projected.projection;
        let erased = row.opt_at("erased_at")?.is_some();
        let hidden = p.current.is_none() || p.merged_into.is_some() || erased;
        let mut expected = vec![("stage", Val::from(p.current.map_or("", |c| c.stage.code())))];
        if let Some(current) = p.current {
            expected.push(("stage_at", Val::from(current.at)));
            expected.push(("cycle", Val::from(current.cycle)));
        }
        expected.push(("merged_into", Val::from(p.merged_into)));
        expected.push(("hidden", Val::from(i64::from(hidden))));
        for (column, expected) in expected {
            let stored = like(row, column, &expected)?;
            if stored != expected {
                self.note(format!("lead.{column}"), show(&stored), show(&expected));
            }
        }
        Ok(())
    }
}

/// The names of a table's columns, from the text of its bulk statement.
fn columns(table: Bulk) -> impl Iterator<Item = &'static str> {
    let inside = table.copy.split_once('(').and_then(|(_, rest)| rest.split_once(')'));
    inside.map_or("", |(names, _)| names).split(", ")
}

async fn stored(
    conn: &mut Conn,
    table: Bulk,
    leads: &[Id<of::Lead>],
) -> Result<HashMap<Id<of::Lead>, Vec<Row>>, DbError> {
    let mut query = Query::new("SELECT ");
    for (at, column) in columns(table).enumerate() {
        query.push(if at > 0 { ", " } else { "" }).push(column);
    }
    let name =
        table.copy.strip_prefix("COPY ").and_then(|rest| rest.split_once(' ')).map_or("", |(name, _)| name);
    query.push(" FROM ").push(name).push(" WHERE lead_id IN ").bind_list(leads.iter().copied());
    let mut rows: HashMap<_, Vec<Row>> = HashMap::new();
    for row in conn.all_of(&query).await? {
        rows.entry(row.id("lead_id")?).or_default().push(row);
    }
    Ok(rows)
}

async fn cached(conn: &mut Conn, leads: &[Id<of::Lead>]) -> Result<HashMap<Id<of::Lead>, Row>, DbError> {
    let mut query = Query::new(
        "SELECT id, stage, stage_at, cycle, merged_into, hidden, erased_at FROM lead WHERE id IN ",
    );
    query.bind_list(leads.iter().copied());
    conn.all_of(&query).await?.into_iter().map(|row| Ok((row.id("id")?, row))).collect()
}

/// The stored value, of the type of the expected one.
fn like(row: &Row, column: &str, expected: &Val) -> Result<Val, DbError> {
    Ok(match expected {
        Val::Int(_) => Val::Int(row.get(column)?),
        Val::Text(_) => Val::Text(row.get(column)?),
        Val::Uuid(_) => Val::Uuid(row.get(column)?),
        Val::Bool(_) => Val::Bool(row.get(column)?),
        Val::Date(_) => Val::Date(row.get(column)?),
        Val::Bytes(_) => Val::Bytes(row.get(column)?),
        Val::Real(_) => Val::Real(row.get(column)?),
    })
}

fn show(value: &Val) -> String {
    match value {
        Val::Int(Some(at)) if Instant::from_micros(*at).is_never() => "never".to_owned(),
        // Instants of this century; counts, days and depths are far smaller.
        Val::Int(Some(at)) if *at > 100_000_000_000_000 => Instant::from_micros(*at).rfc3339(),
        Val::Int(Some(number)) => number.to_string(),
        Val::Text(Some(text)) => format!("«{text}»"),
        Val::Uuid(Some(id)) => id.to_string(),
        Val::Bool(Some(flag)) => flag.to_string(),
        _ => NOTHING.to_owned(),
    }
}

/// Cycles that have effective steps but no row of dimensions.
pub fn cycles_without_dimensions(loaded: &Loaded) -> Vec<i32> {
    let steps = crate::domain::history::effective(&loaded.events, Instant::NEVER).steps;
    let mut cycles: Vec<i32> = steps.into_iter().map(|step| step.cycle).collect();
    cycles.sort_unstable();
    cycles.dedup();
    cycles.retain(|cycle| loaded.cycles.iter().all(|(known, _)| known != cycle));
    cycles
}
