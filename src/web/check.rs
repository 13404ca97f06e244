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
use crate::domain::text::{TextError, clean_line, clean_text};
use crate::domain::zone::check_date;
use crate::words;
use chrono::NaiveDate;
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
}
