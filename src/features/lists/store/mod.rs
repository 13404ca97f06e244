//! SQL of lists. Statements are built from constant pieces ([`crate::db::Query`]), because a filter has many shapes;
//! tests run every shape on both engines.

mod board;
mod choices;
mod clause;
mod count;
mod export;
mod neighbours;
mod page;
mod search;

pub use board::{CARDS, ages, cards, counts, deal_sums, deals_of};
pub use choices::{choices, name_of};
pub use count::{CAP, count, decisions};
pub use export::{CHUNK, Exported, chunk};
pub use neighbours::neighbours;
pub use page::{SIZE, listing, page};

use super::model::Reader;
use crate::db::{Conn, DbError, Query, Sql};
use crate::domain::filter::LeadFilter;
use search::Hits;

/// Every constant statement of this store; the built ones are run in every shape by its tests.
pub const ALL: &[Sql] = &[
    choices::MEMBERS,
    choices::QUEUES,
    choices::SOURCES,
    choices::CAMPAIGNS,
    choices::PERSONAS,
    choices::TAGS,
    choices::MEMBER,
    choices::QUEUE,
    choices::SOURCE,
    choices::CAMPAIGN,
    choices::PERSONA,
    choices::COMPANY,
    choices::TAG,
    neighbours::KEYS,
];

/// A filter about to be run: what is asked, by whom, and how the search will be answered.
pub(super) struct Ask<'a> {
    filter: &'a LeadFilter,
    reader: &'a Reader,
    hits: Hits,
    /// Whether so many leads have the promise asked about that a list does best to walk its own index and look each
    /// one up, rather than to begin with all of them.
    promises_many: bool,
}

/// Obligations of ten thousand leads, which have two each at most: what a list counts to anyway.
const MANY_PROMISES: i64 = 2 * CAP;

impl<'a> Ask<'a> {
    pub(super) async fn new(
        conn: &mut Conn,
        filter: &'a LeadFilter,
        reader: &'a Reader,
    ) -> Result<Self, DbError> {
        let hits = Hits::of(conn, &filter.q).await?;
        Ok(Self { filter, reader, hits, promises_many: promises_many(conn, filter, reader).await? })
    }
}

async fn promises_many(conn: &mut Conn, filter: &LeadFilter, reader: &Reader) -> Result<bool, DbError> {
    if filter.sla.is_empty() {
        return Ok(false);
    }
    let mut query = Query::new(
        "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM (SELECT 1 AS one FROM obligation o WHERE o.open = 1 AND (",
    );
    clause::push_promises(&mut query, &filter.sla, reader.now);
    query.push(") LIMIT ").bind(MANY_PROMISES + 1).push(") c");
    Ok(conn.one_of(&query).await?.get::<i64>("n")? > MANY_PROMISES)
}
