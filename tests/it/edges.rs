//! What every request meets first: foreign sites refused, bounds, headers, faults without a trace of the inside.

use crate::support::Ctx;
use crate::support::fingerprint::Fingerprint;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use relais::app::{self, Access, Route};
use relais::domain::lifecycle::Role;

async fn panics() -> &'static str {
    panic!("SELECT secret FROM canary")
}

async fn dawdles() -> &'static str {
    tokio::time::sleep(std::time::Duration::from_secs(60)).await;
    "late"
}

both! {
    async fn another_site_cannot_act_for_a_member(t: Ctx) {
        let site = t.site().await;
        let rep = site.member(Role::Rep).await;
        let mut print = Fingerprint::of(&t).await;
        let before = print.take().await;
        let from = |metadata: &str, origin: &str| {
            rep.copy().with_header("sec-fetch-site", metadata).with_header("origin", origin)
        };
        let foreign = [
            ("cross-site", ""), ("same-site", ""), ("cross-site", "http://127.0.0.1:3000"), ("", "null"),
            ("", "https://evil.example"), ("", "http://127.0.0.1:3001"), ("", "http://127.0.0.1.evil.example:3000"),
            ("", ""), ("anything", ""),
        ];
        for (metadata, origin) in foreign {
            let browser = from(metadata, origin);
            for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH] {
                let request = Request::builder().method(method.clone()).uri("/account");
                let request = request.header("content-type", "application/x-www-form-urlencoded");
                let answer = browser.send(request.body(Body::from("name=Evil")).unwrap()).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{method} {metadata:?} {origin:?}");
            }
        }
        let text = Request::post("/account").header("content-type", "text/plain").body(Body::from("name=Evil"));
        assert_eq!(rep.send(text.unwrap()).await.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
        assert_eq!(print.take().await, before);
        for (metadata, origin) in [("same-origin", ""), ("none", ""), ("", "http://127.0.0.1:3000")] {
            let answer = from(metadata, origin).post("/account", &[("name", "Léa")]).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{metadata:?} {origin:?}");
        }
    }

    /// Signing a victim in under the attacker's account is an attack too.
    async fn another_site_cannot_sign_anybody_in(t: Ctx) {
        let site = t.site().await;
        let victim = site.stranger().with_header("sec-fetch-site", "cross-site");
        let answer = victim.post("/login", &[("email", "a@b.example"), ("password", "x")]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
    }

    async fn every_answer_carries_the_guards(t: Ctx) {
        let site = t.site().await;
        let rep = site.member(Role::Rep).await;
        let answers = [
            rep.get("/account").await,
            rep.get("/nowhere").await,
            rep.get(relais::web::assets::asset("app.css")).await,
            rep.send(Request::delete("/healthz").body(Body::empty()).unwrap()).await,
            rep.post("/account", &[("name", &"x".repeat(600_000))]).await,
            rep.get(&format!("/account?{}", "x".repeat(10_000))).await,
            site.stranger().get("/account").await,
            site.stranger().get("/api/v1/nothing").await,
        ];
        let statuses = answers.iter().map(|a| a.status.as_u16()).collect::<Vec<_>>();
        assert_eq!(statuses, [200, 404, 200, 405, 413, 414, 303, 404]);
        for answer in answers {
            let csp = answer.headers["content-security-policy"].to_str().unwrap();
            assert!(csp.contains("default-src 'none'") && csp.contains("frame-ancestors 'none'") && !csp.contains("unsafe"));
            assert_eq!(answer.headers["x-content-type-options"], "nosniff");
            assert_eq!(answer.headers["cross-origin-opener-policy"], "same-origin");
            assert!(answer.headers.contains_key("referrer-policy") && answer.headers.contains_key("cache-control"));
        }
        assert_eq!(rep.get("/account").await.headers["cache-control"], "no-store");
    }

    /// A fault is a number, nothing of the inside; the next request is served.
    async fn a_fault_says_a_number_and_nothing_else(t: Ctx) {
        let site = t.site().await;
        let routes = vec![
            Route::get("/panics", Access::Public, panics),
            Route::get("/api/v1/panics", Access::Public, panics),
            Route::get("/dawdles", Access::Public, dawdles).patience(std::time::Duration::from_millis(50)),
            Route::get("/alive", Access::Public, async || "alive"),
        ];
        let broken = site.with_router(app::build(site.app.clone(), routes));
        for path in ["/panics", "/api/v1/panics"] {
            let answer = broken.stranger().get(path).await;
            assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
            for inside in ["canary", "SELECT", "src/", ".rs", "panicked", env!("CARGO_PKG_VERSION")] {
                assert!(!answer.body.replace("app.css", "").contains(inside), "{inside} in {}", answer.body);
            }
            assert!(answer.headers.contains_key("content-security-policy"));
        }
        assert_eq!(broken.stranger().get("/dawdles").await.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(broken.stranger().get("/alive").await.body, "alive");
    }

    async fn unknown_methods_and_hidden_files_lead_nowhere(t: Ctx) {
        let site = t.site().await;
        for method in ["TRACE", "PROPFIND", "OPTIONS", "CONNECT"] {
            let method = Method::from_bytes(method.as_bytes()).unwrap();
            let answer = site.stranger().send(Request::builder().method(method.clone()).uri("/login").body(Body::empty()).unwrap()).await;
            assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
        }
        for path in ["/.git/config", "/.env", "/static/", "/static/x/../../Cargo.toml", "/data/relais.db", "/server-status"] {
            assert_eq!(site.stranger().get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    }

    /// NUL, broken UTF-8, surrogates, thousands of parameters: refused alike on both engines, never a fault.
    async fn malformed_requests_are_refused_alike(t: Ctx) {
        let site = t.site().await;
        let rep = site.member(Role::Rep).await;
        for body in ["name=%00", "name=a%00b", "name=%ff", "name=%ED%A0%80", "name=%", &"a=1&".repeat(2_000)] {
            let request = Request::post("/account").header("content-type", "application/x-www-form-urlencoded");
            let answer = rep.send(request.body(Body::from(body.to_owned())).unwrap()).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", &body[..body.len().min(20)]);
        }
        for path in ["/login?next=%00", "/login?%ff=1"] {
            assert_eq!(site.stranger().get(path).await.status, StatusCode::BAD_REQUEST, "{path}");
        }
        let huge = site.stranger().with_header("accept-language", &"en,".repeat(10_000));
        assert_eq!(huge.get("/login").await.attribute("html", "lang").as_deref(), Some("fr"));
    }

    /// The address of a stranger counts, not what they write about themselves; unless a trusted proxy writes it.
    async fn forwarded_addresses_count_from_trusted_proxies_only(t: Ctx) {
        let site = t.site().await;
        let browser = site.stranger().with_header("x-forwarded-for", "203.0.113.9");
        browser.post("/login", &[("email", "a@b.example"), ("password", "un mauvais essai")]).await;
        let admin = site.member(Role::Admin).await;
        let page = admin.get("/settings/audit").await;
        assert!(page.body.contains("127.0.0.1") && !page.body.contains("203.0.113.9"));
        let behind = t.new_site(&[("RELAIS_TRUSTED_PROXIES", "127.0.0.1")]).await;
        let browser = behind.stranger().with_header("x-forwarded-for", "198.51.100.1, 203.0.113.9");
        browser.post("/login", &[("email", "a@b.example"), ("password", "un mauvais essai")]).await;
        assert!(admin.get("/settings/audit").await.body.contains("203.0.113.9"));
    }

    /// Over https: the cookie is bound to the host and to https, and the browser is told to stay there.
    async fn over_https_the_cookie_is_bound_to_the_host(t: Ctx) {
        let site = t.site().await;
        let hash = site.app.hasher.hash("pont vélo nuage 37".into()).await.unwrap();
        let person = site.add(Role::Rep, None, Some(hash)).await;
        let https = t.new_site(&[("RELAIS_BASE_URL", "https://relais.example.org")]).await;
        let form = [("email", person.email.as_str()), ("password", "pont vélo nuage 37")];
        let answer = https.stranger().post("/login", &form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        let cookies: Vec<_> = answer.headers.get_all("set-cookie").iter().map(|c| c.to_str().unwrap().to_owned()).collect();
        assert!(cookies.iter().any(|c| c.starts_with("__Host-relais=")), "{cookies:?}");
        for cookie in &cookies {
            for guard in ["; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/"] {
                assert!(cookie.contains(guard), "{cookie}");
            }
            assert!(!cookie.contains("Domain"));
        }
        assert!(answer.headers.contains_key("strict-transport-security"));
    }

    async fn readiness_names_what_is_missing(t: Ctx) {
        let site = t.site().await;
        let ready = site.stranger().get("/readyz").await;
        assert_eq!((ready.status, ready.body.as_str()), (StatusCode::OK, "ready"));
        site.app.db.close().await;
        let away = site.stranger().get("/readyz").await;
        assert_eq!((away.status, away.body.as_str()), (StatusCode::SERVICE_UNAVAILABLE, "database"));
        assert_eq!(site.stranger().get("/healthz").await.status, StatusCode::OK);
    }
}
