//! A promise spread over working days: what is expected by a day, the pace, what each day left must bring, and where
//! it ends if nothing changes. The line follows working days: a holiday is flat, and a short week is no drop.

use std::cmp::Reverse;

/// How far a promise has come. Counts are of whatever is promised; days are working days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pacing {
    /// What is promised over the period (T). Not always whole: a change during the month prorates it.
    pub target: f64,
    /// What is done.
    pub actual: u64,
    /// Working days up to the end of the day asked about (w).
    pub elapsed: u32,
    /// Working days of the period (W).
    pub total: u32,
}

/// How the pace is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaceVerdict {
    /// Too early: fewer than three working days have passed.
    TooEarly,
    /// At or above what is expected.
    Ahead,
    /// 90 to 100 %.
    Watch,
    /// Below 90 %.
    Behind,
}

/// An interval of the total at the end: 80 % of outcomes lie in it if the pace stays as it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Forecast {
    /// One outcome in ten lies below.
    pub low: u64,
    /// Half of the outcomes lie at or below.
    pub median: u64,
    /// One outcome in ten lies above.
    pub high: u64,
    /// The chance of reaching the target.
    pub p_reach: f64,
}

/// Working days before which the interval says nothing.
pub const FORECAST_DAYS: u32 = 5;
/// Working days before which the pace is not judged.
pub const VERDICT_DAYS: u32 = 3;

impl Pacing {
    /// `T·w/W`: what the straight line over working days has reached; `None` without working days.
    pub fn expected(&self) -> Option<f64> {
        (self.total > 0).then(|| self.target * f64::from(self.elapsed) / f64::from(self.total))
    }
    /// `actual / expected`; `None` while nothing is expected.
    pub fn pace(&self) -> Option<f64> {
        self.expected().filter(|e| *e > 0.0).map(|e| self.count() / e)
    }
    /// `actual·W/w`: the total if each day left brings what the days so far brought; `None` before the first.
    pub fn run_rate(&self) -> Option<f64> {
        (self.elapsed > 0).then(|| self.count() * f64::from(self.total) / f64::from(self.elapsed))
    }
    /// `(T−actual)/(W−w)`, never below 0; `None` when no working day is left.
    pub fn required_per_day(&self) -> Option<f64> {
        let left = self.total.saturating_sub(self.elapsed);
        (left > 0).then(|| ((self.target - self.count()) / f64::from(left)).max(0.0))
    }
    /// `actual / w`; `None` before the first working day.
    pub fn per_day(&self) -> Option<f64> {
        (self.elapsed > 0).then(|| self.count() / f64::from(self.elapsed))
    }
    /// The colour: ahead, to watch, behind; too early in the first three working days.
    pub fn verdict(&self) -> PaceVerdict {
        match self.pace() {
            _ if self.elapsed < VERDICT_DAYS => PaceVerdict::TooEarly,
            None => PaceVerdict::TooEarly,
            Some(p) if p >= 1.0 => PaceVerdict::Ahead,
            Some(p) if p >= 0.9 => PaceVerdict::Watch,
            Some(_) => PaceVerdict::Behind,
        }
    }
    /// What the days left bring is taken as negative binomial with r = actual + ½ and p = w/W (a Poisson rate with
    /// Jeffreys' prior). `None` before [`FORECAST_DAYS`] working days, or for counts beyond ten million.
    pub fn forecast(&self) -> Option<Forecast> {
        if self.elapsed < FORECAST_DAYS
            || self.total == 0
            || self.elapsed > self.total
            || self.actual > 10_000_000
        {
            return None;
        }
        let p = f64::from(self.elapsed) / f64::from(self.total);
        let reach = (self.target.ceil() - self.count()).max(0.0);
        let walk = walk(self.count() + 0.5, p, reach);
        let total = |more: u64| self.actual.saturating_add(more);
        Some(Forecast {
            low: total(walk.low),
            median: total(walk.median),
            high: total(walk.high),
            p_reach: walk.p_reach,
        })
    }

    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
    fn count(&self) -> f64 {
        self.actual as f64
    }
}

struct Walk {
    low: u64,
    median: u64,
    high: u64,
    p_reach: f64,
}

/// Walks up the negative binomial distribution, in logarithms so that large counts do not vanish.
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn walk(r: f64, p: f64, reach: f64) -> Walk {
    let mut log_mass = r * p.ln();
    let (log_q, mut below, mut k) = ((1.0 - p).ln(), 0.0_f64, 0_u64);
    let mut walk = Walk { low: 0, median: 0, high: 0, p_reach: if reach <= 0.0 { 1.0 } else { 0.0 } };
    let (mut low, mut median, mut high, mut reached) = (false, false, false, reach <= 0.0);
    // Ends by itself; the bound is for masses too small to add up.
    while !(low && median && high && reached) && k < 100_000_000 {
        if !reached && k as f64 >= reach {
            (walk.p_reach, reached) = ((1.0 - below).clamp(0.0, 1.0), true);
        }
        let mass = log_mass.exp();
        below += mass;
        for (found, at, share) in [
            (&mut low, &mut walk.low, 0.1),
            (&mut median, &mut walk.median, 0.5),
            (&mut high, &mut walk.high, 0.9),
        ] {
            if !*found && below >= share {
                (*found, *at) = (true, k);
            }
        }
        if below >= 1.0 - 1e-12 || (mass == 0.0 && below > 0.5) {
            break;
        }
        log_mass += ((k as f64 + r) / (k as f64 + 1.0)).ln() + log_q;
        k += 1;
    }
    walk
}

/// Splits a whole number by weights (working days), in whole numbers that add up to it: largest remainder, ties to
/// the earliest. All zeros when no weight is positive.
pub fn split(total: u64, weights: &[u32]) -> Vec<u64> {
    let sum: u128 = weights.iter().map(|w| u128::from(*w)).sum();
    if sum == 0 {
        return vec![0; weights.len()];
    }
    let exact = weights.iter().map(|w| u128::from(total) * u128::from(*w));
    let mut parts: Vec<(u64, u128)> =
        exact.map(|e| (u64::try_from(e / sum).unwrap_or(u64::MAX), e % sum)).collect();
    let given: u64 = parts.iter().map(|p| p.0).sum();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|i| Reverse(parts.get(*i).map_or(0, |p| p.1)));
    for i in order.into_iter().take(usize::try_from(total.saturating_sub(given)).unwrap_or(0)) {
        if let Some(part) = parts.get_mut(i) {
            part.0 += 1;
        }
    }
    parts.into_iter().map(|p| p.0).collect()
}

/// A target that changes during a period, prorated by the working days under each: `(target, working days)`.
/// 60 over 9 days then 70 over 11 is 65.5; `None` without working days.
pub fn prorated(parts: &[(u32, u32)]) -> Option<f64> {
    let days: u64 = parts.iter().map(|p| u64::from(p.1)).sum();
    let weighted: u64 = parts.iter().map(|p| u64::from(p.0) * u64::from(p.1)).sum();
    #[expect(clippy::cast_precision_loss, reason = "targets times days of a month")]
    let value = weighted as f64 / days as f64;
    (days > 0).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;

    fn golden() -> Value {
        serde_json::from_str(include_str!("../../tests/data/golden/04_planning.json")).unwrap()
    }
    fn close(a: Option<f64>, b: f64) {
        assert!((a.unwrap() - b).abs() < 1e-9, "{a:?} {b}");
    }

    #[test]
    fn the_pace_of_the_worked_quarter() {
        let g = &golden()["pacing"];
        let number = |key: &str| g[key].as_f64().unwrap();
        let count = |key: &str| g[key].as_u64().unwrap();
        let p = Pacing {
            target: number("target"),
            actual: count("actual"),
            elapsed: u32::try_from(count("working_days_elapsed")).unwrap(),
            total: u32::try_from(count("working_days_total")).unwrap(),
        };
        close(p.expected(), number("expect_expected_to_date"));
        close(p.pace(), number("expect_pace"));
        close(p.run_rate(), number("expect_run_rate_forecast"));
        close(p.required_per_day(), number("expect_required_per_day"));
        close(p.per_day(), number("expect_current_per_day"));
        assert_eq!(p.verdict(), PaceVerdict::Behind);
        let f = p.forecast().unwrap();
        let interval = &g["forecast80"];
        assert_eq!([f.low, f.median, f.high], ["lo", "median", "hi"].map(|k| interval[k].as_u64().unwrap()));
        assert!((f.p_reach / number("p_reach_target") - 1.0).abs() < 1e-4, "{f:?}");
    }

    #[test]
    fn november_2026() {
        let p = Pacing { target: 70.0, actual: 29, elapsed: 9, total: 20 };
        close(p.expected(), 31.5);
        assert!((p.pace().unwrap() - 0.920_634_920_6).abs() < 1e-9);
        assert!((p.required_per_day().unwrap() - 41.0 / 11.0).abs() < 1e-12);
        assert_eq!(p.verdict(), PaceVerdict::Watch);
    }

    #[test]
    fn edges_divide_by_nothing() {
        let p = |target, actual, elapsed, total| Pacing { target, actual, elapsed, total };
        assert_eq!(p(70.0, 0, 0, 20).pace(), None);
        assert_eq!(p(70.0, 0, 0, 20).run_rate(), None);
        assert_eq!(p(70.0, 60, 20, 20).required_per_day(), None);
        assert_eq!(p(70.0, 80, 10, 20).required_per_day(), Some(0.0));
        assert_eq!(p(70.0, 0, 0, 0).expected(), None);
        assert_eq!(p(70.0, 9, 2, 20).verdict(), PaceVerdict::TooEarly);
        assert_eq!(p(70.0, 7, 4, 20).forecast(), None);
        let over = p(70.0, 80, 20, 20).forecast().unwrap();
        assert_eq!((over.low, over.high, over.p_reach), (80, 80, 1.0));
        let short = p(70.0, 60, 20, 20).forecast().unwrap();
        assert_eq!((short.low, short.high, short.p_reach), (60, 60, 0.0));
        let huge = p(2e6, 1_000_000, 10, 20).forecast().unwrap();
        assert!(huge.low < huge.median && huge.median < huge.high);
        assert!(huge.median.abs_diff(2_000_000) < 100, "{huge:?}");
    }

    #[test]
    fn months_of_a_quarter() {
        let g = &golden()["monthly_split"];
        let list = |key: &str| -> Vec<u64> {
            g[key].as_array().unwrap().iter().map(|v| v.as_u64().unwrap()).collect()
        };
        let weights: Vec<u32> = list("working_days").into_iter().map(|d| u32::try_from(d).unwrap()).collect();
        assert_eq!(split(g["total_mql"].as_u64().unwrap(), &weights), list("expect"));
        assert_eq!(split(g["total_deals"].as_u64().unwrap(), &weights), list("expect_deals"));
        assert_eq!(split(10_000_000, &weights), list("expect_revenue_cents"));
        assert_eq!(split(10, &[0, 0]), [0, 0]);
    }

    #[test]
    fn a_promise_that_changes_within_the_month() {
        close(prorated(&[(60, 9), (70, 11)]), 65.5);
        assert_eq!(prorated(&[]), None);
    }

    proptest! {
        #[test]
        fn parts_add_up(total in 0u64..1_000_000, weights in proptest::collection::vec(0u32..30, 1..14)) {
            let parts = split(total, &weights);
            let sum: u64 = parts.iter().sum();
            prop_assert_eq!(sum, if weights.iter().all(|w| *w == 0) { 0 } else { total });
        }
    }
}
