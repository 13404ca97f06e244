//! Whether the histories of a bundle could have happened: links first, then stages and cycles of what is effective.
//!
//! Nothing else is judged: who did it, which reasons, how late. Missing data are gaps, listed by the import.

use super::events::{BundleEvent, Events, FILE};
use super::files::Refusals;
use super::model::Fault;
use crate::domain::history::{EventKind, effective};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::lifecycle::{Clash, ClashRule, legal};

/// Judges what supersedes what and who is merged into whom. Ids need not be allocated.
pub fn links(events: &Events, refusals: &mut Refusals) {
    let mut taken = vec![false; events.rows.len()];
    for event in &events.rows {
        if let Err(fault) = supersession(events, event, &mut taken) {
            refusals.push(FILE, event.line.into(), fault);
        }
    }
    for event in events.rows.iter().filter(|event| event.into == Some(event.lead)) {
        refusals.push(FILE, event.line.into(), Fault::MergedIntoItself);
    }
}

fn supersession(events: &Events, event: &BundleEvent, taken: &mut [bool]) -> Result<(), Fault> {
    let Some(number) = event.supersedes else { return Ok(()) };
    let Some(target) = events.rows.get(number as usize) else { return Ok(()) };
    let name = || events.names.text(number).to_owned();
    if target.lead != event.lead {
        return Err(Fault::OtherLead(name()));
    }
    if target.kind == EventKind::Void {
        return Err(Fault::VoidOfVoid(name()));
    }
    if let Some(taken) = taken.get_mut(number as usize)
        && std::mem::replace(taken, true)
    {
        return Err(Fault::SupersededTwice(name()));
    }
    // Each event supersedes one other at most: a chain that comes back is a circle.
    let mut next = Some(number);
    let mut steps = 0usize;
    while let Some(row) = next.and_then(|row| events.rows.get(row as usize)) {
        next = row.supersedes;
        steps += 1;
        if std::ptr::eq(row, event) || steps > events.rows.len() {
            return Err(Fault::SupersedesItself);
        }
    }
    Ok(())
}

/// Judges the effective sequence of each lead. Ids must be allocated.
pub fn histories(events: &Events, by_lead: &[Vec<u32>], leads: &[Id<of::Lead>], refusals: &mut Refusals) {
    let mut survivors = Vec::with_capacity(by_lead.len());
    for rows in by_lead {
        let history: Vec<_> = rows.iter().filter_map(|row| events.event(*row, leads)).collect();
        let effective = effective(&history, Instant::NEVER);
        if let Err(clash) = legal(&effective.steps) {
            let line =
                rows.iter().filter_map(|row| events.rows.get(*row as usize)).find(|e| e.id == clash.after.id);
            refusals.push(FILE, line.map_or(0, |event| event.line.into()), fault(&clash));
        }
        survivors.push(effective.merged_into);
    }
    merged(events, by_lead, leads, &survivors, refusals);
}

/// Nobody is merged into himself through others.
fn merged(
    events: &Events,
    by_lead: &[Vec<u32>],
    leads: &[Id<of::Lead>],
    survivors: &[Option<Id<of::Lead>>],
    refusals: &mut Refusals,
) {
    let merged: std::collections::HashMap<_, _> =
        leads.iter().zip(survivors).filter_map(|(lead, survivor)| survivor.map(|s| (*lead, s))).collect();
    for (lead, rows) in leads.iter().zip(by_lead).filter(|(lead, _)| merged.contains_key(*lead)) {
        let mut at = *lead;
        for _ in 0..=merged.len() {
            let Some(next) = merged.get(&at) else { break };
            at = *next;
            if at == *lead {
                let merge =
                    rows.iter().filter_map(|row| events.rows.get(*row as usize)).find(|e| e.into.is_some());
                refusals.push(FILE, merge.map_or(0, |e| e.line.into()), Fault::MergedIntoItself);
                break;
            }
        }
    }
}

fn fault(clash: &Clash) -> Fault {
    let (from, to) = (clash.before.map(|step| step.to), clash.after.to);
    match (clash.rule, from) {
        (ClashRule::Cycle(expected), at) => Fault::Cycle { found: clash.after.cycle, expected, at },
        (ClashRule::Repeated, _) => Fault::Repeated(to),
        (ClashRule::Backward, Some(from)) => Fault::Backward(from, to),
        (ClashRule::NoSuchMove, Some(from)) => Fault::NoSuchMove(from, to),
        (ClashRule::Start | ClashRule::Backward | ClashRule::NoSuchMove, _) => Fault::Start(to),
    }
}
