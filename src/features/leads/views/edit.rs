//! The form of a new lead, the form that edits one, and the page of two edits that do not agree.

use super::moves::DoubleLine;
use super::record::display_name;
use super::thread::{Reader, said};
use crate::domain::ids::{Id, of};
use crate::domain::lead_status::LeadStatus;
use crate::domain::money::Minor;
use crate::features::leads::merge3::Conflict;
use crate::features::leads::model::{Double, LeadFields, LeadRow};
use crate::features::leads::words;
use crate::i18n::{L, Lang};
use crate::web::form::{FormState, RawForm};
use crate::web::page::Shell;
use askama::Template;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The form of a new lead.
#[derive(Template)]
#[template(path = "leads/new.html")]
pub struct New {
    l: L,
    shell: Shell,
    f: FormState,
    doubles: Vec<DoubleLine>,
    personas: Vec<(String, String)>,
    sellers: Vec<(String, String)>,
    gives: bool,
    open: bool,
    currency: &'static str,
}

/// What the form of a new lead offers.
#[derive(Debug, Clone, Default)]
pub struct NewChoices {
    /// Personas, by id.
    pub personas: Vec<(String, String)>,
    /// Who can be given a lead; empty when the reader gives none away.
    pub sellers: Vec<(String, String)>,
    /// Leads that may be the same person: the form then asks before it creates another.
    pub doubles: Vec<Double>,
    /// The currency's sign.
    pub currency: &'static str,
}

/// Fields of the second part of the form, which is open when one of them holds something.
const MORE: [&str; 9] = [
    "medium",
    "content",
    "persona",
    "estimated_value",
    "pain_points",
    "tags",
    "consent_basis",
    "owner",
    "term",
];

/// Builds the form of a new lead.
pub fn new(l: L, shell: Shell, f: FormState, choices: NewChoices) -> New {
    New {
        doubles: choices.doubles.iter().map(|double| DoubleLine::new(&l, double)).collect(),
        open: MORE.iter().any(|field| !f.value(field).is_empty() || f.error(field, &l).is_some()),
        gives: !choices.sellers.is_empty(),
        personas: choices.personas,
        sellers: choices.sellers,
        currency: choices.currency,
        l,
        shell,
        f,
    }
}

/// The leads that may be the person being typed in, as a part of that form.
#[derive(Template)]
#[template(path = "leads/doubles.html")]
pub struct Doubles {
    l: L,
    doubles: Vec<DoubleLine>,
}

/// Builds that part.
pub fn doubles(l: L, found: &[Double]) -> Doubles {
    Doubles { doubles: found.iter().map(|double| DoubleLine::new(&l, double)).collect(), l }
}

/// The form that edits a lead.
#[derive(Template)]
#[template(path = "leads/edit.html")]
pub struct Edit {
    l: L,
    shell: Shell,
    lead: Id<of::Lead>,
    name: String,
    heading: String,
    version: i64,
    tags: String,
    personas: Vec<(String, String)>,
    sellers: Vec<(String, String)>,
    queues: Vec<(String, String)>,
    statuses: Vec<(String, String)>,
    currency: &'static str,
    f: FormState,
}

/// What the form that edits a lead offers.
#[derive(Debug, Clone, Default)]
pub struct EditChoices {
    /// Personas, by id.
    pub personas: Vec<(String, String)>,
    /// Who can be given a lead.
    pub sellers: Vec<(String, String)>,
    /// Queues.
    pub queues: Vec<(String, String)>,
    /// The currency's sign.
    pub currency: &'static str,
}

/// Builds the form that edits a lead at `version`; `tags` are those that it has.
pub fn edit(
    (l, shell): (L, Shell),
    row: &LeadRow,
    (version, tags): (i64, String),
    choices: EditChoices,
    f: FormState,
) -> Edit {
    Edit {
        lead: row.id,
        name: display_name(row, &l),
        heading: l.t.edit_title(),
        version,
        tags,
        personas: choices.personas,
        sellers: choices.sellers,
        queues: choices.queues,
        statuses: LeadStatus::ALL.iter().map(|s| (s.code().to_owned(), words::status(&l, *s))).collect(),
        currency: choices.currency,
        f,
        l,
        shell,
    }
}

/// A stored value of a field, as the form that edits it needs it typed.
pub fn typed(l: &L, field: &str, value: &str, names: &BTreeMap<Uuid, String>, decimals: u8) -> String {
    match field {
        "company" | "source" | "latest_source" | "campaign" | "content" => Uuid::try_parse(value)
            .map_or_else(|_| value.to_owned(), |id| names.get(&id).cloned().unwrap_or_default()),
        "estimated_value" => value.parse().map_or_else(|_| String::new(), |v| amount(l, v, decimals)),
        _ => value.to_owned(),
    }
}

/// An amount as a form shows it, in the reader's way.
pub fn amount(l: &L, minor: i64, decimals: u8) -> String {
    let plain = Minor(minor).to_plain(decimals);
    if l.lang == Lang::Fr { plain.replace('.', ",") } else { plain }
}

/// Every field of a lead as its form shows it.
pub fn filled(
    l: &L,
    fields: &LeadFields,
    names: &BTreeMap<Uuid, String>,
    decimals: u8,
) -> Vec<(&'static str, String)> {
    let texts = fields.texts().into_iter();
    texts.map(|(field, value)| (field, typed(l, field, &value, names, decimals))).collect()
}

/// A field that two people changed differently, as a choice of three.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Its form name.
    pub field: &'static str,
    /// Its label.
    pub label: String,
    /// What this form says: typed, and as people read it.
    pub mine: (String, String),
    /// What the lead says now.
    pub theirs: (String, String),
    /// What both started from.
    pub base: (String, String),
}

/// Two edits that do not agree: three columns, and a form that carries everything typed.
#[derive(Template)]
#[template(path = "leads/conflict.html")]
pub struct Disagree {
    l: L,
    shell: Shell,
    lead: Id<of::Lead>,
    name: String,
    version: i64,
    tags: String,
    by: String,
    choices: Vec<Choice>,
    kept: Vec<(String, String)>,
    next: String,
}

/// Builds the page; `by` is who edited meanwhile, `version` the one that the lead is at now.
pub fn disagree(
    shell: Shell,
    row: &LeadRow,
    (version, by): (i64, String),
    form: &RawForm,
    conflicts: &[Conflict],
    (reader, names, decimals): (&Reader<'_>, &BTreeMap<Uuid, String>, u8),
) -> Disagree {
    let l = *reader.l;
    let pair = |field: &str, value: &str| {
        (typed(&l, field, value, names, decimals), said(names, reader, field, value))
    };
    // What was typed may name a company or source that does not exist yet: it is shown as typed.
    let mine = |conflict: &Conflict| {
        let raw = form.get(conflict.field).unwrap_or_default().to_owned();
        let chosen = matches!(conflict.field, "persona" | "owner" | "queue" | "status" | "revisit_on");
        let shown =
            if chosen || raw.is_empty() { pair(conflict.field, &conflict.mine).1 } else { raw.clone() };
        (raw, shown)
    };
    let choice = |conflict: &Conflict| Choice {
        field: conflict.field,
        label: words::field(&l, conflict.field),
        mine: mine(conflict),
        theirs: pair(conflict.field, &conflict.theirs),
        base: pair(conflict.field, &conflict.base),
    };
    let asked = |name: &str| conflicts.iter().any(|conflict| conflict.field == name);
    Disagree {
        lead: row.id,
        name: display_name(row, &l),
        version,
        tags: form.get("_tags").unwrap_or_default().to_owned(),
        by,
        choices: conflicts.iter().map(choice).collect(),
        kept: form.fields().filter(|(n, _)| !asked(n)).map(|(n, v)| (n.to_owned(), v.to_owned())).collect(),
        next: form.get("_next").unwrap_or_default().to_owned(),
        l,
        shell,
    }
}
