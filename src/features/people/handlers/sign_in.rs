//! Signing in and out.

use super::super::attempts::{self, Attempt, Tryer, account_subject};
use super::super::hasher::{HashError, Verdict};
use super::super::model::{Credentials, Member};
use super::super::secret::digest;
use super::super::store::{devices, members, sessions};
use super::super::views;
use super::entering::{Entering, device_cookie, set_preferences};
use crate::app::{AppState, Client, MaybeMe, session_cookie};
use crate::db::DbError;
use crate::domain::contact::email_key;
use crate::domain::password::MAX_BYTES;
use crate::features::audit::{self, By, Entry};
use crate::urls;
use crate::web::cookie::{self, Life};
use crate::web::error::AppError;
use crate::web::form::{FieldErrors, FormState, RawForm};
use crate::web::page::{self, Bare, Site};
use crate::web::query::Query;
use crate::web::redirect::{local_path, see_other};
use crate::words;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::Response;

const CLEAR: HeaderName = HeaderName::from_static("clear-site-data");
/// What an address that is none is counted as: one account for all of them.
const NO_ADDRESS: &str = "";

/// Answers `GET /login`.
pub async fn form(
    State(app): State<AppState>,
    MaybeMe(me): MaybeMe,
    bare: Bare,
    query: Query,
) -> Result<Response, AppError> {
    let next = local_path(query.get("next").unwrap_or(urls::HOME)).to_owned();
    if me.is_some() {
        return Ok(see_other(&next));
    }
    let organisation = app.organisation();
    page::ok(&views::SignIn::new(bare, &organisation.name, organisation.set_up, FormState::default(), next))
}

/// Answers `POST /login`: the same way, in the same time and with as many bytes whether or not the account exists.
pub async fn enter(
    State(app): State<AppState>,
    State(site): State<Site>,
    Client(address): Client,
    bare: Bare,
    headers: HeaderMap,
    form: RawForm,
) -> Result<Response, AppError> {
    app.limits.door(address).map_err(AppError::TooManyRequests)?;
    let next = local_path(form.get("next").unwrap_or(urls::HOME)).to_owned();
    let given = (
        form.get("email").unwrap_or_default().to_owned(),
        form.get("password").unwrap_or_default().to_owned(),
    );
    let Some((member, entering)) = attempt(&app, given, address, &headers).await? else {
        let state = form.state(FieldErrors::one("password", words!(signin_refused)));
        let organisation = app.organisation();
        return page::refused(&views::SignIn::new(bare, &organisation.name, true, state, next));
    };
    let mut response = see_other(&next);
    entering.set_cookies(&mut response, &site);
    set_preferences(&mut response, &member, &site);
    Ok(response)
}

/// `None` when address and password don't belong together.
async fn attempt(
    app: &AppState,
    (email, password): (String, String),
    address: std::net::IpAddr,
    headers: &HeaderMap,
) -> Result<Option<(Member, Entering)>, AppError> {
    if app.hasher.is_full() {
        return Err(AppError::Unavailable(5));
    }
    let key = email_key(&email).unwrap_or_else(|_| NO_ADDRESS.to_owned());
    let (found, tryer) = recognise(app, &key, address, headers).await?;
    let begun = {
        let (tryer, now) = (tryer.clone(), app.clock.now());
        app.db.write(async move |mut tx| attempts::begin(&mut tx, &tryer, now).await).await?
    };
    let attempt = begun.map_err(AppError::TooManyRequests)?;
    let stored = found.as_ref().filter(|c| c.active).and_then(|c| c.password_hash.clone());
    // more than a form accepts is not worth hashing, and costs as much as a wrong password
    let tried = if password.len() > MAX_BYTES { String::new() } else { password.clone() };
    match (app.hasher.verify(tried, stored).await, found) {
        (Err(HashError::Busy), _) => {
            app.db.write(async move |mut tx| attempt.withdraw(&mut tx).await).await?;
            Err(AppError::Unavailable(5))
        }
        (Err(HashError::Failed), _) => Err(AppError::internal(&HashError::Failed)),
        (Ok(Verdict::Right | Verdict::RightButOld), None) | (Ok(Verdict::Wrong), _) => {
            refuse(app, &tryer).await?;
            Ok(None)
        }
        (Ok(verdict), Some(found)) => {
            let fresh = (verdict == Verdict::RightButOld).then_some(password);
            admit(app, found, attempt, fresh, By::stranger(address), headers).await
        }
    }
}

/// The account and who tries; as many queries for an account that does not exist.
async fn recognise(
    app: &AppState,
    key: &str,
    address: std::net::IpAddr,
    headers: &HeaderMap,
) -> Result<(Option<Credentials>, Tryer), AppError> {
    let mut conn = app.db.read().await?;
    let found = members::credentials(&mut conn, key).await?;
    let device = digest(device_cookie(headers, app.config.https()).unwrap_or_default());
    let known = devices::known(&mut conn, device, found.as_ref().map(|c| c.id), app.clock.now()).await?;
    let tryer = Tryer { account: account_subject(key), address, known_device: known.then_some(device) };
    Ok((found, tryer))
}

async fn refuse(app: &AppState, tryer: &Tryer) -> Result<(), AppError> {
    let (clock, by, account) = (app.clock.clone(), By::stranger(tryer.address), tryer.account.clone());
    app.db
        .write(async move |mut tx| {
            let entry = Entry::general("session.refused", "member").with("account", account);
            audit::write(&mut tx, &clock, &by, entry).await
        })
        .await?;
    Ok(())
}

/// Begins the session; `fresh` is the password when its stored hash is to be replaced by one of today's settings.
async fn admit(
    app: &AppState,
    found: Credentials,
    attempt: Attempt,
    fresh: Option<String>,
    by: By,
    headers: &HeaderMap,
) -> Result<Option<(Member, Entering)>, AppError> {
    let hash = match fresh {
        Some(password) => app.hasher.hash(password).await.ok(), // another time, when all are busy
        None => None,
    };
    let entering = Entering::new(headers, app.config.https());
    let (clock, begun) = (app.clock.clone(), entering.clone());
    let member = app
        .db
        .write(async move |mut tx| {
            attempt.succeeded(&mut tx).await?;
            if let Some(hash) = hash {
                members::set_password(&mut tx, found.id, &hash).await?;
            }
            begun.write(&mut tx, &clock, found.id).await?;
            let by = By { member: Some(found.id), ..by };
            audit::write(&mut tx, &clock, &by, Entry::new("session.begun", "member", found.id)).await?;
            members::by_id(&mut tx, found.id).await
        })
        .await?;
    Ok(member.map(|member| (member, entering)))
}

/// Answers `POST /logout`: the session is dead for whoever kept its cookie, and the browser forgets pages and drafts.
pub async fn out(State(app): State<AppState>, headers: HeaderMap) -> Result<Response, AppError> {
    let name = session_cookie(app.config.https());
    if let Some(secret) = cookie::read(&headers, name) {
        let sha = digest(secret);
        app.db
            .write(async move |mut tx| {
                sessions::end_by_cookie(&mut tx, sha).await?;
                Ok::<_, DbError>(())
            })
            .await?;
    }
    let mut response = see_other(urls::LOGIN);
    if let Some(gone) = cookie::write(name, "", Life::Gone, app.config.https()) {
        response.headers_mut().append(header::SET_COOKIE, gone);
    }
    response.headers_mut().insert(CLEAR, HeaderValue::from_static("\"cache\", \"storage\""));
    Ok(response)
}
