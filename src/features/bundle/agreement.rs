//! The agreement in a bundle: frozen calendars, the calendars people work by, and the dated terms.

use super::files::{Input, Output};
use super::fill::Filling;
use super::model::{BundleError, Fault, Written};
use crate::db::Conn;
use crate::domain::calendar::Calendar;
use crate::domain::csv_safe::escape;
use crate::domain::ids::Id;
use crate::domain::sla::Terms;
use crate::domain::text::fold;
use crate::features::imports::List;
use crate::features::sla::{calendars, rules};
use std::collections::HashMap;
use std::path::Path;
use uuid::Uuid;

/// The files of the agreement.
pub const FILES: [&str; 4] =
    ["calendars.csv", "work_calendars.csv", "agreement.csv", "agreement_personas.csv"];
const TERMS: [&str; 6] =
    ["number", "starts_on", "mql_target", "acceptance_floor", "first_contact_minutes", "decision_minutes"];

/// Writes the files; `persona` names a persona.
///
/// # Errors
/// [`BundleError`].
pub async fn export(
    conn: &mut Conn,
    folder: &Path,
    persona: impl Fn(Uuid) -> String,
    written: &mut Written,
) -> Result<(), BundleError> {
    let [frozen, named, terms_file, personas_file] = FILES;
    let mut output = Output::create(folder, frozen, &["calendar"])?;
    for body in calendars::frozen(conn).await? {
        output.row([escape(&body)].map(std::borrow::Cow::into_owned))?;
    }
    written.rows.push((frozen, output.finish(false)?));
    let mut output = Output::create(folder, named, &["name", "default", "calendar"])?;
    for row in calendars::list(conn).await? {
        let default = if row.is_default { "true" } else { "false" };
        let body = row.calendar.canonical();
        output.row([escape(&row.name).as_ref(), default, escape(&body).as_ref()])?;
    }
    written.rows.push((named, output.finish(false)?));
    let mut output = Output::create(folder, terms_file, &TERMS)?;
    let mut shares = Output::create(folder, personas_file, &["number", "persona", "mql_target"])?;
    for t in rules::terms(conn).await? {
        let numbers = [t.mql_target, t.acceptance_floor, t.first_contact_minutes, t.decision_minutes];
        let mut cells = vec![t.number.to_string(), t.starts_on.to_string()];
        cells.extend(numbers.map(|n| n.to_string()));
        output.row(cells)?;
        for (id, target) in t.personas {
            let name = persona(id.uuid());
            shares.row([t.number.to_string(), escape(&name).into_owned(), target.to_string()])?;
        }
    }
    written.rows.push((terms_file, output.finish(false)?));
    written.rows.push((personas_file, shares.finish(false)?));
    Ok(())
}

impl Filling<'_> {
    /// Reads the files of the agreement. What the target already says of it stays.
    pub async fn agreement(&mut self) -> Result<(), BundleError> {
        self.frozen().await?;
        self.named_calendars().await?;
        let shares = self.persona_targets().await?;
        self.terms(shares).await
    }

    async fn frozen(&mut self) -> Result<(), BundleError> {
        let file = FILES[0];
        let Some(mut input) = Input::open(&self.prepared.folder, file, &[])? else { return Ok(()) };
        while let Some(line) = input.next(&mut self.refusals) {
            let read = Calendar::from_canonical(line.get("calendar"))
                .map_err(|_| Fault::Not("calendar", "code", line.get("calendar").to_owned()));
            if let Some(calendar) = self.refusals.take(file, line.number, read) {
                rules::freeze(self.tx, &calendar, self.prepared.now).await?;
            }
        }
        Ok(())
    }

    async fn named_calendars(&mut self) -> Result<(), BundleError> {
        let file = FILES[1];
        let known = calendars::list(self.tx).await?;
        let Some(mut input) = Input::open(&self.prepared.folder, file, &[])? else { return Ok(()) };
        while let Some(line) = input.next(&mut self.refusals) {
            let read = line.required("name").and_then(|name| {
                let calendar = Calendar::from_canonical(line.get("calendar"))
                    .map_err(|_| Fault::Not("calendar", "code", line.get("calendar").to_owned()))?;
                Ok((name.to_owned(), calendar))
            });
            let Some((name, calendar)) = self.refusals.take(file, line.number, read) else { continue };
            if known.iter().any(|k| fold(&k.name) == fold(&name)) {
                continue;
            }
            let default = line.get("default") == "true" && !known.iter().any(|k| k.is_default);
            let sha = rules::freeze(self.tx, &calendar, self.prepared.now).await?;
            calendars::insert(self.tx, self.clock.id::<()>().uuid(), &name, sha, default).await?;
        }
        Ok(())
    }

    async fn persona_targets(&mut self) -> Result<HashMap<i32, Vec<(Uuid, u32)>>, BundleError> {
        let (file, mut shares) = (FILES[3], HashMap::<i32, Vec<(Uuid, u32)>>::new());
        let Some(mut input) = Input::open(&self.prepared.folder, file, &[])? else { return Ok(shares) };
        while let Some(line) = input.next(&mut self.refusals) {
            let number = |column: &'static str| {
                let text = line.get(column);
                text.parse::<u32>()
                    .ok()
                    .filter(|n| *n > 0)
                    .ok_or_else(|| Fault::Not(column, "number", text.to_owned()))
            };
            let read = number("number")
                .and_then(|n| Ok((n, number("mql_target")?, line.required("persona")?.to_owned())));
            let Some((n, target, persona)) = self.refusals.take(file, line.number, read) else { continue };
            let id = self.name(List::Persona, "persona", &persona).await?;
            shares.entry(i32::try_from(n).unwrap_or(i32::MAX)).or_default().push((id, target));
        }
        Ok(shares)
    }

    async fn terms(&mut self, mut shares: HashMap<i32, Vec<(Uuid, u32)>>) -> Result<(), BundleError> {
        let file = FILES[2];
        let mut known = rules::terms(self.tx).await?;
        let Some(mut input) = Input::open(&self.prepared.folder, file, &[])? else { return Ok(()) };
        while let Some(line) = input.next(&mut self.refusals) {
            let number = |column: &'static str, least: u32, most: u32| {
                let text = line.get(column);
                let number = text.parse::<u32>().ok().filter(|n| (least..=most).contains(n));
                number.ok_or_else(|| Fault::Not(column, "number", text.to_owned()))
            };
            let read = (|| {
                let number_of = i32::try_from(number("number", 1, 1_000_000)?).unwrap_or(i32::MAX);
                let day = line.get("starts_on");
                Ok(Terms {
                    number: number_of,
                    starts_on: day.parse().map_err(|_| Fault::Not("starts_on", "date", day.to_owned()))?,
                    mql_target: number("mql_target", 1, u32::MAX)?,
                    personas: Vec::new(),
                    acceptance_floor: number("acceptance_floor", 0, 100)?,
                    first_contact_minutes: number(
                        "first_contact_minutes",
                        1,
                        crate::domain::sla::LONGEST_MINUTES,
                    )?,
                    decision_minutes: number("decision_minutes", 1, crate::domain::sla::LONGEST_MINUTES)?,
                })
            })();
            let Some(mut terms) = self.refusals.take(file, line.number, read) else { continue };
            if known.iter().any(|k| k.number == terms.number || k.starts_on == terms.starts_on) {
                continue;
            }
            let own = shares.remove(&terms.number).unwrap_or_default();
            terms.personas = own.into_iter().map(|(id, target)| (Id::from_uuid(id), target)).collect();
            rules::insert_terms(self.tx, &terms, None, self.prepared.now).await?;
            known.push(terms);
        }
        Ok(())
    }
}
