//! From the parameters of a URL to a filter. What is not understood is named, never guessed.

use super::{
    Days, Decided, Facet, LeadFilter, NextAction, Pick, Reached, SEARCH_MAX, Sort, SortKey, Verdict, WAITS,
};
use crate::domain::lead_status::LeadStatus;
use crate::domain::sla::Status;
use crate::domain::stage::Stage;
use crate::domain::text::{TextError, clean_line, truncate_graphemes};
use crate::domain::zone::check_date;
use chrono::NaiveDate;
use std::str::FromStr;

/// Why a parameter of a list was not understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("parameter {parameter}: {problem:?}")]
pub struct FilterError {
    /// Its name in the URL.
    pub parameter: &'static str,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong with a parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// The value is none of these.
    NotOneOf {
        /// What was given, shortened.
        value: String,
        /// What would do.
        choices: Vec<&'static str>,
    },
    /// The value is no id, `me` or `none`.
    NotAnId(String),
    /// The value is no date `YYYY-MM-DD`.
    NotADate(String),
    /// The value is no place in this list.
    NotAPlace(String),
    /// The text is longer than this many characters.
    TooLong(usize),
    /// The parameter was given several times with different values.
    Twice,
}

type Parsed<T> = Result<T, FilterError>;

/// The parameters of one request.
struct Given<'a>(&'a [(String, String)]);

impl<'a> Given<'a> {
    /// The values of a parameter that are not blank.
    fn all(&self, name: &str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(n, v)| n == name && !v.trim().is_empty()).map(|(_, v)| v.trim())
    }
    /// The one value of a parameter.
    fn one(&self, name: &'static str) -> Parsed<Option<&'a str>> {
        let mut values = self.all(name);
        let first = values.next();
        if values.any(|other| Some(other) != first) {
            return Err(FilterError { parameter: name, problem: Problem::Twice });
        }
        Ok(first)
    }
    /// The values of a parameter that may be repeated or hold several, separated by commas; in the order of `known`.
    fn several<T: Copy + PartialEq>(
        &self,
        name: &'static str,
        known: &[T],
        code: fn(T) -> &'static str,
    ) -> Parsed<Vec<T>> {
        let words: Vec<&str> =
            self.all(name).flat_map(|v| v.split(',')).map(str::trim).filter(|v| !v.is_empty()).collect();
        for word in &words {
            choice(name, word, known, code)?;
        }
        Ok(known.iter().copied().filter(|value| words.contains(&code(*value))).collect())
    }
    fn days(&self, from: &'static str, until: &'static str) -> Parsed<Days> {
        Ok(Days { from: self.date(from)?, until: self.date(until)? })
    }
    fn date(&self, name: &'static str) -> Parsed<Option<NaiveDate>> {
        let Some(text) = self.one(name)? else { return Ok(None) };
        let plain = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        let date = NaiveDate::from_str(text).ok().filter(|d| plain && check_date(*d).is_ok());
        date.map(Some)
            .ok_or_else(|| FilterError { parameter: name, problem: Problem::NotADate(shortened(text)) })
    }
    fn pick(&self, name: &'static str, me: bool, nothing: bool) -> Parsed<Option<Pick>> {
        let Some(text) = self.one(name)? else { return Ok(None) };
        let pick = match text {
            "me" if me => Some(Pick::Me),
            "none" if nothing => Some(Pick::Nothing),
            id => uuid::Uuid::try_parse(id).ok().map(Pick::Is),
        };
        pick.map(Some)
            .ok_or_else(|| FilterError { parameter: name, problem: Problem::NotAnId(shortened(text)) })
    }
    fn choice<T: Copy>(
        &self,
        name: &'static str,
        known: &[T],
        code: fn(T) -> &'static str,
    ) -> Parsed<Option<T>> {
        self.one(name)?.map(|word| choice(name, word, known, code)).transpose()
    }
}

fn choice<T: Copy>(name: &'static str, word: &str, known: &[T], code: fn(T) -> &'static str) -> Parsed<T> {
    known.iter().copied().find(|value| code(*value) == word).ok_or_else(|| FilterError {
        parameter: name,
        problem: Problem::NotOneOf {
            value: shortened(word),
            choices: known.iter().map(|v| code(*v)).collect(),
        },
    })
}

/// A value as an error may repeat it.
pub(super) fn shortened(text: &str) -> String {
    truncate_graphemes(text, 40).into_owned()
}

impl LeadFilter {
    /// Reads the parameters of a URL. Unknown parameters and blank values count as not given.
    ///
    /// # Errors
    /// [`FilterError`] names the first parameter that was not understood.
    pub fn parse(pairs: &[(String, String)]) -> Parsed<Self> {
        let given = Given(pairs);
        let reached_days = given.days("reached_from", "reached_until")?;
        let reached = given.choice("reached", &Stage::FUNNEL, Stage::code)?;
        let decided_days = given.days("decided_from", "decided_until")?;
        let decided = given.choice("decided", &Verdict::ALL, Verdict::code)?;
        Ok(Self {
            q: search(&given)?,
            stages: given.several("stage", &Stage::ALL, Stage::code)?,
            statuses: given.several("status", &LeadStatus::ALL, LeadStatus::code)?,
            owner: given.pick("owner", true, true)?,
            owner_mkt: given.pick("owner_mkt", true, true)?,
            queue: given.pick("queue", false, true)?,
            source: given.pick("source", false, false)?,
            campaign: given.pick("campaign", false, true)?,
            persona: given.pick("persona", false, true)?,
            company: given.pick("company", false, true)?,
            tag: given.pick("tag", false, false)?,
            created: given.days("created_from", "created_until")?,
            in_stage: given.days("stage_from", "stage_until")?,
            reached: reached.map(|stage| Reached { stage, days: reached_days }),
            decided: decided.map(|verdict| Decided { verdict, days: decided_days }),
            sla: given.several("sla", &WAITS, Status::code)?,
            next: given.choice("next", &NextAction::ALL, NextAction::code)?,
            sort: sort(&given)?,
        })
    }
}

fn search(given: &Given<'_>) -> Parsed<String> {
    let Some(text) = given.one("q")? else { return Ok(String::new()) };
    clean_line(text, SEARCH_MAX).map_err(|e| FilterError {
        parameter: "q",
        problem: match e {
            TextError::TooLong { limit, .. } => Problem::TooLong(limit),
            TextError::Nul => Problem::NotAPlace(String::new()),
        },
    })
}

fn sort(given: &Given<'_>) -> Parsed<Sort> {
    let Some(text) = given.one("sort")? else { return Ok(Sort::default()) };
    let (key, descending) = text.strip_prefix('-').map_or((text, false), |key| (key, true));
    Ok(Sort { key: choice("sort", key, &SortKey::ALL, SortKey::code)?, descending })
}

impl Facet {
    /// The parameter that carries it in a URL.
    pub const fn parameter(self) -> &'static str {
        match self {
            Self::Search => "q",
            Self::Stage => "stage",
            Self::Status => "status",
            Self::Owner => "owner",
            Self::OwnerMkt => "owner_mkt",
            Self::Queue => "queue",
            Self::Source => "source",
            Self::Campaign => "campaign",
            Self::Persona => "persona",
            Self::Company => "company",
            Self::Tag => "tag",
            Self::Created => "created_from",
            Self::InStage => "stage_from",
            Self::Reached => "reached",
            Self::Decided => "decided",
            Self::Sla => "sla",
            Self::Next => "next",
        }
    }
}
