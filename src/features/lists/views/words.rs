//! Words that several pages of lists share.

use crate::domain::filter::{FilterError, Problem};
use crate::domain::instant::Instant;
use crate::domain::lead_status::LeadStatus;
use crate::i18n::L;
use crate::i18n::format::relative::{AgeUnit, age};
use crate::web::error::AppError;
use crate::web::words::Words;
use crate::words;

/// How long since an instant, as short as a column allows: «3 j».
pub fn age_short(l: &L, at: Instant) -> String {
    let age = age(at, l.now, l.zone);
    let n = age.count;
    match age.unit {
        AgeUnit::Now => l.t.list_age_minutes(0),
        AgeUnit::Minutes => l.t.list_age_minutes(n),
        AgeUnit::Hours => l.t.list_age_hours(n),
        AgeUnit::Days => l.t.list_age_days(n),
        AgeUnit::Months => l.t.list_age_months(n),
        AgeUnit::Years => l.t.list_age_years(n),
    }
}

/// The name of a sub-state.
pub fn status(l: &L, status: LeadStatus) -> String {
    match status {
        LeadStatus::New => l.t.list_status_new(),
        LeadStatus::Attempting => l.t.list_status_attempting(),
        LeadStatus::Connected => l.t.list_status_connected(),
        LeadStatus::Qualifying => l.t.list_status_qualifying(),
        LeadStatus::OpenDeal => l.t.list_status_open_deal(),
        LeadStatus::Callback => l.t.list_status_callback(),
        LeadStatus::Unreachable => l.t.list_status_unreachable(),
        LeadStatus::Closed => l.t.list_status_closed(),
    }
}

/// 400 that names the parameter and says what it accepts.
pub fn filter_error(error: FilterError) -> AppError {
    AppError::BadRequest(sentence(error))
}

fn sentence(FilterError { parameter, problem }: FilterError) -> Words {
    match problem {
        Problem::NotOneOf { value, choices } => {
            let choices = choices.join(", ");
            words!(list_error_choice, parameter, value, choices)
        }
        Problem::NotAnId(value) => words!(list_error_id, parameter, value),
        Problem::NotADate(value) => words!(list_error_date, parameter, value),
        Problem::NotAPlace(value) => words!(list_error_place, parameter, value),
        Problem::TooLong(max) => {
            let max = i64::try_from(max).unwrap_or(i64::MAX);
            words!(list_error_long, parameter, max)
        }
        Problem::Twice => words!(list_error_twice, parameter),
    }
}
