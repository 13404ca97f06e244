//! What a form that acts once answers.

use super::Once;
use super::views::Again;
use crate::web::error::AppError;
use crate::web::flash::{self, Flash};
use crate::web::form::RawForm;
use crate::web::page::{self, Shell};
use axum::http::StatusCode;
use axum::response::Response;

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
