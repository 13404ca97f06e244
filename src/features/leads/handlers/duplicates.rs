//! While somebody types: `GET /leads/duplicates` (a part of the form), `GET /suggestions/{list}` (names, as JSON).

use crate::app::AppState;
use crate::db::Conn;
use crate::domain::contact::{country_of, email_key, phone_key};
use crate::domain::text::fold;
use crate::features::leads::store::duplicates::{Probe, doubles};
use crate::features::leads::views::edit as view;
use crate::features::reference::{self, List};
use crate::i18n::L;
use crate::web::error::AppError;
use crate::web::page;
use crate::web::path::Path;
use crate::web::query::Query;
use axum::Json;
use axum::extract::State;
use axum::response::Response;
use serde::Serialize;

/// Most names suggested at once.
const SUGGESTED: usize = 12;

/// Leads that may be the person being typed in.
pub async fn show(
    State(app): State<AppState>,
    l: L,
    mut conn: Conn,
    query: Query,
) -> Result<Response, AppError> {
    let country = country_of(app.organisation().zone);
    let probe = probe(|field| query.get(field), country);
    page::ok(&view::doubles(l, &doubles(&mut conn, &probe, None).await?))
}

/// What a form or an address says about a person; what cannot be read matches nothing.
pub(super) fn probe<'a>(get: impl Fn(&str) -> Option<&'a str>, country: &str) -> Probe {
    let text = |field: &str| get(field).unwrap_or_default().trim().to_owned();
    Probe {
        email_key: email_key(&text("email")).unwrap_or_default(),
        phone_key: phone_key(&text("phone"), country).unwrap_or_default(),
        first_name: text("first_name"),
        last_name: text("last_name"),
        company: text("company"),
    }
}

/// Names, for a list of suggestions.
#[derive(Debug, Serialize)]
pub struct Names {
    items: Vec<String>,
}

/// Names of a list (`companies`, `sources`, `campaigns`, `contents`) that hold what is typed (`?q=`).
pub async fn suggest(
    mut conn: Conn,
    Path(list): Path<String>,
    query: Query,
) -> Result<Json<Names>, AppError> {
    let typed = query.get("q").unwrap_or_default();
    let list = match list.as_str() {
        "companies" => {
            let found = reference::companies_like(&mut conn, typed).await?;
            return Ok(Json(Names { items: found.into_iter().map(|company| company.name).collect() }));
        }
        "sources" => List::Source,
        "campaigns" => List::Campaign,
        "contents" => List::Content,
        _ => return Err(AppError::NotFound),
    };
    let key = fold(typed);
    let names = reference::items(&mut conn, list).await?.into_iter().filter(|item| item.active);
    let items = names.map(|item| item.name).filter(|name| fold(name).contains(&key)).take(SUGGESTED);
    Ok(Json(Names { items: items.collect() }))
}
