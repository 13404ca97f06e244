//! Ids of the bundle and ids of the database.

use crate::domain::ids::Id;
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

/// The id of the database that a text of the bundle stands for, when it is one: a UUID as we write it. Any other
/// text gets a new id and is kept beside it.
pub fn own<T>(text: &str) -> Option<Id<T>> {
    let id = Uuid::try_parse(text).ok()?;
    (id.hyphenated().to_string() == text).then(|| Id::from_uuid(id))
}

/// How a row is called in the bundle: the text it came with, else its id.
pub fn text(id: Uuid, kept: Option<String>) -> String {
    kept.unwrap_or_else(|| id.to_string())
}

/// Texts, each once, numbered from 0 in the order of their coming.
#[derive(Default)]
pub struct Index {
    by_text: HashMap<Arc<str>, u32>,
    texts: Vec<Arc<str>>,
}

impl Index {
    /// The number of a text.
    pub fn get(&self, text: &str) -> Option<u32> {
        self.by_text.get(text).copied()
    }
    /// The text of a number; empty for an unknown one.
    pub fn text(&self, number: u32) -> &str {
        self.texts.get(number as usize).map(AsRef::as_ref).unwrap_or_default()
    }
    /// Every text, in order.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().map(AsRef::as_ref)
    }
    /// Adds a text; `None` when it is there already (or four thousand million others are).
    pub fn add(&mut self, text: &str) -> Option<u32> {
        let next = u32::try_from(self.texts.len()).ok()?;
        if self.by_text.contains_key(text) {
            return None;
        }
        let text: Arc<str> = text.into();
        self.texts.push(text.clone());
        self.by_text.insert(text, next);
        Some(next)
    }
    /// The number of a text, added when it is new.
    pub fn intern(&mut self, text: &str) -> u32 {
        self.get(text).or_else(|| self.add(text)).unwrap_or(u32::MAX)
    }
    /// How many there are.
    pub fn len(&self) -> usize {
        self.texts.len()
    }
}
