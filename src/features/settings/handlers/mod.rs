//! The pages of the settings, a file per subject.

pub mod audit;
pub mod lists;
pub mod organisation;
pub mod reasons;

use super::views;
use crate::web::error::AppError;
use crate::web::me::Me;
use crate::web::page::{self, Shell};
use axum::response::Response;

/// Answers `GET /settings`: what this member may open.
pub async fn index(me: Me, shell: Shell) -> Result<Response, AppError> {
    page::ok(&views::Index::new(shell, me.role))
}
