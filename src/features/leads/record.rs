//! Everything that one lead's page shows, read in one go on one connection.

use super::change::{Change, changes};
use super::model::{DoneTask, Handed, Person};
use super::store::page;
use crate::db::{Conn, DbError};
use crate::domain::ids::{Id, of};
use crate::features::activities::{self, Activity, Task};
use crate::features::deals::{self, Deal};
use crate::features::history::{self, TimelineEvent};
use crate::features::reference::{self, Reason};
use crate::features::stages::{self, Standing};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A lead with its history, its exchanges, its tasks and its deals.
#[derive(Debug, Clone)]
pub struct Record {
    /// The row and where it stands.
    pub standing: Standing,
    /// Its events with authors and texts, newest first.
    pub events: Vec<TimelineEvent>,
    /// Its activities, newest first.
    pub activities: Vec<Activity>,
    /// Its deals, newest first.
    pub deals: Vec<Deal>,
    /// What is to be done, soonest first.
    pub tasks: Vec<Task>,
    /// What was done.
    pub done: Vec<DoneTask>,
    /// Its handoffs, newest first.
    pub handoffs: Vec<Handed>,
    /// The edits of its fields, newest first.
    pub changes: Vec<Change>,
    /// Names behind the ids in `changes` and of merges.
    pub names: BTreeMap<Uuid, String>,
    /// Its tags.
    pub tags: Vec<String>,
    /// Imported columns without a field of their own.
    pub extras: Vec<(String, String)>,
    /// The reasons with their labels.
    pub reasons: Vec<Reason>,
    /// Everybody who is active.
    pub people: Vec<Person>,
}

/// Reads a lead's record; `None` when there is no such lead.
///
/// # Errors
/// [`DbError`].
pub async fn read(conn: &mut Conn, id: Id<of::Lead>) -> Result<Option<Record>, DbError> {
    let Some(standing) = stages::standing(conn, id).await? else { return Ok(None) };
    let (changes, events) = (changes(conn, id).await?, history::timeline(conn, id).await?);
    let mut ids = ids_in(&changes);
    ids.extend(events.iter().filter_map(|told| told.event.into).map(|into| into.uuid()));
    let names = page::names(conn, &ids).await?;
    Ok(Some(Record {
        standing,
        events,
        activities: activities::of_lead(conn, id).await?,
        deals: deals::of_lead(conn, id).await?,
        tasks: activities::open_tasks(conn, id).await?,
        done: page::done_tasks(conn, id).await?,
        handoffs: page::handoffs(conn, id).await?,
        changes,
        names,
        tags: page::tags(conn, id).await?.into_iter().map(|(_, name)| name).collect(),
        extras: page::extras(conn, id).await?,
        reasons: reference::reasons(conn).await?,
        people: page::people(conn).await?,
    }))
}

/// The ids among the values of the changes, each once.
fn ids_in(changes: &[Change]) -> Vec<Uuid> {
    let values = changes.iter().flat_map(|change| [&change.old, &change.new]);
    let mut ids: Vec<Uuid> = values.filter_map(|value| Uuid::try_parse(value).ok()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

impl Record {
    /// The reader's label of a reason code, or the text itself when it is no code.
    pub fn reason_label(&self, code: &str, kind: &str, lang: crate::i18n::Lang) -> String {
        let found = self.reasons.iter().find(|reason| reason.code == code && reason.kind == kind);
        found
            .or_else(|| self.reasons.iter().find(|reason| reason.code == code))
            .map_or_else(|| code.to_owned(), |reason| reason.label(lang).to_owned())
    }
}
