//! A Postgres that really stops and comes back, under load: nothing acknowledged is lost, and the service works again
//! by itself.

use super::client::{self, Running, post_lead};
use super::{each_once, stored};
use crate::support::{Ctx, Engine, on_engine};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// A cluster of this test's own, as durable as Postgres makes it; removed with its folder.
struct Cluster {
    folder: PathBuf,
    url: String,
}

impl Cluster {
    /// `None` where there is no Postgres server; in CI that is a failure.
    fn start() -> Option<Self> {
        // Not in a private folder: the server's unprivileged user must reach it.
        let folder = std::env::temp_dir().join(format!("relais-restart-{}", std::process::id()));
        let output = pg("start", &folder, &[]).output().expect("bin/pg runs");
        if output.status.code() == Some(3) && std::env::var("CI").is_err() {
            return None;
        }
        assert!(output.status.success(), "bin/pg start: {}", String::from_utf8_lossy(&output.stderr));
        Some(Self { folder, url: String::from_utf8_lossy(&output.stdout).trim().to_owned() })
    }
    fn stop(&self, how: &[&str]) {
        assert!(pg("stop", &self.folder, how).status().expect("bin/pg runs").success());
    }
    fn again(&self) {
        let (_, port) = self.url.trim_end_matches("/postgres").rsplit_once(':').unwrap();
        let output = pg("start", &self.folder, &["--port", port]).output().expect("bin/pg runs");
        assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), self.url);
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(pg("stop", &self.folder, &["--at-once"]).status());
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

fn pg(what: &str, folder: &Path, options: &[&str]) -> Command {
    let mut command = Command::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("bin/pg"));
    command.arg(what).arg(folder).args(options).stdin(Stdio::null());
    command
}

fn ready(address: &str) -> Option<u16> {
    client::page(address, "", "/readyz").map(|reply| reply.status)
}

/// Waits for this answer of `/readyz`; how long it took.
fn until_ready(address: &str, status: u16) -> Duration {
    let since = Instant::now();
    client::until(&format!("/readyz answers {status}"), || ready(address) == Some(status));
    since.elapsed()
}

fn survive(mut t: Ctx, cluster: &Cluster) -> (Ctx, Vec<String>) {
    t.url = cluster.url.clone();
    let token = client::prepared(&t);
    let mut server = Running::start(&t);
    let address = server.address.clone();
    let (stop, done) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let writers: Vec<_> = (0..4)
        .map(|writer| {
            let (address, token) = (address.clone(), token.clone());
            let (stop, done) = (Arc::clone(&stop), Arc::clone(&done));
            std::thread::spawn(move || {
                let (mut acks, mut unavailable) = (Vec::new(), 0_usize);
                for n in 0.. {
                    if stop.load(Ordering::SeqCst) {
                        break;
                    }
                    let name = format!("w{writer}x{n}");
                    match post_lead(&address, &token, &name) {
                        Some(201) => {
                            done.fetch_add(1, Ordering::SeqCst);
                            acks.push(name);
                        }
                        Some(503) => unavailable += 1,
                        other => panic!("a server without its Postgres answered {other:?}"),
                    }
                }
                (acks, unavailable)
            })
        })
        .collect();
    for how in [&[][..], &["--at-once"], &[]] {
        let before = done.load(Ordering::SeqCst);
        client::until("leads are acknowledged", || done.load(Ordering::SeqCst) >= before + 10);
        assert_eq!(ready(&address), Some(200));
        cluster.stop(how);
        until_ready(&address, 503);
        std::thread::sleep(Duration::from_millis(500));
        cluster.again();
        let took = until_ready(&address, 200);
        assert!(took < Duration::from_secs(5), "{took:?} until it is ready again");
        let before = done.load(Ordering::SeqCst);
        let since = Instant::now();
        client::until("leads are acknowledged again", || done.load(Ordering::SeqCst) > before);
        assert!(since.elapsed() < Duration::from_secs(8), "{:?} until it writes again", since.elapsed());
    }
    stop.store(true, Ordering::SeqCst);
    let (mut acks, mut unavailable) = (Vec::new(), 0);
    for writer in writers {
        let (some, refused) = writer.join().unwrap();
        acks.extend(some);
        unavailable += refused;
    }
    assert!(unavailable > 0, "the writers met the gap");
    assert!(server.runs(), "the same process as before");
    server.kill();
    (t, acks)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_postgres_that_stops_and_comes_back_is_survived() {
    let Some(cluster) = Cluster::start() else {
        eprintln!("SKIPPED: no Postgres server to stop (on Debian: apt-get install postgresql)");
        return;
    };
    on_engine(Engine::Sqlite, |t| async move {
        let work = tokio::task::spawn_blocking(move || (survive(t, &cluster), cluster)).await;
        let ((t, acks), cluster) = work.unwrap();
        each_once(&acks, &stored(&t.url).await);
        let check = t.relais(&["check"]).output().unwrap();
        assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stdout));
        waits_for_it(&t, &cluster);
    })
    .await;
}

/// Started while its Postgres is away, the server waits for it instead of ending.
fn waits_for_it(t: &Ctx, cluster: &Cluster) {
    cluster.stop(&[]);
    let mut server = Running::spawn(t, Stdio::null(), &[]);
    std::thread::sleep(Duration::from_secs(3));
    assert!(server.runs(), "it waits");
    assert_eq!(ready(&server.address), None);
    cluster.again();
    client::until("it serves", || ready(&server.address) == Some(200));
    server.kill();
}
