//! `relais import FILE`: leads from another tool or a table.

use super::progress::Progress;
use super::words::{lang, words};
use super::{Failure, Outcome, session};
use relais::config::Config;
use relais::domain::contact::country_of;
use relais::domain::dates::DateOrder;
use relais::domain::money::{Currency, DecimalMark};
use relais::features::audit::By;
use relais::features::imports::mapping::System;
use relais::features::imports::reading::Encoding;
use relais::features::imports::{self, AssumedWords, Choices, Request, Survey};
use relais::features::settings;
use relais::i18n::{L, Lang, messages};
use std::path::PathBuf;
use std::sync::Arc;

/// What, and how.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[arg(long = "as", value_name = "SYSTEM", default_value = "auto",
          value_parser = ["auto", "hubspot", "salesforce", "pipedrive", "zoho", "relais", "csv"])]
    system: String,
    #[arg(long)]
    dry_run: bool,
    #[arg(long, value_name = "ORDER", value_parser = ["dmy", "mdy"])]
    dates: Option<String>,
    #[arg(long, value_name = "MARK", value_parser = ["comma", "point"])]
    decimal: Option<String>,
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
}

/// Runs the command.
pub async fn run(args: Args, config: Config) -> Outcome {
    let choices = choices(&args)?;
    let (db, clock) = session::open(&config).await?;
    let l = session::reader(&db, &clock).await?;
    let file = args.file.clone();
    let survey = tokio::task::spawn_blocking(move || Survey::of(&file, choices)).await;
    let survey = survey.map_err(|e| Failure::said(e.to_string()))?;
    let survey = survey.map_err(|e| {
        Failure::said(format!("{}: {}", args.file.display(), imports::survey_error_in_words(l, &e)))
    })?;
    for line in imports::survey_in_words(l, &survey) {
        println!("{line}");
    }
    let organisation = settings::organisation(&mut db.read().await?).await?;
    let currency: Option<Currency> = organisation.as_ref().and_then(|row| row.currency.parse().ok());
    let written: Lang = organisation.and_then(|row| row.language.parse().ok()).unwrap_or_default();
    let said = messages(written);
    let mut rejects = args.file.clone().into_os_string();
    rejects.push(".rejects.csv");
    let progress = Arc::new(Progress::start());
    let shown = progress.clone();
    let request = Request {
        dry_run: args.dry_run,
        by: By::SYSTEM,
        reading: imports::draft::Reading {
            zone: l.zone,
            country: country_of(l.zone),
            decimals: currency.unwrap_or(Currency::EUR).decimals(),
            now: clock.now(),
        },
        words: AssumedWords {
            undated: said.import_undated(),
            deduced: said.import_deduced(),
            status: said.import_status(),
        },
        rejects: rejects.into(),
        reason_header: words().import_reason_header(),
        reason: Arc::new(move |fault| imports::fault_in_words(L::new(lang(), l.zone, l.now), fault)),
        progress: Arc::new(move |rows| shown.say(&words().import_rows(), rows)),
        survey,
    };
    let outcome = imports::run(&db, &clock, request).await;
    progress.end();
    db.close().await;
    let outcome = outcome.map_err(|e| Failure::said(imports::import_error_in_words(l, &e)))?;
    for line in imports::outcome_in_words(l, &outcome) {
        println!("{line}");
    }
    Ok(())
}

fn choices(args: &Args) -> Result<Choices, Failure> {
    let encoding = match args.encoding.as_deref() {
        None => None,
        Some(name) => {
            let known = Encoding::named(name);
            Some(known.ok_or_else(|| {
                Failure::said(format!("--encoding {name}: {}", words().import_no_encoding()))
            })?)
        }
    };
    Ok(Choices {
        system: System::from_code(&args.system),
        encoding,
        dates: args.dates.as_deref().map(|order| match order {
            "mdy" => DateOrder::MonthFirst,
            _ => DateOrder::DayFirst,
        }),
        decimal: args.decimal.as_deref().map(|mark| match mark {
            "point" => DecimalMark::Point,
            _ => DecimalMark::Comma,
        }),
    })
}
