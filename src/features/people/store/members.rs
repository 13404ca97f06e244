//! Members.

use super::super::model::{Credentials, Member, MemberFields, NewMember, ProfileFields};
use super::member;
use crate::db::{Conn, DbError, Sql, Tx};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::text::fold;
use crate::vals;
use uuid::Uuid;

const INSERT: Sql = Sql::both(
    "INSERT INTO member (id, email, email_key, name, name_key, role, team, language, password_hash, created_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
);
const BY_ID: Sql = Sql::both(
    "SELECT id, email, name, role, team, language, time_zone, theme, shortcuts, remembered, active, \
     password_hash IS NOT NULL AS has_password, created_at, \
     version FROM member WHERE id = $1",
);
const BY_EMAIL: Sql = Sql::both(
    "SELECT id, email, name, role, team, language, time_zone, theme, shortcuts, remembered, active, \
     password_hash IS NOT NULL AS has_password, created_at, \
     version FROM member WHERE email_key = $1",
);
const CREDENTIALS: Sql = Sql::both("SELECT id, password_hash, active FROM member WHERE email_key = $1");
const LIST: Sql = Sql::both(
    "SELECT id, email, name, role, team, language, time_zone, theme, shortcuts, remembered, active, \
     password_hash IS NOT NULL AS has_password, created_at, \
     version FROM member ORDER BY active DESC, name_key, id LIMIT 1000",
);
const SET_PASSWORD: Sql =
    Sql::both("UPDATE member SET password_hash = $2, version = version + 1 WHERE id = $1");
const RENAME: Sql =
    Sql::both("UPDATE member SET name = $2, name_key = $3, version = version + 1 WHERE id = $1");
const SET_PROFILE: Sql = Sql::both(
    "UPDATE member SET name = $2, name_key = $3, language = $4, time_zone = $5, theme = $6, shortcuts = $7, \
     version = version + 1 WHERE id = $1",
);
const SET_FIELDS: Sql = Sql::both(
    "UPDATE member SET name = $3, name_key = $4, email = $5, email_key = $6, role = $7, team = $8, \
     calendar_id = $9, version = version + 1 WHERE id = $1 AND version = $2",
);
const CALENDAR_OF: Sql = Sql::both("SELECT calendar_id FROM member WHERE id = $1");
const SET_ACTIVE: Sql = Sql::both("UPDATE member SET active = $2, version = version + 1 WHERE id = $1");
/// Changes that could take away the last administrator wait for each other.
const LOCK_ADMINS: Sql = Sql::split(
    "SELECT id FROM organisation WHERE id = 1",
    "SELECT id FROM organisation WHERE id = 1 FOR UPDATE",
);
const PASSWORD_OF: Sql = Sql::both("SELECT password_hash FROM member WHERE id = $1");
const PREFER: Sql = Sql::both(
    "UPDATE member SET language = COALESCE($2, language), theme = COALESCE($3, theme) WHERE id = $1",
);
const ACTIVE_ADMINS: Sql =
    Sql::both("SELECT CAST(COUNT(*) AS BIGINT) AS n FROM member WHERE role = 'admin' AND active");

/// Every statement of this file.
pub const ALL: &[Sql] = &[
    INSERT,
    BY_ID,
    BY_EMAIL,
    CREDENTIALS,
    LIST,
    SET_PASSWORD,
    RENAME,
    SET_PROFILE,
    SET_FIELDS,
    CALENDAR_OF,
    SET_ACTIVE,
    LOCK_ADMINS,
    PASSWORD_OF,
    PREFER,
    ACTIVE_ADMINS,
];

/// Adds a member.
///
/// # Errors
/// [`DbError`]; `violates_unique("member", "email_key")` when the address is taken.
pub async fn insert(tx: &mut Tx, new: &NewMember, email_key: &str, now: Instant) -> Result<(), DbError> {
    let row = vals![
        new.id,
        &new.email,
        email_key,
        &new.name,
        fold(&new.name),
        new.role.code(),
        new.team.map(|team| team.code()),
        new.language.as_deref(),
        new.password_hash.as_deref(),
        now,
    ];
    tx.run(INSERT, &row).await?;
    Ok(())
}

/// One member.
///
/// # Errors
/// [`DbError`].
pub async fn by_id(conn: &mut Conn, id: Id<of::Member>) -> Result<Option<Member>, DbError> {
    conn.optional(BY_ID, &vals![id]).await?.map(|row| member(&row)).transpose()
}

/// The member with this folded address.
///
/// # Errors
/// [`DbError`].
pub async fn by_email(conn: &mut Conn, email_key: &str) -> Result<Option<Member>, DbError> {
    conn.optional(BY_EMAIL, &vals![email_key]).await?.map(|row| member(&row)).transpose()
}

/// What signing in with this folded address needs.
///
/// # Errors
/// [`DbError`].
pub async fn credentials(conn: &mut Conn, email_key: &str) -> Result<Option<Credentials>, DbError> {
    let row = conn.optional(CREDENTIALS, &vals![email_key]).await?;
    row.map(|row| {
        Ok(Credentials {
            id: row.id("id")?,
            password_hash: row.get("password_hash")?,
            active: row.get("active")?,
        })
    })
    .transpose()
}

/// Everybody, the active ones first, by name.
///
/// # Errors
/// [`DbError`].
pub async fn list(conn: &mut Conn) -> Result<Vec<Member>, DbError> {
    conn.all(LIST, &[]).await?.iter().map(member).collect()
}

/// Replaces a password; `hash` is a PHC string.
///
/// # Errors
/// [`DbError`].
pub async fn set_password(tx: &mut Tx, id: Id<of::Member>, hash: &str) -> Result<(), DbError> {
    tx.run(SET_PASSWORD, &vals![id, hash]).await?;
    Ok(())
}

/// Replaces a name.
///
/// # Errors
/// [`DbError`].
pub async fn rename(tx: &mut Tx, id: Id<of::Member>, name: &str) -> Result<(), DbError> {
    tx.run(RENAME, &vals![id, name, fold(name)]).await?;
    Ok(())
}

/// Remembers a choice of language (code) and appearance; `None` leaves as it is.
///
/// # Errors
/// [`DbError`].
pub async fn prefer(
    tx: &mut Tx,
    id: Id<of::Member>,
    language: Option<&str>,
    theme: Option<&str>,
) -> Result<(), DbError> {
    tx.run(PREFER, &vals![id, language, theme]).await?;
    Ok(())
}

/// How many administrators can sign in.
///
/// # Errors
/// [`DbError`].
pub async fn active_admins(conn: &mut Conn) -> Result<i64, DbError> {
    conn.one(ACTIVE_ADMINS, &[]).await?.get("n")
}

/// Waits until no other change to who administers is under way; holds until the transaction ends.
///
/// # Errors
/// [`DbError`].
pub async fn lock_admins(tx: &mut Tx) -> Result<(), DbError> {
    tx.optional(LOCK_ADMINS, &[]).await?;
    Ok(())
}

/// Writes what a member decided about themselves.
///
/// # Errors
/// [`DbError`].
pub async fn set_profile(tx: &mut Tx, id: Id<of::Member>, p: &ProfileFields) -> Result<(), DbError> {
    let row = vals![id, &p.name, fold(&p.name), p.language, p.time_zone, p.theme, p.shortcuts];
    tx.run(SET_PROFILE, &row).await?;
    Ok(())
}

/// Writes what an administrator decided about a member; false when their `version` is no longer this one.
///
/// # Errors
/// [`DbError`]; `violates_unique("member", "email_key")` when the address is taken.
pub async fn set_fields(
    tx: &mut Tx,
    id: Id<of::Member>,
    version: i64,
    m: &MemberFields,
    email_key: &str,
    calendar: Option<Uuid>,
) -> Result<bool, DbError> {
    let team = m.team.map(|team| team.code());
    let row = vals![id, version, &m.name, fold(&m.name), &m.email, email_key, m.role.code(), team, calendar];
    Ok(tx.run(SET_FIELDS, &row).await? == 1)
}

/// The calendar that a member works by; `None` for the organisation's.
///
/// # Errors
/// [`DbError`].
pub async fn calendar_of(conn: &mut Conn, id: Id<of::Member>) -> Result<Option<Uuid>, DbError> {
    let row = conn.optional(CALENDAR_OF, &vals![id]).await?;
    row.map_or(Ok(None), |row| row.get("calendar_id"))
}

/// Lets a member sign in, or not any more.
///
/// # Errors
/// [`DbError`].
pub async fn set_active(tx: &mut Tx, id: Id<of::Member>, active: bool) -> Result<(), DbError> {
    tx.run(SET_ACTIVE, &vals![id, active]).await?;
    Ok(())
}

/// The PHC string of a member's password.
///
/// # Errors
/// [`DbError`].
pub async fn password_of(conn: &mut Conn, id: Id<of::Member>) -> Result<Option<String>, DbError> {
    let row = conn.optional(PASSWORD_OF, &vals![id]).await?;
    row.map_or(Ok(None), |row| row.get("password_hash"))
}
