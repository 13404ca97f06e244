//! SQL of handoffs and of events with their authors.

pub mod names;

use crate::db::{Conn, DbError, Sql, Tx};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::lifecycle::{Handoff, Team};
use crate::vals;

/// Every statement of this store.
pub const ALL: &[Sql] = &[
    EVENT_LEAD,
    INSERT_HANDOFF,
    DECIDE,
    CANCEL,
    QUEUE_TEAM,
    MEMBER_SELLS,
    TRASHED,
    RELINK_DEAL,
    RELINK_HANDOFF,
    CANCEL_HANDOFF,
    UNDECIDE,
    SPENT_TEXT,
    MOVE_ACTIVITY[0],
    MOVE_ACTIVITY[1],
    MOVE_DEAL[0],
    MOVE_DEAL[1],
    MOVE_TASK[0],
    MOVE_TASK[1],
    MOVE_REF[0],
    MOVE_REF[1],
    BACK_ACTIVITY,
    BACK_DEAL,
    BACK_TASK,
    BACK_REF,
];

const EVENT_LEAD: Sql = Sql::both("SELECT lead_id FROM stage_event WHERE id = $1");

/// Whose event it is.
///
/// # Errors
/// [`DbError`].
pub async fn lead_of_event(conn: &mut Conn, event: Id<of::Event>) -> Result<Option<Id<of::Lead>>, DbError> {
    conn.optional(EVENT_LEAD, &vals![event]).await?.map(|r| r.id("lead_id")).transpose()
}

const SPENT_TEXT: Sql = Sql::both("SELECT reason_code, criterion, text_id FROM stage_event WHERE id = $1");

/// What an event said beside its stage: reason, criterion, text.
#[derive(Debug, Clone, Default)]
pub struct Said {
    /// Reason code.
    pub reason: Option<String>,
    /// Persona criterion.
    pub criterion: Option<String>,
    /// Its text.
    pub text: Option<Id<of::Note>>,
}

/// What an event said, to repeat it when it is entered again.
///
/// # Errors
/// [`DbError`].
pub async fn said(conn: &mut Conn, event: Id<of::Event>) -> Result<Said, DbError> {
    let Some(r) = conn.optional(SPENT_TEXT, &vals![event]).await? else { return Ok(Said::default()) };
    Ok(Said { reason: r.get("reason_code")?, criterion: r.get("criterion")?, text: r.opt_id("text_id")? })
}

const INSERT_HANDOFF: Sql = Sql::both(
    "INSERT INTO handoff (id, lead_id, cycle, event_id, at, recorded_at, to_member, to_queue, by_member, text_id) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
);

/// A handoff about to be written.
#[derive(Debug, Clone, Copy)]
pub struct NewHandoff {
    /// Its id.
    pub id: Id<of::Handoff>,
    /// Which lead.
    pub lead: Id<of::Lead>,
    /// In which cycle.
    pub cycle: i32,
    /// The `mql` event that it goes with.
    pub event: Option<Id<of::Event>>,
    /// When it happened.
    pub at: Instant,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// To whom.
    pub to: Handoff,
    /// By whom.
    pub by: Option<Id<of::Member>>,
    /// The marketer's words.
    pub text: Option<Id<of::Note>>,
}

/// Notes a handoff.
///
/// # Errors
/// [`DbError`].
pub async fn insert_handoff(tx: &mut Tx, h: &NewHandoff) -> Result<(), DbError> {
    let (member, queue) = match h.to {
        Handoff::Member(id) => (Some(id), None),
        Handoff::Queue(id) => (None, Some(id)),
    };
    tx.run(
        INSERT_HANDOFF,
        &vals![h.id, h.lead, h.cycle, h.event, h.at, h.recorded_at, member, queue, h.by, h.text],
    )
    .await?;
    Ok(())
}

const DECIDE: Sql = Sql::both(
    "UPDATE handoff SET decided_at = $3 WHERE lead_id = $1 AND cycle = $2 AND decided_at IS NULL AND cancelled_at IS NULL",
);
const CANCEL: Sql = Sql::both(
    "UPDATE handoff SET cancelled_at = $3 WHERE lead_id = $1 AND cycle = $2 AND decided_at IS NULL AND cancelled_at IS NULL",
);

/// Closes the open handoff of a cycle: decided by sales, or cancelled (`withdrawn`) by marketing.
///
/// # Errors
/// [`DbError`].
pub async fn end_handoff(
    tx: &mut Tx,
    lead: Id<of::Lead>,
    cycle: i32,
    at: Instant,
    withdrawn: bool,
) -> Result<(), DbError> {
    tx.run(if withdrawn { CANCEL } else { DECIDE }, &vals![lead, cycle, at]).await?;
    Ok(())
}

const QUEUE_TEAM: Sql = Sql::both("SELECT team FROM queue WHERE id = $1 AND active = TRUE");

/// The team of an active queue; `None` when there is none.
///
/// # Errors
/// [`DbError`].
pub async fn queue_team(conn: &mut Conn, queue: Id<of::Queue>) -> Result<Option<Team>, DbError> {
    conn.optional(QUEUE_TEAM, &vals![queue]).await?.map(|r| r.code("team")).transpose()
}

const MEMBER_SELLS: Sql = Sql::both(
    "SELECT id FROM member WHERE id = $1 AND active = TRUE \
     AND (role IN ('rep', 'admin') OR (role = 'manager' AND (team IS NULL OR team = 'sales')))",
);

/// Whether a lead can be handed to this person: active, and selling.
///
/// # Errors
/// [`DbError`].
pub async fn may_receive(conn: &mut Conn, member: Id<of::Member>) -> Result<bool, DbError> {
    Ok(conn.optional(MEMBER_SELLS, &vals![member]).await?.is_some())
}

const TRASHED: Sql =
    Sql::both("UPDATE lead SET trashed_at = $2, version = version + 1, updated_at = $3 WHERE id = $1");

/// Notes that a lead went to the bin (`Some`) or came back (`None`).
///
/// # Errors
/// [`DbError`].
pub async fn set_trashed(
    tx: &mut Tx,
    lead: Id<of::Lead>,
    at: Option<Instant>,
    now: Instant,
) -> Result<(), DbError> {
    tx.run(TRASHED, &vals![lead, at, now]).await?;
    Ok(())
}

const RELINK_DEAL: Sql = Sql::both(
    "UPDATE deal SET opened_event_id = CASE WHEN opened_event_id = $1 THEN $2 ELSE opened_event_id END, \
     closed_event_id = CASE WHEN closed_event_id = $1 THEN $2 ELSE closed_event_id END, version = version + 1 \
     WHERE opened_event_id = $1 OR closed_event_id = $1",
);
const RELINK_HANDOFF: Sql = Sql::both(
    "UPDATE handoff SET event_id = $2 WHERE lead_id = (SELECT e.lead_id FROM stage_event e WHERE e.id = $1) AND event_id = $1",
);

/// Deals and handoffs follow the event that replaces the one they hung on.
///
/// # Errors
/// [`DbError`].
pub async fn relink(tx: &mut Tx, old: Id<of::Event>, new: Id<of::Event>) -> Result<(), DbError> {
    tx.run(RELINK_DEAL, &vals![old, new]).await?;
    tx.run(RELINK_HANDOFF, &vals![old, new]).await?;
    Ok(())
}

const CANCEL_HANDOFF: Sql = Sql::both(
    "UPDATE handoff SET cancelled_at = $2 WHERE lead_id = (SELECT e.lead_id FROM stage_event e WHERE e.id = $1) \
     AND event_id = $1 AND cancelled_at IS NULL",
);
const UNDECIDE: Sql =
    Sql::both("UPDATE handoff SET decided_at = NULL WHERE lead_id = $1 AND cycle = $2 AND decided_at = $3");

/// The handoff that came with this event never was.
///
/// # Errors
/// [`DbError`].
pub async fn cancel_handoff_of(tx: &mut Tx, event: Id<of::Event>, at: Instant) -> Result<(), DbError> {
    tx.run(CANCEL_HANDOFF, &vals![event, at]).await?;
    Ok(())
}

/// The handoff of a cycle that was decided at this instant waits again.
///
/// # Errors
/// [`DbError`].
pub async fn undecide(tx: &mut Tx, lead: Id<of::Lead>, cycle: i32, at: Instant) -> Result<(), DbError> {
    tx.run(UNDECIDE, &vals![lead, cycle, at]).await?;
    Ok(())
}

macro_rules! noted {
    ($kind:literal) => {
        Sql::split(
            concat!(
                "INSERT INTO merge_moved (event_id, kind, row_id) SELECT $1, '",
                $kind,
                "', lower(hex(id)) FROM ",
                $kind,
                " WHERE lead_id = $2"
            ),
            concat!(
                "INSERT INTO merge_moved (event_id, kind, row_id) SELECT $1, '",
                $kind,
                "', replace(CAST(id AS TEXT), '-', '') FROM ",
                $kind,
                " WHERE lead_id = $2"
            ),
        )
    };
}
macro_rules! moved {
    ($table:literal) => {
        Sql::both(concat!("UPDATE ", $table, " SET lead_id = $2 WHERE lead_id = $1"))
    };
}
// Each row is looked for by its key, made again from what was noted: the other way round would read the whole table.
macro_rules! moved_back {
    ($kind:literal) => {
        Sql::split(
            concat!(
                "UPDATE ",
                $kind,
                " SET lead_id = $2 WHERE id IN ",
                "(SELECT unhex(row_id) FROM merge_moved WHERE event_id = $1 AND kind = '",
                $kind,
                "')"
            ),
            concat!(
                "UPDATE ",
                $kind,
                " SET lead_id = $2 WHERE id IN ",
                "(SELECT CAST(row_id AS UUID) FROM merge_moved WHERE event_id = $1 AND kind = '",
                $kind,
                "')"
            ),
        )
    };
}
const MOVE_ACTIVITY: [Sql; 2] = [noted!("activity"), moved!("activity")];
const MOVE_DEAL: [Sql; 2] = [noted!("deal"), moved!("deal")];
const MOVE_TASK: [Sql; 2] = [noted!("task"), moved!("task")];
const BACK_ACTIVITY: Sql = moved_back!("activity");
const BACK_DEAL: Sql = moved_back!("deal");
const BACK_TASK: Sql = moved_back!("task");
const MOVE_REF: [Sql; 2] = [
    Sql::both(
        "INSERT INTO merge_moved (event_id, kind, row_id) \
         SELECT $1, 'external_ref', system || ' ' || ref FROM external_ref WHERE lead_id = $2",
    ),
    Sql::both("UPDATE external_ref SET lead_id = $2 WHERE lead_id = $1"),
];
const BACK_REF: Sql = Sql::split(
    "UPDATE external_ref SET lead_id = $2 WHERE (system, ref) IN \
     (SELECT substr(row_id, 1, instr(row_id, ' ') - 1), substr(row_id, instr(row_id, ' ') + 1) \
     FROM merge_moved WHERE event_id = $1 AND kind = 'external_ref')",
    "UPDATE external_ref SET lead_id = $2 WHERE (system, ref) IN \
     (SELECT substr(row_id, 1, strpos(row_id, ' ') - 1), substr(row_id, strpos(row_id, ' ') + 1) \
     FROM merge_moved WHERE event_id = $1 AND kind = 'external_ref')",
);

/// Moves what hangs on `loser` to `survivor`, noting each row under the merge's event.
///
/// # Errors
/// [`DbError`].
pub async fn move_rows(
    tx: &mut Tx,
    event: Id<of::Event>,
    loser: Id<of::Lead>,
    survivor: Id<of::Lead>,
) -> Result<(), DbError> {
    for [note, mover] in [MOVE_ACTIVITY, MOVE_DEAL, MOVE_TASK, MOVE_REF] {
        tx.run(note, &vals![event, loser]).await?;
        tx.run(mover, &vals![loser, survivor]).await?;
    }
    Ok(())
}

/// Moves back to `loser` what the merge of this event had moved.
///
/// # Errors
/// [`DbError`].
pub async fn move_rows_back(tx: &mut Tx, event: Id<of::Event>, loser: Id<of::Lead>) -> Result<(), DbError> {
    for back in [BACK_ACTIVITY, BACK_DEAL, BACK_TASK, BACK_REF] {
        tx.run(back, &vals![event, loser]).await?;
    }
    Ok(())
}
