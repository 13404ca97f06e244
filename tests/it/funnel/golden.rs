//! The worked examples, asked through the API and seen on the page.

use crate::support::Ctx;
use crate::support::site::{Answer, Site, Visitor};
use relais::clock::Clock;
use relais::domain::access::Scope;
use relais::domain::instant::Instant;
use relais::domain::lifecycle::Role;
use relais::features::bundle;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

fn golden(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/golden").join(name)
}

fn expected(name: &str) -> Value {
    serde_json::from_str(&std::fs::read_to_string(golden(name).join("expected.json")).unwrap()).unwrap()
}

/// A site with a golden history in it, and a program that may read; it is 24 November 2026, noon UTC.
async fn told(t: &Ctx, name: &str) -> (Site, Visitor) {
    let site = t.site().await;
    let now = Instant::parse_rfc3339("2026-11-24T12:00:00Z").unwrap();
    site.clock.set(now);
    bundle::import(&t.db, &Clock::manual(now, 9), &golden(name), Arc::new(|_, _| {})).await.unwrap();
    let reader = site.add(Role::Manager, None, None).await;
    let program = site.token(&reader, Scope::Read).await;
    (site, program)
}

async fn ask(program: &Visitor, query: &str) -> Value {
    let answer = program.get(&format!("/api/v1/reports/funnel?{query}")).await;
    assert_eq!(answer.status, 200, "{query}: {}", answer.body);
    answer.json()
}

fn counts(answer: &Value) -> Vec<u64> {
    answer["stages"].as_array().unwrap().iter().map(|stage| stage["count"].as_u64().unwrap()).collect()
}

/// Every lead behind a count, by its id in the bundle.
async fn behind(program: &Visitor, query: &str) -> BTreeSet<String> {
    let (mut names, mut after) = (Vec::new(), String::new());
    let mut total = None;
    loop {
        let path = format!("/api/v1/reports/funnel/leads?{query}&limit=3{after}");
        let answer = program.get(&path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        let page = answer.json();
        names.extend(
            page["items"].as_array().unwrap().iter().map(|item| item["ref"].as_str().unwrap().to_owned()),
        );
        total = total.or(page["total"].as_u64());
        let Some(next) = page["next"].as_str() else { break };
        after = format!("&after={next}");
    }
    assert_eq!(total, Some(names.len() as u64), "{query}");
    names.into_iter().collect()
}

fn names(value: &Value) -> BTreeSet<String> {
    value.as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect()
}

const STAGES: [&str; 6] = ["lead", "mql", "sal", "sql", "opportunity", "customer"];
const SEPTEMBER: &str = "sal=1&from=2026-09-01&until=2026-10-01";

const SOURCES: [&str; 3] = ["Livre_Blanc", "webinar", "demo"];

both! {
    async fn s4_cohorts(t: Ctx) {
        let (_, program) = told(&t, "S4_recycled").await;
        let expected = expected("S4_recycled");
        for (query, key) in [
            ("as_of=2026-11-15", "cohort_created_sept_asof_2026-11-15_reached"),
            ("as_of=2026-11-15&mode=strict", "cohort_created_sept_asof_2026-11-15_strict"),
            ("as_of=2026-11-15&mode=any", "cohort_created_sept_asof_2026-11-15_any"),
            ("as_of=2026-09-30", "cohort_created_sept_asof_2026-09-30_known_now"),
            ("as_of=2026-09-30&known_at=2026-10-01", "cohort_created_sept_asof_2026-09-30_known_2026-10-01"),
        ] {
            let query = format!("{SEPTEMBER}&{query}");
            let got = counts(&ask(&program, &query).await);
            for (stage, count) in STAGES.into_iter().zip(got) {
                assert_eq!(Some(count), expected[key][stage]["n"].as_u64(), "{query} {stage}");
                let got = behind(&program, &format!("{query}&stage={stage}")).await;
                assert_eq!(got, names(&expected[key][stage]["leads"]), "{query} {stage}");
            }
        }
    }

    async fn s4_activity(t: Ctx) {
        let (_, program) = told(&t, "S4_recycled").await;
        let expected = expected("S4_recycled");
        for (month, from, until) in [("september", "2026-09-01", "2026-10-01"), ("october", "2026-10-01", "2026-11-01")] {
            for count in ["first_time", "passages", "distinct"] {
                let query = format!("kind=activity&from={from}&until={until}&count={count}");
                let got = counts(&ask(&program, &query).await);
                let want = &expected[format!("mql_entries_{month}")][count];
                assert_eq!(got[1], want.as_array().unwrap().len() as u64, "{query}");
                assert_eq!(behind(&program, &format!("{query}&stage=mql")).await, names(want), "{query}");
            }
        }
        // Eight both times, but not the same eight.
        let query = "kind=activity&from=2026-09-01&until=2026-10-01&known_at=2026-10-01&stage=mql";
        let then = behind(&program, query).await;
        assert_eq!(then, names(&expected["mql_entries_september_known_2026-10-01"]));
        assert!(then.contains("L09") && !then.contains("L10"));
    }

    async fn s4_snapshots(t: Ctx) {
        let (_, program) = told(&t, "S4_recycled").await;
        let expected = expected("S4_recycled");
        for (query, by_lead) in [
            ("as_of=2026-09-30", &expected["snapshot_2026-09-30"]["by_lead"]),
            ("as_of=2026-10-31", &expected["snapshot_2026-10-31"]["by_lead"]),
            ("as_of=2026-11-15", &expected["snapshot_2026-11-15"]["by_lead"]),
            ("as_of=2026-10-03&known_at=2026-10-03", &expected["snapshot_2026-10-03_as_known_then"]),
        ] {
            let answer = ask(&program, &format!("kind=snapshot&{query}")).await;
            assert!(answer["steps"].as_array().unwrap().is_empty() && answer["previous"].is_null());
            let mut found = serde_json::Map::new();
            for stage in answer["stages"].as_array().unwrap() {
                let code = stage["stage"].as_str().unwrap();
                for lead in behind(&program, &format!("kind=snapshot&{query}&stage={code}")).await {
                    found.insert(lead, code.into());
                }
            }
            assert_eq!(&Value::Object(found), by_lead, "{query}");
        }
    }

    async fn s4_times(t: Ctx) {
        let (_, program) = told(&t, "S4_recycled").await;
        let answer = ask(&program, "from=2026-09-01&until=2026-11-16&as_of=2026-11-15").await;
        let step = &answer["steps"][1];
        assert_eq!((step["from"].as_str(), step["to"].as_str()), (Some("mql"), Some("sql")));
        assert_eq!((step["done"].as_u64(), step["open"].as_u64()), (Some(4), Some(5)));
        assert!((step["median_days"].as_f64().unwrap() - 5.520_833_333_333_334).abs() < 1e-9);
        assert!((step["p90_days"].as_f64().unwrap() - 6.7).abs() < 1e-9);
        assert!(step["median_with_open_days"].is_null(), "half are still there");
        let without = ask(&program, "from=2026-09-01&until=2026-11-16&times=0").await;
        assert!(without["steps"][1]["done"].is_null());
    }

    async fn s1_rates(t: Ctx) {
        let (_, program) = told(&t, "S1_goulot").await;
        let expected = expected("S1_goulot");
        let query = "from=2026-07-01&until=2026-10-01&as_of=2026-11-20&targets=0.4,0.4,0.6,0.35";
        let answer = ask(&program, query).await;
        assert_eq!(counts(&answer), [400, 160, 24, 15, 5]);
        for (step, want) in answer["steps"].as_array().unwrap().iter().zip(expected["steps"].as_array().unwrap()) {
            assert_eq!((&step["n"], &step["x"]), (&want["n"], &want["x"]));
            let close = |got: &Value, want: &Value| (got.as_f64().unwrap() - want.as_f64().unwrap()).abs() < 1e-9;
            assert!(close(&step["rate"], &want["rate"]) && close(&step["target"], &want["target"]));
            assert!(close(&step["low"], &want["wilson95"][0]) && close(&step["high"], &want["wilson95"][1]));
            assert!(step["p_value"].is_null() && step["previous_rate"].is_null());
        }
        let not_yet = behind(&program, &format!("{query}&stage=mql&not_reached=sql")).await;
        assert_eq!(not_yet.len(), 136);
        let mut by_source = vec![0; 5];
        for source in SOURCES {
            let some = counts(&ask(&program, &format!("{query}&source={source}")).await);
            by_source.iter_mut().zip(some).for_each(|(sum, n)| *sum += n);
        }
        assert_eq!(by_source, counts(&answer), "sources add up to the whole");
    }

    async fn questions_are_judged(t: Ctx) {
        let (_, program) = told(&t, "S4_recycled").await;
        let refused = |query: &'static str, field: &'static str| {
            let program = program.clone();
            async move {
                let answer: Answer = program.get(&format!("/api/v1/reports/funnel{query}")).await;
                assert_eq!(answer.status, 422, "{query}: {}", answer.body);
                assert_eq!(answer.json()["errors"][0]["field"], field, "{query}");
            }
        };
        refused("?from=2026-10-01&until=2026-09-01", "until").await;
        refused("?stages=lead,nonsense", "stages").await;
        refused("?colour=red", "colour").await;
        refused("?source=nowhere", "source").await;
        refused("?targets=0.4", "targets").await;
        refused("?times=maybe", "times").await;
        refused("/leads?from=2026-09-01&until=2026-10-01", "stage").await;
        refused("/leads?stage=mql&limit=0", "limit").await;
        refused("/leads?stage=mql&after=nonsense", "after").await;

        let future = ask(&program, "from=2026-09-01&until=2026-10-01&as_of=2030-01-01&known_at=2031-01-01").await;
        assert_eq!(future["notices"], serde_json::json!(["as_of_is_now", "known_at_is_now"]));
        assert_eq!(future["as_of"], "2026-11-24T12:00:00Z");
        let dark = ask(&program, "from=2026-09-01&until=2026-10-01&known_at=2020-01-01").await;
        assert_eq!((counts(&dark), &dark["notices"]), (vec![0; 5], &serde_json::json!(["nothing_known"])));
        assert!(dark["steps"][0]["rate"].is_null());
    }

    async fn the_page_shows_the_same_figures_and_each_leads_to_its_leads(t: Ctx) {
        let (site, _) = told(&t, "S1_goulot").await;
        let reader = site.member(Role::Rep).await;
        let query = "from=2026-07-01&until=2026-10-01&targets=0.4,0.4,0.6,0.35";
        let page = reader.get(&format!("/funnel?{query}")).await;
        assert_eq!(page.status, 200, "{}", page.body);
        assert_eq!(page.texts(".funnel .count"), ["400", "160", "24", "15", "5"]);
        let head = &page.texts(".verdict p")[0];
        assert!(head.contains("MQL → SQL") && head.contains("15,0") && head.contains("160"), "{head}");
        let selector = scraper::Selector::parse(".funnel a.n").unwrap();
        let links: Vec<(String, String)> = page
            .html()
            .select(&selector)
            .map(|a| (a.text().collect(), a.value().attr("href").unwrap().to_owned()))
            .collect();
        assert!(links.len() >= 9, "{links:?}");
        for (text, href) in links.into_iter().filter(|(text, _)| text.chars().all(|c| c.is_ascii_digit())) {
            let list = reader.get(&href).await;
            assert_eq!(list.status, 200, "{href}");
            let title = &list.texts("h1")[0];
            assert!(title.ends_with(&format!(" {text}")), "{href}: {title}");
            assert_eq!(list.texts("tbody tr").len(), text.parse::<usize>().unwrap().min(50), "{href}");
        }
        let part = reader.clone().with_header("x-relais-fragment", "times").get(&format!("/funnel/times?{query}")).await;
        assert!(part.body.trim_start().starts_with("<section"), "{}", part.body);
        assert_eq!(part.texts("tbody tr").len(), 4);
        assert_eq!(reader.get(&format!("/funnel/times?{query}")).await.status, 200);

        let empty = reader.get("/funnel?from=2020-01-01&until=2020-02-01").await;
        assert_eq!((empty.status.as_u16(), empty.texts(".empty").len()), (200, 1));
        for kind in ["activity", "snapshot"] {
            let page = reader.get(&format!("/funnel?kind={kind}&{}", "from=2026-07-01&until=2026-10-01")).await;
            assert_eq!(page.status, 200, "{kind}: {}", page.body);
        }
        let refused = reader.get("/funnel?from=2026-10-01&until=2026-09-01").await;
        assert_eq!(refused.status, 422);
        assert!(refused.body.contains("until"), "{}", refused.body);
    }
}
