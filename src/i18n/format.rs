//! Numbers, money, rates and dates as French and English readers write them.
//!
//! French: U+202F between thousands and before `;`, U+00A0 before `%`, `€` and `:`, a comma for decimals. English:
//! commas and a point, signs in front. Both write a true minus (U+2212). Nothing here contains words that a
//! translation should hold, apart from the names of months and days. Every `f64` that is not finite is «—».
//! Read next: [`dates`], [`relative`].

pub mod dates;
pub mod relative;

use super::Lang;
use crate::domain::money::{Currency, Minor};
use crate::domain::stats::{Interval, Rate, SampleGuard};

/// Narrow no-break space.
const NARROW: char = '\u{202F}';
/// No-break space.
const NBSP: char = '\u{00A0}';
const MINUS: &str = "\u{2212}";
/// What stands where there is nothing to show: a rate without denominator.
pub const DASH: &str = "—";

/// A whole number: `12 345` · `12,345`.
pub fn number(lang: Lang, value: i64) -> String {
    let sign = if value < 0 { MINUS } else { "" };
    format!("{sign}{}", grouped(lang, &value.unsigned_abs().to_string()))
}

/// A count at most known as «`cap` or more»: `10 000+` beyond the cap.
pub fn capped(lang: Lang, value: i64, cap: i64) -> String {
    if value > cap { format!("{}+", number(lang, cap)) } else { number(lang, value) }
}

/// A number with that many decimals, rounded half away from zero: `1 234,5` · `1,234.5`.
pub fn decimal(lang: Lang, value: f64, decimals: usize) -> String {
    if !value.is_finite() {
        return DASH.to_owned();
    }
    let plain = rounded(value.abs(), decimals);
    let zero = plain.bytes().all(|b| matches!(b, b'0' | b'.'));
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let sign = if value < 0.0 && !zero { MINUS } else { "" };
    let mark = if fraction.is_empty() { "" } else { decimal_mark(lang) };
    format!("{sign}{}{mark}{fraction}", grouped(lang, whole))
}

/// A difference, its sign always shown: `+4,4` · `−24.2`; zero has none.
pub fn signed(lang: Lang, value: f64, decimals: usize) -> String {
    let text = decimal(lang, value, decimals);
    let zero = text.chars().all(|c| matches!(c, '0' | '.' | ','));
    if value > 0.0 && value.is_finite() && !zero { format!("+{text}") } else { text }
}

/// A proportion as a percentage with one decimal: 0.15 is `15,0 %` · `15.0%`; `None` is «—».
pub fn percent(lang: Lang, ratio: impl Into<Option<f64>>) -> String {
    match (ratio.into().filter(|ratio| ratio.is_finite()), lang) {
        (None, _) => DASH.to_owned(),
        (Some(ratio), Lang::Fr) => format!("{}{NBSP}%", hundredfold(lang, ratio)),
        (Some(ratio), Lang::En) => format!("{}%", hundredfold(lang, ratio)),
    }
}

/// A hundred times a proportion, with one decimal. Rounded before it is multiplied: 0.5725 × 100 is 57.249…
fn hundredfold(lang: Lang, ratio: f64) -> String {
    let size: f64 = rounded(ratio.abs(), 3).parse().unwrap_or(ratio.abs());
    decimal(lang, size.copysign(ratio) * 100.0, 1)
}

/// An interval of proportions, in per cent without the sign: `[10,3 ; 21,3]` · `[10.3, 21.3]`.
pub fn interval(lang: Lang, interval: Interval) -> String {
    let [low, high] = [interval.low, interval.high].map(|end| hundredfold(lang, end));
    match lang {
        Lang::Fr => format!("[{low}{NARROW}; {high}]"),
        Lang::En => format!("[{low}, {high}]"),
    }
}

/// `x/n` with thousands: `24/160`.
pub fn fraction(lang: Lang, rate: Rate) -> String {
    let part = |count: u64| grouped(lang, &count.to_string());
    format!("{}/{}", part(rate.x), part(rate.n))
}

/// A rate with its evidence: `24/160 = 15,0 % [10,3 ; 21,3]`. Only `x/n` below 10, «—» without denominator.
pub fn rate(lang: Lang, rate: Rate) -> String {
    match rate.guard() {
        SampleGuard::None => DASH.to_owned(),
        SampleGuard::TooFew => fraction(lang, rate),
        SampleGuard::Indicative | SampleGuard::Solid => {
            let share = format!("{} = {}", fraction(lang, rate), percent(lang, rate.value()));
            match rate.interval() {
                Some(ends) => format!("{share} {}", interval(lang, ends)),
                None => share,
            }
        }
    }
}

/// An amount to the cent: `1 234,56 €` · `€1,234.56`, `1 234,56 CHF` · `CHF 1,234.56`.
pub fn money(lang: Lang, amount: Minor, currency: Currency) -> String {
    let plain = amount.to_plain(currency.decimals());
    let size = plain.trim_start_matches('-');
    let (whole, cents) = size.split_once('.').unwrap_or((size, ""));
    let mark = if cents.is_empty() { "" } else { decimal_mark(lang) };
    with_currency(lang, amount.0 < 0, &format!("{}{mark}{cents}", grouped(lang, whole)), currency)
}

/// An amount rounded to the unit (half away from zero), for tiles and charts: `66 667 €` · `€66,667`.
pub fn money_rounded(lang: Lang, amount: Minor, currency: Currency) -> String {
    let unit = 10u64.pow(u32::from(currency.decimals()));
    let size = amount.0.unsigned_abs();
    let whole = size / unit + u64::from(size % unit * 2 >= unit && unit > 1);
    with_currency(lang, amount.0 < 0 && whole > 0, &grouped(lang, &whole.to_string()), currency)
}

fn with_currency(lang: Lang, negative: bool, size: &str, currency: Currency) -> String {
    let (sign, symbol) = (if negative { MINUS } else { "" }, currency.symbol());
    match lang {
        Lang::Fr => format!("{sign}{size}{NBSP}{symbol}"),
        Lang::En if symbol.len() == 3 && symbol.is_ascii() => format!("{sign}{symbol}{NBSP}{size}"),
        Lang::En => format!("{sign}{symbol}{size}"),
    }
}

const fn decimal_mark(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => ",",
        Lang::En => ".",
    }
}

/// Digits with a mark between thousands.
fn grouped(lang: Lang, digits: &str) -> String {
    let mark = match lang {
        Lang::Fr => NARROW,
        Lang::En => ',',
    };
    let mut out = String::with_capacity(digits.len() * 2);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(mark);
        }
        out.push(digit);
    }
    out
}

/// Plain decimal text, half away from zero on the shortest decimal writing: 0.125 at two decimals is 0.13, and
/// 1.005 too is 1.01, as a reader with a pencil finds; binary rounding says 1.00.
fn rounded(size: f64, decimals: usize) -> String {
    let shortest = size.to_string();
    let (whole, fraction) = shortest.split_once('.').unwrap_or((&shortest, ""));
    if fraction.len() <= decimals {
        let dot = if decimals == 0 { "" } else { "." };
        return format!("{whole}{dot}{fraction:0<decimals$}");
    }
    let (kept, dropped) = fraction.split_at_checked(decimals).unwrap_or((fraction, ""));
    let mut digits: Vec<u8> = whole.bytes().chain(kept.bytes()).collect();
    let mut carry = dropped.starts_with(['5', '6', '7', '8', '9']);
    for digit in digits.iter_mut().rev() {
        if !carry {
            break;
        }
        carry = *digit == b'9';
        *digit = if carry { b'0' } else { *digit + 1 };
    }
    if carry {
        digits.insert(0, b'1');
    }
    let mut text: String = digits.into_iter().map(char::from).collect();
    if decimals > 0 {
        text.insert(text.len() - decimals, '.');
    }
    text
}

#[cfg(test)]
mod tests;
