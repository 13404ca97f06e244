//! Plays the acts through the product's own actions, one after another, the clock standing at each act's instant.

use super::DemoError;
use super::cast::Cast;
use super::companies::Firm;
use super::plot::{Act, Birth, Patch, What};
use super::store;
use crate::clock::Clock;
use crate::db::Tx;
use crate::domain::ids::{Id, of};
use crate::domain::lifecycle::{CorrectionRequest, Request};
use crate::domain::stage::Stage;
use crate::features::leads::{self, LeadFields};
use crate::features::stages::{self, Acting, StageError};
use crate::features::{activities, deals, reference};

/// What is known of a lead on the stage.
#[derive(Debug, Clone, Default)]
struct Played {
    id: Option<Id<of::Lead>>,
    deal: Option<Id<of::Deal>>,
    task: Option<Id<of::Task>>,
    /// The last event into each stage.
    events: Vec<(Stage, Id<of::Event>)>,
}

/// Everything that has been played so far.
#[derive(Debug)]
pub struct Theatre {
    cast: Cast,
    clock: Clock,
    firms: Vec<(Firm, Option<Id<of::Company>>)>,
    leads: Vec<Played>,
    /// Acts that the product refused, in words: a fault of the story, none is expected.
    pub refused: Vec<String>,
}

impl Theatre {
    /// An empty stage.
    pub fn new(cast: Cast, clock: Clock, firms: Vec<Firm>, leads: usize) -> Self {
        let firms = firms.into_iter().map(|firm| (firm, None)).collect();
        Self { cast, clock, firms, leads: vec![Played::default(); leads], refused: Vec::new() }
    }

    /// Plays one act. What the product refuses is noted and left out.
    ///
    /// # Errors
    /// [`DemoError`] when the database fails.
    pub async fn play(&mut self, tx: &mut Tx, act: Act) -> Result<(), DemoError> {
        self.clock.set(act.at);
        let acting = self.cast.acting(act.who);
        let (number, at, who) = (act.lead, act.at, act.who);
        let words = format!("{:?}", std::mem::discriminant(&act.what));
        match self.perform(tx, &acting, act.lead, act.what).await {
            Ok(()) => Ok(()),
            Err(DemoError::Stage(StageError::Db(e))) => Err(e.into()),
            Err(DemoError::Stage(refusal)) => {
                let told = format!("{} {who:?} lead {number} {words}: {refusal:?}", at.rfc3339());
                tracing::warn!(act = told, "the demo's story was refused an act");
                self.refused.push(told);
                Ok(())
            }
            Err(e) => Err(e),
        }
    }

    fn lead(&self, number: usize) -> Result<Id<of::Lead>, StageError> {
        self.leads.get(number).and_then(|played| played.id).ok_or(StageError::NotFound)
    }

    async fn perform(
        &mut self,
        tx: &mut Tx,
        acting: &Acting,
        number: usize,
        what: What,
    ) -> Result<(), DemoError> {
        let what = match what {
            What::Create(birth) => return self.create(tx, acting, number, *birth).await,
            other => other,
        };
        let lead = self.lead(number)?;
        let Some(played) = self.leads.get(number).cloned() else { return Ok(()) };
        match what {
            What::Create(_) => {}
            What::Move(request) => self.change(tx, acting, number, &request).await?,
            What::Double(request, other) => {
                let target = self.lead(other).or_else(|_| self.lead(0)).ok().filter(|target| *target != lead);
                self.change(tx, acting, number, &Request { target, ..*request }).await?;
            }
            What::Claim => stages::claim(tx, acting, lead).await?,
            What::Log(form) => drop(stages::log_activity(tx, acting, lead, *form).await?),
            What::Prospect(prospect) => {
                let changed = stages::prospect(tx, acting, lead, *prospect, None).await?;
                self.remember(number, Stage::Sql, &changed.events);
            }
            What::Plan(form) => {
                let task = stages::plan_task(tx, acting, lead, form).await?;
                self.note(number, |played| played.task = Some(task));
            }
            What::Done => {
                if let Some(task) = played.task {
                    stages::complete_task(tx, acting, lead, task).await?;
                }
            }
            What::Settle => self.settle(tx, acting, lead).await?,
            What::Advance(stage, expected_on) => {
                self.advance(tx, acting, played.deal, stage, expected_on).await?;
            }
            What::Close(closing) => {
                let id = played.deal.ok_or(StageError::NotFound)?;
                stages::close_deal(tx, acting, id, &closing).await?;
                if let Some(event) = deals::deal(tx, id).await?.and_then(|deal| deal.closed_event) {
                    self.remember(number, if closing.won { Stage::Customer } else { Stage::Lost }, &[event]);
                }
            }
            What::Upsell(fields) => {
                let deal = stages::upsell(tx, acting, lead, *fields).await?;
                self.note(number, |played| played.deal = Some(deal));
            }
            What::Void(stage, reason) => {
                let event = event(&played, stage)?;
                stages::void_event(tx, acting, event, &reason).await?;
            }
            What::Correct(stage, earlier, reason) => {
                self.correct(tx, acting, &played, stage, earlier, reason).await?
            }
            What::Merge(into) => {
                let survivor = self.lead(into)?;
                stages::merge(tx, acting, lead, survivor).await?;
            }
            What::Trash(reason) => stages::trash(tx, acting, lead, &reason).await?,
            What::Tag(tag) => {
                if let Some(tag) = self.cast.tags.get(tag) {
                    store::tag(tx, lead, *tag).await?;
                }
            }
            What::Patch(patch) => self.patch(tx, acting, lead, patch).await?,
        }
        Ok(())
    }

    async fn create(
        &mut self,
        tx: &mut Tx,
        acting: &Acting,
        number: usize,
        birth: Birth,
    ) -> Result<(), DemoError> {
        let mut fields = birth.fields;
        let mut company = String::new();
        if let Some((firm, known)) = self.firms.get_mut(birth.firm) {
            company.clone_from(&firm.name);
            let id = match *known {
                Some(id) => id,
                None => {
                    let id = reference::company_named(tx, &self.clock, &firm.name).await?;
                    store::place_company(tx, id, firm.city, &firm.domain).await?;
                    *known.insert(id)
                }
            };
            fields.company = Some(id);
        }
        let lead = stages::create(tx, acting, fields, &company, birth.stage, birth.occurred_at).await?;
        self.note(number, |played| played.id = Some(lead));
        Ok(())
    }

    async fn change(
        &mut self,
        tx: &mut Tx,
        acting: &Acting,
        number: usize,
        request: &Request,
    ) -> Result<(), DemoError> {
        let lead = self.lead(number)?;
        let changed = stages::change(tx, acting, lead, request).await?;
        self.remember(number, request.to, &changed.events);
        if request.to == Stage::Opportunity {
            let cycle = leads::get(tx, lead).await?.map_or(1, |row| row.cycle);
            let deal = deals::open_of_cycle(tx, lead, cycle).await?.last().map(|deal| deal.id);
            self.note(number, |played| played.deal = deal);
        }
        Ok(())
    }

    async fn advance(
        &self,
        tx: &mut Tx,
        acting: &Acting,
        deal: Option<Id<of::Deal>>,
        stage: deals::DealStage,
        expected_on: Option<chrono::NaiveDate>,
    ) -> Result<(), DemoError> {
        let id = deal.ok_or(StageError::NotFound)?;
        let deal = deals::deal(tx, id).await?.ok_or(StageError::NotFound)?;
        let fields = deals::Editable {
            name: deal.name,
            amount_minor: deal.amount_minor,
            expected_on: expected_on.or(deal.expected_on),
            stage,
            owner: deal.owner,
        };
        stages::edit_deal(tx, acting, id, &stages::DealEdit { version: None, fields }).await?;
        Ok(())
    }

    async fn correct(
        &self,
        tx: &mut Tx,
        acting: &Acting,
        played: &Played,
        stage: Stage,
        earlier: i64,
        reason: String,
    ) -> Result<(), DemoError> {
        let target = event(played, stage)?;
        let lead = played.id.ok_or(StageError::NotFound)?;
        let events = crate::features::history::events_of(tx, lead).await?;
        let found = events.iter().find(|event| event.id == target).ok_or(StageError::NotFound)?;
        let occurred_at = found.occurred_at.plus_secs(-earlier);
        let request = CorrectionRequest { target, to: stage, occurred_at, reason: Some(reason) };
        stages::correct(tx, acting, &request).await?;
        Ok(())
    }

    async fn settle(&self, tx: &mut Tx, acting: &Acting, lead: Id<of::Lead>) -> Result<(), DemoError> {
        for task in activities::open_tasks(tx, lead).await? {
            stages::complete_task(tx, acting, lead, task.id).await?;
        }
        Ok(())
    }

    async fn patch(
        &self,
        tx: &mut Tx,
        acting: &Acting,
        lead: Id<of::Lead>,
        patch: Patch,
    ) -> Result<(), DemoError> {
        let row = leads::get(tx, lead).await?.ok_or(StageError::NotFound)?;
        let old = row.fields.clone();
        let after = match patch {
            Patch::Status(status) => LeadFields { status, ..old },
            Patch::Latest(channel) => LeadFields { latest_source: Some(self.cast.source(channel)), ..old },
            Patch::Revisit(date, title) => {
                self.settle(tx, acting, lead).await?;
                let form = stages::TaskForm { title, due_on: date, assignee: None };
                stages::plan_task(tx, acting, lead, form).await?;
                LeadFields { revisit_on: Some(date), ..old }
            }
        };
        let version = leads::get(tx, lead).await?.map_or(row.version, |row| row.version);
        stages::save_fields(tx, acting, lead, version, &after).await?;
        Ok(())
    }

    fn note(&mut self, number: usize, change: impl FnOnce(&mut Played)) {
        if let Some(played) = self.leads.get_mut(number) {
            change(played);
        }
    }

    /// Keeps the event that entered `stage`: the first of an action.
    fn remember(&mut self, number: usize, stage: Stage, events: &[Id<of::Event>]) {
        if let Some(event) = events.first().copied() {
            self.note(number, |played| {
                played.events.retain(|(known, _)| *known != stage);
                played.events.push((stage, event));
            });
        }
    }
}

fn event(played: &Played, stage: Stage) -> Result<Id<of::Event>, StageError> {
    played
        .events
        .iter()
        .find(|(known, _)| *known == stage)
        .map(|(_, event)| *event)
        .ok_or(StageError::NotFound)
}
