//! Reading files that people bring: bounded in memory whatever the file holds, in any usual encoding.
//!
//! [`Records`] gives one record after another and refuses, with its line, a row longer than [`ROW_MAX`] bytes or
//! wider than [`COLUMNS_MAX`] cells, and a quote that is never closed. [`sniff`] says how a file is written.
//! Read next: `guard.rs` (the bounds), `sniff.rs` (encoding and separator).

mod decode;
mod guard;
mod sniff;

pub use decode::Decoded;
pub use guard::Guard;
pub use sniff::{Encoding, Shape, SniffError, sniff};

use guard::Broken;
use std::io::Read;

/// The longest row, in bytes once decoded to UTF-8.
pub const ROW_MAX: usize = 1024 * 1024;
/// The widest row, in cells.
pub const COLUMNS_MAX: usize = 500;

/// Why a file cannot be read on.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// A row longer than [`ROW_MAX`].
    #[error("line {line}: a row of more than {ROW_MAX} bytes")]
    RowTooLong {
        /// Where the row starts, from 1.
        line: u64,
    },
    /// A row wider than [`COLUMNS_MAX`].
    #[error("line {line}: more than {COLUMNS_MAX} columns")]
    TooManyColumns {
        /// Where the row starts, from 1.
        line: u64,
    },
    /// The file ends inside a quoted cell.
    #[error("line {line}: a quote that is never closed")]
    OpenQuote {
        /// Where the cell starts, from 1.
        line: u64,
    },
    /// Bytes that are not text in the encoding of the file.
    #[error("line {line}: not valid text in this encoding")]
    Encoding {
        /// About where, from 1.
        line: u64,
    },
    /// The file could not be read.
    #[error(transparent)]
    Io(std::io::Error),
}

/// The records of a decoded file, each with the line on which it starts.
pub struct Records<R: Read> {
    inner: csv::Reader<Guard<R>>,
    record: csv::StringRecord,
}

impl<R: Read> Records<R> {
    /// Reads `text` (UTF-8) whose cells are separated by `delimiter`.
    pub fn new(text: R, delimiter: u8) -> Self {
        let inner = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .buffer_capacity(64 * 1024)
            .from_reader(Guard::new(text, delimiter));
        Self { inner, record: csv::StringRecord::new() }
    }

    /// The next record and its line, `None` at the end. Lines without any cell are skipped.
    ///
    /// # Errors
    /// [`ReadError`].
    #[expect(clippy::should_implement_trait, reason = "it lends its record, which no Iterator can")]
    pub fn next(&mut self) -> Result<Option<(u64, &csv::StringRecord)>, ReadError> {
        match self.inner.read_record(&mut self.record) {
            Ok(false) => Ok(None),
            Ok(true) => {
                // The guard ends every row with one line feed, which has been read: the row starts above it.
                let inside = self.record.as_slice().bytes().filter(|byte| *byte == b'\n').count() as u64;
                let line = self.inner.position().line().saturating_sub(1 + inside);
                Ok(Some((line, &self.record)))
            }
            Err(e) => Err(read_error(e)),
        }
    }

    /// How far the reading is, in bytes of decoded text.
    pub fn bytes_read(&self) -> u64 {
        self.inner.position().byte()
    }
}

fn read_error(e: csv::Error) -> ReadError {
    let line = e.position().map_or(0, csv::Position::line);
    match e.into_kind() {
        csv::ErrorKind::Io(e) => match e.get_ref().and_then(|inner| inner.downcast_ref::<Broken>()) {
            Some(Broken::RowTooLong(line)) => ReadError::RowTooLong { line: *line },
            Some(Broken::TooManyColumns(line)) => ReadError::TooManyColumns { line: *line },
            Some(Broken::OpenQuote(line)) => ReadError::OpenQuote { line: *line },
            Some(Broken::Encoding(line)) => ReadError::Encoding { line: *line },
            None => ReadError::Io(e),
        },
        csv::ErrorKind::Utf8 { .. } => ReadError::Encoding { line },
        other => ReadError::Io(std::io::Error::other(format!("{other:?}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn all(text: &[u8]) -> Result<Vec<(u64, Vec<String>)>, ReadError> {
        let mut records = Records::new(text, b';');
        let mut rows = Vec::new();
        while let Some((line, record)) = records.next()? {
            rows.push((line, record.iter().map(str::to_owned).collect()));
        }
        Ok(rows)
    }

    #[test]
    fn every_line_end_and_quoting_is_read() {
        let rows = all("\u{feff}a;b\r\n\"x;\"\"y\"\"\nz\";2\r3;4".as_bytes()).unwrap();
        let cells: Vec<_> = rows.iter().map(|(_, cells)| cells.join("|")).collect();
        assert_eq!(cells, ["a|b", "x;\"y\"\nz|2", "3|4"]);
        assert_eq!((rows[0].0, rows[1].0), (1, 2));
    }

    #[rstest]
    #[case(format!("a;b\n{}", "x".repeat(ROW_MAX + 10)), "row of more than")]
    #[case(format!("a;b\n{}", ";".repeat(COLUMNS_MAX + 1)), "more than 500 columns")]
    #[case("a;b\n1;\"never\nclosed\n".to_owned(), "line 2: a quote")]
    fn what_has_no_bound_is_refused(#[case] text: String, #[case] why: &str) {
        let refused = all(text.as_bytes()).unwrap_err().to_string();
        assert!(refused.contains(why), "{refused}");
    }

    #[test]
    fn a_quote_inside_a_cell_is_a_character() {
        let rows = all(b"5\" pipe;2\n3;4\n").unwrap();
        assert_eq!(rows[0].1, ["5\" pipe", "2"]);
        assert_eq!(rows.len(), 2);
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        assert!(matches!(all(b"a;b\n\xff\xfe;1\n"), Err(ReadError::Encoding { line: 2 })));
    }
}
