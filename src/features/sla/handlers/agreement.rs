//! `/settings/agreement`: what is promised, from which day on.

use super::super::store::rules;
use super::super::{form, settle, views};
use crate::app::{AppState, Client};
use crate::db::{Conn, DbError};
use crate::domain::ids::Id;
use crate::domain::sla::{TermError, Terms, check_start};
use crate::domain::zone::{day_start, local_date};
use crate::features::audit::{self, By, Entry};
use crate::features::reference::{self, List};
use crate::urls;
use crate::web::error::AppError;
use crate::web::flash::{self, Flash};
use crate::web::form::{FieldErrors, RawForm};
use crate::web::me::Me;
use crate::web::page::{self, Shell};
use crate::web::path::Path;
use crate::words;
use axum::extract::State;
use axum::response::Response;
use uuid::Uuid;

/// Leads settled in one go.
const PAGE: usize = 500;

async fn personas(conn: &mut Conn) -> Result<Vec<(Uuid, String)>, DbError> {
    let items = reference::items(conn, List::Persona).await?;
    Ok(items.into_iter().map(|item| (item.id, item.name)).collect())
}

/// Answers `GET /settings/agreement`.
pub async fn show(State(app): State<AppState>, shell: Shell, mut conn: Conn) -> Result<Response, AppError> {
    let today = local_date(app.clock.now(), app.organisation().zone);
    let (terms, personas) = (rules::terms(&mut conn).await?, personas(&mut conn).await?);
    page::ok(&views::AgreementPage::new(shell, &terms, &personas, today, None))
}

/// Answers `POST /settings/agreement`: agrees on new terms.
pub async fn save(
    State(app): State<AppState>,
    Client(address): Client,
    me: Me,
    shell: Shell,
    form: RawForm,
) -> Result<Response, AppError> {
    let today = local_date(app.clock.now(), app.organisation().zone);
    let names = personas(&mut app.db.read().await?).await?;
    let ids: Vec<_> = names.iter().map(|(id, _)| Id::from_uuid(*id)).collect();
    let outcome = match form::terms(&form, 0, &ids) {
        Ok(terms) => agree(&app, By::member(me.id, None, address), terms).await,
        Err(errors) => Err(errors.into()),
    };
    match outcome {
        Ok(starts_on) => {
            let said = shell.l.t.agreement_saved(shell.l.date(starts_on));
            Ok(flash::redirect(urls::AGREEMENT, Flash::done(said)))
        }
        Err(AppError::Invalid(errors)) => {
            let terms = rules::terms(&mut app.db.read().await?).await?;
            let state = form.state(errors);
            page::refused(&views::AgreementPage::new(shell, &terms, &names, today, Some(state)))
        }
        Err(other) => Err(other),
    }
}

async fn agree(app: &AppState, by: By, terms: Terms) -> Result<chrono::NaiveDate, AppError> {
    let (clock, zone) = (app.clock.clone(), app.organisation().zone);
    app.db
        .write(async move |mut tx| {
            rules::lock(&mut tx).await?;
            let known = rules::terms(&mut tx).await?;
            let now = clock.now();
            check_start(&known, terms.starts_on, local_date(now, zone)).map_err(start_fault)?;
            let number = known.iter().map(|t| t.number).max().unwrap_or(0).saturating_add(1);
            let terms = Terms { number, ..terms };
            rules::insert_terms(&mut tx, &terms, by.member, now).await?;
            // the very first terms may start today: what was handed off since midnight is judged by them
            let since = rules::handed_since(&mut tx, day_start(terms.starts_on, zone)).await?;
            for page in since.chunks(PAGE) {
                settle(&mut tx, page, zone).await?;
            }
            let entry = Entry::new("agreement.agreed", "agreement", number)
                .with("starts_on", terms.starts_on.to_string())
                .with("mql_target", terms.mql_target)
                .with("acceptance_floor", terms.acceptance_floor)
                .with("first_contact_minutes", terms.first_contact_minutes)
                .with("decision_minutes", terms.decision_minutes);
            audit::write(&mut tx, &clock, &by, entry).await?;
            Ok(terms.starts_on)
        })
        .await
}

fn start_fault(fault: TermError) -> FieldErrors {
    FieldErrors::one(
        "starts_on",
        match fault {
            TermError::Past => words!(agreement_start_past),
            TermError::Taken => words!(agreement_start_taken),
        },
    )
}

/// Answers `POST /settings/agreement/{number}/withdraw`: takes back terms that have not started.
pub async fn withdraw(
    State(app): State<AppState>,
    Client(address): Client,
    me: Me,
    shell: Shell,
    Path(number): Path<i32>,
) -> Result<Response, AppError> {
    let by = By::member(me.id, None, address);
    let (clock, zone) = (app.clock.clone(), app.organisation().zone);
    app.db
        .write(async move |mut tx| {
            rules::lock(&mut tx).await?;
            let known = rules::terms(&mut tx).await?;
            let found = known.iter().find(|t| t.number == number).ok_or(AppError::NotFound)?;
            if found.starts_on <= local_date(clock.now(), zone) {
                return Err(AppError::Refused(words!(agreement_started)));
            }
            rules::delete_terms(&mut tx, number).await?;
            let entry = Entry::new("agreement.withdrawn", "agreement", number);
            audit::write(&mut tx, &clock, &by, entry).await?;
            Ok::<_, AppError>(())
        })
        .await?;
    Ok(flash::redirect(urls::AGREEMENT, Flash::done(shell.l.t.agreement_withdrawn())))
}
