//! The pages of the agreement, as values; templates turn them into words. Read next: `views/month.rs`.

mod agreement;
mod calendar;
mod chart;
mod leads;
mod line;
mod month;

pub use agreement::AgreementPage;
pub use calendar::{CalendarPage, CalendarSheet};
pub use leads::{LeadsPage, Question, What};
pub use line::Told;
pub use month::{Month, Names, SlaPage};

use crate::domain::period::Period;
use crate::domain::sla::{Kind, Status};
use crate::i18n::L;
use crate::web::query::encode;

/// A month as addresses say it.
fn month_code(month: Period) -> String {
    month.from.format("%Y-%m").to_string()
}

/// An address with these parameters.
fn url(path: &str, pairs: &[(&str, &str)]) -> String {
    format!("{path}?{}", encode(pairs.iter().copied()))
}

/// Open time: `4 h 02`, `38 min`.
pub(super) fn open_time(l: &L, seconds: i64) -> String {
    let minutes = seconds.max(0) / 60;
    if minutes < 60 {
        return l.t.sla_minutes(minutes.to_string());
    }
    l.t.sla_hours(l.int(minutes / 60), format!("{:02}", minutes % 60))
}

/// The name of a status.
pub fn status_text(l: &L, status: Status) -> String {
    match status {
        Status::Pending => l.t.sla_pending(),
        Status::AtRisk => l.t.sla_at_risk(),
        Status::Breached => l.t.sla_breached(),
        Status::Met => l.t.sla_met(),
        Status::MissedLate => l.t.sla_missed_late(),
        Status::Cancelled => l.t.sla_cancelled(),
        Status::Excused => l.t.sla_excused_status(),
    }
}

/// The name of an obligation.
pub(super) fn kind_text(l: &L, kind: Kind) -> String {
    match kind {
        Kind::FirstContact => l.t.sla_first_contact(),
        Kind::Decision => l.t.sla_decision(),
    }
}
