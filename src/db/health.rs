//! What the engine says of itself, for whoever looks after an instance.

use super::conn::Conn;
use super::error::DbError;
use super::sql::Sql;
use super::{Db, Engine, POSTGRES_MIGRATIONS, SQLITE_MIGRATIONS};

const VERSION: Sql =
    Sql::split("SELECT sqlite_version() AS x", "SELECT current_setting('server_version') AS x");
const JOURNAL: Sql = Sql::both("SELECT journal_mode AS x FROM pragma_journal_mode");
const SYNCHRONOUS: Sql = Sql::both("SELECT synchronous AS x FROM pragma_synchronous");
const FOREIGN_KEYS: Sql = Sql::both("SELECT foreign_keys AS x FROM pragma_foreign_keys");
const QUICK_CHECK: Sql = Sql::both("SELECT quick_check AS x FROM pragma_quick_check LIMIT 1");
const NEWEST: Sql = Sql::both("SELECT CAST(COALESCE(MAX(version), 0) AS BIGINT) AS x FROM _sqlx_migrations");
const LEADS: Sql = Sql::both("SELECT CAST(COUNT(*) AS BIGINT) AS x FROM lead");
const EVENTS: Sql = Sql::both("SELECT CAST(COUNT(*) AS BIGINT) AS x FROM stage_event");

/// Files up to this size are checked whole before they are served; that takes a fraction of a second. Of larger ones
/// the engine sees at once what makes them unreadable, and `relais doctor` reads the rest.
const CHECKED_WHOLE: u64 = 64 * 1024 * 1024;

/// Whether this program may work with a database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Soundness {
    /// It may.
    Sound,
    /// The file is damaged; what the engine says of it.
    Damaged(String),
    /// A newer version of the program has written to it.
    Newer,
}

/// The settings on which durability rests, as the engine has them now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SqliteSettings {
    /// `wal` is expected.
    pub journal_mode: String,
    /// 2 is FULL.
    pub synchronous: i64,
    /// 1 is on.
    pub foreign_keys: i64,
    /// `ok` is expected.
    pub quick_check: String,
}

impl Db {
    /// The engine's version.
    ///
    /// # Errors
    /// [`DbError`].
    pub async fn version(&self) -> Result<String, DbError> {
        self.read().await?.one(VERSION, &[]).await?.get("x")
    }

    /// SQLite's settings; `None` on Postgres.
    ///
    /// # Errors
    /// [`DbError`].
    pub async fn sqlite_settings(&self) -> Result<Option<SqliteSettings>, DbError> {
        if !self.is_sqlite() {
            return Ok(None);
        }
        let mut conn = self.read().await?;
        Ok(Some(SqliteSettings {
            journal_mode: conn.one(JOURNAL, &[]).await?.get("x")?,
            synchronous: conn.one(SYNCHRONOUS, &[]).await?.get("x")?,
            foreign_keys: conn.one(FOREIGN_KEYS, &[]).await?.get("x")?,
            quick_check: conn.one(QUICK_CHECK, &[]).await?.get("x")?,
        }))
    }

    /// Whether this program may work with the database. Writes nothing.
    ///
    /// # Errors
    /// [`DbError`] when it does not answer.
    pub async fn soundness(&self) -> Result<Soundness, DbError> {
        let small = self.path().and_then(|path| std::fs::metadata(path).ok());
        if small.is_some_and(|file| file.len() <= CHECKED_WHOLE) {
            let said = match self.read().await?.one(QUICK_CHECK, &[]).await {
                Ok(row) => row.get::<String>("x")?,
                Err(cause) if cause.is_corrupt() => cause.to_string(),
                Err(cause) => return Err(cause),
            };
            if said != "ok" {
                return Ok(Soundness::Damaged(said));
            }
        }
        Ok(if self.is_newer().await? { Soundness::Newer } else { Soundness::Sound })
    }

    /// Whether a newer version of the program has written to this database.
    ///
    /// # Errors
    /// [`DbError`].
    pub async fn is_newer(&self) -> Result<bool, DbError> {
        let known = match &self.engine {
            Engine::Sqlite { .. } => SQLITE_MIGRATIONS.iter().map(|m| m.version).max(),
            Engine::Postgres { .. } => POSTGRES_MIGRATIONS.iter().map(|m| m.version).max(),
        };
        if !self.was_migrated().await? {
            return Ok(false);
        }
        let newest: i64 = self.read().await?.one(NEWEST, &[]).await?.get("x")?;
        Ok(known.is_some_and(|known| newest > known))
    }

    /// How many leads and events there are.
    ///
    /// # Errors
    /// [`DbError`].
    pub async fn size(&self) -> Result<(i64, i64), DbError> {
        let mut conn: Conn = self.read().await?;
        Ok((conn.one(LEADS, &[]).await?.get("x")?, conn.one(EVENTS, &[]).await?.get("x")?))
    }
}
