//! What marketing promised, for a week and for the month so far.

use super::payload::Promise;
use crate::domain::calendar::Calendar;
use crate::domain::pacing::Pacing;
use crate::domain::period::Period;
use crate::domain::sla::{Terms, month_target};
use chrono::Datelike;

/// What is promised for a week: of each month that it touches, the target of that month by its working days in the
/// week. `None` when nothing is promised.
pub fn week_target(terms: &[Terms], calendar: &Calendar, week: Period) -> Option<f64> {
    let last = week.last();
    let months = [(week.from.year(), week.from.month()), (last.year(), last.month())];
    let months = if months[0] == months[1] { &months[..1] } else { &months[..] };
    let mut sum = None;
    for (year, month) in months {
        let month = Period::month(*year, *month)?;
        let Some(target) = month_target(terms, calendar, month, |terms| Some(terms.mql_target)) else {
            continue;
        };
        let part = Period::new(week.from.max(month.from), week.until.min(month.until)).ok()?;
        let (worked, all) = (calendar.working_days(part), calendar.working_days(month));
        if all > 0 {
            *sum.get_or_insert(0.0) += target * f64::from(worked) / f64::from(all);
        }
    }
    sum
}

/// How a month's promise is being kept, to four decimals.
pub fn promise(pacing: &Pacing) -> Promise {
    let rounded = |value: f64| (value * 10_000.0).round() / 10_000.0;
    Promise {
        target: rounded(pacing.target),
        actual: pacing.actual,
        expected: rounded(pacing.expected().unwrap_or_default()),
        pace: pacing.pace().map(rounded),
        required_per_day: pacing.required_per_day().map(rounded),
        forecast: pacing.forecast().map(|ends| [ends.low, ends.median, ends.high]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::period::IsoWeek;

    fn terms(starts_on: &str, mql_target: u32) -> Terms {
        Terms {
            number: 1,
            starts_on: starts_on.parse().unwrap(),
            mql_target,
            personas: Vec::new(),
            acceptance_floor: 65,
            first_contact_minutes: 240,
            decision_minutes: 450,
        }
    }
    fn week(number: u32) -> Period {
        IsoWeek { year: 2026, week: number }.period()
    }

    /// November 2026 has twenty working days, W46 four of them.
    #[test]
    fn a_week_with_a_holiday_promises_less() {
        let calendar = Calendar::standard(chrono_tz::Europe::Paris);
        let terms = [terms("2026-01-01", 70)];
        assert_eq!(week_target(&terms, &calendar, week(46)), Some(14.0));
        assert_eq!(week_target(&terms, &calendar, week(45)), Some(17.5));
        assert_eq!(week_target(&[], &calendar, week(45)), None);
    }

    /// 30 November is a Monday: one day of twenty, then four of December's twenty-two.
    #[test]
    fn a_week_of_two_months_takes_from_both() {
        let calendar = Calendar::standard(chrono_tz::Europe::Paris);
        let target = week_target(&[terms("2026-01-01", 70)], &calendar, week(49)).unwrap();
        let december = calendar.working_days(Period::month(2026, 12).unwrap());
        assert!((target - (70.0 / 20.0 + 70.0 * 4.0 / f64::from(december))).abs() < 1e-9);
    }

    /// On 13 November, 31.5 are expected and 29 are there.
    #[test]
    fn a_month_is_followed_by_working_days() {
        let kept = promise(&Pacing { target: 70.0, actual: 29, elapsed: 9, total: 20 });
        assert_eq!((kept.expected, kept.pace, kept.required_per_day), (31.5, Some(0.9206), Some(3.7273)));
    }
}
