//! The description as a page.

use super::table::{Field, Kind, Operation};
use crate::i18n::L;
use crate::web::page::Shell;
use askama::Template;

/// Every operation with its parameters.
#[derive(Template)]
#[template(path = "openapi/docs.html")]
pub struct Docs {
    /// The reader.
    pub l: L,
    /// The frame.
    pub shell: Shell,
    /// What there is.
    pub operations: &'static [Operation],
}

impl Docs {
    /// The tables to show: what goes into the query, what into the body.
    pub fn tables(operation: &Operation) -> Vec<&'static [Field]> {
        [operation.query, operation.body].into_iter().filter(|fields| !fields.is_empty()).collect()
    }
    /// How a value is written, in the words of JSON.
    pub fn kind(field: &Field) -> String {
        match field.kind {
            Kind::Text => "string".to_owned(),
            Kind::Whole => "integer".to_owned(),
            Kind::Bool => "boolean".to_owned(),
            Kind::Date => "2026-12-31".to_owned(),
            Kind::Instant => "2026-12-31T09:30:00Z".to_owned(),
            Kind::Id => "uuid".to_owned(),
            Kind::Code(codes) => codes.join(" | "),
            Kind::Texts => "[string]".to_owned(),
        }
    }
    /// A call to copy.
    pub fn curl(operation: &Operation) -> String {
        let method = operation.method.to_uppercase();
        let head = format!("curl -X {method} -H 'Authorization: Bearer $TOKEN'");
        let place = format!("'$RELAIS{}'", operation.path);
        let required = |fields: &[Field]| fields.iter().any(|f| f.required);
        if operation.body.is_empty() {
            return format!("{head} {place}");
        }
        let shown = operation.body.iter().filter(|f| f.required || !required(operation.body)).take(3);
        let body: Vec<String> = shown.map(|f| format!("\"{}\": …", f.name)).collect();
        format!("{head} -H 'Content-Type: application/json' -d '{{{}}}' {place}", body.join(", "))
    }
}
