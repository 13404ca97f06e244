//! What a check found, in the reader's words.

use super::model::Findings;
use crate::i18n::{L, format};

/// Line by line.
pub fn findings_in_words(l: L, findings: &Findings) -> Vec<String> {
    if findings.is_clean() {
        let leads = i64::try_from(findings.leads).unwrap_or(i64::MAX);
        return vec![l.t.check_clean(format::number(l.lang, leads))];
    }
    let mut lines: Vec<_> = findings
        .list
        .iter()
        .map(|f| match f.lead {
            Some(lead) => {
                l.t.check_finding(lead.to_string(), f.place.clone(), f.stored.clone(), f.expected.clone())
            }
            None => l.t.check_whole(f.place.clone(), f.stored.clone()),
        })
        .collect();
    if findings.search_broken {
        lines.push(l.t.check_search());
    }
    lines
}

/// How many differences there are.
pub fn verdict_in_words(l: L, findings: &Findings) -> String {
    let n = findings.list.len() + usize::from(findings.search_broken);
    l.t.check_verdict(i64::try_from(n).unwrap_or(i64::MAX))
}
