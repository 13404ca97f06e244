//! Answers the pages of the agreement.

pub mod agreement;
pub mod calendar;
mod excuse;
mod lists;
mod month;

pub use excuse::excuse;
pub use lists::leads;
pub use month::index;

use super::form;
use crate::domain::period::Period;
use crate::domain::zone::local_date;
use crate::web::error::AppError;
use crate::web::query::Query;
use crate::words;
use chrono::Datelike;
use chrono_tz::Tz;

/// The month that an address asks for, or this one.
fn month_of(query: &Query, now: crate::domain::instant::Instant, zone: Tz) -> Result<Period, AppError> {
    let today = local_date(now, zone);
    let month = match query.get("month") {
        Some(text) => form::month(text),
        None => Period::month(today.year(), today.month()),
    };
    month.ok_or_else(|| AppError::Refused(words!(sla_month)))
}
