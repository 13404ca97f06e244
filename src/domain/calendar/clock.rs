//! The business clock: open time between two instants, and the instant when a promise runs out.

use super::Calendar;
use crate::domain::instant::Instant;

const SECOND: i64 = 1_000_000;

impl Calendar {
    /// Open time from `from` (included) until `until` (excluded), in microseconds; 0 when `until <= from`.
    /// Additive: `open(a, c) = open(a, b) + open(b, c)`.
    pub fn open_micros(&self, from: Instant, until: Instant) -> i64 {
        let (from, until) = (from.micros(), until.micros());
        if until <= from {
            return 0;
        }
        let mut open = 0_i64;
        for (start, end) in self.spans_from(from) {
            if start >= until {
                break;
            }
            open = open.saturating_add((end.min(until) - start.max(from)).max(0));
        }
        open
    }

    /// `elapsed(a, b)`: whole open seconds from `from` until `until`, 0 when `until <= from`.
    pub fn elapsed(&self, from: Instant, until: Instant) -> i64 {
        self.open_micros(from, until) / SECOND
    }

    /// `due(a, T)`: the first instant from `from` on at which `open_seconds` have elapsed; `from` itself for 0 or
    /// less. Exhausted exactly at closing time, it is due at closing, not at the next opening. `None` when the
    /// calendar does not hold that much open time before the last date that Relais accepts.
    pub fn due(&self, from: Instant, open_seconds: i64) -> Option<Instant> {
        if open_seconds <= 0 {
            return Some(from);
        }
        let at = from.micros();
        let mut left = open_seconds.checked_mul(SECOND)?;
        for (start, end) in self.spans_from(at) {
            let start = start.max(at);
            let room = end - start;
            if room >= left {
                return Some(Instant::from_micros(start + left));
            }
            left -= room.max(0);
        }
        None
    }

    /// Whether the calendar is open at an instant.
    pub fn is_open(&self, at: Instant) -> bool {
        let at = at.micros();
        let span = self.spans_from(at).find(|(_, end)| *end > at);
        span.is_some_and(|(start, _)| start <= at)
    }

    /// When the clock next runs: `at` itself when open, else the next opening; `None` beyond the accepted dates.
    pub fn next_open(&self, at: Instant) -> Option<Instant> {
        let from = at.micros();
        let (start, _) = self.spans_from(from).find(|(_, end)| *end > from)?;
        Some(Instant::from_micros(start.max(from)))
    }
}
