//! Reading a bundle into a database without leads: judged first, then written in one transaction.

use super::events::{self, Events};
use super::files::{Input, Refusals};
use super::fill::Filling;
use super::model::{BundleError, Report};
use super::{gaps, ids, judge, leads, store, tables};
use crate::clock::Clock;
use crate::db::{Db, DbError, Tx};
use crate::domain::history::{Event, effective};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::money::Currency;
use crate::domain::zone::parse_zone;
use crate::features::imports::Names;
use chrono_tz::Tz;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Files that a bundle may have beside those of `tables.rs`.
const SIDE_FILES: [&str; 5] = [events::FILE, "organisation.csv", "lists.csv", "reasons.csv", "people.csv"];

/// What was read and judged before anything is written.
pub struct Prepared {
    /// The folder.
    pub folder: PathBuf,
    /// Every event, linked and with ids.
    pub events: Events,
    /// Their numbers, by lead.
    pub by_lead: Vec<Vec<u32>>,
    /// The id of each lead in the database.
    pub leads: Vec<Id<of::Lead>>,
    /// What the figures depend on.
    pub settings: Settings,
    /// The instant of the import: nothing may be later.
    pub now: Instant,
}

/// Currency and zone of the figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Of every amount.
    pub currency: Currency,
    /// Of every day.
    pub zone: Tz,
}

impl Prepared {
    /// The events of a lead, as the domain knows them.
    pub fn history(&self, lead: usize) -> Vec<Event> {
        let rows = self.by_lead.get(lead).map(Vec::as_slice).unwrap_or_default();
        rows.iter().filter_map(|row| self.events.event(*row, &self.leads)).collect()
    }
}

/// Imports the bundle in `folder`. Nothing is written unless everything is accepted.
///
/// # Errors
/// [`BundleError`]: [`BundleError::HoldsLeads`], [`BundleError::Refused`] with lines and reasons, or a failure.
pub async fn import(
    db: &Db,
    clock: &Clock,
    folder: &Path,
    progress: Arc<dyn Fn(&'static str, u64) + Send + Sync>,
) -> Result<Report, BundleError> {
    let mut conn = db.read().await?;
    refuse_leads(store::lead_count(&mut conn).await?)?;
    let before = settings_of(store::organisation(&mut conn).await?);
    drop(conn);
    let (clock, folder) = (clock.clone(), folder.to_path_buf());
    let (its_clock, its_progress) = (clock.clone(), progress.clone());
    let read =
        tokio::task::spawn_blocking(move || prepare(folder, &before, &its_clock, its_progress.as_ref()));
    let prepared = read.await.map_err(|_| DbError::Panicked)??;
    db.write(async move |mut tx: Tx| fill(&mut tx, prepared, clock, progress.as_ref()).await).await
}

fn refuse_leads(count: i64) -> Result<(), BundleError> {
    if count == 0 { Ok(()) } else { Err(BundleError::HoldsLeads(count)) }
}

/// Euros and Paris until something else was said.
pub fn settings_of(row: Option<(String, String)>) -> Settings {
    let (currency, zone) = row.unwrap_or_default();
    Settings {
        currency: currency.parse().unwrap_or(Currency::EUR),
        zone: parse_zone(&zone).unwrap_or(chrono_tz::Europe::Paris),
    }
}

fn prepare(
    folder: PathBuf,
    before: &Settings,
    clock: &Clock,
    progress: super::Progress<'_>,
) -> Result<Prepared, BundleError> {
    if !folder.is_dir() {
        return Err(BundleError::NoFolder(folder));
    }
    let now = clock.now();
    let mut refusals = Refusals::default();
    let settings = settings(&folder, before, &mut refusals)?;
    let listed = leads::list(&folder, &mut refusals)?;
    let mut events = events::read(&folder, listed, now, &mut refusals, progress)?;
    judge::links(&events, &mut refusals);
    refusals.check()?;
    events.allocate(clock);
    let leads: Vec<_> =
        events.leads.texts().map(|text| ids::own(text).unwrap_or_else(|| clock.id())).collect();
    let by_lead = events.by_lead();
    judge::histories(&events, &by_lead, &leads, &mut refusals);
    refusals.check()?;
    Ok(Prepared { folder, events, by_lead, leads, settings, now })
}

/// `organisation.csv`: the currency and zone of the bundle's figures.
fn settings(folder: &Path, before: &Settings, refusals: &mut Refusals) -> Result<Settings, BundleError> {
    let mut settings = before.clone();
    let Some(mut input) = Input::open(folder, "organisation.csv", &[])? else { return Ok(settings) };
    while let Some(line) = input.next(refusals) {
        let value = line.get("value");
        let not = |what| super::Fault::Not("value", what, value.to_owned());
        let read = match line.get("key") {
            "currency" => {
                value.parse().map(|currency| settings.currency = currency).map_err(|_| not("currency"))
            }
            "time_zone" => parse_zone(value).map(|zone| settings.zone = zone).ok_or_else(|| not("time_zone")),
            _ => Ok(()),
        };
        refusals.take("organisation.csv", line.number, read);
    }
    Ok(settings)
}

async fn fill(
    tx: &mut Tx,
    prepared: Prepared,
    clock: Clock,
    progress: super::Progress<'_>,
) -> Result<Report, BundleError> {
    refuse_leads(store::lead_count(tx).await?)?;
    let mut report = Report { unknown_files: unknown_files(&prepared.folder), ..Report::default() };
    if !prepared.events.unknown.is_empty() {
        report.unknown_columns.push((events::FILE, prepared.events.unknown.clone()));
    }
    take_settings(tx, &prepared.settings, &mut report).await?;
    let lookups = Names::load(tx, clock.clone()).await?;
    let mut filling = Filling::new(tx, &prepared, lookups, clock, report, progress);
    filling.lists().await?;
    filling.people()?;
    filling.reasons().await?;
    filling.companies().await?;
    filling.agreement().await?;
    leads::fill(&mut filling).await?;
    filling.events().await?;
    filling.deals().await?;
    for table in tables::OTHERS {
        filling.table(table).await?;
    }
    for table in tables::REVIEWS {
        filling.table(table).await?;
    }
    filling.default_cycles().await?;
    filling.refusals.check()?;
    filling.projections().await?;
    filling.obligations().await?;
    let mut report = filling.report;
    report.new_people = filling.lookups.new_people;
    report.new_names =
        filling.lookups.new_names.into_iter().map(|(list, names)| (list.code(), names)).collect();
    report.gaps = gaps::of(tx, &prepared, report.gaps).await?;
    Ok(report)
}

async fn take_settings(tx: &mut Tx, settings: &Settings, report: &mut Report) -> Result<(), DbError> {
    let before = store::organisation(tx).await?;
    let now = (settings.currency.code().to_owned(), settings.zone.name().to_owned());
    if before.as_ref() == Some(&now) {
        return Ok(());
    }
    store::set_organisation(tx, &now.0, &now.1).await?;
    if let Some(before) = before {
        let both = [("currency", before.0, now.0), ("time_zone", before.1, now.1)];
        report.settings.extend(both.into_iter().filter(|(_, before, after)| before != after));
    }
    Ok(())
}

fn unknown_files(folder: &Path) -> Vec<String> {
    let known = |name: &str| {
        SIDE_FILES.contains(&name)
            || super::agreement::FILES.contains(&name)
            || [tables::LEADS.file, tables::DEALS.file, tables::COMPANIES.file].contains(&name)
            || tables::OTHERS.iter().chain(tables::REVIEWS).any(|table| table.file == name)
    };
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut unknown: Vec<_> = names.filter(|name| name.ends_with(".csv") && !known(name)).collect();
    unknown.sort();
    unknown
}

/// The survivor of a merged lead, from its history.
pub fn survivor(history: &[Event]) -> Option<Id<of::Lead>> {
    effective(history, Instant::NEVER).merged_into
}
