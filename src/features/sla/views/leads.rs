//! `/sla/leads`: the leads behind a figure.

use super::line::{Line, Told};
use super::month::Names;
use super::{kind_text, month_code, status_text, url};
use crate::domain::period::Period;
use crate::domain::stage::Stage;
use crate::features::sla::{Asked, Handed, Listed, Split};
use crate::i18n::L;
use crate::urls;
use crate::web::page::Shell;
use crate::web::query::encode;
use askama::Template;

/// Which handoffs of a month a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Those that the promised volume counts.
    Volume,
    /// Those that sales decided.
    Decided,
    /// Those that sales accepted.
    Accepted,
    /// Those that sales refused.
    Rejected,
}

impl What {
    /// From an address.
    pub fn of(code: &str) -> Option<Self> {
        match code {
            "volume" => Some(Self::Volume),
            "decided" => Some(Self::Decided),
            "accepted" => Some(Self::Accepted),
            "rejected" => Some(Self::Rejected),
            _ => None,
        }
    }
    /// The condition on a row of `relay`.
    pub const fn clause(self) -> &'static str {
        match self {
            Self::Volume => "r.first_time = 1 AND r.withdrawn_at = 9000000000000000000",
            Self::Decided => "(r.accepted_at < 9000000000000000000 OR r.rejected_at < 9000000000000000000)",
            Self::Accepted => "r.accepted_at < 9000000000000000000",
            Self::Rejected => "r.rejected_at < 9000000000000000000",
        }
    }
    fn text(self, l: &L) -> String {
        match self {
            Self::Volume => l.t.sla_list_volume(),
            Self::Decided => l.t.sla_list_decided(),
            Self::Accepted => l.t.sla_list_accepted(),
            Self::Rejected => l.t.sla_list_rejected(),
        }
    }
}

/// What an address asks for.
pub struct Question {
    /// The month.
    pub month: Period,
    /// The parameters as they came.
    pub pairs: Vec<(String, String)>,
}

impl Question {
    fn next(&self, cursor: &str) -> String {
        let kept = self.pairs.iter().filter(|(name, _)| name != "after");
        let query = encode(kept.map(|(n, v)| (n.as_str(), v.as_str())).chain([("after", cursor)]));
        format!("{}?{query}", urls::SLA_LEADS)
    }
    fn back(&self) -> String {
        url(urls::SLA, &[("month", &month_code(self.month))])
    }
}

struct HandedRow {
    name: String,
    company: String,
    href: String,
    at: String,
    stage: Option<Stage>,
    owner: String,
}

/// `GET /sla/leads`.
#[derive(Template)]
#[template(path = "sla/leads.html")]
pub struct LeadsPage {
    l: L,
    shell: Shell,
    title: String,
    back: String,
    narrowed: Vec<String>,
    lines: Vec<Line>,
    handed: Vec<HandedRow>,
    total: u64,
    next: Option<String>,
    path: String,
}

impl LeadsPage {
    /// Obligations; rows, how many to show, and how many there are.
    pub fn obligations(
        shell: Shell,
        question: &Question,
        asked: &Asked,
        (rows, most, total): (Vec<Listed>, usize, u64),
        told: &Told,
        names: &Names,
        manages: bool,
    ) -> Self {
        let l = shell.l;
        let mut narrowed: Vec<String> = asked.kind.map(|kind| kind_text(&l, kind)).into_iter().collect();
        narrowed.extend(asked.statuses.iter().map(|status| status_text(&l, *status)));
        for (by, value) in
            [(Split::Owner, asked.owner), (Split::Persona, asked.persona), (Split::Source, asked.source)]
        {
            narrowed.extend(value.map(|id| names.name(&l, by, id)));
        }
        narrowed.extend(asked.late.then(|| l.t.sla_late_entry()));
        let more = rows.len() > most;
        let last = rows.get(most.saturating_sub(1)).filter(|_| more);
        let cursor = last.map(|line| {
            format!("{}.{}.{}", line.row.times.due_at.micros(), line.row.handoff, line.row.kind.code())
        });
        let lines = rows.iter().take(most).map(|row| Line::new(&l, row, told, asked.now, manages)).collect();
        Self {
            title: l.t.sla_list_title(l.month(question.month.from), l.int(total)),
            back: question.back(),
            narrowed,
            lines,
            handed: Vec::new(),
            total,
            next: cursor.map(|cursor| question.next(&cursor)),
            path: shell.path.clone(),
            l,
            shell,
        }
    }

    /// Handoffs of the month.
    pub fn handed(
        shell: Shell,
        question: &Question,
        what: What,
        rows: Vec<Handed>,
        most: usize,
        total: u64,
    ) -> Self {
        let l = shell.l;
        let more = rows.len() > most;
        let last = rows.get(most.saturating_sub(1)).filter(|_| more);
        let cursor = last.map(|row| format!("{}.{}", row.at.micros(), row.lead));
        let row = |h: Handed| HandedRow {
            href: urls::lead(h.lead),
            name: h.name,
            company: h.company,
            at: l.datetime(h.at),
            stage: h.stage,
            owner: h.owner,
        };
        Self {
            title: l.t.sla_list_title(l.month(question.month.from), l.int(total)),
            back: question.back(),
            narrowed: vec![what.text(&l)],
            lines: Vec::new(),
            handed: rows.into_iter().take(most).map(row).collect(),
            total,
            next: cursor.map(|cursor| question.next(&cursor)),
            path: shell.path.clone(),
            l,
            shell,
        }
    }
}
