//! The rows of a bundle on their way into the database, inside its one transaction.

use super::convert::{Scale, value};
use super::files::{Input, Line, Refusals};
use super::import::Prepared;
use super::model::{BundleError, Fault, Report};
use super::stop::Stop;
use super::tables::{self, ALIASES, Column, Kind, Table};
use super::values::{Values, cell};
use super::{Progress, ids, leads, store};
use crate::clock::Clock;
use crate::db::{DbError, Tx, Val};
use crate::domain::history::Event;
use crate::domain::ids::{Id, of};
use crate::domain::review::sha256;
use crate::domain::text::clean_text;
use crate::features::imports::{List, Names};
use crate::features::{history, sla};
use crate::vals;
use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use uuid::Uuid;

/// Rows written at once.
pub const CHUNK: usize = 500;
/// Longest free text.
const TEXT_MAX: usize = 20_000;

/// The work at hand.
pub struct Filling<'a> {
    pub tx: &'a mut Tx,
    pub prepared: &'a Prepared,
    pub report: Report,
    pub refusals: Refusals,
    pub lookups: Names,
    pub clock: Clock,
    pub progress: Progress<'a>,
    scale: Scale,
    /// Free texts that the rows waiting to be written refer to.
    pub notes: Vec<Vec<Val>>,
    pub deals: HashMap<Box<str>, Uuid>,
    has_cycles: bool,
}

impl<'a> Filling<'a> {
    pub fn new(
        tx: &'a mut Tx,
        prepared: &'a Prepared,
        lookups: Names,
        clock: Clock,
        report: Report,
        progress: Progress<'a>,
    ) -> Self {
        let scale = Scale { now: prepared.now, decimals: prepared.settings.currency.decimals() };
        let (refusals, notes, deals, has_cycles) = (Refusals::default(), Vec::new(), HashMap::new(), false);
        Self { tx, prepared, report, refusals, lookups, clock, progress, scale, notes, deals, has_cycles }
    }

    /// The events of the lead of this number.
    pub fn history(&self, number: usize) -> Vec<Event> {
        self.prepared.history(number)
    }
    /// The id of the lead of this number.
    pub fn lead(&self, number: usize) -> Result<Id<of::Lead>, DbError> {
        self.prepared.leads.get(number).copied().ok_or(DbError::Panicked)
    }
    /// The rows that keep the ids of the bundle.
    pub fn bundle_names(&self) -> Vec<Vec<Val>> {
        leads::names(&self.prepared.events.leads, &self.prepared.leads)
    }
    /// The entry of a list, added when it is new.
    pub async fn name(&mut self, list: List, header: &'static str, text: &str) -> Result<Uuid, BundleError> {
        match self.lookups.name(self.tx, list, text).await.map_err(|e| Stop::name(header, e)) {
            Ok(id) => Ok(id),
            Err(Stop::Error(e)) => Err(e),
            Err(Stop::Fault(_)) => Err(DbError::Panicked.into()),
        }
    }

    /// Notes the columns of a file that Relais does not know, and answers them.
    pub fn note_unknown(&mut self, table: &Table, input: &Input) -> Vec<String> {
        let unknown = input.unknown(|name| table.columns.iter().any(|column| column.header == name));
        if !unknown.is_empty() {
            self.report.unknown_columns.push((table.file, unknown.clone()));
        }
        unknown
    }

    /// Writes the rows that wait when there are more than `more_than`.
    pub async fn flush(
        &mut self,
        table: &'static str,
        columns: &[&'static str],
        rows: &mut Vec<Vec<Val>>,
        more_than: usize,
    ) -> Result<(), BundleError> {
        if rows.len() > more_than {
            let (notes, rows) = (std::mem::take(&mut self.notes), std::mem::take(rows));
            store::insert(self.tx, "note", &["id", "lead_id", "body"], &notes).await?;
            store::insert(self.tx, table, columns, &rows).await?;
        }
        Ok(())
    }

    /// The values of a line; `instead` answers for columns that the file does not have.
    pub async fn row(
        &mut self,
        table: &Table,
        line: &Line<'_>,
        instead: &(dyn Fn(&str) -> Option<String> + Sync),
    ) -> Result<Values, Stop> {
        let mut row = Vec::with_capacity(table.columns.len() + 1);
        for column in table.columns {
            let text = cell(table, column, line, instead)?;
            match value(column, &text, self.scale)? {
                Some(value) => row.push(value),
                None => self.looked_up(column, &text, line, &mut row).await?,
            }
        }
        Ok(Values::new(table, row))
    }

    async fn looked_up(
        &mut self,
        column: &Column,
        text: &str,
        line: &Line<'_>,
        row: &mut Vec<Val>,
    ) -> Result<(), Stop> {
        let header = column.header;
        let value = match column.kind {
            Kind::Id if header == "lead_id" => Val::from(self.lead_named(text)?),
            Kind::Id => Val::from(ids::own::<()>(text).unwrap_or_else(|| self.clock.id())),
            Kind::IdRef => {
                let own = ids::own::<()>(text);
                row.push(Val::from(own.unwrap_or_else(|| self.clock.id())));
                Val::from(own.is_none().then_some(text))
            }
            Kind::OptLead | Kind::OptDeal if text.is_empty() => Val::Uuid(None),
            Kind::Lead | Kind::OptLead => Val::from(self.lead_named(text)?),
            Kind::Deal | Kind::OptDeal => {
                Val::from(*self.deals.get(text).ok_or_else(|| Fault::NoDeal(text.to_owned()))?)
            }
            Kind::Event if text.is_empty() => Val::Uuid(None),
            Kind::Event => {
                let number = self.prepared.events.names.get(text);
                let event = number.and_then(|number| self.prepared.events.rows.get(number as usize));
                Val::from(event.ok_or_else(|| Fault::NoEvent(text.to_owned()))?.id)
            }
            Kind::Note => {
                let body = clean_text(text, TEXT_MAX).map_err(|_| Fault::BadText(header))?;
                if body.is_empty() {
                    Val::Uuid(None)
                } else {
                    let (id, lead) = (self.clock.id::<of::Note>(), self.lead_named(line.get("lead_id"))?);
                    self.notes.push(vals![id, lead, body].to_vec());
                    Val::from(id)
                }
            }
            Kind::Person(_) | Kind::Name(_) if text.is_empty() => Val::Uuid(None),
            Kind::Person(role) => {
                Val::from(self.lookups.person(self.tx, text, role).await.map_err(|e| Stop::name(header, e))?)
            }
            Kind::Name(list) | Kind::NeededName(list) => {
                Val::from(self.lookups.name(self.tx, list, text).await.map_err(|e| Stop::name(header, e))?)
            }
            Kind::Changed => Val::from(self.changed(header, text, line.get("field")).await?),
            _ => return Err(DbError::Panicked.into()),
        };
        row.push(value);
        Ok(())
    }

    async fn changed(&mut self, header: &'static str, text: &str, field: &str) -> Result<String, Stop> {
        if text.is_empty() {
            return Ok(String::new());
        }
        if tables::is_person_field(field) {
            let id = self.lookups.person(self.tx, text, "rep").await.map_err(|e| Stop::name(header, e))?;
            return Ok(id.to_string());
        }
        match tables::list_of_field(field) {
            Some(list) => Ok(self
                .lookups
                .name(self.tx, list, text)
                .await
                .map_err(|e| Stop::name(header, e))?
                .to_string()),
            None => clean_text(text, TEXT_MAX).map_err(|_| Fault::BadText(header).into()),
        }
    }

    fn lead_named(&self, text: &str) -> Result<Id<of::Lead>, Fault> {
        let number = self.prepared.events.leads.get(text);
        let lead = number.and_then(|number| self.prepared.leads.get(number as usize));
        lead.copied().ok_or_else(|| Fault::NoLead(text.to_owned()))
    }

    /// One of the files that follow the deals.
    pub async fn table(&mut self, table: &Table) -> Result<(), BundleError> {
        let Some(mut input) = Input::open(&self.prepared.folder, table.file, ALIASES)? else { return Ok(()) };
        self.has_cycles |= table.table == "cycle_dimension";
        self.note_unknown(table, &input);
        let columns = store::sql_columns(table);
        let (mut rows, mut seen, mut count) = (Vec::with_capacity(CHUNK), HashSet::new(), 0u64);
        while let Some(line) = input.next(&mut self.refusals) {
            let read = match self.row(table, &line, &|_| None).await {
                Ok(values) => check(table, &line, &values, &mut seen).map(|()| values),
                Err(Stop::Fault(fault)) => Err(fault),
                Err(Stop::Error(e)) => return Err(e),
            };
            if let Some(values) = self.refusals.take(table.file, line.number, read) {
                rows.push(values.into_row());
            }
            count += 1;
            self.flush(table.table, &columns, &mut rows, CHUNK).await?;
            if count.is_multiple_of(10_000) {
                (self.progress)(table.file, count);
            }
        }
        self.flush(table.table, &columns, &mut rows, 0).await?;
        self.report.rows.push((table.file, count));
        Ok(())
    }

    /// Without `cycles.csv`, each cycle has the dimensions of its lead; persona and owner are settled where the
    /// lead was qualified and has an owner.
    pub async fn default_cycles(&mut self) -> Result<(), BundleError> {
        if !self.has_cycles {
            store::default_cycles(self.tx).await?;
        }
        Ok(())
    }

    /// What is counted from the events, for every lead.
    pub async fn projections(&mut self) -> Result<(), BundleError> {
        for (at, leads) in self.prepared.leads.chunks(CHUNK).enumerate() {
            let loaded = history::load(self.tx, leads).await?;
            let projected: Vec<_> =
                loaded.into_iter().map(|lead| lead.projected(self.prepared.settings.zone)).collect();
            history::insert_projected(self.tx, &projected).await?;
            (self.progress)("journey", ((at + 1) * CHUNK) as u64);
        }
        Ok(())
    }
}

impl Filling<'_> {
    /// What handoffs oblige to, once everything else is in; a handoff without a calendar gets the organisation's.
    pub async fn obligations(&mut self) -> Result<(), BundleError> {
        let zone = self.prepared.settings.zone;
        sla::stamp_rest(self.tx, zone, self.prepared.now).await?;
        sla::settle_within(self.tx, zone).await?;
        Ok(())
    }
}

/// What holds of the rows of any table: said once, recorded after it occurred, handed to one.
pub fn check(table: &Table, line: &Line<'_>, values: &Values, seen: &mut HashSet<u128>) -> Result<(), Fault> {
    let key: Vec<&str> = match table.table {
        "lead_tag" => vec!["lead_id", "tag"],
        "lead_extra" => vec!["lead_id", "key"],
        "external_ref" => vec!["system", "ref"],
        "cycle_dimension" => vec!["lead_id", "cycle"],
        "lead_change" => vec!["lead_id", "version", "field"],
        "deal_change" => vec!["deal_id", "version", "field"],
        "review_note" => vec!["week", "block", "team", "version"],
        "obligation_excuse" => vec!["handoff_id", "kind"],
        _ => table.columns.iter().take(1).map(|column| column.header).collect(),
    };
    let texts: Vec<&str> = key.iter().map(|column| line.get(column)).collect();
    let half = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        (salt, &texts).hash(&mut hasher);
        u128::from(hasher.finish())
    };
    if !seen.insert(half(0) << 64 | half(1)) {
        return Err(match texts.as_slice() {
            [id] => Fault::Duplicate((*id).to_owned()),
            _ => Fault::TwiceRow,
        });
    }
    let occurred = ["occurred_at", "opened_at", "at"].iter().find_map(|column| values.int(column));
    if let (Some(occurred), Some(recorded)) = (occurred, values.int("recorded_at"))
        && table.table == "activity"
        && recorded < occurred
    {
        return Err(Fault::RecordedBefore);
    }
    if table.table == "review" {
        let (payload, sha) = (line.get("payload"), line.get("sha256"));
        let digest: String = sha256(payload).iter().map(|byte| format!("{byte:02x}")).collect();
        if payload.is_empty() != sha.is_empty() || (!sha.is_empty() && digest != sha) {
            return Err(Fault::Not("sha256", "code", sha.to_owned()));
        }
    }
    if table.table == "obligation_excuse" && ids::own::<()>(line.get("handoff_id")).is_none() {
        return Err(Fault::Not("handoff_id", "code", line.get("handoff_id").to_owned()));
    }
    if table.table == "handoff" && values.is_null("to_member") == values.is_null("to_queue") {
        return Err(Fault::OwnerAndQueue);
    }
    Ok(())
}
