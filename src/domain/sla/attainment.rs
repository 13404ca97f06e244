//! Counts of kept promises.

use super::Status;
use crate::domain::stats::Rate;

/// Obligations due in a period, by status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Attainment {
    /// Done in time.
    pub met: u64,
    /// Past due, not done.
    pub breached: u64,
    /// Done after due.
    pub missed_late: u64,
    /// Still running, little time left.
    pub at_risk: u64,
    /// Still running.
    pub pending: u64,
    /// Withdrawn before due.
    pub cancelled: u64,
    /// Excused.
    pub excused: u64,
    /// Of the done ones, those entered more than a day late.
    pub late_entries: u64,
}

impl Attainment {
    /// Adds `n` obligations of a status, `late` of them entered late.
    pub fn add(&mut self, status: Status, n: u64, late: u64) {
        let place = match status {
            Status::Pending => &mut self.pending,
            Status::AtRisk => &mut self.at_risk,
            Status::Breached => &mut self.breached,
            Status::Met => &mut self.met,
            Status::MissedLate => &mut self.missed_late,
            Status::Cancelled => &mut self.cancelled,
            Status::Excused => &mut self.excused,
        };
        *place += n;
        self.late_entries += late;
    }
    /// Adds another count.
    pub fn merge(&mut self, other: &Self) {
        for status in Status::ALL {
            self.add(status, other.of(status), 0);
        }
        self.late_entries += other.late_entries;
    }
    /// How many have a status.
    pub const fn of(&self, status: Status) -> u64 {
        match status {
            Status::Pending => self.pending,
            Status::AtRisk => self.at_risk,
            Status::Breached => self.breached,
            Status::Met => self.met,
            Status::MissedLate => self.missed_late,
            Status::Cancelled => self.cancelled,
            Status::Excused => self.excused,
        }
    }
    /// All that fall due in the period, whatever became of them.
    pub fn due(&self) -> u64 {
        Status::ALL.into_iter().map(|s| self.of(s)).sum()
    }
    /// `met / (met + breached + missed_late)`.
    pub const fn rate(&self) -> Rate {
        Rate::new(self.met, self.met + self.breached + self.missed_late)
    }
    /// Whether more than 5 % of what counts or was excused is excused: worth a word.
    pub const fn many_excused(&self) -> bool {
        self.excused * 20 > self.met + self.breached + self.missed_late + self.excused
    }
}

/// What sales decided about the handoffs of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Acceptance {
    /// Accepted, or moved straight on.
    pub accepted: u64,
    /// Refused.
    pub rejected: u64,
    /// Not decided yet.
    pub undecided: u64,
}

impl Acceptance {
    /// `accepted / (accepted + rejected)`.
    pub const fn rate(&self) -> Rate {
        Rate::new(self.accepted, self.accepted + self.rejected)
    }
}
