//! What is said of a question that cannot be answered.

use crate::domain::dates::DateError;
use crate::domain::funnel::{Fault, ParamError};
use crate::i18n::L;
use crate::web::form::FieldErrors;
use crate::web::words::Words;
use crate::words;

/// Every parameter at fault with its sentence, as the API answers them.
pub fn field_errors(faults: Vec<ParamError>) -> FieldErrors {
    let mut errors = FieldErrors::default();
    for ParamError { field, fault } in faults {
        let why = sentence(&field, fault);
        errors.add(field, why);
    }
    errors
}

/// The same in one sentence, for a page: its address is at fault, not a form.
pub fn one_sentence(faults: Vec<ParamError>) -> Words {
    let errors = field_errors(faults);
    Words::new("funnel_refused", move |l: &L| {
        let each = errors.iter().map(|(field, why)| l.t.funnel_refused_field(field, why.say(l)));
        l.t.funnel_refused(each.collect::<Vec<_>>().join(" "))
    })
}

fn sentence(field: &str, fault: Fault) -> Words {
    match fault {
        Fault::UnknownName => words!(fault_unknown_name),
        Fault::UnknownValue => words!(field_choice),
        Fault::Missing if field == "stage" => words!(fault_stage_missing),
        Fault::Missing => words!(fault_both_dates),
        Fault::Date(DateError::OutOfRange { first, last }) => {
            Words::new("field_out_of_range", move |l: &L| l.t.field_out_of_range(l.date(first), l.date(last)))
        }
        Fault::Date(_) => words!(field_date),
        Fault::Moment => words!(fault_moment),
        Fault::Inverted => words!(fault_inverted),
        Fault::TooLong { days } => words!(fault_too_long, days),
        Fault::StageOrder => words!(fault_stage_order),
        Fault::StageBase { base } => {
            Words::new("fault_stage_base", move |l: &L| l.t.fault_stage_base(l.stage(base)))
        }
        Fault::StageNotShown => words!(fault_stage_not_shown),
        Fault::NotLater => words!(fault_not_later),
        Fault::CohortOnly => words!(fault_cohort_only),
        Fault::Number => words!(fault_decimal),
        Fault::OutOfRange { above, max } => {
            Words::new("fault_above", move |l: &L| l.t.fault_above(above.to_string(), max.to_string()))
        }
        Fault::TargetCount { steps, given } => words!(fault_target_count, steps, given),
        Fault::TooMany { max } => words!(fault_too_many, max),
    }
}
