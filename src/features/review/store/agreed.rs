//! What people wrote and agreed: notes, decisions, actions, contents to come.

use crate::db::{Conn, DbError, Row, Sql, Tx};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::lifecycle::Team;
use crate::domain::period::IsoWeek;
use crate::domain::review::{Action, Block, Content, Decision, Note, Person};
use crate::features::review::model::{Colleague, NewAction, NewContent, NewDecision};
use crate::vals;
use chrono::NaiveDate;

/// Every statement of this file.
pub const ALL: &[Sql] = &[
    NOTES,
    NOTE_AT,
    NOTE,
    ADD_NOTE,
    DECISIONS,
    ADD_DECISION,
    DROP_DECISION,
    ACTIONS,
    OPEN_ACTIONS,
    DUE_ACTIONS,
    ACTION,
    ADD_ACTION,
    SET_DONE,
    DROP_ACTION,
    CONTENTS,
    ADD_CONTENT,
    DROP_CONTENT,
    COLLEAGUES,
    DEAL,
    LEAD,
];

fn person(r: &Row, id: &str, name: &str) -> Result<Person, DbError> {
    Ok(Person { id: r.get(id)?, name: r.get(name)? })
}

const NOTES: Sql = Sql::both(
    "SELECT n.block, n.team, n.version, n.body, n.author_id, m.name AS author, n.at FROM review_note n \
     JOIN member m ON m.id = n.author_id WHERE n.week = $1 AND NOT EXISTS (SELECT 1 FROM review_note o \
     WHERE o.week = n.week AND o.block = n.block AND o.team = n.team AND o.version > n.version) \
     ORDER BY n.block, n.team LIMIT 20",
);

fn note(r: &Row) -> Result<Note, DbError> {
    Ok(Note {
        block: r.get("block")?,
        team: r.get("team")?,
        text: r.get("body")?,
        author: person(r, "author_id", "author")?,
        at: r.at("at")?.rfc3339(),
        version: r.get("version")?,
    })
}

/// The notes of a week as they stand.
///
/// # Errors
/// [`DbError`].
pub async fn notes(conn: &mut Conn, week: IsoWeek) -> Result<Vec<Note>, DbError> {
    conn.all(NOTES, &vals![week.to_string()]).await?.iter().map(note).collect()
}

const NOTE: Sql = Sql::both(
    "SELECT n.block, n.team, n.version, n.body, n.author_id, m.name AS author, n.at FROM review_note n \
     JOIN member m ON m.id = n.author_id WHERE n.week = $1 AND n.block = $2 AND n.team = $3 ORDER BY n.version DESC LIMIT 1",
);
const NOTE_AT: Sql =
    Sql::both("SELECT body FROM review_note WHERE week = $1 AND block = $2 AND team = $3 AND version = $4");
const ADD_NOTE: Sql = Sql::both(
    "INSERT INTO review_note (week, block, team, version, body, author_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
);

/// A note as it stands.
///
/// # Errors
/// [`DbError`].
pub async fn note_of(
    conn: &mut Conn,
    week: IsoWeek,
    block: Block,
    team: Team,
) -> Result<Option<Note>, DbError> {
    let values = vals![week.to_string(), block.code(), team.code()];
    conn.optional(NOTE, &values).await?.as_ref().map(note).transpose()
}

/// What a note said at one of its versions; nothing at version 0.
///
/// # Errors
/// [`DbError`].
pub async fn note_at(
    conn: &mut Conn,
    week: IsoWeek,
    block: Block,
    team: Team,
    version: i64,
) -> Result<String, DbError> {
    let values = vals![week.to_string(), block.code(), team.code(), version];
    conn.optional(NOTE_AT, &values).await?.map_or(Ok(String::new()), |row| row.get("body"))
}

/// Adds a version of a note.
///
/// # Errors
/// [`DbError`].
pub async fn add_note(
    tx: &mut Tx,
    week: IsoWeek,
    (block, team, version): (Block, Team, i64),
    body: &str,
    (author, at): (Id<of::Member>, Instant),
) -> Result<(), DbError> {
    let values = vals![week.to_string(), block.code(), team.code(), version, body, author, at];
    tx.run(ADD_NOTE, &values).await?;
    Ok(())
}

const DECISIONS: Sql = Sql::both(
    "SELECT d.id, d.body, d.who_id, m.name AS who, d.decided_on FROM review_decision d JOIN member m ON m.id = d.who_id \
     WHERE d.week = $1 AND d.dropped_at IS NULL ORDER BY d.id LIMIT 200",
);
const ADD_DECISION: Sql = Sql::both(
    "INSERT INTO review_decision (id, week, body, who_id, decided_on, created_by, created_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7)",
);
const DROP_DECISION: Sql = Sql::both(
    "UPDATE review_decision SET dropped_at = $3 WHERE id = $1 AND week = $2 AND dropped_at IS NULL",
);

/// The decisions of a week, in the order they were written down.
///
/// # Errors
/// [`DbError`].
pub async fn decisions(conn: &mut Conn, week: IsoWeek) -> Result<Vec<Decision>, DbError> {
    let read = |r: &Row| {
        let who = person(r, "who_id", "who")?;
        Ok(Decision { id: r.get("id")?, text: r.get("body")?, who, date: r.get("decided_on")? })
    };
    conn.all(DECISIONS, &vals![week.to_string()]).await?.iter().map(read).collect()
}

/// Writes a decision down.
///
/// # Errors
/// [`DbError`].
pub async fn add_decision(
    tx: &mut Tx,
    week: IsoWeek,
    id: Id<of::Decision>,
    new: &NewDecision,
    (by, at): (Id<of::Member>, Instant),
) -> Result<(), DbError> {
    tx.run(ADD_DECISION, &vals![id, week.to_string(), &new.text, new.who, new.date, by, at]).await?;
    Ok(())
}

/// Strikes a decision out; false when there is none.
///
/// # Errors
/// [`DbError`].
pub async fn drop_decision(
    tx: &mut Tx,
    week: IsoWeek,
    id: Id<of::Decision>,
    at: Instant,
) -> Result<bool, DbError> {
    Ok(tx.run(DROP_DECISION, &vals![id, week.to_string(), at]).await? == 1)
}

macro_rules! actions {
    ($rest:literal) => {
        concat!(
            "SELECT a.id, a.body, a.owner_id, m.name AS owner, a.due_on, a.lead_id, a.deal_id, a.week, a.monday, a.done_on ",
            "FROM review_action a JOIN member m ON m.id = a.owner_id WHERE a.dropped_at IS NULL ", $rest
        )
    };
}
const ACTIONS: Sql = Sql::both(actions!("AND a.week = $1 ORDER BY a.id LIMIT 500"));
const OPEN_ACTIONS: Sql =
    Sql::both(actions!("AND a.done_at IS NULL AND a.monday < $1 ORDER BY a.due_on, a.id LIMIT 500"));
const DUE_ACTIONS: Sql = Sql::both(actions!(
    "AND a.due_on > $1 AND a.due_on <= $2 AND a.monday < $3 ORDER BY a.due_on, a.id LIMIT 2000"
));
const ACTION: Sql = Sql::both(actions!("AND a.id = $1"));

/// An action with the Monday of the review in which it was agreed.
pub type Dated = (Action, NaiveDate);

fn action(r: &Row) -> Result<Dated, DbError> {
    let action = Action {
        id: r.get("id")?,
        text: r.get("body")?,
        owner: person(r, "owner_id", "owner")?,
        due: r.get("due_on")?,
        lead: r.get("lead_id")?,
        deal: r.get("deal_id")?,
        week: r.get("week")?,
        done_on: r.get("done_on")?,
        age: 0,
        late: 0,
    };
    Ok((action, r.get("monday")?))
}

/// The actions agreed in the review of a week.
///
/// # Errors
/// [`DbError`].
pub async fn actions(conn: &mut Conn, week: IsoWeek) -> Result<Vec<Dated>, DbError> {
    conn.all(ACTIONS, &vals![week.to_string()]).await?.iter().map(action).collect()
}

/// Open actions of reviews of earlier weeks, the first due first.
///
/// # Errors
/// [`DbError`].
pub async fn open_actions(conn: &mut Conn, monday: NaiveDate) -> Result<Vec<Dated>, DbError> {
    conn.all(OPEN_ACTIONS, &vals![monday]).await?.iter().map(action).collect()
}

/// Actions of earlier weeks due after a day, up to another.
///
/// # Errors
/// [`DbError`].
pub async fn due_actions(
    conn: &mut Conn,
    (after, until): (NaiveDate, NaiveDate),
    monday: NaiveDate,
) -> Result<Vec<Dated>, DbError> {
    conn.all(DUE_ACTIONS, &vals![after, until, monday]).await?.iter().map(action).collect()
}

/// One action.
///
/// # Errors
/// [`DbError`].
pub async fn action_by(conn: &mut Conn, id: Id<of::Action>) -> Result<Option<Dated>, DbError> {
    conn.optional(ACTION, &vals![id]).await?.as_ref().map(action).transpose()
}

const ADD_ACTION: Sql = Sql::both(
    "INSERT INTO review_action (id, week, monday, body, owner_id, due_on, lead_id, deal_id, created_by, created_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
);
const SET_DONE: Sql = Sql::both(
    "UPDATE review_action SET done_at = $2, done_on = $3, done_by = $4 WHERE id = $1 AND dropped_at IS NULL",
);
const DROP_ACTION: Sql =
    Sql::both("UPDATE review_action SET dropped_at = $3 WHERE id = $1 AND week = $2 AND dropped_at IS NULL");

/// Writes an action down.
///
/// # Errors
/// [`DbError`].
pub async fn add_action(
    tx: &mut Tx,
    week: IsoWeek,
    id: Id<of::Action>,
    new: &NewAction,
    (by, at): (Id<of::Member>, Instant),
) -> Result<(), DbError> {
    let values =
        vals![id, week.to_string(), week.monday(), &new.text, new.owner, new.due, new.lead, new.deal, by, at];
    tx.run(ADD_ACTION, &values).await?;
    Ok(())
}

/// Marks an action done on a day, or open again; false when there is none.
///
/// # Errors
/// [`DbError`].
pub async fn set_done(
    tx: &mut Tx,
    id: Id<of::Action>,
    done: Option<(Instant, NaiveDate, Id<of::Member>)>,
) -> Result<bool, DbError> {
    let (at, on, by) = (done.map(|d| d.0), done.map(|d| d.1), done.map(|d| d.2));
    Ok(tx.run(SET_DONE, &vals![id, at, on, by]).await? == 1)
}

/// Strikes an action of a week out; false when there is none.
///
/// # Errors
/// [`DbError`].
pub async fn drop_action(
    tx: &mut Tx,
    week: IsoWeek,
    id: Id<of::Action>,
    at: Instant,
) -> Result<bool, DbError> {
    Ok(tx.run(DROP_ACTION, &vals![id, week.to_string(), at]).await? == 1)
}

const CONTENTS: Sql = Sql::both(
    "SELECT c.id, c.planned_on, c.title, c.owner_id, m.name AS owner FROM planned_content c \
     LEFT JOIN member m ON m.id = c.owner_id WHERE c.dropped_at IS NULL AND c.planned_on >= $1 \
     ORDER BY c.planned_on, c.id LIMIT 100",
);
const ADD_CONTENT: Sql = Sql::both(
    "INSERT INTO planned_content (id, planned_on, title, owner_id, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
);
const DROP_CONTENT: Sql =
    Sql::both("UPDATE planned_content SET dropped_at = $2 WHERE id = $1 AND dropped_at IS NULL");

/// Contents planned from a day on.
///
/// # Errors
/// [`DbError`].
pub async fn contents(conn: &mut Conn, from: NaiveDate) -> Result<Vec<Content>, DbError> {
    let read = |r: &Row| {
        let owner: Option<uuid::Uuid> = r.get("owner_id")?;
        let name: Option<String> = r.get("owner")?;
        let owner = owner.zip(name).map(|(id, name)| Person { id, name });
        Ok(Content { id: r.get("id")?, on: r.get("planned_on")?, title: r.get("title")?, owner })
    };
    conn.all(CONTENTS, &vals![from]).await?.iter().map(read).collect()
}

/// Plans a content.
///
/// # Errors
/// [`DbError`].
pub async fn add_content(
    tx: &mut Tx,
    id: Id<of::Planned>,
    new: &NewContent,
    (by, at): (Id<of::Member>, Instant),
) -> Result<(), DbError> {
    tx.run(ADD_CONTENT, &vals![id, new.on, &new.title, new.owner, by, at]).await?;
    Ok(())
}

/// Takes a content off the list; false when there is none.
///
/// # Errors
/// [`DbError`].
pub async fn drop_content(tx: &mut Tx, id: Id<of::Planned>, at: Instant) -> Result<bool, DbError> {
    Ok(tx.run(DROP_CONTENT, &vals![id, at]).await? == 1)
}

const COLLEAGUES: Sql =
    Sql::both("SELECT id, name, role, team FROM member WHERE active = TRUE ORDER BY name_key, id LIMIT 500");

/// Who can be asked to do something.
///
/// # Errors
/// [`DbError`].
pub async fn colleagues(conn: &mut Conn) -> Result<Vec<Colleague>, DbError> {
    let read = |r: &Row| {
        Ok(Colleague {
            id: r.id("id")?,
            name: r.get("name")?,
            role: r.code("role")?,
            team: r.opt_code("team")?,
        })
    };
    conn.all(COLLEAGUES, &[]).await?.iter().map(read).collect()
}

const DEAL: Sql = Sql::both("SELECT lead_id FROM deal WHERE id = $1");
const LEAD: Sql = Sql::both("SELECT id FROM lead WHERE id = $1 AND hidden = 0");

/// Whether a lead can be pointed to.
///
/// # Errors
/// [`DbError`].
pub async fn lead_exists(conn: &mut Conn, lead: Id<of::Lead>) -> Result<bool, DbError> {
    Ok(conn.optional(LEAD, &vals![lead]).await?.is_some())
}

/// The lead of a deal.
///
/// # Errors
/// [`DbError`].
pub async fn lead_of_deal(conn: &mut Conn, deal: Id<of::Deal>) -> Result<Option<Id<of::Lead>>, DbError> {
    conn.optional(DEAL, &vals![deal]).await?.map(|row| row.id("lead_id")).transpose()
}
