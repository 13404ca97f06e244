//! One lead's handoffs and what they oblige to, as known at an instant of what had happened by another.

use super::{Kind, Status, Terms, Times, is_late_entry};
use crate::domain::calendar::{Calendar, Sha};
use crate::domain::history::{Event, Step, effective};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::stage::Stage;
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};

/// A handoff as stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HandoffFact {
    /// Its id.
    pub id: Id<of::Handoff>,
    /// In which cycle.
    pub cycle: i32,
    /// The `mql` event that it goes with, if it came with one.
    pub event: Option<Id<of::Event>>,
    /// When it happened.
    pub at: Instant,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// The calendar frozen on it.
    pub calendar: Option<Sha>,
}

/// A human outbound attempt by a member of sales (no note, nothing automatic).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contact {
    /// The activity.
    pub id: Id<of::Activity>,
    /// When.
    pub occurred_at: Instant,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// When it was struck out.
    pub voided_at: Option<Instant>,
}

/// A manager's excuse of one obligation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Excuse {
    /// Of which handoff.
    pub handoff: Id<of::Handoff>,
    /// Which obligation.
    pub kind: Kind,
    /// When it was given.
    pub at: Instant,
}

/// A change of the sales owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnerChange {
    /// When.
    pub at: Instant,
    /// Who had it before.
    pub from: Option<Id<of::Member>>,
    /// Who has it since.
    pub to: Option<Id<of::Member>>,
}

/// Everything that a lead's obligations are computed from.
#[derive(Debug, Clone, Default)]
pub struct LeadFacts {
    /// Its events.
    pub events: Vec<Event>,
    /// Of these, the ones by which marketing took the lead back.
    pub withdrawals: HashSet<Id<of::Event>>,
    /// Its handoffs.
    pub handoffs: Vec<HandoffFact>,
    /// Attempts to reach the person.
    pub contacts: Vec<Contact>,
    /// Excuses.
    pub excuses: Vec<Excuse>,
    /// Changes of its owner, oldest first.
    pub owners: Vec<OwnerChange>,
    /// Its owner now.
    pub owner: Option<Id<of::Member>>,
}

/// What handoffs are judged by.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    /// Every term ever agreed.
    pub terms: Vec<Terms>,
    /// Frozen calendars by their address.
    pub calendars: HashMap<Sha, Calendar>,
}

/// An obligation with the instants that its status is read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Obligation {
    /// Which.
    pub kind: Kind,
    /// When the clock started: the handoff.
    pub started_at: Instant,
    /// Its instants.
    pub times: Times,
    /// When it was recorded that it was done; «never» while it is not done.
    pub done_recorded_at: Instant,
    /// The activity that did it.
    pub done_by: Option<Id<of::Activity>>,
    /// Whether somebody can still do it: not done, out of no count, and the lead still in this cycle.
    pub open: bool,
    /// Who had the lead when it fell due; who has it while it runs.
    pub owner: Option<Id<of::Member>>,
}

impl Obligation {
    /// How it stands.
    pub fn status(&self, now: Instant) -> Status {
        Status::of(self.times, now)
    }
    /// Whether it was done but entered more than a day late.
    pub fn entered_late(&self) -> bool {
        !self.times.done_at.is_never() && is_late_entry(self.times.done_at, self.done_recorded_at)
    }
}

/// One cycle's handoff to sales. Handing the lead on to somebody else restarts nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Relay {
    /// In which cycle.
    pub cycle: i32,
    /// The first handoff of the cycle.
    pub handoff: Id<of::Handoff>,
    /// When.
    pub at: Instant,
    /// Whether the lead became an MQL for the first time in this cycle: what the promised volume counts.
    pub first_time: bool,
    /// When sales accepted it or moved it straight on; «never» otherwise.
    pub accepted_at: Instant,
    /// When sales refused it; «never» otherwise.
    pub rejected_at: Instant,
    /// When marketing took it back; «never» otherwise.
    pub withdrawn_at: Instant,
    /// The terms that judge it; `None` before any.
    pub terms: Option<i32>,
    /// The calendar that counts its time.
    pub calendar: Option<Sha>,
    /// What it obliges to; none without terms.
    pub obligations: Vec<Obligation>,
}

/// The relays of a lead: what was known at `known_at` of what had happened by `as_of`. None when the lead is merged,
/// in the bin, or outside every report. `day_of` gives the local day of an instant.
pub fn relays(
    facts: &LeadFacts,
    rules: &Rules,
    as_of: Instant,
    known_at: Instant,
    day_of: impl Fn(Instant) -> NaiveDate,
) -> Vec<Relay> {
    let mut effective = effective(&facts.events, known_at);
    effective.steps.retain(|step| step.at <= as_of);
    let out = effective.last().is_none_or(|step| step.to == Stage::Other);
    if effective.merged_into.is_some() || out {
        return Vec::new();
    }
    let view = View { facts, rules, as_of, known_at, steps: &effective.steps };
    let mut cycles: Vec<i32> = facts.handoffs.iter().map(|h| h.cycle).collect();
    cycles.sort_unstable();
    cycles.dedup();
    cycles.into_iter().filter_map(|cycle| view.relay(cycle, &day_of)).collect()
}

struct View<'a> {
    facts: &'a LeadFacts,
    rules: &'a Rules,
    as_of: Instant,
    known_at: Instant,
    steps: &'a [Step],
}

impl View<'_> {
    fn relay(&self, cycle: i32, day_of: &impl Fn(Instant) -> NaiveDate) -> Option<Relay> {
        let known = |h: &&HandoffFact| {
            h.cycle == cycle && h.at <= self.as_of && h.recorded_at <= self.known_at && self.holds(h)
        };
        let handoff = self.facts.handoffs.iter().filter(known).min_by_key(|h| (h.at, h.id))?;
        let own: Vec<Step> = self.steps.iter().filter(|s| s.cycle == cycle).copied().collect();
        let started = own.first()?.at;
        let mql = own.iter().position(|s| s.to == Stage::Mql)?;
        let first_mql = self.steps.iter().find(|s| s.to == Stage::Mql)?;
        let end = own.get(mql + 1).copied();
        let (mut accepted, mut rejected, mut withdrawn) = (Instant::NEVER, Instant::NEVER, Instant::NEVER);
        if let Some(step) = end {
            match step.to {
                Stage::Recycled if self.facts.withdrawals.contains(&step.id) => withdrawn = step.at,
                Stage::Other => withdrawn = step.at,
                Stage::Recycled | Stage::Disqualified => rejected = step.at,
                _ => accepted = step.at,
            }
        }
        let terms = super::in_force(&self.rules.terms, day_of(handoff.at));
        let calendar = handoff.calendar;
        let mut relay = Relay {
            cycle,
            handoff: handoff.id,
            at: handoff.at,
            first_time: first_mql.cycle == cycle,
            accepted_at: accepted,
            rejected_at: rejected,
            withdrawn_at: withdrawn,
            terms: terms.map(|t| t.number),
            calendar,
            obligations: Vec::new(),
        };
        if let Some((terms, calendar)) = terms.zip(calendar.and_then(|sha| self.rules.calendars.get(&sha))) {
            let left = own.iter().find(|s| s.to.is_detour() || s.to == Stage::Other).map(|s| s.at);
            let span = Span { started, left, decision: end };
            let one = |kind| self.obligation(kind, &relay, terms, calendar, &span);
            relay.obligations = Kind::ALL.map(one).into();
        }
        Some(relay)
    }

    /// Whether the event that a handoff came with still holds; a handoff without one always does.
    fn holds(&self, handoff: &HandoffFact) -> bool {
        let Some(mut event) = handoff.event else { return true };
        // The handoff follows the correction that replaced its event; before that was known, the old one held.
        for _ in 0..self.facts.events.len() {
            if self.steps.iter().any(|s| s.id == event) {
                return true;
            }
            let replaced = self.facts.events.iter().find(|e| e.id == event).and_then(|e| e.supersedes);
            match replaced {
                Some(earlier) => event = earlier,
                None => return false,
            }
        }
        false
    }

    fn obligation(
        &self,
        kind: Kind,
        relay: &Relay,
        terms: &Terms,
        calendar: &Calendar,
        span: &Span,
    ) -> Obligation {
        let seconds = i64::from(terms.minutes(kind)) * 60;
        let due = |seconds| calendar.due(relay.at, seconds).unwrap_or(Instant::NEVER);
        let (risk_at, due_at) = (due(seconds * 3 / 4), due(seconds));
        let (done_at, done_recorded_at, done_by) = match kind {
            Kind::FirstContact => self.first_contact(span),
            Kind::Decision => self.decision(relay, span),
        };
        // A lead that left before the obligation was due needs it no more.
        let ended = match kind {
            Kind::FirstContact => relay.withdrawn_at.min(relay.rejected_at),
            Kind::Decision => relay.withdrawn_at,
        };
        let excused = self
            .facts
            .excuses
            .iter()
            .any(|e| e.handoff == relay.handoff && e.kind == kind && e.at <= self.known_at);
        let cancelled = ended <= due_at && !ended.is_never() && done_at > ended;
        let times = Times { risk_at, due_at, done_at, cancelled, excused };
        let open = done_at.is_never() && !cancelled && !excused && span.left.is_none();
        let owner = self.owner_at(due_at);
        Obligation { kind, started_at: relay.at, times, done_recorded_at, done_by, open, owner }
    }

    /// The least attempt of the cycle: also one before the handoff, never one before the cycle.
    fn first_contact(&self, span: &Span) -> (Instant, Instant, Option<Id<of::Activity>>) {
        let until = span.left.unwrap_or(Instant::NEVER);
        let counts = |c: &&Contact| {
            c.occurred_at >= span.started
                && c.occurred_at <= until
                && c.occurred_at <= self.as_of
                && c.recorded_at <= self.known_at
                && c.voided_at.is_none_or(|at| at > self.known_at)
        };
        let first = self.facts.contacts.iter().filter(counts).min_by_key(|c| (c.occurred_at, c.id));
        first.map_or((Instant::NEVER, Instant::NEVER, None), |c| (c.occurred_at, c.recorded_at, Some(c.id)))
    }

    fn decision(&self, relay: &Relay, span: &Span) -> (Instant, Instant, Option<Id<of::Activity>>) {
        let at = relay.accepted_at.min(relay.rejected_at);
        let event = span.decision.filter(|_| !at.is_never());
        let recorded =
            event.and_then(|s| self.facts.events.iter().find(|e| e.id == s.id)).map(|e| e.recorded_at);
        (at, recorded.unwrap_or(Instant::NEVER), None)
    }

    /// Who had the lead at an instant; later changes do not move the past.
    fn owner_at(&self, at: Instant) -> Option<Id<of::Member>> {
        let changes = &self.facts.owners;
        if let Some(before) = changes.iter().rfind(|c| c.at <= at) {
            return before.to;
        }
        changes.first().map_or(self.facts.owner, |later| later.from)
    }
}

/// The cycle around a handoff.
struct Span {
    started: Instant,
    left: Option<Instant>,
    decision: Option<Step>,
}
