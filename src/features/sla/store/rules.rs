//! SQL of calendars and terms.

use crate::db::{Conn, DbError, Query, Row, Sql, Tx};
use crate::domain::calendar::{Calendar, Sha};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::sla::Terms;
use crate::vals;
use std::collections::HashMap;

/// Every statement of this file.
pub const ALL: &[Sql] = &[
    TERMS,
    PERSONAS,
    INSERT_TERMS,
    INSERT_PERSONA,
    DELETE_TERMS,
    DELETE_PERSONAS,
    FREEZE,
    BODY_FOR,
    BODY_DEFAULT,
    STAMP,
    STAMP_REST,
    HANDED_SINCE,
    LOCK,
];

const TERMS: Sql = Sql::both(
    "SELECT number, starts_on, mql_target, acceptance_floor, first_contact_minutes, decision_minutes \
     FROM agreement ORDER BY number LIMIT 10000",
);
const PERSONAS: Sql = Sql::both(
    "SELECT number, persona_id, mql_target FROM agreement_persona ORDER BY number, persona_id LIMIT 100000",
);

/// Every term ever agreed, in order of number.
///
/// # Errors
/// [`DbError`].
pub async fn terms(conn: &mut Conn) -> Result<Vec<Terms>, DbError> {
    let mut personas: HashMap<i32, Vec<(Id<of::Persona>, u32)>> = HashMap::new();
    for row in conn.all(PERSONAS, &[]).await? {
        personas.entry(row.int("number")?).or_default().push((row.id("persona_id")?, row.int("mql_target")?));
    }
    let mut read = |row: &Row| {
        let number = row.int("number")?;
        Ok(Terms {
            number,
            starts_on: row.get("starts_on")?,
            mql_target: row.int("mql_target")?,
            personas: personas.remove(&number).unwrap_or_default(),
            acceptance_floor: row.int("acceptance_floor")?,
            first_contact_minutes: row.int("first_contact_minutes")?,
            decision_minutes: row.int("decision_minutes")?,
        })
    };
    conn.all(TERMS, &[]).await?.iter().map(&mut read).collect()
}

const INSERT_TERMS: Sql = Sql::both(
    "INSERT INTO agreement (number, starts_on, mql_target, acceptance_floor, first_contact_minutes, decision_minutes, \
     created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
);
const INSERT_PERSONA: Sql =
    Sql::both("INSERT INTO agreement_persona (number, persona_id, mql_target) VALUES ($1, $2, $3)");
const DELETE_TERMS: Sql = Sql::both("DELETE FROM agreement WHERE number = $1");
const DELETE_PERSONAS: Sql = Sql::both("DELETE FROM agreement_persona WHERE number = $1");

/// Adds terms.
///
/// # Errors
/// [`DbError`]; [`DbError::violates_unique`] when others start that day.
pub async fn insert_terms(
    tx: &mut Tx,
    t: &Terms,
    by: Option<Id<of::Member>>,
    now: Instant,
) -> Result<(), DbError> {
    let row = vals![
        t.number,
        t.starts_on,
        t.mql_target,
        t.acceptance_floor,
        t.first_contact_minutes,
        t.decision_minutes,
        by,
        now,
    ];
    tx.run(INSERT_TERMS, &row).await?;
    for (persona, target) in &t.personas {
        tx.run(INSERT_PERSONA, &vals![t.number, *persona, *target]).await?;
    }
    Ok(())
}

const LOCK: Sql = Sql::split(
    "SELECT 1 AS locked FROM organisation WHERE id = 1",
    "SELECT 1 AS locked FROM organisation WHERE id = 1 FOR UPDATE",
);

/// Other changes of the terms wait until this transaction ends.
///
/// # Errors
/// [`DbError`].
pub async fn lock(tx: &mut Tx) -> Result<(), DbError> {
    tx.optional(LOCK, &[]).await?;
    Ok(())
}

/// Takes terms out that have not started.
///
/// # Errors
/// [`DbError`].
pub async fn delete_terms(tx: &mut Tx, number: i32) -> Result<(), DbError> {
    tx.run(DELETE_PERSONAS, &vals![number]).await?;
    tx.run(DELETE_TERMS, &vals![number]).await?;
    Ok(())
}

const HANDED_SINCE: Sql =
    Sql::both("SELECT DISTINCT lead_id FROM handoff WHERE at >= $1 ORDER BY lead_id LIMIT 100000");

/// The leads handed off since an instant.
///
/// # Errors
/// [`DbError`].
pub async fn handed_since(conn: &mut Conn, at: Instant) -> Result<Vec<Id<of::Lead>>, DbError> {
    conn.all(HANDED_SINCE, &vals![at]).await?.iter().map(|row| row.id("lead_id")).collect()
}

const FREEZE: Sql = Sql::both(
    "INSERT INTO calendar (sha, body, created_at) VALUES ($1, $2, $3) ON CONFLICT (sha) DO NOTHING",
);

/// Keeps a calendar for ever, under its address.
///
/// # Errors
/// [`DbError`].
pub async fn freeze(tx: &mut Tx, calendar: &Calendar, now: Instant) -> Result<Sha, DbError> {
    let sha = calendar.sha();
    tx.run(FREEZE, &vals![*sha.bytes(), calendar.canonical(), now]).await?;
    Ok(sha)
}

/// Frozen calendars by their addresses.
///
/// # Errors
/// [`DbError`]; [`DbError::Decode`] when a text is no calendar.
pub async fn calendars(
    conn: &mut Conn,
    shas: impl IntoIterator<Item = Sha>,
) -> Result<HashMap<Sha, Calendar>, DbError> {
    let mut wanted: Vec<Sha> = shas.into_iter().collect();
    wanted.sort_unstable();
    wanted.dedup();
    let mut found = HashMap::with_capacity(wanted.len());
    for chunk in wanted.chunks(200) {
        let mut query = Query::new("SELECT sha, body FROM calendar WHERE sha IN ");
        query.bind_list(chunk.iter().map(|sha| *sha.bytes()));
        for row in conn.all_of(&query).await? {
            if let Some(sha) = sha_of(&row, "sha")? {
                found.insert(sha, read(&row)?);
            }
        }
    }
    Ok(found)
}

/// An address in a column; `None` for NULL.
///
/// # Errors
/// [`DbError`].
pub fn sha_of(row: &Row, column: &str) -> Result<Option<Sha>, DbError> {
    Ok(row.get::<Option<Vec<u8>>>(column)?.and_then(|bytes| Sha::from_bytes(&bytes)))
}

/// The calendar in the column `body`.
///
/// # Errors
/// [`DbError::Decode`].
pub fn read(row: &Row) -> Result<Calendar, DbError> {
    Calendar::from_canonical(&row.get::<String>("body")?)
        .map_err(|e| DbError::Decode { column: "body".into(), problem: e.to_string() })
}

const BODY_FOR: Sql = Sql::both(
    "SELECT c.body FROM work_calendar w JOIN calendar c ON c.sha = w.sha WHERE w.id = COALESCE(\
     (SELECT calendar_id FROM member WHERE id = $1), (SELECT calendar_id FROM queue WHERE id = $2), \
     (SELECT id FROM work_calendar WHERE is_default = 1))",
);
const BODY_DEFAULT: Sql =
    Sql::both("SELECT c.body FROM work_calendar w JOIN calendar c ON c.sha = w.sha WHERE w.is_default = 1");

/// The calendar that a member or a queue works by; `None` when none was ever written.
///
/// # Errors
/// [`DbError`].
pub async fn calendar_for(
    conn: &mut Conn,
    member: Option<Id<of::Member>>,
    queue: Option<Id<of::Queue>>,
) -> Result<Option<Calendar>, DbError> {
    conn.optional(BODY_FOR, &vals![member, queue]).await?.map(|row| read(&row)).transpose()
}

/// The organisation's calendar; `None` when none was ever written.
///
/// # Errors
/// [`DbError`].
pub async fn default_calendar(conn: &mut Conn) -> Result<Option<Calendar>, DbError> {
    conn.optional(BODY_DEFAULT, &[]).await?.map(|row| read(&row)).transpose()
}

const STAMP: Sql = Sql::both("UPDATE handoff SET calendar_sha = $2 WHERE id = $1");
const STAMP_REST: Sql = Sql::both("UPDATE handoff SET calendar_sha = $1 WHERE calendar_sha IS NULL");

/// Freezes a calendar on a handoff.
///
/// # Errors
/// [`DbError`].
pub async fn stamp(tx: &mut Tx, handoff: Id<of::Handoff>, sha: Sha) -> Result<(), DbError> {
    tx.run(STAMP, &vals![handoff, *sha.bytes()]).await?;
    Ok(())
}

/// Freezes a calendar on every handoff that has none (an import from elsewhere).
///
/// # Errors
/// [`DbError`].
pub async fn stamp_rest(tx: &mut Tx, sha: Sha) -> Result<(), DbError> {
    tx.run(STAMP_REST, &vals![*sha.bytes()]).await?;
    Ok(())
}
