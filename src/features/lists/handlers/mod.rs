//! Pages of many leads.

mod board;
mod export;
mod index;

pub use board::board;
pub use export::export;
pub use index::{filters, index};

use super::model::Reader;
use super::store;
use super::views::Names;
use crate::app::App;
use crate::db::{Conn, DbError};
use crate::domain::filter::{LeadFilter, Pick};
use crate::domain::money::Currency;
use crate::domain::zone::local_date;
use crate::web::me::Me;

/// Who reads, and when.
pub fn reader(app: &App, me: &Me) -> Reader {
    let zone = app.organisation().zone;
    Reader { me: Some(me.id), now: app.clock.now(), today: local_date(app.clock.now(), zone), zone }
}

/// The organisation's currency.
pub fn currency(app: &App) -> Currency {
    app.organisation().currency.parse().unwrap_or(Currency::EUR)
}

/// The names behind the ids of a filter.
async fn names(conn: &mut Conn, filter: &LeadFilter) -> Result<Names, DbError> {
    let mut names = Names::new();
    for facet in filter.facets() {
        if let Some(Pick::Is(id)) = filter.pick(facet) {
            names.push((facet, store::name_of(conn, facet, id).await?));
        }
    }
    Ok(names)
}
