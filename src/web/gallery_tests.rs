//! Renders the frame and every component with hostile samples, and reads the templates themselves: everything is
//! escaped, nothing is written in a language, nothing needs what the content security policy forbids.

use super::flash::Flash;
use super::form::{FieldErrors, FormState, RawForm};
use super::page::{Bare, Me, Nav, Shell, Site};
use crate::clock::Clock;
use crate::domain::instant::Instant;
use crate::domain::lifecycle::Team;
use crate::domain::stage::Stage;
use crate::domain::stats::Rate;
use crate::i18n::{L, Lang};
use crate::words;
use askama::Template;
use axum::http::{HeaderMap, HeaderValue, Uri};
use scraper::{Html, Selector};

const HOSTILE: [&str; 7] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onfocus='alert(1)' autofocus='",
    "javascript:alert(1)",
    "مرحبا 🧑‍🚀 שלום\u{301}",
    "&lt;b&gt; {{ 7*7 }} ${7*7}",
    "",
];

#[derive(Template)]
#[template(path = "gallery_test.html")]
struct Gallery {
    l: L,
    shell: Shell,
    sample: String,
    f: FormState,
    rates: Vec<Rate>,
    options: Vec<(String, String)>,
    none: Option<String>,
}

#[derive(Template)]
#[template(
    source = "{% extends \"layout_bare.html\" %}{% block title %}{{ sample }}{% endblock %}",
    ext = "html"
)]
struct Gate {
    l: L,
    bare: Bare,
    sample: String,
}

fn context(lang: Lang) -> L {
    L::new(lang, chrono_tz::Europe::Paris, Instant::from_secs(1_795_000_000))
}

fn gallery(lang: Lang, sample: &str) -> String {
    let l = context(lang);
    let mut headers = HeaderMap::new();
    headers.insert("cookie", HeaderValue::from_static("relais_theme=dark"));
    let uri = Uri::from_static("/leads?stage=mql&x=%22%3E");
    let me = Me::new(sample, sample, Some(Team::Sales));
    let mut shell = Shell::new(l, me, sample, &headers, &uri).at(Nav::Leads);
    shell.tallies.inbox = Some(12_345);
    shell.flash = Some(Flash::done(sample).with_undo("/leads/undo", vec![(sample.into(), sample.into())]));
    let mut errors = FieldErrors::default();
    errors.add("email", words!(field_email));
    errors.add("note", words!(field_too_long, 10));
    errors.add("stage", words!(field_choice));
    errors.add("kind", words!(field_required));
    errors.add("", words!(field_duplicate));
    let names = ["email", "note", "stage", "ok"];
    let f = RawForm::from_pairs(names.map(|name| (name, sample))).state(errors);
    let rates = vec![Rate::new(0, 0), Rate::new(3, 9), Rate::new(6, 29), Rate::new(24, 160)];
    let options = vec![(sample.to_owned(), sample.to_owned()), ("b".into(), "B".into())];
    Gallery { l, shell, sample: sample.to_owned(), f, rates, options, none: None }.render().unwrap()
}

fn texts(page: &Html, selector: &str) -> Vec<String> {
    page.select(&Selector::parse(selector).unwrap()).map(|e| e.text().collect::<String>()).collect()
}

#[test]
fn hostile_words_stay_words() {
    let long = "é".repeat(500);
    for sample in HOSTILE.into_iter().chain([long.as_str()]) {
        for lang in Lang::ALL {
            let html = gallery(lang, sample);
            let page = Html::parse_document(&html);
            assert_eq!(texts(&page, "script").len(), 1, "only app.js: {sample}");
            for forbidden in
                ["img", "[onerror]", "[onfocus]", "[autofocus]", "[style]", "style", "b", "iframe"]
            {
                assert!(texts(&page, forbidden).is_empty(), "{forbidden} from {sample:?}");
            }
            for link in page.select(&Selector::parse("[href], [action], [src]").unwrap()) {
                for name in ["href", "action", "src"] {
                    let target = link.value().attr(name).unwrap_or("/");
                    assert!(target.starts_with('/') || target.starts_with('#'), "{target} from {sample:?}");
                }
            }
            assert!(texts(&page, "td.sample").iter().all(|text| text == sample), "{sample:?}");
            let value = page.select(&Selector::parse("#f-email").unwrap()).next().unwrap();
            assert_eq!(value.value().attr("value"), Some(sample));
            assert_eq!(texts(&page, "#f-note"), [sample]);
        }
    }
}

#[test]
fn the_frame_says_its_language_its_theme_and_where_one_is() {
    let page = Html::parse_document(&gallery(Lang::En, "Ann Doe"));
    let root = page.root_element().value();
    assert_eq!((root.attr("lang"), root.attr("data-theme")), (Some("en"), Some("dark")));
    assert_eq!(texts(&page, ".side .nav [aria-current=page]").len(), 1);
    assert_eq!(texts(&page, "h1"), ["Error – Ann Doe"]);
    let next = page.select(&Selector::parse("#account input[name=next]").unwrap()).next().unwrap();
    assert_eq!(next.value().attr("value"), Some("/leads?stage=mql&x=%22%3E"));
}

#[test]
fn ids_are_unique_and_references_lead_somewhere() {
    let page = Html::parse_document(&gallery(Lang::Fr, "Zoé"));
    let mut ids: Vec<_> =
        page.select(&Selector::parse("[id]").unwrap()).filter_map(|e| e.value().id()).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "{ids:?}");
    for name in ["aria-describedby", "aria-labelledby", "for", "popovertarget"] {
        for element in page.select(&Selector::parse(&format!("[{name}]")).unwrap()) {
            for id in element.value().attr(name).unwrap_or_default().split_whitespace() {
                assert!(ids.contains(&id), "{name}={id}");
            }
        }
    }
    for link in page.select(&Selector::parse("a[href^='#']").unwrap()) {
        let target = link.value().attr("href").unwrap_or_default().trim_start_matches('#');
        assert!(ids.contains(&target), "{target}");
    }
}

#[test]
fn small_samples_show_no_rate() {
    let page = Html::parse_document(&gallery(Lang::Fr, "x"));
    let shown = texts(&page, "td.rate");
    assert!(shown[0].starts_with('—'), "{shown:?}");
    assert!(shown[1].starts_with("3/9") && !shown[1].contains('%'), "{shown:?}");
    assert!(shown[2].contains('%') && shown[2].contains("indicatif"), "{shown:?}");
    assert!(shown[3].contains('%') && !shown[3].contains("indicatif"), "{shown:?}");
}

#[test]
fn every_stage_has_its_glyph_and_its_word() {
    let page = Html::parse_document(&gallery(Lang::Fr, "x"));
    let words = texts(&page, ".stages .stage");
    assert_eq!(words, Stage::ALL.map(|stage| context(Lang::Fr).stage(stage)));
}

#[test]
fn the_gate_offers_the_other_language() {
    let site = Site { clock: Clock::manual(Instant::from_secs(0), 0), zone: chrono_tz::UTC, https: false };
    let bare = Bare::new(&site, &HeaderMap::new(), &Uri::from_static("/login"));
    let html = Gate { l: bare.l, bare, sample: HOSTILE[0].to_owned() }.render().unwrap();
    let page = Html::parse_document(&html);
    assert_eq!(texts(&page, "footer button"), ["English"]);
    assert_eq!(texts(&page, "script").len(), 1);
}

/// Every template with its path.
fn templates() -> Vec<(String, String)> {
    fn walk(folder: &std::path::Path, found: &mut Vec<(String, String)>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.file_name().is_some_and(|name| name != "gallery_test.html") {
                found.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let mut found = Vec::new();
    walk(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates"), &mut found);
    found
}

/// A template without comments, expressions and tags: what would be shown in every language.
fn literal_words(template: &str) -> String {
    let mut rest = template.to_owned();
    for (open, close) in [("{#", "#}"), ("{{", "}}"), ("{%", "%}")] {
        while let Some(start) = rest.find(open) {
            let end = rest[start..].find(close).map_or(rest.len(), |at| start + at + close.len());
            rest.replace_range(start..end, "\u{1}");
        }
    }
    let mut words = String::new();
    let mut inside = false;
    for c in rest.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => words.push(c),
            _ => {}
        }
    }
    let prose = words.replace("&nbsp;", " ").replace("Relais", "");
    // A macro that writes attributes has them outside a tag; prose has no straight quotes.
    prose.split_whitespace().filter(|token| !token.contains('"')).collect::<Vec<_>>().join(" ")
}

#[test]
fn templates_hold_no_words_no_styles_and_no_handlers() {
    let attributes = ["title=\"", "alt=\"", "placeholder=\"", "aria-label=\""];
    for (path, template) in templates() {
        if path.ends_with(".txt") {
            continue;
        }
        let keyboard = path.ends_with("shortcuts.html")
            || path.ends_with("layout.html")
            || path.ends_with("account.html");
        for word in literal_words(&template).split(|c: char| !c.is_alphabetic()) {
            let key = keyboard && word.chars().count() == 1;
            assert!(word.is_empty() || key, "{path}: «{word}» belongs in locales/");
        }
        for attribute in attributes {
            for value in template.split(attribute).skip(1) {
                let literal =
                    !value.starts_with("{{") && !value.starts_with('"') && !value.starts_with("Relais\"");
                assert!(!literal, "{path}: {attribute}{}", &value[..value.len().min(20)]);
            }
        }
        for forbidden in [" style=", "<style", "|safe", "| safe", "javascript:", "<script>"] {
            assert!(!template.contains(forbidden), "{path}: {forbidden}");
        }
        let handler = template.split(" on").skip(1).find(|rest| {
            let name: String = rest.chars().take_while(char::is_ascii_lowercase).collect();
            !name.is_empty() && rest[name.len()..].starts_with('=')
        });
        assert!(handler.is_none(), "{path}: inline handler");
    }
}

#[test]
fn icons_and_files_named_by_templates_exist() {
    let sprite = include_str!("../../static/icons.svg");
    for (path, template) in templates() {
        for name in template.split("icon(\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(sprite.contains(&format!("id=\"{name}\"")), "{path}: icon {name}");
        }
        for name in template.split("asset(\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(super::assets::exists(name), "{path}: {name}");
        }
    }
}
