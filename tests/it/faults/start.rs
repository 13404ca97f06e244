//! A database that the program must not touch: refused at the start in one line, as it was before.

use crate::support::{Ctx, Engine};
use relais::db::{DbError, Sql, Tx};
use std::fs;
use std::io::Read;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::{Duration, Instant};

/// What `serve` says when it refuses; it must not start serving.
fn refusal(t: &Ctx) -> String {
    let mut command = t.relais(&["serve"]);
    command.env("RELAIS_BIND", "127.0.0.1:0").stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let since = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if since.elapsed() > Duration::from_secs(30) {
            drop(child.kill());
            drop(child.wait());
            panic!("it serves a database that it should refuse");
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(status.code(), Some(1), "{said}");
    assert!(!said.contains("panicked"), "{said}");
    let lines: Vec<_> = said.lines().filter(|line| line.starts_with("relais: ")).collect();
    assert_eq!(lines.len(), 1, "{said}");
    lines[0].to_owned()
}

async fn run(t: &Ctx, sql: Sql) {
    let done = t.db.write(async move |mut tx: Tx| tx.run(sql, &[]).await.map(drop)).await;
    done.unwrap_or_else(|e: DbError| panic!("{e}"));
}

/// The database's file, whole: nothing of it waits in the log.
fn file(t: &Ctx) -> PathBuf {
    PathBuf::from(t.url.strip_prefix("sqlite://").unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_damaged_file_is_refused_and_left_as_it_is() {
    crate::support::on_engine(Engine::Sqlite, |t| async move {
        let sound = fs::read(file(&t)).unwrap();
        assert!(sound.len() > 200_000, "a migrated database");
        let mut zeroed = sound.clone();
        let middle = sound.len() / 2 / 4096 * 4096;
        zeroed[middle..middle + 40_960].fill(0);
        let mut garbled = sound.clone();
        garbled[100..1_000].fill(0xa5);
        let cases: [(&str, &[u8]); 5] = [
            (
                "no database",
                b"Ceci n'est pas une base de donnees, mais un texte assez long pour un en-tete. ",
            ),
            ("its first half", &sound[..sound.len() / 2]),
            ("all but its last page", &sound[..sound.len() - 4_096]),
            ("zeroes in the middle", &zeroed),
            ("a garbled first page", &garbled),
        ];
        for (what, bytes) in cases {
            let place = t.folder().join(format!("{}.db", what.replace([' ', '\''], "-")));
            fs::write(&place, bytes).unwrap();
            let mut damaged = t.clone();
            damaged.url = format!("sqlite://{}", place.display());
            let said = refusal(&damaged);
            assert!(said.contains("is damaged") && said.contains("relais restore"), "{what}: {said}");
            assert!(fs::read(&place).unwrap() == bytes, "{what}: the file was written to");
        }
    })
    .await;
}

both! {
    async fn a_database_of_a_newer_version_is_refused(t: Ctx) {
        run(&t, Sql::both(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
             SELECT 9999, 'later', TRUE, checksum, 0 FROM _sqlx_migrations WHERE version = 1",
        )).await;
        let said = refusal(&t);
        assert!(said.contains("newer version of Relais"), "{said}");
        let list = t.relais(&["user", "list"]).output().unwrap();
        assert_eq!(list.status.code(), Some(1), "other commands leave it alone too");
    }

    /// The last step finds its tables there already: it fails, and the database is as it was.
    async fn a_step_that_fails_is_told_and_changes_nothing(t: Ctx) {
        run(&t, Sql::both(
            "DELETE FROM _sqlx_migrations WHERE version = (SELECT MAX(version) FROM _sqlx_migrations)",
        )).await;
        let missing = t.db.missing_migrations().await.unwrap();
        let said = refusal(&t);
        assert!(said.contains("Updating the database failed"), "{said}");
        assert_eq!((t.db.missing_migrations().await.unwrap(), missing), (1, 1));
    }
}
