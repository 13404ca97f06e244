//! Refusals and faults: one enum, turned into a page or into RFC 9457 problem details.
//!
//! Handlers return `Result<_, AppError>`. The error itself knows no language: it rides on the answer, and
//! [`crate::web::error_page::render`] writes the page (or the JSON under `/api`) for the reader of the request.
//! What happened inside is logged under an incident number and never shown.

use super::form::FieldErrors;
use super::query::PairsError;
use super::words::Words;
use crate::words;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// Why a request was not carried out.
#[derive(Debug, Clone)]
pub enum AppError {
    /// 400: the request makes no sense (encoding, parameters).
    BadRequest(Words),
    /// 401: nobody is signed in. Pages redirect to the sign-in form before this is seen.
    Unauthorized,
    /// 403: this person may not do this; the sentence says why.
    Forbidden(Words),
    /// 404: nothing here, or nothing for this person.
    NotFound,
    /// 405: the address exists, not for this method.
    MethodNotAllowed,
    /// 409: the world has moved on since the form was shown.
    Conflict(Words),
    /// 412: `If-Match` names an older version.
    PreconditionFailed,
    /// 413: the body is larger than this address accepts.
    TooLarge,
    /// 414: the address is longer than [`super::query::MAX_URL`].
    UriTooLong,
    /// 415: the body is of another kind than this address reads.
    UnsupportedMediaType,
    /// 422: understood, but a rule refuses it; the sentence names the rule.
    Refused(Words),
    /// 422 with the fields at fault (the API's form of it; pages show their form again instead).
    Invalid(FieldErrors),
    /// 429: too many tries; seconds until the next one.
    TooManyRequests(u32),
    /// 503: the instance cannot serve this now; seconds until it is worth trying again.
    Unavailable(u32),
    /// 500: a fault of ours, already logged under this incident number.
    Internal(Incident),
}

/// The number under which a fault is logged; what a reader can quote, and nothing more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incident(pub String);

impl AppError {
    /// A fault of ours: logs `cause` under a new incident number.
    pub fn internal(cause: &dyn std::fmt::Display) -> Self {
        let incident = Incident::new();
        tracing::error!(incident = incident.0, cause = %cause, "request failed");
        Self::Internal(incident)
    }

    /// The status that the answer has.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::Unauthorized => StatusCode::UNAUTHORIZED,
            Self::Forbidden(_) => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::PreconditionFailed => StatusCode::PRECONDITION_FAILED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UriTooLong => StatusCode::URI_TOO_LONG,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Refused(_) | Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooManyRequests(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The error behind a bare status, for answers that the router or a layer gives without a body.
    pub fn from_status(status: StatusCode) -> Option<Self> {
        Some(match status {
            StatusCode::BAD_REQUEST => Self::BadRequest(words!(error_bad_request)),
            StatusCode::UNAUTHORIZED => Self::Unauthorized,
            StatusCode::FORBIDDEN => Self::Forbidden(words!(error_forbidden)),
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Self::MethodNotAllowed,
            StatusCode::CONFLICT => Self::Conflict(words!(error_conflict)),
            StatusCode::PRECONDITION_FAILED => Self::PreconditionFailed,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            StatusCode::URI_TOO_LONG => Self::UriTooLong,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Self::UnsupportedMediaType,
            StatusCode::UNPROCESSABLE_ENTITY => Self::Refused(words!(error_refused)),
            StatusCode::TOO_MANY_REQUESTS => Self::TooManyRequests(60),
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::REQUEST_TIMEOUT | StatusCode::GATEWAY_TIMEOUT => {
                Self::Unavailable(5)
            }
            other if other.is_server_error() => Self::internal(&format!("answer {other} without a cause")),
            _ => return None,
        })
    }

    /// Seconds to wait, for 429 and 503.
    pub fn retry_after(&self) -> Option<u32> {
        match self {
            Self::TooManyRequests(seconds) | Self::Unavailable(seconds) => Some(*seconds),
            _ => None,
        }
    }
}

impl Incident {
    /// A new number: short enough to read aloud, random enough not to repeat.
    pub fn new() -> Self {
        let bits: u64 = rand::random();
        let text = format!("{bits:016x}");
        Self(format!("{}-{}", text.get(..4).unwrap_or_default(), text.get(4..10).unwrap_or_default()))
    }
}

impl Default for Incident {
    fn default() -> Self {
        Self::new()
    }
}

/// The error that an answer carries until its page is written.
#[derive(Debug, Clone)]
pub(super) struct Carried(pub Arc<AppError>);

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        if let Some(seconds) = self.retry_after() {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(Carried(Arc::new(self)));
        response
    }
}

impl From<crate::db::DbError> for AppError {
    /// What the engine cannot do now may be tried again; anything else is a fault of ours.
    fn from(cause: crate::db::DbError) -> Self {
        if cause.is_transient() {
            tracing::warn!(%cause, "database unavailable");
            return Self::Unavailable(5);
        }
        Self::internal(&cause)
    }
}

impl From<askama::Error> for AppError {
    fn from(cause: askama::Error) -> Self {
        Self::internal(&cause)
    }
}

impl From<PairsError> for AppError {
    fn from(cause: PairsError) -> Self {
        Self::BadRequest(match cause {
            PairsError::TooMany => words!(error_too_many_parameters),
            PairsError::Encoding => words!(error_encoding),
            PairsError::Nul => words!(field_characters),
        })
    }
}

impl From<FieldErrors> for AppError {
    fn from(errors: FieldErrors) -> Self {
        Self::Invalid(errors)
    }
}
