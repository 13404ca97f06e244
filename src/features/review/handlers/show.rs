//! Reading a week.

use super::super::store;
use super::super::views::{Forms, LeadsPage, MeetingPage, MinutesPage, Opener, PastPage, ReviewPage};
use super::{sheet, week_of};
use crate::app::AppState;
use crate::db::Conn;
use crate::domain::ids::Id;
use crate::domain::period::IsoWeek;
use crate::domain::review::Block;
use crate::domain::zone::local_date;
use crate::features::funnel;
use crate::urls;
use crate::web::error::AppError;
use crate::web::me::Me;
use crate::web::page::{self, Nav, Shell};
use crate::web::path::Path;
use crate::web::query::Query;
use crate::web::redirect::see_other;
use axum::extract::State;
use axum::response::Response;

/// Past reviews listed on a week's page, and on their own.
const RECENT: i64 = 8;
const ALL_PAST: i64 = 520;
/// Leads of a page.
const PAGE: usize = 50;

/// Answers `GET /review`: to the week of today.
pub async fn current(State(app): State<AppState>) -> Response {
    let today = local_date(app.clock.now(), app.organisation().zone);
    see_other(&urls::review(IsoWeek::of(today)))
}

/// Answers `GET /review/past`.
pub async fn past(shell: Shell, mut conn: Conn) -> Result<Response, AppError> {
    let rows = store::kept::past(&mut conn, ALL_PAST).await?;
    page::ok(&PastPage { l: shell.l, shell: shell.at(Nav::Review), rows })
}

/// Answers `GET /review/{week}`.
pub async fn index(
    State(app): State<AppState>,
    me: Me,
    mut conn: Conn,
    shell: Shell,
    Path(week): Path<String>,
    query: Query,
) -> Result<Response, AppError> {
    let week = week_of(&app, &week)?;
    let restated = query.get("view") == Some("today");
    let s = sheet(&app, &me, &mut conn, shell.l, week, restated, Forms::default()).await?;
    let past = store::kept::past(&mut conn, RECENT).await?;
    let changes = match &s.live {
        Some(_) => {
            super::super::changes::of(&mut conn, &s.shown.payload, app.clock.now(), app.organisation().zone)
                .await?
        }
        None => Vec::new(),
    };
    page::ok(&ReviewPage { l: shell.l, shell: shell.at(Nav::Review), s, past, changes })
}

/// Answers `GET /review/{week}/meeting/{block}`: one block, across the room.
pub async fn meeting(
    State(app): State<AppState>,
    me: Me,
    mut conn: Conn,
    shell: Shell,
    Path((week, block)): Path<(String, String)>,
) -> Result<Response, AppError> {
    let week = week_of(&app, &week)?;
    let block: Block = block.parse().map_err(|_| AppError::NotFound)?;
    let mut s = sheet(&app, &me, &mut conn, shell.l, week, false, Forms::default()).await?;
    s.next = urls::review_meeting(week, block.code());
    page::ok(&MeetingPage { l: shell.l, shell: shell.at(Nav::Review), s, block })
}

/// Answers `GET /review/{week}/minutes`: one sheet of paper.
pub async fn minutes(
    State(app): State<AppState>,
    me: Me,
    mut conn: Conn,
    shell: Shell,
    Path(week): Path<String>,
) -> Result<Response, AppError> {
    let week = week_of(&app, &week)?;
    let s = sheet(&app, &me, &mut conn, shell.l, week, false, Forms::default()).await?;
    page::ok(&MinutesPage { l: shell.l, shell: shell.at(Nav::Review), s })
}

/// Answers `GET /review/{week}/leads?of=…`: the leads behind a figure.
pub async fn leads(
    State(app): State<AppState>,
    me: Me,
    mut conn: Conn,
    shell: Shell,
    Path(week): Path<String>,
    query: Query,
) -> Result<Response, AppError> {
    let week = week_of(&app, &week)?;
    let opener = Opener::read(&query).ok_or(AppError::NotFound)?;
    let from: usize = query.get("after").and_then(|text| text.parse().ok()).unwrap_or_default();
    let s = sheet(&app, &me, &mut conn, shell.l, week, query.get("view") == Some("today"), Forms::default())
        .await?;
    let (found, more) = s.behind(&opener);
    let shown: Vec<_> = found.iter().skip(from).take(PAGE).copied().collect();
    let lines = if shown.is_empty() {
        std::collections::HashMap::new()
    } else {
        funnel::store::lines::lines(&mut conn, shown.iter().map(|id| Id::from_uuid(*id))).await?
    };
    let next = (from + PAGE < found.len()).then(|| s.opener_page(&opener, from + PAGE));
    let total = found.len();
    let title = s.opener_title(&opener);
    page::ok(&LeadsPage {
        l: shell.l,
        shell: shell.at(Nav::Review),
        s,
        title,
        total,
        more,
        shown,
        lines,
        next,
    })
}
