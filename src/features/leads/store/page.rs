//! SQL of what a lead's page shows beside its row: handoffs, tasks done, tags, imported columns, names of ids.

use super::super::model::{DoneTask, Handed, Person};
use crate::db::{Conn, DbError, Query, Row, Sql, Tx};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::vals;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Every constant statement of this file.
pub const ALL: &[Sql] = &[HANDOFFS, DONE_TASKS, TAGS, EXTRAS, PEOPLE, REMEMBER, TAG, UNTAG, TASK_TITLE];

const HANDOFFS: Sql = Sql::both(
    "SELECT h.id, h.cycle, h.event_id, h.at, h.recorded_at, h.decided_at, h.cancelled_at, \
     COALESCE(tm.name, '') AS to_name, COALESCE(q.name, '') AS queue_name, COALESCE(bm.name, '') AS by_name, \
     COALESCE(n.body, '') AS body FROM handoff h LEFT JOIN member tm ON tm.id = h.to_member \
     LEFT JOIN queue q ON q.id = h.to_queue LEFT JOIN member bm ON bm.id = h.by_member \
     LEFT JOIN note n ON n.id = h.text_id WHERE h.lead_id = $1 ORDER BY h.at DESC, h.id DESC LIMIT 100",
);

/// The handoffs of a lead, newest first.
///
/// # Errors
/// [`DbError`].
pub async fn handoffs(conn: &mut Conn, lead: Id<of::Lead>) -> Result<Vec<Handed>, DbError> {
    let read = |r: &Row| {
        Ok(Handed {
            cycle: r.int("cycle")?,
            event: r.opt_id("event_id")?,
            at: r.at("at")?,
            recorded_at: r.at("recorded_at")?,
            to: r.get("to_name")?,
            queue: r.get("queue_name")?,
            by: r.get("by_name")?,
            text: r.get("body")?,
            open: r.opt_at("decided_at")?.is_none() && r.opt_at("cancelled_at")?.is_none(),
            id: r.id("id")?,
        })
    };
    conn.all(HANDOFFS, &vals![lead]).await?.iter().map(read).collect()
}

const DONE_TASKS: Sql = Sql::both(
    "SELECT t.id, t.kind, t.title, t.done_at, COALESCE(m.name, '') AS done_by FROM task t \
     LEFT JOIN member m ON m.id = t.done_by WHERE t.lead_id = $1 AND t.done_at IS NOT NULL \
     ORDER BY t.done_at DESC, t.id DESC LIMIT 200",
);

/// The tasks done about a lead, newest first.
///
/// # Errors
/// [`DbError`].
pub async fn done_tasks(conn: &mut Conn, lead: Id<of::Lead>) -> Result<Vec<DoneTask>, DbError> {
    let read = |r: &Row| {
        Ok(DoneTask {
            id: r.id("id")?,
            kind: r.get("kind")?,
            title: r.get("title")?,
            done_at: r.at("done_at")?,
            done_by: r.get("done_by")?,
        })
    };
    conn.all(DONE_TASKS, &vals![lead]).await?.iter().map(read).collect()
}

const TASK_TITLE: Sql = Sql::both("SELECT title FROM task WHERE id = $1");

/// What a task was called, done or not.
///
/// # Errors
/// [`DbError`].
pub async fn task_title(conn: &mut Conn, id: Id<of::Task>) -> Result<String, DbError> {
    Ok(conn.optional(TASK_TITLE, &vals![id]).await?.map(|r| r.get("title")).transpose()?.unwrap_or_default())
}

const TAGS: Sql = Sql::both(
    "SELECT t.id, t.name FROM lead_tag lt JOIN tag t ON t.id = lt.tag_id WHERE lt.lead_id = $1 \
     ORDER BY t.name_key LIMIT 100",
);
const TAG: Sql = Sql::both(
    "INSERT INTO lead_tag (lead_id, tag_id) VALUES ($1, $2) ON CONFLICT (lead_id, tag_id) DO NOTHING",
);
const UNTAG: Sql = Sql::both("DELETE FROM lead_tag WHERE lead_id = $1 AND tag_id = $2");

/// The tags of a lead, by name.
///
/// # Errors
/// [`DbError`].
pub async fn tags(conn: &mut Conn, lead: Id<of::Lead>) -> Result<Vec<(Id<of::Tag>, String)>, DbError> {
    conn.all(TAGS, &vals![lead]).await?.iter().map(|r| Ok((r.id("id")?, r.get("name")?))).collect()
}

/// Puts a tag on a lead.
///
/// # Errors
/// [`DbError`].
pub async fn tag(tx: &mut Tx, lead: Id<of::Lead>, tag: Id<of::Tag>) -> Result<(), DbError> {
    tx.run(TAG, &vals![lead, tag]).await?;
    Ok(())
}

/// Takes a tag off a lead.
///
/// # Errors
/// [`DbError`].
pub async fn untag(tx: &mut Tx, lead: Id<of::Lead>, tag: Id<of::Tag>) -> Result<(), DbError> {
    tx.run(UNTAG, &vals![lead, tag]).await?;
    Ok(())
}

const EXTRAS: Sql = Sql::both("SELECT key, value FROM lead_extra WHERE lead_id = $1 ORDER BY key LIMIT 200");

/// The columns of an import that have no field of their own.
///
/// # Errors
/// [`DbError`].
pub async fn extras(conn: &mut Conn, lead: Id<of::Lead>) -> Result<Vec<(String, String)>, DbError> {
    conn.all(EXTRAS, &vals![lead]).await?.iter().map(|r| Ok((r.get("key")?, r.get("value")?))).collect()
}

const PEOPLE: Sql = Sql::both(
    "SELECT id, name, email_key, CAST(CASE WHEN role IN ('rep', 'admin') OR (role = 'manager' AND \
     (team IS NULL OR team = 'sales')) THEN 1 ELSE 0 END AS BIGINT) AS sells FROM member WHERE active = TRUE \
     ORDER BY CASE WHEN role = 'rep' THEN 0 ELSE 1 END, name_key, id LIMIT 1000",
);

/// Everybody who is active, reps first.
///
/// # Errors
/// [`DbError`].
pub async fn people(conn: &mut Conn) -> Result<Vec<Person>, DbError> {
    let read = |r: &Row| {
        Ok(Person {
            id: r.id("id")?,
            name: r.get("name")?,
            email_key: r.get("email_key")?,
            sells: r.int::<i64>("sells")? == 1,
        })
    };
    conn.all(PEOPLE, &[]).await?.iter().map(read).collect()
}

const REMEMBER: Sql = Sql::both("UPDATE member SET remembered = $2 WHERE id = $1");

/// Keeps what a member's next form starts with, as a JSON object.
///
/// # Errors
/// [`DbError`].
pub async fn remember(tx: &mut Tx, member: Id<of::Member>, json: &str) -> Result<(), DbError> {
    tx.run(REMEMBER, &vals![member, json]).await?;
    Ok(())
}

/// The names behind ids of companies, sources, campaigns, contents, personas, members, queues and leads.
///
/// # Errors
/// [`DbError`].
pub async fn names(conn: &mut Conn, ids: &[Uuid]) -> Result<BTreeMap<Uuid, String>, DbError> {
    let mut found = BTreeMap::new();
    for chunk in ids.chunks(500) {
        let mut query = Query::new("SELECT id, name FROM company WHERE id IN ");
        query.bind_list(chunk.iter().copied());
        for table in [
            " UNION ALL SELECT id, name FROM source WHERE id IN ",
            " UNION ALL SELECT id, name FROM campaign WHERE id IN ",
            " UNION ALL SELECT id, name FROM content WHERE id IN ",
            " UNION ALL SELECT id, name FROM persona WHERE id IN ",
            " UNION ALL SELECT id, name FROM member WHERE id IN ",
            " UNION ALL SELECT id, name FROM queue WHERE id IN ",
            " UNION ALL SELECT id, TRIM(first_name || ' ' || last_name) AS name FROM lead WHERE id IN ",
        ] {
            query.push(table).bind_list(chunk.iter().copied());
        }
        query.push(" LIMIT 5000");
        for row in conn.all_of(&query).await? {
            found.insert(row.get("id")?, row.get("name")?);
        }
    }
    Ok(found)
}

/// Notes a change that is no column of the lead's row (its tags), under a version of its own.
///
/// # Errors
/// [`DbError`].
pub async fn note_change(
    tx: &mut Tx,
    lead: Id<of::Lead>,
    version: i64,
    (field, old, new): (&str, &str, &str),
    actor: Option<Id<of::Member>>,
    at: Instant,
) -> Result<(), DbError> {
    tx.run(super::super::change::INSERT_CHANGE, &vals![lead, version, field, old, new, actor, at]).await?;
    Ok(())
}
