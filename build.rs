//! Turns `locales/{fr,en}/*.ftl` into one typed function per message (`src/i18n/mod.rs` includes the result).
//!
//! French is the reference: it carries the type comments (`# $name (String) - …`). A message, an attribute or a
//! variable that exists in one language only stops the build, as does an untyped variable.

use fluent_typed::{BuildOptions, FtlOutputOptions, LintLevel, try_build_from_locales_folder};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

const LANGUAGES: [&str; 2] = ["fr", "en"];

fn main() -> ExitCode {
    for folder in ["build.rs", "locales", "migrations", "static"] {
        println!("cargo::rerun-if-changed={folder}");
    }
    match generate() {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            println!("cargo::error={}", problem.replace('\n', " | "));
            ExitCode::FAILURE
        }
    }
}

fn generate() -> Result<(), String> {
    let out = env::var("OUT_DIR").map_err(|e| e.to_string())?;
    check_parity()?;
    let options = BuildOptions::default()
        .with_locales_folder("locales")
        .with_output_file_path(&format!("{out}/messages.rs"))
        .with_ftl_output(FtlOutputOptions::single_file(&format!("{out}/messages.ftl")))
        .with_default_language("fr")
        .with_prefix("")
        .with_lint_level(LintLevel::Strict)
        .without_format()
        // Values are escaped by the templates and stripped of bidi controls on entry; isolation marks would break
        // comparisons, exports and `<title>`.
        .without_bidi_isolation();
    try_build_from_locales_folder(options).map_err(|e| e.to_string())
}

/// Message ids (with file and attribute) and the variables each uses, of one language.
type Catalogue = BTreeMap<String, BTreeSet<String>>;

fn check_parity() -> Result<(), String> {
    let mut catalogues = Vec::new();
    for lang in LANGUAGES {
        catalogues.push((lang, read_catalogue(Path::new("locales").join(lang).as_path())?));
    }
    let mut problems = Vec::new();
    for (lang, mine) in &catalogues {
        for (other, theirs) in &catalogues {
            for (key, variables) in mine {
                match theirs.get(key) {
                    None => problems.push(format!("{key} is in {lang} but not in {other}")),
                    Some(found) if found != variables => {
                        problems
                            .push(format!("{key}: variables {variables:?} in {lang}, {found:?} in {other}"));
                    }
                    Some(_) => {}
                }
            }
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\n")) }
}

fn read_catalogue(folder: &Path) -> Result<Catalogue, String> {
    let mut catalogue = Catalogue::new();
    let entries = fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    for entry in entries {
        let path = entry.map_err(|e| e.to_string())?.path();
        if path.extension().is_none_or(|ext| ext != "ftl") {
            continue;
        }
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        let mut current = String::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let trimmed = line.trim_start();
            if let Some(id) = identifier_before_equals(line) {
                current = format!("{file} {id}");
            } else if let Some(attribute) = trimmed.strip_prefix('.').and_then(identifier_before_equals) {
                let message = current.split('.').take(2).collect::<Vec<_>>().join(".");
                current = format!("{message}.{attribute}");
            }
            if !current.is_empty() {
                catalogue.entry(current.clone()).or_default().extend(variables_of(line));
            }
        }
    }
    Ok(catalogue)
}

fn identifier_before_equals(line: &str) -> Option<&str> {
    let (name, _) = line.split_once('=')?;
    let name = name.trim_end();
    let valid = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    valid.then_some(name)
}

fn variables_of(line: &str) -> impl Iterator<Item = String> {
    line.split('$').skip(1).map(|rest| {
        rest.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect::<String>()
    })
}
