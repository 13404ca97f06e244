//! SQL about people, a file per table.

pub mod devices;
pub mod failures;
pub mod links;
pub mod members;
pub mod sessions;
pub mod tokens;

use super::model::Member;
use crate::db::{DbError, Row};

/// Reads the member's columns of a row.
fn member(row: &Row) -> Result<Member, DbError> {
    Ok(Member {
        id: row.id("id")?,
        email: row.get("email")?,
        name: row.get("name")?,
        role: row.code("role")?,
        team: row.opt_code("team")?,
        language: row.get("language")?,
        time_zone: row.get("time_zone")?,
        theme: row.get("theme")?,
        shortcuts: row.get("shortcuts")?,
        remembered: row.get("remembered")?,
        active: row.get("active")?,
        has_password: row.get("has_password")?,
        created_at: row.at("created_at")?,
        version: row.get("version")?,
    })
}
