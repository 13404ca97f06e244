//! Secrets and personal data go through every door; none of them is in the log, however talkative it is.

use super::client::{self, EMAIL, PASSWORD, Running, form, page};
use crate::support::Ctx;
use std::fs::{File, read_to_string};
use std::process::Stdio;

/// Things of a person that only the database may keep.
const PERSON: [(&str, &str); 6] = [
    ("last_name", "Canariname"),
    ("email", "canari.mail@example.fr"),
    ("phone", "+33 6 55 44 33 22"),
    ("company", "Canaricompany"),
    ("pain_points", "Canaripains"),
    ("note", "Canarinote"),
];
const WRONG: &str = "canari wrong password 41";
const NEW: &str = "canari brand new password 88";

/// The secret of the link that a page shows.
fn link(body: &str, door: &str) -> String {
    let start = body.find(&format!("/{door}/")).unwrap_or_else(|| panic!("no {door} link: {body}"));
    let rest = &body[start + door.len() + 2..];
    rest.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect()
}

/// Everything that somebody could do with secrets; answers those that were made on the way.
fn walk(address: &str, token: &str) -> Vec<String> {
    let (cookie, wrong) = (client::signed_in(address), [("email", EMAIL), ("password", WRONG)]);
    assert_eq!(form(address, "", "/login", &wrong).unwrap().status, 422);
    assert_eq!(form(address, "relais=canaricookie", "/account", &[("name", "x")]).unwrap().status, 401);
    // A lead by its form, twice (the second is asked about), faulty, by the API, searched for.
    let person: Vec<_> = PERSON.to_vec();
    let made = form(address, &cookie, "/leads/new", &person).unwrap();
    assert_eq!(made.status, 303, "{}", made.body);
    assert_eq!(form(address, &cookie, "/leads/new", &person).unwrap().status, 409);
    let faulty = [&person[..], &[("revisit_on", "canaridate")]].concat();
    assert_eq!(form(address, &cookie, "/leads/new", &faulty).unwrap().status, 422);
    let body =
        serde_json::to_string(&PERSON.iter().copied().collect::<std::collections::BTreeMap<_, _>>()).unwrap();
    for body in [body.as_str(), "{\"email\": \"canari.mail@example.fr\", broken"] {
        let head =
            format!("Host: localhost\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json");
        let request = format!(
            "POST /api/v1/leads HTTP/1.1\r\n{head}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        );
        assert!([201, 400].contains(&client::exchange(address, request.as_bytes()).unwrap().status));
    }
    for path in [
        "/leads?q=canari.mail%40example.fr",
        "/leads?owner=canariowner",
        "/nowhere?email=canari.mail%40example.fr",
        "/leads/duplicates?email=canari.mail%40example.fr",
        "/leads?q=Canariname%ff",
        "/login?next=/leads%3Fq%3DCanariname",
    ] {
        assert!(page(address, &cookie, path).unwrap().status < 500, "{path}");
    }
    assert_eq!(client::get(address, "rel_canaritoken", "/api/v1/leads"), 401);
    // A member by invitation, a double, a reset link, a new password, tokens.
    let lea = [("name", "Canarimember"), ("email", "canari.member@example.fr"), ("role", "marketer")];
    let invited = form(address, &cookie, "/settings/members", &lea).unwrap();
    let invited = follow(address, &cookie, &invited);
    let join = link(&invited, "join");
    assert_eq!(form(address, &cookie, "/settings/members", &lea).unwrap().status, 422);
    assert_eq!(page(address, "", &format!("/join/{join}")).unwrap().status, 200);
    let joined =
        form(address, "", &format!("/join/{join}"), &[("name", "Canarimember"), ("password", NEW)]).unwrap();
    assert_eq!(joined.status, 303, "{}", joined.body);
    let members = page(address, &cookie, "/settings/members").unwrap().body;
    let id = members.split("/settings/members/").skip(1).map(|rest| &rest[..36]).collect::<Vec<_>>();
    let mut secrets = vec![join];
    for id in id {
        let answer = form(address, &cookie, &format!("/settings/members/{id}/link"), &[]).unwrap();
        let shown = follow(address, &cookie, &answer);
        if shown.contains("/reset/") {
            let reset = link(&shown, "reset");
            page(address, "", &format!("/reset/{reset}")).unwrap();
            form(address, "", &format!("/reset/{reset}"), &[("password", "short")]).unwrap();
            secrets.push(reset);
        }
    }
    assert!(secrets.len() > 1, "a reset link was made");
    let change = [("current_password", WRONG), ("new_password", NEW)];
    assert_eq!(form(address, &cookie, "/account/password", &change).unwrap().status, 422);
    let made = form(address, &cookie, "/account/tokens", &[("token_name", "x"), ("scope", "read")]).unwrap();
    let shown = follow(address, &cookie, &made);
    let start = shown.find("rel_").map(|at| &shown[at..]);
    secrets.extend(
        start.map(|rest| {
            rest.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect()
        }),
    );
    assert!(secrets.len() > 2, "a token was made");
    secrets.push(cookie.trim_start_matches("relais=").to_owned());
    secrets.push(token.to_owned());
    secrets
}

/// The page that a form leads to, or what it answered itself.
fn follow(address: &str, cookie: &str, reply: &client::Reply) -> String {
    let Some(to) = reply.head.lines().find_map(|line| line.strip_prefix("location: ")) else {
        return reply.body.clone();
    };
    let more: Vec<_> = reply.head.lines().filter_map(|line| line.strip_prefix("set-cookie: ")).collect();
    let jar = more.iter().filter_map(|cookie| cookie.split(';').next()).collect::<Vec<_>>().join("; ");
    page(address, &format!("{cookie}; {jar}"), to).unwrap().body
}

both! {
    async fn no_secret_is_ever_logged(t: Ctx) {
        let token = client::prepared(&t);
        let path = t.folder().join("log");
        let log = Stdio::from(File::create(&path).unwrap());
        let mut server = Running::spawn(&t, log, &[("RUST_LOG", "debug")]); // everything that is said at info, and more
        server.answers();
        let mut secrets = walk(&server.address, &token);
        secrets.extend([PASSWORD, WRONG, NEW].map(str::to_owned));
        server.kill();
        let log = read_to_string(&path).unwrap();
        assert!(log.contains("/leads/new") && log.contains("/join/…"), "requests are logged: {log}");
        for secret in secrets {
            assert!(secret.len() > 8 && !log.contains(&secret), "{secret} is logged");
        }
        let told = log.lines().find(|line| line.to_lowercase().contains("canari"));
        assert_eq!(told, None);
        assert!(!log.contains("55 44 33 22") && !log.contains("655443322"), "a telephone number is logged");
    }
}
