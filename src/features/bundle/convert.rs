//! Between the cell of a file and the value of a column, for the kinds that need no look-up.

use super::events::instant;
use super::model::Fault;
use super::tables::{Column, Kind};
use crate::db::{DbError, Row, Val};
use crate::domain::csv_safe;
use crate::domain::dates::parse_iso;
use crate::domain::instant::Instant;
use crate::domain::money::{DecimalMark, Minor, parse_amount_with};
use crate::domain::text::clean_text;
use chrono::NaiveDate;

/// What the conversions depend on.
#[derive(Debug, Clone, Copy)]
pub struct Scale {
    /// Later instants are refused.
    pub now: Instant,
    /// Decimals of the organisation's currency.
    pub decimals: u8,
}

/// The value of a cell, `None` when the kind needs a look-up.
///
/// # Errors
/// [`Fault`].
pub fn value(column: &Column, text: &str, scale: Scale) -> Result<Option<Val>, Fault> {
    let header = column.header;
    let not = |what: &'static str| Fault::Not(header, what, text.to_owned());
    let line = |max| clean_text(text, max).map_err(|_| Fault::BadText(header));
    Ok(Some(match column.kind {
        Kind::Text(max) => Val::from(line(max)?),
        Kind::OptText(max) => Val::from(Some(line(max)?).filter(|text| !text.is_empty())),
        Kind::Code(codes) => {
            Val::from(codes.iter().find(|code| **code == text).copied().ok_or_else(|| not("code"))?)
        }
        Kind::OptCode(_) if text.is_empty() => Val::Text(None),
        Kind::OptCode(codes) => {
            Val::from(codes.iter().find(|code| **code == text).copied().ok_or_else(|| not("code"))?)
        }
        Kind::Int => Val::from(text.parse::<i64>().ok().filter(|n| *n >= 0).ok_or_else(|| not("number"))?),
        Kind::Flag => Val::from(match text {
            "true" | "1" => true,
            "false" | "0" => false,
            _ => return Err(not("yes_or_no")),
        }),
        Kind::OptAt if text.is_empty() => Val::Int(None),
        Kind::At | Kind::OptAt => Val::from(instant(header, text, scale.now)?),
        Kind::OptDay if text.is_empty() => Val::Date(None),
        Kind::Day | Kind::OptDay => Val::from(parse_iso(text).map_err(|_| not("date"))?),
        Kind::Exact => Val::from(Some(text).filter(|text| !text.is_empty())),
        Kind::Digest if text.is_empty() => Val::Bytes(None),
        Kind::Digest => Val::from(digest(text).ok_or_else(|| not("code"))?),
        Kind::Money if text.is_empty() => Val::Int(None),
        Kind::Money => {
            let amount = parse_amount_with(text, scale.decimals, DecimalMark::Point);
            Val::from(amount.map_err(|_| not("amount"))?.0)
        }
        _ => return Ok(None),
    }))
}

/// The cell of a column, `None` when the kind needs a look-up. Text is made safe for spreadsheets.
///
/// # Errors
/// [`DbError`] when the row does not decode.
pub fn cell(column: &Column, row: &Row, decimals: u8) -> Result<Option<String>, DbError> {
    let name = column.sql;
    Ok(Some(match column.kind {
        Kind::Text(_) => csv_safe::escape(&row.get::<String>(name)?).into_owned(),
        Kind::OptText(_) => {
            csv_safe::escape(&row.get::<Option<String>>(name)?.unwrap_or_default()).into_owned()
        }
        Kind::Exact => row.get::<Option<String>>(name)?.unwrap_or_default(),
        Kind::Digest => {
            let bytes: Vec<u8> = row.get::<Option<Vec<u8>>>(name)?.unwrap_or_default();
            bytes.iter().map(|byte| format!("{byte:02x}")).collect()
        }
        Kind::Code(_) => row.get(name)?,
        Kind::OptCode(_) => row.get::<Option<String>>(name)?.unwrap_or_default(),
        Kind::Int => row.get::<i64>(name)?.to_string(),
        Kind::Flag => row.get::<bool>(name)?.to_string(),
        Kind::At | Kind::OptAt => row.opt_at(name)?.map(Instant::rfc3339).unwrap_or_default(),
        Kind::Day | Kind::OptDay => {
            row.get::<Option<NaiveDate>>(name)?.map(|day| day.to_string()).unwrap_or_default()
        }
        Kind::Money => row.get::<Option<i64>>(name)?.map(|n| Minor(n).to_plain(decimals)).unwrap_or_default(),
        _ => return Ok(None),
    }))
}

/// The bytes of a hexadecimal text.
fn digest(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).ok());
    let bytes: Option<Vec<u8>> = pairs.map(|pair| u8::from_str_radix(pair?, 16).ok()).collect();
    bytes.filter(|bytes| bytes.len() == 32 && text.len() == 64)
}
