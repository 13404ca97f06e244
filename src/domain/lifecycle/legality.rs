//! Whether a whole history could have happened.

use super::moves;
use crate::domain::history::Step;
use crate::domain::ids::{Id, of};
use crate::domain::stage::Stage;

/// Two neighbours of a history that cannot follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clash {
    /// The earlier step; `None` when the history cannot start with `after`.
    pub before: Option<Step>,
    /// The later step.
    pub after: Step,
    /// What is wrong between them.
    pub rule: ClashRule,
}

/// Why two steps cannot follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClashRule {
    /// A history starts with `subscriber` or `lead`.
    Start,
    /// The stage is entered while in it.
    Repeated,
    /// A step back on the success path within a cycle: correct the earlier entry, or leave and come back.
    Backward,
    /// There is no such move.
    NoSuchMove,
    /// The cycle number should have been this.
    Cycle(i32),
}

impl ClashRule {
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Repeated => "repeated",
            Self::Backward => "backward",
            Self::NoSuchMove => "no_such_move",
            Self::Cycle(_) => "cycle",
        }
    }
}

impl Clash {
    /// The step that `event` clashes with; when `event` is neither (it was taken out), the later step.
    pub fn neighbour(&self, event: Id<of::Event>) -> Option<Step> {
        if self.after.id == event { self.before } else { Some(self.after) }
    }
}

/// Replays effective steps, in (at, id) order, on stages and cycles only. An empty history is legal.
///
/// # Errors
/// The first [`Clash`].
pub fn legal(steps: &[Step]) -> Result<(), Clash> {
    let mut before: Option<Step> = None;
    for &after in steps {
        if let Some(rule) = broken(before, after) {
            return Err(Clash { before, after, rule });
        }
        before = Some(after);
    }
    Ok(())
}

fn broken(before: Option<Step>, after: Step) -> Option<ClashRule> {
    let from = before.map(|step| step.to);
    if moves::who(from, after.to).is_none() {
        return Some(match from {
            None => ClashRule::Start,
            Some(from) if from == after.to => ClashRule::Repeated,
            Some(from) if backward(from, after.to) => ClashRule::Backward,
            Some(_) => ClashRule::NoSuchMove,
        });
    }
    let cycle =
        before.map_or(1, |step| step.cycle.saturating_add(i32::from(moves::new_cycle(from, after.to))));
    (after.cycle != cycle).then_some(ClashRule::Cycle(cycle))
}

fn backward(from: Stage, to: Stage) -> bool {
    matches!((from.rank(), to.rank()), (Some(from), Some(to)) if to < from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::instant::Instant;
    use Stage::*;

    fn history(path: &[(Stage, i32)]) -> Vec<Step> {
        let steps = (1i64..).zip(1u128..).zip(path);
        steps
            .map(|((secs, n), &(to, cycle))| Step {
                id: Id::v7(1, n),
                cycle,
                to,
                at: Instant::from_secs(secs),
            })
            .collect()
    }

    fn rule(path: &[(Stage, i32)]) -> Option<ClashRule> {
        legal(&history(path)).err().map(|clash| clash.rule)
    }

    #[test]
    fn success_path_skips_detours_and_returns_are_legal() {
        assert_eq!(rule(&[]), None);
        assert_eq!(
            rule(&[
                (Subscriber, 1),
                (Lead, 1),
                (Mql, 1),
                (Sal, 1),
                (Sql, 1),
                (Opportunity, 1),
                (Customer, 1),
                (Evangelist, 1)
            ]),
            None
        );
        assert_eq!(
            rule(&[
                (Lead, 1),
                (Opportunity, 1),
                (Lost, 1),
                (Recycled, 1),
                (Disqualified, 1),
                (Mql, 2),
                (Recycled, 2)
            ]),
            None
        );
        assert_eq!(rule(&[(Lead, 1), (Sql, 1), (Customer, 1)]), None);
    }

    #[test]
    fn each_way_to_be_illegal_is_named() {
        assert_eq!(rule(&[(Mql, 1)]), Some(ClashRule::Start));
        assert_eq!(rule(&[(Lead, 2)]), Some(ClashRule::Cycle(1)));
        assert_eq!(rule(&[(Lead, 1), (Lead, 1)]), Some(ClashRule::Repeated));
        assert_eq!(rule(&[(Lead, 1), (Sql, 1), (Mql, 1)]), Some(ClashRule::Backward));
        assert_eq!(rule(&[(Lead, 1), (Customer, 1)]), Some(ClashRule::NoSuchMove));
        assert_eq!(rule(&[(Lead, 1), (Other, 1), (Lead, 1)]), Some(ClashRule::NoSuchMove));
        assert_eq!(rule(&[(Lead, 1), (Recycled, 1), (Mql, 1)]), Some(ClashRule::Cycle(2)));
        assert_eq!(rule(&[(Lead, 1), (Recycled, 1), (Mql, 2), (Sal, 1)]), Some(ClashRule::Cycle(2)));
        assert_eq!(rule(&[(Lead, 1), (Opportunity, 1), (Recycled, 1)]), Some(ClashRule::NoSuchMove));
    }

    #[test]
    fn the_neighbour_is_the_other_one() {
        let steps = history(&[(Lead, 1), (Sql, 1), (Mql, 1)]);
        let clash = legal(&steps).unwrap_err();
        assert_eq!(clash.neighbour(steps[2].id), Some(steps[1]));
        assert_eq!(clash.neighbour(steps[1].id), Some(steps[2]));
    }
}
