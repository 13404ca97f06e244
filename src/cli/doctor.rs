//! `relais doctor`: is the instance well? One line a question, each `ok`, `warn` or `fail` with the remedy. Answers 1
//! when anything fails. It changes nothing, not even the schema.

use super::words::{lang, words};
use super::{Failure, Outcome};
use relais::clock::Clock;
use relais::config::Config;
use relais::db::{Db, DbError};
use relais::features::upkeep;
use relais::i18n::format;
use std::path::Path;

const SPARE: u64 = 256 * 1024 * 1024;
const BACKUP_SECS: i64 = 7 * 86_400;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Ok,
    Warn,
    Fail,
}

struct Report {
    failed: usize,
}

impl Report {
    fn say(&mut self, verdict: Verdict, line: &str) {
        let mark = match verdict {
            Verdict::Ok => "ok  ",
            Verdict::Warn => "warn",
            Verdict::Fail => "fail",
        };
        self.failed += usize::from(verdict == Verdict::Fail);
        println!("{mark}  {line}");
    }
}

/// Runs the command.
pub async fn run(config: Config) -> Outcome {
    let mut report = Report { failed: 0 };
    match Db::open(&config.database_url).await {
        Err(e) => report.say(Verdict::Fail, &words().doctor_no_database(e.to_string())),
        Ok(db) => {
            if let Err(e) = examine(&db, &mut report).await {
                report.say(Verdict::Fail, &words().doctor_no_database(e.to_string()));
            }
            db.close().await;
        }
    }
    match report.failed {
        0 => Ok(()),
        n => Err(Failure::said(words().doctor_failed(i64::try_from(n).unwrap_or(i64::MAX)))),
    }
}

async fn examine(db: &Db, report: &mut Report) -> Result<(), DbError> {
    let t = words();
    let engine = if db.is_sqlite() { "SQLite" } else { "Postgres" };
    report.say(Verdict::Ok, &t.doctor_engine(engine, db.version().await?));
    if let Some(settings) = db.sqlite_settings().await? {
        let durable =
            settings.journal_mode == "wal" && settings.synchronous == 2 && settings.foreign_keys == 1;
        let verdict = if durable { Verdict::Ok } else { Verdict::Fail };
        let (synchronous, keys) = (settings.synchronous.to_string(), settings.foreign_keys.to_string());
        report.say(verdict, &t.doctor_settings(settings.journal_mode, synchronous, keys));
        match settings.quick_check.as_str() {
            "ok" => report.say(Verdict::Ok, &t.doctor_whole()),
            why => report.say(Verdict::Fail, &t.doctor_damaged(why)),
        }
    }
    disk(db, report);
    let missing = db.missing_migrations().await?;
    if missing > 0 {
        report.say(Verdict::Fail, &t.doctor_migrations_missing(i64::try_from(missing).unwrap_or(i64::MAX)));
        return Ok(()); // the tables that the rest asks may not be there
    }
    if db.is_newer().await? {
        report.say(Verdict::Fail, &t.doctor_newer());
        return Ok(());
    }
    report.say(Verdict::Ok, &t.doctor_migrations());
    let (leads, events) = db.size().await?;
    report.say(Verdict::Ok, &t.doctor_counts(format::number(lang(), leads), format::number(lang(), events)));
    let now = Clock::System.now();
    let newest = upkeep::newest_record(&mut db.read().await?).await?;
    match newest {
        Some(newest) if newest > now => {
            report.say(Verdict::Fail, &t.doctor_clock(now.rfc3339(), newest.rfc3339()))
        }
        _ => report.say(Verdict::Ok, &t.doctor_clock_right(now.rfc3339())),
    }
    if db.is_sqlite() {
        match upkeep::last_backup(&mut db.read().await?).await? {
            Some(at) if now.since(at) / 1_000_000 <= BACKUP_SECS => {
                report.say(Verdict::Ok, &t.doctor_backup(at.rfc3339()));
            }
            Some(at) => report.say(Verdict::Warn, &t.doctor_backup_old(at.rfc3339())),
            None => report.say(Verdict::Warn, &t.doctor_backup_none()),
        }
    }
    Ok(())
}

fn disk(db: &Db, report: &mut Report) {
    let Some(folder) = db.path().and_then(Path::parent) else { return };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    if let Ok(free) = fs4::available_space(folder) {
        let mib = format::number(lang(), i64::try_from(free / (1024 * 1024)).unwrap_or(i64::MAX));
        let verdict = if free < SPARE { Verdict::Warn } else { Verdict::Ok };
        report.say(verdict, &words().doctor_disk(mib));
    }
}
