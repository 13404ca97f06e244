//! From what was typed to typed values: every fault of a form found in one pass.
//!
//! ```ignore
//! let mut c = Check::new(&form);
//! let email = c.email("email");
//! let stage = c.choice::<Stage>("to");
//! let stage = c.required("to", stage);
//! c.finish(stage.map(|to| Valid { email, to }))      // Err(FieldErrors) when anything failed
//! ```

use super::form::{FieldErrors, RawForm};
use super::words::Words;
use crate::domain::contact::{EmailError, clean_email};
use crate::domain::instant::Instant;
use crate::domain::money::{AmountError, Minor, parse_amount};
use crate::domain::text::{TextError, clean_line, clean_text};
use crate::domain::zone::{check_date, instant_of, local_date};
use crate::words;
use chrono::{NaiveDate, NaiveDateTime};
use chrono_tz::Tz;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// One pass over a submitted form. Every reader gives `None` for a blank or absent field, and for a faulty one, whose
/// error is then noted.
#[derive(Debug)]
pub struct Check<'a> {
    form: &'a RawForm,
    errors: FieldErrors,
}

impl<'a> Check<'a> {
    /// Starts a pass.
    pub fn new(form: &'a RawForm) -> Self {
        Self { form, errors: FieldErrors::default() }
    }

    /// One line of at most `max` characters, cleaned.
    pub fn line(&mut self, field: &'static str, max: usize) -> Option<String> {
        self.with(field, |text| clean_line(text, max).map_err(too_long)).filter(|line| !line.is_empty())
    }

    /// Several lines of at most `max` characters, cleaned.
    pub fn text(&mut self, field: &'static str, max: usize) -> Option<String> {
        self.with(field, |text| clean_text(text, max).map_err(too_long)).filter(|text| !text.is_empty())
    }

    /// An e-mail address.
    pub fn email(&mut self, field: &'static str) -> Option<String> {
        self.with(field, |text| {
            clean_email(text).map_err(|fault| match fault {
                EmailError::TooLong { limit } => too_many(limit),
                EmailError::Empty | EmailError::Malformed => words!(field_email),
            })
        })
    }

    /// One value of a closed list: a stage, a role, an id.
    pub fn choice<T: FromStr>(&mut self, field: &'static str) -> Option<T> {
        self.with(field, |text| text.trim().parse().map_err(|_| words!(field_choice)))
    }

    /// A whole number; blanks between the digits are ignored.
    pub fn whole(&mut self, field: &'static str, range: RangeInclusive<i64>) -> Option<i64> {
        self.with(field, |text| {
            let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            let number = digits.parse::<i64>().map_err(|_| words!(field_number))?;
            if range.contains(&number) {
                return Ok(number);
            }
            let (low, high) = (*range.start(), *range.end());
            Err(words!(field_out_of_range, low.to_string(), high.to_string()))
        })
    }

    /// A civil date, as `2026-12-31` (date inputs) or `31/12/2026` (typed).
    pub fn date(&mut self, field: &'static str) -> Option<NaiveDate> {
        self.with(field, |text| {
            let text = text.trim();
            let parsed = ["%Y-%m-%d", "%d/%m/%Y"]
                .iter()
                .find_map(|format| NaiveDate::parse_from_str(text, format).ok());
            parsed.and_then(|date| check_date(date).ok()).ok_or_else(|| words!(field_date))
        })
    }

    /// An amount of money of a currency with that many decimals, not negative.
    pub fn money(&mut self, field: &'static str, decimals: u8) -> Option<Minor> {
        self.with(field, |text| parse_amount(text, decimals).map_err(amount))
    }

    /// An instant, as `2026-11-20T10:30` (date and time inputs), `20/11/2026 10:30` (typed), both by the clock of
    /// `zone`, or RFC 3339. The minute of `now` means `now`, a date alone its noon (today: `now`).
    pub fn instant(&mut self, field: &'static str, zone: Tz, now: Instant) -> Option<Instant> {
        self.with(field, |text| read_instant(text.trim(), zone, now).ok_or_else(|| words!(field_instant)))
    }

    /// Whether a checkbox is ticked.
    pub fn ticked(&self, field: &str) -> bool {
        self.form.get(field).is_some_and(|value| !matches!(value, "" | "0" | "false" | "no"))
    }

    /// Any other reading: `read` receives what was typed, never blank.
    pub fn with<T>(&mut self, field: &'static str, read: impl FnOnce(&str) -> Result<T, Words>) -> Option<T> {
        let text = self.form.get(field).filter(|text| !text.trim().is_empty())?;
        read(text).map_err(|why| self.errors.add(field, why)).ok()
    }

    /// Notes that a value is needed, unless the field already has a fault.
    pub fn required<T>(&mut self, field: &'static str, value: Option<T>) -> Option<T> {
        if value.is_none() {
            self.errors.add(field, words!(field_required));
        }
        value
    }

    /// Notes a fault found by a rule over several fields.
    pub fn fail(&mut self, field: &'static str, why: Words) {
        self.errors.add(field, why);
    }

    /// The valid value, if nothing failed. A value that is `None` without any error means that a required field was
    /// not declared so; the whole form is then refused under its first field rather than accepted half-read.
    ///
    /// # Errors
    /// Every fault that was noted.
    pub fn finish<T>(self, valid: Option<T>) -> Result<T, FieldErrors> {
        match valid {
            Some(valid) if self.errors.is_empty() => Ok(valid),
            _ if self.errors.is_empty() => Err(FieldErrors::one("", words!(field_required))),
            _ => Err(self.errors),
        }
    }
}

fn amount(fault: AmountError) -> Words {
    match fault {
        AmountError::Empty | AmountError::NotANumber => words!(field_money),
        AmountError::Ambiguous => words!(field_money_ambiguous),
        AmountError::Negative => words!(field_money_negative),
        AmountError::TooManyDecimals { allowed } => words!(field_money_decimals, allowed),
        AmountError::TooLarge { limit_major } => {
            Words::new("field_money_large", move |l| l.t.field_money_large(l.int(limit_major)))
        }
    }
}

fn read_instant(text: &str, zone: Tz, now: Instant) -> Option<Instant> {
    const FORMATS: [&str; 5] =
        ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M", "%d/%m/%Y à %H:%M"];
    if let Some(at) = Instant::parse_rfc3339(text) {
        return check_date(local_date(at, zone)).ok().map(|_| at);
    }
    let date = ["%Y-%m-%d", "%d/%m/%Y"].iter().find_map(|f| NaiveDate::parse_from_str(text, f).ok());
    if let Some(date) = date {
        check_date(date).ok()?;
        let noon = instant_of(date.and_hms_opt(12, 0, 0)?, zone);
        return Some(if date == local_date(now, zone) { now } else { noon });
    }
    let local = FORMATS.iter().find_map(|f| NaiveDateTime::parse_from_str(text, f).ok())?;
    check_date(local.date()).ok()?;
    let at = instant_of(local, zone);
    let this_minute = at <= now && now.since(at) < 60_000_000;
    Some(if this_minute { now } else { at })
}

fn too_long(fault: TextError) -> Words {
    match fault {
        TextError::Nul => words!(field_characters),
        TextError::TooLong { limit, .. } => too_many(limit),
    }
}

fn too_many(limit: usize) -> Words {
    words!(field_too_long, limit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::stage::Stage;

    fn form(pairs: &[(&str, &str)]) -> RawForm {
        RawForm::from_pairs(pairs.iter().copied())
    }

    #[test]
    fn every_fault_is_found_in_one_pass() {
        let form = form(&[
            ("name", "x\u{202e}y  "),
            ("email", "no"),
            ("to", "boss"),
            ("n", "1 200"),
            ("far", "9"),
            ("day", "31/02/2026"),
        ]);
        let mut c = Check::new(&form);
        assert_eq!(c.line("name", 80).as_deref(), Some("xy"));
        assert_eq!(c.email("email"), None);
        assert_eq!(c.choice::<Stage>("to"), None);
        assert_eq!(c.whole("n", 0..=2_000), Some(1_200));
        assert_eq!(c.whole("far", 1..=5), None);
        assert_eq!(c.date("day"), None);
        let company = c.line("company", 10);
        assert_eq!(c.required("company", company), None);
        let errors = c.finish(Some(())).unwrap_err();
        let keys: Vec<_> = errors.iter().map(|(field, why)| (field, why.key())).collect();
        let expected = [
            ("email", "field_email"),
            ("to", "field_choice"),
            ("far", "field_out_of_range"),
            ("day", "field_date"),
            ("company", "field_required"),
        ];
        assert_eq!(keys, expected);
    }

    #[test]
    fn blank_is_no_fault_and_both_date_forms_are_read() {
        let form = form(&[
            ("email", "  "),
            ("a", "2026-12-31"),
            ("b", "31/12/2026"),
            ("c", "9999-12-31"),
            ("ok", "on"),
        ]);
        let mut c = Check::new(&form);
        assert_eq!((c.email("email"), c.date("none")), (None, None));
        assert_eq!(c.date("a"), c.date("b"));
        assert!(c.ticked("ok") && !c.ticked("other"));
        assert_eq!(c.date("c"), None, "beyond the calendar that is kept");
        assert_eq!(c.finish(Some(1)).unwrap_err().len(), 1);
    }

    #[test]
    fn moments_are_read_by_the_clock_of_the_reader() {
        let now = Instant::from_secs(1_795_000_030); // 18 November 2026, 12:07:10 in Paris
        let zone = chrono_tz::Europe::Paris;
        let read = |text: &str| {
            let form = form(&[("at", text)]);
            let mut c = Check::new(&form);
            let at = c.instant("at", zone, now);
            (at, c.finish(Some(())).is_ok())
        };
        let morning = Instant::parse_rfc3339("2026-11-17T08:30:00Z");
        for text in ["2026-11-17T09:30", "17/11/2026 09:30", "2026-11-17T08:30:00Z"] {
            assert_eq!(read(text), (morning, true), "{text}");
        }
        assert_eq!(read("2026-11-18T12:07"), (Some(now), true), "this minute is now");
        assert_eq!(read("18/11/2026"), (Some(now), true));
        for text in
            ["31/02/2026", "2027-02-29T10:00", "0001-01-01", "9999-12-31T10:00", "hier", "2026-11-17T25:00"]
        {
            assert_eq!(read(text), (None, false), "{text}");
        }
    }

    #[test]
    fn amounts_are_exact_or_refused() {
        for (typed, minor) in [
            ("1\u{a0}234,56\u{a0}€", Some(123_456)),
            ("1\u{202f}234,56", Some(123_456)),
            ("1.234,56", Some(123_456)),
            ("1,234.56", Some(123_456)),
            ("-5", None),
            ("1e308", None),
            ("NaN", None),
            ("10000000000000000000", None),
        ] {
            let form = form(&[("amount", typed)]);
            let mut c = Check::new(&form);
            assert_eq!(c.money("amount", 2).map(|m| m.0), minor, "{typed}");
            assert_eq!(c.finish(Some(())).is_ok(), minor.is_some());
        }
    }
}
