//! `relais demo`: an invented company, full of life today, in a file of its own; then as `relais serve`.

use super::progress::Progress;
use super::words::{lang, words};
use super::{Failure, Outcome, serve};
use relais::app;
use relais::clock::Clock;
use relais::config::Config;
use relais::db::{Db, DbError, ServeLock};
use relais::features::demo::{self, LEADS, PASSWORD, Plan, SEED, TEAM};
use relais::features::people::Hasher;
use relais::i18n::L;
use std::collections::HashSet;
use std::path::Path;

/// Where the demo lives, whatever `DATABASE_URL` says.
const FILE: &str = "data/demo.db";

/// Whether to begin anew.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(long)]
    fresh: bool,
}

/// Runs the command.
pub async fn run(args: Args, config: Config) -> Outcome {
    let config = Config { database_url: format!("sqlite://{FILE}"), ..config };
    prepare(args.fresh, &config).await?;
    println!("{}", words().demo_sign_in(demo::COMPANY));
    let l = L::new(lang(), demo::ZONE, Clock::System.now());
    let mut roles = HashSet::new();
    for mate in TEAM.iter().filter(|mate| roles.insert((mate.role, mate.team))) {
        let team = mate.team.map(|team| format!(", {}", l.team(team))).unwrap_or_default();
        println!("  {:<32} {PASSWORD}   {}{team}", mate.email, l.role(mate.role));
    }
    if !config.bind.ip().is_loopback() {
        println!("{}", words().demo_public());
    }
    serve::run(config).await
}

/// Fills the demo when there is none, when it is of another day or of another version, or when asked.
async fn prepare(fresh: bool, config: &Config) -> Outcome {
    let (clock, file) = (Clock::System, Path::new(FILE));
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).map_err(|e| Failure::said(format!("{}: {e}", folder.display())))?;
    }
    // whoever serves the demo keeps it; freed again for the server below
    let _lock = ServeLock::take(file).map_err(|e| Failure::said(e.to_string()))?;
    if !fresh && file.exists() && is_current(config, &clock).await {
        return Ok(());
    }
    for end in ["", "-wal", "-shm"] {
        let path = format!("{FILE}{end}");
        match std::fs::remove_file(&path) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => {
                return Err(Failure::said(format!("{path}: {e}")));
            }
            _ => {}
        }
    }
    let db = Db::open_to_fill(&config.database_url).await?;
    app::prepare(&db, &clock).await?;
    let hash = Hasher::default().hash(PASSWORD.to_owned()).await.map_err(|e| Failure::said(e.to_string()))?;
    println!("{}", words().demo_filling());
    let progress = Progress::start();
    let plan = Plan { leads: LEADS, seed: SEED, now: clock.now() };
    let told = words().demo_acts();
    let filled = demo::fill(&db, plan, &hash, |done, _| progress.say(&told, done as u64)).await;
    progress.end();
    db.close().await;
    filled.map(drop).map_err(|e| Failure::said(e.to_string()))?;
    std::fs::File::open(file).and_then(|file| file.sync_all()).map_err(|e| Failure::said(e.to_string()))
}

/// Whether what is there was filled today, by a version that this program still reads.
async fn is_current(config: &Config, clock: &Clock) -> bool {
    let look = async || -> Result<bool, DbError> {
        let db = Db::open(&config.database_url).await?;
        let current = db.missing_migrations().await? == 0 && demo::is_of_today(&db, clock.now()).await?;
        db.close().await;
        Ok(current)
    };
    look().await.unwrap_or(false) // what cannot be read is filled again
}
