//! `relais seed`: fills an empty database with a synthetic company, for benchmarks.

use super::progress::Progress;
use super::words::words;
use super::{Failure, Outcome, session};
use relais::config::Config;
use relais::features::seed::{self, Plan, SeedError};

/// How large.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..=20_000_000))]
    leads: u64,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    #[arg(long, default_value_t = 24, value_parser = clap::value_parser!(u32).range(1..=240))]
    months: u32,
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u64).range(0..=20_000_000))]
    open_obligations: u64,
}

/// Runs the command.
pub async fn run(args: Args, config: Config) -> Outcome {
    let (db, clock) = session::open(&config).await?;
    let zone = session::organisation_zone(&db).await?;
    let plan = Plan {
        leads: args.leads,
        seed: args.seed,
        months: args.months,
        open_obligations: args.open_obligations,
    };
    let progress = Progress::start();
    let done = seed::run(&db, &clock, zone, plan, |n| progress.say(&words().seed_leads(), n)).await;
    progress.end();
    db.close().await;
    match done {
        Ok(()) => {
            println!("{}", words().seed_done(i64::try_from(args.leads).unwrap_or(i64::MAX)));
            Ok(())
        }
        Err(SeedError::NotEmpty) => Err(Failure::said(words().seed_not_empty())),
        Err(SeedError::Db(e)) => Err(e.into()),
    }
}
