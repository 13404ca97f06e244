//! What a page needs to speak: the reader's language and time zone, and the instant of the request.

use super::format::relative::{AgeUnit, age};
use super::format::{self, dates};
use super::given::{Given, Whole};
use super::{Lang, Messages, messages};
use crate::domain::instant::Instant;
use crate::domain::money::{Currency, Minor};
use crate::domain::period::{IsoWeek, Period};
use crate::domain::stats::Rate;
use crate::domain::zone::local_date;
use chrono::NaiveDate;
use chrono_tz::Tz;

/// The reader's context, one per request, copied into every view.
///
/// Helpers take a value or a reference to one, because templates hand over either.
#[derive(Clone, Copy)]
pub struct L {
    /// Every sentence: `l.t.nav_leads()`.
    pub t: &'static Messages,
    /// The language of the answer.
    pub lang: Lang,
    /// The reader's time zone; every civil date and hour shown is in it.
    pub zone: Tz,
    /// The instant of the request, so that one page never shows two «now».
    pub now: Instant,
}

impl L {
    /// The context of one request.
    pub fn new(lang: Lang, zone: Tz, now: Instant) -> Self {
        Self { t: messages(lang), lang, zone, now }
    }

    /// A whole number: `12 345`.
    pub fn int(&self, n: impl Whole) -> String {
        format::number(self.lang, n.whole())
    }
    /// A count that was not carried beyond `cap`: `10 000+`.
    pub fn capped(&self, n: impl Whole, cap: impl Whole) -> String {
        format::capped(self.lang, n.whole(), cap.whole())
    }
    /// A number with that many decimals.
    pub fn decimal(&self, value: impl Given<f64>, decimals: impl Given<usize>) -> String {
        format::decimal(self.lang, value.given(), decimals.given())
    }
    /// `x/n`.
    pub fn fraction(&self, rate: impl Given<Rate>) -> String {
        format::fraction(self.lang, rate.given())
    }
    /// A rate in per cent; «—» without denominator. Show it through `ui::rate`, which guards small samples.
    pub fn pct(&self, rate: impl Given<Rate>) -> String {
        format::percent(self.lang, rate.given().value())
    }
    /// A proportion (0 to 1) in per cent, for targets and settings, which have no sample.
    pub fn share(&self, proportion: impl Given<f64>) -> String {
        format::percent(self.lang, proportion.given())
    }
    /// A rate with its evidence: `24/160 = 15,0 % [10,3 ; 21,3]`.
    pub fn evidence(&self, rate: impl Given<Rate>) -> String {
        format::rate(self.lang, rate.given())
    }

    /// An amount to the cent.
    pub fn money(&self, amount: impl Given<Minor>, currency: impl Given<Currency>) -> String {
        format::money(self.lang, amount.given(), currency.given())
    }
    /// An amount without cents, for tiles, lists and charts.
    pub fn money_rounded(&self, amount: impl Given<Minor>, currency: impl Given<Currency>) -> String {
        format::money_rounded(self.lang, amount.given(), currency.given())
    }

    /// A civil date: `24 nov. 2026`.
    pub fn date(&self, date: impl Given<NaiveDate>) -> String {
        dates::date(self.lang, date.given())
    }
    /// A civil date with its weekday, in full.
    pub fn date_long(&self, date: impl Given<NaiveDate>) -> String {
        dates::date_long(self.lang, date.given())
    }
    /// The month of a date: `novembre 2026`.
    pub fn month(&self, date: impl Given<NaiveDate>) -> String {
        dates::month(self.lang, date.given())
    }
    /// First and last day of a period.
    pub fn period(&self, period: impl Given<Period>) -> String {
        dates::period(self.lang, period.given())
    }
    /// An ISO week: `S48 2026`.
    pub fn week(&self, week: impl Given<IsoWeek>) -> String {
        dates::week(self.lang, week.given())
    }
    /// The reader's civil date of an instant.
    pub fn day(&self, at: impl Given<Instant>) -> String {
        dates::date(self.lang, local_date(at.given(), self.zone))
    }
    /// Date and hour of an instant in the reader's zone: `24 nov. 2026 à 09:30`.
    pub fn datetime(&self, at: impl Given<Instant>) -> String {
        dates::date_time(self.lang, at.given(), self.zone)
    }
    /// The hour of an instant in the reader's zone: `09:30`.
    pub fn hour(&self, at: impl Given<Instant>) -> String {
        dates::hour(at.given(), self.zone)
    }

    /// How long ago, or how soon: «il y a 3 h», «dans 2 j». Show it through `ui::ago`, which adds the exact instant.
    pub fn ago(&self, at: impl Given<Instant>) -> String {
        let age = age(at.given(), self.now, self.zone);
        let n = age.count;
        match (age.unit, age.past) {
            (AgeUnit::Now, _) => self.t.ago_now(),
            (AgeUnit::Minutes, true) => self.t.ago_minutes(n),
            (AgeUnit::Minutes, false) => self.t.in_minutes(n),
            (AgeUnit::Hours, true) => self.t.ago_hours(n),
            (AgeUnit::Hours, false) => self.t.in_hours(n),
            (AgeUnit::Days, true) if n == 1 => self.t.ago_yesterday(),
            (AgeUnit::Days, false) if n == 1 => self.t.in_tomorrow(),
            (AgeUnit::Days, true) => self.t.ago_days(n),
            (AgeUnit::Days, false) => self.t.in_days(n),
            (AgeUnit::Months, true) => self.t.ago_months(n),
            (AgeUnit::Months, false) => self.t.in_months(n),
            (AgeUnit::Years, true) => self.t.ago_years(n),
            (AgeUnit::Years, false) => self.t.in_years(n),
        }
    }
}

impl std::fmt::Debug for L {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("L")
            .field("lang", &self.lang)
            .field("zone", &self.zone)
            .field("now", &self.now)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_is_told_in_both_languages() {
        let now = Instant::from_secs(1_795_000_000);
        let said =
            |lang, seconds: i64| L::new(lang, chrono_tz::Europe::Paris, now).ago(now.plus_secs(seconds));
        assert_eq!(said(Lang::Fr, -20), "à l’instant");
        assert_eq!(said(Lang::Fr, -3 * 3_600), "il y a 3\u{a0}h");
        assert_eq!(said(Lang::En, -3 * 3_600), "3 h ago");
        assert_eq!(said(Lang::Fr, 26 * 3_600), "demain");
        assert_eq!(said(Lang::En, -400 * 86_400), "13 months ago");
        assert_eq!(said(Lang::Fr, -800 * 86_400), "il y a 2\u{a0}ans");
    }
}
