use super::golden_tests::{at, sample};
use super::*;
use crate::domain::instant::Instant;
use crate::domain::period::Period;
use crate::domain::zone::{date_of, local_date};
use chrono::{LocalResult, NaiveTime, Offset, TimeDelta, TimeZone};
use chrono_tz::{Africa, America, Asia, Australia, Europe, Indian, Pacific};
use proptest::prelude::*;
use rstest::rstest;

fn hours(pairs: &[(u16, u16)]) -> Vec<Hours> {
    let clock = |m| ClockTime::from_minutes(m).unwrap();
    pairs.iter().map(|(a, b)| Hours { start: clock(*a), end: clock(*b) }).collect()
}
fn week(monday: &[(u16, u16)]) -> [Vec<Hours>; 7] {
    let mut week: [Vec<Hours>; 7] = Default::default();
    week[0] = hours(monday);
    week
}
fn faults(monday: &[(u16, u16)]) -> Vec<CalendarError> {
    Calendar::new(Europe::Paris, week(monday), None, Vec::new()).unwrap_err()
}

#[test]
fn hours_that_make_no_calendar_are_refused() {
    assert_eq!(faults(&[(540, 540)]), [CalendarError::Empty { day: 0 }]);
    assert_eq!(faults(&[(1_320, 360)]), [CalendarError::Inverted { day: 0 }]);
    assert_eq!(faults(&[(540, 750), (740, 1_080)]), [CalendarError::Overlap { day: 0 }]);
    assert_eq!(faults(&[]), [CalendarError::NeverOpen]);
    let seven: Vec<_> = (0..7).map(|i| (i * 60, i * 60 + 30)).collect();
    assert_eq!(faults(&seven), [CalendarError::TooMany { day: 0 }]);
    assert!(Calendar::new(Europe::Paris, week(&[(540, 750), (750, 1_080)]), None, Vec::new()).is_ok());
}

#[test]
fn closures_have_bounds() {
    let closure = |from: &str, last: &str| Closure {
        from: from.parse().unwrap(),
        last: last.parse().unwrap(),
        label: String::new(),
    };
    let with = |c| Calendar::new(Europe::Paris, week(&[(540, 1_080)]), None, c);
    assert_eq!(
        with(vec![closure("2026-08-10", "2026-08-09")]),
        Err(vec![CalendarError::ClosureInverted { index: 0 }])
    );
    assert_eq!(
        with(vec![closure("2026-01-01", "2027-01-02")]),
        Err(vec![CalendarError::ClosureTooLong { index: 0 }])
    );
    assert_eq!(
        with(vec![closure("2026-01-01", "2026-01-01"); 1_001]),
        Err(vec![CalendarError::TooManyClosures])
    );
    let august = with(vec![closure("2026-08-03", "2026-08-16")]).unwrap();
    assert_eq!(august.working_days(Period::month(2026, 8).unwrap()), 3);
}

#[rstest]
#[case("09:00", Some(540))]
#[case("9:05", Some(545))]
#[case(" 9h ", Some(540))]
#[case("18H30", Some(1_110))]
#[case("24:00", Some(1_440))]
#[case("24:01", None)]
#[case("9", None)]
#[case("9:5", None)]
#[case("9:60", None)]
#[case("-1:00", None)]
#[case("9:+5", None)]
#[case("009:00", None)]
#[case("", None)]
fn times_of_day_are_read(#[case] text: &str, #[case] minutes: Option<u16>) {
    assert_eq!(text.parse::<ClockTime>().ok().map(ClockTime::minutes), minutes);
}

#[test]
fn the_acceptance_examples_across_both_changes_of_the_clocks() {
    let office = sample("paris_9_18");
    let due = |from: &str| office.due(at(from), 4 * 3_600).unwrap().rfc3339();
    assert_eq!(due("2026-03-27T17:30+01:00"), "2026-03-30T10:30:00Z");
    assert_eq!(due("2026-10-23T17:30+02:00"), "2026-10-26T11:30:00Z");
    assert_eq!(
        sample("h24").due(at("2026-03-29T00:30+01:00"), 8 * 3_600).unwrap().rfc3339(),
        "2026-03-29T07:30:00Z"
    );
}

#[test]
fn one_second_matters() {
    let office = sample("paris_9_18");
    let (start, end) = (at("2026-09-07T10:00+02:00"), at("2026-09-07T14:00+02:00"));
    assert_eq!(office.elapsed(start, end.plus_secs(1)), 14_401);
    assert_eq!(office.due(start, 14_400), Some(end));
    assert_eq!(office.due(start, i64::MAX), None);
    assert_eq!(office.due(Instant::NEVER, 60), None);
    assert_eq!(office.elapsed(Instant::DAWN, Instant::DAWN), 0);
}

#[test]
fn a_frozen_calendar_is_read_back() {
    for name in ["paris_9_18", "paris_lunch", "reunion", "strasbourg", "h24", "night"] {
        let calendar = sample(name);
        assert_eq!(Calendar::from_canonical(&calendar.canonical()), Ok(calendar.clone()), "{name}");
    }
    assert_ne!(sample("paris_9_18").sha(), sample("paris_lunch").sha());
    let shuffled = Calendar::new(Europe::Paris, week(&[(840, 1_080), (540, 750)]), None, Vec::new()).unwrap();
    let sorted = Calendar::new(Europe::Paris, week(&[(540, 750), (840, 1_080)]), None, Vec::new()).unwrap();
    assert_eq!(shuffled.sha(), sorted.sha());
    assert_eq!(
        sorted.canonical(),
        r#"{"v":1,"zone":"Europe/Paris","weekly":[[[540,750],[840,1080]],[],[],[],[],[],[]],"holidays":null,"closures":[]}"#
    );
    for broken in [
        "",
        "{}",
        &sorted.canonical().replace("Paris", "Lutece"),
        &sorted.canonical().replace("1080", "1500"),
    ] {
        assert!(Calendar::from_canonical(broken).is_err(), "{broken}");
    }
}

#[test]
fn the_explanation_adds_up_to_what_elapsed() {
    let office = sample("paris_lunch");
    let (from, until) = (at("2026-11-10T12:00+01:00"), at("2026-11-12T10:00+01:00"));
    let (told, left_out) = explain(&office, from, until);
    assert_eq!(told.iter().map(|s| s.counted).sum::<i64>(), office.elapsed(from, until));
    assert_eq!(left_out, 0);
    let whys: Vec<_> = told.iter().map(|s| s.why.clone()).collect();
    assert_eq!(whys, [Why::Open, Why::Break, Why::Open, Why::Holiday(Holiday::Armistice), Why::Open]);
    let (told, _) = explain(&office, at("2026-09-04T20:00+02:00"), at("2026-09-07T09:30+02:00"));
    let whys: Vec<_> = told.into_iter().map(|s| s.why).collect();
    assert_eq!(whys, [Why::OutsideHours, Why::Weekend, Why::Weekend, Why::Open]);
    let (told, left_out) = explain(&office, from, at("2028-11-12T10:00+01:00"));
    assert!(told.len() < 50 && left_out > 600);
}

/// The definition, asked minute by minute: is any interval of any nearby working day over this instant?
fn naive_open(calendar: &Calendar, minute: i64) -> bool {
    let tz = calendar.zone();
    let here = local_date(Instant::from_secs(minute * 60), tz);
    let utc = |date: chrono::NaiveDate, m: u16| -> i64 {
        let local = date.and_time(NaiveTime::MIN) + TimeDelta::minutes(i64::from(m));
        match tz.from_local_datetime(&local) {
            LocalResult::Single(t) | LocalResult::Ambiguous(t, _) => t.timestamp(),
            LocalResult::None => {
                let eve = tz.offset_from_utc_datetime(&(local - TimeDelta::days(1)));
                local.and_utc().timestamp() - i64::from(eve.fix().local_minus_utc())
            }
        }
    };
    let near = (-3..=3).filter_map(|shift| date_of(crate::domain::zone::day_of(here) + shift));
    near.filter(|d| calendar.closed_by(*d).is_none()).any(|d| {
        let weekday = chrono::Datelike::weekday(&d).num_days_from_monday() as usize;
        calendar
            .hours(weekday)
            .iter()
            .any(|h| (utc(d, h.start.minutes())..utc(d, h.end.minutes())).contains(&(minute * 60)))
    })
}

fn any_day() -> impl Strategy<Value = Vec<Hours>> {
    prop_oneof![
        2 => Just(Vec::new()),
        1 => Just(hours(&[(0, 1_440)])),
        4 => proptest::collection::btree_set(0u16..=1_440, 2..=8).prop_map(|cuts| {
            let cuts: Vec<u16> = cuts.into_iter().collect();
            cuts.chunks_exact(2).flat_map(|c| hours(&[(c[0], c[1])])).collect()
        }),
    ]
}

/// Moments around which the clocks of the zone change, and one when they do not.
const PLACES: [(chrono_tz::Tz, &str); 12] = [
    (Europe::Paris, "2026-03-29T01:00:00Z"),
    (Europe::Paris, "2026-10-25T01:00:00Z"),
    (America::New_York, "2026-11-01T06:00:00Z"),
    (America::Sao_Paulo, "2018-11-04T03:00:00Z"),
    (America::Sao_Paulo, "2018-02-18T02:00:00Z"),
    (America::Havana, "2026-11-01T05:00:00Z"),
    (Pacific::Apia, "2011-12-30T10:00:00Z"),
    (Australia::Lord_Howe, "2026-04-04T15:00:00Z"),
    (Africa::Casablanca, "2026-02-15T02:00:00Z"),
    (Asia::Kathmandu, "2026-06-01T00:00:00Z"),
    (Indian::Reunion, "2027-12-20T00:00:00Z"),
    (Europe::Paris, "2026-05-13T12:00:00Z"),
];

prop_compose! {
    fn any_case()(
        days in proptest::array::uniform7(any_day()), set in 0usize..4, place in 0..PLACES.len(),
        shift in -4_000i64..3_000, length in 0i64..5_000, cut in 0.0f64..1.0, closed in proptest::option::of(-3i32..3),
    ) -> (Calendar, i64, i64, i64) {
        let (zone, moment) = PLACES[place];
        let moment = Instant::parse_rfc3339(moment).unwrap();
        let start = moment.micros() / 60_000_000 + shift;
        let closures = closed.into_iter().map(|c| {
            let day = date_of(crate::domain::zone::local_day(moment, zone) + c).unwrap();
            Closure { from: day, last: day, label: "x".into() }
        });
        let mut days = days;
        if days.iter().all(Vec::is_empty) { days[2] = hours(&[(540, 1_080)]); }
        let set = HolidaySet::ALL.get(set).copied();
        let calendar = Calendar::new(zone, days, set, closures.collect()).unwrap();
        #[expect(clippy::cast_possible_truncation, reason = "some thousands of minutes")]
        let middle = start + (length as f64 * cut) as i64;
        (calendar, start, middle, start + length)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_clock_agrees_with_stepping_minute_by_minute((calendar, start, middle, end) in any_case()) {
        let instant = |minute: i64| Instant::from_secs(minute * 60);
        let stepped = (start..end).filter(|m| naive_open(&calendar, *m)).count() as i64;
        prop_assert_eq!(calendar.elapsed(instant(start), instant(end)), stepped * 60);
        // additive
        let (first, second) = (calendar.elapsed(instant(start), instant(middle)), calendar.elapsed(instant(middle), instant(end)));
        prop_assert_eq!(first + second, stepped * 60);
        prop_assert_eq!(calendar.is_open(instant(middle)), naive_open(&calendar, middle));
        // due is the first minute at which that much has elapsed
        if stepped > 0 {
            let target = 1 + (middle - start) % stepped;
            let due = calendar.due(instant(start), target * 60).unwrap();
            prop_assert_eq!(calendar.elapsed(instant(start), due), target * 60);
            prop_assert!(naive_open(&calendar, due.micros() / 60_000_000 - 1));
            prop_assert!(due <= instant(end));
            // monotone in both
            prop_assert!(calendar.due(instant(start), target * 60 - 1).unwrap() < due);
            prop_assert!(calendar.due(instant(start + 1), target * 60).unwrap() >= due);
        }
    }
}
