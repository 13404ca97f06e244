//! The forms in which a date is written.

use super::{DateError, DateOrder, excel_serial};
use crate::domain::text::fold;
use chrono::{NaiveDate, NaiveTime};

/// What a cell says, before any zone.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    pub(super) date: NaiveDate,
    pub(super) time: Option<NaiveTime>,
    /// Seconds east of UTC, when the cell carries it.
    pub(super) offset: Option<i32>,
}

/// Reads a cell in any known form.
pub(super) fn cell(text: &str, order: Option<DateOrder>) -> Result<Cell, DateError> {
    if text.len() > 100 {
        return Err(DateError::NotADate);
    }
    let text = fold(text);
    if text.is_empty() {
        return Err(DateError::Empty);
    }
    if let Some(cell) = serial(&text) {
        return cell;
    }
    let (date, rest) = match split_iso(&text) {
        Some((head, rest)) => (iso(head).ok_or(DateError::NotADate)??, rest),
        None => match numeric(&text) {
            Some((numbers, rest)) => (numbers.date(order)?, rest),
            None => named(&text)?,
        },
    };
    let rest = rest.trim_start_matches([',', ' ', 't']);
    let rest = rest.strip_prefix("a ").or_else(|| rest.strip_prefix("at ")).unwrap_or(rest);
    let (time, offset) = if rest.is_empty() { (None, None) } else { time(rest)? };
    Ok(Cell { date, time, offset })
}

/// `YYYY-MM-DD`; `None` when the text has another form.
pub(super) fn iso(text: &str) -> Option<Result<NaiveDate, DateError>> {
    let (head, rest) = split_iso(text)?;
    let mut parts = head.split(['-', '/']).map(|part| part.parse::<u32>());
    let (Some(Ok(year)), Some(Ok(month)), Some(Ok(day)), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return None;
    };
    rest.is_empty().then(|| civil(year, month, day))
}

/// A text that starts with `dddd-dd-dd` or `dddd/dd/dd`, and what follows.
fn split_iso(text: &str) -> Option<(&str, &str)> {
    let (head, rest) = text.split_at_checked(10)?;
    let shape = head.bytes().enumerate().all(|(at, b)| match at {
        4 | 7 => b == b'-' || b == b'/',
        _ => b.is_ascii_digit(),
    });
    (shape && !rest.starts_with(|c: char| c.is_ascii_digit())).then_some((head, rest))
}

fn civil(year: u32, month: u32, day: u32) -> Result<NaiveDate, DateError> {
    let year = i32::try_from(year).map_err(|_| DateError::NotADate)?;
    NaiveDate::from_ymd_opt(year, month, day).ok_or(DateError::NoSuchDay)
}

/// Three numbers: `25/12/2026`, `25.12.2026`, `5-6-26`.
struct Numbers {
    first: u32,
    second: u32,
    year: u32,
    full_year: bool,
}

impl Numbers {
    fn date(&self, order: Option<DateOrder>) -> Result<NaiveDate, DateError> {
        if !self.full_year {
            return Err(DateError::TwoDigitYear);
        }
        let (day, month) = match order {
            Some(DateOrder::DayFirst) => (self.first, self.second),
            Some(DateOrder::MonthFirst) => (self.second, self.first),
            None if self.first == self.second || self.first > 12 => (self.first, self.second),
            None if self.second > 12 => (self.second, self.first),
            None => return Err(DateError::Ambiguous),
        };
        civil(self.year, month, day)
    }
}

fn numeric(text: &str) -> Option<(Numbers, &str)> {
    let end = text.find([' ', ',']).unwrap_or(text.len());
    let (head, rest) = text.split_at_checked(end)?;
    let mark = head.chars().find(|c| !c.is_ascii_digit()).filter(|c| matches!(c, '/' | '.' | '-'))?;
    let parts: Vec<&str> = head.split(mark).collect();
    let [first, second, year] = parts.as_slice() else { return None };
    let digits = |part: &str, longest: usize| {
        ((1..=longest).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
            .then(|| part.parse::<u32>().ok())
            .flatten()
    };
    let (first, second) = (digits(first, 2)?, digits(second, 2)?);
    let full_year = year.len() == 4;
    if !full_year && year.len() != 2 {
        return None;
    }
    Some((Numbers { first, second, year: digits(year, 4)?, full_year }, rest))
}

/// The first two numbers of `25/12/2026`, for deciding the order of a column.
pub(super) fn day_and_month(text: &str) -> Option<(u32, u32)> {
    let (numbers, _) = numeric(text.trim())?;
    Some((numbers.first, numbers.second))
}

const MONTHS: [[&str; 2]; 12] = [
    ["january", "janvier"],
    ["february", "fevrier"],
    ["march", "mars"],
    ["april", "avril"],
    ["may", "mai"],
    ["june", "juin"],
    ["july", "juillet"],
    ["august", "aout"],
    ["september", "septembre"],
    ["october", "octobre"],
    ["november", "novembre"],
    ["december", "decembre"],
];

/// The month of a (folded) name or of a beginning of it that fits one month only: `apr`, `avr.`, `juil`.
fn month_named(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.');
    if word.len() < 3 {
        return None;
    }
    let fits = |names: &[&str; 2]| names.iter().any(|name| name.starts_with(word));
    let mut found = (1..=12).zip(MONTHS.iter()).filter(|(_, names)| fits(names)).map(|(month, _)| month);
    let month = found.next()?;
    found.next().is_none().then_some(month)
}

/// `15 Apr, 2021 …`, `Apr 15, 2021 …`, `1er mars 2021`, with a weekday before if any.
fn named(text: &str) -> Result<(NaiveDate, &str), DateError> {
    let mut rest = text;
    let mut word = || {
        rest = rest.trim_start_matches([' ', ',', '-']);
        let (head, tail) = rest.split_at_checked(rest.find([' ', ',', '-']).unwrap_or(rest.len()))?;
        rest = tail;
        (!head.is_empty()).then_some(head)
    };
    let mut next = || word().ok_or(DateError::NotADate);
    let mut first = next()?;
    if month_named(first).is_none() && first.chars().all(|c| c.is_alphabetic() || c == '.') {
        first = next()?; // a weekday
    }
    let (second, year) = (next()?, next()?);
    let number = |word: &str| {
        let plain =
            ["er", "st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
        plain.bytes().all(|b| b.is_ascii_digit()).then(|| plain.parse::<u32>().ok()).flatten()
    };
    let (day, month) = match (number(first), month_named(second), month_named(first), number(second)) {
        (Some(day), Some(month), ..) | (_, _, Some(month), Some(day)) => (day, month),
        _ => return Err(DateError::NotADate),
    };
    match (year.len(), number(year)) {
        (4, Some(year)) => Ok((civil(year, month, day)?, rest)),
        (2, Some(_)) => Err(DateError::TwoDigitYear),
        _ => Err(DateError::NotADate),
    }
}

/// A bare number of five digits or more, with or without decimals: an Excel serial.
fn serial(text: &str) -> Option<Result<Cell, DateError>> {
    let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if !(1..=6).contains(&whole.len()) || !digits(whole) || !digits(fraction) {
        return None;
    }
    let number = format!("{whole}.{fraction}0").parse().ok()?;
    Some(excel_serial(number).map(|at| {
        let time = (!fraction.trim_end_matches('0').is_empty()).then(|| at.time());
        Cell { date: at.date(), time, offset: None }
    }))
}

/// `9:30`, `09:30:00.000`, `09h30`, `9:30 pm`, with an offset if any: `z`, `utc`, `+0000`, `+02:00`.
fn time(text: &str) -> Result<(Option<NaiveTime>, Option<i32>), DateError> {
    let end = text.find(|c: char| !matches!(c, '0'..='9' | ':' | '.' | 'h')).unwrap_or(text.len());
    let (clock, tail) = text.split_at_checked(end).ok_or(DateError::NotADate)?;
    let tail = tail.trim();
    let (half, tail) = match tail.get(..2) {
        Some("am") => (Some(0), tail.get(2..).unwrap_or_default().trim()),
        Some("pm") => (Some(12), tail.get(2..).unwrap_or_default().trim()),
        _ => (None, tail),
    };
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, ""));
    let mut parts = clock.split([':', 'h']).map(|part| {
        let two = (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        if two { part.parse::<u32>().map_err(|_| DateError::NotADate) } else { Err(DateError::NotADate) }
    });
    let hour = parts.next().ok_or(DateError::NotADate)??;
    let minute = parts.next().ok_or(DateError::NotADate)??;
    let second = parts.next().transpose()?.unwrap_or(0);
    if parts.next().is_some() || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return Err(DateError::NotADate);
    }
    let hour = match half {
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return Err(DateError::NoSuchDay),
        Some(half) => hour % 12 + half,
    };
    let micros = format!("{fraction:0<6}").get(..6).and_then(|f| f.parse().ok()).unwrap_or(0);
    let time = NaiveTime::from_hms_micro_opt(hour, minute, second, micros).ok_or(DateError::NoSuchDay)?;
    Ok((Some(time), offset(tail)?))
}

fn offset(text: &str) -> Result<Option<i32>, DateError> {
    let (sign, digits) = match text.split_at_checked(1) {
        None => return Ok(None),
        Some(("+", digits)) => (1, digits),
        Some(("-", digits)) => (-1, digits),
        _ if matches!(text, "z" | "utc" | "gmt") => return Ok(Some(0)),
        _ => return Err(DateError::NotADate),
    };
    let digits = digits.replace(':', "");
    let (hours, minutes) = digits.split_at_checked(2).ok_or(DateError::NotADate)?;
    let number = |part: &str, most: i32| {
        let plain = part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit());
        part.parse::<i32>().ok().filter(|n| plain && *n <= most)
    };
    let hours = number(hours, 14).ok_or(DateError::NotADate)?;
    let minutes = if minutes.is_empty() { 0 } else { number(minutes, 59).ok_or(DateError::NotADate)? };
    Ok(Some(sign * (hours * 3600 + minutes * 60)))
}
