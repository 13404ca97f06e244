//! The rules of the house that a compiler can't check. Each failure names the file and the rule.

use crate::support::{entries, files, read, root, show, stem};
use std::collections::BTreeSet;
use std::path::Path;

/// Who may import whom, by place: a folder or file of `src/`, or a file of a feature (`store` is
/// `features/*/store.rs` and `features/*/store/`). Whatever is not listed may not be imported; one's own folder
/// always may, and so may its feature's helpers (files that are none of [`INSIDE`]). `own` is the whole feature;
/// `features` is another feature through its `mod.rs`.
#[rustfmt::skip]
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("domain",   &[]),
    ("config",   &["domain"]),
    ("clock",    &["domain"]),
    ("urls",     &["domain"]),
    ("db",       &["domain", "config"]),
    ("i18n",     &["domain"]),
    ("web",      &["domain", "i18n", "config", "clock", "urls", "db", "app"]),
    ("jobs",     &["domain", "db", "config", "clock"]),
    ("model",    &["domain", "db::DbError"]),
    ("store",    &["domain", "db", "clock", "model"]),
    ("form",     &["domain", "i18n", "web", "model"]),
    ("views",    &["domain", "i18n", "web", "urls", "model", "form", "features"]),
    ("handlers", &["domain", "i18n", "web", "urls", "db", "config", "clock", "jobs", "app", "own", "features"]),
    ("api",      &["domain", "i18n", "web", "urls", "db", "config", "clock", "jobs", "app", "own", "features"]),
];

/// The files that a feature is made of; other features may not reach into them.
const INSIDE: &[&str] = &["api", "form", "handlers", "jobs", "model", "store", "views"];

/// Where a foreign crate, or a word that betrays I/O, may appear.
#[rustfmt::skip]
const ONLY_IN: &[(&str, &[&str])] = &[
    ("sqlx::",   &["db", "store"]),
    ("axum::",   &["web", "app", "routes", "handlers", "api", "cli"]),
    ("askama::", &["web", "views", "i18n"]),
];

/// `domain` is pure: no waiting, no input or output, no clock, no chance.
const IMPURE: &[&str] = &[
    "async fn", ".await", "tokio::", "std::fs", "std::net", "std::env", "rand::", "::now()", "now_v7()",
    "println!",
];

/// Lines of a file of ours.
const LONGEST_FILE: usize = 500;

#[test]
fn imports_point_downwards() {
    let modules: BTreeSet<String> = entries("src").iter().map(|path| stem(path)).collect();
    let mut wrong = Vec::new();
    for file in files("src", &["rs"]) {
        let Some((_, may)) = MAY_IMPORT.iter().find(|(place, _)| *place == place_of(&file)) else { continue };
        for path in imports(&file) {
            if modules.contains(&path[0]) && !is_allowed(&file, &path, may) {
                wrong.push(format!(
                    "{} ({}) imports crate::{}",
                    show(&file),
                    place_of(&file),
                    path.join("::")
                ));
            }
        }
    }
    none(&wrong, "who may import whom: MAY_IMPORT in tests/it/architecture.rs");
}

#[test]
fn features_reach_each_other_through_their_door() {
    let mut wrong = Vec::new();
    for file in files("src/features", &["rs"]) {
        for path in imports(&file) {
            let into = path.get(2).is_some_and(|part| INSIDE.contains(&part.as_str()));
            if path[0] == "features" && path.get(1) != feature_of(&file).as_ref() && into {
                wrong.push(format!("{} imports crate::{}", show(&file), path.join("::")));
            }
        }
    }
    none(&wrong, "another feature is reached through what its mod.rs re-exports");
}

#[test]
fn foreign_crates_stay_in_their_place() {
    let mut wrong = Vec::new();
    for file in files("src", &["rs"]) {
        let code = code_of(&file);
        for (word, places) in ONLY_IN {
            if has_word(&code, word) && !places.contains(&place_of(&file).as_str()) {
                wrong.push(format!("{} uses {word}", show(&file)));
            }
        }
        if place_of(&file) == "domain" {
            let words = IMPURE.iter().filter(|word| has_word(&code, word));
            wrong.extend(words.map(|word| format!("{} has `{word}`: domain is pure", show(&file))));
        }
    }
    none(&wrong, "ONLY_IN and IMPURE in tests/it/architecture.rs");
}

#[test]
fn files_are_short_enough_to_read() {
    let ours = [files("src", &["rs"]), files("tests", &["rs", "mjs"]), files("benches", &["rs"])].concat();
    let long =
        ours.iter().map(|file| (read(file).lines().count(), file)).filter(|(lines, _)| *lines > LONGEST_FILE);
    let wrong: Vec<_> = long.map(|(lines, file)| format!("{} has {lines} lines", show(file))).collect();
    none(&wrong, "at most 500 lines a file, better 300: split by meaning");
}

#[test]
fn both_engines_have_the_same_migrations() {
    let names = |folder| entries(folder).iter().map(|path| stem(path)).collect::<Vec<_>>();
    assert_eq!(names("migrations/sqlite"), names("migrations/postgres"));
}

#[test]
fn templates_obey_the_content_security_policy() {
    let mut wrong = Vec::new();
    for file in files("templates", &["html"]) {
        for (number, line) in read(&file).lines().enumerate() {
            let inline = line.contains(" style=") || line.contains("<style") || has_handler(line);
            let script = line.contains("<script") && !line.contains(" src=");
            if inline || script {
                wrong.push(format!("{}:{}: {}", show(&file), number + 1, line.trim()));
            }
        }
    }
    none(
        &wrong,
        "no style attribute or element, no on… attribute, no inline script: the policy forbids them",
    );
}

#[test]
fn pages_ask_no_third_party() {
    let fetches = [
        "src=\"http",
        "srcset=\"http",
        "action=\"http",
        "url(http",
        "url(\"http",
        "url('http",
        "@import \"http",
    ];
    let mut wrong = Vec::new();
    let ours = [files("templates", &["html"]), files("static", &["css", "js", "svg"])].concat();
    for file in ours {
        for (number, line) in read(&file).lines().enumerate() {
            let link = line.contains("<link") && line.contains("href=\"http");
            if link || fetches.iter().any(|fetch| line.contains(fetch)) {
                wrong.push(format!("{}:{}: {}", show(&file), number + 1, line.trim()));
            }
        }
    }
    none(&wrong, "everything that a page loads comes from this server");
}

fn is_allowed(file: &Path, path: &[String], may: &[&str]) -> bool {
    let may = |place: &str| may.contains(&place) || place_of(file) == place;
    if path[0] != "features" {
        return may(&path[0]) || path.get(1).is_some_and(|item| may(&format!("{}::{item}", path[0])));
    }
    if path.get(1) != feature_of(file).as_ref() {
        return may("features");
    }
    let inside = path.get(2).filter(|part| INSIDE.contains(&part.as_str()));
    may("own") || inside.is_none_or(|part| may(part))
}

/// `src/db/row.rs` → `db`; `src/features/leads/store/list.rs` → `store`; `src/app.rs` → `app`.
fn place_of(file: &Path) -> String {
    let parts = parts(file);
    let part = if parts[0] == "features" { parts.get(2).unwrap_or(&parts[0]) } else { &parts[0] };
    part.trim_end_matches(".rs").to_owned()
}

fn feature_of(file: &Path) -> Option<String> {
    let parts = parts(file);
    (parts[0] == "features").then(|| parts[1].trim_end_matches(".rs").to_owned())
}

/// The path under `src/`.
fn parts(file: &Path) -> Vec<String> {
    let under = file.strip_prefix(root().join("src")).unwrap();
    under.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect()
}

/// Every path of ours in a file, from the crate's root: `use crate::{a, b::{c, d}}`, `crate::a::b()`, `super::a`.
fn imports(file: &Path) -> Vec<Vec<String>> {
    let mut module = parts(file);
    let last = module.pop().unwrap();
    if !["mod.rs", "lib.rs", "main.rs"].contains(&last.as_str()) {
        module.push(last.trim_end_matches(".rs").to_owned());
    }
    let code = code_of(file);
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        expand(&code[at + "crate::".len()..], &[], &mut found);
    }
    for (at, _) in code.match_indices("super::").filter(|(at, _)| !code[..*at].ends_with("super::")) {
        let mut rest = &code[at..];
        let mut base = module.clone();
        while let Some(next) = rest.strip_prefix("super::") {
            base.pop();
            rest = next;
        }
        expand(rest, &base, &mut found);
    }
    found.retain(|path| !path.is_empty());
    found
}

/// Adds what `a::b::{c, d::e}` at the start of `code` stands for, and returns how much of it was read.
fn expand(code: &str, base: &[String], found: &mut Vec<Vec<String>>) -> usize {
    let mut path = base.to_vec();
    let mut at = 0;
    loop {
        let rest = &code[at..];
        if rest.starts_with('{') {
            at += 1;
            while at < code.len() && !code[at..].starts_with('}') {
                let read = expand(&code[at..], &path, found);
                at += read.max(code[at..].chars().next().map_or(1, char::len_utf8));
            }
            return at + 1;
        }
        let word: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        if word.is_empty() {
            break;
        }
        at += word.len();
        path.push(word);
        match code[at..].strip_prefix("::") {
            Some(_) => at += 2,
            None => break,
        }
    }
    if path.len() > base.len() {
        found.push(path);
    }
    at
}

/// A file without comments and without its tests, which come last or fill a `tests.rs` or `*_tests.rs`.
pub fn code_of(file: &Path) -> String {
    if stem(file).ends_with("tests") {
        return String::new();
    }
    let text = read(file);
    let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    code.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// `word` in `code`, not as the end of a longer word.
fn has_word(code: &str, word: &str) -> bool {
    let joined = |at: usize| code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
    code.match_indices(word).any(|(at, _)| !word.starts_with(char::is_alphanumeric) || !joined(at))
}

/// An `onclick="…"` or its like.
fn has_handler(line: &str) -> bool {
    line.match_indices(" on").any(|(at, _)| {
        let name: String = line[at + 1..].chars().take_while(char::is_ascii_lowercase).collect();
        line[at + 1 + name.len()..].starts_with("=\"")
    })
}

fn none(wrong: &[String], rule: &str) {
    assert!(wrong.is_empty(), "{rule}\n  {}", wrong.join("\n  "));
}
