use super::*;
use crate::domain::calendar::{Calendar, HolidaySet, Hours};
use crate::domain::history::{Event, EventKind};
use crate::domain::ids::Id;
use crate::domain::stage::Stage;
use crate::domain::zone::local_date;
use chrono_tz::Europe::Paris;
use rstest::rstest;
use uuid::Uuid;

fn at(text: &str) -> Instant {
    Instant::parse_rfc3339(&format!("{text}+01:00")).unwrap()
}
fn id<T>(n: u128) -> Id<T> {
    Id::from_uuid(Uuid::from_u128(n))
}
fn event(n: u128, to: Stage, when: &str) -> Event {
    let (id, occurred_at) = (id(n), at(when));
    let (kind, to) = (EventKind::Transition, Some(to));
    Event { id, cycle: 1, kind, to, occurred_at, recorded_at: occurred_at, supersedes: None, into: None }
}
fn office() -> Calendar {
    let day = vec![Hours { start: "09:00".parse().unwrap(), end: "18:00".parse().unwrap() }];
    let week = [day.clone(), day.clone(), day.clone(), day.clone(), day, vec![], vec![]];
    Calendar::new(Paris, week, Some(HolidaySet::Fr), vec![]).unwrap()
}
fn terms(number: i32, starts_on: &str, first_contact_minutes: u32) -> Terms {
    Terms {
        number,
        starts_on: starts_on.parse().unwrap(),
        mql_target: 60,
        personas: vec![],
        acceptance_floor: 65,
        first_contact_minutes,
        decision_minutes: 540,
    }
}
fn rules() -> Rules {
    let calendar = office();
    Rules {
        terms: vec![terms(1, "2026-09-01", 240), terms(2, "2026-11-01", 120)],
        calendars: [(calendar.sha(), calendar)].into(),
    }
}
fn facts(handed: &str) -> LeadFacts {
    let at = at(handed);
    let (event_id, calendar) = (Some(id(2)), Some(office().sha()));
    let handoff = HandoffFact { id: id(9), cycle: 1, event: event_id, at, recorded_at: at, calendar };
    let lead = Event { occurred_at: at.plus_secs(-86_400), ..event(1, Stage::Lead, handed) };
    LeadFacts {
        events: vec![lead, event(2, Stage::Mql, handed)],
        handoffs: vec![handoff],
        ..LeadFacts::default()
    }
}
fn contact(when: &str) -> Contact {
    Contact { id: id(5), occurred_at: at(when), recorded_at: at(when), voided_at: None }
}
fn first(facts: &LeadFacts, known_at: Instant) -> Obligation {
    let all = relays(facts, &rules(), Instant::NEVER, known_at, |i| local_date(i, Paris));
    all[0].obligations[0]
}

#[test]
fn the_terms_of_the_handoffs_day_judge_it_for_life() {
    let mut lead = facts("2026-10-30T14:00:00");
    lead.contacts = vec![contact("2026-10-30T17:59:59")];
    let o = first(&lead, Instant::NEVER);
    assert_eq!(o.times.due_at, at("2026-10-30T18:00:00"));
    assert_eq!(o.status(at("2026-12-01T00:00:00")), Status::Met);
    let o = first(&facts("2026-11-02T00:30:00"), Instant::NEVER);
    assert_eq!(o.times.due_at, at("2026-11-02T11:00:00"));
    let before = relays(&facts("2026-08-31T10:00:00"), &rules(), Instant::NEVER, Instant::NEVER, |i| {
        local_date(i, Paris)
    });
    assert_eq!((before.len(), before[0].terms, before[0].obligations.len()), (1, None, 0));
}

#[rstest]
#[case("2026-11-03T11:00:00", Status::Met)] // exactly when due
#[case("2026-11-03T11:00:01", Status::MissedLate)]
#[case("2026-11-03T08:00:00", Status::Met)] // before the handoff
fn one_second_matters(#[case] done: &str, #[case] status: Status) {
    let mut lead = facts("2026-11-03T09:00:00");
    lead.contacts = vec![contact(done)];
    assert_eq!(first(&lead, Instant::NEVER).status(at("2026-12-01T00:00:00")), status);
}

#[rstest]
#[case("2026-11-03T10:29:59", Status::Pending)]
#[case("2026-11-03T10:30:00", Status::AtRisk)]
#[case("2026-11-03T11:00:00", Status::AtRisk)]
#[case("2026-11-03T11:00:01", Status::Breached)]
fn time_alone_changes_the_status(#[case] now: &str, #[case] status: Status) {
    assert_eq!(first(&facts("2026-11-03T09:00:00"), Instant::NEVER).status(at(now)), status);
}

#[test]
fn a_late_entry_is_met_today_and_was_breached_then() {
    let mut lead = facts("2026-11-03T09:00:00");
    lead.contacts =
        vec![Contact { recorded_at: at("2026-11-06T10:00:00"), ..contact("2026-11-03T10:00:00") }];
    let now = at("2026-11-20T00:00:00");
    let today = first(&lead, Instant::NEVER);
    assert_eq!((today.status(now), today.entered_late()), (Status::Met, true));
    let then = at("2026-11-04T00:00:00");
    assert_eq!(first(&lead, then).status(then), Status::Breached);
    lead.contacts[0].voided_at = Some(at("2026-11-10T00:00:00"));
    assert_eq!(first(&lead, Instant::NEVER).status(now), Status::Breached);
    assert_eq!(first(&lead, at("2026-11-09T00:00:00")).status(now), Status::Met);
}

#[test]
fn a_withdrawal_before_the_due_time_cancels() {
    let now = at("2026-12-01T00:00:00");
    for (when, status) in
        [("2026-11-03T10:59:00", Status::Cancelled), ("2026-11-03T11:30:00", Status::Breached)]
    {
        let mut lead = facts("2026-11-03T09:00:00");
        lead.events.push(event(3, Stage::Recycled, when));
        lead.withdrawals.insert(id(3));
        let o = first(&lead, Instant::NEVER);
        assert_eq!((o.status(now), o.open), (status, false), "{when}");
    }
}

#[test]
fn a_refusal_is_a_decision_and_ends_the_wait_for_a_contact() {
    let mut lead = facts("2026-11-03T09:00:00");
    lead.events.push(event(3, Stage::Disqualified, "2026-11-03T10:00:00"));
    let all = relays(&lead, &rules(), Instant::NEVER, Instant::NEVER, |i| local_date(i, Paris));
    let now = at("2026-12-01T00:00:00");
    let statuses: Vec<_> = all[0].obligations.iter().map(|o| o.status(now)).collect();
    assert_eq!(statuses, [Status::Cancelled, Status::Met]);
    assert_eq!(all[0].rejected_at, at("2026-11-03T10:00:00"));
}

#[test]
fn an_excuse_counts_from_when_it_was_given() {
    let mut lead = facts("2026-11-03T09:00:00");
    lead.excuses = vec![Excuse { handoff: id(9), kind: Kind::FirstContact, at: at("2026-11-05T09:00:00") }];
    let now = at("2026-12-01T00:00:00");
    assert_eq!(first(&lead, Instant::NEVER).status(now), Status::Excused);
    assert_eq!(first(&lead, at("2026-11-04T09:00:00")).status(now), Status::Breached);
}

#[test]
fn handing_on_restarts_nothing_and_a_breach_stays_with_whoever_had_the_lead() {
    let mut lead = facts("2026-11-03T09:00:00");
    let (ann, ben) = (Some(id(100)), Some(id(101)));
    let on = at("2026-11-03T14:00:00");
    lead.handoffs.push(HandoffFact { id: id(10), event: None, at: on, recorded_at: on, ..lead.handoffs[0] });
    lead.owners = vec![OwnerChange { at: on, from: ann, to: ben }];
    lead.owner = ben;
    let o = first(&lead, Instant::NEVER);
    assert_eq!((o.times.due_at, o.owner), (at("2026-11-03T11:00:00"), ann));
    let all = relays(&lead, &rules(), Instant::NEVER, Instant::NEVER, |i| local_date(i, Paris));
    assert_eq!(all[0].obligations[1].owner, ben);
}

#[test]
fn what_never_happened_obliges_to_nothing() {
    let none = |lead: &LeadFacts| {
        relays(lead, &rules(), Instant::NEVER, Instant::NEVER, |i| local_date(i, Paris)).is_empty()
    };
    let mut lead = facts("2026-11-03T09:00:00");
    let void = Event {
        kind: EventKind::Void,
        to: None,
        supersedes: Some(id(2)),
        ..event(4, Stage::Mql, "2026-11-03T12:00:00")
    };
    lead.events.push(void);
    assert!(none(&lead));
    let mut merged = facts("2026-11-03T09:00:00");
    let merge = Event {
        kind: EventKind::Merge,
        to: None,
        into: Some(id(77)),
        ..event(4, Stage::Mql, "2026-11-03T12:00:00")
    };
    merged.events.push(merge);
    assert!(none(&merged));
}

#[test]
fn attainment_counts_what_is_due() {
    let mut a = Attainment::default();
    for (status, n) in [
        (Status::Met, 6),
        (Status::Breached, 2),
        (Status::MissedLate, 1),
        (Status::Cancelled, 1),
        (Status::Excused, 1),
    ] {
        a.add(status, n, 0);
    }
    assert_eq!((a.rate().x, a.rate().n, a.due()), (6, 9, 11));
    let interval = a.rate().interval().unwrap();
    assert!((interval.low - 0.354).abs() < 5e-4 && (interval.high - 0.879).abs() < 5e-4);
    assert!(a.many_excused());
    assert_eq!(Attainment::default().rate().value(), None);
    assert_eq!(Acceptance { accepted: 13, rejected: 7, undecided: 4 }.rate().value(), Some(0.65));
}

#[rstest]
#[case("4 h", Ok(240))]
#[case("4h30", Ok(270))]
#[case("4:30", Ok(270))]
#[case("450", Ok(450))]
#[case("90 min", Ok(90))]
#[case("0", Err(DurationError::Zero))]
#[case("0 h", Err(DurationError::Zero))]
#[case("-4 h", Err(DurationError::Negative))]
#[case("-", Err(DurationError::NotADuration))]
#[case("4h75", Err(DurationError::NotADuration))]
#[case("soon", Err(DurationError::NotADuration))]
#[case("", Err(DurationError::NotADuration))]
#[case("9000 h", Err(DurationError::TooLong))]
#[case("999999999999", Err(DurationError::TooLong))]
fn durations_are_read(#[case] text: &str, #[case] minutes: Result<u32, DurationError>) {
    assert_eq!(parse_minutes(text), minutes);
}

#[test]
fn a_months_promise_is_prorated_by_working_days() {
    let change = [terms(1, "2026-10-01", 240), Terms { mql_target: 70, ..terms(2, "2026-11-16", 240) }];
    let november = crate::domain::period::Period::month(2026, 11).unwrap();
    let of = |t: &Terms| Some(t.mql_target);
    // 9 working days under the first (the 11th is a holiday), 11 under the second
    assert_eq!(month_target(&change, &office(), november, of), Some(65.5));
    let august = crate::domain::period::Period::month(2026, 8).unwrap();
    assert_eq!(month_target(&change, &office(), august, of), None);
    assert_eq!(month_target(&change, &office(), november, |_| None), None);
}

#[test]
fn terms_start_tomorrow_or_today_when_they_are_the_first() {
    let day = |d: &str| d.parse::<chrono::NaiveDate>().unwrap();
    let one = [terms(1, "2026-09-01", 240)];
    assert_eq!(check_start(&[], day("2026-11-24"), day("2026-11-24")), Ok(()));
    assert_eq!(check_start(&[], day("2026-11-23"), day("2026-11-24")), Err(TermError::Past));
    assert_eq!(check_start(&one, day("2026-11-24"), day("2026-11-24")), Err(TermError::Past));
    assert_eq!(check_start(&one, day("2026-11-25"), day("2026-11-24")), Ok(()));
    assert_eq!(
        check_start(&[terms(2, "2026-12-01", 1)], day("2026-12-01"), day("2026-11-24")),
        Err(TermError::Taken)
    );
    assert_eq!(in_force(&one, day("2026-08-31")), None);
}
