//! A calendar as it is frozen: one canonical text, addressed by its SHA-256, so that the same hours are stored once
//! and an edit never reaches what was promised before it.

use super::{Calendar, ClockTime, Closure, HolidaySet, Hours};
use crate::domain::zone::parse_zone;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;

/// The content address of a calendar: SHA-256 of its canonical text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Sha([u8; 32]);

impl Sha {
    /// From the 32 bytes kept in the database; `None` for any other length.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    /// The bytes.
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for Sha {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|b| write!(f, "{b:02x}"))
    }
}

/// The text is no canonical calendar.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a calendar: {0}")]
pub struct Unreadable(String);

/// The canonical form: keys in this order, minutes of the day, dates in ISO, everything sorted.
#[derive(Serialize, Deserialize)]
struct Form {
    v: u8,
    zone: String,
    weekly: [Vec<(u16, u16)>; 7],
    holidays: Option<String>,
    closures: Vec<(NaiveDate, NaiveDate, String)>,
}

impl Calendar {
    /// The canonical text: equal for equal calendars, read back by [`Calendar::from_canonical`].
    pub fn canonical(&self) -> String {
        let form = Form {
            v: 1,
            zone: self.zone.name().to_owned(),
            weekly: self
                .weekly
                .each_ref()
                .map(|hours| hours.iter().map(|h| (h.start.minutes(), h.end.minutes())).collect()),
            holidays: self.holidays.map(|set| set.code().to_owned()),
            closures: self.closures.iter().map(|c| (c.from, c.last, c.label.clone())).collect(),
        };
        serde_json::to_string(&form).unwrap_or_default()
    }

    /// Its content address.
    pub fn sha(&self) -> Sha {
        Sha(Sha256::digest(self.canonical().as_bytes()).into())
    }

    /// Reads a canonical text.
    ///
    /// # Errors
    /// [`Unreadable`] when it is none, names an unknown zone or breaks a rule of calendars.
    pub fn from_canonical(text: &str) -> Result<Self, Unreadable> {
        let form: Form = serde_json::from_str(text).map_err(|e| Unreadable(e.to_string()))?;
        if form.v != 1 {
            return Err(Unreadable(format!("version {}", form.v)));
        }
        let zone = parse_zone(&form.zone).ok_or_else(|| Unreadable(format!("zone {}", form.zone)))?;
        let clock =
            |minutes| ClockTime::from_minutes(minutes).ok_or_else(|| Unreadable(format!("minute {minutes}")));
        let mut weekly: [Vec<Hours>; 7] = Default::default();
        for (day, hours) in weekly.iter_mut().zip(form.weekly) {
            for (start, end) in hours {
                day.push(Hours { start: clock(start)?, end: clock(end)? });
            }
        }
        let holidays = form.holidays.map(|code| code.parse::<HolidaySet>()).transpose();
        let holidays = holidays.map_err(|e| Unreadable(e.to_string()))?;
        let closure = |(from, last, label)| Closure { from, last, label };
        Self::new(zone, weekly, holidays, form.closures.into_iter().map(closure).collect())
            .map_err(|faults| Unreadable(faults.first().map(ToString::to_string).unwrap_or_default()))
    }
}
