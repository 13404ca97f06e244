//! A lead's past from the dates that another tool kept: a history that could have happened, and what had to be
//! assumed for it.
//!
//! Such dates are not complete: another tool overwrites them when somebody comes back. What contradicts the others
//! is left out (the stage counts as skipped); nothing is invented but what a later stage proves.

use crate::domain::instant::Instant;
use crate::domain::lifecycle::moves_from;
use crate::domain::stage::Stage;

/// What is known of a lead's past.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// «Became a … date», in any order.
    pub dates: Vec<(Stage, Instant)>,
    /// Where the lead stands today, on the success path or `other`.
    pub current: Option<Stage>,
    /// How its status says that it left.
    pub exit: Option<Stage>,
    /// When it was created there.
    pub created: Option<Instant>,
    /// When it was last changed there.
    pub modified: Option<Instant>,
}

/// Why a step is in the past although no date says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Assumed {
    /// Nothing: a date says so.
    No,
    /// The stage is known, its date is not: the last known moment before.
    Undated,
    /// A later stage proves it: a customer had an opportunity.
    Deduced,
    /// The status says so: the last change, or the last known moment.
    Status,
}

/// One entry into a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PastStep {
    /// The stage.
    pub stage: Stage,
    /// When.
    pub at: Instant,
    /// Whether that was assumed.
    pub assumed: Assumed,
}

/// What could not be taken as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PastNote {
    /// No date of becoming a lead: the creation stands for it.
    NoLeadDate,
    /// The date of this stage contradicts those of later stages: it is left out.
    Inverted(Stage),
    /// This stage has no date.
    Undated(Stage),
    /// Customer without an opportunity: one is assumed at the same moment.
    NoOpportunity,
    /// This stage has no place after the others: it is kept with the unknown columns only.
    Unplaced(Stage),
    /// The current stage is before the deepest dated one, which is kept.
    WentBack(Stage),
}

/// A past.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Past {
    /// Its steps, legal in this order, all of one cycle.
    pub steps: Vec<PastStep>,
    /// What was assumed or left out.
    pub notes: Vec<PastNote>,
}

/// The success path as such files know it.
const PATH: [Stage; 8] = [
    Stage::Subscriber,
    Stage::Lead,
    Stage::Mql,
    Stage::Sal,
    Stage::Sql,
    Stage::Opportunity,
    Stage::Customer,
    Stage::Evangelist,
];

/// Rebuilds a past. `now` is the instant of the import, used when nothing is dated.
pub fn rebuild(known: &Known, now: Instant) -> Past {
    let mut past = Past::default();
    let mut dated: Vec<(Stage, Instant)> = Vec::new();
    for stage in PATH {
        dated.extend(known.dates.iter().find(|(of, _)| *of == stage).copied());
    }
    let kept = in_order(&dated);
    past.notes
        .extend(dated.iter().filter(|d| !kept.contains(d)).map(|(stage, _)| PastNote::Inverted(*stage)));
    let mut steps = start(&kept, known, now, &mut past.notes);
    let deepest = steps.iter().filter_map(|step| step.stage.rank()).max();
    match (known.current, known.current.and_then(Stage::rank)) {
        (Some(current), Some(rank)) if deepest.is_none_or(|deepest| rank > deepest) => {
            let at = steps.last().map_or(now, |step| step.at);
            steps.push(PastStep { stage: current, at, assumed: Assumed::Undated });
            past.notes.push(PastNote::Undated(current));
        }
        (Some(current), Some(rank)) if deepest.is_some_and(|deepest| rank < deepest) && rank >= 10 => {
            past.notes.push(PastNote::WentBack(current));
        }
        _ => {}
    }
    past.steps = proved(steps, &mut past.notes);
    leave(&mut past, known);
    past
}

/// The longest part of the dates that never goes back; of two as long, the one that keeps the later stages.
fn in_order(dated: &[(Stage, Instant)]) -> Vec<(Stage, Instant)> {
    let mut best: (u32, usize) = (0, 0);
    for choice in 0..1usize << dated.len() {
        let chosen = || dated.iter().enumerate().filter(|(at, _)| choice >> at & 1 == 1).map(|(_, d)| d.1);
        if chosen().is_sorted() {
            best = best.max((choice.count_ones(), choice));
        }
    }
    dated.iter().enumerate().filter(|(at, _)| best.1 >> at & 1 == 1).map(|(_, d)| *d).collect()
}

/// The dated steps, begun as a history must: subscriber, then lead; or lead.
fn start(kept: &[(Stage, Instant)], known: &Known, now: Instant, notes: &mut Vec<PastNote>) -> Vec<PastStep> {
    let step = |(stage, at): (Stage, Instant)| PastStep { stage, at, assumed: Assumed::No };
    let subscriber = kept.iter().find(|(stage, _)| *stage == Stage::Subscriber).copied();
    let lead = kept.iter().find(|(stage, _)| *stage == Stage::Lead).copied();
    let later: Vec<_> = kept.iter().filter(|(stage, _)| stage.reaches(Stage::Mql)).copied().collect();
    let only_subscribed =
        matches!(known.current, None | Some(Stage::Subscriber)) && lead.is_none() && later.is_empty();
    if only_subscribed && (subscriber.is_some() || known.current == Some(Stage::Subscriber)) {
        let dated = subscriber.map(step);
        let at = known.created.unwrap_or(now);
        return vec![dated.unwrap_or(PastStep { stage: Stage::Subscriber, at, assumed: Assumed::Undated })];
    }
    let first_later = later.first().map(|(_, at)| *at);
    let lead = lead.unwrap_or_else(|| {
        notes.push(PastNote::NoLeadDate);
        let from = subscriber.map_or(Instant::DAWN, |(_, at)| at);
        let at = known.created.unwrap_or_else(|| first_later.unwrap_or(now)).max(from);
        (Stage::Lead, first_later.map_or(at, |later| at.min(later)))
    });
    let subscriber = subscriber.filter(|(_, at)| *at <= lead.1);
    subscriber.into_iter().chain([lead]).chain(later).map(step).collect()
}

/// Adds what a later step proves, and takes out what has no place.
fn proved(steps: Vec<PastStep>, notes: &mut Vec<PastNote>) -> Vec<PastStep> {
    let mut legal: Vec<PastStep> = Vec::with_capacity(steps.len() + 1);
    for step in steps {
        let from = legal.last().map(|before| before.stage);
        let fits = |to: Stage| moves_from(from).any(|stage| stage == to);
        if step.stage == Stage::Customer && !fits(Stage::Customer) && fits(Stage::Opportunity) {
            notes.push(PastNote::NoOpportunity);
            legal.push(PastStep { stage: Stage::Opportunity, at: step.at, assumed: Assumed::Deduced });
            legal.push(step);
        } else if fits(step.stage) {
            legal.push(step);
        } else {
            notes.push(PastNote::Unplaced(step.stage));
        }
    }
    legal
}

/// The end that the status, or the stage `other`, says.
fn leave(past: &mut Past, known: &Known) {
    let other = (known.current == Some(Stage::Other)).then_some(Stage::Other);
    let Some(exit) = other.or(known.exit) else { return };
    let Some(last) = past.steps.last().copied() else { return };
    if !moves_from(Some(last.stage)).any(|stage| stage == exit) {
        past.notes.push(PastNote::Unplaced(exit));
        return;
    }
    let dated = known.dates.iter().find(|(stage, _)| *stage == exit).map(|(_, at)| *at);
    let at = dated.or(known.modified).filter(|at| *at >= last.at).unwrap_or(last.at);
    let assumed = if dated == Some(at) { Assumed::No } else { Assumed::Status };
    past.steps.push(PastStep { stage: exit, at, assumed });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::history::Step;
    use crate::domain::ids::Id;
    use crate::domain::lifecycle::legal;
    use proptest::prelude::*;

    const NOW: Instant = Instant::from_secs(1_000_000);

    fn day(n: i64) -> Instant {
        Instant::from_secs(n * 86_400)
    }
    fn known(dates: &[(Stage, i64)], current: Stage) -> Known {
        let dates = dates.iter().map(|(stage, n)| (*stage, day(*n))).collect();
        Known { dates, current: Some(current), created: Some(day(1)), ..Known::default() }
    }
    fn shown(past: &Past) -> Vec<(Stage, i64)> {
        past.steps.iter().map(|s| (s.stage, s.at.micros() / 86_400_000_000)).collect()
    }

    #[test]
    fn complete_dates_are_taken() {
        let past = rebuild(
            &known(
                &[
                    (Stage::Lead, 1),
                    (Stage::Mql, 2),
                    (Stage::Sql, 3),
                    (Stage::Opportunity, 4),
                    (Stage::Customer, 5),
                ],
                Stage::Customer,
            ),
            NOW,
        );
        assert_eq!(
            shown(&past),
            [
                (Stage::Lead, 1),
                (Stage::Mql, 2),
                (Stage::Sql, 3),
                (Stage::Opportunity, 4),
                (Stage::Customer, 5)
            ]
        );
        assert_eq!(past.notes, []);
    }

    #[test]
    fn ties_keep_the_order_of_stages() {
        let past = rebuild(&known(&[(Stage::Sql, 2), (Stage::Mql, 2), (Stage::Lead, 2)], Stage::Sql), NOW);
        assert_eq!(shown(&past), [(Stage::Lead, 2), (Stage::Mql, 2), (Stage::Sql, 2)]);
    }

    #[test]
    fn an_overwritten_date_is_left_out() {
        let past = rebuild(
            &known(
                &[(Stage::Lead, 1), (Stage::Mql, 9), (Stage::Sql, 3), (Stage::Opportunity, 4)],
                Stage::Opportunity,
            ),
            NOW,
        );
        assert_eq!(shown(&past), [(Stage::Lead, 1), (Stage::Sql, 3), (Stage::Opportunity, 4)]);
        assert_eq!(past.notes, [PastNote::Inverted(Stage::Mql)]);
    }

    #[test]
    fn a_customer_without_dates_had_an_opportunity() {
        let past = rebuild(&known(&[], Stage::Customer), NOW);
        assert_eq!(shown(&past), [(Stage::Lead, 1), (Stage::Opportunity, 1), (Stage::Customer, 1)]);
        assert_eq!(
            past.notes,
            [PastNote::NoLeadDate, PastNote::Undated(Stage::Customer), PastNote::NoOpportunity]
        );
    }

    #[test]
    fn the_lead_date_is_never_after_what_followed() {
        let mut known = known(&[(Stage::Mql, 2)], Stage::Mql);
        known.created = Some(day(8));
        assert_eq!(shown(&rebuild(&known, NOW)), [(Stage::Lead, 2), (Stage::Mql, 2)]);
    }

    #[test]
    fn subscribers_evangelists_others_and_exits() {
        assert_eq!(
            shown(&rebuild(&known(&[(Stage::Subscriber, 3)], Stage::Subscriber), NOW)),
            [(Stage::Subscriber, 3)]
        );
        let evangelist = rebuild(&known(&[(Stage::Lead, 1)], Stage::Evangelist), NOW);
        assert_eq!(shown(&evangelist), [(Stage::Lead, 1)]);
        assert!(evangelist.notes.contains(&PastNote::Unplaced(Stage::Evangelist)));
        assert_eq!(shown(&rebuild(&known(&[], Stage::Other), NOW)), [(Stage::Lead, 1), (Stage::Other, 1)]);
        let mut gone = known(&[(Stage::Lead, 1), (Stage::Mql, 2)], Stage::Mql);
        (gone.exit, gone.modified) = (Some(Stage::Recycled), Some(day(6)));
        assert_eq!(shown(&rebuild(&gone, NOW)), [(Stage::Lead, 1), (Stage::Mql, 2), (Stage::Recycled, 6)]);
        gone.current = Some(Stage::Customer);
        assert!(rebuild(&gone, NOW).notes.contains(&PastNote::Unplaced(Stage::Recycled)));
    }

    proptest! {
        #[test]
        fn every_past_could_have_happened(
            dates in proptest::collection::vec((0usize..12, 0i64..9), 0..9),
            current in proptest::option::of(0usize..12),
            exit in proptest::option::of(0usize..12),
            created in proptest::option::of(0i64..9),
            modified in proptest::option::of(0i64..9),
        ) {
            let known = Known {
                dates: dates.into_iter().map(|(stage, n)| (Stage::ALL[stage], day(n))).collect(),
                current: current.map(|stage| Stage::ALL[stage]),
                exit: exit.map(|stage| Stage::ALL[stage]),
                created: created.map(day),
                modified: modified.map(day),
            };
            let past = rebuild(&known, NOW);
            prop_assert!(!past.steps.is_empty());
            prop_assert!(past.steps.is_sorted_by_key(|step| step.at));
            let steps: Vec<Step> = (1u128..)
                .zip(&past.steps)
                .map(|(n, s)| Step { id: Id::v7(1, n), cycle: 1, to: s.stage, at: s.at })
                .collect();
            prop_assert_eq!(legal(&steps), Ok(()));
        }
    }
}
