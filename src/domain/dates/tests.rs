use super::*;
use chrono_tz::Europe::Paris;
use proptest::prelude::*;
use rstest::rstest;

const OUT: DateError = OUT_OF_RANGE;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[rstest]
#[case("2026-11-24", "2026-11-24")]
#[case(" 2026/11/24 ", "2026-11-24")]
#[case("25/12/2026", "2026-12-25")]
#[case("12/25/2026", "2026-12-25")]
#[case("25.12.2026", "2026-12-25")]
#[case("25-12-2026", "2026-12-25")]
#[case("5/5/2026", "2026-05-05")]
#[case("15 Apr, 2021", "2021-04-15")]
#[case("15 April 2021", "2021-04-15")]
#[case("Apr 15, 2021", "2021-04-15")]
#[case("15-Apr-2021", "2021-04-15")]
#[case("15 avr. 2021", "2021-04-15")]
#[case("1er août 2021", "2021-08-01")]
#[case("mardi 24 novembre 2026", "2026-11-24")]
#[case("Tue, Nov 24th, 2026", "2026-11-24")]
#[case("3 juil. 2026", "2026-07-03")]
#[case("46350", "2026-11-24")]
#[case("46350.0", "2026-11-24")]
#[case("29/02/2028", "2028-02-29")]
fn reads_days(#[case] text: &str, #[case] day: &str) {
    assert_eq!(parse_when(text, None, Paris), Ok(When::Day(date(day))));
}

#[rstest]
#[case("2026-11-24 09:30", "2026-11-24T08:30:00Z")]
#[case("2024-07-11T21:22:06.000+0000", "2024-07-11T21:22:06Z")]
#[case("2026-07-11T21:22:06Z", "2026-07-11T21:22:06Z")]
#[case("2026-07-11T21:22:06.5+02:00", "2026-07-11T19:22:06.500Z")]
#[case("2026-07-11 21:22:06 UTC", "2026-07-11T21:22:06Z")]
#[case("15 Apr, 2021 00:03:00", "2021-04-14T22:03:00Z")]
#[case("24 nov. 2026 à 09:30", "2026-11-24T08:30:00Z")]
#[case("24 Nov 2026, 09:30", "2026-11-24T08:30:00Z")]
#[case("25/12/2026 9h30", "2026-12-25T08:30:00Z")]
#[case("12/25/2026 12:05 AM", "2026-12-24T23:05:00Z")]
#[case("12/25/2026 3:04 pm", "2026-12-25T14:04:00Z")]
#[case("46350.3958333333", "2026-11-24T08:30:00Z")]
#[case("46350,5", "2026-11-24T11:00:00Z")]
#[case("2026-03-29 02:30", "2026-03-29T01:00:00Z")]
fn reads_moments(#[case] text: &str, #[case] utc: &str) {
    let at = parse_when(text, None, Paris).unwrap();
    assert_eq!(at, When::At(Instant::parse_rfc3339(utc).unwrap()));
}

#[rstest]
#[case("", DateError::Empty)]
#[case(" \u{200B}", DateError::Empty)]
#[case("demain", DateError::NotADate)]
#[case("2021", DateError::NotADate)]
#[case("117.0", DateError::NotADate)]
#[case("20261124", DateError::NotADate)]
#[case("25/12/026", DateError::NotADate)]
#[case("2026-11-24 xx", DateError::NotADate)]
#[case("2026-11-24 9", DateError::NotADate)]
#[case("15 Ju 2021", DateError::NotADate)]
#[case("15 jui 2021", DateError::NotADate)]
#[case("31/02/2026", DateError::NoSuchDay)]
#[case("29/02/2027", DateError::NoSuchDay)]
#[case("2027-02-29", DateError::NoSuchDay)]
#[case("31 Feb 2026", DateError::NoSuchDay)]
#[case("2026-11-24 24:00", DateError::NoSuchDay)]
#[case("2026-11-24 13:00 pm", DateError::NoSuchDay)]
#[case("00/00/2026", DateError::NoSuchDay)]
#[case("05/06/2026", DateError::Ambiguous)]
#[case("25/12/26", DateError::TwoDigitYear)]
#[case("26-05-01", DateError::TwoDigitYear)]
#[case("15 Apr 21", DateError::TwoDigitYear)]
#[case("01/01/0001", OUT)]
#[case("31/12/9999", OUT)]
#[case("9999-12-31", OUT)]
#[case("1899-12-31", OUT)]
#[case("2200-01-01", OUT)]
#[case("109575", OUT)]
fn refuses(#[case] text: &str, #[case] fault: DateError) {
    assert_eq!(parse_when(text, None, Paris), Err(fault));
}

#[test]
fn says_the_bounds() {
    assert_eq!(OUT.to_string(), "outside 1900-01-01 … 2199-12-31");
    assert_eq!(excel_serial(109_574.0).map(|at| at.date()), Ok(LAST_DATE));
    assert_eq!(excel_serial(f64::NAN), Err(DateError::NotADate));
    assert_eq!(excel_serial(1e308), Err(OUT));
}

#[test]
fn the_order_settles_the_doubt() {
    let read = |order| parse_day("05/06/2026", Some(order), Paris);
    assert_eq!(read(DateOrder::DayFirst), Ok(date("2026-06-05")));
    assert_eq!(read(DateOrder::MonthFirst), Ok(date("2026-05-06")));
    assert_eq!(parse_day("25/12/2026", Some(DateOrder::MonthFirst), Paris), Err(DateError::NoSuchDay));
}

#[test]
fn a_moment_gives_the_day_it_falls_in() {
    assert_eq!(parse_day("2026-08-31T22:15:00Z", None, Paris), Ok(date("2026-09-01")));
    assert_eq!(When::Day(date("2026-09-01")).instant(Paris).rfc3339(), "2026-08-31T22:00:00Z");
}

#[test]
fn our_own_forms_are_strict() {
    assert_eq!(parse_iso("2026-11-24"), Ok(date("2026-11-24")));
    assert_eq!(parse_iso(""), Err(DateError::Empty));
    assert_eq!(parse_iso("2026-02-31"), Err(DateError::NoSuchDay));
    assert_eq!(parse_iso("0001-01-01"), Err(OUT));
    for wrong in [
        "25/12/2026",
        "2026-11-24T09:30",
        "2026-1-1",
        "26-11-24",
        "2026-11-241",
        "+2026-11-24",
        "２０26-11-24",
    ] {
        assert_eq!(parse_iso(wrong), Err(DateError::NotADate), "{wrong}");
    }
}

#[rstest]
#[case(&["25/12/2026", "05/06/2026"], OrderDecision::Decided(DateOrder::DayFirst))]
#[case(&["12/25/2026 3:04 PM", "05/06/2026", "x", ""], OrderDecision::Decided(DateOrder::MonthFirst))]
#[case(&["05/06/2026", "01/02/2026"], OrderDecision::Ambiguous)]
#[case(&["05/05/2026", "2026-01-02", "15 Apr, 2021"], OrderDecision::Indifferent)]
#[case(&["25/12/2026", "12/25/2026"], OrderDecision::Mixed)]
#[case(&[], OrderDecision::Indifferent)]
fn a_column_decides(#[case] values: &[&str], #[case] decision: OrderDecision) {
    assert_eq!(DateOrder::detect(values.iter().copied()), decision);
}

proptest! {
    #[test]
    fn every_date_comes_back_in_every_form(day in super::super::zone::day_of(FIRST_DATE)..=super::super::zone::day_of(LAST_DATE)) {
        let date = super::super::zone::date_of(day).unwrap();
        for (form, order) in [
            ("%Y-%m-%d", None), ("%d/%m/%Y", Some(DateOrder::DayFirst)), ("%-m/%-d/%Y", Some(DateOrder::MonthFirst)),
            ("%d %b, %Y", None), ("%B %-d, %Y", None),
        ] {
            let text = date.format(form).to_string();
            prop_assert_eq!(parse_when(&text, order, Paris), Ok(When::Day(date)), "{}", text);
        }
    }
    #[test]
    fn no_text_breaks_the_reader(text in "\\PC*|[0-9/.:, tTZ+-]{0,30}|[0-9]{1,2} (apr|mai|jan)[0-9 :.,+ampz-]{0,20}") {
        let _ = parse_when(&text, None, Paris);
        let _ = parse_iso(&text);
        let _ = DateOrder::detect([text.as_str()]);
    }
}
