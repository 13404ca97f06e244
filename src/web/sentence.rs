//! A sentence whose figures are links, whatever the order of its words.

/// A piece of a sentence: plain, or a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What is read.
    pub text: String,
    /// Where it leads.
    pub href: Option<String>,
}

/// Stands in a sentence for its figures: no text of ours or of a reader contains it.
const MARK: char = '\u{1f}';

/// What to put into a sentence in the place of figure `at` (from 0 to 9).
pub fn mark(at: u8) -> String {
    format!("{MARK}{at}{MARK}")
}

/// Cuts a sentence with marks into pieces.
pub fn pieces(sentence: &str, figures: &[(String, Option<String>)]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (n, part) in sentence.split(MARK).enumerate() {
        let figure =
            if n % 2 == 1 { part.parse::<usize>().ok().and_then(|at| figures.get(at)) } else { None };
        match figure {
            Some((text, href)) => pieces.push(Piece { text: text.clone(), href: href.clone() }),
            None if part.is_empty() => {}
            None => pieces.push(Piece { text: part.to_owned(), href: None }),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_find_their_place() {
        let figures = [("24".to_owned(), Some("/x".to_owned())), ("15 %".to_owned(), None)];
        let text = format!("{} of them, {} passed.", mark(1), mark(0));
        let got = pieces(&text, &figures);
        let texts: Vec<_> = got.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(texts, ["15 %", " of them, ", "24", " passed."]);
        assert_eq!(got[2].href.as_deref(), Some("/x"));
        assert_eq!(pieces("none", &[]).len(), 1);
    }
}
