//! Pages that show hostile words must show nothing but words.

use crate::support::site::{Answer, Visitor};
use relais::domain::csv_safe;
use scraper::{ElementRef, Html, Selector};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Elements that no page of the product has.
const FOREIGN: [&str; 16] = [
    "img",
    "iframe",
    "object",
    "embed",
    "applet",
    "base",
    "math",
    "video",
    "audio",
    "marquee",
    "frame",
    "frameset",
    "style",
    "foreignobject",
    "animate",
    "xss",
];

/// Nothing on the page came from a word: no script, no handler, no address of elsewhere.
pub fn harmless(what: &str, page: &Answer) {
    nothing_foreign(what, &page.html());
}

fn nothing_foreign(what: &str, html: &Html) {
    for element in html.root_element().descendants().filter_map(ElementRef::wrap) {
        let name = element.value().name();
        assert!(!FOREIGN.contains(&name), "{what}: <{name}>");
        if name == "script" {
            assert!(
                element.value().attr("src").is_some_and(|src| src.starts_with("/static/")),
                "{what}: a script"
            );
            assert_eq!(element.text().collect::<String>().trim(), "", "{what}: a script with a text");
        }
        for (attribute, value) in element.value().attrs() {
            assert!(!attribute.starts_with("on"), "{what}: {attribute}={value}");
            assert!(
                !["style", "srcdoc", "formaction", "background", "ping"].contains(&attribute),
                "{what}: {attribute}"
            );
            if ["href", "src", "action", "xlink:href"].contains(&attribute) {
                let local = value.starts_with('/') && !value.starts_with("//") && !value.contains('\\');
                let known = ["#", "?", "mailto:", "tel:"].iter().any(|start| value.starts_with(start));
                assert!(local || known || value.is_empty(), "{what}: {attribute}={value}");
            }
        }
    }
}

/// The kind of page behind an address: ids and values do not count.
fn shape(href: &str) -> String {
    let (path, query) = href.split_once('?').unwrap_or((href, ""));
    let parts = path.split('/').map(|part| if part.len() == 36 { "…" } else { part });
    let names: BTreeSet<_> =
        query.split('&').map(|pair| pair.split('=').next().unwrap_or_default()).collect();
    format!("{}?{}", parts.collect::<Vec<_>>().join("/"), names.into_iter().collect::<Vec<_>>().join("&"))
}

/// Follows the links from every main page, a few of each kind, and reads all that is found.
pub async fn crawl(who: &Visitor) {
    let starts = [
        "/",
        "/leads",
        "/board",
        "/deals",
        "/companies",
        "/funnel",
        "/trash",
        "/settings",
        "/notifications",
        "/account",
    ];
    let mut waiting: VecDeque<String> = starts.map(str::to_owned).into();
    let (mut seen, mut kinds) = (BTreeSet::new(), BTreeMap::<String, usize>::new());
    let links = Selector::parse("a[href^='/']").unwrap();
    while let Some(href) = waiting.pop_front() {
        let address = href.split('#').next().unwrap_or_default().to_owned();
        if seen.len() == 120 {
            break; // filters combine without end
        }
        let kind = kinds.entry(shape(&address)).or_default();
        if address.starts_with("/static/") || *kind >= 6 || !seen.insert(address.clone()) {
            continue;
        }
        *kind += 1;
        let page = who.get(&address).await;
        let status = page.status.as_u16();
        assert!(
            matches!(status, 200 | 303 | 403 | 422),
            "{address}: {status} {}",
            super::doors::brief(&page)
        );
        if page.headers.get("content-type").is_some_and(|kind| kind.as_bytes().starts_with(b"text/html")) {
            let html = page.html();
            nothing_foreign(&address, &html);
            waiting.extend(html.select(&links).filter_map(|a| a.value().attr("href")).map(str::to_owned));
        }
    }
    assert!(seen.len() > 80 && kinds.len() > 30, "{} pages of {} kinds", seen.len(), kinds.len());
}

/// The export: no cell that a spreadsheet computes, and what was escaped comes back.
pub async fn export(who: &Visitor) {
    let file = who.get("/leads/export.csv").await;
    assert_eq!(file.status, 200);
    let text = file.body.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
    let (mut cells, mut escaped) = (0, 0);
    for record in reader.records() {
        for cell in &record.unwrap() {
            let first = cell.chars().next();
            assert!(!first.is_some_and(|c| "=+-@\t\r＝＋－＠".contains(c)), "{cell:?}");
            escaped += usize::from(csv_safe::unescape(cell) != cell);
            cells += 1;
        }
    }
    assert!(cells > 1_000 && escaped > 10, "{cells} cells, {escaped} escaped");
}
