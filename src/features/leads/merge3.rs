//! Two people edit one lead: what each changed is kept, and only a field that both changed differently is asked about.

use super::model::LeadFields;
use std::collections::BTreeMap;

/// A field that two people changed differently, as [`LeadFields::texts`] writes values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// Its form name.
    pub field: &'static str,
    /// What this form says.
    pub mine: String,
    /// What the lead says now.
    pub theirs: String,
    /// What both started from.
    pub base: String,
}

/// Merges the fields that `present` says the form has: `mine` as typed, `theirs` as the row is now, `held` what the
/// fields changed since the form was shown held then.
///
/// # Errors
/// Every conflict, in the order of the fields.
pub fn merge(
    held: &BTreeMap<String, String>,
    theirs: &LeadFields,
    mine: &LeadFields,
    present: impl Fn(&str) -> bool,
) -> Result<LeadFields, Vec<Conflict>> {
    let mut merged = theirs.clone();
    let mut conflicts = Vec::new();
    for ((field, now), (_, typed)) in theirs.texts().into_iter().zip(mine.texts()) {
        if !present(field) || typed == now {
            continue;
        }
        let base = held.get(field).unwrap_or(&now);
        if typed == *base {
            continue; // only they changed it
        }
        if now == *base {
            take(field, mine, &mut merged);
        } else {
            conflicts.push(Conflict { field, mine: typed, theirs: now.clone(), base: base.clone() });
        }
    }
    if merged.owner_sales.is_some() && merged.queue.is_some() {
        // whoever has it now, it waits no longer
        if merged.owner_sales == theirs.owner_sales { merged.owner_sales = None } else { merged.queue = None }
    }
    if conflicts.is_empty() { Ok(merged) } else { Err(conflicts) }
}

fn take(field: &str, from: &LeadFields, to: &mut LeadFields) {
    match field {
        "first_name" => to.first_name.clone_from(&from.first_name),
        "last_name" => to.last_name.clone_from(&from.last_name),
        "email" => to.email.clone_from(&from.email),
        "phone" => to.phone.clone_from(&from.phone),
        "job_title" => to.job_title.clone_from(&from.job_title),
        "company" => to.company = from.company,
        "source" => to.source = from.source,
        "latest_source" => to.latest_source = from.latest_source,
        "medium" => to.medium.clone_from(&from.medium),
        "campaign" => to.campaign = from.campaign,
        "content" => to.content = from.content,
        "term" => to.term.clone_from(&from.term),
        "persona" => to.persona = from.persona,
        "pain_points" => to.pain_points.clone_from(&from.pain_points),
        "need" => to.need.clone_from(&from.need),
        "estimated_value" => to.estimated_value_minor = from.estimated_value_minor,
        "consent_basis" => to.consent_basis.clone_from(&from.consent_basis),
        "status" => to.status = from.status,
        "revisit_on" => to.revisit_on = from.revisit_on,
        "owner_mkt" => to.owner_mkt = from.owner_mkt,
        "owner" => to.owner_sales = from.owner_sales,
        "queue" => to.queue = from.queue,
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::Id;

    fn lead(phone: &str, title: &str) -> LeadFields {
        LeadFields {
            phone: phone.to_owned(),
            job_title: title.to_owned(),
            ..LeadFields::unknown(Id::v7(1, 1))
        }
    }

    fn held(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(field, value)| ((*field).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn what_each_changed_is_kept() {
        // both saw ("1", "a"); they changed the phone, I change the title
        let merged = merge(&held(&[("phone", "1")]), &lead("2", "a"), &lead("1", "b"), |_| true);
        assert_eq!(merged, Ok(lead("2", "b")));
    }

    #[test]
    fn the_same_change_twice_is_no_conflict() {
        let merged = merge(&held(&[("phone", "1")]), &lead("2", "a"), &lead("2", "a"), |_| true);
        assert_eq!(merged, Ok(lead("2", "a")));
    }

    #[test]
    fn a_field_that_both_changed_is_asked_about() {
        let conflicts =
            merge(&held(&[("phone", "1")]), &lead("2", "a"), &lead("3", "b"), |_| true).unwrap_err();
        let expected = Conflict { field: "phone", mine: "3".into(), theirs: "2".into(), base: "1".into() };
        assert_eq!(conflicts, [expected]);
    }

    #[test]
    fn a_field_that_the_form_lacks_is_left_alone() {
        let merged = merge(&held(&[]), &lead("2", "a"), &lead("", "b"), |field| field == "job_title");
        assert_eq!(merged, Ok(lead("2", "b")));
    }

    #[test]
    fn every_field_can_be_taken() {
        let mut other = lead("9", "z");
        other.first_name = "x".into();
        other.owner_mkt = Some(Id::v7(1, 7));
        other.owner_sales = Some(Id::v7(1, 8));
        other.persona = Some(Id::v7(1, 9));
        other.revisit_on = chrono::NaiveDate::from_ymd_opt(2026, 12, 1);
        other.estimated_value_minor = Some(5);
        other.source = Id::v7(1, 2);
        other.need = "n".into();
        assert_eq!(merge(&held(&[]), &lead("", ""), &other, |_| true), Ok(other));
    }
}
