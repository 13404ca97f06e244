//! The agreement between both teams: open hours through the API, obligations through the write door, the figures of
//! a month against a recomputation from the raw rows, and the pages.

mod world;

use crate::support::Ctx;
use crate::support::crowd::Dice;
use crate::support::site::Answer;
use axum::http::{Method, StatusCode};
use relais::domain::lifecycle::{Handoff, Request, Role, Team};
use relais::domain::period::Period;
use relais::domain::sla::{Kind, Status};
use relais::domain::stage::Stage;
use relais::features::sla::{Asked, Split, figures, store};
use relais::features::stages::{self};
use serde_json::{Value, json};

use world::{PARIS, World, at};

both! {
    async fn a_contact_in_time_meets_the_promise_and_a_change_of_terms_judges_nothing_again(t: Ctx) {
        let w = World::new(&t).await;
        // the last working day of the first terms: four hours, due at closing
        w.site.clock.set(at("2026-10-30T09:00:00+01:00"));
        let old = w.handed("ancien", 0).await;
        w.site.clock.set(at("2026-10-30T14:30:00+01:00"));
        w.call(0, old, None, false).await;
        assert_eq!(w.status(old, Kind::FirstContact).await, Some(Status::Met));
        // half past midnight on the first working day of the second terms: two hours from nine
        w.site.clock.set(at("2026-11-02T00:30:00+01:00"));
        let new = w.handed("nouveau", 0).await;
        w.site.clock.set(at("2026-11-02T10:29:59+01:00"));
        assert_eq!(w.status(new, Kind::FirstContact).await, Some(Status::Pending));
        w.site.clock.set(at("2026-11-02T10:30:00+01:00"));
        assert_eq!(w.status(new, Kind::FirstContact).await, Some(Status::AtRisk));
        w.call(0, new, None, true).await; // a machine is nobody
        w.site.clock.set(at("2026-11-02T11:00:01+01:00"));
        assert_eq!(w.status(new, Kind::FirstContact).await, Some(Status::Breached));
        w.call(0, new, None, false).await;
        assert_eq!(w.status(new, Kind::FirstContact).await, Some(Status::MissedLate));
        w.clean().await;
    }

    async fn handing_on_restarts_nothing_and_taking_back_cancels(t: Ctx) {
        let w = World::new(&t).await;
        w.site.clock.set(at("2026-11-03T09:00:00+01:00"));
        let lead = w.handed("passe", 0).await;
        w.site.clock.set(at("2026-11-03T11:30:00+01:00"));
        let (acting, to) = (w.marketer(), Handoff::Member(w.reps[1]));
        let on = t.db.write(async move |mut tx| stages::hand_off(&mut tx, &acting, lead, to, None).await);
        on.await.unwrap();
        let mut conn = t.db.read().await.unwrap();
        let rows = store::rows::obligations(&mut conn, &[lead]).await.unwrap();
        let contact = rows.iter().find(|o| o.kind == Kind::FirstContact).unwrap();
        assert_eq!(contact.times.due_at, at("2026-11-03T11:00:00+01:00"));
        assert_eq!(contact.owner, Some(w.reps[0]), "who had it when it fell due");
        let decision = rows.iter().find(|o| o.kind == Kind::Decision).unwrap();
        assert_eq!(decision.owner, Some(w.reps[1]));
        drop(conn);
        let taken = w.handed("repris", 0).await;
        w.site.clock.set(at("2026-11-03T12:00:00+01:00"));
        w.change(w.marketer(), taken, Request { reason: Some("retrait".into()), ..Request::to(Stage::Recycled) }).await;
        for kind in Kind::ALL {
            assert_eq!(w.status(taken, kind).await, Some(Status::Cancelled));
        }
        w.clean().await;
    }

    async fn a_late_entry_is_met_today_and_was_breached_as_known_then(t: Ctx) {
        let w = World::new(&t).await;
        w.site.clock.set(at("2026-11-03T09:00:00+01:00"));
        let lead = w.handed("tard", 0).await;
        w.site.clock.set(at("2026-11-06T09:00:00+01:00"));
        w.call(0, lead, Some(at("2026-11-03T10:00:00+01:00")), false).await;
        let reader = w.reader().await;
        let first = |answer: &Answer| answer.json()["sales"]["first_contact"].clone();
        let now = reader.get("/api/v1/reports/sla?from=2026-11-01&until=2026-12-01").await;
        assert_eq!((first(&now)["met"].as_u64(), first(&now)["late_entries"].as_u64()), (Some(1), Some(1)));
        let then = reader.get("/api/v1/reports/sla?from=2026-11-01&until=2026-12-01&known_at=2026-11-04").await;
        assert_eq!((first(&then)["met"].as_u64(), first(&then)["breached"].as_u64()), (Some(0), Some(1)));
        let line = now.json()["sales"]["obligations"][0].clone();
        assert_eq!((&line["status"], &line["due_at"], &line["version"]), (&json!("met"), &json!("2026-11-03T10:00:00Z"), &json!(2)));
        for (query, field) in [("until=hier", "until"), ("from=2026-11-02&until=2026-11-01", "until"), ("as_of=x", "as_of"), ("x=1", "x")] {
            let refused = reader.get(&format!("/api/v1/reports/sla?{query}")).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
            assert_eq!(refused.json()["errors"][0]["field"], field, "{}", refused.body);
        }
    }

    async fn the_figures_of_a_month_are_those_of_the_raw_rows(t: Ctx) {
        let w = World::new(&t).await;
        let mut dice = Dice::new(41);
        for n in 0..60u64 {
            let hour = 6 + dice.roll(14);
            let day = 26 + dice.roll(24); // 26 October to 18 November, nights and weekends too
            let (month, day) = if day > 31 { (11, day - 31) } else { (10, day) };
            w.site.clock.set(at(&format!("2026-{month:02}-{day:02}T{hour:02}:{:02}:00+01:00", dice.roll(60))));
            let rep = usize::from(dice.roll(2) == 1);
            let lead = w.handed(&format!("lead{n}"), rep).await;
            for _ in 0..dice.roll(4) {
                let now = w.site.clock.now();
                w.site.clock.set(now.plus_secs(i64::try_from(60 * (1 + dice.roll(900))).unwrap()));
                match dice.roll(6) {
                    0 => w.call(rep, lead, Some(now.plus_secs(1)), false).await,
                    1 | 2 => w.call(rep, lead, None, dice.roll(4) == 0).await,
                    3 => {
                        let stage = relais::features::leads::get(&mut t.db.read().await.unwrap(), lead).await.unwrap().unwrap().stage;
                        if stage == Some(Stage::Mql) {
                            w.change(w.rep(rep), lead, Request::to(Stage::Sal)).await;
                        }
                    }
                    4 => {
                        let stage = relais::features::leads::get(&mut t.db.read().await.unwrap(), lead).await.unwrap().unwrap().stage;
                        if stage == Some(Stage::Mql) {
                            let (acting, reason) = if dice.roll(2) == 0 { (w.marketer(), "retrait") } else { (w.manager(), "hors_zone_taille") };
                            let to = if reason == "retrait" { Stage::Recycled } else { Stage::Disqualified };
                            w.change(acting, lead, Request { reason: Some(reason.into()), ..Request::to(to) }).await;
                        }
                    }
                    _ => {}
                }
            }
        }
        w.site.clock.set(at("2026-11-20T10:40:00+01:00"));
        w.clean().await;
        let now = w.site.clock.now();
        let mut conn = t.db.read().await.unwrap();
        for month in [10, 11] {
            let (from, until) = Period::month(2026, month).unwrap().bounds(PARIS);
            let view = figures::View { as_of: now, known_at: now };
            let naive = figures::past(&mut conn, (from, until), view, PARIS, true).await.unwrap();
            let mut counted = Vec::new();
            for split in Split::ALL {
                counted = store::report::counts(&mut conn, (from, until), now, PARIS, split).await.unwrap();
                assert_eq!(counted, naive.tallies(now, split), "{split:?}");
                assert!(!counted.is_empty());
            }
            let month = Period::month(2026, month).unwrap();
            let relayed = store::report::relayed(&mut conn, month).await.unwrap();
            assert_eq!(figures::acceptance(&relayed), naive.acceptance);
            let starts = figures::starts(month, PARIS);
            let by_day = store::report::volume_by_day(&mut conn, month).await.unwrap();
            assert_eq!(by_day, naive.by_day(&starts));
            assert_eq!(by_day.iter().sum::<u64>(), relayed.iter().map(|r| r.volume).sum::<u64>());
            // each figure opens exactly its rows
            let sum = figures::attainment(&counted, None);
            for status in Status::ALL {
                let asked = Asked { statuses: vec![status], ..Asked::all(from, until, now) };
                assert_eq!(store::report::listed_count(&mut conn, &asked).await.unwrap(), sum.of(status));
                let listed = store::report::listed(&mut conn, &asked, 1_000).await.unwrap();
                let as_asked = listed.iter().filter(|line| line.row.status(now) == status);
                assert_eq!((listed.len() as u64, as_asked.count()), (sum.of(status), listed.len()));
            }
        }
    }

    async fn the_pages_open_for_everybody_and_say_what_is_late(t: Ctx) {
        let w = World::new(&t).await;
        w.site.clock.set(at("2026-11-10T17:00:00+01:00"));
        let late = w.handed("enretard", 0).await;
        let fine = w.handed("alheure", 1).await;
        w.call(1, fine, None, false).await;
        w.site.clock.set(at("2026-11-12T11:00:00+01:00"));
        w.call(0, late, None, false).await;
        let rep = w.site.member(Role::Rep).await;
        let page = rep.get("/sla").await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        for said in ["kind=first_contact", "enretard", "Armistice", "férié", "+1 h 00", "70"] {
            assert!(page.body.contains(said), "{said} in {}", page.body);
        }
        assert!(!page.body.contains("name=\"reason\""), "only managers excuse");
        for address in ["/sla?month=2026-10&by=source", "/sla?by=persona", "/sla/leads?month=2026-11&what=volume", "/sla/leads?month=2026-11&what=decided&persona=none", "/sla/leads?month=2026-11&status=missed_late&kind=first_contact&owner=none", "/sla/leads?after=x"] {
            assert_eq!(rep.get(address).await.status, StatusCode::OK, "{address}");
        }
        assert!(rep.get("/sla/leads?month=2026-11&what=volume").await.body.contains("alheure"));
        for address in ["/sla?month=2026-13", "/sla?month=hier", "/sla/leads?status=x", "/sla/leads?owner=x", "/sla/leads?what=x"] {
            assert_eq!(rep.get(address).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{address}");
        }
        // a manager excuses it
        let manager = w.site.member_of(Role::Manager, Some(Team::Sales)).await;
        let page = manager.get("/sla").await;
        let handoff = page.attribute("form[action='/sla/excuses'] input[name=handoff]", "value").unwrap();
        let excuse = |reason: &'static str, kind: &'static str| {
            let (manager, handoff) = (&manager, handoff.clone());
            async move { manager.post("/sla/excuses", &[("handoff", &handoff), ("kind", kind), ("reason", reason), ("_next", "/sla?month=2026-11")]).await }
        };
        assert_eq!(excuse(" ", "first_contact").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(excuse("Absent ce jour-là", "x").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let done = excuse("Absent ce jour-là", "first_contact").await;
        assert_eq!((done.status, done.location()), (StatusCode::SEE_OTHER, "/sla?month=2026-11"));
        assert_eq!(w.status(late, Kind::FirstContact).await, Some(Status::Excused));
        assert_eq!(excuse("Encore", "first_contact").await.status, StatusCode::SEE_OTHER);
        let listed = manager.get("/sla/leads?month=2026-11&status=excused").await;
        assert!(listed.body.contains("Absent ce jour-là"), "{}", listed.body);
        assert_eq!(rep.post("/sla/excuses", &[("handoff", &handoff), ("kind", "decision"), ("reason", "x")]).await.status, StatusCode::FORBIDDEN);
        w.clean().await;
    }

    async fn lists_first_screens_and_leads_show_what_presses(t: Ctx) {
        let mut w = World::new(&t).await;
        let rep = w.site.member(Role::Rep).await;
        w.reps[0] = rep.person().id;
        w.site.clock.set(at("2026-11-10T09:00:00+01:00"));
        let first = w.handed("premier", 0).await;
        w.site.clock.set(at("2026-11-10T10:30:00+01:00"));
        w.handed("second", 0).await;
        w.site.clock.set(at("2026-11-10T11:30:00+01:00"));
        let late = rep.get("/leads?sla=breached").await;
        assert!(late.body.contains("premier") && !late.body.contains("second"), "{}", late.body);
        assert!(late.body.contains("dépassé de 30 min"), "{}", late.body);
        assert!(rep.get("/leads?sla=pending,at_risk").await.body.contains("second"));
        assert_eq!(rep.get("/leads?sla=late").await.status, StatusCode::BAD_REQUEST);
        assert!(rep.get("/leads/filters?sla=breached").await.body.contains("value=\"breached\" selected"));
        let home = rep.get("/").await.body;
        assert!(home.find(">premier<").unwrap() < home.find(">second<").unwrap(), "the first deadline first: {home}");
        assert!(home.contains("dépassé de 30 min") && home.contains("reste 1 h 00"), "{home}");
        for address in ["/board".to_owned(), format!("/leads/{first}")] {
            assert!(rep.get(&address).await.body.contains("data-sla=\"breached\""), "{address}");
        }
        w.call(0, first, None, false).await;
        assert!(!rep.get("/leads?sla=breached").await.body.contains("premier"), "done, if late");
        w.clean().await;
    }

    async fn hours_and_terms_are_kept_or_refused_beside_their_field(t: Ctx) {
        let w = World::new(&t).await;
        let manager = w.site.member_of(Role::Manager, Some(Team::Sales)).await;
        let hours = |field: &'static str, text: &'static str| {
            let mut all = vec![("_version", "0"), ("time_zone", "Europe/Paris"), ("holidays", "fr"), ("tue", "9:00–18:00")];
            all.retain(|(name, _)| *name != field);
            all.push((field, text));
            all
        };
        for (field, text, said) in [
            ("mon", "22:00–6:00", "deux intervalles"),
            ("mon", "9:00–12:00, 11:00–14:00", "se chevauchent"),
            ("mon", "9:00–9:00", "finit quand il commence"),
            ("mon", "neuf heures", "9:00–12:30"),
            ("tue", "", "Aucune heure d’ouverture"),
            ("time_zone", "Mars/Base", "n’existe pas"),
            ("closures", "un jour", "Ligne 1"),
        ] {
            let refused = manager.post("/settings/calendar", &hours(field, text)).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{field} {text}");
            assert!(refused.body.contains(said), "{said} in {}", refused.body);
        }
        let preview = manager.post("/settings/calendar", &[hours("mon", "8h–12h"), vec![("preview", "1"), ("month", "2026-05")]].concat()).await;
        assert_eq!(preview.status, StatusCode::OK);
        assert!(preview.body.contains("Ascension"), "{}", preview.body);
        let kept = manager.post("/settings/calendar", &hours("mon", "8h–12h")).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
        assert!(manager.get("/settings/calendar?month=2026-12").await.body.contains("08:00–12:00"));
        assert_eq!(manager.post("/settings/calendar", &hours("mon", "8h–12h")).await.status, StatusCode::CONFLICT, "somebody saved meanwhile");

        let promise = |field: &'static str, text: &'static str| {
            let mut all = vec![("starts_on", "2026-12-01"), ("mql_target", "80"), ("acceptance_floor", "65"), ("first_contact", "4 h"), ("decision", "7 h 30")];
            all.retain(|(name, _)| *name != field);
            all.push((field, text));
            all
        };
        for (field, text, said) in [
            ("mql_target", "0", "promesse de zéro"),
            ("mql_target", "-1", "négative"),
            ("first_contact", "-4 h", "négative"),
            ("first_contact", "0", "promesse de zéro"),
            ("decision", "bientôt", "4 h 30"),
            ("starts_on", "2026-11-20", "demain au plus tôt"),
            ("starts_on", "2026-11-01", "demain au plus tôt"),
            ("acceptance_floor", "101", "100"),
        ] {
            let refused = manager.post("/settings/agreement", &promise(field, text)).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{field} {text}");
            assert!(refused.body.contains(said), "{said} in {}", refused.body);
            assert!(refused.body.contains(&format!("value=\"{text}\"")), "nothing typed is lost: {text}");
        }
        let kept = manager.post("/settings/agreement", &promise("mql_target", "80")).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
        let again = manager.post("/settings/agreement", &promise("mql_target", "90")).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(manager.get("/sla").await.body.contains("80 MQL"), "the next change is visible");
        assert_eq!(manager.post("/settings/agreement/1/withdraw", &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(manager.post("/settings/agreement/3/withdraw", &[]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(manager.post("/settings/agreement/3/withdraw", &[]).await.status, StatusCode::NOT_FOUND);
    }

    async fn the_pace_of_november_through_the_api(t: Ctx) {
        let w = World::new(&t).await;
        // 29 handed off by Friday the 13th, at most four a day
        let days = [2, 3, 4, 5, 6, 9, 10, 12, 13];
        for n in 0..29usize {
            w.site.clock.set(at(&format!("2026-11-{:02}T10:{:02}:00+01:00", days[n % days.len()], n)));
            w.handed(&format!("n{n}"), 0).await;
        }
        w.site.clock.set(at("2026-11-16T09:00:00+01:00"));
        let reader = w.reader().await;
        let answer = reader.get("/api/v1/reports/pacing?metric=mql&month=2026-11&as_of=2026-11-13").await;
        let pacing = answer.json();
        assert_eq!((pacing["target"].as_f64(), pacing["actual"].as_u64()), (Some(70.0), Some(29)), "{}", answer.body);
        assert_eq!(pacing["expected"].as_f64(), Some(31.5));
        assert!((pacing["pace"].as_f64().unwrap() - 29.0 / 31.5).abs() < 1e-9);
        assert!((pacing["required_per_day"].as_f64().unwrap() - 41.0 / 11.0).abs() < 1e-9);
        let days = pacing["days"].as_array().unwrap();
        assert_eq!(days.len(), 30);
        assert_eq!(days[9]["expected"], days[10]["expected"], "11 November is flat");
        assert_eq!(days[13]["actual"], Value::Null);
        for query in ["month=2026-13", "metric=revenue", "as_of=x", "y=1"] {
            assert_eq!(reader.get(&format!("/api/v1/reports/pacing?{query}")).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        }
    }

    async fn open_time_is_previewed_as_the_worked_examples_have_it(t: Ctx) {
        let w = World::new(&t).await;
        let reader = w.reader().await;
        let golden: Value = serde_json::from_str(include_str!("../data/golden/02_business_hours.json")).unwrap();
        let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        let body = |name: &str| {
            let given = &golden["calendars"][name];
            let weekly: serde_json::Map<String, Value> = given["weekly"].as_object().unwrap().iter()
                .map(|(day, hours)| (days[day.parse::<usize>().unwrap()].to_owned(), hours.clone())).collect();
            let set = given["holidays"].as_str().map(|name| match name {
                "metropole" => "fr",
                "alsace-moselle" => "fr-alsace-moselle",
                _ => "fr-reunion",
            });
            json!({ "time_zone": given["tz"], "weekly": weekly, "holiday_set": set })
        };
        let ask = async |mut body: Value, more: Value| {
            body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            reader.json(Method::POST, "/api/v1/calendars/preview", body).await
        };
        for row in golden["elapsed"].as_array().unwrap() {
            let answer = ask(body(row["calendar"].as_str().unwrap()), json!({ "from": row["start"], "until": row["end"] })).await;
            assert_eq!(answer.json()["elapsed_seconds"], row["expect_seconds"], "{row} {}", answer.body);
        }
        for row in golden["due"].as_array().unwrap() {
            let seconds = row["target_minutes"].as_i64().unwrap() * 60;
            let answer = ask(body(row["calendar"].as_str().unwrap()), json!({ "from": row["start"], "add_seconds": seconds })).await;
            assert_eq!(answer.json()["due_at"], row["expect_due_utc"], "{row} {}", answer.body);
        }
        let good = body("paris_9_18");
        let from = json!({ "from": "2026-09-07T10:00:00+02:00" });
        let ok = |more: Value| {
            let mut all = from.clone();
            all.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            all
        };
        let closed = ok(json!({ "until": "2026-09-08T10:00:00+02:00", "holidays": ["2026-09-07"] }));
        assert_eq!(ask(good.clone(), closed).await.json()["elapsed_seconds"], 3_600);
        for (more, field) in [
            (ok(json!({ "until": "2026-09-08T10:00:00Z", "time_zone": "Mars/Base" })), "time_zone"),
            (ok(json!({ "until": "2026-09-08T10:00:00Z", "weekly": {} })), "weekly"),
            (ok(json!({ "until": "2026-09-08T10:00:00Z", "weekly": { "mon": [["22:00", "06:00"]] } })), "weekly.mon"),
            (ok(json!({ "until": "2026-09-08T10:00:00Z", "weekly": { "mon": [["9", 3]] } })), "weekly.mon"),
            (ok(json!({ "until": "2026-09-08T10:00:00Z", "weekly": { "lundi": [] } })), "weekly"),
            (ok(json!({ "add_seconds": -1 })), "add_seconds"),
            (ok(json!({ "add_seconds": i64::MAX })), "add_seconds"),
            (ok(json!({ "add_seconds": 1, "until": "2026-09-08T10:00:00Z" })), "until"),
            (ok(json!({})), "until"),
            (json!({ "add_seconds": 1 }), "from"),
            (ok(json!({ "add_seconds": 1, "holiday_set": "de" })), "holiday_set"),
            (ok(json!({ "add_seconds": 1, "holidays": ["x"] })), "holidays"),
        ] {
            let refused = ask(good.clone(), more.clone()).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{more} {}", refused.body);
            assert!(refused.body.contains(&format!("\"field\":\"{field}\"")), "{field}: {}", refused.body);
        }
        let broken = reader.json(Method::POST, "/api/v1/calendars/preview", json!([1])).await;
        assert_eq!(broken.status, StatusCode::BAD_REQUEST);
    }
}
