//! The one filter of the product: what `/leads?stage=mql&owner=me` asks for, the same for the list, the board, the
//! export and the leads behind a figure.
//!
//! Read next: `parse.rs` (from a URL), `write.rs` (back into one), `search.rs` (the search box), `cursor.rs` (pages).

mod cursor;
mod parse;
mod search;
#[cfg(test)]
mod tests;
mod write;

pub use cursor::{Cursor, Key, Place};
pub use parse::{FilterError, Problem};
pub use search::Search;

use super::lead_status::LeadStatus;
use super::sla::Status;
use super::stage::Stage;
use chrono::NaiveDate;
use uuid::Uuid;

/// How an obligation that waits may stand.
pub const WAITS: [Status; 3] = [Status::Breached, Status::AtRisk, Status::Pending];

/// Longest search text, in characters.
pub const SEARCH_MAX: usize = 200;

/// A person or an entry of a list, as a filter names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pick {
    /// Whoever reads (`me`).
    Me,
    /// Nobody, nothing (`none`).
    Nothing,
    /// This one.
    Is(Uuid),
}

/// Days of the organisation's calendar: `from` included, `until` excluded; either may be open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Days {
    /// First day.
    pub from: Option<NaiveDate>,
    /// First day after.
    pub until: Option<NaiveDate>,
}

impl Days {
    /// Whether neither end is set.
    pub const fn is_open(self) -> bool {
        self.from.is_none() && self.until.is_none()
    }
    /// From a day on, before another.
    pub const fn between(from: NaiveDate, until: NaiveDate) -> Self {
        Self { from: Some(from), until: Some(until) }
    }
}

/// Leads whose first entry into a stage falls in these days (every effective entry ever, when open).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Reached {
    /// One of [`Stage::FUNNEL`].
    pub stage: Stage,
    /// When.
    pub days: Days,
}

/// What sales said of a handoff.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// It was accepted.
    Accepted,
    /// It was refused.
    Refused,
    /// One or the other.
    Any,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Self; 3] = [Self::Accepted, Self::Refused, Self::Any];
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Refused => "refused",
            Self::Any => "any",
        }
    }
}

/// Leads of which a handoff was decided in these days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decided {
    /// How.
    pub verdict: Verdict,
    /// When.
    pub days: Days,
}

/// The next planned action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NextAction {
    /// Due before today.
    Overdue,
    /// Due today.
    Today,
    /// None is planned.
    Missing,
}

impl NextAction {
    /// Every choice.
    pub const ALL: [Self; 3] = [Self::Overdue, Self::Today, Self::Missing];
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Today => "today",
            Self::Missing => "none",
        }
    }
}

/// What the rows are sorted by; ties by the order of entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SortKey {
    /// When the lead was created.
    Created,
    /// When it entered its stage.
    StageAt,
    /// By name.
    Name,
    /// By estimated value; leads without one last.
    Value,
    /// By the next action's day; leads without one last.
    Next,
}

impl SortKey {
    /// Every key.
    pub const ALL: [Self; 5] = [Self::Created, Self::StageAt, Self::Name, Self::Value, Self::Next];
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::StageAt => "stage_at",
            Self::Name => "name",
            Self::Value => "value",
            Self::Next => "next",
        }
    }
    /// Whether a lead may lack it.
    pub const fn may_be_absent(self) -> bool {
        matches!(self, Self::Value | Self::Next)
    }
    /// The direction that a reader means first: newest, largest; but names from A and the soonest action.
    pub const fn descends_first(self) -> bool {
        matches!(self, Self::Created | Self::Value)
    }
}

/// A sort key with its direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sort {
    /// By what.
    pub key: SortKey,
    /// Largest, latest first.
    pub descending: bool,
}

impl Default for Sort {
    fn default() -> Self {
        Self { key: SortKey::Created, descending: true }
    }
}

/// What a list of leads shows, and in which order.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct LeadFilter {
    /// Words of the search box, cleaned.
    pub q: String,
    /// Any of these stages, in the order of [`Stage::ALL`]; empty = all.
    pub stages: Vec<Stage>,
    /// Any of these sub-states; empty = all.
    pub statuses: Vec<LeadStatus>,
    /// The rep in charge.
    pub owner: Option<Pick>,
    /// The marketer in charge.
    pub owner_mkt: Option<Pick>,
    /// The queue where it waits.
    pub queue: Option<Pick>,
    /// Where it came from.
    pub source: Option<Pick>,
    /// Why.
    pub campaign: Option<Pick>,
    /// Which profile.
    pub persona: Option<Pick>,
    /// Which company.
    pub company: Option<Pick>,
    /// Which label.
    pub tag: Option<Pick>,
    /// When it was created.
    pub created: Days,
    /// When it entered the stage where it is.
    pub in_stage: Days,
    /// First entry into a stage.
    pub reached: Option<Reached>,
    /// A handoff decided.
    pub decided: Option<Decided>,
    /// An obligation of sales that stands like any of these; empty = all.
    pub sla: Vec<Status>,
    /// What is planned.
    pub next: Option<NextAction>,
    /// The order.
    pub sort: Sort,
}

/// One part of a filter: what a chip shows and removes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "named as the fields of LeadFilter")]
pub enum Facet {
    Search,
    Stage,
    Status,
    Owner,
    OwnerMkt,
    Queue,
    Source,
    Campaign,
    Persona,
    Company,
    Tag,
    Created,
    InStage,
    Reached,
    Decided,
    Sla,
    Next,
}

impl Facet {
    /// Every facet, in the order of the chips.
    pub const ALL: [Self; 17] = [
        Self::Search,
        Self::Stage,
        Self::Status,
        Self::Owner,
        Self::OwnerMkt,
        Self::Queue,
        Self::Source,
        Self::Campaign,
        Self::Persona,
        Self::Company,
        Self::Tag,
        Self::Created,
        Self::InStage,
        Self::Reached,
        Self::Decided,
        Self::Sla,
        Self::Next,
    ];
}

impl LeadFilter {
    /// Leads in these stages.
    pub fn in_stages(stages: &[Stage]) -> Self {
        let stages = Stage::ALL.into_iter().filter(|stage| stages.contains(stage)).collect();
        Self { stages, ..Self::default() }
    }
    /// Whether this part restricts anything.
    pub fn has(&self, facet: Facet) -> bool {
        match facet {
            Facet::Search => !self.q.is_empty(),
            Facet::Stage => !self.stages.is_empty(),
            Facet::Status => !self.statuses.is_empty(),
            Facet::Created => !self.created.is_open(),
            Facet::InStage => !self.in_stage.is_open(),
            Facet::Reached => self.reached.is_some(),
            Facet::Decided => self.decided.is_some(),
            Facet::Sla => !self.sla.is_empty(),
            Facet::Next => self.next.is_some(),
            pick => self.pick(pick).is_some(),
        }
    }
    /// The parts that restrict something.
    pub fn facets(&self) -> impl Iterator<Item = Facet> {
        Facet::ALL.into_iter().filter(|facet| self.has(*facet))
    }
    /// Whether it shows every lead.
    pub fn is_everything(&self) -> bool {
        self.facets().next().is_none()
    }
    /// The same without one part.
    pub fn without(&self, facet: Facet) -> Self {
        let mut less = self.clone();
        match facet {
            Facet::Search => less.q.clear(),
            Facet::Stage => less.stages.clear(),
            Facet::Status => less.statuses.clear(),
            Facet::Created => less.created = Days::default(),
            Facet::InStage => less.in_stage = Days::default(),
            Facet::Reached => less.reached = None,
            Facet::Decided => less.decided = None,
            Facet::Sla => less.sla.clear(),
            Facet::Next => less.next = None,
            pick => {
                if let Some(slot) = less.pick_mut(pick) {
                    *slot = None;
                }
            }
        }
        less
    }
    /// The same, sorted otherwise.
    pub fn sorted(&self, key: SortKey, descending: bool) -> Self {
        Self { sort: Sort { key, descending }, ..self.clone() }
    }
    /// Nothing of it but its order.
    pub fn cleared(&self) -> Self {
        Self { sort: self.sort, ..Self::default() }
    }
    /// The person or entry that a part asks for.
    pub fn pick(&self, facet: Facet) -> Option<Pick> {
        match facet {
            Facet::Owner => self.owner,
            Facet::OwnerMkt => self.owner_mkt,
            Facet::Queue => self.queue,
            Facet::Source => self.source,
            Facet::Campaign => self.campaign,
            Facet::Persona => self.persona,
            Facet::Company => self.company,
            Facet::Tag => self.tag,
            _ => None,
        }
    }
    fn pick_mut(&mut self, facet: Facet) -> Option<&mut Option<Pick>> {
        Some(match facet {
            Facet::Owner => &mut self.owner,
            Facet::OwnerMkt => &mut self.owner_mkt,
            Facet::Queue => &mut self.queue,
            Facet::Source => &mut self.source,
            Facet::Campaign => &mut self.campaign,
            Facet::Persona => &mut self.persona,
            Facet::Company => &mut self.company,
            Facet::Tag => &mut self.tag,
            _ => return None,
        })
    }
}
