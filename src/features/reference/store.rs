//! SQL of the reference lists.

use super::model::{Item, List, ReferenceError};
use crate::clock::Clock;
use crate::db::{Conn, DbError, Row, Sql, Tx};
use crate::domain::ids::{Id, of};
use crate::domain::text::{clean_line, fold};
use crate::vals;
use uuid::Uuid;

/// The longest name of an entry, in characters.
pub const NAME_MAX: usize = 120;

macro_rules! per_list {
    ($name:ident, $($before:literal, $after:literal),+) => {
        const fn $name(list: List) -> Sql {
            match list {
                List::Source => Sql::both(concat!($($before, "source", $after),+)),
                List::Campaign => Sql::both(concat!($($before, "campaign", $after),+)),
                List::Content => Sql::both(concat!($($before, "content", $after),+)),
                List::Persona => Sql::both(concat!($($before, "persona", $after),+)),
                List::Tag => Sql::both(concat!($($before, "tag", $after),+)),
            }
        }
    };
}
per_list!(by_key, "SELECT id FROM ", " WHERE name_key = $1");
per_list!(
    insert,
    "INSERT INTO ",
    " (id, name, name_key) VALUES ($1, $2, $3) ON CONFLICT (name_key) DO NOTHING"
);

const fn all_items(list: List) -> Sql {
    match list {
        List::Source => Sql::both("SELECT id, name, active FROM source ORDER BY name_key LIMIT 2000"),
        List::Campaign => Sql::both("SELECT id, name, active FROM campaign ORDER BY name_key LIMIT 2000"),
        List::Content => Sql::both("SELECT id, name, active FROM content ORDER BY name_key LIMIT 2000"),
        List::Persona => Sql::both("SELECT id, name, active FROM persona ORDER BY name_key LIMIT 2000"),
        List::Tag => Sql::both("SELECT id, name, TRUE AS active FROM tag ORDER BY name_key LIMIT 2000"),
    }
}

const COMPANY_BY_KEY: Sql = Sql::both("SELECT id FROM company WHERE name_key = $1");
const INSERT_COMPANY: Sql = Sql::both(
    "INSERT INTO company (id, name, name_key, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (name_key) DO NOTHING",
);
const COMPANIES_LIKE: Sql = Sql::both(
    "SELECT id, name, TRUE AS active FROM company WHERE name_key >= $1 AND name_key < $2 ORDER BY name_key LIMIT 8",
);
const QUEUES: Sql = Sql::both("SELECT id, name, team, active FROM queue ORDER BY name_key LIMIT 500");

/// Every statement of this store.
pub const ALL: &[Sql] = &[
    by_key(List::Source),
    by_key(List::Campaign),
    by_key(List::Content),
    by_key(List::Persona),
    by_key(List::Tag),
    insert(List::Source),
    insert(List::Campaign),
    insert(List::Content),
    insert(List::Persona),
    insert(List::Tag),
    all_items(List::Source),
    all_items(List::Campaign),
    all_items(List::Content),
    all_items(List::Persona),
    all_items(List::Tag),
    COMPANY_BY_KEY,
    INSERT_COMPANY,
    COMPANIES_LIKE,
    QUEUES,
    super::reasons::REASONS,
];

/// The entry with this name, whatever its accents and case.
///
/// # Errors
/// [`DbError`].
pub async fn find(conn: &mut Conn, list: List, name: &str) -> Result<Option<Uuid>, DbError> {
    let row = conn.optional(by_key(list), &vals![fold(name)]).await?;
    row.map(|r| r.get("id")).transpose()
}

/// The entry with this name, created when there is none.
///
/// # Errors
/// [`ReferenceError::Name`] for an unusable name.
pub async fn ensure<T>(tx: &mut Tx, clock: &Clock, list: List, name: &str) -> Result<Id<T>, ReferenceError> {
    let name = entry_name(name)?;
    if let Some(found) = find(tx, list, &name).await? {
        return Ok(Id::from_uuid(found));
    }
    tx.run(insert(list), &vals![clock.id::<T>(), name.as_str(), fold(&name)]).await?;
    let row = tx.one(by_key(list), &vals![fold(&name)]).await?; // another write may have won the race
    Ok(row.id("id")?)
}

fn entry_name(name: &str) -> Result<String, ReferenceError> {
    let name = clean_line(name, NAME_MAX).map_err(ReferenceError::Name)?;
    if fold(&name).is_empty() { Err(ReferenceError::Empty) } else { Ok(name) }
}

/// Every entry of a list, by name.
///
/// # Errors
/// [`DbError`].
pub async fn items(conn: &mut Conn, list: List) -> Result<Vec<Item>, DbError> {
    conn.all(all_items(list), &[]).await?.iter().map(item).collect()
}

fn item(row: &Row) -> Result<Item, DbError> {
    Ok(Item { id: row.get("id")?, name: row.get("name")?, active: row.get("active")? })
}

/// The ids of the names that exist, in the order given (`None` for the others): what an import asks once per file.
///
/// # Errors
/// [`DbError`].
pub async fn by_names(conn: &mut Conn, list: List, names: &[&str]) -> Result<Vec<Option<Uuid>>, DbError> {
    let mut found = Vec::with_capacity(names.len());
    for name in names {
        found.push(find(conn, list, name).await?);
    }
    Ok(found)
}

/// The company with this name, created at `now` when there is none.
///
/// # Errors
/// [`ReferenceError::Name`] for an unusable name.
pub async fn company_named(
    tx: &mut Tx,
    clock: &Clock,
    name: &str,
) -> Result<Id<of::Company>, ReferenceError> {
    let name = entry_name(name)?;
    let key = fold(&name);
    if let Some(row) = tx.optional(COMPANY_BY_KEY, &vals![key.as_str()]).await? {
        return Ok(row.id("id")?);
    }
    tx.run(INSERT_COMPANY, &vals![clock.id::<of::Company>(), name, key.as_str(), clock.now()]).await?;
    Ok(tx.one(COMPANY_BY_KEY, &vals![key]).await?.id("id")?)
}

/// Up to eight companies whose folded name begins like this, for completion.
///
/// # Errors
/// [`DbError`].
pub async fn companies_like(conn: &mut Conn, start: &str) -> Result<Vec<Item>, DbError> {
    let from = fold(start);
    let until = format!("{from}\u{10ffff}");
    conn.all(COMPANIES_LIKE, &vals![from, until]).await?.iter().map(item).collect()
}

/// A queue: a place where handed-off leads wait for whoever claims them first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queue {
    /// Its id.
    pub id: Id<of::Queue>,
    /// Its name.
    pub name: String,
    /// The team whose reps may claim from it (`marketing` or `sales`).
    pub team: String,
    /// Offered in forms.
    pub active: bool,
}

/// Every queue, by name.
///
/// # Errors
/// [`DbError`].
pub async fn queues(conn: &mut Conn) -> Result<Vec<Queue>, DbError> {
    let read = |r: &Row| {
        Ok(Queue { id: r.id("id")?, name: r.get("name")?, team: r.get("team")?, active: r.get("active")? })
    };
    conn.all(QUEUES, &[]).await?.iter().map(read).collect()
}
