//! The worked examples: holidays of 2024 to 2030, elapsed and due times, working days of two years.

use super::*;
use crate::domain::instant::Instant;
use crate::domain::period::Period;
use crate::domain::zone::parse_zone;
use chrono::{DateTime, NaiveDate};
use serde_json::Value;

const HOLIDAYS: &str = include_str!("../../../tests/data/golden/01_fr_holidays.json");
const HOURS: &str = include_str!("../../../tests/data/golden/02_business_hours.json");

fn set(name: &str) -> HolidaySet {
    match name {
        "metropole" => HolidaySet::Fr,
        "alsace-moselle" => HolidaySet::FrAlsaceMoselle,
        "reunion" => HolidaySet::FrReunion,
        other => panic!("{other}"),
    }
}

fn french(holiday: Holiday) -> &'static str {
    match holiday {
        Holiday::NewYear => "Jour de l'An",
        Holiday::GoodFriday => "Vendredi saint",
        Holiday::EasterMonday => "Lundi de Pâques",
        Holiday::LabourDay => "Fête du Travail",
        Holiday::Victory => "Victoire 1945",
        Holiday::Ascension => "Ascension",
        Holiday::WhitMonday => "Lundi de Pentecôte",
        Holiday::NationalDay => "Fête nationale",
        Holiday::Assumption => "Assomption",
        Holiday::AllSaints => "Toussaint",
        Holiday::Armistice => "Armistice 1918",
        Holiday::Abolition => "Abolition de l'esclavage",
        Holiday::Christmas => "Noël",
        Holiday::SaintStephen => "Saint-Étienne",
    }
}

pub(super) fn at(text: &str) -> Instant {
    let with_seconds =
        if text.len() == 22 { format!("{}:00{}", &text[..16], &text[16..]) } else { text.to_owned() };
    Instant::from(DateTime::parse_from_rfc3339(&with_seconds).unwrap().to_utc())
}

/// The calendars of the examples.
pub(super) fn sample(name: &str) -> Calendar {
    let golden: Value = serde_json::from_str(HOURS).unwrap();
    let given = &golden["calendars"][name];
    let mut weekly: [Vec<Hours>; 7] = Default::default();
    for (day, hours) in given["weekly"].as_object().unwrap() {
        for pair in hours.as_array().unwrap() {
            let clock = |i: usize| pair[i].as_str().unwrap().parse::<ClockTime>().unwrap();
            weekly[day.parse::<usize>().unwrap()].push(Hours { start: clock(0), end: clock(1) });
        }
    }
    let zone = parse_zone(given["tz"].as_str().unwrap()).unwrap();
    Calendar::new(zone, weekly, given["holidays"].as_str().map(set), Vec::new()).unwrap()
}

#[test]
fn holidays_of_seven_years_and_three_places() {
    let golden: Value = serde_json::from_str(HOLIDAYS).unwrap();
    let years = golden.as_object().unwrap();
    assert_eq!(years.len(), 7);
    for (year, places) in years {
        for (place, days) in places.as_object().unwrap() {
            let got: Vec<(String, String)> = set(place)
                .of_year(year.parse().unwrap())
                .into_iter()
                .map(|(day, holiday)| (day.to_string(), french(holiday).to_owned()))
                .collect();
            let mut expected: Vec<(String, String)> = days
                .as_object()
                .unwrap()
                .iter()
                .map(|(day, name)| (day.clone(), name.as_str().unwrap().to_owned()))
                .collect();
            expected.sort();
            assert_eq!(got, expected, "{year} {place}");
        }
    }
}

#[test]
fn elapsed_matches_the_worked_examples() {
    let golden: Value = serde_json::from_str(HOURS).unwrap();
    let rows = golden["elapsed"].as_array().unwrap();
    assert_eq!(rows.len(), 23);
    for row in rows {
        let calendar = sample(row["calendar"].as_str().unwrap());
        let (start, end) = (at(row["start"].as_str().unwrap()), at(row["end"].as_str().unwrap()));
        assert_eq!(calendar.elapsed(start, end), row["expect_seconds"].as_i64().unwrap(), "{row}");
    }
}

#[test]
fn due_matches_the_worked_examples() {
    let golden: Value = serde_json::from_str(HOURS).unwrap();
    let rows = golden["due"].as_array().unwrap();
    assert_eq!(rows.len(), 13);
    for row in rows {
        let calendar = sample(row["calendar"].as_str().unwrap());
        let seconds = row["target_minutes"].as_i64().unwrap() * 60;
        let due = calendar.due(at(row["start"].as_str().unwrap()), seconds).unwrap();
        assert_eq!(due.rfc3339(), row["expect_due_utc"].as_str().unwrap(), "{row}");
    }
}

#[test]
fn working_days_of_each_month() {
    let golden: Value = serde_json::from_str(HOURS).unwrap();
    let months = golden["working_days_per_month"].as_object().unwrap();
    assert_eq!(months.len(), 24);
    for (month, counts) in months {
        let first: NaiveDate = format!("{month}-01").parse().unwrap();
        let period = Period::month(chrono::Datelike::year(&first), chrono::Datelike::month(&first)).unwrap();
        for (name, days) in counts.as_object().unwrap() {
            assert_eq!(
                u64::from(sample(name).working_days(period)),
                days.as_u64().unwrap(),
                "{month} {name}"
            );
        }
    }
}
