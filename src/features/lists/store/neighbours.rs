//! The lead before and the lead after one in a list, and its position there: «12 sur 214».

use super::{Ask, CAP};
use crate::db::{Conn, DbError, Query, Sql};
use crate::domain::filter::{Cursor, Key, LeadFilter, Place, SortKey};
use crate::domain::ids::{Id, of};
use crate::features::lists::model::{Neighbours, Reader};
use crate::vals;

pub(super) const KEYS: Sql = Sql::both(
    "SELECT seq, created_at, stage_at, name_key, estimated_value_minor, next_on FROM lead WHERE id = $1",
);

/// The neighbours of a lead in a list; `None` when there is no such lead. A lead that has just left the list keeps
/// its neighbours, so that work down a list goes on after each step.
///
/// # Errors
/// [`DbError`].
pub async fn neighbours(
    conn: &mut Conn,
    filter: &LeadFilter,
    reader: &Reader,
    lead: Id<of::Lead>,
) -> Result<Option<Neighbours>, DbError> {
    let Some(row) = conn.optional(KEYS, &vals![lead]).await? else { return Ok(None) };
    let key = match filter.sort.key {
        SortKey::Created => Key::Int(row.get("created_at")?),
        SortKey::StageAt => Key::Int(row.get("stage_at")?),
        SortKey::Name => Key::Text(row.get("name_key")?),
        SortKey::Value => row.get::<Option<i64>>("estimated_value_minor")?.map_or(Key::Absent, Key::Int),
        SortKey::Next => row.get::<Option<chrono::NaiveDate>>("next_on")?.map_or(Key::Absent, Key::Day),
    };
    let cursor = Cursor { key, seq: row.get("seq")? };
    let ask = Ask::new(conn, filter, reader).await?;
    let next = ask.nearest(conn, &Place::After(cursor.clone())).await?;
    let before = Place::Before(cursor);
    let previous = ask.nearest(conn, &before).await?;
    let position = ask.position(conn, lead, &before).await?;
    let total = ask.count(conn, false).await?;
    Ok(Some(Neighbours { previous, next, position, total }))
}

impl Ask<'_> {
    async fn nearest(&self, conn: &mut Conn, place: &Place) -> Result<Option<Id<of::Lead>>, DbError> {
        let mut query = Query::new("SELECT l.id FROM (");
        self.push_page(&mut query, place, 1);
        query.push(") p JOIN lead l ON l.seq = p.seq");
        conn.all_of(&query).await?.first().map(|row| row.id("id")).transpose()
    }

    /// From 1; `None` when the lead is not in the list, or stands beyond the number of rows that are counted.
    async fn position(
        &self,
        conn: &mut Conn,
        lead: Id<of::Lead>,
        before: &Place,
    ) -> Result<Option<i64>, DbError> {
        let mut query = Query::new("SELECT CAST(COUNT(*) AS BIGINT) AS n FROM (SELECT 1 AS one");
        self.push_from(&mut query, &self.filter.stages, None);
        query.push(" AND l.id = ").bind(lead).push(") c");
        if conn.one_of(&query).await?.get::<i64>("n")? == 0 {
            return Ok(None);
        }
        let mut query = Query::new("SELECT CAST(COUNT(*) AS BIGINT) AS n FROM (");
        self.push_page(&mut query, before, usize::try_from(CAP).unwrap_or(usize::MAX));
        query.push(") c");
        let ahead: i64 = conn.one_of(&query).await?.get("n")?;
        Ok((ahead < CAP).then_some(ahead + 1))
    }
}
