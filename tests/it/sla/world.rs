//! People who hand leads off and take them, for the tests of the agreement.

use crate::support::Ctx;
use crate::support::site::{Site, Visitor};
use relais::domain::access::Scope;
use relais::domain::activity::{Direction, Kind as Did, Outcome};
use relais::domain::ids::{Id, of};
use relais::domain::instant::Instant;
use relais::domain::lifecycle::{Actor, Request, Role, Team};
use relais::domain::sla::{Kind, Status, Terms};
use relais::domain::stage::Stage;
use relais::features::history::Origin;
use relais::features::leads::LeadFields;
use relais::features::reference::{self, List};
use relais::features::sla::store;
use relais::features::stages::{self, Acting, ActivityForm};
use relais::features::upkeep;

pub(super) const PARIS: chrono_tz::Tz = chrono_tz::Europe::Paris;

pub(super) fn at(text: &str) -> Instant {
    Instant::parse_rfc3339(text).unwrap()
}

/// People of a site, and a source and a persona for their leads.
pub(super) struct World {
    pub(super) site: Site,
    pub(super) marketer: Id<of::Member>,
    pub(super) reps: [Id<of::Member>; 2],
    pub(super) manager: Id<of::Member>,
    pub(super) source: Id<of::Source>,
    pub(super) persona: Id<of::Persona>,
}

pub(super) fn terms(number: i32, starts_on: &str, mql_target: u32, first_contact_minutes: u32) -> Terms {
    Terms {
        number,
        starts_on: starts_on.parse().unwrap(),
        mql_target,
        personas: vec![],
        acceptance_floor: 65,
        first_contact_minutes,
        decision_minutes: 450,
    }
}

impl World {
    pub(super) async fn new(t: &Ctx) -> Self {
        let site = t.site().await;
        let marketer = site.add(Role::Marketer, Some(Team::Marketing), None).await.id;
        let reps = [
            site.add(Role::Rep, Some(Team::Sales), None).await.id,
            site.add(Role::Rep, Some(Team::Sales), None).await.id,
        ];
        let manager = site.add(Role::Manager, Some(Team::Sales), None).await.id;
        let clock = site.clock.clone();
        let (source, persona) =
            t.db.write(async move |mut tx| {
                for (n, day, mql, minutes) in [(1, "2026-10-01", 60, 240), (2, "2026-11-01", 70, 120)] {
                    store::rules::insert_terms(&mut tx, &terms(n, day, mql, minutes), None, clock.now())
                        .await?;
                }
                let source = reference::ensure(&mut tx, &clock, List::Source, "google").await.unwrap();
                let persona = reference::ensure(&mut tx, &clock, List::Persona, "Dirigeant").await.unwrap();
                Ok::<_, relais::db::DbError>((source, persona))
            })
            .await
            .unwrap();
        Self { site, marketer, reps, manager, source, persona }
    }

    pub(super) fn acting(&self, member: Id<of::Member>, role: Role, team: Team) -> Acting {
        Acting {
            actor: Actor { member: Some(member), role, team: Some(team) },
            origin: Origin::User,
            clock: self.site.clock.clone(),
            zone: PARIS,
            country: "FR",
        }
    }
    pub(super) fn marketer(&self) -> Acting {
        self.acting(self.marketer, Role::Marketer, Team::Marketing)
    }
    pub(super) fn rep(&self, n: usize) -> Acting {
        self.acting(self.reps[n], Role::Rep, Team::Sales)
    }
    pub(super) fn manager(&self) -> Acting {
        self.acting(self.manager, Role::Manager, Team::Sales)
    }

    /// A new lead, qualified and handed to a rep now.
    pub(super) async fn handed(&self, name: &str, rep: usize) -> Id<of::Lead> {
        let (acting, to, persona) = (self.marketer(), self.reps[rep], self.persona);
        let fields = LeadFields {
            last_name: name.to_owned(),
            email: format!("{name}@example.fr"),
            ..LeadFields::unknown(self.source)
        };
        let write = self.site.app.db.write(async move |mut tx| {
            let lead = stages::create(&mut tx, &acting, fields, "", Stage::Lead, None).await?;
            let request = Request { persona: Some(persona), owner: Some(to), ..Request::to(Stage::Mql) };
            stages::change(&mut tx, &acting, lead, &request).await?;
            Ok::<_, stages::StageError>(lead)
        });
        write.await.unwrap()
    }
    pub(super) async fn change(&self, acting: Acting, lead: Id<of::Lead>, request: Request) {
        let write = self.site.app.db.write(async move |mut tx| {
            stages::change(&mut tx, &acting, lead, &request).await?;
            Ok::<_, stages::StageError>(())
        });
        write.await.unwrap();
    }
    pub(super) async fn call(
        &self,
        rep: usize,
        lead: Id<of::Lead>,
        occurred_at: Option<Instant>,
        automatic: bool,
    ) {
        let acting = self.rep(rep);
        let form = ActivityForm {
            kind: Did::Call,
            direction: Direction::Outbound,
            outcome: Some(Outcome::NoAnswer),
            automatic,
            occurred_at,
            text: String::new(),
        };
        let write = self.site.app.db.write(async move |mut tx| {
            stages::log_activity(&mut tx, &acting, lead, form).await?;
            Ok::<_, stages::StageError>(())
        });
        write.await.unwrap();
    }
    /// The status of a lead's obligation now, by its row.
    pub(super) async fn status(&self, lead: Id<of::Lead>, kind: Kind) -> Option<Status> {
        let mut conn = self.site.app.db.read().await.unwrap();
        let rows = store::rows::obligations(&mut conn, &[lead]).await.unwrap();
        rows.into_iter().rfind(|o| o.kind == kind).map(|o| o.status(self.site.clock.now()))
    }
    pub(super) async fn clean(&self) {
        let findings = upkeep::check(&self.site.app.db, PARIS, "FR", &|_| {}).await.unwrap();
        assert!(findings.is_clean(), "{:#?}", findings.list);
    }
    pub(super) async fn reader(&self) -> Visitor {
        let person = self.site.add(Role::Rep, Some(Team::Sales), None).await;
        self.site.token(&person, Scope::Read).await
    }
}
