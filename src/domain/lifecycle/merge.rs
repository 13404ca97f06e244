//! Two leads that are one person.

use super::actor::Actor;
use super::refusal::Refusal;
use crate::domain::history::{Effective, Projection};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;

/// The survivor to propose: the deeper journey, then the older lead, then the smaller id.
pub fn propose_survivor(
    one: (Id<of::Lead>, &Projection),
    other: (Id<of::Lead>, &Projection),
) -> Id<of::Lead> {
    let key = |(id, projection): (Id<of::Lead>, &Projection)| {
        let depth = projection.journey.map_or(0, |journey| journey.depth);
        let born = projection.passages.first().map_or(Instant::NEVER, |passage| passage.started_at);
        (std::cmp::Reverse(depth), born, id)
    };
    if key(one) <= key(other) { one.0 } else { other.0 }
}

/// Whether the actor may merge `loser` into `survivor`.
///
/// # Errors
/// [`Refusal::OnlyMarketing`], [`Refusal::MergeWithItself`]; [`Refusal::Merged`] when either already was,
/// [`Refusal::Trashed`] when either is in the bin.
pub fn may_merge(
    actor: &Actor,
    loser: (Id<of::Lead>, &Effective),
    survivor: (Id<of::Lead>, &Effective),
) -> Result<(), Refusal> {
    if !actor.markets() && !actor.manages() {
        return Err(Refusal::OnlyMarketing);
    }
    if loser.0 == survivor.0 {
        return Err(Refusal::MergeWithItself);
    }
    for (_, effective) in [loser, survivor] {
        if let Some(into) = effective.merged_into {
            return Err(Refusal::Merged { into });
        }
        if effective.steps.is_empty() {
            return Err(Refusal::Trashed);
        }
    }
    Ok(())
}
