//! Writes the answer of a refused or failed request: a page in the reader's language, or problem details for the API.

use super::error::{AppError, Carried};
use super::page::{Bare, Site, html};
use super::query::MAX_URL;
use crate::i18n::L;
use crate::urls;
use askama::Template;
use axum::Json;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::sync::Arc;

/// A refusal or fault as a page: what happened, what to do next.
#[derive(Template)]
#[template(path = "errors/error.html")]
struct ErrorPage {
    l: L,
    bare: Bare,
    title: String,
    explanation: String,
    incident: Option<String>,
    signed_out: bool,
}

/// RFC 9457 problem details. `type` names the kind of problem, stable for programs.
#[derive(Serialize)]
struct Problem {
    r#type: String,
    title: String,
    status: u16,
    detail: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    incident: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldProblem>,
}

/// One field at fault.
#[derive(Serialize)]
struct FieldProblem {
    field: String,
    code: &'static str,
    detail: String,
}

/// Middleware, inside [`super::headers::secure`] and outside everything else: gives refusals and faults their text,
/// and refuses addresses longer than [`MAX_URL`] before anything reads them.
pub async fn render(State(site): State<Site>, request: Request, next: Next) -> Response {
    let mut bare = Bare::new(&site, request.headers(), request.uri());
    if request.method() != Method::GET {
        bare.path = urls::HOME.to_owned(); // the answer to a POST has no address to come back to
    }
    let api = request.uri().path().starts_with("/api/");
    let head = request.method() == Method::HEAD;
    let response = if request.uri().path_and_query().is_some_and(|uri| uri.as_str().len() > MAX_URL) {
        AppError::UriTooLong.into_response()
    } else {
        next.run(request).await
    };
    let Some(error) = error_of(&response) else { return response };
    let mut answer = if api { problem(&error, &bare.l) } else { page(&error, bare) };
    *answer.status_mut() = response.status();
    for (name, value) in response.headers() {
        if !matches!(*name, header::CONTENT_TYPE | header::CONTENT_LENGTH) {
            answer.headers_mut().append(name, value.clone());
        }
    }
    if head {
        *answer.body_mut() = axum::body::Body::empty();
    }
    answer
}

/// Carried by an answer that stays as it is, whatever its status: a word for a supervisor, not a page for a person.
#[derive(Debug, Clone, Copy)]
pub struct Verbatim;

/// The error that the answer carries, or the one behind a status that came without a page: axum's own extractors and
/// tower's layers answer in plain English text, or not at all.
fn error_of(response: &Response) -> Option<Arc<AppError>> {
    if let Some(Carried(error)) = response.extensions().get::<Carried>() {
        return Some(error.clone());
    }
    if response.extensions().get::<Verbatim>().is_some() {
        return None;
    }
    let kind = response.headers().get(header::CONTENT_TYPE).map_or(&b""[..], HeaderValue::as_bytes);
    let has_page = kind.starts_with(b"text/html") || kind.starts_with(b"application/");
    if has_page { None } else { AppError::from_status(response.status()).map(Arc::new) }
}

/// Title and explanation of an error.
fn sentences(error: &AppError, l: &L) -> (String, String) {
    let t = l.t;
    match error {
        AppError::BadRequest(why) => (t.error_bad_request_title(), why.say(l)),
        AppError::Unauthorized => (t.error_unauthorized_title(), t.error_unauthorized()),
        AppError::Forbidden(why) => (t.error_forbidden_title(), why.say(l)),
        AppError::NotFound => (t.error_not_found_title(), t.error_not_found()),
        AppError::MethodNotAllowed => (t.error_method_title(), t.error_method()),
        AppError::Conflict(why) => (t.error_conflict_title(), why.say(l)),
        AppError::PreconditionFailed => (t.error_conflict_title(), t.error_precondition()),
        AppError::TooLarge => (t.error_too_large_title(), t.error_too_large()),
        AppError::UriTooLong => (t.error_too_large_title(), t.error_uri_too_long()),
        AppError::UnsupportedMediaType => (t.error_bad_request_title(), t.error_media_type()),
        AppError::Refused(why) => (t.error_refused_title(), why.say(l)),
        AppError::Invalid(_) => (t.error_refused_title(), t.error_invalid()),
        AppError::TooManyRequests(seconds) => (t.error_too_many_title(), t.error_too_many(*seconds)),
        AppError::Unavailable(_) => (t.error_unavailable_title(), t.error_unavailable()),
        AppError::Internal(_) => (t.error_internal_title(), t.error_internal()),
    }
}

fn incident_of(error: &AppError) -> Option<String> {
    match error {
        AppError::Internal(incident) => Some(incident.0.clone()),
        _ => None,
    }
}

fn page(error: &AppError, bare: Bare) -> Response {
    let l = bare.l;
    let (title, explanation) = sentences(error, &l);
    let signed_out = matches!(error, AppError::Unauthorized);
    let view = ErrorPage { l, bare, title, explanation, incident: incident_of(error), signed_out };
    html(error.status(), &view).unwrap_or_else(|_| error.status().into_response())
}

fn problem(error: &AppError, l: &L) -> Response {
    let (title, detail) = sentences(error, l);
    let status = error.status();
    let errors = match error {
        AppError::Invalid(fields) => fields
            .iter()
            .map(|(field, why)| FieldProblem { field: field.to_owned(), code: why.key(), detail: why.say(l) })
            .collect(),
        _ => Vec::new(),
    };
    let body = Problem {
        r#type: format!("/api/problems/{}", kind(error)),
        title,
        status: status.as_u16(),
        detail,
        incident: incident_of(error),
        errors,
    };
    let mut response = (status, Json(body)).into_response();
    let media_type = HeaderValue::from_static("application/problem+json");
    response.headers_mut().insert(header::CONTENT_TYPE, media_type);
    response
}

/// Stable name of the kind of problem, the last part of its `type`.
fn kind(error: &AppError) -> &'static str {
    match error {
        AppError::BadRequest(_) => "bad-request",
        AppError::Unauthorized => "unauthorized",
        AppError::Forbidden(why) | AppError::Conflict(why) | AppError::Refused(why) => why.key(),
        AppError::NotFound => "not-found",
        AppError::MethodNotAllowed => "method-not-allowed",
        AppError::PreconditionFailed => "precondition-failed",
        AppError::TooLarge => "too-large",
        AppError::UriTooLong => "uri-too-long",
        AppError::UnsupportedMediaType => "unsupported-media-type",
        AppError::Invalid(_) => "invalid",
        AppError::TooManyRequests(_) => "too-many-requests",
        AppError::Unavailable(_) => "unavailable",
        AppError::Internal(_) => "internal",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;
    use crate::domain::instant::Instant;
    use axum::Router;
    use axum::body::{Body, to_bytes};
    use axum::middleware::from_fn_with_state;
    use axum::routing::get;
    use tower::ServiceExt;

    fn app() -> Router {
        let site = Site {
            clock: Clock::manual(Instant::from_secs(1_795_000_000), 1),
            zone: chrono_tz::Europe::Paris,
            https: false,
        };
        let boom = || async { AppError::internal(&"SELECT secret FROM member; /srv/src/x.rs:12") };
        let refuse = || async {
            AppError::Invalid(super::super::form::FieldErrors::one("email", crate::words!(field_email)))
        };
        Router::new()
            .route("/boom", get(boom))
            .route("/api/v1/boom", get(boom))
            .route("/api/v1/refuse", get(refuse))
            .route("/wait", get(|| async { AppError::Unavailable(7) }))
            .route("/ok", get(|| async { "fine" }))
            .layer(from_fn_with_state(site, render))
    }

    async fn ask(path: &str, language: &str) -> (Response, String) {
        let request = Request::get(path).header("accept-language", language).body(Body::empty()).unwrap();
        let mut response = app().oneshot(request).await.unwrap();
        let body = to_bytes(std::mem::take(response.body_mut()), 1 << 20).await.unwrap();
        (response, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn a_fault_gives_its_number_and_nothing_else() {
        for path in ["/boom", "/api/v1/boom"] {
            let (response, body) = ask(path, "fr").await;
            assert_eq!(response.status(), 500);
            assert!(!body.contains("SELECT") && !body.contains(".rs"), "{body}");
            assert!(body.to_lowercase().contains("incident"), "{body}");
        }
    }

    #[tokio::test]
    async fn refusals_speak_the_readers_language() {
        assert!(ask("/nowhere", "fr").await.1.contains("Page introuvable"));
        let (response, body) = ask("/nowhere", "en").await;
        assert!(body.contains("Page not found") && body.contains("<html lang=\"en\""));
        assert_eq!(response.status(), 404);
    }

    #[tokio::test]
    async fn the_api_gets_problem_details() {
        let (response, body) = ask("/api/v1/refuse", "en").await;
        assert_eq!(
            (response.status().as_u16(), &response.headers()["content-type"]),
            (422, &HeaderValue::from_static("application/problem+json"))
        );
        let problem: serde_json::Value = serde_json::from_str(&body).unwrap();
        assert_eq!(problem["errors"][0]["code"], "field_email");
        assert_eq!(problem["status"], 422);
        assert_eq!(ask("/api/v1/none", "fr").await.0.status(), 404);
    }

    #[tokio::test]
    async fn waiting_times_methods_and_long_addresses() {
        let (response, _) = ask("/wait", "fr").await;
        assert_eq!(
            (response.status().as_u16(), &response.headers()["retry-after"]),
            (503, &HeaderValue::from(7))
        );
        let post = Request::post("/ok").body(Body::empty()).unwrap();
        let response = app().oneshot(post).await.unwrap();
        assert_eq!(
            (response.status().as_u16(), &response.headers()["allow"]),
            (405, &HeaderValue::from_static("GET,HEAD"))
        );
        assert_eq!(ask(&format!("/ok?q={}", "a".repeat(MAX_URL)), "fr").await.0.status(), 414);
        assert_eq!(ask("/ok", "fr").await.1, "fine");
    }
}
