//! A filter as the parameters of a URL: one way to write each, so that a shared link and a remembered view compare.

use super::{Days, LeadFilter, Pick, Sort};
use std::fmt::Write as _;

impl Pick {
    /// As in a URL: `me`, `none`, or the id.
    pub fn text(self) -> String {
        match self {
            Self::Me => "me".to_owned(),
            Self::Nothing => "none".to_owned(),
            Self::Is(id) => id.to_string(),
        }
    }
}

impl Sort {
    /// As in a URL: `-created`.
    pub fn text(self) -> String {
        format!("{}{}", if self.descending { "-" } else { "" }, self.key.code())
    }
}

impl LeadFilter {
    /// Its parameters, in a fixed order, without what is not set; parsing them gives the same filter.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        let mut add = |name, value: Option<String>| pairs.extend(value.map(|value| (name, value)));
        let joined = |codes: Vec<&'static str>| (!codes.is_empty()).then(|| codes.join(","));
        let day = |date: Option<chrono::NaiveDate>| date.map(|d| d.format("%Y-%m-%d").to_string());
        let both = |days: Days| (day(days.from), day(days.until));
        add("q", (!self.q.is_empty()).then(|| self.q.clone()));
        add("stage", joined(self.stages.iter().map(|s| s.code()).collect()));
        add("status", joined(self.statuses.iter().map(|s| s.code()).collect()));
        add("owner", self.owner.map(Pick::text));
        add("owner_mkt", self.owner_mkt.map(Pick::text));
        add("queue", self.queue.map(Pick::text));
        add("source", self.source.map(Pick::text));
        add("campaign", self.campaign.map(Pick::text));
        add("persona", self.persona.map(Pick::text));
        add("company", self.company.map(Pick::text));
        add("tag", self.tag.map(Pick::text));
        let (from, until) = both(self.created);
        add("created_from", from);
        add("created_until", until);
        let (from, until) = both(self.in_stage);
        add("stage_from", from);
        add("stage_until", until);
        if let Some(reached) = self.reached {
            let (from, until) = both(reached.days);
            add("reached", Some(reached.stage.code().to_owned()));
            add("reached_from", from);
            add("reached_until", until);
        }
        if let Some(decided) = self.decided {
            let (from, until) = both(decided.days);
            add("decided", Some(decided.verdict.code().to_owned()));
            add("decided_from", from);
            add("decided_until", until);
        }
        add("sla", joined(self.sla.iter().map(|s| s.code()).collect()));
        add("next", self.next.map(|next| next.code().to_owned()));
        add("sort", (self.sort != Sort::default()).then(|| self.sort.text()));
        pairs
    }

    /// Its parameters as the query of a URL; empty when nothing is set.
    pub fn query(&self) -> String {
        encode(&self.pairs())
    }

    /// The address of a page that takes this filter.
    pub fn href(&self, path: &str) -> String {
        let query = self.query();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }

    /// The same with further parameters: a place, a format.
    pub fn href_with(&self, path: &str, more: &[(&'static str, String)]) -> String {
        let mut pairs = self.pairs();
        pairs.extend_from_slice(more);
        if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", encode(&pairs)) }
    }
}

/// Percent-encodes everything but letters, digits, `-_.~` and the comma, which keeps lists readable.
fn encode(pairs: &[(&'static str, String)]) -> String {
    let mut query = String::new();
    for (name, value) in pairs {
        if !query.is_empty() {
            query.push('&');
        }
        query.push_str(name);
        query.push('=');
        for byte in value.bytes() {
            if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~' | b',') {
                query.push(char::from(byte));
            } else {
                let _infallible = write!(query, "%{byte:02X}");
            }
        }
    }
    query
}
