//! How surprising a count is, when counts of its kind come at a known mean.

/// Terms below this share of one add nothing to a probability that people read.
const NEGLIGIBLE: f64 = 1e-18;

/// The exact two-sided p-value of `count` against a Poisson distribution with this mean: twice the probability of the
/// smaller tail, the count included. `None` when the mean is no number or negative.
pub fn poisson_two_sided(count: u64, mean: f64) -> Option<f64> {
    if !mean.is_finite() || mean < 0.0 {
        return None;
    }
    if mean == 0.0 {
        return Some(if count == 0 { 1.0 } else { 0.0 });
    }
    let own = ln_term(count, mean).exp();
    // the tail away from the mean holds terms that only fall
    let tail = if real(count) <= mean { at_most(count, mean, own) } else { at_least(count, mean, own) };
    // the other one is the rest, with the count in both
    Some((2.0 * tail.min(1.0 - tail + own)).min(1.0))
}

fn at_most(count: u64, mean: f64, own: f64) -> f64 {
    let (mut sum, mut term) = (own, own);
    for k in (1..=count).rev() {
        term *= real(k) / mean;
        sum += term;
        if term < NEGLIGIBLE {
            break;
        }
    }
    sum
}

fn at_least(count: u64, mean: f64, own: f64) -> f64 {
    let (mut sum, mut term, mut k) = (own, own, count);
    while term >= NEGLIGIBLE {
        k += 1;
        term *= mean / real(k);
        sum += term;
    }
    sum
}

/// The logarithm of the probability of `k`.
fn ln_term(k: u64, mean: f64) -> f64 {
    real(k) * mean.ln() - mean - ln_factorial(k)
}

/// ln k!: a sum for small numbers, Stirling's series beyond (error below 1e-10).
fn ln_factorial(k: u64) -> f64 {
    if k < 32 {
        return (2..=k).map(|n| real(n).ln()).sum();
    }
    let x = real(k);
    x * x.ln() - x + 0.5 * (std::f64::consts::TAU * x).ln() + 1.0 / (12.0 * x) - 1.0 / (360.0 * x.powi(3))
        + 1.0 / (1260.0 * x.powi(5))
}

#[expect(clippy::cast_precision_loss, reason = "counts of leads stay far below 2^53")]
fn real(k: u64) -> f64 {
    k as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    /// Every count up to far beyond the mean, weighed one by one.
    fn naive(count: u64, mean: f64) -> f64 {
        let mut terms = vec![(-mean).exp()];
        for k in 1..500 {
            let last = *terms.last().unwrap();
            terms.push(last * mean / real(k));
        }
        let at = usize::try_from(count).unwrap();
        let (low, high): (f64, f64) = (terms[..=at].iter().sum(), terms[at..].iter().sum());
        (2.0 * low.min(high)).min(1.0)
    }

    #[rstest]
    #[case(14, 16.5, 0.645_084_193_869)] // scipy: 2 * min(poisson.cdf, poisson.sf)
    #[case(17, 16.5, 0.967_038_853_708)]
    #[case(0, 0.0, 1.0)]
    #[case(3, 0.0, 0.0)]
    #[case(0, 3.0, 0.099_574_136_736)]
    fn as_computed_elsewhere(#[case] count: u64, #[case] mean: f64, #[case] p: f64) {
        assert!((poisson_two_sided(count, mean).unwrap() - p).abs() < 1e-10);
    }

    #[test]
    fn nonsense_has_no_probability() {
        assert_eq!(poisson_two_sided(1, f64::NAN), None);
        assert_eq!(poisson_two_sided(1, -1.0), None);
        assert_eq!(poisson_two_sided(1, f64::INFINITY), None);
    }

    #[test]
    fn large_counts_are_weighed_too() {
        let p = poisson_two_sided(40_500, 40_000.0).unwrap();
        assert!((p - 0.0125).abs() < 0.0005, "{p}"); // z = 2.5
    }

    proptest! {
        #[test]
        fn it_is_twice_the_smaller_tail(count in 0u64..160, mean in 0.05f64..90.0) {
            let p = poisson_two_sided(count, mean).unwrap();
            prop_assert!((0.0..=1.0).contains(&p));
            prop_assert!((p - naive(count, mean)).abs() < 1e-9, "{p} {}", naive(count, mean));
        }
    }
}
