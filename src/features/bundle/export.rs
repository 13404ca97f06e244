//! Writing a bundle: everything about leads as it is at one instant, in an order that does not depend on the engine.

use super::convert;
use super::events;
use super::files::Output;
use super::import::settings_of;
use super::model::{BundleError, Written};
use super::store;
use super::tables::{self, Column, Kind, Table};
use super::{Progress, ids};
use crate::db::{Conn, Db, DbError, Row};
use crate::domain::csv_safe::escape;
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::features::imports::{self, List, Person};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use uuid::Uuid;

/// Leads exported at once.
const PAGE: i64 = 500;

/// What the ids of the database are called in the bundle.
struct Names {
    lists: HashMap<(List, Uuid), String>,
    people: HashMap<Uuid, (String, Person)>,
    leads: HashMap<Uuid, String>,
    /// The people that a file names.
    used: BTreeMap<String, Person>,
    decimals: u8,
}

/// Exports to `folder`, which must be new or empty. The folder appears when everything is in it.
///
/// # Errors
/// [`BundleError::NotEmpty`], [`BundleError::Io`], [`BundleError::Db`].
pub async fn export(db: &Db, folder: &Path, progress: Progress<'_>) -> Result<Written, BundleError> {
    let failed = |e| BundleError::Io(folder.to_path_buf(), e);
    if folder.exists() {
        let mut entries = std::fs::read_dir(folder).map_err(failed)?;
        if entries.next().is_some() {
            return Err(BundleError::NotEmpty(folder.to_path_buf()));
        }
    }
    let mut partial = folder.as_os_str().to_owned();
    partial.push(".partial");
    let partial = std::path::PathBuf::from(partial);
    if partial.exists() {
        std::fs::remove_dir_all(&partial).map_err(failed)?; // an export that was interrupted
    }
    std::fs::create_dir_all(&partial).map_err(failed)?;
    let written = db.snapshot(async |conn: &mut Conn| write(conn, &partial, progress).await).await;
    match written {
        Ok(written) => {
            if folder.exists() {
                std::fs::remove_dir(folder).map_err(failed)?;
            }
            std::fs::rename(&partial, folder).map_err(failed)?;
            Ok(written)
        }
        Err(e) => {
            std::fs::remove_dir_all(&partial).map_err(failed)?;
            Err(e)
        }
    }
}

async fn write(conn: &mut Conn, folder: &Path, progress: Progress<'_>) -> Result<Written, BundleError> {
    let mut written = Written::default();
    let mut names = organisation(conn, folder, &mut written).await?;
    lists(conn, folder, &mut names, &mut written).await?;
    companies(conn, folder, &mut names, &mut written).await?;
    super::agreement::export(conn, folder, |id| names.entry(List::Persona, id), &mut written).await?;
    let mut tables = Vec::new();
    for table in [&tables::LEADS, &tables::DEALS].into_iter().chain(tables::OTHERS) {
        tables.push((table, Output::create(folder, table.file, &table.header())?));
    }
    let mut history = Output::create(folder, events::FILE, events::HEADER)?;
    let mut after = 0;
    while let Some((last, leads)) = store::lead_page(conn, after, PAGE).await? {
        after = last;
        for (table, output) in &mut tables {
            for row in page(conn, table, &leads, &mut names).await? {
                output.row(row)?;
            }
        }
        for row in history_of(conn, &leads, &mut names).await? {
            history.row(row)?;
        }
        progress(events::FILE, history.rows);
    }
    written.rows.push((events::FILE, history.finish(true)?));
    for (table, output) in tables {
        written.rows.push((table.file, output.finish(table.file == tables::LEADS.file)?));
    }
    for table in tables::REVIEWS {
        let mut output = Output::create(folder, table.file, &table.header())?;
        for row in store::review_rows(conn, table).await? {
            output.row(record(table, &row, &mut names)?)?;
        }
        written.rows.push((table.file, output.finish(false)?));
    }
    written.rows.push(("people.csv", people(folder, &names)?));
    written.rows.retain(|(_, rows)| *rows > 0);
    Ok(written)
}

/// What the figures depend on, and the names that everything refers to.
async fn organisation(conn: &mut Conn, folder: &Path, written: &mut Written) -> Result<Names, BundleError> {
    let settings = settings_of(store::organisation(conn).await?);
    let currency = settings.currency;
    let mut output = Output::create(folder, "organisation.csv", &["key", "value"])?;
    output.row(["currency", currency.code()])?;
    output.row(["time_zone", settings.zone.name()])?;
    written.rows.push(("organisation.csv", output.finish(false)?));
    let members = imports::members(conn).await?;
    let mut namesakes: HashMap<&str, usize> = HashMap::new();
    for member in &members {
        *namesakes.entry(&member.name_key).or_default() += 1;
    }
    let alone =
        |member: &Person| namesakes.get(member.name_key.as_str()) == Some(&1) && !member.name.contains('@');
    let called = |member: &Person| if alone(member) { member.name.clone() } else { member.email.clone() };
    let people = members.iter().map(|member| (member.id, (called(member), member.clone()))).collect();
    let leads = store::lead_names(conn).await?.into_iter().collect();
    let decimals = currency.decimals();
    Ok(Names { lists: HashMap::new(), people, leads, used: BTreeMap::new(), decimals })
}

async fn lists(
    conn: &mut Conn,
    folder: &Path,
    names: &mut Names,
    written: &mut Written,
) -> Result<(), BundleError> {
    let mut output = Output::create(folder, "lists.csv", &["list", "name", "active", "more"])?;
    for list in List::ALL {
        for entry in imports::list_entries(conn, list).await? {
            if list != List::Company {
                let (name, more) = (escape(&entry.name), escape(&entry.more));
                let active = if entry.active { "true" } else { "false" };
                output.row([list.code(), name.as_ref(), active, more.as_ref()])?;
            }
            names.lists.insert((list, entry.id), entry.name);
        }
    }
    written.rows.push(("lists.csv", output.finish(false)?));
    let header = ["kind", "code", "label_fr", "label_en", "destination", "extra", "position", "active"];
    let mut output = Output::create(folder, "reasons.csv", &header)?;
    for reason in store::reasons(conn).await? {
        output.row(reason.iter().map(|cell| escape(cell).into_owned()))?;
    }
    written.rows.push(("reasons.csv", output.finish(false)?));
    Ok(())
}

async fn companies(
    conn: &mut Conn,
    folder: &Path,
    names: &mut Names,
    written: &mut Written,
) -> Result<(), BundleError> {
    let table = &tables::COMPANIES;
    let mut output = Output::create(folder, table.file, &table.header())?;
    let mut after = 0i64;
    loop {
        let rows = store::numbered_rows(conn, table, after, PAGE).await?;
        let Some(last) = rows.last() else { break };
        after = last.get("seq")?;
        for row in &rows {
            output.row(record(table, row, names)?)?;
        }
    }
    written.rows.push((table.file, output.finish(false)?));
    Ok(())
}

/// The rows of a table for a page of leads: lead after lead, each lead's in the order of time, then of the text.
async fn page(
    conn: &mut Conn,
    table: &Table,
    leads: &[Id<of::Lead>],
    names: &mut Names,
) -> Result<Vec<Vec<String>>, DbError> {
    let place: HashMap<Id<of::Lead>, usize> =
        leads.iter().enumerate().map(|(at, lead)| (*lead, at)).collect();
    let column = if table.table == "lead" { "id" } else { "lead_id" };
    let time = table.columns.iter().position(|column| column.kind == Kind::At);
    let mut rows = Vec::new();
    for row in store::rows_of(conn, table, leads).await? {
        let lead = row.id(column)?;
        let cells = record(table, &row, names)?;
        let at = match time.and_then(|time| table.columns.get(time)) {
            Some(column) => row.at(column.sql)?,
            None => Instant::DAWN,
        };
        rows.push((place.get(&lead).copied(), at, cells));
    }
    rows.sort_unstable();
    Ok(rows.into_iter().map(|(_, _, cells)| cells).collect())
}

fn record(table: &Table, row: &Row, names: &mut Names) -> Result<Vec<String>, DbError> {
    table
        .columns
        .iter()
        .map(|column| match convert::cell(column, row, names.decimals)? {
            Some(cell) => Ok(cell),
            None => Ok(escape(&names.cell(column, row)?).into_owned()),
        })
        .collect()
}

impl Names {
    fn cell(&mut self, column: &Column, row: &Row) -> Result<String, DbError> {
        let sql = column.sql;
        let kept = |name: &str| row.get::<Option<String>>(name);
        Ok(match column.kind {
            Kind::Id if column.header == "lead_id" => self.lead(row.get(sql)?),
            Kind::Id => row.get::<Uuid>(sql)?.to_string(),
            Kind::IdRef => ids::text(row.get(sql)?, kept("ref")?),
            Kind::Lead => self.lead(row.get(sql)?),
            Kind::OptLead => row.get::<Option<Uuid>>(sql)?.map(|id| self.lead(id)).unwrap_or_default(),
            Kind::Event | Kind::Deal | Kind::OptDeal => match row.get::<Option<Uuid>>(sql)? {
                Some(id) => ids::text(id, kept(&format!("{sql}_ref"))?),
                None => String::new(),
            },
            Kind::Note => kept(sql)?.unwrap_or_default(),
            Kind::Person(_) => row.get::<Option<Uuid>>(sql)?.map(|id| self.person(id)).unwrap_or_default(),
            Kind::Name(list) | Kind::NeededName(list) => {
                row.get::<Option<Uuid>>(sql)?.map(|id| self.entry(list, id)).unwrap_or_default()
            }
            Kind::Changed => self.changed(&row.get::<String>("field")?, kept(sql)?.unwrap_or_default()),
            _ => String::new(),
        })
    }

    fn lead(&self, id: Uuid) -> String {
        self.leads.get(&id).cloned().unwrap_or_else(|| id.to_string())
    }
    fn entry(&self, list: List, id: Uuid) -> String {
        self.lists.get(&(list, id)).cloned().unwrap_or_default()
    }
    fn person(&mut self, id: Uuid) -> String {
        let Some((called, person)) = self.people.get(&id) else { return String::new() };
        self.used.insert(called.clone(), person.clone());
        called.clone()
    }
    /// The value of a changed field: the name that it refers to, else itself.
    fn changed(&mut self, field: &str, value: String) -> String {
        let Ok(id) = Uuid::try_parse(&value) else { return value };
        if tables::is_person_field(field) {
            return self.person(id);
        }
        tables::list_of_field(field).map_or(value, |list| self.entry(list, id))
    }
}

/// The events of a page of leads, lead after lead, in the order of history.
async fn history_of(
    conn: &mut Conn,
    leads: &[Id<of::Lead>],
    names: &mut Names,
) -> Result<Vec<[String; 16]>, DbError> {
    let mut of_lead: HashMap<Id<of::Lead>, Vec<(Instant, [String; 16])>> = HashMap::new();
    for row in store::events_of(conn, leads).await? {
        let lead: Id<of::Lead> = row.id("lead_id")?;
        let at = row.at("occurred_at")?;
        of_lead.entry(lead).or_default().push((at, event(&row, at, names)?));
    }
    let mut rows = Vec::new();
    for lead in leads {
        let mut events = of_lead.remove(lead).unwrap_or_default();
        for same in events.chunk_by_mut(|(a, _), (b, _)| a == b) {
            // Their ids in the database are in order; where the texts are not, the file says the order.
            if !same.is_sorted_by_key(|(_, cells)| cells[0].clone()) {
                for (tie, (_, cells)) in (1..).zip(same) {
                    cells[15] = i32::to_string(&tie);
                }
            }
        }
        rows.extend(events.into_iter().map(|(_, mut cells)| {
            cells[0] = escape(&cells[0]).into_owned();
            cells
        }));
    }
    Ok(rows)
}

fn event(row: &Row, at: Instant, names: &mut Names) -> Result<[String; 16], DbError> {
    let text = |column: &str| Ok::<_, DbError>(row.get::<Option<String>>(column)?.unwrap_or_default());
    let safe = |text: String| escape(&text).into_owned();
    let supersedes = match row.get::<Option<Uuid>>("supersedes")? {
        Some(id) => ids::text(id, row.get("supersedes_ref")?),
        None => String::new(),
    };
    let into = row.get::<Option<Uuid>>("into_lead")?.map(|id| names.lead(id)).unwrap_or_default();
    let actor = row.get::<Option<Uuid>>("actor_id")?.map(|id| names.person(id)).unwrap_or_default();
    Ok([
        ids::text(row.get("id")?, row.get("ref")?),
        safe(names.lead(row.get("lead_id")?)),
        row.get::<i64>("cycle")?.to_string(),
        row.get("kind")?,
        text("to_stage")?,
        at.rfc3339(),
        row.at("recorded_at")?.rfc3339(),
        row.get("actor_role")?,
        safe(text("reason_code")?),
        safe(supersedes),
        safe(into),
        safe(actor),
        row.get("origin")?,
        safe(text("criterion")?),
        safe(text("text_id")?),
        String::new(),
    ])
}

/// The people that the other files name.
fn people(folder: &Path, names: &Names) -> Result<u64, BundleError> {
    let mut output = Output::create(folder, "people.csv", &["person", "name", "email", "role", "team"])?;
    for (called, person) in &names.used {
        let no_address = person.email.ends_with(crate::features::imports::NO_ADDRESS);
        let email = if no_address { "" } else { &person.email };
        let team = person.team.clone().unwrap_or_default();
        let cells = [called.as_str(), &person.name, email, &person.role, &team];
        output.row(cells.map(|cell| escape(cell).into_owned()))?;
    }
    output.finish(false)
}
