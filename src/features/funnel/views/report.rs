//! The funnel's page: a sentence, then the table that proves it and draws it.

use super::bar::{Bar, Lists};
use super::links;
use crate::domain::funnel::{Ask, Behind, Kind, Note, Report, Step, narrowest};
use crate::domain::history::Mode;
use crate::domain::stage::Stage;
use crate::domain::stats::{Rate, SampleGuard};
use crate::features::funnel::figures::Question;
use crate::i18n::{L, format};
use crate::web::page::Shell;
use crate::web::sentence::{Piece, mark, pieces};
use askama::Template;

/// `GET /funnel`.
#[derive(Template)]
#[template(path = "funnel/index.html")]
pub struct FunnelPage {
    l: L,
    shell: Shell,
    bar: Bar,
    head: Vec<Piece>,
    head_is_indicative: bool,
    notes: Vec<String>,
    empty: Option<String>,
    rows: Vec<StageRow>,
    has_targets: bool,
    flows: bool,
    steps: bool,
    caption: String,
    previous_period: Option<String>,
    how: Vec<String>,
    times: String,
    wider: String,
}

/// One stage of the table.
struct StageRow {
    stage: Stage,
    count: u64,
    href: String,
    /// Lengths in percent of the longest bar.
    now: f64,
    was: Option<f64>,
    goal: Option<f64>,
    step: Option<StepCells>,
}

/// What is said of the step that leads to a stage.
struct StepCells {
    rate: Rate,
    interval: String,
    small: bool,
    few: bool,
    target: Option<f64>,
    gap: Option<String>,
    previous: Option<Rate>,
    previous_says_rate: bool,
    previous_href: String,
    cumulative: Rate,
    stopped: u64,
    stopped_href: Option<String>,
}

impl FunnelPage {
    /// The page of a report; `lists` gives the values that filters can take.
    pub fn new(shell: Shell, question: &Question, report: &Report, lists: Lists) -> Self {
        let (l, ask) = (shell.l, &report.ask);
        let period = l.period(ask.period);
        let (head, head_is_indicative) = head(&l, report);
        Self {
            bar: Bar::new(&l, question, lists),
            head,
            head_is_indicative,
            notes: report.notes.iter().map(|note| note_text(&l, *note)).collect(),
            empty: report.is_empty().then(|| l.t.funnel_empty(period.clone())),
            rows: rows(&l, report),
            has_targets: !ask.targets.is_empty(),
            flows: ask.kind == Kind::Activity,
            steps: ask.has_steps(),
            caption: l.t.funnel_caption(period),
            previous_period: report.previous.as_deref().map(|(ask, _)| l.period(ask.period)),
            how: how(&l, report),
            times: links::times(ask),
            wider: links::range(ask, crate::domain::period::Range::Last12Months),
            l,
            shell,
        }
    }
}

fn rows(l: &L, report: &Report) -> Vec<StageRow> {
    let ask = &report.ask;
    let before = |stage| report.previous_count(stage);
    let all = report.counts.iter().flat_map(|(stage, count)| [Some(*count), before(*stage)]);
    let longest = all.flatten().max().unwrap_or(0);
    let share = |count: u64| Rate::new(count, longest).value().unwrap_or(0.0) * 100.0;
    let row = |(k, (stage, count)): (usize, &(Stage, u64))| {
        let step = k.checked_sub(1).and_then(|k| report.steps.get(k));
        let goal = step.and_then(|step| Some(step.target? * share(step.rate.n)));
        StageRow {
            stage: *stage,
            count: *count,
            href: links::count(ask, *stage),
            now: share(*count),
            was: before(*stage).map(share),
            goal,
            step: step.map(|step| cells(l, report, step)),
        }
    };
    report.counts.iter().enumerate().map(row).collect()
}

fn cells(l: &L, report: &Report, step: &Step) -> StepCells {
    let ask = &report.ask;
    let guard = step.rate.guard();
    let nested = ask.kind == Kind::Cohort && ask.mode != Mode::Any;
    let interval = step.rate.interval().filter(|_| ask.kind == Kind::Cohort && guard > SampleGuard::TooFew);
    let gap = match (step.target, step.rate.value()) {
        (Some(target), Some(rate)) if guard > SampleGuard::TooFew => Some(points(l, (rate - target) * 100.0)),
        _ => None,
    };
    StepCells {
        rate: step.rate,
        interval: interval.map(|interval| format::interval(l.lang, interval)).unwrap_or_default(),
        small: guard < SampleGuard::Solid,
        few: guard <= SampleGuard::TooFew,
        target: step.target,
        gap,
        previous: step.previous,
        previous_says_rate: step.previous.is_some_and(|rate| rate.guard() > SampleGuard::TooFew),
        previous_href: report
            .previous
            .as_deref()
            .map(|(ask, _)| links::count(ask, step.to))
            .unwrap_or_default(),
        cumulative: step.cumulative,
        stopped: step.stopped(),
        stopped_href: nested
            .then(|| links::leads(ask, Behind { stage: step.from, not_reached: Some(step.to) })),
    }
}

/// A difference of rates, in points.
#[expect(clippy::cast_possible_truncation, reason = "at most a few thousand points, to choose a plural")]
fn points(l: &L, points: f64) -> String {
    let plural = points.abs().floor() as i64;
    l.t.funnel_points(plural, format::signed(l.lang, points, 1))
}

/// The sentence that the page opens with, and whether its sample is small.
fn head(l: &L, report: &Report) -> (Vec<Piece>, bool) {
    let ask = &report.ask;
    match (ask.kind, report.counts.as_slice()) {
        (Kind::Cohort, _) => match narrowest(&report.steps) {
            Some(step) => (narrow(l, report, step), step.rate.guard() == SampleGuard::Indicative),
            None => {
                let first = ask.stages.first().copied().unwrap_or(Stage::Lead);
                let text = l.t.funnel_head_few(mark(0), l.stage(first));
                (pieces(&text, &[linked(l, ask, first, report.base())]), false)
            }
        },
        (Kind::Activity, [(from, first), .., (to, last)]) => {
            let text = l.t.funnel_head_activity(mark(0), l.stage(*from), mark(1), l.stage(*to));
            (pieces(&text, &[linked(l, ask, *from, *first), linked(l, ask, *to, *last)]), false)
        }
        (_, counts) => {
            let total: u64 = counts.iter().map(|(_, count)| count).sum();
            (pieces(&l.t.funnel_head_snapshot(l.int(total)), &[]), false)
        }
    }
}

fn linked(l: &L, ask: &Ask, stage: Stage, count: u64) -> (String, Option<String>) {
    (l.int(count), Some(links::count(ask, stage)))
}

fn narrow(l: &L, report: &Report, step: &Step) -> Vec<Piece> {
    let ask = &report.ask;
    let interval = step.rate.interval().map(|i| format::interval(l.lang, i)).unwrap_or_default();
    let text =
        l.t.funnel_head_narrowest(l.stage(step.from), l.stage(step.to), mark(0), mark(1), mark(2), interval);
    let figures = |ask: &Ask, rate: Rate| {
        let to = links::count(ask, step.to);
        [
            (l.pct(rate), Some(to.clone())),
            (l.int(rate.x), Some(to)),
            (l.int(rate.n), Some(links::count(ask, step.from))),
        ]
    };
    let mut said = pieces(&text, &figures(ask, step.rate));
    let before = step.previous.filter(|rate| rate.guard() > SampleGuard::TooFew);
    if let (Some(rate), Some((before, _))) = (before, report.previous.as_deref()) {
        let text = format!(" {}", l.t.funnel_head_previous(mark(0), mark(1), mark(2)));
        said.extend(pieces(&text, &figures(before, rate)));
    }
    said
}

fn note_text(l: &L, note: Note) -> String {
    match note {
        Note::AsOfIsNow => l.t.funnel_note_as_of_is_now(),
        Note::KnownAtIsNow => l.t.funnel_note_known_at_is_now(),
        Note::AsOfIsKnownAt => l.t.funnel_note_as_of_is_known_at(),
        Note::NothingKnown => l.t.funnel_note_nothing_known(),
    }
}

/// How the figures are computed, with the figures.
fn how(l: &L, report: &Report) -> Vec<String> {
    let ask = &report.ask;
    let (period, seen) = (l.period(ask.period), l.datetime(ask.vantage.as_of));
    let main = match ask.kind {
        Kind::Cohort => l.t.funnel_how_cohort(l.int(report.base()), period, l.stage(ask.base.stage()), seen),
        Kind::Activity => l.t.funnel_how_activity(period),
        Kind::Snapshot => l.t.funnel_how_snapshot(seen),
    };
    let previous = report.previous.as_deref().map(|(before, _)| {
        l.t.funnel_how_previous(l.period(before.period), l.datetime(before.vantage.as_of))
    });
    [main].into_iter().chain(previous).collect()
}
