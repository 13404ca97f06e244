//! Closing a review.

use super::super::figures;
use super::super::model::{Colleague, Denied};
use super::super::store;
use super::super::views::ClosePage;
use super::super::write;
use super::week_of;
use crate::app::{AppState, Client};
use crate::db::Conn;
use crate::domain::period::IsoWeek;
use crate::domain::review::Person;
use crate::features::audit::By;
use crate::urls;
use crate::web::error::AppError;
use crate::web::flash::{self, Flash};
use crate::web::form::{FieldErrors, FormState, RawForm};
use crate::web::me::Me;
use crate::web::page::{self, Nav, Shell};
use crate::web::path::Path;
use crate::words;
use axum::extract::State;
use axum::response::Response;

/// Answers `GET /review/{week}/close`: who was there?
pub async fn ask_close(
    State(app): State<AppState>,
    me: Me,
    mut conn: Conn,
    shell: Shell,
    Path(week): Path<String>,
) -> Result<Response, AppError> {
    let week = week_of(&app, &week)?;
    if let Some(kept) = store::kept::kept(&mut conn, week).await? {
        let l = shell.l;
        let said = l.t.review_closed_before(kept.by, l.datetime(kept.at));
        return Ok(flash::redirect(&urls::review(week), Flash::info(said)));
    }
    let people = store::agreed::colleagues(&mut conn).await?;
    let f = FormState::filled([("who", me.id.to_string())]);
    page::ok(&ClosePage { l: shell.l, shell: shell.at(Nav::Review), week, people, f })
}

/// Answers `POST /review/{week}/close`. Two at once make one: the slower is told who was faster.
pub async fn close(
    State(app): State<AppState>,
    Client(address): Client,
    me: Me,
    shell: Shell,
    Path(week): Path<String>,
    form: RawForm,
) -> Result<Response, AppError> {
    let week = week_of(&app, &week)?;
    let people = store::agreed::colleagues(&mut app.db.read().await?).await?;
    let there = attendees(&form, &people);
    if there.is_empty() {
        let f = form.state(FieldErrors::one("who", words!(review_close_who_error)));
        return page::refused(&ClosePage { l: shell.l, shell: shell.at(Nav::Review), week, people, f });
    }
    let l = shell.l;
    let said = match freeze(&app, By::member(me.id, None, address), &me, week, there).await {
        Ok(()) => Flash::done(l.t.review_closed_said()),
        Err(Denied::Closed) => {
            let kept = store::kept::kept(&mut app.db.read().await?, week).await?.ok_or(AppError::NotFound)?;
            Flash::info(l.t.review_closed_before(kept.by, l.datetime(kept.at)))
        }
        Err(other) => return Err(other.into()),
    };
    Ok(flash::redirect(&urls::review(week), said))
}

fn attendees(form: &RawForm, people: &[Colleague]) -> Vec<Person> {
    let ticked = |colleague: &&Colleague| form.all("who").any(|id| id == colleague.id.to_string());
    people.iter().filter(ticked).map(|one| Person { id: one.id.uuid(), name: one.name.clone() }).collect()
}

/// Counts in one snapshot, then keeps what was counted.
async fn freeze(
    app: &AppState,
    by: By,
    me: &Me,
    week: IsoWeek,
    attendees: Vec<Person>,
) -> Result<(), Denied> {
    let zone = app.organisation().zone;
    let clock = app.clock.clone();
    let counted = app
        .db
        .snapshot(async |conn: &mut Conn| figures::counted(conn, week, clock.now(), zone).await)
        .await?;
    let author = me.id;
    let clock = app.clock.clone();
    let work = async move |mut tx: crate::db::Tx| {
        write::close(&mut tx, &clock, &by, author, (week, zone), counted, attendees).await
    };
    app.db.write(work).await.map(drop)
}
