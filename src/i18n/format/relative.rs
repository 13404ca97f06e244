//! How long ago, or how soon: the number and the unit; the words come from the translations.

use crate::domain::instant::Instant;
use crate::domain::zone::{Tz, local_day};

/// The unit in which an age is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgeUnit {
    /// Less than a minute.
    Now,
    /// Less than an hour.
    Minutes,
    /// Less than a day.
    Hours,
    /// Civil days: 1 is yesterday or tomorrow.
    Days,
    /// From two months on, of 30 days.
    Months,
    /// From two years on, of 365 days.
    Years,
}

/// An age: `count` units, in the past or to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Age {
    /// The unit.
    pub unit: AgeUnit,
    /// How many whole ones, 0 for [`AgeUnit::Now`].
    pub count: i64,
    /// Whether it lies behind.
    pub past: bool,
}

/// The age of an instant, in the largest unit that says enough. Days are those of the calendar in that zone: what
/// happened 25 hours ago was yesterday, what happened 47 hours ago may have been two days ago.
pub fn age(at: Instant, now: Instant, tz: Tz) -> Age {
    let past = at <= now;
    let seconds = now.since(at).unsigned_abs() / 1_000_000;
    let days = (i64::from(local_day(now, tz)) - i64::from(local_day(at, tz))).abs().max(1);
    let (unit, count) = match seconds {
        0..60 => (AgeUnit::Now, 0),
        60..3_600 => (AgeUnit::Minutes, seconds / 60),
        3_600..86_400 => (AgeUnit::Hours, seconds / 3_600),
        _ => match days.unsigned_abs() {
            days @ ..61 => (AgeUnit::Days, days),
            days @ 61..730 => (AgeUnit::Months, days / 30),
            days => (AgeUnit::Years, days / 365),
        },
    };
    Age { unit, count: i64::try_from(count).unwrap_or(i64::MAX), past }
}
