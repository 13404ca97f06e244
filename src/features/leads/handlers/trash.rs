//! The bin: `GET /trash`, `GET` and `POST /leads/{id}/trash`, `POST /leads/{id}/restore`.

use super::moves::name_of;
use super::{back, refused};
use crate::app::AppState;
use crate::db::Conn;
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::lifecycle::RESTORE_DAYS;
use crate::features::idempotency::{Once, Ticket, landed};
use crate::features::leads;
use crate::features::leads::store::duplicates::trashed;
use crate::features::leads::views::forms::{Reason, Trash, TrashLine};
use crate::features::leads::views::record::display_name;
use crate::features::stages::{self, StageError};
use crate::urls;
use crate::web::check::Check;
use crate::web::error::AppError;
use crate::web::flash::Flash;
use crate::web::form::{FieldErrors, FormState, RawForm};
use crate::web::me::Me;
use crate::web::page::{self, Nav, Shell};
use crate::web::path::Path;
use crate::web::query::Query;
use axum::extract::State;
use axum::response::Response;

/// Leads on one page of the bin.
const PAGE: usize = 100;

/// What was binned in the last thirty days.
pub async fn index(shell: Shell, mut conn: Conn, query: Query) -> Result<Response, AppError> {
    let now = shell.l.now;
    let since = now.plus_secs(-RESTORE_DAYS * 86_400);
    let before = query.get("before").and_then(|micros| micros.parse().ok()).map(Instant::from_micros);
    let mut found = trashed(&mut conn, since, before.unwrap_or(Instant::NEVER)).await?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let last = found.last().map(|lead| lead.at.micros());
    let next = last.filter(|_| more).map(|at| format!("{}?before={at}", urls::TRASH));
    let lines = found.into_iter().map(|lead| {
        let left = lead.at.plus_secs(RESTORE_DAYS * 86_400).since(now);
        TrashLine {
            lead,
            days_left: left.div_euclid(86_400_000_000).max(0).saturating_add(1).min(RESTORE_DAYS),
        }
    });
    page::ok(&Trash { l: shell.l, lines: lines.collect(), next, shell: shell.at(Nav::Leads) })
}

/// The form that bins a lead.
pub async fn ask(shell: Shell, mut conn: Conn, Path(id): Path<Id<of::Lead>>) -> Result<Response, AppError> {
    page::ok(&form(&mut conn, shell, id, FormState::default()).await?)
}

async fn form(conn: &mut Conn, shell: Shell, id: Id<of::Lead>, f: FormState) -> Result<Reason, AppError> {
    let lead = leads::get(conn, id).await?.ok_or(AppError::NotFound)?;
    let l = shell.l;
    Ok(Reason {
        lead: id,
        name: display_name(&lead, &l),
        heading: l.t.trash_confirm(),
        explanation: l.t.trash_explained(),
        action: urls::lead_part(id, "trash"),
        submit: l.t.trash_confirm(),
        f,
        l,
        shell: shell.at(Nav::Leads),
    })
}

/// Bins a lead.
pub async fn bin(
    State(app): State<AppState>,
    me: Me,
    shell: Shell,
    Path(id): Path<Id<of::Lead>>,
    raw: RawForm,
) -> Result<Response, AppError> {
    let mut c = Check::new(&raw);
    let reason = c.text("reason", 2_000);
    let reason = c.required("reason", reason);
    let reason = match c.finish(reason) {
        Ok(reason) => reason,
        Err(errors) => return again(&app, shell, id, raw, errors).await,
    };
    let (acting, action, to) = (app.acting(&me), urls::lead_part(id, "trash"), back(&raw, id));
    let ticket = Ticket::of(&raw, me.id, format!("POST {action}"));
    let outcome = app
        .db
        .write(async move |mut tx| {
            if let Some(seen) = ticket.seen(&mut tx, acting.clock.now()).await? {
                return Ok(seen);
            }
            stages::trash(&mut tx, &acting, id, &reason).await?;
            Ok::<_, StageError>(Once::Done(ticket.settle(&mut tx, to).await?, ()))
        })
        .await;
    match outcome {
        Ok(once) => {
            let said = shell.l.t.trash_done(&name_of(&app, id, &shell.l).await?);
            let undo = urls::lead_part(id, "restore");
            landed(once, shell.at(Nav::Leads), (raw, action), |()| {
                Flash::done(said).with_undo(undo, Vec::new())
            })
        }
        Err(error) => refused(&app, shell, id, error, &raw).await,
    }
}

async fn again(
    app: &AppState,
    shell: Shell,
    id: Id<of::Lead>,
    raw: RawForm,
    errors: FieldErrors,
) -> Result<Response, AppError> {
    let mut conn = app.db.read().await?;
    page::refused(&form(&mut conn, shell, id, raw.state(errors)).await?)
}

/// Brings a lead back.
pub async fn restore(
    State(app): State<AppState>,
    me: Me,
    shell: Shell,
    Path(id): Path<Id<of::Lead>>,
    raw: RawForm,
) -> Result<Response, AppError> {
    let (acting, action, to) = (app.acting(&me), urls::lead_part(id, "restore"), back(&raw, id));
    let ticket = Ticket::of(&raw, me.id, format!("POST {action}"));
    let outcome = app
        .db
        .write(async move |mut tx| {
            if let Some(seen) = ticket.seen(&mut tx, acting.clock.now()).await? {
                return Ok(seen);
            }
            stages::restore(&mut tx, &acting, id).await?;
            Ok::<_, StageError>(Once::Done(ticket.settle(&mut tx, to).await?, ()))
        })
        .await;
    match outcome {
        Ok(once) => {
            let said = shell.l.t.trash_restored(&name_of(&app, id, &shell.l).await?);
            landed(once, shell.at(Nav::Leads), (raw, action), |()| Flash::done(said))
        }
        Err(error) => refused(&app, shell, id, error, &raw).await,
    }
}
