//! The bar above the figures: which funnel, which period, narrowed to what.

use super::links;
use crate::domain::funnel::{Ask, Count, Dimension, Kind};
use crate::domain::history::{Base, Mode};
use crate::domain::period::Range;
use crate::domain::stage::Stage;
use crate::domain::zone::local_date;
use crate::features::funnel::figures::Question;
use crate::features::funnel::model::Chip;
use crate::i18n::L;

/// A link of a switch or menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is read.
    pub text: String,
    /// Where it leads.
    pub href: String,
    /// Whether this is what is shown.
    pub current: bool,
}

/// Values that a filter can take, as (value, name).
#[derive(Debug, Clone, Default)]
pub struct Lists(pub Vec<(Dimension, Vec<(String, String)>)>);

/// A filter in force.
#[derive(Debug, Clone)]
pub struct Shown {
    /// Name of the dimension.
    pub name: String,
    /// Name of the value.
    pub value: String,
    /// The question without it.
    pub without: String,
}

/// A select of the filter form.
#[derive(Debug, Clone)]
pub struct Select {
    /// The parameter.
    pub code: &'static str,
    /// Its name.
    pub name: String,
    /// Values and names.
    pub options: Vec<(String, String)>,
    /// The value in force.
    pub chosen: String,
}

/// The bar.
#[derive(Debug, Clone)]
pub struct Bar {
    /// Cohort, activity.
    pub kinds: Vec<Choice>,
    /// Created, became MQL; first entries, passages, distinct.
    pub variants: Vec<Choice>,
    /// Name of the second switch.
    pub variants_name: String,
    /// One sentence on the kind shown.
    pub explanation: String,
    /// On the mode, when it is not the usual one.
    pub mode: Option<String>,
    /// The period, named and in dates.
    pub period: String,
    /// Named ranges.
    pub ranges: Vec<Choice>,
    /// First day, for the form.
    pub from: String,
    /// First day after, for the form.
    pub until: String,
    /// Whether a period is asked about: not by a snapshot.
    pub dated: bool,
    /// Day at whose end it is seen, for the form; empty for now.
    pub as_of: String,
    /// Carried along by the form of dates.
    pub dates_carried: Vec<(&'static str, String)>,
    /// Filters in force.
    pub shown: Vec<Shown>,
    /// Filters offered.
    pub selects: Vec<Select>,
    /// Carried along by the form of filters.
    pub filters_carried: Vec<(&'static str, String)>,
    /// Whether the stage SAL is shown.
    pub sal: bool,
    /// From when it is seen.
    pub seen: String,
    /// With which knowledge, when that is not today's.
    pub known: Option<String>,
}

impl Bar {
    /// For a question; `lists` gives the values that filters can take.
    pub fn new(l: &L, question: &Question, lists: Lists) -> Self {
        let ask = &question.ask;
        let dates = l.period(ask.period);
        let vantage = ask.vantage;
        Self {
            kinds: Kind::ALL.into_iter().map(|kind| kind_choice(l, ask, kind)).collect(),
            variants: variants(l, ask),
            variants_name: if ask.kind == Kind::Activity { l.t.funnel_counts() } else { l.t.funnel_bases() },
            explanation: explanation(l, ask),
            mode: mode(l, ask),
            period: ask.range.map_or(dates.clone(), |range| format!("{}, {dates}", range_name(l, range))),
            ranges: Range::ALL.into_iter().map(|range| range_choice(l, ask, range)).collect(),
            from: ask.period.from.to_string(),
            until: ask.period.until.to_string(),
            dated: ask.kind != Kind::Snapshot,
            as_of: if vantage.as_of < vantage.now {
                local_date(vantage.as_of, ask.zone).to_string()
            } else {
                String::new()
            },
            dates_carried: links::carried(ask, &["from", "until", "range", "as_of"]),
            shown: shown(l, question),
            selects: lists.0.into_iter().map(|list| select(l, ask, list)).collect(),
            filters_carried: links::carried(ask, &["source", "persona", "campaign", "owner", "sal"]),
            sal: ask.stages.contains(&Stage::Sal),
            seen: l.t.funnel_seen(l.datetime(vantage.as_of)),
            known: (!vantage.knows_all()).then(|| l.t.funnel_known(l.datetime(vantage.known_at))),
        }
    }
}

fn kind_choice(l: &L, ask: &Ask, kind: Kind) -> Choice {
    let text = match kind {
        Kind::Cohort => l.t.funnel_kind_cohort(),
        Kind::Activity => l.t.funnel_kind_activity(),
        Kind::Snapshot => l.t.funnel_kind_snapshot(),
    };
    Choice { text, href: links::kind(ask, kind), current: ask.kind == kind }
}

fn variants(l: &L, ask: &Ask) -> Vec<Choice> {
    let base = |(base, text)| Choice { text, href: links::base(ask, base), current: ask.base == base };
    let count =
        |(count, text)| Choice { text, href: links::count_by(ask, count), current: ask.count == count };
    match ask.kind {
        Kind::Cohort => {
            [(Base::Lead, l.t.funnel_base_lead()), (Base::Mql, l.t.funnel_base_mql())].map(base).to_vec()
        }
        Kind::Activity => [
            (Count::FirstTime, l.t.funnel_count_first_time()),
            (Count::Passages, l.t.funnel_count_passages()),
            (Count::Distinct, l.t.funnel_count_distinct()),
        ]
        .map(count)
        .to_vec(),
        Kind::Snapshot => Vec::new(),
    }
}

fn explanation(l: &L, ask: &Ask) -> String {
    match (ask.kind, ask.base) {
        (Kind::Cohort, Base::Lead) => l.t.funnel_explain_cohort_lead(),
        (Kind::Cohort, Base::Mql) => l.t.funnel_explain_cohort_mql(),
        (Kind::Activity, _) => l.t.funnel_explain_activity(),
        (Kind::Snapshot, _) => l.t.funnel_explain_snapshot(),
    }
}

fn mode(l: &L, ask: &Ask) -> Option<String> {
    match (ask.kind, ask.mode) {
        (Kind::Cohort, Mode::Strict) => Some(l.t.funnel_mode_strict()),
        (Kind::Cohort, Mode::Any) => Some(l.t.funnel_mode_any()),
        _ => None,
    }
}

fn range_choice(l: &L, ask: &Ask, range: Range) -> Choice {
    Choice { text: range_name(l, range), href: links::range(ask, range), current: ask.range == Some(range) }
}

fn range_name(l: &L, range: Range) -> String {
    match range {
        Range::ThisWeek => l.t.funnel_range_this_week(),
        Range::LastWeek => l.t.funnel_range_last_week(),
        Range::ThisMonth => l.t.funnel_range_this_month(),
        Range::LastMonth => l.t.funnel_range_last_month(),
        Range::ThisQuarter => l.t.funnel_range_this_quarter(),
        Range::LastQuarter => l.t.funnel_range_last_quarter(),
        Range::ThisYear => l.t.funnel_range_this_year(),
        Range::LastYear => l.t.funnel_range_last_year(),
        Range::Last30Days => l.t.funnel_range_last_30_days(),
        Range::Last90Days => l.t.funnel_range_last_90_days(),
        Range::Last12Months => l.t.funnel_range_last_12_months(),
    }
}

fn dimension_name(l: &L, dimension: Dimension) -> String {
    match dimension {
        Dimension::Source => l.t.funnel_dimension_source(),
        Dimension::Persona => l.t.funnel_dimension_persona(),
        Dimension::Campaign => l.t.funnel_dimension_campaign(),
        Dimension::Owner => l.t.funnel_dimension_owner(),
        Dimension::Company => l.t.funnel_dimension_company(),
    }
}

fn shown(l: &L, question: &Question) -> Vec<Shown> {
    let one = |chip: &Chip| Shown {
        name: dimension_name(l, chip.dimension),
        value: chip.label.clone().unwrap_or_else(|| l.t.funnel_without()),
        without: links::without_filter(&question.ask, chip.dimension, &chip.value),
    };
    question.chips.iter().map(one).collect()
}

fn select(l: &L, ask: &Ask, (dimension, mut options): (Dimension, Vec<(String, String)>)) -> Select {
    if dimension.may_be_none() {
        options.insert(0, ("none".to_owned(), l.t.funnel_without()));
    }
    let wanted = ask.wanted.iter().find(|(wanted, _)| *wanted == dimension);
    let chosen = wanted.and_then(|(_, values)| values.first()).cloned().unwrap_or_default();
    Select { code: dimension.code(), name: dimension_name(l, dimension), options, chosen }
}
