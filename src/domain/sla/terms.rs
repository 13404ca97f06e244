//! What was promised when: dated terms, one in force on any day.

use crate::domain::calendar::Calendar;
use crate::domain::ids::{Id, of};
use crate::domain::pacing::prorated;
use crate::domain::period::Period;
use chrono::NaiveDate;

/// The terms of the agreement from a day on, until the next ones start. Never edited once that day has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// 1, 2, 3 … in the order in which they were agreed.
    pub number: i32,
    /// The first day (local, from 00:00) on which handoffs are judged by them.
    pub starts_on: NaiveDate,
    /// MQL that marketing promises a month.
    pub mql_target: u32,
    /// The same for some personas.
    pub personas: Vec<(Id<of::Persona>, u32)>,
    /// Accepted among decided handoffs, in percent, that marketing promises at least.
    pub acceptance_floor: u32,
    /// Open minutes for the first human contact.
    pub first_contact_minutes: u32,
    /// Open minutes for the decision.
    pub decision_minutes: u32,
}

impl Terms {
    /// Open minutes promised for an obligation.
    pub const fn minutes(&self, kind: super::Kind) -> u32 {
        match kind {
            super::Kind::FirstContact => self.first_contact_minutes,
            super::Kind::Decision => self.decision_minutes,
        }
    }
}

/// The terms in force on a day: those that started last; `None` before the first.
pub fn in_force(terms: &[Terms], day: NaiveDate) -> Option<&Terms> {
    terms.iter().filter(|t| t.starts_on <= day).max_by_key(|t| (t.starts_on, t.number))
}

/// What marketing promises over a month: each terms' target over the working days of the month under it, a day
/// before any terms promising nothing. `None` when no terms are in force in the month, or no day of it is worked.
/// `of` picks the target: the total, or that of a persona (`None` when the terms promise none).
pub fn month_target(
    terms: &[Terms],
    calendar: &Calendar,
    month: Period,
    of: impl Fn(&Terms) -> Option<u32>,
) -> Option<f64> {
    let mut parts: Vec<(u32, u32)> = Vec::new();
    let (mut promised, mut day) = (false, month.from);
    while day < month.until {
        let target = in_force(terms, day).and_then(&of);
        promised |= target.is_some();
        if calendar.is_working_day(day) {
            parts.push((target.unwrap_or(0), 1));
        }
        day = day.succ_opt()?;
    }
    promised.then(|| prorated(&parts)).flatten()
}

/// Why terms cannot start on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TermError {
    /// Earlier handoffs would be judged again.
    #[error("starts in the past")]
    Past,
    /// Other terms start that day.
    #[error("other terms start that day")]
    Taken,
}

/// Whether new terms may start on a day: tomorrow at the earliest, or today when there are none yet. Terms that have
/// not started may be replaced, so that `terms` should leave out the one that is edited.
///
/// # Errors
/// [`TermError`].
pub fn check_start(terms: &[Terms], starts_on: NaiveDate, today: NaiveDate) -> Result<(), TermError> {
    let started = terms.iter().any(|t| t.starts_on <= today);
    if starts_on < today || (starts_on == today && started) {
        return Err(TermError::Past);
    }
    if terms.iter().any(|t| t.starts_on == starts_on) { Err(TermError::Taken) } else { Ok(()) }
}
