//! Dates as files and forms write them: ISO, `25/12/2026`, `15 Apr, 2021`, Excel serials, with or without a time.
//!
//! `05/06/2026` is May to one reader and June to another: its order is decided once for a whole column
//! ([`DateOrder::detect`]), and a value that leaves doubt is refused, never guessed. Read next: `read`.

mod read;

use super::instant::Instant;
use super::zone::{FIRST_DATE, LAST_DATE, Tz, check_date, day_start, instant_of};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

/// Why a date is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Nothing was given.
    #[error("empty")]
    Empty,
    /// In no form that is known.
    #[error("not a date")]
    NotADate,
    /// The form is right but the calendar has no such day (31 February) or the clock no such time.
    #[error("no such day")]
    NoSuchDay,
    /// Day first or month first?
    #[error("day or month first?")]
    Ambiguous,
    /// A year of two digits.
    #[error("the year needs four digits")]
    TwoDigitYear,
    /// Outside the dates that Relais accepts.
    #[error("outside {first} … {last}")]
    OutOfRange {
        /// The earliest date accepted.
        first: NaiveDate,
        /// The latest date accepted.
        last: NaiveDate,
    },
}

/// Which number comes first in `05/06/2026`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// 5 June, as in France and Britain.
    DayFirst,
    /// May 6, as in the United States.
    MonthFirst,
}

/// What a column of dates says about its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderDecision {
    /// At least one value proves it, none speaks against it.
    Decided(DateOrder),
    /// Every value reads the same in either order.
    Indifferent,
    /// Only values like `05/06/2026`: ask.
    Ambiguous,
    /// Some values prove one order, others the other: refuse or ask.
    Mixed,
}

impl DateOrder {
    /// Decides the order of a column from its values. Values that are no such dates say nothing.
    pub fn detect<'a>(values: impl IntoIterator<Item = &'a str>) -> OrderDecision {
        let (mut day_first, mut month_first, mut doubt) = (false, false, false);
        for (a, b) in values.into_iter().filter_map(read::day_and_month) {
            match (a, b) {
                (13..=31, 1..=12) => day_first = true,
                (1..=12, 13..=31) => month_first = true,
                (1..=12, 1..=12) if a != b => doubt = true,
                _ => {}
            }
        }
        match (day_first, month_first) {
            (true, true) => OrderDecision::Mixed,
            (true, false) => OrderDecision::Decided(Self::DayFirst),
            (false, true) => OrderDecision::Decided(Self::MonthFirst),
            (false, false) if doubt => OrderDecision::Ambiguous,
            (false, false) => OrderDecision::Indifferent,
        }
    }
}

/// What a cell says: a civil day, or a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// A day without time.
    Day(NaiveDate),
    /// A moment, its local time already placed in the zone of the file.
    At(Instant),
}

impl When {
    /// The moment, or the first instant of the day.
    pub fn instant(self, tz: Tz) -> Instant {
        match self {
            Self::Day(date) => day_start(date, tz),
            Self::At(at) => at,
        }
    }
}

/// Reads an ISO date, `2026-11-24`: what our own forms, URLs and API carry.
///
/// # Errors
/// [`DateError`], never `Ambiguous`.
pub fn parse_iso(text: &str) -> Result<NaiveDate, DateError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(DateError::Empty);
    }
    bounded(read::iso(text).ok_or(DateError::NotADate)??)
}

/// Reads a cell of a file written in the zone `tz`, unless it carries an offset of its own. `order` is what
/// [`DateOrder::detect`] or a person decided; without it, only values that prove their order themselves are read.
///
/// # Errors
/// [`DateError`].
pub fn parse_when(text: &str, order: Option<DateOrder>, tz: Tz) -> Result<When, DateError> {
    let cell = read::cell(text, order)?;
    let date = bounded(cell.date)?;
    Ok(match (cell.time, cell.offset) {
        (None, _) => When::Day(date),
        (Some(time), None) => When::At(instant_of(date.and_time(time), tz)),
        (Some(time), Some(offset)) => {
            let utc = Instant::from(date.and_time(time).and_utc());
            When::At(utc.plus_secs(-i64::from(offset)))
        }
    })
}

/// Reads a cell of which only the day matters, in the zone of the file: a moment gives the day it falls in there.
///
/// # Errors
/// [`DateError`].
pub fn parse_day(text: &str, order: Option<DateOrder>, tz: Tz) -> Result<NaiveDate, DateError> {
    match parse_when(text, order, tz)? {
        When::Day(date) => Ok(date),
        When::At(at) => bounded(super::zone::local_date(at, tz)),
    }
}

/// What an Excel serial number of the 1900 system stands for (46 350 is 24 November 2026, 0.5 is noon). Only
/// numbers above 20 000 (1954) are read: smaller ones are years, counts and ages.
///
/// # Errors
/// [`DateError::NotADate`] below that, [`DateError::OutOfRange`] beyond the accepted dates.
pub fn excel_serial(serial: f64) -> Result<NaiveDateTime, DateError> {
    if !serial.is_finite() || serial < 20_000.0 {
        return Err(DateError::NotADate);
    }
    if serial >= 1e6 {
        return Err(OUT_OF_RANGE);
    }
    // To the second: Excel keeps 9:30 as 0.395833…
    #[expect(clippy::cast_possible_truncation, reason = "checked above")]
    let seconds = (serial * 86_400.0).round() as i64;
    let zero = NaiveDate::from_ymd_opt(1899, 12, 30).unwrap_or(FIRST_DATE).and_time(NaiveTime::MIN);
    let at = zero.checked_add_signed(TimeDelta::seconds(seconds)).ok_or(OUT_OF_RANGE)?;
    bounded(at.date()).map(|_| at)
}

const OUT_OF_RANGE: DateError = DateError::OutOfRange { first: FIRST_DATE, last: LAST_DATE };

fn bounded(date: NaiveDate) -> Result<NaiveDate, DateError> {
    check_date(date).map_err(|_| OUT_OF_RANGE)
}

#[cfg(test)]
mod tests;
