//! What the search box looks for. Decided here, in Rust, so that both databases answer alike.

use crate::domain::text::fold;

/// Words beyond this many are ignored.
const MAX_WORDS: usize = 8;
/// From this many letters or digits in a row, the index of three-letter groups answers.
const INDEXED: usize = 3;

/// A search, ready to run on the folded keys of leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Search {
    /// Every one of these occurs somewhere in the lead's search key. The first is the one to look up.
    Words(Vec<String>),
    /// Name, e-mail or telephone begins with this: the text is too short to be looked up inside words.
    Prefix(String),
}

impl Search {
    /// Reads the search box; `None` when there is nothing to look for.
    pub fn parse(q: &str) -> Option<Self> {
        let folded = fold(q);
        if folded.is_empty() {
            return None;
        }
        if let Some(digits) = digits_of(&folded) {
            return Some(Self::Words(vec![digits]));
        }
        let mut words: Vec<String> = Vec::new();
        for word in folded.split(' ').take(MAX_WORDS) {
            if !words.iter().any(|known| known == word) {
                words.push(word.to_owned());
            }
        }
        let best = words.iter().enumerate().max_by_key(|(at, word)| (run(word), usize::MAX - at));
        match best {
            Some((at, word)) if run(word) >= INDEXED => {
                words.swap(0, at);
                Some(Self::Words(words))
            }
            _ => Some(Self::Prefix(folded)),
        }
    }
}

/// The longest run of letters and digits.
fn run(word: &str) -> usize {
    word.split(|c: char| !c.is_alphanumeric()).map(|part| part.chars().count()).max().unwrap_or(0)
}

/// The digits of something typed like a telephone number, without its national or international zeros: keys hold
/// `+33612345678`, people type «06 12 34».
fn digits_of(folded: &str) -> Option<String> {
    let phone =
        folded.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '+' | '.' | '-' | '(' | ')' | '/'));
    let digits: String = folded.chars().filter(char::is_ascii_digit).collect();
    let significant = digits.trim_start_matches('0');
    (phone && significant.len() >= INDEXED).then(|| significant.to_owned())
}
