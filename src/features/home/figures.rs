//! The manager's month: which leads each number counts, and what it says beside the month before.

use super::model::Figures;
use crate::domain::filter::{Days, Decided, LeadFilter, Reached, Verdict};
use crate::domain::period::Period;
use crate::domain::stage::Stage;
use crate::domain::stats::Rate;
use chrono::{Datelike, NaiveDate};

/// A calendar month up to today, and the lists behind its numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month {
    /// Its days.
    pub period: Period,
}

impl Month {
    /// The month of a day.
    pub fn of(day: NaiveDate) -> Option<Self> {
        Some(Self { period: Period::month(day.year(), day.month())? })
    }
    /// The month before.
    pub fn previous(self) -> Self {
        Self { period: self.period.previous() }
    }
    /// The same, as a filter says them.
    pub fn days(self) -> Days {
        Days::between(self.period.from, self.period.until)
    }
    /// Leads that entered a stage for the first time in the month.
    pub fn reached(self, stage: Stage) -> LeadFilter {
        LeadFilter { reached: Some(Reached { stage, days: self.days() }), ..LeadFilter::default() }
    }
    /// Leads of which a handoff was decided in the month.
    pub fn decided(self, verdict: Verdict) -> LeadFilter {
        LeadFilter { decided: Some(Decided { verdict, days: self.days() }), ..LeadFilter::default() }
    }
    /// The address of the deals won in the month.
    pub fn won(self) -> String {
        let p = self.period;
        format!("{}?outcome=won&closed_from={}&closed_until={}", crate::urls::DEALS, p.from, p.until)
    }
}

impl Figures {
    /// Accepted among decided.
    pub fn acceptance(&self) -> Rate {
        let count = |n: i64| u64::try_from(n).unwrap_or(0);
        Rate::new(count(self.accepted.min(self.decided)), count(self.decided))
    }
}

/// Which parts of the sentence there is something to say about: leads and MQL, decisions, signatures.
pub fn sentence_parts(figures: &Figures) -> [bool; 3] {
    [figures.leads + figures.mql > 0, figures.decided > 0, figures.won > 0]
}
