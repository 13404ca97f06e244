//! The worked examples: S4 (skips, recycling, voids, backdating, merge, zone edges) and S1 (the MQL → SQL bottleneck).

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde_json::Value;

use super::*;
use crate::domain::zone::local_day;

const TZ: chrono_tz::Tz = chrono_tz::Europe::Paris;

/// Events by lead, in file order; ids follow (occurred_at, id text), as an import allocates them.
fn bundle(name: &str) -> BTreeMap<String, Vec<Event>> {
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/golden").join(name).join("events.csv");
    let mut reader = csv::Reader::from_path(path).unwrap();
    let mut rows: Vec<BTreeMap<String, String>> = reader.deserialize().map(Result::unwrap).collect();
    rows.sort_by_key(|row| (instant(&row["occurred_at"]), row["id"].clone()));
    let ids: BTreeMap<String, Id<of::Event>> =
        rows.iter().zip(0u128..).map(|(row, n)| (row["id"].clone(), Id::v7(1, n))).collect();
    let mut leads: BTreeMap<String, Vec<Event>> = BTreeMap::new();
    for row in rows {
        leads.entry(row["lead"].clone()).or_default().push(Event {
            id: ids[&row["id"]],
            cycle: row["cycle"].parse().unwrap(),
            kind: row["kind"].parse().unwrap(),
            to: Some(row["to"].as_str()).filter(|to| !to.is_empty()).map(|to| to.parse().unwrap()),
            occurred_at: instant(&row["occurred_at"]),
            recorded_at: instant(&row["recorded_at"]),
            supersedes: ids.get(&row["supersedes"]).copied(),
            into: Some(row["into"].as_str()).filter(|into| !into.is_empty()).map(|_| Id::v7(9, 9)),
        });
    }
    leads
}

fn expected(name: &str) -> Value {
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/golden").join(name).join("expected.json");
    serde_json::from_reader(std::fs::File::open(path).unwrap()).unwrap()
}

fn instant(text: &str) -> Instant {
    Instant::parse_rfc3339(text).unwrap()
}

/// The last microsecond of a Paris day, in summer (+2) or winter (+1).
fn end_of(day: &str, offset: u8) -> Instant {
    Instant::from_micros(instant(&format!("{day}T23:59:59.999999+0{offset}:00")).micros())
}

fn names(value: &Value) -> BTreeSet<String> {
    value.as_array().unwrap().iter().map(|lead| lead.as_str().unwrap().to_owned()).collect()
}

const SEPTEMBER: (&str, &str) = ("2026-09-01T00:00:00+02:00", "2026-10-01T00:00:00+02:00");
const OCTOBER: (&str, &str) = ("2026-10-01T00:00:00+02:00", "2026-11-01T00:00:00+01:00");

fn within(at: Instant, (from, until): (&str, &str)) -> bool {
    instant(from) <= at && at < instant(until)
}

/// Leads that reached each funnel stage: by replay as known at `known_at` and, when that is now, by projection too.
fn cohort(
    leads: &BTreeMap<String, Vec<Event>>,
    period: (&str, &str),
    as_of: Instant,
    known_at: Instant,
    mode: Mode,
) -> Vec<BTreeSet<String>> {
    let mut sets = vec![BTreeSet::new(); Stage::FUNNEL.len()];
    for (name, events) in leads {
        let known = effective(events, known_at);
        let answer = known
            .base_event(Base::Lead, as_of)
            .filter(|base| within(base.at, period))
            .and_then(|_| evaluate(&known, Base::Lead, as_of, mode, &Stage::FUNNEL));
        if known_at.is_never() {
            let (from, until) = (local_day(instant(period.0), TZ), local_day(instant(period.1), TZ));
            let projected = project(events, TZ)
                .journey
                .filter(|journey| (from..until).contains(&journey.day))
                .and_then(|journey| journey.evaluate(Base::Lead, as_of, mode, &Stage::FUNNEL));
            assert_eq!(projected, answer, "{name}");
        }
        for (set, reached) in sets.iter_mut().zip(answer.unwrap_or_default()) {
            if reached {
                set.insert(name.clone());
            }
        }
    }
    sets
}

fn assert_cohort(key: &str, got: &[BTreeSet<String>]) {
    let expected = &expected("S4_recycled")[key];
    for (stage, set) in Stage::FUNNEL.iter().zip(got) {
        assert_eq!(*set, names(&expected[stage.code()]["leads"]), "{key} {stage:?}");
        assert_eq!(set.len() as u64, expected[stage.code()]["n"].as_u64().unwrap());
    }
}

#[test]
fn s4_cohort_in_the_three_modes() {
    let leads = bundle("S4_recycled");
    let as_of = end_of("2026-11-15", 1);
    for mode in [Mode::Reached, Mode::Strict, Mode::Any] {
        let key = format!("cohort_created_sept_asof_2026-11-15_{}", mode.code());
        assert_cohort(&key, &cohort(&leads, SEPTEMBER, as_of, Instant::NEVER, mode));
    }
}

#[test]
fn s4_cohort_as_known_now_and_then() {
    let leads = bundle("S4_recycled");
    let as_of = end_of("2026-09-30", 2);
    let now = cohort(&leads, SEPTEMBER, as_of, Instant::NEVER, Mode::Reached);
    assert_cohort("cohort_created_sept_asof_2026-09-30_known_now", &now);
    let then = cohort(&leads, SEPTEMBER, as_of, end_of("2026-10-01", 2), Mode::Reached);
    assert_cohort("cohort_created_sept_asof_2026-09-30_known_2026-10-01", &then);
}

#[test]
fn s4_mql_entries_of_a_month() {
    let leads = bundle("S4_recycled");
    let expected = expected("S4_recycled");
    for (key, period) in [("mql_entries_september", SEPTEMBER), ("mql_entries_october", OCTOBER)] {
        let (mut first, mut inferred, mut passages, mut replayed) =
            (BTreeSet::new(), BTreeSet::new(), Vec::new(), Vec::new());
        for (name, events) in &leads {
            let projection = project(events, TZ);
            if projection.journey.is_some_and(|journey| within(journey.first[1], period)) {
                first.insert(name.clone());
            }
            if projection.journey.is_some_and(|journey| within(journey.r[1], period)) {
                inferred.insert(name.clone());
            }
            let entered = projection.passages.iter().filter(|passage| within(passage.at[1], period));
            passages.extend(entered.map(|_| name.clone()));
            let entries = effective(events, Instant::NEVER).entries(Stage::Mql, end_of("2026-11-15", 1));
            replayed.extend(entries.into_iter().filter(|at| within(*at, period)).map(|_| name.clone()));
        }
        assert_eq!(first, names(&expected[key]["first_time"]), "{key}");
        assert_eq!(inferred, names(&expected[key]["first_time_inferred"]), "{key}");
        assert_eq!(passages.len(), expected[key]["passages"].as_array().unwrap().len(), "{key}");
        assert_eq!(passages, replayed);
        let distinct: BTreeSet<String> = passages.into_iter().collect();
        assert_eq!(distinct, names(&expected[key]["distinct"]), "{key}");
    }
    let known: BTreeSet<String> = leads
        .iter()
        .filter(|(_, events)| {
            let known = effective(events, end_of("2026-10-01", 2));
            known.entries(Stage::Mql, end_of("2026-10-01", 2)).into_iter().any(|at| within(at, SEPTEMBER))
        })
        .map(|(name, _)| name.clone())
        .collect();
    assert_eq!(known, names(&expected["mql_entries_september_known_2026-10-01"]));
}

#[test]
fn s4_snapshots() {
    let leads = bundle("S4_recycled");
    let expected = expected("S4_recycled");
    let check = |by_lead: &Value, as_of: Instant, known_at: Instant| {
        let got: BTreeMap<&str, &str> = leads
            .iter()
            .filter_map(|(name, events)| {
                let known = effective(events, known_at);
                known.at(as_of).map(|step| (name.as_str(), step.to.code()))
            })
            .collect();
        let want: BTreeMap<&str, &str> = by_lead
            .as_object()
            .unwrap()
            .iter()
            .map(|(name, stage)| (name.as_str(), stage.as_str().unwrap()))
            .collect();
        assert_eq!(got, want);
    };
    for (day, offset) in [("2026-09-30", 2), ("2026-10-31", 1), ("2026-11-15", 1)] {
        check(&expected[format!("snapshot_{day}")]["by_lead"], end_of(day, offset), Instant::NEVER);
    }
    let then = end_of("2026-10-03", 2);
    check(&expected["snapshot_2026-10-03_as_known_then"], then, then);
}

#[test]
fn s4_timestamps_of_a_recycled_and_of_a_skipping_lead() {
    let leads = bundle("S4_recycled");
    let two = project(&leads["L02"], TZ);
    let journey = two.journey.unwrap();
    assert_eq!(journey.first[1], instant("2026-09-05T08:00:00Z"));
    assert_eq!(journey.first[3], instant("2026-10-12T08:00:00Z"));
    assert_eq!(
        two.passages.iter().map(|p| p.at[1]).filter_map(Instant::known).max(),
        Some(instant("2026-10-06T08:00:00Z"))
    );
    assert_eq!(two.passages.len(), 2);
    assert_eq!(two.passages[0].exit_kind, Some(Stage::Recycled));
    assert_eq!(two.passages[0].next_at, two.passages[1].started_at);

    let three = project(&leads["L03"], TZ);
    let journey = three.journey.unwrap();
    assert!(journey.x[1].is_never() && journey.mql_day == Journey::NO_DAY && journey.mql_depth == 0);
    assert_eq!(journey.r[1], instant("2026-09-10T08:00:00Z"));
    assert_eq!(journey.depth, 5);
    assert_eq!(step_times(&three.passages[0], Stage::Mql, Stage::Sal, end_of("2026-11-15", 1)), None);

    assert_eq!(project(&leads["L14"], TZ).journey, None);
    assert_eq!(project(&leads["L14"], TZ).passages, Vec::new());
    assert!(project(&leads["L14"], TZ).merged_into.is_some());
}

#[test]
fn s4_mql_to_sql_durations() {
    const DAY: f64 = 86_400e6;
    let leads = bundle("S4_recycled");
    let expected = expected("S4_recycled");
    let as_of = instant("2026-11-15T22:59:00Z"); // the reference computation stops at 23:59 in Paris
    let mut got = Vec::new();
    for (name, events) in &leads {
        for passage in project(events, TZ).passages {
            if let Some(time) = step_times(&passage, Stage::Mql, Stage::Sql, as_of) {
                got.push((name.as_str(), i64::from(passage.cycle), time));
            }
        }
    }
    let want = expected["mql_to_sql_durations_days"].as_array().unwrap();
    assert_eq!(got.len(), want.len());
    for ((name, cycle, time), want) in got.iter().zip(want) {
        let kind = match time.outcome {
            Outcome::Converted => "conv",
            Outcome::Left => "neg",
            Outcome::Open => "open",
        };
        assert_eq!(
            (Some(*name), Some(*cycle), Some(kind)),
            (want["lead"].as_str(), want["cycle"].as_i64(), want["kind"].as_str())
        );
        assert!((time.micros as f64 / DAY - want["days"].as_f64().unwrap()).abs() < 1e-9, "{name} {cycle}");
    }
    let mut done: Vec<f64> = got
        .iter()
        .filter(|(_, _, time)| time.outcome == Outcome::Converted)
        .map(|(_, _, time)| time.micros as f64 / DAY)
        .collect();
    done.sort_unstable_by(f64::total_cmp);
    let quantile = |q: f64| {
        let h = q * (done.len() - 1) as f64;
        let low = h.floor() as usize;
        done[low] + (h - h.floor()) * (done[(low + 1).min(done.len() - 1)] - done[low])
    };
    let times = &expected["mql_to_sql_time"];
    assert_eq!(Some(done.len() as u64), times["n_done"].as_u64());
    assert_eq!(
        got.iter().filter(|(_, _, time)| time.outcome == Outcome::Open).count() as u64,
        times["n_open"]
    );
    assert!((quantile(0.5) - times["median_done"].as_f64().unwrap()).abs() < 1e-9);
    assert!((quantile(0.9) - times["p90_done"].as_f64().unwrap()).abs() < 1e-9);
}

#[test]
fn s1_counts() {
    let leads = bundle("S1_goulot");
    let quarter = ("2026-07-01T00:00:00+02:00", "2026-10-01T00:00:00+02:00");
    let sets = cohort(&leads, quarter, end_of("2026-11-20", 1), Instant::NEVER, Mode::Reached);
    let expected = expected("S1_goulot");
    for (stage, set) in Stage::FUNNEL.iter().zip(&sets) {
        assert_eq!(Some(set.len() as u64), expected["funnel"][stage.code()].as_u64(), "{stage:?}");
    }
    let first_decisions = leads.values().flat_map(|events| project(events, TZ).passages);
    let rejected = first_decisions
        .filter(|p| !p.at[1].is_never() && p.at[2].is_never() && p.at[3].is_never() && p.exit_kind.is_some())
        .count();
    assert_eq!(Some(rejected as u64), expected["rejected"].as_u64());
}
