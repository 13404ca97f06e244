//! The JSON API of leads. Bodies are read by the same checks as the pages' forms; the same names, the same rules.

mod moves;
pub(in crate::features) mod shapes;

pub use moves::{activity, claim, correct, merge, stage, void};
pub use shapes::{DealJson, EventJson, LeadJson};

use super::form::fields;
use super::{LeadFields, resolve};
use crate::app::AppState;
use crate::db::Conn;
use crate::domain::ids::{Id, of};
use crate::domain::stage::Stage;
use crate::features::idempotency::Once;
use crate::features::reference::{self, List, UNKNOWN_SOURCE};
use crate::features::{history, stages};
use crate::urls;
use crate::web::error::AppError;
use crate::web::form::FieldErrors;
use crate::web::json::{Items, JsonForm};
use crate::web::me::Me;
use crate::web::path::Path;
use crate::web::query::Query;
use crate::words;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use shapes::ticket;

/// Rows of a page unless asked otherwise, and at most.
const LIMIT: i64 = 50;
const MAX_LIMIT: i64 = 200;

/// `POST /api/v1/leads`: 201 with the lead. Near duplicates never refuse it.
pub async fn create(
    State(app): State<AppState>,
    me: Me,
    headers: HeaderMap,
    body: JsonForm,
) -> Result<Response, AppError> {
    let decimals = app.organisation().decimals();
    let typed = fields::read_new(&body.form, decimals)?;
    let stage = first_stage(&body)?;
    let occurred_at = shapes::instant(&body.form, "occurred_at")?;
    let ticket = ticket(&headers, &body, me.id, "POST /api/v1/leads")?;
    let acting = app.acting(&me);
    let made: Result<Once<()>, resolve::Unresolved> = app
        .db
        .write(async move |mut tx| {
            if let Some(seen) = ticket.seen(&mut tx, acting.clock.now()).await? {
                return Ok(seen);
            }
            let unknown = reference::ensure(&mut tx, &acting.clock, List::Source, UNKNOWN_SOURCE).await;
            let base = LeadFields::unknown(unknown.map_err(stages::StageError::from)?);
            let fields = resolve::lead_fields(&mut tx, &acting.clock, base, &typed).await?;
            let company = typed.company.clone().unwrap_or_default();
            let lead = stages::create(&mut tx, &acting, fields, &company, stage, occurred_at).await?;
            super::beside::write(&mut tx, &acting, lead, &typed).await?;
            Ok(Once::Done(ticket.settle(&mut tx, lead.to_string()).await?, ()))
        })
        .await;
    let id = match made.map_err(shapes::unresolved)? {
        Once::Done(id, ()) | Once::Again(id) => id,
        Once::Other(_) => return Err(AppError::Refused(words!(error_key_reused))),
    };
    let id: Id<of::Lead> = id.parse().map_err(|_| AppError::NotFound)?;
    let mut conn = app.db.read().await?;
    answer(&mut conn, id, StatusCode::CREATED).await
}

fn first_stage(body: &JsonForm) -> Result<Stage, AppError> {
    match body.form.get("stage").unwrap_or_default() {
        "" | "lead" => Ok(Stage::Lead),
        "subscriber" => Ok(Stage::Subscriber),
        _ => Err(FieldErrors::one("stage", words!(field_choice)).into()),
    }
}

/// One lead, with its version as `ETag`.
async fn answer(conn: &mut Conn, id: Id<of::Lead>, status: StatusCode) -> Result<Response, AppError> {
    let lead = super::get(conn, id).await?.ok_or(AppError::NotFound)?;
    let tags = super::store::page::tags(conn, id).await?.into_iter().map(|(_, name)| name).collect();
    let etag = HeaderValue::from_str(&format!("\"{}\"", lead.version)).map_err(|e| AppError::internal(&e))?;
    let mut response = (status, Json(LeadJson::new(&lead, tags))).into_response();
    response.headers_mut().insert(header::ETAG, etag);
    if status == StatusCode::CREATED {
        let location = urls::api_lead(id);
        response
            .headers_mut()
            .insert(header::LOCATION, HeaderValue::from_str(&location).map_err(|e| AppError::internal(&e))?);
    }
    Ok(response)
}

/// `GET /api/v1/leads/{id}`.
pub async fn show(mut conn: Conn, Path(id): Path<Id<of::Lead>>) -> Result<Response, AppError> {
    answer(&mut conn, id, StatusCode::OK).await
}

/// `GET /api/v1/leads?after=&limit=&stage=&updated_from=`: oldest first, by a cursor.
pub async fn list(mut conn: Conn, query: Query) -> Result<Json<Items<LeadJson>>, AppError> {
    let limit = shapes::limit(&query, LIMIT, MAX_LIMIT)?;
    let after = shapes::cursor(&query)?;
    let stage: Option<Stage> = match query.get("stage").filter(|s| !s.is_empty()) {
        Some(code) => Some(code.parse().map_err(|_| FieldErrors::one("stage", words!(field_choice)))?),
        None => None,
    };
    let email = query.get("email").map(str::to_lowercase).filter(|e| !e.is_empty());
    let page = super::store::walk::page(&mut conn, after, limit + 1, stage, email.as_deref()).await?;
    let (rows, next) = shapes::cut(page, limit, |(seq, _)| seq.to_string());
    let mut items = Vec::with_capacity(rows.len());
    for (_, id) in rows {
        if let Some(lead) = super::get(&mut conn, id).await? {
            let tags =
                super::store::page::tags(&mut conn, id).await?.into_iter().map(|(_, name)| name).collect();
            items.push(LeadJson::new(&lead, tags));
        }
    }
    Ok(Json(Items { items, next }))
}

/// `PATCH /api/v1/leads/{id}`: the fields given change; a stale `If-Match` is 412.
pub async fn edit(
    State(app): State<AppState>,
    me: Me,
    headers: HeaderMap,
    Path(id): Path<Id<of::Lead>>,
    body: JsonForm,
) -> Result<Response, AppError> {
    let typed = fields::read(&body.form, app.organisation().decimals())?;
    let expected = shapes::if_match(&headers)?;
    let acting = app.acting(&me);
    let saved: Result<i64, resolve::Unresolved> = app
        .db
        .write(async move |mut tx| {
            let row = super::lock(&mut tx, id).await?.ok_or(stages::StageError::NotFound)?;
            if expected.is_some_and(|version| version != row.version) {
                return Err(stages::StageError::Stale { version: row.version }.into());
            }
            let version = row.version;
            let fields = resolve::lead_fields(&mut tx, &acting.clock, row.fields, &typed).await?;
            let saved = stages::save_fields(&mut tx, &acting, id, version, &fields).await?;
            super::beside::write(&mut tx, &acting, id, &typed).await?;
            Ok(saved)
        })
        .await;
    saved.map_err(shapes::unresolved)?;
    let mut conn = app.db.read().await?;
    answer(&mut conn, id, StatusCode::OK).await
}

/// `GET /api/v1/leads/{id}/history`: every event, newest first, those taken out too.
pub async fn events(
    mut conn: Conn,
    Path(id): Path<Id<of::Lead>>,
) -> Result<Json<Items<EventJson>>, AppError> {
    super::get(&mut conn, id).await?.ok_or(AppError::NotFound)?;
    let items = history::timeline(&mut conn, id).await?.iter().map(EventJson::new).collect();
    Ok(Json(Items { items, next: None }))
}
