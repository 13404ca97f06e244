//! What a form says of a lead beside its own fields: tags and a first note.

use super::form::fields::Typed;
use super::resolve::Unresolved;
use super::store::page;
use crate::db::Tx;
use crate::domain::activity::{Direction, Kind};
use crate::domain::ids::{Id, of};
use crate::domain::text::fold;
use crate::features::reference::{self, List};
use crate::features::stages::{self, Acting, ActivityForm, StageError};

/// Gives the lead exactly the tags of the form, and logs its note. Fields that the form does not have change nothing.
///
/// # Errors
/// [`Unresolved`].
pub async fn write(
    tx: &mut Tx,
    acting: &Acting,
    lead: Id<of::Lead>,
    typed: &Typed,
) -> Result<(), Unresolved> {
    if let Some(wanted) = &typed.tags {
        let present = page::tags(tx, lead).await?;
        for (id, name) in &present {
            if !wanted.iter().any(|tag| fold(tag) == fold(name)) {
                page::untag(tx, lead, *id).await?;
            }
        }
        for name in wanted {
            let id = reference::ensure(tx, &acting.clock, List::Tag, name).await.map_err(StageError::from)?;
            page::tag(tx, lead, id).await?;
        }
    }
    if let Some(text) = typed.note.as_deref().filter(|text| !text.trim().is_empty()) {
        let note = ActivityForm {
            kind: Kind::Note,
            direction: Direction::Internal,
            outcome: None,
            automatic: false,
            occurred_at: None,
            text: text.to_owned(),
        };
        stages::log_activity(tx, acting, lead, note).await?;
    }
    Ok(())
}
