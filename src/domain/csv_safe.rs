//! Exported text cells that no spreadsheet takes for a formula, and that come back unchanged.
//!
//! For text only: numbers are written as numbers. In XLSX, cells are typed as text and need none of this.

use std::borrow::Cow;

/// The cell to write: preceded by an apostrophe when a spreadsheet could take it for a formula. A telephone number
/// `+33 6 …` becomes `'+33 6 …`: readable, dialled by a person, computed by nobody.
pub fn escape(text: &str) -> Cow<'_, str> {
    if is_dangerous(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text that [`escape`] was given. A text that starts with an apostrophe of its own is left alone, unless what
/// follows would have been escaped.
pub fn unescape(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_dangerous(rest)).unwrap_or(cell)
}

/// Starts a formula, behind blanks or apostrophes that some spreadsheets drop on reading. Apostrophes count so that
/// a text already escaped is escaped again, and one [`unescape`] gives it back.
fn is_dangerous(text: &str) -> bool {
    if text.starts_with(['\t', '\r', '\n']) {
        return true;
    }
    let core = text.trim_start_matches(|c: char| c == '\'' || c.is_whitespace() || c == '\u{FEFF}');
    core.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '−'])
        || text.trim_start_matches('\'').starts_with(['\t', '\r', '\n'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("=1+1", "'=1+1")]
    #[case("+33 6 12 34 56 78", "'+33 6 12 34 56 78")]
    #[case("-2+3", "'-2+3")]
    #[case("@SUM(A1)", "'@SUM(A1)")]
    #[case("\t=1", "'\t=1")]
    #[case("\r=1", "'\r=1")]
    #[case("＝1", "'＝1")]
    #[case("＋1", "'＋1")]
    #[case("－1", "'－1")]
    #[case("＠x", "'＠x")]
    #[case("  =1", "'  =1")]
    #[case("'=1", "''=1")]
    #[case("'tis", "'tis")]
    #[case("a=1", "a=1")]
    #[case("06 12", "06 12")]
    #[case("", "")]
    fn escapes_and_comes_back(#[case] text: &str, #[case] cell: &str) {
        assert_eq!(escape(text), cell);
        assert_eq!(unescape(cell), text);
    }

    proptest! {
        #[test]
        fn every_text_comes_back(text in "['=+@\t\r\n \u{FF1D}\u{FF0B}a-]{0,6}|\\PC*") {
            let cell = escape(&text);
            prop_assert_eq!(unescape(&cell), &text);
        }
        #[test]
        fn no_cell_starts_a_formula(text in "[ '=+@\t\r\u{FF1D}a-]{0,6}") {
            let cell = escape(&text);
            prop_assert!(!cell.trim_start().starts_with(['=', '+', '-', '@', '＝']));
            prop_assert!(!cell.starts_with(['\t', '\r']));
        }
    }
}
