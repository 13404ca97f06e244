//! Computing every open obligation again from the facts: what a repair of all of them costs.

use super::machine;
use relais::db::{Db, DbError, Sql, Tx};
use relais::domain::ids::{Id, of};
use relais::features::sla;
use std::time::Instant;

const OPEN: Sql = Sql::both("SELECT DISTINCT lead_id FROM obligation WHERE open = 1 ORDER BY lead_id");

/// Settles the leads that have one, 500 a write; prints one row of the table.
pub fn measure(database: &str, engine: &str, leads: u64) {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let (count, took) = runtime.block_on(async {
        let db = Db::open(database).await.expect("the database");
        let rows = db.read().await.expect("a connection").all(OPEN, &[]).await.expect("leads");
        let open: Vec<Id<of::Lead>> = rows.iter().map(|row| row.id("lead_id").expect("an id")).collect();
        let since = Instant::now();
        for page in open.chunks(500) {
            let page = page.to_vec();
            let write =
                db.write(async move |mut tx: Tx| sla::settle(&mut tx, &page, chrono_tz::Europe::Paris).await);
            let settled: Result<(), DbError> = write.await;
            settled.expect("settled");
        }
        let took = since.elapsed();
        db.close().await;
        (open.len(), took)
    });
    println!(
        "| {engine} | {leads} | open obligations of {count} leads computed again | 1 | {} | | | |",
        machine::millis(took)
    );
}
