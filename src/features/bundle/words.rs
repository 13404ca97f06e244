//! What an import did or refused, in the reader's words.

use super::model::{BundleError, Fault, Refusal, Report, Written};
use crate::domain::stage::Stage;
use crate::i18n::{L, format};

/// Names shown one by one; beyond, they are counted.
const SHOWN: usize = 20;

/// One refused line.
pub fn refusal_in_words(l: L, refusal: &Refusal) -> String {
    let line = i64::try_from(refusal.line).unwrap_or(i64::MAX);
    l.t.bundle_refusal(refusal.file, line, fault(l, &refusal.fault))
}

/// Why nothing was done, line by line.
pub fn error_in_words(l: L, error: &BundleError) -> Vec<String> {
    match error {
        BundleError::NoFolder(path) => vec![l.t.bundle_no_folder(path.display().to_string())],
        BundleError::NoEvents(path) => vec![l.t.bundle_no_events(path.display().to_string())],
        BundleError::NotEmpty(path) => vec![l.t.bundle_not_empty(path.display().to_string())],
        BundleError::HoldsLeads(n) => vec![l.t.bundle_holds_leads(*n)],
        BundleError::Refused { listed, total } => {
            let mut lines: Vec<_> = listed.iter().map(|refusal| refusal_in_words(l, refusal)).collect();
            let more = total.saturating_sub(listed.len());
            if more > 0 {
                lines.push(l.t.bundle_more_refusals(i64::try_from(more).unwrap_or(i64::MAX)));
            }
            lines.push(l.t.bundle_refused(i64::try_from(*total).unwrap_or(i64::MAX)));
            lines
        }
        BundleError::Io(..) | BundleError::Db(_) => vec![error.to_string()],
    }
}

/// What was done, line by line.
pub fn report_in_words(l: L, report: &Report) -> Vec<String> {
    let number = |n: u64| format::number(l.lang, i64::try_from(n).unwrap_or(i64::MAX));
    let mut lines: Vec<_> = report.rows.iter().map(|(file, n)| l.t.bundle_rows(*file, number(*n))).collect();
    if report.bare_leads > 0 {
        lines.push(l.t.bundle_bare_leads(number(report.bare_leads)));
    }
    for (file, columns) in &report.unknown_columns {
        lines.push(match *file {
            "leads.csv" => l.t.bundle_kept_columns(some(columns)),
            file => l.t.bundle_unknown_columns(file, some(columns)),
        });
    }
    if !report.unknown_files.is_empty() {
        lines.push(l.t.bundle_unknown_files(some(&report.unknown_files)));
    }
    if !report.new_people.is_empty() {
        lines.push(l.t.bundle_new_people(some(&report.new_people)));
    }
    for (list, names) in &report.new_names {
        lines.push(l.t.bundle_new_names(*list, some(names)));
    }
    for (name, before, after) in &report.settings {
        lines.push(l.t.bundle_setting(*name, before.clone(), after.clone()));
    }
    let gaps = gaps_in_words(l, report);
    if !gaps.is_empty() {
        lines.push(l.t.bundle_gaps_title());
        lines.extend(gaps.into_iter().map(|gap| format!("- {gap}")));
    }
    lines
}

/// What was written, line by line.
pub fn written_in_words(l: L, written: &Written) -> Vec<String> {
    let number = |n: u64| format::number(l.lang, i64::try_from(n).unwrap_or(i64::MAX));
    written.rows.iter().map(|(file, n)| l.t.bundle_rows(*file, number(*n))).collect()
}

fn gaps_in_words(l: L, report: &Report) -> Vec<String> {
    let gaps = &report.gaps;
    let number = |n: u64| format::number(l.lang, i64::try_from(n).unwrap_or(i64::MAX));
    let counted = [
        (gaps.exits_without_reason, l.t.bundle_gap_exits(number(gaps.exits_without_reason))),
        (gaps.deals_without_amount, l.t.bundle_gap_amounts(number(gaps.deals_without_amount))),
        (
            gaps.opportunities_without_deal,
            l.t.bundle_gap_opportunities(number(gaps.opportunities_without_deal)),
        ),
        (gaps.leads_without_source, l.t.bundle_gap_sources(number(gaps.leads_without_source))),
        (gaps.leads_without_event, l.t.bundle_gap_events(number(gaps.leads_without_event))),
    ];
    let mut lines: Vec<_> = counted.into_iter().filter(|(n, _)| *n > 0).map(|(_, line)| line).collect();
    if !gaps.free_reasons.is_empty() {
        lines.push(l.t.bundle_gap_reasons(some(&gaps.free_reasons)));
    }
    lines
}

/// The first names of a list, and how many more there are.
fn some<'a>(names: impl IntoIterator<Item = &'a String>) -> String {
    let mut names = names.into_iter();
    let shown: Vec<_> = names.by_ref().take(SHOWN).map(String::as_str).collect();
    match names.count() {
        0 => shown.join(", "),
        more => format!("{}… (+{more})", shown.join(", ")),
    }
}

fn fault(l: L, fault: &Fault) -> String {
    let (t, stage) = (l.t, |stage: &Stage| l.stage(*stage));
    match fault {
        Fault::NoColumn(column) => t.bundle_no_column(*column),
        Fault::TwiceColumn(column) => t.bundle_twice_column(column.clone()),
        Fault::TooManyCells => t.bundle_too_many_cells(),
        Fault::Empty(column) => t.bundle_empty(*column),
        Fault::Not(column, "instant", text) => t.bundle_not_instant(*column, text.clone()),
        Fault::Not(column, "date", text) => t.bundle_not_date(*column, text.clone()),
        Fault::Not(column, "number", text) => t.bundle_not_number(*column, text.clone()),
        Fault::Not(column, "amount", text) => t.bundle_not_amount(*column, text.clone()),
        Fault::Not(column, "yes_or_no", text) => t.bundle_not_flag(*column, text.clone()),
        Fault::Not(column, _, text) => t.bundle_not_code(*column, text.clone()),
        Fault::BadText(column) => t.bundle_bad_text(*column),
        Fault::Future(column, text) => t.bundle_future(*column, text.clone()),
        Fault::RecordedBefore => t.bundle_recorded_before(),
        Fault::Duplicate(id) => t.bundle_duplicate(id.clone()),
        Fault::NoLead(id) => t.bundle_no_lead(id.clone()),
        Fault::NoEvent(id) => t.bundle_no_event(id.clone()),
        Fault::NoDeal(id) => t.bundle_no_deal(id.clone()),
        Fault::TwiceRow => t.bundle_twice_row(),
        Fault::OtherLead(id) => t.bundle_other_lead(id.clone()),
        Fault::SupersededTwice(id) => t.bundle_superseded_twice(id.clone()),
        Fault::VoidOfVoid(id) => t.bundle_void_of_void(id.clone()),
        Fault::SupersedesNothing => t.bundle_supersedes_nothing(),
        Fault::MayNotSupersede => t.bundle_may_not_supersede(),
        Fault::SupersedesItself => t.bundle_supersedes_itself(),
        Fault::StageMismatch => t.bundle_stage_mismatch(),
        Fault::SurvivorMismatch => t.bundle_survivor_mismatch(),
        Fault::MergedIntoItself => t.bundle_merged_into_itself(),
        Fault::Start(to) => t.bundle_start(stage(to)),
        Fault::Repeated(to) => t.bundle_repeated(stage(to)),
        Fault::Backward(from, to) => t.bundle_backward(stage(from), stage(to)),
        Fault::NoSuchMove(from, to) => t.bundle_no_such_move(stage(from), stage(to)),
        Fault::Cycle { found, expected, at: Some(at) } if found > expected => {
            t.bundle_cycle_open(*found, *expected, stage(at))
        }
        Fault::Cycle { found, expected, .. } => t.bundle_cycle(*found, *expected),
        Fault::Closing => t.bundle_closing(),
        Fault::OwnerAndQueue => t.bundle_owner_and_queue(),
        Fault::Unreadable(why) => t.bundle_unreadable(why.clone()),
    }
}
