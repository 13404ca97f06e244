//! `/settings/reasons`.

use super::super::model::ReasonKind;
use super::super::store::reasons;
use super::super::{form, views};
use crate::app::{AppState, Client};
use crate::db::Conn;
use crate::features::audit::{self, By, Entry};
use crate::urls;
use crate::web::error::AppError;
use crate::web::flash::{self, Flash};
use crate::web::form::RawForm;
use crate::web::me::Me;
use crate::web::page::{self, Shell};
use crate::web::path::Path;
use axum::extract::State;
use axum::response::Response;

/// Answers `GET /settings/reasons`.
pub async fn index(shell: Shell, mut conn: Conn) -> Result<Response, AppError> {
    let rows = reasons::list(&mut conn).await?;
    page::ok(&views::Reasons::new(shell, rows, None))
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
    let (fr, en, active) = match form::reason(&form) {
        Ok(valid) => valid,
        Err(errors) => {
            let rows = reasons::list(&mut app.db.read().await?).await?;
            return page::refused(&views::Reasons::new(shell, rows, Some((kind, code, form.state(errors)))));
        }
    };
    let (clock, by) = (app.clock.clone(), By::member(me.id, None, address));
    app.db
        .write(async move |mut tx| {
            if !reasons::change(&mut tx, kind, &code, (&fr, &en), active).await? {
                return Err(AppError::NotFound);
            }
            let entry = Entry::new("reason.changed", "reason", format!("{}/{code}", kind.code()))
                .with("label_fr", fr)
                .with("label_en", en)
                .with("active", active);
            audit::write(&mut tx, &clock, &by, entry).await?;
            Ok(())
        })
        .await?;
    Ok(flash::redirect(urls::REASONS, Flash::done(shell.l.t.reasons_saved())))
}
