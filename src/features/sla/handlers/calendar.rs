//! `/settings/calendar`: the organisation's open hours, and the calendars of those who work at other hours.

use super::super::form::CalendarFields;
use super::super::model::Which;
use super::super::store::{calendars, rules};
use super::super::{figures, form, views};
use crate::app::{AppState, Client};
use crate::db::{Conn, DbError, Tx};
use crate::domain::calendar::Sha;
use crate::domain::period::Period;
use crate::domain::zone::local_date;
use crate::features::audit::{self, By, Entry};
use crate::urls;
use crate::web::error::AppError;
use crate::web::flash::{self, Flash};
use crate::web::form::{FieldErrors, RawForm};
use crate::web::me::Me;
use crate::web::page::{self, Shell};
use crate::web::path::Path;
use crate::web::query::Query;
use crate::words;
use axum::extract::State;
use axum::response::Response;
use chrono::NaiveDate;
use uuid::Uuid;

/// The month that is previewed, and today.
type Months = (Period, NaiveDate);

/// Answers `GET /settings/calendar`, with the preview of a month.
pub async fn show(
    app: State<AppState>,
    shell: Shell,
    conn: Conn,
    query: Query,
) -> Result<Response, AppError> {
    shown(app, shell, conn, query, Which::Organisation).await
}

/// Answers `GET /settings/calendar/new`: the form of another calendar, which starts from the organisation's hours.
pub async fn ask(app: State<AppState>, shell: Shell, conn: Conn, query: Query) -> Result<Response, AppError> {
    shown(app, shell, conn, query, Which::New).await
}

/// Answers `GET /settings/calendar/{id}`.
pub async fn show_named(
    app: State<AppState>,
    shell: Shell,
    conn: Conn,
    query: Query,
    Path(id): Path<Uuid>,
) -> Result<Response, AppError> {
    shown(app, shell, conn, query, Which::Named(id)).await
}

async fn shown(
    State(app): State<AppState>,
    shell: Shell,
    mut conn: Conn,
    query: Query,
    which: Which,
) -> Result<Response, AppError> {
    let zone = app.organisation().zone;
    let month = super::month_of(&query, app.clock.now(), zone)?;
    let months = (month, local_date(app.clock.now(), zone));
    let sheet = sheet(&app, &mut conn, which).await?;
    page::ok(&views::CalendarPage::new(shell, &sheet, &sheet.saved.calendar, months, None))
}

/// What is saved of a calendar, with what its page says beside it.
async fn sheet(app: &AppState, conn: &mut Conn, which: Which) -> Result<views::CalendarSheet, AppError> {
    let all = calendars::list(conn).await?;
    let found = match which {
        Which::Named(id) => {
            let row = all.iter().find(|row| row.id == id && !row.is_default).ok_or(AppError::NotFound)?;
            Some((row.name.clone(), row.version, row.calendar.clone()))
        }
        Which::Organisation => all
            .iter()
            .find(|row| row.is_default)
            .map(|row| (String::new(), row.version, row.calendar.clone())),
        Which::New => None,
    };
    let (name, version, calendar) = match found {
        Some(found) => found,
        // 0 while nothing was ever written
        None => (String::new(), 0, figures::calendar(conn, app.organisation().zone).await?),
    };
    let followed_by = match which {
        Which::Named(id) => calendars::followed_by(conn, id).await?,
        Which::Organisation | Which::New => Vec::new(),
    };
    let named = all.into_iter().filter(|row| !row.is_default).map(|row| (row.id, row.name)).collect();
    Ok(views::CalendarSheet { which, saved: CalendarFields { name, calendar }, version, named, followed_by })
}

/// Answers `POST /settings/calendar`: keeps the hours, or (`preview`) shows a month of them without keeping them.
pub async fn save(
    app: State<AppState>,
    client: Client,
    me: Me,
    shell: Shell,
    form: RawForm,
) -> Result<Response, AppError> {
    saved(app, client, me, shell, form, Which::Organisation).await
}

/// Answers `POST /settings/calendar/new`.
pub async fn add(
    app: State<AppState>,
    client: Client,
    me: Me,
    shell: Shell,
    form: RawForm,
) -> Result<Response, AppError> {
    saved(app, client, me, shell, form, Which::New).await
}

/// Answers `POST /settings/calendar/{id}`.
pub async fn save_named(
    app: State<AppState>,
    client: Client,
    me: Me,
    shell: Shell,
    Path(id): Path<Uuid>,
    form: RawForm,
) -> Result<Response, AppError> {
    saved(app, client, me, shell, form, Which::Named(id)).await
}

async fn saved(
    State(app): State<AppState>,
    Client(address): Client,
    me: Me,
    shell: Shell,
    form: RawForm,
    which: Which,
) -> Result<Response, AppError> {
    let (zone, now) = (app.organisation().zone, app.clock.now());
    let month = match form.get("month").and_then(form::month) {
        Some(month) => month,
        None => super::month_of(&Query::default(), now, zone)?,
    };
    let months = (month, local_date(now, zone));
    let typed = match form::calendar_fields(&form, which != Which::Organisation) {
        Ok(typed) => typed,
        Err(errors) => return refused(&app, shell, which, months, form, errors).await,
    };
    if form.has("preview") {
        let sheet = sheet(&app, &mut app.db.read().await?, which).await?;
        let state = form.state(FieldErrors::default());
        return page::ok(&views::CalendarPage::new(shell, &sheet, &typed.calendar, months, Some(state)));
    }
    let seen = form.version().unwrap_or_default();
    match keep(&app, By::member(me.id, None, address), which, seen, typed.clone()).await {
        Ok(place) => Ok(flash::redirect(&place, Flash::done(shell.l.t.calendar_saved()))),
        Err(AppError::Invalid(errors)) => refused(&app, shell, which, months, form, errors).await,
        Err(AppError::Conflict(_)) => {
            let sheet = sheet(&app, &mut app.db.read().await?, which).await?;
            let state = sheet.beside(&shell.l, &typed).beside(form);
            page::stale(&views::CalendarPage::new(shell, &sheet, &sheet.saved.calendar, months, Some(state)))
        }
        Err(other) => Err(other),
    }
}

async fn refused(
    app: &AppState,
    shell: Shell,
    which: Which,
    months: Months,
    form: RawForm,
    errors: FieldErrors,
) -> Result<Response, AppError> {
    let sheet = sheet(app, &mut app.db.read().await?, which).await?;
    let state = form.state(errors);
    page::refused(&views::CalendarPage::new(shell, &sheet, &sheet.saved.calendar, months, Some(state)))
}

/// Writes a calendar that is still at `version`. Answers the address of its page.
async fn keep(
    app: &AppState,
    by: By,
    which: Which,
    version: i64,
    typed: CalendarFields,
) -> Result<String, AppError> {
    let (clock, id) = (app.clock.clone(), app.clock.id::<()>().uuid());
    app.db
        .write(async move |mut tx| {
            let sha = rules::freeze(&mut tx, &typed.calendar, clock.now()).await?;
            let (entry, place) = match which {
                Which::Organisation => {
                    keep_default(&mut tx, id, version, sha).await?;
                    (Entry::general("calendar.changed", "calendar"), urls::CALENDAR.to_owned())
                }
                Which::New => {
                    calendars::insert(&mut tx, id, &typed.name, sha, false).await.map_err(taken)?;
                    let entry = Entry::new("calendar.added", "calendar", id).with("name", typed.name);
                    (entry, urls::calendar(id))
                }
                Which::Named(id) => {
                    let known = calendars::list(&mut tx).await?;
                    let before =
                        known.iter().find(|c| c.id == id && !c.is_default).ok_or(AppError::NotFound)?;
                    if !calendars::update(&mut tx, id, version, &typed.name, sha).await.map_err(taken)? {
                        return Err(stale());
                    }
                    let entry = Entry::new("calendar.changed", "calendar", id)
                        .with("name", before.name.as_str())
                        .change("name", before.name.as_str(), typed.name);
                    (entry, urls::calendar(id))
                }
            };
            audit::write(&mut tx, &clock, &by, entry.with("sha", sha.to_string())).await?;
            Ok(place)
        })
        .await
}

async fn keep_default(tx: &mut Tx, id: Uuid, version: i64, sha: Sha) -> Result<(), AppError> {
    let known = calendars::list(tx).await?;
    match known.iter().find(|c| c.is_default) {
        None if version != 0 => Err(stale()),
        None => calendars::insert(tx, id, "—", sha, true)
            .await
            .map_err(|e: DbError| if e.is_unique_violation() { stale() } else { e.into() }),
        Some(found) if !calendars::update(tx, found.id, version, &found.name, sha).await? => Err(stale()),
        Some(_) => Ok(()),
    }
}

fn stale() -> AppError {
    AppError::Conflict(words!(error_conflict))
}

fn taken(cause: DbError) -> AppError {
    if cause.is_unique_violation() {
        return FieldErrors::one("name", words!(field_duplicate)).into();
    }
    cause.into()
}
