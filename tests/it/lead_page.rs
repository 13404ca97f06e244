//! The page of a lead and its forms through HTTP: quick add, edits that meet, moves, races, hostile input.

use crate::support::Ctx;
use crate::support::site::{Site, Visitor};
use axum::http::StatusCode;
use relais::db::Sql;
use relais::domain::lifecycle::Role;

async fn count(site: &Site, sql: &'static str) -> i64 {
    let mut conn = site.app.db.read().await.unwrap();
    conn.one(Sql::both(sql), &[]).await.unwrap().get("n").unwrap()
}

async fn leads(site: &Site) -> i64 {
    count(site, "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM lead").await
}

async fn persona(site: &Site) {
    use relais::domain::ids::of::Persona;
    use relais::features::reference::{List, ReferenceError, ensure};
    let clock = site.clock.clone();
    let made = site.app.db.write(async move |mut tx| {
        ensure::<Persona>(&mut tx, &clock, List::Persona, "Dirigeant TPE").await?;
        Ok::<_, ReferenceError>(())
    });
    made.await.unwrap();
}

/// Creates a lead; answers its page's path.
async fn create(who: &Visitor, fields: &[(&str, &str)]) -> String {
    let answer = who.post("/leads/new", fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.location().to_owned()
}

/// Qualifies it, for this rep or (`""`) for the only queue.
async fn qualify(site: &Site, who: &Visitor, lead: &str, rep: &str) {
    persona(site).await;
    let page = who.get(&format!("{lead}/stage?to=mql")).await;
    let queue = page.attribute("#f-queue option:nth-child(2)", "value").unwrap();
    let queue = if rep.is_empty() { queue.as_str() } else { "" };
    let fields =
        [("to", "mql"), ("expected", "lead"), ("persona", "dirigeant tpe"), ("owner", rep), ("queue", queue)];
    let answer = who.post(&format!("{lead}/stage"), &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
}

async fn version(who: &Visitor, lead: &str) -> String {
    who.get(&format!("{lead}/edit")).await.attribute("input[name=_version]", "value").unwrap()
}

both! {
    async fn a_name_alone_makes_a_lead_and_its_source_is_remembered(t: Ctx) {
        let site = t.site().await;
        let lea = site.member(Role::Marketer).await;
        let fields = [("last_name", "Belkacem"), ("source", "Salon"), ("campaign", "Automne"), ("tags", "Var, var"), ("role", "admin"), ("owner_id", "x"), ("created_at", "1")];
        let page = lea.get(&create(&lea, &fields).await).await;
        assert_eq!((page.status, page.texts("h1")), (StatusCode::OK, vec!["Belkacem".to_owned()]));
        let form = lea.get("/leads/new").await;
        assert_eq!(form.attribute("#f-source", "value").as_deref(), Some("Salon"));
        assert_eq!(form.attribute("#f-campaign", "value").as_deref(), Some("Automne"));
        assert_eq!(form.attribute("#f-last_name", "value").as_deref(), Some(""));
    }

    async fn a_refused_form_keeps_what_was_typed_and_its_key(t: Ctx) {
        let site = t.site().await;
        let lea = site.member(Role::Marketer).await.with_header("accept-language", "fr");
        let bad = [("_key", "k"), ("last_name", ""), ("email", "non"), ("company", "Ba <b>"), ("estimated_value", "1e308")];
        let answer = lea.post("/leads/new", &bad).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.texts("title")[0].starts_with("Erreur"));
        assert_eq!(answer.attribute("#f-company", "value").as_deref(), Some("Ba <b>"));
        assert_eq!(answer.texts(".error-summary a").len(), 2);
        create(&lea, &[("_key", "k"), ("last_name", "Ba")]).await;
        let english = lea.with_header("accept-language", "en").post("/leads/new", &[("company", "x")]).await;
        assert_eq!(english.texts(".error-summary a"), ["Give at least a name, an e-mail or a telephone number."]);
    }

    async fn twenty_submissions_of_one_form_make_one_lead(t: Ctx) {
        let site = t.site().await;
        let lea = site.member(Role::Marketer).await;
        let sent = (0..20).map(|_| {
            let lea = lea.copy();
            tokio::spawn(async move { lea.post("/leads/new", &[("_key", "once"), ("last_name", "Seul")]).await })
        });
        let mut places = Vec::new();
        for task in sent.collect::<Vec<_>>() {
            let answer = task.await.unwrap();
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
            places.push(answer.location().to_owned());
        }
        places.dedup();
        assert_eq!((places.len(), leads(&site).await), (1, 1));
        let other = lea.post("/leads/new", &[("_key", "once"), ("last_name", "Autre")]).await;
        assert_eq!((other.status, leads(&site).await), (StatusCode::CONFLICT, 1));
        assert_eq!(other.attribute("main a.primary", "href").as_deref(), Some(places[0].as_str()));
        assert_eq!(other.attribute("input[name=last_name]", "value").as_deref(), Some("Autre"));
    }

    async fn a_double_is_asked_about_and_can_be_created_anyway(t: Ctx) {
        let site = t.site().await;
        let lea = site.member(Role::Marketer).await;
        let first = create(&lea, &[("last_name", "Ba"), ("email", "ba@ex.fr"), ("phone", "06 12 34 56 78"), ("company", "Été SA")]).await;
        for twin in [vec![("email", "BA@ex.fr")], vec![("phone", "+33612345678")], vec![("last_name", "bâ"), ("company", "ete sa")]] {
            let answer = lea.post("/leads/new", &twin).await;
            assert_eq!(answer.status, StatusCode::CONFLICT, "{twin:?}");
            assert_eq!(answer.attribute(".doubles a", "href"), Some(first.clone()), "{twin:?}");
        }
        let live = lea.get("/leads/duplicates?email=ba@ex.fr").await;
        assert_eq!(live.attribute(".doubles a", "href"), Some(first));
        create(&lea, &[("email", "ba@ex.fr"), ("_anyway", "1")]).await;
        assert_eq!(leads(&site).await, 2);
    }

    async fn hostile_words_are_shown_as_words_or_refused(t: Ctx) {
        let site = t.site().await;
        let lea = site.member(Role::Marketer).await;
        let evil = "\"><img src=x onerror=alert(1)><script>alert(1)</script>";
        let lead = create(&lea, &[("last_name", evil), ("company", evil), ("note", evil), ("pain_points", evil), ("tags", "<b>")]).await;
        for page in [lead.clone(), format!("{lead}/edit"), format!("{lead}/history"), format!("{lead}/stage?to=mql")] {
            let answer = lea.get(&page).await;
            assert_eq!((answer.status, answer.texts("img, main script, b[onerror]").len()), (StatusCode::OK, 0), "{page}");
        }
        let nul = lea.post("/leads/new", &[("last_name", "a\0b")]).await;
        assert_eq!(nul.status, StatusCode::BAD_REQUEST);
        let note = "x".repeat(10 * 1024 * 1024);
        let huge = lea.post("/leads/new", &[("last_name", "Ba"), ("note", &note)]).await;
        assert_eq!(huge.status, StatusCode::PAYLOAD_TOO_LARGE);
        let long = "é".repeat(30_000);
        let name = lea.post("/leads/new", &[("last_name", &long)]).await;
        assert_eq!(name.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(leads(&site).await, 1);
    }

    async fn edits_of_different_fields_are_both_kept(t: Ctx) {
        let site = t.site().await;
        let (lea, zoe) = (site.member(Role::Marketer).await, site.member(Role::Marketer).await);
        let lead = create(&lea, &[("last_name", "Ba"), ("phone", "0612345678"), ("job_title", "Gérant"), ("tags", "a")]).await;
        let (seen, edit) = (version(&lea, &lead).await, format!("{lead}/edit"));
        let theirs = [("_version", seen.as_str()), ("_tags", "a"), ("phone", "0600000000"), ("job_title", "Gérant"), ("tags", "a, b")];
        assert_eq!(zoe.post(&edit, &theirs).await.status, StatusCode::SEE_OTHER);
        let mine = [("_version", seen.as_str()), ("_tags", "a"), ("phone", "0612345678"), ("job_title", "Patronne"), ("tags", "a, c")];
        assert_eq!(lea.post(&edit, &mine).await.status, StatusCode::SEE_OTHER);
        let form = lea.get(&edit).await;
        let value = |field: &str| form.attribute(&format!("#f-{field}"), "value").unwrap();
        assert_eq!((value("phone"), value("job_title"), value("last_name")), ("0600000000".into(), "Patronne".into(), "Ba".into()));
        assert_eq!(value("tags"), "a, b, c");
    }

    async fn edits_of_one_field_are_shown_in_three_columns_and_nothing_is_lost(t: Ctx) {
        let site = t.site().await;
        let (lea, zoe) = (site.member(Role::Marketer).await, site.member(Role::Marketer).await);
        let lead = create(&lea, &[("last_name", "Ba"), ("company", "Une"), ("job_title", "A")]).await;
        let (seen, edit) = (version(&lea, &lead).await, format!("{lead}/edit"));
        assert_eq!(zoe.post(&edit, &[("_version", &seen), ("company", "Deux"), ("phone", "0600000000")]).await.status, StatusCode::SEE_OTHER);
        let mine = [("_version", seen.as_str()), ("company", "Trois & Cie"), ("job_title", "B"), ("phone", "")];
        let answer = lea.post(&edit, &mine).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert_eq!(answer.texts(".versions tbody .prose"), ["Trois & Cie", "Deux", "Une"]);
        assert_eq!(answer.attribute("input[name=job_title]", "value").as_deref(), Some("B"));
        assert_eq!(answer.attribute("input[name=phone]", "value"), None, "what only she changed is not sent back old");
        let now = answer.attribute("input[name=_version]", "value").unwrap();
        let chosen = [("_version", now.as_str()), ("company", "Trois & Cie"), ("job_title", "B")];
        assert_eq!(lea.post(&edit, &chosen).await.status, StatusCode::SEE_OTHER);
        let form = lea.get(&edit).await;
        assert_eq!(form.attribute("#f-company", "value").as_deref(), Some("Trois & Cie"));
        assert_eq!(form.attribute("#f-job_title", "value").as_deref(), Some("B"));
        assert_eq!(form.attribute("#f-phone", "value").as_deref(), Some("0600000000"));
    }

    async fn forged_moves_and_other_peoples_leads_are_refused_with_the_rule(t: Ctx) {
        let site = t.site().await;
        let lea = site.member(Role::Marketer).await;
        let (sophie, karim) = (site.member(Role::Rep).await, site.member(Role::Rep).await);
        let lead = create(&lea, &[("last_name", "Ba")]).await;
        qualify(&site, &lea, &lead, &sophie.person().email).await;
        let stage = format!("{lead}/stage");
        let events = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM stage_event";
        let before = count(&site, events).await;
        for (lang, said) in [("fr", "Un lead en MQL ne passe pas en Client."), ("en", "A lead at MQL does not move to Customer.")] {
            let answer = sophie.clone().with_header("accept-language", lang).post(&stage, &[("to", "customer")]).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(answer.texts(".lede")[0].starts_with(said), "{:?}", answer.texts(".lede"));
        }
        assert_eq!(karim.get(&lead).await.status, StatusCode::OK, "everybody reads everything");
        let name = sophie.person().name.clone();
        for (path, fields) in [("stage", vec![("to", "sal")]), ("edit", vec![("phone", "06")]), ("activities", vec![("kind", "note"), ("text", "x")]), ("tasks", vec![("title", "x"), ("due_on", "2026-12-01")])] {
            let answer = karim.post(&format!("{lead}/{path}"), &fields).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}: {}", answer.body);
            assert!(answer.texts(".lede")[0].contains(&name), "{path}");
        }
        assert_eq!(karim.get(&format!("{lead}/edit")).await.status, StatusCode::FORBIDDEN);
        assert_eq!(count(&site, events).await, before);
        let reasonless = sophie.post(&stage, &[("to", "refused"), ("expected", "mql")]).await;
        assert_eq!(reasonless.status, StatusCode::UNPROCESSABLE_ENTITY);
        let short = [("to", "refused"), ("reason", "hors_persona"), ("criterion", "Taille"), ("reason_detail", "Trop court")];
        let answer = sophie.post(&stage, &short).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer.texts("#f-reason_detail"), ["Trop court"]);
    }

    async fn two_reps_accept_at_once_and_the_second_learns_who_was_faster(t: Ctx) {
        let site = t.site().await;
        let lea = site.member(Role::Marketer).await;
        let (sophie, karim) = (site.member(Role::Rep).await, site.member(Role::Rep).await);
        let lead = create(&lea, &[("last_name", "Ba")]).await;
        qualify(&site, &lea, &lead, "").await;
        let stage = format!("{lead}/stage");
        let accept = [("to", "sal"), ("expected", "mql")];
        let (one, other) = tokio::join!(sophie.post(&stage, &accept), karim.post(&stage, &accept));
        let (loser, winner) = if one.status == StatusCode::SEE_OTHER { (other, &sophie) } else { (one, &karim) };
        assert_eq!(loser.status, StatusCode::CONFLICT, "{}", loser.body);
        assert!(loser.texts(".lede")[0].contains(&winner.person().name));
    }

    async fn a_claim_is_won_once(t: Ctx) {
        let site = t.site().await;
        let lea = site.member(Role::Marketer).await;
        let (sophie, karim) = (site.member(Role::Rep).await, site.member(Role::Rep).await);
        let lead = create(&lea, &[("last_name", "Ba")]).await;
        qualify(&site, &lea, &lead, "").await;
        let claim = format!("{lead}/claim");
        assert_eq!(sophie.post(&claim, &[]).await.status, StatusCode::SEE_OTHER);
        let late = karim.post(&claim, &[]).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.texts(".lede")[0].contains(&sophie.person().name));
    }

    async fn a_prospect_becomes_a_customer_and_every_step_can_be_taken_back(t: Ctx) {
        let site = t.site().await;
        let rep = site.member(Role::Rep).await;
        let lead = create(&rep, &[("last_name", "Ba")]).await;
        let stage = format!("{lead}/stage");
        let need = [("to", "sql"), ("expected", "lead"), ("talk", "call_connected"), ("note", "Relancer les devis")];
        assert_eq!(rep.post(&stage, &need).await.status, StatusCode::SEE_OTHER);
        let bad = [("to", "opportunity"), ("amount", "-5"), ("expected_on", "2026-02-31"), ("deal_stage", "proposal")];
        let answer = rep.post(&stage, &bad).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer.attribute("#f-amount", "value").as_deref(), Some("-5"));
        let open = [("to", "opportunity"), ("amount", "1\u{a0}234,56\u{a0}€"), ("expected_on", "2026-12-31"), ("deal_stage", "proposal")];
        assert_eq!(rep.post(&stage, &open).await.status, StatusCode::SEE_OTHER);
        assert_eq!(count(&site, "SELECT amount_minor AS n FROM deal").await, 123_456);
        assert_eq!(rep.post(&stage, &[("to", "customer"), ("reason", "adequation")]).await.status, StatusCode::SEE_OTHER);
        let page = rep.get(&lead).await;
        let undo = page.attribute(".flash form", "action").unwrap();
        let reason = page.attribute(".flash input[name=reason]", "value").unwrap();
        assert_eq!(rep.post(&undo, &[("reason", &reason)]).await.status, StatusCode::SEE_OTHER);
        let page = rep.get(&lead).await;
        assert_eq!(page.texts(".path [aria-current] .stage"), ["Opportunité"]);
        assert_eq!(page.texts(".timeline .struck").len(), 1);
    }

    async fn the_bin_gives_back_what_it_took(t: Ctx) {
        let site = t.site().await;
        let lea = site.member(Role::Marketer).await;
        let lead = create(&lea, &[("last_name", "Essai")]).await;
        assert_eq!(lea.post(&format!("{lead}/trash"), &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        site.clock.set(site.clock.now().plus_secs(60));
        assert_eq!(lea.post(&format!("{lead}/trash"), &[("reason", "Un essai")]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(lea.get("/trash").await.texts(".todo b"), ["Essai"]);
        site.clock.set(site.clock.now().plus_secs(60));
        assert_eq!(lea.post(&format!("{lead}/restore"), &[]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(lea.get(&lead).await.texts(".path [aria-current] .stage"), ["Lead"]);
        assert!(lea.get("/trash").await.texts(".todo b").is_empty());
    }
}
