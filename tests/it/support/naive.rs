//! The figures of one lead, recomputed from its events by definition alone: no code shared with the projection,
//! no attention to speed. It is what the projection, the SQL and the reports are compared with.

use chrono::{DateTime, NaiveDate};
use relais::domain::history::{Event, EventKind};
use relais::domain::instant::Instant;
use relais::domain::stage::Stage;

/// The success path, in order, and which of it a funnel shows.
const PATH: [&str; 8] = ["subscriber", "lead", "mql", "sal", "sql", "opportunity", "customer", "evangelist"];
pub const FUNNEL: [&str; 6] = ["lead", "mql", "sal", "sql", "opportunity", "customer"];

/// An entry that holds.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    pub event: &'a Event,
    pub stage: &'static str,
}

fn place(stage: &str) -> Option<usize> {
    PATH.iter().position(|code| *code == stage)
}

fn known(event: &Event, k: Instant) -> bool {
    event.recorded_at <= k
}

fn taken_out(event: &Event, events: &[Event], k: Instant) -> bool {
    events.iter().any(|other| known(other, k) && other.supersedes == Some(event.id))
}

/// Whether the lead is merged, as known at `k`.
pub fn merged(events: &[Event], k: Instant) -> bool {
    events
        .iter()
        .any(|event| event.kind == EventKind::Merge && known(event, k) && !taken_out(event, events, k))
}

/// Whether one comes before the other in the history.
fn before(one: &Event, other: &Event) -> bool {
    one.occurred_at < other.occurred_at || (one.occurred_at == other.occurred_at && one.id < other.id)
}

/// Entries that hold at `k` and had occurred by `d`, in order; none when merged.
pub fn entries(events: &[Event], d: Instant, k: Instant) -> Vec<Entry<'_>> {
    if merged(events, k) {
        return Vec::new();
    }
    let mut entries: Vec<Entry<'_>> = Vec::new();
    for event in events {
        if let Some(stage) = event.to
            && known(event, k)
            && !taken_out(event, events, k)
            && event.occurred_at <= d
        {
            let after = entries.iter().filter(|entry| before(entry.event, event)).count();
            entries.insert(after, Entry { event, stage: stage.code() });
        }
    }
    entries
}

/// Where the lead stands at `d`, as known at `k`.
pub fn stage_at(events: &[Event], d: Instant, k: Instant) -> Option<&'static str> {
    entries(events, d, k).last().map(|entry| entry.stage)
}

/// Its base event for cohorts of `base`.
pub fn base<'a>(events: &'a [Event], base: &str, d: Instant, k: Instant) -> Option<&'a Event> {
    if stage_at(events, d, k) == Some("other") {
        return None;
    }
    entries(events, d, k).into_iter().find(|entry| entry.stage == base).map(|entry| entry.event)
}

/// Whether it entered `stage` itself since the base event.
pub fn entered(events: &[Event], from: &str, stage: &str, d: Instant, k: Instant) -> bool {
    let Some(base) = base(events, from, d, k) else { return false };
    entries(events, d, k).iter().any(|entry| !before(entry.event, base) && entry.stage == stage)
}

/// Whether it entered `stage` or a later one since the base event.
pub fn reached(events: &[Event], from: &str, stage: &str, d: Instant, k: Instant) -> bool {
    let Some(base) = base(events, from, d, k) else { return false };
    let later = |entry: &Entry<'_>| place(entry.stage).is_some_and(|at| Some(at) >= place(stage));
    entries(events, d, k).iter().any(|entry| !before(entry.event, base) && later(entry))
}

/// When it first entered `stage`, whatever came before.
pub fn first(events: &[Event], stage: &str, d: Instant, k: Instant) -> Option<Instant> {
    entries(events, d, k)
        .into_iter()
        .filter(|entry| entry.stage == stage)
        .map(|entry| entry.event.occurred_at)
        .min()
}

/// The Paris day of an instant, from 1970-01-01.
pub fn paris_day(at: Instant) -> i32 {
    let utc = DateTime::from_timestamp_micros(at.micros()).unwrap();
    let text = utc.with_timezone(&chrono_tz::Europe::Paris).format("%Y-%m-%d").to_string();
    let days =
        text.parse::<NaiveDate>().unwrap().signed_duration_since("1970-01-01".parse().unwrap()).num_days();
    i32::try_from(days).unwrap()
}

/// How each run went on from `from`: (cycle, microseconds, "conv" | "neg" | "open").
pub fn times(
    events: &[Event],
    from: Stage,
    to: Stage,
    d: Instant,
    k: Instant,
) -> Vec<(i32, i64, &'static str)> {
    let all = entries(events, d, k);
    let mut cycles: Vec<i32> = all.iter().map(|entry| entry.event.cycle).collect();
    cycles.sort_unstable();
    cycles.dedup();
    let mut rows = Vec::new();
    for cycle in cycles {
        let run: Vec<_> = all.iter().filter(|entry| entry.event.cycle == cycle).collect();
        let Some(start) = run.iter().position(|entry| entry.stage == from.code()) else { continue };
        let Some(entry) = run.get(start) else { continue };
        let since = |at: Instant| at.micros() - entry.event.occurred_at.micros();
        if run.iter().any(|entry| entry.stage == "other") {
            continue;
        }
        let outcome = run.iter().skip(start).find_map(|entry| {
            let at = entry.event.occurred_at;
            match place(entry.stage) {
                Some(stage) if Some(stage) >= place(to.code()) => Some((cycle, since(at), "conv")),
                None => Some((cycle, since(at), "neg")),
                Some(_) => None,
            }
        });
        rows.push(outcome.unwrap_or((cycle, since(d), "open")));
    }
    rows
}
