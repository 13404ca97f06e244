//! What a check finds.

use crate::domain::ids::{Id, of};

/// How far a check is: leads done.
pub type CheckProgress<'a> = &'a (dyn Fn(u64) + Send + Sync);

/// Something that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Of which lead; `None` when it is about the whole.
    pub lead: Option<Id<of::Lead>>,
    /// Table and column.
    pub place: String,
    /// What is stored.
    pub stored: String,
    /// What should be.
    pub expected: String,
}

/// All that was found.
#[derive(Debug, Default)]
pub struct Findings {
    /// Leads looked at.
    pub leads: u64,
    /// In the order of the leads.
    pub list: Vec<Finding>,
    /// Whether the search index of SQLite disagrees with the leads.
    pub search_broken: bool,
}

impl Findings {
    /// Whether nothing was found.
    pub fn is_clean(&self) -> bool {
        self.list.is_empty() && !self.search_broken
    }
    /// The leads concerned, each once.
    pub fn leads_concerned(&self) -> Vec<Id<of::Lead>> {
        let mut leads: Vec<_> = self.list.iter().filter_map(|finding| finding.lead).collect();
        leads.sort_unstable();
        leads.dedup();
        leads
    }
}
