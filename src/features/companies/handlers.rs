//! `/companies`, `/companies/{id}` and completion.

use super::model::{Company, CompanyFields, SaveError};
use super::views::{Companies, Show};
use super::{form, store};
use crate::app::AppState;
use crate::db::{Conn, Tx};
use crate::domain::filter::{LeadFilter, Pick, Place};
use crate::domain::ids::{Id, of};
use crate::features::lists::{self, Line, currency, reader};
use crate::features::{leads, reference};
use crate::i18n::L;
use crate::urls;
use crate::web::error::AppError;
use crate::web::flash::{self, Flash};
use crate::web::form::{FieldErrors, FormState, RawForm};
use crate::web::me::Me;
use crate::web::page::{self, Nav, Shell};
use crate::web::path::Path;
use crate::web::query::Query;
use crate::web::stale::Saved;
use crate::words;
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Serialize;

/// Longest text that is searched for, in characters.
const LONGEST: usize = 120;

/// The list.
pub async fn index(
    State(app): State<AppState>,
    mut conn: Conn,
    shell: Shell,
    l: L,
    headers: HeaderMap,
    query: Query,
) -> Result<Response, AppError> {
    let q: String = query.get("q").unwrap_or_default().trim().chars().take(LONGEST).collect();
    let after = query.get("after");
    let (rows, next) = store::page(&mut conn, &q, after).await?;
    let view = Companies {
        l,
        shell: shell.at(Nav::Companies),
        q,
        rows,
        next,
        further: after.is_some(),
        currency: currency(&app),
    };
    page::page_or_part(&headers, "rows", &view, &view.as_rows())
}

/// Names that begin like `q`, for completion.
#[derive(Debug, Serialize)]
pub struct Names {
    items: Vec<String>,
}

/// Completion.
pub async fn complete(mut conn: Conn, query: Query) -> Result<Json<Names>, AppError> {
    let typed = query.get("q").unwrap_or_default();
    let found =
        if typed.is_empty() { Vec::new() } else { reference::companies_like(&mut conn, typed).await? };
    Ok(Json(Names { items: found.into_iter().map(|item| item.name).collect() }))
}

/// A company with its leads.
pub async fn show(
    State(app): State<AppState>,
    me: Me,
    mut conn: Conn,
    shell: Shell,
    Path(id): Path<Id<of::Company>>,
) -> Result<Response, AppError> {
    let company = store::get(&mut conn, id).await?.ok_or(AppError::NotFound)?;
    let f = form::filled(&company);
    page::ok(&view(&app, &me, &mut conn, shell, company, f).await?)
}

async fn view(
    app: &AppState,
    me: &Me,
    conn: &mut Conn,
    shell: Shell,
    company: Company,
    f: FormState,
) -> Result<Show, AppError> {
    let (reader, currency) = (reader(app, me), currency(app));
    let filter = LeadFilter { company: Some(Pick::Is(company.id.uuid())), ..LeadFilter::default() };
    let (page, count) = lists::listing(conn, &filter, &reader, &Place::Start, false).await?;
    let l = shell.l;
    let line = |row| Line::new(&l, row, &filter, reader.today, currency);
    let lines = page.rows.into_iter().map(line).collect();
    let all = filter.href(urls::LEADS);
    Ok(Show { l, shell: shell.at(Nav::Companies), company, f, lines, count, all })
}

/// Saves a company.
pub async fn save(
    State(app): State<AppState>,
    me: Me,
    shell: Shell,
    Path(id): Path<Id<of::Company>>,
    form: RawForm,
) -> Result<Response, AppError> {
    let outcome = match (form::read(&form), form.version()) {
        (Ok(fields), Some(version)) => write(&app, id, version, fields).await,
        (Ok(_), None) => Err(SaveError::Stale),
        (Err(errors), _) => return again(&app, &me, shell, id, form, errors).await,
    };
    match outcome {
        Ok(()) => Ok(flash::redirect(&urls::company(id), Flash::done(shell.l.t.company_saved()))),
        Err(SaveError::Taken) => {
            let errors = FieldErrors::one("name", words!(field_duplicate));
            again(&app, &me, shell, id, form, errors).await
        }
        Err(SaveError::NotFound) => Err(AppError::NotFound),
        Err(SaveError::Stale) => stale(&app, &me, shell, id, form).await,
        Err(SaveError::Db(cause)) => Err(cause.into()),
    }
}

/// Somebody else has saved it meanwhile.
async fn stale(
    app: &AppState,
    me: &Me,
    shell: Shell,
    id: Id<of::Company>,
    form: RawForm,
) -> Result<Response, AppError> {
    let mut conn = app.db.read().await?;
    let company = store::get(&mut conn, id).await?.ok_or(AppError::NotFound)?;
    let f = &company.fields;
    let saved = Saved::at(company.version)
        .with("name", &f.name)
        .with("domain", &f.domain)
        .with("city", &f.city)
        .with("note", &f.note);
    page::stale(&view(app, me, &mut conn, shell, company, saved.beside(form)).await?)
}

async fn again(
    app: &AppState,
    me: &Me,
    shell: Shell,
    id: Id<of::Company>,
    form: RawForm,
    errors: FieldErrors,
) -> Result<Response, AppError> {
    let mut conn = app.db.read().await?;
    let company = store::get(&mut conn, id).await?.ok_or(AppError::NotFound)?;
    page::refused(&view(app, me, &mut conn, shell, company, form.state(errors)).await?)
}

async fn write(
    app: &AppState,
    id: Id<of::Company>,
    version: i64,
    fields: CompanyFields,
) -> Result<(), SaveError> {
    let country = crate::domain::contact::country_of(app.organisation().zone);
    app.db.write(async move |mut tx| renamed(&mut tx, id, version, &fields, country).await).await
}

/// Writes a company. Leads are found by its name: a new one reaches their keys in the same write.
///
/// # Errors
/// [`SaveError`].
pub async fn renamed(
    tx: &mut Tx,
    id: Id<of::Company>,
    version: i64,
    fields: &CompanyFields,
    country: &str,
) -> Result<(), SaveError> {
    let before = store::get(tx, id).await?.ok_or(SaveError::NotFound)?;
    store::update(tx, id, version, fields).await?;
    if before.fields.name == fields.name {
        return Ok(());
    }
    for lead in store::leads(tx, id).await? {
        if let Some(row) = leads::get(tx, lead).await? {
            let keys = leads::keys(&row.fields, &fields.name, country);
            store::set_search_key(tx, lead, &keys.search).await?;
        }
    }
    Ok(())
}
