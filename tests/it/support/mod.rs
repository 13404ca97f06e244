//! What every integration test stands on: an empty, migrated database of its own on each engine.
//!
//! ```ignore
//! use crate::support::Ctx;
//!
//! both! {
//!     /// A claim is taken once.
//!     async fn one_claim_wins(t: Ctx) {
//!         let mut conn = t.db.read().await.unwrap();
//!         …
//!     }
//! }
//! ```
//!
//! makes two tests, `one_claim_wins::sqlite` and `one_claim_wins::postgres`. Use [`Ctx::relais`] to run the built
//! program on the same database. Read next: `database.rs` (where the databases come from).

pub mod cast;
mod cluster;
pub mod crowd;
mod database;
pub mod fingerprint;
pub mod histories;
pub mod naive;
pub mod site;
mod sources;

pub use sources::{entries, files, read, root, show, stem};

use database::TestDatabase;
use futures_util::FutureExt;
use relais::db::Db;
use std::panic::AssertUnwindSafe;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

/// Which of the two databases a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// What a test gets: the database, where it is, and a folder that goes when the test ends.
#[derive(Clone)]
pub struct Ctx {
    pub db: Db,
    pub engine: Engine,
    /// As `DATABASE_URL` would give it.
    pub url: String,
    folder: Arc<tempfile::TempDir>,
}

impl Ctx {
    /// A folder of the test's own.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The built program with `args`, on this test's database, in this test's folder, with nothing else of the
    /// environment: an unknown `RELAIS_*` variable would stop it.
    pub fn relais(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_relais"));
        command.args(args).current_dir(self.folder()).env_clear().env("DATABASE_URL", &self.url);
        command.envs(std::env::var_os("PATH").map(|path| ("PATH", path)));
        command
    }
}

/// Runs `body` on a new database of `engine`, then removes that, also when `body` panics.
pub async fn on_engine<F: Future<Output = ()>>(engine: Engine, body: impl FnOnce(Ctx) -> F) {
    let Some(database) = TestDatabase::create(engine).await else {
        eprintln!("SKIPPED: no Postgres on this machine (on Debian: apt-get install postgresql)");
        return;
    };
    let db = Db::open(database.url()).await.expect("the test's database opens");
    let folder = Arc::new(tempfile::tempdir().expect("a temporary folder"));
    let ctx = Ctx { db, engine, url: database.url().to_owned(), folder };
    let outcome = AssertUnwindSafe(body(ctx.clone())).catch_unwind().await;
    drop(ctx);
    database.remove().await;
    if let Err(panic) = outcome {
        std::panic::resume_unwind(panic);
    }
}

/// Runs `body` on SQLite, then on Postgres: for loops (proptest, rstest) that [`both!`] can't express.
pub async fn on_both<F: Future<Output = ()>>(body: impl Fn(Ctx) -> F) {
    on_engine(Engine::Sqlite, &body).await;
    on_engine(Engine::Postgres, &body).await;
}

/// One body, two tests: see the module.
macro_rules! both {
    ($($(#[$meta:meta])* async fn $name:ident($ctx:ident: $type:ty) $body:block)+) => {
        $(mod $name {
            #[allow(unused_imports, reason = "a body need not use what its file imports")]
            use super::*;
            use $crate::support::{Engine, on_engine};

            async fn body($ctx: $type) $body

            $(#[$meta])*
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                on_engine(Engine::Sqlite, body).await;
            }

            $(#[$meta])*
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                on_engine(Engine::Postgres, body).await;
            }
        })+
    };
}
