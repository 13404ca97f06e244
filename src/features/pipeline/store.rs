//! SQL of the list of deals.

use super::model::{DealFilter, DealRow, StageSum};
use crate::db::{Conn, DbError, Query, Row};
use crate::domain::filter::{Cursor, Key, Pick};
use crate::domain::ids::{Id, of};
use crate::domain::money::Minor;
use crate::domain::zone::day_start;
use chrono_tz::Tz;

/// Rows of a page.
pub const SIZE: usize = 50;

/// Who reads, where.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    /// Whoever `me` is.
    pub me: Id<of::Member>,
    /// The zone in which days begin.
    pub zone: Tz,
}

fn push_where(query: &mut Query, filter: &DealFilter, seen: &Seen) {
    query
        .push(" FROM deal d JOIN lead l ON l.id = d.lead_id AND l.hidden = 0 WHERE d.outcome = ")
        .bind(filter.outcome);
    match filter.owner {
        None => {}
        Some(Pick::Nothing) => {
            query.push(" AND d.owner_id IS NULL");
        }
        Some(Pick::Me) => {
            query.push(" AND d.owner_id = ").bind(seen.me);
        }
        Some(Pick::Is(id)) => {
            query.push(" AND d.owner_id = ").bind(id);
        }
    }
    if let Some(day) = filter.closed.from {
        query.push(" AND d.closed_at >= ").bind(day_start(day, seen.zone));
    }
    if let Some(day) = filter.closed.until {
        query.push(" AND d.closed_at < ").bind(day_start(day, seen.zone));
    }
}

/// A page of deals after a place, and where the next page begins.
///
/// # Errors
/// [`DbError`].
pub async fn page(
    conn: &mut Conn,
    filter: &DealFilter,
    seen: &Seen,
    after: Option<&Cursor>,
) -> Result<(Vec<DealRow>, Option<Cursor>), DbError> {
    let mut query = Query::new(
        "SELECT d.seq, d.lead_id, d.name, d.stage, d.probability, d.amount_minor, d.expected_on, d.closed_at, \
         TRIM(l.first_name || ' ' || l.last_name) AS person, l.email, \
         COALESCE((SELECT c.name FROM company c WHERE c.id = d.company_id), '') AS company, \
         COALESCE((SELECT m.name FROM member m WHERE m.id = d.owner_id), '') AS owner",
    );
    push_where(&mut query, filter, seen);
    match after {
        None => {}
        Some(Cursor { key: Key::Day(day), seq }) => {
            query.push(" AND (d.expected_on > ").bind(*day).push(" OR (d.expected_on = ").bind(*day);
            query.push(" AND d.seq > ").bind(*seq).push(") OR d.expected_on IS NULL)");
        }
        Some(Cursor { key: Key::Int(at), seq }) => {
            query.push(" AND (d.closed_at, d.seq) < (").bind(*at).push(", ").bind(*seq).push(")");
        }
        Some(Cursor { seq, .. }) => {
            query.push(" AND d.expected_on IS NULL AND d.seq > ").bind(*seq);
        }
    }
    query.push(if filter.is_open() {
        " ORDER BY d.expected_on NULLS LAST, d.seq LIMIT "
    } else {
        " ORDER BY d.closed_at DESC, d.seq DESC LIMIT "
    });
    query.bind(i64::try_from(SIZE + 1).unwrap_or(i64::MAX));
    let mut rows = conn.all_of(&query).await?.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let more = rows.len() > SIZE;
    rows.truncate(SIZE);
    let key = |row: &DealRow| match filter.is_open() {
        true => row.expected_on.map_or(Key::Absent, Key::Day),
        false => row.closed_at.map_or(Key::Absent, |at| Key::Int(at.micros())),
    };
    let next = rows.last().filter(|_| more).map(|row| Cursor { key: key(row), seq: row.seq });
    Ok((rows, next))
}

/// The sums of these deals by stage.
///
/// # Errors
/// [`DbError`].
pub async fn sums(conn: &mut Conn, filter: &DealFilter, seen: &Seen) -> Result<Vec<StageSum>, DbError> {
    let mut query = Query::new(
        "SELECT d.stage, CAST(COUNT(*) AS BIGINT) AS n, CAST(COALESCE(SUM(d.amount_minor), 0) AS BIGINT) AS amount, \
         CAST(COALESCE(SUM(d.amount_minor / 100 * d.probability + d.amount_minor % 100 * d.probability / 100), 0) \
         AS BIGINT) AS weighted",
    );
    push_where(&mut query, filter, seen);
    query.push(" GROUP BY d.stage LIMIT 20");
    let read = |r: &Row| {
        Ok(StageSum {
            stage: r.get("stage")?,
            count: r.get("n")?,
            amount: Minor(r.get("amount")?),
            weighted: Minor(r.get("weighted")?),
        })
    };
    conn.all_of(&query).await?.iter().map(read).collect()
}

fn read(r: &Row) -> Result<DealRow, DbError> {
    let [own, company, person, email]: [String; 4] =
        [r.get("name")?, r.get("company")?, r.get("person")?, r.get("email")?];
    let person = if person.is_empty() { email } else { person };
    let name = [own, company, person.clone()].into_iter().find(|n| !n.is_empty()).unwrap_or_default();
    Ok(DealRow {
        seq: r.get("seq")?,
        lead: r.id("lead_id")?,
        name,
        person,
        stage: r.get("stage")?,
        probability: r.get("probability")?,
        amount: r.get::<Option<i64>>("amount_minor")?.map(Minor),
        expected_on: r.get("expected_on")?,
        closed_at: r.opt_at("closed_at")?,
        owner: r.get("owner")?,
    })
}
