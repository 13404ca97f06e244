//! The Postgres server of the tests: `RELAIS_TEST_POSTGRES_URL` as `bin/test` sets it, or else one that all test
//! processes of this user share and that stops by itself soon after the last of them ends.

use std::fs::File;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

/// The URL of a maintenance database whose user may create databases; `None` where there is no Postgres.
///
/// # Panics
/// In CI when there is no Postgres, anywhere when it does not start.
pub fn url() -> Option<&'static str> {
    static URL: LazyLock<Option<String>> =
        LazyLock::new(|| std::env::var("RELAIS_TEST_POSTGRES_URL").ok().or_else(shared));
    URL.as_deref()
}

fn shared() -> Option<String> {
    // Not in target/: the server's unprivileged user must be able to reach it.
    let user = std::env::var("USER").unwrap_or_else(|_| "root".to_owned());
    let dir = std::env::temp_dir().join(format!("relais-test-pg-{user}"));
    // Held until this process ends: `bin/pg stop-when-idle` waits for that.
    let users = File::create(dir.with_extension("users")).expect("a lock file");
    users.lock_shared().expect("a shared lock");
    std::mem::forget(users);
    let starting = File::create(dir.with_extension("start")).expect("a lock file");
    starting.lock().expect("a lock");
    let pg = Path::new(env!("CARGO_MANIFEST_DIR")).join("bin/pg");
    let output = Command::new(pg)
        .arg("start")
        .arg(&dir)
        .args(["--throwaway", "--until-idle"])
        .output()
        .expect("bin/pg runs");
    if output.status.code() == Some(3) && std::env::var("CI").is_err() {
        return None;
    }
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "bin/pg start: {errors}");
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
