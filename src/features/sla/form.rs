//! What people and programs say about hours and promises, judged.

use crate::domain::calendar::{Calendar, CalendarError, ClockTime, Closure, HolidaySet, Hours, WEEK};
use crate::domain::dates::parse_iso;
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::period::Period;
use crate::domain::sla::{DurationError, Terms, parse_minutes};
use crate::domain::text::fold;
use crate::domain::zone::{check_date, parse_zone};
use crate::web::check::Check;
use crate::web::error::AppError;
use crate::web::form::{FieldErrors, RawForm};
use crate::web::words::Words;
use crate::words;
use chrono::{DateTime, NaiveDate};
use serde_json::Value;

/// Longest name of a calendar, in characters.
pub const NAME_MAX: usize = 80;

/// What a preview counts.
#[derive(Debug, Clone, Copy)]
pub enum Counted {
    /// Open time until here.
    Until(Instant),
    /// When so much open time has elapsed, in seconds.
    Seconds(i64),
}

/// A month as an address says it: `2026-11`.
pub fn month(text: &str) -> Option<Period> {
    let (year, month) = text.trim().split_once('-')?;
    let digits = |part: &str, n: usize| part.len() == n && part.bytes().all(|b| b.is_ascii_digit());
    if !digits(year, 4) || !digits(month, 2) {
        return None;
    }
    Period::month(year.parse().ok()?, month.parse().ok()?)
}

/// The sentence for a fault of hours.
fn hours_fault(fault: CalendarError) -> Words {
    match fault {
        CalendarError::Empty { .. } => words!(calendar_hours_empty),
        CalendarError::Inverted { .. } => words!(calendar_hours_inverted),
        CalendarError::Overlap { .. } => words!(calendar_hours_overlap),
        CalendarError::TooMany { .. } => words!(calendar_hours_many),
        CalendarError::NeverOpen => words!(calendar_never_open),
        CalendarError::ClosureInverted { .. } => words!(calendar_closure_inverted),
        CalendarError::ClosureTooLong { .. } => words!(calendar_closure_long),
        CalendarError::TooManyClosures => words!(calendar_closures_many),
    }
}

/// The field at fault: a weekday of the week, `weekly` or `closures`.
fn field_of(fault: CalendarError) -> &'static str {
    use CalendarError as E;
    match fault {
        E::Empty { day } | E::Inverted { day } | E::Overlap { day } | E::TooMany { day } => {
            WEEK.get(day).copied().unwrap_or("mon")
        }
        E::NeverOpen => "mon",
        E::ClosureInverted { .. } | E::ClosureTooLong { .. } | E::TooManyClosures => "closures",
    }
}

/// Reads `9:00–12:30, 14:00–18:00`.
fn hours(text: &str) -> Result<Vec<Hours>, Words> {
    let mut found = Vec::new();
    for part in text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()) {
        let sides: Vec<&str> = part.split(['-', '–', '—', 'à']).collect();
        let [start, end] = sides.as_slice() else { return Err(words!(calendar_hours_format)) };
        let clock = |side: &str| side.parse::<ClockTime>().map_err(|_| words!(calendar_hours_format));
        found.push(Hours { start: clock(start)?, end: clock(end)? });
    }
    Ok(found)
}

/// Hours as the form shows them.
pub fn hours_text(hours: &[Hours]) -> String {
    let one = |h: &Hours| format!("{}–{}", h.start, h.end);
    hours.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// Closures as the form shows them, one a line.
pub fn closures_text(closures: &[Closure]) -> String {
    let one = |c: &Closure| {
        let days = if c.from == c.last { c.from.to_string() } else { format!("{} – {}", c.from, c.last) };
        format!("{days} {}", c.label).trim().to_owned()
    };
    closures.iter().map(one).collect::<Vec<_>>().join("\n")
}

fn a_day(text: &str) -> Option<NaiveDate> {
    let formats = ["%Y-%m-%d", "%d/%m/%Y"];
    let date = formats.iter().find_map(|f| NaiveDate::parse_from_str(text, f).ok())?;
    check_date(date).ok()
}

/// Reads closures: a line each, a day or two with a dash between, then a name.
fn closures(text: &str) -> Result<Vec<Closure>, Words> {
    let mut found = Vec::new();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let number = (at + 1).to_string();
        let wrong = || {
            let number = number.clone();
            words!(calendar_closure_line, number)
        };
        let mut parts: Vec<&str> = line.split_whitespace().collect();
        let from = parts.first().and_then(|text| a_day(text)).ok_or_else(wrong)?;
        let dashed = parts.get(1).is_some_and(|dash| matches!(*dash, "-" | "–" | "—" | "au" | "to"));
        let last = if dashed { parts.get(2).and_then(|text| a_day(text)).ok_or_else(wrong)? } else { from };
        parts.drain(..if dashed { 3 } else { 1 });
        let label: String = parts.join(" ").chars().take(80).collect();
        found.push(Closure { from, last, label });
    }
    Ok(found)
}

/// Reads the form of the calendar: `time_zone`, `holidays`, a field for each weekday, `closures`.
///
/// # Errors
/// Every field at fault.
pub fn calendar(form: &RawForm) -> Result<Calendar, FieldErrors> {
    let mut c = Check::new(form);
    let zone = c.with("time_zone", |name| parse_zone(name).ok_or_else(|| words!(calendar_zone)));
    let zone = c.required("time_zone", zone);
    let set = c.choice::<HolidaySet>("holidays");
    let mut faulty = false;
    let mut weekly: [Vec<Hours>; 7] = Default::default();
    for (day, field) in weekly.iter_mut().zip(WEEK) {
        let typed = form.get(field).is_some_and(|text| !text.trim().is_empty());
        let read = c.with(field, hours);
        faulty |= typed && read.is_none();
        *day = read.unwrap_or_default();
    }
    let closed = c.with("closures", closures).unwrap_or_default();
    let Some(zone) = zone else { return c.finish(None) };
    match Calendar::new(zone, weekly, set, closed) {
        Ok(calendar) => c.finish(Some(calendar)),
        Err(faults) => {
            for fault in faults {
                // a day that could not be read may be the one with the open time
                if !(faulty && fault == CalendarError::NeverOpen) {
                    c.fail(field_of(fault), hours_fault(fault));
                }
            }
            c.finish(None)
        }
    }
}

/// A calendar as typed.
#[derive(Debug, Clone)]
pub struct CalendarFields {
    /// Its name; empty for the organisation's.
    pub name: String,
    /// Its hours.
    pub calendar: Calendar,
}

/// Reads the form of a calendar, with its `name` when it has one of its own.
///
/// # Errors
/// Every field at fault.
pub fn calendar_fields(form: &RawForm, named: bool) -> Result<CalendarFields, FieldErrors> {
    let mut c = Check::new(form);
    let name = c.line("name", NAME_MAX).filter(|name| !fold(name).is_empty());
    let name = if named { c.required("name", name) } else { Some(String::new()) };
    match (c.finish(name), calendar(form)) {
        (Ok(name), Ok(calendar)) => Ok(CalendarFields { name, calendar }),
        (name, calendar) => {
            let mut all = name.err().unwrap_or_default();
            for (field, why) in calendar.err().unwrap_or_default().iter() {
                all.add(field.to_owned(), why.clone());
            }
            Err(all)
        }
    }
}

fn duration(text: &str) -> Result<u32, Words> {
    parse_minutes(text).map_err(|fault| match fault {
        DurationError::NotADuration => words!(agreement_duration),
        DurationError::Negative => words!(agreement_negative),
        DurationError::Zero => words!(agreement_zero),
        DurationError::TooLong => words!(agreement_duration_long),
    })
}

/// A promised number: whole, above zero.
fn promised(text: &str) -> Result<u32, Words> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    match digits.parse::<i64>() {
        Ok(0) => Err(words!(agreement_zero)),
        Ok(n) if n < 0 => Err(words!(agreement_negative)),
        Ok(n) => u32::try_from(n).ok().filter(|n| *n <= 1_000_000).ok_or_else(|| words!(agreement_large)),
        Err(_) => Err(words!(field_number)),
    }
}

/// The field of a persona's target.
pub fn persona_field(persona: Id<of::Persona>) -> String {
    format!("persona_{persona}")
}

/// Reads the form of new terms; `number` is theirs, `personas` those that may have a target of their own.
///
/// # Errors
/// Every field at fault.
pub fn terms(form: &RawForm, number: i32, personas: &[Id<of::Persona>]) -> Result<Terms, FieldErrors> {
    let mut c = Check::new(form);
    let starts_on = c.date("starts_on");
    let starts_on = c.required("starts_on", starts_on);
    let mql_target = c.with("mql_target", promised);
    let mql_target = c.required("mql_target", mql_target);
    let floor = c.whole("acceptance_floor", 0..=100);
    let floor = c.required("acceptance_floor", floor);
    let first_contact = c.with("first_contact", duration);
    let first_contact = c.required("first_contact", first_contact);
    let decision = c.with("decision", duration);
    let decision = c.required("decision", decision);
    let valid = (|| {
        Some(Terms {
            number,
            starts_on: starts_on?,
            mql_target: mql_target?,
            personas: Vec::new(),
            acceptance_floor: u32::try_from(floor?).ok()?,
            first_contact_minutes: first_contact?,
            decision_minutes: decision?,
        })
    })();
    let mut errors = FieldErrors::default();
    let mut targets = Vec::new();
    for persona in personas {
        let field = persona_field(*persona);
        match form.get(&field).map(str::trim).filter(|text| !text.is_empty()).map(promised) {
            Some(Ok(target)) => targets.push((*persona, target)),
            Some(Err(why)) => errors.add(field, why),
            None => {}
        }
    }
    match c.finish(valid) {
        Ok(terms) if errors.is_empty() => Ok(Terms { personas: targets, ..terms }),
        Ok(_) => Err(errors),
        Err(mut all) => {
            for (field, why) in errors.iter() {
                all.add(field.to_owned(), why.clone());
            }
            Err(all)
        }
    }
}

/// Reads the body of a preview.
///
/// # Errors
/// [`AppError::BadRequest`] when it is no JSON object, else every field at fault.
pub fn preview(body: &[u8]) -> Result<(Calendar, Instant, Counted), AppError> {
    let value: Value = serde_json::from_slice(body).map_err(|e| {
        let (line, column) = (e.line(), e.column());
        AppError::BadRequest(words!(error_json, line, column))
    })?;
    let Value::Object(given) = value else { return Err(AppError::BadRequest(words!(error_bad_request))) };
    let mut errors = FieldErrors::default();
    let known = ["time_zone", "weekly", "holidays", "holiday_set", "from", "until", "add_seconds"];
    for name in given.keys().filter(|name| !known.contains(&name.as_str())) {
        errors.add(name.clone(), words!(sla_unknown_parameter));
    }
    let text = |name: &str| given.get(name).and_then(Value::as_str);
    let zone = text("time_zone").and_then(parse_zone);
    if zone.is_none() {
        errors.add("time_zone", words!(calendar_zone));
    }
    let set = match given.get("holiday_set") {
        None | Some(Value::Null) => None,
        Some(value) => {
            let set = value.as_str().and_then(|code| code.parse::<HolidaySet>().ok());
            if set.is_none() {
                errors.add("holiday_set", words!(field_choice));
            }
            set
        }
    };
    let week = weekly(given.get("weekly"), &mut errors);
    let closed = holidays(given.get("holidays"), &mut errors);
    let from = text("from").and_then(instant);
    if from.is_none() {
        errors.add("from", words!(field_instant));
    }
    let counted = counted(given.get("until"), given.get("add_seconds"), &mut errors);
    let calendar = zone.filter(|_| errors.is_empty()).map(|zone| Calendar::new(zone, week, set, closed));
    let calendar = match calendar {
        Some(Ok(calendar)) => Some(calendar),
        Some(Err(faults)) => {
            for fault in faults {
                let field = match field_of(fault) {
                    "closures" => "holidays".to_owned(),
                    _ if fault == CalendarError::NeverOpen => "weekly".to_owned(),
                    day => format!("weekly.{day}"),
                };
                errors.add(field, hours_fault(fault));
            }
            None
        }
        None => None,
    };
    match (calendar, from, counted) {
        (Some(calendar), Some(from), Some(counted)) => Ok((calendar, from, counted)),
        _ => Err(errors.into()),
    }
}

fn weekly(value: Option<&Value>, errors: &mut FieldErrors) -> [Vec<Hours>; 7] {
    let mut week: [Vec<Hours>; 7] = Default::default();
    let Some(Value::Object(days)) = value else {
        errors.add("weekly", words!(field_required));
        return week;
    };
    for (name, intervals) in days {
        let place = WEEK.iter().position(|day| day == name).and_then(|day| week.get_mut(day));
        let Some(day) = place else {
            errors.add("weekly", words!(calendar_day));
            continue;
        };
        match intervals.as_array().map(|list| list.iter().map(interval).collect::<Option<Vec<_>>>()) {
            Some(Some(read)) => *day = read,
            _ => errors.add(format!("weekly.{name}"), words!(calendar_hours_format)),
        }
    }
    week
}

fn interval(value: &Value) -> Option<Hours> {
    match value.as_array()?.as_slice() {
        [start, end] => {
            Some(Hours { start: start.as_str()?.parse().ok()?, end: end.as_str()?.parse().ok()? })
        }
        _ => None,
    }
}

fn holidays(value: Option<&Value>, errors: &mut FieldErrors) -> Vec<Closure> {
    let closure = |day: &Value| {
        let date = parse_iso(day.as_str()?).ok()?;
        Some(Closure { from: date, last: date, label: String::new() })
    };
    match value {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(days)) => {
            let read: Option<Vec<_>> = days.iter().map(closure).collect();
            read.unwrap_or_else(|| {
                errors.add("holidays", words!(field_date));
                Vec::new()
            })
        }
        Some(_) => {
            errors.add("holidays", words!(field_date));
            Vec::new()
        }
    }
}

/// RFC 3339, the seconds optional.
fn instant(text: &str) -> Option<Instant> {
    let short = || {
        DateTime::parse_from_str(text.trim(), "%Y-%m-%dT%H:%M%:z").ok().map(|at| Instant::from(at.to_utc()))
    };
    let at = Instant::parse_rfc3339(text).or_else(short)?;
    check_date(at.utc().date_naive()).ok().map(|_| at)
}

fn counted(until: Option<&Value>, add: Option<&Value>, errors: &mut FieldErrors) -> Option<Counted> {
    let given = |value: Option<&Value>| value.is_some_and(|value| !value.is_null());
    match (given(until), given(add)) {
        (true, false) => match until.and_then(Value::as_str).and_then(instant) {
            Some(at) => Some(Counted::Until(at)),
            None => {
                errors.add("until", words!(field_instant));
                None
            }
        },
        (false, true) => match add.and_then(Value::as_i64) {
            Some(seconds) if seconds < 0 => {
                errors.add("add_seconds", words!(agreement_negative));
                None
            }
            Some(seconds) => Some(Counted::Seconds(seconds)),
            None => {
                errors.add("add_seconds", words!(field_number));
                None
            }
        },
        _ => {
            errors.add("until", words!(sla_until_or_add));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(pairs: &[(&str, &str)]) -> Vec<(String, &'static str)> {
        let errors = calendar(&RawForm::from_pairs(pairs.iter().copied())).unwrap_err();
        errors.iter().map(|(field, why)| (field.to_owned(), why.key())).collect()
    }

    #[test]
    fn a_calendar_comes_back_as_it_was_typed() {
        let form = RawForm::from_pairs([
            ("time_zone", "Europe/Paris"),
            ("holidays", "fr-reunion"),
            ("mon", "14h–18h, 9:00-12:30"),
            ("closures", "2026-12-24 – 2026-12-31 Fermeture de Noël\n\n01/05/2027"),
        ]);
        let read = calendar(&form).unwrap();
        assert_eq!(hours_text(read.hours(0)), "09:00–12:30, 14:00–18:00");
        assert_eq!(closures_text(read.closures()), "2026-12-24 – 2026-12-31 Fermeture de Noël\n2027-05-01");
        assert_eq!(read.holidays(), Some(HolidaySet::FrReunion));
    }

    #[test]
    fn every_fault_of_a_calendar_is_said_beside_its_field() {
        let zone = ("time_zone", "Europe/Paris");
        assert_eq!(keys(&[zone, ("tue", "22:00–06:00")]), [("tue".into(), "calendar_hours_inverted")]);
        assert_eq!(
            keys(&[zone, ("tue", "9:00–12:00, 11:00–13:00")]),
            [("tue".into(), "calendar_hours_overlap")]
        );
        assert_eq!(keys(&[zone, ("tue", "9–12")]), [("tue".into(), "calendar_hours_format")]);
        assert_eq!(keys(&[zone]), [("mon".into(), "calendar_never_open")]);
        assert_eq!(
            keys(&[("time_zone", "Mars/Base"), ("mon", "9:00–12:00")]),
            [("time_zone".into(), "calendar_zone")]
        );
        assert_eq!(
            keys(&[zone, ("mon", "9:00–12:00"), ("closures", "2026-08-10 – 2026-08-01")]),
            [("closures".into(), "calendar_closure_inverted")]
        );
        assert_eq!(
            keys(&[zone, ("mon", "9:00–12:00"), ("closures", "août")]),
            [("closures".into(), "calendar_closure_line")]
        );
    }

    #[test]
    fn promises_are_above_zero() {
        let faults = |mql: &str, contact: &str| {
            let form = RawForm::from_pairs([
                ("starts_on", "2026-12-01"),
                ("mql_target", mql),
                ("acceptance_floor", "65"),
                ("first_contact", contact),
                ("decision", "7h30"),
            ]);
            match terms(&form, 1, &[]) {
                Ok(read) => vec![format!("{}", read.first_contact_minutes)],
                Err(errors) => errors.iter().map(|(field, why)| format!("{field} {}", why.key())).collect(),
            }
        };
        assert_eq!(faults("70", "4 h"), ["240"]);
        assert_eq!(faults("0", "0"), ["mql_target agreement_zero", "first_contact agreement_zero"]);
        assert_eq!(
            faults("-3", "-4 h"),
            ["mql_target agreement_negative", "first_contact agreement_negative"]
        );
        assert_eq!(faults("70", "soon"), ["first_contact agreement_duration"]);
    }
}
