//! Where the figures of a review lead: to the leads that were counted, as they were known when it was closed.

use super::sheet::Sheet;
use crate::domain::period::Period;
use crate::domain::review::{Listed, Payload};
use crate::i18n::Given;
use crate::urls;
use crate::web::query::{Query, encode};
use uuid::Uuid;

/// Which leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opener {
    /// Handed over and not decided.
    Undecided,
    /// With a promise broken and still open.
    Breached,
    /// With a promise that will soon be.
    AtRisk,
    /// Without a next step.
    NoNextStep,
    /// With a deal that sleeps.
    Stale,
    /// Recycled, due for another look.
    RecycledDue,
    /// Decided, of a source or of all.
    Decided(Option<Uuid>),
    /// Accepted, of a source or of all.
    Accepted(Option<Uuid>),
    /// Refused for a reason, or for none.
    Refused(Option<String>),
    /// With a deal won.
    Wins,
    /// With a deal lost.
    Losses,
    /// With a deal whose date moved back.
    Slipped,
}

impl Opener {
    /// From the parameters of an address.
    pub fn read(query: &Query) -> Option<Self> {
        let source = || query.get("source").and_then(|id| id.parse().ok());
        Some(match query.get("of")? {
            "undecided" => Self::Undecided,
            "breached" => Self::Breached,
            "at_risk" => Self::AtRisk,
            "no_next_step" => Self::NoNextStep,
            "stale" => Self::Stale,
            "recycled_due" => Self::RecycledDue,
            "decided" => Self::Decided(source()),
            "accepted" => Self::Accepted(source()),
            "refused" => Self::Refused(query.get("reason").map(str::to_owned)),
            "wins" => Self::Wins,
            "losses" => Self::Losses,
            "slipped" => Self::Slipped,
            _ => return None,
        })
    }
    fn pairs(&self) -> Vec<(&'static str, String)> {
        let of = |code: &str| vec![("of", code.to_owned())];
        let with = |code: &str, name, value: Option<String>| {
            let mut pairs = of(code);
            pairs.extend(value.map(|value| (name, value)));
            pairs
        };
        match self {
            Self::Undecided => of("undecided"),
            Self::Breached => of("breached"),
            Self::AtRisk => of("at_risk"),
            Self::NoNextStep => of("no_next_step"),
            Self::Stale => of("stale"),
            Self::RecycledDue => of("recycled_due"),
            Self::Decided(source) => with("decided", "source", source.map(|id| id.to_string())),
            Self::Accepted(source) => with("accepted", "source", source.map(|id| id.to_string())),
            Self::Refused(reason) => with("refused", "reason", reason.clone()),
            Self::Wins => of("wins"),
            Self::Losses => of("losses"),
            Self::Slipped => of("slipped"),
        }
    }
    /// The leads, and whether there are more than are listed.
    pub fn behind(&self, p: &Payload) -> (Vec<Uuid>, bool) {
        let listed = |list: &Listed| (list.leads.clone(), list.more);
        let sla = p.mql.exceptions.sla.clone().unwrap_or_default();
        let of = |source: &Option<Uuid>, accepted: bool| {
            let handoffs = p.feedback.decided.iter();
            let wanted = handoffs
                .filter(|one| source.is_none_or(|id| id == one.source) && (one.accepted || !accepted));
            (wanted.map(|one| one.lead).collect(), false)
        };
        match self {
            Self::Undecided => listed(&p.mql.exceptions.undecided),
            Self::Breached => listed(&sla.breached),
            Self::AtRisk => listed(&sla.at_risk),
            Self::NoNextStep => listed(&p.sales.no_next_step),
            Self::Stale => listed(&p.sales.stale),
            Self::RecycledDue => listed(&p.feedback.recycled_due),
            Self::Decided(source) => of(source, false),
            Self::Accepted(source) => of(source, true),
            Self::Refused(reason) => {
                (p.feedback.refused(reason.as_deref()).map(|one| one.lead).collect(), false)
            }
            Self::Wins => (p.sales.wins.deals.iter().map(|deal| deal.lead).collect(), false),
            Self::Losses => (p.sales.losses.deals.iter().map(|deal| deal.lead).collect(), false),
            Self::Slipped => (p.sales.slipped.iter().map(|deal| deal.lead).collect(), false),
        }
    }
}

impl Sheet {
    /// The leads behind a figure that the review itself keeps.
    pub fn behind(&self, opener: &Opener) -> (Vec<Uuid>, bool) {
        opener.behind(self.p())
    }
    fn opened(&self, opener: &Opener, more: &[(&'static str, String)]) -> String {
        let mut pairs = opener.pairs();
        if self.live.is_some() {
            pairs.push(("view", "today".to_owned()));
        }
        pairs.extend(more.iter().cloned());
        let query = encode(pairs.iter().map(|(name, value)| (*name, value.as_str())));
        format!("{}?{query}", self.part("leads"))
    }
    /// A page of the leads behind a figure.
    pub fn opener_page(&self, opener: &Opener, from: usize) -> String {
        self.opened(opener, &[("after", from.to_string())])
    }
    /// The leads behind a figure, by the code of the figure.
    pub fn of(&self, code: &str) -> String {
        self.with(code, &[])
    }
    /// The leads of a source that were decided on or accepted.
    pub fn of_source(&self, code: &str, source: impl Given<Option<Uuid>>) -> String {
        let source = source.given().map(|id| ("source", id.to_string()));
        self.with(code, source.as_slice())
    }
    /// The leads refused for a reason.
    pub fn of_reason(&self, reason: &Option<String>) -> String {
        let reason = reason.clone().map(|code| ("reason", code));
        self.with("refused", reason.as_slice())
    }
    fn with(&self, code: &str, more: &[(&'static str, String)]) -> String {
        let mut pairs = vec![("of".to_owned(), code.to_owned())];
        pairs.extend(more.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
        Opener::read(&Query(pairs)).map(|opener| self.opened(&opener, &[])).unwrap_or_default()
    }
    /// Leads that entered a stage for the first time in the week. Once closed, as they were known then.
    pub fn entered(&self, stage: &str) -> String {
        self.entries(stage, self.week.period(), None)
    }
    /// The same, the week before.
    pub fn entered_last(&self, stage: &str) -> String {
        self.entries(stage, self.week.previous().period(), None)
    }
    /// The same, in the four weeks before.
    pub fn entered_before(&self, stage: &str) -> String {
        self.entries(stage, self.weeks().before(), None)
    }
    /// MQL of the month up to the day of the review.
    pub fn entered_month(&self) -> String {
        let (from, day) = (self.p().mql.month.from, self.p().day);
        let month = self.weeks().month().map_or(day, |month| month.until);
        let until = day.succ_opt().unwrap_or(day).min(month);
        self.entries("mql", Period { from, until }, None)
    }
    /// MQL of the week of one source.
    pub fn entered_source(&self, source: impl Given<Option<Uuid>>) -> String {
        self.entries("mql", self.week.period(), Some(("source", source.given())))
    }
    /// MQL of the week of one persona, or without one.
    pub fn entered_persona(&self, persona: impl Given<Option<Uuid>>) -> String {
        self.entries("mql", self.week.period(), Some(("persona", persona.given())))
    }
    fn entries(&self, stage: &str, period: Period, of: Option<(&'static str, Option<Uuid>)>) -> String {
        let mut pairs = vec![
            ("kind", "activity".to_owned()),
            ("from", period.from.to_string()),
            ("until", period.until.to_string()),
            ("stage", stage.to_owned()),
        ];
        pairs.extend(of.map(|(name, id)| (name, id.map_or_else(|| "none".to_owned(), |id| id.to_string()))));
        if !self.is_open() && self.live.is_none() {
            let known = self.p().known_at.clone();
            pairs.extend([("as_of", known.clone()), ("known_at", known)]);
        }
        let query = encode(pairs.iter().map(|(name, value)| (*name, value.as_str())));
        format!("{}?{query}", urls::FUNNEL_LEADS)
    }
    /// What a list of leads is called.
    pub fn opener_title(&self, opener: &Opener) -> String {
        let t = self.l.t;
        match opener {
            Opener::Undecided => t.review_undecided(),
            Opener::Breached => t.review_breached(),
            Opener::AtRisk => t.review_at_risk(),
            Opener::NoNextStep => t.review_no_next_step(),
            Opener::Stale => t.review_stale(),
            Opener::RecycledDue => t.review_recycled_due(),
            Opener::Decided(_) => t.review_decided(),
            Opener::Accepted(_) => t.review_accepted(),
            Opener::Refused(None) => t.review_without_reason(),
            Opener::Refused(Some(code)) => {
                let reasons = &self.p().feedback.reasons;
                let found = reasons.iter().find(|reason| reason.code.as_ref() == Some(code));
                let label = found.map_or_else(|| code.clone(), |reason| self.reason(reason));
                format!("{} — {label}", t.review_refusals())
            }
            Opener::Wins => t.review_wins(),
            Opener::Losses => t.review_losses(),
            Opener::Slipped => t.review_slipped(),
        }
    }
}
