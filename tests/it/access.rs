//! Every route × everybody: who gets in is declared in `tests/data/access.txt`, and a refusal changes nothing.

use crate::support::fingerprint::{Fingerprint, changed};
use crate::support::site::{Answer, Site, Visitor};
use crate::support::{Ctx, root};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use relais::app::{Access, RouteInfo};
use relais::domain::access::Scope;
use relais::domain::lifecycle::{Role, Team};
use relais::features::audit::By;
use relais::features::people::accounts;
use relais::routes;

/// Who knocks.
struct Caller {
    name: &'static str,
    visitor: Visitor,
    /// The role of a session that is alive.
    role: Option<Role>,
    /// The reach of a token that is alive, and whether its member administers.
    scope: Option<(Scope, bool)>,
}

async fn callers(site: &Site) -> Vec<Caller> {
    let session = |name, visitor: Visitor, role| Caller { name, visitor, role: Some(role), scope: None };
    let rep = site.member(Role::Rep).await;
    let admin = site.member(Role::Admin).await;
    let gone = site.member(Role::Admin).await;
    let (clock, id) = (site.clock.clone(), gone.person().id);
    let gone_token = site.token(gone.person(), Scope::Admin).await;
    let done = site
        .app
        .db
        .write(async move |mut tx| accounts::set_active_in(&mut tx, &clock, &By::SYSTEM, id, false).await);
    done.await.unwrap();
    let read = site.token(rep.person(), Scope::Read).await;
    let write = site.token(rep.person(), Scope::Write).await;
    let usurper = site.token(rep.person(), Scope::Admin).await;
    let tokens = [
        ("read token", read, Scope::Read),
        ("write token", write, Scope::Write),
        ("rep's admin token", usurper, Scope::Admin),
    ];
    let mut all = vec![
        Caller { name: "anonymous", visitor: site.stranger(), role: None, scope: None },
        Caller { name: "deactivated", visitor: gone, role: None, scope: None },
        Caller { name: "deactivated token", visitor: gone_token, role: None, scope: None },
        session("marketer", site.member(Role::Marketer).await, Role::Marketer),
        session("rep", rep, Role::Rep),
        session("sales manager", site.member_of(Role::Manager, Some(Team::Sales)).await, Role::Manager),
        session(
            "marketing manager",
            site.member_of(Role::Manager, Some(Team::Marketing)).await,
            Role::Manager,
        ),
        session("admin", admin, Role::Admin),
    ];
    all.extend(tokens.map(|(name, visitor, scope)| Caller {
        name,
        visitor,
        role: None,
        scope: Some((scope, false)),
    }));
    all
}

/// What the guard answers, when it does not let through.
fn refusal(route: &RouteInfo, caller: &Caller) -> Option<StatusCode> {
    let page = route.method == Method::GET;
    let stranger = if page { StatusCode::SEE_OTHER } else { StatusCode::UNAUTHORIZED };
    let by_role = |ok: bool| if ok { None } else { Some(StatusCode::FORBIDDEN) };
    match (route.access, caller.role, caller.scope) {
        (Access::Public, ..) => None,
        (Access::Setup, ..) => Some(StatusCode::NOT_FOUND),
        (Access::Api(scope), _, Some((has, admin))) => {
            by_role(has >= scope && (scope != Scope::Admin || admin))
        }
        (Access::Api(_), ..) => Some(StatusCode::UNAUTHORIZED),
        (_, None, _) => Some(stranger),
        (Access::Member, Some(_), _) => None,
        (Access::Roles(roles), Some(role), _) => by_role(roles.contains(&role)),
        (Access::Admin, Some(role), _) => by_role(role == Role::Admin),
    }
}

async fn knock(caller: &Caller, route: &RouteInfo) -> Answer {
    // no record has this id: whoever is let through finds nothing to change
    let path = route
        .path
        .replace("{hash}", "0")
        .replace("{*name}", "app.css")
        .replace("{list}", "sources")
        .replace("{week}", "2026-W47");
    let path: String = path
        .split('/')
        .map(|part| if part.starts_with('{') { "01890000-0000-7000-8000-000000000000" } else { part })
        .collect::<Vec<_>>()
        .join("/");
    let request = Request::builder().method(route.method.clone()).uri(path);
    let kind = if matches!(route.access, Access::Api(_)) {
        "application/json"
    } else {
        "application/x-www-form-urlencoded"
    };
    caller.visitor.send(request.header("content-type", kind).body(Body::empty()).unwrap()).await
}

both! {
    async fn who_gets_in_is_as_declared_and_a_refusal_changes_nothing(t: Ctx) {
        let site = t.site().await;
        let callers = callers(&site).await;
        let mut print = Fingerprint::of(&t).await;
        let mut wrong = Vec::new();
        for route in routes::table() {
            if route.path == "/logout" {
                continue; // would end the callers' own sessions; see sign_in.rs
            }
            for caller in &callers {
                let before = print.take().await;
                let answer = knock(caller, &route).await;
                let what = format!("{} {} as {}", route.method, route.path, caller.name);
                match refusal(&route, caller) {
                    Some(expected) if answer.status != expected => {
                        wrong.push(format!("{what}: {} instead of {expected}", answer.status));
                    }
                    Some(StatusCode::SEE_OTHER) if !answer.location().starts_with("/login") => {
                        wrong.push(format!("{what}: redirected to {}", answer.location()));
                    }
                    None if answer.status == StatusCode::UNAUTHORIZED || answer.location().starts_with("/login?") => {
                        wrong.push(format!("{what}: was not let in"));
                    }
                    None if answer.status.is_server_error() => wrong.push(format!("{what}: {}", answer.status)),
                    _ => {}
                }
                let harmless = answer.status.is_client_error() || answer.location().starts_with("/login");
                let after = print.take().await;
                if harmless && before != after {
                    // a wrong password is counted; nothing else may leave a trace
                    let traces: Vec<_> = changed(&before, &after)
                        .into_iter()
                        .filter(|table| route.path != "/login" || !["audit", "sign_in_failure"].iter().any(|t| table.starts_with(t)))
                        .collect();
                    if !traces.is_empty() {
                        wrong.push(format!("{what}: {} changed {traces:?}", answer.status));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    /// A lead of somebody else may be read by all; what is personal is not even known to exist.
    async fn personal_things_of_others_are_not_found(t: Ctx) {
        let site = t.site().await;
        let (owner, other) = (site.member(Role::Rep).await, site.member(Role::Admin).await);
        site.token(owner.person(), Scope::Read).await;
        let page = owner.get("/account").await;
        let revoke = page.attribute("form[action$='/revoke']", "action").unwrap();
        let theirs = other.post(&revoke, &[]).await;
        let nobodys = other.post("/account/tokens/01890000-0000-7000-8000-000000000000/revoke", &[]).await;
        assert_eq!((theirs.status, nobodys.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
        assert_eq!(theirs.body, nobodys.body);
        assert_eq!(owner.post(&revoke, &[]).await.status, StatusCode::SEE_OTHER);
        for id in ["-1", "9223372036854775808", "x", "01890000-0000-7000-8000-00000000000"] {
            let path = format!("/account/sessions/{id}/end");
            assert_eq!(other.post(&path, &[]).await.status, StatusCode::NOT_FOUND, "{id}");
        }
    }

    /// Tokens work in the header only, say which scope they lack, and die with revocation, expiry and their member.
    async fn tokens_are_scoped_and_mortal(t: Ctx) {
        let site = t.site().await;
        let admin = site.member(Role::Admin).await;
        let made = admin.post("/account/tokens", &[("token_name", "site"), ("scope", "read"), ("days", "1")]).await;
        let secret = made.texts("#secret")[0].clone();
        assert!(secret.starts_with("rel_"));
        assert!(!admin.get("/account").await.body.contains(&secret), "shown once");
        let Some(route) = routes::table().into_iter().find(|r| r.access == Access::Api(Scope::Read)
            && r.method == Method::GET && !r.path.contains('{')) else { return };
        let program = site.stranger().with_header("authorization", &format!("Bearer {secret}"));
        assert_eq!(program.get(route.path).await.status, StatusCode::OK);
        let in_address = format!("{}?access_token={secret}&token={secret}", route.path);
        assert_eq!(site.stranger().get(&in_address).await.status, StatusCode::UNAUTHORIZED);
        site.clock.set(site.clock.now().plus_secs(25 * 3600));
        let expired = program.get(route.path).await;
        assert_eq!((expired.status, &expired.headers["www-authenticate"]), (StatusCode::UNAUTHORIZED, &"Bearer".parse().unwrap()));
        assert_eq!(expired.headers["content-type"], "application/problem+json");
    }

    /// What is stored of secrets is worth nothing to a thief of the database.
    async fn no_secret_is_in_the_database(t: Ctx) {
        let site = t.site().await;
        let admin = site.member(Role::Admin).await;
        let fields = [("token_name", "canary"), ("scope", "admin")];
        let token = admin.post("/account/tokens", &fields).await.texts("#secret")[0].clone();
        let link = admin.post("/settings/members", &[("name", "Léa"), ("email", "lea@batipro.example"), ("role", "rep")]).await;
        let link = link.texts("#link")[0].clone();
        let cookie = admin.cookie("relais").unwrap();
        let everything = format!("{:?}", Fingerprint::of(&t).await.take().await);
        for secret in [token.as_str(), link.rsplit('/').next().unwrap(), &cookie] {
            assert!(secret.len() > 40 && !everything.contains(secret));
        }
        assert!(everything.contains("lea@batipro.example"), "the fingerprint sees rows");
    }

    /// The use of a token is noted at most once a minute, beside the request.
    async fn use_is_noted(t: Ctx) {
        let site = t.site().await;
        let person = site.member(Role::Rep).await;
        site.clock.set(site.clock.now().plus_secs(3600));
        person.get("/account").await;
        let (now, id) = (site.clock.now(), person.person().id);
        for _ in 0..100 {
            let mut conn = t.db.read().await.unwrap();
            let seen = relais::features::people::store::sessions::list(&mut conn, id, now).await.unwrap();
            if seen[0].seen_at == now {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        panic!("the session was not noted as used");
    }

    async fn a_member_of_an_old_request_is_gone_at_once(t: Ctx) {
        let site = t.site().await;
        let admin = site.member(Role::Admin).await;
        let rep = site.member(Role::Rep).await;
        assert!(rep.is_in().await);
        let path = format!("/settings/members/{}/deactivate", rep.person().id);
        assert_eq!(admin.post(&path, &[]).await.status, StatusCode::SEE_OTHER);
        assert!(!rep.is_in().await);
        let again = path.replace("deactivate", "reactivate");
        assert_eq!(admin.post(&again, &[]).await.status, StatusCode::SEE_OTHER);
        assert!(!rep.is_in().await, "the old session stays dead");
    }
}

/// A new route must be declared twice: in the table, and, thinking about who should use it, in the data of this test.
#[test]
fn every_route_has_a_declared_expectation() {
    let file = root().join("tests/data/access.txt");
    let declared = std::fs::read_to_string(&file).unwrap_or_default();
    let declared: Vec<_> =
        declared.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    let access = |access| match access {
        Access::Roles(roles) => roles.iter().map(|role| role.code()).collect::<Vec<_>>().join(" "),
        Access::Api(scope) => format!("token:{}", scope.code()),
        Access::Public => "public".to_owned(),
        Access::Setup => "setup".to_owned(),
        Access::Member => "member".to_owned(),
        Access::Admin => "admin".to_owned(),
    };
    let mut table: Vec<_> =
        routes::table().iter().map(|r| format!("{} {} {}", r.method, r.path, access(r.access))).collect();
    table.sort();
    let missing: Vec<_> = table.iter().filter(|line| !declared.contains(&line.as_str())).cloned().collect();
    let stale: Vec<_> = declared.iter().filter(|line| !table.iter().any(|t| t == *line)).collect();
    assert!(
        missing.is_empty() && stale.is_empty(),
        "tests/data/access.txt: who may use these?\n{}\nno longer in routes.rs:\n{stale:?}",
        missing.join("\n")
    );
}

/// No route reads and writes under one name, and nothing that reads is a POST by mistake: GET never mutates, which the
/// table above proves for refusals and this for the method.
#[test]
fn reading_and_writing_have_different_methods() {
    for route in routes::table() {
        let reads = route.method == Method::GET;
        let sounds_like_writing = ["/delete", "/revoke", "/end", "/deactivate", "/reactivate", "/logout"];
        assert!(
            !reads || !sounds_like_writing.iter().any(|word| route.path.ends_with(word)),
            "{}",
            route.path
        );
    }
}
