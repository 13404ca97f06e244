//! The projection of a history against its naive recomputation, on random histories, and the invariants of reports.

use crate::support::histories::{arb_history, probes};
use crate::support::naive::{self, FUNNEL};
use proptest::prelude::*;
use relais::domain::history::{
    Base, Event, EventKind, Journey, Mode, Outcome, effective, evaluate, project, step_times,
};
use relais::domain::ids::{Id, of};
use relais::domain::instant::Instant;
use relais::domain::lifecycle::{
    Actor, Custody, DealFields, Moment, Proof, Reasons, Request, Role, Situation, legal, plan,
};
use relais::domain::stage::Stage;

const TZ: chrono_tz::Tz = chrono_tz::Europe::Paris;
/// Later than every event, a real date.
const NOW: Instant = Instant::from_secs(3_000_000_000);

fn by(at: Instant, d: Instant) -> bool {
    !at.is_never() && at <= d
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// Each column of the projection, asked at every date worth asking about.
    #[test]
    fn the_projection_says_what_the_events_say(events in arb_history()) {
        let k = Instant::NEVER;
        let projection = project(&events, TZ);
        let last = naive::entries(&events, NOW, k).last().map(|entry| (entry.event.id, entry.stage));
        if naive::merged(&events, k) {
            prop_assert!(projection.merged_into.is_some());
        } else {
            prop_assert_eq!(projection.current.map(|at| (at.event, at.stage.code())), last);
        }
        prop_assert_eq!(projection.journey.is_some(), last.is_some());
        prop_assert_eq!(projection.passages.is_empty(), last.is_none());
        let Some(journey) = projection.journey else { return Ok(()) };

        for (base, day, depth) in [("lead", journey.day, journey.depth), ("mql", journey.mql_day, journey.mql_depth)] {
            let first = naive::first(&events, base, NOW, k);
            prop_assert_eq!(day, first.map_or(Journey::NO_DAY, naive::paris_day));
            let deepest = (1..).zip(FUNNEL).filter(|(_, stage)| naive::reached(&events, base, stage, NOW, k)).map(|(n, _)| n).max();
            prop_assert_eq!(depth, deepest.unwrap_or(0));
        }
        prop_assert_eq!(journey.lead_at.known(), naive::first(&events, "lead", NOW, k));
        for d in probes(&events) {
            let gone = by(journey.gone_at, d);
            prop_assert_eq!(gone, naive::stage_at(&events, d, k) == Some("other"));
            for (n, stage) in FUNNEL.into_iter().enumerate() {
                prop_assert_eq!(by(journey.first[n], d), naive::first(&events, stage, d, k).is_some());
                for (base, x, r) in [("lead", journey.x, journey.r), ("mql", journey.mx, journey.mr)] {
                    prop_assert_eq!(!gone && by(x[n], d), naive::entered(&events, base, stage, d, k), "{} {} {:?}", base, stage, d);
                    prop_assert_eq!(!gone && by(r[n], d), naive::reached(&events, base, stage, d, k), "{} {} {:?}", base, stage, d);
                }
            }
        }
    }

    /// The runs, their ends and the time between any two stages.
    #[test]
    fn the_passages_say_what_the_events_say(events in arb_history()) {
        let k = Instant::NEVER;
        let passages = project(&events, TZ).passages;
        for pair in passages.windows(2) {
            prop_assert!(pair[0].cycle < pair[1].cycle && pair[0].next_at == pair[1].started_at);
            prop_assert!(pair[0].exit_kind.is_some() && pair[0].exit_at <= pair[1].started_at);
        }
        prop_assert!(passages.last().is_none_or(|passage| passage.next_at.is_never()));
        let entries = naive::entries(&events, NOW, k);
        for passage in &passages {
            let run: Vec<_> = entries.iter().filter(|entry| entry.event.cycle == passage.cycle).collect();
            prop_assert_eq!(passage.started_at, run[0].event.occurred_at);
            for (stage, at) in FUNNEL.into_iter().zip(passage.at) {
                let entered = run.iter().find(|entry| entry.stage == stage).map(|entry| entry.event.occurred_at);
                prop_assert_eq!(at.known(), entered);
            }
            let exits = ["recycled", "disqualified", "lost", "other"];
            let exit = run.iter().find(|entry| exits.contains(&entry.stage));
            prop_assert_eq!(passage.exit_at.known(), exit.map(|entry| entry.event.occurred_at));
            prop_assert_eq!(passage.exit_kind.map(Stage::code), exit.map(|entry| entry.stage));
        }
        for d in probes(&events) {
            for (from, to) in [(Stage::Lead, Stage::Mql), (Stage::Mql, Stage::Sql), (Stage::Sql, Stage::Customer)] {
                let got: Vec<_> = passages.iter().filter_map(|passage| {
                    let time = step_times(passage, from, to, d)?;
                    let outcome = match time.outcome {
                        Outcome::Converted => "conv",
                        Outcome::Left => "neg",
                        Outcome::Open => "open",
                    };
                    Some((passage.cycle, time.micros, outcome))
                }).collect();
                prop_assert_eq!(got, naive::times(&events, from, to, d, k));
            }
        }
    }

    /// Any date, any knowledge, any mode: the replay against the definitions.
    #[test]
    fn a_report_of_the_past_says_what_was_known(events in arb_history(), pick in any::<prop::sample::Index>()) {
        let instants = probes(&events);
        let k = *pick.get(&instants);
        let known = effective(&events, k);
        for d in instants {
            prop_assert_eq!(known.at(d).map(|step| step.to.code()), naive::stage_at(&events, d, k));
            for base in [Base::Lead, Base::Mql] {
                let code = base.code();
                let member = naive::base(&events, code, d, k);
                prop_assert_eq!(known.base_event(base, d).map(|step| step.id), member.map(|event| event.id));
                let answers = |mode| evaluate(&known, base, d, mode, &Stage::FUNNEL);
                let want = |test: &dyn Fn(&str) -> bool| member.map(|_| FUNNEL.into_iter().map(test).collect::<Vec<_>>());
                prop_assert_eq!(answers(Mode::Reached), want(&|stage| naive::reached(&events, code, stage, d, k)));
                prop_assert_eq!(answers(Mode::Any), want(&|stage| naive::entered(&events, code, stage, d, k)));
                let strict = |stage: &str| FUNNEL.into_iter().take_while(|before| *before != stage).chain([stage])
                    .all(|before| naive::entered(&events, code, before, d, k));
                prop_assert_eq!(answers(Mode::Strict), want(&strict));
                if let Some(reached) = answers(Mode::Reached) {
                    prop_assert!(reached.windows(2).all(|pair| pair[0] >= pair[1]), "not monotone");
                }
            }
        }
    }

    /// What is recorded later changes nothing that was known; the order of insertion never counts.
    #[test]
    fn later_records_and_insertion_order_change_nothing(events in arb_history(), pick in any::<prop::sample::Index>()) {
        let k = *pick.get(&probes(&events));
        let then: Vec<Event> = events.iter().filter(|event| event.recorded_at <= k).copied().collect();
        prop_assert_eq!(effective(&then, Instant::NEVER), effective(&events, k));
        let mut sorted = events.clone();
        sorted.sort_unstable_by_key(|event| event.id);
        prop_assert_eq!(project(&sorted, TZ), project(&events, TZ));
    }

    /// A lead without a late fact reads the same from today's projection as from the replay.
    #[test]
    fn without_a_late_fact_the_projection_answers_for_the_past(events in arb_history(), pick in any::<prop::sample::Index>()) {
        let instants = probes(&events);
        let k = *pick.get(&instants);
        let projection = project(&events, TZ);
        let known = effective(&events, k);
        for d in instants.into_iter().filter(|d| *d <= k) {
            let late = |event: &Event| event.recorded_at > k && (event.occurred_at <= d || event.kind != EventKind::Transition);
            if events.iter().any(late) {
                continue;
            }
            for (base, mode) in [(Base::Lead, Mode::Reached), (Base::Mql, Mode::Strict), (Base::Lead, Mode::Any)] {
                let projected = projection.journey.and_then(|journey| journey.evaluate(base, d, mode, &Stage::FUNNEL));
                prop_assert_eq!(projected, evaluate(&known, base, d, mode, &Stage::FUNNEL));
            }
        }
    }

    /// For one knowledge, a later date never takes a lead back out of a stage, unless it leaves every report.
    #[test]
    fn cohort_counts_never_decrease_with_the_date(events in arb_history()) {
        let Some(journey) = project(&events, TZ).journey.filter(|journey| journey.gone_at.is_never()) else { return Ok(()) };
        let mut before = vec![false; FUNNEL.len()];
        for d in probes(&events) {
            let now = journey.evaluate(Base::Lead, d, Mode::Reached, &Stage::FUNNEL).unwrap_or_else(|| vec![false; FUNNEL.len()]);
            prop_assert!(before.iter().zip(&now).all(|(before, now)| before <= now));
            before = now;
        }
    }

    /// Whatever is granted, at whatever date, leaves a legal history.
    #[test]
    fn what_is_granted_keeps_the_history_legal(
        events in arb_history(),
        to in prop::sample::select(Stage::ALL.to_vec()),
        then in prop::option::of(prop::sample::select(vec![Stage::Recycled, Stage::Disqualified])),
        pick in any::<prop::sample::Index>(),
    ) {
        let known = effective(&events, Instant::NEVER);
        let reasons = Reasons::default();
        let situation = Situation {
            effective: &known,
            creating: known.steps.is_empty(),
            custody: Custody::default(),
            has_persona: true,
            conversations: 1,
            attempts: 9,
            attempts_needed: 6,
            new_engagement: true,
            open_deals: &[],
            reasons: &reasons,
        };
        let today = NOW.utc().date_naive();
        let reason = match to {
            Stage::Customer => "reference",
            Stage::Lost => "prix",
            _ => "pas_de_besoin",
        };
        let request = Request {
            occurred_at: Some(*pick.get(&probes(&events))),
            reason: Some(reason.to_owned()),
            note: Some("un besoin".to_owned()),
            revisit_on: Some(today),
            proof: Some(Proof::Testimonial),
            then,
            deal: DealFields { id: None, amount_minor: Some(1), expected_on: Some(today), stage: Some("decouverte".to_owned()) },
            ..Request::to(to)
        };
        let admin = Actor { member: Some(Id::v7(1, 1)), role: Role::Admin, team: None };
        if let Ok(plan) = plan(&admin, &situation, &request, Moment { now: NOW, today }) {
            let mut all = events.clone();
            for (n, event) in (900u128..).zip(&plan.moves) {
                let id: Id<of::Event> = Id::v7(2, n);
                all.push(Event {
                    id, cycle: event.cycle, kind: EventKind::Transition, to: Some(event.to),
                    occurred_at: event.at, recorded_at: NOW, supersedes: None, into: None,
                });
            }
            prop_assert_eq!(legal(&effective(&all, Instant::NEVER).steps), Ok(()));
        }
    }
}
