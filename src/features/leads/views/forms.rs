//! Small pages about one lead: why, what instead, which one stays, what was refused.

use super::moves::DoubleLine;
use crate::domain::ids::{Id, of};
use crate::features::leads::model::Trashed;
use crate::i18n::L;
use crate::web::form::FormState;
use crate::web::page::Shell;
use askama::Template;

/// A form that asks why: a void, the bin.
#[derive(Template)]
#[template(path = "leads/reason.html")]
pub struct Reason {
    /// Language, zone and now.
    pub l: L,
    /// The frame.
    pub shell: Shell,
    /// The lead.
    pub lead: Id<of::Lead>,
    /// What to call it.
    pub name: String,
    /// The page's heading.
    pub heading: String,
    /// What will happen.
    pub explanation: String,
    /// Where the form goes.
    pub action: String,
    /// What its button says.
    pub submit: String,
    /// What was typed.
    pub f: FormState,
}

/// A form that says what really happened instead of an event.
#[derive(Template)]
#[template(path = "leads/correction.html")]
pub struct Correction {
    /// Language, zone and now.
    pub l: L,
    /// The frame.
    pub shell: Shell,
    /// The lead.
    pub lead: Id<of::Lead>,
    /// What to call it.
    pub name: String,
    /// The page's heading.
    pub heading: String,
    /// What will happen.
    pub explanation: String,
    /// Where the form goes.
    pub action: String,
    /// Stages to choose from.
    pub stages: Vec<(String, String)>,
    /// What was typed.
    pub f: FormState,
}

/// A form that makes two leads one.
#[derive(Template)]
#[template(path = "leads/merge.html")]
pub struct Merge {
    /// Language, zone and now.
    pub l: L,
    /// The frame.
    pub shell: Shell,
    /// The lead.
    pub lead: Id<of::Lead>,
    /// What to call it.
    pub name: String,
    /// The page's heading.
    pub heading: String,
    /// Leads that may be the same person.
    pub doubles: Vec<DoubleLine>,
    /// What was typed.
    pub f: FormState,
}

/// Why something was not done, with what was typed for it.
#[derive(Template)]
#[template(path = "leads/refusal.html")]
pub struct Refusal {
    /// Language, zone and now.
    pub l: L,
    /// The frame.
    pub shell: Shell,
    /// The page's heading.
    pub title: String,
    /// Why.
    pub sentences: Vec<String>,
    /// Labels and texts that were typed.
    pub kept: Vec<(String, String)>,
    /// Where to go on.
    pub back: String,
}

/// The form of a deal: a new one with a customer, or an edit.
#[derive(Template)]
#[template(path = "leads/deal.html")]
pub struct Deal {
    /// Language, zone and now.
    pub l: L,
    /// The frame.
    pub shell: Shell,
    /// The lead.
    pub lead: Id<of::Lead>,
    /// What to call it.
    pub name: String,
    /// The page's heading.
    pub heading: String,
    /// Where the form goes.
    pub action: String,
    /// The version that an edit starts from.
    pub version: Option<i64>,
    /// Stages of a deal.
    pub deal_stages: Vec<(String, String)>,
    /// Who can own it.
    pub sellers: Vec<(String, String)>,
    /// The currency's sign.
    pub currency: &'static str,
    /// What was typed.
    pub f: FormState,
}

/// A win or loss reason to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosureReason {
    /// Its code.
    pub code: String,
    /// Its label.
    pub label: String,
    /// What it asks beside itself.
    pub extra: String,
}

/// The form that closes a deal.
#[derive(Template)]
#[template(path = "leads/closure.html")]
pub struct Closure {
    /// Language, zone and now.
    pub l: L,
    /// The frame.
    pub shell: Shell,
    /// The lead.
    pub lead: Id<of::Lead>,
    /// What to call it.
    pub name: String,
    /// The page's heading.
    pub heading: String,
    /// Which deal.
    pub about: String,
    /// Where the form goes.
    pub action: String,
    /// `won` or `lost`.
    pub outcome: &'static str,
    /// Whether losing it asks what becomes of the lead.
    pub moves_lead: bool,
    /// The reasons of this outcome.
    pub reasons: Vec<ClosureReason>,
    /// What the button says.
    pub submit: String,
    /// The currency's sign.
    pub currency: &'static str,
    /// What was typed.
    pub f: FormState,
}

/// A line of the bin.
#[derive(Debug, Clone)]
pub struct TrashLine {
    /// The lead.
    pub lead: Trashed,
    /// Days left to bring it back.
    pub days_left: i64,
}

/// The bin.
#[derive(Template)]
#[template(path = "leads/trash.html")]
pub struct Trash {
    /// Language, zone and now.
    pub l: L,
    /// The frame.
    pub shell: Shell,
    /// Newest first.
    pub lines: Vec<TrashLine>,
    /// The next page.
    pub next: Option<String>,
}
