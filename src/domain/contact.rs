//! E-mail addresses and telephone numbers: what is stored, and the keys under which duplicates meet.

use super::text::{TextError, clean_line};
use phonenumber::Mode;
use unicode_normalization::UnicodeNormalization;

/// Longest e-mail address that mail servers carry.
pub const EMAIL_MAX: usize = 254;

/// Why an e-mail address is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EmailError {
    /// Nothing was given.
    #[error("empty")]
    Empty,
    /// Not of the form `name@domain.tld`.
    #[error("not an e-mail address")]
    Malformed,
    /// Longer than [`EMAIL_MAX`] characters.
    #[error("longer than {limit} characters")]
    TooLong {
        /// The most that is accepted.
        limit: usize,
    },
}

/// An e-mail address as stored and written to: trimmed, domain in lower case, the rest as typed.
///
/// Checks the shape that catches slips of the hand, not the whole grammar: one `@`, no blanks or separators, a
/// dotted domain. International addresses pass.
///
/// # Errors
/// [`EmailError`] says which of the three faults it is.
pub fn clean_email(text: &str) -> Result<String, EmailError> {
    let text = clean_line(text, EMAIL_MAX).map_err(|fault| match fault {
        TextError::Nul => EmailError::Malformed,
        TextError::TooLong { limit, .. } => EmailError::TooLong { limit },
    })?;
    if text.is_empty() {
        return Err(EmailError::Empty);
    }
    let (local, domain) = text.split_once('@').ok_or(EmailError::Malformed)?;
    if !is_local(local) || !is_domain(domain) {
        return Err(EmailError::Malformed);
    }
    Ok(format!("{local}@{}", domain.to_lowercase()))
}

/// The key under which two spellings of one address meet: [`clean_email`], all in lower case.
///
/// # Errors
/// As [`clean_email`].
pub fn email_key(text: &str) -> Result<String, EmailError> {
    clean_email(text).map(|email| email.to_lowercase())
}

fn is_local(local: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || !c.is_ascii() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    (1..=64).contains(&local.chars().count())
        && local.chars().all(|c| plain(c) && !c.is_whitespace())
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
}

fn is_domain(domain: &str) -> bool {
    let label = |l: &str| {
        (1..=63).contains(&l.chars().count())
            && l.chars().all(|c| c == '-' || !c.is_ascii() && !c.is_whitespace() || c.is_ascii_alphanumeric())
            && !l.starts_with('-')
            && !l.ends_with('-')
    };
    let last = domain.rsplit('.').next().unwrap_or_default();
    domain.contains('.')
        && domain.split('.').all(label)
        && last.chars().count() >= 2
        && !last.chars().all(|c| c.is_ascii_digit())
}

/// The key under which two spellings of one number meet: E.164 (`+33612345678`), without extension.
///
/// `country` is the ISO 3166 code assumed when the number carries no prefix; an unknown code means France. `None`
/// when no plausible number can be read: the number is then kept as typed, and matches nothing.
///
/// The first call of a process loads the numbering plans (90 ms optimised, 1 s not); the others take microseconds.
pub fn phone_key(text: &str, country: &str) -> Option<String> {
    let country = country.to_ascii_uppercase().parse().unwrap_or(phonenumber::country::FR);
    if text.len() > 200 {
        return None;
    }
    let number = phonenumber::parse(Some(country), plain_number(text).replace("(0)", "")).ok()?;
    let key = number.format().mode(Mode::E164).to_string();
    (8..=16).contains(&key.len()).then_some(key)
}

/// The ISO country in which an organisation of this zone reads telephone numbers without a prefix; France for a
/// zone of no country listed here.
pub fn country_of(zone: chrono_tz::Tz) -> &'static str {
    match zone.name() {
        "Europe/Brussels" => "BE",
        "Europe/Zurich" => "CH",
        "Europe/Luxembourg" => "LU",
        "Europe/Monaco" => "MC",
        "Europe/London" => "GB",
        "Europe/Dublin" => "IE",
        "Europe/Berlin" => "DE",
        "Europe/Madrid" => "ES",
        "Europe/Rome" => "IT",
        "Europe/Amsterdam" => "NL",
        "Europe/Lisbon" => "PT",
        "Europe/Vienna" => "AT",
        "Europe/Warsaw" => "PL",
        "Indian/Reunion" => "RE",
        "Indian/Mayotte" => "YT",
        "America/Guadeloupe" => "GP",
        "America/Martinique" => "MQ",
        "America/Cayenne" => "GF",
        "Pacific/Noumea" => "NC",
        "Pacific/Tahiti" => "PF",
        "Africa/Casablanca" => "MA",
        "Africa/Tunis" => "TN",
        "Africa/Algiers" => "DZ",
        "Africa/Dakar" => "SN",
        "Africa/Abidjan" => "CI",
        "America/Toronto" | "America/Montreal" | "America/Vancouver" | "America/Halifax"
        | "America/Winnipeg" => "CA",
        "America/New_York"
        | "America/Chicago"
        | "America/Denver"
        | "America/Los_Angeles"
        | "America/Phoenix" => "US",
        "Australia/Sydney" | "Australia/Melbourne" | "Australia/Brisbane" | "Australia/Perth" => "AU",
        _ => "FR",
    }
}

/// Full-width digits and odd blanks as the plain ones, without what is invisible.
fn plain_number(text: &str) -> String {
    text.nfkd()
        .filter_map(|c| match c {
            c if c.is_whitespace() => Some(' '),
            '\u{2010}'..='\u{2015}' => Some('-'),
            c => c.is_ascii_graphic().then_some(c),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case(" Jean.Dupont@Exemple.FR ", "Jean.Dupont@exemple.fr", "jean.dupont@exemple.fr")]
    #[case("\u{200B}a+b@x-y.co.uk\u{202C}", "a+b@x-y.co.uk", "a+b@x-y.co.uk")]
    #[case("élodie@société.fr", "élodie@société.fr", "élodie@société.fr")]
    #[case("o'brien@pub.ie", "o'brien@pub.ie", "o'brien@pub.ie")]
    fn accepts(#[case] text: &str, #[case] stored: &str, #[case] key: &str) {
        assert_eq!(clean_email(text).as_deref(), Ok(stored));
        assert_eq!(email_key(text).as_deref(), Ok(key));
    }

    #[rstest]
    #[case("jean")]
    #[case("jean@")]
    #[case("@exemple.fr")]
    #[case("jean@exemple")]
    #[case("jean@exemple.f")]
    #[case("jean@@exemple.fr")]
    #[case("jean dupont@exemple.fr")]
    #[case("a@exemple.fr,b@exemple.fr")]
    #[case("Jean <jean@exemple.fr>")]
    #[case(".jean@exemple.fr")]
    #[case("jean..d@exemple.fr")]
    #[case("jean@exemple..fr")]
    #[case("jean@-exemple.fr")]
    #[case("jean@192.168.0.1")]
    #[case("jean\0@exemple.fr")]
    #[case("jean@exemple.fr\r\nBcc: x@y.fr")]
    fn refuses(#[case] text: &str) {
        assert_eq!(email_key(text), Err(EmailError::Malformed));
    }

    #[test]
    fn says_the_limit() {
        assert_eq!(email_key(" "), Err(EmailError::Empty));
        let long = format!("a@{}.fr", "x".repeat(300));
        assert_eq!(email_key(&long), Err(EmailError::TooLong { limit: 254 }));
    }

    #[test]
    fn a_zone_tells_the_country() {
        assert_eq!(country_of(chrono_tz::Europe::Paris), "FR");
        assert_eq!(country_of(chrono_tz::Indian::Reunion), "RE");
        assert_eq!(country_of(chrono_tz::Pacific::Apia), "FR");
    }

    /// One test, because the numbering plans take a second to load without optimisation.
    #[test]
    fn phones_meet_under_one_key() {
        let rows = [
            ("06 12 34 56 78", "FR", Some("+33612345678")),
            ("06.12.34.56.78", "FR", Some("+33612345678")),
            ("+33 (0)6 12 34 56 78", "FR", Some("+33612345678")),
            ("0033612345678", "FR", Some("+33612345678")),
            ("+33\u{202F}6\u{A0}12\u{202F}34 56 78", "FR", Some("+33612345678")),
            ("０６１２３４５６７８", "FR", Some("+33612345678")),
            ("01 99 00 12 34", "FR", Some("+33199001234")),
            ("020 7946 0958", "GB", Some("+442079460958")),
            ("+1 415 555 2671", "FR", Some("+14155552671")),
            ("06 12 34 56 78", "??", Some("+33612345678")),
            ("12", "FR", None),
            ("à rappeler", "FR", None),
            ("", "FR", None),
        ];
        for (text, country, key) in rows {
            assert_eq!(phone_key(text, country).as_deref(), key, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_keys(text in any::<String>()) {
            let _ = phone_key(&text, "FR");
            if let Ok(key) = email_key(&text) {
                prop_assert_eq!(email_key(&key), Ok(key));
            }
        }
        #[test]
        fn no_number_breaks_the_keys(text in "[+0-9 ().;=extp-]{0,30}") {
            if let Some(key) = phone_key(&text, "FR") {
                prop_assert_eq!(phone_key(&key, "FR"), Some(key));
            }
        }
    }
}
