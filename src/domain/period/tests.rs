use super::*;
use chrono_tz::Europe;
use proptest::prelude::*;
use rstest::rstest;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}
fn period(from: &str, until: &str) -> Period {
    Period::new(date(from), date(until)).unwrap()
}

#[test]
fn periods_hold_days_within_bounds() {
    assert_eq!(Period::new(date("2026-09-01"), date("2026-09-01")), Err(PeriodError::Empty));
    assert_eq!(Period::new(date("2026-09-02"), date("2026-09-01")), Err(PeriodError::Empty));
    assert_eq!(
        Period::new(date("0001-01-01"), date("2026-09-01")),
        Err(PeriodError::OutOfRange(DateOutOfRange))
    );
    assert_eq!(
        Period::new(date("2026-01-01"), date("9999-12-31")),
        Err(PeriodError::OutOfRange(DateOutOfRange))
    );
    let september = period("2026-09-01", "2026-10-01");
    assert_eq!(Period::month(2026, 9), Some(september));
    assert_eq!((september.days(), september.last()), (30, date("2026-09-30")));
    assert!(september.contains(date("2026-09-30")) && !september.contains(date("2026-10-01")));
    assert_eq!(Period::month(2026, 13), None);
}

#[test]
fn bounds_are_local_midnights() {
    let (from, until) = period("2026-10-19", "2026-10-26").bounds(Europe::Paris);
    assert_eq!(
        (from.rfc3339().as_str(), until.rfc3339().as_str()),
        ("2026-10-18T22:00:00Z", "2026-10-25T23:00:00Z")
    );
    assert_eq!(until.since(from), 169 * 3_600_000_000, "the week in which the clocks go back");
}

#[rstest]
#[case(("2026-09-01", "2026-10-01"), ("2026-08-01", "2026-09-01"))]
#[case(("2026-07-01", "2026-10-01"), ("2026-04-01", "2026-07-01"))]
#[case(("2026-01-01", "2027-01-01"), ("2025-01-01", "2026-01-01"))]
#[case(("2026-03-01", "2026-03-31"), ("2026-01-30", "2026-03-01"))]
#[case(("2026-11-23", "2026-11-30"), ("2026-11-16", "2026-11-23"))]
#[case(("1900-01-05", "1900-02-05"), ("1900-01-01", "1900-01-05"))]
fn the_previous_period(#[case] this: (&str, &str), #[case] before: (&str, &str)) {
    assert_eq!(period(this.0, this.1).previous(), period(before.0, before.1));
}

#[rstest]
#[case("this-week", "2026-11-23", "2026-11-30")]
#[case("last-week", "2026-11-16", "2026-11-23")]
#[case("this-month", "2026-11-01", "2026-12-01")]
#[case("last-month", "2026-10-01", "2026-11-01")]
#[case("this-quarter", "2026-10-01", "2027-01-01")]
#[case("last-quarter", "2026-07-01", "2026-10-01")]
#[case("this-year", "2026-01-01", "2027-01-01")]
#[case("last-year", "2025-01-01", "2026-01-01")]
#[case("last-30-days", "2026-10-26", "2026-11-25")]
#[case("last-90-days", "2026-08-27", "2026-11-25")]
#[case("last-12-months", "2025-11-25", "2026-11-25")]
fn ranges_by_name(#[case] code: &str, #[case] from: &str, #[case] until: &str) {
    let range: Range = code.parse().unwrap();
    assert_eq!(range.code(), code);
    assert_eq!(range.period(date("2026-11-24")), period(from, until));
}

#[test]
fn a_leap_day_has_a_year_before() {
    assert_eq!(Range::Last12Months.period(date("2028-02-28")), period("2027-02-28", "2028-02-29"));
    assert_eq!("yesterday".parse::<Range>(), Err(UnknownRange));
}

#[rstest]
#[case("2026-11-24", "2026-W48")]
#[case("2026-12-31", "2026-W53")]
#[case("2027-01-01", "2026-W53")]
#[case("2027-01-04", "2027-W01")]
#[case("2024-12-30", "2025-W01")]
fn weeks_follow_iso(#[case] day: &str, #[case] week: &str) {
    assert_eq!(IsoWeek::of(date(day)).to_string(), week);
    assert_eq!(week.parse(), Ok(IsoWeek::of(date(day))));
}

#[test]
fn weeks_have_neighbours_and_limits() {
    let last: IsoWeek = "2026-W53".parse().unwrap();
    assert_eq!(last.period(), period("2026-12-28", "2027-01-04"));
    assert_eq!(
        (last.previous().to_string(), last.next().to_string()),
        ("2026-W52".into(), "2027-W01".into())
    );
    for wrong in
        ["2025-W53", "2026-W00", "2026-W1", "2026W12", "+026-W12", "0001-W01", "9999-W01", "2026-W5é", ""]
    {
        assert_eq!(wrong.parse::<IsoWeek>(), Err(UnknownWeek), "{wrong}");
    }
}

proptest! {
    #[test]
    fn every_range_of_every_day_is_a_period(day in day_of(FIRST_DATE)..=day_of(LAST_DATE)) {
        let today = super::super::zone::date_of(day).unwrap();
        for range in Range::ALL {
            let p = range.period(today);
            prop_assert!(p.from <= p.until);
            prop_assert!(p.previous().until == p.from);
        }
        let week = IsoWeek::of(today);
        prop_assert!(week.period().contains(today));
        prop_assert_eq!(week.next().previous(), week);
    }
}
