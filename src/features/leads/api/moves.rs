//! Actions on a lead through the API: stage, claim, merge, activities, voids, corrections.

use super::shapes::{if_match, instant, problem, ticket, unresolved};
use super::{EventJson, answer};
use crate::app::AppState;
use crate::domain::ids::{Id, of};
use crate::domain::lifecycle::CorrectionRequest;
use crate::features::history;
use crate::features::idempotency::Once;
use crate::features::leads::form::{log, moves};
use crate::features::leads::resolve;
use crate::features::stages::{self, ActivityForm, StageError};
use crate::web::check::Check;
use crate::web::error::AppError;
use crate::web::json::JsonForm;
use crate::web::me::Me;
use crate::web::path::Path;
use crate::words;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

/// `POST /api/v1/leads/{id}/stage`: 200 with the lead where it now stands.
pub async fn stage(
    State(app): State<AppState>,
    me: Me,
    headers: HeaderMap,
    Path(id): Path<Id<of::Lead>>,
    body: JsonForm,
) -> Result<Response, AppError> {
    let organisation = app.organisation();
    let mut asked = moves::read(&body.form, organisation.zone, app.clock.now(), organisation.decimals())?;
    asked.request.occurred_at = instant(&body.form, "occurred_at")?;
    let expected = if_match(&headers)?;
    let ticket = ticket(&headers, &body, me.id, &format!("POST /api/v1/leads/{id}/stage"))?;
    let acting = app.acting(&me);
    let done: Result<Once<()>, resolve::Unresolved> = app
        .db
        .write(async move |mut tx| {
            if let Some(seen) = ticket.seen(&mut tx, acting.clock.now()).await? {
                return Ok(seen);
            }
            let row = crate::features::leads::lock(&mut tx, id).await?.ok_or(StageError::NotFound)?;
            if expected.is_some_and(|version| version != row.version) {
                return Err(StageError::Stale { version: row.version }.into());
            }
            let request = resolve::request(&mut tx, asked).await?;
            stages::change(&mut tx, &acting, id, &request).await?;
            Ok(Once::Done(ticket.settle(&mut tx, id.to_string()).await?, ()))
        })
        .await;
    if let Once::Other(_) = done.map_err(unresolved)? {
        return Err(AppError::Refused(words!(error_key_reused)));
    }
    answer(&mut app.db.read().await?, id, StatusCode::OK).await
}

/// `POST /api/v1/leads/{id}/claim`.
pub async fn claim(
    State(app): State<AppState>,
    me: Me,
    Path(id): Path<Id<of::Lead>>,
) -> Result<Response, AppError> {
    let acting = app.acting(&me);
    app.db.write(async move |mut tx| stages::claim(&mut tx, &acting, id).await).await.map_err(problem)?;
    answer(&mut app.db.read().await?, id, StatusCode::OK).await
}

/// `POST /api/v1/leads/{id}/merge {into}`: this lead becomes part of the other one, which is answered.
pub async fn merge(
    State(app): State<AppState>,
    me: Me,
    Path(id): Path<Id<of::Lead>>,
    body: JsonForm,
) -> Result<Response, AppError> {
    let mut c = Check::new(&body.form);
    let into: Option<Id<of::Lead>> = c.choice("into");
    let into = c.required("into", into);
    let into = c.finish(into)?;
    let acting = app.acting(&me);
    app.db
        .write(async move |mut tx| stages::merge(&mut tx, &acting, id, into).await)
        .await
        .map_err(problem)?;
    answer(&mut app.db.read().await?, into, StatusCode::OK).await
}

/// What logging an activity answers.
#[derive(Debug, serde::Serialize)]
pub struct Logged {
    id: Id<of::Activity>,
    lead: Id<of::Lead>,
}

/// `POST /api/v1/leads/{id}/activities`: 201.
pub async fn activity(
    State(app): State<AppState>,
    me: Me,
    headers: HeaderMap,
    Path(id): Path<Id<of::Lead>>,
    body: JsonForm,
) -> Result<Response, AppError> {
    let logged = log::activity(&body.form, app.organisation().zone, app.clock.now())?;
    let form = ActivityForm {
        kind: logged.kind,
        direction: logged.direction,
        outcome: logged.outcome,
        automatic: logged.automatic,
        occurred_at: instant(&body.form, "occurred_at")?,
        text: logged.text,
    };
    let ticket = ticket(&headers, &body, me.id, &format!("POST /api/v1/leads/{id}/activities"))?;
    let acting = app.acting(&me);
    let done: Result<Once<()>, StageError> = app
        .db
        .write(async move |mut tx| {
            if let Some(seen) = ticket.seen(&mut tx, acting.clock.now()).await? {
                return Ok(seen);
            }
            let made = stages::log_activity(&mut tx, &acting, id, form).await?;
            Ok(Once::Done(ticket.settle(&mut tx, made.to_string()).await?, ()))
        })
        .await;
    let made = match done.map_err(problem)? {
        Once::Done(made, ()) | Once::Again(made) => made,
        Once::Other(_) => return Err(AppError::Refused(words!(error_key_reused))),
    };
    let made = made.parse().map_err(|_| AppError::NotFound)?;
    Ok((StatusCode::CREATED, Json(Logged { id: made, lead: id })).into_response())
}

/// `POST /api/v1/events/{id}/void {reason}`: the lead, as it stands without the event.
pub async fn void(
    State(app): State<AppState>,
    me: Me,
    Path(event): Path<Id<of::Event>>,
    body: JsonForm,
) -> Result<Response, AppError> {
    let reason = reason(&body)?;
    let acting = app.acting(&me);
    let lead = app
        .db
        .write(async move |mut tx| stages::void_event(&mut tx, &acting, event, &reason).await)
        .await
        .map_err(problem)?;
    answer(&mut app.db.read().await?, lead, StatusCode::OK).await
}

fn reason(body: &JsonForm) -> Result<String, AppError> {
    let mut c = Check::new(&body.form);
    let reason = c.text("reason", 2_000);
    let reason = c.required("reason", reason);
    Ok(c.finish(reason)?)
}

/// `POST /api/v1/events/{id}/correction {to, occurred_at, reason}`: the event that replaces it.
pub async fn correct(
    State(app): State<AppState>,
    me: Me,
    Path(event): Path<Id<of::Event>>,
    body: JsonForm,
) -> Result<Json<EventJson>, AppError> {
    let mut c = Check::new(&body.form);
    let to = c.choice("to");
    let to = c.required("to", to);
    let to = c.finish(to)?;
    let occurred_at = instant(&body.form, "occurred_at")?;
    let occurred_at = occurred_at
        .ok_or_else(|| crate::web::form::FieldErrors::one("occurred_at", words!(field_required)))?;
    let request = CorrectionRequest { target: event, to, occurred_at, reason: Some(reason(&body)?) };
    let acting = app.acting(&me);
    let (lead, made) = app
        .db
        .write(async move |mut tx| stages::correct(&mut tx, &acting, &request).await)
        .await
        .map_err(problem)?;
    let timeline = history::timeline(&mut app.db.read().await?, lead).await?;
    timeline.iter().find(|e| e.event.id == made).map(|e| Json(EventJson::new(e))).ok_or(AppError::NotFound)
}
