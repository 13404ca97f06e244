//! Pages of companies.

use super::model::{Company, CompanyRow};
use crate::domain::ids::{Id, of};
use crate::domain::money::Currency;
use crate::features::lists::{Count, Line};
use crate::i18n::{Given, L};
use crate::urls;
use crate::web::form::FormState;
use crate::web::page::Shell;
use crate::web::query::encode;
use askama::Template;

/// The list.
#[derive(Template)]
#[template(path = "companies/index.html", blocks = ["rows"])]
pub struct Companies {
    /// The reader's context.
    pub l: L,
    /// The frame.
    pub shell: Shell,
    /// What is searched for.
    pub q: String,
    /// The companies.
    pub rows: Vec<CompanyRow>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// Whether this is not the first page.
    pub further: bool,
    /// The organisation's currency.
    pub currency: Currency,
}

impl Companies {
    /// A company's page.
    pub fn href(&self, id: impl Given<Id<of::Company>>) -> String {
        urls::company(id.given())
    }
    /// The first page.
    pub fn start(&self) -> String {
        self.place(None)
    }
    /// The next page.
    pub fn onward(&self) -> Option<String> {
        self.next.as_deref().map(|after| self.place(Some(after)))
    }
    fn place(&self, after: Option<&str>) -> String {
        let pairs = [("q", self.q.as_str()), ("after", after.unwrap_or_default())];
        let query = encode(pairs.into_iter().filter(|(_, value)| !value.is_empty()));
        if query.is_empty() { urls::COMPANIES.to_owned() } else { format!("{}?{query}", urls::COMPANIES) }
    }
}

/// One company.
#[derive(Template)]
#[template(path = "companies/show.html")]
pub struct Show {
    /// The reader's context.
    pub l: L,
    /// The frame.
    pub shell: Shell,
    /// The company.
    pub company: Company,
    /// Its form.
    pub f: FormState,
    /// Its leads.
    pub lines: Vec<Line>,
    /// How many work there.
    pub count: Count,
    /// The list of all of them.
    pub all: String,
}

impl Show {
    /// Where the form is sent.
    pub fn action(&self) -> String {
        urls::company(self.company.id)
    }
    /// `3`, or `10 000+`.
    pub fn count_text(&self) -> String {
        match self.count {
            Count::Exact(n) => self.l.int(n),
            Count::AtLeast(n) => format!("{}+", self.l.int(n)),
        }
    }
}
