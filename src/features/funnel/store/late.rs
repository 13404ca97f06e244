//! Reports known in the past: the leads of which something was learnt after K, replayed from their events.
//!
//! For any other lead today's projection, read at D, says what was known at K. So a count is: all leads by the
//! projection, minus the late ones by the projection, plus the late ones by replay. A snapshot of the past replays
//! the leads that have moved since, too: their cached stage is today's.

use super::snapshot;
use crate::db::{Conn, DbError, Query, Row};
use crate::domain::funnel::{Ask, Facets, Filters, Kind, Vantage};
use crate::domain::history::{Event, Projection, project_as_of};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use std::collections::{BTreeMap, HashMap};

/// The leads with late facts, with what was known of them at K.
#[derive(Debug, Clone)]
pub struct Late {
    which: Which,
    events: BTreeMap<Id<of::Lead>, Vec<Event>>,
    facets: HashMap<Id<of::Lead>, LeadFacets>,
}

/// Up to so many leads are named one by one: an engine then goes straight to them, whatever it believes of the
/// subquery that finds them.
const FEW: usize = 1_024;

/// Which leads are replayed.
#[derive(Debug, Clone)]
struct Which {
    known_at: Instant,
    as_of: Instant,
    /// Those of which something that bears on D was learnt after K.
    learnt: bool,
    /// Those that have moved since D.
    moved: bool,
    /// All of them, when they are few: padded to a power of two by repeating the last, so that statements repeat.
    few: Vec<Id<of::Lead>>,
}

/// What a lead was, cycle by cycle, and is now.
#[derive(Debug, Clone, Default)]
struct LeadFacets {
    cycles: Vec<(i32, Facets)>,
    current: Facets,
}

impl LeadFacets {
    fn of(&self, cycle: i32) -> Facets {
        self.cycles.iter().find(|(c, _)| *c == cycle).map_or(self.current, |(_, facets)| *facets)
    }
}

impl Which {
    /// Appends their ids: `(…)`.
    fn push(&self, query: &mut Query) {
        if !self.few.is_empty() {
            query.bind_list(self.few.iter().copied());
            return;
        }
        query.push("(");
        if self.learnt {
            query.push(
                "SELECT e.lead_id AS lead_id FROM stage_event e WHERE (e.kind <> 'transition' OR e.recorded_at > e.occurred_at) \
                 AND e.recorded_at > ",
            );
            query.bind(self.known_at).push(" AND (e.occurred_at <= ").bind(self.as_of);
            query.push(" OR e.kind <> 'transition')");
        }
        if self.learnt && self.moved {
            query.push(" UNION ");
        }
        if self.moved {
            snapshot::push_moved(query, self.as_of);
        }
        query.push(")");
    }
}

impl Which {
    /// Names them when they are few; whether there are any.
    async fn name(&mut self, conn: &mut Conn, few: usize) -> Result<bool, DbError> {
        let mut query = Query::new("SELECT DISTINCT x.lead_id FROM ");
        self.push(&mut query);
        query.push(" x LIMIT ").bind(i64::try_from(few).unwrap_or(i64::MAX).saturating_add(1));
        let rows = conn.all_of(&query).await?;
        if rows.len() <= few {
            self.few = rows.iter().map(|row| row.id("lead_id")).collect::<Result<_, _>>()?;
            let last = self.few.last().copied();
            self.few.extend(last.into_iter().cycle().take(rows.len().next_power_of_two() - rows.len()));
        }
        Ok(!rows.is_empty())
    }
}

impl Late {
    /// Loads those that `ask` needs; `None` when it needs none. Serves every question of this kind with this K and
    /// this D, or, for cohorts and activities, an earlier one. Facets are read only when something is filtered.
    ///
    /// # Errors
    /// [`DbError`].
    pub async fn load(conn: &mut Conn, ask: &Ask, filters: &Filters) -> Result<Option<Self>, DbError> {
        Self::load_naming(conn, ask, filters, FEW).await
    }

    /// The same, naming up to `few` leads one by one; the answers do not depend on it.
    ///
    /// # Errors
    /// [`DbError`].
    pub async fn load_naming(
        conn: &mut Conn,
        ask: &Ask,
        filters: &Filters,
        few: usize,
    ) -> Result<Option<Self>, DbError> {
        let Vantage { known_at, as_of, .. } = ask.vantage;
        let learnt = !ask.vantage.knows_all();
        let moved = ask.kind == Kind::Snapshot && !ask.vantage.is_now();
        if !learnt && !moved {
            return Ok(None);
        }
        let mut which = Which { known_at, as_of, learnt, moved, few: Vec::new() };
        if !which.name(conn, few).await? {
            return Ok(None);
        }
        let mut query = Query::new(
            "SELECT s.lead_id, s.id, s.cycle, s.kind, s.to_stage, s.occurred_at, s.recorded_at, s.supersedes, \
             s.into_lead FROM stage_event s WHERE s.lead_id IN ",
        );
        which.push(&mut query);
        query.push(" AND s.recorded_at <= ").bind(known_at);
        let mut late = Self { which, events: BTreeMap::new(), facets: HashMap::new() };
        for row in conn.all_of(&query).await? {
            late.events.entry(row.id("lead_id")?).or_default().push(event(&row)?);
        }
        if !filters.is_empty() && !late.events.is_empty() {
            late.load_facets(conn).await?;
        }
        Ok(Some(late))
    }

    async fn load_facets(&mut self, conn: &mut Conn) -> Result<(), DbError> {
        let mut leads = Query::new(
            "SELECT l.id AS lead_id, 0 AS cycle, l.source_id, l.persona_id, l.campaign_id, \
             l.owner_sales_id AS owner_id, l.company_id FROM lead l WHERE l.id IN ",
        );
        self.which.push(&mut leads);
        for row in conn.all_of(&leads).await? {
            self.facets.entry(row.id("lead_id")?).or_default().current = facets(&row)?;
        }
        // Persona and owner settle at the handoff; until then they are the lead's own.
        let mut cycles = Query::new(
            "SELECT d.lead_id, d.cycle, d.source_id, d.campaign_id, l.company_id, \
             CASE WHEN d.settled THEN d.persona_id ELSE l.persona_id END AS persona_id, \
             CASE WHEN d.settled THEN d.owner_id ELSE l.owner_sales_id END AS owner_id \
             FROM cycle_dimension d JOIN lead l ON l.id = d.lead_id WHERE d.lead_id IN ",
        );
        self.which.push(&mut cycles);
        for row in conn.all_of(&cycles).await? {
            let lead = self.facets.entry(row.id("lead_id")?).or_default();
            lead.cycles.push((row.int("cycle")?, facets(&row)?));
        }
        Ok(())
    }

    /// Appends ` AND column IN (late leads)`, or NOT IN.
    pub(super) fn restrict(&self, query: &mut Query, and_column: &'static str) {
        query.push(and_column);
        self.which.push(query);
    }

    /// Every late lead as `ask` sees it, with what it was in each cycle.
    pub(super) fn replay<T>(
        &self,
        ask: &Ask,
        mut of: impl FnMut(Id<of::Lead>, &Projection, &dyn Fn(i32) -> Facets) -> T,
    ) -> Vec<T> {
        let vantage = ask.vantage;
        let blank = LeadFacets::default();
        let each = self.events.iter().map(|(lead, events)| {
            let projection = project_as_of(events, vantage.known_at, vantage.as_of, ask.zone);
            let facets = self.facets.get(lead).unwrap_or(&blank);
            of(*lead, &projection, &|cycle| facets.of(cycle))
        });
        each.collect()
    }
}

fn event(row: &Row) -> Result<Event, DbError> {
    Ok(Event {
        id: row.id("id")?,
        cycle: row.int("cycle")?,
        kind: row.code("kind")?,
        to: row.opt_code("to_stage")?,
        occurred_at: row.at("occurred_at")?,
        recorded_at: row.at("recorded_at")?,
        supersedes: row.opt_id("supersedes")?,
        into: row.opt_id("into_lead")?,
    })
}

fn facets(row: &Row) -> Result<Facets, DbError> {
    Ok(Facets {
        source: row.get("source_id")?,
        persona: row.get("persona_id")?,
        campaign: row.get("campaign_id")?,
        owner: row.get("owner_id")?,
        company: row.get("company_id")?,
    })
}
