//! Many rows at once: `INSERT … VALUES (…), (…)` on SQLite and for a few, `COPY` on Postgres.

use super::conn::{Inner, Tx};
use super::error::DbError;
use super::sql::{Query, Sql};
use super::value::Val;
use std::fmt::Write as _;

/// Bound values in one SQLite statement: enough to share the cost of a statement, few enough to stay in the cache.
const MAX_VALUES: usize = 4_000;

/// Rows for which one statement is sooner done than the three of a `COPY`.
const FEW: usize = 20;

/// Where bulk rows go: the table with its columns, in the order of the values.
#[derive(Debug, Clone, Copy)]
pub struct Bulk {
    /// `INSERT INTO table (columns) VALUES `
    pub insert: &'static str,
    /// `COPY table (columns) FROM STDIN`
    pub copy: &'static str,
    /// How many columns.
    pub columns: usize,
}

/// A [`Bulk`] from a table and its columns: `bulk!("note", "id, lead_id, body", 3)`.
#[macro_export]
macro_rules! bulk {
    ($table:literal, $columns:literal, $n:literal) => {
        $crate::db::Bulk {
            insert: concat!("INSERT INTO ", $table, " (", $columns, ") VALUES "),
            copy: concat!("COPY ", $table, " (", $columns, ") FROM STDIN"),
            columns: $n,
        }
    };
}

impl Tx {
    /// Inserts rows, in the columns' order.
    ///
    /// # Errors
    /// [`DbError::Sql`] as the engine says; then nothing of this write may be kept.
    pub async fn bulk(&mut self, to: Bulk, rows: &[Vec<Val>]) -> Result<(), DbError> {
        let insert = Query::new(to.insert);
        self.bulk_into(&insert, to.copy, to.columns, rows).await
    }

    /// As [`Tx::bulk`], for a table whose columns are chosen at run time from constant names.
    ///
    /// # Errors
    /// As [`Tx::bulk`].
    pub async fn bulk_columns(
        &mut self,
        table: &'static str,
        columns: &[&'static str],
        rows: &[Vec<Val>],
    ) -> Result<(), DbError> {
        let mut insert = Query::new("INSERT INTO ");
        insert.push(table).push(" (");
        for (at, column) in columns.iter().enumerate() {
            insert.push(if at > 0 { ", " } else { "" }).push(column);
        }
        insert.push(") VALUES ");
        let copy = format!("COPY {table} ({}) FROM STDIN", columns.join(", "));
        self.bulk_into(&insert, &copy, columns.len(), rows).await
    }

    async fn bulk_into(
        &mut self,
        insert: &Query,
        copy: &str,
        columns: usize,
        rows: &[Vec<Val>],
    ) -> Result<(), DbError> {
        if rows.is_empty() {
            return Ok(());
        }
        if self.is_sqlite() || rows.len() <= FEW {
            for chunk in rows.chunks((MAX_VALUES / columns.max(1)).max(1)) {
                let mut query = insert.clone();
                query.bind_rows(chunk);
                self.run_built(&query).await?;
            }
            return Ok(());
        }
        match self.inner_mut() {
            Some(Inner::PostgresWrite(tx)) => {
                let mut copy = tx.copy_in_raw(copy).await?;
                copy.send(encode(rows).into_bytes()).await?;
                copy.finish().await?;
                Ok(())
            }
            _ => Err(DbError::Closed),
        }
    }
}

/// What [`Tx::drop_indexes`] took away, in the engine's own words.
#[derive(Debug, Clone)]
pub struct Dropped {
    definitions: Vec<String>,
    rebuild_search: bool,
}

impl Tx {
    /// Drops the indexes of these tables that no constraint needs, and on SQLite the triggers that feed the search, so
    /// that millions of rows can be written fast; [`Tx::create_indexes`] builds them again.
    ///
    /// # Errors
    /// [`DbError`].
    pub async fn drop_indexes(&mut self, tables: &[&str]) -> Result<Dropped, DbError> {
        let mut dropped = Dropped { definitions: Vec::new(), rebuild_search: self.is_sqlite() };
        for row in self.all(INDEXES, &[]).await? {
            let table: String = row.get("tbl_name")?;
            if !tables.contains(&table.as_str()) {
                continue;
            }
            let (kind, name): (String, String) = (row.get("kind")?, row.get("name")?);
            self.ddl(&format!("DROP {kind} {name}")).await?;
            dropped.definitions.push(row.get("definition")?);
        }
        Ok(dropped)
    }

    /// Builds again what was dropped.
    ///
    /// # Errors
    /// [`DbError`].
    pub async fn create_indexes(&mut self, dropped: &Dropped) -> Result<(), DbError> {
        for definition in &dropped.definitions {
            self.ddl(definition).await?;
        }
        if dropped.rebuild_search {
            self.ddl("INSERT INTO lead_search (lead_search) VALUES ('rebuild')").await?;
        }
        self.ddl("ANALYZE").await
    }

    /// Runs a definition that the engine's own catalogue gave; never text from outside.
    async fn ddl(&mut self, text: &str) -> Result<(), DbError> {
        let mut query = Query::default();
        query.push_catalogue(text);
        self.run_built(&query).await?;
        Ok(())
    }
}

const INDEXES: Sql = Sql::split(
    "SELECT type AS kind, name, tbl_name, sql AS definition FROM sqlite_master \
     WHERE type IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY type DESC, name",
    "SELECT 'INDEX' AS kind, CAST(i.indexname AS TEXT) AS name, CAST(i.tablename AS TEXT) AS tbl_name, \
     i.indexdef AS definition FROM pg_indexes i WHERE i.schemaname = current_schema() AND NOT EXISTS \
     (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname) ORDER BY i.indexname",
);

/// The text format of `COPY`: tabs between columns, `\N` for NULL.
fn encode(rows: &[Vec<Val>]) -> String {
    let mut out = String::with_capacity(rows.len() * 256);
    for row in rows {
        for (i, value) in row.iter().enumerate() {
            if i > 0 {
                out.push('\t');
            }
            cell(&mut out, value);
        }
        out.push('\n');
    }
    out
}

fn cell(out: &mut String, value: &Val) {
    // writing to a String cannot fail
    let written = match value {
        Val::Int(Some(v)) => write!(out, "{v}"),
        Val::Real(Some(v)) => write!(out, "{v}"),
        Val::Uuid(Some(v)) => write!(out, "{v}"),
        Val::Date(Some(v)) => write!(out, "{v}"),
        Val::Bool(Some(v)) => write!(out, "{}", if *v { 't' } else { 'f' }),
        Val::Bytes(Some(v)) => {
            out.push_str("\\\\x");
            v.iter().try_for_each(|b| write!(out, "{b:02x}"))
        }
        Val::Text(Some(v)) => {
            for c in v.chars() {
                match c {
                    '\\' => out.push_str("\\\\"),
                    '\t' => out.push_str("\\t"),
                    '\n' => out.push_str("\\n"),
                    '\r' => out.push_str("\\r"),
                    c => out.push(c),
                }
            }
            Ok(())
        }
        _ => {
            out.push_str("\\N");
            Ok(())
        }
    };
    debug_assert!(written.is_ok(), "a String takes every text");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copy_text_escapes_what_it_must() {
        let row = vec![
            Val::from("a\tb\\c\nd"),
            Val::from(None::<&str>),
            Val::from(true),
            Val::from(7_i64),
            Val::from(vec![0_u8, 255]),
            Val::from("\\N"),
        ];
        assert_eq!(encode(&[row]), "a\\tb\\\\c\\nd\t\\N\tt\t7\t\\\\x00ff\t\\\\N\n");
    }
}
