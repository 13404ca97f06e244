//! From counts to steps: rates with their interval, the shares of the first stage, the period before.

use super::ask::Ask;
use super::vantage::Note;
use crate::domain::stage::Stage;
use crate::domain::stats::{Rate, SampleGuard};

/// The answer to a question.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// What was asked.
    pub ask: Ask,
    /// How many, stage by stage.
    pub counts: Vec<(Stage, u64)>,
    /// The same question about the period before, at equal age; `None` for a snapshot.
    pub previous: Option<Box<(Ask, Vec<u64>)>>,
    /// From each stage to the next; empty for a snapshot.
    pub steps: Vec<Step>,
    /// What was changed in the question, or is worth knowing about the answer.
    pub notes: Vec<Note>,
}

/// From one stage to the next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// Stage before.
    pub from: Stage,
    /// Stage after.
    pub to: Stage,
    /// How many of those counted at `from` are counted at `to`. In an activity, and in the mode `any`, the ones are
    /// not all among the others.
    pub rate: Rate,
    /// How many of those counted at the first stage.
    pub cumulative: Rate,
    /// What was aimed at.
    pub target: Option<f64>,
    /// The same in the period before.
    pub previous: Option<Rate>,
}

impl Step {
    /// How many did not pass. 0 when more passed than could (a ratio of flows).
    pub fn stopped(&self) -> u64 {
        self.rate.n.saturating_sub(self.rate.x)
    }
}

impl Report {
    /// Puts counts (one per stage of `ask`) into a report. `previous` holds the question and the counts of the
    /// period before.
    pub fn new(ask: Ask, counts: &[u64], previous: Option<(Ask, Vec<u64>)>, more: Vec<Note>) -> Self {
        let steps = if ask.has_steps() {
            steps(&ask, counts, previous.as_ref().map(|(_, counts)| counts.as_slice()))
        } else {
            Vec::new()
        };
        let notes = ask.vantage.notes().into_iter().chain(more).collect();
        let counts = ask.stages.iter().copied().zip(counts.iter().copied()).collect();
        Self { ask, counts, previous: previous.map(Box::new), steps, notes }
    }
    /// The count of the first stage: the size of the cohort.
    pub fn base(&self) -> u64 {
        self.counts.first().map_or(0, |(_, count)| *count)
    }
    /// Whether nothing is counted anywhere.
    pub fn is_empty(&self) -> bool {
        self.counts.iter().all(|(_, count)| *count == 0)
    }
    /// The count of a stage in the period before.
    pub fn previous_count(&self, stage: Stage) -> Option<u64> {
        let (ask, counts) = self.previous.as_deref()?;
        ask.stages.iter().zip(counts).find(|(s, _)| **s == stage).map(|(_, count)| *count)
    }
}

fn steps(ask: &Ask, counts: &[u64], previous: Option<&[u64]>) -> Vec<Step> {
    let base = counts.first().copied().unwrap_or(0);
    let pairs = ask.stages.windows(2).zip(counts.windows(2)).enumerate();
    let step = |(k, (stages, counts)): (usize, (&[Stage], &[u64]))| {
        let ([from, to], [n, x]) = (stages, counts) else { return None };
        let before = previous.and_then(|all| Some(Rate::new(*all.get(k + 1)?, *all.get(k)?)));
        Some(Step {
            from: *from,
            to: *to,
            rate: Rate::new(*x, *n),
            cumulative: Rate::new(*x, base),
            target: ask.targets.get(k).copied(),
            previous: before,
        })
    };
    pairs.filter_map(step).collect()
}

/// The passage with the lowest rate among those with enough leads to say so (30), else among those with 10: an
/// observation, no verdict. `None` when no passage has 10 leads.
pub fn narrowest(steps: &[Step]) -> Option<&Step> {
    let with = |guard: SampleGuard| {
        steps
            .iter()
            .filter(|step| step.rate.guard() >= guard)
            .filter_map(|step| Some((step, step.rate.value()?)))
            .min_by(|(_, a), (_, b)| a.total_cmp(b))
            .map(|(step, _)| step)
    };
    with(SampleGuard::Solid).or_else(|| with(SampleGuard::Indicative))
}

#[cfg(test)]
mod tests {
    use super::super::Pairs;
    use super::*;
    use crate::domain::instant::Instant;

    fn ask(targets: &str) -> Ask {
        let pairs = [("targets".to_owned(), targets.to_owned())];
        Ask::read(Pairs(&pairs), Instant::from_secs(1_795_000_000), chrono_tz::Europe::Paris).unwrap()
    }

    #[test]
    fn counts_become_steps() {
        let ask = ask("0.4,0.4,0.6,0.35");
        let previous = (ask.previous(), vec![380, 148, 58, 35, 12]);
        let report = Report::new(ask, &[400, 160, 24, 15, 5], Some(previous), vec![]);
        assert_eq!((report.base(), report.previous_count(Stage::Sql)), (400, Some(58)));
        let sql = report.steps[1];
        assert_eq!((sql.from, sql.to, sql.stopped()), (Stage::Mql, Stage::Sql, 136));
        assert_eq!((sql.rate, sql.cumulative), (Rate::new(24, 160), Rate::new(24, 400)));
        assert_eq!((sql.target, sql.previous), (Some(0.4), Some(Rate::new(58, 148))));
        assert_eq!(narrowest(&report.steps), Some(&sql));
    }

    #[test]
    fn few_leads_make_no_narrowest_passage() {
        let steps = |counts: &[u64]| Report::new(ask(""), counts, None, vec![]).steps;
        assert_eq!(narrowest(&steps(&[9, 1, 0, 0, 0])), None);
        assert_eq!(narrowest(&steps(&[100, 12, 0, 0, 0])).unwrap().to, Stage::Mql);
        assert_eq!(narrowest(&steps(&[20, 12, 0, 0, 0])).unwrap().to, Stage::Sql);
        let empty = Report::new(ask(""), &[0; 5], None, vec![Note::NothingKnown]);
        assert!(empty.is_empty() && empty.steps[0].rate.value().is_none());
        assert_eq!(empty.notes, [Note::NothingKnown]);
    }
}
