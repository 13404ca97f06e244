//! The lists that leads point to, as administrators and managers keep them: added to, renamed, closed. Nothing is
//! deleted, because a lead may have it.

use super::super::model::{Item, ItemFields, NamedList};
use crate::db::{Conn, DbError, Row, Sql, Tx};
use crate::domain::lifecycle::Team;
use crate::domain::text::fold;
use crate::vals;
use uuid::Uuid;

macro_rules! per_list {
    ($name:ident, $($before:literal, $after:literal),+) => {
        const fn $name(list: NamedList) -> Sql {
            match list {
                NamedList::Sources => Sql::both(concat!($($before, "source", $after),+)),
                NamedList::Campaigns => Sql::both(concat!($($before, "campaign", $after),+)),
                NamedList::Contents => Sql::both(concat!($($before, "content", $after),+)),
                NamedList::Personas => Sql::both(concat!($($before, "persona", $after),+)),
                NamedList::Queues => Sql::both(concat!($($before, "queue", $after),+)),
            }
        }
    };
}
per_list!(by_name, "SELECT id, name, active, version FROM ", " ORDER BY active DESC, name_key LIMIT 2000");
per_list!(by_id, "SELECT id, name, active, version FROM ", " WHERE id = $1");
per_list!(insert, "INSERT INTO ", " (id, name, name_key) VALUES ($1, $2, $3)");
per_list!(
    update,
    "UPDATE ",
    " SET name = $3, name_key = $4, active = $5, version = version + 1 WHERE id = $1 AND version = $2"
);

const PERSONAS: Sql = Sql::both(
    "SELECT id, name, active, version, description FROM persona ORDER BY active DESC, name_key LIMIT 2000",
);
const PERSONA: Sql = Sql::both("SELECT id, name, active, version, description FROM persona WHERE id = $1");
const INSERT_PERSONA: Sql =
    Sql::both("INSERT INTO persona (id, name, name_key, description) VALUES ($1, $2, $3, $4)");
const UPDATE_PERSONA: Sql = Sql::both(
    "UPDATE persona SET name = $3, name_key = $4, active = $5, description = $6, version = version + 1 \
     WHERE id = $1 AND version = $2",
);
const QUEUES: Sql = Sql::both(
    "SELECT id, name, active, version, team, calendar_id FROM queue ORDER BY active DESC, name_key LIMIT 2000",
);
const QUEUE: Sql = Sql::both("SELECT id, name, active, version, team, calendar_id FROM queue WHERE id = $1");
const UPDATE_QUEUE: Sql = Sql::both(
    "UPDATE queue SET name = $3, name_key = $4, active = $5, calendar_id = $6, version = version + 1 \
     WHERE id = $1 AND version = $2",
);
const INSERT_QUEUE: Sql = Sql::both("INSERT INTO queue (id, name, name_key, team) VALUES ($1, $2, $3, $4)");

/// Every statement of this file.
pub const ALL: &[Sql] = &[
    by_name(NamedList::Sources),
    by_name(NamedList::Campaigns),
    by_name(NamedList::Contents),
    by_id(NamedList::Sources),
    by_id(NamedList::Campaigns),
    by_id(NamedList::Contents),
    insert(NamedList::Sources),
    insert(NamedList::Campaigns),
    insert(NamedList::Contents),
    update(NamedList::Sources),
    update(NamedList::Campaigns),
    update(NamedList::Contents),
    PERSONAS,
    PERSONA,
    INSERT_PERSONA,
    UPDATE_PERSONA,
    QUEUES,
    QUEUE,
    INSERT_QUEUE,
    UPDATE_QUEUE,
];

/// Every entry, the active ones first, by name.
///
/// # Errors
/// [`DbError`].
pub async fn items(conn: &mut Conn, list: NamedList) -> Result<Vec<Item>, DbError> {
    let sql = match list {
        NamedList::Personas => PERSONAS,
        NamedList::Queues => QUEUES,
        _ => by_name(list),
    };
    conn.all(sql, &[]).await?.iter().map(|row| item(list, row)).collect()
}

/// One entry.
///
/// # Errors
/// [`DbError`].
pub async fn get(conn: &mut Conn, list: NamedList, id: Uuid) -> Result<Option<Item>, DbError> {
    let sql = match list {
        NamedList::Personas => PERSONA,
        NamedList::Queues => QUEUE,
        _ => by_id(list),
    };
    conn.optional(sql, &vals![id]).await?.map(|row| item(list, &row)).transpose()
}

fn item(list: NamedList, row: &Row) -> Result<Item, DbError> {
    Ok(Item {
        id: row.get("id")?,
        name: row.get("name")?,
        active: row.get("active")?,
        version: row.get("version")?,
        team: if list == NamedList::Queues { row.opt_code("team")? } else { None },
        calendar: if list == NamedList::Queues { row.get("calendar_id")? } else { None },
        description: if list == NamedList::Personas { row.get("description")? } else { String::new() },
    })
}

/// Adds an entry; a queue belongs to `team` (sales unless told otherwise).
///
/// # Errors
/// [`DbError`]; a unique violation when the name is taken.
pub async fn add(tx: &mut Tx, list: NamedList, id: Uuid, new: &ItemFields) -> Result<(), DbError> {
    let (name, key) = (&new.name, fold(&new.name));
    match list {
        NamedList::Personas => {
            let description = new.description.as_deref().unwrap_or_default();
            tx.run(INSERT_PERSONA, &vals![id, name, key, description]).await?
        }
        NamedList::Queues => {
            let team = new.team.unwrap_or(Team::Sales).code();
            tx.run(INSERT_QUEUE, &vals![id, name, key, team]).await?
        }
        _ => tx.run(insert(list), &vals![id, name, key]).await?,
    };
    Ok(())
}

/// Writes an entry as it is from now on; false when its version is no longer the last.
///
/// # Errors
/// [`DbError`]; a unique violation when the name is taken.
pub async fn change(tx: &mut Tx, list: NamedList, item: &Item) -> Result<bool, DbError> {
    let Item { id, version, name, active, .. } = item;
    let key = fold(name);
    let written = match list {
        NamedList::Personas => {
            tx.run(UPDATE_PERSONA, &vals![*id, *version, name, key, *active, &item.description]).await?
        }
        NamedList::Queues => {
            tx.run(UPDATE_QUEUE, &vals![*id, *version, name, key, *active, item.calendar]).await?
        }
        _ => tx.run(update(list), &vals![*id, *version, name, key, *active]).await?,
    };
    Ok(written == 1)
}
