//! Two leads that are one person: the loser leaves every count, what hangs on it moves, and may move back.

use super::{Acting, StageError, store};
use crate::db::Tx;
use crate::domain::history::{EventKind, effective};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::lifecycle::may_merge;
use crate::features::history::{self, NewEvent};
use crate::features::{leads, sla};

/// Merges `loser` into `survivor`. Deals, activities, tasks, texts and outside ids move; the loser's stage events do
/// not.
///
/// # Errors
/// [`StageError::Rejected`].
pub async fn merge(
    tx: &mut Tx,
    acting: &Acting,
    loser: Id<of::Lead>,
    survivor: Id<of::Lead>,
) -> Result<Id<of::Event>, StageError> {
    leads::lock_merged(tx, loser, survivor).await?.ok_or(StageError::NotFound)?;
    let now = acting.clock.now();
    let of_loser = effective(&history::events_of(tx, loser).await?, Instant::NEVER);
    let of_survivor = effective(&history::events_of(tx, survivor).await?, Instant::NEVER);
    may_merge(&acting.actor, (loser, &of_loser), (survivor, &of_survivor))?;
    let event = NewEvent {
        id: acting.clock.id(),
        lead: loser,
        cycle: of_loser.last().map_or(1, |step| step.cycle),
        kind: EventKind::Merge,
        to: None,
        occurred_at: now,
        recorded_at: now,
        actor: acting.actor.member,
        role: acting.role(),
        origin: acting.origin,
        reason: None,
        criterion: None,
        text: None,
        into: Some(survivor),
        supersedes: None,
        reference: None,
    };
    history::append(tx, &event).await?;
    store::move_rows(tx, event.id, loser, survivor).await?;
    leads::touch(tx, loser, now).await?;
    leads::touch(tx, survivor, now).await?;
    super::reproject(tx, acting, loser).await?;
    sla::settle(tx, &[survivor], acting.zone).await?;
    Ok(event.id)
}

/// Moves back to `loser` exactly what this merge had moved.
pub(super) async fn move_back(
    tx: &mut Tx,
    event: Id<of::Event>,
    loser: Id<of::Lead>,
) -> Result<(), StageError> {
    Ok(store::move_rows_back(tx, event, loser).await?)
}
