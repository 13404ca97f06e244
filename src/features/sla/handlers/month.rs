//! `/sla`: what both teams promised for a month, and where they are.

use super::super::figures;
use super::super::model::Asked;
use super::super::store::{report, rules};
use super::super::views::{Names, SlaPage, Told};
use super::month_of;
use crate::app::AppState;
use crate::db::{Conn, DbError};
use crate::domain::calendar::Calendar;
use crate::domain::calendar::Sha;
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::lifecycle::Role;
use crate::domain::sla::Status;
use crate::domain::zone::local_date;
use crate::features::people;
use crate::features::reference::{self, List};
use crate::features::sla::{Listed, Split};
use crate::web::error::AppError;
use crate::web::me::Me;
use crate::web::page::{self, Nav, Shell};
use crate::web::query::Query;
use axum::extract::State;
use axum::response::Response;
use std::collections::HashMap;

/// Lines of the list at the end of the page.
const SHOWN: i64 = 20;

/// Answers `GET /sla`.
pub async fn index(
    State(app): State<AppState>,
    me: Me,
    shell: Shell,
    mut conn: Conn,
    query: Query,
) -> Result<Response, AppError> {
    let (zone, now) = (app.organisation().zone, app.clock.now());
    let month = month_of(&query, now, zone)?;
    let today = local_date(now, zone);
    let (from, until) = month.bounds(zone);
    let terms = rules::terms(&mut conn).await?;
    let calendar = figures::calendar(&mut conn, zone).await?;
    let by_day = report::volume_by_day(&mut conn, month).await?;
    let trouble = vec![Status::Breached, Status::AtRisk, Status::MissedLate];
    let asked = Asked { statuses: trouble, ..Asked::all(from, until, now) };
    let lines = report::listed(&mut conn, &asked, SHOWN + 1).await?;
    let told = told(&mut conn, &lines).await?;
    let names = names(&mut conn).await?;
    let code = query.get("by");
    let by = Split::ALL.into_iter().find(|split| code == Some(split.code())).unwrap_or(Split::Owner);
    let tallies = report::counts(&mut conn, (from, until), now, zone, by).await?;
    let relayed = report::relayed(&mut conn, month).await?;
    let volume = figures::volume(&terms, &calendar, month, today, &by_day);
    let page =
        super::super::views::Month { month, today, now, by, terms, calendar, tallies, relayed, volume };
    let most = usize::try_from(SHOWN).unwrap_or(0);
    page::ok(&SlaPage::new(shell.at(Nav::Sla), page, &names, (lines, most), &told, manages(&me)))
}

/// Whether somebody may excuse, and change what is promised.
pub(super) fn manages(me: &Me) -> bool {
    matches!(me.role, Role::Manager | Role::Admin)
}

/// What the explanations of lines need: their calendars, and what stopped their clocks.
pub(super) async fn told(conn: &mut Conn, lines: &[Listed]) -> Result<Told, DbError> {
    let shas = lines.iter().filter_map(|line| line.calendar);
    let calendars: HashMap<Sha, Calendar> = rules::calendars(conn, shas).await?;
    let done = lines.iter().filter_map(|line| Some((line.row.lead, line.row.times.done_at.known()?)));
    let stops = report::contacts_at(conn, done).await?;
    let stops = stops.into_iter().map(|(lead, at, kind, name)| ((Id::from_uuid(lead), at), (kind, name)));
    Ok(Told { calendars, stops: stops.collect::<HashMap<(Id<of::Lead>, Instant), (String, String)>>() })
}

/// The names of whatever figures are split by.
pub(super) async fn names(conn: &mut Conn) -> Result<Names, DbError> {
    let members = people::store::members::list(conn).await?;
    let mut names = Names::default();
    names.owners.extend(members.into_iter().map(|m| (m.id.uuid(), m.name)));
    for item in reference::items(conn, List::Persona).await? {
        names.personas.insert(item.id, item.name);
    }
    for item in reference::items(conn, List::Source).await? {
        names.sources.insert(item.id, item.name);
    }
    Ok(names)
}
