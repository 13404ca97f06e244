//! Random histories of one lead, such as years of use leave them: skips, detours, returns, ties, late entries,
//! voids, corrections, merges. As known at the end each one is legal; as known before, anything goes.

use proptest::prelude::*;
use relais::domain::history::{Event, EventKind, effective};
use relais::domain::ids::Id;
use relais::domain::instant::Instant;
use relais::domain::lifecycle::{legal, moves_from, new_cycle};
use relais::domain::stage::Stage;

/// 2026-08-31T21:00:00Z: an hour before a month begins in Paris.
const START: i64 = 1_788_210_000;
/// Seconds between two events: often none, sometimes across a day, a month or a change of the clock.
const GAPS: [i64; 8] = [0, 0, 1, 3_600, 7_200, 86_400, 9 * 86_400, 40 * 86_400];
/// Seconds between an event and its entry.
const LAGS: [i64; 8] = [0, 0, 0, 0, 60, 90_000, 10 * 86_400, 60 * 86_400];

/// One lead's events, in a random order; empty for one in some.
pub fn arb_history() -> impl Strategy<Value = Vec<Event>> {
    let walk = prop::collection::vec(any::<[u8; 3]>(), 0..14);
    let changes = prop::collection::vec(any::<[u8; 4]>(), 0..6);
    (walk, changes).prop_map(|(walk, changes)| build(&walk, &changes)).prop_shuffle()
}

/// Instants worth asking about: every event's two times, and just before and after.
pub fn probes(events: &[Event]) -> Vec<Instant> {
    let times = events.iter().flat_map(|event| [event.occurred_at, event.recorded_at]);
    let around = |at: Instant| [-1, 0, 1].map(|by| Instant::from_micros(at.micros() + by));
    let mut all: Vec<Instant> = times.flat_map(around).chain([Instant::from_secs(START)]).collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn pick<T: Copy>(choices: &[T], byte: u8) -> T {
    choices[usize::from(byte) % choices.len()]
}

fn build(walk: &[[u8; 3]], changes: &[[u8; 4]]) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    let (mut from, mut cycle, mut at) = (None, 1, START);
    for (n, [stage, gap, lag]) in (0u128..).zip(walk) {
        let choices: Vec<Stage> = moves_from(from).collect();
        if choices.is_empty() {
            break;
        }
        // `other` ends everything: keep it rare.
        let mut to = pick(&choices, *stage);
        if to == Stage::Other && *gap < 200 {
            to = choices[0];
        }
        cycle += i32::from(new_cycle(from, to));
        at += pick(&GAPS, *gap);
        events.push(Event {
            id: Id::v7(1, n),
            cycle,
            kind: EventKind::Transition,
            to: Some(to),
            occurred_at: Instant::from_secs(at),
            recorded_at: Instant::from_secs(at + pick(&LAGS, *lag)),
            supersedes: None,
            into: None,
        });
        from = Some(to);
    }
    for (n, change) in (100u128..).zip(changes) {
        let later = changed(&events, n, *change);
        if let Some(event) = later {
            let mut next = events.clone();
            next.push(event);
            if legal(&effective(&next, Instant::NEVER).steps).is_ok() {
                events = next;
            }
        }
    }
    events
}

/// A void, a correction or a merge of what is there, recorded after it.
fn changed(events: &[Event], n: u128, [what, which, when, lag]: [u8; 4]) -> Option<Event> {
    let open = |event: &&Event| {
        event.kind != EventKind::Void && !events.iter().any(|other| other.supersedes == Some(event.id))
    };
    let targets: Vec<Event> = events.iter().filter(open).copied().collect();
    let target = *targets.get(usize::from(which) % targets.len().max(1))?;
    let after = target.recorded_at.plus_secs(pick(&LAGS, lag));
    let blank = Event {
        id: Id::v7(1, n),
        cycle: target.cycle,
        kind: EventKind::Void,
        to: None,
        occurred_at: after,
        recorded_at: after,
        supersedes: Some(target.id),
        into: None,
    };
    Some(match what % 4 {
        0 | 1 => blank,
        2 if target.to.is_some() => {
            let moved = target.occurred_at.plus_secs(pick(&GAPS, when) - pick(&GAPS, lag));
            let to = if when % 3 == 0 { Some(pick(&Stage::ALL, when)) } else { target.to };
            let occurred_at = moved.min(after);
            Event { kind: EventKind::Correction, to, occurred_at, ..blank }
        }
        _ => Event { kind: EventKind::Merge, supersedes: None, into: Some(Id::v7(9, n)), ..blank },
    })
}
