//! Signing in, the first start, invitations and resets.

use crate::support::Ctx;
use crate::support::site::{Answer, Site, Visitor};
use axum::http::StatusCode;
use relais::db::{DbError, Sql};
use relais::domain::lifecycle::Role;
use relais::features::people::{Hasher, LinkKind, digest, new_secret, store};
use relais::features::settings;

const PASSWORD: &str = "pont vélo nuage 37";

async fn sign_in(visitor: &Visitor, email: &str, password: &str) -> Answer {
    visitor.post("/login", &[("email", email), ("password", password)]).await
}

async fn known(site: &Site) -> String {
    let hash = site.app.hasher.hash(PASSWORD.to_owned()).await.unwrap();
    site.add(Role::Marketer, None, Some(hash)).await.email
}

/// What is stored of a member's password.
async fn stored_hash(site: &Site, email: &str) -> String {
    let mut conn = site.app.db.read().await.unwrap();
    let sql = Sql::both("SELECT password_hash FROM member WHERE email = $1");
    conn.one(sql, &relais::vals![email]).await.unwrap().get("password_hash").unwrap()
}

fn first(token: &str) -> Vec<(&str, &str)> {
    vec![
        ("token", token),
        ("organisation", "Batipro"),
        ("name", "Sophie Arnaud"),
        ("email", "sophie@batipro.example"),
        ("password", PASSWORD),
        ("time_zone", "Europe/Paris"),
        ("currency", "EUR"),
        ("language", "fr"),
    ]
}

async fn open_setup(site: &Site) -> String {
    let token = new_secret();
    let sha = digest(&token);
    site.app.db.write(async move |mut tx| settings::open_setup(&mut tx, sha).await).await.unwrap();
    token
}

async fn link(site: &Site, email: &str, kind: LinkKind) -> String {
    let token = new_secret();
    let (sha, now) = (digest(&token), site.clock.now());
    let key = relais::domain::contact::email_key(email).unwrap();
    let member =
        store::members::by_email(&mut site.app.db.read().await.unwrap(), &key).await.unwrap().unwrap();
    let made = site.app.db.write(async move |mut tx| {
        store::links::replace(&mut tx, sha, kind, member.id, None, now).await?;
        Ok::<_, DbError>(())
    });
    made.await.unwrap();
    token
}

both! {
    async fn the_right_password_opens_a_session_and_a_wrong_one_says_nothing(t: Ctx) {
        let site = t.site().await;
        let email = known(&site).await;
        let browser = site.stranger();
        let refused = sign_in(&browser, &email, "autre chose 2026").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.texts(".error")[0].contains("inconnu"));
        assert!(!browser.is_in().await);
        let entered = sign_in(&browser, &email.to_uppercase(), PASSWORD).await;
        assert_eq!((entered.status, entered.location()), (StatusCode::SEE_OTHER, "/"));
        assert!(browser.is_in().await);
    }

    /// Existing, unknown, inactive and invited accounts, and addresses that are none, look alike.
    async fn accounts_cannot_be_enumerated(t: Ctx) {
        let site = t.site().await;
        let email = known(&site).await;
        let invited = site.add(Role::Rep, None, None).await.email;
        let mut seen = Vec::new();
        for tried in [email.as_str(), &invited, "nobody@batipro.example", "not an address"] {
            let answer = sign_in(&site.stranger(), tried, "autre chose 2026").await;
            let same_length = answer.body.len() - tried.len();
            seen.push((answer.status, same_length, answer.texts(".error"), answer.headers.len()));
        }
        assert!(seen.iter().all(|one| *one == seen[0]), "{seen:?}");
    }

    async fn a_cookie_planted_before_is_worth_nothing_afterwards(t: Ctx) {
        let site = t.site().await;
        let email = known(&site).await;
        let victim = site.stranger();
        victim.set_cookie("relais", "planted-by-an-attacker");
        sign_in(&victim, &email, PASSWORD).await;
        assert_ne!(victim.cookie("relais").unwrap(), "planted-by-an-attacker");
        let attacker = site.stranger();
        attacker.set_cookie("relais", "planted-by-an-attacker");
        assert!(!attacker.is_in().await);
        let before = victim.copy();
        sign_in(&victim, &email, PASSWORD).await;
        assert!(victim.is_in().await && !before.is_in().await, "signing in again ends the session of before");
    }

    async fn signing_out_ends_the_session_for_whoever_kept_the_cookie(t: Ctx) {
        let site = t.site().await;
        let person = site.member(Role::Rep).await;
        let thief = person.copy();
        let out = person.post("/logout", &[]).await;
        assert_eq!(out.location(), "/login");
        assert!(out.headers["clear-site-data"].to_str().unwrap().contains("cache"));
        assert!(!thief.is_in().await);
    }

    async fn sessions_end_by_themselves(t: Ctx) {
        let site = t.site().await;
        let person = site.member(Role::Rep).await;
        site.clock.set(site.clock.now().plus_secs(store::sessions::IDLE_SECS - 60));
        assert!(person.is_in().await);
        site.clock.set(site.clock.now().plus_secs(store::sessions::LIFETIME_SECS));
        assert!(!person.is_in().await);
    }

    /// Twenty wrong guesses shut out the guesser, not the holder on a browser that the account knows.
    async fn guessing_is_slowed_down_and_the_holder_stays_in(t: Ctx) {
        let site = t.site().await;
        let email = known(&site).await;
        let home = site.stranger();
        assert_eq!(sign_in(&home, &email, PASSWORD).await.status, StatusCode::SEE_OTHER);
        let mut guesser = site.stranger().with_header("user-agent", "guesser");
        for n in 0..20 {
            // from a new address each time: the account's own limit has to hold
            guesser = guesser.with_header("x-forwarded-for", &format!("203.0.113.{n}"));
            assert_eq!(sign_in(&guesser, &email, "mauvais essai 1").await.status, 422, "try {n}");
        }
        let shut = sign_in(&guesser, &email, PASSWORD).await;
        assert_eq!(shut.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(shut.headers.contains_key("retry-after"));
        home.post("/logout", &[]).await;
        assert_eq!(sign_in(&home, &email, PASSWORD).await.status, StatusCode::SEE_OTHER);
        site.clock.set(site.clock.now().plus_secs(25 * 3600));
        assert_eq!(sign_in(&guesser, &email, PASSWORD).await.status, StatusCode::SEE_OTHER);
    }

    async fn one_address_cannot_spray_many_accounts(t: Ctx) {
        let site = t.site().await;
        let guesser = site.stranger();
        let mut refused = 0;
        for n in 0..30 {
            let answer = sign_in(&guesser, &format!("account{n}@batipro.example"), "bonjour bonjour 1").await;
            refused += usize::from(answer.status == StatusCode::TOO_MANY_REQUESTS);
        }
        assert_eq!(refused, 10);
    }

    /// Two at once make one administrator; without the token of the day, and afterwards, there is no such page.
    async fn the_first_start_happens_once(t: Ctx) {
        let site = t.new_site(&[]).await;
        let token = open_setup(&site).await;
        for path in ["/setup", "/setup?token=", "/setup?token=guess"] {
            assert_eq!(site.stranger().get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let page = format!("/setup?token={token}");
        assert_eq!(site.stranger().get(&page).await.status, StatusCode::OK);
        let (a, b) = (site.stranger(), site.stranger());
        let (form, mut other) = (first(&token), first(&token));
        other[3] = ("email", "other@batipro.example");
        let (one, two) = tokio::join!(a.post("/setup", &form), b.post("/setup", &other));
        let mut statuses = [one.status.as_u16(), two.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 404]);
        let admins = store::members::active_admins(&mut t.db.read().await.unwrap()).await.unwrap();
        assert_eq!(admins, 1);
        assert!(a.is_in().await ^ b.is_in().await);
        assert_eq!(site.stranger().get(&page).await.status, StatusCode::NOT_FOUND);
        assert_eq!(site.stranger().post("/setup", &form).await.status, StatusCode::NOT_FOUND);
        assert_eq!(site.app.organisation().name, "Batipro");
    }

    async fn a_refused_first_start_says_why_and_keeps_what_was_typed(t: Ctx) {
        let site = t.new_site(&[]).await;
        let token = open_setup(&site).await;
        let mut form = first(&token);
        form[4] = ("password", "trop court");
        form[5] = ("time_zone", "Mars/Olympus");
        let answer = site.stranger().post("/setup", &form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer.texts(".error").len(), 2);
        assert_eq!(answer.attribute("#f-name", "value").unwrap(), "Sophie Arnaud");
        assert!(!answer.body.contains("trop court"));
    }

    async fn an_invitation_lets_one_person_in_once(t: Ctx) {
        let site = t.site().await;
        let email = site.add(Role::Rep, None, None).await.email;
        let path = format!("/join/{}", link(&site, &email, LinkKind::Invitation).await);
        let browser = site.stranger();
        let page = browser.get(&path).await;
        assert_eq!((page.status, &page.headers["referrer-policy"]), (StatusCode::OK, &"no-referrer".parse().unwrap()));
        let form = [("name", "Léa Moreau"), ("password", PASSWORD)];
        assert_eq!(browser.post(&path, &[("name", "Léa"), ("password", "x")]).await.status, 422);
        assert_eq!(browser.post(&path, &form).await.status, StatusCode::SEE_OTHER);
        assert!(browser.is_in().await);
        assert_eq!(site.stranger().post(&path, &form).await.status, StatusCode::NOT_FOUND);
        assert_eq!(sign_in(&site.stranger(), &email, PASSWORD).await.status, StatusCode::SEE_OTHER);
    }

    async fn a_reset_ends_every_session_and_token(t: Ctx) {
        let site = t.site().await;
        let email = known(&site).await;
        let thief = site.stranger();
        sign_in(&thief, &email, PASSWORD).await;
        let path = format!("/reset/{}", link(&site, &email, LinkKind::Reset).await);
        let as_invitation = path.replace("/reset/", "/join/");
        assert_eq!(site.stranger().get(&as_invitation).await.status, StatusCode::NOT_FOUND);
        let new = "une autre phrase 58";
        assert_eq!(site.stranger().post(&path, &[("password", new)]).await.location(), "/login");
        assert!(!thief.is_in().await);
        assert_eq!(site.stranger().get(&path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(sign_in(&site.stranger(), &email, PASSWORD).await.status, 422);
        assert_eq!(sign_in(&site.stranger(), &email, new).await.status, StatusCode::SEE_OTHER);
        let expired = format!("/reset/{}", link(&site, &email, LinkKind::Reset).await);
        site.clock.set(site.clock.now().plus_secs(3601));
        assert_eq!(site.stranger().get(&expired).await.status, StatusCode::NOT_FOUND);
    }

    async fn another_site_is_never_where_one_lands(t: Ctx) {
        let site = t.site().await;
        let email = known(&site).await;
        for next in ["//evil.example", "/\\evil.example", "/%09/evil.example", "https:evil.example",
            "javascript:alert(1)", "/a\r\nSet-Cookie: x=y", "@evil.example", "https://evil.example"] {
            let fields = [("email", email.as_str()), ("password", PASSWORD), ("next", next)];
            let answer = site.stranger().post("/login", &fields).await;
            assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/"), "{next:?}");
        }
        let fields = [("email", email.as_str()), ("password", PASSWORD), ("next", "/leads?stage=mql")];
        assert_eq!(site.stranger().post("/login", &fields).await.location(), "/leads?stage=mql");
    }

    /// An old hash is replaced by one of today's settings, silently.
    async fn a_weak_hash_is_renewed_at_sign_in(t: Ctx) {
        use argon2::{Algorithm, Argon2, Params, PasswordHasher, Version};
        let site = t.site().await;
        let cheap = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(8_192, 1, 1, None).unwrap());
        let weak = cheap.hash_password_with_salt(PASSWORD.as_bytes(), b"0123456789abcdef").unwrap().to_string();
        assert!(weak.starts_with("$argon2id$v=19$m=8192,t=1,p=1$"));
        let email = site.add(Role::Rep, None, Some(weak.clone())).await.email;
        assert_ne!(sign_in(&site.stranger(), &email, "un mauvais essai").await.status, StatusCode::SEE_OTHER);
        assert_eq!(stored_hash(&site, &email).await, weak, "a wrong password renews nothing");
        assert_eq!(sign_in(&site.stranger(), &email, PASSWORD).await.status, StatusCode::SEE_OTHER);
        let renewed = stored_hash(&site, &email).await;
        assert!(renewed.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{renewed}");
        assert_eq!(sign_in(&site.stranger(), &email, PASSWORD).await.status, StatusCode::SEE_OTHER);
        assert_eq!(stored_hash(&site, &email).await, renewed, "it is renewed once");
    }

    /// What is no hash matches nothing, and is no fault.
    async fn a_hash_cut_short_matches_nothing(t: Ctx) {
        let site = t.site().await;
        let cut = "$argon2id$v=19$m=8192,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$".to_owned();
        let email = site.add(Role::Rep, None, Some(cut)).await.email;
        let answer = sign_in(&site.stranger(), &email, PASSWORD).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
    }

    /// Fifty at once: nobody gets a fault, and memory is bounded by two hashes at a time.
    async fn many_sign_ins_at_once_wait_their_turn(t: Ctx) {
        let site = t.site().await;
        let email = known(&site).await;
        let home = site.stranger();
        sign_in(&home, &email, PASSWORD).await; // a known device: its own limit, not the address's
        let all = (0..50).map(|n| {
            let (browser, email) = (home.copy(), email.clone());
            tokio::spawn(async move {
                let password = if n % 5 == 0 { "un mauvais essai" } else { PASSWORD };
                sign_in(&browser, &email, password).await.status.as_u16()
            })
        });
        let mut statuses = Vec::new();
        for one in all.collect::<Vec<_>>() {
            statuses.push(one.await.unwrap());
        }
        assert!(statuses.iter().all(|s| [303, 422, 429, 503].contains(s)), "{statuses:?}");
        assert!(statuses.contains(&303));
        assert_eq!(home.get("/healthz").await.status, StatusCode::OK);
    }
}

/// The hash that is stored is slow and salted, and two people with one password have two hashes.
#[tokio::test]
async fn passwords_are_stored_as_argon2id() {
    let hasher = Hasher::default();
    let (a, b) = (hasher.hash(PASSWORD.into()).await.unwrap(), hasher.hash(PASSWORD.into()).await.unwrap());
    assert!(a.starts_with("$argon2id$v=19$m=19456,t=2,p=1$") && a != b);
}
