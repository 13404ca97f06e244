//! Where a form that acts once leads.

use super::Once;
use crate::i18n::L;
use crate::web::error::AppError;
use crate::web::flash::{self, Flash};
use crate::web::form::RawForm;
use crate::web::page::{self, Shell};
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

/// The same form was sent before with other words.
#[derive(Template)]
#[template(path = "idempotency/again.html")]
pub struct Again {
    /// Language, zone and now.
    pub l: L,
    /// The frame.
    pub shell: Shell,
    /// What the first one made.
    pub made: String,
    /// Where the form goes.
    pub action: String,
    /// Everything that was typed.
    pub fields: Vec<(String, String)>,
}

/// Its page with a message; or what became of the first time; or, when the key served for other words, a page that
/// offers to send these as well. `action` is where the form was sent.
///
/// # Errors
/// When the page cannot be rendered.
pub fn landed<T>(
    outcome: Once<T>,
    shell: Shell,
    (form, action): (RawForm, String),
    done: impl FnOnce(T) -> Flash,
) -> Result<Response, AppError> {
    match outcome {
        Once::Done(path, made) => Ok(flash::redirect(&path, done(made))),
        Once::Again(path) => Ok(flash::redirect(&path, Flash::info(shell.l.t.already_done()))),
        Once::Other(made) => {
            let fields = form.fields().map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
            page::html(StatusCode::CONFLICT, &Again { l: shell.l, made, action, fields, shell })
        }
    }
}
