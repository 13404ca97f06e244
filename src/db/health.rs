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

    /// Whether a newer version of the program has written to this database.
    ///
    /// # Errors
    /// [`DbError`].
    pub async fn is_newer(&self) -> Result<bool, DbError> {
        let known = match &self.engine {
            Engine::Sqlite { .. } => SQLITE_MIGRATIONS.iter().map(|m| m.version).max(),
            Engine::Postgres { .. } => POSTGRES_MIGRATIONS.iter().map(|m| m.version).max(),
        };
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
