//! The synthetic company: repeatable, legal, and as if its rows had been written one by one.

use crate::support::Ctx;
use relais::clock::Clock;
use relais::db::{Conn, Sql};
use relais::domain::history::effective;
use relais::domain::ids::{Id, of};
use relais::domain::instant::Instant;
use relais::domain::lifecycle::legal;
use relais::features::{history, seed};

const NOW: Instant = Instant::from_secs(1_793_606_400);
const PLAN: seed::Plan = seed::Plan { leads: 400, seed: 7, months: 12, open_obligations: 60 };

async fn seeded(t: &Ctx) {
    seeded_with(t, PLAN.leads).await;
}

/// Fills the base of a test.
pub async fn seeded_with(t: &Ctx, leads: u64) {
    let plan = seed::Plan { leads, ..PLAN };
    seed::run(&t.db, &Clock::manual(NOW, 1), chrono_tz::Europe::Paris, plan, |_| {}).await.unwrap();
}

async fn leads(conn: &mut Conn) -> Vec<Id<of::Lead>> {
    let rows = conn.all(Sql::both("SELECT id FROM lead ORDER BY seq"), &[]).await.unwrap();
    rows.iter().map(|r| r.id("id").unwrap()).collect()
}

async fn fingerprint(conn: &mut Conn) -> Vec<String> {
    let journeys = Sql::both(
        "SELECT CAST(day AS TEXT) || ' ' || CAST(mql_day AS TEXT) || ' ' || CAST(r_sql AS TEXT) || ' ' || CAST(depth AS TEXT) \
         || ' ' || CAST(mql_depth AS TEXT) || ' ' || CAST(first_opp AS TEXT) AS f FROM journey ORDER BY lead_id",
    );
    let passages = Sql::both(
        "SELECT CAST(cycle AS TEXT) || ' ' || CAST(mql_at AS TEXT) || ' ' || CAST(exit_at AS TEXT) || ' ' || \
         COALESCE(exit_kind, '-') || ' ' || CAST(next_at AS TEXT) AS f FROM passage ORDER BY lead_id, cycle",
    );
    let stages = Sql::both(
        "SELECT stage || ' ' || CAST(stage_at AS TEXT) || ' ' || CAST(cycle AS TEXT) || ' ' || CAST(hidden AS TEXT) AS f \
         FROM lead ORDER BY seq",
    );
    let mut all = Vec::new();
    for sql in [journeys, passages, stages] {
        all.extend(conn.all(sql, &[]).await.unwrap().iter().map(|r| r.get::<String>("f").unwrap()));
    }
    all
}

async fn indexes(t: &Ctx) -> Vec<String> {
    let sql = Sql::split(
        "SELECT name AS f FROM sqlite_master WHERE type IN ('index', 'trigger') ORDER BY name",
        "SELECT CAST(indexname AS TEXT) AS f FROM pg_indexes WHERE schemaname = current_schema() ORDER BY 1",
    );
    let rows = t.db.read().await.unwrap().all(sql, &[]).await.unwrap();
    rows.iter().map(|r| r.get("f").unwrap()).collect()
}

both! {
    async fn seeded_rows_are_what_the_projector_would_write(t: Ctx) {
        let before = indexes(&t).await;
        seeded(&t).await;
        assert_eq!(indexes(&t).await, before, "every index is back");
        let mut conn = t.db.read().await.unwrap();
        let ids = leads(&mut conn).await;
        assert_eq!(ids.len(), 400);
        for id in &ids {
            let events = history::events_of(&mut conn, *id).await.unwrap();
            legal(&effective(&events, Instant::NEVER).steps).unwrap();
        }
        let bulk = fingerprint(&mut conn).await;
        t.db.write(async move |mut tx| {
            for id in ids {
                history::reproject(&mut tx, id, chrono_tz::Europe::Paris).await?;
            }
            Ok::<_, relais::db::DbError>(())
        })
        .await
        .unwrap();
        assert_eq!(fingerprint(&mut t.db.read().await.unwrap()).await, bulk);
    }

    async fn seeded_leads_know_their_next_action(t: Ctx) {
        seeded(&t).await;
        let found = relais::features::upkeep::check(&t.db, chrono_tz::Europe::Paris, "FR", &|_| {}).await.unwrap();
        assert!(found.is_clean(), "{found:?}");
        let planned = Sql::both("SELECT COUNT(*) AS n FROM lead WHERE next_on IS NOT NULL");
        let planned: i64 = t.db.read().await.unwrap().one(planned, &[]).await.unwrap().get("n").unwrap();
        assert!(planned > 0);
    }

    async fn the_search_index_knows_seeded_leads(t: Ctx) {
        seeded(&t).await;
        let sql = match t.engine {
            crate::support::Engine::Sqlite => Sql::both("SELECT COUNT(*) AS n FROM lead_search WHERE lead_search MATCH '\"belkacem\"'"),
            crate::support::Engine::Postgres => Sql::both("SELECT COUNT(*) AS n FROM lead WHERE search_key LIKE '%belkacem%'"),
        };
        let named: i64 = t.db.read().await.unwrap().one(sql, &[]).await.unwrap().get("n").unwrap();
        assert!(named > 0);
    }

    async fn a_base_with_leads_is_not_seeded(t: Ctx) {
        seeded(&t).await;
        let again = seed::run(&t.db, &Clock::System, chrono_tz::Europe::Paris, PLAN, |_| {}).await;
        assert!(matches!(again, Err(seed::SeedError::NotEmpty)));
    }
}
