//! Working days: days with open hours that are neither holidays nor closed by hand.

use super::{Calendar, Closure, Holiday};
use crate::domain::period::Period;
use crate::domain::zone::day_of;
use chrono::NaiveDate;

/// Why a day that the week opens is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed<'a> {
    /// A public holiday.
    Holiday(Holiday),
    /// By hand.
    Closure(&'a Closure),
}

impl Calendar {
    /// Why a date is closed, whatever its weekday; `None` for an ordinary day.
    pub fn closed_by(&self, date: NaiveDate) -> Option<Closed<'_>> {
        if let Some(holiday) = self.holidays.and_then(|set| set.on(date)) {
            return Some(Closed::Holiday(holiday));
        }
        if self.closed.is_empty() {
            return None;
        }
        let index = self.closed.get(&day_of(date))?;
        self.closures.get(*index).map(Closed::Closure)
    }

    /// Whether people work on a date.
    pub fn is_working_day(&self, date: NaiveDate) -> bool {
        !self.open_hours(date).is_empty()
    }

    /// How many days of a period are worked.
    pub fn working_days(&self, period: Period) -> u32 {
        let days = period.from.iter_days().take_while(|d| *d < period.until);
        u32::try_from(days.filter(|d| self.is_working_day(*d)).count()).unwrap_or(u32::MAX)
    }

    /// Worked days of a period up to the end of `day`, that day included; all of them from its last day on.
    pub fn working_days_through(&self, period: Period, day: NaiveDate) -> u32 {
        let next = day.succ_opt().unwrap_or(day);
        let until = next.clamp(period.from, period.until);
        self.working_days(Period { from: period.from, until })
    }
}
