//! Writes rows, a chunk a transaction: new leads many at once, known ones each by what changed.

use super::draft::{Draft, Reading, RowFault};
use super::mapping::System;
use super::matching::{self, Known, Near, Seen, Shared, living};
use super::names::Names;
use super::past::rebuild;
use super::report::{ImportError, LISTED, Outcome};
use super::store::runs;
use crate::clock::Clock;
use crate::db::{DbError, Tx, Val};
use crate::domain::ids::{Id, of};
use crate::features::activities::{self, NewActivity};
use crate::features::history::{self, Dimensions, NewEvent};
use crate::features::leads::{self, NewLead};
use crate::vals;
use csv::StringRecord;
use uuid::Uuid;

/// A row with its record, so that it can be given back.
pub struct Item {
    /// Number of the row, from 1.
    pub row: u64,
    /// Its line.
    pub line: u64,
    /// As in the file.
    pub record: StringRecord,
    /// What it says.
    pub draft: Result<Draft, RowFault>,
}

/// The reasons noted on steps that no date gives.
#[derive(Debug, Clone)]
pub struct AssumedWords {
    /// No date.
    pub undated: String,
    /// Proved by a later stage.
    pub deduced: String,
    /// Said by the status alone.
    pub status: String,
}

/// Everything that goes from one chunk to the next.
pub struct Writer {
    pub clock: Clock,
    pub system: System,
    pub reading: Reading,
    pub headers: Vec<String>,
    pub words: AssumedWords,
    pub actor: Option<Id<of::Member>>,
    pub names: Names,
    pub seen: Seen,
    pub outcome: Outcome,
    pub dry_run: bool,
    /// The import's row; `None` until the first chunk.
    pub run: Option<Id<of::Import>>,
    /// Rows that an earlier, interrupted import has dealt with.
    pub skip: u64,
    pub(super) unknown_source: Option<Uuid>,
    pub(super) pending: Pending,
}

/// New leads not written yet.
#[derive(Default)]
pub(super) struct Pending {
    pub(super) leads: Vec<NewLead>,
    pub(super) events: Vec<NewEvent>,
    pub(super) dimensions: Vec<(Id<of::Lead>, i32, Dimensions, bool)>,
    pub(super) projected: Vec<history::Projected>,
    pub(super) refs: Vec<(&'static str, String, Id<of::Lead>)>,
    pub(super) extras: Vec<Vec<Val>>,
    pub(super) notes: Vec<NewActivity>,
}

/// A rejected row of the chunk: its place in it, and why.
pub type Rejected = Vec<(usize, RowFault)>;

impl Writer {
    /// Ready for the first chunk.
    #[expect(clippy::too_many_arguments, reason = "one place, each with its own meaning")]
    pub fn new(
        clock: Clock,
        system: System,
        reading: Reading,
        headers: Vec<String>,
        words: AssumedWords,
        actor: Option<Id<of::Member>>,
        names: Names,
        dry_run: bool,
    ) -> Self {
        let (seen, outcome, pending) = (Seen::default(), Outcome::default(), Pending::default());
        let (run, skip, unknown_source) = (None, 0, None);
        Self {
            clock,
            system,
            reading,
            headers,
            words,
            actor,
            names,
            seen,
            outcome,
            dry_run,
            run,
            skip,
            unknown_source,
            pending,
        }
    }

    /// Writes a chunk and the progress of the run; answers the rows not taken.
    ///
    /// # Errors
    /// [`ImportError`]; then nothing of the chunk is kept.
    pub async fn chunk(&mut self, tx: &mut Tx, items: &[Item]) -> Result<Rejected, ImportError> {
        let drafts: Vec<&Draft> = items.iter().filter_map(|item| item.draft.as_ref().ok()).collect();
        let mut known = Known::load(tx, self.system, &drafts).await?;
        let mut rejected = Vec::new();
        let mut rows = Vec::new();
        for (at, item) in items.iter().enumerate() {
            let done_before = item.row <= self.skip;
            match &item.draft {
                Err(fault) => {
                    rejected.push((at, fault.clone()));
                    if !done_before {
                        self.reject(item.line, fault.clone());
                    }
                }
                Ok(draft) => {
                    let earlier = self.seen.note(draft);
                    let near = self.seen.near(draft);
                    if done_before {
                        continue;
                    }
                    let outcome = self.row(tx, draft, earlier, near, &mut known, &drafts).await?;
                    match outcome {
                        Err(fault) => {
                            self.reject(item.line, fault.clone());
                            rejected.push((at, fault));
                        }
                        Ok(Some((lead, what))) => rows.push((item.row, lead, what)),
                        Ok(None) => {}
                    }
                }
            }
        }
        self.flush(tx).await?;
        let before = self.outcome.counts.rows_done;
        self.outcome.counts.rows_done =
            items.last().map_or(0, |item| item.row).max(self.outcome.counts.rows_done);
        if let Some(run) = self.run {
            let row = |(row, lead, what): (u64, Id<of::Lead>, &'static str)| {
                vals![run, i64::try_from(row).unwrap_or(i64::MAX), lead, what].to_vec()
            };
            runs::insert_rows(tx, &rows.into_iter().map(row).collect::<Vec<_>>()).await?;
            if !runs::progress(tx, run, before, self.outcome.counts).await? {
                return Err(ImportError::Elsewhere);
            }
        }
        Ok(rejected)
    }

    fn reject(&mut self, line: u64, fault: RowFault) {
        self.outcome.counts.rejected += 1;
        if self.outcome.rejected.len() < LISTED {
            self.outcome.rejected.push((line, fault));
        }
    }

    /// One row: answers the lead that it created or changed.
    async fn row(
        &mut self,
        tx: &mut Tx,
        draft: &Draft,
        earlier: Option<u64>,
        near: Option<(u64, Shared)>,
        known: &mut Known,
        drafts: &[&Draft],
    ) -> Result<Result<Option<(Id<of::Lead>, &'static str)>, RowFault>, DbError> {
        for (column, value) in &draft.unknown {
            let column = self.headers.get(*column).cloned().unwrap_or_default();
            *self.outcome.unknown.entry((column, value.clone())).or_default() += 1;
        }
        if earlier.is_some() {
            self.outcome.counts.duplicates += 1;
            if self.dry_run {
                return Ok(Ok(None)); // the earlier row is not in the base
            }
            if !self.pending.leads.is_empty() {
                self.flush(tx).await?;
                *known = Known::load(tx, self.system, drafts).await?;
            }
        }
        let past = rebuild(&draft.known, self.reading.now);
        match known.same(self.system, draft).cloned() {
            Some(candidate) => {
                let lead = match living(tx, &candidate).await? {
                    Ok(lead) => lead,
                    Err(fault) => {
                        self.outcome.counts.duplicates -= u64::from(earlier.is_some());
                        return Ok(Err(fault));
                    }
                };
                let changed = self.update(tx, lead, draft, &past, earlier.is_some()).await?;
                if earlier.is_none() {
                    let counts = &mut self.outcome.counts;
                    *(if changed { &mut counts.updated } else { &mut counts.unchanged }) += 1;
                }
                Ok(Ok(changed.then_some((lead, "updated"))))
            }
            None => {
                self.note_near(draft, near, known);
                for note in &past.notes {
                    self.outcome.note(*note, draft.line);
                }
                let lead = self.create(tx, draft, &past).await?;
                if earlier.is_none() {
                    self.outcome.counts.created += 1;
                }
                Ok(Ok(Some((lead, "created"))))
            }
        }
    }

    fn note_near(&mut self, draft: &Draft, in_file: Option<(u64, Shared)>, known: &Known) {
        let in_base = known.near(draft);
        let shares = match (in_base, in_file) {
            (Some((_, shares)), _) | (None, Some((_, shares))) => shares,
            (None, None) => return,
        };
        self.outcome.near_count += 1;
        if self.outcome.near.len() < LISTED {
            let other_line = in_file.filter(|_| in_base.is_none()).map(|(line, _)| line);
            self.outcome.near.push(Near {
                line: draft.line,
                other_line,
                lead: in_base.map(|(lead, _)| lead),
                shares,
            });
        }
    }

    /// Writes the new leads that wait.
    async fn flush(&mut self, tx: &mut Tx) -> Result<(), DbError> {
        let pending = std::mem::take(&mut self.pending);
        if pending.leads.is_empty() {
            return Ok(());
        }
        leads::insert_many(tx, &pending.leads).await?;
        history::append_many(tx, &pending.events).await?;
        history::insert_dimensions(tx, &pending.dimensions).await?;
        history::insert_projected(tx, &pending.projected).await?;
        for system in [self.system.code(), matching::BY_NAME] {
            let of_system = pending.refs.iter().filter(|(of, ..)| *of == system);
            let refs: Vec<_> = of_system.map(|(_, text, lead)| (text.clone(), *lead)).collect();
            runs::add_refs(tx, system, &refs).await?;
        }
        runs::insert_extras(tx, &pending.extras).await?;
        activities::insert_many(tx, &pending.notes).await
    }

    /// Forgets what a rolled-back chunk had made.
    pub fn forget(&mut self, names: Names) {
        let new_people = std::mem::take(&mut self.names.new_people);
        let new_names = std::mem::take(&mut self.names.new_names);
        self.names = names;
        self.names.new_people = new_people;
        self.names.new_names = new_names;
        self.unknown_source = None;
        self.pending = Pending::default();
    }
}
