//! Follow-ups and deals, beside the thread.

use crate::domain::ids::{Id, of};
use crate::domain::money::Minor;
use crate::features::activities::TaskKind;
use crate::features::deals::{self, Deal, DealOutcome};
use crate::features::leads::record::Record;
use crate::features::leads::views::thread::{Reader, task_kind};
use crate::i18n::L;
use crate::urls;
use chrono::NaiveDate;

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

/// The follow-ups, the next first.
pub(super) fn tasks(record: &Record, l: &L, today: NaiveDate) -> Vec<TaskLine> {
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

/// The deals.
pub(super) fn deal_lines(record: &Record, reader: &Reader<'_>) -> Vec<DealLine> {
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
