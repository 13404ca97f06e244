//! The demonstration: the same story every time, legal, alive on any date, and with its bottleneck.

use crate::support::Ctx;
use relais::app;
use relais::clock::Clock;
use relais::db::{Conn, Sql, Val};
use relais::domain::history::effective;
use relais::domain::ids::{Id, of};
use relais::domain::instant::Instant;
use relais::domain::lifecycle::legal;
use relais::domain::zone::{day_of, local_date};
use relais::features::demo::{self, Plan, Report};
use relais::features::{history, upkeep};
use relais::vals;
use std::collections::BTreeSet;

fn at(text: &str) -> Instant {
    Instant::parse_rfc3339(text).unwrap()
}

/// Friday 20 November 2026, 10:40 in Toulon.
const NOW: &str = "2026-11-20T09:40:00Z";

async fn filled(t: &Ctx, leads: usize, now: &str) -> Report {
    let now = at(now);
    app::prepare(&t.db, &Clock::manual(now, 3)).await.unwrap();
    let plan = Plan { leads, seed: 5, now };
    let report = demo::fill(&t.db, plan, "", |_, _| {}).await.unwrap();
    assert_eq!(report.refused, Vec::<String>::new(), "at {now:?}");
    report
}

async fn count(conn: &mut Conn, sql: Sql, values: &[Val]) -> i64 {
    conn.one(sql, values).await.unwrap().get("n").unwrap()
}

async fn leads(conn: &mut Conn) -> Vec<Id<of::Lead>> {
    let rows = conn.all(Sql::both("SELECT id FROM lead ORDER BY seq"), &[]).await.unwrap();
    rows.iter().map(|r| r.id("id").unwrap()).collect()
}

async fn fingerprint(t: &Ctx) -> Vec<String> {
    let mut conn = t.db.read().await.unwrap();
    let statements = [
        Sql::both(
            "SELECT first_name || ' ' || last_name || ' ' || email || ' ' || stage || ' ' || CAST(stage_at AS TEXT) || ' ' || \
             pain_points || need AS f FROM lead ORDER BY seq",
        ),
        Sql::both("SELECT body AS f FROM note ORDER BY id"),
        Sql::both(
            "SELECT CAST(occurred_at AS TEXT) || ' ' || kind || COALESCE(to_stage, '') || COALESCE(reason_code, '') AS f \
             FROM stage_event ORDER BY id",
        ),
        Sql::both("SELECT CAST(due_on AS TEXT) || title AS f FROM task ORDER BY id"),
        Sql::both(
            "SELECT outcome || CAST(amount_minor AS TEXT) || CAST(expected_on AS TEXT) AS f FROM deal ORDER BY id",
        ),
    ];
    let mut all = Vec::new();
    for sql in statements {
        all.extend(conn.all(sql, &[]).await.unwrap().iter().map(|r| r.get::<String>("f").unwrap()));
    }
    all
}

both! {
    /// The story's acts are all granted, everything stored agrees with the events, and nothing lies in the future.
    async fn the_story_is_legal_and_whole(t: Ctx) {
        let report = filled(&t, 100, NOW).await;
        assert!(demo::is_of_today(&t.db, at(NOW)).await.unwrap());
        assert!(!demo::is_of_today(&t.db, at("2026-11-21T09:40:00Z")).await.unwrap());
        let found = upkeep::check(&t.db, demo::ZONE, "FR", &|_| {}).await.unwrap();
        assert!(found.is_clean(), "{found:?}");
        let mut conn = t.db.read().await.unwrap();
        let ids = leads(&mut conn).await;
        assert!(ids.len() >= 100 && ids.len() <= report.leads);
        for id in &ids {
            let events = history::events_of(&mut conn, *id).await.unwrap();
            legal(&effective(&events, Instant::NEVER).steps).unwrap();
            assert!(events.iter().all(|e| e.recorded_at <= at(NOW)));
        }
        for (what, sql) in [
            ("merges", "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM stage_event WHERE kind = 'merge'"),
            ("late entries", "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM stage_event WHERE kind = 'transition' AND recorded_at > occurred_at + 86400000000"),
            ("leads in the bin", "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM lead WHERE trashed_at IS NOT NULL"),
            ("subscribers", "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM lead WHERE stage = 'subscriber'"),
            ("second cycles", "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM passage WHERE cycle = 2"),
            ("customers", "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM lead WHERE stage IN ('customer', 'evangelist')"),
            ("obligations that wait", "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM obligation WHERE open = 1"),
            ("promises kept", "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM obligation WHERE done_at <= due_at"),
            ("promises of both terms", "SELECT CAST(COUNT(DISTINCT terms) - 1 AS BIGINT) AS n FROM obligation"),
            ("labels", "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM lead_tag"),
            ("described personas", "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM persona WHERE description <> ''"),
            ("placed companies", "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM company WHERE city <> '' AND domain LIKE '%.example'"),
        ] {
            assert!(count(&mut conn, Sql::both(sql), &[]).await > 0, "no {what}");
        }
    }
}

both! {
    async fn what_is_filled_cannot_be_filled_again(t: Ctx) {
        filled(&t, 5, NOW).await;
        let plan = Plan { leads: 5, seed: 5, now: at(NOW) };
        let again = demo::fill(&t.db, plan, "", |_, _| {}).await;
        assert!(matches!(again, Err(demo::DemoError::NotEmpty)));
    }
}

/// What differs between dates and sizes is the plan, and the plan knows no engine: mostly on SQLite.
mod on_dates {
    use super::*;
    use crate::support::{Engine, on_engine};

    /// A Sunday, the first minute of a year, a leap day, both changes of the clock.
    const DATES: [&str; 5] = [
        "2026-11-22T15:20:00Z",
        "2026-12-31T23:00:30Z",
        "2028-02-29T08:10:00Z",
        "2026-03-29T01:05:00Z",
        "2026-10-25T00:45:00Z",
    ];

    async fn alive(t: Ctx, now: &str) {
        filled(&t, 60, now).await;
        let today = local_date(at(now), demo::ZONE);
        let mut conn = t.db.read().await.unwrap();
        let handoffs = Sql::both(
            "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM handoff WHERE decided_at IS NULL AND cancelled_at IS NULL AND at > $1 AND at <= $2",
        );
        let now = at(now);
        let mut waiting = Vec::new();
        for (from, until) in [(3_600, 0), (7 * 86_400, 3_600)] {
            let values = vals![now.plus_secs(-from), now.plus_secs(-until)];
            waiting.push(count(&mut conn, handoffs, &values).await);
        }
        assert!(waiting[0] >= 3 && waiting[1] >= 8, "{now:?}: {waiting:?}");
        let queue = Sql::both(
            "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM lead WHERE queue_id IS NOT NULL AND stage = 'mql' AND hidden = 0",
        );
        let queued = count(&mut conn, queue, &[]).await;
        assert!((3..=5).contains(&queued), "{now:?}: {queued} in the queue");
        let due = Sql::both(
            "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM task t JOIN member m ON m.id = t.assignee_id WHERE t.done_at IS NULL \
             AND t.dropped_at IS NULL AND t.kind = 'follow_up' AND m.email = $1 AND t.due_on >= $2 AND t.due_on <= $3",
        );
        let long_ago = today.checked_sub_days(chrono::Days::new(60)).unwrap();
        let yesterday = today.pred_opt().unwrap();
        for rep in demo::TEAM.iter().filter(|mate| mate.role == relais::domain::lifecycle::Role::Rep) {
            assert!(
                count(&mut conn, due, &vals![rep.email, today, today]).await >= 2,
                "{now:?}: {}",
                rep.name
            );
            assert!(
                count(&mut conn, due, &vals![rep.email, long_ago, yesterday]).await >= 1,
                "{now:?}: {}",
                rep.name
            );
        }
        let revisits = Sql::both(
            "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM lead WHERE stage = 'recycled' AND revisit_on <= $1",
        );
        assert!(count(&mut conn, revisits, &vals![today]).await >= 5, "{now:?}");
        let deals = Sql::both(
            "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM deal WHERE outcome = 'open' AND expected_on >= $1 AND expected_on <= $2",
        );
        let soon = today.checked_add_days(chrono::Days::new(16)).unwrap();
        assert!(count(&mut conn, deals, &vals![today, soon]).await >= 2, "{now:?}: none expected soon");
        assert!(count(&mut conn, deals, &vals![long_ago, yesterday]).await >= 2, "{now:?}: none slipped");
    }

    /// Counted from the rows, without the product's own figures: the last full quarter's MQLs become SQLs far less.
    async fn bottleneck(t: Ctx) {
        filled(&t, 640, NOW).await;
        let turn = i64::from(day_of(demo::last_full_quarter(local_date(at(NOW), demo::ZONE))));
        let sql = Sql::both(
            "SELECT CAST(COUNT(DISTINCT m.lead_id) AS BIGINT) AS n FROM stage_event m JOIN journey j ON j.lead_id = m.lead_id \
             WHERE m.to_stage = 'mql' AND m.cycle = 1 AND j.day >= $1 AND j.day < $2 AND j.r_sql <= $3",
        );
        let mut conn = t.db.read().await.unwrap();
        let mut rates = Vec::new();
        for (from, until) in [(turn - 365, turn), (turn, turn + 92)] {
            let mql = count(&mut conn, sql, &vals![from, until, Instant::NEVER]).await;
            let made = count(&mut conn, sql, &vals![from, until, at(NOW)]).await;
            rates.push((made, mql));
        }
        let [(x0, n0), (x1, n1)] = rates[..] else { unreachable!("two periods") };
        let share = |x: i64, n: i64| {
            i32::try_from(x).map(f64::from).unwrap() / i32::try_from(n).map(f64::from).unwrap()
        };
        let pooled = share(x0 + x1, n0 + n1);
        let error = (pooled * (1.0 - pooled) * (1.0 / share(n0, 1) + 1.0 / share(n1, 1))).sqrt();
        let z = (share(x0, n0) - share(x1, n1)) / error;
        assert!(z > 2.3, "{rates:?}: z = {z}");
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn the_bottleneck_is_in_the_rows() {
        on_engine(Engine::Sqlite, bottleneck).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn something_waits_and_is_due() {
        for now in DATES {
            on_engine(Engine::Sqlite, async |t| alive(t, now).await).await;
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn the_same_plan_gives_the_same_rows() {
        let prints = std::sync::Mutex::new(Vec::new());
        for _ in 0..2 {
            on_engine(Engine::Sqlite, async |t| {
                filled(&t, 60, NOW).await;
                let print = fingerprint(&t).await;
                prints.lock().unwrap().push(print);
            })
            .await;
        }
        on_engine(Engine::Postgres, async |t| {
            filled(&t, 60, NOW).await;
            let print = fingerprint(&t).await;
            prints.lock().unwrap().push(print);
        })
        .await;
        let prints = prints.into_inner().unwrap();
        for other in &prints[1..] {
            let differs = prints[0].iter().zip(other).find(|(a, b)| a != b);
            assert_eq!((differs, prints[0].len()), (None, other.len()));
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn the_newest_leads_are_all_different_people() {
        on_engine(Engine::Sqlite, async |t| {
            filled(&t, 150, NOW).await;
            let newest = Sql::both(
                "SELECT first_name, last_name, pain_points FROM lead WHERE hidden = 0 ORDER BY created_at DESC, seq DESC LIMIT 50",
            );
            let rows = t.db.read().await.unwrap().all(newest, &[]).await.unwrap();
            for column in ["first_name", "last_name", "pain_points"] {
                let mut all: Vec<String> = rows.iter().map(|r| r.get(column).unwrap()).collect();
                all.retain(|text| !text.is_empty());
                let different: BTreeSet<_> = all.iter().collect();
                assert_eq!(different.len(), all.len(), "{column}: {all:?}");
            }
        })
        .await;
    }
}
