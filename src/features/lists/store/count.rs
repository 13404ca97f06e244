//! How many rows a filter has: exactly up to a cap, beyond it only on request.

use super::Ask;
use super::clause::push_decisions;
use super::search::{FEW, Hits};
use crate::db::{Conn, DbError, Query};
use crate::domain::filter::{Days, LeadFilter, Verdict};
use crate::features::lists::model::{Count, Reader};
use chrono_tz::Tz;

/// Rows that are counted without being asked to count all; lists then say «10 000+».
pub const CAP: i64 = 10_000;

/// Counts the rows of a list; all of them when `exact`.
///
/// # Errors
/// [`DbError`].
pub async fn count(
    conn: &mut Conn,
    filter: &LeadFilter,
    reader: &Reader,
    exact: bool,
) -> Result<Count, DbError> {
    let ask = Ask::new(conn, filter, reader).await?;
    ask.count(conn, exact).await
}

impl Ask<'_> {
    pub(super) async fn count(&self, conn: &mut Conn, exact: bool) -> Result<Count, DbError> {
        let many = matches!(self.hits, Hits::Many(_));
        if many && !exact && self.filter.without(crate::domain::filter::Facet::Search).is_everything() {
            return Ok(Count::AtLeast(FEW));
        }
        let mut query = Query::new("SELECT CAST(COUNT(*) AS BIGINT) AS n FROM (SELECT 1 AS one");
        if exact {
            self.push_from(&mut query, &self.filter.stages, None);
        } else {
            self.push_from(&mut query, &self.filter.stages, Some(FEW));
            query.push(" LIMIT ").bind(CAP + 1);
        }
        query.push(") c");
        let n: i64 = conn.one_of(&query).await?.get("n")?;
        Ok(match (exact, many) {
            (true, _) => Count::Exact(n),
            (false, true) => Count::AtLeast(n), // among the hits looked at
            (false, false) if n > CAP => Count::AtLeast(CAP),
            (false, false) => Count::Exact(n),
        })
    }
}

/// Leads of which sales decided in these days, and how many of them were accepted: what the two lists of decisions
/// count, read at once from the relays alone, which leads out of play have none of.
///
/// # Errors
/// [`DbError`].
pub async fn decisions(conn: &mut Conn, days: Days, zone: Tz) -> Result<[i64; 2], DbError> {
    let mut query = Query::new(
        "SELECT CAST(COUNT(*) AS BIGINT) AS decided, CAST(COALESCE(SUM(accepted), 0) AS BIGINT) AS accepted \
         FROM (SELECT lead_id, MAX(accepted) AS accepted FROM (",
    );
    push_decisions(&mut query, Verdict::Any, days, zone);
    query.push(") d GROUP BY lead_id) g");
    let row = conn.one_of(&query).await?;
    Ok([row.get("decided")?, row.get("accepted")?])
}
