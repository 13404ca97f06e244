//! Due times per second on one core: `cargo bench --bench clock`.
//!
//! A year of starts, day and night, in an office with a lunch break; promises of one hour to three days. Fails below
//! 200,000 a second.
#![expect(clippy::unwrap_used, reason = "a bench stops where it breaks")]

use relais::domain::calendar::{Calendar, HolidaySet, Hours};
use relais::domain::instant::Instant;
use std::hint::black_box;
use std::time::Instant as Watch;

const ROUNDS: i64 = 1_000_000;
const WANTED: f64 = 200_000.0;

fn office() -> Calendar {
    let clock = |text: &str| text.parse().unwrap();
    let day = vec![
        Hours { start: clock("09:00"), end: clock("12:30") },
        Hours { start: clock("14:00"), end: clock("18:00") },
    ];
    let week = [day.clone(), day.clone(), day.clone(), day.clone(), day, Vec::new(), Vec::new()];
    Calendar::new(chrono_tz::Europe::Paris, week, Some(HolidaySet::Fr), Vec::new()).unwrap()
}

fn main() {
    let office = office();
    let start = Instant::parse_rfc3339("2026-01-01T00:00:00Z").unwrap();
    let watch = Watch::now();
    for round in 0..ROUNDS {
        let from = start.plus_secs(round * 31);
        let promise = 3_600 * (1 + round % 24);
        black_box(office.due(black_box(from), black_box(promise)));
    }
    #[expect(clippy::cast_precision_loss, reason = "a million")]
    let rate = ROUNDS as f64 / watch.elapsed().as_secs_f64();
    println!("due times: {rate:.0} a second on one core (wanted: {WANTED:.0})");
    assert!(rate >= WANTED, "too slow");
}
