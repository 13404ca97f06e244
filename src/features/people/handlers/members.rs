//! `/settings/members`: who belongs to the organisation, in which role, for administrators.

use super::super::accounts::{self, AccountError};
use super::super::model::{LinkKind, Member, MemberFields, NewMember};
use super::super::secret::{digest, new_secret};
use super::super::store::members;
use super::super::{form, views};
use super::entering::Entering;
use super::setup::refused;
use crate::app::{AppState, Client};
use crate::db::Conn;
use crate::domain::ids::{Id, of};
use crate::domain::lifecycle::Team;
use crate::features::audit::By;
use crate::features::sla;
use crate::urls;
use crate::web::error::AppError;
use crate::web::flash::{self, Flash};
use crate::web::form::{FieldErrors, FormState, RawForm};
use crate::web::me::Me;
use crate::web::page::{self, Shell, Site};
use crate::web::path::Path;
use crate::web::stale::Saved;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

/// Answers `GET /settings/members`.
pub async fn index(shell: Shell, mut conn: Conn) -> Result<Response, AppError> {
    let people = members::list(&mut conn).await?;
    page::ok(&views::Members::new(shell, people, FormState::default()))
}

/// Answers `POST /settings/members` with the page that shows the invitation, this once.
pub async fn add(
    State(app): State<AppState>,
    Client(address): Client,
    me: Me,
    shell: Shell,
    form: RawForm,
) -> Result<Response, AppError> {
    let outcome = match form::member(&form) {
        Ok(fields) => invite(&app, By::member(me.id, None, address), fields).await,
        Err(errors) => Err(errors.into()),
    };
    match outcome {
        Ok((name, secret)) => {
            let url = format!("{}{}", app.config.base_url, urls::join(&secret));
            page::ok(&views::Link::new(shell, name, LinkKind::Invitation, url))
        }
        Err(AppError::Invalid(errors)) => {
            let people = members::list(&mut app.db.read().await?).await?;
            page::refused(&views::Members::new(shell, people, form.state(errors)))
        }
        Err(other) => Err(other),
    }
}

async fn invite(app: &AppState, by: By, fields: MemberFields) -> Result<(String, String), AppError> {
    let (secret, clock) = (new_secret(), app.clock.clone());
    let sha = digest(&secret);
    let new = NewMember {
        id: app.clock.id(),
        email: fields.email,
        name: fields.name.clone(),
        role: fields.role,
        team: fields.team,
        language: None,
        password_hash: None,
    };
    app.db
        .write(async move |mut tx| {
            accounts::add_in(&mut tx, &clock, &by, &new).await?;
            accounts::link_in(&mut tx, &clock, &by, new.id, sha).await
        })
        .await
        .map_err(refused)?;
    Ok((fields.name, secret))
}

/// Answers `GET /settings/members/{id}`.
pub async fn show(
    me: Me,
    shell: Shell,
    mut conn: Conn,
    Path(id): Path<Id<of::Member>>,
) -> Result<Response, AppError> {
    let (member, hours) = sheet(&mut conn, id).await?;
    page::ok(&views::MemberPage::new(shell, member, &hours, me.id == id, None))
}

/// A member with their hours.
async fn sheet(conn: &mut Conn, id: Id<of::Member>) -> Result<(Member, views::Hours), AppError> {
    let member = members::by_id(conn, id).await?.ok_or(AppError::NotFound)?;
    let (named, chosen) = (sla::calendars::named(conn).await?, members::calendar_of(conn, id).await?);
    Ok((member, views::Hours { named, chosen }))
}

/// Answers `POST /settings/members/{id}`.
#[expect(clippy::too_many_arguments, reason = "each is an extractor that the handler uses")]
pub async fn save(
    State(app): State<AppState>,
    State(site): State<Site>,
    Client(address): Client,
    me: Me,
    shell: Shell,
    headers: HeaderMap,
    Path(id): Path<Id<of::Member>>,
    form: RawForm,
) -> Result<Response, AppError> {
    let own = me.id == id;
    let outcome = match form::member(&form) {
        Ok(fields) => {
            let entering = own.then(|| Entering::new(&headers, site.https));
            let by = By::member(me.id, None, address);
            change(&app, by, id, form.version().unwrap_or_default(), fields, entering).await
        }
        Err(errors) => Err(errors.into()),
    };
    match outcome {
        Ok(entered) => {
            let mut response = flash::redirect(urls::MEMBERS, Flash::done(shell.l.t.members_saved()));
            if let Some(entering) = entered {
                entering.set_cookies(&mut response, &site);
            }
            Ok(response)
        }
        Err(AppError::Invalid(errors)) => again(&app, shell, id, own, form, errors).await,
        Err(AppError::Conflict(_)) => stale(&app, shell, id, own, form).await,
        Err(other) => Err(other),
    }
}

/// Writes the change. Another role or team ends the member's sessions; one's own goes on under a new cookie.
async fn change(
    app: &AppState,
    by: By,
    id: Id<of::Member>,
    version: i64,
    fields: MemberFields,
    entering: Option<Entering>,
) -> Result<Option<Entering>, AppError> {
    let clock = app.clock.clone();
    app.db
        .write(async move |mut tx| {
            let moved = accounts::change_in(&mut tx, &clock, &by, id, version, &fields).await?;
            let entering = entering.filter(|_| moved);
            if let Some(entering) = &entering {
                entering.write(&mut tx, &clock, id).await?;
            }
            Ok::<_, AccountError>(entering)
        })
        .await
        .map_err(refused)
}

async fn again(
    app: &AppState,
    shell: Shell,
    id: Id<of::Member>,
    own: bool,
    form: RawForm,
    errors: FieldErrors,
) -> Result<Response, AppError> {
    let (member, hours) = sheet(&mut app.db.read().await?, id).await?;
    page::refused(&views::MemberPage::new(shell, member, &hours, own, Some(form.state(errors))))
}

/// Somebody else has saved them meanwhile.
async fn stale(
    app: &AppState,
    shell: Shell,
    id: Id<of::Member>,
    own: bool,
    form: RawForm,
) -> Result<Response, AppError> {
    let (member, hours) = sheet(&mut app.db.read().await?, id).await?;
    let l = shell.l;
    let team = member.team.map_or_else(|| l.t.members_team_usual(), |team| l.team(team));
    let saved = Saved::at(member.version)
        .with("name", &member.name)
        .with("email", &member.email)
        .called("role", member.role.code(), l.role(member.role))
        .called("team", member.team.map_or("", Team::code), team)
        .chosen("calendar", &hours.code(), &hours.choices(&l));
    page::stale(&views::MemberPage::new(shell, member, &hours, own, Some(saved.beside(form))))
}

/// Answers `POST /settings/members/{id}/deactivate`.
pub async fn deactivate(
    State(app): State<AppState>,
    Client(address): Client,
    me: Me,
    shell: Shell,
    Path(id): Path<Id<of::Member>>,
) -> Result<Response, AppError> {
    set_active(&app, By::member(me.id, None, address), id, false).await?;
    Ok(flash::redirect(urls::MEMBERS, Flash::done(shell.l.t.members_deactivated())))
}

/// Answers `POST /settings/members/{id}/reactivate`.
pub async fn reactivate(
    State(app): State<AppState>,
    Client(address): Client,
    me: Me,
    shell: Shell,
    Path(id): Path<Id<of::Member>>,
) -> Result<Response, AppError> {
    set_active(&app, By::member(me.id, None, address), id, true).await?;
    Ok(flash::redirect(urls::MEMBERS, Flash::done(shell.l.t.members_reactivated())))
}

async fn set_active(app: &AppState, by: By, id: Id<of::Member>, active: bool) -> Result<(), AppError> {
    let clock = app.clock.clone();
    let done =
        app.db.write(async move |mut tx| accounts::set_active_in(&mut tx, &clock, &by, id, active).await);
    done.await.map_err(refused)
}

/// Answers `POST /settings/members/{id}/link` with the page that shows the link, this once: an invitation until the
/// member has a password, a reset afterwards.
pub async fn link(
    State(app): State<AppState>,
    Client(address): Client,
    me: Me,
    shell: Shell,
    Path(id): Path<Id<of::Member>>,
) -> Result<Response, AppError> {
    let member = members::by_id(&mut app.db.read().await?, id).await?.ok_or(AppError::NotFound)?;
    let (secret, clock, by) = (new_secret(), app.clock.clone(), By::member(me.id, None, address));
    let sha = digest(&secret);
    let made = app.db.write(async move |mut tx| accounts::link_in(&mut tx, &clock, &by, id, sha).await);
    let kind = made.await.map_err(refused)?;
    let path = match kind {
        LinkKind::Invitation => urls::join(&secret),
        LinkKind::Reset => urls::reset(&secret),
    };
    page::ok(&views::Link::new(shell, member.name, kind, format!("{}{path}", app.config.base_url)))
}
