//! The funnel by definition, lead by lead, from raw events: no code shared with the product's counting.

use crate::support::crowd::Person;
use crate::support::naive;
use relais::domain::funnel::{Ask, Count, Filters, Kind};
use relais::domain::history::{Event, Mode};
use relais::domain::ids::{Id, of};
use relais::domain::instant::Instant;
use relais::domain::stage::Stage;
use relais::domain::zone::{day_of, day_start};
use relais::features::funnel::store::Durations;

/// What a question should answer.
#[derive(Debug)]
pub struct Recount {
    /// Leads behind each stage, sorted; with the cycle of the entry in an activity, else 0.
    pub hits: Vec<Vec<(Id<of::Lead>, i32)>>,
    /// Durations of each step, sorted.
    pub times: Vec<Durations>,
}

pub fn recount(people: &[Person], ask: &Ask, filters: &Filters) -> Recount {
    let hits = ask.stages.iter().map(|stage| {
        let mut hits: Vec<_> = people.iter().flat_map(|person| one(person, ask, *stage, filters)).collect();
        hits.sort_unstable();
        hits
    });
    let steps = if ask.has_steps() { ask.stages.as_slice() } else { &[] };
    let times = steps.windows(2).map(|step| {
        let mut all = Durations::default();
        for person in people {
            for (micros, kind) in durations(person, ask, [step[0], step[1]], filters) {
                match kind {
                    "conv" => all.done.push(micros),
                    "open" => all.open.push(micros),
                    _ => {}
                }
            }
        }
        all.done.sort_unstable();
        all.open.sort_unstable();
        all
    });
    Recount { hits: hits.collect(), times: times.collect() }
}

fn dk(ask: &Ask) -> (Instant, Instant) {
    (ask.vantage.as_of, ask.vantage.known_at)
}

fn one(person: &Person, ask: &Ask, stage: Stage, filters: &Filters) -> Vec<(Id<of::Lead>, i32)> {
    match ask.kind {
        Kind::Cohort => {
            let Some(_) = member(person, ask, filters) else { return vec![] };
            let (d, k) = dk(ask);
            let base = ask.base.code();
            let entered = |stage: &Stage| naive::entered(&person.events, base, stage.code(), d, k);
            let counts = match ask.mode {
                Mode::Reached => naive::reached(&person.events, base, stage.code(), d, k),
                Mode::Any => entered(&stage),
                Mode::Strict => ask.stages.iter().take_while(|s| **s != stage).chain([&stage]).all(entered),
            };
            if counts { vec![(person.id, 0)] } else { vec![] }
        }
        Kind::Activity => {
            entries(person, ask, stage, filters).iter().map(|(cycle, _)| (person.id, *cycle)).collect()
        }
        Kind::Snapshot => {
            let (d, k) = dk(ask);
            let here =
                naive::entries(&person.events, d, k).pop().map(|entry| (entry.stage, entry.event.cycle));
            let counts =
                |(at, cycle): &(&str, i32)| *at == stage.code() && filters.admit(&person.facets(*cycle));
            here.filter(counts).map(|(_, cycle)| (person.id, cycle)).into_iter().collect()
        }
    }
}

/// The base event of a lead that belongs to the cohort.
fn member<'a>(person: &'a Person, ask: &Ask, filters: &Filters) -> Option<&'a Event> {
    let (d, k) = dk(ask);
    let base = naive::base(&person.events, ask.base.code(), d, k)?;
    let day = naive::paris_day(base.occurred_at);
    let within = day_of(ask.period.from) <= day && day < day_of(ask.period.until);
    (within && filters.admit(&person.facets(base.cycle))).then_some(base)
}

fn in_window(ask: &Ask, at: Instant) -> bool {
    day_start(ask.period.from, ask.zone) <= at && at < day_start(ask.period.until, ask.zone)
}

/// First entries of each cycle into a stage, in order, of a lead that is in play.
fn by_cycle(person: &Person, ask: &Ask, stage: Stage) -> Vec<(i32, Instant)> {
    let (d, k) = dk(ask);
    if naive::stage_at(&person.events, d, k) == Some("other") {
        return vec![];
    }
    let mut found: Vec<(i32, Instant)> = Vec::new();
    for entry in naive::entries(&person.events, d, k) {
        let cycle = entry.event.cycle;
        if entry.stage == stage.code() && found.iter().all(|(known, _)| *known != cycle) {
            found.push((cycle, entry.event.occurred_at));
        }
    }
    found
}

fn entries(person: &Person, ask: &Ask, stage: Stage, filters: &Filters) -> Vec<(i32, Instant)> {
    let counts = |(cycle, at): &(i32, Instant)| in_window(ask, *at) && filters.admit(&person.facets(*cycle));
    let all = by_cycle(person, ask, stage);
    match ask.count {
        Count::FirstTime => all.into_iter().take(1).filter(counts).collect(),
        Count::Passages => all.into_iter().filter(counts).collect(),
        Count::Distinct => all.into_iter().rfind(counts).into_iter().collect(),
    }
}

/// What a passage tells: half-known histories can jump to evangelist without ever being customer, which has no
/// column in a passage, and so no time.
fn told(person: &Person, d: Instant, k: Instant) -> Vec<Event> {
    let known = naive::entries(&person.events, d, k);
    let customer = |cycle| known.iter().any(|entry| entry.stage == "customer" && entry.event.cycle == cycle);
    let jump = |event: &Event| event.to == Some(Stage::Evangelist) && !customer(event.cycle);
    person.events.iter().filter(|event| !jump(event)).copied().collect()
}

fn durations(
    person: &Person,
    ask: &Ask,
    [from, to]: [Stage; 2],
    filters: &Filters,
) -> Vec<(i64, &'static str)> {
    let (d, k) = dk(ask);
    let counts = |cycle: i32| match ask.kind {
        Kind::Cohort => member(person, ask, filters).is_some_and(|base| cycle >= base.cycle),
        _ => by_cycle(person, ask, from)
            .into_iter()
            .any(|(c, at)| c == cycle && in_window(ask, at) && filters.admit(&person.facets(cycle))),
    };
    naive::times(&told(person, d, k), from, to, d, k)
        .into_iter()
        .filter(|(cycle, _, _)| counts(*cycle))
        .map(|(_, micros, kind)| (micros, kind))
        .collect()
}
