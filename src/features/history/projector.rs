//! Writes what [`domain::history::project`](crate::domain::history::project) says of one lead.

use super::model::Dimensions;
use super::store::{self, AllDimensions};
use super::sums::{self, Counted};
use crate::bulk;
use crate::db::{Bulk, DbError, Sql, Tx, Val};
use crate::domain::history::{Event, Journey, Passage, Projection, project};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::vals;
use chrono_tz::Tz;

pub(super) const JOURNEYS: Bulk = bulk!(
    "journey",
    "lead_id, day, mql_day, lead_at, mql_at, x_mql, x_sal, x_sql, x_opp, x_cust, r_mql, r_sal, r_sql, \
     r_opp, r_cust, mx_sal, mx_sql, mx_opp, mx_cust, mr_sal, mr_sql, mr_opp, mr_cust, first_lead, \
     first_mql, first_sal, first_sql, first_opp, first_cust, depth, mql_depth, gone_at, source_id, \
     persona_id, campaign_id, owner_id, company_id, m_source_id, m_persona_id, m_campaign_id, m_owner_id",
    41
);

pub(super) const UPSERT_JOURNEY: Sql = Sql::both(
    "INSERT INTO journey (lead_id, day, mql_day, lead_at, mql_at, \
     x_mql, x_sal, x_sql, x_opp, x_cust, r_mql, r_sal, r_sql, r_opp, r_cust, \
     mx_sal, mx_sql, mx_opp, mx_cust, mr_sal, mr_sql, mr_opp, mr_cust, \
     first_lead, first_mql, first_sal, first_sql, first_opp, first_cust, depth, mql_depth, gone_at, \
     source_id, persona_id, campaign_id, owner_id, company_id, \
     m_source_id, m_persona_id, m_campaign_id, m_owner_id) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, \
     $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41) \
     ON CONFLICT (lead_id) DO UPDATE SET day = excluded.day, mql_day = excluded.mql_day, \
     lead_at = excluded.lead_at, mql_at = excluded.mql_at, x_mql = excluded.x_mql, x_sal = excluded.x_sal, \
     x_sql = excluded.x_sql, x_opp = excluded.x_opp, x_cust = excluded.x_cust, r_mql = excluded.r_mql, \
     r_sal = excluded.r_sal, r_sql = excluded.r_sql, r_opp = excluded.r_opp, r_cust = excluded.r_cust, \
     mx_sal = excluded.mx_sal, mx_sql = excluded.mx_sql, mx_opp = excluded.mx_opp, mx_cust = excluded.mx_cust, \
     mr_sal = excluded.mr_sal, mr_sql = excluded.mr_sql, mr_opp = excluded.mr_opp, mr_cust = excluded.mr_cust, \
     first_lead = excluded.first_lead, first_mql = excluded.first_mql, first_sal = excluded.first_sal, \
     first_sql = excluded.first_sql, first_opp = excluded.first_opp, first_cust = excluded.first_cust, \
     depth = excluded.depth, mql_depth = excluded.mql_depth, gone_at = excluded.gone_at, \
     source_id = excluded.source_id, persona_id = excluded.persona_id, campaign_id = excluded.campaign_id, \
     owner_id = excluded.owner_id, company_id = excluded.company_id, m_source_id = excluded.m_source_id, \
     m_persona_id = excluded.m_persona_id, m_campaign_id = excluded.m_campaign_id, m_owner_id = excluded.m_owner_id",
);
pub(super) const DELETE_JOURNEY: Sql = Sql::both("DELETE FROM journey WHERE lead_id = $1");
pub(super) const DELETE_PASSAGES: Sql = Sql::both("DELETE FROM passage WHERE lead_id = $1");
pub(super) const PASSAGES: Bulk = bulk!(
    "passage",
    "lead_id, cycle, started_at, lead_at, mql_at, sal_at, sql_at, opp_at, cust_at, exit_at, exit_kind, \
     next_at, source_id, persona_id, campaign_id, owner_id, company_id, day, mql_day, gone_at",
    20
);
pub(super) const INSERT_PASSAGE: Sql = Sql::both(
    "INSERT INTO passage (lead_id, cycle, started_at, lead_at, mql_at, sal_at, sql_at, opp_at, cust_at, exit_at, \
     exit_kind, next_at, source_id, persona_id, campaign_id, owner_id, company_id, day, mql_day, gone_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)",
);
pub(super) const CACHE_STAGE: Sql = Sql::both(
    "UPDATE lead SET stage = $2, stage_at = $3, cycle = $4, merged_into = $5, \
     hidden = CASE WHEN $2 = '' OR COALESCE($5, id) <> id OR erased_at IS NOT NULL THEN 1 ELSE 0 END WHERE id = $1",
);

/// One lead's projection with the dimensions that its figures are split by.
#[derive(Debug, Clone)]
pub struct Projected {
    /// Whose.
    pub lead: Id<of::Lead>,
    /// What the events say.
    pub projection: Projection,
    cycles: Vec<(i32, Dimensions)>,
    current: Dimensions,
    company: Option<Id<of::Company>>,
}

/// Projects events whose lead is not stored yet (imports, seeds), all cycles having the dimensions of the lead
/// unless `cycles` says otherwise.
pub fn projected(
    lead: Id<of::Lead>,
    events: &[Event],
    tz: Tz,
    current: Dimensions,
    cycles: Vec<(i32, Dimensions)>,
    company: Option<Id<of::Company>>,
) -> Projected {
    Projected { lead, projection: project(events, tz), cycles, current, company }
}

/// Rebuilds everything computed from one lead's events: `journey`, `passage`, and the cached columns of `lead`.
/// `tz` is the organisation's zone.
///
/// # Errors
/// [`DbError`].
pub async fn reproject(tx: &mut Tx, lead: Id<of::Lead>, tz: Tz) -> Result<Projection, DbError> {
    let events = store::events_of(tx, lead).await?;
    let AllDimensions { cycles, current, company } = store::dimensions(tx, lead).await?;
    let p = projected(lead, &events, tz, current, cycles, company);
    let (was, is) = (sums::counted(tx, lead).await?, p.counted());
    if was != is {
        was.inspect(|was| was.add(|to, key, n| tx.add(to, key, n), -1));
        is.inspect(|is| is.add(|to, key, n| tx.add(to, key, n), 1));
    }
    match &p.projection.journey {
        Some(journey) => tx.run(UPSERT_JOURNEY, &p.journey_row(journey)).await?,
        None => tx.run(DELETE_JOURNEY, &vals![lead]).await?,
    };
    tx.run(DELETE_PASSAGES, &vals![lead]).await?;
    for passage in &p.projection.passages {
        tx.run(INSERT_PASSAGE, &p.passage_row(passage)).await?;
    }
    let merged = p.projection.merged_into;
    let (stage, at, cycle) =
        p.projection.current.map_or(("", Instant::from_micros(0), 1), |c| (c.stage.code(), c.at, c.cycle));
    tx.run(CACHE_STAGE, &vals![lead, stage, at, cycle, merged]).await?;
    Ok(p.projection)
}

/// Inserts the projections of leads that have none yet, many rows a statement; the cached columns of `lead` are the
/// caller's.
///
/// # Errors
/// [`DbError`].
pub async fn insert_projected(tx: &mut Tx, leads: &[Projected]) -> Result<(), DbError> {
    let journeys: Vec<_> = leads
        .iter()
        .filter_map(|p| p.projection.journey.as_ref().map(|j| p.journey_row(j).to_vec()))
        .collect();
    for counted in leads.iter().filter_map(Projected::counted) {
        counted.add(|to, key, n| tx.add(to, key, n), 1);
    }
    tx.bulk(JOURNEYS, &journeys).await?;
    let passages: Vec<_> =
        leads.iter().flat_map(|p| p.projection.passages.iter().map(|q| p.passage_row(q).to_vec())).collect();
    tx.bulk(PASSAGES, &passages).await
}

impl Projected {
    fn dimensions(&self, cycle: Option<i32>) -> Dimensions {
        self.cycles.iter().find(|(c, _)| Some(*c) == cycle).map_or(self.current, |(_, d)| *d)
    }

    /// What the lead was at its base events: `lead`, then `mql`.
    fn at_bases(&self, j: &Journey) -> (Dimensions, Dimensions) {
        let cycle_of = |entry: fn(&Passage) -> Instant, at: Instant| {
            self.projection.passages.iter().find(|p| entry(p) == at && !at.is_never()).map(|p| p.cycle)
        };
        let base = cycle_of(|p| p.at[0], j.lead_at).or(self.projection.passages.first().map(|p| p.cycle));
        (self.dimensions(base), self.dimensions(cycle_of(|p| p.at[1], j.mx[1]).or(base)))
    }

    fn counted(&self) -> Option<Counted> {
        self.projection.journey.as_ref().map(|j| {
            let (lead, mql) = self.at_bases(j);
            Counted::of(j, lead, mql)
        })
    }

    pub(super) fn journey_row(&self, j: &Journey) -> [Val; 41] {
        let [_, x_mql, x_sal, x_sql, x_opp, x_cust] = j.x;
        let [_, r_mql, r_sal, r_sql, r_opp, r_cust] = j.r;
        let [_, mql_at, mx_sal, mx_sql, mx_opp, mx_cust] = j.mx;
        let [_, _, mr_sal, mr_sql, mr_opp, mr_cust] = j.mr;
        let [f_lead, f_mql, f_sal, f_sql, f_opp, f_cust] = j.first;
        let (d, m) = self.at_bases(j);
        vals![
            self.lead,
            j.day,
            j.mql_day,
            j.lead_at,
            mql_at,
            x_mql,
            x_sal,
            x_sql,
            x_opp,
            x_cust,
            r_mql,
            r_sal,
            r_sql,
            r_opp,
            r_cust,
            mx_sal,
            mx_sql,
            mx_opp,
            mx_cust,
            mr_sal,
            mr_sql,
            mr_opp,
            mr_cust,
            f_lead,
            f_mql,
            f_sal,
            f_sql,
            f_opp,
            f_cust,
            j.depth,
            j.mql_depth,
            j.gone_at,
            d.source,
            d.persona,
            d.campaign,
            d.owner,
            self.company,
            m.source,
            m.persona,
            m.campaign,
            m.owner,
        ]
    }

    pub(super) fn passage_row(&self, p: &Passage) -> [Val; 20] {
        let [lead, mql, sal, sql, opp, cust] = p.at;
        let d = self.dimensions(Some(p.cycle));
        let journey = self.projection.journey.as_ref();
        let of_lead = |day: fn(&Journey) -> i32| journey.map_or(Journey::NO_DAY, day);
        vals![
            self.lead,
            p.cycle,
            p.started_at,
            lead,
            mql,
            sal,
            sql,
            opp,
            cust,
            p.exit_at,
            p.exit_kind.map(|s| s.code()),
            p.next_at,
            d.source,
            d.persona,
            d.campaign,
            d.owner,
            self.company,
            of_lead(|j| j.day),
            of_lead(|j| j.mql_day),
            journey.map_or(Instant::NEVER, |j| j.gone_at),
        ]
    }
}
