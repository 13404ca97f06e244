//! A connection that runs the same statements on either engine.

use super::error::DbError;
use super::row::Row;
use super::sql::{Query, Sql};
use super::sums::{Cells, Part, Sums};
use super::value::Val;
use sqlx::pool::PoolConnection;
use sqlx::{AssertSqlSafe, Postgres, Sqlite, SqliteConnection};
use std::ops::{Deref, DerefMut};
use tokio::sync::oneshot;

pub(super) enum Inner {
    SqliteRead(PoolConnection<Sqlite>),
    SqliteWrite(SqliteConnection),
    PostgresRead(PoolConnection<Postgres>),
    PostgresWrite(sqlx::Transaction<'static, Postgres>),
}

/// One connection, taken once per request. Store functions take `&mut Conn` and so run inside and outside
/// of a write.
pub struct Conn {
    pub(super) inner: Option<Inner>,
}

macro_rules! bind_all {
    ($sql:expr, $vals:expr) => {{
        let mut q = sqlx::query($sql);
        for v in $vals {
            q = match v {
                Val::Int(v) => q.bind(v),
                Val::Text(v) => q.bind(v.as_deref()),
                Val::Uuid(v) => q.bind(v),
                Val::Bool(v) => q.bind(v),
                Val::Date(v) => q.bind(v),
                Val::Bytes(v) => q.bind(v.as_deref()),
                Val::Real(v) => q.bind(v),
            };
        }
        q
    }};
}

macro_rules! on_engine {
    ($self:ident, $sqlite:expr, $postgres:expr, $vals:expr, |$q:ident, $c:ident, $wrap:ident| $body:expr) => {
        match $self.inner.as_mut() {
            Some(Inner::SqliteRead(c)) => {
                let ($q, $c, $wrap) = (bind_all!($sqlite, $vals), &mut **c, Row::Sqlite);
                $body
            }
            Some(Inner::SqliteWrite(c)) => {
                let ($q, $c, $wrap) = (bind_all!($sqlite, $vals), &mut *c, Row::Sqlite);
                $body
            }
            Some(Inner::PostgresRead(c)) => {
                let ($q, $c, $wrap) = (bind_all!($postgres, $vals), &mut **c, Row::Postgres);
                $body
            }
            Some(Inner::PostgresWrite(c)) => {
                let ($q, $c, $wrap) = (bind_all!($postgres, $vals), &mut **c, Row::Postgres);
                $body
            }
            None => return Err(DbError::Closed),
        }
    };
}

impl Conn {
    /// Whether this is SQLite; for the few decisions that are not a matter of SQL text.
    pub fn is_sqlite(&self) -> bool {
        matches!(self.inner, Some(Inner::SqliteRead(_) | Inner::SqliteWrite(_)))
    }
    /// Every row.
    ///
    /// # Errors
    /// [`DbError::Sql`] as the engine says.
    pub async fn all(&mut self, sql: Sql, vals: &[Val]) -> Result<Vec<Row>, DbError> {
        Ok(on_engine!(self, sql.sqlite, sql.postgres, vals, |q, c, wrap| {
            q.fetch_all(c).await?.into_iter().map(wrap).collect()
        }))
    }
    /// The first row, if any.
    ///
    /// # Errors
    /// [`DbError::Sql`] as the engine says.
    pub async fn optional(&mut self, sql: Sql, vals: &[Val]) -> Result<Option<Row>, DbError> {
        Ok(on_engine!(self, sql.sqlite, sql.postgres, vals, |q, c, wrap| q
            .fetch_optional(c)
            .await?
            .map(wrap)))
    }
    /// The only row.
    ///
    /// # Errors
    /// [`DbError::Sql`] when there is none, or as the engine says.
    pub async fn one(&mut self, sql: Sql, vals: &[Val]) -> Result<Row, DbError> {
        Ok(on_engine!(self, sql.sqlite, sql.postgres, vals, |q, c, wrap| wrap(q.fetch_one(c).await?)))
    }
    /// Every row of a built query.
    ///
    /// # Errors
    /// [`DbError::Sql`] as the engine says.
    pub async fn all_of(&mut self, query: &Query) -> Result<Vec<Row>, DbError> {
        let (sqlite, postgres) =
            (AssertSqlSafe(query.sqlite.as_str()), AssertSqlSafe(query.postgres.as_str()));
        Ok(on_engine!(self, sqlite, postgres, &query.vals, |q, c, wrap| {
            q.fetch_all(c).await?.into_iter().map(wrap).collect()
        }))
    }
    /// The only row of a built query.
    ///
    /// # Errors
    /// [`DbError::Sql`] when there is none, or as the engine says.
    pub async fn one_of(&mut self, query: &Query) -> Result<Row, DbError> {
        let (sqlite, postgres) =
            (AssertSqlSafe(query.sqlite.as_str()), AssertSqlSafe(query.postgres.as_str()));
        Ok(on_engine!(self, sqlite, postgres, &query.vals, |q, c, wrap| wrap(q.fetch_one(c).await?)))
    }
    /// Prepares a statement without running it: what the test over every store's `ALL` does.
    ///
    /// # Errors
    /// [`DbError::Sql`] when the engine does not accept the text.
    pub async fn prepare(&mut self, sql: Sql) -> Result<(), DbError> {
        use sqlx::{Executor as _, SqlSafeStr as _};
        match self.inner.as_mut() {
            Some(Inner::SqliteRead(c)) => drop((&mut **c).prepare(sql.sqlite.into_sql_str()).await?),
            Some(Inner::SqliteWrite(c)) => drop((&mut *c).prepare(sql.sqlite.into_sql_str()).await?),
            Some(Inner::PostgresRead(c)) => drop((&mut **c).prepare(sql.postgres.into_sql_str()).await?),
            Some(Inner::PostgresWrite(c)) => drop((&mut **c).prepare(sql.postgres.into_sql_str()).await?),
            None => return Err(DbError::Closed),
        }
        Ok(())
    }
    /// The steps by which SQLite would run a statement; nothing on Postgres, whose plans depend on the values.
    ///
    /// # Errors
    /// [`DbError::Sql`] when the engine does not accept the text.
    pub async fn plan(&mut self, sql: Sql) -> Result<Vec<String>, DbError> {
        if !self.is_sqlite() {
            return Ok(Vec::new());
        }
        let mut explain = super::sql::Query::new("EXPLAIN QUERY PLAN ");
        explain.push(sql.sqlite);
        self.all_of(&explain).await?.iter().map(|step| step.get("detail")).collect()
    }
    pub(super) async fn execute_built(&mut self, query: &Query) -> Result<u64, DbError> {
        let (sqlite, postgres) =
            (AssertSqlSafe(query.sqlite.as_str()), AssertSqlSafe(query.postgres.as_str()));
        Ok(on_engine!(self, sqlite, postgres, &query.vals, |q, c, _w| q.execute(c).await?.rows_affected()))
    }
    pub(super) async fn execute(&mut self, sql: Sql, vals: &[Val]) -> Result<u64, DbError> {
        Ok(on_engine!(self, sql.sqlite, sql.postgres, vals, |q, c, _w| q.execute(c).await?.rows_affected()))
    }
}

/// An open write: a transaction on Postgres, a savepoint inside the writer's transaction on SQLite.
///
/// Dropping it, also by a panic, sends the connection home; whether it is kept is decided by the `Result` that
/// the work returns.
pub struct Tx {
    conn: Conn,
    added: Cells,
    home: Option<oneshot::Sender<(Inner, Cells)>>,
}

impl Tx {
    pub(super) fn new(inner: Inner, home: oneshot::Sender<(Inner, Cells)>) -> Self {
        Self { conn: Conn { inner: Some(inner) }, added: Cells::default(), home: Some(home) }
    }
    pub(super) fn inner_mut(&mut self) -> Option<&mut Inner> {
        self.conn.inner.as_mut()
    }
    /// Runs a statement that writes; answers how many rows it touched.
    ///
    /// # Errors
    /// [`DbError::Sql`] as the engine says (see [`DbError::violates_unique`]).
    pub async fn run(&mut self, sql: Sql, vals: &[Val]) -> Result<u64, DbError> {
        self.conn.execute(sql, vals).await
    }
    /// Runs a built statement that writes.
    ///
    /// # Errors
    /// As [`Tx::run`].
    pub async fn run_built(&mut self, query: &Query) -> Result<u64, DbError> {
        self.conn.execute_built(query).await
    }
    /// Adds to the sums under `key`; written before the commit, if there is one.
    pub fn add(&mut self, to: Sums, key: Vec<Part>, more: &[i64]) {
        self.added.add(to, key, more);
    }
    /// Empties sums that will be written anew in this write, which other writes wait for.
    ///
    /// # Errors
    /// [`DbError::Sql`] as the engine says.
    pub async fn clear_sums(&mut self, of: &[Sums]) -> Result<(), DbError> {
        for to in of {
            let (lock, delete) = to.clearing();
            self.run_built(&lock).await?;
            self.run_built(&delete).await?;
        }
        Ok(())
    }
    /// As [`Tx::add`], of many.
    pub fn add_all(&mut self, cells: Cells) {
        self.added.add_all(cells);
    }
}

impl Deref for Tx {
    type Target = Conn;
    fn deref(&self) -> &Conn {
        &self.conn
    }
}
impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.conn
    }
}
impl Drop for Tx {
    fn drop(&mut self) {
        if let (Some(home), Some(inner)) = (self.home.take(), self.conn.inner.take()) {
            drop(home.send((inner, std::mem::take(&mut self.added))));
        }
    }
}
