//! What is known of a lead when it changes hands.

use crate::features::leads::model::Handed;
use crate::features::leads::record::Record;
use crate::i18n::L;

/// What the next reader should know: the fiche de transfert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The last handoff.
    pub handed: Option<Handed>,
    /// Where from, what read: label and value.
    pub origin: Vec<(String, String)>,
    /// Earlier runs and why they ended.
    pub runs: Vec<String>,
}

/// What there is to know; `None` when nothing was said yet.
pub(super) fn sheet(record: &Record, l: &L) -> Option<Sheet> {
    let lead = &record.standing.lead;
    let (f, names) = (&lead.fields, &lead.names);
    let mut origin = Vec::new();
    let mut add = |label: String, value: &str| {
        if !value.is_empty() {
            origin.push((label, value.to_owned()));
        }
    };
    add(l.t.lead_campaign(), &names.campaign);
    add(l.t.lead_content(), &names.content);
    add(l.t.lead_persona(), &names.persona);
    let handed = record.handoffs.first().cloned();
    let runs = runs(record, l);
    let told = handed.is_some() || !f.pain_points.is_empty() || !f.need.is_empty() || !runs.is_empty();
    told.then_some(Sheet { handed, origin, runs })
}

/// How each earlier run ended, oldest first.
fn runs(record: &Record, l: &L) -> Vec<String> {
    let steps = &record.standing.effective.steps;
    let current = record.standing.lead.cycle;
    (1..current)
        .filter_map(|cycle| {
            let end = steps.iter().rfind(|step| step.cycle == cycle)?;
            let told = record.events.iter().find(|told| told.event.id == end.id);
            let reason = told.and_then(|told| told.reason.as_deref()).unwrap_or_default();
            let label = record.reason_label(reason, "rejection", l.lang);
            let text = told.and_then(|told| told.text.clone()).unwrap_or_default();
            let ended = l.t.sheet_run(cycle, l.stage(end.to), l.day(end.at));
            Some(
                [ended, label, text]
                    .into_iter()
                    .filter(|part| !part.is_empty())
                    .collect::<Vec<_>>()
                    .join(" · "),
            )
        })
        .collect()
}
