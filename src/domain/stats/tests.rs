use super::*;
use proptest::prelude::*;
use serde_json::Value;

fn golden() -> Value {
    serde_json::from_str(include_str!("../../../tests/data/golden/03_statistics.json")).unwrap()
}
fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}
fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

#[test]
fn wilson_matches_the_worked_examples() {
    for row in golden()["wilson"].as_array().unwrap() {
        let got = wilson(row["x"].as_u64().unwrap(), row["n"].as_u64().unwrap());
        match (got, row["lo"].as_f64(), row["hi"].as_f64()) {
            (Some(i), Some(low), Some(high)) => {
                assert!(close(i.low, low) && close(i.high, high), "{row} {i:?}")
            }
            (None, None, None) => {}
            other => panic!("{row}: {other:?}"),
        }
    }
    assert_eq!(wilson(2, 1), None);
}

#[test]
fn quantiles_match_the_worked_examples() {
    for row in golden()["quantile7"].as_array().unwrap() {
        let mut xs: Vec<f64> = row["xs"].as_array().unwrap().iter().map(number).collect();
        assert!(close(quantile(&mut xs, number(&row["q"])).unwrap(), number(&row["v"])), "{row}");
    }
    assert_eq!(median(&mut vec![]), None);
    assert_eq!(p90(&mut vec![f64::NAN, f64::INFINITY]), None);
    assert_eq!(median(&mut vec![3.0, f64::NAN, 1.0]), Some(2.0));
}

#[test]
fn the_survival_curve_matches_the_worked_example() {
    let example = &golden()["aalen_johansen"][0];
    let (mut conv, mut rest) = (Vec::new(), Vec::new());
    for row in example["rows"].as_array().unwrap() {
        if row[1] == "conv" { &mut conv } else { &mut rest }.push(number(&row[0]));
    }
    let (_, stays) = *kaplan_meier(conv, rest).last().unwrap();
    assert!(close(1.0 - stays, number(&example["one_minus_km_neg_censored"])));
}

#[test]
fn time_in_stage_counts_those_still_there() {
    let done = vec![5.041_666_666_666_667, 6.0, 4.0, 7.0];
    let open = vec![62.6, 46.0, 56.6, 47.6, 5.6];
    let times = StepTimes::of(done.clone(), open);
    assert!(close(times.median_done.unwrap(), 5.520_833_333_333_334) && close(times.p90_done.unwrap(), 6.7));
    assert_eq!((times.done, times.open), (4, 5));
    // At risk 9, 8, 6, 5: the share still there ends at 0.52.
    assert_eq!((times.median, times.basis), (None, Basis::Beyond(62.6)));

    let times = StepTimes::of(done.clone(), vec![50.0]);
    assert_eq!(
        (times.median, times.basis),
        (times.median_done, Basis::Done),
        "a fifth is not more than a fifth"
    );

    let times = StepTimes::of(done, vec![4.0, 50.0]);
    assert_eq!((times.median, times.basis), (Some(6.0), Basis::KaplanMeier));
}

#[test]
fn nothing_gives_nothing() {
    let times = StepTimes::of(vec![], vec![]);
    assert_eq!(
        (times.median, times.median_done, times.p90_done, times.basis),
        (None, None, None, Basis::Nothing)
    );
    assert_eq!(StepTimes::of(vec![], vec![3.0, 9.0]).basis, Basis::Beyond(9.0));
    assert_eq!(kaplan_meier_median(vec![1.0, 2.0], vec![]), Some(1.0), "half are still there after day 1");
    assert_eq!(kaplan_meier_median(vec![], vec![1.0]), None);
}

#[test]
fn rates_guard_their_sample() {
    assert_eq!(Rate::new(0, 0).value(), None);
    assert_eq!(Rate::new(24, 160).value(), Some(0.15));
    let guards = [0, 1, 9, 10, 29, 30].map(SampleGuard::of);
    use SampleGuard::{Indicative, Solid, TooFew};
    assert_eq!(guards, [SampleGuard::None, TooFew, TooFew, Indicative, Indicative, Solid]);
}

proptest! {
    #[test]
    fn wilson_lies_within_0_and_1_around_the_rate(n in 1u64..5_000_000_000, share in 0.0f64..=1.0) {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a share of n")]
        let x = ((n as f64) * share) as u64;
        let (i, p) = (wilson(x, n).unwrap(), Rate::new(x, n).value().unwrap());
        prop_assert!(0.0 <= i.low && i.low <= p && p <= i.high && i.high <= 1.0);
    }
    #[test]
    fn a_quantile_lies_among_its_values(mut xs in proptest::collection::vec(-1e9f64..1e9, 1..50), q in 0.0f64..=1.0) {
        let v = quantile(&mut xs, q).unwrap();
        prop_assert!(xs[0] <= v && v <= xs[xs.len() - 1]);
    }
    #[test]
    fn without_censoring_the_curve_is_the_share_left(xs in proptest::collection::vec(0u8..20, 1..40)) {
        let values: Vec<f64> = xs.iter().map(|x| f64::from(*x)).collect();
        for (t, stays) in kaplan_meier(values.clone(), vec![]) {
            let left = values.iter().filter(|v| **v > t).count();
            #[expect(clippy::cast_precision_loss, reason = "small counts")]
            let share = left as f64 / values.len() as f64;
            prop_assert!(close(stays, share));
        }
    }
    #[test]
    fn the_curve_never_rises(done in proptest::collection::vec(0u8..20, 0..40), open in proptest::collection::vec(0u8..20, 0..40)) {
        let days = |xs: &[u8]| xs.iter().map(|x| f64::from(*x)).collect::<Vec<_>>();
        let curve = kaplan_meier(days(&done), days(&open));
        prop_assert!(curve.windows(2).all(|w| w[0].0 < w[1].0 && w[0].1 >= w[1].1));
        prop_assert!(curve.iter().all(|(_, s)| (0.0..=1.0).contains(s)));
    }
}
