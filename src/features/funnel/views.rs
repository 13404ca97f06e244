//! The funnel's pages, as values; templates turn them into words. Read next: `views/links.rs` (where figures lead).

mod bar;
mod links;
mod report;

pub use bar::{Bar, Lists};
pub use report::FunnelPage;

use super::figures::{Opened, Question};
use super::model::{Line, Place};
use crate::domain::funnel::{Ask, Behind, Kind};
use crate::domain::history::Base;
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::stage::Stage;
use crate::domain::stats::{Basis, StepTimes};
use crate::domain::zone::date_of;
use crate::i18n::L;
use crate::web::page::Shell;
use askama::Template;
use chrono::NaiveDate;
use std::collections::HashMap;

/// `GET /funnel/times`: a page, and a part of the funnel's page.
#[derive(Template)]
#[template(path = "funnel/times.html", blocks = ["times"])]
pub struct TimesPage {
    l: L,
    shell: Shell,
    back: String,
    steps: Vec<TimesRow>,
}

struct TimesRow {
    from: Stage,
    to: Stage,
    median: String,
    counts_open: bool,
    p90: String,
    done: usize,
    open: usize,
}

impl TimesPage {
    /// Times of every step of `ask`, in order.
    pub fn new(shell: Shell, ask: &Ask, times: &[StepTimes]) -> Self {
        let l = shell.l;
        let steps = ask.stages.windows(2).zip(times);
        let row = |(stages, times): (&[Stage], &StepTimes)| match stages {
            [from, to] => Some(TimesRow::new(&l, *from, *to, times)),
            _ => None,
        };
        Self { l, shell, back: links::funnel(ask), steps: steps.filter_map(row).collect() }
    }
}

impl TimesRow {
    fn new(l: &L, from: Stage, to: Stage, times: &StepTimes) -> Self {
        let days = |days: Option<f64>| {
            days.map_or_else(|| "—".to_owned(), |days| l.t.funnel_times_days(l.decimal(days, 1)))
        };
        Self {
            from,
            to,
            median: match times.basis {
                Basis::Beyond(days) => l.t.funnel_times_beyond(l.decimal(days, 1)),
                _ => days(times.median),
            },
            counts_open: matches!(times.basis, Basis::KaplanMeier | Basis::Beyond(_)),
            p90: days(times.p90_done),
            done: times.done,
            open: times.open,
        }
    }
}

/// `GET /funnel/leads`: the leads behind a count.
#[derive(Template)]
#[template(path = "funnel/leads.html")]
pub struct LeadsPage {
    l: L,
    shell: Shell,
    title: String,
    back: String,
    bar: Bar,
    total: u64,
    entered: String,
    rows: Vec<LeadRow>,
    next: Option<String>,
}

struct LeadRow {
    line: Line,
    href: String,
    /// Day of the base event.
    day: Option<NaiveDate>,
    /// Instant of the entry.
    at: Option<Instant>,
}

impl LeadsPage {
    /// One page of the list.
    pub fn new(
        shell: Shell,
        question: Question,
        behind: Behind,
        opened: Opened,
        lines: HashMap<Id<of::Lead>, Line>,
    ) -> Self {
        let (l, ask) = (shell.l, &question.ask);
        let what = match behind.not_reached {
            Some(later) => l.t.funnel_leads_not_reached(l.stage(behind.stage), l.stage(later)),
            None => l.stage(behind.stage),
        };
        let row = |place: &Place| {
            let line = lines.get(&place.lead).cloned()?;
            let (day, at) = match ask.kind {
                Kind::Cohort => (i32::try_from(place.hit.key).ok().and_then(date_of), None),
                _ => (None, Some(Instant::from_micros(place.hit.key))),
            };
            Some(LeadRow { href: crate::urls::lead(line.id), line, day, at })
        };
        Self {
            title: l.t.funnel_lead_title(what, l.int(opened.total)),
            back: links::funnel(ask),
            total: opened.total,
            entered: match (ask.kind, ask.base) {
                (Kind::Cohort, Base::Lead) => l.t.funnel_leads_created(),
                (Kind::Cohort, Base::Mql) => l.t.funnel_leads_became_mql(),
                _ => l.t.funnel_leads_entered(),
            },
            rows: opened.places.iter().filter_map(row).collect(),
            next: opened.next.map(|place| links::more(ask, behind, place.cursor())),
            bar: Bar::new(&l, &question, Lists::default()),
            l,
            shell,
        }
    }
}
