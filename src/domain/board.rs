//! What stands above a column of the board: how many leads, what they are worth, how long they have been there.

use super::money::{Minor, TooLarge};

/// Leads of a column that have been in their stage for the same number of whole days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AgeGroup {
    /// Whole days of 24 hours in the stage.
    pub days: i64,
    /// How many leads.
    pub leads: i64,
    /// The sum of their values, minor units; leads without one count nothing.
    pub value: Minor,
}

/// The figures of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ColumnTotals {
    /// How many leads.
    pub leads: i64,
    /// What they are worth together.
    pub value: Minor,
    /// The median of their whole days in the stage, rounded down between two; `None` without leads.
    pub median_days: Option<i64>,
}

/// The figures of a column, from its leads grouped by age in any order.
///
/// # Errors
/// [`TooLarge`] when the sum does not fit.
pub fn totals(groups: &[AgeGroup]) -> Result<ColumnTotals, TooLarge> {
    let leads = groups.iter().map(|group| group.leads).sum();
    let value = Minor::sum(groups.iter().map(|group| group.value))?;
    let mut sorted = groups.to_vec();
    sorted.sort_by_key(|group| group.days);
    // The lead at a position, from 0, by age.
    let at = |position: i64| {
        let mut seen = 0;
        sorted.iter().find_map(|group| {
            seen += group.leads;
            (position < seen).then_some(group.days)
        })
    };
    let median_days = match (at((leads - 1) / 2), at(leads / 2)) {
        (Some(lower), Some(upper)) if leads > 0 => Some(lower + (upper - lower) / 2),
        _ => None,
    };
    Ok(ColumnTotals { leads, value, median_days })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn group(days: i64, leads: i64, value: i64) -> AgeGroup {
        AgeGroup { days, leads, value: Minor(value) }
    }

    #[test]
    fn an_empty_column_has_no_median() {
        let none = ColumnTotals { leads: 0, value: Minor(0), median_days: None };
        assert_eq!(totals(&[]), Ok(none));
    }

    #[test]
    fn the_median_lies_between_two_when_they_are_even() {
        let t = totals(&[group(9, 1, 500), group(2, 1, 100)]).unwrap();
        assert_eq!((t.leads, t.value, t.median_days), (2, Minor(600), Some(5)));
    }

    #[test]
    fn a_sum_that_does_not_fit_is_said() {
        assert_eq!(totals(&[group(1, 1, i64::MAX), group(1, 1, 1)]), Err(TooLarge));
    }

    proptest! {
        /// Against one entry per lead, sorted.
        #[test]
        fn totals_equal_the_naive_ones(leads in proptest::collection::vec((0i64..400, 0i64..1_000_000), 0..60)) {
            let groups: Vec<_> = leads.iter().map(|(days, value)| group(*days, 1, *value)).collect();
            let found = totals(&groups).unwrap();
            let mut days: Vec<_> = leads.iter().map(|(days, _)| *days).collect();
            days.sort_unstable();
            let middle = days.len() / 2;
            let naive = match days.len() {
                0 => None,
                n if n % 2 == 1 => Some(days[middle]),
                _ => Some((days[middle - 1] + days[middle]) / 2),
            };
            prop_assert_eq!(found.median_days, naive);
            prop_assert_eq!(found.leads, i64::try_from(leads.len()).unwrap());
            prop_assert_eq!(found.value, Minor(leads.iter().map(|(_, value)| value).sum()));
        }
    }
}
