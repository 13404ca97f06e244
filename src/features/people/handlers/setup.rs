//! The first start: one page, opened by the one-time token that the server printed, closed for good afterwards.

use super::super::accounts::{self, AccountError};
use super::super::form::{self, Setup};
use super::super::hasher::HashError;
use super::super::model::NewMember;
use super::super::secret::digest;
use super::super::views;
use super::entering::Entering;
use crate::app::{AppState, Client};
use crate::db::Conn;
use crate::domain::ids::{Id, of};
use crate::domain::lifecycle::Role;
use crate::features::audit::By;
use crate::features::settings::{self, FirstSettings};
use crate::urls;
use crate::web::error::AppError;
use crate::web::form::{FieldErrors, FormState, RawForm};
use crate::web::page::{self, Bare, Site};
use crate::web::prefs;
use crate::web::query::Query;
use crate::web::redirect::see_other;
use crate::words;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

/// Answers `GET /setup?token=…`; 404 without the token of the day.
pub async fn form(mut conn: Conn, bare: Bare, query: Query) -> Result<Response, AppError> {
    let token = query.get("token").unwrap_or_default();
    if !settings::setup_matches(&mut conn, digest(token)).await? {
        return Err(AppError::NotFound);
    }
    let lang = bare.l.lang.code();
    let start = [("token", token), ("time_zone", "Europe/Paris"), ("currency", "EUR"), ("language", lang)];
    page::ok(&views::Setup::new(bare, FormState::filled(start)))
}

/// Answers `POST /setup`.
pub async fn save(
    State(app): State<AppState>,
    State(site): State<Site>,
    Client(address): Client,
    bare: Bare,
    headers: HeaderMap,
    form: RawForm,
) -> Result<Response, AppError> {
    app.limits.door(address).map_err(AppError::TooManyRequests)?;
    let sha = digest(form.get("token").unwrap_or_default());
    if !settings::setup_matches(&mut app.db.read().await?, sha).await? {
        return Err(AppError::NotFound);
    }
    let valid = match form::setup(&form) {
        Ok(valid) => valid,
        Err(errors) => return page::refused(&views::Setup::new(bare, form.state(errors))),
    };
    let lang = valid.lang;
    let entering = Entering::new(&headers, site.https);
    match found(&app, valid, sha, By::stranger(address), &entering).await {
        Ok(()) => {}
        Err(AppError::Invalid(errors)) => return page::refused(&views::Setup::new(bare, form.state(errors))),
        Err(other) => return Err(other),
    }
    app.refresh_organisation().await?;
    let mut response = see_other(urls::HOME);
    entering.set_cookies(&mut response, &site);
    prefs::remember_lang(&mut response, lang, &site);
    Ok(response)
}

/// The organisation and its first administrator, signed in, in one transaction: of two at once, one finds the door
/// closed.
async fn found(
    app: &AppState,
    valid: Setup,
    sha: [u8; 32],
    by: By,
    entering: &Entering,
) -> Result<(), AppError> {
    let hash = app.hasher.hash(valid.password).await.map_err(too_busy)?;
    let id: Id<of::Member> = app.clock.id();
    let admin = NewMember {
        id,
        email: valid.email,
        name: valid.name,
        role: Role::Admin,
        team: None,
        language: Some(valid.lang.code().to_owned()),
        password_hash: Some(hash),
    };
    let first = FirstSettings {
        name: valid.organisation,
        currency: valid.currency.code(),
        time_zone: valid.zone.name(),
        language: valid.lang.code(),
    };
    let (clock, entering) = (app.clock.clone(), entering.clone());
    app.db
        .write(async move |mut tx| {
            if !settings::set_up(&mut tx, sha, &first, clock.now()).await? {
                return Err(AppError::NotFound);
            }
            accounts::add_in(&mut tx, &clock, &By { member: None, ..by }, &admin).await.map_err(refused)?;
            entering.write(&mut tx, &clock, id).await?;
            Ok(())
        })
        .await
}

/// What the form says when an account cannot be added.
pub fn refused(cause: AccountError) -> AppError {
    match cause {
        AccountError::Taken => FieldErrors::one("email", words!(members_email_taken)).into(),
        AccountError::Email(_) => FieldErrors::one("email", words!(field_email)).into(),
        AccountError::LastAdmin => AppError::Refused(words!(members_last_admin)),
        AccountError::Stale => AppError::Conflict(words!(error_conflict)),
        AccountError::NoCalendar => FieldErrors::one("calendar", words!(field_choice)).into(),
        AccountError::Unknown => AppError::NotFound,
        AccountError::Db(cause) => cause.into(),
    }
}

/// Hashing refused: come back in a moment.
pub fn too_busy(cause: HashError) -> AppError {
    match cause {
        HashError::Busy => AppError::Unavailable(5),
        HashError::Failed => AppError::internal(&cause),
    }
}
