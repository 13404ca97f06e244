//! `GET /` and `GET /notifications`.

use super::figures::Month;
use super::model::{Figures, Mine, Waiting};
use super::store;
use super::views::{Decision, Home, Manager, Marketer, Notifications, Rep, Trends};
use crate::app::AppState;
use crate::db::{Conn, DbError};
use crate::domain::filter::{LeadFilter, Pick, Place, SortKey};
use crate::domain::history::Base;
use crate::domain::ids::of;
use crate::domain::instant::Instant;
use crate::domain::lifecycle::{Role, Team};
use crate::domain::period::{IsoWeek, Period};
use crate::domain::sla::Status;
use crate::domain::stage::Stage;
use crate::features::funnel;
use crate::features::lists::{self, Line, Reader, currency, reader};
use crate::features::review;
use crate::features::sla;
use crate::i18n::L;
use crate::urls;
use crate::web::error::AppError;
use crate::web::me::Me;
use crate::web::page::{self, Nav, Shell};
use axum::extract::State;
use axum::response::Response;
use chrono_tz::Tz;

/// Rows of a section; the rest is a link.
const SHOWN: i64 = 8;
const NOTIFIED: i64 = 100;
/// Weeks of the lines in the tiles.
const TREND_WEEKS: usize = 8;

/// Whose queues a member serves; a rep without a team sells.
pub fn mine(me: &Me) -> Mine {
    Mine { me: me.id, team: me.team.or((me.role == Role::Rep).then_some(Team::Sales)) }
}

/// The role's first screen.
pub async fn index(
    State(app): State<AppState>,
    me: Me,
    mut conn: Conn,
    shell: Shell,
    l: L,
) -> Result<Response, AppError> {
    let (reader, currency) = (reader(&app, &me), currency(&app));
    let (mut rep, mut marketer, mut manager) = (None, None, None);
    match me.role {
        Role::Rep => rep = Some(rep_part(&app, &mut conn, &me, &l, &reader).await?),
        Role::Marketer => marketer = Some(marketer_part(&mut conn, &reader, &me).await?),
        _ => manager = manager_part(&app, &mut conn, &l, &reader).await?,
    }
    page::ok(&Home { l, shell: shell.at(Nav::Home), today: reader.today, currency, rep, marketer, manager })
}

async fn rep_part(app: &AppState, conn: &mut Conn, me: &Me, l: &L, reader: &Reader) -> Result<Rep, DbError> {
    let mine = mine(me);
    let (deals, deal_count, deal_sum) = store::open_deals(conn, me.id, SHOWN).await?;
    let tasks = store::due(conn, me.id, reader.today).await?;
    Ok(Rep {
        waiting: decisions(app, conn, l, &mine, SHOWN).await?,
        waiting_count: store::waiting_count(conn, &mine).await?,
        tasks: tasks.into_iter().filter(|task| task.kind != "proposal").collect(),
        deals,
        deal_count,
        deal_sum,
    })
}

async fn decisions(
    app: &AppState,
    conn: &mut Conn,
    l: &L,
    mine: &Mine,
    most: i64,
) -> Result<Vec<Decision>, DbError> {
    let waiting = by_deadline(conn, mine, most).await?;
    let leads: Vec<_> = waiting.iter().map(|row| row.lead).collect();
    let badges = sla::badges(conn, &leads, app.clock.now()).await?;
    let key = || app.clock.id::<of::Event>().to_string();
    let decision = |row: Waiting| {
        let badge = badges.get(&row.lead).copied();
        Decision::new(l, row, key(), badge)
    };
    Ok(waiting.into_iter().map(decision).collect())
}

/// What waits for the reader: the first deadline first, then what nothing is promised on, the longest first.
async fn by_deadline(conn: &mut Conn, mine: &Mine, most: i64) -> Result<Vec<Waiting>, DbError> {
    // two obligations a lead
    let pressing = store::pressing(conn, mine, most.saturating_mul(2)).await?;
    let mut rows = store::waiting_of(conn, &pressing).await?;
    rows.sort_by_key(|row| pressing.iter().position(|lead| *lead == row.lead));
    let most_rows = usize::try_from(most).unwrap_or(0);
    if rows.len() < most_rows {
        let rest = store::waiting(conn, mine, most).await?;
        let rest = rest.into_iter().filter(|row| !pressing.contains(&row.lead));
        rows.extend(rest);
    }
    rows.truncate(most_rows);
    Ok(rows)
}

async fn marketer_part(conn: &mut Conn, reader: &Reader, me: &Me) -> Result<Marketer, DbError> {
    let mut stages = Vec::new();
    for stage in [Stage::Lead, Stage::Mql, Stage::Sal, Stage::Sql, Stage::Opportunity, Stage::Recycled] {
        let filter = LeadFilter { owner_mkt: Some(Pick::Me), ..LeadFilter::in_stages(&[stage]) };
        let count = lists::count(conn, &filter, reader, false).await?;
        stages.push((stage, count, filter.href(urls::LEADS)));
    }
    let (proposals, due): (Vec<_>, Vec<_>) =
        store::due(conn, me.id, reader.today).await?.into_iter().partition(|task| task.kind == "proposal");
    let pacing = review::pacing_of_month(conn, reader.today, reader.zone).await?;
    Ok(Marketer { stages, refused: store::refused(conn, me.id).await?, revisits: due, proposals, pacing })
}

async fn manager_part(
    app: &AppState,
    conn: &mut Conn,
    l: &L,
    reader: &Reader,
) -> Result<Option<Manager>, DbError> {
    let Some(month) = Month::of(reader.today) else { return Ok(None) };
    let filter = LeadFilter::in_stages(&[Stage::Mql]).sorted(SortKey::StageAt, false);
    let (page, waiting_count) = lists::listing(conn, &filter, reader, &Place::Start, false).await?;
    let most = usize::try_from(SHOWN).unwrap_or_default();
    let line = |row| Line::new(l, row, &filter, reader.today, currency(app));
    let breached = LeadFilter { sla: vec![Status::Breached], ..LeadFilter::default() };
    Ok(Some(Manager {
        month,
        now: figures(conn, reader, month, app.clock.now()).await?,
        before: figures(conn, reader, month.previous(), app.clock.now()).await?,
        trends: trends(conn, reader).await?,
        pacing: review::pacing_of_month(conn, reader.today, reader.zone).await?,
        late_count: lists::count(conn, &breached, reader, false).await?,
        late: review::late_promises(conn, app.clock.now(), SHOWN).await?,
        waiting: page.rows.into_iter().take(most).map(line).collect(),
        waiting_count,
    }))
}

/// Eight weeks of the figures of the tiles, the present one last.
async fn trends(conn: &mut Conn, reader: &Reader) -> Result<Trends, DbError> {
    let mut first = IsoWeek::of(reader.today);
    for _ in 1..TREND_WEEKS {
        first = first.previous();
    }
    let weeks: Vec<Period> = std::iter::successors(Some(first), |week| Some(week.next()))
        .take(TREND_WEEKS)
        .map(IsoWeek::period)
        .collect();
    let by_week = |days: Vec<u64>| -> Vec<i64> {
        let sum = |week: &[u64]| i64::try_from(week.iter().sum::<u64>()).unwrap_or(i64::MAX);
        days.chunks(7).map(sum).collect()
    };
    let mut trends = Trends::default();
    if let (Some(first), Some(last)) = (weeks.first(), weeks.last()) {
        let all = Period::new(first.from, last.until).unwrap_or(*last);
        trends.leads = by_week(funnel::figures::cohorts_by_day(conn, Base::Lead, all).await?);
        trends.mql = by_week(funnel::figures::cohorts_by_day(conn, Base::Mql, all).await?);
    }
    for week in weeks {
        let (from, until) = week.bounds(reader.zone);
        trends.won.push(store::won(conn, from, until).await?.1);
    }
    Ok(trends)
}

async fn entries(
    conn: &mut Conn,
    stage: Stage,
    period: Period,
    now: Instant,
    zone: Tz,
) -> Result<i64, DbError> {
    let found = funnel::figures::first_entries(conn, stage, period, now, zone).await?;
    Ok(i64::try_from(found).unwrap_or(i64::MAX))
}

/// What a month brought, each number counted by the list that it links to.
pub async fn figures(
    conn: &mut Conn,
    reader: &Reader,
    month: Month,
    now: Instant,
) -> Result<Figures, DbError> {
    let leads = entries(conn, Stage::Lead, month.period, now, reader.zone).await?;
    let mql = entries(conn, Stage::Mql, month.period, now, reader.zone).await?;
    let [decided, accepted] = lists::decisions(conn, month.days(), reader.zone).await?;
    let (from, until) = month.period.bounds(reader.zone);
    let (won, won_minor) = store::won(conn, from, until).await?;
    Ok(Figures { leads, mql, accepted, decided, won, won_minor })
}

/// What waits for the reader.
pub async fn notifications(
    State(app): State<AppState>,
    me: Me,
    mut conn: Conn,
    shell: Shell,
    l: L,
) -> Result<Response, AppError> {
    let today = reader(&app, &me).today;
    let waiting = match me.role {
        Role::Marketer => Vec::new(),
        _ => decisions(&app, &mut conn, &l, &mine(&me), NOTIFIED).await?,
    };
    let tasks = store::due(&mut conn, me.id, today).await?;
    page::ok(&Notifications { l, shell: shell.at(Nav::Inbox), waiting, tasks })
}
