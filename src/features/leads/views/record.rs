//! The page of one lead.

use super::thread::{self, Entry, Group, Reader, task_kind};
use crate::domain::history::Step;
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::lifecycle::{Actor, RESTORE_DAYS, Role, may_claim, offered};
use crate::domain::money::{Currency, Minor};
use crate::domain::stage::Stage;
use crate::features::activities::TaskKind;
use crate::features::deals::{self, Deal, DealOutcome};
use crate::features::leads::model::{Handed, LeadRow};
use crate::features::leads::record::Record;
use crate::features::leads::words;
use crate::features::stages::may_write;
use crate::i18n::L;
use crate::urls;
use crate::web::form::FormState;
use crate::web::page::Shell;
use askama::Template;
use chrono::NaiveDate;

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

/// Where the lead stands in the list that the reader came from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Around {
    /// The list, with its filter.
    pub list: String,
    /// Place in it, from 1, and its length; already formatted.
    pub place: String,
    /// The lead before.
    pub previous: Option<String>,
    /// The lead after.
    pub next: Option<String>,
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
    /// Forms that come back.
    pub forms: Forms,
}

/// A stage of the trail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// Which.
    pub stage: Stage,
    /// When it was entered in this run.
    pub at: Option<Instant>,
    /// The lead skipped it: the date is that of a later stage.
    pub inferred: bool,
    /// The lead is there now.
    pub current: bool,
}

/// A move to offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The form of the move.
    pub href: String,
    /// What it does.
    pub text: String,
    /// Glyph.
    pub icon: &'static str,
}

/// What the page asks for first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Card {
    /// Accept or refuse.
    Decide {
        /// The queue that it waits in, or empty.
        queue: String,
        /// Who handed it over, or empty.
        by: String,
    },
    /// Somebody else decides.
    Waiting {
        /// The rep or the queue.
        on: String,
    },
    /// The moves from here.
    Next {
        /// The question that leads to them.
        question: String,
        /// The natural one first.
        offers: Vec<Offer>,
    },
    /// Nothing to ask.
    Nothing,
}

/// What the next reader should know: the fiche de transfert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The last handoff.
    pub handed: Option<Handed>,
    /// Where from, what read: label and value.
    pub origin: Vec<(String, String)>,
    /// Earlier runs and why they ended.
    pub runs: Vec<String>,
}

/// A task as shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskLine {
    /// Marks it done (POST).
    pub done: String,
    /// What to do.
    pub title: String,
    /// When, in words.
    pub due: String,
    /// Its date has passed.
    pub overdue: bool,
    /// Who does it, or empty.
    pub who: String,
    /// The lead that a proposal is about.
    pub about: Option<Id<of::Lead>>,
}

/// A deal as shown.
#[derive(Debug, Clone)]
pub struct DealLine {
    /// The row.
    pub deal: Deal,
    /// What to call it.
    pub title: String,
    /// Amount, or «—».
    pub amount: String,
    /// How far, or what became of it.
    pub state: String,
    /// Why it was won or lost, or empty.
    pub reason: String,
    /// Tone of its state, or empty.
    pub tone: String,
    /// Glyph of its state, or empty.
    pub icon: String,
    /// May be edited and closed by the reader.
    pub open: bool,
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
    let card = card(&record, &l, actor, &moves);
    let others = others(&record, &l, &moves, &card);
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

/// The stages of the path with the dates of this run; a stage skipped has the date of the first one after it.
fn trail(record: &Record) -> Vec<Stop> {
    let steps = &record.standing.effective.steps;
    let Some(last) = steps.last() else { return Vec::new() };
    let entered = |stage: Stage| -> Option<&Step> {
        let own = |step: &&Step| step.to == stage && (step.cycle == last.cycle || stage == Stage::Lead);
        steps.iter().find(own)
    };
    let mut path: Vec<Stage> = Stage::FUNNEL.to_vec();
    if last.to == Stage::Subscriber {
        path.insert(0, Stage::Subscriber);
    }
    if last.to == Stage::Evangelist {
        path.push(Stage::Evangelist);
    }
    let mut stops: Vec<Stop> = path
        .iter()
        .map(|&stage| {
            let at = entered(stage).map(|step| step.at);
            let after =
                || path.iter().filter(|s| s.reaches(stage)).filter_map(|s| entered(*s)).map(|s| s.at).min();
            let inferred = at.is_none().then(after).flatten();
            Stop { stage, at: at.or(inferred), inferred: inferred.is_some(), current: stage == last.to }
        })
        .collect();
    if last.to.is_detour() || last.to == Stage::Other {
        stops.retain(|stop| stop.at.is_some());
        stops.push(Stop { stage: last.to, at: Some(last.at), inferred: false, current: true });
    }
    stops
}

fn offer(record: &Record, l: &L, to: Stage) -> Offer {
    let t = l.t;
    let (text, icon) = match to {
        Stage::Mql => (t.move_mql(), "check"),
        Stage::Sal => (t.move_sal(), "check"),
        Stage::Sql => (t.move_sql(), "check"),
        Stage::Opportunity => (t.move_opportunity(), "badge-euro"),
        Stage::Customer => (t.move_customer(), "check"),
        Stage::Lost => (t.move_lost(), "x"),
        Stage::Recycled => (t.move_recycled(), "stage-recycled"),
        Stage::Disqualified => (t.move_disqualified(), "stage-disqualified"),
        Stage::Evangelist => (t.move_evangelist(), "stage-evangelist"),
        Stage::Other => (t.move_other(), "minus"),
        Stage::Subscriber | Stage::Lead => (t.move_lead(), "arrow-right"),
    };
    Offer { href: urls::lead_move(record.standing.lead.id, to.code()), text, icon }
}

fn card(record: &Record, l: &L, actor: &Actor, moves: &[Stage]) -> Card {
    let (lead, custody) = (&record.standing.lead, record.standing.custody);
    let Some(stage) = lead.stage.filter(|_| lead.merged_into.is_none()) else { return Card::Nothing };
    if stage == Stage::Mql && (custody.owner.is_some() || custody.queue.is_some()) {
        if moves.contains(&Stage::Sal) && (custody.worked_by(actor)) {
            let by = record.handoffs.iter().find(|handed| handed.open).map(|handed| handed.by.clone());
            return Card::Decide { queue: lead.names.queue.clone(), by: by.unwrap_or_default() };
        }
        let on = if custody.owner.is_some() { &lead.names.owner_sales } else { &lead.names.queue };
        return Card::Waiting { on: on.clone() };
    }
    let (question, order): (String, &[Stage]) = match stage {
        Stage::Subscriber => (l.t.next_subscriber(), &[Stage::Lead]),
        Stage::Lead if actor.markets() => (l.t.next_lead(), &[Stage::Mql, Stage::Disqualified]),
        Stage::Lead => (l.t.next_lead_sales(), &[Stage::Sql, Stage::Sal]),
        Stage::Mql => (l.t.next_mql(), &[Stage::Sal]),
        Stage::Sal => (l.t.next_sal(), &[Stage::Sql, Stage::Recycled]),
        Stage::Sql => (l.t.next_sql(), &[Stage::Opportunity, Stage::Recycled]),
        Stage::Opportunity => (l.t.next_opportunity(), &[Stage::Customer, Stage::Lost]),
        Stage::Lost => (l.t.next_lost(), &[Stage::Recycled, Stage::Disqualified]),
        Stage::Recycled => (l.t.next_recycled(), &[Stage::Mql]),
        Stage::Disqualified | Stage::Customer | Stage::Evangelist | Stage::Other => return Card::Nothing,
    };
    let offers: Vec<Offer> =
        order.iter().filter(|to| moves.contains(to)).map(|to| offer(record, l, *to)).collect();
    if offers.is_empty() { Card::Nothing } else { Card::Next { question, offers } }
}

/// The moves that the card does not show.
fn others(record: &Record, l: &L, moves: &[Stage], card: &Card) -> Vec<Offer> {
    let all = moves.iter().map(|to| offer(record, l, *to));
    match card {
        Card::Next { offers, .. } => all.filter(|offer| !offers.contains(offer)).collect(),
        Card::Decide { .. } => {
            let shown = [Stage::Sal, Stage::Recycled, Stage::Disqualified].map(|to| offer(record, l, to));
            all.filter(|offer| !shown.contains(offer)).collect()
        }
        Card::Waiting { .. } | Card::Nothing => all.collect(),
    }
}

fn sheet(record: &Record, l: &L) -> Option<Sheet> {
    let lead = &record.standing.lead;
    let (f, names) = (&lead.fields, &lead.names);
    let mut origin = Vec::new();
    let mut add = |label: String, value: &str| {
        if !value.is_empty() {
            origin.push((label, value.to_owned()));
        }
    };
    add(l.t.lead_campaign(), &names.campaign);
    add(l.t.lead_content(), &names.content);
    add(l.t.lead_persona(), &names.persona);
    let handed = record.handoffs.first().cloned();
    let runs = runs(record, l);
    let told = handed.is_some() || !f.pain_points.is_empty() || !f.need.is_empty() || !runs.is_empty();
    told.then_some(Sheet { handed, origin, runs })
}

/// How each earlier run ended, oldest first.
fn runs(record: &Record, l: &L) -> Vec<String> {
    let steps = &record.standing.effective.steps;
    let current = record.standing.lead.cycle;
    (1..current)
        .filter_map(|cycle| {
            let end = steps.iter().rfind(|step| step.cycle == cycle)?;
            let told = record.events.iter().find(|told| told.event.id == end.id);
            let reason = told.and_then(|told| told.reason.as_deref()).unwrap_or_default();
            let label = record.reason_label(reason, "rejection", l.lang);
            let text = told.and_then(|told| told.text.clone()).unwrap_or_default();
            let ended = l.t.sheet_run(cycle, l.stage(end.to), l.day(end.at));
            Some(
                [ended, label, text]
                    .into_iter()
                    .filter(|part| !part.is_empty())
                    .collect::<Vec<_>>()
                    .join(" · "),
            )
        })
        .collect()
}

fn tasks(record: &Record, l: &L, today: NaiveDate) -> Vec<TaskLine> {
    let lead = record.standing.lead.id;
    let line = |task: &crate::features::activities::Task| {
        let about = (task.kind == TaskKind::Proposal).then(|| task.title.parse().ok()).flatten();
        let own = (!task.title.is_empty() && about.is_none()).then(|| task.title.clone());
        TaskLine {
            done: urls::task_done(lead, task.id),
            title: own.unwrap_or_else(|| task_kind(l, task.kind.code())),
            due: l.due(task.due_on, today),
            overdue: task.due_on < today,
            who: task.assignee_name.clone(),
            about,
        }
    };
    record.tasks.iter().map(line).collect()
}

fn deal_lines(record: &Record, reader: &Reader<'_>) -> Vec<DealLine> {
    let l = reader.l;
    let works = record.standing.custody.worked_by(reader.actor);
    let line = |deal: &Deal| {
        let (kind, tone, icon) = match deal.outcome {
            DealOutcome::Open => ("", "", ""),
            DealOutcome::Won => ("win", "good", "check"),
            DealOutcome::Lost => ("loss", "", "x"),
            DealOutcome::Cancelled => ("", "", "ban"),
        };
        let is_open = deal.outcome == DealOutcome::Open;
        let reason = deal.reason.as_deref().filter(|_| !kind.is_empty());
        DealLine {
            title: if deal.name.is_empty() { l.t.deal_untitled() } else { deal.name.clone() },
            amount: deal
                .amount_minor
                .map_or_else(|| "—".to_owned(), |v| l.money_rounded(Minor(v), reader.currency)),
            state: if is_open {
                deals::words::stage(l, deal.stage)
            } else {
                deals::words::outcome(l, deal.outcome)
            },
            reason: reason.map(|code| record.reason_label(code, kind, l.lang)).unwrap_or_default(),
            tone: tone.to_owned(),
            icon: icon.to_owned(),
            open: is_open && works,
            deal: deal.clone(),
        }
    };
    record.deals.iter().map(line).collect()
}
