//! Where the figures of the funnel lead: the same question, changed in one thing.

use crate::domain::funnel::{Ask, Behind, Count, Dimension, Kind};
use crate::domain::history::Base;
use crate::domain::period::Range;
use crate::domain::stage::Stage;
use crate::urls;
use crate::web::query::encode;

type Pairs = Vec<(&'static str, String)>;

fn url(path: &str, pairs: &[(&'static str, String)]) -> String {
    let query = encode(pairs.iter().map(|(name, value)| (*name, value.as_str())));
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// The parameters of a question without some of them.
fn without(ask: &Ask, names: &[&str]) -> Pairs {
    ask.pairs().into_iter().filter(|(name, _)| !names.contains(name)).collect()
}

/// The page that answers a question.
pub fn funnel(ask: &Ask) -> String {
    url(urls::FUNNEL, &ask.pairs())
}

/// The times of a question.
pub fn times(ask: &Ask) -> String {
    url(urls::FUNNEL_TIMES, &ask.pairs())
}

/// The leads behind one count.
pub fn leads(ask: &Ask, behind: Behind) -> String {
    url(urls::FUNNEL_LEADS, &behind_pairs(ask, behind))
}

/// The next page of the leads behind one count.
pub fn more(ask: &Ask, behind: Behind, cursor: String) -> String {
    let mut pairs = behind_pairs(ask, behind);
    pairs.push(("after", cursor));
    url(urls::FUNNEL_LEADS, &pairs)
}

fn behind_pairs(ask: &Ask, behind: Behind) -> Pairs {
    let mut pairs = ask.pairs();
    pairs.push(("stage", behind.stage.code().to_owned()));
    pairs.extend(behind.not_reached.map(|stage| ("not_reached", stage.code().to_owned())));
    pairs
}

/// The count of a stage.
pub fn count(ask: &Ask, stage: Stage) -> String {
    leads(ask, Behind { stage, not_reached: None })
}

/// The same period in another kind of funnel; what only the present kind understands is dropped.
pub fn kind(ask: &Ask, kind: Kind) -> String {
    let mut pairs = without(ask, &["kind", "base", "mode", "count", "stages", "targets"]);
    if kind != Kind::default() {
        pairs.insert(0, ("kind", kind.code().to_owned()));
    }
    url(urls::FUNNEL, &pairs)
}

/// The same cohort by another base event.
pub fn base(ask: &Ask, base: Base) -> String {
    let mut pairs = without(ask, &["base", "stages", "targets"]);
    if base != Base::default() {
        pairs.push(("base", base.code().to_owned()));
    }
    url(urls::FUNNEL, &pairs)
}

/// The same activity counted another way.
pub fn count_by(ask: &Ask, count: Count) -> String {
    let mut pairs = without(ask, &["count"]);
    if count != Count::default() {
        pairs.push(("count", count.code().to_owned()));
    }
    url(urls::FUNNEL, &pairs)
}

/// The same question about a named range.
pub fn range(ask: &Ask, range: Range) -> String {
    let mut pairs = without(ask, &["from", "until", "range"]);
    pairs.push(("range", range.code().to_owned()));
    url(urls::FUNNEL, &pairs)
}

/// The same question without one value of a filter.
pub fn without_filter(ask: &Ask, dimension: Dimension, value: &str) -> String {
    let mut pairs = ask.pairs();
    pairs.retain(|(name, v)| !(*name == dimension.code() && v == value));
    url(urls::FUNNEL, &pairs)
}

/// The parameters that a form over these fields carries along unseen.
pub fn carried(ask: &Ask, fields: &[&str]) -> Pairs {
    without(ask, fields)
}
