//! Where the description is served.

use super::views::Docs;
use super::{document, operations};
use crate::web::error::AppError;
use crate::web::page::{self, Nav, Shell};
use axum::Json;
use axum::response::Response;

/// `GET /api/openapi.json`.
pub async fn json() -> Json<serde_json::Value> {
    Json(document())
}

/// `GET /api/docs`.
pub async fn docs(shell: Shell) -> Result<Response, AppError> {
    page::ok(&Docs { l: shell.l, shell: shell.at(Nav::Settings), operations: operations() })
}
