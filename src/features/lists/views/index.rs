//! The list of leads.

use super::chips::Chip;
use super::words::age_short;
use crate::domain::filter::{Cursor, LeadFilter, NextAction, Pick, SortKey};
use crate::domain::lifecycle::Role;
use crate::domain::money::{Currency, Minor};
use crate::domain::stage::Stage;
use crate::features::lists::model::{Count, NextStep, Page, Row};
use crate::features::sla::Badge;
use crate::i18n::L;
use crate::urls;
use crate::web::page::Shell;
use crate::web::query::Query;
use askama::Template;
use chrono::NaiveDate;

/// A view that is offered above the list.
#[derive(Debug, Clone)]
pub struct Tab {
    /// Its name.
    pub text: String,
    /// Where it leads.
    pub href: String,
    /// Whether it is the one shown.
    pub current: bool,
}

/// A sortable column.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its heading.
    pub text: String,
    /// Sorted by it, the other way round when it already is.
    pub href: Option<String>,
    /// `ascending` or `descending`, when the rows are sorted by it.
    pub sorted: Option<&'static str>,
    /// CSS classes.
    pub class: &'static str,
}

/// A line of the list.
#[derive(Debug, Clone)]
pub struct Line {
    /// The lead.
    pub row: Row,
    /// Its page, which remembers the list that it was opened from.
    pub href: String,
    /// The form that edits it.
    pub edit: String,
    /// How long it has been in its stage.
    pub age: String,
    /// What is to be done next.
    pub next: NextStep,
    /// Its value in words; «—» when unknown.
    pub value: String,
    /// The promise that presses most.
    pub badge: Option<Badge>,
}

impl Line {
    /// A row as a reader sees it.
    pub fn new(l: &L, row: Row, filter: &LeadFilter, today: NaiveDate, currency: Currency) -> Self {
        let href = format!("{}?{}", urls::lead(row.id), from(filter));
        let age = age_short(l, row.stage_at);
        let value = row.value_minor.map_or_else(|| "—".to_owned(), |v| l.money_rounded(Minor(v), currency));
        let edit = urls::lead_part(row.id, "edit");
        Self { href, edit, age, next: row.next_step(today), value, badge: None, row }
    }
    /// The name, never empty.
    pub fn name(&self, l: &L) -> String {
        if self.row.name.is_empty() { l.t.list_unnamed() } else { self.row.name.clone() }
    }
}

/// `from=…`: the list that a lead is opened from, for its neighbours and the way back.
pub fn from(filter: &LeadFilter) -> String {
    let query = filter.query();
    crate::web::query::encode([("from", if query.is_empty() { "all" } else { query.as_str() })])
}

/// The list that an address with [`from`] was opened from. What is no filter counts as not given.
pub fn opened_from(query: &Query) -> Option<LeadFilter> {
    let text = query.get("from")?;
    let pairs = if text == "all" { Vec::new() } else { crate::web::query::pairs(text.as_bytes()).ok()? };
    LeadFilter::parse(&pairs).ok()
}

/// `214`, or `10 000+`.
pub fn count_text(l: &L, count: Count) -> String {
    match count {
        Count::Exact(n) => l.int(n),
        Count::AtLeast(n) => format!("{}+", l.int(n)),
    }
}

/// The page.
#[derive(Template)]
#[template(path = "lists/index.html", blocks = ["rows"])]
pub struct Index {
    /// The reader's context.
    pub l: L,
    /// The frame.
    pub shell: Shell,
    /// What is shown.
    pub filter: LeadFilter,
    /// Its parts.
    pub chips: Vec<Chip>,
    /// Ready-made views.
    pub tabs: Vec<Tab>,
    /// How many there are.
    pub count: Count,
    /// The lines.
    pub lines: Vec<Line>,
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
}

impl Index {
    /// The page's lines and links, from a page of rows.
    pub fn page(
        l: &L,
        page: Page<Row>,
        filter: &LeadFilter,
        today: NaiveDate,
        currency: Currency,
    ) -> (Vec<Line>, Option<String>, Option<String>) {
        let place = |name, cursor: Cursor| filter.href_with(urls::LEADS, &[(name, cursor.text())]);
        let previous = page.previous.map(|cursor| place("before", cursor));
        let next = page.next.map(|cursor| place("after", cursor));
        let lines = page.rows.into_iter().map(|row| Line::new(l, row, filter, today, currency)).collect();
        (lines, previous, next)
    }
    /// `214`, or `10 000+`.
    pub fn count_text(&self) -> String {
        count_text(&self.l, self.count)
    }
    /// The columns, in order.
    pub fn columns(&self) -> Vec<Column> {
        let t = self.l.t;
        let sort = self.filter.sort;
        let sortable = |text: String, key: SortKey, class| {
            let current = sort.key == key;
            let descending = if current { !sort.descending } else { key.descends_first() };
            let sorted = current.then_some(if sort.descending { "descending" } else { "ascending" });
            Column { text, href: Some(self.filter.sorted(key, descending).href(urls::LEADS)), sorted, class }
        };
        let plain = |text: String, class| Column { text, href: None, sorted: None, class };
        vec![
            sortable(t.list_col_lead(), SortKey::Name, ""),
            plain(t.list_col_stage(), ""),
            plain(t.list_col_owner(), ""),
            sortable(t.list_col_next(), SortKey::Next, ""),
            plain(t.list_col_source(), "minor"),
            sortable(t.list_col_created(), SortKey::Created, "minor"),
            sortable(t.list_col_age(), SortKey::StageAt, "num"),
            sortable(t.list_col_value(), SortKey::Value, "num"),
        ]
    }
    /// Where the same leads are downloaded.
    pub fn export(&self) -> String {
        self.filter.href(urls::LEADS_EXPORT)
    }
    /// The same leads on the board.
    pub fn board(&self) -> String {
        self.filter.href(urls::BOARD)
    }
    /// The form that changes the filter.
    pub fn form(&self) -> String {
        self.filter.href(urls::LEADS_FILTERS)
    }
    /// The same list without its filters.
    pub fn clear(&self) -> String {
        self.filter.cleared().href(urls::LEADS)
    }
    /// The list with every lead counted.
    pub fn exact(&self) -> String {
        self.filter.href_with(urls::LEADS, &[("count", "exact".to_owned())])
    }
    /// The parameters that the search box keeps.
    pub fn kept(&self) -> Vec<(&'static str, String)> {
        self.filter.pairs().into_iter().filter(|(name, _)| *name != "q").collect()
    }
}

/// The views offered to a role; the one that is shown is marked.
pub fn tabs(l: &L, role: Role, shown: &LeadFilter) -> Vec<Tab> {
    let t = l.t;
    let all = LeadFilter::default;
    let mine_mkt = LeadFilter { owner_mkt: Some(Pick::Me), ..all() };
    let mine = LeadFilter { owner: Some(Pick::Me), ..all() };
    let open = [Stage::Sal, Stage::Sql, Stage::Opportunity];
    let idle = LeadFilter { next: Some(NextAction::Missing), ..LeadFilter::in_stages(&open) };
    let overdue = LeadFilter { next: Some(NextAction::Overdue), ..all() };
    let unassigned = LeadFilter {
        owner: Some(Pick::Nothing),
        queue: Some(Pick::Nothing),
        ..LeadFilter::in_stages(&[Stage::Mql])
    };
    let nurture = LeadFilter::in_stages(&[Stage::Recycled]);
    let waiting = LeadFilter::in_stages(&[Stage::Mql]);
    let of_mine = |filter: LeadFilter| LeadFilter { owner: Some(Pick::Me), ..filter };
    let of_marketer = |filter: LeadFilter| LeadFilter { owner_mkt: Some(Pick::Me), ..filter };
    let views = match role {
        Role::Rep => vec![
            (t.list_tab_all(), all()),
            (t.list_tab_mine(), mine),
            (t.list_tab_waiting(), of_mine(waiting)),
            (t.list_tab_overdue(), of_mine(overdue)),
            (t.list_tab_idle(), of_mine(idle)),
        ],
        Role::Marketer => vec![
            (t.list_tab_all(), all()),
            (t.list_tab_mine(), mine_mkt),
            (t.list_tab_unassigned(), unassigned),
            (t.list_tab_nurture(), of_marketer(nurture)),
        ],
        _ => vec![
            (t.list_tab_all(), all()),
            (t.list_tab_waiting(), waiting),
            (t.list_tab_unassigned(), unassigned),
            (t.list_tab_overdue(), overdue),
            (t.list_tab_idle(), idle),
            (t.list_tab_nurture(), nurture),
        ],
    };
    let same = |a: &LeadFilter| LeadFilter { sort: shown.sort, ..a.clone() } == *shown;
    let tab = |(text, filter): (String, LeadFilter)| Tab {
        text,
        href: filter.href(urls::LEADS),
        current: same(&filter),
    };
    views.into_iter().map(tab).collect()
}
