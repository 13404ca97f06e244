//! `/settings/reasons`.

use super::super::model::{ReasonFields, ReasonKind};
use super::super::store::reasons;
use super::super::{form, views};
use crate::app::{AppState, Client};
use crate::db::Conn;
use crate::features::audit::{self, By, Entry};
use crate::urls;
use crate::web::error::AppError;
use crate::web::flash::{self, Flash};
use crate::web::form::{FormState, RawForm};
use crate::web::me::Me;
use crate::web::page::{self, Shell};
use crate::web::path::Path;
use crate::web::stale::Saved;
use crate::words;
use axum::extract::State;
use axum::response::Response;

/// Answers `GET /settings/reasons`.
pub async fn index(shell: Shell, mut conn: Conn) -> Result<Response, AppError> {
    let rows = reasons::list(&mut conn).await?;
    page::ok(&views::Reasons::new(shell, rows, FormState::default(), None))
}

/// Answers `POST /settings/reasons/{kind}/{code}`: words a reason, opens or closes it.
pub async fn save(
    State(app): State<AppState>,
    Client(address): Client,
    me: Me,
    shell: Shell,
    Path((kind, code)): Path<(String, String)>,
    form: RawForm,
) -> Result<Response, AppError> {
    let kind: ReasonKind = kind.parse().map_err(|_| AppError::NotFound)?;
    let outcome = match form::reason(&form) {
        Ok(fields) => {
            let version = form.version().unwrap_or_default();
            change(&app, By::member(me.id, None, address), (kind, code.clone(), version), fields).await
        }
        Err(errors) => Err(errors.into()),
    };
    match outcome {
        Ok(()) => Ok(flash::redirect(urls::REASONS, Flash::done(shell.l.t.reasons_saved()))),
        Err(AppError::Invalid(errors)) => {
            let rows = reasons::list(&mut app.db.read().await?).await?;
            page::refused(&views::Reasons::new(shell, rows, form.state(errors), Some((kind, code))))
        }
        Err(AppError::Conflict(_)) => stale(&app, shell, (kind, code), form).await,
        Err(other) => Err(other),
    }
}

/// Somebody else has saved it meanwhile.
async fn stale(
    app: &AppState,
    shell: Shell,
    (kind, code): (ReasonKind, String),
    form: RawForm,
) -> Result<Response, AppError> {
    let rows = reasons::list(&mut app.db.read().await?).await?;
    let row = rows.iter().find(|row| row.kind == kind && row.code == code).ok_or(AppError::NotFound)?;
    let saved = Saved::at(row.version)
        .with("label_fr", &row.label_fr)
        .with("label_en", &row.label_en)
        .ticked("active", row.active, views::offered(&shell.l, row.active));
    page::stale(&views::Reasons::new(shell, rows, saved.beside(form), Some((kind, code))))
}

async fn change(
    app: &AppState,
    by: By,
    (kind, code, version): (ReasonKind, String, i64),
    fields: ReasonFields,
) -> Result<(), AppError> {
    let clock = app.clock.clone();
    app.db
        .write(async move |mut tx| {
            let before = reasons::get(&mut tx, kind, &code).await?.ok_or(AppError::NotFound)?;
            if before.version != version || !reasons::change(&mut tx, &before, &fields).await? {
                return Err(AppError::Conflict(words!(error_conflict)));
            }
            let entry = Entry::new("reason.changed", "reason", format!("{}/{code}", kind.code()))
                .change("label_fr", before.label_fr, fields.label_fr)
                .change("label_en", before.label_en, fields.label_en)
                .change("active", before.active, fields.active);
            audit::write(&mut tx, &clock, &by, entry).await?;
            Ok(())
        })
        .await
}
