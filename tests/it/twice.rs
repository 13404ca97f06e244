//! A form sent twice acts once, whatever it does: a double click, a page that is loaded again, twenty at the same moment.

use crate::support::Ctx;
use crate::support::site::{Site, Visitor};
use axum::http::StatusCode;
use relais::db::Sql;
use relais::domain::lifecycle::Role;

async fn created(who: &Visitor, name: &str) -> String {
    let answer = who.post("/leads/new", &[("last_name", name)]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.location().to_owned()
}

/// Everything that can be written about a lead, counted.
async fn written(site: &Site) -> i64 {
    let sql = Sql::both(
        "SELECT CAST((SELECT COUNT(*) FROM stage_event) + (SELECT COUNT(*) FROM handoff) + (SELECT COUNT(*) FROM task) \
         + (SELECT COUNT(*) FROM activity) + (SELECT COUNT(*) FROM lead_change) AS BIGINT) AS n",
    );
    site.app.db.read().await.unwrap().one(sql, &[]).await.unwrap().get("n").unwrap()
}

/// Sends a form with one key: eight at once, and once more later; all are told that it is done.
async fn often(site: &Site, who: &Visitor, path: &str, fields: &[(&str, &str)]) {
    let before = written(site).await;
    let key = format!("{} after {before}", path.rsplit('/').next().unwrap());
    let mut fields: Vec<_> = fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
    fields.push(("_key".to_owned(), key));
    let sent = (0..8).map(|_| {
        let (who, path, fields) = (who.copy(), path.to_owned(), fields.clone());
        tokio::spawn(async move {
            let fields: Vec<_> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            who.post(&path, &fields).await
        })
    });
    let mut places = Vec::new();
    for answer in sent.collect::<Vec<_>>() {
        let answer = answer.await.unwrap();
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {}", answer.body);
        places.push(answer.location().to_owned());
    }
    places.dedup();
    assert_eq!(places.len(), 1, "{path}: {places:?}");
    let once = written(site).await;
    assert!(
        once > before || path.ends_with("/done") || path.ends_with("/void"),
        "{path}: nothing was written"
    );
    let fields: Vec<_> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    site.clock.set(site.clock.now().plus_secs(60));
    assert_eq!(who.post(path, &fields).await.status, StatusCode::SEE_OTHER, "{path}: the browser's reload");
    assert_eq!(written(site).await, once, "{path}: written twice");
}

both! {
    async fn claims_voids_corrections_tasks_merges_and_the_bin_act_once(t: Ctx) {
        let site = t.site().await;
        let (lea, rep) = (site.member(Role::Marketer).await, site.member(Role::Rep).await);
        let admin = site.member(Role::Admin).await;
        assert_eq!(admin.post("/settings/personas", &[("name", "Dirigeant TPE")]).await.status, StatusCode::SEE_OTHER);
        let lead = created(&lea, "Martin").await;
        let form = lea.get(&format!("{lead}/stage?to=mql")).await;
        let queue = form.attribute("#f-queue option:nth-child(2)", "value").unwrap();
        let mql = [("to", "mql"), ("expected", "lead"), ("persona", "dirigeant tpe"), ("owner", ""), ("queue", &queue)];
        site.clock.set(site.clock.now().plus_secs(60));
        often(&site, &lea, &format!("{lead}/stage"), &mql).await;
        site.clock.set(site.clock.now().plus_secs(60));
        often(&site, &rep, &format!("{lead}/claim"), &[]).await;
        often(&site, &rep, &format!("{lead}/activities"), &[("kind", "note"), ("text", "Vu au salon")]).await;
        often(&site, &rep, &format!("{lead}/tasks"), &[("title", "Rappeler"), ("due_on", "2026-12-01")]).await;
        let page = rep.get(&lead).await;
        often(&site, &rep, &page.attribute("form[action$='/done']", "action").unwrap(), &[]).await;
        let strike = page.attribute(".timeline form[action$='/void'], #thread form[action$='/void']", "action");
        often(&site, &rep, &strike.unwrap(), &[]).await;

        let own = created(&rep, "Prospect").await;
        site.clock.set(site.clock.now().plus_secs(60));
        let need = [("to", "sql"), ("expected", "lead"), ("talk", "call_connected"), ("note", "Relancer les devis")];
        often(&site, &rep, &format!("{own}/stage"), &need).await;
        let page = rep.get(&own).await;
        let (undo, reason) = (
            page.attribute("a[href$='/void']", "href").unwrap(),
            ("reason", "Ce n’était pas le bon lead"),
        );
        often(&site, &rep, &undo, &[reason]).await;
        let correct = rep.get(&own).await.attribute("a[href$='/correction']", "href").unwrap();
        often(&site, &rep, &correct, &[("to", "lead"), ("occurred_at", "2026-11-19T10:00"), reason]).await;

        let (one, other) = (created(&lea, "Double A").await, created(&lea, "Double B").await);
        let target = other.rsplit('/').next().unwrap();
        site.clock.set(site.clock.now().plus_secs(60));
        often(&site, &lea, &format!("{one}/merge"), &[("target", target), ("keep", "this")]).await;
        often(&site, &lea, &format!("{one}/trash"), &[("reason", "Un essai")]).await;
        site.clock.set(site.clock.now().plus_secs(60));
        often(&site, &lea, &format!("{one}/restore"), &[]).await;
    }

    /// Sales took a deal back that never was: it is closed when that was said, and says so.
    async fn a_cancelled_deal_is_closed_when_it_was_cancelled(t: Ctx) {
        let site = t.site().await;
        let rep = site.member(Role::Rep).await;
        let lead = created(&rep, "Prospect").await;
        let stage = format!("{lead}/stage");
        let need = [("to", "sql"), ("expected", "lead"), ("talk", "call_connected"), ("note", "Relancer les devis")];
        assert_eq!(rep.post(&stage, &need).await.status, StatusCode::SEE_OTHER);
        site.clock.set(site.clock.now().plus_secs(3_600));
        let open = [("to", "opportunity"), ("amount", "10"), ("expected_on", "2026-12-31"), ("deal_stage", "proposal")];
        assert_eq!(rep.post(&stage, &open).await.status, StatusCode::SEE_OTHER);
        let page = rep.get(&lead).await;
        let (undo, reason) = (
            page.attribute(".flash form", "action").unwrap(),
            page.attribute(".flash input[name=reason]", "value").unwrap(),
        );
        site.clock.set(site.clock.now().plus_secs(43_200));
        let cancelled_at = site.clock.now();
        assert_eq!(rep.post(&undo, &[("reason", &reason)]).await.status, StatusCode::SEE_OTHER);
        site.clock.set(site.clock.now().plus_secs(86_400));
        let sql = Sql::both("SELECT outcome, opened_at, closed_at FROM deal");
        let row = site.app.db.read().await.unwrap().one(sql, &[]).await.unwrap();
        assert_eq!(row.get::<String>("outcome").unwrap(), "cancelled");
        let closed = row.at("closed_at").unwrap();
        assert!(closed.since(cancelled_at).abs() < 1_000_000, "{} instead of {}", closed.rfc3339(), cancelled_at.rfc3339());
        assert!(closed > row.at("opened_at").unwrap());
        let zone = site.app.organisation().zone;
        let found = relais::features::upkeep::check(&t.db, zone, "FR", &|_| {}).await.unwrap();
        assert!(found.is_clean(), "{found:?}");
    }

    /// Two people edit one company: the second sees what they typed, and may save it over the first.
    async fn a_stale_company_loses_nothing_typed(t: Ctx) {
        let site = t.site().await;
        let (lea, zoe) = (site.member(Role::Marketer).await, site.member(Role::Marketer).await);
        let answer = lea.post("/leads/new", &[("last_name", "Ba"), ("company", "Une SA")]).await;
        let path = lea.get(answer.location()).await.attribute("a[href^='/companies/']", "href").unwrap();
        let seen = lea.get(&path).await.attribute("input[name=_version]", "value").unwrap();
        let theirs = zoe.post(&path, &[("_version", &seen), ("name", "Deux SA"), ("city", "Toulon")]).await;
        assert_eq!(theirs.status, StatusCode::SEE_OTHER, "{}", theirs.body);
        let mine = [("_version", seen.as_str()), ("name", "Trois SA"), ("note", "Appeler le siège")];
        let answer = lea.post(&path, &mine).await;
        assert_eq!(answer.status, StatusCode::CONFLICT);
        assert_eq!(answer.attribute("#f-name", "value").as_deref(), Some("Trois SA"));
        assert_eq!(answer.texts("#f-note"), ["Appeler le siège"]);
        assert!(answer.texts(".error-summary").concat().contains("Deux SA"), "{:?}", answer.texts(".error-summary"));
        let now = answer.attribute("input[name=_version]", "value").unwrap();
        let again = [("_version", now.as_str()), ("name", "Trois SA"), ("note", "Appeler le siège")];
        assert_eq!(lea.post(&path, &again).await.status, StatusCode::SEE_OTHER);
        assert_eq!(lea.get(&path).await.texts("h1"), ["Trois SA"]);
    }
}
