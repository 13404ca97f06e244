//! `GET /leads/export.csv`: the whole list, streamed.

use super::{currency, reader};
use crate::app::AppState;
use crate::domain::filter::{LeadFilter, Place};
use crate::features::lists::csv::Style;
use crate::features::lists::model::Reader;
use crate::features::lists::store;
use crate::features::lists::views::filter_error;
use crate::i18n::{L, Lang};
use crate::web::error::AppError;
use crate::web::me::Me;
use crate::web::query::Query;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream::{self, Stream};

/// The leads of a filter as a file; `style=fr|en` chooses how, else the reader's language does.
///
/// Rows are read a chunk at a time, each with a connection of its own, so a slow download holds none. When the
/// database fails half-way, the answer is cut off, and the browser says so: never a file that only looks complete.
///
/// # Errors
/// 400 naming a parameter that is not understood.
pub async fn export(State(app): State<AppState>, me: Me, l: L, query: Query) -> Result<Response, AppError> {
    let filter = LeadFilter::parse(&query.0).map_err(filter_error)?;
    let lang = query.get("style").and_then(|code| code.parse::<Lang>().ok()).unwrap_or(l.lang);
    let style = Style { lang, currency: currency(&app) };
    let name = l.t.list_csv_name(l.now.utc().format("%Y-%m-%d").to_string());
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""))
        .unwrap_or(HeaderValue::from_static("attachment"));
    let reader = reader(&app, &me);
    let body = Body::from_stream(lines(app, filter, reader, style, l));
    let kind = HeaderValue::from_static("text/csv; charset=utf-8");
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, disposition)], body).into_response())
}

/// What is still to be written.
enum Rest {
    Head,
    From(Place),
    Nothing,
}

fn lines(
    app: AppState,
    filter: LeadFilter,
    reader: Reader,
    style: Style,
    l: L,
) -> impl Stream<Item = Result<Bytes, crate::db::DbError>> {
    stream::try_unfold(Rest::Head, move |rest| {
        let (app, filter) = (app.clone(), filter.clone());
        async move {
            let place = match rest {
                Rest::Head => return Ok(Some((Bytes::from(style.head(&l)), Rest::From(Place::Start)))),
                Rest::From(place) => place,
                Rest::Nothing => return Ok(None),
            };
            let mut conn = app.db.read().await?;
            let (leads, next) = store::chunk(&mut conn, &filter, &reader, &place).await?;
            drop(conn);
            let rest = next.map_or(Rest::Nothing, |cursor| Rest::From(Place::After(cursor)));
            Ok(Some((Bytes::from(style.rows(&l, &leads)), rest)))
        }
    })
}
