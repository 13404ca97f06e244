//! One row on its way into the database: its values, and the cells that they come from.

use super::files::Line;
use super::model::Fault;
use super::store;
use super::tables::{Column, Kind, Missing, Table};
use crate::db::Val;

/// The values of one row, in the order of `store::sql_columns`.
pub struct Values {
    columns: Vec<&'static str>,
    row: Vec<Val>,
}

impl Values {
    /// The values of a row, in the order of `store::sql_columns`.
    pub fn new(table: &Table, row: Vec<Val>) -> Self {
        Self { columns: store::sql_columns(table), row }
    }
    /// A row with nothing but NULLs and empty texts.
    pub fn empty(table: &Table) -> Self {
        let nothing = |column: &Column| match column.kind {
            Kind::Text(_) => Val::from(""),
            Kind::Code(_) | Kind::OptCode(_) | Kind::OptText(_) | Kind::Changed => Val::Text(None),
            Kind::Int | Kind::At | Kind::OptAt | Kind::Money => Val::Int(None),
            Kind::Flag => Val::Bool(None),
            Kind::Day | Kind::OptDay => Val::Date(None),
            _ => Val::Uuid(None),
        };
        Self { columns: store::sql_columns(table), row: table.columns.iter().map(nothing).collect() }
    }
    /// Sets a column.
    pub fn set(&mut self, column: &str, value: Val) {
        if let Some(at) = self.columns.iter().position(|name| *name == column)
            && let Some(place) = self.row.get_mut(at)
        {
            *place = value;
        }
    }
    /// A column.
    pub fn get(&self, column: &str) -> Option<&Val> {
        self.row.get(self.columns.iter().position(|name| *name == column)?)
    }
    /// A text column.
    pub fn text(&self, column: &str) -> String {
        match self.get(column) {
            Some(Val::Text(Some(text))) => text.clone(),
            _ => String::new(),
        }
    }
    /// A whole number or an instant.
    pub fn int(&self, column: &str) -> Option<i64> {
        match self.get(column) {
            Some(Val::Int(number)) => *number,
            _ => None,
        }
    }
    /// Whether a column is NULL (or not there).
    pub fn is_null(&self, column: &str) -> bool {
        matches!(
            self.get(column),
            None | Some(
                Val::Int(None) | Val::Text(None) | Val::Uuid(None) | Val::Bool(None) | Val::Date(None)
            )
        )
    }
    /// Whether both columns are there and filled.
    pub fn both(&self, a: &str, b: &str) -> bool {
        !self.is_null(a) && !self.is_null(b)
    }
    /// The values.
    pub fn into_row(self) -> Vec<Val> {
        self.row
    }
}

/// What a cell says, with what the file leaves out.
pub fn cell(
    table: &Table,
    column: &Column,
    line: &Line<'_>,
    instead: &(dyn Fn(&str) -> Option<String> + Sync),
) -> Result<String, Fault> {
    let text = line.get(column.header);
    if !text.is_empty() {
        return Ok(text.to_owned());
    }
    if let Some(text) = instead(column.header) {
        return Ok(text);
    }
    match column.missing {
        Missing::Refuse => Err(Fault::Empty(column.header)),
        Missing::Nothing => Ok(String::new()),
        Missing::Is(text) => Ok(text.to_owned()),
        Missing::As(other) => match table.columns.iter().find(|column| column.header == other) {
            Some(other) => cell(table, other, line, instead),
            None => Err(Fault::Empty(column.header)),
        },
    }
}
