//! One lead, created from a row or changed by it.

use super::draft::Draft;
use super::facts;
use super::matching;
use super::model::List;
use super::past::{Assumed, Past, PastStep};
use super::store::runs;
use super::vocabulary::OPTED_OUT;
use super::writer::Writer;
use crate::db::{DbError, Tx};
use crate::domain::activity::{Direction, Kind};
use crate::domain::history::{Event, EventKind};
use crate::domain::ids::{Id, of};
use crate::domain::stage::Stage;
use crate::features::activities::NewActivity;
use crate::features::history::{self, NewEvent, Origin};
use crate::features::leads::{self, Edit, LeadFields, NewLead};
use crate::features::reference::{ReferenceError, UNKNOWN_SOURCE};
use crate::features::sla;
use crate::vals;
use uuid::Uuid;

impl Writer {
    /// The fields of a lead once the row has been read over them.
    async fn fields(
        &mut self,
        tx: &mut Tx,
        draft: &Draft,
        mut fields: LeadFields,
    ) -> Result<LeadFields, DbError> {
        draft.typed(&mut fields);
        let unknown = self.unknown_source(tx).await?;
        if !draft.source.is_empty() && fields.source.uuid() == unknown {
            fields.source = self.named(tx, List::Source, &draft.source).await?.unwrap_or(fields.source);
        }
        fields.latest_source =
            self.named(tx, List::Source, &draft.latest_source).await?.or(fields.latest_source);
        fields.company = self.named(tx, List::Company, &draft.company).await?.or(fields.company);
        fields.campaign = self.named(tx, List::Campaign, &draft.campaign).await?.or(fields.campaign);
        fields.content = self.named(tx, List::Content, &draft.content).await?.or(fields.content);
        fields.persona = self.named(tx, List::Persona, &draft.persona).await?.or(fields.persona);
        if let Some(owner) = self.person(tx, &draft.owner_sales, "rep").await? {
            fields.owner_sales = Some(owner);
            fields.queue = None;
        }
        fields.owner_mkt = self.person(tx, &draft.owner_mkt, "marketer").await?.or(fields.owner_mkt);
        Ok(fields)
    }

    async fn unknown_source(&mut self, tx: &mut Tx) -> Result<Uuid, DbError> {
        if let Some(id) = self.unknown_source {
            return Ok(id);
        }
        let id = self.names.name(tx, List::Source, UNKNOWN_SOURCE).await.map_err(unusable)?;
        self.unknown_source = Some(id);
        Ok(id)
    }

    async fn named<T>(&mut self, tx: &mut Tx, list: List, name: &str) -> Result<Option<Id<T>>, DbError> {
        if name.is_empty() {
            return Ok(None);
        }
        match self.names.name(tx, list, name).await {
            Ok(id) => Ok(Some(Id::from_uuid(id))),
            Err(ReferenceError::Db(e)) => Err(e),
            Err(ReferenceError::Empty | ReferenceError::Name(_)) => Ok(None), // nothing but signs: says nothing
        }
    }

    async fn person(
        &mut self,
        tx: &mut Tx,
        name: &str,
        role: &str,
    ) -> Result<Option<Id<of::Member>>, DbError> {
        if name.is_empty() {
            return Ok(None);
        }
        match self.names.person(tx, name, role).await {
            Ok(id) => Ok(Some(Id::from_uuid(id))),
            Err(ReferenceError::Db(e)) => Err(e),
            Err(ReferenceError::Empty | ReferenceError::Name(_)) => Ok(None),
        }
    }

    /// Prepares the lead that a row is about, to be written with the others of its chunk.
    pub(super) async fn create(
        &mut self,
        tx: &mut Tx,
        draft: &Draft,
        past: &Past,
    ) -> Result<Id<of::Lead>, DbError> {
        let now = self.reading.now;
        let lead: Id<of::Lead> = self.clock.id();
        let source = Id::from_uuid(self.unknown_source(tx).await?);
        let fields = self.fields(tx, draft, LeadFields::unknown(source)).await?;
        let events: Vec<NewEvent> = past.steps.iter().map(|step| self.event(lead, 1, step)).collect();
        let history: Vec<Event> = events.iter().map(NewEvent::plain).collect();
        let first = past.steps.first().map_or(now, |step| step.at);
        let last = past.steps.last();
        let dimensions = fields.dimensions();
        let qualified = past.steps.iter().any(|step| step.stage.reaches(Stage::Mql));
        let settled = qualified && fields.owner_sales.is_some();
        let cycles = vec![(1, dimensions)];
        let zone = self.reading.zone;
        self.pending.projected.push(history::projected(
            lead,
            &history,
            zone,
            dimensions,
            cycles,
            fields.company,
        ));
        self.pending.dimensions.push((
            lead,
            1,
            if settled { dimensions } else { dimensions.before_handoff() },
            settled,
        ));
        self.pending.events.extend(events);
        if let Some((system, text)) = matching::reference(self.system, draft) {
            self.pending.refs.push((system, text, lead));
        }
        for (column, value) in &draft.extras {
            if let Some(header) = self.headers.get(*column) {
                self.pending.extras.push(vals![lead, header.as_str(), value.as_str()].to_vec());
            }
        }
        let created_at = draft.known.created.unwrap_or(first).min(first);
        if !draft.note.is_empty() {
            self.pending.notes.push(NewActivity {
                id: self.clock.id(),
                lead,
                cycle: 1,
                kind: Kind::Note,
                direction: Direction::Internal,
                outcome: None,
                automatic: false,
                actor: self.actor,
                occurred_at: created_at,
                recorded_at: now,
                text: draft.note.clone(),
                reference: None,
            });
        }
        self.pending.leads.push(NewLead {
            id: lead,
            keys: draft.keys.clone().ok_or(DbError::Panicked)?,
            fields,
            stage: last.map(|step| (step.stage, step.at, 1)),
            created_by: self.actor,
            created_at,
            recorded_at: now,
        });
        Ok(lead)
    }

    fn event(&self, lead: Id<of::Lead>, cycle: i32, step: &PastStep) -> NewEvent {
        let reason = match step.assumed {
            Assumed::No => None,
            Assumed::Undated => Some(self.words.undated.clone()),
            Assumed::Deduced => Some(self.words.deduced.clone()),
            Assumed::Status => Some(self.words.status.clone()),
        };
        NewEvent {
            id: self.clock.id(),
            lead,
            cycle,
            kind: EventKind::Transition,
            to: Some(step.stage),
            occurred_at: step.at,
            recorded_at: self.reading.now.max(step.at),
            actor: self.actor,
            role: "system",
            origin: Origin::Import,
            reason,
            criterion: None,
            text: None,
            into: None,
            supersedes: None,
            reference: None,
        }
    }

    /// Changes a known lead by what a row says; answers whether anything changed. `fill_only` changes nothing that is
    /// filled.
    pub(super) async fn update(
        &mut self,
        tx: &mut Tx,
        lead: Id<of::Lead>,
        draft: &Draft,
        past: &Past,
        fill_only: bool,
    ) -> Result<bool, DbError> {
        let Some(before) = leads::lock(tx, lead).await? else { return Err(DbError::Panicked) };
        let mut after = self.fields(tx, draft, before.fields.clone()).await?;
        if fill_only {
            after = filled(&before.fields, after);
        }
        let edit = Edit { actor: self.actor, now: self.reading.now, country: self.reading.country };
        let mut changed = leads::save(tx, &before, &after, edit).await? != before.version;
        let headers = &self.headers;
        let extras: Vec<(&str, &str)> = draft
            .extras
            .iter()
            .filter_map(|(column, value)| Some((headers.get(*column)?.as_str(), value.as_str())))
            .collect();
        changed |= runs::upsert_extras(tx, lead, &extras, fill_only).await? > 0;
        if let Some((system, text)) = matching::reference(self.system, draft) {
            runs::add_refs(tx, system, &[(text, lead)]).await?;
        }
        let added = self.add_facts(tx, lead, draft, past).await?;
        if added && !changed {
            leads::touch(tx, lead, self.reading.now).await?;
        }
        if changed || added {
            history::reproject(tx, lead, self.reading.zone).await?;
            sla::settle(tx, &[lead], self.reading.zone).await?;
        }
        Ok(changed || added)
    }

    /// Adds the steps that the lead's history lacks, where they fit; answers whether there were any.
    async fn add_facts(
        &mut self,
        tx: &mut Tx,
        lead: Id<of::Lead>,
        draft: &Draft,
        past: &Past,
    ) -> Result<bool, DbError> {
        let known = history::events_of(tx, lead).await?;
        let facts = facts::missing(&known, &past.steps);
        if facts.new.is_empty() && facts.unfit == 0 {
            return Ok(false);
        }
        if facts.unfit > 0 || runs::has_deals(tx, lead).await? {
            self.outcome.not_added.0 += 1;
            if self.outcome.not_added.1.len() < 5 {
                self.outcome.not_added.1.push(draft.line);
            }
        }
        let mut added = false;
        for (cycle, step) in facts.new {
            let by_deals = matches!(step.stage, Stage::Opportunity | Stage::Customer | Stage::Lost);
            if by_deals && runs::has_deals(tx, lead).await? {
                break; // the deals write these stages, and what follows stands on them
            }
            history::append(tx, &self.event(lead, cycle, &step)).await?;
            history::settle_dimensions(tx, lead, cycle, false).await?;
            added = true;
        }
        Ok(added)
    }
}

/// What was there, and the new values where there was nothing: a second row about somebody contradicts no first one,
/// so that the same file twice changes nothing.
fn filled(before: &LeadFields, after: LeadFields) -> LeadFields {
    let text = |before: &String, after: String| if before.is_empty() { after } else { before.clone() };
    LeadFields {
        first_name: text(&before.first_name, after.first_name),
        last_name: text(&before.last_name, after.last_name),
        email: text(&before.email, after.email),
        phone: text(&before.phone, after.phone),
        job_title: text(&before.job_title, after.job_title),
        company: before.company.or(after.company),
        source: after.source,
        latest_source: before.latest_source.or(after.latest_source),
        medium: text(&before.medium, after.medium),
        campaign: before.campaign.or(after.campaign),
        content: before.content.or(after.content),
        term: text(&before.term, after.term),
        persona: before.persona.or(after.persona),
        pain_points: text(&before.pain_points, after.pain_points),
        need: text(&before.need, after.need),
        estimated_value_minor: before.estimated_value_minor.or(after.estimated_value_minor),
        consent_basis: match after.consent_basis.as_str() {
            OPTED_OUT => after.consent_basis, // a no counts wherever it stands
            _ => text(&before.consent_basis, after.consent_basis),
        },
        status: before.status,
        revisit_on: before.revisit_on.or(after.revisit_on),
        owner_mkt: before.owner_mkt.or(after.owner_mkt),
        owner_sales: before.owner_sales.or(after.owner_sales),
        queue: if before.owner_sales.or(after.owner_sales).is_some() { None } else { before.queue },
    }
}

fn unusable(e: ReferenceError) -> DbError {
    match e {
        ReferenceError::Db(e) => e,
        ReferenceError::Empty | ReferenceError::Name(_) => DbError::Panicked,
    }
}
