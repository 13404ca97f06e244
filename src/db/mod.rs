//! The only code that knows two engines.
//!
//! * Read: `let mut conn = db.read().await?;` once per request, then `store::get(&mut conn, id)`.
//! * Write: `db.write(async move |mut tx| { store::insert(&mut tx, &new).await }).await?`: one user action, one
//!   transaction, answered after the commit. The work may touch the database only.
//! * Statements are `const NAME: Sql = Sql::both("… $1 …")`, listed in the store's `ALL`; values are bound with
//!   [`vals!`](crate::vals); rows are read by name ([`Row::get`], [`Row::id`], [`Row::at`], [`Row::code`]).
//! * Every integer column is 64-bit (`i64`), every aggregate is cast: `CAST(COUNT(*) AS BIGINT)`.
//! * Every write about a lead begins with `SELECT … FOR UPDATE` on Postgres (see `Sql::split`); SQLite has one
//!   writer.
//!
//! Read next: `conn.rs` (running statements), `writer.rs` (how SQLite writes are grouped).

mod backup;
mod bulk;
mod conn;
mod error;
mod health;
mod lock;
mod row;
mod snapshot;
mod sql;
mod sums;
mod value;
mod writer;

pub use backup::{CopyError, backup, restore};
pub use bulk::{Bulk, Dropped};
pub use conn::{Conn, Tx};
pub use error::DbError;
pub use health::{Soundness, SqliteSettings};
pub use lock::{LockError, ServeLock};
pub use row::Row;
pub use sql::{Query, Sql};
pub use sums::{Cells, Key, Part, SumDifference, Sums};
pub use value::Val;

use conn::Inner;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection};
use std::future::Future;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

static SQLITE_MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES_MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("migrations/postgres");

/// Connections a page may hold at once on SQLite; two cores gain nothing from more.
const SQLITE_READERS: u32 = 4;
const POSTGRES_CONNECTIONS: u32 = 20;

/// How the SQLite writer works.
struct Tuning {
    synchronous: SqliteSynchronous,
    /// `cache_size`: kibibytes, negative.
    cache: &'static str,
    /// `wal_autocheckpoint`: pages of the log that are moved into the file together.
    checkpoint: &'static str,
}

/// Nothing is acknowledged before it is durable.
const SERVING: Tuning = Tuning { synchronous: SqliteSynchronous::Full, cache: "-16384", checkpoint: "4000" };
const BULK: Tuning = Tuning { synchronous: SqliteSynchronous::Full, cache: "-262144", checkpoint: "32000" };
const FILLING: Tuning = Tuning { synchronous: SqliteSynchronous::Off, ..BULK };

/// The database, on either engine. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    engine: Engine,
}

#[derive(Clone)]
enum Engine {
    /// One file, one writer (reached through `jobs`), several readers that cannot write.
    Sqlite {
        jobs: mpsc::Sender<writer::Job>,
        stop: CancellationToken,
        readers: SqlitePool,
        path: Arc<PathBuf>,
    },
    /// A server; readers and writers share the pool.
    Postgres { pool: PgPool },
}

impl Db {
    /// Opens the database that `url` names, creating the SQLite file if there is none. Runs no migration.
    ///
    /// # Errors
    /// [`DbError::UnknownEngine`] for another scheme, [`DbError::Sql`] when it cannot be reached.
    pub async fn open(url: &str) -> Result<Self, DbError> {
        Self::open_for(url, &SERVING).await
    }

    /// As [`Db::open`], for a command that writes very many rows and then ends: with more memory, so that a page of an
    /// index is written once for thousands of rows.
    ///
    /// # Errors
    /// As [`Db::open`].
    pub async fn open_for_bulk(url: &str) -> Result<Self, DbError> {
        Self::open_for(url, &BULK).await
    }

    async fn open_for(url: &str, tuning: &Tuning) -> Result<Self, DbError> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Self::open_postgres(url).await
        } else if url.starts_with("sqlite:") {
            Self::open_sqlite(url, tuning).await
        } else {
            Err(DbError::UnknownEngine)
        }
    }

    /// Opens a SQLite file to fill it from nothing, waiting for no disk: whoever fills it makes it durable as a whole
    /// afterwards, and begins anew if the machine stops before.
    ///
    /// # Errors
    /// [`DbError::Sql`] when it cannot be opened.
    pub async fn open_to_fill(url: &str) -> Result<Self, DbError> {
        Self::open_sqlite(url, &FILLING).await
    }

    async fn open_postgres(url: &str) -> Result<Self, DbError> {
        let options = PgConnectOptions::from_str(url)?
            .application_name("relais")
            .statement_cache_capacity(512)
            .log_statements(tracing::log::LevelFilter::Off);
        let pool = PgPoolOptions::new()
            .max_connections(POSTGRES_CONNECTIONS)
            .acquire_timeout(Duration::from_secs(5))
            .test_before_acquire(false) // a round trip per request; instead, only connections that rested are tried
            .before_acquire(|conn, meta| {
                Box::pin(
                    async move { Ok(meta.idle_for < Duration::from_secs(1) || conn.ping().await.is_ok()) },
                )
            })
            .connect_with(options)
            .await?;
        Ok(Self { engine: Engine::Postgres { pool } })
    }

    async fn open_sqlite(url: &str, tuning: &Tuning) -> Result<Self, DbError> {
        let options = SqliteConnectOptions::from_str(url)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(tuning.synchronous)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5))
            .statement_cache_capacity(512)
            .pragma("journal_size_limit", "67108864")
            .pragma("mmap_size", "2147418112")
            .log_statements(tracing::log::LevelFilter::Off);
        let path = options.get_filename().to_path_buf();
        if let Some(folder) = path.parent().filter(|p| !p.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(sqlx::Error::from)?;
        }
        let conn = options
            .clone()
            .pragma("cache_size", tuning.cache)
            .pragma("wal_autocheckpoint", tuning.checkpoint)
            .pragma("temp_store", "MEMORY") // what a savepoint would undo: pages of this transaction, never a sort
            .connect()
            .await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(SQLITE_READERS)
            .acquire_timeout(Duration::from_secs(5))
            .test_before_acquire(false)
            .connect_with(options.pragma("query_only", "ON").pragma("cache_size", "-2048"))
            .await?;
        let (jobs, waiting) = mpsc::channel(writer::QUEUE);
        let stop = CancellationToken::new();
        tokio::spawn(writer::serve(conn, waiting, stop.clone()));
        Ok(Self { engine: Engine::Sqlite { jobs, stop, readers, path: Arc::new(path) } })
    }

    /// Applies the migrations that this database lacks (one process at a time on Postgres).
    ///
    /// # Errors
    /// [`DbError::Migrate`] when one fails or the database is newer than this program.
    pub async fn migrate(&self) -> Result<(), DbError> {
        match &self.engine {
            Engine::Sqlite { readers, .. } => {
                let mut conn =
                    readers.connect_options().as_ref().clone().pragma("query_only", "OFF").connect().await?;
                SQLITE_MIGRATIONS.run(&mut conn).await?;
                conn.close().await?;
            }
            Engine::Postgres { pool } => POSTGRES_MIGRATIONS.run(pool).await?,
        }
        Ok(())
    }

    /// How many of the known migrations this database lacks.
    ///
    /// # Errors
    /// [`DbError::Sql`] when it cannot be asked.
    pub async fn missing_migrations(&self) -> Result<usize, DbError> {
        let known = match &self.engine {
            Engine::Sqlite { .. } => SQLITE_MIGRATIONS.iter().count(),
            Engine::Postgres { .. } => POSTGRES_MIGRATIONS.iter().count(),
        };
        if !self.was_migrated().await? {
            return Ok(known);
        }
        let mut conn = self.read().await?;
        let done = Sql::both("SELECT COUNT(*) AS n FROM _sqlx_migrations WHERE success = TRUE");
        let done: i64 = conn.one(done, &[]).await?.get("n")?;
        Ok(known.saturating_sub(usize::try_from(done).unwrap_or(0)))
    }

    /// Whether any migration was ever begun here.
    async fn was_migrated(&self) -> Result<bool, DbError> {
        let table = Sql::split(
            "SELECT COUNT(*) AS n FROM sqlite_master WHERE name = '_sqlx_migrations'",
            "SELECT COUNT(*) AS n FROM information_schema.tables WHERE table_name = '_sqlx_migrations'",
        );
        Ok(self.read().await?.one(table, &[]).await?.get::<i64>("n")? != 0)
    }

    /// Whether this is SQLite.
    pub fn is_sqlite(&self) -> bool {
        matches!(self.engine, Engine::Sqlite { .. })
    }

    /// The file, on SQLite.
    pub fn path(&self) -> Option<&Path> {
        match &self.engine {
            Engine::Sqlite { path, .. } => Some(path),
            Engine::Postgres { .. } => None,
        }
    }

    /// A connection for reading.
    ///
    /// # Errors
    /// [`DbError::Sql`] when none is free within five seconds or the server is away.
    pub async fn read(&self) -> Result<Conn, DbError> {
        let inner = match &self.engine {
            Engine::Sqlite { readers, .. } => Inner::SqliteRead(readers.acquire().await?),
            Engine::Postgres { pool } => Inner::PostgresRead(pool.acquire().await?),
        };
        Ok(Conn { inner: Some(inner) })
    }

    /// One user action, one transaction; answered after the commit. `work` runs in a task of its own, so neither a
    /// panic nor a caller that hangs up leaves anything half-written. It may touch the database only: no HTTP, no
    /// hashing, no waiting. When it answers `Err`, nothing is kept.
    ///
    /// # Errors
    /// What `work` answers, or [`DbError`] when the write could not be started or made durable.
    pub async fn write<T, E, F, W>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(Tx) -> W + Send + 'static,
        W: Future<Output = Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        match &self.engine {
            Engine::Sqlite { jobs, .. } => {
                let (job, wait) = writer::job(work);
                jobs.try_send(job).map_err(|e| match e {
                    mpsc::error::TrySendError::Full(_) => DbError::Busy,
                    mpsc::error::TrySendError::Closed(_) => DbError::Closed,
                })?;
                wait.await.map_err(|_| DbError::Closed)?
            }
            Engine::Postgres { pool } => {
                let pool = pool.clone();
                let all = async move {
                    let tx = pool.begin().await.map_err(DbError::from)?;
                    let (outcome, inner) = writer::in_own_task(Inner::PostgresWrite(tx), work).await;
                    let Some(Inner::PostgresWrite(tx)) = inner else { return outcome };
                    if outcome.is_ok() {
                        tx.commit().await.map_err(|e| DbError::Commit(Arc::new(e)))?;
                    }
                    outcome
                };
                // its own task: what was begun ends also when the caller hangs up
                tokio::spawn(all).await.map_err(|_| DbError::Panicked)?
            }
        }
    }

    /// Closes every connection, after the writes that wait.
    pub async fn close(&self) {
        match &self.engine {
            Engine::Sqlite { jobs, stop, readers, .. } => {
                readers.close().await;
                stop.cancel(); // last, as it leaves a file without its log
                jobs.closed().await;
            }
            Engine::Postgres { pool } => pool.close().await,
        }
    }
}
