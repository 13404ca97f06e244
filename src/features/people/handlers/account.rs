//! `/account`: what members decide about themselves, where they are signed in, and what their programs may do.

use super::super::attempts::{self, Tryer};
use super::super::hasher::Verdict;
use super::super::model::NewToken;
use super::super::secret::{digest, new_token};
use super::super::store::{members, sessions, tokens};
use super::super::{accounts, form, views};
use super::entering::Entering;
use super::setup::too_busy;
use crate::app::{AppState, Client};
use crate::db::{Conn, DbError};
use crate::domain::ids::{Id, of};
use crate::features::audit::{self, By, Entry};
use crate::urls;
use crate::web::error::AppError;
use crate::web::flash::{self, Flash};
use crate::web::form::{FieldErrors, RawForm};
use crate::web::me::Me;
use crate::web::page::{self, Shell, Site};
use crate::web::path::Path;
use crate::web::prefs;
use crate::web::redirect::see_other;
use crate::words;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

/// Answers `GET /account`.
pub async fn index(
    State(app): State<AppState>,
    me: Me,
    shell: Shell,
    mut conn: Conn,
) -> Result<Response, AppError> {
    page::ok(&view(&mut conn, &app, &me, shell, views::AccountForms::default()).await?)
}

async fn view(
    conn: &mut Conn,
    app: &AppState,
    me: &Me,
    shell: Shell,
    forms: views::AccountForms,
) -> Result<views::Account, AppError> {
    let sessions = sessions::list(conn, me.id, app.clock.now()).await?;
    let tokens = tokens::list(conn, me.id).await?;
    Ok(views::Account::new(shell, me, sessions, tokens, forms))
}

async fn again(
    app: &AppState,
    me: &Me,
    shell: Shell,
    forms: views::AccountForms,
) -> Result<Response, AppError> {
    let mut conn = app.db.read().await?;
    page::refused(&view(&mut conn, app, me, shell, forms).await?)
}

/// Answers `POST /account`.
pub async fn save(
    State(app): State<AppState>,
    State(site): State<Site>,
    me: Me,
    shell: Shell,
    form: RawForm,
) -> Result<Response, AppError> {
    let fields = match form::profile(&form) {
        Ok(fields) => fields,
        Err(errors) => {
            let forms = views::AccountForms { profile: Some(form.state(errors)), ..Default::default() };
            return again(&app, &me, shell, forms).await;
        }
    };
    let lang = fields.language.and_then(|code| code.parse().ok());
    let theme = page::Theme::from_code(fields.theme).unwrap_or_default();
    app.db.write(async move |mut tx| members::set_profile(&mut tx, me.id, &fields).await).await?;
    let words = crate::i18n::messages(lang.unwrap_or(shell.l.lang));
    let mut response = flash::redirect(urls::ACCOUNT, Flash::done(words.account_saved()));
    match lang {
        Some(lang) => prefs::remember_lang(&mut response, lang, &site),
        None => prefs::forget_lang(&mut response, &site),
    }
    prefs::remember_theme(&mut response, theme, &site);
    Ok(response)
}

/// Answers `POST /account/password`: every other session ends, and the tokens too unless they are to be kept.
pub async fn password(
    State(app): State<AppState>,
    State(site): State<Site>,
    Client(address): Client,
    me: Me,
    shell: Shell,
    headers: HeaderMap,
    form: RawForm,
) -> Result<Response, AppError> {
    let change = match form::password_change(&form, &[&me.email, &me.name]) {
        Ok(change) => change,
        Err(errors) => return refuse_password(&app, &me, shell, form, errors).await,
    };
    if !is_own_password(&app, &me, address, change.current).await? {
        let errors = FieldErrors::one("current_password", words!(signin_wrong_password));
        return refuse_password(&app, &me, shell, form, errors).await;
    }
    let hash = app.hasher.hash(change.new).await.map_err(too_busy)?;
    let entering = Entering::new(&headers, site.https);
    let (clock, begun, by) = (app.clock.clone(), entering.clone(), By::member(me.id, None, address));
    app.db
        .write(async move |mut tx| {
            members::set_password(&mut tx, me.id, &hash).await?;
            sessions::end_all(&mut tx, me.id).await?;
            if !change.keep_tokens {
                tokens::revoke_all(&mut tx, me.id, clock.now()).await?;
            }
            begun.write(&mut tx, &clock, me.id).await?;
            audit::write(&mut tx, &clock, &by, Entry::new("member.password_changed", "member", me.id)).await
        })
        .await?;
    let mut response = flash::redirect(urls::ACCOUNT, Flash::done(shell.l.t.account_password_saved()));
    entering.set_cookies(&mut response, &site);
    Ok(response)
}

async fn refuse_password(
    app: &AppState,
    me: &Me,
    shell: Shell,
    form: RawForm,
    errors: FieldErrors,
) -> Result<Response, AppError> {
    let forms = views::AccountForms { password: Some(form.state(errors)), ..Default::default() };
    again(app, me, shell, forms).await
}

/// Whether the member knows their password, with a limit to guessing like that of the sign-in.
async fn is_own_password(
    app: &AppState,
    me: &Me,
    address: std::net::IpAddr,
    password: String,
) -> Result<bool, AppError> {
    let tryer = Tryer { account: format!("own:{}", me.id), address, known_device: None };
    let now = app.clock.now();
    let begun = app.db.write(async move |mut tx| attempts::begin(&mut tx, &tryer, now).await).await?;
    let attempt = begun.map_err(AppError::TooManyRequests)?;
    let stored = members::password_of(&mut app.db.read().await?, me.id).await?;
    let verdict = app.hasher.verify(password, stored).await.map_err(too_busy)?;
    if verdict == Verdict::Wrong {
        return Ok(false);
    }
    app.db.write(async move |mut tx| attempt.succeeded(&mut tx).await).await?;
    Ok(true)
}

/// Answers `POST /account/sessions/{id}/end`; 404 for another's as for none.
pub async fn end_session(
    State(app): State<AppState>,
    Client(address): Client,
    me: Me,
    shell: Shell,
    Path(id): Path<Id<of::Session>>,
) -> Result<Response, AppError> {
    let (clock, by, own) = (app.clock.clone(), By::member(me.id, None, address), me.session() == Some(id));
    app.db
        .write(async move |mut tx| {
            if !sessions::end(&mut tx, id, me.id).await? {
                return Err(AppError::NotFound);
            }
            audit::write(&mut tx, &clock, &by, Entry::new("session.ended", "session", id)).await?;
            Ok(())
        })
        .await?;
    if own {
        return Ok(see_other(urls::LOGIN));
    }
    Ok(flash::redirect(urls::ACCOUNT, Flash::done(shell.l.t.account_session_ended())))
}

/// Answers `POST /account/sessions/end-others`.
pub async fn end_other_sessions(
    State(app): State<AppState>,
    Client(address): Client,
    me: Me,
    shell: Shell,
) -> Result<Response, AppError> {
    let this = me.session().ok_or(AppError::NotFound)?;
    let (clock, by) = (app.clock.clone(), By::member(me.id, None, address));
    app.db
        .write(async move |mut tx| {
            sessions::end_others(&mut tx, me.id, this).await?;
            audit::write(&mut tx, &clock, &by, Entry::new("session.ended_others", "member", me.id)).await
        })
        .await?;
    Ok(flash::redirect(urls::ACCOUNT, Flash::done(shell.l.t.account_sessions_ended())))
}

/// Answers `POST /account/tokens` with the page that shows the new token, this once.
pub async fn create_token(
    State(app): State<AppState>,
    Client(address): Client,
    me: Me,
    shell: Shell,
    form: RawForm,
) -> Result<Response, AppError> {
    let fields = match form::token(&form, me.is_admin()) {
        Ok(fields) => fields,
        Err(errors) => {
            let forms = views::AccountForms { token: Some(form.state(errors)), ..Default::default() };
            return again(&app, &me, shell, forms).await;
        }
    };
    let secret = new_token();
    let expires_at = fields.days.map(|days| app.clock.now().plus_secs(days * 24 * 3600));
    let token = NewToken { name: fields.name, scope: fields.scope, sha: digest(&secret), expires_at };
    let (clock, by, id) = (app.clock.clone(), By::member(me.id, None, address), me.id);
    app.db
        .write(async move |mut tx| accounts::create_token_in(&mut tx, &clock, &by, id, token).await)
        .await?;
    let forms = views::AccountForms { secret: Some(secret), ..Default::default() };
    page::ok(&view(&mut app.db.read().await?, &app, &me, shell, forms).await?)
}

/// Answers `POST /account/tokens/{id}/revoke`; 404 for another's as for none.
pub async fn revoke_token(
    State(app): State<AppState>,
    Client(address): Client,
    me: Me,
    shell: Shell,
    Path(id): Path<Id<of::Token>>,
) -> Result<Response, AppError> {
    let (clock, by) = (app.clock.clone(), By::member(me.id, None, address));
    let done = app
        .db
        .write(async move |mut tx| {
            let done = accounts::revoke_token_in(&mut tx, &clock, &by, me.id, id).await?;
            Ok::<_, DbError>(done)
        })
        .await?;
    if !done {
        return Err(AppError::NotFound);
    }
    Ok(flash::redirect(urls::ACCOUNT, Flash::done(shell.l.t.account_token_revoked())))
}
