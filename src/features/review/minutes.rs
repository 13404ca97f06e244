//! What people wrote, put into a review: notes, decisions, actions old and new, contents to come.

use super::store::{agreed, kept};
use crate::db::{Conn, DbError};
use crate::domain::period::IsoWeek;
use crate::domain::review::{Action, ActionFacts, Carried, Payload, completion, standing};
use crate::domain::zone::{Tz, local_date};
use chrono::{Days, NaiveDate};

/// Actions due in so many days up to the review make the completion rate.
const LOOKED_BACK: u64 = 28;

/// Fills in what was written about a week.
///
/// # Errors
/// [`DbError`].
pub async fn write_into(
    conn: &mut Conn,
    payload: &mut Payload,
    week: IsoWeek,
    zone: Tz,
) -> Result<(), DbError> {
    payload.notes = agreed::notes(conn, week).await?;
    payload.decisions = agreed::decisions(conn, week).await?;
    payload.actions = agreed::actions(conn, week).await?.into_iter().map(|(action, _)| action).collect();
    payload.contents = agreed::contents(conn, week.monday()).await?;
    payload.carried = carried(conn, week.monday(), payload.day, zone).await?;
    Ok(())
}

async fn carried(conn: &mut Conn, monday: NaiveDate, day: NaiveDate, zone: Tz) -> Result<Carried, DbError> {
    let held = kept::held(conn, monday).await?;
    let held: Vec<_> = held.into_iter().map(|(week, at)| (week, local_date(at, zone))).collect();
    let open = agreed::open_actions(conn, monday).await?;
    let mut actions: Vec<_> = open
        .into_iter()
        .map(|(action, agreed)| {
            let stands = standing(&facts(&action, agreed), monday, day, &held);
            Action { age: stands.age, late: stands.late, ..action }
        })
        .collect();
    actions.sort_by_key(|action| (std::cmp::Reverse(action.late), action.due, action.id));
    let first = day.checked_sub_days(Days::new(LOOKED_BACK)).unwrap_or(day);
    let due = agreed::due_actions(conn, (first, day), monday).await?;
    let due: Vec<_> = due.iter().map(|(action, agreed)| facts(action, *agreed)).collect();
    Ok(Carried { actions, completion: completion(&due, monday, day) })
}

fn facts(action: &Action, agreed: NaiveDate) -> ActionFacts {
    ActionFacts { agreed, due: action.due, done: action.done_on }
}
