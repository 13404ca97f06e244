//! Machines fail: what was acknowledged is there once, what was refused is nowhere, and the service comes back.

mod canaries;
pub mod client;
mod restart;
mod slow;
mod start;
mod stop;

use crate::support::{Ctx, Engine};
use client::{Running, acknowledged, post_lead};
use relais::db::{Db, Sql};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// How often each marked lead is stored.
async fn stored(url: &str) -> HashMap<String, usize> {
    let db = Db::open(url).await.unwrap();
    let mut conn = db.read().await.unwrap();
    let rows = conn.all(Sql::both("SELECT last_name FROM lead LIMIT 100000"), &[]).await.unwrap();
    let mut found = HashMap::new();
    for row in rows {
        *found.entry(row.get::<String>("last_name").unwrap()).or_default() += 1;
    }
    let orphans = Sql::both(
        "SELECT COUNT(*) AS n FROM lead l WHERE NOT EXISTS (SELECT 1 FROM stage_event e WHERE e.lead_id = l.id) \
         OR NOT EXISTS (SELECT 1 FROM journey j WHERE j.lead_id = l.id)",
    );
    assert_eq!(conn.one(orphans, &[]).await.unwrap().get::<i64>("n").unwrap(), 0, "a lead is half-written");
    drop(conn); // closing waits for it
    db.close().await;
    found
}

fn each_once(acks: &[String], found: &HashMap<String, usize>) {
    for name in acks {
        assert_eq!(found.get(name), Some(&1), "{name} was acknowledged");
    }
}

both! {
    /// Twice, at instants that fall anywhere in the work of four writers.
    async fn a_killed_server_loses_no_acknowledged_lead(t: Ctx) {
        let token = client::prepared(&t);
        let mut acks: Vec<String> = Vec::new();
        for (round, enough) in [(0, 12), (1, 31)] {
            let mut server = Running::start(&t);
            let seen = Arc::new(Mutex::new(Vec::new()));
            let writers: Vec<_> = (0..4)
                .map(|writer| {
                    let (address, token, seen) = (server.address.clone(), token.clone(), Arc::clone(&seen));
                    std::thread::spawn(move || {
                        acknowledged(&address, &token, &format!("r{round}w{writer}"), |name| {
                            seen.lock().unwrap().push(name);
                        });
                    })
                })
                .collect();
            client::until("leads are acknowledged", || seen.lock().unwrap().len() >= enough);
            server.kill();
            for writer in writers {
                writer.join().unwrap();
            }
            acks.extend(seen.lock().unwrap().drain(..));
        }
        each_once(&acks, &stored(&t.url).await);
        let mut server = Running::start(&t);
        assert_eq!(post_lead(&server.address, &token, "after"), Some(201), "it serves again");
        server.kill();
        let check = t.relais(&["check"]).output().unwrap();
        assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stdout));
    }
}

/// A base on a small file system of its own, filled up and freed again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_refuses_writes_and_recovers_without_a_restart() {
    crate::support::on_engine(Engine::Sqlite, |mut t| async move {
        let disk = t.folder().join("disk");
        std::fs::create_dir(&disk).unwrap();
        let mounted = std::process::Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=6m", "tmpfs"])
            .arg(&disk)
            .status()
            .is_ok_and(|status| status.success());
        if !mounted {
            eprintln!("SKIPPED: only root can mount a small file system");
            return;
        }
        t.url = format!("sqlite://{}", disk.join("relais.db").display());
        let outcome = tokio::task::spawn_blocking(move || {
            let token = client::prepared(&t);
            let mut server = Running::start(&t);
            let (mut acks, mut refused) = (Vec::new(), 0);
            assert_eq!(post_lead(&server.address, &token, "before"), Some(201));
            acks.push("before".to_owned());
            let ballast = disk.join("ballast");
            client::fill(&ballast);
            for n in 0..400 {
                let name = format!("full{n}");
                match post_lead(&server.address, &token, &name) {
                    Some(201) => acks.push(name),
                    Some(503) => refused += 1,
                    other => panic!("a full disk answered {other:?}"),
                }
                if refused == 5 {
                    break;
                }
            }
            assert!(refused > 0, "the disk was full");
            assert_eq!(client::get(&server.address, &token, "/api/v1/leads?limit=1"), 200, "reading goes on");
            std::fs::remove_file(&ballast).unwrap();
            assert_eq!(post_lead(&server.address, &token, "freed"), Some(201), "writing resumes");
            acks.push("freed".to_owned());
            server.kill();
            (t, acks, disk)
        })
        .await;
        let (t, acks, disk) = outcome.unwrap();
        each_once(&acks, &stored(&t.url).await);
        let unmounted = std::process::Command::new("umount").arg("-l").arg(&disk).status();
        assert!(unmounted.is_ok_and(|status| status.success()));
    })
    .await;
}

/// The server's connections are cut under load; nothing acknowledged is lost, and it works again by itself.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_postgres_that_drops_its_connections_is_survived() {
    crate::support::on_engine(Engine::Postgres, |t| async move {
        let token = client::prepared(&t);
        let mut server = Running::start(&t);
        let stop = Arc::new(AtomicBool::new(false));
        let done = Arc::new(AtomicUsize::new(0));
        let writers: Vec<_> = (0..4)
            .map(|writer| {
                let (address, token, stop) = (server.address.clone(), token.clone(), Arc::clone(&stop));
                let done = Arc::clone(&done);
                std::thread::spawn(move || {
                    let (mut acks, mut unavailable) = (Vec::new(), 0);
                    for n in 0.. {
                        if stop.load(Ordering::SeqCst) {
                            break;
                        }
                        let name = format!("pg{writer}x{n}");
                        match post_lead(&address, &token, &name) {
                            Some(201) => {
                                done.fetch_add(1, Ordering::SeqCst);
                                acks.push(name);
                            }
                            Some(503) => unavailable += 1,
                            other => panic!("a cut connection answered {other:?}"),
                        }
                    }
                    (acks, unavailable)
                })
            })
            .collect();
        for round in 1..=3 {
            let done = Arc::clone(&done);
            let more = move || done.load(Ordering::SeqCst) >= round * 10;
            tokio::task::spawn_blocking(move || client::until("leads are acknowledged", more)).await.unwrap();
            let mut conn = t.db.read().await.unwrap();
            let cut = Sql::both(
                "SELECT COUNT(*) AS n FROM (SELECT pg_terminate_backend(pid) AS done FROM pg_stat_activity \
                 WHERE datname = current_database() AND pid <> pg_backend_pid()) cut",
            );
            assert!(conn.one(cut, &[]).await.unwrap().get::<i64>("n").unwrap() > 0);
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
        assert_eq!(post_lead(&server.address, &token, "afterwards"), Some(201), "it works again");
        stop.store(true, Ordering::SeqCst);
        let mut acks = vec!["afterwards".to_owned()];
        for writer in writers {
            acks.extend(writer.join().unwrap().0);
        }
        server.kill();
        each_once(&acks, &stored(&t.url).await);
    })
    .await;
}
