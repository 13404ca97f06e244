//! What the machine itself can do, and the calendar.

use chrono::{Days, NaiveDate};
use std::fs::OpenOptions;
use std::io::{Seek, SeekFrom, Write};
use std::time::{Duration, Instant};

/// Milliseconds with as many decimals as matter.
pub fn millis(time: Duration) -> String {
    let ms = time.as_secs_f64() * 1_000.0;
    if ms < 10.0 { format!("{ms:.2} ms") } else { format!("{ms:.0} ms") }
}

/// Today, UTC, as ISO text.
#[expect(clippy::disallowed_methods, reason = "a measurement asks for the windows that end today")]
pub fn today() -> String {
    chrono::Utc::now().date_naive().to_string()
}

/// The date `days` before.
pub fn date_before(date: &str, days: i64) -> String {
    let date: NaiveDate = date.parse().expect("an ISO date");
    let days = Days::new(u64::try_from(days).expect("a positive number"));
    date.checked_sub_days(days).expect("a date").to_string()
}

/// How often per second this folder's disk takes 8 kB and says that it is safe.
pub fn synced_writes_per_second(folder: &str) -> f64 {
    let path = std::path::Path::new(folder).join("fdatasync.probe");
    let mut file = OpenOptions::new().create(true).truncate(true).write(true).open(&path).expect("a file");
    let block = [7_u8; 8192];
    let (since, mut writes) = (Instant::now(), 0_u32);
    while since.elapsed() < Duration::from_secs(2) {
        file.seek(SeekFrom::Start(u64::from(writes % 512) * 8192)).expect("a position");
        file.write_all(&block).expect("a write");
        file.sync_data().expect("a sync");
        writes += 1;
    }
    let rate = f64::from(writes) / since.elapsed().as_secs_f64();
    drop(std::fs::remove_file(path));
    rate
}
