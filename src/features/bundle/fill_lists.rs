//! The files that stand beside the leads: people, lists, reasons, companies.

use super::files::Input;
use super::fill::{CHUNK, Filling};
use super::model::{BundleError, Fault};
use super::stop::Stop;
use super::store;
use super::tables;
use crate::db::Val;
use crate::features::imports::KnownPerson;
use crate::features::imports::List;
use crate::vals;

impl Filling<'_> {
    pub fn people(&mut self) -> Result<(), BundleError> {
        let Some(mut input) = Input::open(&self.prepared.folder, "people.csv", &[])? else { return Ok(()) };
        while let Some(line) = input.next(&mut self.refusals) {
            let get = |column| line.get(column).to_owned();
            let person =
                KnownPerson { email: get("email"), name: get("name"), role: get("role"), team: get("team") };
            let not = |column: &'static str, text: &str| Fault::Not(column, "code", text.to_owned());
            let read = match (person.role.as_str(), person.team.as_str()) {
                ("" | "marketer" | "rep" | "manager" | "admin", "" | "marketing" | "sales") => {
                    line.required("person").map(|name| self.lookups.known.insert(name.to_owned(), person))
                }
                (role @ ("" | "marketer" | "rep" | "manager" | "admin"), team) => {
                    let _ = role;
                    Err(not("team", team))
                }
                (role, _) => Err(not("role", role)),
            };
            self.refusals.take("people.csv", line.number, read);
        }
        Ok(())
    }

    pub async fn lists(&mut self) -> Result<(), BundleError> {
        let Some(mut input) = Input::open(&self.prepared.folder, "lists.csv", &[])? else { return Ok(()) };
        while let Some(line) = input.next(&mut self.refusals) {
            let list = List::ALL.into_iter().find(|list| list.code() == line.get("list"));
            let (more, active) = (line.get("more"), line.get("active") != "false");
            let read = match (list, line.required("name")) {
                (None, _) => Err(Fault::Not("list", "code", line.get("list").to_owned())),
                (Some(List::Queue), _) if !matches!(more, "sales" | "marketing") => {
                    Err(Fault::Not("more", "code", more.to_owned()))
                }
                (Some(list), Ok(name)) => {
                    match self.lookups.name(self.tx, list, name).await.map_err(|e| Stop::name("name", e)) {
                        Ok(id) => {
                            store::set_entry(self.tx, list, id, active, more).await?;
                            Ok(())
                        }
                        Err(Stop::Fault(fault)) => Err(fault),
                        Err(Stop::Error(e)) => return Err(e),
                    }
                }
                (Some(_), Err(fault)) => Err(fault),
            };
            self.refusals.take("lists.csv", line.number, read);
        }
        Ok(())
    }

    pub async fn reasons(&mut self) -> Result<(), BundleError> {
        let Some(mut input) = Input::open(&self.prepared.folder, "reasons.csv", &[])? else { return Ok(()) };
        while let Some(line) = input.next(&mut self.refusals) {
            let (destination, extra) = (line.get("destination"), line.get("extra"));
            let Ok(position) = line.get("position").parse::<i64>() else {
                let fault = Fault::Not("position", "number", line.get("position").to_owned());
                self.refusals.push("reasons.csv", line.number, fault);
                continue;
            };
            if !matches!(line.get("kind"), "rejection" | "win" | "loss") || line.get("code").is_empty() {
                let fault = Fault::Not("kind", "code", line.get("kind").to_owned());
                self.refusals.push("reasons.csv", line.number, fault);
                continue;
            }
            let values = vals![
                line.get("kind"),
                line.get("code"),
                line.get("label_fr"),
                line.get("label_en"),
                Some(destination).filter(|text| !text.is_empty()),
                if extra.is_empty() { "nothing" } else { extra },
                position,
                line.get("active") != "false",
            ];
            store::upsert_reason(self.tx, &values).await?;
        }
        Ok(())
    }

    pub async fn companies(&mut self) -> Result<(), BundleError> {
        let table = &tables::COMPANIES;
        let Some(mut input) = Input::open(&self.prepared.folder, table.file, &[])? else { return Ok(()) };
        self.note_unknown(table, &input);
        let columns: Vec<&str> = store::sql_columns(table).into_iter().chain(["name_key"]).collect();
        let (mut rows, mut count) = (Vec::with_capacity(CHUNK), 0u64);
        while let Some(line) = input.next(&mut self.refusals) {
            count += 1;
            let values = match self.row(table, &line, &|_| None).await {
                Ok(values) => values,
                Err(Stop::Error(e)) => return Err(e),
                Err(Stop::Fault(fault)) => {
                    self.refusals.push(table.file, line.number, fault);
                    continue;
                }
            };
            let name = values.text("name");
            if self.lookups.find(List::Company, &name).is_some() {
                continue; // already there: what people wrote meanwhile stays
            }
            if let Some(Val::Uuid(Some(id))) = values.get("id") {
                self.lookups.note(List::Company, &name, *id);
            }
            let key = crate::domain::text::fold(&name);
            rows.push(values.into_row().into_iter().chain([Val::from(key)]).collect());
            self.flush(table.table, &columns, &mut rows, CHUNK).await?;
        }
        self.flush(table.table, &columns, &mut rows, 0).await?;
        self.report.rows.push((table.file, count));
        Ok(())
    }
}
