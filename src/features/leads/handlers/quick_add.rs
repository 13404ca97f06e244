//! A new lead, from anywhere in a few seconds: `GET` and `POST /leads/new`.

use super::duplicates::probe;
use super::moves::receivers;
use super::{currency, faults};
use crate::app::AppState;
use crate::db::{Conn, DbError, Tx};
use crate::domain::activity::{Direction, Kind};
use crate::domain::ids::{Id, of};
use crate::domain::stage::Stage;
use crate::features::idempotency::{Once, Ticket, landed};
use crate::features::leads::form::fields::{Typed, read_new};
use crate::features::leads::model::{Double, LeadFields};
use crate::features::leads::resolve::{self, Unresolved};
use crate::features::leads::store::duplicates::{Probe, doubles};
use crate::features::leads::store::page as rows;
use crate::features::leads::views::edit::{self as view, NewChoices};
use crate::features::reference::{self, List, UNKNOWN_SOURCE};
use crate::features::stages::{self, Acting, ActivityForm, StageError};
use crate::urls;
use crate::web::error::AppError;
use crate::web::flash::Flash;
use crate::web::form::{FieldErrors, FormState, RawForm};
use crate::web::me::Me;
use crate::web::page::{self, Nav, Shell};
use crate::web::query::Query;
use crate::words;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Map, Value};

/// What the form remembers of a member's last entry.
const REMEMBERED: [&str; 2] = ["source", "campaign"];
/// What an address may fill in.
const FILLED: [&str; 7] = ["first_name", "last_name", "email", "phone", "company", "source", "campaign"];

/// Why no lead was created.
enum Stop {
    /// These may be the same person: ask first.
    Doubles(Vec<Double>),
    /// Anything else.
    Other(Unresolved),
}

impl From<DbError> for Stop {
    fn from(e: DbError) -> Self {
        Self::Other(e.into())
    }
}
impl From<StageError> for Stop {
    fn from(e: StageError) -> Self {
        Self::Other(e.into())
    }
}
impl From<Unresolved> for Stop {
    fn from(e: Unresolved) -> Self {
        Self::Other(e)
    }
}

/// The form, with the source and campaign of the last entry, or what the address says.
pub async fn ask(
    State(app): State<AppState>,
    me: Me,
    shell: Shell,
    mut conn: Conn,
    query: Query,
) -> Result<Response, AppError> {
    let known = remembered(&me);
    let value = |field: &'static str| {
        let kept = known.get(field).and_then(Value::as_str).filter(|_| REMEMBERED.contains(&field));
        query.get(field).or(kept).map(|text| (field, text.to_owned()))
    };
    let f = FormState::filled(FILLED.into_iter().filter_map(value));
    page::ok(&form(&app, &me, &mut conn, shell, f, Vec::new()).await?)
}

fn remembered(me: &Me) -> Map<String, Value> {
    serde_json::from_str(&me.remembered).unwrap_or_default()
}

async fn form(
    app: &AppState,
    me: &Me,
    conn: &mut Conn,
    shell: Shell,
    f: FormState,
    doubles: Vec<Double>,
) -> Result<view::New, AppError> {
    let personas = reference::items(conn, List::Persona).await?.into_iter().filter(|persona| persona.active);
    let gives = gives(&app.acting(me));
    let sellers = if gives { receivers(conn).await?.0 } else { Vec::new() };
    let choices = NewChoices {
        personas: personas.map(|p| (p.id.to_string(), p.name)).collect(),
        sellers,
        doubles,
        currency: currency(app).symbol(),
    };
    Ok(view::new(shell.l, shell.at(Nav::Leads), f, choices))
}

/// Whether a new lead of theirs may be somebody else's.
fn gives(acting: &Acting) -> bool {
    acting.actor.markets() || acting.actor.manages()
}

/// Creates a lead; asks first when it may exist already, unless the form says `_anyway`.
pub async fn save(
    State(app): State<AppState>,
    me: Me,
    shell: Shell,
    raw: RawForm,
) -> Result<Response, AppError> {
    let mut typed = match read_new(&raw, currency(&app).decimals()) {
        Ok(typed) => typed,
        Err(errors) => return again(&app, &me, shell, raw, errors).await,
    };
    let acting = app.acting(&me);
    if !gives(&acting) {
        (typed.owner, typed.queue) = (None, None);
    }
    let asks = raw.get("_anyway").is_none().then(|| probe(|field| raw.get(field), acting.country));
    let another = raw.get("_then") == Some("another");
    let ticket = Ticket::of(&raw, me.id, format!("POST {}", urls::NEW_LEAD));
    let memory = memory(&me, &typed);
    let outcome = app
        .db
        .write(async move |mut tx| {
            if let Some(seen) = ticket.seen(&mut tx, acting.clock.now()).await? {
                return Ok(seen);
            }
            let lead = create(&mut tx, &acting, &typed, asks.as_ref()).await?;
            if let Some((member, json)) = memory {
                rows::remember(&mut tx, member, &json).await?;
            }
            let to = if another { urls::NEW_LEAD.to_owned() } else { urls::lead(lead) };
            Ok::<_, Stop>(Once::Done(ticket.settle(&mut tx, to).await?, lead))
        })
        .await;
    match outcome {
        Ok(once) => {
            let (l, name) = (shell.l, name_of(&raw));
            landed(once, shell.at(Nav::Leads), (raw, urls::NEW_LEAD.to_owned()), |lead| {
                let undo = vec![("reason".to_owned(), l.t.undo_at_once())];
                Flash::done(l.t.new_done(&name)).with_undo(urls::lead_part(lead, "trash"), undo)
            })
        }
        Err(Stop::Doubles(found)) => {
            let mut conn = app.db.read().await?;
            let f = raw.state(FieldErrors::default());
            page::html(StatusCode::CONFLICT, &form(&app, &me, &mut conn, shell, f, found).await?)
        }
        Err(Stop::Other(error)) => match faults(error) {
            Ok(errors) => again(&app, &me, shell, raw, errors).await,
            Err(StageError::Db(cause)) => Err(cause.into()),
            Err(_) => Err(AppError::Forbidden(words!(error_forbidden))),
        },
    }
}

/// What to call the new lead in the message.
fn name_of(raw: &RawForm) -> String {
    let part = |field: &str| raw.get(field).unwrap_or_default().trim().to_owned();
    let name = format!("{} {}", part("first_name"), part("last_name"));
    let found = [name.trim().to_owned(), part("email"), part("phone")];
    found.into_iter().find(|text| !text.is_empty()).unwrap_or_default()
}

async fn create(
    tx: &mut Tx,
    acting: &Acting,
    typed: &Typed,
    asks: Option<&Probe>,
) -> Result<Id<of::Lead>, Stop> {
    if let Some(probe) = asks {
        let found = doubles(tx, probe, None).await?;
        if !found.is_empty() {
            return Err(Stop::Doubles(found));
        }
    }
    let unknown = reference::ensure(tx, &acting.clock, List::Source, UNKNOWN_SOURCE).await;
    let unknown = unknown.map_err(StageError::from)?;
    let fields = resolve::lead_fields(tx, &acting.clock, LeadFields::unknown(unknown), typed).await?;
    let company = typed.company.clone().unwrap_or_default();
    let lead = stages::create(tx, acting, fields, &company, Stage::Lead, None).await?;
    for name in typed.tags.iter().flatten() {
        let tag = reference::ensure(tx, &acting.clock, List::Tag, name).await.map_err(StageError::from)?;
        rows::tag(tx, lead, tag).await?;
    }
    if let Some(text) = typed.note.clone().filter(|note| !note.is_empty()) {
        let note = ActivityForm {
            kind: Kind::Note,
            direction: Direction::Internal,
            outcome: None,
            automatic: false,
            occurred_at: None,
            text,
        };
        stages::log_activity(tx, acting, lead, note).await?;
    }
    Ok(lead)
}

/// The member's memory with this entry's source and campaign; `None` when it is unchanged.
fn memory(me: &Me, typed: &Typed) -> Option<(Id<of::Member>, String)> {
    let before = remembered(me);
    let mut after = before.clone();
    for (field, value) in REMEMBERED.into_iter().zip([&typed.source, &typed.campaign]) {
        match value.as_deref() {
            Some("") => drop(after.remove(field)),
            Some(text) => drop(after.insert(field.to_owned(), Value::from(text))),
            None => {}
        }
    }
    (after != before).then(|| (me.id, Value::Object(after).to_string()))
}

async fn again(
    app: &AppState,
    me: &Me,
    shell: Shell,
    raw: RawForm,
    errors: FieldErrors,
) -> Result<Response, AppError> {
    let mut conn = app.db.read().await?;
    page::refused(&form(app, me, &mut conn, shell, raw.state(errors), Vec::new()).await?)
}
