//! The cohorts as sums: how many leads of each day got how far, all together and by one dimension.

use super::model::Dimensions;
use crate::db::{Cells, Conn, Db, DbError, Key, Part, Row, Sql, SumDifference, Sums, Tx};
use crate::domain::history::{Base, Journey};
use crate::domain::ids::{Id, of};
use crate::vals;
use uuid::Uuid;

/// Every statement of this file.
pub const ALL: &[Sql] = &[ONE, FIRST_PAGE, NEXT_PAGE];

const JOURNEYS: Sums = Sums {
    table: "journey_tally",
    key: &[Key::Code("base"), Key::Code("facet"), Key::Id("value"), Key::Number("day"), Key::Number("depth")],
    sums: &["n"],
};
/// Rows read together.
const PAGE: i64 = 5_000;

macro_rules! counted {
    ($rest:literal) => {
        concat!(
            "SELECT lead_id, day, mql_day, depth, mql_depth, source_id, persona_id, campaign_id, owner_id, m_source_id, \
             m_persona_id, m_campaign_id, m_owner_id FROM journey ",
            $rest
        )
    };
}
const ONE: Sql = Sql::both(counted!("WHERE lead_id = $1"));
const FIRST_PAGE: Sql = Sql::both(counted!("ORDER BY lead_id LIMIT $1"));
const NEXT_PAGE: Sql = Sql::both(counted!("WHERE lead_id > $2 ORDER BY lead_id LIMIT $1"));

/// What a journey is counted for: per base the day, how deep it went since, and what it was then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Counted([(i32, i16, Dimensions); 2]);

impl Counted {
    /// Of a journey, with its dimensions at both bases.
    pub(super) const fn of(j: &Journey, lead: Dimensions, mql: Dimensions) -> Self {
        Self([(j.day, j.depth, lead), (j.mql_day, j.mql_depth, mql)])
    }

    fn read(r: &Row) -> Result<Self, DbError> {
        let lead = Dimensions {
            source: r.id("source_id")?,
            persona: r.opt_id("persona_id")?,
            campaign: r.opt_id("campaign_id")?,
            owner: r.opt_id("owner_id")?,
        };
        let mql = Dimensions {
            source: r.id("m_source_id")?,
            persona: r.opt_id("m_persona_id")?,
            campaign: r.opt_id("m_campaign_id")?,
            owner: r.opt_id("m_owner_id")?,
        };
        Ok(Self([(r.int("day")?, r.int("depth")?, lead), (r.int("mql_day")?, r.int("mql_depth")?, mql)]))
    }

    /// Adds it, `times` times (-1 takes it out). Without the base event, or in no report, it counts nowhere.
    pub(super) fn add(&self, mut to: impl FnMut(Sums, Vec<Part>, &[i64]), times: i64) {
        for (base, (day, depth, d)) in [Base::Lead, Base::Mql].into_iter().zip(self.0) {
            if day == Journey::NO_DAY || depth <= 0 {
                continue;
            }
            let facets: [(&str, Option<Uuid>); 5] = [
                ("all", None),
                ("source", Some(d.source.uuid())),
                ("persona", d.persona.map(Id::uuid)),
                ("campaign", d.campaign.map(Id::uuid)),
                ("owner", d.owner.map(Id::uuid)),
            ];
            for (facet, value) in facets {
                let key =
                    vec![base.code().into(), facet.into(), value.into(), day.into(), i32::from(depth).into()];
                to(JOURNEYS, key, &[times]);
            }
        }
    }
}

/// What is stored of this lead.
pub(super) async fn counted(conn: &mut Conn, lead: Id<of::Lead>) -> Result<Option<Counted>, DbError> {
    conn.optional(ONE, &vals![lead]).await?.as_ref().map(Counted::read).transpose()
}

async fn all(conn: &mut Conn) -> Result<Cells, DbError> {
    let (mut cells, mut after) = (Cells::default(), None::<Id<of::Lead>>);
    loop {
        let rows = match after {
            None => conn.all(FIRST_PAGE, &vals![PAGE]).await?,
            Some(lead) => conn.all(NEXT_PAGE, &vals![PAGE, lead]).await?,
        };
        let Some(last) = rows.last() else { return Ok(cells) };
        after = Some(last.id("lead_id")?);
        for row in &rows {
            Counted::read(row)?.add(|to, key, n| cells.add(to, key, n), 1);
        }
    }
}

/// Compares the stored sums with those of the stored journeys.
///
/// # Errors
/// [`DbError`].
pub async fn sum_differences(conn: &mut Conn) -> Result<Vec<SumDifference>, DbError> {
    all(conn).await?.differences(conn, &[JOURNEYS]).await
}

/// Sums up the journeys of a base that an earlier version wrote, which has no sums yet.
///
/// # Errors
/// [`DbError`].
pub async fn sum_up(db: &Db) -> Result<(), DbError> {
    if !JOURNEYS.are_empty(&mut db.read().await?).await? {
        return Ok(());
    }
    db.write(async |mut tx: Tx| write_sums(&mut tx).await).await
}

/// Writes the sums anew from the stored journeys.
///
/// # Errors
/// [`DbError`].
pub async fn write_sums(tx: &mut Tx) -> Result<(), DbError> {
    tx.clear_sums(&[JOURNEYS]).await?;
    let cells = all(tx).await?;
    tx.add_all(cells);
    Ok(())
}
