//! Every constant statement is accepted by both engines: a typo in SQL fails here, not before a user.

use crate::support::{Ctx, files, read, show};
use relais::db::Sql;
use relais::features;

/// Every store of `src/`, by the path of its `ALL`.
#[rustfmt::skip]
const STORES: &[(&str, &[Sql])] = &[
    ("src/features/activities/store.rs", features::activities::store::ALL),
    ("src/features/audit/store.rs", features::audit::store::ALL),
    ("src/features/bundle/store.rs", features::bundle::store::ALL),
    ("src/features/companies/store.rs",    features::companies::store::ALL),
    ("src/features/deals/store.rs", features::deals::store::ALL),
    ("src/features/demo/store.rs", features::demo::store::ALL),
    ("src/features/funnel/store/lines.rs", features::funnel::store::lines::ALL),
    ("src/features/funnel/store/names.rs", features::funnel::store::names::ALL),
    ("src/features/history/store.rs", features::history::store::ALL),
    ("src/features/history/sums.rs", features::history::sums::ALL),
    ("src/features/home/store.rs", features::home::store::ALL),
    ("src/features/idempotency/store.rs", features::idempotency::store::ALL),
    ("src/features/imports/store/names.rs", features::imports::store::names::ALL),
    ("src/features/imports/store/runs.rs", features::imports::store::runs::ALL),
    ("src/features/leads/store/duplicates.rs", features::leads::store::duplicates::ALL),
    ("src/features/leads/store/page.rs", features::leads::store::page::ALL),
    ("src/features/leads/store.rs", features::leads::store::ALL),
    ("src/features/lists/store/mod.rs", features::lists::store::ALL),
    ("src/features/people/store/devices.rs", features::people::store::devices::ALL),
    ("src/features/people/store/failures.rs", features::people::store::failures::ALL),
    ("src/features/people/store/links.rs", features::people::store::links::ALL),
    ("src/features/people/store/members.rs", features::people::store::members::ALL),
    ("src/features/people/store/sessions.rs", features::people::store::sessions::ALL),
    ("src/features/people/store/tokens.rs", features::people::store::tokens::ALL),
    ("src/features/reference/store.rs", features::reference::store::ALL),
    ("src/features/review/store/agreed.rs", features::review::store::agreed::ALL),
    ("src/features/review/store/figures.rs", features::review::store::figures::ALL),
    ("src/features/review/store/kept.rs", features::review::store::kept::ALL),
    ("src/features/seed/store.rs", features::seed::store::ALL),
    ("src/features/settings/defaults.rs", features::settings::defaults::ALL),
    ("src/features/settings/store/lists.rs", features::settings::store::lists::ALL),
    ("src/features/settings/store/organisation.rs", features::settings::store::organisation::ALL),
    ("src/features/settings/store/reasons.rs", features::settings::store::reasons::ALL),
    ("src/features/sla/store/calendars.rs", features::sla::store::calendars::ALL),
    ("src/features/sla/store/excuses.rs", features::sla::store::excuses::ALL),
    ("src/features/sla/store/facts.rs", features::sla::store::facts::ALL),
    ("src/features/sla/store/report.rs", features::sla::store::report::ALL),
    ("src/features/sla/store/rules.rs", features::sla::store::rules::ALL),
    ("src/features/sla/store/tallies.rs", features::sla::store::tallies::ALL),
    ("src/features/stages/store/names.rs", features::stages::store::names::ALL),
    ("src/features/stages/store.rs", features::stages::store::ALL),
    ("src/features/upkeep/store.rs", features::upkeep::store::ALL),
];

both! {
    async fn every_statement_prepares(t: Ctx) {
        let mut conn = t.db.read().await.unwrap();
        let mut wrong = Vec::new();
        for (store, statements) in STORES {
            for (at, sql) in statements.iter().enumerate() {
                if let Err(e) = conn.prepare(*sql).await {
                    wrong.push(format!("{store}: ALL[{at}]: {e}"));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

/// Tables that grow with the leads, where reading all rows for one page is a fault that small data hides.
const LARGE: [&str; 13] = [
    "lead",
    "stage_event",
    "journey",
    "passage",
    "handoff",
    "activity",
    "task",
    "deal",
    "note",
    "lead_change",
    "company",
    "cycle_dimension",
    "external_ref",
];

/// Statements that read a large table whole, knowingly.
const WHOLE: &[&str] = &[
    // what an import of a bundle lacks, counted once at its end
    "FROM deal WHERE amount_minor IS NULL",
    "FROM stage_event e WHERE e.to_stage = 'opportunity'",
    "FROM lead l JOIN source s ON s.id = l.source_id WHERE s.name_key",
    // stops at the first row, unless nothing at all was known then
    "SELECT 1 AS known FROM stage_event",
    // once, when the first agreement is made
    "UPDATE handoff SET calendar_sha",
    // SQLite plans a look at the children of a new parent, and takes it only while a deferred constraint is open
    "INSERT INTO lead (id,",
];

/// With the statistics of a base that has leads but no void, no merge and no correction: there an index on a column
/// that is NULL everywhere looks useless to SQLite.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_statement_reads_a_large_table_whole() {
    crate::support::on_engine(crate::support::Engine::Sqlite, async |t: Ctx| {
        crate::seed::seeded_with(&t, 2_000).await; // fewer, and reading them all would be right
        let mut conn = t.db.read().await.unwrap();
        let mut whole = Vec::new();
        for (store, statements) in STORES {
            for (at, sql) in statements.iter().enumerate() {
                let plan = conn.plan(*sql).await.unwrap();
                let named = format!("{sql:?}");
                for step in plan.iter().filter(|step| step.starts_with("SCAN ") && !step.contains(" USING "))
                {
                    let alias = step.trim_start_matches("SCAN ").split(' ').next().unwrap_or_default();
                    let large = LARGE.iter().any(|table| {
                        alias == *table
                            || named.contains(&format!(" {table} {alias} "))
                            || named.contains(&format!(" {table} AS {alias} "))
                    });
                    if large && !WHOLE.iter().any(|known| named.contains(known)) {
                        whole.push(format!("{store}: ALL[{at}]: {step}: {named}"));
                    }
                }
            }
        }
        assert!(whole.is_empty(), "{}", whole.join("\n"));
    })
    .await;
}

#[test]
fn every_store_is_listed() {
    let mut stores = files("src", &["rs"]);
    stores.retain(|file| read(file).contains("pub const ALL: &[Sql]"));
    let stores: Vec<_> = stores.iter().map(|file| show(file)).collect();
    let known: Vec<_> = STORES.iter().map(|(path, _)| *path).collect();
    assert_eq!(stores, known, "STORES in tests/it/prepare.rs, in the order of their paths");
}

/// A statement that no `ALL` names is a statement that no test prepares.
#[test]
fn every_statement_is_in_a_list() {
    let code: Vec<_> = files("src", &["rs"]).iter().map(|file| (show(file), read(file))).collect();
    let lists: String = code
        .iter()
        .filter_map(|(_, text)| text.split("pub const ALL: &[Sql]").nth(1)?.split("];").next())
        .collect::<Vec<_>>()
        .join(" ");
    let mut listed = lists.split(|c: char| !c.is_alphanumeric() && c != '_').collect::<Vec<_>>();
    listed.sort_unstable();
    for (file, text) in code.iter().filter(|(file, _)| !file.starts_with("src/db/")) {
        for declaration in text.split("const ").skip(1) {
            let Some((name, rest)) = declaration.split_once(": ") else { continue };
            if rest.starts_with("Sql =") {
                assert!(listed.binary_search(&name).is_ok(), "{file}: {name} is in no ALL");
            }
        }
    }
}
