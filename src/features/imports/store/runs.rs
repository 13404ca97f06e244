//! SQL of import runs: their progress, and the leads that their rows may mean.

use crate::db::{Conn, DbError, Query, Row, Sql, Tx, Val};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::vals;
use std::collections::HashMap;

/// Every constant statement of this file.
pub const ALL: &[Sql] = &[UNFINISHED, INSERT_RUN, PROGRESS, FINISH, HAS_DEALS, LIST];

/// An import, begun and perhaps ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Rows dealt with, from the first.
    pub rows_done: u64,
    /// Leads created.
    pub created: u64,
    /// Leads changed.
    pub updated: u64,
    /// Rows that said nothing new.
    pub unchanged: u64,
    /// Rows about somebody of whom an earlier row of the file spoke.
    pub duplicates: u64,
    /// Rows not taken.
    pub rejected: u64,
}

const UNFINISHED: Sql = Sql::both(
    "SELECT id, rows_done, created, updated, unchanged, duplicates, rejected FROM import_run \
     WHERE sha256 = $1 AND finished_at IS NULL ORDER BY started_at DESC, id DESC LIMIT 1",
);

/// The import of this very file that was interrupted, if one was.
///
/// # Errors
/// [`DbError`].
pub async fn unfinished(conn: &mut Conn, sha: [u8; 32]) -> Result<Option<(Id<of::Import>, Counts)>, DbError> {
    let row = conn.optional(UNFINISHED, &vals![sha]).await?;
    row.map(|row| {
        let count = |name: &str| row.int::<u64>(name);
        let counts = Counts {
            rows_done: count("rows_done")?,
            created: count("created")?,
            updated: count("updated")?,
            unchanged: count("unchanged")?,
            duplicates: count("duplicates")?,
            rejected: count("rejected")?,
        };
        Ok((row.id("id")?, counts))
    })
    .transpose()
}

const INSERT_RUN: Sql = Sql::both(
    "INSERT INTO import_run (id, system, file_name, sha256, actor_id, started_at) VALUES ($1, $2, $3, $4, $5, $6)",
);

/// Begins an import.
///
/// # Errors
/// [`DbError`].
pub async fn insert_run(
    tx: &mut Tx,
    id: Id<of::Import>,
    system: &str,
    file: &str,
    sha: [u8; 32],
    actor: Option<Id<of::Member>>,
    now: Instant,
) -> Result<(), DbError> {
    tx.run(INSERT_RUN, &vals![id, system, file, sha, actor, now]).await?;
    Ok(())
}

const PROGRESS: Sql = Sql::both(
    "UPDATE import_run SET rows_done = $2, created = $3, updated = $4, unchanged = $5, duplicates = $6, rejected = $7 \
     WHERE id = $1 AND rows_done = $8",
);

/// Notes how far it is, in the transaction of the rows themselves; false when it was not at `before`: somebody else
/// runs the same import.
///
/// # Errors
/// [`DbError`].
pub async fn progress(tx: &mut Tx, id: Id<of::Import>, before: u64, c: Counts) -> Result<bool, DbError> {
    let n = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let values = vals![
        id,
        n(c.rows_done),
        n(c.created),
        n(c.updated),
        n(c.unchanged),
        n(c.duplicates),
        n(c.rejected),
        n(before)
    ];
    Ok(tx.run(PROGRESS, &values).await? == 1)
}

const FINISH: Sql = Sql::both("UPDATE import_run SET finished_at = $2 WHERE id = $1");

/// Ends it.
///
/// # Errors
/// [`DbError`].
pub async fn finish(tx: &mut Tx, id: Id<of::Import>, now: Instant) -> Result<(), DbError> {
    tx.run(FINISH, &vals![id, now]).await?;
    Ok(())
}

const LIST: Sql = Sql::both(
    "SELECT r.id, r.system, r.file_name, r.started_at, r.finished_at, r.rows_done, r.created, r.updated, r.unchanged, \
     r.duplicates, r.rejected, COALESCE(m.name, '') AS actor_name FROM import_run r LEFT JOIN member m ON m.id = r.actor_id \
     ORDER BY r.started_at DESC, r.id DESC LIMIT 200",
);

/// An import in the list of past ones.
#[derive(Debug, Clone)]
pub struct RunRow {
    /// Its id.
    pub id: Id<of::Import>,
    /// Code of the tool that wrote the file.
    pub system: String,
    /// The file.
    pub file_name: String,
    /// When it began.
    pub started_at: Instant,
    /// When it ended; `None` while it runs, or when it was interrupted.
    pub finished_at: Option<Instant>,
    /// Who started it; empty for the command line.
    pub actor_name: String,
    /// What it did.
    pub counts: Counts,
}

/// The newest imports.
///
/// # Errors
/// [`DbError`].
pub async fn list(conn: &mut Conn) -> Result<Vec<RunRow>, DbError> {
    let read = |row: &Row| {
        Ok(RunRow {
            id: row.id("id")?,
            system: row.get("system")?,
            file_name: row.get("file_name")?,
            started_at: row.at("started_at")?,
            finished_at: row.opt_at("finished_at")?,
            actor_name: row.get("actor_name")?,
            counts: Counts {
                rows_done: row.int("rows_done")?,
                created: row.int("created")?,
                updated: row.int("updated")?,
                unchanged: row.int("unchanged")?,
                duplicates: row.int("duplicates")?,
                rejected: row.int("rejected")?,
            },
        })
    };
    conn.all(LIST, &[]).await?.iter().map(read).collect()
}

/// A lead that a row may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Its id.
    pub id: Id<of::Lead>,
    /// In no list.
    pub hidden: bool,
    /// Into whom it is merged.
    pub merged_into: Option<Id<of::Lead>>,
    /// Its data were erased.
    pub erased: bool,
    /// Keys.
    pub email_key: String,
    /// Keys.
    pub phone_key: String,
    /// Keys.
    pub name_key: String,
    /// Folded name of its company; empty for none.
    pub company_key: String,
}

const CANDIDATE: &str = "SELECT l.id, l.hidden, l.merged_into, l.erased_at, l.email_key, l.phone_key, l.name_key, \
     COALESCE(c.name_key, '') AS company_key FROM lead l LEFT JOIN company c ON c.id = l.company_id WHERE ";

/// By which key candidates are looked for.
#[derive(Debug, Clone, Copy)]
pub enum By {
    /// The e-mail.
    Email,
    /// The telephone.
    Phone,
    /// The name.
    Name,
}

/// The leads that have one of these keys, oldest first; hidden ones too, but for names.
///
/// # Errors
/// [`DbError`].
pub async fn candidates(conn: &mut Conn, by: By, keys: &[&str]) -> Result<Vec<Candidate>, DbError> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = Query::new(CANDIDATE);
    query
        .push(match by {
            By::Email => "l.email_key <> '' AND l.email_key IN ",
            By::Phone => "l.phone_key <> '' AND l.phone_key IN ",
            By::Name => "l.hidden = 0 AND l.name_key IN ",
        })
        .bind_list(keys.iter().copied())
        .push(" ORDER BY l.seq LIMIT 100000");
    conn.all_of(&query).await?.iter().map(candidate).collect()
}

/// Leads by id.
///
/// # Errors
/// [`DbError`].
pub async fn candidates_of(conn: &mut Conn, ids: &[Id<of::Lead>]) -> Result<Vec<Candidate>, DbError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = Query::new(CANDIDATE);
    query.push("l.id IN ").bind_list(ids.iter().copied()).push(" ORDER BY l.seq");
    conn.all_of(&query).await?.iter().map(candidate).collect()
}

fn candidate(row: &Row) -> Result<Candidate, DbError> {
    Ok(Candidate {
        id: row.id("id")?,
        hidden: row.get::<i64>("hidden")? != 0,
        merged_into: row.opt_id("merged_into")?,
        erased: row.opt_at("erased_at")?.is_some(),
        email_key: row.get("email_key")?,
        phone_key: row.get("phone_key")?,
        name_key: row.get("name_key")?,
        company_key: row.get("company_key")?,
    })
}

/// The leads known under these ids of this system.
///
/// # Errors
/// [`DbError`].
pub async fn by_refs(
    conn: &mut Conn,
    system: &str,
    refs: &[&str],
) -> Result<HashMap<String, Id<of::Lead>>, DbError> {
    if refs.is_empty() {
        return Ok(HashMap::new());
    }
    let mut query = Query::new("SELECT ref, lead_id FROM external_ref WHERE system = ");
    query.bind(system).push(" AND ref IN ").bind_list(refs.iter().copied());
    conn.all_of(&query).await?.iter().map(|row| Ok((row.get("ref")?, row.id("lead_id")?))).collect()
}

const HAS_DEALS: Sql = Sql::both("SELECT CAST(COUNT(*) AS BIGINT) AS n FROM deal WHERE lead_id = $1");

/// Whether a lead has deals: their stages are written by them alone.
///
/// # Errors
/// [`DbError`].
pub async fn has_deals(conn: &mut Conn, lead: Id<of::Lead>) -> Result<bool, DbError> {
    Ok(conn.one(HAS_DEALS, &vals![lead]).await?.get::<i64>("n")? > 0)
}

/// Keeps values beside a lead; answers how many were new or different. `new_only` leaves those that are there.
///
/// # Errors
/// [`DbError`].
pub async fn upsert_extras(
    tx: &mut Tx,
    lead: Id<of::Lead>,
    extras: &[(&str, &str)],
    new_only: bool,
) -> Result<u64, DbError> {
    if extras.is_empty() {
        return Ok(0);
    }
    let rows: Vec<Vec<Val>> = extras.iter().map(|(key, value)| vals![lead, *key, *value].to_vec()).collect();
    let mut query = Query::new("INSERT INTO lead_extra (lead_id, key, value) VALUES ");
    query.bind_rows(&rows).push(match new_only {
        true => " ON CONFLICT (lead_id, key) DO NOTHING",
        false => {
            " ON CONFLICT (lead_id, key) DO UPDATE SET value = excluded.value WHERE lead_extra.value <> excluded.value"
        }
    });
    tx.run_built(&query).await
}

/// Notes under which id another system knows a lead; an id already noted stays where it is.
///
/// # Errors
/// [`DbError`].
pub async fn add_refs(tx: &mut Tx, system: &str, refs: &[(String, Id<of::Lead>)]) -> Result<(), DbError> {
    for chunk in refs.chunks(1000) {
        let rows: Vec<Vec<Val>> =
            chunk.iter().map(|(text, lead)| vals![system, text, *lead].to_vec()).collect();
        let mut query = Query::new("INSERT INTO external_ref (system, ref, lead_id) VALUES ");
        query.bind_rows(&rows).push(" ON CONFLICT (system, ref) DO NOTHING");
        tx.run_built(&query).await?;
    }
    Ok(())
}

/// Keeps values beside new leads.
///
/// # Errors
/// [`DbError`].
pub async fn insert_extras(tx: &mut Tx, rows: &[Vec<Val>]) -> Result<(), DbError> {
    tx.bulk_columns("lead_extra", &["lead_id", "key", "value"], rows).await
}

/// Notes what became of rows: import, row, lead, outcome.
///
/// # Errors
/// [`DbError`].
pub async fn insert_rows(tx: &mut Tx, rows: &[Vec<Val>]) -> Result<(), DbError> {
    tx.bulk_columns("import_row", &["import_id", "row_no", "lead_id", "outcome"], rows).await
}
