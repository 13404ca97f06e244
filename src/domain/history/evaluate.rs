//! One lead in a cohort, without a projection: the replay path of reports known in the past.

use super::{Effective, Step};
use crate::domain::instant::Instant;
use crate::domain::stage::Stage;

/// The stage whose first explicit entry puts a lead in a cohort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Base {
    /// Cohorts of creation.
    #[default]
    Lead,
    /// Cohorts of marketing qualification.
    Mql,
}

impl Base {
    /// The stage meant.
    pub const fn stage(self) -> Stage {
        match self {
            Self::Lead => Stage::Lead,
            Self::Mql => Stage::Mql,
        }
    }
    /// Stable code, as in URLs.
    pub const fn code(self) -> &'static str {
        self.stage().code()
    }
    /// From its code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Lead, Self::Mql].into_iter().find(|base| base.code() == code)
    }
}

/// What counts as having reached a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Mode {
    /// It, or any later stage: monotone.
    #[default]
    Reached,
    /// It, and each asked stage before it, explicitly.
    Strict,
    /// It, explicitly, whatever came before: not monotone.
    Any,
}

impl Mode {
    /// Stable code, as in URLs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Reached => "reached",
            Self::Strict => "strict",
            Self::Any => "any",
        }
    }
    /// From its code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Reached, Self::Strict, Self::Any].into_iter().find(|mode| mode.code() == code)
    }
    /// Folds, over the asked stages in order, (explicitly entered, entered it or later) into the mode's answers.
    pub(super) fn fold(self, marks: impl Iterator<Item = (bool, bool)>) -> Vec<bool> {
        let mut all_before = true;
        marks
            .map(|(explicit, reached)| match self {
                Self::Reached => reached,
                Self::Any => explicit,
                Self::Strict => {
                    all_before &= explicit;
                    all_before
                }
            })
            .collect()
    }
}

impl Effective {
    /// The base event: the first explicit entry into the base stage over all cycles, at or before `as_of`. `None`
    /// when there is none, the lead is merged, or it stands outside every report at `as_of`.
    pub fn base_event(&self, base: Base, as_of: Instant) -> Option<&Step> {
        self.at(as_of).filter(|step| step.to != Stage::Other)?;
        self.steps.iter().find(|step| step.to == base.stage()).filter(|step| step.at <= as_of)
    }
}

/// Which of `stages` (funnel order) the lead reached by `as_of`, counting entries at or after its base event in
/// (at, id) order; `None` when it is in no cohort of this base (see [`Effective::base_event`], whose instant says
/// which cohort).
pub fn evaluate(
    effective: &Effective,
    base: Base,
    as_of: Instant,
    mode: Mode,
    stages: &[Stage],
) -> Option<Vec<bool>> {
    let start = *effective.base_event(base, as_of)?;
    let scope: Vec<Stage> = effective
        .steps
        .iter()
        .filter(|step| (step.at, step.id) >= (start.at, start.id) && step.at <= as_of)
        .map(|step| step.to)
        .collect();
    let marks = stages
        .iter()
        .map(|&stage| (scope.contains(&stage), scope.iter().any(|entered| entered.reaches(stage))));
    Some(mode.fold(marks))
}
