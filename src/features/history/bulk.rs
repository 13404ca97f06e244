//! The history of many leads at once: for imports, and for checking what is stored against what the events say.

use super::model::Dimensions;
use super::projector::{Projected, projected};
use super::store;
use crate::db::{Conn, DbError, Query};
use crate::domain::history::Event;
use crate::domain::ids::{Id, of};
use chrono_tz::Tz;
use std::collections::HashMap;

/// A lead with everything that its projection is made of.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// Whose.
    pub lead: Id<of::Lead>,
    /// Its events, in order.
    pub events: Vec<Event>,
    /// Its dimensions, per cycle that has some.
    pub cycles: Vec<(i32, Dimensions)>,
    /// Its dimensions as they stand.
    pub current: Dimensions,
    /// Where the person works.
    pub company: Option<Id<of::Company>>,
}

impl Loaded {
    /// Its projection, days counted in the organisation's zone.
    pub fn projected(self, tz: Tz) -> Projected {
        projected(self.lead, &self.events, tz, self.current, self.cycles, self.company)
    }
}

/// Loads these leads, in the order given; one that is not there is left out. Keep them under a thousand.
///
/// # Errors
/// [`DbError`].
pub async fn load(conn: &mut Conn, leads: &[Id<of::Lead>]) -> Result<Vec<Loaded>, DbError> {
    let mut found = HashMap::with_capacity(leads.len());
    for (lead, current, company) in store::dimensions_of_many(conn, leads).await? {
        found.insert(lead, Loaded { lead, events: Vec::new(), cycles: Vec::new(), current, company });
    }
    let mut query = Query::new(
        "SELECT lead_id, id, cycle, kind, to_stage, occurred_at, recorded_at, supersedes, into_lead FROM stage_event \
         WHERE lead_id IN ",
    );
    query.bind_list(leads.iter().copied()).push(" ORDER BY lead_id, occurred_at, id");
    for row in conn.all_of(&query).await? {
        if let Some(loaded) = found.get_mut(&row.id("lead_id")?) {
            loaded.events.push(store::event(&row)?);
        }
    }
    let mut query = Query::new(
        "SELECT lead_id, cycle, source_id, campaign_id, persona_id, owner_id, settled FROM cycle_dimension \
         WHERE lead_id IN ",
    );
    query.bind_list(leads.iter().copied()).push(" ORDER BY lead_id, cycle");
    for row in conn.all_of(&query).await? {
        if let Some(loaded) = found.get_mut(&row.id("lead_id")?) {
            loaded.cycles.push(store::cycle_dimensions(&row, loaded.current)?);
        }
    }
    Ok(leads.iter().filter_map(|lead| found.remove(lead)).collect())
}
