//! `/settings/calendar`: the organisation's open hours.

use super::super::store::{calendars, rules};
use super::super::{figures, form, views};
use crate::app::{AppState, Client};
use crate::db::DbError;
use crate::domain::calendar::Calendar;
use crate::domain::period::Period;
use crate::domain::zone::local_date;
use crate::features::audit::{self, By, Entry};
use crate::urls;
use crate::web::error::AppError;
use crate::web::flash::{self, Flash};
use crate::web::form::{FieldErrors, RawForm};
use crate::web::me::Me;
use crate::web::page::{self, Shell};
use crate::web::query::Query;
use crate::words;
use axum::extract::State;
use axum::response::Response;
use chrono::NaiveDate;

/// Answers `GET /settings/calendar`, with the preview of a month.
pub async fn show(
    State(app): State<AppState>,
    shell: Shell,
    mut conn: crate::db::Conn,
    query: Query,
) -> Result<Response, AppError> {
    let zone = app.organisation().zone;
    let month = super::month_of(&query, app.clock.now(), zone)?;
    let calendar = figures::calendar(&mut conn, zone).await?;
    let version = version(&calendars::list(&mut conn).await?);
    let today = local_date(app.clock.now(), zone);
    page::ok(&views::CalendarPage::new(shell, &calendar, version, (month, today), None))
}

/// 0 while nothing was ever written.
fn version(list: &[super::super::WorkCalendar]) -> i64 {
    list.iter().find(|c| c.is_default).map_or(0, |c| c.version)
}

/// Answers `POST /settings/calendar`: keeps the hours, or (`preview`) shows a month of them without keeping them.
pub async fn save(
    State(app): State<AppState>,
    Client(address): Client,
    me: Me,
    shell: Shell,
    form: RawForm,
) -> Result<Response, AppError> {
    let zone = app.organisation().zone;
    let now = app.clock.now();
    let month = form.get("month").and_then(form::month);
    let month = match month {
        Some(month) => month,
        None => super::month_of(&Query::default(), now, zone)?,
    };
    let months = (month, local_date(now, zone));
    let was = form.version().unwrap_or_default();
    match form::calendar(&form) {
        Ok(calendar) if form.has("preview") => {
            let state = form.state(FieldErrors::default());
            page::ok(&views::CalendarPage::new(shell, &calendar, was, months, Some(state)))
        }
        Ok(calendar) => match keep(&app, By::member(me.id, None, address), was, calendar.clone()).await {
            Ok(()) => Ok(flash::redirect(urls::CALENDAR, Flash::done(shell.l.t.calendar_saved()))),
            Err(AppError::Conflict(_)) => stale(&app, shell, &calendar, months, form).await,
            Err(other) => Err(other),
        },
        Err(errors) => {
            let calendar = figures::calendar(&mut app.db.read().await?, zone).await?;
            let state = form.state(errors);
            page::refused(&views::CalendarPage::new(shell, &calendar, was, months, Some(state)))
        }
    }
}

/// Somebody else has saved it meanwhile.
async fn stale(
    app: &AppState,
    shell: Shell,
    typed: &Calendar,
    months: (Period, NaiveDate),
    form: RawForm,
) -> Result<Response, AppError> {
    let mut conn = app.db.read().await?;
    let calendar = figures::calendar(&mut conn, app.organisation().zone).await?;
    let version = version(&calendars::list(&mut conn).await?);
    let saved = views::beside(&shell.l, version, &calendar, typed).beside(form);
    page::stale(&views::CalendarPage::new(shell, &calendar, version, months, Some(saved)))
}

async fn keep(app: &AppState, by: By, version: i64, calendar: Calendar) -> Result<(), AppError> {
    let (clock, id) = (app.clock.clone(), app.clock.id::<()>().uuid());
    let stale = || AppError::Conflict(words!(error_conflict));
    app.db
        .write(async move |mut tx| {
            let sha = rules::freeze(&mut tx, &calendar, clock.now()).await?;
            let known = calendars::list(&mut tx).await?;
            match known.iter().find(|c| c.is_default) {
                None if version != 0 => return Err(stale()),
                None => calendars::insert(&mut tx, id, "—", sha, true)
                    .await
                    .map_err(|e: DbError| if e.is_unique_violation() { stale() } else { e.into() })?,
                Some(found) => {
                    if !calendars::update(&mut tx, found.id, version, &found.name, sha).await? {
                        return Err(stale());
                    }
                }
            }
            let entry = Entry::general("calendar.changed", "calendar").with("sha", sha.to_string());
            audit::write(&mut tx, &clock, &by, entry).await?;
            Ok(())
        })
        .await
}
