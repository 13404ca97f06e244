//! The history bundle: golden histories in and out, on both engines, and what is refused.

use crate::support::{Ctx, Engine, on_engine};
use relais::clock::Clock;
use relais::db::Db;
use relais::domain::instant::Instant;
use relais::features::bundle::{self, BundleError, Fault, Report};
use rstest::rstest;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn clock() -> Clock {
    Clock::manual(Instant::parse_rfc3339("2026-11-24T12:00:00Z").unwrap(), 7)
}

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/golden").join(name)
}

async fn import(db: &Db, folder: &Path) -> Result<Report, BundleError> {
    bundle::import(db, &clock(), folder, Arc::new(|_, _| {})).await
}

/// A folder with these files.
fn folder(t: &Ctx, name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = t.folder().join(name);
    std::fs::create_dir(&folder).unwrap();
    for (file, text) in files {
        std::fs::write(folder.join(file), text).unwrap();
    }
    folder
}

/// Every file of a folder.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .map(|path| {
            (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(path).unwrap())
        })
        .collect()
}

async fn export(db: &Db, folder: PathBuf) -> BTreeMap<String, String> {
    bundle::export(db, &folder, &|_, _| {}).await.unwrap();
    files(&folder)
}

both! {
    /// S4 has only events: recycled, voided, backdated, merged leads. It comes in and goes out unchanged.
    async fn s4_comes_in_and_out(t: Ctx) {
        let report = import(&t.db, &golden("S4_recycled")).await.unwrap();
        assert_eq!((report.bare_leads, report.gaps.leads_without_source), (14, 14));
        assert_eq!(report.gaps.opportunities_without_deal, 3);
        let out = export(&t.db, t.folder().join("out")).await;
        let first_columns = |text: &str| {
            let rows = text.lines().map(|line| line.split(',').take(11).collect::<Vec<_>>().join(","));
            rows.collect::<Vec<_>>().join("\n")
        };
        let given = std::fs::read_to_string(golden("S4_recycled").join("events.csv")).unwrap();
        assert!(first_columns(&out["events.csv"]) == given.lines().collect::<Vec<_>>().join("\n"));
    }

    /// S1 has leads, people, sources, personas and deals.
    async fn s1_comes_in(t: Ctx) {
        let report = import(&t.db, &golden("S1_goulot")).await.unwrap();
        assert_eq!(report.rows, [("leads.csv", 400), ("events.csv", 796), ("deals.csv", 15)]);
        assert_eq!(report.bare_leads, 0);
        assert_eq!(report.new_people.into_iter().collect::<Vec<_>>(), ["Karim", "Léa", "Sophie"]);
        assert_eq!(report.new_names["persona"].len(), 2);
        assert_eq!(report.gaps.opportunities_without_deal, 0);
        let out = export(&t.db, t.folder().join("out")).await;
        assert_eq!(out["deals.csv"].lines().count(), 16);
        let first = out["deals.csv"].lines().nth(1).unwrap();
        assert!(first.starts_with("DP001,P001,8000.00,lost,2026-08-15T07:00:00Z,prix,1,"), "{first}");
    }

    /// A target with a lead is refused, and left as it is.
    async fn a_database_with_leads_is_refused(t: Ctx) {
        import(&t.db, &golden("S4_recycled")).await.unwrap();
        let before = export(&t.db, t.folder().join("before")).await;
        assert!(matches!(import(&t.db, &golden("S1_goulot")).await, Err(BundleError::HoldsLeads(14))));
        assert_eq!(export(&t.db, t.folder().join("after")).await, before);
    }
}

/// What goes out of one engine comes into each, and goes out again byte for byte.
#[rstest]
#[case("S1_goulot")]
#[case("S4_recycled")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bundle_survives_any_journey(#[case] name: &str) {
    let kept = tempfile::tempdir().unwrap();
    let first = kept.path().join("first");
    let target = first.clone();
    on_engine(Engine::Sqlite, async |t: Ctx| {
        import(&t.db, &golden(name)).await.unwrap();
        export(&t.db, target).await;
    })
    .await;
    for (engine, name) in [(Engine::Postgres, "second"), (Engine::Sqlite, "third")] {
        let (first, next) = (first.clone(), kept.path().join(name));
        on_engine(engine, async |t: Ctx| {
            import(&t.db, &first).await.unwrap();
            assert_eq!(export(&t.db, next).await, files(&first), "{engine:?}");
        })
        .await;
    }
}

/// A company with everything: activities, tasks, handoffs, deals, people of two teams. Its ids are kept.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_whole_company_moves() {
    let kept = tempfile::tempdir().unwrap();
    let first = kept.path().join("first");
    let target = first.clone();
    on_engine(Engine::Sqlite, async |t: Ctx| {
        let plan = relais::features::seed::Plan { leads: 300, seed: 5, months: 12, open_obligations: 40 };
        relais::features::seed::run(&t.db, &clock(), chrono_tz::Europe::Paris, plan, |_| {}).await.unwrap();
        clean(&t.db).await;
        export(&t.db, target).await;
    })
    .await;
    for (engine, name) in [(Engine::Postgres, "second"), (Engine::Sqlite, "third")] {
        let (first, next) = (first.clone(), kept.path().join(name));
        on_engine(engine, async |t: Ctx| {
            import(&t.db, &first).await.unwrap();
            clean(&t.db).await;
            let (out, given) = (export(&t.db, next).await, files(&first));
            assert_eq!(out.keys().collect::<Vec<_>>(), given.keys().collect::<Vec<_>>());
            for (file, text) in &given {
                assert!(out[file] == *text, "{file} differs");
            }
        })
        .await;
    }
}

async fn clean(db: &Db) {
    let found = relais::features::upkeep::check(db, chrono_tz::Europe::Paris, "FR", &|_| {}).await.unwrap();
    assert!(found.is_clean(), "{:?}", found.list.iter().take(5).collect::<Vec<_>>());
}

const HEADER: &str = "id,lead,cycle,kind,to,occurred_at,recorded_at,actor_role,reason,supersedes,into\n";

/// Each refusal names the line and the reason; nothing is written.
#[rstest]
#[case::unknown_stage("E1,L1,1,transition,prospect,2026-01-01T00:00:00Z,,,,,", 2, Fault::Not("to", "code", "prospect".into()))]
#[case::no_instant("E1,L1,1,transition,lead,hier,,,,,", 2, Fault::Not("occurred_at", "instant", "hier".into()))]
#[case::empty_id(",L1,1,transition,lead,2026-01-01T00:00:00Z,,,,,", 2, Fault::Empty("id"))]
#[case::future("E1,L1,1,transition,lead,2027-01-01T00:00:00Z,,,,,", 2, Fault::Future("occurred_at", "2027-01-01T00:00:00Z".into()))]
#[case::recorded_before(
    "E1,L1,1,transition,lead,2026-01-02T00:00:00Z,2026-01-01T00:00:00Z,,,,",
    2,
    Fault::RecordedBefore
)]
#[case::starts_with_mql(
    "E1,L1,1,transition,mql,2026-01-01T00:00:00Z,,,,,",
    2,
    Fault::Start(relais::domain::stage::Stage::Mql)
)]
#[case::cycle_before_the_end(
    "E1,L1,1,transition,lead,2026-01-01T00:00:00Z,,,,,\nE2,L1,1,transition,mql,2026-01-02T00:00:00Z,,,,,\nE3,L1,2,transition,sal,2026-01-03T00:00:00Z,,,,,",
    4, Fault::Cycle { found: 2, expected: 1, at: Some(relais::domain::stage::Stage::Mql) })]
#[case::backward(
    "E1,L1,1,transition,lead,2026-01-01T00:00:00Z,,,,,\nE2,L1,1,transition,sql,2026-01-02T00:00:00Z,,,,,\nE3,L1,1,transition,mql,2026-01-03T00:00:00Z,,,,,",
    4,
    Fault::Backward(relais::domain::stage::Stage::Sql, relais::domain::stage::Stage::Mql)
)]
#[case::duplicate_id(
    "E1,L1,1,transition,lead,2026-01-01T00:00:00Z,,,,,\nE1,L2,1,transition,lead,2026-01-02T00:00:00Z,,,,,",
    3, Fault::Duplicate("E1".into()))]
#[case::supersedes_unknown(
    "E1,L1,1,transition,lead,2026-01-01T00:00:00Z,,,,,\nE2,L1,1,void,,2026-01-01T00:00:00Z,2026-01-02T00:00:00Z,,,E9,",
    3, Fault::NoEvent("E9".into()))]
#[case::supersedes_twice(
    "E1,L1,1,transition,lead,2026-01-01T00:00:00Z,,,,,\nE2,L1,1,void,,2026-01-01T00:00:00Z,2026-01-02T00:00:00Z,,,E1,\nE3,L1,1,void,,2026-01-01T00:00:00Z,2026-01-02T00:00:00Z,,,E1,",
    4, Fault::SupersededTwice("E1".into()))]
#[case::void_of_void(
    "E1,L1,1,transition,lead,2026-01-01T00:00:00Z,,,,,\nE2,L1,1,void,,2026-01-01T00:00:00Z,2026-01-02T00:00:00Z,,,E1,\nE3,L1,1,void,,2026-01-01T00:00:00Z,2026-01-02T00:00:00Z,,,E2,",
    4, Fault::VoidOfVoid("E2".into()))]
#[case::supersedes_of_another_lead(
    "E1,L1,1,transition,lead,2026-01-01T00:00:00Z,,,,,\nE2,L2,1,void,,2026-01-01T00:00:00Z,2026-01-02T00:00:00Z,,,E1,",
    3, Fault::OtherLead("E1".into()))]
#[case::corrections_in_a_circle(
    "E1,L1,1,correction,lead,2026-01-01T00:00:00Z,,,,E2,\nE2,L1,1,correction,lead,2026-01-01T00:00:00Z,,,,E1,",
    2,
    Fault::SupersedesItself
)]
#[case::void_of_nothing("E1,L1,1,void,,2026-01-01T00:00:00Z,,,,,", 2, Fault::SupersedesNothing)]
#[case::merge_into_nobody("E1,L1,1,merge,,2026-01-01T00:00:00Z,,,,,", 2, Fault::SurvivorMismatch)]
#[case::merge_into_the_unknown("E1,L1,1,merge,,2026-01-01T00:00:00Z,,,,,L9", 2, Fault::NoLead("L9".into()))]
#[case::merge_into_itself("E1,L1,1,merge,,2026-01-01T00:00:00Z,,,,,L1", 2, Fault::MergedIntoItself)]
#[case::stage_of_a_void("E1,L1,1,void,lead,2026-01-01T00:00:00Z,,,,E1,", 2, Fault::StageMismatch)]
#[case::too_many_cells("E1,L1,1,transition,lead,2026-01-01T00:00:00Z,,,,,,surplus", 2, Fault::TooManyCells)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_impossible_history_is_refused(#[case] rows: &str, #[case] line: u64, #[case] fault: Fault) {
    on_engine(Engine::Sqlite, async |t: Ctx| {
        let folder = folder(&t, "in", &[("events.csv", &format!("{HEADER}{rows}\n"))]);
        let Err(BundleError::Refused { listed, .. }) = import(&t.db, &folder).await else {
            panic!("accepted")
        };
        assert!(
            listed.iter().any(|r| r.file == "events.csv" && r.line == line && r.fault == fault),
            "{listed:?}"
        );
        let out = export(&t.db, t.folder().join("out")).await;
        assert_eq!(out["leads.csv"].lines().count(), 1);
    })
    .await;
}
