//! One obligation in a list, and why it stands as it does.

use super::{kind_text, open_time, status_text};
use crate::domain::calendar::{Calendar, Holiday, Sha, Why, explain};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::sla::{Kind, Status};
use crate::features::sla::Listed;
use crate::i18n::L;
use crate::urls;
use std::collections::HashMap;

/// What explanations need beside the lines.
#[derive(Debug, Default)]
pub struct Told {
    /// Frozen calendars.
    pub calendars: HashMap<Sha, Calendar>,
    /// What happened to a lead at an instant: kind of activity, and who.
    pub stops: HashMap<(Id<of::Lead>, Instant), (String, String)>,
}

/// An obligation as a list shows it.
pub struct Line {
    pub name: String,
    pub company: String,
    pub href: String,
    pub owner: String,
    pub kind: String,
    pub started: String,
    pub due: String,
    pub done: Option<String>,
    pub gap: Option<String>,
    pub state: &'static str,
    pub status: String,
    pub late: bool,
    pub handoff: String,
    pub kind_code: &'static str,
    pub excusable: bool,
    pub excuse: String,
    pub excused_by: String,
    pub heading: String,
    pub steps: Vec<Step>,
    pub left_out: Option<String>,
}

/// One stretch of the explanation.
pub struct Step {
    pub day: String,
    pub what: String,
    pub counted: String,
    pub sum: String,
    pub closed: bool,
}

impl Line {
    /// A line, read at `now`; `may_excuse` when its reader may.
    pub fn new(l: &L, listed: &Listed, told: &Told, now: Instant, may_excuse: bool) -> Self {
        let row = &listed.row;
        let status = row.status(now);
        let calendar = listed.calendar.and_then(|sha| told.calendars.get(&sha));
        let done = row.times.done_at.known();
        let end = match (done, status) {
            (Some(done), _) => done,
            (None, Status::Breached) => now,
            _ => row.times.due_at.known().unwrap_or(now),
        };
        let promised = calendar.map_or(0, |c| c.elapsed(row.started_at, row.times.due_at));
        let elapsed = calendar.map_or(0, |c| c.elapsed(row.started_at, end));
        let over = matches!(status, Status::Breached | Status::MissedLate);
        let (steps, more) = calendar.map_or((Vec::new(), 0), |c| steps(l, c, listed, told, end));
        Self {
            name: listed.name.clone(),
            company: listed.company.clone(),
            href: urls::lead(row.lead),
            owner: listed.owner.clone(),
            kind: kind_text(l, row.kind),
            started: l.datetime(row.started_at),
            due: row.times.due_at.known().map_or_else(|| "—".into(), |at| l.datetime(at)),
            done: done.map(|at| l.datetime(at)),
            gap: over.then(|| l.t.sla_over(open_time(l, elapsed - promised))),
            state: status.code(),
            status: status_text(l, status),
            late: row.late,
            handoff: row.handoff.to_string(),
            kind_code: row.kind.code(),
            excusable: may_excuse && matches!(status, Status::Breached | Status::MissedLate | Status::AtRisk),
            excuse: listed.excuse.clone(),
            excused_by: listed.excused_by.clone(),
            heading: l.t.sla_why_heading(
                open_time(l, elapsed),
                open_time(l, promised),
                row.terms.to_string(),
            ),
            steps,
            left_out: (more > 0).then(|| l.t.sla_why_more(l.int(more))),
        }
    }
}

fn steps(l: &L, calendar: &Calendar, listed: &Listed, told: &Told, end: Instant) -> (Vec<Step>, u32) {
    let row = &listed.row;
    let local = L::new(l.lang, calendar.zone(), l.now);
    let (stretches, more) = explain(calendar, row.started_at, end);
    let mut sum = 0;
    let last = stretches.len().saturating_sub(1);
    let steps = stretches.iter().enumerate().map(|(at, s)| {
        sum += s.counted;
        let hours = || local.t.sla_from_to(local.hour(s.from), local.hour(s.until));
        let mut what = match &s.why {
            Why::Open => hours(),
            Why::Break => local.t.sla_why_break(hours()),
            Why::OutsideHours => local.t.sla_why_closed(hours()),
            Why::Weekend => local.t.sla_why_weekend(),
            Why::Holiday(holiday) => local.t.sla_why_holiday(holiday_text(l, *holiday)),
            Why::Closure(label) if label.is_empty() => local.t.sla_why_closure_plain(),
            Why::Closure(label) => local.t.sla_why_closure(label.as_str()),
        };
        let due = row.times.due_at;
        if s.why == Why::Open && due > s.from && due <= s.until && due != end {
            what = local.t.sla_why_reached(what, local.hour(due));
        }
        if at == last
            && row.times.done_at == end
            && let Some((kind, who)) =
                told.stops.get(&(row.lead, end)).filter(|_| row.kind == Kind::FirstContact)
        {
            what = local.t.sla_why_stopped(what, activity_text(l, kind), who.as_str());
        }
        Step {
            day: local.date(s.day),
            what,
            counted: open_time(l, s.counted),
            sum: open_time(l, sum),
            closed: s.why != Why::Open,
        }
    });
    (steps.collect(), more)
}

fn activity_text(l: &L, kind: &str) -> String {
    match kind {
        "call" => l.t.sla_by_call(),
        "email" => l.t.sla_by_email(),
        "meeting" => l.t.sla_by_meeting(),
        _ => l.t.sla_by_message(),
    }
}

/// The name of a public holiday.
pub fn holiday_text(l: &L, holiday: Holiday) -> String {
    match holiday {
        Holiday::NewYear => l.t.holiday_new_year(),
        Holiday::GoodFriday => l.t.holiday_good_friday(),
        Holiday::EasterMonday => l.t.holiday_easter_monday(),
        Holiday::LabourDay => l.t.holiday_labour_day(),
        Holiday::Victory => l.t.holiday_victory(),
        Holiday::Ascension => l.t.holiday_ascension(),
        Holiday::WhitMonday => l.t.holiday_whit_monday(),
        Holiday::NationalDay => l.t.holiday_national_day(),
        Holiday::Assumption => l.t.holiday_assumption(),
        Holiday::AllSaints => l.t.holiday_all_saints(),
        Holiday::Armistice => l.t.holiday_armistice(),
        Holiday::Abolition => l.t.holiday_abolition(),
        Holiday::Christmas => l.t.holiday_christmas(),
        Holiday::SaintStephen => l.t.holiday_saint_stephen(),
    }
}
