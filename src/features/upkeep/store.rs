//! SQL of the checks.

use super::model::Finding;
use crate::db::{Conn, DbError, Query, Row, Sql, Tx};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::vals;
use chrono::NaiveDate;

/// Every constant statement of this store.
pub const ALL: &[Sql] = &[LEAD_PAGE, ORPHANS, SET_KEYS, SET_NEXT, NEWEST_RECORD, LAST_BACKUP];

const LEAD_PAGE: Sql = Sql::both("SELECT seq, id FROM lead WHERE seq > $1 ORDER BY seq LIMIT $2");

/// The leads after this number and the last number; `None` at the end.
///
/// # Errors
/// [`DbError`].
pub async fn lead_page(
    conn: &mut Conn,
    after: i64,
    limit: i64,
) -> Result<Option<(i64, Vec<Id<of::Lead>>)>, DbError> {
    let rows = conn.all(LEAD_PAGE, &vals![after, limit]).await?;
    let Some(last) = rows.last() else { return Ok(None) };
    Ok(Some((last.get("seq")?, rows.iter().map(|row| row.id("id")).collect::<Result<_, _>>()?)))
}

/// A deal as far as stages are concerned.
#[derive(Debug, Clone)]
pub struct DealRow {
    /// Its id.
    pub id: Id<of::Deal>,
    /// Whose.
    pub lead: Id<of::Lead>,
    /// In which cycle.
    pub cycle: i32,
    /// `open`, `won`, `lost`, `cancelled`.
    pub outcome: String,
    /// The event that opened it.
    pub opened_event: Option<Id<of::Event>>,
    /// The event that closed it.
    pub closed_event: Option<Id<of::Event>>,
    /// When it was opened.
    pub opened_at: Instant,
    /// Whether another deal of the cycle is won or lost.
    pub others_closed: bool,
}

/// The deals of these leads.
///
/// # Errors
/// [`DbError`].
pub async fn deals_of(conn: &mut Conn, leads: &[Id<of::Lead>]) -> Result<Vec<DealRow>, DbError> {
    let mut query = Query::new(
        "SELECT d.id, d.lead_id, d.cycle, d.outcome, d.opened_event_id, d.closed_event_id, d.opened_at, \
         CAST(CASE WHEN EXISTS (SELECT 1 FROM deal o WHERE o.lead_id = d.lead_id AND o.cycle = d.cycle AND o.id <> d.id \
         AND o.outcome IN ('won', 'lost')) THEN 1 ELSE 0 END AS BIGINT) AS others_closed FROM deal d WHERE d.lead_id IN ",
    );
    query.bind_list(leads.iter().copied()).push(" ORDER BY d.seq");
    let read = |row: &Row| {
        Ok(DealRow {
            id: row.id("id")?,
            lead: row.id("lead_id")?,
            cycle: row.int("cycle")?,
            outcome: row.get("outcome")?,
            opened_event: row.opt_id("opened_event_id")?,
            closed_event: row.opt_id("closed_event_id")?,
            opened_at: row.at("opened_at")?,
            others_closed: row.int::<i32>("others_closed")? == 1,
        })
    };
    conn.all_of(&query).await?.iter().map(read).collect()
}

/// The typed words of a lead and the keys computed from them.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the columns of the same names")]
pub struct KeyRow {
    pub lead: Id<of::Lead>,
    pub first_name: String,
    pub last_name: String,
    pub email: String,
    pub phone: String,
    pub job_title: String,
    pub company: String,
    pub name_key: String,
    pub email_key: String,
    pub phone_key: String,
    pub search_key: String,
}

/// The keys of these leads.
///
/// # Errors
/// [`DbError`].
pub async fn keys_of(conn: &mut Conn, leads: &[Id<of::Lead>]) -> Result<Vec<KeyRow>, DbError> {
    let mut query = Query::new(
        "SELECT l.id, l.first_name, l.last_name, l.email, l.phone, l.job_title, COALESCE(c.name, '') AS company, \
         l.name_key, l.email_key, l.phone_key, l.search_key FROM lead l LEFT JOIN company c ON c.id = l.company_id \
         WHERE l.id IN ",
    );
    query.bind_list(leads.iter().copied()).push(" ORDER BY l.seq");
    let read = |row: &Row| {
        Ok(KeyRow {
            lead: row.id("id")?,
            first_name: row.get("first_name")?,
            last_name: row.get("last_name")?,
            email: row.get("email")?,
            phone: row.get("phone")?,
            job_title: row.get("job_title")?,
            company: row.get("company")?,
            name_key: row.get("name_key")?,
            email_key: row.get("email_key")?,
            phone_key: row.get("phone_key")?,
            search_key: row.get("search_key")?,
        })
    };
    conn.all_of(&query).await?.iter().map(read).collect()
}

const SET_KEYS: Sql =
    Sql::both("UPDATE lead SET name_key = $2, email_key = $3, phone_key = $4, search_key = $5 WHERE id = $1");

/// Writes the keys of a lead again.
///
/// # Errors
/// [`DbError`].
pub async fn set_keys(tx: &mut Tx, lead: Id<of::Lead>, keys: [String; 4]) -> Result<(), DbError> {
    let [name, email, phone, search] = keys;
    tx.run(SET_KEYS, &vals![lead, name, email, phone, search]).await?;
    Ok(())
}

/// Leads whose next action is not that of their tasks: the day stored and the day expected.
///
/// # Errors
/// [`DbError`].
pub async fn wrong_next(
    conn: &mut Conn,
    leads: &[Id<of::Lead>],
) -> Result<Vec<(Id<of::Lead>, Option<NaiveDate>, Option<NaiveDate>)>, DbError> {
    let mut query = Query::new(
        "SELECT l.id, l.next_on, (SELECT MIN(t.due_on) FROM task t WHERE t.lead_id = l.id AND t.done_at IS NULL \
         AND t.dropped_at IS NULL AND t.kind <> 'proposal') AS due FROM lead l WHERE l.id IN ",
    );
    query.bind_list(leads.iter().copied()).push(" ORDER BY l.seq");
    let read = |row: &Row| Ok((row.id("id")?, row.get("next_on")?, row.get("due")?));
    let rows: Vec<(_, Option<NaiveDate>, _)> =
        conn.all_of(&query).await?.iter().map(read).collect::<Result<_, DbError>>()?;
    Ok(rows.into_iter().filter(|(_, stored, due)| stored != due).collect())
}

const SET_NEXT: Sql = Sql::both(
    "UPDATE lead SET next_on = (SELECT MIN(t.due_on) FROM task t WHERE t.lead_id = lead.id AND t.done_at IS NULL \
     AND t.dropped_at IS NULL AND t.kind <> 'proposal') WHERE id = $1",
);

/// Writes the next action of a lead again, from its tasks.
///
/// # Errors
/// [`DbError`].
pub async fn set_next(tx: &mut Tx, lead: Id<of::Lead>) -> Result<(), DbError> {
    tx.run(SET_NEXT, &vals![lead]).await?;
    Ok(())
}

/// On Postgres every reference is enforced at every moment: nothing to look for.
const ORPHANS: Sql = Sql::split(
    "SELECT \"table\" AS child, \"parent\" AS parent, CAST(COUNT(*) AS BIGINT) AS n FROM pragma_foreign_key_check \
     GROUP BY 1, 2 ORDER BY 1, 2 LIMIT 1000",
    "SELECT '' AS child, '' AS parent, CAST(0 AS BIGINT) AS n WHERE FALSE",
);

/// Rows that refer to a row that is not there.
///
/// # Errors
/// [`DbError`].
pub async fn orphans(conn: &mut Conn) -> Result<Vec<Finding>, DbError> {
    let read = |row: &Row| {
        let (child, parent): (String, String) = (row.get("child")?, row.get("parent")?);
        let stored = format!("{} rows refer to missing rows of {parent}", row.get::<i64>("n")?);
        Ok(Finding { lead: None, place: child, stored, expected: "—".into() })
    };
    conn.all(ORPHANS, &[]).await?.iter().map(read).collect()
}

/// Compares SQLite's search index with the leads.
///
/// # Errors
/// [`DbError`] when it disagrees.
pub async fn check_search(tx: &mut Tx) -> Result<(), DbError> {
    let query = Query::new("INSERT INTO lead_search (lead_search, rank) VALUES ('integrity-check', 1)");
    tx.run_built(&query).await?;
    Ok(())
}

/// Builds SQLite's search index again.
///
/// # Errors
/// [`DbError`].
pub async fn rebuild_search(tx: &mut Tx) -> Result<(), DbError> {
    tx.run_built(&Query::new("INSERT INTO lead_search (lead_search) VALUES ('rebuild')")).await?;
    Ok(())
}

const NEWEST_RECORD: Sql = Sql::both("SELECT MAX(recorded_at) AS at FROM stage_event");
const LAST_BACKUP: Sql = Sql::both("SELECT MAX(at) AS at FROM audit WHERE action = 'backup.made'");

/// When the newest event was recorded: a clock that shows less is wrong.
///
/// # Errors
/// [`DbError`].
pub async fn newest_record(conn: &mut Conn) -> Result<Option<Instant>, DbError> {
    conn.one(NEWEST_RECORD, &[]).await?.opt_at("at")
}

/// When the last copy was made by the product's own command.
///
/// # Errors
/// [`DbError`].
pub async fn last_backup(conn: &mut Conn) -> Result<Option<Instant>, DbError> {
    conn.one(LAST_BACKUP, &[]).await?.opt_at("at")
}
