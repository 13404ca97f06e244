//! Money: whole minor units, never a float; and amounts as people and other tools write them.
//!
//! Read next: [`amount`] (how a written amount is read).

pub mod amount;

use std::fmt;
use std::str::FromStr;

pub use amount::{AmountError, DecimalMark, MarkDecision, detect_mark, parse_amount, parse_amount_with};

/// The largest amount accepted, in major units (euros): ten thousand million, either sign.
pub const LIMIT_MAJOR: i64 = 10_000_000_000;

/// An amount in minor units (cents). Its currency is known from where it stands.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize, serde::Deserialize,
)]
#[serde(transparent)]
pub struct Minor(pub i64);

/// A sum that no longer fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the amount is too large")]
pub struct TooLarge;

impl Minor {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// The exact sum.
    ///
    /// # Errors
    /// [`TooLarge`] beyond an `i64`: the sum of nine million amounts at the limit still fits.
    pub fn plus(self, other: Self) -> Result<Self, TooLarge> {
        self.0.checked_add(other.0).map(Self).ok_or(TooLarge)
    }

    /// The exact sum of many; intermediate values may go beyond what fits.
    ///
    /// # Errors
    /// [`TooLarge`] when the total does not fit.
    pub fn sum(amounts: impl IntoIterator<Item = Self>) -> Result<Self, TooLarge> {
        let total: i128 = amounts.into_iter().map(|amount| i128::from(amount.0)).sum();
        i64::try_from(total).map(Self).map_err(|_| TooLarge)
    }

    /// Whether it lies within ±[`LIMIT_MAJOR`] of a currency with that many decimals.
    pub fn within_limit(self, decimals: u8) -> bool {
        i128::from(self.0).abs() <= i128::from(LIMIT_MAJOR) * scale(decimals)
    }

    /// Plain decimal text for files and the API (`1234.56`, `-0.05`, `1500` in yen): point, no grouping.
    pub fn to_plain(self, decimals: u8) -> String {
        let (unit, digits) = (scale(decimals), usize::from(decimals));
        let (sign, size) = (if self.0 < 0 { "-" } else { "" }, i128::from(self.0).abs());
        if digits == 0 {
            return format!("{sign}{size}");
        }
        format!("{sign}{}.{:0digits$}", size / unit, size % unit)
    }
}

/// Minor units in one major unit; no currency has more than four decimals.
fn scale(decimals: u8) -> i128 {
    10i128.pow(u32::from(decimals.min(9)))
}

/// A currency in use, by its ISO 4217 code.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency(iso_currency::Currency);

impl Currency {
    /// The euro.
    pub const EUR: Self = Self(iso_currency::Currency::EUR);

    /// ISO 4217 code, three capitals.
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// How many decimals its amounts have: 2 for most, 0 for the yen, 3 for the Kuwaiti dinar.
    pub fn decimals(self) -> u8 {
        self.0.exponent().and_then(|digits| u8::try_from(digits).ok()).unwrap_or(2)
    }

    /// The sign under which readers know it (`€`, `$`, `£`); the code when there is none that all of them know.
    pub fn symbol(self) -> &'static str {
        match self.code() {
            "EUR" => "€",
            "USD" => "$",
            "GBP" => "£",
            "JPY" => "¥",
            code => code,
        }
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The text is no code of a currency in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown currency")]
pub struct UnknownCurrency;

impl FromStr for Currency {
    type Err = UnknownCurrency;
    fn from_str(code: &str) -> Result<Self, Self::Err> {
        let currency =
            iso_currency::Currency::from_code(&code.trim().to_ascii_uppercase()).ok_or(UnknownCurrency)?;
        // Gold, test codes and units of account are listed beside currencies but pay no invoice.
        let pays = currency.exponent().is_some()
            && !currency.is_fund()
            && !currency.is_special()
            && currency.is_superseded().is_none();
        if pays { Ok(Self(currency)) } else { Err(UnknownCurrency) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_exact_or_refused() {
        let most = Minor(LIMIT_MAJOR * 100);
        assert!(most.within_limit(2) && !Minor(most.0 + 1).within_limit(2) && Minor(-most.0).within_limit(2));
        assert_eq!(Minor::sum(std::iter::repeat_n(most, 1_000_000)), Ok(Minor(1_000_000_000_000_000_000)));
        assert_eq!(Minor::sum(std::iter::repeat_n(most, 10_000_000)), Err(TooLarge));
        assert_eq!(Minor::sum([Minor(i64::MAX), Minor(5), Minor(-10)]), Ok(Minor(i64::MAX - 5)));
        assert_eq!(Minor(1).plus(Minor(2)), Ok(Minor(3)));
        assert_eq!(Minor(i64::MAX).plus(Minor(1)), Err(TooLarge));
    }

    #[test]
    fn plain_text_for_machines() {
        assert_eq!(Minor(123_456).to_plain(2), "1234.56");
        assert_eq!(Minor(-5).to_plain(2), "-0.05");
        assert_eq!(Minor(1500).to_plain(0), "1500");
        assert_eq!(Minor(1234).to_plain(3), "1.234");
        assert_eq!(Minor(i64::MIN).to_plain(2), "-92233720368547758.08");
    }

    #[test]
    fn currencies_in_use() {
        let decimals = |code: &str| code.parse::<Currency>().map(Currency::decimals);
        assert_eq!((decimals("eur"), decimals("JPY"), decimals("KWD")), (Ok(2), Ok(0), Ok(3)));
        for code in ["XXX", "XAU", "CLF", "FRF", "EURO", "", "€"] {
            assert_eq!(decimals(code), Err(UnknownCurrency), "{code}");
        }
        assert_eq!(Currency::EUR.symbol(), "€");
        assert_eq!("CHF".parse::<Currency>().unwrap().symbol(), "CHF");
    }
}
