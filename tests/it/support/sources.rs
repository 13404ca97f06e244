//! The repository's own files, for the tests that read them.

use std::fs;
use std::path::{Path, PathBuf};

/// Every file under `folder` with one of these endings; none where the folder is missing. Vendored code and
/// installed packages are not ours.
pub fn files(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(next) = folders.pop() {
        for path in fs::read_dir(next).into_iter().flatten().map(|entry| entry.unwrap().path()) {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if path.is_dir() && !["node_modules", "vendor"].contains(&name.as_ref()) {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| endings.iter().any(|known| ending == *known)) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// What a folder holds, sorted.
pub fn entries(folder: &str) -> Vec<PathBuf> {
    let mut found: Vec<_> =
        fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.sort();
    found
}

/// A file's name without its ending.
pub fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

pub fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap()
}

/// The path from the repository's root, as a person names it.
pub fn show(file: &Path) -> String {
    file.strip_prefix(root()).unwrap().display().to_string()
}

pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
