//! Checks: nothing to say of what came in properly, and a planted fault found and repaired.

use crate::support::Ctx;
use relais::clock::Clock;
use relais::db::{DbError, Sql, Tx};
use relais::domain::instant::Instant;
use relais::features::bundle;
use relais::features::upkeep::{self, Findings};
use std::path::Path;
use std::sync::Arc;

async fn import(t: &Ctx, name: &str) {
    let clock = Clock::manual(Instant::parse_rfc3339("2026-11-24T12:00:00Z").unwrap(), 7);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/golden").join(name);
    bundle::import(&t.db, &clock, &folder, Arc::new(|_, _| {})).await.unwrap();
}

async fn check(t: &Ctx) -> Findings {
    upkeep::check(&t.db, chrono_tz::Europe::Paris, "FR", &|_| {}).await.unwrap()
}

async fn plant(t: &Ctx, sql: Sql) {
    t.db.write(async move |mut tx: Tx| tx.run(sql, &[]).await.map(drop))
        .await
        .unwrap_or_else(|e: DbError| panic!("{e}"));
}

both! {
    /// What a bundle brings is consistent.
    async fn golden_histories_are_clean(t: Ctx) {
        import(&t, "S4_recycled").await;
        let found = check(&t).await;
        assert!(found.is_clean(), "{found:?}");
        assert_eq!(found.leads, 14);
    }

    /// Each kind of fault is found, named, and repaired when it can be computed again.
    async fn planted_faults_are_found_and_repaired(t: Ctx) {
        import(&t, "S1_goulot").await;
        assert!(check(&t).await.is_clean());
        plant(&t, Sql::both("UPDATE journey SET depth = 3 WHERE depth = 6")).await;
        plant(&t, Sql::both("DELETE FROM passage WHERE mql_at = (SELECT MIN(mql_at) FROM passage)")).await;
        plant(&t, Sql::both("UPDATE lead SET stage = 'lead' WHERE stage = 'customer'")).await;
        plant(&t, Sql::both("UPDATE lead SET search_key = 'x' WHERE seq = 2")).await;
        plant(&t, Sql::split("UPDATE lead SET next_on = '2026-01-01' WHERE seq = 4", "UPDATE lead SET next_on = DATE '2026-01-01' WHERE seq = 4")).await;
        plant(&t, Sql::both("DELETE FROM cycle_dimension WHERE lead_id = (SELECT id FROM lead WHERE seq = 3)")).await;
        plant(&t, Sql::both("UPDATE journey_tally SET n = n + 1 WHERE facet = 'all' AND base = 'mql'")).await;
        let found = check(&t).await;
        let place = |f: &upkeep::Finding| match f.place.split_once('[') {
            Some((table, _)) if table.ends_with("_tally") => table.to_owned(),
            _ => f.place.clone(),
        };
        let places: std::collections::BTreeSet<_> = found.list.iter().map(place).collect();
        let expected = [
            "cycle_dimension[1]",
            "journey.depth",
            "journey_tally",
            "lead.next_on",
            "lead.search_key",
            "lead.stage",
            "passage[1]",
        ];
        assert_eq!(places.into_iter().collect::<Vec<_>>(), expected);
        assert_eq!(found.list.iter().filter(|f| f.place == "journey.depth").count(), 5);
        upkeep::repair(&t.db, &found, chrono_tz::Europe::Paris, "FR").await.unwrap();
        let found = check(&t).await;
        assert!(found.is_clean(), "{found:?}");
    }

    /// A base that an earlier version wrote has no sums: they are there once the program has started on it.
    async fn sums_that_an_earlier_version_did_not_keep_are_written(t: Ctx) {
        import(&t, "S1_goulot").await;
        for table in [
            Sql::both("DELETE FROM journey_tally"),
            Sql::both("DELETE FROM relay_tally"),
            Sql::both("DELETE FROM obligation_tally"),
        ] {
            plant(&t, table).await;
        }
        assert!(check(&t).await.list.iter().any(|f| f.place.starts_with("journey_tally[")));
        relais::app::prepare(&t.db, &relais::clock::Clock::System).await.unwrap();
        let found = check(&t).await;
        assert!(found.is_clean(), "{found:?}");
    }

    /// A deal that says otherwise than its lead is found; no repair decides who is right.
    async fn deals_and_stages_disagreeing_are_found(t: Ctx) {
        import(&t, "S1_goulot").await;
        plant(&t, Sql::both("UPDATE deal SET closed_event_id = NULL, outcome = 'open', closed_at = NULL WHERE ref = 'DP281'")).await;
        plant(&t, Sql::both("UPDATE deal SET outcome = 'lost' WHERE ref = 'DP361'")).await;
        let found = check(&t).await;
        let places: Vec<_> = found.list.iter().map(|f| f.place.rsplit('.').next().unwrap().to_owned()).collect();
        assert_eq!(places, ["outcome", "closed_event_id"]);
        upkeep::repair(&t.db, &found, chrono_tz::Europe::Paris, "FR").await.unwrap();
        assert_eq!(check(&t).await.list.len(), 2);
    }
}

/// A copy made during writes holds everything acknowledged before, and nothing is replaced without being asked.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_holds_what_was_acknowledged_and_comes_back() {
    use relais::db::{CopyError, Db, backup, restore};
    crate::support::on_engine(crate::support::Engine::Sqlite, async |t: Ctx| {
        import(&t, "S1_goulot").await;
        let writing = {
            let t = t.clone();
            tokio::spawn(async move {
                for _ in 0..200 {
                    plant(&t, Sql::both("UPDATE lead SET version = version + 1 WHERE seq = 1")).await;
                }
            })
        };
        let copy = t.folder().join("copy.db");
        backup(t.db.path().unwrap(), &copy).await.unwrap();
        writing.await.unwrap();
        assert!(matches!(backup(t.db.path().unwrap(), &copy).await, Err(CopyError::Exists(_))));

        let place = t.folder().join("elsewhere/relais.db");
        assert_eq!(restore(&copy, &place, false).await.unwrap(), None);
        assert!(matches!(restore(&copy, &place, false).await, Err(CopyError::NotEmpty(_))));
        let kept = restore(&copy, &place, true).await.unwrap();
        assert!(kept.is_some_and(|kept| kept.exists()));
        let db = Db::open(&format!("sqlite://{}", place.display())).await.unwrap();
        let found = upkeep::check(&db, chrono_tz::Europe::Paris, "FR", &|_| {}).await.unwrap();
        assert!(found.is_clean() && found.leads == 400, "{found:?}");
        db.close().await;

        let mut bytes = std::fs::read(&copy).unwrap();
        bytes[8192..16384].fill(0);
        let damaged = t.folder().join("damaged.db");
        std::fs::write(&damaged, bytes).unwrap();
        assert!(matches!(restore(&damaged, &place, true).await, Err(CopyError::Damaged(..))));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_closed_file_holds_everything_without_its_log() {
    use relais::db::{Db, DbError};
    crate::support::on_engine(crate::support::Engine::Sqlite, async |t: Ctx| {
        import(&t, "S1_goulot").await;
        let place = t.db.path().unwrap().to_path_buf();
        t.db.close().await;
        let log = std::path::PathBuf::from(format!("{}-wal", place.display()));
        assert!(!log.exists(), "{} is left", log.display());
        let late = t.db.write(async move |_tx| Ok::<_, DbError>(())).await;
        assert!(matches!(late, Err(DbError::Closed)), "{late:?}");

        let alone = t.folder().join("alone.db");
        std::fs::copy(&place, &alone).unwrap();
        let db = Db::open(&format!("sqlite://{}", alone.display())).await.unwrap();
        let found = upkeep::check(&db, chrono_tz::Europe::Paris, "FR", &|_| {}).await.unwrap();
        assert!(found.is_clean() && found.leads == 400, "{found:?}");
        db.close().await;
    })
    .await;
}
