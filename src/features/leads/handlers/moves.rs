//! Stage changes: `GET` and `POST /leads/{id}/stage`.

use super::{back, currency, faults, next_field, next_of, refusal_page, refused};
use crate::app::AppState;
use crate::db::{Conn, DbError};
use crate::domain::activity::Direction;
use crate::domain::contact::{email_key, phone_key};
use crate::domain::ids::{Id, of};
use crate::domain::lifecycle::{Refusal, may};
use crate::domain::stage::Stage;
use crate::features::idempotency::{Once, Ticket, landed};
use crate::features::leads::form::moves::{Asked, Target, read};
use crate::features::leads::resolve::{self, Unresolved};
use crate::features::leads::store::duplicates::{Probe, doubles};
use crate::features::leads::store::page as rows;
use crate::features::leads::views::moves::{self as view, Choices};
use crate::features::leads::views::record::display_name;
use crate::features::lists;
use crate::features::reference::{self, List};
use crate::features::stages::{self, Acting, ActivityForm, Changed, Prospect, Standing};
use crate::i18n::{Known, L};
use crate::urls;
use crate::web::error::AppError;
use crate::web::flash::{self, Flash};
use crate::web::form::{FieldErrors, FormState, RawForm};
use crate::web::me::Me;
use crate::web::page::{self, Nav, Shell};
use crate::web::path::Path;
use crate::web::query::Query;
use axum::extract::State;
use axum::response::Response;

/// The form of one move (`?to=`), or the list of all moves.
pub async fn ask(
    State(app): State<AppState>,
    me: Me,
    shell: Shell,
    mut conn: Conn,
    Path(id): Path<Id<of::Lead>>,
    query: Query,
) -> Result<Response, AppError> {
    let standing = stages::standing(&mut conn, id).await?.ok_or(AppError::NotFound)?;
    let Some(to) = query.get("to").and_then(Target::parse) else {
        return list(&app, &me, shell, conn, standing, &query).await;
    };
    let acting = app.acting(&me);
    if let Err(refusal) = may_move(&standing, &acting, to) {
        let told = stages::told(&mut conn, refusal.into(), id, shell.l.now).await;
        return refusal_page(shell, &urls::lead(id), told, &RawForm::default());
    }
    let mut values = start(&standing, &acting);
    values.push(("_next", next_of(&query, id)));
    let f = FormState::filled(values);
    page::ok(&form(&app, &mut conn, shell, &standing, &acting, (to, f)).await?)
}

/// Whether there is such a move for this actor, whatever the fields.
fn may_move(standing: &Standing, acting: &Acting, to: Target) -> Result<(), Refusal> {
    if let Some(into) = standing.effective.merged_into {
        return Err(Refusal::Merged { into });
    }
    let from = standing.lead.stage;
    if from.is_none() {
        return Err(Refusal::Trashed);
    }
    match to {
        Target::Stage(stage) => may(&acting.actor, &standing.custody, from, stage),
        Target::Refused => may(&acting.actor, &standing.custody, from, Stage::Recycled)
            .or_else(|_| may(&acting.actor, &standing.custody, from, Stage::Disqualified)),
    }
}

/// What the form starts with: who and what the lead has already.
fn start(standing: &Standing, acting: &Acting) -> Vec<(&'static str, String)> {
    let fields = &standing.lead.fields;
    let id = |id: Option<String>| id.unwrap_or_default();
    let own = (acting.actor.sells() && !acting.actor.markets()).then_some(acting.actor.member).flatten();
    vec![
        ("persona", id(fields.persona.map(|id| id.to_string()))),
        ("owner", id(fields.owner_sales.or(own).map(|id| id.to_string()))),
        ("queue", id(fields.queue.map(|id| id.to_string()))),
        ("note", if standing.lead.stage == Some(Stage::Sal) { fields.need.clone() } else { String::new() }),
        ("deal_stage", "need_confirmed".to_owned()),
    ]
}

async fn form(
    app: &AppState,
    conn: &mut Conn,
    shell: Shell,
    standing: &Standing,
    acting: &Acting,
    (to, f): (Target, FormState),
) -> Result<view::Move, AppError> {
    let from = standing.lead.stage.ok_or(AppError::NotFound)?;
    let choices = choices(conn, standing, acting.country, to).await?;
    let symbol = currency(app).symbol();
    let shell = shell.at(Nav::Leads);
    Ok(view::form((shell.l, shell), standing, &acting.actor, (from, to), choices, (symbol, f)))
}

async fn choices(
    conn: &mut Conn,
    standing: &Standing,
    country: &str,
    to: Target,
) -> Result<Choices, DbError> {
    let mut choices = Choices { reasons: reference::reasons(conn).await?, ..Choices::default() };
    match to {
        Target::Stage(Stage::Mql) => {
            let personas = reference::items(conn, List::Persona).await?.into_iter();
            choices.personas = personas.filter(|p| p.active).map(|p| (p.id.to_string(), p.name)).collect();
            (choices.sellers, choices.queues) = receivers(conn).await?;
        }
        Target::Refused | Target::Stage(Stage::Disqualified) => {
            choices.doubles = doubles(conn, &probe(standing, country), Some(standing.lead.id)).await?;
        }
        Target::Stage(_) => {}
    }
    Ok(choices)
}

/// What is known of a lead, to find who else it may be.
pub(super) fn probe(standing: &Standing, country: &str) -> Probe {
    let fields = &standing.lead.fields;
    Probe {
        email_key: email_key(&fields.email).unwrap_or_default(),
        phone_key: phone_key(&fields.phone, country).unwrap_or_default(),
        first_name: fields.first_name.clone(),
        last_name: fields.last_name.clone(),
        company: standing.lead.names.company.clone(),
    }
}

type Pairs = Vec<(String, String)>;

/// Who and which queues can receive a lead.
pub(super) async fn receivers(conn: &mut Conn) -> Result<(Pairs, Pairs), DbError> {
    let people = rows::people(conn).await?.into_iter();
    let sellers = people.filter(|p| p.sells).map(|p| (p.id.to_string(), p.name)).collect();
    let queues = reference::queues(conn).await?.into_iter();
    Ok((sellers, queues.filter(|q| q.active).map(|q| (q.id.to_string(), q.name)).collect()))
}

async fn list(
    app: &AppState,
    me: &Me,
    shell: Shell,
    mut conn: Conn,
    standing: Standing,
    query: &Query,
) -> Result<Response, AppError> {
    let (id, l, acting) = (standing.lead.id, shell.l, app.acting(me));
    let Some(from) = standing.lead.stage.filter(|_| standing.effective.merged_into.is_none()) else {
        let refusal = may_move(&standing, &acting, Target::Refused).err().unwrap_or(Refusal::Trashed);
        let told = stages::told(&mut conn, refusal.into(), id, l.now).await;
        return refusal_page(shell, &urls::lead(id), told, &RawForm::default());
    };
    let refusal = |to| may(&acting.actor, &standing.custody, Some(from), to).err();
    let known = match crate::domain::lifecycle::moves_from(Some(from)).find_map(refusal) {
        Some(first) => stages::known(&mut conn, &first, id, l.now).await?,
        None => Known::default(),
    };
    let unless = |to| refusal(to).map(|refusal| l.refusal(&refusal, &known));
    let opened_from = lists::opened_from(query).map(|filter| lists::from(&filter));
    page::ok(&view::list(l, shell.at(Nav::Leads), &standing, (from, opened_from.as_deref()), unless))
}

/// Moves a lead.
pub async fn save(
    State(app): State<AppState>,
    me: Me,
    shell: Shell,
    Path(id): Path<Id<of::Lead>>,
    form: RawForm,
) -> Result<Response, AppError> {
    let (l, acting) = (shell.l, app.acting(&me));
    let asked = match read(&form, l.zone, l.now, currency(&app).decimals()) {
        Ok(asked) => asked,
        Err(errors) => return again(&app, &me, shell, id, form, errors).await,
    };
    let (action, to) = (urls::lead_part(id, "stage"), back(&form, id));
    let ticket = Ticket::of(&form, me.id, format!("POST {action}"));
    let work = acting.clone();
    let outcome = app
        .db
        .write(async move |mut tx| {
            if let Some(seen) = ticket.seen(&mut tx, work.clock.now()).await? {
                return Ok(seen);
            }
            let changed = carry_out(&mut tx, &work, id, asked).await?;
            Ok::<_, Unresolved>(Once::Done(ticket.settle(&mut tx, to).await?, changed))
        })
        .await;
    match outcome {
        Ok(Once::Done(path, changed)) => {
            let name = name_of(&app, id, &l).await?;
            Ok(flash::redirect(&path, moved(&l, &name, &changed, &path)))
        }
        Ok(once) => landed(once, shell.at(Nav::Leads), (form, action), |_| Flash::done("")),
        Err(error) => match faults(error) {
            Ok(errors) => again(&app, &me, shell, id, form, errors).await,
            Err(error) => refused(&app, shell, id, error, &form).await,
        },
    }
}

/// Looks the words up and makes the move; a need confirmed by an exchange that was not logged yet logs it too.
async fn carry_out(
    tx: &mut crate::db::Tx,
    acting: &Acting,
    id: Id<of::Lead>,
    asked: Asked,
) -> Result<Changed, Unresolved> {
    let talk = asked.talk;
    let request = resolve::request(tx, asked).await?;
    let Some((kind, outcome)) = talk.filter(|_| request.to == Stage::Sql) else {
        return Ok(stages::change(tx, acting, id, &request).await?);
    };
    let conversation = ActivityForm {
        kind,
        direction: Direction::Outbound,
        outcome: Some(outcome),
        automatic: false,
        occurred_at: request.occurred_at,
        text: String::new(),
    };
    let prospect = Prospect { conversation, need: request.note.clone().unwrap_or_default() };
    Ok(stages::prospect(tx, acting, id, prospect, request.expected).await?)
}

pub(super) async fn name_of(app: &AppState, id: Id<of::Lead>, l: &L) -> Result<String, AppError> {
    let mut conn = app.db.read().await?;
    let lead = crate::features::leads::get(&mut conn, id).await?.ok_or(AppError::NotFound)?;
    Ok(display_name(&lead, l))
}

/// What happened, with the way back: the events of this move, voided newest first; it leads to `page` again.
fn moved(l: &L, name: &str, changed: &Changed, page: &str) -> Flash {
    let stage = changed.stage.map(|stage| l.stage(stage)).unwrap_or_default();
    let Some((last, earlier)) = changed.events.split_last() else {
        return Flash::info(l.t.moved_already(name, &stage));
    };
    let text = if changed.late { l.t.moved_late(name, &stage) } else { l.t.moved(name, &stage) };
    let mut fields = vec![("reason".to_owned(), l.t.undo_at_once())];
    fields.extend(earlier.iter().rev().map(|event| ("also".to_owned(), event.to_string())));
    fields.extend(next_field(page));
    Flash::done(text).with_undo(urls::event_void(last), fields)
}

/// The form again with its errors; a form of no known move is refused whole.
async fn again(
    app: &AppState,
    me: &Me,
    shell: Shell,
    id: Id<of::Lead>,
    raw: RawForm,
    errors: FieldErrors,
) -> Result<Response, AppError> {
    let mut conn = app.db.read().await?;
    let standing = stages::standing(&mut conn, id).await?.ok_or(AppError::NotFound)?;
    let acting = app.acting(me);
    let to = raw.get("to").and_then(Target::parse).filter(|to| may_move(&standing, &acting, *to).is_ok());
    let Some(to) = to else {
        return refusal_page(shell, &urls::lead(id), AppError::Invalid(errors), &raw);
    };
    page::refused(&form(app, &mut conn, shell, &standing, &acting, (to, raw.state(errors))).await?)
}
