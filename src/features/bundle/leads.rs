//! `leads.csv`: read once for the ids, once for the rows. Leads that only events name get a row with nothing else.

use super::files::{Input, Refusals};
use super::fill::Filling;
use super::ids::{self, Index};
use super::model::{BundleError, Fault};
use super::stop::Stop;
use super::store;
use super::tables::{ALIASES, LEADS};
use super::values::Values;
use crate::db::Val;
use crate::domain::contact;
use crate::domain::history::{Projection, project};
use crate::domain::instant::Instant;
use crate::features::imports::List;
use crate::features::leads::{LeadFields, keys};
use crate::features::reference::UNKNOWN_SOURCE;
use crate::vals;
use std::path::Path;

/// Rows written at once.
const CHUNK: usize = 500;

/// What a lead row has beside the columns of the file.
const COMPUTED: [&str; 8] =
    ["name_key", "email_key", "phone_key", "search_key", "stage", "stage_at", "cycle", "hidden"];

/// The leads of the file, in its order.
///
/// # Errors
/// [`BundleError`]; empty and repeated ids are noted in `refusals`.
pub fn list(folder: &Path, refusals: &mut Refusals) -> Result<Index, BundleError> {
    let mut leads = Index::default();
    let Some(mut input) = Input::open(folder, LEADS.file, ALIASES)? else { return Ok(leads) };
    while let Some(line) = input.next(refusals) {
        let read = line.required("lead_id").and_then(|id| match leads.add(id) {
            Some(_) => Ok(()),
            None => Err(Fault::Duplicate(id.to_owned())),
        });
        refusals.take(LEADS.file, line.number, read);
    }
    Ok(leads)
}

/// Inserts every lead.
///
/// # Errors
/// [`BundleError`]; faulty lines are noted.
pub async fn fill(filling: &mut Filling<'_>) -> Result<(), BundleError> {
    let columns: Vec<&str> = store::sql_columns(&LEADS).into_iter().chain(COMPUTED).collect();
    let mut rows = Vec::with_capacity(CHUNK);
    let mut extras = Vec::new();
    let mut number = 0usize;
    if let Some(mut input) = Input::open(&filling.prepared.folder, LEADS.file, ALIASES)? {
        let unknown = filling.note_unknown(&LEADS, &input);
        while let Some(line) = input.next(&mut filling.refusals) {
            let first = filling.history(number).iter().map(|event| event.occurred_at).min();
            let created = first.map(Instant::rfc3339);
            let instead = |header: &str| (header == "created_at").then(|| created.clone()).flatten();
            let values = match filling.row(&LEADS, &line, &instead).await {
                Ok(values) => values,
                Err(Stop::Error(e)) => return Err(e),
                Err(Stop::Fault(fault)) => {
                    filling.refusals.push(LEADS.file, line.number, fault);
                    number += 1;
                    continue;
                }
            };
            let lead = filling.lead(number)?;
            for column in &unknown {
                let value = line.get(column);
                if !value.is_empty() {
                    extras.push(vals![lead, column.as_str(), value].to_vec());
                }
            }
            if values.both("owner_sales_id", "queue_id") {
                filling.refusals.push(LEADS.file, line.number, Fault::OwnerAndQueue);
            }
            let company = line.get("company").to_owned();
            rows.push(complete(filling, values, number, &company));
            number += 1;
            filling.flush("lead", &columns, &mut rows, CHUNK).await?;
        }
    }
    filling.flush("lead", &columns, &mut rows, 0).await?;
    if number > 0 {
        filling.report.rows.push((LEADS.file, number as u64));
    }
    bare(filling, &columns, number).await?;
    let names = filling.bundle_names();
    store::insert(filling.tx, "external_ref", &["system", "ref", "lead_id"], &names).await?;
    store::insert(filling.tx, "lead_extra", &["lead_id", "key", "value"], &extras).await?;
    merged(filling).await
}

/// Adds the leads from `number` on, of which only the history is known.
async fn bare(filling: &mut Filling<'_>, columns: &[&'static str], number: usize) -> Result<(), BundleError> {
    let count = filling.prepared.leads.len();
    if number >= count {
        return Ok(());
    }
    filling.report.bare_leads = (count - number) as u64;
    let source = filling.name(List::Source, "source", UNKNOWN_SOURCE).await?;
    let mut rows = Vec::with_capacity(CHUNK);
    for number in number..count {
        let history = filling.history(number);
        let first = history.iter().map(|event| event.occurred_at).min().unwrap_or(filling.prepared.now);
        let learnt = history.iter().map(|event| event.recorded_at).min().unwrap_or(first);
        let mut values = Values::empty(&LEADS);
        values.set("id", Val::from(filling.lead(number)?));
        values.set("source_id", Val::from(source));
        values.set("created_at", Val::from(first));
        values.set("recorded_at", Val::from(learnt));
        values.set("updated_at", Val::from(learnt));
        values.set("status", Val::from("new"));
        values.set("version", Val::from(1i64));
        rows.push(complete(filling, values, number, ""));
        filling.flush("lead", columns, &mut rows, CHUNK).await?;
    }
    filling.flush("lead", columns, &mut rows, 0).await
}

/// The row of a lead with its keys and its place in the funnel.
fn complete(filling: &Filling<'_>, values: Values, number: usize, company: &str) -> Vec<Val> {
    let history = filling.history(number);
    let projection: Projection = project(&history, filling.prepared.settings.zone);
    let current = projection.current;
    let hidden = current.is_none() || projection.merged_into.is_some() || !values.is_null("erased_at");
    let nobody = crate::domain::ids::Id::from_uuid(uuid::Uuid::nil());
    let fields = LeadFields {
        first_name: values.text("first_name"),
        last_name: values.text("last_name"),
        email: values.text("email"),
        phone: values.text("phone"),
        job_title: values.text("job_title"),
        ..LeadFields::unknown(nobody)
    };
    let keys = keys(&fields, company, contact::country_of(filling.prepared.settings.zone));
    let computed = vals![
        keys.name,
        keys.email,
        keys.phone,
        keys.search,
        current.map_or("", |c| c.stage.code()),
        current.map_or(Instant::from_micros(0), |c| c.at),
        current.map_or(1, |c| c.cycle),
        i64::from(hidden),
    ];
    values.into_row().into_iter().chain(computed).collect()
}

/// Notes who is merged into whom, once both are there.
async fn merged(filling: &mut Filling<'_>) -> Result<(), BundleError> {
    for number in 0..filling.prepared.leads.len() {
        let history = filling.history(number);
        if let Some(into) = super::import::survivor(&history) {
            let lead = filling.lead(number)?;
            store::set_merged(filling.tx, lead, into).await?;
        }
    }
    Ok(())
}

/// The rows of `external_ref` for the leads whose id in the bundle is not their own.
pub fn names(
    texts: &Index,
    ids_of: &[crate::domain::ids::Id<crate::domain::ids::of::Lead>],
) -> Vec<Vec<Val>> {
    let changed = texts.texts().zip(ids_of).filter(|(text, _)| ids::own::<()>(text).is_none());
    changed.map(|(text, id)| vals!["bundle", text, *id].to_vec()).collect()
}
