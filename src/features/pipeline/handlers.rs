//! `GET /deals`.

use super::model::DealFilter;
use super::store::{self, Seen};
use super::views::{Deals, href};
use crate::app::AppState;
use crate::db::Conn;
use crate::domain::filter::{Cursor, FilterError, LeadFilter, Problem, SortKey};
use crate::features::lists::{self, currency, filter_error, reader};
use crate::i18n::L;
use crate::web::error::AppError;
use crate::web::me::Me;
use crate::web::page::{self, Nav, Shell};
use crate::web::query::Query;
use axum::extract::State;
use axum::response::Response;

/// The list of deals.
///
/// # Errors
/// 400 naming a parameter that is not understood.
pub async fn index(
    State(app): State<AppState>,
    me: Me,
    mut conn: Conn,
    shell: Shell,
    l: L,
    query: Query,
) -> Result<Response, AppError> {
    let filter = read(&query).map_err(filter_error)?;
    let after = place(&filter, query.get("after")).map_err(filter_error)?;
    let reader = reader(&app, &me);
    let seen = Seen { me: me.id, zone: reader.zone };
    let (rows, next) = store::page(&mut conn, &filter, &seen, after.as_ref()).await?;
    let sums = store::sums(&mut conn, &filter, &seen).await?;
    let reps = lists::store::choices(&mut conn).await?.reps;
    let next = next.map(|cursor| href(&filter, Some(("after", cursor.text()))));
    page::ok(&Deals {
        l,
        shell: shell.at(Nav::Deals),
        filter,
        rows,
        sums,
        next,
        further: after.is_some(),
        reps,
        today: reader.today,
        currency: currency(&app),
    })
}

/// Reads the parameters; people and days as lists of leads do.
fn read(query: &Query) -> Result<DealFilter, FilterError> {
    let renamed = query.0.iter().map(|(name, value)| {
        let name = match name.as_str() {
            "closed_from" => "created_from",
            "closed_until" => "created_until",
            "owner" => "owner",
            _ => "",
        };
        (name.to_owned(), value.clone())
    });
    let common = LeadFilter::parse(&renamed.collect::<Vec<_>>())?;
    let word = query.get("outcome").unwrap_or("open");
    let outcome =
        DealFilter::OUTCOMES.into_iter().find(|known| *known == word).ok_or_else(|| FilterError {
            parameter: "outcome",
            problem: Problem::NotOneOf {
                value: word.chars().take(40).collect(),
                choices: DealFilter::OUTCOMES.to_vec(),
            },
        })?;
    Ok(DealFilter { outcome, owner: common.owner, closed: common.created })
}

fn place(filter: &DealFilter, text: Option<&str>) -> Result<Option<Cursor>, FilterError> {
    let Some(text) = text else { return Ok(None) };
    let key = if filter.is_open() { SortKey::Next } else { SortKey::Created };
    let fault =
        || FilterError { parameter: "after", problem: Problem::NotAPlace(text.chars().take(40).collect()) };
    Cursor::parse(key, text).map(Some).ok_or_else(fault)
}
