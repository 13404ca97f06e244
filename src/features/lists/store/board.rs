//! The board: per stage its figures and its most urgent cards.

use super::page::{ROW, ROW_JOINS, read};
use super::{Ask, CAP};
use crate::db::{Conn, DbError, Query};
use crate::domain::board::AgeGroup;
use crate::domain::filter::LeadFilter;
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::money::Minor;
use crate::domain::stage::Stage;
use crate::features::lists::model::{CardDeal, Count, DealSums, Reader, Row};
use std::collections::HashMap;

/// Cards of a column; the rest is a link to the list.
pub const CARDS: usize = 30;
const DAY: i64 = 86_400_000_000;

/// The leads of a stage by whole days in it; `None` when there are more than are counted.
///
/// # Errors
/// [`DbError`].
pub async fn ages(
    conn: &mut Conn,
    filter: &LeadFilter,
    reader: &Reader,
    stage: Stage,
    now: Instant,
) -> Result<Option<Vec<AgeGroup>>, DbError> {
    let ask = Ask::new(conn, filter, reader).await?;
    let mut query = Query::new(
        "SELECT days, CAST(COUNT(*) AS BIGINT) AS leads, CAST(COALESCE(SUM(value), 0) AS BIGINT) AS value \
         FROM (SELECT (",
    );
    query.bind(now).push(" - l.stage_at) / ").bind(DAY);
    query.push(" AS days, l.estimated_value_minor AS value");
    ask.push_from(&mut query, &[stage], None);
    query.push(" LIMIT ").bind(CAP + 1).push(") c GROUP BY days");
    let mut groups = Vec::new();
    for row in conn.all_of(&query).await? {
        groups.push(AgeGroup {
            days: row.get("days")?,
            leads: row.get("leads")?,
            value: Minor(row.get("value")?),
        });
    }
    Ok((groups.iter().map(|group| group.leads).sum::<i64>() <= CAP).then_some(groups))
}

/// How many leads of a filter are in each of these stages.
///
/// # Errors
/// [`DbError`].
pub async fn counts(
    conn: &mut Conn,
    filter: &LeadFilter,
    reader: &Reader,
    stages: &[Stage],
) -> Result<Vec<(Stage, Count)>, DbError> {
    let mut counts = Vec::with_capacity(stages.len());
    for stage in stages {
        let one = LeadFilter { stages: vec![*stage], ..filter.clone() };
        counts.push((*stage, super::count(conn, &one, reader, false).await?));
    }
    Ok(counts)
}

/// The most urgent leads of each stage: those whose next action is overdue, the longest first; then those that have
/// been in the stage the longest.
///
/// # Errors
/// [`DbError`].
pub async fn cards(
    conn: &mut Conn,
    filter: &LeadFilter,
    reader: &Reader,
    stages: &[Stage],
) -> Result<Vec<Row>, DbError> {
    if stages.is_empty() {
        return Ok(Vec::new()); // asked for stages that have no column, as recycled leads
    }
    let ask = Ask::new(conn, filter, reader).await?;
    let size = i64::try_from(CARDS).unwrap_or(i64::MAX);
    let mut query = Query::new(ROW);
    query.push("SELECT seq, k, part FROM (");
    for (at, stage) in stages.iter().enumerate() {
        query.push(if at == 0 { "SELECT * FROM (" } else { " UNION ALL SELECT * FROM (" });
        query.push("SELECT l.seq AS seq, ");
        query.push_split(
            "CAST(julianday(l.next_on) AS INTEGER)",
            "CAST(l.next_on - DATE '2000-01-01' AS BIGINT)",
        );
        query.push(" AS k, 0 AS part");
        ask.push_from(&mut query, &[*stage], None);
        query.push(" AND l.next_on < ").bind(reader.today);
        query.push(" ORDER BY l.next_on, l.seq LIMIT ").bind(size).push(") o");
        query.push(" UNION ALL SELECT * FROM (SELECT l.seq AS seq, l.stage_at AS k, 1 AS part");
        ask.push_from(&mut query, &[*stage], None);
        query.push(" AND (l.next_on IS NULL OR l.next_on >= ").bind(reader.today);
        query.push(") ORDER BY l.stage_at, l.seq LIMIT ").bind(size).push(") r");
    }
    query.push(") u").push(ROW_JOINS).push(" ORDER BY p.part, p.k, p.seq");
    let mut shown: HashMap<Stage, usize> = HashMap::new();
    let mut rows = Vec::new();
    for row in conn.all_of(&query).await? {
        let row = read(&row)?;
        let cards = shown.entry(row.stage).or_default();
        if *cards < CARDS {
            *cards += 1;
            rows.push(row);
        }
    }
    Ok(rows)
}

/// What the open deals of a stage's leads amount to, as they are and weighted by their probability.
///
/// # Errors
/// [`DbError`].
pub async fn deal_sums(
    conn: &mut Conn,
    filter: &LeadFilter,
    reader: &Reader,
    stage: Stage,
) -> Result<DealSums, DbError> {
    let ask = Ask::new(conn, filter, reader).await?;
    let mut query = Query::new(
        "SELECT CAST(COALESCE(SUM(d.amount_minor), 0) AS BIGINT) AS amount, \
         CAST(COALESCE(SUM(d.amount_minor * d.probability), 0) AS BIGINT) AS hundredfold FROM (SELECT l.id",
    );
    ask.push_from(&mut query, &[stage], None);
    query.push(" LIMIT ").bind(CAP).push(") c JOIN deal d ON d.lead_id = c.id AND d.outcome = 'open'");
    let row = conn.one_of(&query).await?;
    let weighted = row.get::<i64>("hundredfold")? / 100;
    Ok(DealSums { amount: Minor(row.get("amount")?), weighted: Minor(weighted) })
}

/// The open deal to sign first of each of these leads.
///
/// # Errors
/// [`DbError`].
pub async fn deals_of(
    conn: &mut Conn,
    leads: &[Id<of::Lead>],
) -> Result<HashMap<Id<of::Lead>, CardDeal>, DbError> {
    let mut query = Query::new(
        "SELECT lead_id, amount_minor, probability, expected_on FROM deal WHERE outcome = 'open' AND lead_id IN ",
    );
    query.bind_list(leads.iter().copied());
    query.push(" ORDER BY expected_on DESC, seq DESC LIMIT 1000");
    let mut deals = HashMap::new();
    for row in conn.all_of(&query).await? {
        let deal = CardDeal {
            amount: row.get::<Option<i64>>("amount_minor")?.map(Minor),
            probability: row.get("probability")?,
            expected_on: row.get("expected_on")?,
        };
        deals.insert(row.id("lead_id")?, deal); // the last one in, and so the first to sign, stays
    }
    Ok(deals)
}
