//! Writes again what is computed from the events, for the leads where a check found something.

use super::model::Findings;
use super::store;
use crate::db::{Db, DbError, Tx};
use crate::domain::ids::{Id, of};
use crate::features::leads::{LeadFields, keys};
use crate::features::{history, leads, sla};
use chrono_tz::Tz;

/// Leads repaired in one write.
const PAGE: usize = 100;

/// Repairs projections, cached columns, keys, dimensions of cycles, the sums, and the search index. Events, deals and orphan
/// rows are never changed: what is still found afterwards needs a person.
///
/// # Errors
/// [`DbError`].
pub async fn repair(db: &Db, findings: &Findings, tz: Tz, country: &'static str) -> Result<(), DbError> {
    for page in findings.leads_concerned().chunks(PAGE) {
        let page = page.to_vec();
        db.write(async move |mut tx: Tx| {
            for lead in &page {
                one(&mut tx, *lead, tz, country).await?;
            }
            Ok::<_, DbError>(())
        })
        .await?;
    }
    // what was repaired may have been counted as it was
    db.write(async move |mut tx: Tx| {
        history::write_sums(&mut tx).await?;
        sla::write_sums(&mut tx, tz).await
    })
    .await?;
    if findings.search_broken {
        db.write(async |mut tx: Tx| store::rebuild_search(&mut tx).await).await?;
    }
    Ok(())
}

async fn one(tx: &mut Tx, lead: Id<of::Lead>, tz: Tz, country: &str) -> Result<(), DbError> {
    let Some(row) = leads::lock(tx, lead).await? else { return Ok(()) };
    for loaded in history::load(tx, &[lead]).await? {
        for cycle in history::cycles_without_dimensions(&loaded) {
            history::settle_dimensions(tx, lead, cycle, false).await?;
        }
    }
    let fields: &LeadFields = &row.fields;
    let keys = keys(fields, &row.names.company, country);
    store::set_keys(tx, lead, [keys.name, keys.email, keys.phone, keys.search]).await?;
    store::set_next(tx, lead).await?;
    history::reproject(tx, lead, tz).await?;
    sla::settle(tx, &[lead], tz).await?;
    Ok(())
}
