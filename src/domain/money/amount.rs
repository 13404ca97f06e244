//! Reading a written amount: `1 234,56 €`, `1.234,56`, `1,234.56`, `$22,700.00`, `117.0`.
//!
//! `1,234` is a thousand to one reader and one and a bit to another: it is refused as ambiguous unless the caller
//! says which mark is the decimal one, as an import does once for a whole column ([`detect_mark`]).

use super::{Currency, LIMIT_MAJOR, Minor, scale};

/// Which character separates the decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecimalMark {
    /// `1.234,56` or `1 234,56`
    Comma,
    /// `1,234.56`
    Point,
}

/// Why an amount is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    /// Nothing was given.
    #[error("empty")]
    Empty,
    /// Not a plain number: words, exponents, `NaN`, digits grouped in no known manner.
    #[error("not an amount")]
    NotANumber,
    /// `1,234` or `1.234`: thousands or decimals?
    #[error("thousands or decimals?")]
    Ambiguous,
    /// Below zero.
    #[error("negative")]
    Negative,
    /// More decimals than the currency has.
    #[error("more than {allowed} decimals")]
    TooManyDecimals {
        /// How many the currency has.
        allowed: u8,
    },
    /// Beyond the limit.
    #[error("more than {limit_major}")]
    TooLarge {
        /// The limit in major units.
        limit_major: i64,
    },
}

/// An amount of a currency with that many decimals, when its writing leaves no doubt.
///
/// # Errors
/// [`AmountError`].
pub fn parse_amount(text: &str, decimals: u8) -> Result<Minor, AmountError> {
    read(text, decimals, None)
}

/// An amount whose decimal mark is known (from its column, or from the format of the file).
///
/// # Errors
/// [`AmountError`], never `Ambiguous`.
pub fn parse_amount_with(text: &str, decimals: u8, mark: DecimalMark) -> Result<Minor, AmountError> {
    read(text, decimals, Some(mark))
}

fn read(text: &str, decimals: u8, mark: Option<DecimalMark>) -> Result<Minor, AmountError> {
    let digits = bare(text)?;
    let (whole, fraction) = split(&digits, mark)?;
    let whole = ungroup(whole).ok_or(AmountError::NotANumber)?;
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > usize::from(decimals) {
        return Err(AmountError::TooManyDecimals { allowed: decimals });
    }
    let too_large = AmountError::TooLarge { limit_major: LIMIT_MAJOR };
    let all = format!("{whole}{fraction:0<width$}", width = usize::from(decimals));
    let minor: i128 = all.trim_start_matches('0').parse().or_else(|fault: std::num::ParseIntError| {
        if *fault.kind() == std::num::IntErrorKind::Empty { Ok(0) } else { Err(too_large) }
    })?;
    if minor > i128::from(LIMIT_MAJOR) * scale(decimals) {
        return Err(too_large);
    }
    i64::try_from(minor).map(Minor).map_err(|_| too_large)
}

/// Digits and marks only, any blank made one space; the currency and the blanks around it are gone.
fn bare(text: &str) -> Result<String, AmountError> {
    let text: String = text
        .trim()
        .chars()
        .map(|c| match c {
            c if c.is_whitespace() => ' ',
            '’' => '\'',
            '−' => '-',
            c => c,
        })
        .collect();
    if text.is_empty() {
        return Err(AmountError::Empty);
    }
    let (text, negative) = unsigned(&text);
    let text = without_currency(text);
    let (text, inner_negative) = unsigned(text);
    let starts_with_digit = text.starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == ',');
    let known = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '.' | ',' | '\'');
    if !starts_with_digit || !text.chars().all(known) {
        return Err(AmountError::NotANumber);
    }
    if negative || inner_negative { Err(AmountError::Negative) } else { Ok(text.to_owned()) }
}

/// Without a sign before or after, or accountants' brackets; and whether it was negative.
fn unsigned(text: &str) -> (&str, bool) {
    let inner = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    if let Some(inner) = inner.or_else(|| text.strip_prefix('-')).or_else(|| text.strip_suffix('-')) {
        return (inner.trim(), true);
    }
    (text.strip_prefix('+').unwrap_or(text).trim(), false)
}

/// Without a currency sign (`€`, `US$`) or code (`EUR`) before or after.
fn without_currency(text: &str) -> &str {
    let mark = |c: char| matches!(c, '0'..='9' | '.' | ',' | '\'' | ' ' | '-' | '+');
    let start = text.find(mark).unwrap_or(text.len());
    let end = text.rfind(mark).map_or(0, |at| at + 1);
    if let Some((_, rest)) = text.split_at_checked(start).filter(|(head, _)| is_currency(head.trim())) {
        return rest.trim();
    }
    match text.split_at_checked(end) {
        Some((rest, tail)) if is_currency(tail.trim()) => rest.trim(),
        _ => text,
    }
}

/// One sign, a code, or one of the few usual spellings. Not `k€`: thousands are no currency.
fn is_currency(word: &str) -> bool {
    let mut chars = word.chars();
    match (chars.next(), chars.next()) {
        (Some('$' | '¢'..='¥' | '\u{20A0}'..='\u{20CF}'), None) => true,
        _ => {
            matches!(
                word,
                "US$" | "CA$" | "C$" | "A$" | "AU$" | "NZ$" | "HK$" | "S$" | "R$" | "kr" | "zł" | "Kč" | "Fr"
            ) || word.parse::<Currency>().is_ok()
        }
    }
}

/// The whole part (still grouped) and the decimals.
fn split(digits: &str, mark: Option<DecimalMark>) -> Result<(&str, &str), AmountError> {
    let decimal = match mark {
        Some(DecimalMark::Comma) => Some(','),
        Some(DecimalMark::Point) => Some('.'),
        None => decimal_mark(digits)?,
    };
    match decimal.and_then(|mark| digits.split_once(mark)) {
        None => Ok((digits, "")),
        Some((_, fraction)) if !fraction.chars().all(|c| c.is_ascii_digit()) => Err(AmountError::NotANumber),
        Some((whole, fraction)) if whole.is_empty() && fraction.is_empty() => Err(AmountError::NotANumber),
        Some(parts) => Ok(parts),
    }
}

/// The character that must be the decimal mark, `None` when there are no decimals.
fn decimal_mark(digits: &str) -> Result<Option<char>, AmountError> {
    let count = |mark: char| digits.matches(mark).count();
    let (last, other) = match (digits.rfind(','), digits.rfind('.')) {
        (None, None) => return Ok(None),
        (Some(comma), Some(point)) => return Ok(Some(if comma > point { ',' } else { '.' })),
        (Some(at), None) => (',', at),
        (None, Some(at)) => ('.', at),
    };
    if count(last) > 1 {
        return Ok(None);
    }
    let (whole, rest) = digits.split_at_checked(other).unwrap_or((digits, ""));
    // `1,234`: one mark, one to three digits before, exactly three after, no other grouping.
    let could_group = rest.len() == 4
        && (1..=3).contains(&whole.len())
        && whole.bytes().all(|b| b.is_ascii_digit())
        && !whole.starts_with('0');
    if could_group { Err(AmountError::Ambiguous) } else { Ok(Some(last)) }
}

/// The digits of a whole part whose groups, if any, are well formed: three digits at the end, two or three (India)
/// before, one to three first, one mark throughout.
fn ungroup(whole: &str) -> Option<String> {
    let mark = whole.chars().find(|c| !c.is_ascii_digit());
    let Some(mark) = mark else { return Some(whole.to_owned()) };
    let groups: Vec<&str> = whole.split(mark).collect();
    let (first, rest) = groups.split_first()?;
    let (last, middle) = rest.split_last()?;
    let digits = |group: &str| group.bytes().all(|b| b.is_ascii_digit());
    let formed = (1..=3).contains(&first.len())
        && last.len() == 3
        && middle.iter().all(|group| group.len() == 3 || group.len() == 2 && mark == ',');
    (formed && groups.iter().all(|group| digits(group))).then(|| groups.concat())
}

/// What a column of amounts says about its decimal mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkDecision {
    /// At least one value proves it, none speaks against it.
    Decided(DecimalMark),
    /// Every value reads the same with either mark.
    Indifferent,
    /// Only values like `1,234`: ask.
    Ambiguous,
    /// Some values prove the comma, others the point: refuse or ask.
    Mixed,
}

/// Decides the decimal mark of a column from its values. Values that are no amounts say nothing.
pub fn detect_mark<'a>(values: impl IntoIterator<Item = &'a str>) -> MarkDecision {
    let (mut comma, mut point, mut doubt) = (false, false, false);
    for digits in values.into_iter().filter_map(|value| bare(value).ok()) {
        match decimal_mark(&digits) {
            Ok(Some(mark)) => *(if mark == ',' { &mut comma } else { &mut point }) = true,
            // Repeated marks can only group, so the other one is the decimal mark.
            Ok(None) => {
                comma |= digits.contains('.');
                point |= digits.contains(',');
            }
            Err(_) => doubt = true,
        }
    }
    match (comma, point) {
        (true, true) => MarkDecision::Mixed,
        (true, false) => MarkDecision::Decided(DecimalMark::Comma),
        (false, true) => MarkDecision::Decided(DecimalMark::Point),
        (false, false) if doubt => MarkDecision::Ambiguous,
        (false, false) => MarkDecision::Indifferent,
    }
}

#[cfg(test)]
mod tests;
