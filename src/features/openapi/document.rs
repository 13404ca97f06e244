//! The table as an OpenAPI 3.1 document.

use super::table::{Answer, Field, Kind, Operation, STAGES, only_when_new, operations};
use serde_json::{Map, Value, json};

/// The whole document.
pub fn document() -> Value {
    let mut paths = Map::new();
    for operation in operations() {
        let methods = paths.entry(operation.path).or_insert_with(|| json!({}));
        if let Some(methods) = methods.as_object_mut() {
            methods.insert(operation.method.to_owned(), describe(operation));
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Relais",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "One funnel for marketing and sales. Money is minor units, instants are RFC 3339, dates are \
                the organisation's. Errors are RFC 9457 problem details whose type ends in a stable code.",
        },
        "servers": [{"url": "/"}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": "relais token create"}},
            "schemas": schemas(),
        },
    })
}

fn describe(o: &Operation) -> Value {
    let mut parameters: Vec<Value> = o.query.iter().map(|f| parameter(f, "query")).collect();
    if o.path.contains("{id}") {
        let id = Field { name: "id", kind: Kind::Id, required: true, means: "Which one." };
        parameters.insert(0, parameter(&id, "path"));
    }
    if o.method == "post" {
        parameters.push(header("Idempotency-Key", "The same key and body are carried out once."));
    }
    if o.method == "patch" || o.path.ends_with("/stage") {
        parameters.push(header("If-Match", "The ETag that the caller saw."));
    }
    let (status, schema) = match o.answer {
        Answer::One(status, schema) => (status, json!({"$ref": format!("#/components/schemas/{schema}")})),
        Answer::Many(schema) => (
            200,
            json!({
                "type": "object", "required": ["items", "next"],
                "properties": {
                    "items": {"type": "array", "items": {"$ref": format!("#/components/schemas/{schema}")}},
                    "next": {"type": ["string", "null"]},
                },
            }),
        ),
    };
    let problem = |means: &str| {
        json!({
            "description": means,
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
        })
    };
    let mut described = json!({
        "summary": o.summary,
        "description": format!("Needs a token of scope «{}».", o.scope),
        "operationId": format!("{}{}", o.method, o.path.replace(['/', '{', '}', '-'], "_")),
        "parameters": parameters,
        "responses": {
            status.to_string(): {"description": "Done.", "content": {"application/json": {"schema": schema}}},
            "400": problem("The request makes no sense."),
            "401": problem("No valid token."),
            "403": problem("The token's scope or its member's role does not suffice."),
            "404": problem("There is no such thing."),
            "409": problem("Not in the present state."),
            "412": problem("Another version is current."),
            "422": problem("Fields or a rule refuse it."),
            "429": problem("Too many requests; see Retry-After."),
            "503": problem("Not now; see Retry-After."),
        },
    });
    if !o.body.is_empty()
        && let Some(described) = described.as_object_mut()
    {
        let more: &[Field] =
            if o.method == "post" && o.path == "/api/v1/leads" { only_when_new() } else { &[] };
        let properties: Map<String, Value> =
            o.body.iter().chain(more).map(|f| (f.name.to_owned(), schema_of(f))).collect();
        let required: Vec<_> = o.body.iter().filter(|f| f.required).map(|f| f.name).collect();
        let schema = json!({"type": "object", "properties": properties, "required": required});
        described.insert(
            "requestBody".to_owned(),
            json!({"required": !required.is_empty(), "content": {"application/json": {"schema": schema}}}),
        );
    }
    described
}

fn parameter(f: &Field, place: &str) -> Value {
    json!({"name": f.name, "in": place, "required": f.required, "description": f.means, "schema": kind(f.kind)})
}

fn header(name: &str, means: &str) -> Value {
    json!({"name": name, "in": "header", "required": false, "description": means, "schema": {"type": "string"}})
}

fn schema_of(f: &Field) -> Value {
    let mut schema = kind(f.kind);
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("description".to_owned(), json!(f.means));
    }
    schema
}

fn kind(kind: Kind) -> Value {
    match kind {
        Kind::Text => json!({"type": "string"}),
        Kind::Whole => json!({"type": "integer", "format": "int64"}),
        Kind::Bool => json!({"type": "boolean"}),
        Kind::Date => json!({"type": "string", "format": "date"}),
        Kind::Instant => json!({"type": "string", "format": "date-time"}),
        Kind::Id => json!({"type": "string", "format": "uuid"}),
        Kind::Code(codes) => json!({"type": "string", "enum": codes}),
        Kind::Texts => json!({"type": "array", "items": {"type": "string"}}),
    }
}

/// An object: names ending in `?` may be null.
fn object(fields: &[(&str, &str)]) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for (name, ty) in fields {
        let (ty, nullable) = ty.strip_suffix('?').map_or((*ty, false), |ty| (ty, true));
        let (base, format) = match ty {
            "id" => ("string", Some("uuid")),
            "date" => ("string", Some("date")),
            "instant" => ("string", Some("date-time")),
            other => (other, None),
        };
        let mut schema = Map::new();
        schema.insert("type".to_owned(), if nullable { json!([base, "null"]) } else { json!(base) });
        if let Some(format) = format {
            schema.insert("format".to_owned(), json!(format));
        }
        if base == "array" {
            schema.insert("items".to_owned(), json!({}));
        }
        properties.insert((*name).to_owned(), Value::Object(schema));
        required.push(*name);
    }
    json!({"type": "object", "properties": properties, "required": required})
}

fn schemas() -> Value {
    json!({
        "Stage": {"type": "string", "enum": STAGES},
        "Lead": object(&[
            ("id", "id"), ("version", "integer"), ("stage", "string?"), ("stage_at", "instant"), ("cycle", "integer"),
            ("first_name", "string"), ("last_name", "string"), ("email", "string"), ("phone", "string"),
            ("job_title", "string"), ("company", "string"), ("company_id", "id?"), ("source", "string"),
            ("latest_source", "string"), ("medium", "string"), ("campaign", "string"), ("content", "string"),
            ("term", "string"), ("persona", "string"), ("pain_points", "string"), ("need", "string"),
            ("estimated_value_minor", "integer?"), ("consent_basis", "string"), ("status", "string"),
            ("revisit_on", "date?"), ("owner", "id?"), ("owner_name", "string"), ("owner_mkt", "id?"),
            ("owner_mkt_name", "string"), ("queue", "id?"), ("queue_name", "string"), ("tags", "array"),
            ("merged_into", "id?"), ("trashed_at", "instant?"), ("created_at", "instant"),
            ("recorded_at", "instant"), ("updated_at", "instant"),
        ]),
        "Event": object(&[
            ("id", "id"), ("cycle", "integer"), ("kind", "string"), ("to", "string?"), ("occurred_at", "instant"),
            ("recorded_at", "instant"), ("actor", "id?"), ("actor_name", "string"), ("role", "string"),
            ("origin", "string"), ("reason", "string?"), ("criterion", "string?"), ("text", "string?"),
            ("into", "id?"), ("supersedes", "id?"), ("superseded", "boolean"),
        ]),
        "Activity": object(&[("id", "id"), ("lead", "id")]),
        "Deal": object(&[
            ("id", "id"), ("version", "integer"), ("lead", "id"), ("lead_name", "string"), ("company", "string"),
            ("cycle", "integer"), ("name", "string"), ("amount_minor", "integer?"), ("expected_on", "date?"),
            ("deal_stage", "string"), ("probability", "integer"), ("outcome", "string"), ("reason", "string?"),
            ("competitor", "string"), ("owner", "id?"), ("owner_name", "string"), ("origin", "string"),
            ("opened_at", "instant"), ("closed_at", "instant?"),
        ]),
        "Funnel": object(&[("stages", "array"), ("steps", "array"), ("notices", "array"), ("as_of", "instant"), ("known_at", "instant")]),
        "Review": object(&[
            ("week", "string"), ("from", "date"), ("until", "date"), ("day", "date"), ("known_at", "string"),
            ("format", "integer"), ("days", "object"), ("carried", "object"), ("mql", "object"), ("sales", "object"),
            ("feedback", "object"), ("contents", "array"), ("decisions", "array"), ("actions", "array"),
            ("notes", "array"), ("attendees", "array"), ("status", "string"), ("frozen_at", "string?"),
            ("frozen_by", "string?"), ("sha256", "string?"),
        ]),
        "Sla": object(&[("from", "date"), ("until", "date"), ("as_of", "instant"), ("known_at", "instant"), ("sales", "object"), ("marketing", "object")]),
        "Pacing": object(&[
            ("metric", "string"), ("month", "string"), ("as_of", "date"), ("target", "number?"), ("actual", "integer"),
            ("expected", "number?"), ("pace", "number?"), ("required_per_day", "number?"), ("forecast", "number?"),
            ("low", "integer?"), ("high", "integer?"), ("p_reach", "number?"), ("days", "array"),
        ]),
        "OpenTime": object(&[("elapsed_seconds", "integer?"), ("due_at", "instant?")]),
        "FunnelLeads": object(&[("items", "array"), ("next", "string?"), ("total", "integer")]),
        "Problem": {
            "type": "object", "required": ["type", "title", "status", "detail"],
            "properties": {
                "type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"},
                "detail": {"type": "string"}, "incident": {"type": ["string", "null"]},
                "errors": {"type": "array", "items": {
                    "type": "object", "required": ["field", "code", "detail"],
                    "properties": {"field": {"type": "string"}, "code": {"type": "string"}, "detail": {"type": "string"}},
                }},
            },
        },
    })
}
