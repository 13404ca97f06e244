//! The table of moves, line by line, and what follows from each; `fields_tests` judges what they need.

use chrono::NaiveDate;
use rstest::rstest;

use super::*;
use crate::domain::history::{Effective, Step};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::stage::Stage::{self, *};

pub(super) const NOW: Instant = Instant::from_secs(1_800_000_000);
const DAY: i64 = 86_400;

pub(super) fn today() -> NaiveDate {
    NOW.utc().date_naive()
}

pub(super) fn moment() -> Moment {
    Moment { now: NOW, today: today() }
}

fn member(n: u128) -> Id<of::Member> {
    Id::v7(1, n)
}

fn actor(role: Role, team: Option<Team>) -> Actor {
    Actor { member: Some(member(1)), role, team }
}

pub(super) fn marketer() -> Actor {
    actor(Role::Marketer, Some(Team::Marketing))
}

pub(super) fn rep() -> Actor {
    actor(Role::Rep, Some(Team::Sales))
}

pub(super) fn admin() -> Actor {
    actor(Role::Admin, None)
}

/// A history of one stage a day, the last one entered yesterday, cycles as they must be.
pub(super) fn history(path: &[Stage]) -> Effective {
    let mut cycle = 1;
    let mut from = None;
    let mut steps = Vec::new();
    for ((n, ago), &to) in (1u128..).zip((1..=path.len()).rev()).zip(path) {
        cycle += i32::from(new_cycle(from, to));
        let at = NOW.plus_secs(-(i64::try_from(ago).unwrap()) * DAY);
        steps.push(Step { id: Id::v7(2, n), cycle, to, at });
        from = Some(to);
    }
    Effective { steps, merged_into: None }
}

fn owned() -> Custody {
    Custody { owner: Some(member(1)), ..Custody::default() }
}

fn queued() -> Custody {
    Custody { queue: Some(Id::v7(5, 5)), queue_team: Some(Team::Sales), ..Custody::default() }
}

pub(super) fn situation<'a>(effective: &'a Effective, reasons: &'a Reasons) -> Situation<'a> {
    Situation {
        effective,
        creating: effective.steps.is_empty(),
        custody: owned(),
        has_persona: false,
        conversations: 1,
        attempts: 0,
        attempts_needed: 6,
        new_engagement: false,
        open_deals: &[],
        reasons,
    }
}

/// A request with every field that its move needs.
pub(super) fn complete(from: Stage, to: Stage) -> Request {
    let some = |text: &str| Some(text.to_owned());
    let reason = match to {
        Customer => some("prix"),
        Lost => some("budget_gele"),
        _ => some("pas_de_besoin"),
    };
    Request {
        reason,
        reason_detail: some("expliqué assez longuement"),
        revisit_on: Some(today() + chrono::Days::new(30)),
        persona: Some(Id::v7(3, 3)),
        note: some("un besoin"),
        proof: Some(Proof::Referral),
        deal: DealFields {
            id: None,
            amount_minor: Some(100),
            expected_on: Some(today()),
            stage: some("decouverte"),
        },
        expected: Some(from),
        ..Request::to(to)
    }
}

/// A legal way to each stage.
fn way(to: Stage) -> Vec<Stage> {
    match to {
        Subscriber => vec![Subscriber],
        Lead => vec![Lead],
        Evangelist => vec![Lead, Sql, Customer, Evangelist],
        Customer => vec![Lead, Sql, Customer],
        Lost => vec![Lead, Opportunity, Lost],
        other => vec![Lead, other],
    }
}

#[test]
fn an_admin_can_make_exactly_the_moves_of_the_table() {
    let reasons = Reasons::default();
    let mut made = String::new();
    for from in Stage::ALL {
        let effective = history(&way(from));
        for to in Stage::ALL {
            let exists = moves_from(Some(from)).any(|stage| stage == to);
            let answer = plan(&admin(), &situation(&effective, &reasons), &complete(from, to), moment());
            match answer {
                Ok(plan) if from == to => assert!(plan.is_noop(), "{from:?}"),
                Ok(plan) => {
                    assert!(exists, "{from:?} → {to:?}");
                    let cycle =
                        effective.steps.last().unwrap().cycle + i32::from(from.is_detour() && to == Mql);
                    assert_eq!(plan.moves, [Move { from: Some(from), to, cycle, at: NOW }]);
                    made += &format!("{}>{} ", from.code(), to.code());
                }
                Err(Rejection::Refused(Refusal::NoSuchMove { allowed, .. })) => {
                    assert!(!exists && !allowed.contains(&to), "{from:?} → {to:?}");
                }
                Err(other) => panic!("{from:?} → {to:?}: {other:?}"),
            }
        }
    }
    let table = "subscriber>lead subscriber>other \
                 lead>mql lead>sal lead>sql lead>opportunity lead>other lead>recycled lead>disqualified \
                 mql>sal mql>sql mql>opportunity mql>other mql>recycled mql>disqualified \
                 sal>sql sal>opportunity sal>recycled sal>disqualified \
                 sql>opportunity sql>customer sql>recycled sql>disqualified \
                 opportunity>customer opportunity>lost customer>evangelist \
                 recycled>mql recycled>disqualified disqualified>mql disqualified>recycled \
                 lost>mql lost>recycled lost>disqualified ";
    assert_eq!(made, table);
}

#[rstest]
#[case(Role::Marketer, Some(Team::Marketing), Lead, Mql, true)]
#[case(Role::Rep, Some(Team::Sales), Lead, Mql, true)]
#[case(Role::Marketer, Some(Team::Marketing), Mql, Sal, false)]
#[case(Role::Manager, Some(Team::Sales), Mql, Sal, true)]
#[case(Role::Manager, None, Mql, Sal, true)]
#[case(Role::Manager, Some(Team::Marketing), Mql, Sal, false)]
#[case(Role::Manager, Some(Team::Marketing), Lead, Mql, true)]
#[case(Role::Rep, Some(Team::Sales), Lead, Disqualified, false)]
#[case(Role::Rep, Some(Team::Sales), Mql, Disqualified, true)]
#[case(Role::Marketer, Some(Team::Marketing), Mql, Disqualified, false)]
#[case(Role::Marketer, Some(Team::Marketing), Disqualified, Mql, false)]
#[case(Role::Manager, Some(Team::Sales), Disqualified, Mql, true)]
#[case(Role::Rep, Some(Team::Sales), Lost, Mql, true)]
#[case(Role::Rep, Some(Team::Sales), Recycled, Disqualified, false)]
#[case(Role::Manager, Some(Team::Sales), Lead, Other, true)]
#[case(Role::Rep, Some(Team::Sales), Lead, Other, false)]
#[case(Role::System, None, Lead, Mql, false)]
#[case(Role::System, None, Subscriber, Lead, true)]
fn who_may(
    #[case] role: Role,
    #[case] team: Option<Team>,
    #[case] from: Stage,
    #[case] to: Stage,
    #[case] granted: bool,
) {
    assert_eq!(may(&actor(role, team), &owned(), Some(from), to).is_ok(), granted);
}

#[test]
fn a_rep_acts_on_own_leads_and_on_those_of_the_teams_queues() {
    let other = Custody { owner: Some(member(2)), ..Custody::default() };
    let refusal = may(&rep(), &other, Some(Mql), Sal).unwrap_err();
    assert_eq!(refusal, Refusal::NotYours { owner: Some(member(2)), queue: None });
    assert_eq!(refusal.kind(), RefusalKind::Forbidden);
    assert!(may(&rep(), &Custody::default(), Some(Mql), Sal).is_err());
    assert!(may(&rep(), &queued(), Some(Mql), Sal).is_ok());
    let foreign = Custody { queue_team: Some(Team::Marketing), ..queued() };
    assert!(may(&rep(), &foreign, Some(Mql), Sal).is_err());
    assert!(may(&actor(Role::Manager, Some(Team::Sales)), &other, Some(Mql), Sal).is_ok());

    assert_eq!(may_claim(&rep(), &queued()), Ok(()));
    assert_eq!(may_claim(&marketer(), &queued()), Err(Refusal::OnlySales));
    assert_eq!(may_claim(&rep(), &Custody::default()), Err(Refusal::NotQueued));
    assert_eq!(may_claim(&rep(), &other).unwrap_err().code(), "not_yours");
}

pub(super) fn faults(actor: &Actor, path: &[Stage], request: Request) -> Vec<(Field, &'static str)> {
    let (reasons, effective) = (Reasons::default(), history(path));
    match plan(actor, &situation(&effective, &reasons), &request, moment()) {
        Err(Rejection::Fields(list)) => list.iter().map(|fault| (fault.field, fault.rule.code())).collect(),
        other => panic!("{other:?}"),
    }
}

fn granted(actor: &Actor, custody: Custody, path: &[Stage], request: &Request, deals: &[OpenDeal]) -> Plan {
    let (reasons, effective) = (Reasons::default(), history(path));
    let situation = Situation { custody, open_deals: deals, ..situation(&effective, &reasons) };
    plan(actor, &situation, request, moment()).unwrap()
}

#[test]
fn what_follows_from_a_move() {
    let handed = Request { owner: Some(member(7)), ..complete(Lead, Mql) };
    let plan = granted(&marketer(), Custody::default(), &[Lead], &handed, &[]);
    assert_eq!((plan.handoff, plan.direct), (Some(Handoff::Member(member(7))), false));
    assert_eq!(granted(&marketer(), Custody::default(), &[Lead], &complete(Lead, Mql), &[]).handoff, None);
    let kept = Request { without_handoff: true, ..complete(Lead, Mql) };
    assert_eq!(granted(&marketer(), owned(), &[Lead], &kept, &[]).handoff, None);

    let back = granted(&rep(), owned(), &[Lead, Recycled], &complete(Recycled, Mql), &[]);
    assert!(back.direct && back.moves[0].cycle == 2 && back.handoff == Some(Handoff::Member(member(1))));

    let accepted = granted(&rep(), queued(), &[Lead, Mql], &complete(Mql, Sal), &[]);
    assert_eq!((accepted.decision, accepted.claim), (Some(Decision::Accepted), Some(member(1))));

    let refused = granted(&rep(), owned(), &[Lead, Mql], &complete(Mql, Recycled), &[]);
    assert!(refused.feedback() && refused.follow_up.is_some() && !refused.cancels_handoff());
    let withdrawal = Request { reason: Some("retrait".to_owned()), ..Request::to(Recycled) };
    let withdrawn = granted(&marketer(), owned(), &[Lead, Mql], &withdrawal, &[]);
    assert!(withdrawn.cancels_handoff() && !withdrawn.feedback());

    let target: Id<of::Lead> = Id::v7(8, 8);
    let double = Request {
        reason: Some("doublon".to_owned()),
        reason_detail: Some(target.to_string()),
        ..Request::to(Disqualified)
    };
    let plan = granted(&rep(), owned(), &[Lead, Mql], &double, &[]);
    assert_eq!(plan.proposal, Some(Proposal::Merge(target)));
}

#[test]
fn deals_and_stages_agree() {
    let deal = |n| OpenDeal { id: Id::v7(6, n), amount_minor: 500 };
    let path = [Lead, Opportunity];
    let opened = granted(&rep(), owned(), &[Lead, Sql], &complete(Sql, Opportunity), &[]);
    assert_eq!(opened.deal, Some(DealAction::Open));
    let won = Request { deal: DealFields::default(), ..complete(Opportunity, Customer) };
    assert_eq!(granted(&rep(), owned(), &path, &won, &[deal(1)]).deal, Some(DealAction::Win(Id::v7(6, 1))));
    let skipped = granted(&rep(), owned(), &[Lead, Sql], &complete(Sql, Customer), &[]);
    assert_eq!(skipped.deal, Some(DealAction::OpenAndWin));

    let (reasons, effective) = (Reasons::default(), history(&path));
    let deals = [deal(1), deal(2)];
    let two = Situation { open_deals: &deals, ..situation(&effective, &reasons) };
    let several = Rejection::Refused(Refusal::SeveralDeals { deals: vec![Id::v7(6, 1), Id::v7(6, 2)] });
    assert_eq!(plan(&rep(), &two, &won, moment()), Err(several.clone()));
    assert_eq!(plan(&rep(), &two, &complete(Opportunity, Lost), moment()), Err(several));
    let chosen = Request { deal: DealFields { id: Some(Id::v7(6, 2)), ..won.deal.clone() }, ..won };
    assert_eq!(plan(&rep(), &two, &chosen, moment()).unwrap().deal, Some(DealAction::Win(Id::v7(6, 2))));

    let lost = Request { then: Some(Recycled), ..complete(Opportunity, Lost) };
    let lost = granted(&rep(), owned(), &path, &lost, &[deal(1)]);
    assert_eq!(lost.deal, Some(DealAction::Lose(Id::v7(6, 1))));
    assert_eq!(lost.moves.iter().map(|m| m.to).collect::<Vec<_>>(), [Lost, Recycled]);
    assert!(lost.follow_up.is_some());
}

fn refused(actor: &Actor, path: &[Stage], request: &Request) -> Rejection {
    let (reasons, effective) = (Reasons::default(), history(path));
    plan(actor, &situation(&effective, &reasons), request, moment()).unwrap_err()
}

#[test]
fn the_second_of_two_is_refused_and_repeating_oneself_is_not() {
    let path = [Lead, Mql, Sal];
    let Rejection::Refused(stale) = refused(&rep(), &path, &complete(Mql, Sal)) else { panic!() };
    assert_eq!((stale.code(), stale.kind()), ("stale", RefusalKind::Conflict));
    assert!(granted(&rep(), owned(), &path, &Request::to(Sal), &[]).is_noop());
}

#[test]
fn a_backdated_event_is_judged_among_its_neighbours() {
    let path = [Lead, Mql, Sql]; // 3, 2 and 1 days ago
    let hours = |ago: i64| Some(NOW.plus_secs(-ago * 3_600));
    let between = Request { occurred_at: hours(36), ..Request::to(Sal) };
    let plan = granted(&rep(), owned(), &path, &between, &[]);
    assert!(plan.late);
    assert_eq!((plan.moves[0].from, plan.moves[0].cycle), (Some(Mql), 1));

    let before = Request { occurred_at: hours(60), ..Request::to(Sal) };
    let Rejection::Refused(Refusal::Clash { neighbour: Some(neighbour), clash }) =
        refused(&rep(), &path, &before)
    else {
        panic!()
    };
    assert_eq!((neighbour.to, clash.rule), (Mql, ClashRule::Backward));

    let unborn = Request { occurred_at: hours(100), ..complete(Sql, Opportunity) };
    assert_eq!(faults(&rep(), &path, unborn), [(Field::OccurredAt, "before_cycle")]);
    let previous = Request { occurred_at: hours(36), ..Request::to(Sal) };
    assert_eq!(faults(&rep(), &[Lead, Recycled, Mql], previous), [(Field::OccurredAt, "before_cycle")]);
    let too_early = Request { occurred_at: hours(36), expected: None, ..complete(Opportunity, Lost) };
    let Rejection::Refused(Refusal::Clash { neighbour: Some(neighbour), .. }) =
        refused(&rep(), &[Lead, Sql, Opportunity], &too_early)
    else {
        panic!()
    };
    assert_eq!(neighbour.to, Sql);
}

#[test]
fn a_rep_looks_back_seven_days() {
    let at = |secs: i64| NOW.plus_secs(secs);
    assert_eq!(check_occurred(&rep(), at(-7 * DAY), None, NOW), None);
    assert_eq!(check_occurred(&rep(), at(-7 * DAY - 1), None, NOW), Some(Rule::TooFarBack { days: 7 }));
    assert_eq!(check_occurred(&marketer(), at(-400 * DAY), None, NOW), None);
    assert_eq!(check_occurred(&admin(), at(1), None, NOW), Some(Rule::Future));
    assert!(!late_entry(at(-DAY), NOW) && late_entry(at(-DAY - 1), NOW));
}

#[test]
fn a_lead_that_is_merged_or_binned_does_not_move() {
    let reasons = Reasons::default();
    let merged = Effective { merged_into: Some(Id::v7(9, 9)), ..history(&[Lead]) };
    let answer = plan(&admin(), &situation(&merged, &reasons), &complete(Lead, Mql), moment());
    assert_eq!(answer, Err(Rejection::Refused(Refusal::Merged { into: Id::v7(9, 9) })));
    let empty = Effective::default();
    let binned = Situation { creating: false, ..situation(&empty, &reasons) };
    assert_eq!(
        plan(&admin(), &binned, &Request::to(Lead), moment()),
        Err(Rejection::Refused(Refusal::Trashed))
    );
    let created = plan(&Actor::SYSTEM, &situation(&empty, &reasons), &Request::to(Lead), moment()).unwrap();
    assert_eq!(created.moves, [Move { from: None, to: Lead, cycle: 1, at: NOW }]);
}

#[test]
fn what_is_offered_is_what_is_granted() {
    assert_eq!(offered(&rep(), &owned(), Some(Mql)), [Sal, Sql, Opportunity, Recycled, Disqualified]);
    assert_eq!(offered(&marketer(), &owned(), Some(Mql)), [Other, Recycled]);
    assert_eq!(offered(&marketer(), &owned(), Some(Other)), []);
    assert!(asks(&rep(), Some(Sal), Recycled).contains(&Ask { field: Field::RevisitOn, required: true }));
}
