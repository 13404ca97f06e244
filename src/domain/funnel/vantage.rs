//! From when a report looks (D) and what it knows (K).

use crate::domain::dates::When;
use crate::domain::instant::Instant;
use crate::domain::period::Period;
use crate::domain::zone::{Tz, day_end_inclusive, instant_of, local_datetime};
use chrono::{Days, NaiveDate, NaiveDateTime};

/// D and K, resolved: what had happened by `as_of`, as it was known at `known_at`. Both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vantage {
    /// D.
    pub as_of: Instant,
    /// K; equal to `now` when everything known counts.
    pub known_at: Instant,
    /// The instant of the question.
    pub now: Instant,
    as_of_is_now: bool,
    known_at_is_now: bool,
    as_of_is_known_at: bool,
}

/// What was changed in the question, so that the answer can say so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Note {
    /// D was in the future: read as now.
    AsOfIsNow,
    /// K was in the future: read as now.
    KnownAtIsNow,
    /// D was later than K: read as K.
    AsOfIsKnownAt,
    /// Nothing was known yet at K: the report is empty.
    NothingKnown,
}

impl Note {
    /// Stable code, as in the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::AsOfIsNow => "as_of_is_now",
            Self::KnownAtIsNow => "known_at_is_now",
            Self::AsOfIsKnownAt => "as_of_is_known_at",
            Self::NothingKnown => "nothing_known",
        }
    }
}

impl Vantage {
    /// Everything that has happened, as known now.
    pub const fn now(now: Instant) -> Self {
        Self {
            as_of: now,
            known_at: now,
            now,
            as_of_is_now: false,
            known_at_is_now: false,
            as_of_is_known_at: false,
        }
    }

    /// A date means the end of that local day; later than now means now; D later than K is read as K.
    pub fn resolve(as_of: Option<When>, known_at: Option<When>, now: Instant, tz: Tz) -> Self {
        let instant = |when: Option<When>| match when {
            None => (now, false),
            Some(When::Day(date)) => clamp(day_end_inclusive(date, tz), now),
            Some(When::At(at)) => clamp(at, now),
        };
        let (wished, as_of_is_now) = instant(as_of);
        let (known_at, known_at_is_now) = instant(known_at);
        Self {
            as_of: wished.min(known_at),
            known_at,
            now,
            as_of_is_now,
            known_at_is_now,
            // An `as_of` that was not given simply follows K.
            as_of_is_known_at: as_of.is_some() && wished > known_at,
        }
    }

    /// Whether everything known counts, so that today's projection answers.
    pub fn knows_all(self) -> bool {
        self.known_at >= self.now
    }
    /// Whether everything that has happened counts too.
    pub fn is_now(self) -> bool {
        self.knows_all() && self.as_of >= self.now
    }
    /// What was changed in the question.
    pub fn notes(self) -> Vec<Note> {
        let said = [
            (self.as_of_is_now, Note::AsOfIsNow),
            (self.known_at_is_now, Note::KnownAtIsNow),
            (self.as_of_is_known_at, Note::AsOfIsKnownAt),
        ];
        said.into_iter().filter(|(is, _)| *is).map(|(_, note)| note).collect()
    }

    /// The vantage from which `previous` is as old as `period` is from here: two cohorts compare at equal age only.
    /// The age of a finished period is counted from its end, that of a running one from its start.
    pub fn before(self, period: Period, previous: Period, tz: Tz) -> Self {
        let local = local_datetime(self.as_of, tz);
        let finished = local.date() >= period.until;
        let (from, to) = if finished { (period.until, previous.until) } else { (period.from, previous.from) };
        let shifted = shift(local, from, to).map_or(self.as_of, |local| instant_of(local, tz));
        // The last microsecond of a day stays the last microsecond of a day, also where clocks change.
        let end_of_day = day_end_inclusive(local.date(), tz) == self.as_of;
        let as_of = match shift(local, from, to) {
            Some(local) if end_of_day => day_end_inclusive(local.date(), tz),
            _ => shifted,
        };
        Self { as_of: as_of.min(self.as_of), ..self }
    }
}

fn clamp(at: Instant, now: Instant) -> (Instant, bool) {
    (at.min(now), at > now)
}

/// The wall-clock moment as far from `to` as `local` is from `from`, in days.
fn shift(local: NaiveDateTime, from: NaiveDate, to: NaiveDate) -> Option<NaiveDateTime> {
    let back = u64::try_from((from - to).num_days()).ok()?;
    local.checked_sub_days(Days::new(back))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Europe::Paris;
    use rstest::rstest;

    fn at(text: &str) -> Instant {
        Instant::parse_rfc3339(text).unwrap()
    }
    fn day(text: &str) -> When {
        When::Day(text.parse().unwrap())
    }
    fn now() -> Instant {
        at("2026-11-20T09:40:00Z")
    }

    #[test]
    fn by_default_everything_counts() {
        let vantage = Vantage::resolve(None, None, now(), Paris);
        assert!(vantage.is_now() && vantage.notes().is_empty());
        assert_eq!(vantage, Vantage::now(now()));
    }

    #[test]
    fn a_date_is_the_end_of_that_local_day() {
        let vantage = Vantage::resolve(Some(day("2026-10-25")), None, now(), Paris);
        assert_eq!(vantage.as_of, at("2026-10-25T22:59:59.999999Z"));
        assert!(vantage.knows_all() && !vantage.is_now() && vantage.notes().is_empty());
    }

    #[test]
    fn the_future_is_now_and_the_answer_says_so() {
        let vantage = Vantage::resolve(
            Some(day("2026-11-20")),
            Some(When::At(at("2030-01-01T00:00:00Z"))),
            now(),
            Paris,
        );
        assert_eq!((vantage.as_of, vantage.known_at), (now(), now()));
        assert_eq!(vantage.notes(), [Note::AsOfIsNow, Note::KnownAtIsNow]);
    }

    #[test]
    fn nothing_is_seen_later_than_it_is_known() {
        let known = Some(day("2026-10-01"));
        let vantage = Vantage::resolve(Some(day("2026-10-15")), known, now(), Paris);
        assert_eq!(vantage.as_of, at("2026-10-01T21:59:59.999999Z"));
        assert_eq!(vantage.notes(), [Note::AsOfIsKnownAt]);
        let followed = Vantage::resolve(None, known, now(), Paris);
        assert_eq!((followed.as_of, followed.notes()), (vantage.as_of, vec![]));
    }

    #[rstest]
    // Finished: 20 November is 51 days after the third quarter; 20 August is 51 days after the second.
    #[case("2026-07-01", "2026-10-01", "2026-11-20T22:59:59.999999Z", "2026-08-20T21:59:59.999999Z")]
    // Running: the 20th day of a month is compared with the 20th day of the month before.
    #[case("2026-11-01", "2026-12-01", "2026-11-20T09:40:00Z", "2026-10-20T08:40:00Z")]
    // A period of days.
    #[case("2026-11-09", "2026-11-16", "2026-11-17T11:00:00Z", "2026-11-10T11:00:00Z")]
    // The last day of a month is as complete as the last day of a longer month before it.
    #[case("2026-11-01", "2026-12-01", "2026-12-01T08:00:00Z", "2026-11-01T08:00:00Z")]
    fn the_period_before_is_seen_at_equal_age(
        #[case] from: &str,
        #[case] until: &str,
        #[case] as_of: &str,
        #[case] want: &str,
    ) {
        let period = Period::new(from.parse().unwrap(), until.parse().unwrap()).unwrap();
        let vantage = Vantage { as_of: at(as_of), ..Vantage::now(at("2027-01-01T00:00:00Z")) };
        assert_eq!(vantage.before(period, period.previous(), Paris).as_of.rfc3339(), want);
    }
}
