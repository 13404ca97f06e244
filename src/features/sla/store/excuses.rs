//! SQL of excuses.

use crate::db::{DbError, Sql, Tx};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::sla::Kind;
use crate::vals;

/// Every statement of this file.
pub const ALL: &[Sql] = &[INSERT];

const INSERT: Sql = Sql::both(
    "INSERT INTO obligation_excuse (handoff_id, kind, lead_id, at, by_member, text_id) VALUES ($1, $2, $3, $4, $5, $6) \
     ON CONFLICT (handoff_id, kind) DO NOTHING",
);

/// Notes an excuse; a second one changes nothing.
///
/// # Errors
/// [`DbError`].
pub async fn insert(
    tx: &mut Tx,
    (handoff, kind, lead): (Id<of::Handoff>, Kind, Id<of::Lead>),
    at: Instant,
    by: Option<Id<of::Member>>,
    text: Id<of::Note>,
) -> Result<(), DbError> {
    tx.run(INSERT, &vals![handoff, kind.code(), lead, at, by, text]).await?;
    Ok(())
}
