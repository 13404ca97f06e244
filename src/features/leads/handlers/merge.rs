//! Two records of one person: `GET` and `POST /leads/{id}/merge`.

use super::moves::probe;
use super::refused;
use crate::app::AppState;
use crate::db::Conn;
use crate::domain::contact::country_of;
use crate::domain::history::project;
use crate::domain::ids::{Id, of};
use crate::domain::lifecycle::propose_survivor;
use crate::features::history;
use crate::features::idempotency::{Once, Ticket, landed};
use crate::features::leads::form::moves::doubled;
use crate::features::leads::store::duplicates::doubles;
use crate::features::leads::views::forms::Merge;
use crate::features::leads::views::moves::DoubleLine;
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
use crate::words;
use axum::extract::State;
use axum::response::Response;

/// The form that merges a lead with another.
pub async fn ask(
    State(app): State<AppState>,
    shell: Shell,
    mut conn: Conn,
    Path(id): Path<Id<of::Lead>>,
) -> Result<Response, AppError> {
    page::ok(&form(&app, &mut conn, shell, id, FormState::default()).await?)
}

async fn form(
    app: &AppState,
    conn: &mut Conn,
    shell: Shell,
    id: Id<of::Lead>,
    f: FormState,
) -> Result<Merge, AppError> {
    let standing = stages::standing(conn, id).await?.ok_or(AppError::NotFound)?;
    let country = country_of(app.organisation().zone);
    let found = doubles(conn, &probe(&standing, country), Some(id)).await?;
    let l = shell.l;
    Ok(Merge {
        lead: id,
        name: display_name(&standing.lead, &l),
        heading: l.t.lead_merge(),
        doubles: found.iter().map(|double| DoubleLine::new(&l, double)).collect(),
        f,
        l,
        shell: shell.at(Nav::Leads),
    })
}

/// Merges: `target` (or `target_address`) is the other lead, `keep` says which stays: `this`, `other`, or the deeper.
pub async fn save(
    State(app): State<AppState>,
    me: Me,
    shell: Shell,
    Path(id): Path<Id<of::Lead>>,
    raw: RawForm,
) -> Result<Response, AppError> {
    let mut c = Check::new(&raw);
    let other = doubled(&mut c);
    let other = c.required("target", other);
    let keep = raw.get("keep").unwrap_or_default().to_owned();
    let other = match c.finish(other) {
        Ok(other) => other,
        Err(errors) => return again(&app, shell, id, raw, errors).await,
    };
    let (acting, action) = (app.acting(&me), urls::lead_part(id, "merge"));
    let ticket = Ticket::of(&raw, me.id, format!("POST {action}"));
    let zone = acting.zone;
    let outcome = app
        .db
        .write(async move |mut tx| {
            if let Some(seen) = ticket.seen(&mut tx, acting.clock.now()).await? {
                return Ok(seen);
            }
            let survivor = match keep.as_str() {
                "this" => id,
                "other" => other,
                _ => {
                    let this = project(&history::events_of(&mut tx, id).await?, zone);
                    let that = project(&history::events_of(&mut tx, other).await?, zone);
                    propose_survivor((id, &this), (other, &that))
                }
            };
            let loser = if survivor == id { other } else { id };
            let event = stages::merge(&mut tx, &acting, loser, survivor).await?;
            Ok::<_, StageError>(Once::Done(ticket.settle(&mut tx, urls::lead(survivor)).await?, event))
        })
        .await;
    match outcome {
        Ok(once) => {
            let l = shell.l;
            landed(once, shell.at(Nav::Leads), (raw, action), |event| {
                let undo = vec![("reason".to_owned(), l.t.undo_at_once())];
                Flash::done(l.t.merge_done()).with_undo(urls::event_void(event), undo)
            })
        }
        // The lead named by hand: this one's own absence is told by its form.
        Err(StageError::NotFound) => {
            again(&app, shell, id, raw, FieldErrors::one("target", words!(lead_target_address))).await
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
    page::refused(&form(app, &mut conn, shell, id, raw.state(errors)).await?)
}
