//! A crowd of leads with random histories and dimensions, written into a database as the product writes them, and
//! kept aside so that figures can be recounted by definition.

use super::Ctx;
use super::histories::arb_history;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use relais::db::{DbError, Sql, Tx};
use relais::domain::funnel::Facets;
use relais::domain::history::Event;
use relais::domain::ids::{Id, of};
use relais::domain::instant::Instant;
use relais::features::history::{Dimensions, NewEvent, Origin, append_many, insert_dimensions, reproject};
use relais::vals;
use std::collections::BTreeMap;
use uuid::Uuid;

pub const TZ: chrono_tz::Tz = chrono_tz::Europe::Paris;

/// One lead of the crowd.
#[derive(Debug, Clone)]
pub struct Person {
    pub id: Id<of::Lead>,
    pub events: Vec<Event>,
    pub current: Facets,
    pub cycles: BTreeMap<i32, Facets>,
}

impl Person {
    /// What the lead was in a cycle.
    pub fn facets(&self, cycle: i32) -> Facets {
        self.cycles.get(&cycle).copied().unwrap_or(self.current)
    }
}

/// A repeatable stream of small numbers.
#[derive(Clone)]
pub struct Dice(u64);

impl Dice {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }
    pub fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
    pub fn pick<T: Clone>(&mut self, choices: &[T]) -> T {
        let at = self.roll(choices.len() as u64);
        choices[usize::try_from(at).unwrap()].clone()
    }
}

/// Three of each kind.
pub fn ids(kind: u128) -> [Uuid; 3] {
    [1, 2, 3].map(|n| Uuid::from_u128(kind << 64 | 0x7 << 76 | 0x2 << 62 | n))
}
pub const SOURCE: u128 = 11;
pub const PERSONA: u128 = 12;
pub const CAMPAIGN: u128 = 13;
pub const OWNER: u128 = 14;
pub const COMPANY: u128 = 15;

fn random_facets(dice: &mut Dice) -> Facets {
    let maybe = |dice: &mut Dice, kind| if dice.roll(4) == 0 { None } else { Some(dice.pick(&ids(kind))) };
    Facets {
        source: Some(dice.pick(&ids(SOURCE))),
        persona: maybe(dice, PERSONA),
        campaign: maybe(dice, CAMPAIGN),
        owner: maybe(dice, OWNER),
        company: maybe(dice, COMPANY),
    }
}

/// `size` leads, not yet written. Histories differ with `seed`.
pub fn crowd(size: u32, seed: u8) -> Vec<Person> {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let mut dice = Dice::new(u64::from(seed));
    let strategy = arb_history();
    let mut people: Vec<Person> = Vec::new();
    while people.len() < usize::try_from(size).unwrap() {
        let events = strategy.new_tree(&mut runner).unwrap().current();
        if !events.is_empty() {
            people.push(person(people.len() as u128, events, &mut dice));
        }
    }
    people
}

fn person(n: u128, events: Vec<Event>, dice: &mut Dice) -> Person {
    // Ids are unique to a lead in `arb_history`: make them unique to the crowd, in the same order.
    let own = |id: Id<of::Event>| Id::<of::Event>::v7(1, (n << 32) | (id.uuid().as_u128() & 0xffff_ffff));
    let renamed = |event: Event| Event {
        id: own(event.id),
        supersedes: event.supersedes.map(own),
        into: event.into.map(|_| Id::v7(2, u128::from(n == 0))),
        ..event
    };
    let events: Vec<Event> = events.into_iter().map(renamed).collect();
    let current = random_facets(dice);
    let mut cycles = BTreeMap::new();
    for event in &events {
        if dice.roll(5) > 0 && !cycles.contains_key(&event.cycle) {
            cycles.insert(event.cycle, Facets { company: current.company, ..random_facets(dice) });
        }
    }
    Person { id: Id::v7(2, n), events, current, cycles }
}

const NAMED: [(u128, Sql); 4] = [
    (SOURCE, Sql::both("INSERT INTO source (id, name, name_key) VALUES ($1, $2, $2)")),
    (PERSONA, Sql::both("INSERT INTO persona (id, name, name_key) VALUES ($1, $2, $2)")),
    (CAMPAIGN, Sql::both("INSERT INTO campaign (id, name, name_key) VALUES ($1, $2, $2)")),
    (COMPANY, Sql::both("INSERT INTO company (id, name, name_key, created_at) VALUES ($1, $2, $2, 0)")),
];
const MEMBER: Sql = Sql::both(
    "INSERT INTO member (id, email, email_key, name, name_key, role, created_at) VALUES ($1, $2, $2, $2, $2, 'rep', 0)",
);
const LEAD: Sql = Sql::both(
    "INSERT INTO lead (id, source_id, persona_id, campaign_id, owner_sales_id, company_id, last_name, stage_at, \
     created_at, recorded_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, 'Lead', 0, 0, 0, 0)",
);

/// Writes the crowd as the product does: events, settled dimensions, projections.
pub async fn write(t: &Ctx, people: &[Person]) {
    let people = people.to_vec();
    t.db.write(async move |mut tx| {
        for (kind, insert) in NAMED {
            for (id, name) in ids(kind).into_iter().zip(["a", "b", "c"]) {
                tx.run(insert, &vals![id, name]).await?;
            }
        }
        for (id, name) in ids(OWNER).into_iter().zip(["a", "b", "c"]) {
            tx.run(MEMBER, &vals![id, name]).await?;
        }
        for person in &people {
            let f = &person.current;
            tx.run(LEAD, &vals![person.id, f.source, f.persona, f.campaign, f.owner, f.company]).await?;
        }
        for person in &people {
            write_history(&mut tx, person).await?;
        }
        Ok::<_, DbError>(())
    })
    .await
    .unwrap();
}

async fn write_history(tx: &mut Tx, person: &Person) -> Result<(), DbError> {
    let mut events = person.events.clone();
    events.sort_unstable_by_key(|event| event.id); // what supersedes comes after what it takes out
    let new = |event: &Event| NewEvent {
        id: event.id,
        lead: person.id,
        cycle: event.cycle,
        kind: event.kind,
        to: event.to,
        occurred_at: event.occurred_at,
        recorded_at: event.recorded_at,
        actor: None,
        role: "system",
        origin: Origin::System,
        reason: None,
        criterion: None,
        text: None,
        into: event.into,
        supersedes: event.supersedes,
        reference: None,
    };
    append_many(tx, &events.iter().map(new).collect::<Vec<_>>()).await?;
    let dimensions = |f: &Facets| Dimensions {
        source: Id::from_uuid(f.source.unwrap()),
        campaign: f.campaign.map(Id::from_uuid),
        persona: f.persona.map(Id::from_uuid),
        owner: f.owner.map(Id::from_uuid),
    };
    let cycles: Vec<_> = person.cycles.iter().map(|(c, f)| (person.id, *c, dimensions(f), true)).collect();
    insert_dimensions(tx, &cycles).await?;
    reproject(tx, person.id, TZ).await?;
    Ok(())
}

/// Later than everything in a crowd.
pub const AFTERWARDS: Instant = Instant::from_secs(2_000_000_000);
