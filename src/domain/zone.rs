//! Between instants (UTC) and civil days (a time zone): the only place where the two meet.
//!
//! Read next: [`super::period`] (ranges of days, ISO weeks).

use super::instant::Instant;
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone};
pub use chrono_tz::Tz;

/// The earliest civil date that Relais accepts.
pub const FIRST_DATE: NaiveDate = date_or(NaiveDate::from_ymd_opt(1900, 1, 1), NaiveDate::MIN);
/// The latest civil date that Relais accepts.
pub const LAST_DATE: NaiveDate = date_or(NaiveDate::from_ymd_opt(2199, 12, 31), NaiveDate::MAX);

/// `Option::unwrap_or`, in a constant.
const fn date_or(date: Option<NaiveDate>, other: NaiveDate) -> NaiveDate {
    match date {
        Some(date) => date,
        None => other,
    }
}

/// Days from 0001-01-01 (day 1 of the common era) to 1970-01-01.
const EPOCH_FROM_CE: i32 = 719_163;
const DAY_MICROS: i64 = 86_400_000_000;

/// The date lies before [`FIRST_DATE`] or after [`LAST_DATE`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("outside {FIRST_DATE} … {LAST_DATE}")]
pub struct DateOutOfRange;

/// The date itself, if it lies in the range that Relais accepts.
///
/// # Errors
/// [`DateOutOfRange`].
pub fn check_date(date: NaiveDate) -> Result<NaiveDate, DateOutOfRange> {
    if (FIRST_DATE..=LAST_DATE).contains(&date) { Ok(date) } else { Err(DateOutOfRange) }
}

/// The number of a civil date: days since 1970-01-01.
pub fn day_of(date: NaiveDate) -> i32 {
    date.num_days_from_ce() - EPOCH_FROM_CE
}

/// The civil date of a day number; `None` beyond what the calendar can write (some 260 000 years away).
pub fn date_of(day: i32) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(day.checked_add(EPOCH_FROM_CE)?)
}

/// The number of the civil day in which an instant falls. «Never» and «dawn» give days far outside every range.
/// Some 30 ns when optimised: a million leads with five events each cost 0.15 s.
pub fn local_day(at: Instant, tz: Tz) -> i32 {
    let local = at.micros().saturating_add(offset_micros(at, tz));
    i32::try_from(local.div_euclid(DAY_MICROS)).unwrap_or(if local < 0 { i32::MIN } else { i32::MAX })
}

/// The civil date in which an instant falls; beyond the calendar, its nearest end.
pub fn local_date(at: Instant, tz: Tz) -> NaiveDate {
    local_datetime(at, tz).date()
}

/// What a clock on the wall shows at an instant; beyond the calendar, its nearest end.
pub fn local_datetime(at: Instant, tz: Tz) -> NaiveDateTime {
    let (utc, shift) = (at.utc().naive_utc(), TimeDelta::microseconds(offset_micros(at, tz)));
    utc.checked_add_signed(shift).unwrap_or(utc)
}

/// Microseconds to add to UTC to get local time at that instant.
fn offset_micros(at: Instant, tz: Tz) -> i64 {
    let offset = tz.offset_from_utc_datetime(&at.utc().naive_utc()).fix();
    i64::from(offset.local_minus_utc()) * 1_000_000
}

/// The first instant of a civil day: its earliest moment, also where the clocks change at midnight. A day that a
/// zone skipped altogether (Apia, 30 December 2011) starts, and ends, when the next one does.
pub fn day_start(date: NaiveDate, tz: Tz) -> Instant {
    instant_of(date.and_time(NaiveTime::MIN), tz)
}

/// The last microsecond before the next civil day: what «until that date, included» means.
pub fn day_end_inclusive(date: NaiveDate, tz: Tz) -> Instant {
    let next = date.checked_add_days(Days::new(1)).unwrap_or(date);
    Instant::from_micros(day_start(next, tz).micros().saturating_sub(1))
}

/// The instant at which a clock on the wall shows `local`. Shown twice (autumn): the earlier. Never shown
/// (spring): the moment of the change.
pub fn instant_of(local: NaiveDateTime, tz: Tz) -> Instant {
    match tz.from_local_datetime(&local).earliest() {
        Some(at) => Instant::from_micros(at.timestamp_micros()),
        None => after_gap(local, tz),
    }
}

/// The first whole second at which the clock shows `local` or later. Zones lie within a day of UTC, and no zone
/// has two changes in so short a time, so that local time only grows in the window searched.
fn after_gap(local: NaiveDateTime, tz: Tz) -> Instant {
    let middle = local.and_utc().timestamp();
    let (mut before, mut after) = (middle - 86_400, middle + 86_400);
    while after - before > 1 {
        let half = before + (after - before) / 2;
        if local_datetime(Instant::from_secs(half), tz) >= local { after = half } else { before = half }
    }
    Instant::from_secs(after)
}

/// The zone of an IANA name (`Europe/Paris`, any case); `None` when it is not in the database.
pub fn parse_zone(name: &str) -> Option<Tz> {
    let name = name.trim();
    name.parse()
        .ok()
        .or_else(|| chrono_tz::TZ_VARIANTS.into_iter().find(|tz| tz.name().eq_ignore_ascii_case(name)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::{America, Asia, Europe, Pacific};
    use proptest::prelude::*;
    use rstest::rstest;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }
    fn at(text: &str) -> Instant {
        Instant::parse_rfc3339(text).unwrap()
    }

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(day_of(date("1970-01-01")), 0);
        assert_eq!(day_of(date("1969-12-31")), -1);
        assert_eq!(day_of(date("2026-11-24")), 20_781);
        assert_eq!(date_of(20_781), Some(date("2026-11-24")));
        assert_eq!(date_of(i32::MAX), None);
    }

    #[rstest]
    #[case("2026-08-31T22:15:00Z", Europe::Paris, "2026-09-01")]
    #[case("2026-09-30T22:30:00Z", Europe::Paris, "2026-10-01")]
    #[case("2026-09-30T21:59:59Z", Europe::Paris, "2026-09-30")]
    #[case("2026-12-31T23:00:00Z", Europe::Paris, "2027-01-01")]
    #[case("2026-12-31T15:00:00Z", Asia::Tokyo, "2027-01-01")]
    #[case("2026-01-01T04:59:59Z", America::New_York, "2025-12-31")]
    fn an_instant_falls_in_a_local_day(#[case] utc: &str, #[case] tz: Tz, #[case] local: &str) {
        assert_eq!(local_day(at(utc), tz), day_of(date(local)));
        assert_eq!(local_date(at(utc), tz), date(local));
    }

    #[rstest]
    #[case("2026-09-01", Europe::Paris, "2026-08-31T22:00:00Z")]
    #[case("2026-03-29", Europe::Paris, "2026-03-28T23:00:00Z")]
    #[case("2026-03-30", Europe::Paris, "2026-03-29T22:00:00Z")]
    #[case("2026-10-26", Europe::Paris, "2026-10-25T23:00:00Z")]
    #[case("2018-11-04", America::Sao_Paulo, "2018-11-04T03:00:00Z")] // midnight does not exist
    #[case("2018-02-18", America::Sao_Paulo, "2018-02-18T03:00:00Z")] // 23:00 to midnight twice the day before
    #[case("2026-11-01", America::Havana, "2026-11-01T04:00:00Z")] // midnight to 1:00 twice
    #[case("2011-12-30", Pacific::Apia, "2011-12-30T10:00:00Z")] // a day that never was
    #[case("2011-12-31", Pacific::Apia, "2011-12-30T10:00:00Z")]
    fn a_day_starts_at_its_earliest_moment(#[case] day: &str, #[case] tz: Tz, #[case] utc: &str) {
        assert_eq!(day_start(date(day), tz).rfc3339(), utc);
    }

    #[test]
    fn a_day_ends_one_microsecond_before_the_next() {
        assert_eq!(
            day_end_inclusive(date("2026-10-25"), Europe::Paris).rfc3339(),
            "2026-10-25T22:59:59.999999Z"
        );
    }

    #[test]
    fn wall_clocks_that_change() {
        let wall = |text: &str| NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
        assert_eq!(instant_of(wall("2026-10-25 02:30"), Europe::Paris).rfc3339(), "2026-10-25T00:30:00Z");
        assert_eq!(instant_of(wall("2026-03-29 02:30"), Europe::Paris).rfc3339(), "2026-03-29T01:00:00Z");
        assert_eq!(local_datetime(at("2026-03-29T01:00:00Z"), Europe::Paris), wall("2026-03-29 03:00"));
    }

    #[test]
    fn never_and_dawn_fall_outside_every_range() {
        assert!(local_day(Instant::NEVER, Europe::Paris) > day_of(LAST_DATE));
        assert!(local_day(Instant::DAWN, Asia::Tokyo) < day_of(FIRST_DATE));
        assert!(local_date(Instant::NEVER, Asia::Tokyo) > LAST_DATE);
        assert!(local_date(Instant::DAWN, America::New_York) < FIRST_DATE);
    }

    #[test]
    fn dates_have_bounds() {
        assert_eq!(check_date(date("1900-01-01")), Ok(FIRST_DATE));
        assert_eq!(check_date(date("2199-12-31")), Ok(LAST_DATE));
        for outside in ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"] {
            assert_eq!(check_date(date(outside)), Err(DateOutOfRange));
        }
        assert_eq!(DateOutOfRange.to_string(), "outside 1900-01-01 … 2199-12-31");
    }

    #[test]
    fn zones_have_names() {
        assert_eq!(parse_zone(" europe/paris "), Some(Europe::Paris));
        assert_eq!(parse_zone("Mars/Olympus"), None);
    }

    proptest! {
        #[test]
        fn a_day_holds_exactly_its_instants(
            day in day_of(FIRST_DATE)..day_of(LAST_DATE), micros in 0i64..DAY_MICROS, zone in 0usize..6,
        ) {
            let tz = [Europe::Paris, America::New_York, Asia::Tokyo, Pacific::Auckland, Asia::Kathmandu, Tz::UTC][zone];
            let at = Instant::from_micros(i64::from(day) * DAY_MICROS + micros);
            let local = date_of(local_day(at, tz)).unwrap();
            prop_assert_eq!(local_date(at, tz), local);
            prop_assert!(day_start(local, tz) <= at && at <= day_end_inclusive(local, tz));
        }
        #[test]
        fn the_clock_on_the_wall_comes_back(secs in -2_000_000_000i64..7_000_000_000) {
            let at = Instant::from_secs(secs);
            let back = instant_of(local_datetime(at, Europe::Paris), Europe::Paris);
            prop_assert!(back == at || at.since(back) == 3_600_000_000);
        }
    }
}
