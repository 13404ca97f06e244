//! Where a lead stands in the list that the reader came from.

use crate::domain::filter::LeadFilter;
use crate::domain::ids::{Id, of};
use crate::features::lists::{self, Neighbours};
use crate::i18n::L;
use crate::urls;

/// Where the lead stands in the list that the reader came from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Around {
    /// The list, with its filter.
    pub list: String,
    /// `from=…`, which the links and forms of the page hand on.
    pub from: String,
    /// The page of this lead, opened from that list.
    pub here: String,
    /// Place in it, from 1, and its length; already formatted. Empty when the lead is not in the list any more.
    pub place: String,
    /// The lead before.
    pub previous: Option<String>,
    /// The lead after.
    pub next: Option<String>,
}

impl Around {
    /// From what stands around the lead in the list that `filter` shows.
    pub fn new(l: &L, lead: Id<of::Lead>, filter: &LeadFilter, found: &Neighbours) -> Self {
        let from = lists::from(filter);
        let page = |id: Id<of::Lead>| format!("{}?{from}", urls::lead(id));
        let total = lists::count_text(l, found.total);
        Self {
            list: filter.href(urls::LEADS),
            here: page(lead),
            place: found.position.map(|n| l.t.lead_place(l.int(n), total)).unwrap_or_default(),
            previous: found.previous.map(page),
            next: found.next.map(page),
            from,
        }
    }

    /// An address that hands on which list the reader came from.
    pub(super) fn carry(&self, href: &str) -> String {
        format!("{href}{}{}", if href.contains('?') { '&' } else { '?' }, self.from)
    }
}
