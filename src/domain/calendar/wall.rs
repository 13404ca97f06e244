//! Times of day as a clock on the wall shows them, 00:00 to 24:00, and the instants they stand for.

use crate::domain::zone::Tz;
use chrono::{NaiveDate, NaiveTime, Offset, TimeDelta, TimeZone};
use std::fmt;
use std::str::FromStr;

/// A time of day in whole minutes, 00:00 to 24:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClockTime(u16);

/// The text is no time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a time of day, 00:00 to 24:00")]
pub struct NotAClockTime;

impl ClockTime {
    /// Midnight at the end of the day.
    pub const MIDNIGHT: Self = Self(1_440);

    /// From minutes since 00:00; `None` beyond 24:00.
    pub const fn from_minutes(minutes: u16) -> Option<Self> {
        if minutes <= 1_440 { Some(Self(minutes)) } else { None }
    }
    /// From minutes that are known to be a time of day; 24:00 beyond it.
    pub(super) const fn of(minutes: u16) -> Self {
        if minutes <= 1_440 { Self(minutes) } else { Self::MIDNIGHT }
    }
    /// Minutes since 00:00.
    pub const fn minutes(self) -> u16 {
        self.0
    }
}

impl fmt::Display for ClockTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl FromStr for ClockTime {
    type Err = NotAClockTime;
    /// Reads `9:00`, `09:00`, `9h`, `9h30` and `24:00`.
    fn from_str(text: &str) -> Result<Self, NotAClockTime> {
        let text = text.trim();
        let (hour, minute) = text.split_once([':', 'h', 'H']).ok_or(NotAClockTime)?;
        let number = |part: &str, longest: usize| {
            let digits =
                !part.is_empty() && part.len() <= longest && part.bytes().all(|b| b.is_ascii_digit());
            if digits { part.parse::<u16>().map_err(|_| NotAClockTime) } else { Err(NotAClockTime) }
        };
        let spoken = text.contains(['h', 'H']) && minute.is_empty();
        if !spoken && minute.len() != 2 {
            return Err(NotAClockTime);
        }
        let (hour, minute) = (number(hour, 2)?, if spoken { 0 } else { number(minute, 2)? });
        if minute > 59 {
            return Err(NotAClockTime);
        }
        Self::from_minutes(hour * 60 + minute).ok_or(NotAClockTime)
    }
}

/// The Unix microsecond at which a clock of the zone shows `time` on `date`. Shown twice (autumn): the first time.
/// Never shown (spring): with the offset from before the change.
pub(super) fn utc(date: NaiveDate, time: ClockTime, tz: Tz) -> i64 {
    let midnight = date.and_time(NaiveTime::MIN);
    let local = midnight.checked_add_signed(TimeDelta::minutes(i64::from(time.0))).unwrap_or(midnight);
    if let Some(at) = tz.from_local_datetime(&local).earliest() {
        return at.timestamp_micros();
    }
    // Zones lie within a day of UTC: a day earlier by the number is before the change.
    let eve = local.checked_sub_signed(TimeDelta::days(1)).unwrap_or(local);
    let before = tz.offset_from_utc_datetime(&eve).fix().local_minus_utc();
    local.and_utc().timestamp_micros().saturating_sub(i64::from(before) * 1_000_000)
}
