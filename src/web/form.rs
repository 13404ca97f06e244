//! Reading a form, and showing it again with what was typed and what is wrong with it.
//!
//! `RawForm` (what came) → [`super::check::Check`] (typed values or [`FieldErrors`]) → on refusal a [`FormState`] for
//! the template, answered with 422 by [`super::page::refused`]. Errors are [`Words`]: keys with arguments, said later.

use super::error::AppError;
use super::query::pairs;
use super::words::Words;
use crate::i18n::L;
use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use std::borrow::Cow;

/// Largest body of an ordinary form, in bytes; files go elsewhere, with their own limit.
pub const MAX_BODY: usize = 256 * 1024;

/// A submitted form: decoded, in order, not yet judged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RawForm(Vec<(String, String)>);

impl RawForm {
    /// From pairs, as in tests.
    pub fn from_pairs<N: Into<String>, V: Into<String>>(pairs: impl IntoIterator<Item = (N, V)>) -> Self {
        Self(pairs.into_iter().map(|(n, v)| (n.into(), v.into())).collect())
    }
    /// The first value of a field; `None` when the form does not have it (which means «unchanged» when editing).
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }
    /// Every value of a field, as checkboxes give them.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(n, _)| n == name).map(|(_, v)| v.as_str())
    }
    /// Whether the form has this field, even blank.
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }
    /// The key that makes a second submission of the same form harmless (`_key`).
    pub fn key(&self) -> Option<&str> {
        self.get("_key").filter(|key| !key.is_empty() && key.len() <= 64)
    }
    /// The version of the record that the form was filled from (`_version`).
    pub fn version(&self) -> Option<i64> {
        self.get("_version").and_then(|v| v.parse().ok())
    }
    /// The fields without the technical ones, in order: what the idempotency digest and the three-way merge compare.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().filter(|(n, _)| !n.starts_with('_')).map(|(n, v)| (n.as_str(), v.as_str()))
    }
    /// The form without the fields that `gone` names: their absence means «unchanged».
    pub fn without(&self, gone: impl Fn(&str) -> bool) -> Self {
        Self(self.0.iter().filter(|(name, _)| !gone(name)).cloned().collect())
    }
    /// The same form, to be shown again with its errors.
    pub fn state(self, errors: FieldErrors) -> FormState {
        FormState { values: self.0, errors }
    }
}

impl<S: Send + Sync> FromRequest<S> for RawForm {
    type Rejection = AppError;
    async fn from_request(request: Request, _: &S) -> Result<Self, AppError> {
        if !is_urlencoded(request.headers()) {
            return Err(AppError::UnsupportedMediaType);
        }
        let bytes = to_bytes(request.into_body(), MAX_BODY).await.map_err(|_| AppError::TooLarge)?;
        let mut found = pairs(&bytes)?;
        for (_, value) in &mut found {
            if value.contains('\r') {
                *value = value.replace("\r\n", "\n");
            }
        }
        Ok(Self(found))
    }
}

fn is_urlencoded(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

/// A new `_key` for a form about to be shown: a form sent twice acts once.
pub fn new_key() -> String {
    format!("{:032x}", rand::random::<u128>())
}

/// What is wrong, field by field, in the order of the checks; at most one error per field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldErrors(Vec<(Cow<'static, str>, Words)>);

impl FieldErrors {
    /// Exactly one error.
    pub fn one(field: impl Into<Cow<'static, str>>, why: Words) -> Self {
        Self(vec![(field.into(), why)])
    }
    /// Adds an error, unless the field already has one.
    pub fn add(&mut self, field: impl Into<Cow<'static, str>>, why: Words) {
        let field = field.into();
        if self.of(&field).is_none() {
            self.0.push((field, why));
        }
    }
    /// The error of a field.
    pub fn of(&self, field: &str) -> Option<&Words> {
        self.0.iter().find(|(name, _)| name == field).map(|(_, why)| why)
    }
    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    /// How many fields are at fault.
    pub fn len(&self) -> usize {
        self.0.len()
    }
    /// Fields and errors in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Words)> {
        self.0.iter().map(|(field, why)| (field.as_ref(), why))
    }
}

/// A form as its template needs it: the values to show and the errors to explain.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormState {
    values: Vec<(String, String)>,
    errors: FieldErrors,
}

impl FormState {
    /// A form not yet submitted, with these values to start from.
    pub fn filled<N: Into<String>, V: Into<String>>(values: impl IntoIterator<Item = (N, V)>) -> Self {
        RawForm::from_pairs(values).state(FieldErrors::default())
    }
    /// The value to show in a field; empty when there is none.
    pub fn value(&self, name: &str) -> &str {
        self.values.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v)
    }
    /// Whether this choice of a list or set of checkboxes is selected.
    pub fn chosen(&self, name: &str, value: &str) -> bool {
        self.values.iter().any(|(n, v)| n == name && v == value)
    }
    /// The sentence to show at a field, if it is at fault.
    pub fn error(&self, name: &str, l: &L) -> Option<String> {
        self.errors.of(name).map(|why| why.say(l))
    }
    /// Whether the form comes back with errors: the page's title then says so.
    pub fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
    /// Whether nothing is to be corrected: somebody else saved meanwhile ([`super::stale`]).
    pub fn is_stale(&self) -> bool {
        self.errors.of("").is_some_and(|why| why.key() == super::stale::KEY)
    }
    /// Field and sentence of every error, for the summary at the top.
    pub fn errors(&self, l: &L) -> Vec<(&str, String)> {
        self.errors.iter().map(|(field, why)| (field, why.say(l))).collect()
    }
    /// The title of the page: prefixed when there is something to correct, so that a screen reader says it first.
    pub fn title(&self, title: &str, l: &L) -> String {
        if self.has_errors() { l.t.form_title_error(title) } else { title.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words;
    use axum::body::Body;

    async fn read(kind: &str, body: impl Into<Body>) -> Result<RawForm, AppError> {
        let request = Request::post("/").header("content-type", kind).body(body.into()).unwrap();
        RawForm::from_request(request, &()).await
    }

    #[tokio::test]
    async fn a_form_is_read_whole_and_in_order() {
        let form =
            read("application/x-www-form-urlencoded; charset=UTF-8", "_key=k1&note=a%0D%0Ab&t=1&t=2&note=no")
                .await;
        let form = form.unwrap();
        assert_eq!((form.key(), form.version()), (Some("k1"), None));
        assert_eq!(form.get("note"), Some("a\nb"));
        assert_eq!(form.all("t").collect::<Vec<_>>(), ["1", "2"]);
        assert_eq!(form.fields().next(), Some(("note", "a\nb")));
    }

    #[tokio::test]
    async fn foreign_kinds_large_bodies_and_bad_bytes_are_refused() {
        assert!(matches!(read("text/plain", "a=1").await, Err(AppError::UnsupportedMediaType)));
        let kind = "application/x-www-form-urlencoded";
        assert!(matches!(read(kind, "a".repeat(MAX_BODY + 1)).await, Err(AppError::TooLarge)));
        assert!(matches!(read(kind, "a=%00").await, Err(AppError::BadRequest(_))));
        assert!(matches!(read(kind, "a=%ff").await, Err(AppError::BadRequest(_))));
    }

    #[test]
    fn a_field_shows_its_first_error_and_keeps_what_was_typed() {
        let mut errors = FieldErrors::default();
        errors.add("email", words!(field_email));
        errors.add("email", words!(field_required));
        let state = RawForm::from_pairs([("email", "<b>")]).state(errors);
        assert_eq!(state.value("email"), "<b>");
        assert_eq!(state.errors.of("email").map(Words::key), Some("field_email"));
        assert_eq!(state.errors.len(), 1);
    }
}
