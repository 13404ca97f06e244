//! The JSON API: a lead's life through it, its refusals, its promises about repeated and stale calls.

use crate::support::Ctx;
use crate::support::site::{Site, Visitor};
use axum::http::{Method, StatusCode};
use relais::domain::access::Scope;
use relais::domain::lifecycle::{Role, Team};
use relais::features::openapi::operations;
use serde_json::{Value, json};

async fn caller(site: &Site, role: Role, team: Team, scope: Scope) -> Visitor {
    let person = site.add(role, Some(team), None).await;
    site.token(&person, scope).await
}

async fn post(who: &Visitor, path: &str, body: Value) -> (StatusCode, Value) {
    let answer = who.json(Method::POST, path, body).await;
    (answer.status, serde_json::from_str(&answer.body).unwrap_or(Value::Null))
}

async fn get(who: &Visitor, path: &str) -> Value {
    let answer = who.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
    serde_json::from_str(&answer.body).unwrap()
}

async fn new_lead(who: &Visitor, name: &str) -> String {
    let (status, lead) = post(who, "/api/v1/leads", json!({"last_name": name, "source": "Google"})).await;
    assert_eq!(status, StatusCode::CREATED, "{lead}");
    lead["id"].as_str().unwrap().to_owned()
}

async fn persona(site: &Site, name: &'static str) {
    use relais::domain::ids::of::Persona;
    use relais::features::reference::{List, ReferenceError, ensure};
    let clock = site.clock.clone();
    let made = site.app.db.write(async move |mut tx| {
        ensure::<Persona>(&mut tx, &clock, List::Persona, name).await?;
        Ok::<_, ReferenceError>(())
    });
    made.await.unwrap();
}

both! {
    async fn a_lead_lives_its_life_through_the_api(t: Ctx) {
        let site = t.site().await;
        let lea = caller(&site, Role::Marketer, Team::Marketing, Scope::Write).await;
        let sophie = site.add(Role::Rep, Some(Team::Sales), None).await;
        let rep = site.token(&sophie, Scope::Write).await;
        let body = json!({
            "first_name": "Nadia", "last_name": "Belkacem", "email": "N.Belkacem@Example.fr", "phone": "04 94 11 22 33",
            "company": "Électricité Belkacem", "source": "Salon BTP", "campaign": "Relance automne",
            "estimated_value_minor": 950_000, "tags": ["Salon", "salon", "Devis"], "note": "Rencontrée au stand",
        });
        let (status, lead) = post(&lea, "/api/v1/leads", body).await;
        assert_eq!(status, StatusCode::CREATED, "{lead}");
        assert_eq!((lead["stage"].as_str(), lead["cycle"].as_i64()), (Some("lead"), Some(1)));
        assert_eq!(lead["estimated_value_minor"], json!(950_000));
        assert_eq!(lead["tags"], json!(["Devis", "Salon"]));
        assert_eq!(lead["company"], json!("Électricité Belkacem"));
        let path = format!("/api/v1/leads/{}", lead["id"].as_str().unwrap());
        let stage = format!("{path}/stage");

        let (status, problem) = post(&lea, &stage, json!({"to": "mql"})).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(problem["errors"][0]["field"], json!("persona"), "{problem}");

        persona(&site, "Dirigeant TPE").await;
        let hand = json!({"to": "mql", "expected": "lead", "persona": "dirigeant tpe", "owner": sophie.email});
        let (status, lead) = post(&lea, &stage, hand).await;
        assert_eq!((status, lead["stage"].as_str()), (StatusCode::OK, Some("mql")), "{lead}");
        assert_eq!(lead["owner"], json!(sophie.id));

        let (status, _) = post(&lea, &stage, json!({"to": "sal"})).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "accepting is the rep's");
        let (status, _) = post(&rep, &stage, json!({"to": "sal"})).await;
        assert_eq!(status, StatusCode::OK);
        let (status, problem) = post(&rep, &stage, json!({"to": "sql", "note": "Relancer"})).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "no conversation yet: {problem}");
        let call = json!({"kind": "call", "direction": "outbound", "outcome": "connected", "text": "Intéressée"});
        let (status, _) = post(&rep, &format!("{path}/activities"), call).await;
        assert_eq!(status, StatusCode::CREATED);
        let (status, lead) = post(&rep, &stage, json!({"to": "sql", "note": "Relancer ses devis"})).await;
        assert_eq!((status, lead["need"].as_str()), (StatusCode::OK, Some("Relancer ses devis")));

        let id = lead["id"].clone();
        let deal = json!({"lead": id, "amount_minor": 900_000, "expected_on": "2026-12-15"});
        let (status, deal) = post(&rep, "/api/v1/deals", deal).await;
        assert_eq!(status, StatusCode::CREATED, "{deal}");
        let close = format!("/api/v1/deals/{}/closure", deal["id"].as_str().unwrap());
        let (status, problem) = post(&rep, &close, json!({"outcome": "won"})).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{problem}");
        let (status, deal) = post(&rep, &close, json!({"outcome": "won", "reason": "adequation"})).await;
        assert_eq!((status, deal["outcome"].as_str()), (StatusCode::OK, Some("won")), "{deal}");
        assert_eq!(get(&rep, &path).await["stage"], json!("customer"));

        let history = get(&rep, &format!("{path}/history")).await;
        let stages: Vec<_> = history["items"].as_array().unwrap().iter().rev().map(|e| e["to"].as_str().unwrap()).collect();
        assert_eq!(stages, ["lead", "mql", "sal", "sql", "opportunity", "customer"]);
    }

    async fn the_same_call_twice_acts_once(t: Ctx) {
        let site = t.site().await;
        let lea = caller(&site, Role::Marketer, Team::Marketing, Scope::Write).await.with_header("idempotency-key", "k-1");
        let body = json!({"last_name": "Roux", "email": "p.roux@example.fr"});
        let (first, again) = tokio::join!(
            post(&lea, "/api/v1/leads", body.clone()),
            post(&lea, "/api/v1/leads", body.clone()),
        );
        assert_eq!((first.0, again.0), (StatusCode::CREATED, StatusCode::CREATED));
        assert_eq!(first.1["id"], again.1["id"]);
        let (status, _) = post(&lea, "/api/v1/leads", json!({"last_name": "Other"})).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "the same key for another body");
        assert_eq!(get(&lea, "/api/v1/leads").await["items"].as_array().unwrap().len(), 1);
    }

    async fn a_stale_version_is_refused_and_absent_fields_stay(t: Ctx) {
        let site = t.site().await;
        let lea = caller(&site, Role::Marketer, Team::Marketing, Scope::Write).await;
        let id = new_lead(&lea, "Roux").await;
        let path = format!("/api/v1/leads/{id}");
        let version = get(&lea, &path).await["version"].as_i64().unwrap();
        let edit = lea.json(Method::PATCH, &path, json!({"job_title": "Gérante"})).await;
        assert_eq!(edit.status, StatusCode::OK, "{}", edit.body);
        let lead = get(&lea, &path).await;
        assert_eq!((lead["job_title"].as_str(), lead["last_name"].as_str()), (Some("Gérante"), Some("Roux")));
        let stale = caller(&site, Role::Marketer, Team::Marketing, Scope::Write).await;
        let stale = stale.with_header("if-match", &format!("\"{version}\""));
        let refused = stale.json(Method::PATCH, &path, json!({"job_title": "Autre"})).await;
        assert_eq!(refused.status, StatusCode::PRECONDITION_FAILED);
    }

    async fn hostile_bodies_get_a_problem_and_change_nothing(t: Ctx) {
        let site = t.site().await;
        let lea = caller(&site, Role::Marketer, Team::Marketing, Scope::Write).await;
        for (body, status) in [
            (json!({"last_name": "a\u{0}b"}), StatusCode::BAD_REQUEST),
            (json!({"last_name": {"deep": 1}}), StatusCode::BAD_REQUEST),
            (json!([1, 2]), StatusCode::BAD_REQUEST),
            (json!({}), StatusCode::UNPROCESSABLE_ENTITY),
            (json!({"last_name": "x".repeat(100_000)}), StatusCode::UNPROCESSABLE_ENTITY),
            (json!({"last_name": "x".repeat(600_000)}), StatusCode::PAYLOAD_TOO_LARGE),
            (json!({"email": "not an address"}), StatusCode::UNPROCESSABLE_ENTITY),
            (json!({"last_name": "x", "estimated_value_minor": -5}), StatusCode::UNPROCESSABLE_ENTITY),
            (json!({"last_name": "x", "estimated_value_minor": 10_i64.pow(18)}), StatusCode::UNPROCESSABLE_ENTITY),
            (json!({"last_name": "x", "occurred_at": "9999-01-01T00:00:00Z"}), StatusCode::UNPROCESSABLE_ENTITY),
            (json!({"last_name": "x", "occurred_at": "hier"}), StatusCode::UNPROCESSABLE_ENTITY),
            (json!({"last_name": "x", "stage": "customer"}), StatusCode::UNPROCESSABLE_ENTITY),
            (json!({"last_name": "x", "owner": "nobody@example.fr"}), StatusCode::UNPROCESSABLE_ENTITY),
        ] {
            let answer = lea.json(Method::POST, "/api/v1/leads", body.clone()).await;
            let shown: String = body.to_string().chars().take(80).collect();
            assert_eq!(answer.status, status, "{shown}: {}", answer.body);
        }
        assert_eq!(get(&lea, "/api/v1/leads").await["items"], json!([]));
    }

    async fn a_read_token_does_not_write_and_pages_follow_each_other(t: Ctx) {
        let site = t.site().await;
        let lea = caller(&site, Role::Marketer, Team::Marketing, Scope::Write).await;
        for n in 0..5 {
            new_lead(&lea, &format!("Roux {n}")).await;
        }
        let reader = caller(&site, Role::Marketer, Team::Marketing, Scope::Read).await;
        let (status, _) = post(&reader, "/api/v1/leads", json!({"last_name": "x"})).await;
        assert_eq!(status, StatusCode::FORBIDDEN);
        let (mut seen, mut after) = (Vec::new(), String::new());
        loop {
            let page = get(&reader, &format!("/api/v1/leads?limit=2{after}")).await;
            seen.extend(page["items"].as_array().unwrap().iter().map(|l| l["last_name"].as_str().unwrap().to_owned()));
            let Some(next) = page["next"].as_str() else { break };
            after = format!("&after={next}");
        }
        assert_eq!(seen, ["Roux 0", "Roux 1", "Roux 2", "Roux 3", "Roux 4"]);
        for bad in ["limit=0", "limit=201", "limit=x", "after=x", "stage=boss"] {
            assert_eq!(reader.get(&format!("/api/v1/leads?{bad}")).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{bad}");
        }
    }
}

/// A route of the API that the document does not describe, or the other way round.
#[test]
fn the_document_describes_every_route_of_the_api() {
    use relais::app::Access;
    let mut routes: Vec<_> = relais::routes::table()
        .iter()
        .filter(|route| matches!(route.access, Access::Api(_)))
        .map(|route| (route.method.as_str().to_lowercase(), route.path.to_owned()))
        .collect();
    let mut described: Vec<_> =
        operations().iter().map(|o| (o.method.to_owned(), o.path.to_owned())).collect();
    routes.sort();
    described.sort();
    assert_eq!(routes, described);
}
