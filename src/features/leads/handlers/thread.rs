//! Exchanges and follow-ups: `POST /leads/{id}/activities`, `…/activities/{activity}/void`, `…/tasks`,
//! `…/tasks/{task}/done`.

use super::{back, faults, next_field, record, refused};
use crate::app::AppState;
use crate::domain::ids::{Id, of};
use crate::features::idempotency::{Once, Ticket, landed};
use crate::features::leads::form::log;
use crate::features::leads::resolve::{self, Unresolved};
use crate::features::leads::store::page;
use crate::features::leads::views::record::Forms;
use crate::features::stages::{self, ActivityForm, StageError, TaskForm};
use crate::urls;
use crate::web::error::AppError;
use crate::web::flash::Flash;
use crate::web::form::{FieldErrors, RawForm};
use crate::web::me::Me;
use crate::web::page::{Nav, Shell};
use crate::web::path::Path;
use crate::words;
use axum::extract::State;
use axum::response::Response;

/// Logs an exchange or a note.
pub async fn add(
    State(app): State<AppState>,
    me: Me,
    shell: Shell,
    Path(id): Path<Id<of::Lead>>,
    form: RawForm,
) -> Result<Response, AppError> {
    let l = shell.l;
    let logged = match log::activity(&form, l.zone, l.now) {
        Ok(logged) => logged,
        Err(errors) => return log_again(&app, &me, shell, id, form, errors).await,
    };
    let kind = logged.kind;
    let activity = ActivityForm {
        kind,
        direction: logged.direction,
        outcome: logged.outcome,
        automatic: logged.automatic,
        occurred_at: logged.occurred_at,
        text: logged.text,
    };
    let (acting, page) = (app.acting(&me), back(&form, id));
    let to = format!("{page}#thread");
    let action = urls::lead_part(id, "activities");
    let ticket = Ticket::of(&form, me.id, format!("POST {action}"));
    let outcome = app
        .db
        .write(async move |mut tx| {
            if let Some(seen) = ticket.seen(&mut tx, acting.clock.now()).await? {
                return Ok(seen);
            }
            let made = stages::log_activity(&mut tx, &acting, id, activity).await?;
            Ok::<_, StageError>(Once::Done(ticket.settle(&mut tx, to).await?, made))
        })
        .await;
    match outcome {
        Ok(once) => landed(once, shell.at(Nav::Leads), (form, action), |made| {
            let done = Flash::done(l.t.log_done(l.activity_kind(kind)));
            done.with_undo(urls::activity_void(id, made), next_field(&page).into_iter().collect())
        }),
        Err(error) => match faults(Unresolved::Stage(error)) {
            Ok(errors) => log_again(&app, &me, shell, id, form, errors).await,
            Err(error) => refused(&app, shell, id, error, &form).await,
        },
    }
}

async fn log_again(
    app: &AppState,
    me: &Me,
    shell: Shell,
    id: Id<of::Lead>,
    form: RawForm,
    errors: FieldErrors,
) -> Result<Response, AppError> {
    let forms = Forms { log: form.state(errors), ..Forms::default() };
    record::again(app, me, shell, id, forms).await
}

/// Strikes an exchange out.
pub async fn strike(
    State(app): State<AppState>,
    me: Me,
    shell: Shell,
    Path((id, activity)): Path<(Id<of::Lead>, Id<of::Activity>)>,
    form: RawForm,
) -> Result<Response, AppError> {
    let (acting, to) = (app.acting(&me), back(&form, id));
    let action = urls::activity_void(id, activity);
    let ticket = Ticket::of(&form, me.id, format!("POST {action}"));
    let outcome = app
        .db
        .write(async move |mut tx| {
            if let Some(seen) = ticket.seen(&mut tx, acting.clock.now()).await? {
                return Ok(seen);
            }
            stages::strike_activity(&mut tx, &acting, id, activity).await?;
            Ok::<_, StageError>(Once::Done(ticket.settle(&mut tx, to).await?, ()))
        })
        .await;
    match outcome {
        Ok(once) => {
            let said = shell.l.t.undo_struck();
            landed(once, shell.at(Nav::Leads), (form, action), |()| Flash::done(said))
        }
        Err(error) => refused(&app, shell, id, error, &form).await,
    }
}

/// Plans a follow-up.
pub async fn plan(
    State(app): State<AppState>,
    me: Me,
    shell: Shell,
    Path(id): Path<Id<of::Lead>>,
    form: RawForm,
) -> Result<Response, AppError> {
    let planned = match log::task(&form) {
        Ok(planned) => planned,
        Err(errors) => return task_again(&app, &me, shell, id, form, errors).await,
    };
    let (acting, to) = (app.acting(&me), back(&form, id));
    let action = urls::lead_part(id, "tasks");
    let ticket = Ticket::of(&form, me.id, format!("POST {action}"));
    let outcome =
        app.db
            .write(async move |mut tx| {
                if let Some(seen) = ticket.seen(&mut tx, acting.clock.now()).await? {
                    return Ok(seen);
                }
                let assignee = match planned.assignee.as_deref() {
                    None => None,
                    Some(words) => Some(resolve::member(&mut tx, words).await?.ok_or_else(|| {
                        Unresolved::Fields(FieldErrors::one("assignee", words!(field_choice)))
                    })?),
                };
                let task = TaskForm { title: planned.title, due_on: planned.due_on, assignee };
                let made = stages::plan_task(&mut tx, &acting, id, task).await?;
                Ok::<_, Unresolved>(Once::Done(ticket.settle(&mut tx, to).await?, made))
            })
            .await;
    match outcome {
        Ok(once) => {
            let said = shell.l.t.task_planned();
            landed(once, shell.at(Nav::Leads), (form, action), |_| Flash::done(said))
        }
        Err(error) => match faults(error) {
            Ok(errors) => task_again(&app, &me, shell, id, form, errors).await,
            Err(error) => refused(&app, shell, id, error, &form).await,
        },
    }
}

async fn task_again(
    app: &AppState,
    me: &Me,
    shell: Shell,
    id: Id<of::Lead>,
    form: RawForm,
    errors: FieldErrors,
) -> Result<Response, AppError> {
    let forms = Forms { task: form.state(errors), ..Forms::default() };
    record::again(app, me, shell, id, forms).await
}

/// Marks a follow-up done.
pub async fn done(
    State(app): State<AppState>,
    me: Me,
    shell: Shell,
    Path((id, task)): Path<(Id<of::Lead>, Id<of::Task>)>,
    form: RawForm,
) -> Result<Response, AppError> {
    let (acting, to) = (app.acting(&me), back(&form, id));
    let action = urls::task_done(id, task);
    let ticket = Ticket::of(&form, me.id, format!("POST {action}"));
    let outcome = app
        .db
        .write(async move |mut tx| {
            if let Some(seen) = ticket.seen(&mut tx, acting.clock.now()).await? {
                return Ok(seen);
            }
            stages::complete_task(&mut tx, &acting, id, task).await?;
            let title = page::task_title(&mut tx, task).await?;
            Ok::<_, StageError>(Once::Done(ticket.settle(&mut tx, to).await?, title))
        })
        .await;
    let l = shell.l;
    match outcome {
        Ok(once) => landed(once, shell.at(Nav::Leads), (form, action), |title| {
            let title = if title.is_empty() { l.t.task_follow_up() } else { title };
            Flash::done(l.t.task_completed(&title))
        }),
        Err(error) => refused(&app, shell, id, error, &form).await,
    }
}
