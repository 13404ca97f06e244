//! An exchange or a note, and a follow-up, as somebody types them.

use super::fields::{NOTE_MAX, TITLE_MAX};
use crate::domain::activity::{Direction, Kind, Outcome};
use crate::domain::instant::Instant;
use crate::web::check::Check;
use crate::web::form::{FieldErrors, RawForm};
use crate::words;
use chrono::NaiveDate;
use chrono_tz::Tz;

/// An activity as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logged {
    /// What it was.
    pub kind: Kind,
    /// Who went to whom.
    pub direction: Direction,
    /// What came of it.
    pub outcome: Option<Outcome>,
    /// Sent by a machine.
    pub automatic: bool,
    /// When; `None` = now.
    pub occurred_at: Option<Instant>,
    /// Its text.
    pub text: String,
}

/// Reads an activity. The outcome is in `outcome`, or in a field for each kind (`outcome_call`), because a page
/// without script shows them all.
///
/// # Errors
/// Every fault.
pub fn activity(form: &RawForm, zone: Tz, now: Instant) -> Result<Logged, FieldErrors> {
    let mut c = Check::new(form);
    let kind: Option<Kind> = c.choice("kind");
    let kind = c.required("kind", kind);
    let outcome = outcome(&mut c, form, kind);
    let direction = c.choice("direction").unwrap_or(Direction::Outbound);
    let occurred_at = c.instant("occurred_at", zone, now);
    let text = c.text("text", NOTE_MAX).unwrap_or_default();
    if kind == Some(Kind::Note) && text.is_empty() {
        c.fail("text", words!(field_required));
    }
    let automatic = c.ticked("automatic");
    c.finish(kind.map(|kind| Logged { kind, direction, outcome, automatic, occurred_at, text }))
}

fn outcome(c: &mut Check<'_>, form: &RawForm, kind: Option<Kind>) -> Option<Outcome> {
    let kind = kind?;
    let field = match kind {
        _ if form.has("outcome") => "outcome",
        Kind::Call => "outcome_call",
        Kind::Email => "outcome_email",
        Kind::Meeting => "outcome_meeting",
        Kind::Message => "outcome_message",
        Kind::Note => return None,
    };
    let outcome: Option<Outcome> = c.choice(field);
    if outcome.is_some_and(|outcome| !Outcome::of(kind).contains(&outcome)) {
        c.fail(field, words!(field_choice));
        return None;
    }
    outcome
}

/// A follow-up as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// What to do.
    pub title: String,
    /// When.
    pub due_on: NaiveDate,
    /// Id, e-mail or name of whoever does it; `None` = the author.
    pub assignee: Option<String>,
}

/// Reads a follow-up.
///
/// # Errors
/// Every fault.
pub fn task(form: &RawForm) -> Result<Planned, FieldErrors> {
    let mut c = Check::new(form);
    let title = c.line("title", TITLE_MAX);
    let title = c.required("title", title);
    let due_on = c.date("due_on");
    let due_on = c.required("due_on", due_on);
    let assignee = c.line("assignee", 254);
    c.finish(title.zip(due_on).map(|(title, due_on)| Planned { title, due_on, assignee }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<Logged, FieldErrors> {
        let form = RawForm::from_pairs(pairs.iter().copied());
        activity(&form, chrono_tz::Europe::Paris, Instant::from_secs(1_795_000_000))
    }

    #[test]
    fn the_outcome_of_another_kind_is_not_looked_at() {
        let logged = read(&[("kind", "note"), ("text", "Vu"), ("outcome_call", "connected")]).unwrap();
        assert_eq!((logged.kind, logged.outcome), (Kind::Note, None));
        let logged =
            read(&[("kind", "call"), ("outcome_call", "voicemail"), ("outcome_meeting", "held")]).unwrap();
        assert_eq!(logged.outcome, Some(Outcome::Voicemail));
        assert!(read(&[("kind", "call"), ("outcome", "held")]).is_err());
    }

    #[test]
    fn a_note_says_something_and_a_kind_is_one_of_ours() {
        assert!(read(&[("kind", "note"), ("text", " ")]).is_err());
        assert!(read(&[("kind", "fax"), ("text", "x")]).is_err());
        assert!(read(&[("text", "x")]).is_err());
    }
}
