//! The weekly review over HTTP, on both engines: its figures, a meeting of two people, closing it, and what becomes of
//! it afterwards.

use crate::support::Ctx;
use crate::support::crowd::{self, TZ, crowd};
use crate::support::naive;
use crate::support::site::{Site, Visitor};
use relais::domain::access::Scope;
use relais::domain::ids::{Id, of};
use relais::domain::instant::Instant;
use relais::domain::lifecycle::{Actor, Request, Role, Team};
use relais::domain::period::IsoWeek;
use relais::domain::review::{canonical, sha256};
use relais::domain::sla::Terms;
use relais::domain::stage::Stage;
use relais::domain::zone::{date_of, day_start};
use relais::features::history::Origin;
use relais::features::leads::LeadFields;
use relais::features::reference::{self, List};
use relais::features::review::figures;
use relais::features::sla;
use relais::features::stages::{self, Acting, StageError};
use serde_json::Value;

fn at(text: &str) -> Instant {
    Instant::parse_rfc3339(text).unwrap()
}

/// A marketer's and a rep's hands.
struct Hands {
    site: Site,
    marketer: Acting,
    rep: Acting,
    fields: LeadFields,
    persona: Id<of::Persona>,
}

impl Hands {
    async fn new(t: &Ctx, site: &Site) -> Self {
        let (lea, sam) = (
            site.add(Role::Marketer, Some(Team::Marketing), None).await,
            site.add(Role::Rep, Some(Team::Sales), None).await,
        );
        let acting = |id, role, team| Acting {
            actor: Actor { member: Some(id), role, team: Some(team) },
            origin: Origin::User,
            clock: site.clock.clone(),
            zone: TZ,
            country: "FR",
        };
        let clock = site.clock.clone();
        let made = t.db.write(async move |mut tx| {
            let source: Id<of::Source> = reference::ensure(&mut tx, &clock, List::Source, "google").await?;
            let persona: Id<of::Persona> =
                reference::ensure(&mut tx, &clock, List::Persona, "Dirigeant").await?;
            Ok::<_, reference::ReferenceError>((source, persona))
        });
        let (source, persona) = made.await.unwrap();
        Self {
            site: site.clone(),
            marketer: acting(lea.id, Role::Marketer, Team::Marketing),
            rep: acting(sam.id, Role::Rep, Team::Sales),
            fields: LeadFields::unknown(source),
            persona,
        }
    }
    async fn mql(&self, t: &Ctx, name: &str) -> Id<of::Lead> {
        let (acting, fields) =
            (self.marketer.clone(), LeadFields { last_name: name.to_owned(), ..self.fields.clone() });
        let lead = t
            .db
            .write(async move |mut tx| stages::create(&mut tx, &acting, fields, "", Stage::Lead, None).await)
            .await
            .unwrap();
        let request =
            Request { persona: Some(self.persona), owner: self.rep.actor.member, ..Request::to(Stage::Mql) };
        self.moved(t, &self.marketer, lead, request).await;
        lead
    }
    async fn moved(&self, t: &Ctx, acting: &Acting, lead: Id<of::Lead>, request: Request) {
        let acting = acting.clone();
        let done: Result<_, StageError> =
            t.db.write(async move |mut tx| stages::change(&mut tx, &acting, lead, &request).await).await;
        done.unwrap();
    }
    /// Five weeks, W42 to W46 of 2026, with 15, 18, 16, 17 and 14 first-time MQL; the leads of W46.
    async fn five_weeks(&self, t: &Ctx) -> Vec<Id<of::Lead>> {
        let mut last = Vec::new();
        for (week, count) in (42..).zip([15, 18, 16, 17, 14]) {
            let monday = IsoWeek { year: 2026, week }.monday();
            self.site.clock.set(day_start(monday, TZ).plus_secs(9 * 3_600));
            last.clear();
            for n in 0..count {
                last.push(self.mql(t, &format!("W{week} n{n}")).await);
            }
        }
        last
    }
}

async fn json(program: &Visitor, week: &str) -> Value {
    let answer = program.get(&format!("/api/v1/reviews/{week}")).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()
}

async fn program(site: &Site) -> Visitor {
    let person = site.add(Role::Manager, None, None).await;
    site.token(&person, Scope::Read).await
}

/// The blocks of a page, without the frame around them.
fn blocks(page: &str) -> String {
    let from = page.find("<header class=\"page-head\"").unwrap();
    page[from..page.find("id=\"past\"").unwrap()].to_owned()
}

both! {
    /// A week with a holiday is not a drop: 14 MQL in four days against 16.5 on average.
    async fn a_week_of_four_days(t: Ctx) {
        let site = t.site().await;
        let hands = Hands::new(&t, &site).await;
        let since = site.clock.now();
        let promised = Terms {
            number: 1,
            starts_on: chrono::NaiveDate::from_ymd_opt(2026, 1, 1).unwrap(),
            mql_target: 70,
            personas: Vec::new(),
            acceptance_floor: 65,
            first_contact_minutes: 240,
            decision_minutes: 450,
        };
        let agreed = t.db.write(async move |mut tx| sla::rules::insert_terms(&mut tx, &promised, None, since).await);
        agreed.await.unwrap();
        hands.five_weeks(&t).await;
        site.clock.set(at("2026-11-15T17:00:00Z"));
        let program = program(&site).await;
        let review = json(&program, "2026-W46").await;
        let mql = &review["mql"]["entered"];
        assert_eq!((&mql["this"], &mql["last"], &mql["mean"]), (&14.into(), &17.into(), &16.5.into()));
        assert_eq!(mql["before"], serde_json::json!([15, 18, 16, 17]));
        assert_eq!((&mql["verdict"], &mql["p"]), (&"ordinary".into(), &0.6451.into()));
        assert_eq!(mql["target"], 14.0, "70 a month, 20 working days, 4 of them in this week");
        let month = &review["mql"]["month"]["promise"];
        assert_eq!((&month["target"], &month["actual"], &month["expected"]), (&70.0.into(), &31.into(), &31.5.into()));
        assert_eq!(month["pace"], 0.9841);
        let sla = &review["mql"]["exceptions"]["sla"];
        assert_eq!(sla["breached"]["count"], 80, "nobody called and nobody decided");
        assert_eq!((&sla["met"], &sla["due"]), (&0.into(), &28.into()));
        let days = &review["days"];
        assert_eq!((&days["week"], &days["elapsed"], &days["last"]), (&4.into(), &4.into(), &5.into()));
        assert_eq!(review["mql"]["sources"][0]["this"], 14);
        assert_eq!(review["mql"]["exceptions"]["undecided"]["count"], 80);
        assert_eq!((&review["status"], &review["sha256"]), (&"live".into(), &Value::Null));

        // the week before has five days, and in the middle of a week nothing is judged
        let before = json(&program, "2026-W45").await;
        assert_eq!((&before["days"]["week"], &before["mql"]["entered"]["target"]), (&5.into(), &17.5.into()));
        site.clock.set(at("2026-11-10T09:00:00Z"));
        assert_eq!(json(&program, "2026-W46").await["mql"]["entered"]["verdict"], "too_early");

        // a figure leads to exactly its leads
        site.clock.set(at("2026-11-15T17:00:00Z"));
        let reader = site.member(Role::Manager).await;
        let page = reader.get("/review/2026-W46").await;
        let href = page.attribute(".stage-figures .n", "href").unwrap();
        assert_eq!(page.texts(".stage-figures .n")[0], "14");
        let listed = reader.get(&href).await;
        assert_eq!(listed.texts("tbody tr").len(), 14);
        let undecided = reader.get("/review/2026-W46/leads?of=undecided").await;
        assert_eq!(undecided.texts("tbody tr").len(), 50);
        assert!(undecided.body.contains("after=50"));
    }

    /// Two people in one meeting: nothing that is typed is lost, nothing half-agreed is kept, one closes it.
    async fn a_meeting(t: Ctx) {
        let site = t.site().await;
        let hands = Hands::new(&t, &site).await;
        let leads = hands.five_weeks(&t).await;
        site.clock.set(at("2026-11-13T15:00:00Z"));
        let refusal = Request { reason: Some("pas_de_budget".into()), ..Request::to(Stage::Recycled) };
        let refusal = Request { revisit_on: chrono::NaiveDate::from_ymd_opt(2026, 11, 14), ..refusal };
        hands.moved(&t, &hands.rep, leads[0], refusal).await;
        hands.moved(&t, &hands.rep, leads[1], Request::to(Stage::Sal)).await;
        let (lea, max) = (site.member(Role::Marketer).await, site.member(Role::Marketer).await);
        let (sam, anne, paul) =
            (site.member(Role::Rep).await, site.member(Role::Manager).await, site.member(Role::Manager).await);
        let week = "/review/2026-W46";
        assert_eq!(lea.get("/review").await.location(), week);

        // two marketers write in one note
        let note = format!("{week}/notes/mql/marketing");
        assert_eq!(lea.post(&note, &[("note", "60 % de livre blanc"), ("_version", "0")]).await.status, 303);
        let clash = max.post(&note, &[("note", "Le webinaire monte"), ("_version", "0")]).await;
        assert_eq!(clash.status, 409);
        let columns = clash.texts("tbody td");
        assert_eq!(columns, ["Le webinaire monte", "60 % de livre blanc", ""]);
        assert_eq!(clash.texts("textarea"), ["Le webinaire monte"]);
        assert_eq!(clash.attribute("input[name=_version]", "value").as_deref(), Some("1"));
        let both = [("note", "60 % de livre blanc ; le webinaire monte"), ("_version", "1")];
        assert_eq!(max.post(&note, &both).await.status, 303);
        assert_eq!(max.post(&note, &both).await.status, 303, "the same words again change nothing");
        assert_eq!(sam.post(&note, &[("note", "Non"), ("_version", "2")]).await.status, 403);
        let long = "é".repeat(4_001);
        let refused = lea.post(&note, &[("note", &long), ("_version", "2")]).await;
        assert_eq!(refused.status, 422);
        assert!(refused.body.contains(&long), "what was typed is still there");
        let huge = "a".repeat(10 * 1024 * 1024);
        assert_eq!(lea.post(&note, &[("note", &huge), ("_version", "2")]).await.status, 413);

        // a decision and actions
        let who = sam.person().id.to_string();
        let decisions = format!("{week}/decisions");
        let refused = lea.post(&decisions, &[("decision", "La taille devient obligatoire"), ("who", "")]).await;
        assert_eq!(refused.status, 422);
        assert!(refused.body.contains("La taille devient obligatoire"));
        let decision = [("decision", "La taille devient obligatoire"), ("who", who.as_str()), ("date", "2026-11-16"), ("_key", "d1")];
        assert_eq!(lea.post(&decisions, &decision).await.status, 303);
        assert_eq!(lea.post(&decisions, &decision).await.status, 303, "sent twice, written once");
        let other = [&[("decision", "Le poste aussi")], &decision[1..]].concat();
        let asked = lea.post(&decisions, &other).await;
        assert_eq!(asked.status, 409, "the key served for other words");
        assert_eq!(asked.attribute("input[name=decision]", "value").as_deref(), Some("Le poste aussi"));
        let actions = format!("{week}/actions");
        assert_eq!(sam.post(&actions, &[("action", "Appeler"), ("due", "2026-11-18")]).await.status, 422);
        let stray = [("action", "Appeler"), ("owner", &who), ("due", "2026-11-18"), ("link", "/leads/nobody")];
        assert_eq!(sam.post(&actions, &stray).await.status, 422);
        let link = format!("https://relais.example/leads/{}?from=x", leads[2]);
        let linked = [("action", "Appeler"), ("owner", who.as_str()), ("due", "2026-11-18"), ("link", link.as_str())];
        let back = [("_next", "/review/2026-W46/meeting/agreed")];
        let done = sam.post(&actions, &[&linked[..], &back[..]].concat()).await;
        assert_eq!((done.status.as_u16(), done.location()), (303, "/review/2026-W46/meeting/agreed"));
        let content = [("content", "Guide des prix"), ("on", "2026-11-24"), ("by", who.as_str())];
        assert_eq!(lea.post(&format!("{week}/contents"), &content).await.status, 303);
        for block in ["carried", "mql", "sales", "feedback", "contents", "agreed"] {
            assert_eq!(lea.get(&format!("{week}/meeting/{block}")).await.status, 200, "{block}");
        }
        assert_eq!(lea.get(&format!("{week}/meeting/lunch")).await.status, 404);

        // closing: a manager's act, with somebody there, once
        let close = format!("{week}/close");
        assert_eq!(sam.post(&close, &[("who", &who)]).await.status, 403);
        assert_eq!(anne.post(&close, &[]).await.status, 422);
        assert_eq!(anne.post("/review/2026-W47/close", &[("who", &who)]).await.status, 422, "not begun");
        let present = [("who", who.as_str())];
        let (one, two) = tokio::join!(anne.post(&close, &present), paul.post(&close, &present));
        assert_eq!((one.status.as_u16(), two.status.as_u16()), (303, 303));
        let program = program(&site).await;
        let kept = json(&program, "2026-W46").await;
        assert_eq!(kept["status"], "frozen");
        assert_eq!(kept["attendees"].as_array().unwrap().len(), 1);
        assert_eq!(kept["decisions"].as_array().unwrap().len(), 1);
        assert_eq!(kept["actions"][0]["lead"], leads[2].to_string());
        assert_eq!(kept["notes"][0]["text"], "60 % de livre blanc ; le webinaire monte");
        assert_eq!(kept["feedback"]["reasons"][0]["code"], "pas_de_budget");
        assert_eq!(kept["feedback"]["recycled_due"]["count"], 1);
        assert_eq!((&kept["mql"]["sources"][0]["accepted"], &kept["mql"]["sources"][0]["decided"]), (&1.into(), &2.into()));

        // the digest is that of what is shown
        let mut payload = kept.clone();
        for name in ["status", "frozen_at", "frozen_by", "sha256"] {
            payload.as_object_mut().unwrap().remove(name);
        }
        let digest: String = sha256(&canonical(&payload).unwrap()).iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(kept["sha256"], digest);

        // nothing is written into it any more, and corrections leave it alone
        let page = blocks(&anne.get(week).await.body);
        assert_eq!(lea.post(&note, &[("note", "Trop tard"), ("_version", "2")]).await.status, 409);
        assert_eq!(lea.post(&decisions, &decision[..3]).await.status, 409);
        site.clock.set(at("2026-11-16T09:00:00Z"));
        let acting = Acting { actor: Actor { role: Role::Admin, ..hands.marketer.actor }, ..hands.marketer.clone() };
        let lead = leads[5];
        t.db.write(async move |mut tx| stages::trash(&mut tx, &acting, lead, "essai").await).await.unwrap();
        assert_eq!(json(&program, "2026-W46").await, kept);
        assert_eq!(blocks(&anne.get(week).await.body), page);
        let href = anne.get(week).await.attribute(".stage-figures .n", "href").unwrap();
        assert_eq!(anne.get(&href).await.texts("tbody tr").len(), 14, "the leads as they were known then");
        let today = anne.get(&format!("{week}?view=today")).await;
        assert_eq!(today.texts("#diff").len(), 1);
        assert!(today.body.contains("W46 n5"), "the lead that left is named");
        assert_eq!(today.texts(".stage-figures .n")[0], "13");

        // the next meeting begins with what is still open
        let next = json(&program, "2026-W47").await;
        assert_eq!(next["carried"]["actions"][0]["age"], 1);
        assert_eq!(next["carried"]["actions"][0]["late"], 0);
        site.clock.set(at("2026-11-20T09:00:00Z"));
        let next = json(&program, "2026-W47").await;
        assert_eq!(next["carried"]["actions"][0]["late"], 1);
        assert_eq!(next["carried"]["completion"], serde_json::json!({"done": 0, "due": 1}));
        let id = next["carried"]["actions"][0]["id"].as_str().unwrap().to_owned();
        assert_eq!(sam.post(&format!("/review/actions/{id}"), &[("done", "1")]).await.status, 303);
        let next = json(&program, "2026-W47").await;
        assert_eq!(next["carried"]["actions"], serde_json::json!([]));
        assert_eq!(next["carried"]["completion"], serde_json::json!({"done": 0, "due": 1}), "done too late");
        assert_eq!(anne.get("/review/past").await.texts("main li").len(), 1);
        assert_eq!(anne.get("/review/2026-W46/minutes").await.status, 200);
    }

    /// A week that is none is answered clearly.
    async fn a_week_that_is_none(t: Ctx) {
        let site = t.site().await;
        let reader = site.member(Role::Rep).await;
        let program = program(&site).await;
        for (week, said) in [
            ("2026-W54", "2026 n’a pas de semaine 54"),
            ("2026-W48", "Cette semaine n’a pas commencé"),
            ("2026-48", "Une semaine s’écrit 2026-W46"),
        ] {
            let page = reader.get(&format!("/review/{week}")).await;
            assert_eq!(page.status, 422, "{week}");
            assert!(page.body.contains(said), "{week}");
            assert_eq!(program.get(&format!("/api/v1/reviews/{week}")).await.status, 422);
        }
        site.clock.set(at("2026-12-31T09:00:00Z"));
        assert_eq!(json(&program, "2026-W53").await["until"], "2027-01-04");
    }

    /// Over random histories: the counts are those of the definition, and sources and personas add up to them.
    async fn the_counts_are_those_of_the_definition(t: Ctx) {
        let people = crowd(240, 5);
        crowd::write(&t, &people).await;
        let now = at("2027-06-01T00:00:00Z");
        let mut conn = t.db.read().await.unwrap();
        let mut counted = 0;
        for first in (20_690..20_960).step_by(7) {
            let week = IsoWeek::of(date_of(first).unwrap());
            let review = figures::counted(&mut conn, week, now, TZ).await.unwrap();
            let (from, until) = week.period().bounds(TZ);
            let naive = |stage: &str| {
                // a lead that turned out to be something else has left every report
                let counted = people.iter().filter(|p| naive::stage_at(&p.events, now, now) != Some("other"));
                let first = counted.filter_map(|person| naive::first(&person.events, stage, now, now));
                first.filter(|at| (from..until).contains(at)).count() as u64
            };
            assert_eq!(review.mql.entered.this, naive("mql"), "{week}");
            assert_eq!(review.sales.sql.this, naive("sql"), "{week}");
            assert_eq!(review.sales.opportunities.this, naive("opportunity"), "{week}");
            let sum = |lines: &[relais::domain::review::BySource]| lines.iter().map(|one| one.this).sum::<u64>();
            assert_eq!(sum(&review.mql.sources), review.mql.entered.this, "{week}");
            assert_eq!(sum(&review.mql.personas), review.mql.entered.this, "{week}");
            counted += review.mql.entered.this;
        }
        assert!(counted > 30, "the weeks hold something: {counted}");
    }
}
