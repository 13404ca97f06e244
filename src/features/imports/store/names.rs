//! SQL of people and lists, by name.

use super::super::model::List;
use crate::db::{Conn, DbError, Row, Sql, Tx};
use crate::domain::instant::Instant;
use crate::vals;
use uuid::Uuid;

/// Every statement of this file.
pub const ALL: &[Sql] = &[
    MEMBERS,
    INSERT_MEMBER,
    INSERT_QUEUE,
    names_of(List::Source),
    names_of(List::Campaign),
    names_of(List::Content),
    names_of(List::Persona),
    names_of(List::Tag),
    names_of(List::Queue),
    names_of(List::Company),
];

/// A member as files know one.
#[derive(Debug, Clone)]
pub struct Person {
    /// Its id.
    pub id: Uuid,
    /// Full name.
    pub name: String,
    /// Folded.
    pub name_key: String,
    /// Address.
    pub email: String,
    /// Folded.
    pub email_key: String,
    /// Role code.
    pub role: String,
    /// Team code.
    pub team: Option<String>,
    /// May sign in.
    pub active: bool,
}

const MEMBERS: Sql = Sql::both(
    "SELECT id, name, name_key, email, email_key, role, team, active FROM member ORDER BY created_at, id LIMIT 100000",
);
const INSERT_MEMBER: Sql = Sql::both(
    "INSERT INTO member (id, email, email_key, name, name_key, role, team, active, created_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, FALSE, $8)",
);

/// Every member, oldest first.
///
/// # Errors
/// [`DbError`].
pub async fn members(conn: &mut Conn) -> Result<Vec<Person>, DbError> {
    let read = |row: &Row| {
        Ok(Person {
            id: row.get("id")?,
            name: row.get("name")?,
            name_key: row.get("name_key")?,
            email: row.get("email")?,
            email_key: row.get("email_key")?,
            role: row.get("role")?,
            team: row.get("team")?,
            active: row.get("active")?,
        })
    };
    conn.all(MEMBERS, &[]).await?.iter().map(read).collect()
}

/// Adds a member who cannot sign in.
///
/// # Errors
/// [`DbError`].
pub async fn insert_inactive(tx: &mut Tx, p: &Person, now: Instant) -> Result<(), DbError> {
    let row = vals![p.id, &p.email, &p.email_key, &p.name, &p.name_key, &p.role, p.team.clone(), now];
    tx.run(INSERT_MEMBER, &row).await?;
    Ok(())
}

const fn names_of(list: List) -> Sql {
    Sql::both(match list {
        List::Source => "SELECT id, name, active, '' AS more FROM source ORDER BY name_key LIMIT 1000000",
        List::Campaign => "SELECT id, name, active, '' AS more FROM campaign ORDER BY name_key LIMIT 1000000",
        List::Content => "SELECT id, name, active, '' AS more FROM content ORDER BY name_key LIMIT 1000000",
        List::Persona => {
            "SELECT id, name, active, description AS more FROM persona ORDER BY name_key LIMIT 1000000"
        }
        List::Tag => "SELECT id, name, TRUE AS active, '' AS more FROM tag ORDER BY name_key LIMIT 1000000",
        List::Queue => "SELECT id, name, active, team AS more FROM queue ORDER BY name_key LIMIT 1000000",
        List::Company => {
            "SELECT id, name, TRUE AS active, '' AS more FROM company ORDER BY name_key LIMIT 10000000"
        }
    })
}

/// An entry of a list; `more` is a persona's description or a queue's team.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// Offered in forms.
    pub active: bool,
    /// What else the list has.
    pub more: String,
}

/// Every entry of a list, by folded name.
///
/// # Errors
/// [`DbError`].
pub async fn names(conn: &mut Conn, list: List) -> Result<Vec<Entry>, DbError> {
    let read = |row: &Row| {
        Ok(Entry {
            id: row.get("id")?,
            name: row.get("name")?,
            active: row.get("active")?,
            more: row.get("more")?,
        })
    };
    conn.all(names_of(list), &[]).await?.iter().map(read).collect()
}

const INSERT_QUEUE: Sql = Sql::both("INSERT INTO queue (id, name, name_key, team) VALUES ($1, $2, $3, $4)");

/// Adds a queue of this team.
///
/// # Errors
/// [`DbError`].
pub async fn insert_queue(tx: &mut Tx, id: Uuid, name: &str, key: &str, team: &str) -> Result<(), DbError> {
    tx.run(INSERT_QUEUE, &vals![id, name, key, team]).await?;
    Ok(())
}
