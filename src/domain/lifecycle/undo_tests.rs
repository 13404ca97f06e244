//! Voids, corrections, the bin and its way back, the survivor of a merge.

use super::*;
use crate::domain::history::{Effective, Event, EventKind, effective, project};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::stage::Stage::{self, *};

const NOW: Instant = Instant::from_secs(1_800_000_000);
const HOUR: i64 = 3_600;

fn member(n: u128) -> Option<Id<of::Member>> {
    Some(Id::v7(1, n))
}

fn author() -> Actor {
    Actor { member: member(1), role: Role::Rep, team: Some(Team::Sales) }
}

fn manager() -> Actor {
    Actor { member: member(2), role: Role::Manager, team: Some(Team::Sales) }
}

fn id(n: u128) -> Id<of::Event> {
    Id::v7(2, n)
}

/// One event an hour, by member 1, the last one an hour ago.
fn history(path: &[(Stage, i32)]) -> Vec<Authored> {
    let hours = (1..=i64::try_from(path.len()).unwrap()).rev();
    (1u128..)
        .zip(hours)
        .zip(path)
        .map(|((n, ago), &(to, cycle))| {
            let at = NOW.plus_secs(-ago * HOUR);
            let event = Event {
                id: id(n),
                cycle,
                kind: EventKind::Transition,
                to: Some(to),
                occurred_at: at,
                recorded_at: at,
                supersedes: None,
                into: None,
            };
            Authored { event, author: member(1) }
        })
        .collect()
}

fn added(kind: EventKind, n: u128, supersedes: Option<u128>, recorded_at: Instant) -> Authored {
    let event = Event {
        id: id(n),
        cycle: 1,
        kind,
        to: None,
        occurred_at: recorded_at,
        recorded_at,
        supersedes: supersedes.map(id),
        into: (kind == EventKind::Merge).then(|| Id::v7(9, 9)),
    };
    Authored { event, author: member(1) }
}

#[test]
fn a_void_is_the_authors_for_a_day_then_a_managers() {
    let events = history(&[(Lead, 1), (Sql, 1), (Opportunity, 1)]);
    let plan = plan_void(&author(), &events, id(3), NOW).unwrap();
    assert_eq!((plan.supersedes, plan.deal, plan.unmerges), (id(3), Some(DealUndo::Cancel), false));
    let later = NOW.plus_secs(23 * HOUR);
    assert_eq!(plan_void(&author(), &events, id(3), later).unwrap_err().code(), "too_old");
    assert!(plan_void(&manager(), &events, id(3), later).is_ok());
    let stranger = Actor { member: member(3), ..author() };
    assert_eq!(plan_void(&stranger, &events, id(3), NOW), Err(Refusal::NotAuthor { author: member(1) }));
    assert_eq!(plan_void(&author(), &events, id(9), NOW), Err(Refusal::UnknownEvent));
}

#[test]
fn what_remains_must_be_legal_and_nothing_goes_twice() {
    let mut events = history(&[(Lead, 1), (Recycled, 1), (Mql, 2), (Sal, 2)]);
    let Err(Refusal::Clash { clash, neighbour }) = plan_void(&manager(), &events, id(2), NOW) else {
        panic!()
    };
    assert_eq!((clash.rule, neighbour.map(|step| step.to)), (ClashRule::Cycle(1), Some(Mql)));
    events.push(added(EventKind::Void, 5, Some(4), NOW));
    assert_eq!(plan_void(&manager(), &events, id(4), NOW), Err(Refusal::AlreadySuperseded { by: id(5) }));
    assert_eq!(plan_void(&manager(), &events, id(5), NOW), Err(Refusal::VoidOfVoid));
}

#[test]
fn a_merge_is_undone_by_a_void_and_stops_everything_else() {
    let mut events = history(&[(Lead, 1), (Mql, 1)]);
    events.push(added(EventKind::Merge, 3, None, NOW));
    assert_eq!(plan_void(&manager(), &events, id(2), NOW).unwrap_err().code(), "merged");
    assert!(plan_void(&author(), &events, id(3), NOW).unwrap().unmerges);
    assert_eq!(trash(&manager(), &events, NOW).unwrap_err().code(), "merged");
}

#[test]
fn a_correction_keeps_its_cycle_and_its_neighbours() {
    let events = history(&[(Lead, 1), (Mql, 1), (Sql, 1)]); // 3, 2 and 1 hours ago
    let request = |to, hours: i64, reason: &str| CorrectionRequest {
        target: id(2),
        to,
        occurred_at: NOW.plus_secs(-hours * HOUR / 2),
        reason: Some(reason.to_owned()),
    };
    let step = plan_correction(&author(), &events, &request(Sal, 3, "accepté aussitôt"), NOW).unwrap();
    assert_eq!((step.to, step.cycle), (Sal, 1));
    let clash = plan_correction(&author(), &events, &request(Mql, 1, "plus tard"), NOW).unwrap_err();
    assert!(
        matches!(clash, Rejection::Refused(Refusal::Clash { neighbour: Some(step), .. }) if step.to == Sql)
    );
    let faults = plan_correction(&author(), &events, &request(Opportunity, 40, " "), NOW).unwrap_err();
    let Rejection::Fields(faults) = faults else { panic!() };
    let codes: Vec<_> = faults.iter().map(|fault| (fault.field.code(), fault.rule.code())).collect();
    assert_eq!(codes, [("reason", "required"), ("occurred_at", "before_cycle"), ("to", "decided_by_deal")]);
    let birth = CorrectionRequest { target: id(1), ..request(Lead, 200, "créé plus tôt") };
    assert!(plan_correction(&author(), &events, &birth, NOW).is_ok());
}

#[test]
fn a_binned_lead_leaves_every_report_and_comes_back_whole() {
    let mut events = history(&[(Lead, 1), (Mql, 1), (Recycled, 1), (Mql, 2)]);
    let before = project(&events.iter().map(|a| a.event).collect::<Vec<_>>(), chrono_tz::Europe::Paris);
    let voided = trash(&author(), &events, NOW).unwrap();
    assert_eq!(voided.iter().map(|event| event.id).collect::<Vec<_>>(), [id(4), id(3), id(2), id(1)]);
    let raw = |events: &[Authored]| events.iter().map(|a| a.event).collect::<Vec<_>>();
    assert_eq!(restore(&raw(&events), NOW), Err(Refusal::NotTrashed));
    for (n, event) in (10u128..).zip(&voided) {
        // Every prefix is legal: the plan of each void agrees.
        assert!(plan_void(&author(), &events, event.id, NOW).is_ok());
        let mut void = added(EventKind::Void, n, None, NOW);
        void.event.supersedes = Some(event.id);
        events.push(void);
    }
    let binned = project(&raw(&events), chrono_tz::Europe::Paris);
    assert_eq!((binned.current, binned.journey, binned.passages.len()), (None, None, 0));
    assert_eq!(trash(&manager(), &events, NOW), Err(Refusal::Trashed));

    let soon = NOW.plus_secs(29 * 24 * HOUR);
    let back = restore(&raw(&events), soon).unwrap();
    for (n, entry) in (20u128..).zip(&back) {
        let mut again = added(EventKind::Transition, n, None, soon);
        again.event = Event { to: Some(entry.to), cycle: entry.cycle, occurred_at: entry.at, ..again.event };
        events.push(again);
    }
    let after = project(&raw(&events), chrono_tz::Europe::Paris);
    assert_eq!((after.journey, after.passages), (before.journey, before.passages));
    assert!(effective(&raw(&events), NOW).steps.is_empty());
    assert_eq!(
        restore(&raw(&events[..8]), NOW.plus_secs(30 * 24 * HOUR)).unwrap_err().code(),
        "restore_expired"
    );
    assert_eq!(restore(&[], NOW), Err(Refusal::NothingToRestore));
}

#[test]
fn the_survivor_is_the_deeper_then_the_older() {
    let lead = |path: &[(Stage, i32)]| {
        project(&history(path).iter().map(|a| a.event).collect::<Vec<_>>(), chrono_tz::Europe::Paris)
    };
    let (shallow, deep, old) =
        (lead(&[(Lead, 1)]), lead(&[(Lead, 1), (Sql, 1)]), lead(&[(Subscriber, 1), (Lead, 1)]));
    let (one, two) = (Id::v7(1, 1), Id::v7(1, 2));
    assert_eq!(propose_survivor((one, &shallow), (two, &deep)), two);
    assert_eq!(propose_survivor((one, &shallow), (two, &old)), two);
    assert_eq!(propose_survivor((one, &deep), (two, &deep)), one);

    let known =
        |path: &[(Stage, i32)]| effective(&history(path).iter().map(|a| a.event).collect::<Vec<_>>(), NOW);
    let live = known(&[(Lead, 1)]);
    assert_eq!(may_merge(&manager(), (one, &live), (two, &live)), Ok(()));
    assert_eq!(may_merge(&author(), (one, &live), (two, &live)), Err(Refusal::OnlyMarketing));
    assert_eq!(may_merge(&manager(), (one, &live), (one, &live)), Err(Refusal::MergeWithItself));
    assert_eq!(may_merge(&manager(), (one, &live), (two, &Effective::default())), Err(Refusal::Trashed));
}
