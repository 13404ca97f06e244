//! How many rows a filter has: exactly up to a cap, beyond it only on request.

use super::Ask;
use super::clause::{push_decisions, push_within};
use super::search::{FEW, Hits};
use crate::db::{Conn, DbError, Query};
use crate::domain::filter::{Days, Facet, LeadFilter, Verdict};
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
        if many && !exact && self.filter.without(Facet::Search).is_everything() {
            return Ok(Count::AtLeast(FEW));
        }
        if self.promises_many && !exact && self.filter.without(Facet::Sla).is_everything() {
            return Ok(Count::AtLeast(CAP));
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
/// count, read at once from the relays alone, which leads out of play have none of. Every decision is counted in its
/// index; a lead with two cycles decided in these days is then counted once.
///
/// # Errors
/// [`DbError`].
pub async fn decisions(conn: &mut Conn, days: Days, zone: Tz) -> Result<[i64; 2], DbError> {
    let mut query = Query::new("SELECT ");
    for (n, (verdict, name)) in
        [(Verdict::Accepted, "accepted"), (Verdict::Refused, "refused")].iter().enumerate()
    {
        query.push(if n > 0 { ", " } else { "" }).push("(SELECT CAST(COUNT(*) AS BIGINT) FROM (");
        push_decisions(&mut query, *verdict, days, zone);
        query.push(") d) AS ").push(name);
    }
    let row = conn.one_of(&query).await?;
    let (accepted, refused): (i64, i64) = (row.get("accepted")?, row.get("refused")?);

    let within = |query: &mut Query| {
        query.push("(");
        push_within(query, days, "r.accepted_at", zone);
        query.push(" OR ");
        push_within(query, days, "r.rejected_at", zone);
        query.push(")");
    };
    let mut query = Query::new(
        "SELECT CAST(COALESCE(SUM(n - 1), 0) AS BIGINT) AS decided, \
         CAST(COALESCE(SUM(CASE WHEN accepted > 1 THEN accepted - 1 ELSE 0 END), 0) AS BIGINT) AS accepted \
         FROM (SELECT r.lead_id, COUNT(*) AS n, SUM(CASE WHEN ",
    );
    push_within(&mut query, days, "r.accepted_at", zone);
    // the leads with a second cycle first, which are few; then what was decided on each
    query.push(" THEN 1 ELSE 0 END) AS accepted FROM (SELECT DISTINCT r.lead_id FROM relay r");
    query.push_split(" INDEXED BY relay_again", "").push(" WHERE r.cycle > 1 AND ");
    within(&mut query);
    query
        .push(") s")
        .push_split(" CROSS JOIN relay r", " JOIN relay r")
        .push(" ON r.lead_id = s.lead_id WHERE ");
    within(&mut query);
    query.push(" GROUP BY r.lead_id) again");
    let again = conn.one_of(&query).await?;
    let (twice, accepted_twice): (i64, i64) = (again.get("decided")?, again.get("accepted")?);
    Ok([accepted + refused - twice, accepted - accepted_twice])
}
