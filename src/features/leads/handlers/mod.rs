//! The pages and forms about leads, a file per page. What they share is here: how a refusal is shown, and where a
//! form that acted leads.

pub mod deals;
pub mod duplicates;
pub mod edit;
pub mod events;
pub mod handoff;
pub mod merge;
pub mod moves;
pub mod quick_add;
pub mod record;
pub mod thread;
pub mod trash;

use super::form::fields::NOTE_MAX;
use super::resolve::Unresolved;
use super::views::forms::Refusal;
use super::words;
use crate::app::AppState;
use crate::domain::ids::{Id, of};
use crate::domain::money::Currency;
use crate::features::lists;
use crate::features::stages::{self, StageError};
use crate::urls;
use crate::web::error::AppError;
use crate::web::form::{FieldErrors, RawForm};
use crate::web::page::{self, Nav, Shell};
use crate::web::query::Query;
use crate::web::redirect::local_path;
use crate::web::words::Words;
use axum::response::Response;
use std::borrow::Borrow;

/// The organisation's currency.
fn currency(app: &AppState) -> Currency {
    app.organisation().currency.parse().unwrap_or(Currency::EUR)
}

/// Where a form about a lead leads: to `_next` when the form says so (the board, the home page), else to the lead.
fn back(form: &RawForm, lead: Id<of::Lead>) -> String {
    way_back(form.get("_next").unwrap_or_default(), lead)
}

/// `next` when it is a path of this product, else the lead's page.
pub fn way_back(next: &str, lead: impl Borrow<Id<of::Lead>>) -> String {
    let path = local_path(next);
    if path == next { path.to_owned() } else { urls::lead(lead) }
}

/// `_next` of an Undo that leads back to `page`, unless that is too long to be carried in a message.
fn next_field(page: &str) -> Option<(String, String)> {
    (page.len() <= 600).then(|| ("_next".to_owned(), page.to_owned()))
}

/// `_next` of a form opened from the page of a lead that remembers its list; empty when it does not.
fn next_of(query: &Query, lead: Id<of::Lead>) -> String {
    let filter = lists::opened_from(query);
    filter.map(|filter| format!("{}?{}", urls::lead(lead), lists::from(&filter))).unwrap_or_default()
}

/// A page that says why an action on `lead` was not carried out, with what was typed for it.
async fn refused(
    app: &AppState,
    shell: Shell,
    lead: Id<of::Lead>,
    error: StageError,
    form: &RawForm,
) -> Result<Response, AppError> {
    let mut conn = app.db.read().await?;
    let told = stages::told(&mut conn, error, lead, shell.l.now).await;
    refusal_page(shell, &urls::lead(lead), told, form)
}

/// The page of a refusal; other errors pass through.
fn refusal_page(shell: Shell, back: &str, error: AppError, form: &RawForm) -> Result<Response, AppError> {
    let status = error.status();
    let l = shell.l;
    let (title, sentences) = match &error {
        AppError::Forbidden(why) => (l.t.refusal_title_forbidden(), vec![why.say(&l)]),
        AppError::Conflict(why) => (l.t.refusal_title_stale(), vec![why.say(&l)]),
        AppError::Refused(why) => (l.t.refusal_title(), vec![why.say(&l)]),
        AppError::Invalid(errors) => {
            (l.t.refusal_title(), errors.iter().map(|(_, why): (&str, &Words)| why.say(&l)).collect())
        }
        _ => return Err(error),
    };
    let kept = ["text", "note", "reason_detail", "reason", "title"];
    let kept = kept.iter().filter_map(|field| {
        let typed = form.get(field).filter(|text| !text.trim().is_empty() && text.len() <= NOTE_MAX * 4)?;
        Some((kept_label(&l, field), typed.to_owned()))
    });
    let view = Refusal {
        kept: kept.collect(),
        title,
        sentences,
        back: back.to_owned(),
        l,
        shell: shell.at(Nav::Leads),
    };
    page::html(status, &view)
}

fn kept_label(l: &crate::i18n::L, field: &str) -> String {
    match field {
        "text" => l.t.log_text(),
        "note" => l.t.move_note(),
        "reason_detail" => l.t.move_detail(),
        "reason" => l.t.move_reason(),
        "title" => l.t.task_what(),
        other => words::field(l, other),
    }
}

/// The faults of a form, when that is why the state machine said no.
fn faults(error: Unresolved) -> Result<FieldErrors, StageError> {
    use crate::domain::lifecycle::Rejection;
    match error {
        Unresolved::Fields(errors) => Ok(errors),
        Unresolved::Stage(StageError::Rejected(Rejection::Fields(faults))) => {
            Ok(stages::field_errors(&faults))
        }
        Unresolved::Stage(error) => Err(error),
    }
}
