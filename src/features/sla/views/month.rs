//! `/sla`: the promises of both sides, and where they are.

use super::chart::Chart;
use super::line::{Line, Told};
use super::{kind_text, month_code, open_time, url};
use crate::domain::calendar::Calendar;
use crate::domain::instant::Instant;
use crate::domain::pacing::PaceVerdict;
use crate::domain::period::Period;
use crate::domain::sla::{Attainment, Kind, Status, Terms, in_force, month_target};
use crate::domain::stats::Rate;
use crate::features::sla::figures::{self, Volume};
use crate::features::sla::{Listed, Relayed, Split, Tally};
use crate::i18n::L;
use crate::urls;
use crate::web::page::Shell;
use askama::Template;
use chrono::{Datelike, NaiveDate};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// Months offered beside the one shown.
const MONTHS: usize = 4;

fn split_text(split: Split, l: &L) -> String {
    match split {
        Split::Owner => l.t.sla_by_owner(),
        Split::Persona => l.t.sla_by_persona(),
        Split::Source => l.t.sla_by_source(),
    }
}

/// Names of members, personas and sources.
#[derive(Debug, Default)]
pub struct Names {
    /// Members.
    pub owners: HashMap<Uuid, String>,
    /// Personas.
    pub personas: HashMap<Uuid, String>,
    /// Sources.
    pub sources: HashMap<Uuid, String>,
}

impl Names {
    /// The name of a value, or «without».
    pub fn name(&self, l: &L, by: Split, id: Option<Uuid>) -> String {
        let list = match by {
            Split::Owner => &self.owners,
            Split::Persona => &self.personas,
            Split::Source => &self.sources,
        };
        id.and_then(|id| list.get(&id).cloned()).unwrap_or_else(|| l.t.sla_nobody())
    }
}

/// What is known of a month.
pub struct Month {
    /// The month.
    pub month: Period,
    /// Today.
    pub today: NaiveDate,
    /// Now.
    pub now: Instant,
    /// What sales are split by.
    pub by: Split,
    /// Every term.
    pub terms: Vec<Terms>,
    /// The organisation's calendar.
    pub calendar: Calendar,
    /// Obligations due in the month.
    pub tallies: Vec<Tally>,
    /// Handoffs of the month.
    pub relayed: Vec<Relayed>,
    /// Marketing's volume.
    pub volume: Volume,
}

struct Tab {
    href: String,
    text: String,
    current: bool,
}

struct Promise {
    title: String,
    promise: String,
    value: String,
    of: String,
    href: String,
    rate: Option<Rate>,
    share: Option<f64>,
    details: Vec<(String, String)>,
    state: &'static str,
    status: String,
}

struct Group {
    name: String,
    cells: Vec<(String, String)>,
    rate: Rate,
    rate_href: String,
    interval: String,
}

struct Persona {
    name: String,
    target: Option<String>,
    volume: String,
    volume_href: String,
    acceptance: Rate,
    acceptance_href: String,
}

/// `GET /sla`.
#[derive(Template)]
#[template(path = "sla/index.html")]
pub struct SlaPage {
    l: L,
    shell: Shell,
    title: String,
    terms: Option<String>,
    next: Option<String>,
    manages: bool,
    tabs: Vec<Tab>,
    marketing: Vec<Promise>,
    sales: Vec<Promise>,
    volume: Volume,
    chart: Option<Chart>,
    chart_says: String,
    forecast: Option<String>,
    working_days: String,
    by_tabs: Vec<Tab>,
    by_name: String,
    groups: Vec<Group>,
    personas: Vec<Persona>,
    lines: Vec<Line>,
    more: Option<String>,
    counted_out: String,
    path: String,
}

impl SlaPage {
    /// The page of a month; `lines` are obligations in trouble, and how many to show.
    pub fn new(
        shell: Shell,
        m: Month,
        names: &Names,
        (lines, most): (Vec<Listed>, usize),
        told: &Told,
        manages: bool,
    ) -> Self {
        let l = shell.l;
        let code = month_code(m.month);
        let trouble = [
            ("month", code.as_str()),
            ("status", "breached"),
            ("status", "at_risk"),
            ("status", "missed_late"),
        ];
        let pacing = m.volume.pacing;
        let forecast = pacing.filter(|_| m.month.contains(m.today)).and_then(|p| p.forecast());
        let all = figures::attainment(&m.tallies, None);
        let day = m.today.clamp(m.month.from, m.month.last());
        let worked = m.calendar.working_days(m.month);
        Self {
            title: l.t.sla_title(),
            terms: in_force(&m.terms, day)
                .map(|t| l.t.sla_in_force(t.number.to_string(), l.date(t.starts_on))),
            next: next_change(&l, &m),
            tabs: tabs(&l, &m),
            marketing: marketing(&l, &m, &code),
            sales: Kind::ALL.into_iter().map(|kind| sales(&l, &m, &code, kind)).collect(),
            chart: Chart::of(&m.volume, forecast),
            chart_says: pacing.map_or_else(String::new, |p| {
                let expected = p.expected().map_or_else(|| "—".into(), |e| l.decimal(e, 1));
                l.t.sla_chart_says(l.int(m.volume.actual), expected, l.decimal(p.target, 1))
            }),
            forecast: forecast
                .map(|f| l.t.sla_forecast_band(l.int(f.low), l.int(f.high), l.share(f.p_reach))),
            working_days: l.t.sla_working_days(i64::from(worked), l.int(worked)),
            by_tabs: by_tabs(&l, &m, &code),
            by_name: split_text(m.by, &l),
            groups: groups(&l, &m, names, &code),
            personas: personas(&l, &m, names, &code),
            more: (lines.len() > most).then(|| url(urls::SLA_LEADS, &trouble)),
            lines: lines.iter().take(most).map(|line| Line::new(&l, line, told, m.now, manages)).collect(),
            counted_out: l.t.sla_counted_out(
                l.int(all.cancelled),
                l.int(all.excused),
                l.int(all.late_entries),
            ),
            path: shell.path.clone(),
            volume: m.volume,
            manages,
            l,
            shell,
        }
    }
}

fn next_change(l: &L, m: &Month) -> Option<String> {
    let next = m.terms.iter().filter(|t| t.starts_on > m.today).min_by_key(|t| t.starts_on)?;
    let minutes = |n: u32| open_time(l, i64::from(n) * 60);
    Some(l.t.sla_next_change(
        l.date(next.starts_on),
        l.int(next.mql_target),
        minutes(next.first_contact_minutes),
        minutes(next.decision_minutes),
    ))
}

fn tabs(l: &L, m: &Month) -> Vec<Tab> {
    let this = Period::month(m.today.year(), m.today.month());
    let mut months: Vec<Period> =
        std::iter::successors(this, |month| Some(month.previous())).take(MONTHS).collect();
    if !months.contains(&m.month) {
        months.push(m.month);
    }
    let tab = |month: Period| Tab {
        href: url(urls::SLA, &[("month", &month_code(month))]),
        text: l.month(month.from),
        current: month == m.month,
    };
    months.into_iter().map(tab).collect()
}

fn by_tabs(l: &L, m: &Month, code: &str) -> Vec<Tab> {
    let tab = |by: Split| Tab {
        href: url(urls::SLA, &[("month", code), ("by", by.code())]),
        text: split_text(by, l),
        current: by == m.by,
    };
    Split::ALL.into_iter().map(tab).collect()
}

fn marketing(l: &L, m: &Month, code: &str) -> Vec<Promise> {
    let behind = |what: &str| url(urls::SLA_LEADS, &[("month", code), ("what", what)]);
    let pacing = m.volume.pacing;
    let number =
        |value: Option<f64>, decimals| value.map_or_else(|| "—".to_owned(), |v| l.decimal(v, decimals));
    let past = m.month.until <= m.today;
    let (state, status) = match pacing {
        None => ("pending", l.t.sla_no_promise()),
        #[expect(clippy::cast_precision_loss, reason = "counts of a month")]
        Some(p) if past && p.actual as f64 >= p.target => ("met", l.t.sla_kept()),
        Some(_) if past => ("breached", l.t.sla_not_kept()),
        Some(p) => match p.verdict() {
            PaceVerdict::TooEarly => ("pending", l.t.sla_pace_early()),
            PaceVerdict::Ahead => ("met", l.t.sla_pace_ahead()),
            PaceVerdict::Watch => ("at_risk", l.t.sla_pace_watch()),
            PaceVerdict::Behind => ("breached", l.t.sla_pace_behind()),
        },
    };
    let mut details = Vec::new();
    if let Some(p) = pacing {
        details.push((l.t.sla_expected(), number(p.expected(), 1)));
        details.push((l.t.sla_pace(), p.pace().map_or_else(|| "—".to_owned(), |v| l.share(v))));
        details.push((l.t.sla_required(), number(p.required_per_day(), 1)));
        details.push((l.t.sla_forecast(), number(p.run_rate(), 0)));
    }
    #[expect(clippy::cast_precision_loss, reason = "counts of a month")]
    let share = pacing.filter(|p| p.target > 0.0).map(|p| 100.0 * p.actual as f64 / p.target);
    let volume = Promise {
        title: l.t.sla_volume(),
        promise: pacing.map_or_else(
            || l.t.sla_no_promise(),
            |p| l.t.sla_volume_promise(number(Some(p.target), decimals(p.target))),
        ),
        value: l.int(m.volume.actual),
        of: pacing.map(|p| format!("/ {}", l.decimal(p.target, decimals(p.target)))).unwrap_or_default(),
        href: behind("volume"),
        rate: None,
        share,
        details,
        state,
        status,
    };
    let acceptance = figures::acceptance(&m.relayed);
    let floor = in_force(&m.terms, m.today.clamp(m.month.from, m.month.last())).map(|t| t.acceptance_floor);
    let rate = acceptance.rate();
    let (state, status) = match (floor, rate.n) {
        (Some(floor), 10..) if rate.x * 100 >= u64::from(floor) * rate.n => ("met", l.t.sla_above_floor()),
        (Some(_), 10..) => ("breached", l.t.sla_below_floor()),
        (Some(_), _) => ("pending", l.t.sla_few_decided()),
        (None, _) => ("pending", l.t.sla_no_promise()),
    };
    let quality = Promise {
        title: l.t.sla_quality(),
        promise: floor
            .map_or_else(|| l.t.sla_no_promise(), |f| l.t.sla_quality_promise(l.share(f64::from(f) / 100.0))),
        value: String::new(),
        of: String::new(),
        href: behind("decided"),
        rate: Some(rate),
        share: None,
        details: vec![
            (l.t.sla_accepted(), l.int(acceptance.accepted)),
            (l.t.sla_rejected(), l.int(acceptance.rejected)),
            (l.t.sla_undecided(), l.int(acceptance.undecided)),
        ],
        state,
        status,
    };
    vec![volume, quality]
}

fn decimals(value: f64) -> usize {
    if (value - value.round()).abs() < 1e-9 { 0 } else { 1 }
}

fn sales(l: &L, m: &Month, code: &str, kind: Kind) -> Promise {
    let a = figures::attainment(&m.tallies, Some(kind));
    let terms = in_force(&m.terms, m.today.clamp(m.month.from, m.month.last()));
    let late = a.breached + a.missed_late;
    let (state, status) = if a.breached > 0 {
        ("breached", l.t.sla_count_breached(i64::try_from(a.breached).unwrap_or(i64::MAX), l.int(a.breached)))
    } else if a.at_risk > 0 {
        ("at_risk", l.t.sla_count_at_risk(i64::try_from(a.at_risk).unwrap_or(i64::MAX), l.int(a.at_risk)))
    } else if late == 0 && a.met > 0 {
        ("met", l.t.sla_kept())
    } else {
        ("pending", l.t.sla_pending())
    };
    let counts = [
        (Status::Breached, l.t.sla_breached(), a.breached),
        (Status::MissedLate, l.t.sla_missed_late(), a.missed_late),
        (Status::AtRisk, l.t.sla_at_risk(), a.at_risk),
        (Status::Pending, l.t.sla_pending(), a.pending),
    ];
    Promise {
        title: kind_text(l, kind),
        promise: terms.map_or_else(
            || l.t.sla_no_promise(),
            |t| {
                let time = open_time(l, i64::from(t.minutes(kind)) * 60);
                match kind {
                    Kind::FirstContact => l.t.sla_first_contact_promise(time),
                    Kind::Decision => l.t.sla_decision_promise(time),
                }
            },
        ),
        value: String::new(),
        of: a.rate().interval().map(|_| l.evidence(a.rate())).unwrap_or_default(),
        href: url(urls::SLA_LEADS, &[("month", code), ("kind", kind.code())]),
        rate: Some(a.rate()),
        share: None,
        details: counts.into_iter().filter(|(.., n)| *n > 0).map(|(_, text, n)| (text, l.int(n))).collect(),
        state,
        status,
    }
}

fn groups(l: &L, m: &Month, names: &Names, code: &str) -> Vec<Group> {
    let mut sums: BTreeMap<Option<Uuid>, Attainment> = BTreeMap::new();
    for t in &m.tallies {
        sums.entry(t.value).or_default().add(t.status, t.n, t.late);
    }
    let mut groups: Vec<Group> = sums
        .into_iter()
        .map(|(id, a)| {
            let value = id.map_or_else(|| "none".to_owned(), |id| id.to_string());
            let base = [("month", code), (m.by.code(), value.as_str())];
            let behind = |statuses: &[Status]| {
                let mut pairs = base.to_vec();
                pairs.extend(statuses.iter().map(|s| ("status", s.code())));
                url(urls::SLA_LEADS, &pairs)
            };
            let counted = [Status::Met, Status::Breached, Status::MissedLate];
            let shown = [Status::Met, Status::Breached, Status::MissedLate, Status::AtRisk, Status::Pending];
            let cell = |status: Status| (l.int(a.of(status)), behind(&[status]));
            let interval = a.rate().interval();
            Group {
                name: names.name(l, m.by, id),
                cells: std::iter::once((l.int(a.due()), behind(&[]))).chain(shown.map(cell)).collect(),
                rate: a.rate(),
                rate_href: behind(&counted),
                interval: interval
                    .map(|i| l.t.sla_interval(l.share(i.low), l.share(i.high)))
                    .unwrap_or_default(),
            }
        })
        .collect();
    groups.sort_by(|a, b| a.name.cmp(&b.name));
    groups
}

fn personas(l: &L, m: &Month, names: &Names, code: &str) -> Vec<Persona> {
    let mut ids: Vec<Option<Uuid>> = m.relayed.iter().map(|r| r.persona.map(|id| id.uuid())).collect();
    ids.extend(m.terms.iter().flat_map(|t| t.personas.iter().map(|(id, _)| Some(id.uuid()))));
    ids.sort_unstable();
    ids.dedup();
    let mut rows: Vec<Persona> = ids
        .into_iter()
        .map(|id| {
            let of = |t: &Terms| t.personas.iter().find(|(p, _)| Some(p.uuid()) == id).map(|(_, n)| *n);
            let target = month_target(&m.terms, &m.calendar, m.month, of).filter(|t| *t > 0.0);
            let own: Vec<Relayed> =
                m.relayed.iter().filter(|r| r.persona.map(|p| p.uuid()) == id).copied().collect();
            let value = id.map_or_else(|| "none".to_owned(), |id| id.to_string());
            let behind =
                |what: &str| url(urls::SLA_LEADS, &[("month", code), ("what", what), ("persona", &value)]);
            Persona {
                name: names.name(l, Split::Persona, id),
                target: target.map(|t| l.decimal(t, decimals(t))),
                volume: l.int(own.iter().map(|r| r.volume).sum::<u64>()),
                volume_href: behind("volume"),
                acceptance: figures::acceptance(&own).rate(),
                acceptance_href: behind("decided"),
            }
        })
        .collect();
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    rows
}
