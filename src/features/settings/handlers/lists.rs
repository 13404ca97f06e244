//! `/settings/{list}`: sources, campaigns, contents, personas, queues.

use super::super::defaults::UNKNOWN_SOURCE;
use super::super::model::{Item, ItemFields, NamedList};
use super::super::store::lists;
use super::super::{form, views};
use crate::app::{AppState, Client};
use crate::db::{Conn, DbError};
use crate::domain::text::fold;
use crate::features::audit::{self, By, Entry};
use crate::features::sla;
use crate::urls;
use crate::web::error::AppError;
use crate::web::flash::{self, Flash};
use crate::web::form::{FieldErrors, FormState, RawForm};
use crate::web::me::Me;
use crate::web::page::{self, Shell};
use crate::web::path::Path;
use crate::words;
use axum::extract::State;
use axum::response::Response;
use uuid::Uuid;

/// Answers `GET /settings/{list}`.
pub async fn index(shell: Shell, mut conn: Conn, Path(list): Path<String>) -> Result<Response, AppError> {
    let list = known(&list)?;
    let sheet = sheet(&mut conn, list).await?;
    page::ok(&views::ListPage::new(shell, sheet, FormState::default(), None))
}

async fn sheet(conn: &mut Conn, list: NamedList) -> Result<views::ListSheet, AppError> {
    let items = lists::items(conn, list).await?;
    let calendars = if list == NamedList::Queues { sla::calendars::named(conn).await? } else { Vec::new() };
    Ok(views::ListSheet { list, items, calendars })
}

/// Answers `POST /settings/{list}`: adds an entry.
pub async fn add(
    State(app): State<AppState>,
    Client(address): Client,
    me: Me,
    shell: Shell,
    Path(list): Path<String>,
    form: RawForm,
) -> Result<Response, AppError> {
    let list = known(&list)?;
    let outcome = match form::item(&form) {
        Ok(fields) => insert(&app, By::member(me.id, None, address), list, fields).await,
        Err(errors) => Err(errors.into()),
    };
    answer(&app, shell, list, None, form, outcome).await
}

/// Answers `POST /settings/{list}/{id}`: renames an entry, opens or closes it.
pub async fn save(
    State(app): State<AppState>,
    Client(address): Client,
    me: Me,
    shell: Shell,
    Path((list, id)): Path<(String, Uuid)>,
    form: RawForm,
) -> Result<Response, AppError> {
    let list = known(&list)?;
    let outcome = match form::item(&form) {
        Ok(fields) => {
            let seen = (id, form.version().unwrap_or_default());
            update(&app, By::member(me.id, None, address), list, seen, fields).await
        }
        Err(errors) => Err(errors.into()),
    };
    answer(&app, shell, list, Some(id), form, outcome).await
}

fn known(list: &str) -> Result<NamedList, AppError> {
    list.parse().map_err(|_| AppError::NotFound)
}

async fn answer(
    app: &AppState,
    shell: Shell,
    list: NamedList,
    entry: Option<Uuid>,
    form: RawForm,
    outcome: Result<(), AppError>,
) -> Result<Response, AppError> {
    match outcome {
        Ok(()) => {
            Ok(flash::redirect(&urls::settings_list(list.code()), Flash::done(shell.l.t.lists_saved())))
        }
        Err(AppError::Invalid(errors)) => {
            let sheet = sheet(&mut app.db.read().await?, list).await?;
            page::refused(&views::ListPage::new(shell, sheet, form.state(errors), entry))
        }
        Err(AppError::Conflict(_)) => {
            let sheet = sheet(&mut app.db.read().await?, list).await?;
            let item = sheet.items.iter().find(|item| entry == Some(item.id)).ok_or(AppError::NotFound)?;
            let state = sheet.saved(&shell.l, item).beside(form);
            page::stale(&views::ListPage::new(shell, sheet, state, entry))
        }
        Err(other) => Err(other),
    }
}

async fn insert(app: &AppState, by: By, list: NamedList, fields: ItemFields) -> Result<(), AppError> {
    let (clock, id) = (app.clock.clone(), app.clock.id::<()>().uuid());
    app.db
        .write(async move |mut tx| {
            lists::add(&mut tx, list, id, &fields).await.map_err(taken)?;
            let entry = Entry::new("list.added", list.code(), id).with("name", fields.name);
            audit::write(&mut tx, &clock, &by, entry).await?;
            Ok(())
        })
        .await
}

async fn update(
    app: &AppState,
    by: By,
    list: NamedList,
    (id, version): (Uuid, i64),
    fields: ItemFields,
) -> Result<(), AppError> {
    let clock = app.clock.clone();
    app.db
        .write(async move |mut tx| {
            let before = lists::get(&mut tx, list, id).await?.ok_or(AppError::NotFound)?;
            if list == NamedList::Sources && fold(&before.name) == fold(UNKNOWN_SOURCE) {
                return Err(AppError::Refused(words!(lists_unknown_source)));
            }
            let after = fields.over(Item { version, ..before.clone() });
            let calendars = sla::calendars::named(&mut tx).await?;
            let hours = |id: Option<Uuid>| {
                calendars.iter().find(|(known, _)| Some(*known) == id).map(|(_, name)| name.as_str())
            };
            if after.calendar.is_some() && hours(after.calendar).is_none() {
                return Err(FieldErrors::one("calendar", words!(field_choice)).into());
            }
            if before.version != version || !lists::change(&mut tx, list, &after).await.map_err(taken)? {
                return Err(AppError::Conflict(words!(error_conflict)));
            }
            let entry = Entry::new("list.changed", list.code(), id)
                .with("name", before.name.as_str())
                .change("name", before.name.as_str(), after.name)
                .change("active", before.active, after.active)
                .change("calendar", hours(before.calendar), hours(after.calendar))
                .change("description", before.description, after.description);
            audit::write(&mut tx, &clock, &by, entry).await?;
            Ok(())
        })
        .await
}

fn taken(cause: DbError) -> AppError {
    if cause.is_unique_violation() {
        return FieldErrors::one("name", words!(field_duplicate)).into();
    }
    cause.into()
}
