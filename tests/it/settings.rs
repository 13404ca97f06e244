//! The lists and settings that both teams keep: what they say about a thing, and who saves it first.

use crate::architecture::code_of;
use crate::support::site::{Answer, Visitor};
use crate::support::{Ctx, files};
use axum::http::StatusCode;
use relais::domain::ids::Id;
use relais::domain::instant::Instant;
use relais::domain::lifecycle::Role;
use relais::features::audit::{NOUNS, action_name, noun_name};
use relais::features::sla;
use relais::i18n::{L, Lang};
use std::collections::BTreeSet;

/// Where the form with this value in a field called `name` is sent.
fn entry(page: &Answer, value: &str) -> String {
    page.attribute(&format!("form:has(input[name=name][value='{value}'])"), "action").unwrap()
}

/// The ids that the links of the error summary lead to; each must be there.
fn faults(page: &Answer) -> Vec<String> {
    let links = scraper::Selector::parse(".error-summary a").unwrap();
    let ids: Vec<_> = page
        .html()
        .select(&links)
        .map(|link| link.attr("href").unwrap().trim_start_matches('#').to_owned())
        .collect();
    for id in &ids {
        assert!(page.attribute(&format!("[id='{id}']"), "id").is_some(), "no #{id}");
    }
    ids
}

/// Two people open the form at `action`, shown on `page`. The first saves `theirs` and the second, who has typed `own`,
/// reads what is saved now, finds their own words kept, and sends them again. `said`: how the page names what is saved.
async fn both_save(
    first: &Visitor,
    second: &Visitor,
    page: &str,
    action: &str,
    theirs: &[(&str, &str)],
    own: &[(&str, &str)],
    said: &[&str],
) {
    let form = format!("form[action='{action}']");
    let version =
        async |page: Answer| page.attribute(&format!("{form} input[name=_version]"), "value").unwrap();
    let seen = version(second.get(page).await).await;
    let sent = |fields: &[(&str, &str)], version: &str| {
        let pairs = fields.iter().copied().chain([("_version", version)]);
        pairs.map(|(n, v)| (n.to_owned(), v.to_owned())).collect::<Vec<_>>()
    };
    let post = async |who: &Visitor, pairs: Vec<(String, String)>| {
        let pairs: Vec<_> = pairs.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        who.post(action, &pairs).await
    };
    assert_eq!(post(first, sent(theirs, &seen)).await.status, StatusCode::SEE_OTHER, "{action}");
    let mut none = sent(own, &seen);
    none.retain(|(name, _)| name != "_version");
    assert_eq!(
        post(second, none).await.status,
        StatusCode::CONFLICT,
        "{action}: without a version nobody knows what was read"
    );
    // a fault on the way does not make the old version a new one
    let faulty: Vec<_> = sent(own, &seen)
        .into_iter()
        .map(|(n, v)| if n == own[0].0 { (n, "\u{202e}".to_owned()) } else { (n, v) })
        .collect();
    let refused = post(second, faulty).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{action}");
    assert_eq!(version(refused).await, seen);

    let told = post(second, sent(own, &seen)).await;
    assert_eq!(told.status, StatusCode::CONFLICT, "{action}");
    for (name, value) in own {
        let field = format!("{form} [name='{name}']");
        let kept = match told
            .html()
            .select(&scraper::Selector::parse(&field).unwrap())
            .next()
            .unwrap()
            .value()
            .name()
        {
            "textarea" => told.texts(&field).concat(),
            "select" => told.attribute(&format!("{field} option[selected]"), "value").unwrap_or_default(),
            _ => told
                .attribute(&format!("{field}[type=radio][checked], {field}:not([type=radio])"), "value")
                .unwrap(),
        };
        assert_eq!(kept, *value, "{action} {name}");
    }
    let ids = faults(&told);
    assert_eq!(ids.len(), said.len(), "{action}: {ids:?}");
    let errors = told.texts(&format!("{form} .error"));
    assert_eq!(errors.len(), said.len(), "{action}: {errors:?}");
    for (words, error) in said.iter().zip(&errors) {
        assert!(error.contains(words), "{action}: {words} in {errors:?}");
    }
    let now = version(told).await;
    assert_eq!(post(second, sent(own, &now)).await.status, StatusCode::SEE_OTHER, "{action}: sent again");
    assert_eq!(
        post(first, sent(theirs, &now)).await.status,
        StatusCode::CONFLICT,
        "{action}: and now the first is late"
    );
}

/// What the form of an entry says of its description.
async fn described(who: &Visitor, action: &str) -> String {
    let page = who.get("/settings/personas").await;
    page.texts(&format!("form[action='{action}'] textarea[name=description]")).concat()
}

/// The text up to the comma or parenthesis that ends the first argument of a call.
fn first_argument(rest: &str) -> &str {
    let mut depth = 0;
    let end = rest.find(|c| {
        depth += i32::from(matches!(c, '(' | '{')) - i32::from(matches!(c, ')' | '}'));
        depth < 0 || (depth == 0 && c == ',')
    });
    &rest[..end.unwrap()]
}

/// Every action that is written to the audit anywhere in the sources.
fn actions() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for file in files("src", &["rs"]) {
        let code = code_of(&file);
        let calls = ["Entry::new(", "Entry::general("];
        for (at, call) in calls.into_iter().flat_map(|call| code.match_indices(call)) {
            let argument = first_argument(&code[at + call.len()..]);
            if argument.starts_with("Group::") {
                continue; // an entry of a lead's thread
            }
            let named =
                code.find(&format!("let {argument} = ")).map(|at| code[at..].split(';').next().unwrap());
            let codes: Vec<_> = named.unwrap_or(argument).split('"').skip(1).step_by(2).collect();
            assert!(!codes.is_empty(), "{}: which action is {argument}?", file.display());
            found.extend(codes.into_iter().map(str::to_owned));
        }
    }
    found
}

/// A code that is not known, as a later version may have written it, is shown as it is.
#[test]
fn every_action_has_its_words() {
    let actions = actions();
    assert!(
        actions.len() > 30
            && actions.contains("review.action_done")
            && actions.contains("member.reactivated")
    );
    for lang in [Lang::Fr, Lang::En] {
        let l = L::new(lang, chrono_tz::Europe::Paris, Instant::from_secs(0));
        for action in &actions {
            assert_ne!(action_name(&l, action), *action, "{lang:?}");
            let noun = action.split('.').next().unwrap();
            assert!(NOUNS.contains(&noun), "the filter of the audit does not offer {noun}");
        }
        for noun in NOUNS {
            assert_ne!(noun_name(&l, noun), noun, "{lang:?}");
        }
        assert_eq!(action_name(&l, "member.cloned"), "member.cloned");
    }
}

both! {
    /// For a new persona and for one that is there; beside the persona's name on the page of a lead.
    async fn a_persona_is_described(t: Ctx) {
        let site = t.site().await;
        let (admin, manager) = (site.member(Role::Admin).await, site.member(Role::Manager).await);
        let path = "/settings/personas";
        let typed = " Dirige une TPE.\r\nCherche\u{202e} des heures.  ";
        let added = manager.post(path, &[("name", "Dirigeant TPE"), ("description", typed)]).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER);
        let action = entry(&manager.get(path).await, "Dirigeant TPE");
        assert_eq!(described(&manager, &action).await, "Dirige une TPE.\nCherche des heures.");

        let longest = "é".repeat(2_000);
        let fields = |text, version| [("name", "Dirigeant TPE"), ("active", "on"), ("description", text), ("_version", version)];
        assert_eq!(manager.post(&action, &fields(&longest, "1")).await.status, StatusCode::SEE_OTHER);
        assert_eq!(described(&manager, &action).await, longest);
        assert_eq!(manager.post(&action, &fields("Dirige une TPE.", "2")).await.status, StatusCode::SEE_OTHER);

        // too long: nothing typed is lost, and the summary leads to the field of that entry
        let longer = format!("{longest}x");
        let id = action.rsplit('/').next().unwrap();
        let refused = manager.post(&action, &[("name", "Patron"), ("description", &longer)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let form = format!("form[action='{action}']");
        assert_eq!(refused.texts(&format!("{form} textarea")), [longer.as_str()]);
        assert_eq!(refused.attribute(&format!("{form} input[name=name]"), "value").as_deref(), Some("Patron"));
        assert_eq!(refused.attribute(&format!("{form} input[name=active]"), "checked"), None);
        assert_eq!(refused.texts(&format!("{form} .error")).len(), 1);
        assert_eq!(faults(&refused), [format!("e-{id}-description")]);
        let refused = manager.post(path, &[("name", "Autre"), ("description", &longer)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.texts("#f-description"), [longer.as_str()]);
        assert_eq!(faults(&refused), ["f-description"]);

        // a form without the field says nothing about it; other lists have none
        let silent = [("name", "Dirigeant"), ("active", "on"), ("_version", "3")];
        assert_eq!(manager.post(&action, &silent).await.status, StatusCode::SEE_OTHER);
        assert_eq!(described(&manager, &action).await, "Dirige une TPE.");
        assert!(manager.get("/settings/sources").await.texts("textarea").is_empty());

        let log = admin.get("/settings/audit").await.texts("tbody tr").concat();
        assert!(log.contains(r#""description":{"is":"Dirige une TPE."#), "{log}");

        let rep = site.member(Role::Rep).await;
        let made = rep.post("/leads/new", &[("last_name", "Martin"), ("persona", id)]).await;
        let page = rep.get(made.location()).await;
        assert_eq!(page.texts(".record-side details p"), ["Dirige une TPE."]);
    }

    /// Whoever saves second reads what the first saved, keeps what they typed, and decides.
    async fn two_people_lose_nothing_of_each_other(t: Ctx) {
        let site = t.site().await;
        let (a, b) = (site.member(Role::Admin).await, site.member(Role::Admin).await);
        let zone = [("currency", "EUR"), ("language", "fr")];
        both_save(&a, &b, "/settings/organisation", "/settings/organisation",
            &[&[("name", "Batipro SAS"), ("time_zone", "Europe/Brussels")], &zone[..]].concat(),
            &[&[("name", "Batipro"), ("time_zone", "Europe/Paris")], &zone[..]].concat(),
            &["Batipro SAS", "Europe/Brussels"]).await;

        let rep = site.member(Role::Rep).await;
        let (member, email) = (format!("/settings/members/{}", rep.person().id), rep.person().email.as_str());
        both_save(&a, &b, &member, &member,
            &[("name", "Léa"), ("email", email), ("role", "manager"), ("team", "sales")],
            &[("name", "Léa Durand"), ("email", email), ("role", "rep"), ("team", "sales")],
            &["Léa", "Responsable"]).await;

        a.post("/settings/personas", &[("name", "Dirigeant"), ("description", "Une TPE.")]).await;
        a.post("/settings/queues", &[("name", "Été"), ("team", "marketing")]).await;
        let persona = entry(&a.get("/settings/personas").await, "Dirigeant");
        both_save(&a, &b, "/settings/personas", &persona,
            &[("name", "Patron"), ("description", "Une PME.")],
            &[("name", "Dirigeant"), ("active", "on"), ("description", "Une ETI.")],
            &["Patron", "plus proposé", "Une PME."]).await;
        let queue = entry(&a.get("/settings/queues").await, "Été");
        both_save(&a, &b, "/settings/queues", &queue, &[("name", "Hiver"), ("active", "on")],
            &[("name", "Printemps"), ("active", "on")], &["Hiver"]).await;

        both_save(&a, &b, "/settings/reasons", "/settings/reasons/win/prix",
            &[("label_fr", "Le prix"), ("label_en", "Price"), ("active", "on")],
            &[("label_fr", "Prix bas"), ("label_en", "Low price"), ("active", "on")],
            &["Le prix", "Price"]).await;

        // hours that mean the same are no difference, however they are written
        let day = [("tue", "9h–12h"), ("wed", ""), ("thu", ""), ("fri", ""), ("sat", ""), ("sun", ""),
            ("time_zone", "Europe/Paris")];
        both_save(&a, &b, "/settings/calendar", "/settings/calendar",
            &[&[("mon", "8:00–12:00"), ("holidays", ""), ("closures", "2026-12-24 Noël")], &day[..]].concat(),
            &[&[("mon", "9h-12h"), ("holidays", "fr"), ("closures", "")], &day[..]].concat(),
            &["08:00–12:00", "Vidé", "2026-12-24 Noël"]).await;

        a.post("/leads/new", &[("last_name", "Martin"), ("company", "Dupont")]).await;
        let company = a.get("/companies").await.attribute("a[href^='/companies/']", "href").unwrap();
        both_save(&a, &b, &company, &company, &[("name", "Dupont SARL"), ("city", ""), ("note", "Un.\nDeux.")],
            &[("name", "Dupont SA"), ("city", "Lyon"), ("note", "Trois.")],
            &["Dupont SARL", "Vidé", "Un."]).await;
    }

    /// A second calendar has a name; a queue and a member are given it, and the next handoff is counted by it.
    async fn people_and_queues_work_at_their_own_hours(t: Ctx) {
        let site = t.site().await;
        let (admin, manager) = (site.member(Role::Admin).await, site.member(Role::Manager).await);
        let rep = site.member(Role::Rep).await;
        let new = "/settings/calendar/new";
        let hours = |name: &'static str, mon: &'static str| [("name", name), ("mon", mon), ("time_zone", "America/Martinique")];
        assert!(manager.get("/settings/queues").await.texts("select[name=calendar]").is_empty(), "nothing to choose from");
        let refused = manager.post(new, &hours(" ", "neuf heures")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(faults(&refused), ["f-name", "f-mon"]);
        assert_eq!(refused.attribute("#f-mon", "value").as_deref(), Some("neuf heures"));
        let preview = manager.post(new, &[&hours("Antilles", "7h–15h")[..], &[("preview", "1")]].concat()).await;
        assert_eq!((preview.status, preview.attribute("#f-name", "value").as_deref()), (StatusCode::OK, Some("Antilles")));
        let added = manager.post(new, &hours("Antilles", "7h–15h")).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
        let page = added.location().to_owned();
        let id = page.rsplit('/').next().unwrap();
        let twice = manager.post(new, &hours("antilles", "7h–15h")).await;
        assert_eq!((twice.status, faults(&twice)), (StatusCode::UNPROCESSABLE_ENTITY, vec!["f-name".to_owned()]));
        assert_eq!(manager.get(&page).await.attribute("#f-mon", "value").as_deref(), Some("07:00–15:00"));
        let nowhere = format!("/settings/calendar/{}", rep.person().id);
        assert_eq!(manager.get(&nowhere).await.status, StatusCode::NOT_FOUND);
        assert_eq!(manager.post(&nowhere, &hours("Ailleurs", "7h–15h")).await.status, StatusCode::NOT_FOUND);
        both_save(&admin, &manager, &page, &page, &hours("Caraïbes", "7h–15h"), &hours("Antilles", "07:00-16:00"),
            &["Caraïbes", "07:00–15:00"]).await;

        // the organisation's own is not given to anybody: it is what they have without one
        manager.post("/settings/calendar", &[("_version", "0"), ("mon", "9h–12h"), ("time_zone", "Europe/Paris")]).await;
        let mut conn = t.db.read().await.unwrap();
        let usual = sla::calendars::list(&mut conn).await.unwrap().into_iter().find(|c| c.is_default).unwrap().id.to_string();
        drop(conn);
        let queue = entry(&manager.get("/settings/queues").await, "Commerciaux");
        let member = format!("/settings/members/{}", rep.person().id);
        let person = [("name", "Léa"), ("email", rep.person().email.as_str()), ("role", "rep")];
        for wrong in [usual.as_str(), "0190a0a0-0000-7000-8000-000000000000", "demain"] {
            let fields = [("name", "Commerciaux"), ("active", "on"), ("_version", "1"), ("calendar", wrong)];
            assert_eq!(manager.post(&queue, &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
            let fields = [&person[..], &[("_version", "1"), ("calendar", wrong)]].concat();
            let refused = admin.post(&member, &fields).await;
            assert_eq!((refused.status, faults(&refused)), (StatusCode::UNPROCESSABLE_ENTITY, vec!["f-calendar".to_owned()]));
        }
        let fields = |version, calendar| [("name", "Commerciaux"), ("active", "on"), ("_version", version), ("calendar", calendar)];
        assert_eq!(manager.post(&queue, &fields("1", id)).await.status, StatusCode::SEE_OTHER);
        let fields_of = |version, calendar| [&person[..], &[("_version", version), ("calendar", calendar)]].concat();
        assert_eq!(admin.post(&member, &fields_of("1", id)).await.status, StatusCode::SEE_OTHER);
        assert_eq!(admin.get(&member).await.attribute("select[name=calendar] option[selected]", "value").as_deref(), Some(id));
        // a form without the field leaves it
        assert_eq!(admin.post(&member, &[&person[..], &[("_version", "2")]].concat()).await.status, StatusCode::SEE_OTHER);
        assert!(manager.get(&page).await.texts("form .small.muted").concat().contains("Commerciaux, Léa"));

        let zone = async |member, queue| {
            let mut conn = t.db.read().await.unwrap();
            sla::rules::calendar_for(&mut conn, member, queue).await.unwrap().unwrap().zone()
        };
        let by_queue = Id::from_uuid(queue.rsplit('/').next().unwrap().parse().unwrap());
        let (here, there) = (chrono_tz::Europe::Paris, chrono_tz::America::Martinique);
        assert_eq!(zone(Some(rep.person().id), None).await, there);
        assert_eq!(zone(None, Some(by_queue)).await, there);
        assert_eq!(zone(Some(manager.person().id), None).await, here);
        assert_eq!(admin.post(&member, &fields_of("3", "")).await.status, StatusCode::SEE_OTHER);
        assert_eq!(manager.post(&queue, &fields("2", "")).await.status, StatusCode::SEE_OTHER);
        assert_eq!((zone(Some(rep.person().id), None).await, zone(None, Some(by_queue)).await), (here, here));

        let log = admin.get("/settings/audit").await.texts("tbody tr");
        for (did, told) in [("Calendrier ajouté", "Antilles"), ("Membre modifié", r#""calendar":{"is":"Antilles","was":null}"#),
            ("Entrée d’une liste modifiée", r#""calendar":{"is":null,"was":"Antilles"}"#)] {
            assert!(log.iter().any(|row| row.contains(did) && row.contains(told)), "{did} {told} {log:?}");
        }
        for path in [new, &page] {
            assert_eq!(rep.get(path).await.status, StatusCode::FORBIDDEN);
            assert_eq!(rep.post(path, &hours("À moi", "0h–24h")).await.status, StatusCode::FORBIDDEN);
        }
        assert_eq!(sla::calendars::named(&mut t.db.read().await.unwrap()).await.unwrap().len(), 1);
    }
}
