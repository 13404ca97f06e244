//! What was promised for a week, and its working days.

use super::store::figures as rows;
use crate::db::{Conn, DbError};
use crate::domain::instant::Instant;
use crate::domain::pacing::Pacing;
use crate::domain::period::Period;
use crate::domain::review::{Days, Promise, SlaWeek, Weeks, promise, week_target};
use crate::domain::sla::{Status, in_force};
use crate::domain::zone::Tz;
use crate::features::sla;
use chrono::{Datelike, NaiveDate};

/// Working days of the weeks compared, what marketing promised, and how the promises on leads stand.
#[derive(Debug, Clone)]
pub struct Pledge {
    /// Working days.
    pub days: Days,
    /// MQL promised for the week, by working days.
    pub week_target: Option<f64>,
    /// The month's promise, and how it is being kept.
    pub month: Option<Promise>,
    /// Promises on leads.
    pub sla: Option<SlaWeek>,
}

/// Reads it.
///
/// # Errors
/// [`DbError`].
pub async fn pledge(conn: &mut Conn, weeks: Weeks, now: Instant, zone: Tz) -> Result<Pledge, DbError> {
    let calendar = sla::figures::calendar(conn, zone).await?;
    let terms = sla::rules::terms(conn).await?;
    let (week, day) = (weeks.week.period(), weeks.day(now, zone));
    let days = Days {
        week: calendar.working_days(week),
        elapsed: calendar.working_days_through(week, day),
        last: calendar.working_days(weeks.week.previous().period()),
        before: calendar.working_days(weeks.before()),
    };
    let month = month(conn, &terms, &calendar, weeks, (now, zone)).await?;
    let sla =
        if in_force(&terms, day).is_some() { Some(week_of(conn, weeks, now, zone).await?) } else { None };
    Ok(Pledge { days, week_target: week_target(&terms, &calendar, week), month, sla })
}

/// How marketing's promise of the month of `day` is being kept; `None` when nothing is promised.
///
/// # Errors
/// [`DbError`].
pub async fn pacing_of_month(conn: &mut Conn, day: NaiveDate, zone: Tz) -> Result<Option<Pacing>, DbError> {
    let Some(month) = Period::month(day.year(), day.month()) else { return Ok(None) };
    let calendar = sla::figures::calendar(conn, zone).await?;
    let terms = sla::rules::terms(conn).await?;
    let by_day = sla::store::report::volume_by_day(conn, month).await?;
    Ok(sla::figures::volume(&terms, &calendar, month, day, &by_day).pacing)
}

/// Promises on leads broken and still open, the first due first: at most `most`.
///
/// # Errors
/// [`DbError`].
pub async fn late_promises(conn: &mut Conn, now: Instant, most: i64) -> Result<Vec<sla::Listed>, DbError> {
    let mut asked = sla::Asked::all(Instant::DAWN, now, now);
    (asked.statuses, asked.open) = (vec![Status::Breached], true);
    sla::store::report::listed(conn, &asked, most).await
}

/// The month of the week, as the agreement counts it: first-time MQL handed off and not withdrawn.
async fn month(
    conn: &mut Conn,
    terms: &[crate::domain::sla::Terms],
    calendar: &crate::domain::calendar::Calendar,
    weeks: Weeks,
    (now, zone): (Instant, Tz),
) -> Result<Option<Promise>, DbError> {
    let Some(month) = weeks.month() else { return Ok(None) };
    let by_day = sla::store::report::volume_by_day(conn, month).await?;
    let volume = sla::figures::volume(terms, calendar, month, weeks.day(now, zone), &by_day);
    Ok(volume.pacing.as_ref().map(promise))
}

/// Promises on leads: those due in the week, those broken and those at risk now.
async fn week_of(conn: &mut Conn, weeks: Weeks, now: Instant, zone: Tz) -> Result<SlaWeek, DbError> {
    let (from, until) = weeks.bounds(zone);
    let tallies =
        sla::store::report::counts(conn, (from, until.min(now)), now, zone, sla::Split::Persona).await?;
    let rate = sla::figures::attainment(&tallies, None).rate();
    Ok(SlaWeek {
        breached: rows::breached(conn, now).await?,
        at_risk: rows::at_risk(conn, now).await?,
        met: rate.x,
        due: rate.n,
    })
}
