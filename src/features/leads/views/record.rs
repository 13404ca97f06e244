//! The page of one lead.
//!
//! Read next: `card.rs` (what it asks for), `path.rs` (the stages), `sheet.rs` (what is known), `beside.rs` (follow-ups and
//! deals), `around.rs` (the list that the reader came from).

mod around;
mod beside;
mod card;
mod path;
mod sheet;

pub use around::Around;
pub use beside::{DealLine, TaskLine};
pub use card::{Card, Offer};
pub use path::Stop;
pub use sheet::Sheet;

use super::thread::{self, Entry, Group, Reader};
use crate::domain::ids::{Id, of};
use crate::domain::lifecycle::{Actor, RESTORE_DAYS, Role, may_claim, offered};
use crate::domain::money::{Currency, Minor};
use crate::domain::stage::Stage;
use crate::features::leads::model::LeadRow;
use crate::features::leads::record::Record;
use crate::features::leads::words;
use crate::features::sla::Badge;
use crate::features::stages::may_write;
use crate::i18n::L;
use crate::urls;
use crate::web::form::FormState;
use crate::web::page::Shell;
use askama::Template;
use beside::{deal_lines, tasks};
use card::{card, others};
use chrono::NaiveDate;
use path::trail;
use sheet::sheet;
use std::borrow::Borrow;

/// Entries of the thread shown on the page; the rest is on the page of the whole history.
const SHOWN: usize = 40;

/// What is typed into the forms of the page, when one comes back with errors.
#[derive(Debug, Clone, Default)]
pub struct Forms {
    /// The exchange or note.
    pub log: FormState,
    /// The follow-up.
    pub task: FormState,
}

/// What the page is made for.
pub struct Given<'a> {
    /// Who reads.
    pub actor: &'a Actor,
    /// The organisation's currency.
    pub currency: Currency,
    /// The organisation's date.
    pub today: NaiveDate,
    /// What of the thread is shown.
    pub group: Group,
    /// The list that the reader came from.
    pub around: Option<Around>,
    /// Promises of sales that wait on it.
    pub waits: Vec<Badge>,
    /// Forms that come back.
    pub forms: Forms,
}

/// The page.
#[derive(Template)]
#[template(path = "leads/record.html", blocks = ["thread"])]
pub struct Page {
    l: L,
    shell: Shell,
    lead: LeadRow,
    name: String,
    around: Option<Around>,
    waits: Vec<Badge>,
    trail: Vec<Stop>,
    card: Card,
    claim: bool,
    others: Vec<Offer>,
    sheet: Option<Sheet>,
    group: Group,
    thread: Vec<Entry>,
    more: bool,
    tasks: Vec<TaskLine>,
    deals: Vec<DealLine>,
    upsell: bool,
    may_write: bool,
    may_merge: bool,
    may_hand_off: bool,
    merged_into: Option<(Id<of::Lead>, String)>,
    restorable: bool,
    status: String,
    value: Option<String>,
    tags: Vec<String>,
    extras: Vec<(String, String)>,
    assignees: Vec<(String, String)>,
    forms: Forms,
}

impl Page {
    /// The form of a part of the lead.
    fn part(&self, part: &str) -> String {
        self.carry(urls::lead_part(self.lead.id, part))
    }
    /// The form of the refusal.
    fn refusal(&self) -> String {
        self.carry(urls::lead_move(self.lead.id, "refused"))
    }
    /// This page with a part of the thread.
    fn only(&self, group: impl Borrow<Group>) -> String {
        self.carry(format!("{}?thread={}", urls::lead(self.lead.id), group.borrow().code()))
    }
    fn carry(&self, href: impl Into<String>) -> String {
        let href = href.into();
        self.around.as_ref().map_or(href.clone(), |around| around.carry(&href))
    }
    /// Where the forms of this page lead: back to it.
    fn next(&self) -> &str {
        self.around.as_ref().map_or("", |around| &around.here)
    }
}

/// The whole history of a lead, on a page of its own.
#[derive(Template)]
#[template(path = "leads/history.html")]
pub struct History {
    l: L,
    shell: Shell,
    lead: Id<of::Lead>,
    name: String,
    thread: Vec<Entry>,
}

/// Builds the page of a lead.
pub fn page(record: Record, l: L, shell: Shell, given: Given<'_>) -> Page {
    let lead = record.standing.lead.clone();
    let reader = Reader { l: &l, actor: given.actor, currency: given.currency };
    let mut thread = thread::entries(&record, &reader, given.group);
    let more = thread.len() > SHOWN;
    thread.truncate(SHOWN);
    let custody = record.standing.custody;
    let alive = lead.stage.is_some() && lead.merged_into.is_none();
    let actor = given.actor;
    let moves = if alive { offered(actor, &custody, lead.stage) } else { Vec::new() };
    let mut card = card(&record, &l, actor, &moves);
    let mut others = others(&record, &l, &moves, &card);
    if let Some(around) = &given.around {
        let shown = if let Card::Next { offers, .. } = &mut card { offers.as_mut_slice() } else { &mut [] };
        for offer in shown.iter_mut().chain(&mut others) {
            offer.href = around.carry(&offer.href);
        }
    }
    let merged_into = lead
        .merged_into
        .map(|into| (into, record.names.get(&into.uuid()).cloned().unwrap_or_else(|| into.to_string())));
    let writes = may_write(actor, &custody).is_ok();
    Page {
        trail: trail(&record),
        claim: alive && may_claim(actor, &custody).is_ok() && actor.role == Role::Rep,
        sheet: sheet(&record, &l),
        tasks: tasks(&record, &l, given.today),
        deals: deal_lines(&record, &reader),
        upsell: alive && lead.stage.is_some_and(|s| s.reaches(Stage::Customer)) && custody.worked_by(actor),
        may_write: alive && writes,
        may_merge: alive && (actor.markets() || actor.manages()),
        may_hand_off: alive
            && lead.stage == Some(Stage::Mql)
            && (actor.markets() || custody.worked_by(actor)),
        restorable: lead.trashed_at.is_some_and(|at| l.now < at.plus_secs(RESTORE_DAYS * 86_400)) && writes,
        status: words::status(&l, lead.fields.status),
        value: lead.fields.estimated_value_minor.map(|v| l.money_rounded(Minor(v), given.currency)),
        tags: record.tags,
        extras: record.extras,
        assignees: record.people.iter().map(|p| (p.id.to_string(), p.name.clone())).collect(),
        name: display_name(&lead, &l),
        around: given.around,
        waits: given.waits,
        group: given.group,
        forms: given.forms,
        lead,
        l,
        shell,
        card,
        others,
        thread,
        more,
        merged_into,
    }
}

/// Builds the page of a lead's whole history.
pub fn history(record: &Record, l: L, shell: Shell, actor: &Actor, currency: Currency) -> History {
    let thread = thread::entries(record, &Reader { l: &l, actor, currency }, Group::All);
    let lead = &record.standing.lead;
    History { lead: lead.id, name: display_name(lead, &l), thread, l, shell }
}

/// What to call a lead; «Sans nom» when nothing is known.
pub fn display_name(lead: &LeadRow, l: &L) -> String {
    let name = lead.display_name();
    if name.is_empty() { l.t.lead_nameless() } else { name }
}
