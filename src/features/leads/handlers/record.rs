//! `GET /leads/{id}` and `GET /leads/{id}/history`.

use super::currency;
use crate::app::AppState;
use crate::db::Conn;
use crate::domain::ids::{Id, of};
use crate::domain::zone::local_date;
use crate::features::leads::record;
use crate::features::leads::views::record::{self as view, Around, Forms, Given};
use crate::features::leads::views::thread::Group;
use crate::features::{lists, sla};
use crate::web::error::AppError;
use crate::web::me::Me;
use crate::web::page::{self, Nav, Shell, page_or_part};
use crate::web::path::Path;
use crate::web::query::{Query, pairs};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

/// The page of a lead.
pub async fn show(
    State(app): State<AppState>,
    me: Me,
    shell: Shell,
    conn: Conn,
    Path(id): Path<Id<of::Lead>>,
    query: Query,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let page = build(&app, &me, shell, conn, id, &query, Forms::default()).await?;
    page_or_part(&headers, "thread", &page, &page.as_thread())
}

/// The page again, with a form of it that comes back with errors.
pub(super) async fn again(
    app: &AppState,
    me: &Me,
    shell: Shell,
    id: Id<of::Lead>,
    forms: Forms,
) -> Result<Response, AppError> {
    let conn = app.db.read().await?;
    // The form remembers the list in the address that it leads back to.
    let next = [&forms.log, &forms.task].map(|f| f.value("_next").to_owned()).concat();
    let query = next.split_once('?').and_then(|(_, query)| pairs(query.as_bytes()).ok());
    let page = build(app, me, shell, conn, id, &Query(query.unwrap_or_default()), forms).await?;
    page::html(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

async fn build(
    app: &AppState,
    me: &Me,
    shell: Shell,
    mut conn: Conn,
    id: Id<of::Lead>,
    query: &Query,
    forms: Forms,
) -> Result<view::Page, AppError> {
    let record = record::read(&mut conn, id).await?.ok_or(AppError::NotFound)?;
    let acting = app.acting(me);
    let around = match lists::opened_from(query) {
        Some(filter) => {
            let found = lists::neighbours(&mut conn, &filter, &lists::reader(app, me), id).await?;
            found.map(|found| Around::new(&shell.l, id, &filter, &found))
        }
        None => None,
    };
    let waits = sla::waits(&mut conn, &[id], shell.l.now).await?.remove(&id).unwrap_or_default();
    let given = Given {
        actor: &acting.actor,
        currency: currency(app),
        today: local_date(shell.l.now, acting.zone),
        group: query.get("thread").and_then(|code| code.parse().ok()).unwrap_or(Group::All),
        around,
        waits,
        forms,
    };
    Ok(view::page(record, shell.l, shell.at(Nav::Leads), given))
}

/// The whole history of a lead.
pub async fn history(
    State(app): State<AppState>,
    me: Me,
    shell: Shell,
    mut conn: Conn,
    Path(id): Path<Id<of::Lead>>,
) -> Result<Response, AppError> {
    let record = record::read(&mut conn, id).await?.ok_or(AppError::NotFound)?;
    let acting = app.acting(&me);
    page::ok(&view::history(&record, shell.l, shell.at(Nav::Leads), &acting.actor, currency(&app)))
}
