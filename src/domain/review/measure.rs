//! One figure of a week beside the weeks before it.

use super::week::BEFORE;
use crate::domain::stats::poisson_two_sided;
use serde::{Deserialize, Serialize};

/// At or below this probability, a gap to the mean is worth talking about.
const UNUSUAL: f64 = 0.05;
const TEN_THOUSAND: f64 = 10_000.0;

/// Whether a week differs from those before it by more than chance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Chance alone explains the gap: there is nothing to comment.
    Ordinary,
    /// Chance alone rarely does that.
    Unusual,
    /// Working days of the week are still to come.
    TooEarly,
    /// Nothing of the kind happened in the four weeks before.
    NoHistory,
}

/// Working days of the weeks compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Days {
    /// Of the week.
    pub week: u32,
    /// Of the week, to the end of the day that the review looks back from.
    pub elapsed: u32,
    /// Of the week before.
    pub last: u32,
    /// Of the four weeks before together.
    pub before: u32,
}

impl Days {
    /// Whether the week's last working day has come.
    pub const fn are_over(self) -> bool {
        self.elapsed >= self.week
    }
}

/// A count of the week, the week before and the mean of the four weeks before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Measure {
    /// This week.
    pub this: u64,
    /// The week before.
    pub last: u64,
    /// The four weeks before, the earliest first.
    pub before: Vec<u64>,
    /// Their mean.
    pub mean: f64,
    /// What was promised or aimed at for this week, when something was.
    pub target: Option<f64>,
    /// What the gap to the mean is worth.
    pub verdict: Verdict,
    /// The two-sided probability of such a gap by chance (Poisson), to four decimals; `None` without a verdict.
    pub p: Option<f64>,
}

impl Measure {
    /// From the counts of five weeks, the earliest first, the week itself last. A week that is not over is not judged.
    pub fn new(counts: [u64; BEFORE + 1], over: bool, target: Option<f64>) -> Self {
        let [before @ .., this] = counts;
        let sum: u64 = before.iter().sum();
        let mean = real(sum) / real(BEFORE as u64);
        let p = if over && sum > 0 { poisson_two_sided(this, mean) } else { None };
        let verdict = match p {
            Some(p) if p <= UNUSUAL => Verdict::Unusual,
            Some(_) => Verdict::Ordinary,
            None if sum == 0 => Verdict::NoHistory,
            None => Verdict::TooEarly,
        };
        Self {
            this,
            last: before.last().copied().unwrap_or_default(),
            before: before.to_vec(),
            mean,
            target: target.map(rounded),
            verdict,
            p: p.map(rounded),
        }
    }
}

/// To four decimals: what is stored is what can be read, and a text written again is the same text.
fn rounded(value: f64) -> f64 {
    (value * TEN_THOUSAND).round() / TEN_THOUSAND
}

#[expect(clippy::cast_precision_loss, reason = "counts of leads stay far below 2^53")]
fn real(n: u64) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_week_of_four_days_is_no_drop() {
        let week = Measure::new([15, 18, 16, 17, 14], true, Some(14.0));
        assert_eq!((week.this, week.last, week.mean), (14, 17, 16.5));
        assert_eq!((week.verdict, week.p), (Verdict::Ordinary, Some(0.6451)));
    }

    #[test]
    fn a_collapse_is_unusual() {
        assert_eq!(Measure::new([15, 18, 16, 17, 5], true, None).verdict, Verdict::Unusual);
        assert_eq!(Measure::new([15, 18, 16, 17, 30], true, None).verdict, Verdict::Unusual);
    }

    #[test]
    fn nothing_is_said_too_early_or_without_a_past() {
        assert_eq!(Measure::new([15, 18, 16, 17, 2], false, None).verdict, Verdict::TooEarly);
        assert_eq!(Measure::new([0, 0, 0, 0, 7], true, None).verdict, Verdict::NoHistory);
        assert_eq!(Measure::new([0, 0, 0, 0, 7], true, None).p, None);
    }

    proptest! {
        #[test]
        fn what_is_stored_is_read_back_alike(counts in [0u64..5_000, 0..5_000, 0..5_000, 0..5_000, 0..5_000], target in 0.0f64..900.0) {
            let measure = Measure::new(counts, true, Some(target));
            let text = serde_json::to_string(&measure).unwrap();
            let back: Measure = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(&serde_json::to_string(&back).unwrap(), &text);
            prop_assert_eq!(back, measure);
        }
    }
}
