//! Every form and JSON body that takes words, with what else it needs to be accepted.

use crate::support::site::{Answer, Site, Visitor};
use axum::http::{Method, StatusCode};
use relais::domain::access::Scope;
use relais::domain::lifecycle::Role;
use serde_json::{Map, Value, json};

/// How a door is knocked at.
#[derive(Debug, Clone, Copy)]
pub enum How {
    /// A field of a posted form.
    Form,
    /// A parameter of an address.
    Ask,
    /// A member of a posted JSON object.
    Post,
    /// The same, patched.
    Patch,
}

/// A form with the fields that get hostile words, one at a time.
pub struct Door {
    pub who: Visitor,
    pub method: How,
    pub path: String,
    pub fixed: Vec<(&'static str, String)>,
    pub fields: &'static [&'static str],
    pub allowed: &'static [u16],
}

/// 200: a token is shown once, by the answer itself.
const SAID: &[u16] = &[200, 303, 422];
const ANSWERED: &[u16] = &[200, 201, 422];
/// A page that does not understand a parameter says which.
const SHOWN: &[u16] = &[200, 303, 400, 404, 422];

/// Sends one word in one field.
pub async fn knock(
    who: &Visitor,
    how: How,
    path: &str,
    fixed: &[(&'static str, String)],
    field: &str,
    word: &str,
) -> Answer {
    let mut pairs: Vec<(&str, &str)> = fixed.iter().map(|(n, v)| (*n, v.as_str())).collect();
    pairs.retain(|(name, _)| *name != field);
    pairs.push((field, word));
    let versioned = [
        ("/companies/", path),
        ("/settings/organisation", path),
        ("/settings/members/", path),
        ("/settings/personas/", "/settings/personas"),
        ("/settings/reasons/", "/settings/reasons"),
    ];
    let shown_on =
        versioned.into_iter().find(|(start, _)| path.starts_with(start) && matches!(how, How::Form));
    let version = match shown_on {
        Some((_, page)) => {
            let field = format!("form[action='{path}'] input[name=_version]");
            who.get(page).await.attribute(&field, "value").expect("the form has a version")
        }
        None => String::new(),
    };
    if !version.is_empty() {
        pairs.push(("_version", &version)); // each save makes a new one
    }
    match how {
        How::Form => who.post(path, &pairs).await,
        How::Ask => who.get(&format!("{path}?{}", relais::web::query::encode(pairs))).await,
        How::Post | How::Patch => {
            let body: Map<_, _> = pairs.into_iter().map(|(n, v)| (n.to_owned(), Value::from(v))).collect();
            let method = if matches!(how, How::Post) { Method::POST } else { Method::PATCH };
            who.json(method, path, Value::Object(body)).await
        }
    }
}

/// What went wrong, in short.
pub fn brief(answer: &Answer) -> String {
    let text = answer.texts("main").concat();
    (if text.is_empty() { &answer.body } else { &text }).chars().take(600).collect()
}

/// Somebody of each kind, and something to do for each of them.
pub struct World {
    pub admin: Visitor,
    lea: Visitor,
    rep: Visitor,
    program: Visitor,
    programs: Vec<Visitor>,
    lead: String,
    own: String,
    company: String,
    deal: String,
    event: String,
    member: String,
    persona: String,
}

async fn made(answer: Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", brief(&answer));
    answer.location().to_owned()
}

impl World {
    pub async fn make(site: &Site) -> Self {
        let admin = site.member(Role::Admin).await;
        let (lea, rep) = (site.member(Role::Marketer).await, site.member(Role::Rep).await);
        let program = site.token(rep.person(), Scope::Write).await;
        let mut programs = Vec::new();
        for _ in 0..8 {
            programs.push(site.token(rep.person(), Scope::Write).await); // each may ask only so often
        }
        let lead = made(lea.post("/leads/new", &[("last_name", "Neuf"), ("company", "Une SA")]).await).await;
        let own = made(rep.post("/leads/new", &[("last_name", "Prospect")]).await).await;
        let deal = opportunity(&rep, "Affaire").await;
        let company = rep.get(&lead).await.attribute("a[href^='/companies/']", "href").unwrap();
        let timeline = program.get(&format!("/api/v1{own}/history")).await.json();
        let event = timeline["items"][0]["id"].as_str().unwrap().to_owned();
        let member = format!("/settings/members/{}", lea.person().id);
        made(admin.post("/settings/personas", &[("name", "Persona")]).await).await;
        let personas = admin.get("/settings/personas").await;
        let persona = personas.attribute("tbody form", "action").unwrap();
        Self { persona, admin, lea, rep, program, programs, lead, own, company, deal, event, member }
    }

    /// A path with the kinds of things instead of their ids, which differ between databases.
    pub fn without_ids(&self, path: &str) -> String {
        let part = |part: &str| if part.len() == 36 { "…".to_owned() } else { part.to_owned() };
        path.split('/').map(part).collect::<Vec<_>>().join("/")
    }

    pub fn doors(&self) -> Vec<Door> {
        let name = || vec![("name", "Un nom".to_owned())];
        let of = |pairs: &[(&'static str, &str)]| pairs.iter().map(|(n, v)| (*n, (*v).to_owned())).collect();
        let (own, lead) = (&self.own, &self.lead);
        let door = |who: &Visitor, path: String, fixed: Vec<(&'static str, String)>, fields| Door {
            who: who.clone(),
            method: How::Form,
            path,
            fixed,
            fields,
            allowed: SAID,
        };
        let lea = |path: String, fixed, fields| door(&self.lea, path, fixed, fields);
        let rep = |path: String, fixed, fields| door(&self.rep, path, fixed, fields);
        let admin = |path: &str, fixed, fields| door(&self.admin, path.to_owned(), fixed, fields);
        let ask = |path: &str, fields| Door {
            who: self.admin.clone(),
            method: How::Ask,
            path: path.to_owned(),
            fixed: Vec::new(),
            fields,
            allowed: SHOWN,
        };
        let mut programs = self.programs.iter();
        let mut api = |method, path: String, fixed, fields| Door {
            who: programs.next().unwrap().clone(),
            method,
            path,
            fixed,
            fields,
            allowed: ANSWERED,
        };
        vec![
            lea(
                "/leads/new".to_owned(),
                of(&[("last_name", "Ba"), ("_anyway", "1")]),
                &[
                    "first_name",
                    "email",
                    "phone",
                    "company",
                    "source",
                    "latest_source",
                    "medium",
                    "campaign",
                    "content",
                    "term",
                    "persona",
                    "need",
                    "estimated_value",
                    "consent_basis",
                    "revisit_on",
                    "owner",
                    "queue",
                    "tags",
                    "_key",
                ],
            ),
            lea(
                format!("{lead}/edit"),
                Vec::new(),
                &[
                    "first_name",
                    "last_name",
                    "email",
                    "phone",
                    "company",
                    "job_title",
                    "campaign",
                    "persona",
                    "need",
                    "tags",
                    "_tags",
                    "status",
                    "_version",
                    "_next",
                ],
            ),
            rep(
                format!("{own}/activities"),
                of(&[("kind", "note"), ("text", "Vu")]),
                &["text", "kind", "occurred_at", "outcome"],
            ),
            rep(
                format!("{own}/tasks"),
                of(&[("title", "Rappeler"), ("due_on", "2026-12-01")]),
                &["title", "due_on", "assignee"],
            ),
            rep(
                format!("{own}/stage"),
                of(&[("to", "sql"), ("expected", "lead")]),
                &["to", "expected", "reason", "reason_detail", "deal"],
            ),
            lea(format!("{lead}/handoff"), of(&[("note", "Fiche")]), &["owner", "queue", "note"]),
            lea(format!("{lead}/trash"), Vec::new(), &["nothing"]),
            rep(format!("{own}/merge"), Vec::new(), &["target", "target_address"]),
            rep(
                self.deal.clone(),
                of(&[("name", "Affaire"), ("amount", "100"), ("expected_on", "2026-12-31")]),
                &["name", "amount", "expected_on", "deal_stage", "owner"],
            ),
            rep(
                format!("{}/closure", self.deal),
                of(&[("outcome", "won")]),
                &["outcome", "reason", "amount", "then", "revisit_on"],
            ),
            rep(format!("/events/{}/correction", self.event), of(&[("to", "lead")]), &["to", "occurred_at"]),
            lea(self.company.clone(), name(), &["name", "domain", "city", "note"]),
            lea("/account".to_owned(), name(), &["name", "language", "time_zone", "theme"]),
            lea(
                "/account/tokens".to_owned(),
                of(&[("token_name", "x"), ("scope", "read")]),
                &["token_name", "scope", "days"],
            ),
            admin(
                "/settings/organisation",
                of(&[
                    ("name", "Batipro"),
                    ("time_zone", "Europe/Paris"),
                    ("currency", "EUR"),
                    ("language", "fr"),
                ]),
                &["name", "time_zone", "currency", "language"],
            ),
            admin("/settings/sources", Vec::new(), &["name"]),
            admin("/settings/campaigns", Vec::new(), &["name"]),
            admin("/settings/contents", Vec::new(), &["name"]),
            admin("/settings/personas", Vec::new(), &["name"]),
            admin(&self.persona, of(&[("name", "Persona"), ("active", "on")]), &["name", "description"]),
            admin("/settings/queues", of(&[("team", "sales")]), &["name", "team"]),
            admin(
                "/settings/reasons/rejection/autre",
                of(&[("label_fr", "Autre"), ("label_en", "Other"), ("active", "on")]),
                &["label_fr", "label_en"],
            ),
            admin(
                &self.member,
                of(&[("name", "Léa"), ("email", "lea@batipro.example"), ("role", "marketer")]),
                &["name", "email", "role", "team"],
            ),
            ask("/leads", &["q", "sort", "stage", "owner", "created_from", "after", "from"]),
            ask("/board", &["q"]),
            ask("/deals", &["outcome", "owner", "after"]),
            ask("/companies", &["q", "after"]),
            ask("/companies/complete", &["q"]),
            ask("/leads/duplicates", &["email", "phone", "last_name", "company"]),
            ask("/suggestions/sources", &["q"]),
            ask("/leads/new", &["last_name", "source"]),
            ask("/leads/filters", &["q", "for"]),
            ask("/funnel", &["from", "until", "source", "persona", "campaign", "mode"]),
            ask("/settings/audit", &["before"]),
            ask("/trash", &["before"]),
            api(
                How::Post,
                "/api/v1/leads".to_owned(),
                of(&[("last_name", "Api")]),
                &["last_name", "email", "phone", "company", "source", "tags", "note", "occurred_at", "stage"],
            ),
            api(
                How::Patch,
                format!("/api/v1{own}"),
                Vec::new(),
                &["last_name", "company", "need", "tags", "status", "revisit_on"],
            ),
            api(
                How::Post,
                format!("/api/v1{own}/activities"),
                of(&[("kind", "note"), ("text", "x")]),
                &["text", "kind", "occurred_at"],
            ),
            api(
                How::Post,
                format!("/api/v1{own}/stage"),
                of(&[("to", "sql"), ("expected", "lead")]),
                &["to", "note", "occurred_at"],
            ),
            api(
                How::Post,
                "/api/v1/deals".to_owned(),
                of(&[("name", "x")]),
                &["name", "lead", "amount_minor", "expected_on"],
            ),
            api(
                How::Post,
                format!("/api/v1/events/{}/correction", self.event),
                Vec::new(),
                &["to", "occurred_at", "reason"],
            ),
        ]
    }

    /// Whole lives in hostile words: need, deal, loss, void, bin.
    pub async fn deals_of_hostile_words(&self, words: &[&str]) {
        for word in words {
            let deal = opportunity(&self.rep, word).await;
            let named = [
                ("name", *word),
                ("amount", "12"),
                ("expected_on", "2026-12-31"),
                ("deal_stage", "proposal"),
            ];
            let answer = self.rep.post(&deal, &named).await;
            assert!([303, 422].contains(&answer.status.as_u16()), "{word:?}: {}", brief(&answer));
            let lost = [
                ("outcome", "lost"),
                ("reason", "concurrent"),
                ("competitor", word),
                ("reason_detail", word),
            ];
            let answer = self.rep.post(&format!("{deal}/closure"), &lost).await;
            assert!([303, 422].contains(&answer.status.as_u16()), "{word:?}: {}", brief(&answer));
            let lead =
                made(self.lea.post("/leads/new", &[("last_name", "Corbeille"), ("_anyway", "1")]).await)
                    .await;
            let answer = self.lea.post(&format!("{lead}/trash"), &[("reason", word)]).await;
            assert!([303, 422].contains(&answer.status.as_u16()), "{word:?}: {}", brief(&answer));
        }
        let void = format!("/api/v1/events/{}/void", self.event);
        let gone = self.program.json(Method::POST, &void, json!({"reason": ""})).await;
        assert_eq!(gone.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

/// A lead of this rep that has become an opportunity, its need in these words when they are some; answers its deal.
async fn opportunity(rep: &Visitor, words: &str) -> String {
    let lead = made(rep.post("/leads/new", &[("last_name", "Marché"), ("_anyway", "1")]).await).await;
    let need = |note| [("to", "sql"), ("expected", "lead"), ("talk", "call_connected"), ("note", note)];
    let answer = rep.post(&format!("{lead}/stage"), &need(words)).await;
    if answer.status != StatusCode::SEE_OTHER {
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{words:?}: {}", brief(&answer));
        made(rep.post(&format!("{lead}/stage"), &need("Un besoin")).await).await;
    }
    let open =
        [("to", "opportunity"), ("amount", "10"), ("expected_on", "2026-12-31"), ("deal_stage", "proposal")];
    made(rep.post(&format!("{lead}/stage"), &open).await).await;
    let page = rep.get(&lead).await;
    let edit = page.attribute("a[href^='/deals/']", "href").unwrap();
    edit.trim_end_matches("/edit").to_owned()
}
