//! What an import understood, did and refused, in the reader's words.

use super::draft::RowFault;
use super::field::Field;
use super::mapping::{Mapping, MappingError, System, Target};
use super::matching::{Near, Shared};
use super::past::PastNote;
use super::reading::{COLUMNS_MAX, ROW_MAX, ReadError, SniffError};
use super::report::{ImportError, Outcome};
use super::survey::{Survey, SurveyError};
use crate::domain::dates::{DateError, DateOrder};
use crate::domain::money::AmountError;
use crate::i18n::{L, format};

/// Names and lines shown one by one.
const SHOWN: usize = 20;

fn int(n: impl TryInto<i64>) -> i64 {
    n.try_into().unwrap_or(i64::MAX)
}

/// What was understood of a file, line by line.
pub fn survey_in_words(l: L, survey: &Survey) -> Vec<String> {
    let t = l.t;
    let separator = match survey.shape.delimiter {
        b'\t' => t.import_separator_tab(),
        other => format!("« {} »", char::from(other)),
    };
    let rows = format::number(l.lang, int(survey.rows));
    let mapping = &survey.mapping;
    let mut lines = vec![t.import_shape(survey.shape.encoding.name(), separator, rows)];
    lines.push(match mapping.because.is_empty() {
        true => t.import_as(system(l, mapping.system)),
        false => t.import_recognised(system(l, mapping.system), some(&mapping.because)),
    });
    lines.push(t.import_columns(fields(l, survey).join(", ")));
    let extras: Vec<String> = mapping
        .headers
        .iter()
        .zip(&mapping.targets)
        .zip(&survey.filled)
        .filter(|((_, target), filled)| **target == Target::Extra && **filled)
        .map(|((header, _), _)| header.clone())
        .collect();
    if !extras.is_empty() {
        lines.push(t.import_extras(some(&extras)));
    }
    let passed_over = mapping.passed_over.iter().filter(|(column, _)| extras.contains(column));
    lines.extend(passed_over.map(|(column, other)| t.import_passed_over(column, other)));
    let orders: Vec<DateOrder> = survey.orders.iter().filter_map(|order| *order).collect();
    match orders.first() {
        Some(DateOrder::DayFirst) if orders.iter().all(|o| *o == DateOrder::DayFirst) => {
            lines.push(t.import_day_first());
        }
        Some(DateOrder::MonthFirst) if orders.iter().all(|o| *o == DateOrder::MonthFirst) => {
            lines.push(t.import_month_first());
        }
        _ => {}
    }
    lines
}

fn fields(l: L, survey: &Survey) -> Vec<String> {
    let mapping: &Mapping = &survey.mapping;
    let pairs =
        mapping.headers.iter().zip(&mapping.targets).zip(&survey.filled).filter(|(_, filled)| **filled);
    pairs
        .filter_map(|((header, target), _)| match target {
            Target::Field(of) => Some(format!("{header} → {}", field(l, *of))),
            Target::Extra | Target::Nothing => None,
        })
        .collect()
}

fn system(l: L, system: System) -> String {
    match system {
        System::Hubspot => "HubSpot".to_owned(),
        System::Salesforce => "Salesforce".to_owned(),
        System::Zoho => "Zoho CRM".to_owned(),
        System::Pipedrive => "Pipedrive".to_owned(),
        System::Relais => l.t.import_system_relais(),
        System::Csv => l.t.import_system_csv(),
    }
}

/// A field by its name.
pub fn field(l: L, field: Field) -> String {
    let t = l.t;
    match field {
        Field::FirstName => t.import_field_first_name(),
        Field::LastName => t.import_field_last_name(),
        Field::FullName => t.import_field_full_name(),
        Field::Email => t.import_field_email(),
        Field::Phone => t.import_field_phone(),
        Field::JobTitle => t.import_field_job_title(),
        Field::Company => t.import_field_company(),
        Field::Source => t.import_field_source(),
        Field::LatestSource => t.import_field_latest_source(),
        Field::Medium => t.import_field_medium(),
        Field::Campaign => t.import_field_campaign(),
        Field::Content => t.import_field_content(),
        Field::Term => t.import_field_term(),
        Field::Persona => t.import_field_persona(),
        Field::PainPoints => t.import_field_pain_points(),
        Field::Need => t.import_field_need(),
        Field::EstimatedValue => t.import_field_estimated_value(),
        Field::ConsentBasis => t.import_field_consent_basis(),
        Field::OptOut => t.import_field_opt_out(),
        Field::OptIn => t.import_field_opt_in(),
        Field::Status => t.import_field_status(),
        Field::Stage => t.import_field_stage(),
        Field::RevisitOn => t.import_field_revisit_on(),
        Field::OwnerMarketing => t.import_field_owner_mkt(),
        Field::OwnerSales => t.import_field_owner(),
        Field::CreatedAt => t.import_field_created_at(),
        Field::ModifiedAt => t.import_field_updated_at(),
        Field::RecordId => t.import_field_record_id(),
        Field::Note => t.import_field_note(),
        Field::Became(stage) => t.import_field_became(l.stage(stage)),
    }
}

/// What was done, line by line.
pub fn outcome_in_words(l: L, outcome: &Outcome) -> Vec<String> {
    let t = l.t;
    let number = |n: u64| format::number(l.lang, int(n));
    let c = &outcome.counts;
    let mut lines = Vec::new();
    if let Some(after) = outcome.resumed_after {
        lines.push(t.import_resumed(number(after)));
    }
    lines.extend([
        t.import_created(number(c.created)),
        t.import_updated(number(c.updated)),
        t.import_unchanged(number(c.unchanged)),
        t.import_duplicates(number(c.duplicates)),
        t.import_rejected(number(c.rejected)),
    ]);
    for (line, fault) in outcome.rejected.iter().take(SHOWN) {
        lines.push(format!("- {}", t.import_reject_line(int(*line), fault_in_words(l, fault))));
    }
    if let Some(path) = &outcome.rejects {
        lines.push(t.import_rejects(path.display().to_string()));
    }
    if outcome.near_count > 0 {
        lines.push(t.import_near(number(outcome.near_count)));
        lines.extend(outcome.near.iter().take(SHOWN).map(|near| format!("- {}", near_in_words(l, near))));
    }
    if !outcome.notes.is_empty() || outcome.not_added.0 > 0 {
        lines.push(t.import_past());
        for (note, (count, shown)) in &outcome.notes {
            lines.push(format!("- {}", note_in_words(l, *note, number(*count), joined(shown, *count))));
        }
        let (count, shown) = &outcome.not_added;
        if *count > 0 {
            lines.push(format!("- {}", t.import_not_added(number(*count), joined(shown, *count))));
        }
    }
    for ((column, value), count) in outcome.unknown.iter().take(SHOWN) {
        lines.push(t.import_unknown_value(column, value, number(*count)));
    }
    if !outcome.new_people.is_empty() {
        lines.push(t.import_new_people(some(&outcome.new_people)));
    }
    for (list, names) in &outcome.new_names {
        lines.push(t.import_new_names(list.code(), some(names)));
    }
    if outcome.run.is_none() {
        lines.push(t.import_dry());
    }
    lines
}

fn near_in_words(l: L, near: &Near) -> String {
    let line = int(near.line);
    match (near.lead, near.other_line, near.shares) {
        (Some(lead), _, Shared::Phone) => l.t.import_near_lead_phone(line, lead.to_string()),
        (Some(lead), _, Shared::Name) => l.t.import_near_lead_name(line, lead.to_string()),
        (None, other, Shared::Phone) => l.t.import_near_line_phone(line, int(other.unwrap_or(0))),
        (None, other, Shared::Name) => l.t.import_near_line_name(line, int(other.unwrap_or(0))),
    }
}

fn note_in_words(l: L, note: PastNote, count: String, lines: String) -> String {
    match note {
        PastNote::NoLeadDate => l.t.import_note_no_lead_date(count, lines),
        PastNote::Inverted(stage) => l.t.import_note_inverted(count, l.stage(stage), lines),
        PastNote::Undated(stage) => l.t.import_note_undated(count, l.stage(stage), lines),
        PastNote::NoOpportunity => l.t.import_note_no_opportunity(count, lines),
        PastNote::Unplaced(stage) => l.t.import_note_unplaced(count, l.stage(stage), lines),
        PastNote::WentBack(stage) => l.t.import_note_went_back(count, l.stage(stage), lines),
    }
}

fn joined(lines: &[u64], count: u64) -> String {
    let shown: Vec<String> = lines.iter().map(u64::to_string).collect();
    let more = if count > lines.len() as u64 { "…" } else { "" };
    format!("{}{more}", shown.join(", "))
}

fn some<'a>(names: impl IntoIterator<Item = &'a String>) -> String {
    let mut names = names.into_iter();
    let shown: Vec<_> = names.by_ref().take(SHOWN).map(String::as_str).collect();
    match names.count() {
        0 => shown.join(", "),
        more => format!("{}… (+{more})", shown.join(", ")),
    }
}

/// Why a row is not taken.
pub fn fault_in_words(l: L, fault: &RowFault) -> String {
    let t = l.t;
    match fault {
        RowFault::TooManyCells => t.import_fault_too_many_cells(),
        RowFault::Nobody => t.import_fault_nobody(),
        RowFault::Email(column, value) => t.import_fault_email(column, value),
        RowFault::TooLong(column, limit) => t.import_fault_too_long(column, int(*limit)),
        RowFault::BadCharacter(column) => t.import_fault_character(column),
        RowFault::Date(column, value, DateError::NoSuchDay) => t.import_fault_no_such_day(column, value),
        RowFault::Date(column, value, DateError::TwoDigitYear) => {
            t.import_fault_two_digit_year(column, value)
        }
        RowFault::Date(column, value, DateError::OutOfRange { .. }) => {
            t.import_fault_date_range(column, value)
        }
        RowFault::Date(column, value, _) => t.import_fault_date(column, value),
        RowFault::Future(column, value) => t.import_fault_future(column, value),
        RowFault::Amount(column, value, AmountError::Negative) => t.import_fault_negative(column, value),
        RowFault::Amount(column, value, _) => t.import_fault_amount(column, value),
        RowFault::InBin => t.import_fault_bin(),
        RowFault::Erased => t.import_fault_erased(),
    }
}

/// Why a file cannot be imported as it is.
pub fn survey_error_in_words(l: L, error: &SurveyError) -> String {
    let t = l.t;
    match error {
        SurveyError::Sniff(SniffError::Empty) => t.import_error_empty(),
        SurveyError::Sniff(SniffError::Workbook) => t.import_error_workbook(),
        SurveyError::Sniff(SniffError::Binary) => t.import_error_binary(),
        SurveyError::Sniff(SniffError::Io(e)) => e.to_string(),
        SurveyError::Read(e) => read_error_in_words(l, e),
        SurveyError::Mapping(MappingError::Nobody) => t.import_error_nobody(),
        SurveyError::Mapping(MappingError::NotPeople("deals")) => t.import_error_deals(),
        SurveyError::Mapping(MappingError::NotPeople(_)) => t.import_error_companies(),
        SurveyError::Mapping(MappingError::Twice(column)) => t.import_error_twice(column),
        SurveyError::Dates { column, mixed: false } => t.import_error_dates(column),
        SurveyError::Dates { column, mixed: true } => t.import_error_dates_mixed(column),
        SurveyError::Amounts { column, mixed: false } => t.import_error_amounts(column),
        SurveyError::Amounts { column, mixed: true } => t.import_error_amounts_mixed(column),
        SurveyError::NoRows => t.import_error_no_rows(),
    }
}

fn read_error_in_words(l: L, error: &ReadError) -> String {
    match error {
        ReadError::RowTooLong { line } => l.t.import_error_row_too_long(int(*line), size(l, ROW_MAX as u64)),
        ReadError::TooManyColumns { line } => l.t.import_error_columns(int(*line), int(COLUMNS_MAX)),
        ReadError::OpenQuote { line } => l.t.import_error_quote(int(*line)),
        ReadError::Encoding { line } => l.t.import_error_encoding(int(*line)),
        ReadError::Io(e) => e.to_string(),
    }
}

/// Why an import stopped.
pub fn import_error_in_words(l: L, error: &ImportError) -> String {
    match error {
        ImportError::NoSpace(bytes) => l.t.import_error_space(size(l, *bytes)),
        ImportError::Read(e) => read_error_in_words(l, e),
        ImportError::Elsewhere => l.t.import_error_elsewhere(),
        ImportError::Rejects(..) | ImportError::Db(_) => error.to_string(),
    }
}

/// A size in MiB, at least one.
pub fn size(l: L, bytes: u64) -> String {
    let mib = bytes.div_ceil(1024 * 1024).max(1);
    let unit = match l.lang {
        crate::i18n::Lang::Fr => "Mio",
        crate::i18n::Lang::En => "MiB",
    };
    format!("{}\u{a0}{unit}", format::number(l.lang, int(mib)))
}
