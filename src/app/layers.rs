//! The layers around every route, outermost first: log, headers, compression, error pages, messages, panics, foreign sites; then
//! per route: patience, size of the body, who may enter.

use super::AppState;
use super::guard::{SESSION_COOKIES, guard};
use super::route::Route;
use crate::web::error::AppError;
use crate::web::page::Site;
use crate::web::{cookie, error_page, flash, headers};
use crate::words;
use axum::Router;
use axum::extract::{FromRef, Request};
use axum::http::{HeaderMap, Method};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use std::any::Any;
use std::convert::Infallible;
use std::time::{Duration, Instant};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::{CsrfLayer, ProtectionError};
use tower_http::limit::RequestBodyLimitLayer;

/// The whole application as one service.
///
/// # Panics
/// When two routes have the same method and path: a fault of the table, found by any test.
pub fn build(app: AppState, routes: Vec<Route>) -> Router {
    let mut router = Router::new();
    for route in routes {
        let Route { info, handler, body, patience } = route;
        let handler = handler
            .layer::<_, Infallible>(from_fn_with_state((app.clone(), info.access), guard))
            .layer::<_, Infallible>(RequestBodyLimitLayer::new(body))
            .layer(from_fn(move |request: Request, next: Next| in_time(patience, request, next)));
        router = router.route(info.path, handler);
    }
    let site = Site::from_ref(&app);
    let policy = headers::Policy { https: site.https };
    router
        .with_state(app)
        .layer(from_fn(own_forms_only))
        .layer(same_site())
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(site.clone(), flash::carry))
        .layer(from_fn_with_state(site, error_page::render))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(policy, headers::secure))
        .layer(from_fn(log))
}

/// A slow handler is given up; what it wrote in one transaction is written or not, never half.
async fn in_time(patience: Duration, request: Request, next: Next) -> Result<Response, AppError> {
    tokio::time::timeout(patience, next.run(request)).await.map_err(|_| {
        tracing::warn!("an answer did not begin in time");
        AppError::Unavailable(10)
    })
}

/// Refuses what another site makes a browser send: by Fetch Metadata, else by `Origin`. The API is left out: it never
/// looks at cookies. So are invitations and resets, whose secret address no other site knows.
fn same_site() -> CsrfLayer<impl FnMut(ProtectionError) -> Response + Clone> {
    CsrfLayer::new()
        .with_insecure_bypass(|_, uri| {
            ["/api/", "/join/", "/reset/"].iter().any(|prefix| uri.path().starts_with(prefix))
        })
        .with_rejection_response(|_: ProtectionError| foreign())
}

/// The layer above lets requests without both headers pass, as programs send them; with our session's cookie they
/// are refused, because a browser that old cannot be told from a stranger's page.
async fn own_forms_only(request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let api = request.uri().path().starts_with("/api/");
    if !safe && !api && has_session_cookie(request.headers()) && !says_whence(request.headers()) {
        return foreign();
    }
    next.run(request).await
}

fn has_session_cookie(headers: &HeaderMap) -> bool {
    SESSION_COOKIES.iter().any(|name| cookie::read(headers, name).is_some())
}

fn says_whence(headers: &HeaderMap) -> bool {
    ["sec-fetch-site", "origin"].iter().any(|name| headers.get(*name).is_some_and(|value| !value.is_empty()))
}

fn foreign() -> Response {
    AppError::Forbidden(words!(error_foreign_form)).into_response()
}

fn panicked(cause: Box<dyn Any + Send + 'static>) -> Response {
    let text = cause.downcast_ref::<String>().map(String::as_str).or(cause.downcast_ref::<&str>().copied());
    AppError::internal(&format!("panic: {}", text.unwrap_or("without a message"))).into_response()
}

/// One line a request: method, path without query (which may hold personal data), status, duration.
async fn log(request: Request, next: Next) -> Response {
    let (method, path, began) =
        (request.method().clone(), path_for_log(request.uri().path()), Instant::now());
    let response = next.run(request).await;
    let (status, micros) = (response.status().as_u16(), began.elapsed().as_micros());
    if status >= 500 {
        tracing::warn!(%method, path, status, micros, "request");
    } else {
        tracing::debug!(%method, path, status, micros, "request");
    }
    response
}

/// The secret of an invitation or reset is part of its path.
fn path_for_log(path: &str) -> String {
    ["/join/", "/reset/"]
        .iter()
        .find(|prefix| path.starts_with(**prefix))
        .map_or_else(|| path.to_owned(), |prefix| format!("{prefix}…"))
}
