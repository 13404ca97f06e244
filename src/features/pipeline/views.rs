//! The list of deals.

use super::model::{DealFilter, DealRow, StageSum};
use crate::domain::filter::Pick;
use crate::domain::ids::{Id, of};
use crate::domain::money::{Currency, Minor};
use crate::features::deals::{DealStage, words};
use crate::features::lists::Choice;
use crate::i18n::{Given, L};
use crate::urls;
use crate::web::page::Shell;
use crate::web::query::encode;
use askama::Template;
use chrono::NaiveDate;

/// The page.
#[derive(Template)]
#[template(path = "pipeline/index.html")]
pub struct Deals {
    /// The reader's context.
    pub l: L,
    /// The frame.
    pub shell: Shell,
    /// What is shown.
    pub filter: DealFilter,
    /// The deals.
    pub rows: Vec<DealRow>,
    /// The sums by stage.
    pub sums: Vec<StageSum>,
    /// The page after.
    pub next: Option<String>,
    /// Whether this is not the first page.
    pub further: bool,
    /// Who may be chosen.
    pub reps: Vec<Choice>,
    /// Today.
    pub today: NaiveDate,
    /// The organisation's currency.
    pub currency: Currency,
}

/// The list of deals with these parameters.
pub fn href(filter: &DealFilter, more: Option<(&'static str, String)>) -> String {
    let mut pairs = filter.pairs();
    pairs.extend(more);
    if pairs.is_empty() {
        return urls::DEALS.to_owned();
    }
    format!("{}?{}", urls::DEALS, encode(pairs.iter().map(|(n, v)| (*n, v.as_str()))))
}

impl Deals {
    /// The outcomes as tabs: words, link, whether shown.
    pub fn tabs(&self) -> [(String, String, bool); 3] {
        let t = self.l.t;
        let tab = |text: String, outcome: &'static str| {
            let other = DealFilter { outcome, closed: Default::default(), ..self.filter.clone() };
            (text, href(&other, None), self.filter.outcome == outcome)
        };
        [tab(t.pipeline_open(), "open"), tab(t.pipeline_won(), "won"), tab(t.pipeline_lost(), "lost")]
    }
    /// Whom the deals may belong to: value, words, whether chosen.
    pub fn owners(&self) -> Vec<(String, String, bool)> {
        let chosen = self.filter.owner;
        let mut owners = vec![
            (String::new(), self.l.t.list_any(), chosen.is_none()),
            ("me".to_owned(), self.l.t.list_me(), chosen == Some(Pick::Me)),
        ];
        let is = |id: &str| matches!(chosen, Some(Pick::Is(picked)) if picked.to_string() == id);
        owners.extend(self.reps.iter().map(|rep| (rep.id.clone(), rep.name.clone(), is(&rep.id))));
        owners
    }
    /// Hidden fields of the form.
    pub fn kept(&self) -> Vec<(&'static str, String)> {
        self.filter.pairs().into_iter().filter(|(name, _)| *name != "owner").collect()
    }
    /// How many there are.
    pub fn count(&self) -> i64 {
        self.sums.iter().map(|sum| sum.count).sum()
    }
    /// What they amount to.
    pub fn total(&self) -> String {
        let total = Minor::sum(self.sums.iter().map(|sum| sum.amount)).unwrap_or_default();
        self.l.money_rounded(total, self.currency)
    }
    /// The same, weighted.
    pub fn weighted(&self) -> String {
        let total = Minor::sum(self.sums.iter().map(|sum| sum.weighted)).unwrap_or_default();
        self.l.money_rounded(total, self.currency)
    }
    /// The sums in the order of the stages.
    pub fn stages(&self) -> Vec<&StageSum> {
        DealStage::ALL.iter().filter_map(|stage| self.sums.iter().find(|s| s.stage == stage.code())).collect()
    }
    /// The name of a stage.
    pub fn stage(&self, code: &str) -> String {
        code.parse::<DealStage>().map(|stage| words::stage(&self.l, stage)).unwrap_or_default()
    }
    /// The lead's page.
    pub fn lead(&self, id: impl Given<Id<of::Lead>>) -> String {
        urls::lead(id.given())
    }
    /// Whether a day is past.
    pub fn is_past(&self, day: impl Given<NaiveDate>) -> bool {
        day.given() < self.today
    }
    /// The first page.
    pub fn start(&self) -> String {
        href(&self.filter, None)
    }
}
