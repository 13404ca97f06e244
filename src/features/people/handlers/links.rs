//! Invitations (`/join/{token}`) and resets (`/reset/{token}`): the secret address proves who it is, once.

use super::super::form;
use super::super::model::{LinkKind, Member};
use super::super::secret::digest;
use super::super::store::{failures, links, members};
use super::super::{accounts, attempts, views};
use super::entering::{Entering, set_preferences};
use super::setup::too_busy;
use crate::app::{AppState, Client};
use crate::db::Conn;
use crate::domain::contact::email_key;
use crate::features::audit::{self, By, Entry};
use crate::urls;
use crate::web::error::AppError;
use crate::web::flash::{self, Flash};
use crate::web::form::{FormState, RawForm};
use crate::web::page::{self, Bare, Site};
use crate::web::path::Path;
use crate::web::redirect::see_other;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;

/// Answers `GET /join/{token}`; 404 for a link that does not work (any more).
pub async fn join_form(
    State(app): State<AppState>,
    mut conn: Conn,
    bare: Bare,
    Path(token): Path<String>,
) -> Result<Response, AppError> {
    let member = invited(&mut conn, &app, &token, LinkKind::Invitation).await?;
    let state = FormState::filled([("name", member.name.as_str())]);
    secret_page(page::ok(&views::Join::new(bare, &app.organisation().name, member, state, token)))
}

/// Answers `POST /join/{token}`: the member is in.
pub async fn join(
    State(app): State<AppState>,
    State(site): State<Site>,
    Client(address): Client,
    bare: Bare,
    headers: HeaderMap,
    Path(token): Path<String>,
    form: RawForm,
) -> Result<Response, AppError> {
    app.limits.door(address).map_err(AppError::TooManyRequests)?;
    let member = invited(&mut app.db.read().await?, &app, &token, LinkKind::Invitation).await?;
    let (name, password) = match form::join(&form, &member.email) {
        Ok(valid) => valid,
        Err(errors) => {
            let view = views::Join::new(bare, &app.organisation().name, member, form.state(errors), token);
            return secret_page(page::refused(&view));
        }
    };
    let hash = app.hasher.hash(password).await.map_err(too_busy)?;
    let entering = Entering::new(&headers, site.https);
    let (clock, begun, id, sha) = (app.clock.clone(), entering.clone(), member.id, digest(&token));
    app.db
        .write(async move |mut tx| {
            if !links::use_up(&mut tx, sha, LinkKind::Invitation, clock.now()).await? {
                return Err(AppError::NotFound);
            }
            members::rename(&mut tx, id, &name).await?;
            members::set_password(&mut tx, id, &hash).await?;
            begun.write(&mut tx, &clock, id).await?;
            let by = By { member: Some(id), ..By::stranger(address) };
            audit::write(&mut tx, &clock, &by, Entry::new("member.joined", "member", id)).await?;
            Ok(())
        })
        .await?;
    let mut response = see_other(urls::HOME);
    entering.set_cookies(&mut response, &site);
    set_preferences(&mut response, &member, &site);
    Ok(response)
}

/// Answers `GET /reset/{token}`; 404 for a link that does not work (any more).
pub async fn reset_form(
    State(app): State<AppState>,
    mut conn: Conn,
    bare: Bare,
    Path(token): Path<String>,
) -> Result<Response, AppError> {
    let member = invited(&mut conn, &app, &token, LinkKind::Reset).await?;
    secret_page(page::ok(&views::Reset::new(bare, member, FormState::default(), token)))
}

/// Answers `POST /reset/{token}`: the password is replaced, and whoever was in is out.
pub async fn reset(
    State(app): State<AppState>,
    Client(address): Client,
    bare: Bare,
    Path(token): Path<String>,
    form: RawForm,
) -> Result<Response, AppError> {
    app.limits.door(address).map_err(AppError::TooManyRequests)?;
    let member = invited(&mut app.db.read().await?, &app, &token, LinkKind::Reset).await?;
    let password = match form::reset(&form, &[&member.email, &member.name]) {
        Ok(valid) => valid,
        Err(errors) => {
            return secret_page(page::refused(&views::Reset::new(bare, member, form.state(errors), token)));
        }
    };
    let hash = app.hasher.hash(password).await.map_err(too_busy)?;
    let (clock, sha) = (app.clock.clone(), digest(&token));
    app.db
        .write(async move |mut tx| {
            let now = clock.now();
            if !links::use_up(&mut tx, sha, LinkKind::Reset, now).await? {
                return Err(AppError::NotFound);
            }
            members::set_password(&mut tx, member.id, &hash).await?;
            accounts::shut_out(&mut tx, member.id, now).await?;
            if let Ok(key) = email_key(&member.email) {
                failures::forget(&mut tx, &attempts::account_subject(&key)).await?;
            }
            let by = By { member: Some(member.id), ..By::stranger(address) };
            audit::write(&mut tx, &clock, &by, Entry::new("member.password_reset", "member", member.id))
                .await?;
            Ok(())
        })
        .await?;
    Ok(flash::redirect(urls::LOGIN, Flash::done(bare.l.t.reset_done())))
}

async fn invited(conn: &mut Conn, app: &AppState, token: &str, kind: LinkKind) -> Result<Member, AppError> {
    links::find(conn, digest(token), kind, app.clock.now()).await?.ok_or(AppError::NotFound)
}

/// A page whose own address is a secret tells it to nobody, not even to our own pages.
fn secret_page(answer: Result<Response, AppError>) -> Result<Response, AppError> {
    let mut response = answer?;
    response.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    Ok(response)
}
