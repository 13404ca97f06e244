//! Answers the funnel's pages.

use super::figures::{self, Question};
use super::form::one_sentence;
use super::store;
use super::views::{FunnelPage, LeadsPage, Lists, TimesPage};
use crate::app::AppState;
use crate::db::{Conn, DbError};
use crate::domain::funnel::{Behind, Dimension, Pairs, ParamError};
use crate::features::people;
use crate::features::reference::{self, List};
use crate::web::error::AppError;
use crate::web::me::Me;
use crate::web::page::{self, Nav, Shell};
use crate::web::query::Query;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

/// Lines of a page of leads.
const PAGE: usize = 50;

/// Answers `GET /funnel`.
pub async fn index(
    State(app): State<AppState>,
    me: Me,
    shell: Shell,
    mut conn: Conn,
    query: Query,
) -> Result<Response, AppError> {
    let question = read(&app, &mut conn, &query, &me).await?;
    let report = figures::report(&mut conn, question.ask.clone(), &question.filters).await?;
    let lists = lists(&mut conn).await?;
    page::ok(&FunnelPage::new(shell.at(Nav::Funnel), &question, &report, lists))
}

/// Answers `GET /funnel/times`: a page, or its one part for the funnel's page.
pub async fn times(
    State(app): State<AppState>,
    me: Me,
    shell: Shell,
    mut conn: Conn,
    headers: HeaderMap,
    query: Query,
) -> Result<Response, AppError> {
    let Question { ask, filters, .. } = read(&app, &mut conn, &query, &me).await?;
    let times = figures::times(&mut conn, &ask, &filters).await?;
    let view = TimesPage::new(shell.at(Nav::Funnel), &ask, &times);
    page::page_or_part(&headers, "times", &view, &view.as_times())
}

/// Answers `GET /funnel/leads`: the leads behind a count.
pub async fn leads(
    State(app): State<AppState>,
    me: Me,
    shell: Shell,
    mut conn: Conn,
    query: Query,
) -> Result<Response, AppError> {
    let question = read(&app, &mut conn, &query, &me).await?;
    let behind = Behind::read(Pairs(&query.0), &question.ask).map_err(refused)?;
    // A mangled cursor begins at the beginning.
    let after = query.get("after").and_then(|text| text.parse().ok());
    let opened = figures::open(&mut conn, &question.ask, behind, &question.filters, after, PAGE).await?;
    let lines = store::lines::lines(&mut conn, opened.places.iter().map(|place| place.lead)).await?;
    page::ok(&LeadsPage::new(shell.at(Nav::Funnel), question, behind, opened, lines))
}

async fn read(app: &AppState, conn: &mut Conn, query: &Query, me: &Me) -> Result<Question, AppError> {
    let when = (app.clock.now(), app.organisation().zone);
    figures::read(conn, Pairs(&query.0), when, me.id).await?.map_err(refused)
}

fn refused(faults: Vec<ParamError>) -> AppError {
    AppError::Refused(one_sentence(faults))
}

/// What the filters offer.
async fn lists(conn: &mut Conn) -> Result<Lists, DbError> {
    let mut lists = Vec::new();
    for (dimension, list) in [
        (Dimension::Source, List::Source),
        (Dimension::Persona, List::Persona),
        (Dimension::Campaign, List::Campaign),
    ] {
        let items = reference::items(conn, list).await?;
        let options = items.into_iter().map(|item| (item.id.to_string(), item.name)).collect();
        lists.push((dimension, options));
    }
    let people = people::store::members::list(conn).await?;
    let options = people.into_iter().map(|member| (member.id.to_string(), member.name)).collect();
    lists.push((Dimension::Owner, options));
    Ok(Lists(lists))
}
