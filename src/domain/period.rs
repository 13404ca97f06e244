//! Ranges of civil days: half-open periods, the ranges that people name, ISO weeks.

use super::instant::Instant;
use super::zone::{DateOutOfRange, FIRST_DATE, LAST_DATE, Tz, check_date, day_of, day_start};
use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use std::fmt;
use std::str::FromStr;

/// Civil days from `from` (included) until `until` (excluded). `from < until` when built by [`Period::new`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Period {
    /// First day.
    pub from: NaiveDate,
    /// The day after the last one.
    pub until: NaiveDate,
}

/// Why two dates make no period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PeriodError {
    /// `until` is not after `from`.
    #[error("the end is not after the start")]
    Empty,
    /// A bound lies outside the accepted dates.
    #[error(transparent)]
    OutOfRange(#[from] DateOutOfRange),
}

impl Period {
    /// The days from `from` until the eve of `until`.
    ///
    /// # Errors
    /// [`PeriodError`] when it holds no day, or a bound is outside the accepted dates.
    pub fn new(from: NaiveDate, until: NaiveDate) -> Result<Self, PeriodError> {
        check_date(from)?;
        check_date(until)?;
        if from < until { Ok(Self { from, until }) } else { Err(PeriodError::Empty) }
    }

    /// One calendar month, `month` from 1 to 12; `None` outside the accepted dates.
    pub fn month(year: i32, month: u32) -> Option<Self> {
        let from = NaiveDate::from_ymd_opt(year, month, 1)?;
        Self::new(from, from.checked_add_months(Months::new(1))?).ok()
    }

    /// Its two instants in a zone: first one included, second excluded.
    pub fn bounds(self, tz: Tz) -> (Instant, Instant) {
        (day_start(self.from, tz), day_start(self.until, tz))
    }

    /// Its two day numbers: first one included, second excluded.
    pub fn day_bounds(self) -> (i32, i32) {
        (day_of(self.from), day_of(self.until))
    }

    /// How many days it holds.
    pub fn days(self) -> i64 {
        (self.until - self.from).num_days()
    }

    /// Its last day.
    pub fn last(self) -> NaiveDate {
        self.until.pred_opt().unwrap_or(self.until)
    }

    /// Whether a civil date falls in it.
    pub fn contains(self, date: NaiveDate) -> bool {
        (self.from..self.until).contains(&date)
    }

    /// How many whole calendar months it is, or `None`.
    pub fn whole_months(self) -> Option<u32> {
        let index = |date: NaiveDate| i64::from(date.year()) * 12 + i64::from(date.month0());
        let months = u32::try_from(index(self.until) - index(self.from)).ok()?;
        (self.from.day() == 1 && self.until.day() == 1 && months > 0).then_some(months)
    }

    /// The period to compare with: as many calendar months before when this one is whole months (September →
    /// August, a quarter → the quarter before), else as many days before. Never before the accepted dates.
    pub fn previous(self) -> Self {
        let from = match self.whole_months() {
            Some(months) => self.from.checked_sub_months(Months::new(months)),
            None => self.from.checked_sub_days(Days::new(self.days().unsigned_abs())),
        };
        Self { from: from.unwrap_or(FIRST_DATE).max(FIRST_DATE), until: self.from }
    }
}

/// A range that people choose by name; [`Range::code`] is what URLs carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Range {
    /// The ISO week of today.
    ThisWeek,
    /// The ISO week before.
    LastWeek,
    /// The calendar month of today.
    ThisMonth,
    /// The calendar month before.
    LastMonth,
    /// The calendar quarter of today.
    ThisQuarter,
    /// The calendar quarter before.
    LastQuarter,
    /// The calendar year of today.
    ThisYear,
    /// The calendar year before.
    LastYear,
    /// Thirty days, today the last.
    Last30Days,
    /// Ninety days, today the last.
    Last90Days,
    /// Twelve months, today the last day.
    Last12Months,
}

impl Range {
    /// Every named range, in the order of menus.
    pub const ALL: [Self; 11] = [
        Self::ThisWeek,
        Self::LastWeek,
        Self::ThisMonth,
        Self::LastMonth,
        Self::ThisQuarter,
        Self::LastQuarter,
        Self::ThisYear,
        Self::LastYear,
        Self::Last30Days,
        Self::Last90Days,
        Self::Last12Months,
    ];

    /// Stable code, the same in both languages.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ThisWeek => "this-week",
            Self::LastWeek => "last-week",
            Self::ThisMonth => "this-month",
            Self::LastMonth => "last-month",
            Self::ThisQuarter => "this-quarter",
            Self::LastQuarter => "last-quarter",
            Self::ThisYear => "this-year",
            Self::LastYear => "last-year",
            Self::Last30Days => "last-30-days",
            Self::Last90Days => "last-90-days",
            Self::Last12Months => "last-12-months",
        }
    }

    /// The days that it means on a given day (a civil date of the organisation). Cut at the accepted dates.
    pub fn period(self, today: NaiveDate) -> Period {
        let today = today.clamp(FIRST_DATE, LAST_DATE);
        let tomorrow = today.succ_opt().unwrap_or(today);
        match self {
            Self::ThisWeek => IsoWeek::of(today).period(),
            Self::LastWeek => IsoWeek::of(today).period().previous(),
            Self::ThisMonth => months_from(first_of_month(today, today.month()), 1),
            Self::LastMonth => Self::ThisMonth.period(today).previous(),
            Self::ThisQuarter => months_from(first_of_month(today, today.month0() / 3 * 3 + 1), 3),
            Self::LastQuarter => Self::ThisQuarter.period(today).previous(),
            Self::ThisYear => months_from(first_of_month(today, 1), 12),
            Self::LastYear => Self::ThisYear.period(today).previous(),
            Self::Last30Days => ending(tomorrow, tomorrow.checked_sub_days(Days::new(30))),
            Self::Last90Days => ending(tomorrow, tomorrow.checked_sub_days(Days::new(90))),
            Self::Last12Months => ending(tomorrow, tomorrow.checked_sub_months(Months::new(12))),
        }
    }
}

fn first_of_month(date: NaiveDate, month: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(date.year(), month, 1).unwrap_or(date)
}

fn months_from(from: NaiveDate, months: u32) -> Period {
    Period { from, until: from.checked_add_months(Months::new(months)).unwrap_or(LAST_DATE) }
}

fn ending(until: NaiveDate, from: Option<NaiveDate>) -> Period {
    Period { from: from.unwrap_or(FIRST_DATE).max(FIRST_DATE), until }
}

/// The text names no range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown range")]
pub struct UnknownRange;

impl FromStr for Range {
    type Err = UnknownRange;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|range| range.code() == s).ok_or(UnknownRange)
    }
}

/// An ISO 8601 week, Monday to Sunday; the year is the one that holds its Thursday. Written `2026-W53`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IsoWeek {
    /// ISO year, which differs from the calendar year around New Year.
    pub year: i32,
    /// 1 to 52 or 53.
    pub week: u32,
}

/// The text is no ISO week, or that year has no such week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an ISO week")]
pub struct UnknownWeek;

impl IsoWeek {
    /// The week of a civil date.
    pub fn of(date: NaiveDate) -> Self {
        let week = date.iso_week();
        Self { year: week.year(), week: week.week() }
    }

    /// Its Monday.
    pub fn monday(self) -> NaiveDate {
        NaiveDate::from_isoywd_opt(self.year, self.week, Weekday::Mon).unwrap_or(FIRST_DATE)
    }

    /// Its seven days.
    pub fn period(self) -> Period {
        let from = self.monday();
        Period { from, until: from.checked_add_days(Days::new(7)).unwrap_or(from) }
    }

    /// The week before.
    pub fn previous(self) -> Self {
        Self::of(self.monday().checked_sub_days(Days::new(7)).unwrap_or(FIRST_DATE))
    }

    /// The week after.
    pub fn next(self) -> Self {
        Self::of(self.period().until)
    }
}

impl fmt::Display for IsoWeek {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-W{:02}", self.year, self.week)
    }
}

impl FromStr for IsoWeek {
    type Err = UnknownWeek;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        let (year, week) =
            s.split_once("-W").filter(|(y, w)| y.len() == 4 && w.len() == 2).ok_or(UnknownWeek)?;
        let digits =
            |part: &str| part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse().ok()).flatten();
        let (year, week): (u32, u32) = (digits(year).ok_or(UnknownWeek)?, digits(week).ok_or(UnknownWeek)?);
        let year = i32::try_from(year).map_err(|_| UnknownWeek)?;
        let monday = NaiveDate::from_isoywd_opt(year, week, Weekday::Mon).ok_or(UnknownWeek)?;
        check_date(monday).map_err(|_| UnknownWeek)?;
        Ok(Self { year, week })
    }
}

#[cfg(test)]
mod tests;
