//! Dates, hours and weeks: `24 nov. 2026 à 09:30` · `24 Nov 2026, 09:30`. Plain spaces, as the Unicode locale data has
//! them: whether a date may break over two lines is the style sheet's matter.

use crate::domain::instant::Instant;
use crate::domain::period::{IsoWeek, Period};
use crate::domain::zone::{Tz, local_datetime};
use crate::i18n::Lang;
use chrono::{Datelike, NaiveDate, Timelike};

const SHORT_FR: [&str; 12] =
    ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];
const SHORT_EN: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const LONG_FR: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const LONG_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const DAYS_FR: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
const DAYS_EN: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// `24 nov. 2026` · `24 Nov 2026`; the first of a month is `1er` in French.
pub fn date(lang: Lang, date: NaiveDate) -> String {
    format!("{} {}", day_month(lang, date), date.year())
}

/// Without the year: `24 nov.` · `24 Nov`.
pub fn day_month(lang: Lang, date: NaiveDate) -> String {
    format!("{} {}", ordinal(lang, date), pick(lang, &SHORT_FR, &SHORT_EN, date.month0()))
}

/// With the day of the week, in full: `mardi 24 novembre 2026` · `Tuesday 24 November 2026`.
pub fn date_long(lang: Lang, date: NaiveDate) -> String {
    let day = pick(lang, &DAYS_FR, &DAYS_EN, date.weekday().num_days_from_monday());
    format!("{day} {} {} {}", ordinal(lang, date), month_name(lang, date), date.year())
}

/// `novembre 2026` · `November 2026`.
pub fn month(lang: Lang, date: NaiveDate) -> String {
    format!("{} {}", month_name(lang, date), date.year())
}

/// `24 nov. 2026 à 09:30` · `24 Nov 2026, 09:30`, in that zone.
pub fn date_time(lang: Lang, at: Instant, tz: Tz) -> String {
    let day = date(lang, local_datetime(at, tz).date());
    match lang {
        Lang::Fr => format!("{day} à {}", hour(at, tz)),
        Lang::En => format!("{day}, {}", hour(at, tz)),
    }
}

/// `09:30`, in that zone, the same in both languages.
pub fn hour(at: Instant, tz: Tz) -> String {
    let local = local_datetime(at, tz);
    format!("{:02}:{:02}", local.hour(), local.minute())
}

/// `S48 2026` · `W48 2026`.
pub fn week(lang: Lang, week: IsoWeek) -> String {
    let letter = match lang {
        Lang::Fr => 'S',
        Lang::En => 'W',
    };
    format!("{letter}{:02} {}", week.week, week.year)
}

/// First and last day: `1er sept. 2026 – 30 sept. 2026`; one day alone is that day.
pub fn period(lang: Lang, period: Period) -> String {
    let (first, last) = (date(lang, period.from), date(lang, period.last()));
    if first == last { first } else { format!("{first} – {last}") }
}

fn ordinal(lang: Lang, date: NaiveDate) -> String {
    match (lang, date.day()) {
        (Lang::Fr, 1) => "1er".to_owned(),
        (_, day) => day.to_string(),
    }
}

fn month_name(lang: Lang, date: NaiveDate) -> &'static str {
    pick(lang, &LONG_FR, &LONG_EN, date.month0())
}

fn pick<const N: usize>(lang: Lang, fr: &[&'static str; N], en: &[&'static str; N], at: u32) -> &'static str {
    let names = match lang {
        Lang::Fr => fr,
        Lang::En => en,
    };
    usize::try_from(at).ok().and_then(|at| names.get(at)).copied().unwrap_or_default()
}
