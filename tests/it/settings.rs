//! The lists and settings that both teams keep: what they say about a thing, and who saves it first.

use crate::support::Ctx;
use crate::support::site::{Answer, Visitor};
use axum::http::StatusCode;
use relais::domain::lifecycle::Role;

/// Where the form with this value in a field called `name` is sent.
fn entry(page: &Answer, value: &str) -> String {
    page.attribute(&format!("form:has(input[name=name][value='{value}'])"), "action").unwrap()
}

/// The ids that the links of the error summary lead to; each must be there.
fn faults(page: &Answer) -> Vec<String> {
    let count = page.texts(".error-summary a").len();
    let ids: Vec<_> = (1..=count)
        .map(|n| page.attribute(&format!(".error-summary li:nth-child({n}) a"), "href").unwrap())
        .map(|href| href.trim_start_matches('#').to_owned())
        .collect();
    for id in &ids {
        assert!(page.attribute(&format!("[id='{id}']"), "id").is_some(), "no #{id}");
    }
    ids
}

/// What the form of an entry says of its description.
async fn described(who: &Visitor, action: &str) -> String {
    let page = who.get("/settings/personas").await;
    page.texts(&format!("form[action='{action}'] textarea[name=description]")).concat()
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
        let fields = |text| [("name", "Dirigeant TPE"), ("active", "on"), ("description", text)];
        assert_eq!(manager.post(&action, &fields(&longest)).await.status, StatusCode::SEE_OTHER);
        assert_eq!(described(&manager, &action).await, longest);
        assert_eq!(manager.post(&action, &fields("Dirige une TPE.")).await.status, StatusCode::SEE_OTHER);

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
        assert_eq!(manager.post(&action, &[("name", "Dirigeant"), ("active", "on")]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(described(&manager, &action).await, "Dirige une TPE.");
        assert!(manager.get("/settings/sources").await.texts("textarea").is_empty());

        let log = admin.get("/settings/audit").await.texts("tbody tr").concat();
        assert!(log.contains(r#""description":{"is":"Dirige une TPE."#), "{log}");

        let rep = site.member(Role::Rep).await;
        let made = rep.post("/leads/new", &[("last_name", "Martin"), ("persona", id)]).await;
        let page = rep.get(made.location()).await;
        assert_eq!(page.texts(".record-side details p"), ["Dirige une TPE."]);
    }
}
