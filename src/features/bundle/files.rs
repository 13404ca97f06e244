//! One CSV file of a bundle, read line by line or written.

use super::model::{BundleError, Fault, LISTED, Refusal};
use crate::domain::csv_safe;
use crate::features::imports::reading::{Decoded, Encoding, ReadError, Records};
use csv::StringRecord;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

/// Gathers refusals: the first ones to show, all counted.
#[derive(Default)]
pub struct Refusals {
    listed: Vec<Refusal>,
    total: usize,
}

impl Refusals {
    /// Notes one.
    pub fn push(&mut self, file: &'static str, line: u64, fault: Fault) {
        self.total += 1;
        if self.listed.len() < LISTED {
            self.listed.push(Refusal { file, line, fault });
        }
    }
    /// Notes the fault of a line, if it has one.
    pub fn take<T>(&mut self, file: &'static str, line: u64, read: Result<T, Fault>) -> Option<T> {
        read.map_err(|fault| self.push(file, line, fault)).ok()
    }
    /// Stops when anything was refused.
    ///
    /// # Errors
    /// [`BundleError::Refused`].
    pub fn check(&mut self) -> Result<(), BundleError> {
        match self.total {
            0 => Ok(()),
            total => Err(BundleError::Refused { listed: std::mem::take(&mut self.listed), total }),
        }
    }
}

/// A file being read: its header is known.
pub struct Input {
    /// Its name in the bundle.
    pub file: &'static str,
    records: Records<Decoded<File>>,
    columns: Vec<String>,
}

/// One line, its cells by name.
pub struct Line<'a> {
    /// Where it starts, from 1.
    pub number: u64,
    columns: &'a [String],
    record: &'a StringRecord,
}

impl Input {
    /// Opens a file of the folder; `None` when it is not there. `aliases` are other names of columns.
    ///
    /// # Errors
    /// [`BundleError`]; a header with two columns of one name is refused.
    pub fn open(
        folder: &Path,
        file: &'static str,
        aliases: &[(&str, &str)],
    ) -> Result<Option<Self>, BundleError> {
        let path = folder.join(file);
        let content = match File::open(&path) {
            Ok(content) => content,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(BundleError::Io(path, e)),
        };
        let mut records = Records::new(Decoded::new(content, Encoding::UTF_8), b',');
        let mut refusals = Refusals::default();
        let columns = match records.next() {
            Ok(Some((_, header))) => header.iter().map(|name| column(name, aliases)).collect(),
            Ok(None) => Vec::new(),
            Err(e) => {
                refusals.push(file, 1, unreadable(&e).1);
                Vec::new()
            }
        };
        for (at, name) in columns.iter().enumerate() {
            if columns.iter().take(at).any(|before| before == name) {
                refusals.push(file, 1, Fault::TwiceColumn(name.clone()));
            }
        }
        refusals.check()?;
        Ok(Some(Self { file, records, columns }))
    }

    /// Whether the header has this column.
    pub fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|name| name == column)
    }
    /// The columns of the header that are not among `known`.
    pub fn unknown(&self, known: impl Fn(&str) -> bool) -> Vec<String> {
        self.columns.iter().filter(|name| !known(name)).cloned().collect()
    }
    /// The next line; `None` at the end, or when the file cannot be read on, which is noted.
    pub fn next(&mut self, refusals: &mut Refusals) -> Option<Line<'_>> {
        let columns = self.columns.as_slice();
        match self.records.next() {
            Ok(Some((number, record))) => {
                if record.iter().skip(columns.len()).any(|cell| !cell.is_empty()) {
                    refusals.push(self.file, number, Fault::TooManyCells);
                }
                Some(Line { number, columns, record })
            }
            Ok(None) => None,
            Err(e) => {
                let (line, fault) = unreadable(&e);
                refusals.push(self.file, line, fault);
                None
            }
        }
    }
}

fn column(name: &str, aliases: &[(&str, &str)]) -> String {
    let name = name.trim().to_lowercase();
    match aliases.iter().find(|(alias, _)| *alias == name) {
        Some((_, known)) => (*known).to_owned(),
        None => name,
    }
}

fn unreadable(e: &ReadError) -> (u64, Fault) {
    let line = match e {
        ReadError::RowTooLong { line }
        | ReadError::TooManyColumns { line }
        | ReadError::OpenQuote { line }
        | ReadError::Encoding { line } => *line,
        ReadError::Io(_) => 0,
    };
    (line, Fault::Unreadable(e.to_string()))
}

impl<'a> Line<'a> {
    /// A cell by the name of its column, as the person meant it: trimmed, without the apostrophe that keeps a
    /// spreadsheet from computing it. Empty when the column is missing.
    pub fn get(&self, column: &str) -> &'a str {
        let at = self.columns.iter().position(|name| name == column);
        csv_safe::unescape(at.and_then(|at| self.record.get(at)).unwrap_or_default().trim_matches(' '))
    }
    /// A cell that must not be empty.
    ///
    /// # Errors
    /// [`Fault::Empty`].
    pub fn required(&self, column: &'static str) -> Result<&'a str, Fault> {
        match self.get(column) {
            "" => Err(Fault::Empty(column)),
            text => Ok(text),
        }
    }
}

/// A file being written.
pub struct Output {
    writer: csv::Writer<BufWriter<File>>,
    path: std::path::PathBuf,
    /// Rows so far.
    pub rows: u64,
}

impl Output {
    /// Creates a file of the folder and writes its header.
    ///
    /// # Errors
    /// [`BundleError::Io`].
    pub fn create(folder: &Path, file: &'static str, header: &[&str]) -> Result<Self, BundleError> {
        let path = folder.join(file);
        let failed = |e| BundleError::Io(path.clone(), e);
        let content = File::options().write(true).create_new(true).open(&path).map_err(failed)?;
        let mut writer = csv::Writer::from_writer(BufWriter::new(content));
        writer.write_record(header).map_err(|e| failed(io_error(e)))?;
        Ok(Self { writer, path, rows: 0 })
    }
    /// Writes one row.
    ///
    /// # Errors
    /// [`BundleError::Io`].
    pub fn row<T: AsRef<[u8]>>(&mut self, cells: impl IntoIterator<Item = T>) -> Result<(), BundleError> {
        self.rows += 1;
        self.writer.write_record(cells).map_err(|e| BundleError::Io(self.path.clone(), io_error(e)))
    }
    /// Makes what was written durable; removes the file again when it has no row and is not `kept`. Answers the
    /// number of rows.
    ///
    /// # Errors
    /// [`BundleError::Io`].
    pub fn finish(self, kept: bool) -> Result<u64, BundleError> {
        let path = self.path;
        let failed = |e| BundleError::Io(path.clone(), e);
        let buffer = self.writer.into_inner().map_err(|e| failed(std::io::Error::other(e.to_string())))?;
        let mut content = buffer.into_inner().map_err(|e| failed(e.into_error()))?;
        content.flush().and_then(|()| content.sync_all()).map_err(failed)?;
        if self.rows == 0 && !kept {
            std::fs::remove_file(&path).map_err(failed)?;
        }
        Ok(self.rows)
    }
}

fn io_error(e: csv::Error) -> std::io::Error {
    match e.into_kind() {
        csv::ErrorKind::Io(e) => e,
        other => std::io::Error::other(format!("{other:?}")),
    }
}
