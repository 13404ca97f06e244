use super::dates::{date, date_long, date_time, day_month, month, period, week};
use super::relative::{Age, AgeUnit, age};
use super::*;
use crate::domain::instant::Instant;
use crate::domain::period::{IsoWeek, Period};
use crate::i18n::Lang::{En, Fr};
use chrono::NaiveDate;
use chrono_tz::Europe::Paris;
use proptest::prelude::*;
use rstest::rstest;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}
fn at(text: &str) -> Instant {
    Instant::parse_rfc3339(text).unwrap()
}
fn currency(code: &str) -> Currency {
    code.parse().unwrap()
}

#[rstest]
#[case(0, "0", "0")]
#[case(999, "999", "999")]
#[case(1_000, "1\u{202F}000", "1,000")]
#[case(-1_234_567, "−1\u{202F}234\u{202F}567", "−1,234,567")]
#[case(
    i64::MIN,
    "−9\u{202F}223\u{202F}372\u{202F}036\u{202F}854\u{202F}775\u{202F}808",
    "−9,223,372,036,854,775,808"
)]
fn numbers(#[case] value: i64, #[case] fr: &str, #[case] en: &str) {
    assert_eq!((number(Fr, value).as_str(), number(En, value).as_str()), (fr, en));
}

#[test]
fn a_capped_count_says_so() {
    assert_eq!(capped(Fr, 10_001, 10_000), "10\u{202F}000+");
    assert_eq!(capped(En, 10_000, 10_000), "10,000");
}

#[rstest]
#[case(1234.5, 1, "1\u{202F}234,5", "1,234.5")]
#[case(5.520_833, 1, "5,5", "5.5")]
#[case(0.125, 2, "0,13", "0.13")]
#[case(1.005, 2, "1,01", "1.01")]
#[case(999.95, 1, "1\u{202F}000,0", "1,000.0")]
#[case(9.5, 0, "10", "10")]
#[case(7.0, 2, "7,00", "7.00")]
#[case(-0.04, 1, "0,0", "0.0")]
#[case(-24.19, 1, "−24,2", "−24.2")]
#[case(f64::NAN, 1, "—", "—")]
#[case(f64::INFINITY, 1, "—", "—")]
fn decimals(#[case] value: f64, #[case] places: usize, #[case] fr: &str, #[case] en: &str) {
    assert_eq!((decimal(Fr, value, places).as_str(), decimal(En, value, places).as_str()), (fr, en));
}

#[test]
fn differences_show_their_sign() {
    assert_eq!(signed(Fr, 4.36, 1), "+4,4");
    assert_eq!(signed(En, -24.2, 1), "−24.2");
    assert_eq!(
        (signed(Fr, 0.0, 1), signed(Fr, 0.04, 1), signed(Fr, f64::INFINITY, 1)),
        ("0,0".into(), "0,0".into(), "—".into())
    );
}

#[test]
fn rates_carry_their_evidence() {
    assert_eq!(percent(Fr, 0.15), "15,0\u{A0}%");
    assert_eq!(percent(En, 0.5725), "57.3%");
    assert_eq!(percent(En, 1.5), "150.0%");
    assert_eq!((percent(Fr, None), percent(Fr, f64::NAN)), ("—".into(), "—".into()));
    assert_eq!(rate(Fr, Rate::new(24, 160)), "24/160 = 15,0\u{A0}% [10,3\u{202F}; 21,3]");
    assert_eq!(rate(En, Rate::new(24, 160)), "24/160 = 15.0% [10.3, 21.3]");
    assert_eq!(
        rate(Fr, Rate::new(1024, 4096)),
        "1\u{202F}024/4\u{202F}096 = 25,0\u{A0}% [23,7\u{202F}; 26,3]"
    );
    assert_eq!((rate(Fr, Rate::new(1, 3)), rate(En, Rate::new(0, 0))), ("1/3".into(), "—".into()));
    assert_eq!(rate(En, Rate::new(12, 10)), "12/10 = 120.0%", "a ratio of flows has no interval");
}

#[rstest]
#[case(123_456, "EUR", "1\u{202F}234,56\u{A0}€", "€1,234.56")]
#[case(-500, "EUR", "−5,00\u{A0}€", "−€5.00")]
#[case(123_456, "CHF", "1\u{202F}234,56\u{A0}CHF", "CHF\u{A0}1,234.56")]
#[case(1_500, "JPY", "1\u{202F}500\u{A0}¥", "¥1,500")]
#[case(1_234_567, "KWD", "1\u{202F}234,567\u{A0}KWD", "KWD\u{A0}1,234.567")]
fn money_to_the_cent(#[case] minor: i64, #[case] code: &str, #[case] fr: &str, #[case] en: &str) {
    assert_eq!(money(Fr, Minor(minor), currency(code)), fr);
    assert_eq!(money(En, Minor(minor), currency(code)), en);
}

#[rstest]
#[case(6_666_667, "EUR", "66\u{202F}667\u{A0}€", "€66,667")]
#[case(50, "EUR", "1\u{A0}€", "€1")]
#[case(-49, "EUR", "0\u{A0}€", "€0")]
#[case(-150, "EUR", "−2\u{A0}€", "−€2")]
#[case(1_500, "JPY", "1\u{202F}500\u{A0}¥", "¥1,500")]
fn money_to_the_unit(#[case] minor: i64, #[case] code: &str, #[case] fr: &str, #[case] en: &str) {
    assert_eq!(money_rounded(Fr, Minor(minor), currency(code)), fr);
    assert_eq!(money_rounded(En, Minor(minor), currency(code)), en);
}

#[test]
fn dates_and_hours() {
    let noon = at("2026-11-24T08:30:00Z");
    assert_eq!(date_time(Fr, noon, Paris), "24 nov. 2026 à 09:30");
    assert_eq!(date_time(En, noon, Paris), "24 Nov 2026, 09:30");
    assert_eq!(date(Fr, day("2026-08-01")), "1er août 2026");
    assert_eq!(date(En, day("2026-08-01")), "1 Aug 2026");
    assert_eq!(day_month(Fr, day("2026-02-03")), "3 févr.");
    assert_eq!(date_long(Fr, day("2026-11-24")), "mardi 24 novembre 2026");
    assert_eq!(date_long(En, day("2026-11-29")), "Sunday 29 November 2026");
    assert_eq!(month(Fr, day("2026-12-01")), "décembre 2026");
}

#[test]
fn weeks_and_periods() {
    assert_eq!(week(Fr, IsoWeek::of(day("2026-11-24"))), "S48 2026");
    assert_eq!(week(En, IsoWeek::of(day("2027-01-01"))), "W53 2026");
    assert_eq!(week(Fr, IsoWeek::of(day("2027-01-04"))), "S01 2027");
    let september = Period::month(2026, 9).unwrap();
    assert_eq!(period(Fr, september), "1er sept. 2026 – 30 sept. 2026");
    let one = Period::new(day("2026-11-24"), day("2026-11-25")).unwrap();
    assert_eq!(period(En, one), "24 Nov 2026");
}

#[rstest]
#[case("2026-11-24T08:29:30Z", AgeUnit::Now, 0, true)]
#[case("2026-11-24T08:20:30Z", AgeUnit::Minutes, 9, true)]
#[case("2026-11-24T09:30:00Z", AgeUnit::Hours, 1, false)]
#[case("2026-11-23T09:30:00Z", AgeUnit::Hours, 23, true)]
#[case("2026-11-23T07:30:00Z", AgeUnit::Days, 1, true)]
#[case("2026-11-22T09:30:00Z", AgeUnit::Days, 2, true)]
#[case("2026-11-25T22:30:00Z", AgeUnit::Days, 1, false)]
#[case("2026-09-25T08:30:00Z", AgeUnit::Days, 60, true)]
#[case("2026-09-01T08:30:00Z", AgeUnit::Months, 2, true)]
#[case("2024-11-01T08:30:00Z", AgeUnit::Years, 2, true)]
fn ages(#[case] then: &str, #[case] unit: AgeUnit, #[case] count: i64, #[case] past: bool) {
    assert_eq!(age(at(then), at("2026-11-24T08:30:00Z"), Paris), Age { unit, count, past });
}

#[test]
fn extreme_instants_have_an_age() {
    let now = at("2026-11-24T08:30:00Z");
    assert_eq!(age(Instant::NEVER, now, Paris).unit, AgeUnit::Years);
    assert!(age(Instant::DAWN, now, Paris).past);
    assert!(!date_time(Fr, Instant::NEVER, Paris).is_empty());
}

proptest! {
    #[test]
    fn digits_are_never_lost(value in any::<i64>()) {
        for lang in Lang::ALL {
            let back: String = number(lang, value).replace('−', "-").chars().filter(|c| c.is_ascii_digit() || *c == '-').collect();
            prop_assert_eq!(back.parse::<i64>(), Ok(value));
        }
    }
    #[test]
    fn decimals_are_within_half_a_unit(value in -1e9f64..1e9, places in 0usize..4) {
        let text = decimal(En, value, places).replace(',', "").replace('−', "-");
        let back: f64 = text.parse().unwrap();
        let half = 0.5 / 10f64.powi(i32::try_from(places).unwrap());
        prop_assert!((back - value).abs() <= half * 1.000_001 + 1e-6, "{} {}", value, text);
    }
    #[test]
    fn money_reads_back(minor in 0..1_000_000_000_000i64) {
        use crate::domain::money::parse_amount;
        for lang in Lang::ALL {
            prop_assert_eq!(parse_amount(&money(lang, Minor(minor), Currency::EUR), 2), Ok(Minor(minor)));
        }
    }
}
