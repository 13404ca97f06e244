//! `/healthz` and `/readyz`. They name no version and no path: what is wrong is in the log and in `relais doctor`.

use crate::app::AppState;
use crate::web::error_page::Verbatim;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

/// Free space below which the instance is not ready, in bytes: SQLite needs room for its log.
const MIN_FREE: u64 = 64 * 1024 * 1024;

/// Answers `GET /healthz`: the process runs.
pub async fn alive() -> Response {
    text(StatusCode::OK, "ok")
}

/// Answers `GET /readyz`: 200 when the database answers, is migrated, and its disk has room; else 503 and the word of
/// what is missing.
pub async fn ready(State(app): State<AppState>) -> Response {
    match app.db.missing_migrations().await {
        Err(cause) => {
            tracing::warn!(%cause, "not ready: the database does not answer");
            return text(StatusCode::SERVICE_UNAVAILABLE, "database");
        }
        Ok(0) => {}
        Ok(missing) => {
            tracing::warn!(missing, "not ready: migrations are missing");
            return text(StatusCode::SERVICE_UNAVAILABLE, "migrations");
        }
    }
    let folder = app.db.path().and_then(|path| path.parent()).map(|folder| {
        if folder.as_os_str().is_empty() { std::path::PathBuf::from(".") } else { folder.to_path_buf() }
    });
    if let Some(folder) = folder {
        let free = tokio::task::spawn_blocking(move || fs4::available_space(folder)).await;
        if free.ok().and_then(Result::ok).is_none_or(|free| free < MIN_FREE) {
            tracing::warn!("not ready: the disk is full or cannot be asked");
            return text(StatusCode::SERVICE_UNAVAILABLE, "disk");
        }
    }
    text(StatusCode::OK, "ready")
}

/// Plain text that is not replaced by an error page: supervisors read the word.
fn text(status: StatusCode, word: &'static str) -> Response {
    (status, Extension(Verbatim), word).into_response()
}
