//! What makes a password good enough: its length, and not being among those that are tried first.

use super::text::fold;

/// Shortest password, in characters.
pub const MIN_CHARS: usize = 12;
/// Longest password, in bytes.
pub const MAX_BYTES: usize = 1_024;
/// Passwords that guessers try first, one a line, as [`bare`] gives them.
const COMMON: &str = include_str!("common_passwords.txt");

/// Why a password is not good enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Weakness {
    /// Fewer than [`MIN_CHARS`] characters.
    #[error("too short")]
    TooShort,
    /// More than [`MAX_BYTES`] bytes.
    #[error("too long")]
    TooLong,
    /// Among the first that guessers try, or made of the person's own name, address or product.
    #[error("too common")]
    Common,
}

/// Judges a new password: long enough, not too long, not among those tried first. `own` are words of the person
/// (address, name, organisation) that must not be all there is to it. No rule about kinds of characters.
///
/// # Errors
/// [`Weakness`].
pub fn judge(password: &str, own: &[&str]) -> Result<(), Weakness> {
    if password.len() > MAX_BYTES {
        return Err(Weakness::TooLong);
    }
    if password.chars().count() < MIN_CHARS {
        return Err(Weakness::TooShort);
    }
    let bare = bare(password);
    let common = COMMON.lines().any(|word| word == bare);
    let own = own.iter().map(|word| self::bare(word)).filter(|word| word.len() >= 4);
    if common || made_of(&bare, own) || is_monotone(&bare) || is_monotone(password) {
        Err(Weakness::Common)
    } else {
        Ok(())
    }
}

/// Lower case, without accents, spaces and punctuation.
fn bare(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether nothing but such words, the product's name, years and common endings remain.
fn made_of(password: &str, own: impl Iterator<Item = String>) -> bool {
    let mut words: Vec<String> = own.collect();
    words.extend(
        ["relais", "smarketing", "marketing", "password", "motdepasse", "azerty", "qwerty", "bonjour"]
            .map(String::from),
    );
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let rest = words.iter().fold(password.to_owned(), |rest, word| rest.replace(word.as_str(), ""));
    rest.len() < password.len() && rest.chars().filter(|c| !c.is_ascii_digit()).count() < 4
}

/// One character again and again, or a run such as 123456789012.
fn is_monotone(password: &str) -> bool {
    let codes: Vec<i64> = password.chars().map(|c| i64::from(u32::from(c))).collect();
    let steps: Vec<i64> = codes.windows(2).filter_map(|pair| Some(pair.get(1)? - pair.first()?)).collect();
    let usual = steps.iter().filter(|step| matches!(step, -1..=1)).count();
    !steps.is_empty() && steps.len() - usual <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_judged_by_length_and_by_what_guessers_know() {
        let own = ["sophie.arnaud@batipro.example", "Sophie Arnaud", "Batipro Conseil"];
        for (password, verdict) in [
            ("short", Err(Weakness::TooShort)),
            ("👩‍🚀👩‍🚀👩‍🚀", Err(Weakness::TooShort)),
            ("eleven char", Err(Weakness::TooShort)),
            ("password1234", Err(Weakness::Common)),
            ("smarketing2026", Err(Weakness::Common)),
            ("SophieArnaud2026", Err(Weakness::Common)),
            ("aaaaaaaaaaaaaaaa", Err(Weakness::Common)),
            ("123456789012", Err(Weakness::Common)),
            ("qwertyuiop123", Err(Weakness::Common)),
            ("pont vélo 37 nuage", Ok(())),
            ("une phrase avec des espaces", Ok(())),
            ("🚲🌧️🌧️🥐🥐🏔️🏔️🎻🎻🎻🎻🎻", Ok(())),
        ] {
            assert_eq!(judge(password, &own), verdict, "{password}");
        }
        assert_eq!(judge(&"x7 é".repeat(16), &own), Ok(()));
        assert_eq!(judge(&"x".repeat(1_025), &own), Err(Weakness::TooLong));
        assert_eq!(judge(&"xy z".repeat(250_000), &own), Err(Weakness::TooLong));
    }
}
