//! Places in a sorted list: where a page begins or ends. A place stays right when rows come and go around it.

use super::parse::shortened;
use super::{FilterError, Problem, SortKey};
use chrono::NaiveDate;
use std::str::FromStr;

/// The value by which a row is sorted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    /// An instant (microseconds) or an amount (minor units).
    Int(i64),
    /// A folded name.
    Text(String),
    /// A day.
    Day(NaiveDate),
    /// The row has no such value: it stands after all that have one.
    Absent,
}

/// A row's place: its key, then its order of entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// Its key.
    pub key: Key,
    /// Its order of entry.
    pub seq: i64,
}

/// Where a page is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Place {
    /// At the beginning.
    #[default]
    Start,
    /// Right after this row.
    After(Cursor),
    /// Right before this row.
    Before(Cursor),
}

impl Cursor {
    /// As in a URL: `key.seq`, the key `-` when absent.
    pub fn text(&self) -> String {
        match &self.key {
            Key::Int(n) => format!("{n}.{}", self.seq),
            Key::Text(text) => format!("{text}.{}", self.seq),
            Key::Day(day) => format!("{}.{}", day.format("%Y-%m-%d"), self.seq),
            Key::Absent => format!("-.{}", self.seq),
        }
    }

    /// Reads a place in a list sorted by `sort`.
    pub fn parse(sort: SortKey, text: &str) -> Option<Self> {
        let (key, seq) = text.rsplit_once('.')?;
        let seq = seq.parse().ok().filter(|seq| *seq >= 0)?;
        let key = match sort {
            _ if sort.may_be_absent() && key == "-" => Key::Absent,
            SortKey::Created | SortKey::StageAt | SortKey::Value => Key::Int(key.parse().ok()?),
            SortKey::Name => Key::Text(key.to_owned()).not_too_long()?,
            SortKey::Next => Key::Day(NaiveDate::from_str(key).ok()?),
        };
        Some(Self { key, seq })
    }
}

impl Key {
    fn not_too_long(self) -> Option<Self> {
        match &self {
            Self::Text(text) if text.chars().count() > 1_000 || text.contains('\0') => None,
            _ => Some(self),
        }
    }
}

impl Place {
    /// Reads `after` or `before` of a URL.
    ///
    /// # Errors
    /// [`FilterError`] for what is no place in a list sorted by `sort`, and for both at once.
    pub fn parse(sort: SortKey, after: Option<&str>, before: Option<&str>) -> Result<Self, FilterError> {
        let read = |parameter, text: &str| {
            let fault = || FilterError { parameter, problem: Problem::NotAPlace(shortened(text)) };
            Cursor::parse(sort, text).ok_or_else(fault)
        };
        match (after, before) {
            (None, None) => Ok(Self::Start),
            (Some(text), None) => Ok(Self::After(read("after", text)?)),
            (None, Some(text)) => Ok(Self::Before(read("before", text)?)),
            (Some(_), Some(_)) => Err(FilterError { parameter: "before", problem: Problem::Twice }),
        }
    }
}
