//! `/settings/audit`: who did what, the last first.

use super::super::views;
use crate::db::Conn;
use crate::domain::ids::{Id, of};
use crate::features::audit;
use crate::web::error::AppError;
use crate::web::page::{self, Shell};
use crate::web::query::Query;
use axum::response::Response;

/// Entries of a page.
const PAGE: u32 = 50;

/// Answers `GET /settings/audit?before=…`.
pub async fn index(shell: Shell, mut conn: Conn, query: Query) -> Result<Response, AppError> {
    let before: Option<Id<of::Audit>> = match query.get("before") {
        Some(id) => Some(id.parse().map_err(|_| AppError::NotFound)?),
        None => None,
    };
    let rows = audit::list(&mut conn, before, PAGE).await?;
    let more = rows.len() == usize::try_from(PAGE).unwrap_or(usize::MAX);
    page::ok(&views::Audit::new(shell, rows, more))
}
