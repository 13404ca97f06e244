//! What the people of the demo write: sentences put together from parts, so that no page says the same thing twice.
//!
//! Parts are drawn without putting back; `{12-60}` in a part becomes a number. Spaces around French punctuation are
//! made non-breaking at the end. Read next: `marketing.rs`, `sales.rs`, `reasons.rs` (the parts themselves).

pub mod marketing;
pub mod reasons;
pub mod sales;

use super::deck::Deck;
use crate::features::seed::Dice;
use std::collections::{BTreeMap, VecDeque};

/// A list of parts.
pub type Parts = &'static [&'static str];

/// The writer of all texts.
#[derive(Debug)]
pub struct Words {
    dice: Dice,
    decks: BTreeMap<(usize, usize), Deck>,
    recent: VecDeque<String>,
}

/// How many texts in a row differ, as far as the parts allow.
const APART: usize = 150;
/// How often a text that was just said is put together anew.
const TRIES: usize = 6;

impl Words {
    /// A writer with these dice.
    pub fn new(dice: Dice) -> Self {
        Self { dice, decks: BTreeMap::new(), recent: VecDeque::new() }
    }

    /// One part of each list, as sentences after one another.
    pub fn say(&mut self, lists: &[Parts]) -> String {
        let mut text = self.compose(lists);
        for _ in 1..TRIES {
            if !self.recent.contains(&text) {
                break;
            }
            text = self.compose(lists);
        }
        self.recent.push_back(text.clone());
        if self.recent.len() > APART {
            self.recent.pop_front();
        }
        text
    }

    fn compose(&mut self, lists: &[Parts]) -> String {
        let parts: Vec<String> = lists.iter().map(|list| self.part(list)).filter(|p| !p.is_empty()).collect();
        set_type(&parts.join(" "))
    }

    fn part(&mut self, list: Parts) -> String {
        // one deck per list, found by where the list lives
        let deck =
            self.decks.entry((list.as_ptr() as usize, list.len())).or_insert_with(|| Deck::new(list.len()));
        let at = deck.draw(&mut self.dice);
        let mut rest = list.get(at).copied().unwrap_or_default();
        let mut text = String::with_capacity(rest.len());
        while let Some((before, range, after)) = next_range(rest) {
            text.push_str(before);
            text.push_str(&self.dice.secs(range.0, range.1 + 1).to_string());
            rest = after;
        }
        text.push_str(rest);
        text
    }
}

/// The first `{a-b}` of a text, with what is around it.
fn next_range(text: &str) -> Option<(&str, (i64, i64), &str)> {
    let (before, rest) = text.split_once('{')?;
    let (range, after) = rest.split_once('}')?;
    let (from, to) = range.split_once('-')?;
    Some((before, (from.parse().ok()?, to.parse().ok()?), after))
}

/// French spaces: non-breaking before `:` `»` `%` `€`, after `«`; narrow before `;` `!` `?`.
pub fn set_type(text: &str) -> String {
    let mut text = text.replace("« ", "«\u{a0}");
    for mark in [":", "»", "%", "€"] {
        text = text.replace(&format!(" {mark}"), &format!("\u{a0}{mark}"));
    }
    for mark in [";", "!", "?"] {
        text = text.replace(&format!(" {mark}"), &format!("\u{202f}{mark}"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn numbers_and_spaces_are_set() {
        let mut words = Words::new(Dice::new(1));
        let text = words.say(&[&["Fait {12-12} devis : combien de « oui » ?"], &["Rien à {5-5} %."]]);
        assert_eq!(text, "Fait 12 devis\u{a0}: combien de «\u{a0}oui\u{a0}»\u{202f}? Rien à 5\u{a0}%.");
    }

    #[test]
    fn a_page_of_notes_repeats_none() {
        let mut words = Words::new(Dice::new(2));
        let notes: Vec<_> = (0..600).map(|_| words.say(&[marketing::PAINS, marketing::STAKES])).collect();
        for page in notes.windows(50) {
            assert_eq!(page.iter().collect::<HashSet<_>>().len(), 50);
        }
    }

    #[test]
    fn explanations_are_long_enough() {
        let all = reasons::OUTSIDE.iter().copied().chain(reasons::all());
        for list in all {
            let short: Vec<_> = list.iter().filter(|part| part.chars().count() < 15).collect();
            assert!(short.is_empty(), "{short:?}");
        }
    }
}
