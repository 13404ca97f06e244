//! Taking an entry back, or saying what happened instead: `GET` and `POST /events/{id}/void` and `…/correction`.

use super::{back, faults, refused};
use crate::app::AppState;
use crate::db::Conn;
use crate::domain::history::EventKind;
use crate::domain::ids::{Id, of};
use crate::domain::lifecycle::CorrectionRequest;
use crate::domain::stage::Stage;
use crate::domain::zone::local_datetime;
use crate::features::history::{self, TimelineEvent};
use crate::features::idempotency::{Once, Ticket, landed};
use crate::features::leads::resolve::Unresolved;
use crate::features::leads::views::forms::{Correction, Reason};
use crate::features::leads::views::record::display_name;
use crate::features::leads::{self, LeadRow};
use crate::features::stages::{self, StageError};
use crate::i18n::L;
use crate::urls;
use crate::web::check::Check;
use crate::web::error::AppError;
use crate::web::flash::Flash;
use crate::web::form::{FieldErrors, FormState, RawForm};
use crate::web::me::Me;
use crate::web::page::{self, Nav, Shell};
use crate::web::path::Path;
use axum::extract::State;
use axum::response::Response;

/// Longest reason.
const REASON_MAX: usize = 2_000;
/// An Undo takes back at most this many events at once.
const AT_ONCE: usize = 4;

/// An event with its lead, or 404.
async fn found(conn: &mut Conn, event: Id<of::Event>) -> Result<(LeadRow, TimelineEvent), AppError> {
    let lead = stages::lead_of_event(conn, event).await?.ok_or(AppError::NotFound)?;
    let told = history::timeline(conn, lead).await?.into_iter().find(|told| told.event.id == event);
    let row = leads::get(conn, lead).await?;
    row.zip(told).ok_or(AppError::NotFound)
}

/// What an event is called.
fn what(l: &L, told: &TimelineEvent) -> String {
    told.event.to.map_or_else(|| l.t.lead_merge(), |stage| l.stage(stage))
}

/// The form that voids an event.
pub async fn ask_void(
    shell: Shell,
    mut conn: Conn,
    Path(id): Path<Id<of::Event>>,
) -> Result<Response, AppError> {
    page::ok(&void_form(&mut conn, shell, id, FormState::default()).await?)
}

async fn void_form(
    conn: &mut Conn,
    shell: Shell,
    id: Id<of::Event>,
    f: FormState,
) -> Result<Reason, AppError> {
    let (lead, told) = found(conn, id).await?;
    let l = shell.l;
    let merge = told.event.kind == EventKind::Merge;
    Ok(Reason {
        lead: lead.id,
        name: display_name(&lead, &l),
        heading: if merge { l.t.undo_merge_title() } else { l.t.undo_void_title() },
        explanation: l.t.undo_void_about(what(&l, &told), l.datetime(told.event.occurred_at)),
        action: urls::event_void(id),
        submit: if merge { l.t.undo_merge_title() } else { l.t.thread_void() },
        f,
        l,
        shell: shell.at(Nav::Leads),
    })
}

/// Voids an event, and those in `also`, in that order, as one action.
pub async fn void(
    State(app): State<AppState>,
    me: Me,
    shell: Shell,
    Path(id): Path<Id<of::Event>>,
    form: RawForm,
) -> Result<Response, AppError> {
    let mut c = Check::new(&form);
    let reason = c.text("reason", REASON_MAX);
    let reason = c.required("reason", reason);
    let reason = match c.finish(reason) {
        Ok(reason) => reason,
        Err(errors) => return void_again(&app, shell, id, form, errors).await,
    };
    let also: Vec<Id<of::Event>> = form.all("also").take(AT_ONCE).filter_map(|id| id.parse().ok()).collect();
    let (acting, action) = (app.acting(&me), urls::event_void(id));
    let (ticket, sent) = (Ticket::of(&form, me.id, format!("POST {action}")), form.clone());
    let outcome = app
        .db
        .write(async move |mut tx| {
            if let Some(seen) = ticket.seen(&mut tx, acting.clock.now()).await? {
                return Ok(seen);
            }
            let lead = stages::void_event(&mut tx, &acting, id, &reason).await?;
            for event in also {
                stages::void_event(&mut tx, &acting, event, &reason).await?;
            }
            Ok::<_, StageError>(Once::Done(ticket.settle(&mut tx, back(&sent, lead)).await?, ()))
        })
        .await;
    match outcome {
        Ok(once) => {
            let said = shell.l.t.undo_voided();
            landed(once, shell.at(Nav::Leads), (form, action), |()| Flash::done(said))
        }
        Err(error) => {
            let lead = stages::lead_of_event(&mut app.db.read().await?, id).await?;
            refused(&app, shell, lead.ok_or(AppError::NotFound)?, error, &form).await
        }
    }
}

async fn void_again(
    app: &AppState,
    shell: Shell,
    id: Id<of::Event>,
    form: RawForm,
    errors: FieldErrors,
) -> Result<Response, AppError> {
    let mut conn = app.db.read().await?;
    page::refused(&void_form(&mut conn, shell, id, form.state(errors)).await?)
}

/// The form that corrects an event.
pub async fn ask_correction(
    shell: Shell,
    mut conn: Conn,
    Path(id): Path<Id<of::Event>>,
) -> Result<Response, AppError> {
    let (_, told) = found(&mut conn, id).await?;
    let local = local_datetime(told.event.occurred_at, shell.l.zone).format("%Y-%m-%dT%H:%M");
    let to = told.event.to.map(Stage::code).unwrap_or_default().to_owned();
    let f = FormState::filled([("to", to), ("occurred_at", local.to_string())]);
    page::ok(&correction_form(&mut conn, shell, id, f).await?)
}

async fn correction_form(
    conn: &mut Conn,
    shell: Shell,
    id: Id<of::Event>,
    f: FormState,
) -> Result<Correction, AppError> {
    let (lead, told) = found(conn, id).await?;
    let l = shell.l;
    Ok(Correction {
        lead: lead.id,
        name: display_name(&lead, &l),
        heading: l.t.undo_correct_title(),
        explanation: l.t.undo_correct_about(what(&l, &told), l.datetime(told.event.occurred_at)),
        action: urls::event_correction(id),
        stages: Stage::ALL.iter().map(|stage| (stage.code().to_owned(), l.stage(*stage))).collect(),
        f,
        l,
        shell: shell.at(Nav::Leads),
    })
}

/// Says what really happened instead of an event.
pub async fn correct(
    State(app): State<AppState>,
    me: Me,
    shell: Shell,
    Path(id): Path<Id<of::Event>>,
    form: RawForm,
) -> Result<Response, AppError> {
    let (l, acting) = (shell.l, app.acting(&me));
    let (lead, told) = found(&mut app.db.read().await?, id).await?;
    let mut c = Check::new(&form);
    let to: Option<Stage> = c.choice("to");
    let occurred_at = c.instant("occurred_at", l.zone, l.now);
    // A form shows minutes: the same minute is the same instant.
    let kept = |at: crate::domain::instant::Instant| {
        let was = told.event.occurred_at;
        if was.since(at).abs() < 60_000_000 { was } else { at }
    };
    let request = CorrectionRequest {
        target: id,
        to: to.or(told.event.to).unwrap_or(Stage::Lead),
        occurred_at: occurred_at.map_or(told.event.occurred_at, kept),
        reason: c.text("reason", REASON_MAX),
    };
    if let Err(errors) = c.finish(Some(())) {
        return correction_again(&app, shell, id, form, errors).await;
    }
    let (action, to) = (urls::event_correction(id), back(&form, lead.id));
    let ticket = Ticket::of(&form, me.id, format!("POST {action}"));
    let outcome = app
        .db
        .write(async move |mut tx| {
            if let Some(seen) = ticket.seen(&mut tx, acting.clock.now()).await? {
                return Ok(seen);
            }
            stages::correct(&mut tx, &acting, &request).await?;
            Ok::<_, StageError>(Once::Done(ticket.settle(&mut tx, to).await?, ()))
        })
        .await;
    match outcome {
        Ok(once) => {
            landed(once, shell.at(Nav::Leads), (form, action), |()| Flash::done(l.t.undo_corrected()))
        }
        Err(error) => match faults(Unresolved::Stage(error)) {
            Ok(errors) => correction_again(&app, shell, id, form, errors).await,
            Err(error) => refused(&app, shell, lead.id, error, &form).await,
        },
    }
}

async fn correction_again(
    app: &AppState,
    shell: Shell,
    id: Id<of::Event>,
    form: RawForm,
    errors: FieldErrors,
) -> Result<Response, AppError> {
    let mut conn = app.db.read().await?;
    page::refused(&correction_form(&mut conn, shell, id, form.state(errors)).await?)
}
