//! How long the funnel takes on a large database, for `bin/bench` and for people:
//!
//! ```text
//! relais migrate && relais seed --leads 1000000
//! FUNNEL_BENCH_URL=sqlite://… cargo test funnel::speed -- --ignored --nocapture
//! ```

use super::crowd::TZ;
use chrono::{Days, Months, NaiveDate};
use relais::clock::Clock;
use relais::db::{Conn, Db, Sql};
use relais::domain::funnel::{Ask, Behind, Dimension, Filter, Filters, Pairs};
use relais::domain::stage::Stage;
use relais::domain::zone::local_date;
use relais::features::funnel::figures;
use std::time::{Duration, Instant};

const BUSIEST: Sql =
    Sql::both("SELECT source_id FROM journey GROUP BY source_id ORDER BY COUNT(*) DESC, source_id LIMIT 1");

fn ask(now: relais::domain::instant::Instant, (from, until): (NaiveDate, NaiveDate), more: &str) -> Ask {
    let query = format!("from={from}&until={until}{more}");
    let pairs: Vec<_> = query.split('&').map(|p| p.split_once('=').unwrap()).collect();
    let pairs: Vec<_> = pairs.into_iter().map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
    Ask::read(Pairs(&pairs), now, TZ).unwrap()
}

async fn best<F: Future<Output = ()>>(mut run: impl FnMut() -> F) -> Duration {
    let mut best = Duration::MAX;
    let runs = if std::env::var("QT").is_ok() { 1 } else { 3 };
    for _ in 0..runs {
        let start = Instant::now();
        run().await;
        best = best.min(start.elapsed());
    }
    best
}

#[tokio::test]
#[ignore = "needs a large database: see the module"]
async fn funnel_speed() {
    let db = Db::open(&std::env::var("FUNNEL_BENCH_URL").unwrap()).await.unwrap();
    let conn = tokio::sync::Mutex::new(db.read().await.unwrap());
    let now = Clock::System.now();
    let tomorrow = local_date(now, TZ) + Days::new(1);
    let source = conn.lock().await.one(BUSIEST, &[]).await.unwrap().get("source_id").unwrap();
    let one_source = Filters(vec![Filter { dimension: Dimension::Source, ids: vec![source], none: false }]);
    for (name, from) in [("90 days", tomorrow - Days::new(90)), ("12 months", tomorrow - Months::new(12))] {
        let month = (tomorrow - Days::new(30)).to_string();
        for (what, more, filters) in [
            ("cohort", String::new(), &Filters::default()),
            ("cohort, one source", String::new(), &one_source),
            ("cohort, a month ago", format!("&as_of={month}"), &Filters::default()),
            ("cohort, a month ago, one source", format!("&as_of={month}"), &one_source),
            ("cohort, known a month ago", format!("&known_at={month}"), &Filters::default()),
            ("cohort of MQL", "&base=mql".to_owned(), &Filters::default()),
            ("cohort, strict", "&mode=strict".to_owned(), &Filters::default()),
            ("activity", "&kind=activity".to_owned(), &Filters::default()),
            ("activity, one source", "&kind=activity".to_owned(), &one_source),
            ("activity, passages", "&kind=activity&count=passages".to_owned(), &Filters::default()),
            ("activity, distinct", "&kind=activity&count=distinct".to_owned(), &Filters::default()),
            ("snapshot", "&kind=snapshot".to_owned(), &Filters::default()),
            ("snapshot, a month ago", format!("&kind=snapshot&as_of={month}"), &Filters::default()),
        ] {
            let ask = ask(now, (from, tomorrow), &more);
            let counted = best(async || {
                figures::report(&mut *conn.lock().await, ask.clone(), filters).await.map(drop).unwrap();
            });
            let counted = counted.await;
            let behind = Behind { stage: Stage::Mql, not_reached: None };
            let listed = best(async || open(&mut *conn.lock().await, &ask, behind, filters).await).await;
            let timed =
                best(async || drop(figures::times(&mut *conn.lock().await, &ask, filters).await.unwrap()));
            let timed = timed.await;
            println!(
                "{name:10} {what:32} with comparison {counted:8.1?}  opened {listed:8.1?}  times {timed:8.1?}"
            );
        }
    }
}

async fn open(conn: &mut Conn, ask: &Ask, behind: Behind, filters: &Filters) {
    figures::open(conn, ask, behind, filters, None, 50).await.unwrap();
}
