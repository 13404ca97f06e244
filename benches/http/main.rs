//! Measures a running Relais from outside, as its users meet it: latency, CPU and memory of the built program on a
//! database of a given size. `bin/bench` starts it for each engine and size and writes the table.
//!
//! Arguments: `--relais PATH --database URL --leads N --folder DIR`; prints Markdown rows on stdout.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a measurement that fails must stop"
)]

mod client;
mod import;
mod machine;
mod promises;
mod server;

use client::{Client, Target};
use server::Server;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long each scenario runs, after a short warm-up.
const WARM_UP: Duration = Duration::from_millis(400);
const RUN: Duration = Duration::from_millis(2_500);
const CLIENTS: [usize; 2] = [1, 16];

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let options: HashMap<&str, &str> =
        args.chunks_exact(2).map(|pair| (pair[0].trim_start_matches("--"), pair[1].as_str())).collect();
    let (Some(relais), Some(database), Some(leads), Some(folder)) =
        (options.get("relais"), options.get("database"), options.get("leads"), options.get("folder"))
    else {
        println!("run bin/bench"); // `cargo bench` and `cargo test --benches` come here without arguments
        return;
    };
    let leads: u64 = leads.parse().expect("--leads takes a number");
    let engine = if database.starts_with("sqlite") { "SQLite" } else { "Postgres" };
    if leads == 0 {
        return import::measure(relais, database, folder, engine, leads);
    }
    let server = Server::start(relais, database, folder);
    println!("| {engine} | {leads} | ready | 1 | {} | | | |", machine::millis(server.ready_in));
    for scenario in scenarios(&server) {
        for clients in CLIENTS {
            let measured = run(&server, &scenario, clients);
            println!("| {engine} | {leads} | {} | {clients} | {measured} |", scenario.name);
        }
    }
    closing(&server, engine, leads);
    creation(&server, engine, leads, folder);
    println!(
        "| {engine} | {leads} | private memory after all this | | {:.0} MB | | | |",
        server.private_megabytes()
    );
    drop(server);
    promises::measure(database, engine, leads);
    import::measure(relais, database, folder, engine, leads);
}

/// What one scenario asks for: each request takes the next of its targets.
struct Scenario {
    name: &'static str,
    targets: Vec<Target>,
}

fn scenarios(server: &Server) -> Vec<Scenario> {
    let page = |path: &str| server.page(path);
    let ids = server.lead_ids();
    let pages = |make: &dyn Fn(&str) -> String| ids.iter().map(|id| page(&make(id))).collect();
    let words = ["belkacem", "roux 12", "societe", "lefevre", "oeuvrard", "lead4"];
    let today = machine::today();
    let days = |n: i64| machine::date_before(&today, n);
    let (d90, d365) = (days(90), days(365));
    let source = server.first_source();
    vec![
        Scenario { name: "list page", targets: vec![page("/leads")] },
        Scenario { name: "list page, one stage", targets: vec![page("/leads?stage=mql")] },
        Scenario { name: "lead page", targets: pages(&|id| format!("/leads/{id}")) },
        Scenario {
            name: "search",
            targets: words.iter().map(|w| page(&format!("/leads?q={}", w.replace(' ', "+")))).collect(),
        },
        Scenario { name: "first screen of a manager", targets: vec![page("/")] },
        Scenario { name: "first screen of a rep", targets: vec![server.page_of_rep("/")] },
        Scenario { name: "agreement, this month", targets: vec![page("/sla")] },
        Scenario { name: "list page, overdue", targets: vec![page("/leads?sla=breached")] },
        Scenario { name: "board", targets: vec![page("/board")] },
        Scenario {
            name: "funnel counts, 90 days (API)",
            targets: server.api(&format!("/reports/funnel?from={d90}&until={today}")),
        },
        Scenario {
            name: "funnel counts, 12 months (API)",
            targets: server.api(&format!("/reports/funnel?from={d365}&until={today}")),
        },
        Scenario {
            name: "funnel counts, 12 months, one source (API)",
            targets: server.api(&format!("/reports/funnel?from={d365}&until={today}&source={source}")),
        },
        Scenario {
            name: "funnel page, 90 days",
            targets: vec![page(&format!("/funnel?from={d90}&until={today}"))],
        },
        Scenario {
            name: "funnel page, 12 months",
            targets: vec![page(&format!("/funnel?from={d365}&until={today}"))],
        },
        Scenario {
            name: "weekly review, this week",
            targets: vec![page(&format!("/review/{}", week_before(0)))],
        },
        Scenario {
            name: "weekly review, last week",
            targets: vec![page(&format!("/review/{}", week_before(1)))],
        },
        Scenario {
            name: "times, 90 days",
            targets: vec![page(&format!("/funnel/times?from={d90}&until={today}"))],
        },
        Scenario {
            name: "times, 12 months",
            targets: vec![page(&format!("/funnel/times?from={d365}&until={today}"))],
        },
    ]
}

/// Latencies of one run with the CPU that the server spent on it.
fn run(server: &Server, scenario: &Scenario, clients: usize) -> String {
    let targets = Arc::new(scenario.targets.clone());
    drive(server, &targets, clients.min(2), WARM_UP);
    let before = server.cpu();
    let (mut latencies, refused) = drive(server, &targets, clients, RUN);
    let spent = server.cpu().saturating_sub(before);
    latencies.sort_unstable();
    if latencies.is_empty() {
        return "no answer | | | ".to_owned();
    }
    let at = |share: usize| latencies[(latencies.len() - 1) * share / 100];
    let per_request = spent / u32::try_from(latencies.len()).unwrap_or(u32::MAX).max(1);
    let rate = latencies.len() as f64 / RUN.as_secs_f64();
    let refused = if refused > 0 { format!(", {refused} answered 503") } else { String::new() };
    format!(
        "{} | {} | {} | {rate:.0}/s{refused}",
        machine::millis(at(50)),
        machine::millis(at(99)),
        machine::millis(per_request)
    )
}

/// The latencies of what was served, and how many requests the server was too busy for.
fn drive(
    server: &Server,
    targets: &Arc<Vec<Target>>,
    clients: usize,
    time: Duration,
) -> (Vec<Duration>, usize) {
    let until = Instant::now() + time;
    let workers: Vec<_> = (0..clients)
        .map(|number| {
            let (address, targets) = (server.address.clone(), Arc::clone(targets));
            std::thread::spawn(move || {
                let mut client = Client::connect(&address);
                let (mut latencies, mut refused) = (Vec::new(), 0);
                let mut next = number;
                while Instant::now() < until {
                    let target = &targets[next % targets.len()];
                    next += clients;
                    let since = Instant::now();
                    let status = client.send(target);
                    match status {
                        200 => latencies.push(since.elapsed()),
                        503 => refused += 1,
                        _ => panic!("{} answered {status}", target.path),
                    }
                }
                (latencies, refused)
            })
        })
        .collect();
    let mut all = (Vec::new(), 0);
    for worker in workers {
        let (latencies, refused) = worker.join().expect("a client");
        all.0.extend(latencies);
        all.1 += refused;
    }
    all
}

/// The ISO week so many weeks ago.
fn week_before(weeks: u64) -> String {
    let today: chrono::NaiveDate = machine::today().parse().expect("a date");
    let day = today.checked_sub_days(chrono::Days::new(7 * weeks)).expect("a date");
    relais::domain::period::IsoWeek::of(day).to_string()
}

/// Closing reviews: one of each of the last weeks that is still open.
fn closing(server: &Server, engine: &str, leads: u64) {
    let mut client = Client::connect(&server.address);
    let mut latencies = Vec::new();
    for weeks in 2..22 {
        let path = format!("/review/{}/close", week_before(weeks));
        let form = client.ask(&server.page(&path));
        let page = String::from_utf8_lossy(&form.body).into_owned();
        let Some((_, rest)) = page.split_once("name=\"who\" value=\"") else { continue }; // closed before
        let who = rest.split('"').next().expect("an id");
        let since = Instant::now();
        let status = client.send(&server.form(&path, &format!("who={who}")));
        latencies.push(since.elapsed());
        assert_eq!(status, 303, "{path} was refused");
    }
    latencies.sort_unstable();
    if let (Some(middle), Some(last)) = (latencies.get(latencies.len() / 2), latencies.last()) {
        let (middle, last) = (machine::millis(*middle), machine::millis(*last));
        println!("| {engine} | {leads} | closing a weekly review | 1 | {middle} | {last} | | |");
    }
}

/// Durable creation, beside what the disk itself can do in the same minute.
fn creation(server: &Server, engine: &str, leads: u64, folder: &str) {
    let disk = machine::synced_writes_per_second(folder);
    println!("| {engine} | {leads} | the disk: 8 kB write + fdatasync | 1 | | | | {disk:.0}/s |");
    for clients in CLIENTS {
        let before = server.cpu();
        let until = Instant::now() + RUN;
        let workers: Vec<_> = (0..clients)
            .map(|number| {
                let (address, tokens) = (server.address.clone(), server.tokens.clone());
                std::thread::spawn(move || {
                    let mut client = Client::connect(&address);
                    let mut latencies = Vec::new();
                    while Instant::now() < until {
                        let n = latencies.len();
                        let body = format!(r#"{{"last_name":"Bench {number}","email":"b{number}x{n}@bench{}.example","source":"google"}}"#, std::process::id());
                        let since = Instant::now();
                        let token = &tokens[(number + n) % tokens.len()];
                        let status = client.send(&Target::post("/api/v1/leads", token, &body));
                        latencies.push(since.elapsed());
                        assert_eq!(status, 201, "a creation was refused");
                    }
                    latencies
                })
            })
            .collect();
        let mut all: Vec<Duration> = workers.into_iter().flat_map(|w| w.join().expect("a client")).collect();
        all.sort_unstable();
        let spent = server.cpu().saturating_sub(before);
        let at = |share: usize| all[(all.len() - 1) * share / 100];
        let rate = all.len() as f64 / RUN.as_secs_f64();
        let per_request = spent / u32::try_from(all.len()).unwrap_or(1).max(1);
        println!(
            "| {engine} | {leads} | durable creation | {clients} | {} | {} | {} | {rate:.0}/s = {:.2} × disk |",
            machine::millis(at(50)),
            machine::millis(at(99)),
            machine::millis(per_request),
            rate / disk
        );
    }
}
