//! The open time of a calendar as disjoint spans of Unix microseconds, in order.

use super::{Calendar, ClockTime, wall};
use crate::domain::zone::{LAST_DATE, Tz, date_of, day_of};
use chrono::{NaiveDate, Offset, TimeZone};

const DAY_MICROS: i64 = 86_400_000_000;
const MINUTE_MICROS: i64 = 60_000_000;

/// Open spans from a day onwards; ends with the last date that Relais accepts.
pub(super) struct Spans<'a> {
    calendar: &'a Calendar,
    day: i32,
    ready: Vec<(i64, i64)>,
    next: usize,
}

impl Calendar {
    /// The spans that end after an instant (Unix microseconds) and perhaps a few before.
    pub(super) fn spans_from(&self, at: i64) -> Spans<'_> {
        let day =
            i32::try_from(at.saturating_add(self.offset_near(at)).div_euclid(DAY_MICROS)).unwrap_or(i32::MAX);
        // Near a change of the clocks, hours of neighbouring days can meet.
        let day = if self.steady(day).is_some() { day } else { day.saturating_sub(2) };
        Spans { calendar: self, day, ready: Vec::new(), next: 0 }
    }

    fn offset_near(&self, at: i64) -> i64 {
        offset(self.zone, at)
    }

    /// The zone's offset in microseconds when it is the same on the eve, the day and the morrow.
    fn steady(&self, day: i32) -> Option<i64> {
        let midnight = i64::from(day).saturating_mul(DAY_MICROS);
        let before = offset(self.zone, midnight.saturating_sub(DAY_MICROS));
        let after = offset(self.zone, midnight.saturating_add(2 * DAY_MICROS));
        (before == after).then_some(before)
    }

    /// The hours of a day, empty when it is no working day.
    pub(super) fn open_hours(&self, date: NaiveDate) -> &[super::Hours] {
        let hours = self.hours(date_weekday(date));
        if hours.is_empty() || self.closed_by(date).is_some() { &[] } else { hours }
    }
}

fn date_weekday(date: NaiveDate) -> usize {
    usize::try_from((day_of(date) + 3).rem_euclid(7)).unwrap_or(0)
}

/// Microseconds to add to UTC at an instant.
fn offset(tz: Tz, at: i64) -> i64 {
    let utc = crate::domain::instant::Instant::from_micros(at).utc().naive_utc();
    i64::from(tz.offset_from_utc_datetime(&utc).fix().local_minus_utc()) * 1_000_000
}

impl Spans<'_> {
    /// Fills `ready` with the spans of the next day, or of a run of days around a change of the clocks.
    fn refill(&mut self) -> Option<()> {
        self.ready.clear();
        self.next = 0;
        while self.ready.is_empty() {
            let date = date_of(self.day).filter(|d| *d <= LAST_DATE)?;
            let hours = self.calendar.open_hours(date);
            match self.calendar.steady(self.day) {
                Some(offset) => {
                    let midnight = i64::from(self.day) * DAY_MICROS - offset;
                    let at = |t: ClockTime| midnight + i64::from(t.minutes()) * MINUTE_MICROS;
                    self.ready.extend(hours.iter().map(|h| (at(h.start), at(h.end))));
                    self.day += 1;
                }
                None => self.around_a_change(),
            }
        }
        Some(())
    }

    /// Collects days until the clocks are steady again and merges what overlaps: the union of the definition.
    fn around_a_change(&mut self) {
        let zone = self.calendar.zone;
        while let Some(date) = date_of(self.day).filter(|d| *d <= LAST_DATE) {
            if self.calendar.steady(self.day).is_some() {
                break;
            }
            let hours = self.calendar.open_hours(date);
            let span = |h: &super::Hours| (wall::utc(date, h.start, zone), wall::utc(date, h.end, zone));
            self.ready.extend(hours.iter().map(span).filter(|(from, until)| from < until));
            self.day += 1;
        }
        self.ready.sort_unstable();
        self.ready.dedup_by(|next, kept| {
            let meets = next.0 <= kept.1;
            if meets {
                kept.1 = kept.1.max(next.1);
            }
            meets
        });
    }
}

impl Iterator for Spans<'_> {
    type Item = (i64, i64);
    fn next(&mut self) -> Option<(i64, i64)> {
        if self.next >= self.ready.len() {
            self.refill()?;
        }
        let span = self.ready.get(self.next).copied();
        self.next += 1;
        span
    }
}
