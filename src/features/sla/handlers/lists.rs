//! `/sla/leads`: the leads behind a figure.

use super::super::model::Asked;
use super::super::store::report;
use super::super::views::{LeadsPage, Question, What};
use super::month::{manages, names, told};
use super::month_of;
use crate::app::AppState;
use crate::db::Conn;
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::sla::{Kind, Status};
use crate::web::error::AppError;
use crate::web::me::Me;
use crate::web::page::{self, Nav, Shell};
use crate::web::query::Query;
use crate::words;
use axum::extract::State;
use axum::response::Response;
use uuid::Uuid;

/// Lines of a page.
const PAGE: usize = 50;

/// Answers `GET /sla/leads`: obligations due in a month (`kind`, `status`, `owner`, `persona`, `source`, `late`), or its
/// handoffs (`what`).
pub async fn leads(
    State(app): State<AppState>,
    me: Me,
    shell: Shell,
    mut conn: Conn,
    query: Query,
) -> Result<Response, AppError> {
    let (zone, now) = (app.organisation().zone, app.clock.now());
    let month = month_of(&query, now, zone)?;
    let (from, until) = month.bounds(zone);
    let names = names(&mut conn).await?;
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let question = Question { month, pairs: query.0.clone() };
    let shell = shell.at(Nav::Sla);
    if let Some(what) = query.get("what") {
        let what = What::of(what).ok_or_else(refused)?;
        let persona = dimension(&query, "persona")?;
        let after = query.get("after").and_then(place);
        let rows = report::handed(&mut conn, (from, until), what.clause(), persona, after, limit).await?;
        let total = report::handed_count(&mut conn, (from, until), what.clause(), persona).await?;
        return page::ok(&LeadsPage::handed(shell, &question, what, rows, PAGE, total));
    }
    let mut asked = Asked::all(from, until, now);
    asked.kind = query.get("kind").map(str::parse::<Kind>).transpose().map_err(|_| refused())?;
    asked.statuses =
        query.all("status").map(str::parse::<Status>).collect::<Result<_, _>>().map_err(|_| refused())?;
    asked.owner = dimension(&query, "owner")?;
    asked.persona = dimension(&query, "persona")?;
    asked.source = dimension(&query, "source")?;
    asked.late = query.get("late") == Some("1");
    let total = report::listed_count(&mut conn, &asked).await?;
    asked.after = query.get("after").and_then(obligation_place);
    let rows = report::listed(&mut conn, &asked, limit).await?;
    let told = told(&mut conn, &rows).await?;
    page::ok(&LeadsPage::obligations(
        shell,
        &question,
        &asked,
        (rows, PAGE, total),
        &told,
        &names,
        manages(&me),
    ))
}

fn refused() -> AppError {
    AppError::Refused(words!(field_choice))
}

/// A value of a dimension; `none` is «without».
fn dimension(query: &Query, name: &str) -> Result<Option<Option<Uuid>>, AppError> {
    match query.get(name) {
        None => Ok(None),
        Some("none") => Ok(Some(None)),
        Some(text) => text.parse().map(|id| Some(Some(id))).map_err(|_| refused()),
    }
}

/// A mangled cursor begins at the beginning.
fn place(text: &str) -> Option<(Instant, Id<of::Lead>)> {
    let (at, lead) = text.split_once('.')?;
    Some((Instant::from_micros(at.parse().ok()?), lead.parse().ok()?))
}

fn obligation_place(text: &str) -> Option<(Instant, Id<of::Handoff>, Kind)> {
    let mut parts = text.splitn(3, '.');
    let at = Instant::from_micros(parts.next()?.parse().ok()?);
    Some((at, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}
