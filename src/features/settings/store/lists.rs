//! The lists that leads point to, as administrators and managers keep them: added to, renamed, closed. Nothing is
//! deleted, because a lead may have it.

use super::super::model::{Item, NamedList};
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
per_list!(
    update,
    "UPDATE ",
    " SET name = $2, name_key = $3, active = $4, version = version + 1 WHERE id = $1"
);
per_list!(by_id, "SELECT name_key FROM ", " WHERE id = $1");
per_list!(insert, "INSERT INTO ", " (id, name, name_key) VALUES ($1, $2, $3)");

const INSERT_QUEUE: Sql = Sql::both("INSERT INTO queue (id, name, name_key, team) VALUES ($1, $2, $3, $4)");

/// Every statement of this file.
pub const ALL: &[Sql] = &[
    all(NamedList::Sources),
    all(NamedList::Campaigns),
    all(NamedList::Contents),
    all(NamedList::Personas),
    all(NamedList::Queues),
    update(NamedList::Sources),
    update(NamedList::Campaigns),
    update(NamedList::Contents),
    update(NamedList::Personas),
    update(NamedList::Queues),
    by_id(NamedList::Sources),
    by_id(NamedList::Campaigns),
    by_id(NamedList::Contents),
    by_id(NamedList::Personas),
    by_id(NamedList::Queues),
    insert(NamedList::Sources),
    insert(NamedList::Campaigns),
    insert(NamedList::Contents),
    insert(NamedList::Personas),
    INSERT_QUEUE,
];

const fn all(list: NamedList) -> Sql {
    match list {
        NamedList::Sources => Sql::both(
            "SELECT id, name, active, CAST(NULL AS TEXT) AS team FROM source ORDER BY active DESC, name_key LIMIT 2000",
        ),
        NamedList::Campaigns => Sql::both(
            "SELECT id, name, active, CAST(NULL AS TEXT) AS team FROM campaign ORDER BY active DESC, name_key LIMIT 2000",
        ),
        NamedList::Contents => Sql::both(
            "SELECT id, name, active, CAST(NULL AS TEXT) AS team FROM content ORDER BY active DESC, name_key LIMIT 2000",
        ),
        NamedList::Personas => Sql::both(
            "SELECT id, name, active, CAST(NULL AS TEXT) AS team FROM persona ORDER BY active DESC, name_key LIMIT 2000",
        ),
        NamedList::Queues => {
            Sql::both("SELECT id, name, active, team FROM queue ORDER BY active DESC, name_key LIMIT 2000")
        }
    }
}

/// Every entry, the active ones first, by name.
///
/// # Errors
/// [`DbError`].
pub async fn items(conn: &mut Conn, list: NamedList) -> Result<Vec<Item>, DbError> {
    conn.all(all(list), &[]).await?.iter().map(item).collect()
}

fn item(row: &Row) -> Result<Item, DbError> {
    Ok(Item {
        id: row.get("id")?,
        name: row.get("name")?,
        active: row.get("active")?,
        team: row.opt_code("team")?,
    })
}

/// The folded name of an entry.
///
/// # Errors
/// [`DbError`].
pub async fn key_of(conn: &mut Conn, list: NamedList, id: Uuid) -> Result<Option<String>, DbError> {
    conn.optional(by_id(list), &vals![id]).await?.map(|row| row.get("name_key")).transpose()
}

/// Adds an entry; a queue belongs to `team` (sales unless told otherwise).
///
/// # Errors
/// [`DbError`]; a unique violation when the name is taken.
pub async fn add(
    tx: &mut Tx,
    list: NamedList,
    id: Uuid,
    name: &str,
    team: Option<Team>,
) -> Result<(), DbError> {
    if list == NamedList::Queues {
        let team = team.unwrap_or(Team::Sales).code();
        tx.run(INSERT_QUEUE, &vals![id, name, fold(name), team]).await?;
    } else {
        tx.run(insert(list), &vals![id, name, fold(name)]).await?;
    }
    Ok(())
}

/// Renames an entry and opens or closes it; false when there is none.
///
/// # Errors
/// [`DbError`]; a unique violation when the name is taken.
pub async fn change(
    tx: &mut Tx,
    list: NamedList,
    id: Uuid,
    name: &str,
    active: bool,
) -> Result<bool, DbError> {
    Ok(tx.run(update(list), &vals![id, name, fold(name), active]).await? == 1)
}
