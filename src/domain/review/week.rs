//! Which weeks a review looks at.

use crate::domain::instant::Instant;
use crate::domain::period::{IsoWeek, Period};
use crate::domain::zone::{Tz, check_date, local_date};
use chrono::{Datelike, NaiveDate};
use std::str::FromStr;

/// How many weeks before make the mean.
pub const BEFORE: usize = 4;

/// Why a text names no week that can be reviewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadWeek {
    /// Not written `2026-W46`.
    #[error("not an ISO week")]
    Malformed,
    /// That year has no such week: it has so many.
    #[error("that year has {weeks} weeks")]
    NoSuchWeek {
        /// The ISO year.
        year: i32,
        /// The number asked for.
        asked: u32,
        /// 52 or 53.
        weeks: u32,
    },
    /// It has not begun: its Monday is still to come.
    #[error("begins on {0}")]
    Future(NaiveDate),
}

/// Reads `2026-W46` as a week that has begun by `today`.
///
/// # Errors
/// [`BadWeek`].
pub fn read_week(text: &str, today: NaiveDate) -> Result<IsoWeek, BadWeek> {
    let (year, number) = text.split_once("-W").ok_or(BadWeek::Malformed)?;
    let digits = |part: &str, len: usize| part.len() == len && part.bytes().all(|b| b.is_ascii_digit());
    if !digits(year, 4) || !digits(number, 2) {
        return Err(BadWeek::Malformed);
    }
    let year: i32 = year.parse().map_err(|_| BadWeek::Malformed)?;
    let asked: u32 = number.parse().map_err(|_| BadWeek::Malformed)?;
    let week = IsoWeek::from_str(text).map_err(|_| {
        let last = NaiveDate::from_ymd_opt(year, 12, 28).map_or(52, |day| day.iso_week().week());
        // a week that the year has, but far outside the dates that Relais accepts
        if (1..=last).contains(&asked) {
            BadWeek::Malformed
        } else {
            BadWeek::NoSuchWeek { year, asked, weeks: last }
        }
    })?;
    // the four weeks before it are looked at too
    let first = Weeks { week }.all().first().map_or(week.monday(), |earliest| earliest.monday());
    check_date(first).and_then(|_| check_date(week.next().monday())).map_err(|_| BadWeek::Malformed)?;
    if week.monday() > today { Err(BadWeek::Future(week.monday())) } else { Ok(week) }
}

/// The agenda. Its order is that of the meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Block {
    /// Actions carried over from earlier meetings.
    Carried,
    /// Marketing qualified leads.
    Mql,
    /// Sales objectives.
    Sales,
    /// What sales tell marketing.
    Feedback,
    /// The next contents.
    Contents,
    /// Decisions and actions.
    Agreed,
}

impl Block {
    /// The whole agenda.
    pub const ALL: [Self; 6] =
        [Self::Carried, Self::Mql, Self::Sales, Self::Feedback, Self::Contents, Self::Agreed];
    /// The blocks in which each team has a note of its own.
    pub const NOTED: [Self; 4] = [Self::Mql, Self::Sales, Self::Feedback, Self::Contents];
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Carried => "carried",
            Self::Mql => "mql",
            Self::Sales => "sales",
            Self::Feedback => "feedback",
            Self::Contents => "contents",
            Self::Agreed => "agreed",
        }
    }
    /// Minutes that it takes in a meeting of 45.
    pub const fn minutes(self) -> u32 {
        match self {
            Self::Carried => 2,
            Self::Mql | Self::Sales | Self::Contents => 8,
            Self::Feedback => 12,
            Self::Agreed => 7,
        }
    }
    /// The one before on the agenda.
    pub fn previous(self) -> Option<Self> {
        Self::ALL.into_iter().rev().find(|block| *block < self)
    }
    /// The one after on the agenda.
    pub fn next(self) -> Option<Self> {
        Self::ALL.into_iter().find(|block| *block > self)
    }
}

/// The text names no block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a block of the agenda")]
pub struct UnknownBlock;

impl FromStr for Block {
    type Err = UnknownBlock;
    fn from_str(text: &str) -> Result<Self, UnknownBlock> {
        Self::ALL.into_iter().find(|block| block.code() == text).ok_or(UnknownBlock)
    }
}

/// A week and the four before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weeks {
    /// The week under review.
    pub week: IsoWeek,
}

impl Weeks {
    /// The four weeks before, the earliest first, then the week itself.
    pub fn all(self) -> Vec<IsoWeek> {
        let mut weeks = vec![self.week];
        for _ in 0..BEFORE {
            let earliest = weeks.last().map_or(self.week, |week| week.previous());
            weeks.push(earliest);
        }
        weeks.reverse();
        weeks
    }
    /// The days of the four weeks before.
    pub fn before(self) -> Period {
        let first = self.all().first().map_or(self.week.monday(), |week| week.monday());
        Period { from: first, until: self.week.monday() }
    }
    /// First instant of the week and the first one after it, in the organisation's zone.
    pub fn bounds(self, zone: Tz) -> (Instant, Instant) {
        self.week.period().bounds(zone)
    }
    /// The day that the review looks back from: today, or the week's Sunday once that is past.
    pub fn day(self, now: Instant, zone: Tz) -> NaiveDate {
        local_date(now, zone).min(self.week.period().last())
    }
    /// The month that the week belongs to, by the ISO rule for years: the one that holds its Thursday.
    pub fn month(self) -> Option<Period> {
        let thursday = self.week.monday().checked_add_days(chrono::Days::new(3))?;
        Period::month(thursday.year(), thursday.month())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[rstest]
    #[case("2026-W54", BadWeek::NoSuchWeek { year: 2026, asked: 54, weeks: 53 })]
    #[case("2025-W53", BadWeek::NoSuchWeek { year: 2025, asked: 53, weeks: 52 })]
    #[case("2026-W00", BadWeek::NoSuchWeek { year: 2026, asked: 0, weeks: 53 })]
    #[case("2026-W48", BadWeek::Future(day("2026-11-23")))]
    #[case("2026-46", BadWeek::Malformed)]
    #[case("2026-W4", BadWeek::Malformed)]
    #[case("+026-W04", BadWeek::Malformed)]
    #[case("1899-W50", BadWeek::Malformed)]
    #[case("9999-W50", BadWeek::Malformed)]
    #[case("", BadWeek::Malformed)]
    fn other_texts_are_refused(#[case] text: &str, #[case] why: BadWeek) {
        assert_eq!(read_week(text, day("2026-11-22")), Err(why));
    }

    #[test]
    fn the_long_year_has_its_week() {
        let week = read_week("2026-W53", day("2026-12-28")).unwrap();
        assert_eq!((week.monday(), week.period().last()), (day("2026-12-28"), day("2027-01-03")));
        assert_eq!(Weeks { week }.month(), Period::month(2026, 12));
        assert_eq!(read_week("2026-W53", day("2026-12-27")), Err(BadWeek::Future(day("2026-12-28"))));
    }

    #[test]
    fn a_week_with_a_change_of_clocks_lasts_169_hours() {
        let week = read_week("2026-W43", day("2026-11-20")).unwrap();
        let (from, until) = Weeks { week }.bounds(chrono_tz::Europe::Paris);
        assert_eq!(until.since(from), 169 * 3_600_000_000);
    }

    #[test]
    fn the_agenda_runs_from_the_old_actions_to_the_new_ones() {
        let mut block = Block::Carried;
        let mut seen = vec![block];
        while let Some(next) = block.next() {
            assert_eq!(next.previous(), Some(block));
            assert_eq!(next.code().parse(), Ok(next));
            seen.push(next);
            block = next;
        }
        assert_eq!(seen, Block::ALL);
        assert_eq!(Block::ALL.into_iter().map(Block::minutes).sum::<u32>(), 45);
    }

    proptest! {
        #[test]
        fn five_weeks_are_contiguous(days in 1_000i32..70_000) {
            let week = IsoWeek::of(crate::domain::zone::date_of(days).unwrap());
            let weeks = Weeks { week };
            let all = weeks.all();
            prop_assert_eq!(all.len(), BEFORE + 1);
            for pair in all.windows(2) {
                prop_assert_eq!(pair[0].period().until, pair[1].monday());
            }
            prop_assert_eq!(weeks.before().until, week.monday());
            prop_assert_eq!(weeks.before().days(), 28);
        }
    }
}
