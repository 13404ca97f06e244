//! Actions from one meeting to the next: how old they are, what is late, and how many were done in time.

use chrono::{Days, NaiveDate};

/// Actions due in so many days up to the review make the completion rate.
const LOOKED_BACK: u64 = 28;

/// What is known of an action when a review looks at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActionFacts {
    /// Monday of the week in whose review it was agreed.
    pub agreed: NaiveDate,
    /// When it is due.
    pub due: NaiveDate,
    /// The day it was done.
    pub done: Option<NaiveDate>,
}

/// A meeting that was held: the Monday of its week, and the day on which it was closed.
pub type Held = (NaiveDate, NaiveDate);

/// An action at one review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Meetings held since it was agreed, that one included; 0 when it is of this very review.
    pub age: u32,
    /// Meetings at which it was late, this one included; 0 while it is not.
    pub late: u32,
}

/// How an open action stands at the review of the week that begins on `monday`, seen from `day`. `held` are the
/// reviews closed before.
pub fn standing(action: &ActionFacts, monday: NaiveDate, day: NaiveDate, held: &[Held]) -> Standing {
    let earlier = held.iter().filter(|(week, _)| *week < monday);
    let age = earlier.clone().filter(|(week, _)| *week >= action.agreed).count();
    let late = if action.due < day {
        1 + earlier.filter(|(week, closed)| *week >= action.agreed && *closed > action.due).count()
    } else {
        0
    };
    let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Standing { age: small(age), late: small(late) }
}

/// Actions done in time among those that were due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Completion {
    /// Done by their day.
    pub done: u64,
    /// Due in the four weeks up to the review, of earlier meetings.
    pub due: u64,
}

/// Counts the actions of earlier meetings that fell due in the four weeks up to `day`, that day included.
pub fn completion<'a>(
    actions: impl IntoIterator<Item = &'a ActionFacts>,
    monday: NaiveDate,
    day: NaiveDate,
) -> Completion {
    let first = day.checked_sub_days(Days::new(LOOKED_BACK)).unwrap_or(day);
    let mut completion = Completion::default();
    for action in actions {
        if action.agreed < monday && action.due > first && action.due <= day {
            completion.due += 1;
            completion.done += u64::from(action.done.is_some_and(|done| done <= action.due));
        }
    }
    completion
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }
    fn action(agreed: &str, due: &str, done: Option<&str>) -> ActionFacts {
        ActionFacts { agreed: day(agreed), due: day(due), done: done.map(day) }
    }

    /// Three were due, one was done; three are carried, two of them late.
    #[test]
    fn one_in_three_was_done() {
        let actions = [
            action("2026-11-02", "2026-11-11", Some("2026-11-10")),
            action("2026-11-02", "2026-11-11", None),
            action("2026-11-09", "2026-11-18", None),
            action("2026-11-09", "2026-12-04", None),
        ];
        let (monday, friday) = (day("2026-11-16"), day("2026-11-20"));
        assert_eq!(completion(&actions, monday, friday), Completion { done: 1, due: 3 });
        let held = [(day("2026-11-02"), day("2026-11-06")), (day("2026-11-09"), day("2026-11-13"))];
        let carried: Vec<_> =
            actions.iter().filter(|a| a.done.is_none()).map(|a| standing(a, monday, friday, &held)).collect();
        let expected = [(2, 2), (1, 1), (1, 0)].map(|(age, late)| Standing { age, late });
        assert_eq!(carried, expected);
    }

    #[test]
    fn what_was_done_late_was_due_all_the_same() {
        let late = action("2026-11-02", "2026-11-11", Some("2026-11-13"));
        assert_eq!(completion(&[late], day("2026-11-16"), day("2026-11-20")), Completion { done: 0, due: 1 });
        let fresh = action("2026-11-16", "2026-11-20", None);
        assert_eq!(completion(&[fresh], day("2026-11-16"), day("2026-11-20")), Completion::default());
    }

    proptest! {
        #[test]
        fn nothing_is_late_oftener_than_it_was_discussed(due in 0i32..200, now in 0i32..200, weeks in proptest::collection::vec(0i32..30, 0..12)) {
            let date = |n: i32| crate::domain::zone::date_of(20_000 + n).unwrap();
            let a = ActionFacts { agreed: date(0), due: date(due), done: None };
            let held: Vec<_> = weeks.iter().map(|w| (date(w * 7), date(w * 7 + 4))).collect();
            let s = standing(&a, date(now), date(now), &held);
            prop_assert!(s.late <= s.age + 1);
            prop_assert_eq!(s.late > 0, due < now);
        }
    }
}
