//! Words as people type them: cleaning what is stored, and the keys by which it is found again.
//!
//! Every key is computed here, in Rust, so that both databases sort and search identically.
//! Read next: [`super::contact`] (e-mail and telephone keys).

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// Why a text is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// It contains U+0000, which Postgres cannot store.
    #[error("contains a null character")]
    Nul,
    /// It has more characters (Unicode scalar values, after cleaning) than the field accepts.
    #[error("longer than {limit} characters")]
    TooLong {
        /// The most that the field accepts.
        limit: usize,
        /// What was given.
        actual: usize,
    },
}

/// The search key of a text: what two spellings of one name have in common.
///
/// Compatibility-decomposed, without accents, lower case, ligatures opened (`œ` → `oe`), invisible characters
/// dropped, typographic apostrophes and dashes made plain, runs of blanks made one space. Idempotent.
/// Marks that are letters in their own right (Indic vowels, Japanese voicing) are kept.
pub fn fold(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars().filter(|c| !is_invisible(*c)).nfkd().flat_map(char::to_lowercase).nfkd() {
        if c.is_whitespace() {
            gap = true;
            continue;
        }
        if is_accent(c) || is_invisible(c) || c.is_control() {
            continue;
        }
        if gap && !key.is_empty() {
            key.push(' ');
        }
        gap = false;
        push_folded(&mut key, c);
    }
    key
}

/// Appends a lower-case, decomposed character in its plainest spelling.
fn push_folded(key: &mut String, c: char) {
    match c {
        'œ' => key.push_str("oe"),
        'æ' => key.push_str("ae"),
        'ß' => key.push_str("ss"),
        'þ' => key.push_str("th"),
        'ı' => key.push('i'),
        'ø' => key.push('o'),
        'ł' => key.push('l'),
        'đ' | 'ð' => key.push('d'),
        'ħ' => key.push('h'),
        'ς' => key.push('σ'),
        '‘' | '’' | 'ʼ' | '‛' | 'ʹ' => key.push('\''),
        '\u{2010}'..='\u{2015}' | '−' => key.push('-'),
        other => key.push(other),
    }
}

/// Accents and diacritics that search ignores; not the vowel signs of scripts that need them.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}' | '\u{0483}'..='\u{0487}' | '\u{0591}'..='\u{05BD}' | '\u{05BF}'
        | '\u{05C1}'..='\u{05C2}' | '\u{05C4}'..='\u{05C5}' | '\u{05C7}' | '\u{064B}'..='\u{065F}' | '\u{0670}'
        | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
}

/// Characters that take part in no spelling: joiners, direction marks, soft hyphens, variation selectors, tags.
fn is_invisible(c: char) -> bool {
    is_bidi_control(c)
        || is_zero_width(c)
        || matches!(c, '\u{00AD}' | '\u{034F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
            | '\u{200C}' | '\u{200D}' | '\u{2061}'..='\u{2065}' | '\u{206A}'..='\u{206F}' | '\u{3164}' | '\u{FFA0}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FFF0}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Marks that turn the direction of the text around them: a way to disguise a name.
fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Blanks without width: zero-width space, word joiner, byte-order mark. Joiners (emoji, Persian) are not among them.
fn is_zero_width(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}

/// A one-line value ready to store: normalised (NFC), trimmed, line breaks and tabs made one space, control,
/// direction and zero-width characters removed. Empty stays empty: whether that is allowed is the form's matter.
///
/// # Errors
/// [`TextError::Nul`], or [`TextError::TooLong`] beyond `max_chars`.
pub fn clean_line(text: &str, max_chars: usize) -> Result<String, TextError> {
    let mut line = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if matches!(c, '\t'..='\r' | '\u{0085}' | '\u{2028}' | '\u{2029}') {
            gap = true;
        } else if keeps(c)? {
            if gap && !line.ends_with(' ') && c != ' ' {
                line.push(' ');
            }
            gap = false;
            line.push(c);
        }
    }
    finish(&line, max_chars)
}

/// A text of several lines ready to store: as [`clean_line`], but `\n` and `\t` are kept and every other line
/// break becomes `\n`.
///
/// # Errors
/// [`TextError::Nul`], or [`TextError::TooLong`] beyond `max_chars`.
pub fn clean_text(text: &str, max_chars: usize) -> Result<String, TextError> {
    let mut lines = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' | '\u{0085}' | '\u{2028}' | '\u{2029}' => lines.push('\n'),
            '\n' | '\t' => lines.push(c),
            c if keeps(c)? => lines.push(c),
            _ => {}
        }
    }
    finish(&lines, max_chars)
}

/// Whether a character is stored.
fn keeps(c: char) -> Result<bool, TextError> {
    if c == '\0' {
        Err(TextError::Nul)
    } else {
        Ok(!c.is_control() && !is_bidi_control(c) && !is_zero_width(c))
    }
}

fn finish(text: &str, max_chars: usize) -> Result<String, TextError> {
    let blank = |c: char| c.is_whitespace() || matches!(c, '\u{200C}' | '\u{200D}');
    let clean: String = text.trim_matches(blank).nfc().collect();
    match clean.chars().count() {
        actual if actual > max_chars => Err(TextError::TooLong { limit: max_chars, actual }),
        _ => Ok(clean),
    }
}

/// The one or two capitals shown in place of a portrait: first letter of the first and of the last word; `?` when
/// the name has no letter.
pub fn initials(name: &str) -> String {
    let mut capitals = name
        .split(|c: char| c.is_whitespace() || c == '-')
        .filter_map(|word| word.graphemes(true).find(|g| g.chars().any(char::is_alphanumeric)))
        .map(str::to_uppercase);
    match (capitals.next(), capitals.next_back()) {
        (Some(first), Some(last)) => first + &last,
        (Some(only), None) => only,
        _ => "?".to_owned(),
    }
}

/// At most `max` characters as a reader counts them (an emoji family is one); a cut text ends with `…`, which counts.
pub fn truncate_graphemes(text: &str, max: usize) -> Cow<'_, str> {
    if text.len() <= max || text.graphemes(true).nth(max).is_none() {
        return Cow::Borrowed(text);
    }
    let cut = text.grapheme_indices(true).nth(max.saturating_sub(1)).map_or(0, |(at, _)| at);
    match text.get(..cut) {
        Some(head) if max > 0 => Cow::Owned(format!("{}…", head.trim_end())),
        _ => Cow::Borrowed(""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("Élodie", "elodie")]
    #[case("E\u{301}lodie", "elodie")]
    #[case("ŒUVRE", "oeuvre")]
    #[case("Ægir Straße", "aegir strasse")]
    #[case("STRAẞE", "strasse")]
    #[case("İstanbul ILGIN ılgın", "istanbul ilgin ilgin")]
    #[case("  Jean\u{200B}-\u{200D}Paul \u{00A0}\u{202F} Dupont\n", "jean-paul dupont")]
    #[case("\u{202E}Moreau\u{202C}", "moreau")]
    #[case("Søren Łukasz", "soren lukasz")]
    #[case("L’Oréal – Paris", "l'oreal - paris")]
    #[case("ΟΔΟΣ", "οδοσ")]
    #[case("ﬁn ①②", "fin 12")]
    #[case("が", "か\u{3099}")]
    #[case("\u{0}a", "a")]
    #[case("", "")]
    fn folds(#[case] text: &str, #[case] key: &str) {
        assert_eq!(fold(text), key);
    }

    #[test]
    fn a_line_is_cleaned() {
        assert_eq!(clean_line(" Ame\u{301}lie\r\n Durand\u{202E} \u{200B}", 50).unwrap(), "Amélie Durand");
        assert_eq!(clean_line("a\tb\u{7}c", 50).unwrap(), "a bc");
        assert_eq!(clean_line("👩\u{200D}💻", 50).unwrap(), "👩\u{200D}💻");
        assert_eq!(clean_line("\u{200B}\u{FEFF}\u{200D} ", 50).unwrap(), "");
        assert_eq!(clean_line("a\0", 50), Err(TextError::Nul));
        assert_eq!(clean_line("éééé", 3), Err(TextError::TooLong { limit: 3, actual: 4 }));
        assert_eq!(clean_line("e\u{301}e\u{301}e\u{301}", 3).unwrap(), "ééé");
    }

    #[test]
    fn a_text_keeps_its_lines() {
        assert_eq!(clean_text("\n a\r\nb\rc\n\n\td\u{1b}[31m ", 50).unwrap(), "a\nb\nc\n\n\td[31m");
        assert_eq!(clean_text("a\0b", 50), Err(TextError::Nul));
        assert_eq!(clean_text("abcd", 3), Err(TextError::TooLong { limit: 3, actual: 4 }));
    }

    #[rstest]
    #[case("Élodie de la Tour", "ÉT")]
    #[case("  sophie ", "S")]
    #[case("Jean-Paul Dupont", "JD")]
    #[case("(Karim) Benali", "KB")]
    #[case("ßa", "SS")]
    #[case("—", "?")]
    #[case("", "?")]
    fn shows_initials(#[case] name: &str, #[case] capitals: &str) {
        assert_eq!(initials(name), capitals);
    }

    #[test]
    fn cuts_between_graphemes() {
        assert_eq!(truncate_graphemes("été", 3), "été");
        assert_eq!(truncate_graphemes("Bonjour", 4), "Bon…");
        assert_eq!(truncate_graphemes("👩‍💻👩‍💻👩‍💻", 2), "👩‍💻…");
        assert_eq!(truncate_graphemes("e\u{301}e\u{301}e\u{301}", 2), "e\u{301}…");
        assert_eq!(truncate_graphemes("ab", 1), "…");
        assert_eq!(truncate_graphemes("ab", 0), "");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in any::<String>()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
        #[test]
        fn folding_ignores_the_normal_form(text in any::<String>()) {
            prop_assert_eq!(fold(&text.nfc().collect::<String>()), fold(&text));
            prop_assert_eq!(fold(&text.nfd().collect::<String>()), fold(&text));
        }
        #[test]
        fn cleaning_twice_changes_nothing(text in "[\\PC\\s\u{200B}-\u{200F}\u{300}-\u{310}]{0,40}") {
            let line = clean_line(&text, 1000).unwrap();
            prop_assert_eq!(clean_line(&line, 1000).unwrap(), line);
            let lines = clean_text(&text, 1000).unwrap();
            prop_assert_eq!(clean_text(&lines, 1000).unwrap(), lines);
        }
        #[test]
        fn a_cut_fits(text in any::<String>(), max in 0usize..20) {
            prop_assert!(truncate_graphemes(&text, max).graphemes(true).count() <= max);
        }
    }

    #[test]
    fn every_character_folds_to_a_stable_key() {
        for c in '\0'..=char::MAX {
            let once = fold(&c.to_string());
            assert_eq!(fold(&once), once, "U+{:04X}", u32::from(c));
        }
    }
}
