//! What a file knows of a lead's past that its history does not.

use super::past::{Assumed, PastStep};
use crate::domain::history::{Event, Step, effective};
use crate::domain::ids::Id;
use crate::domain::instant::Instant;
use crate::domain::lifecycle::legal;

/// The steps that a history lacks.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Those that fit, with their cycle.
    pub new: Vec<(i32, PastStep)>,
    /// How many do not.
    pub unfit: usize,
}

/// Compares a rebuilt past with what is recorded. A stage once entered is known, also when its event was voided since:
/// what somebody took out does not come back by the same file.
pub fn missing(events: &[Event], steps: &[PastStep]) -> Facts {
    let mut facts = Facts::default();
    let mut history = effective(events, Instant::NEVER).steps;
    for step in steps {
        let of_stage = || events.iter().filter(|event| event.to == Some(step.stage));
        let known = match step.assumed {
            Assumed::No => {
                history.iter().any(|s| s.to == step.stage)
                    || of_stage().any(|event| event.occurred_at == step.at)
            }
            _ => {
                of_stage().next().is_some()
                    || history.iter().any(|s| s.to.reaches(step.stage) || s.to.is_detour())
            }
        };
        if known {
            continue;
        }
        let cycle = history.iter().rfind(|s| s.at <= step.at).or(history.first()).map_or(1, |s| s.cycle);
        // After everything of the same instant: ids grow, and the event is new.
        let at = history.iter().position(|s| s.at > step.at).unwrap_or(history.len());
        let id = Id::from_uuid(uuid::Uuid::max());
        history.insert(at, Step { id, cycle, to: step.stage, at: step.at });
        if legal(&history).is_ok() {
            facts.new.push((cycle, *step));
        } else {
            history.remove(at);
            facts.unfit += 1;
        }
    }
    facts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::history::EventKind;
    use crate::domain::stage::Stage::{self, *};

    fn event(n: u128, to: Stage, secs: i64) -> Event {
        let (at, id) = (Instant::from_secs(secs), Id::v7(1, n));
        Event {
            id,
            cycle: 1,
            kind: EventKind::Transition,
            to: Some(to),
            occurred_at: at,
            recorded_at: at,
            supersedes: None,
            into: None,
        }
    }
    fn step(stage: Stage, secs: i64) -> PastStep {
        PastStep { stage, at: Instant::from_secs(secs), assumed: Assumed::No }
    }
    fn stages(facts: &Facts) -> Vec<Stage> {
        facts.new.iter().map(|(_, step)| step.stage).collect()
    }

    #[test]
    fn only_what_is_new_and_fits_is_added() {
        let events = [event(1, Lead, 1), event(2, Mql, 5)];
        let facts = missing(&events, &[step(Lead, 1), step(Mql, 4), step(Sql, 8), step(Customer, 9)]);
        assert_eq!((stages(&facts), facts.unfit), (vec![Sql, Customer], 0));
        let facts = missing(&events, &[step(Sql, 3)]);
        assert_eq!((stages(&facts), facts.unfit), (vec![], 1), "an MQL follows: it would go back");
    }

    #[test]
    fn what_was_voided_does_not_come_back() {
        let mut void = event(3, Mql, 5);
        (void.kind, void.to, void.supersedes) = (EventKind::Void, None, Some(Id::v7(1, 2)));
        let events = [event(1, Lead, 1), event(2, Mql, 5), void];
        assert_eq!(stages(&missing(&events, &[step(Mql, 5)])), []);
        assert_eq!(stages(&missing(&events, &[step(Mql, 6)])), [Mql], "another date is another fact");
    }

    #[test]
    fn what_is_only_assumed_needs_an_empty_place() {
        let assumed = PastStep { assumed: Assumed::Status, ..step(Recycled, 6) };
        assert_eq!(stages(&missing(&[event(1, Lead, 1)], &[assumed])), [Recycled]);
        let mut back = event(3, Mql, 9);
        back.cycle = 2;
        let events = [event(1, Lead, 1), event(2, Recycled, 6), back];
        assert_eq!(stages(&missing(&events, &[assumed])), []);
        let undated = PastStep { assumed: Assumed::Undated, ..step(Mql, 1) };
        assert_eq!(stages(&missing(&[event(1, Lead, 1), event(2, Sql, 2)], &[undated])), []);
    }
}
