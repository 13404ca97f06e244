//! Signing in and out.

use super::super::secret::digest;
use super::super::store::sessions;
use crate::app::{AppState, session_cookie};
use crate::db::DbError;
use crate::urls;
use crate::web::cookie::{self, Life};
use crate::web::error::AppError;
use crate::web::redirect::see_other;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::Response;

const CLEAR: HeaderName = HeaderName::from_static("clear-site-data");

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
