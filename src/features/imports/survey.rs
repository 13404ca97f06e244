//! The first reading of a file: how it is written, what its columns are, and what must be decided once for a whole
//! column (day or month first, comma or point). Nothing is kept of its rows but five to show.

use super::field::Field;
use super::mapping::{Mapping, MappingError, System, Target};
use super::reading::{Decoded, Encoding, ReadError, Records, Shape, SniffError, sniff};
use crate::domain::csv_safe;
use crate::domain::dates::{DateOrder, OrderDecision};
use crate::domain::money::{DecimalMark, MarkDecision, detect_mark};
use csv::StringRecord;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{Read, Seek};
use std::path::{Path, PathBuf};

/// Rows kept to be shown.
const SAMPLES: usize = 5;

/// What a person may decide instead of the file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Choices {
    /// Who wrote it.
    pub system: Option<System>,
    /// In which encoding.
    pub encoding: Option<Encoding>,
    /// Day or month first.
    pub dates: Option<DateOrder>,
    /// Comma or point.
    pub decimal: Option<DecimalMark>,
}

/// What is known of a file before it is imported.
#[derive(Debug, Clone)]
pub struct Survey {
    /// The file.
    pub path: PathBuf,
    /// Encoding, separator, size.
    pub shape: Shape,
    /// Its columns.
    pub mapping: Mapping,
    /// Day or month first, per column; `None` where it makes no difference.
    pub orders: Vec<Option<DateOrder>>,
    /// Comma or point, per column; `None` where it makes no difference.
    pub marks: Vec<Option<DecimalMark>>,
    /// Whether any row has something in this column.
    pub filled: Vec<bool>,
    /// Rows, without header, blank lines and a report's footer.
    pub rows: u64,
    /// Digest of the file and of the choices: an interrupted import of the same goes on.
    pub sha256: [u8; 32],
    /// The first rows.
    pub samples: Vec<Vec<String>>,
}

/// Why a file cannot be imported as it is.
#[derive(Debug, thiserror::Error)]
pub enum SurveyError {
    /// It is no text table.
    #[error(transparent)]
    Sniff(#[from] SniffError),
    /// A row without bounds, a quote never closed.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// Its columns are no leads'.
    #[error(transparent)]
    Mapping(#[from] MappingError),
    /// Nothing says whether the day or the month comes first in this column; or some rows say one, some the other.
    #[error("{column}: day or month first?")]
    Dates {
        /// Its header.
        column: String,
        /// Whether its rows contradict each other.
        mixed: bool,
    },
    /// Nothing says whether `1,234` has decimals; or some rows say yes, some no.
    #[error("{column}: decimal comma or point?")]
    Amounts {
        /// Its header.
        column: String,
        /// Whether its rows contradict each other.
        mixed: bool,
    },
    /// There is nothing below the header.
    #[error("no rows")]
    NoRows,
}

impl Survey {
    /// Reads `path` once.
    ///
    /// # Errors
    /// [`SurveyError`].
    pub fn of(path: &Path, choices: Choices) -> Result<Self, SurveyError> {
        let mut file = File::open(path).map_err(ReadError::Io)?;
        let shape = sniff(&mut file, choices.encoding)?;
        let sha256 = digest(&mut file, choices)?;
        let mut records = records(path, shape)?;
        let header = match records.next()? {
            Some((_, header)) => header.iter().map(|cell| csv_safe::unescape(cell).to_owned()).collect(),
            None => return Err(SniffError::Empty.into()),
        };
        let mapping = Mapping::of(header, choices.system)?;
        let mut columns: Vec<Evidence> = mapping.targets.iter().map(|_| Evidence::default()).collect();
        let (mut rows, mut samples) = (0, Vec::new());
        while let Some((_, record)) = records.next()? {
            if is_blank(record) || is_footer(record) {
                continue;
            }
            rows += 1;
            if samples.len() < SAMPLES {
                samples.push(record.iter().map(str::to_owned).collect());
            }
            for ((cell, target), evidence) in record.iter().zip(&mapping.targets).zip(&mut columns) {
                evidence.filled |= !cell.trim().is_empty();
                match target {
                    Target::Field(field) if field.is_date() => evidence.date(cell),
                    Target::Field(Field::EstimatedValue) => evidence.amount(cell),
                    _ => {}
                }
            }
        }
        if rows == 0 {
            return Err(SurveyError::NoRows);
        }
        let orders = decide_dates(&mapping, &columns, choices.dates)?;
        let marks = decide_amounts(&mapping, &columns, choices.decimal)?;
        let filled = columns.iter().map(|column| column.filled).collect();
        Ok(Self { path: path.to_path_buf(), shape, mapping, orders, marks, filled, rows, sha256, samples })
    }
}

/// The records of a file, from its header on.
///
/// # Errors
/// [`ReadError`].
pub fn records(path: &Path, shape: Shape) -> Result<Records<Decoded<File>>, ReadError> {
    let file = File::open(path).map_err(ReadError::Io)?;
    Ok(Records::new(Decoded::new(file, shape.encoding), shape.delimiter))
}

/// Whether a record has nothing in it.
pub fn is_blank(record: &StringRecord) -> bool {
    record.iter().all(|cell| cell.trim().is_empty())
}

/// Whether a record is of the footer that a Salesforce report ends with.
pub fn is_footer(record: &StringRecord) -> bool {
    let first = record.get(0).unwrap_or_default();
    let alone = record.iter().skip(1).all(|cell| cell.trim().is_empty());
    alone
        && (first.starts_with("Grand Totals (")
            || first.starts_with("Confidential Information - Do Not Distribute")
            || first.starts_with("Copyright (c)")
            || first.starts_with("Generated By:"))
}

fn digest(file: &mut File, choices: Choices) -> Result<[u8; 32], ReadError> {
    let mut hash = Sha256::new();
    let mut buf = vec![0; 64 * 1024];
    file.rewind().map_err(ReadError::Io)?;
    loop {
        match file.read(&mut buf).map_err(ReadError::Io)? {
            0 => break,
            read => hash.update(buf.get(..read).unwrap_or_default()),
        }
    }
    hash.update(format!("{choices:?}"));
    Ok(hash.finalize().into())
}

/// What the values of a column prove.
#[derive(Default)]
struct Evidence {
    filled: bool,
    day: bool,
    month: bool,
    date_doubt: bool,
    comma: bool,
    point: bool,
    amount_doubt: bool,
}

impl Evidence {
    fn date(&mut self, cell: &str) {
        match DateOrder::detect([cell]) {
            OrderDecision::Decided(DateOrder::DayFirst) => self.day = true,
            OrderDecision::Decided(DateOrder::MonthFirst) => self.month = true,
            OrderDecision::Ambiguous => self.date_doubt = true,
            OrderDecision::Indifferent | OrderDecision::Mixed => {}
        }
    }
    fn amount(&mut self, cell: &str) {
        match detect_mark([cell]) {
            MarkDecision::Decided(DecimalMark::Comma) => self.comma = true,
            MarkDecision::Decided(DecimalMark::Point) => self.point = true,
            MarkDecision::Ambiguous => self.amount_doubt = true,
            MarkDecision::Indifferent | MarkDecision::Mixed => {}
        }
    }
}

fn decide_dates(
    mapping: &Mapping,
    columns: &[Evidence],
    chosen: Option<DateOrder>,
) -> Result<Vec<Option<DateOrder>>, SurveyError> {
    // What all other columns of the file agree on holds for one that says nothing itself.
    let file = match (columns.iter().any(|c| c.day), columns.iter().any(|c| c.month)) {
        (true, false) => Some(DateOrder::DayFirst),
        (false, true) => Some(DateOrder::MonthFirst),
        _ => None,
    };
    let decide = |(evidence, header): (&Evidence, &String)| {
        let refuse = |mixed| Err(SurveyError::Dates { column: header.clone(), mixed });
        match (chosen, evidence.day, evidence.month) {
            (Some(order), ..) => Ok(Some(order)),
            (None, true, true) => refuse(true),
            (None, true, false) => Ok(Some(DateOrder::DayFirst)),
            (None, false, true) => Ok(Some(DateOrder::MonthFirst)),
            (None, false, false) if evidence.date_doubt && file.is_none() => refuse(false),
            (None, false, false) => Ok(file),
        }
    };
    columns.iter().zip(&mapping.headers).map(decide).collect()
}

fn decide_amounts(
    mapping: &Mapping,
    columns: &[Evidence],
    chosen: Option<DecimalMark>,
) -> Result<Vec<Option<DecimalMark>>, SurveyError> {
    let decide = |(evidence, header): (&Evidence, &String)| {
        let refuse = |mixed| Err(SurveyError::Amounts { column: header.clone(), mixed });
        match (chosen, evidence.comma, evidence.point) {
            (Some(mark), ..) => Ok(Some(mark)),
            (None, true, true) => refuse(true),
            (None, true, false) => Ok(Some(DecimalMark::Comma)),
            (None, false, true) => Ok(Some(DecimalMark::Point)),
            (None, false, false) if evidence.amount_doubt => refuse(false),
            (None, false, false) => Ok(None),
        }
    };
    columns.iter().zip(&mapping.headers).map(decide).collect()
}
