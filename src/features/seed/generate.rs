//! Synthetic leads: plausible shares, every stage and detour, several cycles, skips.

use super::dice::Dice;
use super::store::Cast;
use super::{Plan, SeededHandoff};
use crate::clock::Clock;
use crate::domain::activity::{Direction, Kind, Outcome};
use crate::domain::history::{Event, EventKind};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::stage::Stage::{
    self, Customer, Disqualified, Lead, Lost, Mql, Opportunity, Recycled, Sal, Sql,
};
use crate::domain::zone::local_date;
use crate::features::activities::{NewActivity, NewTask, TaskKind};
use crate::features::deals::{Closing, DealOutcome, DealStage, NewDeal};
use crate::features::history::{Dimensions, NewEvent, Origin, Projected, projected};
use crate::features::leads::{LeadFields, NewLead, keys};
use chrono_tz::Tz;
use std::ops::Range;

const FIRST_NAMES: [&str; 24] = [
    "Nadia", "Paul", "Élodie", "Karim", "Sophie", "Hugo", "Inès", "Léo", "Manon", "Yanis", "Chloé", "Noé",
    "Aïcha", "Jules", "Zoé", "Maël", "Fatou", "Rémi", "Anaïs", "Loïc", "Maud", "Théo", "Ève", "Gaël",
];
const LAST_NAMES: [&str; 32] = [
    "Belkacem",
    "Roux",
    "Lefèvre",
    "Haddad",
    "Arnaud",
    "Petit",
    "Nguyen",
    "Garcia",
    "Moreau",
    "Diallo",
    "Fournier",
    "Girard",
    "Bonnet",
    "Dupuis",
    "Lambert",
    "Fontaine",
    "Rousseau",
    "Vincent",
    "Muller",
    "Leroux",
    "Faure",
    "Mercier",
    "Blanc",
    "Guérin",
    "Boyer",
    "Garnier",
    "Chevalier",
    "François",
    "Legrand",
    "Gauthier",
    "Perrin",
    "Œuvrard",
];
const DAY: i64 = 86_400;

/// Rows ready to be written.
#[derive(Debug, Default)]
pub struct Batch {
    pub leads: Vec<NewLead>,
    pub events: Vec<NewEvent>,
    pub dimensions: Vec<(Id<of::Lead>, i32, Dimensions, bool)>,
    pub projected: Vec<Projected>,
    pub activities: Vec<NewActivity>,
    pub handoffs: Vec<SeededHandoff>,
    pub tasks: Vec<NewTask>,
    pub deals: Vec<(NewDeal, Option<Closing>)>,
}

/// Makes leads by their number.
pub struct Generator<'a> {
    plan: Plan,
    now: Instant,
    zone: Tz,
    cast: &'a Cast,
    ids: Clock,
    batch: Batch,
}

impl<'a> Generator<'a> {
    pub fn new(plan: Plan, now: Instant, zone: Tz, cast: &'a Cast, ids: Clock) -> Self {
        Self { plan, now, zone, cast, ids, batch: Batch::default() }
    }

    /// The leads of these numbers, with everything that hangs on them.
    pub fn leads(&mut self, numbers: Range<u64>) -> Batch {
        for number in numbers {
            self.lead(number);
        }
        std::mem::take(&mut self.batch)
    }

    fn lead(&mut self, number: u64) {
        let mut dice = Dice::new(
            self.plan.seed.wrapping_mul(0x9e37_79b9).wrapping_add(number.wrapping_mul(0x1234_5678_9abc_def1)),
        );
        let span = i64::from(self.plan.months) * 2_629_800; // a twelfth of 365.25 days, in seconds
        let created_at = self.now.plus_secs(-dice.secs(60, span.max(120)));
        self.ids.set(created_at);
        let (id, rep, marketer): (Id<of::Lead>, _, _) =
            (self.ids.id(), dice.pick(&self.cast.reps), dice.pick(&self.cast.marketers));
        let (Some(rep), Some(marketer), Some(source)) = (rep, marketer, dice.pick(&self.cast.sources)) else {
            return;
        };
        let path = if number < self.plan.open_obligations.div_ceil(2) {
            waiting(&mut dice, created_at, self.now)
        } else {
            path(&mut dice, created_at, self.now)
        };
        let created_at = path.first().map_or(created_at, |(.., at)| *at);
        let handed = path.iter().any(|(stage, ..)| *stage == Mql);
        let worked = path.iter().any(|(stage, ..)| stage.reaches(Mql));
        let company = dice.pick(&self.cast.companies);
        let first = dice.pick(&FIRST_NAMES).unwrap_or_default();
        let last = dice.pick(&LAST_NAMES).unwrap_or_default();
        let fields = LeadFields {
            first_name: first.into(),
            last_name: format!("{last} {number}"),
            email: format!("lead{number}@societe{:04}.example", dice.below(5_000)),
            phone: format!(
                "06 {:02} {:02} {:02} {:02}",
                number / 1_000_000 % 100,
                number / 10_000 % 100,
                number / 100 % 100,
                number % 100
            ),
            company: company.as_ref().map(|(id, _)| *id),
            campaign: if dice.chance(70) { dice.pick(&self.cast.campaigns) } else { None },
            persona: if worked || dice.chance(40) { dice.pick(&self.cast.personas) } else { None },
            medium: "organic".into(),
            estimated_value_minor: dice
                .chance(60)
                .then(|| i64::try_from(1_000 + dice.below(40_000)).unwrap_or(0) * 100),
            owner_mkt: Some(marketer),
            owner_sales: worked.then_some(rep),
            ..LeadFields::unknown(source)
        };
        let company_name = company.map(|(_, name)| name).unwrap_or_default();
        let dimensions = fields.dimensions();
        let events = self.events(&mut dice, id, &path, rep, marketer, &fields);
        let cycles = path.iter().map(|(_, cycle, _)| *cycle).max().unwrap_or(1);
        for cycle in 1..=cycles {
            self.batch.dimensions.push((id, cycle, dimensions, handed));
        }
        let p = projected(id, &events, self.zone, dimensions, Vec::new(), fields.company);
        let current = p.projection.current.map(|c| (c.stage, c.at, c.cycle));
        let keys = phone_known(keys_without_phone(&fields, &company_name), number);
        self.batch.projected.push(p);
        self.batch.leads.push(NewLead {
            id,
            fields,
            keys,
            stage: current,
            created_by: Some(marketer),
            created_at,
            recorded_at: created_at,
        });
    }

    fn events(
        &mut self,
        dice: &mut Dice,
        lead: Id<of::Lead>,
        path: &[(Stage, i32, Instant)],
        rep: Id<of::Member>,
        marketer: Id<of::Member>,
        fields: &LeadFields,
    ) -> Vec<Event> {
        let mut events = Vec::with_capacity(path.len());
        for (i, &(to, cycle, at)) in path.iter().enumerate() {
            self.ids.set(at);
            let id: Id<of::Event> = self.ids.id();
            let by_marketing = matches!(to, Lead | Mql);
            let next = path.get(i + 1).map(|(_, _, at)| *at);
            events.push(Event {
                id,
                cycle,
                kind: EventKind::Transition,
                to: Some(to),
                occurred_at: at,
                recorded_at: at,
                supersedes: None,
                into: None,
            });
            self.batch.events.push(NewEvent {
                id,
                lead,
                cycle,
                kind: EventKind::Transition,
                to: Some(to),
                occurred_at: at,
                recorded_at: at,
                actor: Some(if by_marketing { marketer } else { rep }),
                role: if by_marketing { "marketer" } else { "rep" },
                origin: Origin::Import,
                reason: reason(to, dice),
                criterion: None,
                text: None,
                into: None,
                supersedes: None,
                reference: None,
            });
            match to {
                Mql => {
                    let handoff = SeededHandoff {
                        id: self.ids.id(),
                        lead,
                        cycle,
                        event: id,
                        at,
                        to: rep,
                        by: marketer,
                        decided_at: next,
                    };
                    self.batch.handoffs.push(handoff);
                }
                Sal | Sql => self.call(dice, lead, cycle, rep, at),
                Opportunity => {
                    self.deal(dice, (lead, cycle, rep), fields, (id, at), path.get(i + 1).copied())
                }
                _ => {}
            }
        }
        if let Some(&(Sal | Sql, ..)) = path.last()
            && dice.chance(60)
        {
            let due_on = local_date(self.now.plus_secs(dice.secs(-20 * DAY, 20 * DAY)), self.zone);
            self.batch.tasks.push(NewTask {
                id: self.ids.id(),
                lead,
                kind: TaskKind::FollowUp,
                title: "Rappeler".into(),
                due_on,
                assignee: Some(rep),
                created_by: Some(rep),
                created_at: self.ids.now(),
            });
        }
        // the deal's closing event is known only now that every event has its id
        for (deal, closing) in &mut self.batch.deals {
            if deal.lead == lead
                && let Some(closing) = closing
                && closing.event.is_none()
            {
                let closes = |e: &&Event| e.cycle == deal.cycle && matches!(e.to, Some(Customer | Lost));
                closing.event = events.iter().find(closes).map(|e| e.id);
            }
        }
        events
    }

    fn call(&mut self, dice: &mut Dice, lead: Id<of::Lead>, cycle: i32, rep: Id<of::Member>, at: Instant) {
        let occurred_at = at.plus_secs(-dice.secs(1, 600));
        self.batch.activities.push(NewActivity {
            id: self.ids.id(),
            lead,
            cycle,
            kind: Kind::Call,
            direction: Direction::Outbound,
            outcome: Some(if dice.chance(60) { Outcome::Connected } else { Outcome::NoAnswer }),
            automatic: false,
            actor: Some(rep),
            occurred_at,
            recorded_at: at,
            text: String::new(),
            reference: None,
        });
    }

    fn deal(
        &mut self,
        dice: &mut Dice,
        (lead, cycle, rep): (Id<of::Lead>, i32, Id<of::Member>),
        fields: &LeadFields,
        (event, at): (Id<of::Event>, Instant),
        next: Option<(Stage, i32, Instant)>,
    ) {
        let closing = next.filter(|(to, ..)| matches!(to, Customer | Lost)).map(|(to, _, at)| Closing {
            outcome: if to == Customer { DealOutcome::Won } else { DealOutcome::Lost },
            reason: Some(if to == Customer { "adequation" } else { "prix" }.into()),
            competitor: String::new(),
            amount_minor: None,
            event: None,
            at,
            text: None,
        });
        let deal = NewDeal {
            id: self.ids.id(),
            lead,
            company: fields.company,
            cycle,
            name: String::new(),
            amount_minor: Some(i64::try_from(2_000 + dice.below(30_000)).unwrap_or(0) * 100),
            expected_on: Some(local_date(at.plus_secs(dice.secs(10 * DAY, 90 * DAY)), self.zone)),
            stage: dice.pick(&DealStage::ALL).unwrap_or(DealStage::Discovery),
            owner: Some(rep),
            upsell: false,
            opened_event: Some(event),
            opened_at: at,
            recorded_at: at,
            reference: None,
        };
        self.batch.deals.push((deal, closing));
    }
}

fn reason(to: Stage, dice: &mut Dice) -> Option<String> {
    let codes: &[&str] = match to {
        Recycled => &["pas_de_budget", "mauvais_timing", "injoignable"],
        Disqualified => &["hors_zone_taille", "etudiant_concurrent", "hors_persona"],
        Lost => &["prix", "pas_de_decision", "budget_gele"],
        Customer => &["adequation", "relation"],
        _ => return None,
    };
    dice.pick(codes).map(str::to_owned)
}

/// The stages of one lead with their cycles and instants; stops where the present begins.
/// Handed off in the last four weeks and untouched since.
fn waiting(dice: &mut Dice, created_at: Instant, now: Instant) -> Vec<(Stage, i32, Instant)> {
    let handed = now.plus_secs(-dice.secs(1, 28 * DAY));
    vec![(Lead, 1, created_at.min(handed.plus_secs(-1))), (Mql, 1, handed)]
}

fn path(dice: &mut Dice, created_at: Instant, now: Instant) -> Vec<(Stage, i32, Instant)> {
    let mut path = vec![(Lead, 1, created_at)];
    let (mut at, mut cycle) = (created_at, 1);
    let step = |path: &mut Vec<_>, to, cycle, at: &mut Instant, min: i64, max: i64, dice: &mut Dice| {
        *at = at.plus_secs(dice.secs(min, max));
        let past = *at < now;
        if past {
            path.push((to, cycle, *at));
        }
        past
    };
    loop {
        if cycle == 1 && dice.chance(18) {
            if dice.chance(30) {
                step(&mut path, Disqualified, cycle, &mut at, DAY, 20 * DAY, dice);
            }
            return path;
        }
        let skips = cycle == 1 && dice.chance(5);
        if !skips && !step(&mut path, Mql, cycle, &mut at, 3_600, 12 * DAY, dice) {
            return path;
        }
        let accepted = dice.chance(72);
        if !skips {
            let to = if accepted {
                Sal
            } else if dice.chance(45) {
                Recycled
            } else {
                Disqualified
            };
            if !step(&mut path, to, cycle, &mut at, 600, 3 * DAY, dice) {
                return path;
            }
        }
        if accepted || skips {
            let qualified = skips || dice.chance(68);
            let to = if qualified { Sql } else { Recycled };
            if !step(&mut path, to, cycle, &mut at, 3_600, 15 * DAY, dice) {
                return path;
            }
            if qualified && dice.chance(70) {
                if !step(&mut path, Opportunity, cycle, &mut at, DAY, 20 * DAY, dice) {
                    return path;
                }
                let won = dice.chance(42);
                if dice.chance(85)
                    && step(
                        &mut path,
                        if won { Customer } else { Lost },
                        cycle,
                        &mut at,
                        5 * DAY,
                        60 * DAY,
                        dice,
                    )
                    && !won
                {
                    step(&mut path, Recycled, cycle, &mut at, 60, 3_600, dice);
                }
            }
        }
        if path.last().is_none_or(|(to, ..)| *to != Recycled) || cycle == 3 || !dice.chance(40) {
            return path;
        }
        cycle += 1;
        at = at.plus_secs(dice.secs(20 * DAY, 120 * DAY));
    }
}

/// Parsing a million telephone numbers would take longer than writing the leads; these are known to be French mobiles.
fn keys_without_phone(fields: &LeadFields, company: &str) -> crate::features::leads::Keys {
    let silent = LeadFields { phone: String::new(), ..fields.clone() };
    keys(&silent, company, "FR")
}

fn phone_known(mut keys: crate::features::leads::Keys, number: u64) -> crate::features::leads::Keys {
    let digits = number % 100_000_000;
    keys.phone = format!("+336{digits:08}");
    keys.search = format!(
        "{} 06 {:02} {:02} {:02} {:02} {}",
        keys.search,
        digits / 1_000_000,
        digits / 10_000 % 100,
        digits / 100 % 100,
        digits % 100,
        keys.phone
    );
    keys
}
