//! `GET /api/v1/reviews/{week}`.

use super::figures;
use super::handlers::week_of;
use crate::app::AppState;
use crate::db::Conn;
use crate::domain::review::Payload;
use crate::web::error::AppError;
use crate::web::path::Path;
use axum::Json;
use axum::extract::State;
use serde::Serialize;

/// A review: what it holds, and when it was closed. The digest is of the canonical JSON (names sorted, no blanks) of
/// everything but `status`, `frozen_at`, `frozen_by` and `sha256`.
#[derive(Debug, Serialize)]
pub struct Answer {
    #[serde(flatten)]
    payload: Payload,
    /// `live` or `frozen`.
    status: &'static str,
    frozen_at: Option<String>,
    frozen_by: Option<String>,
    sha256: Option<String>,
}

/// Answers `GET /api/v1/reviews/{week}`.
pub async fn show(
    State(app): State<AppState>,
    mut conn: Conn,
    Path(week): Path<String>,
) -> Result<Json<Answer>, AppError> {
    let week = week_of(&app, &week)?;
    let shown = figures::shown(&mut conn, week, app.clock.now(), app.organisation().zone).await?;
    let frozen = shown.frozen;
    Ok(Json(Answer {
        payload: shown.payload,
        status: if frozen.is_some() { "frozen" } else { "live" },
        frozen_at: frozen.as_ref().map(|f| f.at.rfc3339()),
        frozen_by: frozen.as_ref().map(|f| f.by.clone()),
        sha256: frozen.map(|f| f.sha256),
    }))
}
