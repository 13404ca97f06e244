//! `POST /sla/excuses`: a manager takes an obligation out of the count, and says why.

use super::super::settle;
use super::super::store::{excuses, report};
use crate::app::{AppState, Client};
use crate::domain::ids::{Id, of};
use crate::domain::sla::{Kind, Status};
use crate::features::audit::{self, By, Entry};
use crate::features::{activities, leads};
use crate::urls;
use crate::web::check::Check;
use crate::web::error::AppError;
use crate::web::flash::{self, Flash};
use crate::web::form::RawForm;
use crate::web::me::Me;
use crate::web::page::Shell;
use crate::web::redirect::local_path;
use crate::words;
use axum::extract::State;
use axum::response::Response;

/// Longest reason, in characters.
const REASON_MAX: usize = 500;

struct Given {
    handoff: Id<of::Handoff>,
    kind: Kind,
    reason: String,
}

fn read(form: &RawForm) -> Result<Given, AppError> {
    let mut c = Check::new(form);
    let handoff = c.choice::<Id<of::Handoff>>("handoff");
    let handoff = c.required("handoff", handoff);
    let kind = c.choice::<Kind>("kind");
    let kind = c.required("kind", kind);
    let reason = c.text("reason", REASON_MAX);
    let reason = c.required("reason", reason);
    let valid = (|| Some(Given { handoff: handoff?, kind: kind?, reason: reason? }))();
    Ok(c.finish(valid)?)
}

/// Answers `POST /sla/excuses`.
pub async fn excuse(
    State(app): State<AppState>,
    Client(address): Client,
    me: Me,
    shell: Shell,
    form: RawForm,
) -> Result<Response, AppError> {
    let given = read(&form).map_err(|e| match e {
        // the form stands in a list: its one field is said in a sentence
        AppError::Invalid(_) => AppError::Refused(words!(sla_excuse_reason_needed)),
        other => other,
    })?;
    let back = form.get("_next").map_or(urls::SLA, local_path).to_owned();
    let by = By::member(me.id, None, address);
    let (clock, zone) = (app.clock.clone(), app.organisation().zone);
    app.db
        .write(async move |mut tx| {
            let listed = report::one(&mut tx, given.handoff, given.kind).await?.ok_or(AppError::NotFound)?;
            let lead = listed.row.lead;
            leads::lock(&mut tx, lead).await?.ok_or(AppError::NotFound)?;
            let listed = report::one(&mut tx, given.handoff, given.kind).await?.ok_or(AppError::NotFound)?;
            let now = clock.now();
            match listed.row.status(now) {
                Status::Excused => return Ok(()), // asking twice is no fault
                Status::Met | Status::Cancelled => {
                    return Err(AppError::Refused(words!(sla_excuse_needless)));
                }
                _ => {}
            }
            let text = activities::add_note_text(&mut tx, clock.id(), lead, &given.reason).await?;
            excuses::insert(&mut tx, (given.handoff, given.kind, lead), now, by.member, text).await?;
            leads::touch(&mut tx, lead, now).await?;
            settle(&mut tx, &[lead], zone).await?;
            let entry = Entry::new("obligation.excused", "lead", lead).with("kind", given.kind.code());
            audit::write(&mut tx, &clock, &by, entry).await?;
            Ok::<_, AppError>(())
        })
        .await?;
    Ok(flash::redirect(&back, Flash::done(shell.l.t.sla_excused())))
}
