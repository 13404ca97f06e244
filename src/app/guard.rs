//! Who may enter: recognises the session or token, compares it with what the route asks for, and hands what was
//! found to the handler. One query on one connection, which the handler then goes on using.

use super::AppState;
use super::context::Handed;
use crate::db::Conn;
use crate::domain::access::Scope;
use crate::domain::instant::Instant;
use crate::domain::lifecycle::Role;
use crate::features::home;
use crate::features::people::{self, Member, Recognised, TOKEN_PREFIX, store};
use crate::urls;
use crate::web::cookie;
use crate::web::error::AppError;
use crate::web::me::{Me, Via};
use crate::web::page::{Tallies, Theme, is_fragment};
use crate::web::query;
use crate::web::redirect::see_other;
use crate::words;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::time::Duration;

/// The session's cookie over https (bound to this host by its prefix), and over plain http on one's own machine.
pub const SESSION_COOKIES: [&str; 2] = ["__Host-relais", "relais"];
/// The use of a session is written down this often, and that of a token.
const SESSION_TOUCH: Duration = Duration::from_secs(600);
const TOKEN_TOUCH: Duration = Duration::from_secs(60);

/// Who may use a route. There is no default: a route cannot be written without one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everybody, signed in or not.
    Public,
    /// Everybody, until the first administrator exists; nobody afterwards (404).
    Setup,
    /// Every member signed in.
    Member,
    /// Members signed in, in one of these roles. What depends on the team or the record is the handler's matter.
    Roles(&'static [Role]),
    /// Administrators signed in.
    Admin,
    /// Programs with a token of at least this scope; the member's role limits it further.
    Api(Scope),
}

/// Name of the session's cookie on this instance.
pub fn session_cookie(https: bool) -> &'static str {
    let [guarded, plain] = SESSION_COOKIES;
    if https { guarded } else { plain }
}

/// Middleware of every route.
pub(super) async fn guard(
    State((app, access)): State<(AppState, Access)>,
    request: Request,
    next: Next,
) -> Result<Response, AppError> {
    let (mut parts, body) = request.into_parts();
    let entered = match access {
        Access::Public => Ok(()),
        Access::Setup if app.organisation().set_up => Err(AppError::NotFound),
        Access::Setup => Ok(()),
        Access::Member => by_session(&app, &mut parts, |_| true).await,
        Access::Roles(roles) => by_session(&app, &mut parts, |me| roles.contains(&me.role)).await,
        Access::Admin => by_session(&app, &mut parts, Me::is_admin).await,
        Access::Api(scope) => by_token(&app, &mut parts, scope).await,
    };
    match entered {
        Ok(()) => Ok(next.run(Request::from_parts(parts, body)).await),
        Err(AppError::Unauthorized) => Ok(strangers_answer(&parts, access)),
        Err(refusal) => Err(refusal),
    }
}

/// A stranger who asks for a page is shown the sign-in form and comes back; one who sends something is refused, so
/// that what was typed stays in the browser; a program is told how to authenticate.
fn strangers_answer(parts: &Parts, access: Access) -> Response {
    let page = matches!(parts.method, Method::GET | Method::HEAD) && !is_fragment(&parts.headers);
    if matches!(access, Access::Api(_)) {
        let mut response = AppError::Unauthorized.into_response();
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        return response;
    }
    if !page {
        return AppError::Unauthorized.into_response();
    }
    let next = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    if next == urls::HOME {
        return see_other(urls::LOGIN);
    }
    see_other(&format!("{}?{}", urls::LOGIN, query::encode([("next", next)])))
}

async fn by_session(
    app: &AppState,
    parts: &mut Parts,
    allowed: impl FnOnce(&Me) -> bool,
) -> Result<(), AppError> {
    let (me, conn) = recognise_session(app, &parts.headers).await?.ok_or(AppError::Unauthorized)?;
    if !allowed(&me) {
        return Err(AppError::Forbidden(words!(error_forbidden)));
    }
    // A write takes a connection of its own: keeping this one while it waits could starve a small pool.
    let mut conn = matches!(parts.method, Method::GET | Method::HEAD).then_some(conn);
    if let Some(conn) = conn.as_mut().filter(|_| me.role == Role::Rep && !is_fragment(&parts.headers)) {
        let waiting = home::waiting_count(conn, &home::mine(&me)).await?;
        parts.extensions.insert(Tallies { inbox: (waiting > 0).then_some(waiting), deals: None });
    }
    parts.extensions.insert(Handed::new(conn));
    parts.extensions.insert(me);
    Ok(())
}

/// The member whose session cookie the request carries.
pub(super) async fn recognise_session(
    app: &AppState,
    headers: &HeaderMap,
) -> Result<Option<(Me, Conn)>, AppError> {
    let Some(secret) = cookie::read(headers, session_cookie(app.config.https())) else { return Ok(None) };
    let (now, sha) = (app.clock.now(), people::digest(secret));
    let mut conn = app.db.read().await?;
    let Some(Recognised { member, by }) = store::sessions::recognise(&mut conn, sha, now).await? else {
        return Ok(None);
    };
    if is_due(now, Some(by.seen_at), SESSION_TOUCH) && app.limits.should_touch(by.id.uuid(), SESSION_TOUCH) {
        let (db, id) = (app.db.clone(), by.id);
        later(
            async move { db.write(async move |mut tx| store::sessions::touch(&mut tx, id, now).await).await },
        );
    }
    Ok(Some((me(member, Via::Session(by.id)), conn)))
}

async fn by_token(app: &AppState, parts: &mut Parts, scope: Scope) -> Result<(), AppError> {
    let secret = bearer(&parts.headers).ok_or(AppError::Unauthorized)?;
    let (now, sha) = (app.clock.now(), people::digest(secret));
    let mut conn = app.db.read().await?;
    let found = store::tokens::recognise(&mut conn, sha, now).await?;
    let Recognised { member, by } = found.ok_or(AppError::Unauthorized)?;
    app.limits.token(by.id).map_err(AppError::TooManyRequests)?;
    if by.scope < scope || (scope == Scope::Admin && member.role != Role::Admin) {
        return Err(AppError::Forbidden(words!(error_scope)));
    }
    if is_due(now, by.last_used_at, TOKEN_TOUCH) && app.limits.should_touch(by.id.uuid(), TOKEN_TOUCH) {
        let (db, id) = (app.db.clone(), by.id);
        later(
            async move { db.write(async move |mut tx| store::tokens::touch(&mut tx, id, now).await).await },
        );
    }
    let conn = matches!(parts.method, Method::GET | Method::HEAD).then_some(conn);
    parts.extensions.insert(Handed::new(conn));
    parts.extensions.insert(me(member, Via::Token(by.id, by.scope)));
    Ok(())
}

/// The token of an `Authorization: Bearer rel_…` header; never one from the URL.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && token.starts_with(TOKEN_PREFIX) && token.len() <= 100)
        .then_some(token)
}

fn is_due(now: Instant, noted: Option<Instant>, every: Duration) -> bool {
    let every = i64::try_from(every.as_micros()).unwrap_or(i64::MAX);
    noted.is_none_or(|at| now.since(at) >= every || now < at)
}

/// Runs a write that nobody waits for, in a transaction of its own.
fn later(write: impl Future<Output = Result<(), crate::db::DbError>> + Send + 'static) {
    tokio::spawn(async move {
        if let Err(cause) = write.await {
            tracing::warn!(%cause, "the use of a session or token was not written down");
        }
    });
}

fn me(member: Member, via: Via) -> Me {
    Me {
        id: member.id,
        lang: member.language.as_deref().and_then(|code| code.parse().ok()),
        zone: member.time_zone.as_deref().and_then(crate::domain::zone::parse_zone),
        theme: Theme::from_code(&member.theme).unwrap_or_default(),
        name: member.name,
        email: member.email,
        role: member.role,
        team: member.team,
        shortcuts: member.shortcuts,
        remembered: member.remembered,
        via,
    }
}
