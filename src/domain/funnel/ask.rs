//! What can be asked of the funnel: parameters of a URL, checked, every fault found in one pass.

use super::filter::Dimension;
use super::vantage::Vantage;
use super::{Count, Kind};
use crate::domain::dates::{DateError, When, parse_iso};
use crate::domain::history::{Base, Mode};
use crate::domain::instant::Instant;
use crate::domain::period::{Period, PeriodError, Range};
use crate::domain::stage::Stage;
use crate::domain::zone::{FIRST_DATE, LAST_DATE, Tz, local_date};
use chrono::NaiveDate;

/// The longest period, in days: a century.
pub const MAX_DAYS: i64 = 36_525;
/// Most values of one dimension.
pub const MAX_VALUES: usize = 50;
/// The stages shown when none are asked for; `sal` on request.
pub const DEFAULT_STAGES: [Stage; 5] =
    [Stage::Lead, Stage::Mql, Stage::Sql, Stage::Opportunity, Stage::Customer];
/// Every parameter that [`Ask::read`] knows, apart from the dimensions.
pub const NAMES: [&str; 12] = [
    "kind", "base", "mode", "count", "stages", "sal", "from", "until", "range", "as_of", "known_at",
    "targets",
];

/// A question to the funnel. Dimensions are still as they were written: ids, names or `none`.
#[derive(Debug, Clone, PartialEq)]
pub struct Ask {
    /// Which funnel.
    pub kind: Kind,
    /// Which entry makes the cohort.
    pub base: Base,
    /// What counts as reached (cohort).
    pub mode: Mode,
    /// How repeated entries count (activity).
    pub count: Count,
    /// The stages shown, in funnel order; never empty.
    pub stages: Vec<Stage>,
    /// The days asked about, in the organisation's zone.
    pub period: Period,
    /// The name by which they were asked for, if they were.
    pub range: Option<Range>,
    /// From when it is seen, and with which knowledge.
    pub vantage: Vantage,
    /// Target rates, one per step; empty when none are given.
    pub targets: Vec<f64>,
    /// Values wanted of each dimension that is narrowed, as written.
    pub wanted: Vec<(Dimension, Vec<String>)>,
    /// The organisation's zone, in which its days are meant.
    pub zone: Tz,
}

/// Which parameter is at fault, and how.
#[derive(Debug, Clone, PartialEq)]
pub struct ParamError {
    /// The parameter's name.
    pub field: String,
    /// What is wrong with it.
    pub fault: Fault,
}

/// What is wrong with a parameter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Fault {
    /// No such parameter, or no such dimension.
    UnknownName,
    /// Not one of the values that exist.
    UnknownValue,
    /// `from` needs `until`, and the reverse.
    Missing,
    /// No ISO date.
    Date(DateError),
    /// Neither an ISO date nor an RFC 3339 instant.
    Moment,
    /// `until` is not after `from`.
    Inverted,
    /// The period is longer than this many days.
    TooLong {
        /// The bound.
        days: i64,
    },
    /// Stages are not in funnel order, or one is named twice.
    StageOrder,
    /// A cohort's stages start at its base.
    StageBase {
        /// The base.
        base: Stage,
    },
    /// Not one of the stages shown.
    StageNotShown,
    /// Not after the stage whose leads are asked for.
    NotLater,
    /// The parameter makes sense for a cohort in the modes `reached` and `strict` only.
    CohortOnly,
    /// No decimal number.
    Number,
    /// Outside these bounds (the lower one excluded).
    OutOfRange {
        /// Lower bound.
        above: f64,
        /// Upper bound.
        max: f64,
    },
    /// One target per step is needed.
    TargetCount {
        /// Steps shown.
        steps: usize,
        /// Targets given.
        given: usize,
    },
    /// More values than this.
    TooMany {
        /// The bound.
        max: usize,
    },
}

/// Decoded `name=value` pairs of a URL.
#[derive(Debug, Clone, Copy)]
pub struct Pairs<'a>(pub &'a [(String, String)]);

impl<'a> Pairs<'a> {
    /// The first value of a parameter that is not blank, trimmed.
    pub fn get(self, name: &str) -> Option<&'a str> {
        self.all(name).next()
    }
    /// Every value of a parameter that is not blank, trimmed.
    pub fn all(self, name: &str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(n, _)| n == name).map(|(_, v)| v.trim()).filter(|v| !v.is_empty())
    }
    /// Parameters that neither [`Ask::read`] nor the caller (`more`) knows: misspelt, they would silently widen a
    /// report.
    pub fn unknown(self, more: &[&str]) -> Vec<ParamError> {
        let known = |name: &str| {
            NAMES.contains(&name) || more.contains(&name) || Dimension::from_code(name).is_some()
        };
        let fault = |name: &String| ParamError { field: name.clone(), fault: Fault::UnknownName };
        self.0.iter().map(|(name, _)| name).filter(|name| !known(name)).map(fault).collect()
    }
}

impl Ask {
    /// Reads a question. `now` and `tz` (the organisation's zone) settle the period by default (the last 90 days)
    /// and the vantage.
    ///
    /// # Errors
    /// Every parameter at fault.
    pub fn read(pairs: Pairs<'_>, now: Instant, tz: Tz) -> Result<Self, Vec<ParamError>> {
        let mut reader = Reader { pairs, faults: Vec::new() };
        let kind = reader.choice("kind", Kind::from_code).unwrap_or_default();
        let base = reader.choice("base", Base::from_code).unwrap_or_default();
        let mode = reader.choice("mode", Mode::from_code).unwrap_or_default();
        let count = reader.choice("count", Count::from_code).unwrap_or_default();
        let sal = reader.choice("sal", |text| matches!(text, "1" | "0").then_some(text == "1"));
        let stages = reader.stages(kind, base, sal.unwrap_or(false));
        let (period, range) = reader.period(local_date(now, tz));
        let (as_of, known_at) = (reader.moment("as_of"), reader.moment("known_at"));
        let targets = reader.targets(if kind == Kind::Snapshot { 0 } else { stages.len().saturating_sub(1) });
        let wanted = reader.wanted();
        if !reader.faults.is_empty() {
            return Err(reader.faults);
        }
        let vantage = Vantage::resolve(as_of, known_at, now, tz);
        Ok(Self { kind, base, mode, count, stages, period, range, vantage, targets, wanted, zone: tz })
    }

    /// The same question about the period before, seen when that was as old as this one is now.
    pub fn previous(&self) -> Self {
        let period = self.period.previous();
        let vantage = self.vantage.before(self.period, period, self.zone);
        Self { period, range: None, vantage, ..self.clone() }
    }

    /// Whether two neighbouring counts make a share: never in a snapshot, a ratio of flows in an activity.
    pub fn has_steps(&self) -> bool {
        self.kind != Kind::Snapshot
    }

    /// The parameters that ask this question again, defaults left out. The vantage is written only where it is not
    /// «now», so that a link keeps meaning «today».
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        let mut add = |name, value: &str, default: &str| {
            if value != default {
                pairs.push((name, value.to_owned()));
            }
        };
        add("kind", self.kind.code(), Kind::default().code());
        add("base", self.base.code(), Base::default().code());
        add("mode", self.mode.code(), Mode::default().code());
        add("count", self.count.code(), Count::default().code());
        let stages = codes(&self.stages);
        if stages == codes(&default_stages(self.kind, self.base, true)) {
            add("sal", "1", "");
        } else {
            add("stages", &stages, &codes(&default_stages(self.kind, self.base, false)));
        }
        match self.range {
            Some(range) => add("range", range.code(), ""),
            None => {
                add("from", &self.period.from.to_string(), "");
                add("until", &self.period.until.to_string(), "");
            }
        }
        let now = self.vantage.now;
        if !self.vantage.knows_all() {
            add("known_at", &self.vantage.known_at.rfc3339(), "");
        }
        if self.vantage.as_of < self.vantage.known_at.min(now) {
            add("as_of", &self.vantage.as_of.rfc3339(), "");
        }
        let targets: Vec<String> = self.targets.iter().map(f64::to_string).collect();
        add("targets", &targets.join(","), "");
        for (dimension, values) in &self.wanted {
            values.iter().for_each(|value| add(dimension.code(), value, ""));
        }
        pairs
    }
}

/// The stages shown when none are named.
fn default_stages(kind: Kind, base: Base, sal: bool) -> Vec<Stage> {
    let shown = |stage: &Stage| sal || *stage != Stage::Sal;
    match kind {
        Kind::Cohort => {
            Stage::FUNNEL.into_iter().filter(|stage| stage.reaches(base.stage()) && shown(stage)).collect()
        }
        Kind::Activity => Stage::FUNNEL.into_iter().filter(shown).collect(),
        Kind::Snapshot => in_play(),
    }
}

/// Every stage that a report knows: not `other`, which is outside all of them.
fn in_play() -> Vec<Stage> {
    Stage::ALL.into_iter().filter(|stage| *stage != Stage::Other).collect()
}

fn codes(stages: &[Stage]) -> String {
    stages.iter().map(|stage| stage.code()).collect::<Vec<_>>().join(",")
}

/// One pass over the parameters.
struct Reader<'a> {
    pairs: Pairs<'a>,
    faults: Vec<ParamError>,
}

impl Reader<'_> {
    fn fail(&mut self, field: &str, fault: Fault) {
        self.faults.push(ParamError { field: field.to_owned(), fault });
    }

    /// `None` when absent, and when at fault, which is then noted.
    fn read<T>(&mut self, field: &str, read: impl FnOnce(&str) -> Result<T, Fault>) -> Option<T> {
        match read(self.pairs.get(field)?) {
            Ok(value) => Some(value),
            Err(fault) => {
                self.fail(field, fault);
                None
            }
        }
    }

    fn choice<T>(&mut self, field: &str, from_code: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        self.read(field, |text| from_code(text).ok_or(Fault::UnknownValue))
    }

    fn stages(&mut self, kind: Kind, base: Base, sal: bool) -> Vec<Stage> {
        let offered: Vec<Stage> = if kind == Kind::Snapshot { in_play() } else { Stage::FUNNEL.to_vec() };
        let named = self.read("stages", |text| {
            let mut places = Vec::new();
            for code in text.split(',') {
                let place = offered.iter().position(|stage| stage.code() == code.trim());
                places.push(place.ok_or(Fault::UnknownValue)?);
            }
            if places.windows(2).any(|pair| matches!(pair, [a, b] if a >= b)) {
                return Err(Fault::StageOrder);
            }
            let stages: Vec<Stage> = places.iter().filter_map(|place| offered.get(*place)).copied().collect();
            match stages.first() {
                Some(first) if kind == Kind::Cohort && *first != base.stage() => {
                    Err(Fault::StageBase { base: base.stage() })
                }
                _ => Ok(stages),
            }
        });
        named.unwrap_or_else(|| default_stages(kind, base, sal))
    }

    fn date(&mut self, field: &str) -> Option<NaiveDate> {
        self.read(field, |text| parse_iso(text).map_err(Fault::Date))
    }

    fn period(&mut self, today: NaiveDate) -> (Period, Option<Range>) {
        let before = self.faults.len();
        let (from, until) = (self.date("from"), self.date("until"));
        let default = Range::Last90Days;
        match (from, until) {
            (Some(from), Some(until)) => match Period::new(from, until) {
                Ok(period) if period.days() > MAX_DAYS => {
                    self.fail("until", Fault::TooLong { days: MAX_DAYS });
                    (period, None)
                }
                Ok(period) => (period, None),
                Err(fault) => {
                    self.fail(
                        "until",
                        match fault {
                            PeriodError::Empty => Fault::Inverted,
                            PeriodError::OutOfRange(_) => {
                                Fault::Date(DateError::OutOfRange { first: FIRST_DATE, last: LAST_DATE })
                            }
                        },
                    );
                    (default.period(today), None)
                }
            },
            (None, None) => {
                let named = self.choice("range", |code| code.parse::<Range>().ok());
                let range = named.unwrap_or(default);
                (range.period(today), Some(range))
            }
            (from, _) => {
                if self.faults.len() == before {
                    self.fail(if from.is_some() { "until" } else { "from" }, Fault::Missing);
                }
                (default.period(today), None)
            }
        }
    }

    /// A date, or an instant; the `+` of an offset that was sent unescaped arrives as a space.
    fn moment(&mut self, field: &str) -> Option<When> {
        self.read(field, |text| {
            if let Ok(date) = parse_iso(text) {
                return Ok(When::Day(date));
            }
            let instant = Instant::parse_rfc3339(text)
                .or_else(|| Instant::parse_rfc3339(&text.replace(' ', "+")))
                .ok_or(Fault::Moment)?;
            let civil = instant.utc().date_naive();
            if (FIRST_DATE..=LAST_DATE).contains(&civil) {
                Ok(When::At(instant))
            } else {
                Err(Fault::Date(DateError::OutOfRange { first: FIRST_DATE, last: LAST_DATE }))
            }
        })
    }

    fn targets(&mut self, steps: usize) -> Vec<f64> {
        let read = |text: &str| {
            let parts: Vec<&str> = text.split(',').map(str::trim).collect();
            if parts.len() != steps {
                return Err(Fault::TargetCount { steps, given: parts.len() });
            }
            parts.into_iter().map(decimal).collect()
        };
        self.read("targets", read).unwrap_or_default()
    }

    fn wanted(&mut self) -> Vec<(Dimension, Vec<String>)> {
        let mut wanted = Vec::new();
        for dimension in Dimension::ALL {
            let mut values: Vec<String> = self.pairs.all(dimension.code()).map(str::to_owned).collect();
            values.sort_unstable();
            values.dedup();
            if values.len() > MAX_VALUES {
                self.fail(dimension.code(), Fault::TooMany { max: MAX_VALUES });
            } else if !values.is_empty() {
                wanted.push((dimension, values));
            }
        }
        wanted
    }
}

/// A rate above 0 and up to 1, as `0.4`.
fn decimal(text: &str) -> Result<f64, Fault> {
    let plain = !text.is_empty() && text.len() <= 20 && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let value: f64 = text.parse().ok().filter(|_| plain).ok_or(Fault::Number)?;
    if value > 0.0 && value <= 1.0 { Ok(value) } else { Err(Fault::OutOfRange { above: 0.0, max: 1.0 }) }
}

/// Whose leads are listed: those counted at a stage, or of them those that did not get as far as a later one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Behind {
    /// The stage whose count is opened.
    pub stage: Stage,
    /// A later stage that they have not reached.
    pub not_reached: Option<Stage>,
}

impl Behind {
    /// The names it is read from.
    pub const NAMES: [&'static str; 2] = ["stage", "not_reached"];

    /// Reads which count of `ask` is opened.
    ///
    /// # Errors
    /// The parameters at fault.
    pub fn read(pairs: Pairs<'_>, ask: &Ask) -> Result<Self, Vec<ParamError>> {
        let mut reader = Reader { pairs, faults: Vec::new() };
        let shown = |text: &str| {
            let stage = text.parse::<Stage>().map_err(|_| Fault::UnknownValue)?;
            if ask.stages.contains(&stage) { Ok(stage) } else { Err(Fault::StageNotShown) }
        };
        let stage = reader.read("stage", shown);
        if stage.is_none() && reader.faults.is_empty() {
            reader.fail("stage", Fault::Missing);
        }
        let not_reached = reader.read("not_reached", |text| {
            let later = shown(text)?;
            if ask.kind != Kind::Cohort || ask.mode == Mode::Any {
                return Err(Fault::CohortOnly);
            }
            match stage {
                Some(stage) if !later.reaches(stage) || later == stage => Err(Fault::NotLater),
                _ => Ok(later),
            }
        });
        match stage {
            Some(stage) if reader.faults.is_empty() => Ok(Self { stage, not_reached }),
            _ => Err(reader.faults),
        }
    }
}

#[cfg(test)]
mod tests;
