//! A small cast: people, a source and a queue, written straight into an empty database.

use super::Ctx;
use relais::clock::Clock;
use relais::db::{DbError, Sql};
use relais::domain::ids::{Id, of};
use relais::domain::instant::Instant;
use relais::domain::lifecycle::{Actor, Role, Team};
use relais::features::history::Origin;
use relais::features::leads::LeadFields;
use relais::features::reference::{self, List};
use relais::features::stages::Acting;
use relais::vals;

/// Who and what every story needs.
#[derive(Clone)]
pub struct Cast {
    pub clock: Clock,
    pub lea: Id<of::Member>,
    pub sophie: Id<of::Member>,
    pub karim: Id<of::Member>,
    pub anne: Id<of::Member>,
    pub admin: Id<of::Member>,
    pub source: Id<of::Source>,
    pub persona: Id<of::Persona>,
    pub queue: Id<of::Queue>,
}

const MEMBER: Sql = Sql::both(
    "INSERT INTO member (id, email, email_key, name, name_key, role, team, created_at) VALUES ($1, $2, $2, $3, $4, $5, $6, $7)",
);
const QUEUE: Sql = Sql::both(
    "INSERT INTO queue (id, name, name_key, team) VALUES ($1, 'Commerciaux', 'commerciaux', 'sales')",
);

/// Monday 2 November 2026, 09:00 in Paris.
pub const MONDAY: Instant = Instant::from_secs(1_793_606_400);

/// Writes the cast, at a clock that stands at [`MONDAY`].
pub async fn cast(t: &Ctx) -> Cast {
    let clock = Clock::manual(MONDAY, 7);
    let made = clock.clone();
    t.db.write(async move |mut tx| {
        let mut ids = Vec::new();
        for (name, role, team) in [
            ("Léa Marchetti", "marketer", Some("marketing")),
            ("Sophie Arnaud", "rep", Some("sales")),
            ("Karim Haddad", "rep", Some("sales")),
            ("Anne Vidal", "manager", Some("sales")),
            ("Ada Admin", "admin", None),
        ] {
            let id: Id<of::Member> = made.id();
            let key = relais::domain::text::fold(name);
            let email = format!("{}@example.fr", key.replace(' ', "."));
            tx.run(MEMBER, &vals![id, email, name, key, role, team, MONDAY]).await?;
            ids.push(id);
        }
        let source = reference::ensure(&mut tx, &made, List::Source, "google").await.unwrap();
        let persona = reference::ensure(&mut tx, &made, List::Persona, "Dirigeant TPE").await.unwrap();
        let queue: Id<of::Queue> = made.id();
        tx.run(QUEUE, &vals![queue]).await?;
        let [lea, sophie, karim, anne, admin] = ids[..] else { unreachable!("five were written") };
        Ok::<_, DbError>(Cast { clock: made, lea, sophie, karim, anne, admin, source, persona, queue })
    })
    .await
    .unwrap()
}

impl Cast {
    fn acting(&self, member: Id<of::Member>, role: Role, team: Option<Team>) -> Acting {
        Acting {
            actor: Actor { member: Some(member), role, team },
            origin: Origin::User,
            clock: self.clock.clone(),
            zone: chrono_tz::Europe::Paris,
            country: "FR",
        }
    }
    pub fn marketer(&self) -> Acting {
        self.acting(self.lea, Role::Marketer, Some(Team::Marketing))
    }
    pub fn rep(&self) -> Acting {
        self.acting(self.sophie, Role::Rep, Some(Team::Sales))
    }
    pub fn other_rep(&self) -> Acting {
        self.acting(self.karim, Role::Rep, Some(Team::Sales))
    }
    pub fn manager(&self) -> Acting {
        self.acting(self.anne, Role::Manager, Some(Team::Sales))
    }
    pub fn administrator(&self) -> Acting {
        self.acting(self.admin, Role::Admin, None)
    }
    /// Moves the clock on.
    pub fn later(&self, secs: i64) {
        self.clock.set(self.clock.now().plus_secs(secs));
    }
    pub fn fields(&self, name: &str) -> LeadFields {
        LeadFields {
            last_name: name.to_owned(),
            email: format!("{}@example.fr", relais::domain::text::fold(name).replace(' ', ".")),
            ..LeadFields::unknown(self.source)
        }
    }
}
