//! The board.

use super::chips::Chip;
use super::index::Line;
use crate::domain::board::ColumnTotals;
use crate::domain::filter::{Facet, LeadFilter, SortKey};
use crate::domain::lifecycle::{Actor, offered};
use crate::domain::money::Currency;
use crate::domain::stage::Stage;
use crate::features::lists::model::{CardDeal, Count, DealSums, Row};
use crate::i18n::L;
use crate::urls;
use crate::web::page::Shell;
use askama::Template;
use chrono::NaiveDate;

/// Where a card can go.
#[derive(Debug, Clone)]
pub struct Move {
    /// The stage.
    pub to: Stage,
    /// The form that asks what the move needs.
    pub href: String,
    /// Whether it needs nothing: one click is enough.
    pub direct: bool,
    /// Whether it goes on along the path; else it leaves it.
    pub forward: bool,
}

/// A lead on the board.
#[derive(Debug, Clone)]
pub struct Card {
    /// What the list shows of it.
    pub line: Line,
    /// Where this reader may move it.
    pub moves: Vec<Move>,
    /// Where it is moved (POST).
    pub action: String,
    /// Makes a second sending harmless.
    pub key: String,
    /// Its open deal.
    pub deal: Option<CardDeal>,
    /// Whether that should have been signed already.
    pub late: bool,
}

impl Card {
    /// A row as a card of this reader.
    pub fn new(line: Line, actor: &Actor, deal: Option<CardDeal>, key: String, today: NaiveDate) -> Self {
        let row = &line.row;
        let towards = |to: Stage| Move {
            to,
            href: urls::lead_move(row.id, to.code()),
            direct: to == Stage::Sal,
            forward: to.rank() > row.stage.rank(),
        };
        let moves = offered(actor, &row.custody(), Some(row.stage)).into_iter().map(towards).collect();
        let late = deal.and_then(|deal| deal.expected_on).is_some_and(|day| day < today);
        Self { action: urls::lead_part(row.id, "stage"), moves, key, deal, late, line }
    }
    /// The next stage of the path that it may go to: the `]` key.
    pub fn onward(&self) -> Option<&Move> {
        self.moves.iter().find(|to| to.forward)
    }
    /// The first way out of the path: the `[` key.
    pub fn back(&self) -> Option<&Move> {
        self.moves.iter().find(|to| !to.forward)
    }
    /// What stands on top: the company, else the person.
    pub fn title(&self, l: &L) -> String {
        if self.line.row.company.is_empty() { self.line.name(l) } else { self.line.row.company.clone() }
    }
}

/// A stage of the board.
#[derive(Debug, Clone)]
pub struct Column {
    /// Which.
    pub stage: Stage,
    /// Its figures; `None` beyond the number of leads that are counted.
    pub totals: Option<ColumnTotals>,
    /// Its open deals, for opportunities.
    pub deals: Option<DealSums>,
    /// Its most urgent cards.
    pub cards: Vec<Card>,
    /// The list of all of them.
    pub href: String,
}

impl Column {
    /// How many leads are not shown as cards; `None` when they were not counted.
    pub fn rest(&self) -> Option<i64> {
        self.totals.map(|totals| totals.leads - i64::try_from(self.cards.len()).unwrap_or(0))
    }
}

/// A stage outside the board: how many, and where they are.
#[derive(Debug, Clone)]
pub struct Aside {
    /// Which.
    pub stage: Stage,
    /// How many.
    pub count: Count,
    /// Their list.
    pub href: String,
}

/// The page.
#[derive(Template)]
#[template(path = "lists/board.html", blocks = ["columns"])]
pub struct Board {
    /// The reader's context.
    pub l: L,
    /// The frame.
    pub shell: Shell,
    /// What is shown.
    pub filter: LeadFilter,
    /// Its parts.
    pub chips: Vec<Chip>,
    /// The stages of the work.
    pub columns: Vec<Column>,
    /// The others.
    pub asides: Vec<Aside>,
    /// The organisation's currency.
    pub currency: Currency,
}

impl Board {
    /// The same leads as a list.
    pub fn list(&self) -> String {
        self.filter.href(urls::LEADS)
    }
    /// This page: where a move comes back to.
    pub fn here(&self) -> String {
        self.filter.href(urls::BOARD)
    }
    /// The form that changes the filter.
    pub fn form(&self) -> String {
        self.filter.href_with(urls::LEADS_FILTERS, &[("for", "board".to_owned())])
    }
    /// The parameters that the search box keeps.
    pub fn kept(&self) -> Vec<(&'static str, String)> {
        self.filter.pairs().into_iter().filter(|(name, _)| *name != "q").collect()
    }
    /// `3 000`, or `10 000+`.
    pub fn count_text(&self, count: impl crate::i18n::Given<Count>) -> String {
        match count.given() {
            Count::Exact(n) => self.l.int(n),
            Count::AtLeast(n) => format!("{}+", self.l.int(n)),
        }
    }
    /// «Voir les 4 autres».
    pub fn rest_text(&self, rest: impl crate::i18n::Given<i64>) -> String {
        let rest = rest.given();
        self.l.t.board_rest(rest, self.l.int(rest))
    }
    /// Whether nothing at all is on it.
    pub fn is_empty(&self) -> bool {
        self.columns.iter().all(|column| column.cards.is_empty())
            && self.asides.iter().all(|aside| aside.count.found() == 0)
    }
}

/// The list of one stage of a filter, the longest in the stage first.
pub fn list_of(filter: &LeadFilter, stage: Stage) -> String {
    let one = LeadFilter { stages: vec![stage], ..filter.without(Facet::Stage) };
    one.sorted(SortKey::StageAt, false).href(urls::LEADS)
}

/// The lines of rows shown on the board: opened from the list of their stage.
pub fn line(l: &L, row: Row, filter: &LeadFilter, today: NaiveDate, currency: Currency) -> Line {
    let one = LeadFilter { stages: vec![row.stage], ..filter.clone() };
    Line::new(l, row, &one.sorted(SortKey::StageAt, false), today, currency)
}
