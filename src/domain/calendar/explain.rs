//! Why a promise falls due when it does: every stretch from the start to the end, with what it counted.

use super::days::Closed;
use super::{Calendar, Holiday};
use crate::domain::instant::Instant;
use crate::domain::zone::{day_start, local_date};
use chrono::NaiveDate;

/// How many stretches are told one by one; a longer explanation says how many days it leaves out.
const MOST: usize = 40;

/// What a stretch of time was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// Open: the clock ran.
    Open,
    /// Closed between two openings of one day: lunch.
    Break,
    /// Closed before the first opening or after the last one of a working day.
    OutsideHours,
    /// A weekday without hours.
    Weekend,
    /// A public holiday.
    Holiday(Holiday),
    /// Closed by hand, with its name.
    Closure(String),
}

/// A stretch of one local day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// The local day.
    pub day: NaiveDate,
    /// Its first instant.
    pub from: Instant,
    /// The instant after its last.
    pub until: Instant,
    /// What it was.
    pub why: Why,
    /// Open seconds counted in it.
    pub counted: i64,
}

/// The stretches from `from` to `until` in order, and how many whole days were left out at the end because there
/// were too many. Of the nights only the one in which it starts is told.
pub fn explain(calendar: &Calendar, from: Instant, until: Instant) -> (Vec<Stretch>, u32) {
    let mut told = Vec::new();
    let zone = calendar.zone();
    let (mut day, last) = (local_date(from, zone), local_date(until, zone));
    while day <= last && from < until {
        if told.len() >= MOST {
            return (told, u32::try_from((last - day).num_days() + 1).unwrap_or(u32::MAX));
        }
        let Some(next) = day.succ_opt() else { break };
        let (start, end) = (day_start(day, zone).max(from), day_start(next, zone).min(until));
        if start < end {
            one_day(calendar, day, start, end, &mut told);
        }
        day = next;
    }
    (told, 0)
}

fn one_day(calendar: &Calendar, day: NaiveDate, start: Instant, end: Instant, told: &mut Vec<Stretch>) {
    let closed = match calendar.closed_by(day) {
        Some(Closed::Holiday(holiday)) => Some(Why::Holiday(holiday)),
        Some(Closed::Closure(closure)) => Some(Why::Closure(closure.label.clone())),
        None if !calendar.is_working_day(day) => Some(Why::Weekend),
        None => None,
    };
    if let Some(why) = closed {
        told.push(Stretch { day, from: start, until: end, why, counted: 0 });
        return;
    }
    let mut cursor = start;
    let morning = day_start(day, calendar.zone()).micros();
    let mut opened =
        calendar.spans_from(morning).find(|s| s.1 > morning).is_some_and(|s| s.0 < start.micros());
    for (open, close) in calendar.spans_from(start.micros()) {
        let (open, close) = (Instant::from_micros(open).max(start), Instant::from_micros(close).min(end));
        if open >= end {
            break;
        }
        if close <= open {
            continue;
        }
        if open > cursor && (opened || told.is_empty()) {
            let why = if opened { Why::Break } else { Why::OutsideHours };
            told.push(Stretch { day, from: cursor, until: open, why, counted: 0 });
        }
        let counted = calendar.elapsed(open, close);
        told.push(Stretch { day, from: open, until: close, why: Why::Open, counted });
        (cursor, opened) = (close, true);
    }
    if cursor < end && told.is_empty() {
        told.push(Stretch { day, from: cursor, until: end, why: Why::OutsideHours, counted: 0 });
    }
}
