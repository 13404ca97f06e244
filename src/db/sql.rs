//! Statements: one text for both engines, or two where they differ; and the only builder of dynamic SQL.

use super::value::Val;

/// A constant statement. List each one in its store's `ALL`, so that a test prepares it on both engines.
#[derive(Debug, Clone, Copy)]
pub struct Sql {
    pub(super) sqlite: &'static str,
    pub(super) postgres: &'static str,
}

impl Sql {
    /// One text for both engines (`$1…`, named columns).
    pub const fn both(text: &'static str) -> Self {
        Self { sqlite: text, postgres: text }
    }
    /// A text for each engine, with the same parameters and columns.
    pub const fn split(sqlite: &'static str, postgres: &'static str) -> Self {
        Self { sqlite, postgres }
    }
}

/// A statement put together at run time from constant pieces and bound values, for filters.
///
/// Only `&'static str` pieces can be added, so nothing that came from a request can become SQL.
#[derive(Debug, Clone, Default)]
pub struct Query {
    pub(super) sqlite: String,
    pub(super) postgres: String,
    pub(super) vals: Vec<Val>,
}

impl Query {
    /// Starts with a constant text.
    pub fn new(text: &'static str) -> Self {
        let mut q = Self::default();
        q.push(text);
        q
    }
    /// Appends a constant text.
    pub fn push(&mut self, text: &'static str) -> &mut Self {
        self.sqlite.push_str(text);
        self.postgres.push_str(text);
        self
    }
    /// Appends a definition read from the engine's own catalogue.
    pub(super) fn push_catalogue(&mut self, text: &str) -> &mut Self {
        self.sqlite.push_str(text);
        self.postgres.push_str(text);
        self
    }
    /// Appends a constant text for each engine.
    pub fn push_split(&mut self, sqlite: &'static str, postgres: &'static str) -> &mut Self {
        self.sqlite.push_str(sqlite);
        self.postgres.push_str(postgres);
        self
    }
    /// Appends a placeholder and binds its value.
    pub fn bind(&mut self, v: impl Into<Val>) -> &mut Self {
        self.push_value(v.into());
        self
    }
    /// Appends `(place, place, …)`; an empty list gives `(NULL)`, which matches nothing.
    pub fn bind_list<V: Into<Val>>(&mut self, list: impl IntoIterator<Item = V>) -> &mut Self {
        let mut first = true;
        for v in list {
            self.push(if first { "(" } else { ", " });
            first = false;
            self.bind(v);
        }
        self.push(if first { "(NULL)" } else { ")" })
    }
    /// Appends `(…), (…), …` for an insert of many rows. Keep rows × columns under
    /// 30,000: SQLite's bound on values.
    pub fn bind_rows(&mut self, rows: &[Vec<Val>]) -> &mut Self {
        for (i, row) in rows.iter().enumerate() {
            self.push(if i > 0 { ", (" } else { "(" });
            for (j, value) in row.iter().enumerate() {
                if j > 0 {
                    self.push(", ");
                }
                self.push_value(value.clone());
            }
            self.push(")");
        }
        self
    }
    fn push_value(&mut self, value: Val) {
        self.vals.push(value);
        // SQLite looks every `$n` up by its name, which makes thousands of them quadratic; `?` is counted
        self.sqlite.push('?');
        self.postgres.push('$');
        self.postgres.push_str(&self.vals.len().to_string());
    }
}
