//! The plan alone, at full size, on many dates: rates, what waits, the shape of the flow.

use super::cast::{Cast, REPS, Who};
use super::market::{CHANNELS, WHITE_PAPER};
use super::pace::{Pace, works};
use super::planner::{Planner, Scope, last_full_quarter};
use super::plot::What;
use crate::domain::instant::Instant;
use crate::domain::stage::Stage::{self, Customer, Lead, Mql, Opportunity, Recycled, Sal, Sql};
use chrono::{Months, NaiveDate};
use std::collections::BTreeMap;

/// An ordinary Friday, a Sunday, New Year, a leap day, both changes of the clock, the first and last day of a
/// quarter, and moments near midnight.
const DATES: [&str; 9] = [
    "2026-11-20T09:40:00Z",
    "2026-11-22T15:20:00Z",
    "2026-12-31T23:30:00Z",
    "2028-02-29T08:10:00Z",
    "2026-03-29T01:05:00Z",
    "2026-10-25T00:45:00Z",
    "2026-07-01T06:00:00Z",
    "2026-09-30T21:40:00Z",
    "2027-05-06T11:00:00Z",
];

fn planned<'a>(cast: &'a Cast, now: &str, leads: usize) -> Planner<'a> {
    let now = Instant::parse_rfc3339(now).unwrap();
    super::story(cast, Pace::new(super::ZONE), Scope { leads, seed: super::SEED, now })
}

/// Leads created from `from`, until `until`: how many reached each stage by now.
fn cohort(story: &Planner<'_>, from: NaiveDate, until: NaiveDate) -> [usize; 5] {
    let stages = [Lead, Mql, Sql, Opportunity, Customer];
    let mut reached = [0; 5];
    for lead in &story.leads {
        let Some((_, first)) = lead.path.first() else { continue };
        let born = lead.birth.occurred_at.or(lead.path.first().map(|(at, _)| *at)).unwrap();
        let day = story.pace.date(born);
        if *first != Lead || day < from || day >= until || born > story.now {
            continue;
        }
        for (stage, count) in stages.iter().zip(&mut reached) {
            let hit = |(at, to): &(Instant, Stage)| *at <= story.now && to.reaches(*stage);
            *count += usize::from(lead.path.iter().any(hit));
        }
    }
    reached
}

fn share(of: usize, all: usize) -> f64 {
    f64::from(u32::try_from(of).unwrap()) / f64::from(u32::try_from(all).unwrap().max(1))
}

#[test]
fn the_figures_tell_the_story() {
    let cast = Cast::imagined();
    let story = planned(&cast, DATES[0], super::LEADS);
    let quarter = last_full_quarter(story.today);
    let back = |months| quarter.checked_sub_months(Months::new(months)).unwrap();
    for (from, until) in [(back(12), back(9)), (back(9), back(6)), (back(6), back(3)), (back(3), quarter)] {
        let [leads, mql, sql, deal, won] = cohort(&story, from, until);
        let rates = [share(mql, leads), share(sql, mql), share(deal, sql), share(won, deal)];
        assert!((0.37..=0.45).contains(&rates[0]), "{from}: {rates:?}");
        assert!((0.34..=0.45).contains(&rates[1]), "{from}: {rates:?}");
        assert!((0.50..=0.68).contains(&rates[2]), "{from}: {rates:?}");
        assert!((0.24..=0.44).contains(&rates[3]), "{from}: {rates:?}");
    }
    let until = quarter.checked_add_months(Months::new(3)).unwrap();
    let [leads, mql, sql, deal, won] = cohort(&story, quarter, until);
    assert!((0.37..=0.45).contains(&share(mql, leads)), "{mql}/{leads}");
    assert!((0.12..=0.18).contains(&share(sql, mql)), "{sql}/{mql}");
    assert!((0.50..=0.70).contains(&share(deal, sql)), "{deal}/{sql}");
    assert!((0.2..=0.5).contains(&share(won, deal)), "{won}/{deal}");
}

#[test]
fn every_date_has_something_that_waits() {
    let cast = Cast::imagined();
    for now in DATES {
        for leads in [200, 3_000] {
            let story = planned(&cast, now, leads);
            let mut standing = BTreeMap::new();
            for lead in 0..story.leads.len() {
                if let Some((stage, _)) = story.standing(lead) {
                    *standing.entry(stage).or_insert(0) += 1;
                }
            }
            let today = story.today;
            let due = |who: Who, wanted: &dyn Fn(NaiveDate) -> bool| {
                let acts = story.acts.iter().filter(|act| act.who == who && act.at <= story.now);
                acts.filter(|act| matches!(&act.what, What::Plan(form) if wanted(form.due_on))).count()
            };
            for rep in REPS {
                assert!(due(rep, &|date| date == today) >= 2, "{now} {rep:?}");
                assert!(due(rep, &|date| date < today) >= 1, "{now} {rep:?}");
            }
            for (stage, least) in [(Mql, 12), (Sal, 6), (Opportunity, 6), (Recycled, 5), (Customer, 1)] {
                assert!(standing.get(&stage).is_some_and(|n| *n >= least), "{now} {leads}: {standing:?}");
            }
            let (mql, sal, sql) = (standing[&Mql], standing[&Sal], standing.get(&Sql).copied().unwrap_or(0));
            assert!(mql + sal + sql < 130, "{now}: reps drown in {mql} + {sal} + {sql}");
        }
    }
}

#[test]
fn people_work_on_working_days() {
    let cast = Cast::imagined();
    let story = planned(&cast, DATES[0], 1_500);
    let off = story.acts.iter().filter(|act| {
        act.who != Who::Form
            && !works(story.pace.date(act.at))
            && !matches!(act.what, What::Tag(_) | What::Patch(_))
    });
    let share = share(off.count(), story.acts.len());
    assert!(share < 0.01, "{share}");
    let by_hand = story.acts.iter().filter(|act| matches!(act.what, What::Create(_)));
    let weekend = by_hand.filter(|act| !works(story.pace.date(act.at))).count();
    assert!((50..200).contains(&weekend), "{weekend}");
}

#[test]
fn the_same_day_tells_the_same_story() {
    let cast = Cast::imagined();
    let names = |now| {
        let story = planned(&cast, now, 300);
        story.leads.iter().map(|lead| lead.birth.fields.email.clone()).collect::<Vec<_>>()
    };
    assert_eq!(names("2026-11-20T09:40:00Z"), names("2026-11-20T16:00:00Z"));
}

#[test]
fn the_white_paper_takes_over_and_fails() {
    let cast = Cast::imagined();
    let story = planned(&cast, DATES[0], super::LEADS);
    let since = |channel: usize, stage: Stage| {
        let born =
            |lead: &&super::planner::Lead| lead.path.first().is_some_and(|(at, _)| *at >= story.turn_at);
        let leads = story.leads.iter().filter(born).filter(|lead| lead.channel == channel);
        leads.filter(|lead| lead.path.iter().any(|(at, to)| *at <= story.now && to.reaches(stage))).count()
    };
    let rate = |channel| share(since(channel, Sql), since(channel, Mql));
    assert!(rate(WHITE_PAPER) < 0.10 && rate(0) > 0.22, "{} {}", rate(WHITE_PAPER), rate(0));
    assert!(
        (0..CHANNELS.len())
            .all(|channel| since(channel, Mql) < since(WHITE_PAPER, Mql) || channel == WHITE_PAPER)
    );
}
