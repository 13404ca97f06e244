//! A refused action as an answer: the right status, and a sentence that names the stages, dates and people.

use super::StageError;
use super::store::names;
use crate::db::{Conn, DbError};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::lifecycle::{FieldRefusal, Refusal, RefusalKind, Rejection};
use crate::i18n::Known;
use crate::web::error::AppError;
use crate::web::form::FieldErrors;
use crate::web::words::Words;
use crate::words;
use uuid::Uuid;

/// How long a takeover counts as «just now»: later, the owner's name alone says more.
const FRESH_SECS: i64 = 600;

/// The answer to an action on `lead` that was not carried out; `now` is the instant of the request.
pub async fn told(conn: &mut Conn, error: StageError, lead: Id<of::Lead>, now: Instant) -> AppError {
    match error {
        StageError::NotFound => AppError::NotFound,
        StageError::DealNotOpen => AppError::Conflict(words!(refusal_deal_not_open)),
        StageError::Stale { .. } => AppError::Conflict(words!(refusal_stale_record)),
        StageError::Db(cause) => cause.into(),
        StageError::Rejected(Rejection::Fields(faults)) => AppError::Invalid(field_errors(&faults)),
        StageError::Rejected(Rejection::Refused(refusal)) => match known(conn, &refusal, lead, now).await {
            Ok(known) => answer(refusal, known),
            Err(cause) => cause.into(),
        },
    }
}

fn answer(refusal: Refusal, known: Known) -> AppError {
    let kind = refusal.kind();
    let words = Words::new(refusal.code(), move |l| l.refusal(&refusal, &known));
    match kind {
        RefusalKind::Forbidden => AppError::Forbidden(words),
        RefusalKind::Conflict => AppError::Conflict(words),
        RefusalKind::Invalid => AppError::Refused(words),
    }
}

/// Faulty fields under the names that forms give them.
pub fn field_errors(faults: &[FieldRefusal]) -> FieldErrors {
    let mut errors = FieldErrors::default();
    for FieldRefusal { field, rule } in faults.iter().copied() {
        errors.add(field.code(), Words::new(rule.code(), move |l| l.rule(field, &rule)));
    }
    errors
}

/// The names behind the ids of a refusal about `lead`.
///
/// # Errors
/// [`DbError`].
pub async fn known(
    conn: &mut Conn,
    refusal: &Refusal,
    lead: Id<of::Lead>,
    now: Instant,
) -> Result<Known, DbError> {
    let mut found: Vec<(Uuid, String)> = Vec::new();
    let (mut since, mut author) = (None, None);
    match refusal {
        Refusal::NotYours { owner, queue } => {
            if let Some(owner) = owner {
                found.extend(names::member(conn, *owner).await?.map(|name| (owner.uuid(), name)));
                let taken = names::taken(conn, lead).await?;
                since = taken.filter(|at| now.since(*at) < FRESH_SECS * 1_000_000);
            }
            if let Some(queue) = queue {
                found.extend(names::queue(conn, *queue).await?.map(|name| (queue.uuid(), name)));
            }
        }
        Refusal::Stale { current, .. } => {
            if let Some((name, at)) = names::written(conn, current.id).await? {
                (author, since) = (Some(name), Some(at));
            }
        }
        Refusal::AlreadySuperseded { by } => author = names::written(conn, *by).await?.map(|(name, _)| name),
        Refusal::NotAuthor { author: Some(id) } => {
            found.extend(names::member(conn, *id).await?.map(|name| (id.uuid(), name)));
        }
        Refusal::Merged { into } => {
            found.extend(names::lead(conn, *into).await?.map(|name| (into.uuid(), name)));
        }
        Refusal::SeveralDeals { deals } => {
            for id in deals {
                found.extend(names::deal(conn, *id).await?.map(|name| (id.uuid(), name)));
            }
        }
        _ => {}
    }
    Ok(Known::new(found).since(since).author(author))
}
