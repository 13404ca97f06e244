//! Writing about a week: every form answers 303 to where it was filled in.

use super::super::form::{self, Link};
use super::super::model::{Denied, NewAction};
use super::super::store;
use super::super::views::{ConflictPage, Forms, MeetingPage, ReviewPage};
use super::super::write::{self, NewNote, Struck, may_note};
use super::{sheet, week_of};
use crate::app::{AppState, Client};
use crate::domain::ids::{Id, of};
use crate::domain::lifecycle::Team;
use crate::domain::period::IsoWeek;
use crate::domain::review::Block;
use crate::features::audit::By;
use crate::features::idempotency::{Once, Ticket, landed};
use crate::urls;
use crate::web::error::AppError;
use crate::web::flash::{self, Flash};
use crate::web::form::{FieldErrors, RawForm};
use crate::web::me::Me;
use crate::web::page::{self, Nav, Shell};
use crate::web::path::Path;
use crate::web::redirect::local_path;
use crate::words;
use axum::extract::State;
use axum::response::Response;

/// Where a form leads back to: a page of this week's review.
fn back(form: &RawForm, week: IsoWeek) -> String {
    let home = urls::review(week);
    match form.get("_next").map(local_path) {
        Some(next) if next.starts_with(&home) => next.to_owned(),
        _ => home,
    }
}

/// Shows the page again with what was typed.
async fn again(
    app: &AppState,
    me: &Me,
    shell: Shell,
    week: IsoWeek,
    next: String,
    forms: Forms,
) -> Result<Response, AppError> {
    let mut conn = app.db.read().await?;
    let mut s = sheet(app, me, &mut conn, shell.l, week, false, forms).await?;
    let block = next.rsplit_once("/meeting/").and_then(|(_, block)| block.parse::<Block>().ok());
    s.next = next;
    let (l, shell) = (shell.l, shell.at(Nav::Review));
    match block {
        Some(block) => page::refused(&MeetingPage { l, shell, s, block }),
        None => page::refused(&ReviewPage { l, shell, s, past: Vec::new(), changes: Vec::new() }),
    }
}

/// Answers `POST /review/{week}/notes/{block}/{team}`.
pub async fn note(
    State(app): State<AppState>,
    Client(address): Client,
    me: Me,
    shell: Shell,
    Path((week, block, team)): Path<(String, String, String)>,
    form: RawForm,
) -> Result<Response, AppError> {
    let week = week_of(&app, &week)?;
    let block =
        block.parse::<Block>().ok().filter(|block| Block::NOTED.contains(block)).ok_or(AppError::NotFound)?;
    let team: Team = team.parse().map_err(|_| AppError::NotFound)?;
    if !may_note(me.role, me.team, team) {
        return Err(AppError::Forbidden(words!(review_not_yours)));
    }
    let next = back(&form, week);
    let text = match form::note(&form) {
        Ok(text) => text,
        Err(errors) => {
            let forms = Forms { note: Some((block, team, form.state(errors))), ..Forms::default() };
            return again(&app, &me, shell, week, next, forms).await;
        }
    };
    let new = NewNote { block, team, text, version: form.version().unwrap_or_default() };
    let (clock, by, author) = (app.clock.clone(), By::member(me.id, None, address), me.id);
    let written = app
        .db
        .write(async move |mut tx| write::write_note(&mut tx, &clock, &by, author, week, &new).await)
        .await;
    match written {
        Ok(()) => Ok(flash::redirect(&next, Flash::done(shell.l.t.review_note_saved()))),
        Err(Denied::Conflict(conflict)) => {
            let (l, shell) = (shell.l, shell.at(Nav::Review));
            let view = ConflictPage { l, shell, week, block, team, next, conflict: *conflict };
            page::html(axum::http::StatusCode::CONFLICT, &view)
        }
        Err(other) => Err(other.into()),
    }
}

/// Answers `POST /review/{week}/decisions`.
pub async fn decide(
    State(app): State<AppState>,
    Client(address): Client,
    me: Me,
    shell: Shell,
    Path(week): Path<String>,
    form: RawForm,
) -> Result<Response, AppError> {
    let week = week_of(&app, &week)?;
    let next = back(&form, week);
    let known = async |id| known(&app, id).await;
    let read = match form::decision(&form) {
        Ok(new) if known(new.who).await? => Ok(new),
        Ok(_) => Err(FieldErrors::one("who", words!(field_choice))),
        Err(errors) => Err(errors),
    };
    let new = match read {
        Ok(new) => new,
        Err(errors) => {
            let forms = Forms { decision: form.state(errors), ..Forms::default() };
            return again(&app, &me, shell, week, next, forms).await;
        }
    };
    let action = urls::review_part(week, "decisions");
    let ticket = Ticket::of(&form, me.id, format!("POST {action}"));
    let (clock, by, author, to) = (app.clock.clone(), By::member(me.id, None, address), me.id, next);
    let work = async move |mut tx: crate::db::Tx| {
        if let Some(seen) = ticket.seen(&mut tx, clock.now()).await? {
            return Ok::<_, Denied>(seen);
        }
        write::add_decision(&mut tx, &clock, &by, author, week, &new).await?;
        Ok(Once::Done(ticket.settle(&mut tx, to).await?, ()))
    };
    let once = app.db.write(work).await?;
    let said = shell.l.t.review_decision_added();
    landed(once, shell.at(Nav::Review), (form, action), |()| Flash::done(said))
}

async fn known(app: &AppState, id: Id<of::Member>) -> Result<bool, AppError> {
    let mut conn = app.db.read().await?;
    Ok(store::agreed::colleagues(&mut conn).await?.iter().any(|colleague| colleague.id == id))
}

/// Answers `POST /review/{week}/actions`.
pub async fn act(
    State(app): State<AppState>,
    Client(address): Client,
    me: Me,
    shell: Shell,
    Path(week): Path<String>,
    form: RawForm,
) -> Result<Response, AppError> {
    let week = week_of(&app, &week)?;
    let next = back(&form, week);
    let read = match form::action(&form) {
        Ok((new, link)) => linked(&app, new, link).await?,
        Err(errors) => Err(errors),
    };
    let new = match read {
        Ok(new) => new,
        Err(errors) => {
            let forms = Forms { action: form.state(errors), ..Forms::default() };
            return again(&app, &me, shell, week, next, forms).await;
        }
    };
    let action = urls::review_part(week, "actions");
    let ticket = Ticket::of(&form, me.id, format!("POST {action}"));
    let (clock, by, author, to) = (app.clock.clone(), By::member(me.id, None, address), me.id, next);
    let work = async move |mut tx: crate::db::Tx| {
        if let Some(seen) = ticket.seen(&mut tx, clock.now()).await? {
            return Ok::<_, Denied>(seen);
        }
        write::add_action(&mut tx, &clock, &by, author, week, &new).await?;
        Ok(Once::Done(ticket.settle(&mut tx, to).await?, ()))
    };
    let once = app.db.write(work).await?;
    let said = shell.l.t.review_action_added();
    landed(once, shell.at(Nav::Review), (form, action), |()| Flash::done(said))
}

/// An action about a lead or deal that exists, of somebody who is there.
async fn linked(
    app: &AppState,
    new: NewAction,
    link: Option<Link>,
) -> Result<Result<NewAction, FieldErrors>, AppError> {
    if !known(app, new.owner).await? {
        return Ok(Err(FieldErrors::one("owner", words!(field_choice))));
    }
    let mut conn = app.db.read().await?;
    Ok(match link {
        None => Ok(new),
        Some(Link::Lead(lead)) if store::agreed::lead_exists(&mut conn, lead).await? => {
            Ok(NewAction { lead: Some(lead), ..new })
        }
        Some(Link::Deal(deal)) => match store::agreed::lead_of_deal(&mut conn, deal).await? {
            Some(lead) => Ok(NewAction { lead: Some(lead), deal: Some(deal), ..new }),
            None => Err(FieldErrors::one("link", words!(review_action_link_error))),
        },
        Some(Link::Lead(_)) => Err(FieldErrors::one("link", words!(review_action_link_error))),
    })
}

/// Answers `POST /review/{week}/contents`.
pub async fn plan(
    State(app): State<AppState>,
    Client(address): Client,
    me: Me,
    shell: Shell,
    Path(week): Path<String>,
    form: RawForm,
) -> Result<Response, AppError> {
    let week = week_of(&app, &week)?;
    let next = back(&form, week);
    let read = match form::content(&form) {
        Ok(new) => match new.owner {
            Some(owner) if !known(&app, owner).await? => Err(FieldErrors::one("by", words!(field_choice))),
            _ => Ok(new),
        },
        Err(errors) => Err(errors),
    };
    let new = match read {
        Ok(new) => new,
        Err(errors) => {
            let forms = Forms { content: form.state(errors), ..Forms::default() };
            return again(&app, &me, shell, week, next, forms).await;
        }
    };
    let action = urls::review_part(week, "contents");
    let ticket = Ticket::of(&form, me.id, format!("POST {action}"));
    let (clock, by, author, to) = (app.clock.clone(), By::member(me.id, None, address), me.id, next);
    let work = async move |mut tx: crate::db::Tx| {
        if let Some(seen) = ticket.seen(&mut tx, clock.now()).await? {
            return Ok::<_, Denied>(seen);
        }
        write::add_content(&mut tx, &clock, &by, author, &new).await?;
        Ok(Once::Done(ticket.settle(&mut tx, to).await?, ()))
    };
    let once = app.db.write(work).await?;
    let said = shell.l.t.review_content_added();
    landed(once, shell.at(Nav::Review), (form, action), |()| Flash::done(said))
}

/// Answers `POST /review/{week}/strike`: takes back a decision or an action written down by mistake.
pub async fn strike(
    State(app): State<AppState>,
    Client(address): Client,
    me: Me,
    shell: Shell,
    Path(week): Path<String>,
    form: RawForm,
) -> Result<Response, AppError> {
    let week = week_of(&app, &week)?;
    let next = back(&form, week);
    let decision = form.get("decision").and_then(|id| id.parse().ok()).map(Struck::Decision);
    let action = form.get("action").and_then(|id| id.parse().ok()).map(Struck::Action);
    let what = decision.or(action).ok_or(AppError::NotFound)?;
    let (clock, by) = (app.clock.clone(), By::member(me.id, None, address));
    app.db.write(async move |mut tx| write::strike(&mut tx, &clock, &by, week, what).await).await?;
    Ok(flash::redirect(&next, Flash::done(shell.l.t.review_struck())))
}

/// Answers `POST /review/actions/{id}`: done, or open again.
pub async fn set_done(
    State(app): State<AppState>,
    Client(address): Client,
    me: Me,
    shell: Shell,
    Path(id): Path<Id<of::Action>>,
    form: RawForm,
) -> Result<Response, AppError> {
    let done = form.get("done") == Some("1");
    let next = form.get("_next").map_or(urls::REVIEW, local_path).to_owned();
    let (clock, by, author) = (app.clock.clone(), By::member(me.id, None, address), me.id);
    let zone = app.organisation().zone;
    app.db
        .write(async move |mut tx| write::set_done(&mut tx, &clock, &by, author, zone, id, done).await)
        .await?;
    let said = if done { shell.l.t.review_action_done_said() } else { shell.l.t.review_action_reopened() };
    Ok(flash::redirect(&next, Flash::done(said)))
}

/// Answers `POST /review/contents/{id}/drop`.
pub async fn drop_content(
    State(app): State<AppState>,
    Client(address): Client,
    me: Me,
    shell: Shell,
    Path(id): Path<Id<of::Planned>>,
    form: RawForm,
) -> Result<Response, AppError> {
    let next = form.get("_next").map_or(urls::REVIEW, local_path).to_owned();
    let (clock, by) = (app.clock.clone(), By::member(me.id, None, address));
    app.db.write(async move |mut tx| write::drop_content(&mut tx, &clock, &by, id).await).await?;
    Ok(flash::redirect(&next, Flash::done(shell.l.t.review_content_dropped())))
}
