//! When people work in Toulon: Monday to Friday, 9:00 to 12:30 and 14:00 to 18:00, French holidays off.

use crate::domain::instant::Instant;
use crate::domain::zone::{instant_of, local_datetime};
use crate::features::seed::Dice;
use chrono::{Datelike, Days, NaiveDate, NaiveTime, Timelike, Weekday};
use chrono_tz::Tz;

/// Open minutes of a working day.
pub const DAY: i64 = 450;
const OPENS: i64 = 9 * 60;
const LUNCH: i64 = 12 * 60 + 30;
const RETURN: i64 = 14 * 60;

/// The team's clock.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    zone: Tz,
}

impl Pace {
    /// The clock of a team in this zone.
    pub fn new(zone: Tz) -> Self {
        Self { zone }
    }
    /// The local day.
    pub fn date(&self, at: Instant) -> NaiveDate {
        local_datetime(at, self.zone).date()
    }
    /// This time on that day.
    pub fn at(&self, date: NaiveDate, minute_of_day: i64, second: i64) -> Instant {
        let seconds = u32::try_from(minute_of_day * 60 + second).unwrap_or(0);
        let time = NaiveTime::from_num_seconds_from_midnight_opt(seconds.min(86_399), 0);
        instant_of(date.and_time(time.unwrap_or(NaiveTime::MIN)), self.zone)
    }
    /// The instant after so many open minutes.
    pub fn after(&self, from: Instant, open_minutes: i64, dice: &mut Dice) -> Instant {
        let local = local_datetime(from, self.zone);
        let (mut date, minute) = (local.date(), i64::from(local.time().num_seconds_from_midnight()) / 60);
        let mut spent = if works(date) { spent(minute) } else { DAY };
        let mut left = open_minutes;
        while !works(date) || spent + left >= DAY {
            if works(date) {
                left -= DAY - spent;
            }
            spent = 0;
            date = next(date);
            if left <= 0 && works(date) {
                left = left.max(0);
                break;
            }
        }
        let at = self.at(date, minute_of(spent + left), dice.secs(0, 60));
        at.max(from.plus_secs(20))
    }
    /// A random open moment `days` working days after the day of `from`, never before `from`.
    pub fn days_after(&self, from: Instant, days: i64, dice: &mut Dice) -> Instant {
        if days <= 0 {
            let minutes = dice.secs(15, 160);
            return self.after(from, minutes, dice);
        }
        let date = (0..days).fold(self.date(from), |date, _| next_open(date));
        self.at(date, minute_of(dice.secs(5, DAY - 5)), dice.secs(0, 60))
    }
    /// That time on the `days`-th working day before `today` (not counting today).
    pub fn days_before(&self, today: NaiveDate, days: i64, minute_of_day: i64, second: i64) -> Instant {
        let mut date = today;
        for _ in 0..days.max(1) {
            date = previous(date);
            while !works(date) {
                date = previous(date);
            }
        }
        self.at(date, minute_of_day, second)
    }
}

/// Minute of the day at which so many open minutes have passed.
fn minute_of(open: i64) -> i64 {
    if open < LUNCH - OPENS { OPENS + open } else { RETURN + open - (LUNCH - OPENS) }
}

/// Open minutes passed at that minute of the day.
fn spent(minute: i64) -> i64 {
    let morning = (minute - OPENS).clamp(0, LUNCH - OPENS);
    morning + (minute - RETURN).clamp(0, DAY - (LUNCH - OPENS))
}

fn next(date: NaiveDate) -> NaiveDate {
    date.checked_add_days(Days::new(1)).unwrap_or(date)
}

fn previous(date: NaiveDate) -> NaiveDate {
    date.checked_sub_days(Days::new(1)).unwrap_or(date)
}

/// The first working day after that day.
pub fn next_open(date: NaiveDate) -> NaiveDate {
    let mut date = next(date);
    while !works(date) {
        date = next(date);
    }
    date
}

/// Whether the team works on that day.
pub fn works(date: NaiveDate) -> bool {
    !matches!(date.weekday(), Weekday::Sat | Weekday::Sun) && !is_holiday(date)
}

/// The eleven French public holidays.
fn is_holiday(date: NaiveDate) -> bool {
    const FIXED: [(u32, u32); 8] = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)];
    let since_easter = date.signed_duration_since(easter(date.year())).num_days();
    FIXED.contains(&(date.month(), date.day())) || matches!(since_easter, 1 | 39 | 50)
}

/// Easter Sunday, by the algorithm of Meeus.
fn easter(year: i32) -> NaiveDate {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - b / 4 - g + 15) % 30;
    let m = (a + 11 * h) / 319;
    let r = (2 * (b % 4) + 2 * (c / 4) - c % 4 - h + m + 32) % 7;
    let month = (h - m + r + 90) / 25;
    let day = (h - m + r + month + 19) % 32;
    let part = |n: i32| u32::try_from(n).unwrap_or(1);
    NaiveDate::from_ymd_opt(year, part(month), part(day)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Europe::Paris;

    fn at(text: &str) -> Instant {
        Instant::parse_rfc3339(text).unwrap()
    }

    #[test]
    fn holidays_are_off() {
        for (year, date) in
            [(2024, "2024-03-31"), (2025, "2025-04-20"), (2026, "2026-04-05"), (2027, "2027-03-28")]
        {
            assert_eq!(easter(year).to_string(), date);
        }
        let off = ["2026-04-06", "2026-05-14", "2026-05-25", "2026-11-11", "2026-11-14", "2027-01-01"];
        assert!(off.iter().all(|date| !works(date.parse().unwrap())));
        assert!(works("2026-11-12".parse().unwrap()));
    }

    #[test]
    fn open_minutes_stop_at_night_at_noon_and_on_holidays() {
        let pace = Pace::new(Paris);
        let dice = &mut Dice::new(1);
        let minute = |at: Instant| at.utc().format("%F %H:%M").to_string();
        assert_eq!(minute(pace.after(at("2026-11-09T10:30:00Z"), 120, dice)), "2026-11-09 14:00");
        assert_eq!(minute(pace.after(at("2026-11-10T16:00:00Z"), 120, dice)), "2026-11-12 09:00");
        assert_eq!(minute(pace.after(at("2026-11-14T16:00:00Z"), 30, dice)), "2026-11-16 08:30");
        assert_eq!(minute(pace.after(at("2026-11-09T08:00:00Z"), 900, dice)), "2026-11-12 08:00");
    }

    #[test]
    fn days_before_are_working_days() {
        let pace = Pace::new(Paris);
        let back = |n| pace.days_before("2026-11-12".parse().unwrap(), n, 600, 0).rfc3339();
        assert_eq!((back(1).as_str(), back(3).as_str()), ("2026-11-10T09:00:00Z", "2026-11-06T09:00:00Z"));
    }
}
