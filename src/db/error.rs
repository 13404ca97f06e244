//! What can go wrong below a store, and what a caller may learn from it.

use std::sync::Arc;

/// A failure of the database layer. Cheap to clone: one failed commit answers a whole group of callers.
#[derive(Debug, Clone, thiserror::Error)]
pub enum DbError {
    /// The engine refused or could not run a statement.
    #[error("database: {0}")]
    Sql(Arc<sqlx::Error>),
    /// The commit failed (disk full, connection lost): nothing of this write may be assumed saved.
    #[error("the write could not be made durable: {0}")]
    Commit(Arc<sqlx::Error>),
    /// A bug stopped this write; it was rolled back.
    #[error("a bug stopped this write; nothing was saved")]
    Panicked,
    /// Too many writes are waiting; try again shortly.
    #[error("too many writes are waiting")]
    Busy,
    /// The database is shutting down.
    #[error("shutting down")]
    Closed,
    /// A stored value does not decode (a newer version wrote it, or the file was edited by hand).
    #[error("column {column}: {problem}")]
    Decode { column: String, problem: String },
    /// The migrations could not be applied.
    #[error("migration: {0}")]
    Migrate(Arc<sqlx::migrate::MigrateError>),
    /// `DATABASE_URL` is neither `sqlite:` nor `postgres:`.
    #[error("DATABASE_URL must start with sqlite:// or postgres://")]
    UnknownEngine,
}

impl From<sqlx::Error> for DbError {
    fn from(e: sqlx::Error) -> Self {
        Self::Sql(Arc::new(e))
    }
}
impl From<sqlx::migrate::MigrateError> for DbError {
    fn from(e: sqlx::migrate::MigrateError) -> Self {
        Self::Migrate(Arc::new(e))
    }
}

impl DbError {
    /// Whether the statement broke the UNIQUE (or PRIMARY KEY) constraint on this column of this table.
    pub fn violates_unique(&self, table: &str, column: &str) -> bool {
        let Self::Sql(e) = self else { return false };
        let Some(e) = e.as_database_error().filter(|e| e.is_unique_violation()) else { return false };
        match e.constraint() {
            Some(name) => name == format!("{table}_{column}_key") || name == format!("{table}_pkey"),
            None => e.message().contains(&format!("{table}.{column}")), // SQLite names the columns in its message
        }
    }

    /// Whether any UNIQUE constraint was broken.
    pub fn is_unique_violation(&self) -> bool {
        matches!(self, Self::Sql(e) if e.as_database_error().is_some_and(|e| e.is_unique_violation()))
    }

    /// Whether the SQLite file is damaged, or no SQLite file.
    pub fn is_corrupt(&self) -> bool {
        let Self::Sql(e) = self else { return false };
        let code = e.as_database_error().and_then(|e| e.code()).and_then(|code| code.parse::<u32>().ok());
        matches!(code.map(|code| code & 0xff), Some(11 | 26)) // SQLITE_CORRUPT and its kinds, SQLITE_NOTADB
    }

    /// Whether trying again later may help: the engine is away, full, or overloaded.
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Busy | Self::Closed | Self::Commit(_) => true,
            Self::Sql(e) => match e.as_ref() {
                sqlx::Error::Io(_)
                | sqlx::Error::PoolTimedOut
                | sqlx::Error::PoolClosed
                | sqlx::Error::WorkerCrashed
                | sqlx::Error::Tls(_) => true,
                // SQLITE_FULL 13, IOERR 10 family, BUSY 5; Postgres classes 08 (connection), 53 (resources), 57P (shutdown)
                sqlx::Error::Database(e) => e.code().is_some_and(|c| {
                    matches!(c.as_ref(), "5" | "10" | "13" | "778" | "1034" | "266" | "4874" | "4618")
                        || c.len() == 5
                            && (c.starts_with("08") || c.starts_with("53") || c.starts_with("57P"))
                }),
                _ => false,
            },
            _ => false,
        }
    }
}
