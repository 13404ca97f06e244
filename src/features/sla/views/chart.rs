//! The volume of a month as a drawing: the line that was promised, and what was reached. The same data stands in a
//! table beside it.

use crate::domain::pacing::Forecast;
use crate::features::sla::figures::Volume;
use std::fmt::Write as _;

/// Lines of the scale.
const STEPS: u32 = 4;

/// Points of the drawing, in days across and counts up (turned round: 0 is the top).
pub struct Chart {
    pub days: usize,
    pub top: u32,
    /// Numbers beside the scale, top first.
    pub scale: Vec<u32>,
    /// Heights of the scale's lines.
    pub lines: Vec<u32>,
    /// Days without work, by number from 0.
    pub off: Vec<usize>,
    pub expected: String,
    pub actual: String,
    pub band: String,
}

impl Chart {
    /// Draws a month with a target; `None` without one.
    pub fn of(volume: &Volume, forecast: Option<Forecast>) -> Option<Self> {
        let pacing = volume.pacing?;
        let high = forecast.map_or(0, |f| f.high);
        #[expect(clippy::cast_precision_loss, reason = "counts of a month")]
        let most = pacing.target.max(volume.actual as f64).max(high as f64).max(1.0);
        let top = scale_top(most);
        let y = |value: f64| f64::from(top) - value;
        let (mut expected, mut actual) = (point(0, y(0.0)), point(0, y(0.0)));
        for (at, day) in volume.days.iter().enumerate() {
            if let Some(value) = day.expected {
                expected.push_str(&point(at + 1, y(value)));
            }
            #[expect(clippy::cast_precision_loss, reason = "counts of a month")]
            if let Some(value) = day.actual {
                actual.push_str(&point(at + 1, y(value as f64)));
            }
        }
        let step = top / STEPS;
        Some(Self {
            days: volume.days.len(),
            top,
            scale: (0..=STEPS).rev().map(|n| n * step).collect(),
            lines: (0..STEPS).map(|n| n * step).collect(),
            off: volume.days.iter().enumerate().filter(|(_, d)| !d.worked).map(|(at, _)| at).collect(),
            expected,
            actual,
            band: forecast.map_or_else(String::new, |f| band(volume, f, y)),
        })
    }
}

fn point(x: usize, y: f64) -> String {
    format!("{x},{y:.2} ")
}

/// A round number at least as large, that the scale's lines divide.
fn scale_top(most: f64) -> u32 {
    let mut step = 1_u32;
    for factor in [2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1_000, 2_500, 5_000, 10_000, 50_000, 250_000] {
        if f64::from(step * STEPS) >= most {
            break;
        }
        step = factor;
    }
    step * STEPS
}

/// From today to the end, along the working days that are left.
fn band(volume: &Volume, forecast: Forecast, y: impl Fn(f64) -> f64) -> String {
    let done = volume.days.iter().take_while(|d| d.actual.is_some()).count();
    let left = volume.days.iter().skip(done).filter(|d| d.worked).count();
    if left == 0 {
        return String::new();
    }
    #[expect(clippy::cast_precision_loss, reason = "counts of a month")]
    let (now, low, high) = (volume.actual as f64, forecast.low as f64, forecast.high as f64);
    let mut worked = 0_usize;
    let (mut under, mut over) = (point(done, y(now)), Vec::new());
    for (at, day) in volume.days.iter().enumerate().skip(done) {
        worked += usize::from(day.worked);
        #[expect(clippy::cast_precision_loss, reason = "days of a month")]
        let share = worked as f64 / left as f64;
        let _ = write!(under, "{}", point(at + 1, y(now + (low - now) * share)));
        over.push(point(at + 1, y(now + (high - now) * share)));
    }
    over.reverse();
    under + &over.concat()
}

#[cfg(test)]
mod tests {
    use super::scale_top;

    #[test]
    fn the_scale_holds_what_is_drawn() {
        for most in [0.5, 1.0, 4.0, 4.1, 70.0, 79.0, 101.0, 4_321.0, 900_000.0] {
            assert!(f64::from(scale_top(most)) >= most, "{most}");
        }
        assert_eq!((scale_top(70.0), scale_top(4.0)), (80, 4));
    }
}
