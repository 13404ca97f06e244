//! Handoffs and claims: `GET` and `POST /leads/{id}/handoff`, `POST /leads/{id}/claim`.

use super::moves::{name_of, receivers};
use super::{back, faults, next_of, refusal_page, refused};
use crate::app::AppState;
use crate::db::Conn;
use crate::domain::ids::{Id, of};
use crate::domain::lifecycle::{Handoff, Refusal, Rejection};
use crate::features::idempotency::{Once, Ticket, landed};
use crate::features::leads::form::fields::NOTE_MAX;
use crate::features::leads::resolve::{self, Unresolved};
use crate::features::leads::views::moves as view;
use crate::features::leads::views::record::display_name;
use crate::features::stages::{self, StageError, Standing};
use crate::urls;
use crate::web::check::Check;
use crate::web::error::AppError;
use crate::web::flash::Flash;
use crate::web::form::{FieldErrors, FormState, RawForm};
use crate::web::me::Me;
use crate::web::page::{self, Nav, Shell};
use crate::web::path::Path;
use crate::web::query::Query;
use crate::words;
use axum::extract::State;
use axum::response::Response;

/// Takes a lead out of its queue.
pub async fn claim(
    State(app): State<AppState>,
    me: Me,
    shell: Shell,
    Path(id): Path<Id<of::Lead>>,
    form: RawForm,
) -> Result<Response, AppError> {
    let (acting, l) = (app.acting(&me), shell.l);
    let (action, to) = (urls::lead_part(id, "claim"), back(&form, id));
    let ticket = Ticket::of(&form, me.id, format!("POST {action}"));
    let outcome = app
        .db
        .write(async move |mut tx| {
            if let Some(seen) = ticket.seen(&mut tx, acting.clock.now()).await? {
                return Ok(seen);
            }
            stages::claim(&mut tx, &acting, id).await?;
            Ok::<_, StageError>(Once::Done(ticket.settle(&mut tx, to).await?, ()))
        })
        .await;
    match outcome {
        Ok(once) => {
            let said = l.t.claimed(&name_of(&app, id, &l).await?);
            landed(once, shell.at(Nav::Leads), (form, action), |()| Flash::done(said))
        }
        Err(error) => {
            let mut conn = app.db.read().await?;
            let told = stages::told(&mut conn, error.clone(), id, l.now).await;
            // Somebody was faster: not forbidden, only gone.
            let told = match told {
                AppError::Forbidden(why) if is_taken(&error) => AppError::Conflict(why),
                told => told,
            };
            refusal_page(shell, &urls::lead(id), told, &form)
        }
    }
}

fn is_taken(error: &StageError) -> bool {
    matches!(error, StageError::Rejected(Rejection::Refused(Refusal::NotYours { owner: Some(_), .. })))
}

/// The form that hands a lead to a rep or a queue.
pub async fn ask_handoff(
    shell: Shell,
    mut conn: Conn,
    Path(id): Path<Id<of::Lead>>,
    query: Query,
) -> Result<Response, AppError> {
    let standing = stages::standing(&mut conn, id).await?.ok_or(AppError::NotFound)?;
    let fields = &standing.lead.fields;
    let f = FormState::filled([
        ("owner", fields.owner_sales.map(|id| id.to_string()).unwrap_or_default()),
        ("queue", fields.queue.map(|id| id.to_string()).unwrap_or_default()),
        ("_next", next_of(&query, id)),
    ]);
    page::ok(&handoff_form(&mut conn, shell, &standing, f).await?)
}

async fn handoff_form(
    conn: &mut Conn,
    shell: Shell,
    standing: &Standing,
    f: FormState,
) -> Result<view::Handoff, AppError> {
    let (sellers, queues) = receivers(conn).await?;
    let (l, lead) = (shell.l, &standing.lead);
    let (name, heading) = (display_name(lead, &l), l.t.lead_hand_off());
    Ok(view::Handoff { l, shell: shell.at(Nav::Leads), lead: lead.id, name, heading, sellers, queues, f })
}

/// Hands a lead to a rep or a queue.
pub async fn hand_off(
    State(app): State<AppState>,
    me: Me,
    shell: Shell,
    Path(id): Path<Id<of::Lead>>,
    form: RawForm,
) -> Result<Response, AppError> {
    let mut c = Check::new(&form);
    let (owner, queue) = (c.line("owner", 254), c.choice::<Id<of::Queue>>("queue"));
    let note = c.text("note", NOTE_MAX);
    match (&owner, queue) {
        (Some(_), Some(_)) => c.fail("queue", words!(rule_owner_and_queue)),
        (None, None) => c.fail("owner", words!(field_required)),
        _ => {}
    }
    if let Err(errors) = c.finish(Some(())) {
        return handoff_again(&app, shell, id, form, errors).await;
    }
    let (action, to) = (urls::lead_part(id, "handoff"), back(&form, id));
    let (ticket, acting) = (Ticket::of(&form, me.id, format!("POST {action}")), app.acting(&me));
    let outcome = app
        .db
        .write(async move |mut tx| {
            if let Some(seen) = ticket.seen(&mut tx, acting.clock.now()).await? {
                return Ok(seen);
            }
            let unknown = || Unresolved::Fields(FieldErrors::one("owner", words!(field_choice)));
            let receiver = match (owner.as_deref(), queue) {
                (_, Some(queue)) => Handoff::Queue(queue),
                (words, None) => {
                    let found = resolve::seller(&mut tx, words.unwrap_or_default()).await?;
                    Handoff::Member(found.ok_or_else(unknown)?)
                }
            };
            stages::hand_off(&mut tx, &acting, id, receiver, note.as_deref()).await?;
            Ok::<_, Unresolved>(Once::Done(ticket.settle(&mut tx, to).await?, ()))
        })
        .await;
    match outcome {
        Ok(once) => {
            let said = shell.l.t.handed_off(&name_of(&app, id, &shell.l).await?);
            landed(once, shell.at(Nav::Leads), (form, action), |()| Flash::done(said))
        }
        Err(error) => match faults(error) {
            Ok(errors) => handoff_again(&app, shell, id, form, errors).await,
            Err(error) => refused(&app, shell, id, error, &form).await,
        },
    }
}

async fn handoff_again(
    app: &AppState,
    shell: Shell,
    id: Id<of::Lead>,
    form: RawForm,
    errors: FieldErrors,
) -> Result<Response, AppError> {
    let mut conn = app.db.read().await?;
    let standing = stages::standing(&mut conn, id).await?.ok_or(AppError::NotFound)?;
    page::refused(&handoff_form(&mut conn, shell, &standing, form.state(errors)).await?)
}
