//! `relais check`: whether everything stored agrees with the events; `--repair` writes again what they say.

use super::progress::Progress;
use super::words::words;
use super::{Failure, Outcome, session};
use relais::config::Config;
use relais::domain::contact::country_of;
use relais::features::upkeep;

/// How.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(long)]
    repair: bool,
}

/// Runs the command.
pub async fn run(args: Args, config: Config) -> Outcome {
    let (db, clock) = session::open(&config).await?;
    let l = session::reader(&db, &clock).await?;
    let zone = session::organisation_zone(&db).await?;
    let country = country_of(zone);
    let progress = Progress::start();
    let mut found = upkeep::check(&db, zone, country, &|n| progress.say(&words().check_leads(), n)).await?;
    if args.repair && !found.is_clean() {
        progress.end();
        for line in upkeep::findings_in_words(l, &found) {
            println!("{line}");
        }
        upkeep::repair(&db, &found, zone, country).await?;
        println!("{}", words().check_repaired());
        found = upkeep::check(&db, zone, country, &|n| progress.say(&words().check_leads(), n)).await?;
    }
    progress.end();
    db.close().await;
    for line in upkeep::findings_in_words(l, &found) {
        println!("{line}");
    }
    match found.is_clean() {
        true => Ok(()),
        false => Err(Failure::said(upkeep::verdict_in_words(l, &found))),
    }
}
