//! The one thread of a lead: stages, handoffs, exchanges, tasks done, deals and edits, newest first.

use crate::domain::activity::{Direction, Kind, Outcome};
use crate::domain::history::EventKind;
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::lifecycle::{Actor, late_entry};
use crate::domain::money::{Currency, Minor};
use crate::domain::stage::Stage;
use crate::features::activities::Activity;
use crate::features::deals::{self, Deal, DealOutcome};
use crate::features::history::{Origin, TimelineEvent};
use crate::features::leads::record::Record;
use crate::features::leads::words;
use crate::i18n::{Given, L};
use crate::urls;
use crate::web::view::stage_icon;
use std::collections::BTreeMap;
use std::str::FromStr;
use uuid::Uuid;

/// How long an author may take an own entry back alone.
const OWN_SECS: i64 = 86_400;

/// What of the thread is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Everything.
    All,
    /// Calls, e-mails, meetings, messages, notes, tasks done.
    Exchanges,
    /// Stages, handoffs, deals.
    Stages,
    /// Edits of fields.
    Edits,
}

impl Group {
    /// The choices, in order.
    pub const ALL: [Self; 4] = [Self::All, Self::Exchanges, Self::Stages, Self::Edits];
    /// Value of the parameter `thread`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Exchanges => "exchanges",
            Self::Stages => "stages",
            Self::Edits => "edits",
        }
    }
    /// Its name.
    pub fn label(self, l: &L) -> String {
        match self {
            Self::All => l.t.thread_all(),
            Self::Exchanges => l.t.thread_exchanges(),
            Self::Stages => l.t.thread_stages(),
            Self::Edits => l.t.thread_edits(),
        }
    }
}
impl FromStr for Group {
    type Err = ();
    fn from_str(s: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|group| group.code() == s).ok_or(())
    }
}

/// A link beside an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where it leads.
    pub href: String,
    /// What it says.
    pub text: String,
}

/// One line of the thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// When it happened.
    pub at: Instant,
    /// When it was noted, when that is more than a day later.
    pub late: Option<Instant>,
    /// Glyph.
    pub icon: &'static str,
    /// Colours the glyph.
    pub stage: Option<Stage>,
    /// What happened.
    pub title: String,
    /// By whom, to whom.
    pub rest: String,
    /// Details, one sentence each.
    pub lines: Vec<String>,
    /// Somebody's words, or empty.
    pub note: String,
    /// Who took it back and why, when somebody did.
    pub struck: Option<String>,
    /// What may be done with it.
    pub links: Vec<Link>,
    /// Strikes it out (a form of one button), where that needs no reason.
    pub strike: Option<String>,
    group: Group,
    order: (Instant, Instant, Uuid),
}

impl Entry {
    fn new(group: Group, icon: &'static str, at: Instant, recorded_at: Instant, id: Uuid) -> Self {
        Self {
            at,
            late: None,
            icon,
            stage: None,
            title: String::new(),
            rest: String::new(),
            lines: Vec::new(),
            note: String::new(),
            struck: None,
            links: Vec::new(),
            strike: None,
            group,
            order: (at, recorded_at, id),
        }
    }
}

/// What the thread is told for.
pub struct Reader<'a> {
    /// Language, zone and now.
    pub l: &'a L,
    /// Who reads: they may take their own entries back.
    pub actor: &'a Actor,
    /// The organisation's currency.
    pub currency: Currency,
}

/// The thread of a lead, newest first.
pub fn entries(record: &Record, reader: &Reader<'_>, shown: Group) -> Vec<Entry> {
    let mut all: Vec<Entry> = Vec::new();
    let told = record.events.iter().filter(|told| told.event.kind != EventKind::Void);
    all.extend(told.map(|told| of_event(record, reader, told)));
    all.extend(later_handoffs(record, reader));
    all.extend(record.activities.iter().map(|activity| of_activity(record, reader, activity)));
    all.extend(tasks(record, reader));
    all.extend(record.deals.iter().flat_map(|deal| of_deal(record, reader, deal)));
    all.extend(edits(record, reader));
    all.retain(|entry| shown == Group::All || entry.group == shown);
    all.sort_unstable_by_key(|entry| std::cmp::Reverse(entry.order));
    all
}

fn of_event(record: &Record, reader: &Reader<'_>, told: &TimelineEvent) -> Entry {
    let (l, event) = (reader.l, &told.event);
    let icon = event.to.map_or("merge", stage_icon);
    let mut entry = Entry::new(Group::Stages, icon, event.occurred_at, event.recorded_at, event.id.uuid());
    entry.stage = event.to;
    let first = record.events.iter().all(|other| {
        other.event.to.is_none()
            || other.superseded
            || other.event.id == event.id
            || later(&other.event, event)
    });
    entry.title = match event.to {
        None => l.t.thread_merged(event.into.map(|into| lead_name(record, into)).unwrap_or_default()),
        Some(Stage::Lead) if first && event.cycle == 1 => l.t.thread_created(),
        Some(stage) => l.stage(stage),
    };
    entry.rest = match record.handoffs.iter().find(|handed| handed.event == Some(event.id)) {
        Some(handed) => handed_to(l, &handed.to, &handed.queue, &author(l, told)),
        None => author_of(l, told),
    };
    if event.kind == EventKind::Correction {
        entry.lines.push(l.t.thread_correction());
    }
    let late = late_entry(event.occurred_at, event.recorded_at);
    entry.late =
        Some(event.recorded_at).filter(|_| late && matches!(told.origin, Origin::User | Origin::Api));
    reasons(record, l, told, &mut entry);
    entry.note = told.text.clone().unwrap_or_default();
    amounts(record, reader, event.id, &mut entry);
    entry.struck = struck_by(record, l, event.id);
    if entry.struck.is_none() && may_undo(reader, told) {
        if event.to.is_some() {
            entry.links.push(Link { href: urls::event_correction(event.id), text: l.t.thread_correct() });
        }
        entry.links.push(Link { href: urls::event_void(event.id), text: l.t.thread_void() });
    }
    entry
}

fn later(other: &crate::domain::history::Event, event: &crate::domain::history::Event) -> bool {
    (other.occurred_at, other.id) > (event.occurred_at, event.id)
}

fn lead_name(record: &Record, id: Id<of::Lead>) -> String {
    record.names.get(&id.uuid()).cloned().unwrap_or_default()
}

/// Reason and criterion; voids keep their reason as free text in the same place.
fn reasons(record: &Record, l: &L, told: &TimelineEvent, entry: &mut Entry) {
    if let Some(reason) = told.reason.as_deref().filter(|reason| !reason.is_empty()) {
        let kind = match told.event.to {
            Some(Stage::Customer) => "win",
            Some(Stage::Lost) => "loss",
            _ => "rejection",
        };
        entry.lines.push(l.t.thread_reason(record.reason_label(reason, kind, l.lang)));
    }
    if let Some(criterion) = told.criterion.as_deref().filter(|criterion| !criterion.is_empty()) {
        entry.lines.push(l.t.thread_criterion(criterion));
    }
}

/// The deals that an event opened or closed.
fn amounts(record: &Record, reader: &Reader<'_>, event: Id<of::Event>, entry: &mut Entry) {
    for deal in &record.deals {
        if deal.opened_event == Some(event) {
            let stage = deals::words::stage(reader.l, deal.stage);
            entry.lines.extend([deal_line(reader, deal), Some(stage)].into_iter().flatten());
        } else if deal.closed_event == Some(event) {
            entry.lines.extend(deal_line(reader, deal));
            if !deal.competitor.is_empty() {
                entry.lines.push(reader.l.t.thread_competitor(&deal.competitor));
            }
        }
    }
}

fn deal_line(reader: &Reader<'_>, deal: &Deal) -> Option<String> {
    let amount = deal.amount_minor.map(|minor| reader.l.money_rounded(Minor(minor), reader.currency));
    match (deal.name.as_str(), amount) {
        ("", amount) => amount,
        (name, Some(amount)) => Some(format!("{name}, {amount}")),
        (name, None) => Some(name.to_owned()),
    }
}

fn author(l: &L, told: &TimelineEvent) -> String {
    if told.actor_name.is_empty() { l.t.role_system() } else { told.actor_name.clone() }
}

fn author_of(l: &L, told: &TimelineEvent) -> String {
    match (told.origin, told.actor_name.as_str()) {
        (Origin::Import, "") => l.t.thread_imported(),
        (Origin::System, "") => l.t.thread_automatic(),
        (Origin::Api, name) if !name.is_empty() => l.t.thread_by_api(name),
        (_, "") => String::new(),
        (_, name) => l.t.thread_by(name),
    }
}

fn handed_to(l: &L, to: &str, queue: &str, by: &str) -> String {
    if queue.is_empty() { l.t.thread_handed(to, by) } else { l.t.thread_handed_queue(queue, by) }
}

/// Who took an event back, when and why.
fn struck_by(record: &Record, l: &L, event: Id<of::Event>) -> Option<String> {
    let by = record.events.iter().find(|told| told.event.supersedes == Some(event))?;
    let (who, when) = (author(l, by), l.moment(by.event.recorded_at));
    let why = by.reason.clone().unwrap_or_default();
    Some(match (by.event.kind, why.is_empty()) {
        (EventKind::Correction, true) => l.t.thread_corrected(&who, &when),
        (EventKind::Correction, false) => l.t.thread_corrected_why(&who, &when, &why),
        (_, true) => l.t.thread_voided(&who, &when),
        (_, false) => l.t.thread_voided_why(&who, &when, &why),
    })
}

fn may_undo(reader: &Reader<'_>, told: &TimelineEvent) -> bool {
    let own = told.actor.is_some() && told.actor == reader.actor.member;
    let fresh = reader.l.now < told.event.recorded_at.plus_secs(OWN_SECS);
    reader.actor.manages() || (own && fresh)
}

/// Handoffs that came without a stage change.
fn later_handoffs<'a>(record: &'a Record, reader: &'a Reader<'_>) -> impl Iterator<Item = Entry> + 'a {
    record.handoffs.iter().filter(|handed| handed.event.is_none()).map(|handed| {
        let mut entry =
            Entry::new(Group::Stages, "handshake", handed.at, handed.recorded_at, handed.id.uuid());
        entry.title = reader.l.t.thread_handoff();
        entry.rest = handed_to(reader.l, &handed.to, &handed.queue, &handed.by);
        entry.note.clone_from(&handed.text);
        entry
    })
}

/// The kinds in the order of the form that logs one: the commonest first.
pub const KINDS: [Kind; 5] = [Kind::Note, Kind::Call, Kind::Email, Kind::Meeting, Kind::Message];

/// Glyph of a kind of activity.
pub fn activity_icon(kind: impl Given<Kind>) -> &'static str {
    match kind.given() {
        Kind::Call => "phone",
        Kind::Email => "mail",
        Kind::Meeting => "users",
        Kind::Message => "message-square",
        Kind::Note => "pen-line",
    }
}

/// The outcomes of one kind of activity, for a form that shows every kind.
#[derive(Debug, Clone, Copy)]
pub struct Outcomes {
    /// The kind.
    pub kind: Kind,
    /// The field that holds the choice.
    pub field: &'static str,
    /// The choices.
    pub outcomes: &'static [Outcome],
}

/// The kinds that have outcomes, in the order of forms.
pub fn outcomes() -> [Outcomes; 4] {
    [
        (Kind::Call, "outcome_call"),
        (Kind::Email, "outcome_email"),
        (Kind::Meeting, "outcome_meeting"),
        (Kind::Message, "outcome_message"),
    ]
    .map(|(kind, field)| Outcomes { kind, field, outcomes: Outcome::of(kind) })
}

fn of_activity(record: &Record, reader: &Reader<'_>, a: &Activity) -> Entry {
    let l = reader.l;
    let mut entry =
        Entry::new(Group::Exchanges, activity_icon(a.kind), a.occurred_at, a.recorded_at, a.id.uuid());
    entry.title = match (a.kind, a.direction) {
        (Kind::Note, _) => l.activity_kind(a.kind),
        (kind, Direction::Inbound) => l.t.thread_received(l.activity_kind(kind)),
        (kind, _) => l.activity_kind(kind),
    };
    if let Some(outcome) = a.outcome {
        entry.title = l.t.thread_outcome(&entry.title, l.outcome(outcome));
    }
    if !a.actor_name.is_empty() {
        entry.rest = l.t.thread_by(&a.actor_name);
    }
    if a.automatic {
        entry.lines.push(l.t.thread_automatic());
    }
    entry.note.clone_from(&a.text);
    entry.late = Some(a.recorded_at).filter(|_| late_entry(a.occurred_at, a.recorded_at));
    entry.struck = a.voided_at.map(|at| l.t.thread_struck(l.moment(at)));
    let own = a.actor.is_some() && a.actor == reader.actor.member;
    let fresh = l.now < a.recorded_at.plus_secs(OWN_SECS);
    if a.voided_at.is_none() && (reader.actor.manages() || (own && fresh)) {
        entry.strike = Some(urls::activity_void(record.standing.lead.id, a.id));
    }
    entry
}

fn tasks<'a>(record: &'a Record, reader: &'a Reader<'_>) -> impl Iterator<Item = Entry> + 'a {
    record.done.iter().map(|task| {
        let mut entry =
            Entry::new(Group::Exchanges, "circle-check", task.done_at, task.done_at, task.id.uuid());
        let title = if task.title.is_empty() { task_kind(reader.l, &task.kind) } else { task.title.clone() };
        entry.title = reader.l.t.thread_task_done(&title);
        if !task.done_by.is_empty() {
            entry.rest = reader.l.t.thread_by(&task.done_by);
        }
        entry
    })
}

/// What a task without a title of its own is about, by the code of its kind.
pub fn task_kind(l: &L, kind: &str) -> String {
    match kind {
        "revisit" => l.t.task_revisit(),
        "proposal" => l.t.task_proposal(),
        _ => l.t.task_follow_up(),
    }
}

/// What a deal did without its lead changing stage.
fn of_deal(record: &Record, reader: &Reader<'_>, deal: &Deal) -> Vec<Entry> {
    let l = reader.l;
    let mut found = Vec::new();
    let mut add = |at: Instant, title: String, lines: Vec<String>| {
        let mut entry = Entry::new(Group::Stages, "badge-euro", at, at, deal.id.uuid());
        (entry.title, entry.lines) = (title, lines);
        found.push(entry);
    };
    if deal.opened_event.is_none() && !deal.from_funnel {
        add(deal.opened_at, l.t.thread_deal_opened(), deal_line(reader, deal).into_iter().collect());
    }
    if let (Some(at), None) = (deal.closed_at, deal.closed_event) {
        let kind = if deal.outcome == DealOutcome::Won { "win" } else { "loss" };
        let why =
            deal.reason.as_deref().map(|code| l.t.thread_reason(record.reason_label(code, kind, l.lang)));
        let lines = deal_line(reader, deal).into_iter().chain(why).collect();
        match deal.outcome {
            DealOutcome::Won => add(at, l.t.thread_deal_won(), lines),
            DealOutcome::Lost => add(at, l.t.thread_deal_lost(), lines),
            DealOutcome::Open | DealOutcome::Cancelled => {}
        }
    }
    found
}

/// Edits of fields, one entry per version; those that a stage change made are part of it.
fn edits(record: &Record, reader: &Reader<'_>) -> Vec<Entry> {
    let l = reader.l;
    let moved = |at: Instant| {
        record.events.iter().any(|told| told.event.recorded_at == at)
            || record.handoffs.iter().any(|handed| handed.recorded_at == at)
    };
    let logged = |at: Instant| record.activities.iter().any(|activity| activity.recorded_at == at);
    let mut found: Vec<Entry> = Vec::new();
    let mut version = None;
    for change in &record.changes {
        if moved(change.at) || (change.field == "status" && logged(change.at)) {
            continue;
        }
        if version != Some(change.version) {
            version = Some(change.version);
            let id = Uuid::from_u128(u128::try_from(change.version).unwrap_or_default());
            let mut entry = Entry::new(Group::Edits, "pencil", change.at, change.at, id);
            entry.title = l.t.thread_edited();
            if !change.actor_name.is_empty() {
                entry.rest = l.t.thread_by(&change.actor_name);
            }
            found.push(entry);
        }
        if let Some(entry) = found.last_mut() {
            let (old, new) = (
                said(&record.names, reader, &change.field, &change.old),
                said(&record.names, reader, &change.field, &change.new),
            );
            entry.lines.push(l.t.thread_field(words::field(l, &change.field), &old, &new));
        }
    }
    found
}

/// A stored value of a field, as people read it.
pub fn said(names: &BTreeMap<Uuid, String>, reader: &Reader<'_>, field: &str, value: &str) -> String {
    let l = reader.l;
    if value.is_empty() {
        return l.t.thread_blank();
    }
    match field {
        "estimated_value" => value
            .parse()
            .map_or_else(|_| value.to_owned(), |minor| l.money_rounded(Minor(minor), reader.currency)),
        "status" => value.parse().map_or_else(|_| value.to_owned(), |status| words::status(l, status)),
        "revisit_on" => {
            value.parse::<chrono::NaiveDate>().map_or_else(|_| value.to_owned(), |date| l.date(date))
        }
        _ => match Uuid::try_parse(value) {
            Ok(id) => names.get(&id).cloned().unwrap_or_else(|| value.to_owned()),
            Err(_) => crate::domain::text::truncate_graphemes(value, 200).into_owned(),
        },
    }
}
