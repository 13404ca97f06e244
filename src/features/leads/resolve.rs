//! Names become rows: what a form says in words («Salon BTP», «Sophie Arnaud») as the ids of the lists.

use super::form::fields::Typed;
use super::form::moves::{Asked, Target};
use super::model::{LeadFields, Person};
use super::store::page;
use crate::clock::Clock;
use crate::db::{Conn, DbError, Tx};
use crate::domain::ids::{Id, of};
use crate::domain::lifecycle::{Destinations, Request};
use crate::domain::stage::Stage;
use crate::domain::text::fold;
use crate::features::reference::{self, List, Reason, ReferenceError, UNKNOWN_SOURCE};
use crate::features::stages::StageError;
use crate::web::form::FieldErrors;
use crate::words;

/// Why words could not become rows.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Unresolved {
    /// These fields name nothing that exists.
    #[error("unknown names")]
    Fields(FieldErrors),
    /// The action was refused, or the database failed.
    #[error(transparent)]
    Stage(#[from] StageError),
}

impl From<DbError> for Unresolved {
    fn from(e: DbError) -> Self {
        Self::Stage(e.into())
    }
}

fn unknown(field: &'static str) -> Unresolved {
    Unresolved::Fields(FieldErrors::one(field, words!(field_choice)))
}

/// `base` with what the form says, and the name of its company. Companies, sources, campaigns and contents are
/// created when they are new; personas, people and queues must exist.
///
/// # Errors
/// [`Unresolved`].
pub async fn lead_fields(
    tx: &mut Tx,
    clock: &Clock,
    base: LeadFields,
    typed: &Typed,
) -> Result<LeadFields, Unresolved> {
    let mut f = base;
    let text = |slot: &mut String, typed: &Option<String>| {
        if let Some(text) = typed {
            slot.clone_from(text);
        }
    };
    text(&mut f.first_name, &typed.first_name);
    text(&mut f.last_name, &typed.last_name);
    text(&mut f.email, &typed.email);
    text(&mut f.phone, &typed.phone);
    text(&mut f.job_title, &typed.job_title);
    text(&mut f.medium, &typed.medium);
    text(&mut f.term, &typed.term);
    text(&mut f.pain_points, &typed.pain_points);
    text(&mut f.need, &typed.need);
    text(&mut f.consent_basis, &typed.consent_basis);
    if let Some(value) = typed.estimated_value {
        f.estimated_value_minor = value;
    }
    if let Some(status) = typed.status {
        f.status = status;
    }
    if let Some(date) = typed.revisit_on {
        f.revisit_on = date;
    }
    lists(tx, clock, &mut f, typed).await?;
    people(tx, &mut f, typed).await?;
    Ok(f)
}

async fn lists(tx: &mut Tx, clock: &Clock, f: &mut LeadFields, typed: &Typed) -> Result<(), Unresolved> {
    if let Some(name) = &typed.company {
        f.company = match name.as_str() {
            "" => None,
            name => Some(reference::company_named(tx, clock, name).await.map_err(|e| entry("company", e))?),
        };
    }
    if let Some(name) = &typed.source {
        let name = if name.is_empty() { UNKNOWN_SOURCE } else { name };
        f.source = reference::ensure(tx, clock, List::Source, name).await.map_err(|e| entry("source", e))?;
    }
    f.latest_source =
        named(tx, clock, List::Source, "latest_source", &typed.latest_source, f.latest_source).await?;
    f.campaign = named(tx, clock, List::Campaign, "campaign", &typed.campaign, f.campaign).await?;
    f.content = named(tx, clock, List::Content, "content", &typed.content, f.content).await?;
    if let Some(persona) = &typed.persona {
        f.persona = match persona.as_str() {
            "" => None,
            words => Some(persona_of(tx, words).await?.ok_or_else(|| unknown("persona"))?),
        };
    }
    Ok(())
}

async fn named<T>(
    tx: &mut Tx,
    clock: &Clock,
    list: List,
    field: &'static str,
    typed: &Option<String>,
    present: Option<Id<T>>,
) -> Result<Option<Id<T>>, Unresolved> {
    match typed.as_deref() {
        None => Ok(present),
        Some("") => Ok(None),
        Some(name) => {
            let id = reference::ensure(tx, clock, list, name).await;
            id.map(Some).map_err(|e| entry(field, e))
        }
    }
}

fn entry(field: &'static str, fault: ReferenceError) -> Unresolved {
    match fault {
        ReferenceError::Db(e) => e.into(),
        ReferenceError::Empty | ReferenceError::Name(_) => {
            Unresolved::Fields(FieldErrors::one(field, words!(field_characters)))
        }
    }
}

/// The rep and the queue: choosing one leaves the other.
async fn people(tx: &mut Tx, f: &mut LeadFields, typed: &Typed) -> Result<(), Unresolved> {
    if let Some(queue) = typed.queue {
        if let Some(id) = queue
            && Some(id) != f.queue
            && !reference::queues(tx).await?.iter().any(|q| q.id == id && q.active)
        {
            return Err(unknown("queue"));
        }
        f.queue = queue;
    }
    if let Some(owner) = &typed.owner {
        f.owner_sales = match owner.as_str() {
            "" => None,
            words if f.owner_sales.is_some_and(|id| id.to_string() == words) => f.owner_sales,
            words => Some(seller(tx, words).await?.ok_or_else(|| unknown("owner"))?),
        };
    }
    if f.owner_sales.is_some() && f.queue.is_some() {
        // a form shows both: the one that was just chosen wins
        if typed.owner.as_deref().is_some_and(|words| !words.is_empty()) {
            f.queue = None
        } else {
            f.owner_sales = None
        }
    }
    Ok(())
}

/// The persona of an id or a name.
///
/// # Errors
/// [`DbError`].
pub async fn persona_of(conn: &mut Conn, words: &str) -> Result<Option<Id<of::Persona>>, DbError> {
    let key = fold(words);
    let items = reference::items(conn, List::Persona).await?;
    let found = items.into_iter().find(|item| item.id.to_string() == words || fold(&item.name) == key);
    Ok(found.map(|item| Id::from_uuid(item.id)))
}

/// The member of an id, an address or a full name, who can be given a lead.
///
/// # Errors
/// [`DbError`].
pub async fn seller(conn: &mut Conn, words: &str) -> Result<Option<Id<of::Member>>, DbError> {
    Ok(found(&page::people(conn).await?, words).filter(|person| person.sells).map(|person| person.id))
}

/// The active member of an id, an address or a full name.
///
/// # Errors
/// [`DbError`].
pub async fn member(conn: &mut Conn, words: &str) -> Result<Option<Id<of::Member>>, DbError> {
    Ok(found(&page::people(conn).await?, words).map(|person| person.id))
}

fn found<'a>(people: &'a [Person], words: &str) -> Option<&'a Person> {
    let key = fold(words);
    let is = |person: &&Person| person.id.to_string() == words || person.email_key == words.to_lowercase();
    people.iter().find(is).or_else(|| people.iter().find(|person| fold(&person.name) == key))
}

/// A stage change with its people, persona and destination looked up.
///
/// # Errors
/// [`Unresolved`].
pub async fn request(conn: &mut Conn, asked: Asked) -> Result<Request, Unresolved> {
    let mut request = asked.request;
    if let Some(words) = &asked.owner {
        request.owner = Some(seller(conn, words).await?.ok_or_else(|| unknown("owner"))?);
    }
    if let Some(words) = &asked.persona {
        request.persona = Some(persona_of(conn, words).await?.ok_or_else(|| unknown("persona"))?);
    }
    if asked.to == Target::Refused {
        let code = request.reason.as_deref().unwrap_or_default();
        let reasons = reference::reasons(conn).await?;
        request.to = destination(&reasons, code, asked.destination)?;
    }
    Ok(request)
}

/// Where a reason leads; for one that leads to either, where the author said.
fn destination(reasons: &[Reason], code: &str, chosen: Option<Stage>) -> Result<Stage, Unresolved> {
    if code.trim().is_empty() {
        return Err(Unresolved::Fields(FieldErrors::one("reason", words!(rule_reason_required))));
    }
    let rules = reference::rules(reasons);
    match rules.rejection(code).map(|rule| rule.destinations) {
        None => Err(unknown("reason")),
        Some(Destinations::Recycled) => Ok(Stage::Recycled),
        Some(Destinations::Disqualified) => Ok(Stage::Disqualified),
        Some(Destinations::Either) => match chosen {
            Some(stage @ (Stage::Recycled | Stage::Disqualified)) => Ok(stage),
            _ => Err(Unresolved::Fields(FieldErrors::one("destination", words!(lead_destination_required)))),
        },
    }
}
