//! The chips of a filter: what each part asks for, and the link that removes it.

use super::words::status;
use crate::domain::filter::{Days, Facet, LeadFilter, NextAction, Pick, Verdict};
use crate::features::sla;
use crate::i18n::L;

/// Names behind the ids of a filter.
pub type Names = Vec<(Facet, Option<String>)>;

/// One part of a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chip {
    /// Which part, in words.
    pub facet: String,
    /// What it asks for.
    pub value: String,
    /// The same page without it.
    pub remove: String,
}

impl Chip {
    /// The chips of a filter shown at `path`. The search has its own box.
    pub fn of(l: &L, filter: &LeadFilter, names: &Names, path: &str) -> Vec<Self> {
        let shown = filter.facets().filter(|facet| *facet != Facet::Search);
        shown
            .map(|facet| Self {
                facet: facet_name(l, filter, facet),
                value: value(l, filter, names, facet),
                remove: filter.without(facet).href(path),
            })
            .collect()
    }
}

/// The name of a part.
pub fn facet_name(l: &L, filter: &LeadFilter, facet: Facet) -> String {
    match facet {
        Facet::Search => l.t.list_facet_search(),
        Facet::Stage => l.t.list_facet_stage(),
        Facet::Status => l.t.list_facet_status(),
        Facet::Owner => l.t.list_facet_owner(),
        Facet::OwnerMkt => l.t.list_facet_owner_mkt(),
        Facet::Queue => l.t.list_facet_queue(),
        Facet::Source => l.t.list_facet_source(),
        Facet::Campaign => l.t.list_facet_campaign(),
        Facet::Persona => l.t.list_facet_persona(),
        Facet::Company => l.t.list_facet_company(),
        Facet::Tag => l.t.list_facet_tag(),
        Facet::Created => l.t.list_facet_created(),
        Facet::InStage => l.t.list_facet_in_stage(),
        Facet::Reached => {
            let stage = filter.reached.map(|reached| l.stage(reached.stage)).unwrap_or_default();
            l.t.list_facet_reached(stage)
        }
        Facet::Decided => l.t.list_facet_decided(),
        Facet::Sla => l.t.list_facet_sla(),
        Facet::Next => l.t.list_facet_next(),
    }
}

fn value(l: &L, filter: &LeadFilter, names: &Names, facet: Facet) -> String {
    match facet {
        Facet::Stage => filter.stages.iter().map(|s| l.stage(s)).collect::<Vec<_>>().join(", "),
        Facet::Status => filter.statuses.iter().map(|s| status(l, *s)).collect::<Vec<_>>().join(", "),
        Facet::Created => days(l, filter.created),
        Facet::InStage => days(l, filter.in_stage),
        Facet::Reached => days(l, filter.reached.map(|r| r.days).unwrap_or_default()),
        Facet::Decided => {
            let Some(decided) = filter.decided else { return String::new() };
            let verdict = match decided.verdict {
                Verdict::Accepted => l.t.list_decided_accepted(),
                Verdict::Refused => l.t.list_decided_refused(),
                Verdict::Any => l.t.list_decided_any(),
            };
            format!("{verdict} {}", days(l, decided.days))
        }
        Facet::Sla => filter.sla.iter().map(|s| sla::status_text(l, *s)).collect::<Vec<_>>().join(", "),
        Facet::Next => match filter.next {
            Some(NextAction::Overdue) => l.t.list_planned_overdue(),
            Some(NextAction::Today) => l.t.list_planned_today(),
            Some(NextAction::Missing) => l.t.list_planned_none(),
            None => String::new(),
        },
        pick => match filter.pick(pick) {
            Some(Pick::Me) => l.t.list_me(),
            Some(Pick::Nothing) => l.t.list_none(),
            _ => {
                let known = names.iter().find(|(named, _)| *named == pick).and_then(|(_, name)| name.clone());
                known.unwrap_or_else(|| l.t.list_missing_entry())
            }
        },
    }
}

fn days(l: &L, days: Days) -> String {
    match (days.from, days.until) {
        (Some(from), Some(until)) => l.t.list_days_between(l.date(from), l.date(until)),
        (Some(from), None) => l.t.list_days_from(l.date(from)),
        (None, Some(until)) => l.t.list_days_until(l.date(until)),
        (None, None) => l.t.list_days_ever(),
    }
}
