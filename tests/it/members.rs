//! Roles and who gives them: never without an administrator, and what a form does not offer is not taken from it.

use crate::support::Ctx;
use crate::support::site::Visitor;
use axum::http::StatusCode;
use relais::domain::lifecycle::Role;
use relais::features::people::store::members;

fn fields<'a>(visitor: &'a Visitor, role: &'a str, version: &'a str) -> Vec<(&'a str, &'a str)> {
    let person = visitor.person();
    vec![("name", &person.name), ("email", &person.email), ("role", role), ("_version", version)]
}

fn path(visitor: &Visitor) -> String {
    format!("/settings/members/{}", visitor.person().id)
}

both! {
    async fn the_last_administrator_stays_one(t: Ctx) {
        let site = t.site().await;
        let admin = site.member(Role::Admin).await;
        let refused = admin.post(&path(&admin), &fields(&admin, "manager", "1")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let refused = admin.post(&format!("{}/deactivate", path(&admin)), &[]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(admin.is_in().await);
    }

    /// Two administrators who take each other's role away at the same moment: one of them keeps theirs.
    async fn two_administrators_cannot_depose_each_other(t: Ctx) {
        let site = t.site().await;
        let (a, b) = (site.member(Role::Admin).await, site.member(Role::Admin).await);
        let (on_b, on_a) = (path(&b), path(&a));
        let (from_a, from_b) = (fields(&b, "rep", "1"), fields(&a, "rep", "1"));
        let (one, two) = tokio::join!(a.post(&on_b, &from_a), b.post(&on_a, &from_b));
        let done = [one.status, two.status].iter().filter(|s| **s == StatusCode::SEE_OTHER).count();
        assert_eq!(done, 1, "{} {}", one.status, two.status);
        assert_eq!(members::active_admins(&mut t.db.read().await.unwrap()).await.unwrap(), 1);
    }

    async fn another_role_means_signing_in_again(t: Ctx) {
        let site = t.site().await;
        let (admin, rep) = (site.member(Role::Admin).await, site.member(Role::Rep).await);
        assert_eq!(admin.post(&path(&rep), &fields(&rep, "rep", "1")).await.status, StatusCode::SEE_OTHER);
        assert!(rep.is_in().await, "a change of nothing ends nothing");
        assert_eq!(admin.post(&path(&rep), &fields(&rep, "manager", "2")).await.status, StatusCode::SEE_OTHER);
        assert!(!rep.is_in().await);
        assert_eq!(admin.post(&path(&rep), &fields(&rep, "rep", "1")).await.status, StatusCode::CONFLICT);
        // one's own goes on, under a new cookie
        let second = site.member(Role::Admin).await;
        let old = second.copy();
        assert_eq!(second.post(&path(&second), &fields(&second, "manager", "1")).await.status, StatusCode::SEE_OTHER);
        assert!(second.is_in().await && !old.is_in().await);
        assert_eq!(second.get("/settings/members").await.status, StatusCode::FORBIDDEN);
    }

    /// Fields that a form does not have are not read from it.
    async fn nobody_promotes_themselves(t: Ctx) {
        let site = t.site().await;
        let rep = site.member(Role::Rep).await;
        let extra = [("name", "Léa"), ("role", "admin"), ("team", "marketing"), ("active", "1"), ("id", "1"),
            ("created_at", "0"), ("password_hash", "x"), ("email", "other@batipro.example")];
        assert_eq!(rep.post("/account", &extra).await.status, StatusCode::SEE_OTHER);
        let now = members::by_id(&mut t.db.read().await.unwrap(), rep.person().id).await.unwrap().unwrap();
        assert_eq!((now.name.as_str(), now.role, now.email), ("Léa", Role::Rep, rep.person().email.clone()));
        assert_eq!(rep.post(&path(&rep), &fields(&rep, "admin", "1")).await.status, StatusCode::FORBIDDEN);
        let admin = site.member(Role::Admin).await;
        let refused = admin.post(&path(&rep), &fields(&rep, "system", "1")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    }

    async fn an_address_belongs_to_one_member(t: Ctx) {
        let site = t.site().await;
        let (admin, rep) = (site.member(Role::Admin).await, site.member(Role::Rep).await);
        let taken = rep.person().email.to_uppercase();
        let twice = admin.post("/settings/members", &[("name", "X"), ("email", &taken), ("role", "rep")]).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(twice.texts(".error")[0].contains("déjà"));
        let renamed = [("name", "A"), ("email", taken.as_str()), ("role", "admin"), ("_version", "1")];
        assert_eq!(admin.post(&path(&admin), &renamed).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }

    async fn changing_the_password_ends_the_other_sessions(t: Ctx) {
        let site = t.site().await;
        let hash = site.app.hasher.hash("pont vélo nuage 37".into()).await.unwrap();
        let person = site.add(Role::Rep, None, Some(hash)).await;
        let (here, there) = (site.sign_in(&person).await, site.sign_in(&person).await);
        let thief = here.copy();
        let new = "une autre phrase 58";
        let wrong = [("current_password", "pas la bonne 99"), ("new_password", new)];
        assert_eq!(here.post("/account/password", &wrong).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let right = [("current_password", "pont vélo nuage 37"), ("new_password", new)];
        assert_eq!(here.post("/account/password", &right).await.status, StatusCode::SEE_OTHER);
        assert!(here.is_in().await && !there.is_in().await && !thief.is_in().await);
    }

    async fn one_sees_and_ends_ones_own_devices(t: Ctx) {
        let site = t.site().await;
        let person = site.add(Role::Rep, None, None).await;
        let (here, there) = (site.sign_in(&person).await, site.sign_in(&person).await);
        let page = here.get("/account").await;
        assert_eq!(page.texts("table .tag"), ["cet appareil"]);
        assert_eq!(here.post("/account/sessions/end-others", &[]).await.status, StatusCode::SEE_OTHER);
        assert!(here.is_in().await && !there.is_in().await);
    }

    async fn preferences_follow_the_member_and_the_browser(t: Ctx) {
        let site = t.site().await;
        let rep = site.member(Role::Rep).await;
        let switched = rep.post("/preferences", &[("lang", "en"), ("theme", "dark"), ("next", "/account")]).await;
        assert_eq!(switched.location(), "/account");
        let page = rep.get("/account").await;
        assert_eq!(page.attribute("html", "lang").as_deref(), Some("en"));
        assert_eq!(page.attribute("html", "data-theme").as_deref(), Some("dark"));
        let elsewhere = site.sign_in(rep.person()).await;
        assert_eq!(elsewhere.get("/account").await.attribute("html", "lang").as_deref(), Some("en"));
        let stranger = site.stranger();
        stranger.post("/preferences", &[("lang", "en"), ("next", "//evil.example")]).await;
        assert_eq!(stranger.get("/login").await.attribute("html", "lang").as_deref(), Some("en"));
        stranger.post("/preferences", &[("lang", "<script>")]).await;
        stranger.set_cookie("relais_lang", "zz");
        assert_eq!(stranger.get("/login").await.attribute("html", "lang").as_deref(), Some("fr"));
    }

    async fn zone_and_currency_change_until_the_first_lead(t: Ctx) {
        let site = t.site().await;
        let admin = site.member(Role::Admin).await;
        let form = |zone, version| [("name", "Batipro"), ("time_zone", zone), ("currency", "EUR"), ("language", "fr"), ("_version", version)];
        let saved = admin.post("/settings/organisation", &form("Europe/Brussels", "1")).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER);
        assert_eq!(site.app.organisation().zone, chrono_tz::Europe::Brussels);
        assert_eq!(admin.post("/settings/organisation", &form("Europe/Paris", "1")).await.status, StatusCode::CONFLICT);
        let bad = admin.post("/settings/organisation", &form("Mars/Olympus", "2")).await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    }

    async fn lists_are_added_to_renamed_and_closed(t: Ctx) {
        let site = t.site().await;
        let manager = site.member(Role::Manager).await;
        for list in ["sources", "campaigns", "contents", "personas", "queues"] {
            let path = format!("/settings/{list}");
            assert_eq!(manager.post(&path, &[("name", "Été 2026"), ("team", "sales")]).await.status, StatusCode::SEE_OTHER, "{list}");
            let twice = manager.post(&path, &[("name", "ete  2026")]).await;
            assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY, "{list}");
            let page = manager.get(&path).await;
            let entry = page.attribute("form:has(input[value='Été 2026'])", "action").unwrap();
            let renamed = [("name", "Hiver 2026"), ("_version", "1")];
            assert_eq!(manager.post(&entry, &renamed).await.status, StatusCode::SEE_OTHER);
            assert!(manager.get(&path).await.body.contains("Hiver 2026"));
        }
        let page = manager.get("/settings/sources").await;
        let unknown = page.attribute("form:has(input[value='inconnu'])", "action").unwrap();
        assert_eq!(manager.post(&unknown, &[("name", "autre")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(manager.get("/settings/nothing").await.status, StatusCode::NOT_FOUND);
    }

    async fn reasons_are_worded_and_closed_never_invented(t: Ctx) {
        let site = t.site().await;
        let manager = site.member(Role::Manager).await;
        let words = [("label_fr", "Pas maintenant"), ("label_en", "Not now"), ("active", "on"), ("_version", "1")];
        assert_eq!(manager.post("/settings/reasons/rejection/mauvais_timing", &words).await.status, StatusCode::SEE_OTHER);
        assert!(manager.get("/settings/reasons").await.body.contains("Pas maintenant"));
        assert_eq!(manager.post("/settings/reasons/rejection/invented", &words).await.status, StatusCode::NOT_FOUND);
        assert_eq!(manager.post("/settings/reasons/nothing/prix", &words).await.status, StatusCode::NOT_FOUND);
        assert_eq!(manager.post("/settings/reasons/win/prix", &words[..1]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }

    /// Who, what, when, before and after; and no page that takes anything back.
    async fn what_was_done_is_in_the_audit(t: Ctx) {
        let site = t.site().await;
        let (admin, rep) = (site.member(Role::Admin).await, site.member(Role::Rep).await);
        admin.post(&path(&rep), &fields(&rep, "manager", "1")).await;
        let page = admin.get("/settings/audit").await;
        let row = page.texts("tbody tr").into_iter().find(|row| row.contains("Membre modifié")).unwrap();
        assert!(row.contains(&admin.person().name) && row.contains(r#""is":"manager""#) && row.contains(r#""was":"rep""#), "{row}");
        assert!(row.contains("127.0.0.1"));
        assert_eq!(page.html().select(&scraper::Selector::parse("main form[method=post]").unwrap()).count(), 0);
    }

    /// By person, by subject, by days (both belong to the filter), page after page inside it.
    async fn the_audit_can_be_searched(t: Ctx) {
        let site = t.site().await;
        let (admin, other) = (site.member(Role::Admin).await, site.member(Role::Admin).await);
        for n in 0..60 {
            admin.post("/settings/sources", &[("name", &format!("Salon {n}"))]).await;
        }
        site.clock.set(site.clock.now().plus_secs(86_400)); // Saturday 21 November
        other.post("/settings/campaigns", &[("name", "Automne")]).await;
        admin.post("/account/tokens", &[("token_name", "x"), ("scope", "read")]).await;
        let rows = async |query: &str| {
            let page = admin.get(&format!("/settings/audit?{query}")).await;
            assert_eq!(page.status, StatusCode::OK, "{query}");
            let next = page.attribute("a[rel=next]", "href");
            (page.texts("tbody td:nth-child(3)"), next)
        };
        let (mine, next) = rows(&format!("who={}&what=list", admin.person().id)).await;
        assert_eq!((mine.len(), mine.iter().all(|action| action == "Entrée ajoutée à une liste")), (50, true), "{mine:?}");
        let (rest, end) = rows(next.unwrap().split_once('?').unwrap().1).await;
        assert_eq!((rest.len(), end), (10, None), "the next page keeps the filter");
        let (theirs, _) = rows(&format!("who={}&what=list", other.person().id)).await;
        assert_eq!(theirs, ["Entrée ajoutée à une liste"]);
        let (today, _) = rows("from=2026-11-21&until=2026-11-21").await;
        assert_eq!(today, ["Jeton d’API créé", "Entrée ajoutée à une liste"]);
        assert_eq!(rows("until=2026-11-20&what=token").await.0, Vec::<String>::new());
        for wrong in ["who=nobody", "what=weather", "from=hier"] {
            let page = admin.get(&format!("/settings/audit?{wrong}")).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
            assert_eq!(page.texts(".error-summary a").len(), 1, "{wrong}");
        }
    }
}
