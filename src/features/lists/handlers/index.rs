//! `GET /leads` and the form of its filter.

use super::{currency, names, reader};
use crate::app::AppState;
use crate::db::Conn;
use crate::domain::filter::{LeadFilter, Place};
use crate::features::lists::store;
use crate::features::lists::views::{Chip, Filters, Index, filter_error, tabs};
use crate::features::sla;
use crate::i18n::L;
use crate::urls;
use crate::web::error::AppError;
use crate::web::me::Me;
use crate::web::page::{self, Nav, Shell};
use crate::web::query::Query;
use crate::web::redirect::see_other;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

/// The list.
///
/// # Errors
/// 400 naming a parameter that is not understood.
pub async fn index(
    State(app): State<AppState>,
    me: Me,
    mut conn: Conn,
    shell: Shell,
    l: L,
    headers: HeaderMap,
    query: Query,
) -> Result<Response, AppError> {
    let filter = LeadFilter::parse(&query.0).map_err(filter_error)?;
    if has_blanks(&query) && !page::is_fragment(&headers) {
        return Ok(see_other(&filter.href(urls::LEADS)));
    }
    let place =
        Place::parse(filter.sort.key, query.get("after"), query.get("before")).map_err(filter_error)?;
    let reader = reader(&app, &me);
    let exact = query.get("count") == Some("exact");
    let (page, count) = store::listing(&mut conn, &filter, &reader, &place, exact).await?;
    let names = names(&mut conn, &filter).await?;
    let leads: Vec<_> = page.rows.iter().map(|row| row.id).collect();
    let badges = sla::badges(&mut conn, &leads, reader.now).await?;
    drop(conn);
    let chips = Chip::of(&l, &filter, &names, urls::LEADS);
    let (mut lines, previous, next) = Index::page(&l, page, &filter, reader.today, currency(&app));
    for line in &mut lines {
        line.badge = badges.get(&line.row.id).copied();
    }
    let tabs = tabs(&l, me.role, &filter);
    let view = Index { l, shell: shell.at(Nav::Leads), filter, chips, tabs, count, lines, previous, next };
    page::page_or_part(&headers, "rows", &view, &view.as_rows())
}

/// A form sent without script names every field, filled in or not: its address is written the short way.
fn has_blanks(query: &Query) -> bool {
    query.0.iter().any(|(_, value)| value.is_empty())
}

/// The form that changes the filter of the list, or of the board (`for=board`).
///
/// # Errors
/// As [`index`].
pub async fn filters(mut conn: Conn, shell: Shell, l: L, query: Query) -> Result<Response, AppError> {
    let filter = LeadFilter::parse(&query.0).map_err(filter_error)?;
    let choices = store::choices(&mut conn).await?;
    let board = query.get("for") == Some("board");
    let nav = if board { Nav::Board } else { Nav::Leads };
    page::ok(&Filters { l, shell: shell.at(nav), filter, choices, board })
}
