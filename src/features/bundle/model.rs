//! What an import answers, and why it refuses.

use crate::db::DbError;
use crate::domain::stage::Stage;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// How far a long import or export is: the file being worked on, rows done in it.
pub type Progress<'a> = &'a (dyn Fn(&'static str, u64) + Send + Sync);

/// Refusals listed one by one; beyond, they are counted.
pub const LISTED: usize = 100;

/// One line that cannot be taken, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// File of the bundle.
    pub file: &'static str,
    /// Line in it, from 1; 1 is the header.
    pub line: u64,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The header lacks this column.
    NoColumn(&'static str),
    /// Two columns have this name.
    TwiceColumn(String),
    /// More cells than the header has.
    TooManyCells,
    /// This column is empty.
    Empty(&'static str),
    /// This column holds something that is not what the second word says: `instant`, `date`, `number`, `amount`,
    /// `yes_or_no`, or a code of a closed list.
    Not(&'static str, &'static str, String),
    /// Text too long, or with a null character.
    BadText(&'static str),
    /// Later than now.
    Future(&'static str, String),
    /// Recorded before it occurred.
    RecordedBefore,
    /// This id names two rows.
    Duplicate(String),
    /// No such lead, neither in `leads.csv` nor in `events.csv`.
    NoLead(String),
    /// No such event.
    NoEvent(String),
    /// No such deal.
    NoDeal(String),
    /// Two rows say the same thing about the same object.
    TwiceRow,
    /// Supersedes an event of another lead.
    OtherLead(String),
    /// Supersedes an event that another one supersedes already.
    SupersededTwice(String),
    /// Takes out a void, which can't be: enter the event again.
    VoidOfVoid(String),
    /// A void or correction that names no event.
    SupersedesNothing,
    /// Only voids and corrections supersede.
    MayNotSupersede,
    /// Supersedes itself, through others or not.
    SupersedesItself,
    /// A transition or correction without a stage, or a void or merge with one.
    StageMismatch,
    /// A merge without a survivor, or another kind with one.
    SurvivorMismatch,
    /// Merged into itself, through others or not.
    MergedIntoItself,
    /// The history starts with another stage than `subscriber` or `lead`.
    Start(Stage),
    /// Enters the stage in which the lead is.
    Repeated(Stage),
    /// A step back on the success path within a cycle.
    Backward(Stage, Stage),
    /// There is no such move.
    NoSuchMove(Stage, Stage),
    /// The cycle should be `expected`: the one before ended, or has not ended.
    Cycle {
        /// What the line says.
        found: i32,
        /// What the history says.
        expected: i32,
        /// Where the lead is.
        at: Option<Stage>,
    },
    /// A closed deal without a closing date, or an open one with.
    Closing,
    /// A sales owner and a queue at once.
    OwnerAndQueue,
    /// A row longer or wider than what is accepted, a quote never closed, bytes that are no UTF-8.
    Unreadable(String),
}

/// Why a bundle cannot be imported or exported.
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    /// No such folder.
    #[error("no folder {}", .0.display())]
    NoFolder(PathBuf),
    /// The folder has no `events.csv`.
    #[error("no events.csv in {}", .0.display())]
    NoEvents(PathBuf),
    /// The folder to export to holds something already.
    #[error("{} is not empty", .0.display())]
    NotEmpty(PathBuf),
    /// The database holds leads already.
    #[error("the database already holds {0} leads")]
    HoldsLeads(i64),
    /// Lines were refused; nothing was written.
    #[error("{total} lines refused")]
    Refused {
        /// The first ones.
        listed: Vec<Refusal>,
        /// How many in all (of the files read so far).
        total: usize,
    },
    /// A file could not be read or written.
    #[error("{path}: {error}", path = .0.display(), error = .1)]
    Io(PathBuf, std::io::Error),
    /// The database failed; nothing was written.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// What an import did.
#[derive(Debug, Default)]
pub struct Report {
    /// Rows taken, per file.
    pub rows: Vec<(&'static str, u64)>,
    /// Columns that Relais does not know: those of `leads.csv` are kept with the lead, the others are left out.
    pub unknown_columns: Vec<(&'static str, Vec<String>)>,
    /// Files of the folder that are no part of a bundle.
    pub unknown_files: Vec<String>,
    /// Leads named by events only: they have a row with nothing but their history.
    pub bare_leads: u64,
    /// Names for which an inactive member was added.
    pub new_people: BTreeSet<String>,
    /// Names added to the lists, per list.
    pub new_names: BTreeMap<&'static str, BTreeSet<String>>,
    /// Settings taken over because the figures depend on them: name, before, after.
    pub settings: Vec<(&'static str, String, String)>,
    /// What the past does not say.
    pub gaps: Gaps,
}

/// What an imported past does not say: listed, never refused.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Gaps {
    /// Exits without a reason.
    pub exits_without_reason: u64,
    /// Reasons that are no code of the lists, kept as text.
    pub free_reasons: BTreeSet<String>,
    /// Deals without an amount.
    pub deals_without_amount: u64,
    /// Entries into `opportunity` without a deal.
    pub opportunities_without_deal: u64,
    /// Leads of which no source is known.
    pub leads_without_source: u64,
    /// Leads without any event: they are in no list and no report.
    pub leads_without_event: u64,
}

/// What an export wrote.
#[derive(Debug, Default)]
pub struct Written {
    /// Rows, per file.
    pub rows: Vec<(&'static str, u64)>,
}
