//! The fields of a lead, as typed. A field that the form does not have stays as it is.

use crate::domain::ids::{Id, of};
use crate::domain::text::fold;
use crate::features::leads::model::LeadStatus;
use crate::web::check::Check;
use crate::web::form::{FieldErrors, RawForm};
use crate::words;
use chrono::NaiveDate;

/// Longest given or family name.
pub const NAME_MAX: usize = 100;
/// Longest job title, company, source, campaign, content.
pub const TITLE_MAX: usize = 120;
/// Longest telephone number.
pub const PHONE_MAX: usize = 40;
/// Longest description of pains or of the need.
pub const TEXT_MAX: usize = 5_000;
/// Longest note.
pub const NOTE_MAX: usize = 20_000;
/// Longest tag, and how many a lead can have.
pub const TAG_MAX: usize = 40;
/// See [`TAG_MAX`].
pub const TAGS_MAX: usize = 20;

/// What a form says about a lead. The outer `None` means that the form does not have the field, the inner one that it
/// was left blank.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    /// Given name.
    pub first_name: Option<String>,
    /// Family name.
    pub last_name: Option<String>,
    /// E-mail, cleaned.
    pub email: Option<String>,
    /// Telephone, as typed.
    pub phone: Option<String>,
    /// What they do there.
    pub job_title: Option<String>,
    /// Name of their company.
    pub company: Option<String>,
    /// Name of the first source.
    pub source: Option<String>,
    /// Name of the latest source.
    pub latest_source: Option<String>,
    /// How (utm_medium).
    pub medium: Option<String>,
    /// Name of the campaign.
    pub campaign: Option<String>,
    /// Name of the content.
    pub content: Option<String>,
    /// utm_term.
    pub term: Option<String>,
    /// Id or name of a persona.
    pub persona: Option<String>,
    /// What hurts.
    pub pain_points: Option<String>,
    /// The need.
    pub need: Option<String>,
    /// Estimated value, minor units.
    pub estimated_value: Option<Option<i64>>,
    /// Why we may write to them.
    pub consent_basis: Option<String>,
    /// Sub-state of the sales work.
    pub status: Option<LeadStatus>,
    /// When to come back.
    pub revisit_on: Option<Option<NaiveDate>>,
    /// Id, e-mail or name of the rep.
    pub owner: Option<String>,
    /// Id of the queue.
    pub queue: Option<Option<Id<of::Queue>>>,
    /// Tags.
    pub tags: Option<Vec<String>>,
    /// A note to log with it.
    pub note: Option<String>,
}

/// Reads the fields that the form has; `decimals` are the currency's.
///
/// # Errors
/// Every fault.
pub fn read(form: &RawForm, decimals: u8) -> Result<Typed, FieldErrors> {
    let mut c = Check::new(form);
    let typed = Typed {
        first_name: line(&mut c, form, "first_name", NAME_MAX),
        last_name: line(&mut c, form, "last_name", NAME_MAX),
        email: form.has("email").then(|| c.email("email").unwrap_or_default()),
        phone: phone(&mut c, form),
        job_title: line(&mut c, form, "job_title", TITLE_MAX),
        company: name(&mut c, form, "company"),
        source: name(&mut c, form, "source"),
        latest_source: name(&mut c, form, "latest_source"),
        medium: line(&mut c, form, "medium", TITLE_MAX),
        campaign: name(&mut c, form, "campaign"),
        content: name(&mut c, form, "content"),
        term: line(&mut c, form, "term", TITLE_MAX),
        persona: line(&mut c, form, "persona", TITLE_MAX),
        pain_points: text(&mut c, form, "pain_points", TEXT_MAX),
        need: text(&mut c, form, "need", TEXT_MAX),
        estimated_value: value(&mut c, form, decimals),
        consent_basis: line(&mut c, form, "consent_basis", 200),
        status: c.choice("status"),
        revisit_on: form.has("revisit_on").then(|| c.date("revisit_on")),
        owner: line(&mut c, form, "owner", 254),
        queue: form.has("queue").then(|| c.choice("queue")),
        tags: tags(&mut c, form),
        note: text(&mut c, form, "note", NOTE_MAX),
    };
    c.finish(Some(typed))
}

/// Reads a new lead: a name, an e-mail or a telephone is enough.
///
/// # Errors
/// Every fault.
pub fn read_new(form: &RawForm, decimals: u8) -> Result<Typed, FieldErrors> {
    let typed = read(form, decimals)?;
    let given = |field: &Option<String>| field.as_deref().is_some_and(|text| !text.is_empty());
    if [&typed.first_name, &typed.last_name, &typed.email, &typed.phone].into_iter().any(given) {
        return Ok(typed);
    }
    Err(FieldErrors::one("last_name", words!(lead_needs_a_name)))
}

fn line(c: &mut Check<'_>, form: &RawForm, field: &'static str, max: usize) -> Option<String> {
    form.has(field).then(|| c.line(field, max).unwrap_or_default())
}

fn text(c: &mut Check<'_>, form: &RawForm, field: &'static str, max: usize) -> Option<String> {
    form.has(field).then(|| c.text(field, max).unwrap_or_default())
}

/// The name of an entry of a reference list: it must hold something to find it by.
fn name(c: &mut Check<'_>, form: &RawForm, field: &'static str) -> Option<String> {
    let name = line(c, form, field, TITLE_MAX)?;
    if !name.is_empty() && fold(&name).is_empty() {
        c.fail(field, words!(field_characters));
    }
    Some(name)
}

fn phone(c: &mut Check<'_>, form: &RawForm) -> Option<String> {
    let phone = line(c, form, "phone", PHONE_MAX)?;
    let digits = phone.chars().filter(|digit| digit.is_numeric()).count();
    if !phone.is_empty() && digits < 2 {
        c.fail("phone", words!(field_phone));
    }
    Some(phone)
}

/// The amount under its form name, or in minor units under its API name.
fn value(c: &mut Check<'_>, form: &RawForm, decimals: u8) -> Option<Option<i64>> {
    const LIMIT: i64 = 1_000_000_000_000;
    if form.has("estimated_value_minor") {
        return Some(c.whole("estimated_value_minor", 0..=LIMIT));
    }
    form.has("estimated_value").then(|| c.money("estimated_value", decimals).map(|amount| amount.0))
}

/// Tags separated by commas, or one per field of that name; two spellings of one tag count once.
fn tags(c: &mut Check<'_>, form: &RawForm) -> Option<Vec<String>> {
    if !form.has("tags") {
        return None;
    }
    let mut found: Vec<String> = Vec::new();
    for tag in form.all("tags").flat_map(|line| line.split([',', ';', '\n'])) {
        let cleaned = crate::domain::text::clean_line(tag, TAG_MAX);
        match cleaned {
            Ok(tag) if fold(&tag).is_empty() => {}
            Ok(tag) if found.iter().any(|known| fold(known) == fold(&tag)) => {}
            Ok(tag) => found.push(tag),
            Err(_) => c.fail("tags", words!(lead_tag_too_long, TAG_MAX)),
        }
    }
    if found.len() > TAGS_MAX {
        c.fail("tags", words!(lead_too_many_tags, TAGS_MAX));
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(pairs: &[(&str, &str)]) -> RawForm {
        RawForm::from_pairs(pairs.iter().copied())
    }

    #[test]
    fn a_name_or_an_email_or_a_telephone_is_enough() {
        for (field, value) in
            [("last_name", "Ba"), ("first_name", "Ö"), ("email", "a@b.fr"), ("phone", "06 12 34 56 78")]
        {
            assert!(read_new(&form(&[(field, value), ("company", "")]), 2).is_ok(), "{field}");
        }
        let nothing = read_new(&form(&[("last_name", " \u{200b} "), ("company", "Ba")]), 2).unwrap_err();
        assert_eq!(
            nothing.iter().next().map(|(field, why)| (field, why.key())),
            Some(("last_name", "lead_needs_a_name"))
        );
    }

    #[test]
    fn absent_is_unchanged_and_blank_is_emptied() {
        let typed =
            read(&form(&[("phone", ""), ("estimated_value", ""), ("revisit_on", "2026-12-01")]), 2).unwrap();
        assert_eq!((typed.email, typed.phone.as_deref()), (None, Some("")));
        assert_eq!(typed.estimated_value, Some(None));
        assert_eq!(typed.revisit_on, Some(NaiveDate::from_ymd_opt(2026, 12, 1)));
    }

    #[test]
    fn tags_are_few_short_and_once() {
        let typed = read(&form(&[("tags", "Salon, salon ; Été,\u{202e} ,")]), 2).unwrap();
        assert_eq!(typed.tags, Some(vec!["Salon".to_owned(), "Été".to_owned()]));
        let many = (0..30).map(|n| n.to_string()).collect::<Vec<_>>().join(",");
        assert!(read(&form(&[("tags", &many)]), 2).is_err());
        assert!(read(&form(&[("tags", &"x".repeat(50))]), 2).is_err());
    }

    #[test]
    fn limits_hold_and_minor_units_are_read() {
        for field in ["last_name", "job_title", "company", "pain_points", "note", "phone"] {
            assert!(read(&form(&[(field, &"1".repeat(100_000))]), 2).is_err(), "{field}");
        }
        let typed = read(&form(&[("estimated_value_minor", "950000")]), 2).unwrap();
        assert_eq!(typed.estimated_value, Some(Some(950_000)));
    }
}
