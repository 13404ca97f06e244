//! `/settings/calendar` and `/settings/agreement`.

use super::line::holiday_text;
use super::{month_code, open_time, url};
use crate::domain::calendar::days::Closed;
use crate::domain::calendar::{Calendar, HolidaySet, WEEK};
use crate::domain::ids::Id;
use crate::domain::period::Period;
use crate::domain::sla::{Terms, in_force};
use crate::features::people::{Choice, zones};
use crate::features::sla::form::{closures_text, hours_text, persona_field};
use crate::i18n::L;
use crate::urls;
use crate::web::form::FormState;
use crate::web::page::{Nav, Shell};
use crate::web::stale::Saved;
use askama::Template;
use chrono::{Datelike, NaiveDate};
use uuid::Uuid;

struct Cell {
    day: u32,
    worked: bool,
    why: String,
    today: bool,
}

/// `GET /settings/calendar`.
#[derive(Template)]
#[template(path = "sla/calendar.html")]
pub struct CalendarPage {
    l: L,
    shell: Shell,
    title: String,
    f: FormState,
    zones: Vec<Choice>,
    sets: Vec<Choice>,
    days: Vec<(&'static str, String)>,
    month: String,
    month_code: String,
    working_days: String,
    previous: String,
    next: String,
    weeks: Vec<Vec<Option<Cell>>>,
    unsaved: bool,
}

impl CalendarPage {
    /// The form with the preview of a month of `calendar`.
    pub fn new(
        shell: Shell,
        calendar: &Calendar,
        version: i64,
        (month, today): (Period, NaiveDate),
        f: Option<FormState>,
    ) -> Self {
        let l = shell.l;
        let unsaved = f.as_ref().is_some_and(|f| !f.has_errors());
        let f = f.unwrap_or_else(|| FormState::filled(values(version, calendar)));
        let worked = calendar.working_days(month);
        let after = Period::month(month.until.year(), month.until.month()).unwrap_or(month);
        let to = |month: Period| url(urls::CALENDAR, &[("month", &month_code(month))]);
        Self {
            title: f.title(&l.t.calendar_title(), &l),
            f,
            zones: zones(),
            sets: HolidaySet::ALL.map(|set| (set.code().to_owned(), set_text(&l, set))).into(),
            days: WEEK.into_iter().zip(day_names(&l)).collect(),
            month: l.month(month.from),
            month_code: month_code(month),
            working_days: l.t.sla_working_days(i64::from(worked), l.int(worked)),
            previous: to(month.previous()),
            next: to(after),
            weeks: weeks(&l, calendar, month, today),
            unsaved,
            l,
            shell: shell.at(Nav::Settings),
        }
    }
}

/// The fields of a calendar's form.
fn values(version: i64, calendar: &Calendar) -> Vec<(&'static str, String)> {
    let mut values = vec![
        ("_version", version.to_string()),
        ("time_zone", calendar.zone().name().to_owned()),
        ("holidays", calendar.holidays().map(|set| set.code().to_owned()).unwrap_or_default()),
        ("closures", closures_text(calendar.closures())),
    ];
    values.extend(WEEK.into_iter().enumerate().map(|(day, name)| (name, hours_text(calendar.hours(day)))));
    values
}

/// What is saved now where it means something else than what was typed: hours can be written in many ways.
pub fn beside(l: &L, version: i64, now: &Calendar, typed: &Calendar) -> Saved {
    let differs = |((field, now), (_, typed)): ((&'static str, String), (_, String))| {
        (now != typed).then_some((field, now))
    };
    let fields = values(version, now).into_iter().zip(values(version, typed)).filter_map(differs);
    fields.fold(Saved::at(version), |saved, (field, value)| match field {
        "time_zone" => saved.chosen(field, &value, &zones()),
        "holidays" => {
            let said = now.holidays().map(|set| set_text(l, set)).unwrap_or_default();
            saved.called(field, &value, said)
        }
        _ => saved.with(field, &value),
    })
}

fn set_text(l: &L, set: HolidaySet) -> String {
    match set {
        HolidaySet::Fr => l.t.calendar_set_fr(),
        HolidaySet::FrAlsaceMoselle => l.t.calendar_set_alsace(),
        HolidaySet::FrReunion => l.t.calendar_set_reunion(),
    }
}

fn day_names(l: &L) -> [String; 7] {
    [
        l.t.calendar_mon(),
        l.t.calendar_tue(),
        l.t.calendar_wed(),
        l.t.calendar_thu(),
        l.t.calendar_fri(),
        l.t.calendar_sat(),
        l.t.calendar_sun(),
    ]
}

fn weeks(l: &L, calendar: &Calendar, month: Period, today: NaiveDate) -> Vec<Vec<Option<Cell>>> {
    let blank = month.from.weekday().num_days_from_monday();
    let mut cells: Vec<Option<Cell>> = (0..blank).map(|_| None).collect();
    for date in month.from.iter_days().take_while(|d| *d < month.until) {
        let why = match calendar.closed_by(date) {
            Some(Closed::Holiday(holiday)) => holiday_text(l, holiday),
            Some(Closed::Closure(closure)) if closure.label.is_empty() => l.t.calendar_closed(),
            Some(Closed::Closure(closure)) => closure.label.clone(),
            None => String::new(),
        };
        cells.push(Some(Cell {
            day: date.day(),
            worked: calendar.is_working_day(date),
            why,
            today: date == today,
        }));
    }
    while !cells.len().is_multiple_of(7) {
        cells.push(None);
    }
    let mut rest = cells.into_iter();
    let mut weeks = Vec::new();
    loop {
        let week: Vec<_> = rest.by_ref().take(7).collect();
        if week.is_empty() {
            return weeks;
        }
        weeks.push(week);
    }
}

struct TermsRow {
    number: String,
    starts: String,
    target: String,
    personas: Vec<(String, String)>,
    floor: String,
    first_contact: String,
    decision: String,
    state: String,
    withdraw: Option<String>,
}

/// `GET /settings/agreement`.
#[derive(Template)]
#[template(path = "sla/agreement.html")]
pub struct AgreementPage {
    l: L,
    shell: Shell,
    title: String,
    f: FormState,
    rows: Vec<TermsRow>,
    personas: Vec<(String, String)>,
    first: bool,
}

impl AgreementPage {
    /// Terms, newest first, and the form of the next ones.
    pub fn new(
        shell: Shell,
        terms: &[Terms],
        personas: &[(Uuid, String)],
        today: NaiveDate,
        f: Option<FormState>,
    ) -> Self {
        let l = shell.l;
        let current = in_force(terms, today);
        let f = f.unwrap_or_else(|| proposal(&l, current));
        let mut sorted: Vec<&Terms> = terms.iter().collect();
        sorted.sort_by_key(|t| std::cmp::Reverse(t.starts_on));
        let name =
            |id: Uuid| personas.iter().find(|(p, _)| *p == id).map(|(_, n)| n.clone()).unwrap_or_default();
        let row = |t: &Terms| TermsRow {
            number: t.number.to_string(),
            starts: l.date(t.starts_on),
            target: l.int(t.mql_target),
            personas: t.personas.iter().map(|(id, n)| (name(id.uuid()), l.int(*n))).collect(),
            floor: l.share(f64::from(t.acceptance_floor) / 100.0),
            first_contact: open_time(&l, i64::from(t.first_contact_minutes) * 60),
            decision: open_time(&l, i64::from(t.decision_minutes) * 60),
            state: if t.starts_on > today {
                l.t.agreement_to_come()
            } else if current.is_some_and(|c| c.number == t.number) {
                l.t.agreement_current()
            } else {
                l.t.agreement_past()
            },
            withdraw: (t.starts_on > today).then(|| urls::agreement_withdraw(t.number)),
        };
        let field = |(id, name): &(Uuid, String)| (persona_field(Id::from_uuid(*id)), name.clone());
        Self {
            title: f.title(&l.t.agreement_title(), &l),
            f,
            rows: sorted.into_iter().map(row).collect(),
            personas: personas.iter().map(field).collect(),
            first: terms.is_empty(),
            l,
            shell: shell.at(Nav::Settings),
        }
    }
}

/// The form starts from what is in force; without anything, from usual values.
fn proposal(l: &L, current: Option<&Terms>) -> FormState {
    let minutes = |n: u32| open_time(l, i64::from(n) * 60);
    let mut values =
        vec![("acceptance_floor".to_owned(), current.map_or(65, |t| t.acceptance_floor).to_string())];
    values.push(("first_contact".to_owned(), minutes(current.map_or(240, |t| t.first_contact_minutes))));
    values.push(("decision".to_owned(), minutes(current.map_or(450, |t| t.decision_minutes))));
    if let Some(t) = current {
        values.push(("mql_target".to_owned(), t.mql_target.to_string()));
        values.extend(t.personas.iter().map(|(id, n)| (persona_field(*id), n.to_string())));
    }
    FormState::filled(values)
}
