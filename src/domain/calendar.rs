//! Open hours: a time zone, wall-clock intervals of each weekday, public holidays and closures.
//!
//! The open time of a calendar is the union, over its working days, of `[utc(day, start), utc(day, end))`, each
//! conversion with the zone's rule for that day. Read next: `clock` (elapsed, due), `days` (working days),
//! `canonical` (how a calendar is frozen), [`holidays`].

mod canonical;
mod clock;
pub mod days;
mod explain;
pub mod holidays;
mod spans;
mod wall;

pub use canonical::{Sha, Unreadable};
pub use explain::{Stretch, Why, explain};
pub use holidays::{Holiday, HolidaySet};
pub use wall::{ClockTime, NotAClockTime};

use super::zone::{Tz, day_of};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Days of the week in the order of the calendar: Monday is 0.
pub const WEEK: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/// How many intervals a day may have.
pub const MAX_INTERVALS: usize = 6;
/// How many closures a calendar may have.
pub const MAX_CLOSURES: usize = 1_000;
/// How many days one closure may last.
pub const MAX_CLOSURE_DAYS: i64 = 366;

/// Wall-clock hours of one day, end excluded. `start < end` when built by [`Calendar::new`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hours {
    /// Opens.
    pub start: ClockTime,
    /// Closes; 24:00 is midnight at the end of the day.
    pub end: ClockTime,
}

impl Hours {
    /// Minutes from opening to closing, on a day when the clocks do not change.
    pub const fn minutes(self) -> u16 {
        self.end.minutes().saturating_sub(self.start.minutes())
    }
}

/// Days closed by hand, both ends included.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Closure {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub last: NaiveDate,
    /// What it is called.
    pub label: String,
}

/// A calendar that can be counted with: it has open time, and no day has overlapping hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    zone: Tz,
    weekly: [Vec<Hours>; 7],
    holidays: Option<HolidaySet>,
    closures: Vec<Closure>,
    /// Days closed by hand, with the closure that closes them first.
    closed: BTreeMap<i32, usize>,
}

/// Why hours make no calendar. Days are 0 for Monday to 6 for Sunday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// An interval ends where it starts.
    #[error("an interval of day {day} is empty")]
    Empty {
        /// The weekday.
        day: usize,
    },
    /// An interval ends before it starts. Work over midnight is two intervals.
    #[error("an interval of day {day} ends before it starts")]
    Inverted {
        /// The weekday.
        day: usize,
    },
    /// Two intervals of a day share time.
    #[error("two intervals of day {day} overlap")]
    Overlap {
        /// The weekday.
        day: usize,
    },
    /// More than [`MAX_INTERVALS`] in a day.
    #[error("day {day} has too many intervals")]
    TooMany {
        /// The weekday.
        day: usize,
    },
    /// No weekday has any.
    #[error("no open time in the week")]
    NeverOpen,
    /// A closure ends before it starts.
    #[error("closure {index} ends before it starts")]
    ClosureInverted {
        /// Which one.
        index: usize,
    },
    /// A closure lasts more than [`MAX_CLOSURE_DAYS`].
    #[error("closure {index} is too long")]
    ClosureTooLong {
        /// Which one.
        index: usize,
    },
    /// More than [`MAX_CLOSURES`].
    #[error("too many closures")]
    TooManyClosures,
}

impl Calendar {
    /// A calendar from its parts; intervals and closures may come in any order.
    ///
    /// # Errors
    /// Every [`CalendarError`] found, in the order of the week.
    pub fn new(
        zone: Tz,
        mut weekly: [Vec<Hours>; 7],
        holidays: Option<HolidaySet>,
        mut closures: Vec<Closure>,
    ) -> Result<Self, Vec<CalendarError>> {
        let mut faults = Vec::new();
        for (day, hours) in weekly.iter_mut().enumerate() {
            hours.sort_unstable();
            faults.extend(fault_of_day(day, hours));
        }
        if weekly.iter().all(Vec::is_empty) {
            faults.push(CalendarError::NeverOpen);
        }
        if closures.len() > MAX_CLOSURES {
            faults.push(CalendarError::TooManyClosures);
        }
        for (index, c) in closures.iter().enumerate() {
            if c.last < c.from {
                faults.push(CalendarError::ClosureInverted { index });
            } else if (c.last - c.from).num_days() >= MAX_CLOSURE_DAYS {
                faults.push(CalendarError::ClosureTooLong { index });
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        closures.sort();
        let mut closed = BTreeMap::new();
        for (index, c) in closures.iter().enumerate() {
            for day in day_of(c.from)..=day_of(c.last) {
                closed.entry(day).or_insert(index);
            }
        }
        Ok(Self { zone, weekly, holidays, closures, closed })
    }

    /// The hours of an office in France until somebody says otherwise: Monday to Friday, 9:00 to 12:30 and 14:00 to
    /// 18:00, without the public holidays of metropolitan France.
    pub fn standard(zone: Tz) -> Self {
        let hours = |start, end| Hours { start: ClockTime::of(start), end: ClockTime::of(end) };
        let day = vec![hours(540, 750), hours(840, 1_080)];
        let weekly = [day.clone(), day.clone(), day.clone(), day.clone(), day, Vec::new(), Vec::new()];
        Self { zone, weekly, holidays: Some(HolidaySet::Fr), closures: Vec::new(), closed: BTreeMap::new() }
    }

    /// Its time zone.
    pub const fn zone(&self) -> Tz {
        self.zone
    }
    /// The hours of a weekday (0 is Monday), in order.
    pub fn hours(&self, weekday: usize) -> &[Hours] {
        self.weekly.get(weekday).map_or(&[], Vec::as_slice)
    }
    /// The public holidays that it keeps.
    pub const fn holidays(&self) -> Option<HolidaySet> {
        self.holidays
    }
    /// Its closures, in order.
    pub fn closures(&self) -> &[Closure] {
        &self.closures
    }
}

/// The first thing wrong with the sorted hours of one weekday.
fn fault_of_day(day: usize, hours: &[Hours]) -> Option<CalendarError> {
    if hours.len() > MAX_INTERVALS {
        return Some(CalendarError::TooMany { day });
    }
    for h in hours {
        if h.start == h.end {
            return Some(CalendarError::Empty { day });
        }
        if h.start > h.end {
            return Some(CalendarError::Inverted { day });
        }
    }
    let overlap = hours.windows(2).any(|pair| matches!(pair, [a, b] if b.start < a.end));
    overlap.then_some(CalendarError::Overlap { day })
}

#[cfg(test)]
mod golden_tests;
#[cfg(test)]
mod tests;
