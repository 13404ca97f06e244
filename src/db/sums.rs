//! Sums kept beside the rows that they sum up, so that a report need not read the rows.
//!
//! A write says what it adds with [`Tx::add`](super::Tx::add); all of it is written last, before the commit, in the
//! order of the keys: two writes that touch the same sums wait for each other for that moment only, and never in a
//! circle.

use super::conn::Conn;
use super::error::DbError;
use super::row::Row;
use super::sql::Query;
use super::value::Val;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use uuid::Uuid;

/// Rows of one statement: few enough values for SQLite.
const ROWS: usize = 1_000;

/// A table of sums: its key, and the columns that are added to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sums {
    /// The table.
    pub table: &'static str,
    /// The columns of its key.
    pub key: &'static [Key],
    /// The sums.
    pub sums: &'static [&'static str],
}

/// A column of a key, by what it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// A number: a day (see `domain::zone::local_day`), a depth.
    Number(&'static str),
    /// A stable code.
    Code(&'static str),
    /// An id; the nil one for none, as a key has no NULL.
    Id(&'static str),
}

impl Key {
    const fn column(self) -> &'static str {
        match self {
            Self::Number(name) | Self::Code(name) | Self::Id(name) => name,
        }
    }
    fn read(self, row: &Row) -> Result<Part, DbError> {
        Ok(match self {
            Self::Number(name) => Part::Number(row.int(name)?),
            Self::Code(name) => Part::Code(Cow::Owned(row.get(name)?)),
            Self::Id(name) => Part::Id(row.get(name)?),
        })
    }
}

/// A part of a sum's key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A number.
    Number(i32),
    /// A code.
    Code(Cow<'static, str>),
    /// An id.
    Id(Uuid),
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Code(code) => code.fmt(f),
            Self::Id(id) => id.fmt(f),
        }
    }
}
impl From<i32> for Part {
    fn from(number: i32) -> Self {
        Self::Number(number)
    }
}
impl From<&'static str> for Part {
    fn from(code: &'static str) -> Self {
        Self::Code(Cow::Borrowed(code))
    }
}
impl From<Option<Uuid>> for Part {
    fn from(id: Option<Uuid>) -> Self {
        Self::Id(id.unwrap_or_default())
    }
}
impl From<Part> for Val {
    fn from(part: Part) -> Self {
        match part {
            Part::Number(number) => number.into(),
            Part::Code(code) => code.into_owned().into(),
            Part::Id(id) => id.into(),
        }
    }
}

/// Sums in memory: what a write adds to the stored ones, or what they should be.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Cells(BTreeMap<(Sums, Vec<Part>), Vec<i64>>);

/// A sum that is stored otherwise than it should be: its place, what is stored, what is expected.
pub type SumDifference = (String, Vec<i64>, Vec<i64>);

impl Cells {
    /// Adds to the sums under `key`.
    pub fn add(&mut self, to: Sums, key: Vec<Part>, more: &[i64]) {
        let sums = self.0.entry((to, key)).or_insert_with(|| vec![0; more.len()]);
        for (sum, more) in sums.iter_mut().zip(more) {
            *sum = sum.saturating_add(*more);
        }
    }

    pub(super) fn add_all(&mut self, cells: Self) {
        for ((to, key), more) in cells.0 {
            self.add(to, key, &more);
        }
    }

    /// Compares the stored sums of these tables with these. A sum of nothing need not be stored.
    ///
    /// # Errors
    /// [`DbError`].
    pub async fn differences(mut self, conn: &mut Conn, of: &[Sums]) -> Result<Vec<SumDifference>, DbError> {
        let mut found = Vec::new();
        let mut differ = |(to, key): &(Sums, Vec<Part>), stored: Vec<i64>, expected: Vec<i64>| {
            if stored != expected && stored.iter().chain(&expected).any(|sum| *sum != 0) {
                let key: Vec<String> = key.iter().map(Part::to_string).collect();
                found.push((format!("{}[{}]", to.table, key.join(", ")), stored, expected));
            }
        };
        for to in of {
            for (key, stored) in to.stored(conn).await? {
                let place = (*to, key);
                let expected = self.0.remove(&place).unwrap_or_default();
                differ(&place, stored, expected);
            }
        }
        for (place, expected) in self.0 {
            differ(&place, Vec::new(), expected);
        }
        Ok(found)
    }

    pub(super) async fn write(self, conn: &mut Conn) -> Result<(), DbError> {
        let mut tables: BTreeMap<Sums, Vec<Vec<Val>>> = BTreeMap::new();
        for ((to, key), sums) in self.0.into_iter().filter(|(_, sums)| sums.iter().any(|sum| *sum != 0)) {
            let values = key.into_iter().map(Val::from).chain(sums.into_iter().map(Val::from));
            tables.entry(to).or_default().push(values.collect());
        }
        for (to, rows) in tables {
            for rows in rows.chunks(ROWS) {
                conn.execute_built(&to.upsert(rows)).await?;
            }
        }
        Ok(())
    }
}

impl Sums {
    fn push_columns(&self, query: &mut Query, columns: impl Iterator<Item = &'static str>) {
        for (at, column) in columns.enumerate() {
            query.push(if at > 0 { ", " } else { "" }).push(column);
        }
    }
    fn key_columns(&self) -> impl Iterator<Item = &'static str> {
        self.key.iter().map(|key| key.column())
    }

    fn upsert(&self, rows: &[Vec<Val>]) -> Query {
        let mut query = Query::new("INSERT INTO ");
        query.push(self.table).push(" (");
        self.push_columns(&mut query, self.key_columns().chain(self.sums.iter().copied()));
        query.push(") VALUES ").bind_rows(rows).push(" ON CONFLICT (");
        self.push_columns(&mut query, self.key_columns());
        query.push(") DO UPDATE SET ");
        for (at, sum) in self.sums.iter().enumerate() {
            query.push(if at > 0 { ", " } else { "" }).push(sum).push(" = ").push(self.table).push(".");
            query.push(sum).push(" + excluded.").push(sum);
        }
        query
    }

    /// What empties the table, other writes kept out until the commit: theirs are added to what is written then.
    pub(super) fn clearing(&self) -> (Query, Query) {
        let (mut lock, mut delete) = (Query::default(), Query::new("DELETE FROM "));
        lock.push_split("SELECT 1 AS ", "LOCK TABLE ").push(self.table).push_split("", " IN EXCLUSIVE MODE");
        delete.push(self.table);
        (lock, delete)
    }

    /// Every stored sum, by its key.
    async fn stored(&self, conn: &mut Conn) -> Result<Vec<(Vec<Part>, Vec<i64>)>, DbError> {
        let mut query = Query::new("SELECT ");
        self.push_columns(&mut query, self.key_columns().chain(self.sums.iter().copied()));
        query.push(" FROM ").push(self.table);
        let read = |row: &Row| {
            let key = self.key.iter().map(|key| key.read(row)).collect::<Result<_, DbError>>()?;
            Ok((key, self.sums.iter().map(|sum| row.get(sum)).collect::<Result<_, DbError>>()?))
        };
        conn.all_of(&query).await?.iter().map(read).collect()
    }

    /// Whether nothing is stored.
    ///
    /// # Errors
    /// [`DbError`].
    pub async fn are_empty(&self, conn: &mut Conn) -> Result<bool, DbError> {
        let mut query = Query::new("SELECT 1 AS one FROM ");
        query.push(self.table).push(" LIMIT 1");
        Ok(conn.all_of(&query).await?.is_empty())
    }
}
