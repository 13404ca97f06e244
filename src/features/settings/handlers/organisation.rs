//! `/settings/organisation`.

use super::super::model::{FirstSettings, OrganisationRow};
use super::super::store::organisation;
use super::super::{form, views};
use crate::app::{AppState, Client};
use crate::db::Conn;
use crate::features::audit::{self, By, Entry};
use crate::features::people::{currencies, languages, zones};
use crate::urls;
use crate::web::error::AppError;
use crate::web::flash::{self, Flash};
use crate::web::form::{FieldErrors, RawForm};
use crate::web::me::Me;
use crate::web::page::{self, Shell};
use crate::web::stale::Saved;
use crate::words;
use axum::extract::State;
use axum::response::Response;

/// Answers `GET /settings/organisation`.
pub async fn form(shell: Shell, mut conn: Conn) -> Result<Response, AppError> {
    let row = organisation::get(&mut conn).await?.ok_or(AppError::NotFound)?;
    let settled = organisation::has_leads(&mut conn).await?;
    page::ok(&views::OrganisationPage::new(shell, &row, settled, None))
}

/// Answers `POST /settings/organisation`.
pub async fn save(
    State(app): State<AppState>,
    Client(address): Client,
    me: Me,
    shell: Shell,
    form: RawForm,
) -> Result<Response, AppError> {
    let outcome = match form::organisation(&form) {
        Ok(new) => {
            let by = By::member(me.id, None, address);
            change(&app, by, form.version().unwrap_or_default(), new).await
        }
        Err(errors) => Err(errors.into()),
    };
    match outcome {
        Ok(()) => {
            app.refresh_organisation().await?;
            Ok(flash::redirect(urls::ORGANISATION, Flash::done(shell.l.t.organisation_saved())))
        }
        Err(AppError::Invalid(errors)) => {
            let mut conn = app.db.read().await?;
            let row = organisation::get(&mut conn).await?.ok_or(AppError::NotFound)?;
            let settled = organisation::has_leads(&mut conn).await?;
            page::refused(&views::OrganisationPage::new(shell, &row, settled, Some(form.state(errors))))
        }
        Err(AppError::Conflict(_)) => {
            let mut conn = app.db.read().await?;
            let row = organisation::get(&mut conn).await?.ok_or(AppError::NotFound)?;
            let settled = organisation::has_leads(&mut conn).await?;
            let saved = Saved::at(row.version)
                .with("name", &row.name)
                .chosen("time_zone", &row.time_zone, &zones())
                .chosen("currency", &row.currency, &currencies())
                .chosen("language", &row.language, &languages());
            page::stale(&views::OrganisationPage::new(shell, &row, settled, Some(saved.beside(form))))
        }
        Err(other) => Err(other),
    }
}

/// Days are counted in the zone and amounts in the currency: neither changes under leads that were counted with it.
async fn change(app: &AppState, by: By, version: i64, new: FirstSettings) -> Result<(), AppError> {
    let clock = app.clock.clone();
    app.db
        .write(async move |mut tx| {
            let before = organisation::lock(&mut tx).await?.ok_or(AppError::NotFound)?;
            if before.version != version {
                return Err(AppError::Conflict(words!(error_conflict)));
            }
            if organisation::has_leads(&mut tx).await? {
                keep_settled(&before, &new)?;
            }
            organisation::change(&mut tx, &new).await?;
            let entry = Entry::general("organisation.changed", "organisation")
                .change("name", before.name, new.name)
                .change("time_zone", before.time_zone, new.time_zone)
                .change("currency", before.currency, new.currency)
                .change("language", before.language, new.language);
            audit::write(&mut tx, &clock, &by, entry).await?;
            Ok(())
        })
        .await
}

fn keep_settled(before: &OrganisationRow, new: &FirstSettings) -> Result<(), FieldErrors> {
    let mut errors = FieldErrors::default();
    if before.time_zone != new.time_zone {
        errors.add("time_zone", words!(organisation_zone_settled));
    }
    if before.currency != new.currency {
        errors.add("currency", words!(organisation_currency_settled));
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}
