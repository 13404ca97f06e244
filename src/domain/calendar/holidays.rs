//! French public holidays of any year (Code du travail, L3133-1): local dates, computed, never listed.

use chrono::{Datelike, Days, NaiveDate};
use std::str::FromStr;

/// Which holidays a calendar keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HolidaySet {
    /// The eleven of metropolitan France.
    Fr,
    /// With Good Friday and 26 December.
    FrAlsaceMoselle,
    /// With 20 December.
    FrReunion,
}

/// The text names no set of holidays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown set of holidays")]
pub struct UnknownSet;

impl HolidaySet {
    /// Every set, in the order of menus.
    pub const ALL: [Self; 3] = [Self::Fr, Self::FrAlsaceMoselle, Self::FrReunion];

    /// Stable code, used in the database, forms and the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::FrAlsaceMoselle => "fr-alsace-moselle",
            Self::FrReunion => "fr-reunion",
        }
    }

    /// The holiday that a date is, if it is one.
    pub fn on(self, date: NaiveDate) -> Option<Holiday> {
        fixed(self, date.month(), date.day()).or_else(|| movable(self, date))
    }

    /// The holidays of a year, in order.
    pub fn of_year(self, year: i32) -> Vec<(NaiveDate, Holiday)> {
        let Some(first) = NaiveDate::from_ymd_opt(year, 1, 1) else { return Vec::new() };
        let days = first.iter_days().take_while(|d| d.year() == year);
        days.filter_map(|d| Some((d, self.on(d)?))).collect()
    }
}

impl FromStr for HolidaySet {
    type Err = UnknownSet;
    fn from_str(s: &str) -> Result<Self, UnknownSet> {
        Self::ALL.into_iter().find(|v| v.code() == s).ok_or(UnknownSet)
    }
}

/// A public holiday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Holiday {
    /// 1 January.
    NewYear,
    /// Two days before Easter (Alsace-Moselle).
    GoodFriday,
    /// The day after Easter.
    EasterMonday,
    /// 1 May.
    LabourDay,
    /// 8 May.
    Victory,
    /// 39 days after Easter.
    Ascension,
    /// 50 days after Easter.
    WhitMonday,
    /// 14 July.
    NationalDay,
    /// 15 August.
    Assumption,
    /// 1 November.
    AllSaints,
    /// 11 November.
    Armistice,
    /// 20 December (La Réunion).
    Abolition,
    /// 25 December.
    Christmas,
    /// 26 December (Alsace-Moselle).
    SaintStephen,
}

const fn fixed(set: HolidaySet, month: u32, day: u32) -> Option<Holiday> {
    Some(match (month, day) {
        (1, 1) => Holiday::NewYear,
        (5, 1) => Holiday::LabourDay,
        (5, 8) => Holiday::Victory,
        (7, 14) => Holiday::NationalDay,
        (8, 15) => Holiday::Assumption,
        (11, 1) => Holiday::AllSaints,
        (11, 11) => Holiday::Armistice,
        (12, 20) if matches!(set, HolidaySet::FrReunion) => Holiday::Abolition,
        (12, 25) => Holiday::Christmas,
        (12, 26) if matches!(set, HolidaySet::FrAlsaceMoselle) => Holiday::SaintStephen,
        _ => return None,
    })
}

/// Easter falls from 22 March to 25 April, so that its feasts lie between 20 March and 14 June.
fn movable(set: HolidaySet, date: NaiveDate) -> Option<Holiday> {
    if !(3..=6).contains(&date.month()) {
        return None;
    }
    match (date - easter(date.year())?).num_days() {
        -2 if set == HolidaySet::FrAlsaceMoselle => Some(Holiday::GoodFriday),
        1 => Some(Holiday::EasterMonday),
        39 => Some(Holiday::Ascension),
        50 => Some(Holiday::WhitMonday),
        _ => None,
    }
}

/// Easter Sunday of a year of the Gregorian calendar (Meeus, *Astronomical Algorithms*, chapter 8).
pub fn easter(year: i32) -> Option<NaiveDate> {
    let (a, b, c) = (year.rem_euclid(19), year.div_euclid(100), year.rem_euclid(100));
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15).rem_euclid(30);
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k).rem_euclid(7);
    let m = (a + 11 * h + 22 * l) / 451;
    // Days after 22 March: month and day are one sum in the source.
    let after = h + l - 7 * m;
    let march = NaiveDate::from_ymd_opt(year, 3, 22)?;
    march.checked_add_days(Days::new(u64::try_from(after).ok()?))
}
