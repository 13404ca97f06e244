//! What an imported past does not say.

use super::import::Prepared;
use super::model::{BundleError, Gaps};
use super::store;
use crate::db::Tx;
use crate::domain::history::effective;
use crate::domain::instant::Instant;
use crate::domain::text::fold;
use crate::features::reference::UNKNOWN_SOURCE;
use std::collections::HashSet;

/// Counts them, once everything is written. `gaps` brings the reasons of the deals.
///
/// # Errors
/// [`BundleError::Db`].
pub async fn of(tx: &mut Tx, prepared: &Prepared, gaps: Gaps) -> Result<Gaps, BundleError> {
    let codes: HashSet<String> = store::reason_codes(tx).await?.into_iter().collect();
    let [amounts, opportunities, sources] = store::gap_counts(tx, &fold(UNKNOWN_SOURCE)).await?;
    let count = |n: i64| u64::try_from(n).unwrap_or(0);
    let mut gaps = Gaps {
        deals_without_amount: count(amounts),
        opportunities_without_deal: count(opportunities),
        leads_without_source: count(sources),
        leads_without_event: prepared.by_lead.iter().filter(|rows| rows.is_empty()).count() as u64,
        ..gaps
    };
    for (lead, rows) in prepared.by_lead.iter().enumerate() {
        let exits: HashSet<_> = effective(&prepared.history(lead), Instant::NEVER)
            .steps
            .into_iter()
            .filter(|step| step.to.is_detour())
            .map(|step| step.id)
            .collect();
        let events = rows.iter().filter_map(|row| prepared.events.rows.get(*row as usize));
        gaps.exits_without_reason +=
            events.filter(|e| e.reason.is_none() && exits.contains(&e.id)).count() as u64;
    }
    let reasons = prepared.events.rows.iter().filter_map(|event| event.reason);
    let reasons: HashSet<u32> = reasons.collect();
    gaps.free_reasons.extend(reasons.into_iter().map(|word| prepared.events.words.text(word).to_owned()));
    gaps.free_reasons.retain(|reason| !codes.contains(reason));
    Ok(gaps)
}
