//! Time in a stage, with the leads that are still in it: leaving them out would call slow stages fast.

use super::quantile_sorted;

/// The share of leads still in the stage above which the median takes them into account.
const OPEN_SHARE: f64 = 0.2;
/// Products of fractions come out a hair above one half.
const HALF: f64 = 0.5 + 1e-12;

/// Where [`StepTimes::median`] comes from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Basis {
    /// Nobody has left the stage, and nobody is in it.
    Nothing,
    /// The median of those that left: at most a fifth are still there.
    Done,
    /// Kaplan–Meier: counts those still there for as long as they have been.
    KaplanMeier,
    /// Kaplan–Meier does not come down to one half: the median is longer than this, the longest time observed.
    Beyond(f64),
}

/// The time between two stages, in days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StepTimes {
    /// The median to show, by [`StepTimes::basis`]; `None` for `Nothing` and `Beyond`.
    pub median: Option<f64>,
    /// The median of those that left, whatever their share.
    pub median_done: Option<f64>,
    /// What nine in ten of those that left stayed under.
    pub p90_done: Option<f64>,
    /// How many left.
    pub done: usize,
    /// How many are still there.
    pub open: usize,
    /// How the median was found.
    pub basis: Basis,
}

impl StepTimes {
    /// From the days that those who left took (`done`) and the days that the others have been there (`open`).
    /// Values that are no finite numbers are left out. Skipped stages have no time and belong in neither.
    pub fn of(mut done: Vec<f64>, mut open: Vec<f64>) -> Self {
        tidy(&mut done);
        tidy(&mut open);
        let median_done = quantile_sorted(&done, 0.5);
        let (median, basis) = basis_of(&done, &open, median_done);
        Self {
            median,
            median_done,
            p90_done: quantile_sorted(&done, 0.9),
            done: done.len(),
            open: open.len(),
            basis,
        }
    }
}

fn basis_of(done: &[f64], open: &[f64], median_done: Option<f64>) -> (Option<f64>, Basis) {
    let Some(longest) = done.last().into_iter().chain(open.last()).copied().reduce(f64::max) else {
        return (None, Basis::Nothing);
    };
    if share(open.len(), done.len() + open.len()) <= OPEN_SHARE {
        return (median_done, Basis::Done);
    }
    match curve(done, open).find(|(_, stays)| *stays <= HALF) {
        Some((days, _)) => (Some(days), Basis::KaplanMeier),
        None => (None, Basis::Beyond(longest)),
    }
}

/// The Kaplan–Meier curve: for each time at which somebody left, in order, that time and the share still there after
/// it. At equal times, departures come before censorings.
pub fn kaplan_meier(mut done: Vec<f64>, mut censored: Vec<f64>) -> Vec<(f64, f64)> {
    tidy(&mut done);
    tidy(&mut censored);
    curve(&done, &censored).collect()
}

/// The smallest time after which at most half are still there; `None` when it lies beyond what was observed.
pub fn kaplan_meier_median(done: Vec<f64>, censored: Vec<f64>) -> Option<f64> {
    kaplan_meier(done, censored).into_iter().find(|(_, stays)| *stays <= HALF).map(|(days, _)| days)
}

/// The curve over sorted, finite values.
fn curve<'a>(done: &'a [f64], censored: &'a [f64]) -> impl Iterator<Item = (f64, f64)> + 'a {
    let (mut left, mut gone, mut stays) = (0, 0, 1.0);
    #[expect(clippy::float_cmp, reason = "runs of one and the same value")]
    done.chunk_by(|a, b| a == b).filter_map(move |run| {
        let days = *run.first()?;
        gone += censored.iter().skip(gone).take_while(|c| **c < days).count();
        let at_risk = done.len() - left + censored.len() - gone;
        left += run.len();
        stays *= 1.0 - share(run.len(), at_risk);
        Some((days, stays))
    })
}

#[expect(clippy::cast_precision_loss, reason = "counts of leads stay far below 2^53")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

fn tidy(values: &mut Vec<f64>) {
    values.retain(|v| v.is_finite());
    values.sort_unstable_by(f64::total_cmp);
}
