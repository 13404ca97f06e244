//! The promise that presses most on each lead: what lists, boards, homes and the lead's page show of it.

use super::model::Waits;
use super::store::{report, rules};
use super::views::{kind_text, open_time};
use crate::db::{Conn, DbError};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::sla::{Kind, Status, Times};
use crate::i18n::L;
use std::collections::HashMap;

/// An obligation that waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Badge {
    /// Which.
    pub kind: Kind,
    /// How it stands.
    pub status: Status,
    /// When it is due.
    pub due_at: Instant,
    /// Open seconds until it is due, or since it was.
    pub seconds: i64,
}

impl Badge {
    /// The code of its status.
    pub const fn state(&self) -> &'static str {
        self.status.code()
    }
    /// What it says: «Premier contact, reste 1 h 20 (24 nov. 2026 à 12:30)».
    pub fn text(&self, l: &L) -> String {
        let (what, time) = (kind_text(l, self.kind), open_time(l, self.seconds));
        match self.status {
            Status::Breached => l.t.sla_badge_over(what, time),
            _ => l.t.sla_badge_left(what, time, l.datetime(self.due_at)),
        }
    }
}

/// The obligations that wait on these leads, the first to fall due first.
///
/// # Errors
/// [`DbError`].
pub async fn waits(
    conn: &mut Conn,
    leads: &[Id<of::Lead>],
    now: Instant,
) -> Result<HashMap<Id<of::Lead>, Vec<Badge>>, DbError> {
    if leads.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<Waits> = report::waits(conn, leads).await?;
    let calendars = rules::calendars(conn, rows.iter().filter_map(|row| row.calendar)).await?;
    let mut found: HashMap<_, Vec<Badge>> = HashMap::new();
    for row in rows {
        let times = Times {
            risk_at: row.risk_at,
            due_at: row.due_at,
            done_at: Instant::NEVER,
            cancelled: false,
            excused: false,
        };
        let calendar = row.calendar.and_then(|sha| calendars.get(&sha));
        let open = |from, until| calendar.map_or(0, |c| c.elapsed(from, until));
        let seconds = if now > row.due_at { open(row.due_at, now) } else { open(now, row.due_at) };
        let badge = Badge { kind: row.kind, status: Status::of(times, now), due_at: row.due_at, seconds };
        found.entry(row.lead).or_default().push(badge);
    }
    Ok(found)
}

/// The most pressing one of each lead.
///
/// # Errors
/// [`DbError`].
pub async fn badges(
    conn: &mut Conn,
    leads: &[Id<of::Lead>],
    now: Instant,
) -> Result<HashMap<Id<of::Lead>, Badge>, DbError> {
    let all = waits(conn, leads, now).await?;
    Ok(all.into_iter().filter_map(|(lead, list)| Some((lead, *list.first()?))).collect())
}
