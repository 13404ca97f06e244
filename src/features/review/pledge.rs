//! What was promised for a week, and its working days.

use crate::db::{Conn, DbError};
use crate::domain::calendar::HolidaySet;
use crate::domain::instant::Instant;
use crate::domain::period::Period;
use crate::domain::review::{Days, Promise, SlaWeek, Weeks};
use crate::domain::zone::Tz;
use chrono::Datelike;

/// Working days of the weeks compared, what marketing promised, and how the promises on leads stand.
#[derive(Debug, Clone)]
pub struct Pledge {
    /// Working days.
    pub days: Days,
    /// MQL promised for the week, by working days.
    pub week_target: Option<f64>,
    /// The month's promise, and how it is being kept.
    pub month: Option<Promise>,
    /// Promises on leads.
    pub sla: Option<SlaWeek>,
}

/// Reads it; `actual` is what the month brought so far.
///
/// # Errors
/// [`DbError`].
pub async fn pledge(
    _conn: &mut Conn,
    weeks: Weeks,
    now: Instant,
    zone: Tz,
    _actual: u64,
) -> Result<Pledge, DbError> {
    let work = |period: Period| {
        let days = period.from.iter_days().take_while(|day| *day < period.until);
        let worked =
            days.filter(|day| day.weekday().number_from_monday() < 6 && HolidaySet::Fr.on(*day).is_none());
        u32::try_from(worked.count()).unwrap_or(0)
    };
    let week = weeks.week.period();
    let until = weeks.day(now, zone).succ_opt().unwrap_or(week.until);
    let elapsed = Period::new(week.from, until).map_or(0, work);
    let days = Days {
        week: work(week),
        elapsed,
        last: work(weeks.week.previous().period()),
        before: work(weeks.before()),
    };
    Ok(Pledge { days, week_target: None, month: None, sla: None })
}
