//! `events.csv` and `deals.csv` on their way into the database.

use super::files::Input;
use super::fill::{CHUNK, Filling, check};
use super::model::{BundleError, Fault};
use super::stop::Stop;
use super::tables::{self, ALIASES};
use super::values::Values;
use super::{derive, events, store};
use crate::db::Val;
use crate::domain::ids::{Id, of};
use crate::vals;
use std::collections::HashSet;

impl Filling<'_> {
    /// `deals.csv`: what the file does not say of a deal, the history of its lead does.
    pub async fn deals(&mut self) -> Result<(), BundleError> {
        let table = &tables::DEALS;
        let Some(mut input) = Input::open(&self.prepared.folder, table.file, ALIASES)? else { return Ok(()) };
        self.note_unknown(table, &input);
        let absent: HashSet<&str> = table.header().into_iter().filter(|column| !input.has(column)).collect();
        let columns = store::sql_columns(table);
        let (mut rows, mut seen, mut count) = (Vec::with_capacity(CHUNK), HashSet::new(), 0u64);
        let mut taken: HashSet<Id<of::Event>> = HashSet::new();
        while let Some(line) = input.next(&mut self.refusals) {
            count += 1;
            let number =
                self.prepared.events.leads.get(line.get("lead_id")).map_or(usize::MAX, |n| n as usize);
            let derived = derive::of(self.prepared, number, &line, |step| taken.contains(&step.id));
            let instead = |header: &str| {
                let asked = absent.contains(header) || header == "closed_at";
                asked.then(|| derived.text(header)).flatten()
            };
            let read = match self.row(table, &line, &instead).await {
                Ok(mut values) => {
                    let steps = [
                        ("opened_event", "opened_event_id", derived.opened),
                        ("closed_event", "closed_event_id", derived.closed),
                    ];
                    for (header, column, step) in steps {
                        if let Some(step) = step.filter(|_| absent.contains(header)) {
                            taken.insert(step.id);
                            values.set(column, Val::from(step.id));
                        }
                    }
                    deal_closing(&values)
                        .and_then(|()| check(table, &line, &values, &mut seen))
                        .map(|()| values)
                }
                Err(Stop::Fault(fault)) => Err(fault),
                Err(Stop::Error(e)) => return Err(e),
            };
            if let Some(values) = self.refusals.take(table.file, line.number, read) {
                if let Some(Val::Uuid(Some(id))) = values.get("id") {
                    self.deals.insert(line.get("deal_id").into(), *id);
                }
                let reason = values.text("reason_code");
                self.report.gaps.free_reasons.extend((!reason.is_empty()).then_some(reason));
                rows.push(values.into_row());
            }
            self.flush(table.table, &columns, &mut rows, CHUNK).await?;
        }
        self.flush(table.table, &columns, &mut rows, 0).await?;
        self.report.rows.push((table.file, count));
        Ok(())
    }

    /// Every event, those that supersede another after it.
    pub async fn events(&mut self) -> Result<(), BundleError> {
        const COLUMNS: [&str; 16] = [
            "id",
            "lead_id",
            "cycle",
            "kind",
            "to_stage",
            "occurred_at",
            "recorded_at",
            "actor_id",
            "actor_role",
            "origin",
            "reason_code",
            "criterion",
            "text_id",
            "into_lead",
            "supersedes",
            "ref",
        ];
        let all = &self.prepared.events;
        let depth = |mut row: usize| {
            let mut depth = 0usize;
            while let Some(next) = all.rows.get(row).and_then(|event| event.supersedes) {
                (row, depth) = (next as usize, depth + 1);
            }
            depth
        };
        let mut order: Vec<(usize, u32)> =
            (0u32..).take(all.rows.len()).map(|row| (depth(row as usize), row)).collect();
        order.sort_unstable();
        let (mut rows, mut count) = (Vec::with_capacity(CHUNK), 0u64);
        for (_, row) in order {
            let Some(e) = all.rows.get(row as usize) else { continue };
            let lead = self.lead(e.lead as usize)?;
            let actor = match e.actor {
                None => None,
                Some(word) => {
                    let role = if e.role == "system" { "rep" } else { e.role };
                    let text = all.words.text(word);
                    match self.lookups.person(self.tx, text, role).await.map_err(|e| Stop::name("actor", e)) {
                        Ok(id) => Some(id),
                        Err(Stop::Error(e)) => return Err(e),
                        Err(Stop::Fault(fault)) => {
                            self.refusals.push(events::FILE, e.line.into(), fault);
                            None
                        }
                    }
                }
            };
            let text = e.text.as_deref().map(|body| {
                let id = self.clock.id::<of::Note>();
                self.notes.push(vals![id, lead, body].to_vec());
                id
            });
            let word = |word: Option<u32>| word.map(|word| all.words.text(word));
            let supersedes = e.supersedes.and_then(|row| all.rows.get(row as usize)).map(|target| target.id);
            let into = e.into.map(|lead| self.lead(lead as usize)).transpose()?;
            let reference = (!all.ids_kept).then(|| all.names.text(row));
            let row = vals![
                e.id,
                lead,
                e.cycle,
                e.kind.code(),
                e.to,
                e.occurred_at,
                e.recorded_at,
                actor,
                e.role,
                e.origin.code(),
                word(e.reason),
                word(e.criterion),
                text,
                into,
                supersedes,
                reference,
            ];
            rows.push(row.to_vec());
            count += 1;
            self.flush("stage_event", &COLUMNS, &mut rows, CHUNK).await?;
            if count.is_multiple_of(10_000) {
                (self.progress)(events::FILE, count);
            }
        }
        self.flush("stage_event", &COLUMNS, &mut rows, 0).await?;
        self.report.rows.push((events::FILE, count));
        Ok(())
    }
}

/// A deal is open without a closing date, or closed with one.
fn deal_closing(values: &Values) -> Result<(), Fault> {
    let open = values.text("outcome") == "open";
    if open == values.is_null("closed_at") { Ok(()) } else { Err(Fault::Closing) }
}
