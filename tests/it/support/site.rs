//! The whole application in memory, and people who visit it.
//!
//! ```ignore
//! both! {
//!     async fn a_rep_reads_the_list(t: Ctx) {
//!         let site = t.site().await;
//!         let rep = site.member(Role::Rep).await;
//!         let page = rep.get("/leads").await;
//!         assert_eq!(page.status, 200);
//!         let answer = rep.post("/leads", &[("last_name", "Martin")]).await;
//!         assert_eq!(answer.location(), "/leads");
//!     }
//! }
//! ```
//!
//! Nobody hashes a password for that: sessions and tokens are written directly. The clock stands still at [`NOW`]
//! until `site.clock.set(…)`.

use super::Ctx;
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use relais::app::{self, App, AppState};
use relais::clock::Clock;
use relais::config::Config;
use relais::db::DbError;
use relais::domain::access::Scope;
use relais::domain::ids::{Id, of};
use relais::domain::instant::Instant;
use relais::domain::lifecycle::{Role, Team};
use relais::features::audit::By;
use relais::features::people::{
    NewMember, NewToken, accounts, digest, new_secret, new_token, store, usual_team,
};
use relais::features::settings;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use tower::ServiceExt;

/// Friday 20 November 2026, 10:40 in Paris.
pub const NOW: &str = "2026-11-20T09:40:00Z";

/// An instance that is set up, with nobody in it but who a test adds.
#[derive(Clone)]
pub struct Site {
    pub app: AppState,
    pub clock: Clock,
    router: Router,
}

/// A member of the instance.
#[derive(Debug, Clone)]
pub struct Person {
    pub id: Id<of::Member>,
    pub email: String,
    pub name: String,
    pub role: Role,
}

/// A browser, or a program with a token.
#[derive(Clone)]
pub struct Visitor {
    router: Router,
    cookies: Arc<Mutex<BTreeMap<String, String>>>,
    headers: HeaderMap,
    /// Who it is, when somebody is signed in.
    pub person: Option<Person>,
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Ctx {
    /// An instance that is set up (the organisation «Batipro», Paris, euros, French), on this test's database.
    pub async fn site(&self) -> Site {
        let site = self.new_site(&[]).await;
        let now = site.clock.now();
        let done = site.app.db.write(async move |mut tx| settings::close_setup(&mut tx, now).await).await;
        assert!(done.unwrap(), "the instance was not set up before");
        site.app.refresh_organisation().await.unwrap();
        site
    }

    /// An instance that nobody has set up yet, with these variables of the environment.
    pub async fn new_site(&self, vars: &[(&str, &str)]) -> Site {
        let clock = Clock::manual(Instant::parse_rfc3339(NOW).unwrap(), 1);
        app::prepare(&self.db, &clock).await.unwrap();
        let vars = vars.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let config = Config::from_vars(vars).unwrap();
        let app = App::new(self.db.clone(), clock.clone(), config).await.unwrap();
        Site { router: relais::routes::router(app.clone()), app, clock }
    }
}

impl Site {
    /// The same instance behind other routes.
    pub fn with_router(&self, router: Router) -> Self {
        Self { router, ..self.clone() }
    }

    /// Somebody who is not signed in.
    pub fn stranger(&self) -> Visitor {
        let mut headers = HeaderMap::new();
        headers.insert("sec-fetch-site", "same-origin".parse().unwrap());
        headers.insert(header::HOST, "127.0.0.1:3000".parse().unwrap());
        Visitor { router: self.router.clone(), cookies: Arc::default(), headers, person: None }
    }

    /// A new member in this role and its usual team, signed in.
    pub async fn member(&self, role: Role) -> Visitor {
        self.member_of(role, usual_team(role)).await
    }

    /// A new member in this role and team, signed in.
    pub async fn member_of(&self, role: Role, team: Option<Team>) -> Visitor {
        self.sign_in(&self.add(role, team, None).await).await
    }

    /// A new member; `password_hash` is a PHC string.
    pub async fn add(&self, role: Role, team: Option<Team>, password_hash: Option<String>) -> Person {
        let id: Id<of::Member> = self.clock.id();
        let name = format!("{} {}", role.code(), &id.to_string()[19..].replace('-', ""));
        let email = format!("{}@batipro.example", name.replace(' ', "."));
        let new = NewMember {
            id,
            email: email.clone(),
            name: name.clone(),
            role,
            team,
            language: None,
            password_hash,
        };
        accounts::add(&self.app.db, &self.clock, By::SYSTEM, new).await.unwrap();
        Person { id, email, name, role }
    }

    /// A browser with a session of this person.
    pub async fn sign_in(&self, person: &Person) -> Visitor {
        let secret = new_secret();
        let (clock, sha, id) = (self.clock.clone(), digest(&secret), person.id);
        let begun = self.app.db.write(async move |mut tx| {
            store::sessions::insert(&mut tx, sha, clock.id(), id, clock.now(), "test").await?;
            Ok::<_, DbError>(())
        });
        begun.await.unwrap();
        let visitor = self.stranger();
        visitor.set_cookie(app::session_cookie(self.app.config.https()), &secret);
        Visitor { person: Some(person.clone()), ..visitor }
    }

    /// A program with a token of this person.
    pub async fn token(&self, person: &Person, scope: Scope) -> Visitor {
        let secret = new_token();
        let token = NewToken { name: "test".to_owned(), scope, sha: digest(&secret), expires_at: None };
        let made = accounts::create_token(&self.app.db, &self.clock, By::SYSTEM, &person.email, token);
        made.await.unwrap();
        let mut headers = HeaderMap::new();
        headers.insert(header::AUTHORIZATION, format!("Bearer {secret}").parse().unwrap());
        headers.insert(header::HOST, "127.0.0.1:3000".parse().unwrap());
        let person = Some(person.clone());
        Visitor { router: self.router.clone(), cookies: Arc::default(), headers, person }
    }
}

impl Visitor {
    /// Sends a GET.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// Sends a form.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = relais::web::query::encode(fields.iter().copied());
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Sends JSON, as a program does; `null` sends no body.
    pub async fn json(&self, method: Method, path: &str, body: serde_json::Value) -> Answer {
        let request = Request::builder().method(method).uri(path);
        let request = if body.is_null() {
            request.body(Body::empty())
        } else {
            request.header(header::CONTENT_TYPE, "application/json").body(Body::from(body.to_string()))
        };
        self.send(request.unwrap()).await
    }

    /// Sends any request, with this visitor's cookies and headers where the request has none of its own.
    pub async fn send(&self, mut request: Request<Body>) -> Answer {
        for (name, value) in &self.headers {
            if !request.headers().contains_key(name) {
                request.headers_mut().insert(name, value.clone());
            }
        }
        let jar: Vec<_> =
            self.cookies.lock().unwrap().iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !jar.is_empty() && !request.headers().contains_key(header::COOKIE) {
            request.headers_mut().insert(header::COOKIE, jar.join("; ").parse().unwrap());
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let text = cookie.to_str().unwrap();
            let (name, rest) = text.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            if rest.contains("Max-Age=0") {
                self.cookies.lock().unwrap().remove(name);
            } else {
                self.set_cookie(name, value);
            }
        }
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    /// Replaces a header that every request of this visitor carries; the empty text removes it.
    pub fn with_header(mut self, name: &'static str, value: &str) -> Self {
        if value.is_empty() {
            self.headers.remove(name);
        } else {
            self.headers.insert(name, value.parse().unwrap());
        }
        self
    }

    /// Puts a cookie into the browser.
    pub fn set_cookie(&self, name: &str, value: &str) {
        self.cookies.lock().unwrap().insert(name.to_owned(), value.to_owned());
    }

    /// A cookie of the browser.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().unwrap().get(name).cloned()
    }

    /// Another browser that has copied this one's cookies.
    pub fn copy(&self) -> Self {
        let cookies = Arc::new(Mutex::new(self.cookies.lock().unwrap().clone()));
        Self { cookies, ..self.clone() }
    }

    /// Whether anybody is signed in.
    pub async fn is_in(&self) -> bool {
        self.get("/account").await.status == StatusCode::OK
    }

    /// The member, who must be signed in.
    pub fn person(&self) -> &Person {
        self.person.as_ref().expect("somebody is signed in")
    }
}

impl Answer {
    /// Where a redirection leads.
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).map_or("", |value| value.to_str().unwrap())
    }

    /// The page, parsed.
    pub fn html(&self) -> scraper::Html {
        scraper::Html::parse_document(&self.body)
    }

    /// The text of every element that matches, blanks trimmed.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let selector = scraper::Selector::parse(selector).unwrap();
        let page = self.html();
        page.select(&selector).map(|e| e.text().collect::<String>().trim().to_owned()).collect()
    }

    /// An attribute of the first element that matches.
    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        let selector = scraper::Selector::parse(selector).unwrap();
        self.html().select(&selector).next().and_then(|e| e.value().attr(name)).map(str::to_owned)
    }

    /// The JSON of an API's answer.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.body))
    }
}
