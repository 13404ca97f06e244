//! Two people edit the same thing: the second keeps what they typed and reads, beside each field, what the first saved
//! meanwhile. Sending the form again replaces it; nothing is overwritten unseen.
//!
//! ```ignore
//! let saved = Saved::at(row.version).with("name", &row.name).chosen("team", &row.team, &teams);
//! page::stale(&views::Page::new(shell, &row, saved.beside(form)))
//! ```

use super::form::{FieldErrors, FormState, RawForm};
use crate::words;

/// The sentence of a form that is no longer up to date.
pub const KEY: &str = "stale_form";
/// As much of a long text as a sentence quotes, in characters.
const QUOTED: usize = 300;

/// What is saved now, field by field, as the form would hold it.
#[derive(Debug, Clone)]
pub struct Saved {
    version: i64,
    fields: Vec<(&'static str, String, String)>,
    boxes: Vec<(&'static str, bool, String)>,
}

impl Saved {
    /// Nothing but the version, which the form then continues from.
    pub fn at(version: i64) -> Self {
        Self { version, fields: Vec::new(), boxes: Vec::new() }
    }
    /// A field that shows what it holds.
    pub fn with(self, field: &'static str, value: &str) -> Self {
        let said = value.chars().take(QUOTED).collect::<String>();
        let said = if said.len() < value.len() { format!("{said}…") } else { said };
        self.called(field, value, said)
    }
    /// A field whose value is called otherwise: a code.
    pub fn called(mut self, field: &'static str, value: &str, said: String) -> Self {
        self.fields.push((field, value.to_owned(), said));
        self
    }
    /// A field that offers these choices.
    pub fn chosen(self, field: &'static str, value: &str, choices: &[(String, String)]) -> Self {
        let found = choices.iter().find(|(code, _)| code == value);
        self.called(field, value, found.map_or_else(|| value.to_owned(), |(_, name)| name.clone()))
    }
    /// A box, and how it is called that it is ticked, or not.
    pub fn ticked(mut self, field: &'static str, on: bool, said: String) -> Self {
        self.boxes.push((field, on, said));
        self
    }
    /// The form as it was typed, ready to be sent again; each field that reads otherwise now says so. A field that the
    /// form does not have is not changed by it; a box that is not there is not ticked.
    pub fn beside(self, form: RawForm) -> FormState {
        let mut errors = FieldErrors::one("", words!(stale_form));
        for (field, value, said) in self.fields {
            if form.get(field).is_some_and(|typed| typed.trim() != value) {
                let why = if said.is_empty() { words!(stale_emptied) } else { words!(stale_field, said) };
                errors.add(field, why);
            }
        }
        for (field, on, said) in self.boxes {
            if form.has(field) != on {
                errors.add(field, words!(stale_field, said));
            }
        }
        let typed = form.fields().map(|(name, value)| (name.to_owned(), value.to_owned()));
        let version = ("_version".to_owned(), self.version.to_string());
        RawForm::from_pairs(typed.chain([version])).state(errors)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::instant::Instant;
    use crate::i18n::{L, Lang};

    #[test]
    fn what_was_typed_stays_and_what_is_saved_is_told() {
        let long = "é".repeat(QUOTED + 1);
        let teams = [("sales".to_owned(), "Commercial".to_owned())];
        let typed = [
            ("_version", "1"),
            ("name", " Anna "),
            ("city", "Lyon"),
            ("note", "x"),
            ("team", ""),
            ("zip", "1"),
        ];
        let state = Saved::at(3)
            .with("name", "Anna")
            .with("city", "Paris")
            .with("note", &long)
            .chosen("team", "sales", &teams)
            .with("zip", "")
            .with("elsewhere", "x")
            .ticked("active", true, "offered".to_owned())
            .ticked("urgent", false, "calm".to_owned())
            .beside(RawForm::from_pairs(typed));
        assert_eq!(
            (state.value("_version"), state.value("name"), state.value("city")),
            ("3", " Anna ", "Lyon")
        );
        assert!(
            state.is_stale()
                && !RawForm::default().state(FieldErrors::one("", words!(field_required))).is_stale()
        );
        let l = L::new(Lang::En, chrono_tz::Europe::Paris, Instant::from_secs(0));
        let told = state.errors(&l);
        assert_eq!(
            told.iter().map(|(field, _)| *field).collect::<Vec<_>>(),
            ["", "city", "note", "team", "zip", "active"]
        );
        assert!(told[1].1.contains("Paris") && told[3].1.contains("Commercial"), "{told:?}");
        assert!(told[2].1.contains(&format!("{}…", "é".repeat(QUOTED))) && !told[2].1.contains(&long));
    }
}
