//! The bounds of a row, checked on the way in: a CSV reader alone would gather a row of any length in memory. And one
//! line feed as the end of every row, whatever the file has, so that lines can be counted.

use super::{COLUMNS_MAX, ROW_MAX};
use std::fmt;
use std::io::{self, Read};

/// What stops the reading; travels inside an [`io::Error`].
#[derive(Debug)]
pub(super) enum Broken {
    RowTooLong(u64),
    TooManyColumns(u64),
    OpenQuote(u64),
    Encoding(u64),
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}
impl std::error::Error for Broken {}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    CellStart,
    Plain,
    Quoted,
    /// A quote inside a quoted cell: its end, or the first of two.
    Closing,
}

/// A reader that follows the rows it passes on and stops at one without bounds.
pub struct Guard<R> {
    inner: R,
    delimiter: u8,
    state: State,
    line: u64,
    row_line: u64,
    quote_line: u64,
    row_bytes: usize,
    cells: usize,
    /// The last byte was a carriage return outside quotes: a line feed after it belongs to it.
    after_return: bool,
    finished: bool,
}

impl<R> Guard<R> {
    /// Watches `inner`, UTF-8 text with this separator.
    pub fn new(inner: R, delimiter: u8) -> Self {
        let state = State::CellStart;
        let (line, row_line, quote_line) = (1, 1, 1);
        let (row_bytes, cells, after_return, finished) = (0, 1, false, false);
        Self { inner, delimiter, state, line, row_line, quote_line, row_bytes, cells, after_return, finished }
    }

    /// What to pass on of a byte: itself, a line feed for a carriage return that ends a row, nothing for the line
    /// feed after it.
    fn pass(&mut self, byte: u8) -> Result<Option<u8>, Broken> {
        let quoted = self.state == State::Quoted;
        if byte == b'\n' && std::mem::take(&mut self.after_return) && !quoted {
            return Ok(None);
        }
        self.after_return = byte == b'\r' && !quoted;
        let byte = if self.after_return { b'\n' } else { byte };
        self.row_bytes += 1;
        if self.row_bytes > ROW_MAX {
            return Err(Broken::RowTooLong(self.row_line));
        }
        if byte == b'\n' {
            self.line += 1;
        }
        self.state = match (self.state, byte) {
            (State::Quoted, b'"') => State::Closing,
            (State::Quoted, _) => State::Quoted,
            (State::Closing, b'"') => State::Quoted,
            (_, b'\n') => {
                (self.row_bytes, self.cells, self.row_line) = (0, 1, self.line);
                State::CellStart
            }
            (_, byte) if byte == self.delimiter => {
                self.cells += 1;
                if self.cells > COLUMNS_MAX {
                    return Err(Broken::TooManyColumns(self.row_line));
                }
                State::CellStart
            }
            (State::CellStart, b'"') => {
                self.quote_line = self.line;
                State::Quoted
            }
            _ => State::Plain,
        };
        Ok(Some(byte))
    }

    /// The end of the file: a last row without a line end gets one.
    fn finish(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if self.state == State::Quoted {
            return Err(io::Error::other(Broken::OpenQuote(self.quote_line)));
        }
        match buf.first_mut() {
            Some(first) if self.row_bytes > 0 && !self.finished => {
                *first = b'\n';
                self.finished = true;
                Ok(1)
            }
            _ => Ok(0),
        }
    }
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.inner.read(buf).map_err(|e| match e.kind() {
                io::ErrorKind::InvalidData => io::Error::other(Broken::Encoding(self.line)),
                _ => e,
            })?;
            if read == 0 {
                return self.finish(buf);
            }
            let mut kept = 0;
            for at in 0..read {
                let Some(byte) = buf.get(at).copied() else { break };
                if let Some(byte) = self.pass(byte).map_err(io::Error::other)? {
                    if let Some(place) = buf.get_mut(kept) {
                        *place = byte;
                    }
                    kept += 1;
                }
            }
            if kept > 0 {
                return Ok(kept);
            }
        }
    }
}
