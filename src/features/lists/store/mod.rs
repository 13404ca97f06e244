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
use crate::db::{Conn, DbError, Sql};
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
}

impl<'a> Ask<'a> {
    pub(super) async fn new(
        conn: &mut Conn,
        filter: &'a LeadFilter,
        reader: &'a Reader,
    ) -> Result<Self, DbError> {
        Ok(Self { filter, reader, hits: Hits::of(conn, &filter.q).await? })
    }
}
