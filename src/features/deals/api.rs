//! The JSON API of deals.

use super::{DealOutcome, DealStage, Editable};
use crate::app::AppState;
use crate::db::Conn;
use crate::domain::ids::{Id, of};
use crate::domain::stage::Stage;
use crate::features::idempotency::Once;
use crate::features::leads::api_shapes::{DealJson, cursor, cut, instant, limit, problem, ticket};
use crate::features::stages::{self, DealClosing, StageError};
use crate::web::check::Check;
use crate::web::error::AppError;
use crate::web::form::FieldErrors;
use crate::web::json::{Items, JsonForm};
use crate::web::me::Me;
use crate::web::path::Path;
use crate::web::query::Query;
use crate::words;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

/// Largest amount of a deal: ten billion major units with two decimals.
const MAX_AMOUNT: i64 = 1_000_000_000_000;

/// `GET /api/v1/deals?outcome=&lead=&after=&limit=`.
pub async fn list(mut conn: Conn, query: Query) -> Result<Json<Items<DealJson>>, AppError> {
    let limit = limit(&query, 50, 200)?;
    let after = cursor(&query)?;
    let outcome: Option<DealOutcome> = match query.get("outcome") {
        Some(code) => Some(code.parse().map_err(|_| FieldErrors::one("outcome", words!(field_choice)))?),
        None => None,
    };
    let lead: Option<Id<of::Lead>> = match query.get("lead") {
        Some(id) => Some(id.parse().map_err(|_| FieldErrors::one("lead", words!(field_choice)))?),
        None => None,
    };
    let rows = super::store::page(&mut conn, after, limit + 1, outcome, lead).await?;
    let (rows, next) = cut(rows, limit, |(seq, _)| seq.to_string());
    Ok(Json(Items { items: rows.iter().map(|(_, deal)| DealJson::new(deal)).collect(), next }))
}

/// `POST /api/v1/deals {lead, amount_minor, expected_on, deal_stage, name?}`: opens one. The lead becomes an opportunity;
/// a customer's is an upsell.
pub async fn create(
    State(app): State<AppState>,
    me: Me,
    headers: HeaderMap,
    body: JsonForm,
) -> Result<Response, AppError> {
    let mut c = Check::new(&body.form);
    let lead: Option<Id<of::Lead>> = c.choice("lead");
    let lead = c.required("lead", lead);
    let fields = Editable {
        name: c.line("name", 120).unwrap_or_default(),
        amount_minor: c.whole("amount_minor", 1..=MAX_AMOUNT),
        expected_on: c.date("expected_on"),
        stage: c.choice::<DealStage>("deal_stage").unwrap_or(DealStage::Discovery),
        owner: None,
    };
    c.required("amount_minor", fields.amount_minor);
    c.required("expected_on", fields.expected_on);
    let lead = c.finish(lead)?;
    let ticket = ticket(&headers, &body, me.id, "POST /api/v1/deals")?;
    let acting = app.acting(&me);
    let done: Result<Once<()>, StageError> = app
        .db
        .write(async move |mut tx| {
            if let Some(seen) = ticket.seen(&mut tx, acting.clock.now()).await? {
                return Ok(seen);
            }
            let made = open(&mut tx, &acting, lead, fields).await?;
            Ok(Once::Done(ticket.settle(&mut tx, made.to_string()).await?, ()))
        })
        .await;
    let made = match done.map_err(problem)? {
        Once::Done(made, ()) | Once::Again(made) => made,
        Once::Other(_) => return Err(AppError::Refused(words!(error_key_reused))),
    };
    let made: Id<of::Deal> = made.parse().map_err(|_| AppError::NotFound)?;
    let deal = super::deal(&mut app.db.read().await?, made).await?.ok_or(AppError::NotFound)?;
    Ok((StatusCode::CREATED, Json(DealJson::new(&deal))).into_response())
}

/// Opens the first deal of a cycle with its stage, and an upsell without.
async fn open(
    tx: &mut crate::db::Tx,
    acting: &stages::Acting,
    lead: Id<of::Lead>,
    fields: Editable,
) -> Result<Id<of::Deal>, StageError> {
    use crate::domain::lifecycle::{DealFields, Request};
    let row = crate::features::leads::lock(tx, lead).await?.ok_or(StageError::NotFound)?;
    if row.stage.is_some_and(|stage| stage.reaches(Stage::Customer)) {
        return stages::upsell(tx, acting, lead, fields).await;
    }
    let deal = DealFields {
        id: None,
        amount_minor: fields.amount_minor,
        expected_on: fields.expected_on,
        stage: Some(fields.stage.code().to_owned()),
    };
    stages::change(tx, acting, lead, &Request { deal, ..Request::to(Stage::Opportunity) }).await?;
    let deals = super::of_lead(tx, lead).await?;
    deals.into_iter().find(|d| d.outcome == DealOutcome::Open).map(|d| d.id).ok_or(StageError::NotFound)
}

/// `POST /api/v1/deals/{id}/closure {outcome: won|lost, reason, amount_minor?, occurred_at?, …}`.
pub async fn close(
    State(app): State<AppState>,
    me: Me,
    Path(id): Path<Id<of::Deal>>,
    body: JsonForm,
) -> Result<Json<DealJson>, AppError> {
    let mut c = Check::new(&body.form);
    let outcome: Option<DealOutcome> = c.choice("outcome");
    let outcome = c.required("outcome", outcome);
    let won = match outcome {
        Some(DealOutcome::Won) => Some(true),
        Some(DealOutcome::Lost) => Some(false),
        Some(_) => {
            c.fail("outcome", words!(field_choice));
            None
        }
        None => None,
    };
    let closing = DealClosing {
        won: won.unwrap_or_default(),
        reason: c.line("reason", 200),
        reason_detail: c.text("reason_detail", 5_000),
        competitor: c.line("competitor", 120),
        amount_minor: c.whole("amount_minor", 1..=MAX_AMOUNT),
        occurred_at: None,
        then: c.choice("then"),
        revisit_on: c.date("revisit_on"),
    };
    let mut closing = c.finish(won.map(|_| closing))?;
    closing.occurred_at = instant(&body.form, "occurred_at")?;
    let acting = app.acting(&me);
    let deal = app
        .db
        .write(async move |mut tx| stages::close_deal(&mut tx, &acting, id, &closing).await)
        .await
        .map_err(problem)?;
    Ok(Json(DealJson::new(&deal)))
}
