//! SQL of activities, tasks and texts.

use super::model::{Activity, NewActivity, NewTask, Task};
use crate::bulk;
use crate::db::{Bulk, Conn, DbError, Row, Sql, Tx};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::vals;

/// Every statement of this store.
pub const ALL: &[Sql] =
    &[INSERT_NOTE, INSERT_ACTIVITY, OF_LEAD, COUNTS, VOID, INSERT_TASK, OPEN_TASKS, TASK, DONE, DROP_OPEN];

const INSERT_NOTE: Sql = Sql::both("INSERT INTO note (id, lead_id, body) VALUES ($1, $2, $3)");

/// Stores a free text about a lead; the only place where one is kept, so that erasure blanks one table.
///
/// # Errors
/// [`DbError`].
pub async fn add_note_text(
    tx: &mut Tx,
    id: Id<of::Note>,
    lead: Id<of::Lead>,
    body: &str,
) -> Result<Id<of::Note>, DbError> {
    tx.run(INSERT_NOTE, &vals![id, lead, body]).await?;
    Ok(id)
}

const INSERT_ACTIVITY: Sql = Sql::both(
    "INSERT INTO activity (id, lead_id, cycle, kind, direction, outcome, automatic, actor_id, occurred_at, \
     recorded_at, text_id, ref) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
);

/// Notes an activity; its text gets an id equal to the activity's.
///
/// # Errors
/// [`DbError`].
pub async fn add_activity(tx: &mut Tx, a: &NewActivity) -> Result<(), DbError> {
    let text = if a.text.is_empty() {
        None
    } else {
        Some(add_note_text(tx, Id::from_uuid(a.id.uuid()), a.lead, &a.text).await?)
    };
    tx.run(
        INSERT_ACTIVITY,
        &vals![
            a.id,
            a.lead,
            a.cycle,
            a.kind.code(),
            a.direction.code(),
            a.outcome.map(|o| o.code()),
            a.automatic,
            a.actor,
            a.occurred_at,
            a.recorded_at,
            text,
            a.reference.clone(),
        ],
    )
    .await?;
    Ok(())
}

const OF_LEAD: Sql = Sql::both(
    "SELECT a.id, a.cycle, a.kind, a.direction, a.outcome, a.automatic, a.actor_id, COALESCE(m.name, '') AS actor_name, \
     a.occurred_at, a.recorded_at, COALESCE(n.body, '') AS body, a.voided_at FROM activity a \
     LEFT JOIN member m ON m.id = a.actor_id LEFT JOIN note n ON n.id = a.text_id \
     WHERE a.lead_id = $1 ORDER BY a.occurred_at DESC, a.id DESC LIMIT 500",
);

/// The newest 500 activities of a lead, newest first, struck-out ones too.
///
/// # Errors
/// [`DbError`].
pub async fn of_lead(conn: &mut Conn, lead: Id<of::Lead>) -> Result<Vec<Activity>, DbError> {
    conn.all(OF_LEAD, &vals![lead]).await?.iter().map(activity).collect()
}

fn activity(r: &Row) -> Result<Activity, DbError> {
    Ok(Activity {
        id: r.id("id")?,
        cycle: r.int("cycle")?,
        kind: r.code("kind")?,
        direction: r.code("direction")?,
        outcome: r.opt_code("outcome")?,
        automatic: r.get("automatic")?,
        actor: r.opt_id("actor_id")?,
        actor_name: r.get("actor_name")?,
        occurred_at: r.at("occurred_at")?,
        recorded_at: r.at("recorded_at")?,
        text: r.get("body")?,
        voided_at: r.opt_at("voided_at")?,
    })
}

const COUNTS: Sql = Sql::both(
    "SELECT CAST(COUNT(*) AS BIGINT) AS attempts, \
     CAST(COALESCE(SUM(CASE WHEN outcome IN ('connected', 'replied', 'held') THEN 1 ELSE 0 END), 0) AS BIGINT) AS talks, \
     CAST(COALESCE(SUM(CASE WHEN direction = 'outbound' THEN 1 ELSE 0 END), 0) AS BIGINT) AS outbound \
     FROM activity WHERE lead_id = $1 AND cycle = $2 AND voided_at IS NULL AND automatic = FALSE AND kind <> 'note'",
);

/// In one cycle of a lead: human outbound attempts, and exchanges that took place.
///
/// # Errors
/// [`DbError`].
pub async fn attempts_and_conversations(
    conn: &mut Conn,
    lead: Id<of::Lead>,
    cycle: i32,
) -> Result<(u32, u32), DbError> {
    let row = conn.one(COUNTS, &vals![lead, cycle]).await?;
    Ok((row.int("outbound")?, row.int("talks")?))
}

const VOID: Sql = Sql::both(
    "UPDATE activity SET voided_at = $3, voided_by = $4 WHERE id = $1 AND lead_id = $2 AND voided_at IS NULL",
);

/// Strikes an activity out; answers whether it was there and not struck out yet.
///
/// # Errors
/// [`DbError`].
pub async fn void_activity(
    tx: &mut Tx,
    id: Id<of::Activity>,
    lead: Id<of::Lead>,
    at: Instant,
    by: Option<Id<of::Member>>,
) -> Result<bool, DbError> {
    Ok(tx.run(VOID, &vals![id, lead, at, by]).await? == 1)
}

const INSERT_TASK: Sql = Sql::both(
    "INSERT INTO task (id, lead_id, kind, title, due_on, assignee_id, created_by, created_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
);

/// Plans a task.
///
/// # Errors
/// [`DbError`].
pub async fn add_task(tx: &mut Tx, t: &NewTask) -> Result<(), DbError> {
    tx.run(
        INSERT_TASK,
        &vals![t.id, t.lead, t.kind.code(), &t.title, t.due_on, t.assignee, t.created_by, t.created_at],
    )
    .await?;
    Ok(())
}

const OPEN_TASKS: Sql = Sql::both(
    "SELECT t.id, t.lead_id, t.kind, t.title, t.due_on, t.assignee_id, COALESCE(m.name, '') AS assignee_name FROM task t \
     LEFT JOIN member m ON m.id = t.assignee_id \
     WHERE t.lead_id = $1 AND t.done_at IS NULL AND t.dropped_at IS NULL ORDER BY t.due_on, t.id LIMIT 100",
);
const TASK: Sql = Sql::split(
    "SELECT t.id, t.lead_id, t.kind, t.title, t.due_on, t.assignee_id, '' AS assignee_name FROM task t \
     WHERE t.id = $1 AND t.done_at IS NULL AND t.dropped_at IS NULL",
    "SELECT t.id, t.lead_id, t.kind, t.title, t.due_on, t.assignee_id, '' AS assignee_name FROM task t \
     WHERE t.id = $1 AND t.done_at IS NULL AND t.dropped_at IS NULL FOR UPDATE",
);

/// What is to be done with a lead, soonest first.
///
/// # Errors
/// [`DbError`].
pub async fn open_tasks(conn: &mut Conn, lead: Id<of::Lead>) -> Result<Vec<Task>, DbError> {
    conn.all(OPEN_TASKS, &vals![lead]).await?.iter().map(read_task).collect()
}

/// One open task.
///
/// # Errors
/// [`DbError`].
pub async fn task(conn: &mut Conn, id: Id<of::Task>) -> Result<Option<Task>, DbError> {
    conn.optional(TASK, &vals![id]).await?.as_ref().map(read_task).transpose()
}

fn read_task(r: &Row) -> Result<Task, DbError> {
    Ok(Task {
        id: r.id("id")?,
        lead: r.id("lead_id")?,
        kind: r.code("kind")?,
        title: r.get("title")?,
        due_on: r.get("due_on")?,
        assignee: r.opt_id("assignee_id")?,
        assignee_name: r.get("assignee_name")?,
    })
}

const DONE: Sql = Sql::both(
    "UPDATE task SET done_at = $2, done_by = $3, version = version + 1 \
     WHERE id = $1 AND done_at IS NULL AND dropped_at IS NULL",
);

/// Marks a task done; answers whether it was open.
///
/// # Errors
/// [`DbError`].
pub async fn task_done(
    tx: &mut Tx,
    id: Id<of::Task>,
    at: Instant,
    by: Option<Id<of::Member>>,
) -> Result<bool, DbError> {
    Ok(tx.run(DONE, &vals![id, at, by]).await? == 1)
}

const DROP_OPEN: Sql = Sql::both(
    "UPDATE task SET dropped_at = $2, version = version + 1 \
     WHERE lead_id = $1 AND done_at IS NULL AND dropped_at IS NULL AND kind <> 'proposal'",
);

/// Drops what was planned for a lead that left the path or the lists: nothing is asked about it any more.
///
/// # Errors
/// [`DbError`].
pub async fn close_tasks(tx: &mut Tx, lead: Id<of::Lead>, at: Instant) -> Result<(), DbError> {
    tx.run(DROP_OPEN, &vals![lead, at]).await?;
    Ok(())
}

const NOTE_ROWS: Bulk = bulk!("note", "id, lead_id, body", 3);
const ACTIVITY_ROWS: Bulk = bulk!(
    "activity",
    "id, lead_id, cycle, kind, direction, outcome, automatic, actor_id, occurred_at, recorded_at, text_id, ref",
    12
);
const TASK_ROWS: Bulk =
    bulk!("task", "id, lead_id, kind, title, due_on, assignee_id, created_by, created_at, version", 9);

/// Notes many activities at once, with their texts.
///
/// # Errors
/// [`DbError`].
pub async fn insert_many(tx: &mut Tx, activities: &[NewActivity]) -> Result<(), DbError> {
    let texts: Vec<_> = activities
        .iter()
        .filter(|a| !a.text.is_empty())
        .map(|a| vals![a.id.uuid(), a.lead, &a.text].to_vec())
        .collect();
    tx.bulk(NOTE_ROWS, &texts).await?;
    let rows: Vec<_> = activities
        .iter()
        .map(|a| {
            let text = (!a.text.is_empty()).then(|| a.id.uuid());
            vals![
                a.id,
                a.lead,
                a.cycle,
                a.kind.code(),
                a.direction.code(),
                a.outcome.map(|o| o.code()),
                a.automatic,
                a.actor,
                a.occurred_at,
                a.recorded_at,
                text,
                a.reference.clone(),
            ]
            .to_vec()
        })
        .collect();
    tx.bulk(ACTIVITY_ROWS, &rows).await
}

/// Plans many tasks at once.
///
/// # Errors
/// [`DbError`].
pub async fn insert_tasks(tx: &mut Tx, tasks: &[NewTask]) -> Result<(), DbError> {
    let row = |t: &NewTask| {
        vals![t.id, t.lead, t.kind.code(), &t.title, t.due_on, t.assignee, t.created_by, t.created_at, 1_i64]
            .to_vec()
    };
    tx.bulk(TASK_ROWS, &tasks.iter().map(row).collect::<Vec<_>>()).await
}
