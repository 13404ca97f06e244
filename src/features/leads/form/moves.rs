//! A stage change as typed.

use super::fields::{NOTE_MAX, TITLE_MAX};
use crate::domain::activity::{Kind, Outcome};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::lifecycle::{DealFields, Proof, Request};
use crate::domain::stage::Stage;
use crate::web::check::Check;
use crate::web::form::{FieldErrors, RawForm};
use crate::words;
use chrono_tz::Tz;

/// The word that a form sends as `to` when the reason decides between recycled and disqualified.
pub const REFUSED: &str = "refused";

/// Where a form moves a lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// This stage.
    Stage(Stage),
    /// Out of the path, where the reason leads.
    Refused,
}

impl Target {
    /// From the parameter or field `to`.
    pub fn parse(text: &str) -> Option<Self> {
        if text == REFUSED { Some(Self::Refused) } else { text.parse().ok().map(Self::Stage) }
    }
    /// As [`Target::parse`] reads it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Stage(stage) => stage.code(),
            Self::Refused => REFUSED,
        }
    }
}

/// A stage change whose people and persona are still words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Where to.
    pub to: Target,
    /// For [`Target::Refused`] with a reason that leads to either: which one.
    pub destination: Option<Stage>,
    /// Everything that needs no look-up; its `to` is a placeholder while `to` is `Refused`.
    pub request: Request,
    /// Id, e-mail or name of the rep to hand off to.
    pub owner: Option<String>,
    /// Id or name of the persona.
    pub persona: Option<String>,
    /// The exchange that confirmed the need, for a lead about which none was logged.
    pub talk: Option<(Kind, Outcome)>,
}

/// The exchanges that confirm a need, by the value of the field `talk`.
pub const TALKS: [(&str, Kind, Outcome); 4] = [
    ("call_connected", Kind::Call, Outcome::Connected),
    ("meeting_held", Kind::Meeting, Outcome::Held),
    ("email_replied", Kind::Email, Outcome::Replied),
    ("message_replied", Kind::Message, Outcome::Replied),
];

/// Reads a stage change; dates by the clock of `zone`, money with `decimals`.
///
/// # Errors
/// Every fault of form; the state machine judges the rest.
pub fn read(form: &RawForm, zone: Tz, now: Instant, decimals: u8) -> Result<Asked, FieldErrors> {
    let mut c = Check::new(form);
    let to = c.with("to", |text| Target::parse(text.trim()).ok_or_else(|| words!(field_choice)));
    let to = c.required("to", to);
    let stage = match to {
        Some(Target::Stage(stage)) => stage,
        _ => Stage::Recycled,
    };
    let deal = DealFields {
        id: c.choice("deal"),
        amount_minor: amount(&mut c, form, decimals),
        expected_on: c.date("expected_on"),
        stage: c.line("deal_stage", TITLE_MAX),
    };
    let request = Request {
        expected: c.choice("expected"),
        occurred_at: c.instant("occurred_at", zone, now),
        reason: c.text("reason", NOTE_MAX),
        reason_detail: c.text("reason_detail", NOTE_MAX),
        criterion: c.line("criterion", TITLE_MAX * 2),
        revisit_on: c.date("revisit_on"),
        queue: c.choice("queue"),
        without_handoff: nobody(form),
        note: c.text("note", NOTE_MAX),
        target: doubled(&mut c),
        link: c.line("link", 500),
        competitor: c.line("competitor", TITLE_MAX),
        then: c.choice("then"),
        proof: proof(&mut c),
        deal,
        ..Request::to(stage)
    };
    let (owner, persona) = (c.line("owner", 254), c.line("persona", TITLE_MAX));
    let destination = c.choice("destination");
    let talk = c.with("talk", |text| {
        let found = TALKS.iter().find(|(code, ..)| *code == text.trim());
        found.map(|(_, kind, outcome)| (*kind, *outcome)).ok_or_else(|| words!(field_choice))
    });
    c.finish(to.map(|to| Asked { to, destination, request, owner, persona, talk }))
}

/// Whether the form offers receivers and none was chosen: qualified without handing off.
fn nobody(form: &RawForm) -> bool {
    let blank = |field| form.get(field).is_some_and(|value| value.trim().is_empty());
    blank("owner") && blank("queue")
}

fn amount(c: &mut Check<'_>, form: &RawForm, decimals: u8) -> Option<i64> {
    if form.has("amount_minor") {
        return c.whole("amount_minor", 0..=1_000_000_000_000);
    }
    c.money("amount", decimals).map(|amount| amount.0)
}

/// The lead that this one doubles: one of those shown, or the address of its page.
pub fn doubled(c: &mut Check<'_>) -> Option<Id<of::Lead>> {
    let shown: Option<Id<of::Lead>> = c.choice("target");
    let pasted = c.with("target_address", |text| id_in(text).ok_or_else(|| words!(lead_target_address)));
    shown.or(pasted)
}

/// The first id in an address.
fn id_in(text: &str) -> Option<Id<of::Lead>> {
    text.split(|c: char| !c.is_ascii_hexdigit() && c != '-')
        .filter(|part| part.len() == 36)
        .find_map(|part| part.parse().ok())
}

fn proof(c: &mut Check<'_>) -> Option<Proof> {
    let score = c.whole("score", 0..=10).and_then(|score| u8::try_from(score).ok());
    c.with("proof", |text| match text.trim() {
        "referral" => Ok(Some(Proof::Referral)),
        "testimonial" => Ok(Some(Proof::Testimonial)),
        "nps" => Ok(score.map(Proof::Nps)),
        _ => Err(words!(field_choice)),
    })
    .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_pairs(pairs: &[(&str, &str)]) -> Result<Asked, FieldErrors> {
        let form = RawForm::from_pairs(pairs.iter().copied());
        read(&form, chrono_tz::Europe::Paris, Instant::from_secs(1_795_000_000), 2)
    }

    #[test]
    fn a_refusal_leaves_the_stage_to_its_reason() {
        let asked =
            read_pairs(&[("to", "refused"), ("reason", "autre"), ("destination", "disqualified")]).unwrap();
        assert_eq!((asked.to, asked.destination), (Target::Refused, Some(Stage::Disqualified)));
        assert!(read_pairs(&[("to", "boss")]).is_err());
        assert!(read_pairs(&[("reason", "autre")]).is_err());
    }

    #[test]
    fn nobody_is_a_choice_only_where_somebody_could_be_chosen() {
        let with = |pairs: &[(&str, &str)]| {
            let all: Vec<_> = pairs.iter().copied().chain([("to", "mql")]).collect();
            read_pairs(&all).unwrap().request.without_handoff
        };
        assert!(with(&[("owner", ""), ("queue", "")]));
        assert!(!with(&[]) && !with(&[("owner", "")]) && !with(&[("owner", "Ann"), ("queue", "")]));
    }

    #[test]
    fn a_doubled_lead_is_named_by_its_address() {
        let id = "0190f5f0-1234-7abc-8def-0123456789ab";
        let address = format!("https://relais.example/leads/{id}?from=x");
        let asked = read_pairs(&[("to", "disqualified"), ("target_address", &address)]).unwrap();
        assert_eq!(asked.request.target.map(|id| id.to_string()).as_deref(), Some(id));
        assert!(read_pairs(&[("to", "disqualified"), ("target_address", "Nadia")]).is_err());
    }

    #[test]
    fn a_recommendation_needs_its_score() {
        let proof = |pairs: &[(&str, &str)]| {
            let all: Vec<_> = pairs.iter().copied().chain([("to", "evangelist")]).collect();
            read_pairs(&all).map(|asked| asked.request.proof)
        };
        assert_eq!(proof(&[("proof", "nps"), ("score", "9")]).unwrap(), Some(Proof::Nps(9)));
        assert_eq!(proof(&[("proof", "nps")]).unwrap(), None);
        assert!(proof(&[("proof", "nps"), ("score", "11")]).is_err());
    }
}
