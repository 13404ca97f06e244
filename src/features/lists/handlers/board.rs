//! `GET /board`.

use super::{currency, names, reader};
use crate::app::AppState;
use crate::db::{Conn, DbError};
use crate::domain::board::{ColumnTotals, totals};
use crate::domain::filter::LeadFilter;
use crate::domain::lifecycle::Actor;
use crate::domain::stage::Stage;
use crate::features::lists::model::{Reader, Row};
use crate::features::lists::store;
use crate::features::lists::views::board::{Aside, Board, Card, Column, line, list_of};
use crate::features::lists::views::{Chip, filter_error};
use crate::features::sla;
use crate::i18n::L;
use crate::urls;
use crate::web::error::AppError;
use crate::web::me::Me;
use crate::web::page::{self, Nav, Shell};
use crate::web::query::Query;
use crate::web::redirect::see_other;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

/// The stages of the work, one column each.
const COLUMNS: [Stage; 5] = [Stage::Lead, Stage::Mql, Stage::Sal, Stage::Sql, Stage::Opportunity];
/// Stages where no work waits: a number each.
const ASIDES: [Stage; 4] = [Stage::Customer, Stage::Recycled, Stage::Lost, Stage::Disqualified];

/// The board; it takes the list's filter.
///
/// # Errors
/// 400 naming a parameter that is not understood.
pub async fn board(
    State(app): State<AppState>,
    me: Me,
    mut conn: Conn,
    shell: Shell,
    l: L,
    headers: HeaderMap,
    query: Query,
) -> Result<Response, AppError> {
    let filter = LeadFilter::parse(&query.0).map_err(filter_error)?;
    if query.0.iter().any(|(_, value)| value.is_empty()) && !page::is_fragment(&headers) {
        return Ok(see_other(&filter.href(urls::BOARD)));
    }
    let reader = reader(&app, &me);
    let wanted = |stage: &Stage| filter.stages.is_empty() || filter.stages.contains(stage);
    let stages: Vec<Stage> = COLUMNS.into_iter().filter(wanted).collect();
    let asides: Vec<Stage> = ASIDES.into_iter().filter(wanted).collect();
    let rows = store::cards(&mut conn, &filter, &reader, &stages).await?;
    let leads: Vec<_> = rows.iter().filter(|r| r.stage == Stage::Opportunity).map(|r| r.id).collect();
    let deals = store::deals_of(&mut conn, &leads).await?;
    let shown: Vec<_> = rows.iter().map(|r| r.id).collect();
    let badges = sla::badges(&mut conn, &shown, reader.now).await?;
    let actor = Actor { member: Some(me.id), role: me.role, team: me.team };
    let currency = currency(&app);
    let card = |row: &Row| {
        let key = app.clock.id::<crate::domain::ids::of::Event>().to_string();
        let deal = deals.get(&row.id).copied();
        let mut line = line(&l, row.clone(), &filter, reader.today, currency);
        line.badge = badges.get(&row.id).copied();
        Card::new(line, &actor, deal, key, reader.today)
    };
    let mut columns = Vec::with_capacity(stages.len());
    for stage in stages {
        columns.push(Column {
            stage,
            totals: figures(&mut conn, &filter, &reader, stage, &app).await?,
            deals: match stage {
                Stage::Opportunity => Some(store::deal_sums(&mut conn, &filter, &reader, stage).await?),
                _ => None,
            },
            cards: rows.iter().filter(|row| row.stage == stage).map(card).collect(),
            href: list_of(&filter, stage),
        });
    }
    let counts = store::counts(&mut conn, &filter, &reader, &asides).await?;
    let asides = counts
        .into_iter()
        .map(|(stage, count)| Aside { stage, count, href: list_of(&filter, stage) })
        .collect();
    let chips = Chip::of(&l, &filter, &names(&mut conn, &filter).await?, urls::BOARD);
    let view = Board { l, shell: shell.at(Nav::Board), filter, chips, columns, asides, currency };
    page::page_or_part(&headers, "board", &view, &view.as_columns())
}

async fn figures(
    conn: &mut Conn,
    filter: &LeadFilter,
    reader: &Reader,
    stage: Stage,
    app: &AppState,
) -> Result<Option<ColumnTotals>, DbError> {
    let groups = store::ages(conn, filter, reader, stage, app.clock.now()).await?;
    Ok(groups.and_then(|groups| totals(&groups).ok()))
}
