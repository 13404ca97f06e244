//! Editing a lead's fields: `GET` and `POST /leads/{id}/edit`.

use super::moves::receivers;
use super::{back, currency, faults, next_of, refusal_page, refused};
use crate::app::AppState;
use crate::db::{Conn, DbError, Tx};
use crate::domain::ids::{Id, of};
use crate::domain::text::fold;
use crate::features::idempotency::{Once, Ticket, landed};
use crate::features::leads::form::fields::{Typed, read};
use crate::features::leads::merge3::{Conflict, merge};
use crate::features::leads::model::{LeadFields, LeadRow};
use crate::features::leads::resolve::{self, Unresolved};
use crate::features::leads::store::page as rows;
use crate::features::leads::views::edit::{self as view, EditChoices};
use crate::features::leads::views::thread::Reader;
use crate::features::leads::{changes, get, held_at, lock};
use crate::features::reference::{self, List};
use crate::features::stages::{self, Acting, StageError};
use crate::urls;
use crate::web::error::AppError;
use crate::web::flash::Flash;
use crate::web::form::{FieldErrors, FormState, RawForm};
use crate::web::me::Me;
use crate::web::page::{self, Nav, Shell};
use crate::web::path::Path;
use crate::web::query::Query;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What two people do not agree on.
struct Disagreement {
    /// Fields that both changed.
    conflicts: Vec<Conflict>,
    /// The version that the lead is at.
    version: i64,
    /// Fields that others changed since the form was shown: the form's values of those are old.
    theirs: BTreeSet<&'static str>,
}

/// Why an edit was not saved.
enum Stop {
    /// Two people changed fields differently.
    Conflicts(Disagreement),
    /// Anything else.
    Other(Unresolved),
}

impl From<DbError> for Stop {
    fn from(e: DbError) -> Self {
        Self::Other(e.into())
    }
}
impl From<StageError> for Stop {
    fn from(e: StageError) -> Self {
        Self::Other(e.into())
    }
}
impl From<Unresolved> for Stop {
    fn from(e: Unresolved) -> Self {
        Self::Other(e)
    }
}

/// The form; somebody who may not edit this lead is told why.
pub async fn ask(
    State(app): State<AppState>,
    me: Me,
    shell: Shell,
    mut conn: Conn,
    Path(id): Path<Id<of::Lead>>,
    query: Query,
) -> Result<Response, AppError> {
    let standing = stages::standing(&mut conn, id).await?.ok_or(AppError::NotFound)?;
    if let Err(refusal) = stages::may_write(&app.acting(&me).actor, &standing.custody) {
        let told = stages::told(&mut conn, refusal.into(), id, shell.l.now).await;
        return refusal_page(shell, &urls::lead(id), told, &RawForm::default());
    }
    let lead = standing.lead;
    let tags = tags_of(&mut conn, id).await?;
    let names = names_of(&mut conn, lead.fields.texts().into_iter().map(|(_, value)| value)).await?;
    let mut values = view::filled(&shell.l, &lead.fields, &names, currency(&app).decimals());
    values.push(("tags", tags.clone()));
    values.push(("_next", next_of(&query, id)));
    let f = FormState::filled(values);
    page::ok(&form(&app, &mut conn, shell, &lead, (lead.version, tags), f).await?)
}

async fn tags_of(conn: &mut Conn, id: Id<of::Lead>) -> Result<String, DbError> {
    let names: Vec<String> = rows::tags(conn, id).await?.into_iter().map(|(_, name)| name).collect();
    Ok(names.join(", "))
}

/// The names behind the ids among these values.
async fn names_of(
    conn: &mut Conn,
    values: impl Iterator<Item = String>,
) -> Result<BTreeMap<Uuid, String>, DbError> {
    let ids: Vec<Uuid> = values.filter_map(|value| Uuid::try_parse(&value).ok()).collect();
    rows::names(conn, &ids).await
}

async fn form(
    app: &AppState,
    conn: &mut Conn,
    shell: Shell,
    lead: &LeadRow,
    start: (i64, String),
    f: FormState,
) -> Result<view::Edit, AppError> {
    let personas = reference::items(conn, List::Persona).await?.into_iter();
    let kept = lead.fields.persona.map(|id| id.uuid());
    let (mut sellers, queues) = receivers(conn).await?;
    if let Some(owner) = lead.fields.owner_sales.map(|id| id.to_string())
        && sellers.iter().all(|(id, _)| *id != owner)
    {
        sellers.push((owner, lead.names.owner_sales.clone())); // has left, and still has the lead
    }
    let choices = EditChoices {
        personas: personas
            .filter(|p| p.active || Some(p.id) == kept)
            .map(|p| (p.id.to_string(), p.name))
            .collect(),
        sellers,
        queues,
        currency: currency(app).symbol(),
    };
    Ok(view::edit((shell.l, shell.at(Nav::Leads)), lead, start, choices, f))
}

/// Saves the fields that the form has, merged with what others changed meanwhile.
pub async fn save(
    State(app): State<AppState>,
    me: Me,
    shell: Shell,
    Path(id): Path<Id<of::Lead>>,
    raw: RawForm,
) -> Result<Response, AppError> {
    let typed = match read(&raw, currency(&app).decimals()) {
        Ok(typed) => typed,
        Err(errors) => return again(&app, shell, id, raw, errors).await,
    };
    let (action, to) = (urls::lead_part(id, "edit"), back(&raw, id));
    let (ticket, acting) = (Ticket::of(&raw, me.id, format!("POST {action}")), app.acting(&me));
    let sent = raw.clone();
    let outcome = app
        .db
        .write(async move |mut tx| {
            if let Some(seen) = ticket.seen(&mut tx, acting.clock.now()).await? {
                return Ok(seen);
            }
            let merged = carry_out(&mut tx, &acting, id, &typed, &sent).await?;
            Ok::<_, Stop>(Once::Done(ticket.settle(&mut tx, to).await?, merged))
        })
        .await;
    let l = shell.l;
    match outcome {
        Ok(once) => landed(once, shell.at(Nav::Leads), (raw, action), |merged| {
            Flash::done(if merged { l.t.edit_merged() } else { l.t.edit_done() })
        }),
        Err(Stop::Conflicts(found)) => disagree(&app, &me, shell, id, &raw, &found).await,
        Err(Stop::Other(error)) => match faults(error) {
            Ok(errors) => again(&app, shell, id, raw, errors).await,
            Err(error) => refused(&app, shell, id, error, &raw).await,
        },
    }
}

/// Merges and writes; answers whether others had edited the lead since the form was shown.
async fn carry_out(
    tx: &mut Tx,
    acting: &Acting,
    id: Id<of::Lead>,
    typed: &Typed,
    sent: &RawForm,
) -> Result<bool, Stop> {
    let row = lock(tx, id).await?.ok_or(StageError::NotFound)?;
    let seen = sent.version().unwrap_or(row.version);
    let held = held_at(tx, id, seen).await?;
    let mine = resolve::lead_fields(tx, &acting.clock, row.fields.clone(), typed).await?;
    let present =
        |field: &str| sent.has(field) || (field == "estimated_value" && sent.has("estimated_value_minor"));
    let after = merge(&held, &row.fields, &mine, present).map_err(|conflicts| {
        let changed = |(field, now): &(&str, String)| held.get(*field).is_some_and(|old| old != now);
        let theirs = row.fields.texts().into_iter().filter(changed).map(|(field, _)| field).collect();
        Stop::Conflicts(Disagreement { conflicts, version: row.version, theirs })
    })?;
    write(tx, acting, &row, &after).await?;
    if let Some(tags) = &typed.tags {
        retag(tx, acting, id, tags, sent.get("_tags").unwrap_or_default()).await?;
    }
    Ok(seen < row.version && !held.is_empty())
}

async fn write(tx: &mut Tx, acting: &Acting, row: &LeadRow, after: &LeadFields) -> Result<(), StageError> {
    stages::save_fields(tx, acting, row.id, row.version, after).await.map(drop)
}

/// Adds the tags that are new in the form and takes off those that it lost, leaving what others did alone.
async fn retag(
    tx: &mut Tx,
    acting: &Acting,
    id: Id<of::Lead>,
    mine: &[String],
    shown: &str,
) -> Result<(), Stop> {
    let before = rows::tags(tx, id).await?;
    let has = |list: &[String], name: &str| list.iter().any(|tag| fold(tag) == fold(name));
    let shown: Vec<String> = shown.split(", ").filter(|tag| !tag.is_empty()).map(str::to_owned).collect();
    for name in mine.iter().filter(|name| !has(&shown, name)) {
        let tag = reference::ensure(tx, &acting.clock, List::Tag, name).await.map_err(StageError::from)?;
        rows::tag(tx, id, tag).await?;
    }
    for (tag, name) in &before {
        if has(&shown, name) && !has(mine, name) {
            rows::untag(tx, id, *tag).await?;
        }
    }
    let after = tags_of(tx, id).await?;
    let before = before.into_iter().map(|(_, name)| name).collect::<Vec<_>>().join(", ");
    if after != before {
        let now = acting.clock.now();
        crate::features::leads::touch(tx, id, now).await?;
        let version = get(tx, id).await?.map_or(0, |row| row.version);
        rows::note_change(tx, id, version, ("tags", &before, &after), acting.actor.member, now).await?;
    }
    Ok(())
}

/// The page of three columns.
async fn disagree(
    app: &AppState,
    me: &Me,
    shell: Shell,
    id: Id<of::Lead>,
    raw: &RawForm,
    found: &Disagreement,
) -> Result<Response, AppError> {
    let mut conn = app.db.read().await?;
    let row = get(&mut conn, id).await?.ok_or(AppError::NotFound)?;
    let by = changes(&mut conn, id).await?.first().map(|change| change.actor_name.clone());
    let values = found.conflicts.iter().flat_map(|c| [c.mine.clone(), c.theirs.clone(), c.base.clone()]);
    let names = names_of(&mut conn, values).await?;
    let (l, actor) = (shell.l, app.acting(me).actor);
    let reader = Reader { l: &l, actor: &actor, currency: currency(app) };
    let told = (&reader, &names, currency(app).decimals());
    let shell = shell.at(Nav::Leads);
    // What only others changed stays as it is now: the next form says nothing of it.
    let asked = |name: &str| found.conflicts.iter().any(|conflict| conflict.field == name);
    let raw = raw.without(|name| found.theirs.contains(name) && !asked(name));
    let page =
        view::disagree(shell, &row, (found.version, by.unwrap_or_default()), &raw, &found.conflicts, told);
    page::html(StatusCode::CONFLICT, &page)
}

async fn again(
    app: &AppState,
    shell: Shell,
    id: Id<of::Lead>,
    raw: RawForm,
    errors: FieldErrors,
) -> Result<Response, AppError> {
    let mut conn = app.db.read().await?;
    let row = get(&mut conn, id).await?.ok_or(AppError::NotFound)?;
    let start = (raw.version().unwrap_or(row.version), raw.get("_tags").unwrap_or_default().to_owned());
    page::refused(&form(app, &mut conn, shell, &row, start, raw.state(errors)).await?)
}
