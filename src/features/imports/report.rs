//! What an import answers.

use super::draft::RowFault;
use super::matching::Near;
use super::model::List;
use super::past::PastNote;
use super::store::runs::Counts;
use crate::db::DbError;
use crate::domain::ids::{Id, of};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// Things listed one by one; beyond, they are counted.
pub const LISTED: usize = 100;

/// What an import did, or would do.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Its id; `None` for a dry run.
    pub run: Option<Id<of::Import>>,
    /// What became of the rows.
    pub counts: Counts,
    /// Row from which an interrupted import went on.
    pub resumed_after: Option<u64>,
    /// Rows that may be about the same person as another; the first ones.
    pub near: Vec<Near>,
    /// How many in all.
    pub near_count: u64,
    /// The first rows not taken: line, why.
    pub rejected: Vec<(u64, RowFault)>,
    /// Where the rows not taken are, with the reason; `None` when all were taken.
    pub rejects: Option<PathBuf>,
    /// What had to be assumed about the past: how often, and the first lines.
    pub notes: BTreeMap<PastNote, (u64, Vec<u64>)>,
    /// New facts of the past that did not fit what we know: line.
    pub not_added: (u64, Vec<u64>),
    /// Values of stage and status columns that mean nothing to us: column, value, how often.
    pub unknown: BTreeMap<(String, String), u64>,
    /// Names for which an inactive member was added.
    pub new_people: BTreeSet<String>,
    /// Names added to the lists.
    pub new_names: BTreeMap<List, BTreeSet<String>>,
}

impl Outcome {
    /// Counts a note, and keeps the line of the first ones.
    pub fn note(&mut self, note: PastNote, line: u64) {
        let (count, lines) = self.notes.entry(note).or_default();
        *count += 1;
        if lines.len() < 5 {
            lines.push(line);
        }
    }
}

/// Why an import stopped.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The disk is too small: bytes that lack.
    #[error("{0} bytes of disk space are lacking")]
    NoSpace(u64),
    /// The file changed meanwhile, or cannot be read any more.
    #[error(transparent)]
    Read(#[from] super::reading::ReadError),
    /// The rejected rows could not be written.
    #[error("{path}: {error}", path = .0.display(), error = .1)]
    Rejects(PathBuf, std::io::Error),
    /// The same import of the same file runs elsewhere at this moment.
    #[error("the same import is running elsewhere")]
    Elsewhere,
    /// The database failed; the rows before are in, and the same command goes on from there.
    #[error(transparent)]
    Db(#[from] DbError),
}
