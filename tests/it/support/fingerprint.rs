//! Whether anything at all changed in a database: every row of every table, as one text.

use super::{Ctx, Engine};
use sqlx::{AssertSqlSafe, Connection, PgConnection, Row, SqliteConnection};

/// Columns that say when something was used, written beside the request itself.
const NOT_COUNTED: [&str; 2] = ["seen_at", "last_used_at"];

/// A connection of its own that reads everything.
pub enum Fingerprint {
    Sqlite(SqliteConnection, String),
    Postgres(PgConnection, String),
}

impl Fingerprint {
    /// Looks at the tables of this test's database.
    pub async fn of(t: &Ctx) -> Self {
        match t.engine {
            Engine::Sqlite => {
                let mut conn = SqliteConnection::connect(&t.url).await.unwrap();
                let tables = sqlx::query(
                    "SELECT m.name, group_concat('quote(\"' || c.name || '\")', ' || '','' || ') AS columns \
                     FROM sqlite_master m JOIN pragma_table_info(m.name) c \
                     WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND m.name NOT LIKE 'lead_search%' \
                     AND c.name NOT IN ($1, $2) GROUP BY m.name ORDER BY m.name",
                );
                let tables =
                    tables.bind(NOT_COUNTED[0]).bind(NOT_COUNTED[1]).fetch_all(&mut conn).await.unwrap();
                let parts = tables.iter().map(|row| {
                    let (name, columns): (String, String) = (row.get("name"), row.get("columns"));
                    format!(
                        "SELECT '{name}' AS t, (SELECT group_concat(r, '|') FROM \
                         (SELECT {columns} AS r FROM \"{name}\" ORDER BY r)) AS rows"
                    )
                });
                let sql = parts.collect::<Vec<_>>().join(" UNION ALL ");
                Self::Sqlite(conn, sql)
            }
            Engine::Postgres => {
                let mut conn = PgConnection::connect(&t.url).await.unwrap();
                let tables = sqlx::query(
                    "SELECT table_name::text AS name, \
                     string_agg('quote_nullable(' || quote_ident(column_name::text) || '::text)', ' || '','' || ') AS columns \
                     FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name) \
                     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND column_name NOT IN ($1, $2) \
                     GROUP BY table_name ORDER BY table_name",
                );
                let tables =
                    tables.bind(NOT_COUNTED[0]).bind(NOT_COUNTED[1]).fetch_all(&mut conn).await.unwrap();
                let parts = tables.iter().map(|row| {
                    let (name, columns): (String, String) = (row.get("name"), row.get("columns"));
                    format!(
                        "SELECT '{name}' AS t, (SELECT string_agg(r, '|' ORDER BY r) FROM \
                         (SELECT {columns} AS r FROM \"{name}\") AS x) AS rows"
                    )
                });
                let sql = parts.collect::<Vec<_>>().join(" UNION ALL ");
                Self::Postgres(conn, sql)
            }
        }
    }

    /// What is there now.
    pub async fn take(&mut self) -> Vec<(String, Option<String>)> {
        match self {
            Self::Sqlite(conn, sql) => {
                let rows = sqlx::query(AssertSqlSafe(sql.as_str())).fetch_all(conn).await.unwrap();
                rows.iter().map(|row| (row.get("t"), row.get("rows"))).collect()
            }
            Self::Postgres(conn, sql) => {
                let rows = sqlx::query(AssertSqlSafe(sql.as_str())).fetch_all(conn).await.unwrap();
                rows.iter().map(|row| (row.get("t"), row.get("rows"))).collect()
            }
        }
    }
}

/// The tables that differ.
pub fn changed(before: &[(String, Option<String>)], after: &[(String, Option<String>)]) -> Vec<String> {
    let differ = before.iter().zip(after).filter(|(b, a)| b != a);
    differ.map(|(b, a)| format!("{}: {:?} → {:?}", b.0, b.1, a.1)).collect()
}
