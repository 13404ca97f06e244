//! `events.csv`: read into memory, linked, and given ids. What they may say is judged in `judge.rs`.

use super::files::{Input, Line, Refusals};
use super::ids::{self, Index};
use super::model::{BundleError, Fault};
use super::tables::ALIASES;
use crate::clock::Clock;
use crate::domain::history::{Event, EventKind};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::stage::Stage;
use crate::domain::text::clean_text;
use crate::features::history::Origin;
use std::path::Path;

/// The file.
pub const FILE: &str = "events.csv";
/// Its columns; `tie` orders events of one lead and instant that their ids would not.
pub const HEADER: &[&str] = &[
    "id",
    "lead",
    "cycle",
    "kind",
    "to",
    "occurred_at",
    "recorded_at",
    "actor_role",
    "reason",
    "supersedes",
    "into",
    "actor",
    "origin",
    "criterion",
    "text",
    "tie",
];
/// Longest reason, criterion and text, in characters.
const REASON_MAX: usize = 500;
const TEXT_MAX: usize = 20_000;

/// An event of the file.
pub struct BundleEvent {
    /// Its line in the file.
    pub line: u32,
    /// Number of its lead among [`Events::leads`].
    pub lead: u32,
    pub cycle: i32,
    pub kind: EventKind,
    pub to: Option<Stage>,
    pub occurred_at: Instant,
    pub recorded_at: Instant,
    pub role: &'static str,
    pub origin: Origin,
    /// Numbers of texts among [`Events::words`].
    pub reason: Option<u32>,
    pub criterion: Option<u32>,
    pub actor: Option<u32>,
    pub text: Option<Box<str>>,
    /// Numbers of an event and of a lead.
    pub supersedes: Option<u32>,
    pub into: Option<u32>,
    pub tie: i32,
    /// Its id in the database.
    pub id: Id<of::Event>,
}

/// Every event of a bundle, with the leads that they and `leads.csv` name.
pub struct Events {
    /// In the order of the file.
    pub rows: Vec<BundleEvent>,
    /// Their ids in the bundle, in the same order.
    pub names: Index,
    /// Leads: those of `leads.csv` first, in its order, then those that only events name.
    pub leads: Index,
    /// Reasons, criteria and people, each once.
    pub words: Index,
    /// Columns that Relais does not know.
    pub unknown: Vec<String>,
    /// Whether the ids of the file are kept as they are.
    pub ids_kept: bool,
}

/// Reads the file. `leads` are those of `leads.csv`; the others are added.
///
/// # Errors
/// [`BundleError`]; faulty lines are noted in `refusals`.
pub fn read(
    folder: &Path,
    leads: Index,
    now: Instant,
    refusals: &mut Refusals,
    progress: super::Progress<'_>,
) -> Result<Events, BundleError> {
    let Some(mut input) = Input::open(folder, FILE, ALIASES)? else {
        return Err(BundleError::NoEvents(folder.to_path_buf()));
    };
    let known = |name: &str| HEADER.contains(&name) || name == "lead_id";
    let unknown = input.unknown(known);
    let needed = ["id", "lead_id", "kind", "to", "occurred_at"];
    for column in needed.into_iter().filter(|column| !input.has(column)) {
        refusals.push(FILE, 1, Fault::NoColumn(column));
    }
    refusals.check()?;
    let mut events = Events {
        rows: Vec::new(),
        names: Index::default(),
        leads,
        words: Index::default(),
        unknown,
        ids_kept: false,
    };
    let mut links = Vec::new();
    while let Some(line) = input.next(refusals) {
        let read = events.read(&line, now, &mut links);
        refusals.take(FILE, line.number, read);
        if events.rows.len().is_multiple_of(10_000) {
            progress(FILE, events.rows.len() as u64);
        }
    }
    for (row, supersedes, into) in links {
        let linked = events.link(row, supersedes.as_deref(), into.as_deref());
        refusals.take(FILE, events.rows.get(row).map_or(0, |e| e.line.into()), linked);
    }
    Ok(events)
}

type Links = Vec<(usize, Option<Box<str>>, Option<Box<str>>)>;

impl Events {
    fn read(&mut self, line: &Line<'_>, now: Instant, links: &mut Links) -> Result<(), Fault> {
        let id = line.required("id")?;
        let lead = line.required("lead_id")?;
        let kind = code("kind", line.required("kind")?)?;
        let to = line.get("to");
        let to: Option<Stage> = if to.is_empty() { None } else { Some(code("to", to)?) };
        let occurred_at = instant("occurred_at", line.required("occurred_at")?, now)?;
        let recorded_at = match line.get("recorded_at") {
            "" => occurred_at,
            text => instant("recorded_at", text, now)?,
        };
        if recorded_at < occurred_at {
            return Err(Fault::RecordedBefore);
        }
        let cycle = match line.get("cycle") {
            "" => 1,
            text => text.parse().ok().filter(|n| *n >= 1).ok_or_else(|| not("cycle", "number", text))?,
        };
        let tie = match line.get("tie") {
            "" => 0,
            text => text.parse().map_err(|_| not("tie", "number", text))?,
        };
        let role = match line.get("actor_role") {
            "" => "system",
            text => {
                ROLES.into_iter().find(|role| *role == text).ok_or_else(|| not("actor_role", "code", text))?
            }
        };
        let origin = match line.get("origin") {
            "" => Origin::Import,
            text => code("origin", text)?,
        };
        let [reason, criterion, actor] = ["reason", "criterion", "actor"].map(|column| {
            let text = clean_text(line.get(column), REASON_MAX).map_err(|_| Fault::BadText(column))?;
            Ok((!text.is_empty()).then(|| self.words.intern(&text)))
        });
        let text = clean_text(line.get("text"), TEXT_MAX).map_err(|_| Fault::BadText("text"))?;
        let (supersedes, into) = (boxed(line.get("supersedes")), boxed(line.get("into")));
        shape(kind, to, supersedes.is_some(), into.is_some())?;
        if id.contains('\0') || lead.contains('\0') {
            return Err(Fault::BadText("id"));
        }
        let (reason, criterion, actor) = (reason?, criterion?, actor?);
        self.names.add(id).ok_or_else(|| Fault::Duplicate(id.to_owned()))?;
        if supersedes.is_some() || into.is_some() {
            links.push((self.rows.len(), supersedes, into));
        }
        self.rows.push(BundleEvent {
            line: u32::try_from(line.number).unwrap_or(u32::MAX),
            lead: self.leads.intern(lead),
            cycle,
            kind,
            to,
            occurred_at,
            recorded_at,
            role,
            origin,
            reason,
            criterion,
            actor,
            text: boxed(&text),
            supersedes: None,
            into: None,
            tie,
            id: Id::from_uuid(uuid::Uuid::nil()),
        });
        Ok(())
    }

    fn link(&mut self, row: usize, supersedes: Option<&str>, into: Option<&str>) -> Result<(), Fault> {
        let target = supersedes
            .map(|text| self.names.get(text).ok_or_else(|| Fault::NoEvent(text.to_owned())))
            .transpose()?;
        let survivor = into
            .map(|text| self.leads.get(text).ok_or_else(|| Fault::NoLead(text.to_owned())))
            .transpose()?;
        if let Some(event) = self.rows.get_mut(row) {
            event.supersedes = target;
            event.into = survivor;
        }
        Ok(())
    }

    /// Gives every event its id: its own when all are UUIDs, else new ones in the order (instant, tie, text).
    pub fn allocate(&mut self, clock: &Clock) {
        let own: Option<Vec<Id<of::Event>>> = self.names.texts().map(ids::own).collect();
        self.ids_kept = own.is_some() && self.rows.iter().all(|event| event.tie == 0);
        if let (Some(own), true) = (own, self.ids_kept) {
            for (event, id) in self.rows.iter_mut().zip(own) {
                event.id = id;
            }
            return;
        }
        let key = |row: u32| {
            let event = self.rows.get(row as usize);
            (event.map(|e| (e.occurred_at, e.tie)), self.names.text(row))
        };
        let mut order: Vec<u32> = (0u32..).take(self.rows.len()).collect();
        order.sort_unstable_by(|a, b| key(*a).cmp(&key(*b)));
        for row in order {
            if let Some(event) = self.rows.get_mut(row as usize) {
                event.id = clock.id();
            }
        }
    }

    /// The rows of each lead, as numbers into [`Events::rows`], by lead.
    pub fn by_lead(&self) -> Vec<Vec<u32>> {
        let mut rows = vec![Vec::new(); self.leads.len()];
        for (row, event) in (0u32..).zip(&self.rows) {
            if let Some(of_lead) = rows.get_mut(event.lead as usize) {
                of_lead.push(row);
            }
        }
        rows
    }

    /// An event as the domain knows it; `leads` are the ids of the leads in the database.
    pub fn event(&self, row: u32, leads: &[Id<of::Lead>]) -> Option<Event> {
        let e = self.rows.get(row as usize)?;
        Some(Event {
            id: e.id,
            cycle: e.cycle,
            kind: e.kind,
            to: e.to,
            occurred_at: e.occurred_at,
            recorded_at: e.recorded_at,
            supersedes: e.supersedes.and_then(|row| self.rows.get(row as usize)).map(|target| target.id),
            into: e.into.and_then(|lead| leads.get(lead as usize)).copied(),
        })
    }
}

const ROLES: [&str; 5] = ["marketer", "rep", "manager", "admin", "system"];

/// What each kind must and may not have.
fn shape(kind: EventKind, to: Option<Stage>, supersedes: bool, into: bool) -> Result<(), Fault> {
    if kind.enters() != to.is_some() {
        return Err(Fault::StageMismatch);
    }
    if (kind == EventKind::Merge) != into {
        return Err(Fault::SurvivorMismatch);
    }
    match (kind, supersedes) {
        (EventKind::Void | EventKind::Correction, false) => Err(Fault::SupersedesNothing),
        (EventKind::Transition | EventKind::Merge, true) => Err(Fault::MayNotSupersede),
        _ => Ok(()),
    }
}

fn boxed(text: &str) -> Option<Box<str>> {
    (!text.is_empty()).then(|| text.into())
}

fn not(column: &'static str, what: &'static str, text: &str) -> Fault {
    Fault::Not(column, what, text.to_owned())
}

fn code<T: std::str::FromStr>(column: &'static str, text: &str) -> Result<T, Fault> {
    text.parse().map_err(|_| not(column, "code", text))
}

/// An instant of the past, as RFC 3339.
///
/// # Errors
/// [`Fault::Not`] or [`Fault::Future`].
pub fn instant(column: &'static str, text: &str, now: Instant) -> Result<Instant, Fault> {
    let at = Instant::parse_rfc3339(text).ok_or_else(|| not(column, "instant", text))?;
    if at > now { Err(Fault::Future(column, text.to_owned())) } else { Ok(at) }
}
