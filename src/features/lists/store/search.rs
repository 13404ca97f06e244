//! The search box: which rows to look at first.
//!
//! Up to [`FEW`] hits, the rows are the hits, filtered and sorted; beyond, the filter's own index is walked and each
//! row compared. Both ways compare the words themselves in the end, so the engines' indexes only save time.

use crate::db::{Conn, DbError, Query};
use crate::domain::filter::Search;

/// Hits that are cheaper to fetch and sort than an index is to walk until a page is full (measured at 1,000,000
/// leads: both cost some 6 ms at this number).
pub(super) const FEW: i64 = 5_000;

/// How a search will be answered.
pub(super) enum Hits {
    /// Nothing is searched for.
    All,
    /// From the hits.
    Few(Search),
    /// From the filter's index, comparing.
    Many(Search),
}

impl Hits {
    pub(super) async fn of(conn: &mut Conn, q: &str) -> Result<Self, DbError> {
        let Some(search) = Search::parse(q) else { return Ok(Self::All) };
        let mut query = Query::new("SELECT CAST(COUNT(*) AS BIGINT) AS n FROM (SELECT seq FROM (");
        push_hits(&mut query, &search);
        query.push(") h LIMIT ").bind(FEW + 1).push(") c");
        let found: i64 = conn.one_of(&query).await?.get("n")?;
        Ok(if found > FEW { Self::Many(search) } else { Self::Few(search) })
    }
}

/// A SELECT of the `seq` of every row that may match, from an index.
pub(super) fn push_hits(query: &mut Query, search: &Search) {
    match search {
        Search::Words(words) => {
            query.push_split(
                "SELECT rowid AS seq FROM lead_search WHERE TRUE",
                "SELECT seq FROM lead WHERE hidden = 0",
            );
            for word in words.iter().filter(|word| word.chars().count() >= 3) {
                // a quoted string of FTS5; a pattern of LIKE with its own wildcards taken literally
                query.push_split(
                    " AND lead_search MATCH '\"' || replace(",
                    " AND search_key LIKE '%' || replace(replace(replace(",
                );
                query.bind(word);
                query.push_split(", '\"', '\"\"') || '\"'", r", '\', '\\'), '%', '\%'), '_', '\_') || '%'");
            }
        }
        Search::Prefix(start) => {
            let until = format!("{start}\u{10ffff}");
            query.push("SELECT seq FROM lead WHERE hidden = 0 AND name_key >= ").bind(start);
            query.push(" AND name_key < ").bind(&until);
            query.push(" UNION SELECT seq FROM lead WHERE email_key <> '' AND email_key >= ").bind(start);
            query.push(" AND email_key < ").bind(&until);
            query.push(" UNION SELECT seq FROM lead WHERE phone_key <> '' AND phone_key >= ").bind(start);
            query.push(" AND phone_key < ").bind(&until);
        }
    }
}

/// ` AND …`: the comparison itself, byte by byte, alike on both engines. The row is `l`.
pub(super) fn push_match(query: &mut Query, search: &Search) {
    match search {
        Search::Words(words) => {
            for word in words {
                query.push_split(" AND instr(l.search_key, ", " AND strpos(l.search_key, ");
                query.bind(word).push(") > 0");
            }
        }
        Search::Prefix(start) => {
            let until = format!("{start}\u{10ffff}");
            query.push(" AND ((l.name_key >= ").bind(start).push(" AND l.name_key < ").bind(&until);
            query.push(") OR (l.email_key >= ").bind(start).push(" AND l.email_key < ").bind(&until);
            query.push(") OR (l.phone_key >= ").bind(start).push(" AND l.phone_key < ").bind(&until);
            query.push("))");
        }
    }
}
