//! Nothing is forgotten: every table of the database is in the bundle, or stays behind for a reason.

use super::tables::{COMPANIES, DEALS, LEADS, OTHERS, REVIEWS};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Tables with a file of their own that no [`super::tables::Table`] describes.
const CARRIED: &[&str] = &[
    "stage_event", // events.csv
    "agreement",   // and what belongs to it: `super::agreement::FILES`
    "agreement_persona",
    "calendar",
    "work_calendar",
];

/// Lists that travel by the names of their entries, in the rows that use them.
const BY_NAME: &[&str] = &["member", "queue", "source", "campaign", "content", "persona", "tag"];

/// What stays behind, and why.
const STAYS: &[(&str, &str)] = &[
    ("organisation", "is of the instance, not of its history"),
    ("reason", "the product's own; codes travel with events and deals"),
    ("session", "is of a browser"),
    ("link", "a secret that is good for a few days"),
    ("api_token", "a secret"),
    ("device", "is of a browser"),
    ("sign_in_failure", "counts for a day"),
    ("audit", "what happened to the instance, not to its leads"),
    ("journey", "computed from the events"),
    ("journey_tally", "computed from the journeys"),
    ("passage", "computed from the events"),
    ("relay", "computed from the events and the handoffs"),
    ("obligation", "computed from the relays, the terms and the calendars"),
    ("obligation_tally", "computed from the obligations"),
    ("relay_tally", "computed from the relays"),
    ("merge_moved", "lets a merge be undone where it was made; elsewhere the two leads stay one"),
    ("idempotency", "good for a day"),
    ("import_run", "how rows came in; where they came from travels in external_ref"),
    ("import_row", "see import_run"),
];

/// Tables with their columns, as the migrations make them.
fn tables() -> BTreeMap<String, BTreeSet<String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/sqlite");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let mut found = BTreeMap::<String, BTreeSet<String>>::new();
    for file in files {
        let mut table = None;
        for line in fs::read_to_string(file).unwrap().lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            match words.as_slice() {
                ["CREATE", "TABLE", name, "(", ..] => table = Some((*name).to_owned()),
                ["ALTER", "TABLE", name, "ADD", "COLUMN", column, ..] => {
                    found.entry((*name).to_owned()).or_default().insert((*column).to_owned());
                }
                [end, ..] if end.starts_with(')') => table = None,
                [column, ..]
                    if column.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_') =>
                {
                    if let Some(table) = &table {
                        found.entry(table.clone()).or_default().insert((*column).to_owned());
                    }
                }
                _ => {}
            }
        }
    }
    found
}

#[test]
fn every_table_is_in_the_bundle_or_stays_behind_for_a_reason() {
    let files = [&LEADS, &DEALS, &COMPANIES].into_iter().chain(OTHERS).chain(REVIEWS);
    let mut places: Vec<&str> = files.map(|file| file.table).chain(CARRIED.iter().copied()).collect();
    places.extend(BY_NAME);
    places.extend(STAYS.iter().map(|(table, _)| *table));
    let known: BTreeSet<&str> = places.iter().copied().collect();
    let tables = tables();
    let unknown: Vec<_> = tables.keys().filter(|table| !known.contains(table.as_str())).collect();
    assert!(unknown.is_empty(), "in no file and in no list here: {unknown:?}");
    let gone: Vec<_> = known.iter().filter(|table| !tables.contains_key(**table)).collect();
    assert!(gone.is_empty(), "listed here, in no migration: {gone:?}");
    assert!(STAYS.iter().all(|(table, why)| !why.is_empty() && !BY_NAME.contains(table)));
}

/// A file names columns that there are.
#[test]
fn every_column_of_a_file_is_in_its_table() {
    let tables = tables();
    for file in [&LEADS, &DEALS, &COMPANIES].into_iter().chain(OTHERS).chain(REVIEWS) {
        for column in file.columns {
            assert!(tables[file.table].contains(column.sql), "{}: {}.{}", file.file, file.table, column.sql);
        }
    }
}
