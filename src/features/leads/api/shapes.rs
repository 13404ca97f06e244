//! What the API answers, and the small things that its bodies and headers say.

use crate::domain::history::EventKind;
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::lifecycle::{Refusal, RefusalKind, Rejection};
use crate::domain::stage::Stage;
use crate::features::deals::Deal;
use crate::features::history::TimelineEvent;
use crate::features::idempotency::Ticket;
use crate::features::leads::LeadRow;
use crate::features::leads::resolve::Unresolved;
use crate::features::stages::StageError;
use crate::i18n::Known;
use crate::web::error::AppError;
use crate::web::form::{FieldErrors, RawForm};
use crate::web::json::JsonForm;
use crate::web::query::Query;
use crate::web::words::Words;
use crate::words;
use axum::http::{HeaderMap, header};
use chrono::NaiveDate;
use serde::Serialize;

/// A lead, flat. Money is minor units of the organisation's currency, instants are RFC 3339.
#[derive(Debug, Serialize)]
pub struct LeadJson {
    id: Id<of::Lead>,
    version: i64,
    stage: Option<Stage>,
    stage_at: String,
    cycle: i32,
    first_name: String,
    last_name: String,
    email: String,
    phone: String,
    job_title: String,
    company: String,
    company_id: Option<Id<of::Company>>,
    source: String,
    latest_source: String,
    medium: String,
    campaign: String,
    content: String,
    term: String,
    persona: String,
    pain_points: String,
    need: String,
    estimated_value_minor: Option<i64>,
    consent_basis: String,
    status: &'static str,
    revisit_on: Option<NaiveDate>,
    owner: Option<Id<of::Member>>,
    owner_name: String,
    owner_mkt: Option<Id<of::Member>>,
    owner_mkt_name: String,
    queue: Option<Id<of::Queue>>,
    queue_name: String,
    tags: Vec<String>,
    merged_into: Option<Id<of::Lead>>,
    trashed_at: Option<String>,
    created_at: String,
    recorded_at: String,
    updated_at: String,
}

impl LeadJson {
    /// A row with its tags.
    pub fn new(lead: &LeadRow, tags: Vec<String>) -> Self {
        let (f, n) = (lead.fields.clone(), lead.names.clone());
        Self {
            id: lead.id,
            version: lead.version,
            stage: lead.stage,
            stage_at: lead.stage_at.rfc3339(),
            cycle: lead.cycle,
            first_name: f.first_name,
            last_name: f.last_name,
            email: f.email,
            phone: f.phone,
            job_title: f.job_title,
            company: n.company,
            company_id: f.company,
            source: n.source,
            latest_source: n.latest_source,
            medium: f.medium,
            campaign: n.campaign,
            content: n.content,
            term: f.term,
            persona: n.persona,
            pain_points: f.pain_points,
            need: f.need,
            estimated_value_minor: f.estimated_value_minor,
            consent_basis: f.consent_basis,
            status: f.status.code(),
            revisit_on: f.revisit_on,
            owner: f.owner_sales,
            owner_name: n.owner_sales,
            owner_mkt: f.owner_mkt,
            owner_mkt_name: n.owner_mkt,
            queue: f.queue,
            queue_name: n.queue,
            tags,
            merged_into: lead.merged_into,
            trashed_at: lead.trashed_at.map(Instant::rfc3339),
            created_at: lead.created_at.rfc3339(),
            recorded_at: lead.recorded_at.rfc3339(),
            updated_at: lead.updated_at.rfc3339(),
        }
    }
}

/// One event of a lead's history.
#[derive(Debug, Serialize)]
pub struct EventJson {
    id: Id<of::Event>,
    cycle: i32,
    kind: EventKind,
    to: Option<Stage>,
    occurred_at: String,
    recorded_at: String,
    actor: Option<Id<of::Member>>,
    actor_name: String,
    role: String,
    origin: &'static str,
    reason: Option<String>,
    criterion: Option<String>,
    text: Option<String>,
    into: Option<Id<of::Lead>>,
    supersedes: Option<Id<of::Event>>,
    superseded: bool,
}

impl EventJson {
    /// A line of the timeline.
    pub fn new(e: &TimelineEvent) -> Self {
        Self {
            id: e.event.id,
            cycle: e.event.cycle,
            kind: e.event.kind,
            to: e.event.to,
            occurred_at: e.event.occurred_at.rfc3339(),
            recorded_at: e.event.recorded_at.rfc3339(),
            actor: e.actor,
            actor_name: e.actor_name.clone(),
            role: e.role.clone(),
            origin: e.origin.code(),
            reason: e.reason.clone(),
            criterion: e.criterion.clone(),
            text: e.text.clone(),
            into: e.event.into,
            supersedes: e.event.supersedes,
            superseded: e.superseded,
        }
    }
}

/// A deal.
#[derive(Debug, Serialize)]
pub struct DealJson {
    id: Id<of::Deal>,
    version: i64,
    lead: Id<of::Lead>,
    lead_name: String,
    company: String,
    cycle: i32,
    name: String,
    amount_minor: Option<i64>,
    expected_on: Option<NaiveDate>,
    deal_stage: &'static str,
    probability: i64,
    outcome: &'static str,
    reason: Option<String>,
    competitor: String,
    owner: Option<Id<of::Member>>,
    owner_name: String,
    origin: &'static str,
    opened_at: String,
    closed_at: Option<String>,
}

impl DealJson {
    /// A row.
    pub fn new(d: &Deal) -> Self {
        Self {
            id: d.id,
            version: d.version,
            lead: d.lead,
            lead_name: d.lead_name.clone(),
            company: d.company_name.clone(),
            cycle: d.cycle,
            name: d.name.clone(),
            amount_minor: d.amount_minor,
            expected_on: d.expected_on,
            deal_stage: d.stage.code(),
            probability: d.probability,
            outcome: d.outcome.code(),
            reason: d.reason.clone(),
            competitor: d.competitor.clone(),
            owner: d.owner,
            owner_name: d.owner_name.clone(),
            origin: if d.from_funnel { "funnel" } else { "upsell" },
            opened_at: d.opened_at.rfc3339(),
            closed_at: d.closed_at.map(Instant::rfc3339),
        }
    }
}

/// The key of a call that must act once, from its `Idempotency-Key`.
pub(in crate::features) fn ticket(
    headers: &HeaderMap,
    body: &JsonForm,
    member: Id<of::Member>,
    route: &str,
) -> Result<Ticket, AppError> {
    let Some(key) = headers.get("idempotency-key") else { return Ok(Ticket::none()) };
    let key = key.to_str().ok().map(str::trim).filter(|key| !key.is_empty() && key.len() <= 200);
    let key = key.ok_or_else(|| AppError::BadRequest(words!(error_idempotency_key)))?;
    Ok(Ticket::of_call(key, member, route, &body.raw))
}

/// The version that `If-Match` names; `*` and absence name none.
pub(in crate::features) fn if_match(headers: &HeaderMap) -> Result<Option<i64>, AppError> {
    let Some(value) = headers.get(header::IF_MATCH) else { return Ok(None) };
    let text = value.to_str().unwrap_or_default().trim().trim_start_matches("W/").trim_matches('"');
    if text == "*" {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| AppError::PreconditionFailed)
}

/// How many rows a page shows.
pub(in crate::features) fn limit(query: &Query, default: i64, max: i64) -> Result<i64, AppError> {
    let Some(text) = query.get("limit").filter(|t| !t.is_empty()) else { return Ok(default) };
    let limit = text.parse().ok().filter(|limit| (1..=max).contains(limit));
    limit.ok_or_else(|| {
        FieldErrors::one("limit", words!(field_out_of_range, "1".to_owned(), max.to_string())).into()
    })
}

/// Where a page begins: the `next` of the one before.
pub(in crate::features) fn cursor(query: &Query) -> Result<i64, AppError> {
    let Some(text) = query.get("after").filter(|t| !t.is_empty()) else { return Ok(0) };
    text.parse().map_err(|_| FieldErrors::one("after", words!(field_choice)).into())
}

/// Cuts a page read one row too long; answers the cursor of the next when there is one.
pub(in crate::features) fn cut<T>(
    mut rows: Vec<T>,
    limit: i64,
    cursor: impl Fn(&T) -> String,
) -> (Vec<T>, Option<String>) {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| more).map(cursor);
    (rows, next)
}

/// An RFC 3339 instant in a body.
pub(in crate::features) fn instant(form: &RawForm, field: &'static str) -> Result<Option<Instant>, AppError> {
    let Some(text) = form.get(field).filter(|t| !t.trim().is_empty()) else { return Ok(None) };
    Instant::parse_rfc3339(text)
        .map(Some)
        .ok_or_else(|| FieldErrors::one(field, words!(field_rfc3339)).into())
}

/// Names that mean nothing, and refusals, as problem details.
pub(in crate::features) fn unresolved(e: Unresolved) -> AppError {
    match e {
        Unresolved::Fields(errors) => errors.into(),
        Unresolved::Stage(e) => problem(e),
    }
}

/// A refused action as problem details: the rule's code and its sentence.
pub(in crate::features) fn problem(e: StageError) -> AppError {
    match e {
        StageError::NotFound => AppError::NotFound,
        StageError::Stale { .. } => AppError::PreconditionFailed,
        StageError::DealNotOpen => AppError::Conflict(words!(error_deal_not_open)),
        StageError::Db(e) => e.into(),
        StageError::Rejected(Rejection::Refused(refusal)) => refused(refusal),
        StageError::Rejected(Rejection::Fields(fields)) => {
            let mut errors = FieldErrors::default();
            for fault in fields {
                errors.add(
                    fault.field.code(),
                    Words::new(fault.rule.code(), move |l| l.rule(fault.field, &fault.rule)),
                );
            }
            errors.into()
        }
    }
}

fn refused(refusal: Refusal) -> AppError {
    let (code, kind) = (refusal.code(), refusal.kind());
    let words = Words::new(code, move |l| l.refusal(&refusal, &Known::default()));
    match kind {
        RefusalKind::Forbidden => AppError::Forbidden(words),
        RefusalKind::Conflict => AppError::Conflict(words),
        RefusalKind::Invalid => AppError::Refused(words),
    }
}
