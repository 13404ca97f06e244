//! The stages that a lead went through.

use crate::domain::history::Step;
use crate::domain::instant::Instant;
use crate::domain::stage::Stage;
use crate::features::leads::record::Record;

/// A stage of the trail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// Which.
    pub stage: Stage,
    /// When it was entered in this run.
    pub at: Option<Instant>,
    /// The lead skipped it: the date is that of a later stage.
    pub inferred: bool,
    /// The lead is there now.
    pub current: bool,
}

/// The stages of the path with the dates of this run; a stage skipped has the date of the first one after it.
pub(super) fn trail(record: &Record) -> Vec<Stop> {
    let steps = &record.standing.effective.steps;
    let Some(last) = steps.last() else { return Vec::new() };
    let entered = |stage: Stage| -> Option<&Step> {
        let own = |step: &&Step| step.to == stage && (step.cycle == last.cycle || stage == Stage::Lead);
        steps.iter().find(own)
    };
    let mut path: Vec<Stage> = Stage::FUNNEL.to_vec();
    if last.to == Stage::Subscriber {
        path.insert(0, Stage::Subscriber);
    }
    if last.to == Stage::Evangelist {
        path.push(Stage::Evangelist);
    }
    let mut stops: Vec<Stop> = path
        .iter()
        .map(|&stage| {
            let at = entered(stage).map(|step| step.at);
            let after =
                || path.iter().filter(|s| s.reaches(stage)).filter_map(|s| entered(*s)).map(|s| s.at).min();
            let inferred = at.is_none().then(after).flatten();
            Stop { stage, at: at.or(inferred), inferred: inferred.is_some(), current: stage == last.to }
        })
        .collect();
    if last.to.is_detour() || last.to == Stage::Other {
        stops.retain(|stop| stop.at.is_some());
        stops.push(Stop { stage: last.to, at: Some(last.at), inferred: false, current: true });
    }
    stops
}
