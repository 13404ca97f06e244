//! Going down a list lead by lead: the page of a lead knows the list that it was opened from, through its forms too.

use crate::support::Ctx;
use crate::support::site::{Answer, Site, Visitor};
use axum::http::StatusCode;
use relais::domain::lifecycle::Role;

/// Leads of these names, oldest first; the clock moves on between them.
async fn leads(site: &Site, who: &Visitor, names: &[&str]) {
    for name in names {
        let answer = who.post("/leads/new", &[("last_name", name), ("phone", "")]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        site.clock.set(site.clock.now().plus_secs(60));
    }
}

/// The links of a list's rows, from the top.
fn rows(list: &Answer) -> Vec<String> {
    let page = list.html();
    let selector = scraper::Selector::parse("tbody a[href^='/leads/']").unwrap();
    let mut found: Vec<String> = Vec::new();
    for link in page.select(&selector) {
        let href = link.value().attr("href").unwrap().to_owned();
        if href.contains("from=") && !found.contains(&href) {
            found.push(href);
        }
    }
    found
}

fn link(page: &Answer, rel: &str) -> Option<String> {
    page.attribute(&format!("a[rel={rel}]"), "href")
}

both! {
    async fn a_lead_shows_the_ones_before_and_after_it_in_the_list_that_it_was_opened_from(t: Ctx) {
        let site = t.site().await;
        let lea = site.member(Role::Marketer).await.with_header("accept-language", "en");
        leads(&site, &lea, &["Martin A", "Dupont", "Martin B", "Martin C"]).await;
        let list = "/leads?q=martin&sort=name";
        let rows = rows(&lea.get(list).await);
        assert_eq!(rows.len(), 3, "{rows:?}");
        let (first, middle, last) = (lea.get(&rows[0]).await, lea.get(&rows[1]).await, lea.get(&rows[2]).await);
        assert_eq!((first.texts("h1"), last.texts("h1")), (vec!["Martin A".into()], vec!["Martin C".into()]));
        assert_eq!((link(&first, "prev"), link(&first, "next")), (None, Some(rows[1].clone())));
        assert_eq!((link(&middle, "prev"), link(&middle, "next")), (Some(rows[0].clone()), Some(rows[2].clone())));
        assert_eq!((link(&last, "prev"), link(&last, "next")), (Some(rows[1].clone()), None));
        assert_eq!(middle.texts(".crumbs .push"), ["2 of 3"]);
        assert_eq!(middle.attribute(".crumbs a", "href").as_deref(), Some(list));
        let all = crate::around::rows(&lea.get("/leads").await);
        assert_eq!((all.len(), lea.get(&all[0]).await.texts(".crumbs .push")), (4, vec!["1 of 4".into()]));
        let plain = lea.get(middle.attribute(".segmented a", "href").unwrap().split('?').next().unwrap()).await;
        assert_eq!((link(&plain, "prev"), link(&plain, "next")), (None, None), "opened from nowhere");
    }

    /// Through a note, an edit, a task that comes back with a fault, and a move that takes the lead out of the list.
    async fn the_list_is_remembered_through_the_forms_of_the_page(t: Ctx) {
        let site = t.site().await;
        let lea = site.member(Role::Marketer).await;
        leads(&site, &lea, &["Martin A", "Martin B", "Martin C"]).await;
        let rows = rows(&lea.get("/leads?stage=lead&sort=name").await);
        let (here, path) = (&rows[1], rows[1].split('?').next().unwrap());
        let page = lea.get(here).await;
        let next = page.attribute("#log input[name=_next]", "value").unwrap();
        assert_eq!(&next, here);
        let noted = lea.post(&format!("{path}/activities"), &[("kind", "note"), ("text", "Vu"), ("_next", &next)]).await;
        assert_eq!(noted.location(), format!("{here}#thread"));
        let faulty = lea.post(&format!("{path}/tasks"), &[("title", ""), ("due_on", "hier"), ("_next", &next)]).await;
        assert_eq!(faulty.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(link(&faulty, "next"), Some(rows[2].clone()));

        let edit = page.attribute("a[href*='/edit?']", "href").unwrap();
        let form = lea.get(&edit).await;
        assert_eq!(form.attribute("form input[name=_next]", "value").as_ref(), Some(here));
        assert_eq!(form.attribute("form a.plain", "href").as_ref(), Some(here));
        let edited = lea.post(&format!("{path}/edit"), &[("job_title", "Gérante"), ("_next", here)]).await;
        assert_eq!(edited.location(), here);

        let moves = lea.get(&page.attribute("a[href*='/stage?from=']", "href").unwrap()).await;
        let ask = moves.attribute("a[href*='to=disqualified']", "href").unwrap();
        let form = lea.get(&ask).await;
        assert_eq!(form.attribute("form input[name=_next]", "value").as_ref(), Some(here));
        let gone = [("to", "disqualified"), ("expected", "lead"), ("reason", "etudiant_concurrent"), ("_next", here)];
        let moved = lea.post(&format!("{path}/stage"), &gone).await;
        assert_eq!((moved.status, moved.location()), (StatusCode::SEE_OTHER, here.as_str()), "{}", moved.body);
        let after = lea.get(here).await;
        assert_eq!((link(&after, "prev"), link(&after, "next")), (Some(rows[0].clone()), Some(rows[2].clone())));
        assert!(after.texts(".crumbs .push").is_empty(), "it is not in the list any more");
        assert_eq!(after.attribute(".flash input[name=_next]", "value").as_ref(), Some(here));
    }

    /// `from` is read as a filter; what is none is as if it were not there, and nobody is sent to it.
    async fn a_hostile_list_leads_nowhere(t: Ctx) {
        let site = t.site().await;
        let lea = site.member(Role::Marketer).await;
        leads(&site, &lea, &["Martin A", "Martin B"]).await;
        let rows = rows(&lea.get("/leads").await);
        let path = rows[0].split('?').next().unwrap();
        let attacks = [
            "https://evil.example", "//evil.example", "javascript:alert(1)", "stage=nowhere", "owner=%00", "q=%ff",
            "sort=drop", "\"><script>alert(1)</script>", "/leads", "q=a\r\nSet-Cookie: x=1", "created_from=2026-02-31",
        ];
        for attack in attacks {
            let from = relais::web::query::encode([("from", attack)]);
            let page = lea.get(&format!("{path}?{from}")).await;
            assert_eq!(page.status, StatusCode::OK, "{attack}");
            assert_eq!(page.texts("main script").len(), 0, "{attack}");
            for link in ["a[href]:not([href^='/']):not([href^='#'])", "form[action]:not([action^='/'])"] {
                assert!(page.texts(link).is_empty(), "{attack}: {:?}", page.texts(link));
            }
            for link in ["a[href^='//']", "a[href*='evil.example']", "form[action*='evil.example']"] {
                assert_eq!(page.attribute(link, "href").or(page.attribute(link, "action")), None, "{attack}");
            }
            let next = page.attribute("#log input[name=_next]", "value").unwrap();
            assert!(next.is_empty() || next.starts_with(&format!("{path}?from=")), "{attack}: {next}");
            let form = lea.get(&format!("{path}/edit?{from}")).await;
            assert_eq!(form.status, StatusCode::OK, "{attack}");
            let next = form.attribute("form input[name=_next]", "value").unwrap();
            assert!(next.is_empty() || next.starts_with(&format!("{path}?from=")), "{attack}: {next}");
        }
        for attack in ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"] {
            let note = [("kind", "note"), ("text", "Vu"), ("_next", attack)];
            let answer = lea.post(&format!("{path}/activities"), &note).await;
            assert_eq!(answer.location(), format!("{path}#thread"), "{attack}");
            let faulty = lea.post(&format!("{path}/edit"), &[("email", "non"), ("_next", attack)]).await;
            assert_eq!(faulty.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(faulty.attribute("form a.plain", "href").as_deref(), Some(path), "{attack}");
        }
    }

    /// The board of a list whose stages have no column: it says how many there are, and leads back to the list.
    async fn the_board_of_stages_without_a_column_is_a_page(t: Ctx) {
        let site = t.site().await;
        let lea = site.member(Role::Marketer).await;
        leads(&site, &lea, &["Martin A"]).await;
        for stage in ["recycled", "customer", "lost", "disqualified", "subscriber", "evangelist", "other", "recycled,mql"] {
            let board = lea.get(&format!("/board?stage={stage}")).await;
            assert_eq!(board.status, StatusCode::OK, "{stage}");
        }
    }
}
