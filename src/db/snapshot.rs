//! Reading many statements of one instant, while others write.

use super::Db;
use super::conn::{Conn, Inner};
use super::error::DbError;
use super::sql::Sql;

const BEGIN: Sql = Sql::split("BEGIN", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
const END: Sql = Sql::both("ROLLBACK");

impl Db {
    /// Runs `work` on a connection that sees the database as it is at its first statement, whatever is written
    /// meanwhile. The connection is not used again afterwards.
    ///
    /// # Errors
    /// What `work` answers, or [`DbError`] when no connection is free.
    pub async fn snapshot<T, E: From<DbError>>(
        &self,
        work: impl AsyncFnOnce(&mut Conn) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut conn = self.read().await?;
        match &mut conn.inner {
            Some(Inner::SqliteRead(c)) => c.close_on_drop(),
            Some(Inner::PostgresRead(c)) => c.close_on_drop(),
            _ => {}
        }
        conn.execute(BEGIN, &[]).await?;
        let outcome = work(&mut conn).await;
        conn.execute(END, &[]).await?;
        outcome
    }
}
