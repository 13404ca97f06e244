//! Honest small statistics: rates with their interval, sample guards, quantiles.
//!
//! A rate without denominator is `None`, never 0 and never NaN. Read next: [`times`] (time in stage).

mod poisson;
pub mod times;

pub use poisson::poisson_two_sided;
pub use times::{Basis, StepTimes, kaplan_meier, kaplan_meier_median};

/// The 97.5 % point of the normal distribution: two-sided 95 %.
pub const Z95: f64 = 1.959_963_984_540_054;

/// A range that holds the true value with 95 % confidence.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// Wilson's 95 % interval of a proportion, within 0 and 1 and around `x / n`; `None` when `n` is 0 or less than `x`.
#[expect(clippy::cast_precision_loss, reason = "counts of leads stay far below 2^53")]
pub fn wilson(x: u64, n: u64) -> Option<Interval> {
    if n == 0 || x > n {
        return None;
    }
    let (size, p, z2) = (n as f64, x as f64 / n as f64, Z95 * Z95);
    let centre = (p + z2 / (2.0 * size)) / (1.0 + z2 / size);
    let half = Z95 * (p * (1.0 - p) / size + z2 / (4.0 * size * size)).sqrt() / (1.0 + z2 / size);
    // At 0 and n of n the ends are exact; elsewhere rounding must not push them past the rate itself.
    let low = if x == 0 { 0.0 } else { (centre - half).clamp(0.0, p) };
    let high = if x == n { 1.0 } else { (centre + half).clamp(p, 1.0) };
    Some(Interval { low, high })
}

/// How much a sample allows one to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SampleGuard {
    /// No denominator: «—».
    None,
    /// Fewer than 10: show `x/n`, no rate, no colour.
    TooFew,
    /// 10 to 29: «indicative», never «confirmed».
    Indicative,
    /// 30 or more.
    Solid,
}

impl SampleGuard {
    /// The guard of a denominator.
    pub const fn of(n: u64) -> Self {
        match n {
            0 => Self::None,
            1..=9 => Self::TooFew,
            10..=29 => Self::Indicative,
            _ => Self::Solid,
        }
    }
}

/// `x` of `n`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Rate {
    /// How many did.
    pub x: u64,
    /// How many could.
    pub n: u64,
}

impl Rate {
    /// `x` of `n`.
    pub const fn new(x: u64, n: u64) -> Self {
        Self { x, n }
    }
    /// The proportion, `None` without denominator. More than 1 only for a ratio of flows.
    #[expect(clippy::cast_precision_loss, reason = "counts of leads stay far below 2^53")]
    pub fn value(self) -> Option<f64> {
        (self.n > 0).then(|| self.x as f64 / self.n as f64)
    }
    /// Its Wilson interval.
    pub fn interval(self) -> Option<Interval> {
        wilson(self.x, self.n)
    }
    /// How much it allows one to say.
    pub const fn guard(self) -> SampleGuard {
        SampleGuard::of(self.n)
    }
}

/// The quantile `q` (0 to 1) by linear interpolation: type 7, as numpy, `percentile_cont` and Excel's INC have it.
/// Sorts the values; those that are no finite numbers are left out. `None` when nothing is left.
pub fn quantile(values: &mut Vec<f64>, q: f64) -> Option<f64> {
    values.retain(|v| v.is_finite());
    values.sort_unstable_by(f64::total_cmp);
    quantile_sorted(values, q)
}

/// [`quantile`] of values already sorted and finite.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a position inside the slice"
)]
pub fn quantile_sorted(sorted: &[f64], q: f64) -> Option<f64> {
    let place = sorted.len().checked_sub(1)? as f64 * q.clamp(0.0, 1.0);
    let low = *sorted.get(place.floor() as usize)?;
    let high = *sorted.get(place.ceil() as usize)?;
    Some(low + (high - low) * place.fract())
}

/// The middle value: [`quantile`] at 0.5.
pub fn median(values: &mut Vec<f64>) -> Option<f64> {
    quantile(values, 0.5)
}

/// The value that nine in ten stay under: [`quantile`] at 0.9.
pub fn p90(values: &mut Vec<f64>) -> Option<f64> {
    quantile(values, 0.9)
}

#[cfg(test)]
mod tests;
