//! One result row of either engine, read by column name.

use super::error::DbError;
use crate::domain::ids::Id;
use crate::domain::instant::Instant;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{Decode, Postgres, Row as _, Sqlite, Type};
use std::str::FromStr;

/// A row of a result.
#[derive(Debug)]
pub enum Row {
    /// From SQLite.
    Sqlite(SqliteRow),
    /// From Postgres.
    Postgres(PgRow),
}

impl Row {
    /// The value of a column, of a type that both engines know (`i64`, `String`, `bool`, `Uuid`, `NaiveDate`,
    /// `Vec<u8>`, `f64`, or an `Option` of these).
    ///
    /// # Errors
    /// [`DbError::Sql`] when the column is missing or of another type.
    pub fn get<'r, T>(&'r self, name: &str) -> Result<T, DbError>
    where
        T: Decode<'r, Sqlite> + Type<Sqlite> + Decode<'r, Postgres> + Type<Postgres>,
    {
        Ok(match self {
            Self::Sqlite(r) => r.try_get(name)?,
            Self::Postgres(r) => r.try_get(name)?,
        })
    }
    /// A typed id.
    ///
    /// # Errors
    /// As [`Row::get`].
    pub fn id<T>(&self, name: &str) -> Result<Id<T>, DbError> {
        self.get(name).map(Id::from_uuid)
    }
    /// A nullable typed id.
    ///
    /// # Errors
    /// As [`Row::get`].
    pub fn opt_id<T>(&self, name: &str) -> Result<Option<Id<T>>, DbError> {
        Ok(self.get::<Option<uuid::Uuid>>(name)?.map(Id::from_uuid))
    }
    /// An instant.
    ///
    /// # Errors
    /// As [`Row::get`].
    pub fn at(&self, name: &str) -> Result<Instant, DbError> {
        self.get(name).map(Instant::from_micros)
    }
    /// A nullable instant.
    ///
    /// # Errors
    /// As [`Row::get`].
    pub fn opt_at(&self, name: &str) -> Result<Option<Instant>, DbError> {
        Ok(self.get::<Option<i64>>(name)?.map(Instant::from_micros))
    }
    /// A small integer.
    ///
    /// # Errors
    /// As [`Row::get`], or [`DbError::Decode`] when it does not fit.
    pub fn int<T: TryFrom<i64>>(&self, name: &str) -> Result<T, DbError> {
        T::try_from(self.get::<i64>(name)?)
            .map_err(|_| DbError::Decode { column: name.into(), problem: "out of range".into() })
    }
    /// A text enum, by its code.
    ///
    /// # Errors
    /// As [`Row::get`], or [`DbError::Decode`] when the code is unknown.
    pub fn code<T: FromStr>(&self, name: &str) -> Result<T, DbError> {
        parse(name, &self.get::<String>(name)?)
    }
    /// A nullable text enum, by its code; the empty text is `None` too.
    ///
    /// # Errors
    /// As [`Row::code`].
    pub fn opt_code<T: FromStr>(&self, name: &str) -> Result<Option<T>, DbError> {
        match self.get::<Option<String>>(name)? {
            Some(text) if !text.is_empty() => parse(name, &text).map(Some),
            _ => Ok(None),
        }
    }
}

fn parse<T: FromStr>(column: &str, text: &str) -> Result<T, DbError> {
    text.parse()
        .map_err(|_| DbError::Decode { column: column.into(), problem: format!("unknown code «{text}»") })
}
