//! `/settings/calendar` and the calendars under it.

use super::line::holiday_text;
use super::{month_code, url};
use crate::domain::calendar::days::Closed;
use crate::domain::calendar::{Calendar, HolidaySet, WEEK};
use crate::domain::period::Period;
use crate::features::people::{Choice, zones};
use crate::features::sla::form::{CalendarFields, closures_text, hours_text};
use crate::features::sla::model::Which;
use crate::i18n::L;
use crate::urls;
use crate::web::form::FormState;
use crate::web::page::{Nav, Shell};
use crate::web::stale::Saved;
use askama::Template;
use chrono::{Datelike, NaiveDate};
use uuid::Uuid;

/// A calendar as it is saved, with what its page says beside it.
#[derive(Debug, Clone)]
pub struct CalendarSheet {
    /// Which one.
    pub which: Which,
    /// What is saved; for a new one, what it starts from.
    pub saved: CalendarFields,
    /// For concurrent edits; 0 while nothing was written.
    pub version: i64,
    /// The calendars beside the organisation's, with their names.
    pub named: Vec<(Uuid, String)>,
    /// Names of the members and queues that work by it.
    pub followed_by: Vec<String>,
}

impl CalendarSheet {
    /// What is saved where it means something else than what was typed: hours can be written in many ways.
    pub fn beside(&self, l: &L, typed: &CalendarFields) -> Saved {
        let both = values(self.version, &self.saved).into_iter().zip(values(self.version, typed));
        let differing = both.filter(|((_, now), (_, typed))| now != typed).map(|(now, _)| now);
        differing.fold(Saved::at(self.version), |saved, (field, value)| match field {
            "time_zone" => saved.chosen(field, &value, &zones()),
            "holidays" => saved.chosen(field, &value, &sets(l)),
            _ => saved.with(field, &value),
        })
    }
    fn action(&self) -> String {
        match self.which {
            Which::Organisation => urls::CALENDAR.to_owned(),
            Which::New => urls::NEW_CALENDAR.to_owned(),
            Which::Named(id) => urls::calendar(id),
        }
    }
}

struct Tab {
    href: String,
    name: String,
    current: bool,
}

struct Cell {
    day: u32,
    worked: bool,
    why: String,
    today: bool,
}

/// A page of a calendar.
#[derive(Template)]
#[template(path = "sla/calendar.html")]
pub struct CalendarPage {
    l: L,
    shell: Shell,
    title: String,
    tabs: Vec<Tab>,
    which: Which,
    action: String,
    followed_by: String,
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
        sheet: &CalendarSheet,
        calendar: &Calendar,
        (month, today): (Period, NaiveDate),
        f: Option<FormState>,
    ) -> Self {
        let l = shell.l;
        let unsaved = f.as_ref().is_some_and(|f| !f.has_errors());
        let f = f.unwrap_or_else(|| FormState::filled(values(sheet.version, &sheet.saved)));
        let worked = calendar.working_days(month);
        let after = Period::month(month.until.year(), month.until.month()).unwrap_or(month);
        let action = sheet.action();
        let to = |month: Period| url(&action, &[("month", &month_code(month))]);
        Self {
            title: f.title(&l.t.calendar_title(), &l),
            tabs: tabs(&l, sheet),
            which: sheet.which,
            followed_by: sheet.followed_by.join(", "),
            f,
            zones: zones(),
            sets: sets(&l),
            days: WEEK.into_iter().zip(day_names(&l)).collect(),
            month: l.month(month.from),
            month_code: month_code(month),
            working_days: l.t.sla_working_days(i64::from(worked), l.int(worked)),
            previous: to(month.previous()),
            next: to(after),
            weeks: weeks(&l, calendar, month, today),
            unsaved,
            action,
            l,
            shell: shell.at(Nav::Settings),
        }
    }
}

fn tabs(l: &L, sheet: &CalendarSheet) -> Vec<Tab> {
    let tab = |which, href, name| Tab { href, name, current: which == sheet.which };
    let first = tab(Which::Organisation, urls::CALENDAR.to_owned(), l.t.calendar_of_organisation());
    let named = sheet.named.iter().map(|(id, name)| tab(Which::Named(*id), urls::calendar(id), name.clone()));
    let last = tab(Which::New, urls::NEW_CALENDAR.to_owned(), l.t.calendar_add());
    std::iter::once(first).chain(named).chain([last]).collect()
}

/// The fields of a calendar's form.
fn values(version: i64, fields: &CalendarFields) -> Vec<(&'static str, String)> {
    let calendar = &fields.calendar;
    let mut values = vec![
        ("_version", version.to_string()),
        ("name", fields.name.clone()),
        ("time_zone", calendar.zone().name().to_owned()),
        ("holidays", calendar.holidays().map(|set| set.code().to_owned()).unwrap_or_default()),
        ("closures", closures_text(calendar.closures())),
    ];
    values.extend(WEEK.into_iter().enumerate().map(|(day, name)| (name, hours_text(calendar.hours(day)))));
    values
}

fn sets(l: &L) -> Vec<Choice> {
    let name = |set| match set {
        HolidaySet::Fr => l.t.calendar_set_fr(),
        HolidaySet::FrAlsaceMoselle => l.t.calendar_set_alsace(),
        HolidaySet::FrReunion => l.t.calendar_set_reunion(),
    };
    HolidaySet::ALL.map(|set| (set.code().to_owned(), name(set))).into()
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
