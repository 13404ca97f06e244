//! JSON in and out of the API: one flat object per body, read by the same checks as the forms.

use super::error::AppError;
use super::form::RawForm;
use crate::words;
use axum::body::{Bytes, to_bytes};
use axum::extract::{FromRequest, Request};
use axum::http::header;
use serde::Deserialize;
use serde::de::{MapAccess, Visitor};
use std::fmt;

/// Largest JSON body, in bytes.
pub const MAX_BODY: usize = 256 * 1024;

/// A flat JSON object as a form: texts, numbers and truth values under their names, `null` left out, lists repeated.
#[derive(Debug, Clone)]
pub struct JsonForm {
    /// The fields.
    pub form: RawForm,
    /// The body as it came, for the idempotency digest.
    pub raw: Bytes,
}

impl<S: Send + Sync> FromRequest<S> for JsonForm {
    type Rejection = AppError;
    async fn from_request(request: Request, _: &S) -> Result<Self, AppError> {
        let kind =
            request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
        let essence = kind.split(';').next().unwrap_or_default().trim();
        if !essence.eq_ignore_ascii_case("application/json") {
            return Err(AppError::UnsupportedMediaType);
        }
        let raw = to_bytes(request.into_body(), MAX_BODY).await.map_err(|_| AppError::TooLarge)?;
        if raw.trim_ascii().is_empty() {
            return Ok(Self { form: RawForm::default(), raw });
        }
        let Flat(pairs) = serde_json::from_slice(&raw).map_err(|e| bad(&e))?;
        if pairs.iter().any(|(name, value)| name.contains('\0') || value.contains('\0')) {
            return Err(AppError::BadRequest(words!(field_characters)));
        }
        Ok(Self { form: RawForm::from_pairs(pairs), raw })
    }
}

fn bad(cause: &serde_json::Error) -> AppError {
    let (line, column) = (cause.line(), cause.column());
    AppError::BadRequest(words!(error_json, line, column))
}

/// Name and value pairs of an object without nesting and without repeated names.
struct Flat(Vec<(String, String)>);

impl<'de> Deserialize<'de> for Flat {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Flat;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a flat object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Flat, A::Error> {
                let mut pairs: Vec<(String, String)> = Vec::new();
                let mut names = std::collections::HashSet::new();
                while let Some(name) = map.next_key::<String>()? {
                    if !names.insert(name.clone()) {
                        return Err(serde::de::Error::custom("repeated name"));
                    }
                    match map.next_value::<serde_json::Value>()? {
                        serde_json::Value::Array(list) => {
                            for value in list {
                                pairs.extend(text(value)?.map(|value| (name.clone(), value)));
                            }
                        }
                        // an explicit null empties the field, as a blank one does in a form
                        serde_json::Value::Null => pairs.push((name, String::new())),
                        value => pairs.extend(text(value)?.map(|value| (name, value))),
                    }
                }
                Ok(Flat(pairs))
            }
        }
        d.deserialize_map(Reader)
    }
}

fn text<E: serde::de::Error>(value: serde_json::Value) -> Result<Option<String>, E> {
    Ok(Some(match value {
        serde_json::Value::Null => return Ok(None),
        serde_json::Value::Bool(v) => v.to_string(),
        serde_json::Value::Number(v) => v.to_string(),
        serde_json::Value::String(v) => v,
        serde_json::Value::Array(_) | serde_json::Value::Object(_) => return Err(E::custom("nested value")),
    }))
}

/// A page of a list: `{"items": […], "next": cursor|null}`.
#[derive(Debug, serde::Serialize)]
pub struct Items<T> {
    /// The rows.
    pub items: Vec<T>,
    /// What to give as `after` for the next page; `null` on the last one.
    pub next: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flat(json: &str) -> Result<Vec<(String, String)>, String> {
        serde_json::from_str::<Flat>(json).map(|f| f.0).map_err(|e| e.to_string())
    }

    #[test]
    fn a_flat_object_reads_as_a_form() {
        let pairs = flat(r#"{"a":"x","n":12,"t":true,"none":null,"tags":["p","q"]}"#).unwrap();
        let expected = [("a", "x"), ("n", "12"), ("t", "true"), ("none", ""), ("tags", "p"), ("tags", "q")];
        assert_eq!(pairs, expected.map(|(n, v)| (n.to_owned(), v.to_owned())));
    }

    #[test]
    fn nesting_repetition_and_other_shapes_are_refused() {
        for json in [
            r#"{"a":{"b":1}}"#,
            r#"{"a":1,"a":2}"#,
            "[1]",
            "7",
            r#"{"a":[[1]]}"#,
            r#"{"a":"#,
            r#"{"a":"\ud800"}"#,
        ] {
            assert!(flat(json).is_err(), "{json}");
        }
    }
}
