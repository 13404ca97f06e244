//! The funnel's SQL against a recount by definition: cohorts and activities, every mode and way of counting, seen
//! from any date, known at any date, filtered or not; and the leads behind each count.

mod golden;
mod recount;
mod speed;

use crate::support::Ctx;
use crate::support::crowd::{self, AFTERWARDS, Dice, Person, TZ, crowd};
use crate::support::histories::probes;
use chrono::Days;
use recount::recount;
use relais::db::Conn;
use relais::domain::dates::When;
use relais::domain::funnel::ask::DEFAULT_STAGES;
use relais::domain::funnel::{Ask, Behind, Count, Dimension, Filter, Filters, Kind, Vantage};
use relais::domain::history::{Base, Mode};
use relais::domain::ids::{Id, of};
use relais::domain::instant::Instant;
use relais::domain::period::Period;
use relais::domain::stage::Stage;
use relais::domain::zone::local_date;
use relais::features::funnel::store::{self, Late};

fn random_filters(dice: &mut Dice) -> Filters {
    let mut filters = Vec::new();
    let kinds = [crowd::SOURCE, crowd::PERSONA, crowd::CAMPAIGN, crowd::OWNER, crowd::COMPANY];
    for (dimension, kind) in Dimension::ALL.into_iter().zip(kinds) {
        if dice.roll(6) == 0 {
            let ids = crowd::ids(kind).into_iter().filter(|_| dice.roll(2) == 0).collect();
            let none = dimension.may_be_none() && dice.roll(3) == 0;
            filters.push(Filter { dimension, ids, none });
        }
    }
    if dice.roll(2) == 0 { Filters::default() } else { Filters(filters) }
}

fn random_stages(dice: &mut Dice, kind: Kind, base: Base) -> Vec<Stage> {
    let offered: Vec<Stage> = match kind {
        Kind::Cohort => Stage::FUNNEL.into_iter().filter(|stage| stage.reaches(base.stage())).collect(),
        Kind::Activity => Stage::FUNNEL.to_vec(),
        Kind::Snapshot => Stage::ALL.into_iter().filter(|stage| *stage != Stage::Other).collect(),
    };
    let mut kept = |n: usize| n == 0 || dice.roll(3) > 0;
    let some: Vec<Stage> = offered
        .iter()
        .enumerate()
        .map(|(n, stage)| (n, *stage))
        .filter(|(n, _)| kept(*n))
        .map(|(_, s)| s)
        .collect();
    if some.len() > 1 { some } else { offered }
}

fn random_ask(dice: &mut Dice, people: &[Person]) -> Ask {
    let kind = dice.pick(&[Kind::Cohort, Kind::Cohort, Kind::Activity, Kind::Activity, Kind::Snapshot]);
    let base = dice.pick(&[Base::Lead, Base::Mql]);
    let instant = |dice: &mut Dice| {
        let events = &dice.pick(people).events;
        dice.pick(&probes(events))
    };
    let (a, b) = (instant(dice), instant(dice));
    let first = local_date(a.min(b), TZ);
    let until = local_date(a.max(b), TZ) + Days::new(1 + dice.roll(40));
    let vantage = match dice.roll(4) {
        0 => Vantage::now(AFTERWARDS),
        1 => Vantage::resolve(Some(When::At(instant(dice))), None, AFTERWARDS, TZ),
        2 => Vantage::resolve(Some(When::Day(local_date(instant(dice), TZ))), None, AFTERWARDS, TZ),
        _ => {
            let (d, k) = (instant(dice), instant(dice));
            Vantage::resolve(Some(When::At(d)), Some(When::At(k)), AFTERWARDS, TZ)
        }
    };
    Ask {
        kind,
        base,
        mode: dice.pick(&[Mode::Reached, Mode::Strict, Mode::Any]),
        count: dice.pick(&Count::ALL),
        stages: random_stages(dice, kind, base),
        period: Period::new(first, until).unwrap(),
        range: None,
        vantage,
        targets: vec![],
        wanted: vec![],
        zone: TZ,
    }
}

/// Walks a whole list, a few lines at a time.
async fn walk(
    conn: &mut Conn,
    ask: &Ask,
    behind: Behind,
    filters: &Filters,
    late: Option<&Late>,
) -> Vec<(Id<of::Lead>, i32)> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let page = store::behind(conn, ask, behind, filters, late, after, 7).await.unwrap();
        for pair in page.windows(2) {
            assert!(
                (pair[0].hit.key, pair[0].lead, pair[0].hit.cycle)
                    > (pair[1].hit.key, pair[1].lead, pair[1].hit.cycle)
            );
        }
        all.extend(page.iter().map(|place| (place.lead, place.hit.cycle)));
        match page.last() {
            Some(last) if page.len() == 7 => after = Some(*last),
            _ => return all,
        }
    }
}

async fn compare(t: &Ctx, people: &[Person], seed: u64, questions: usize) {
    let mut dice = Dice::new(seed);
    let mut conn = t.db.read().await.unwrap();
    let mut counted = 0;
    for n in 0..questions {
        let (ask, filters) = (random_ask(&mut dice, people), random_filters(&mut dice));
        let few = dice.pick(&[0, 1_000]);
        let late = Late::load_naming(&mut conn, &ask, &filters, few).await.unwrap();
        let got = store::counts(&mut conn, &ask, &filters, late.as_ref()).await.unwrap();
        let want = recount(people, &ask, &filters);
        let sizes: Vec<u64> = want.hits.iter().map(|hits| hits.len() as u64).collect();
        assert_eq!(got, sizes, "question {n}: {ask:#?} {filters:?}");
        counted += got.iter().sum::<u64>();

        let stage = dice.pick(&ask.stages);
        let mut listed =
            walk(&mut conn, &ask, Behind { stage, not_reached: None }, &filters, late.as_ref()).await;
        let at = ask.stages.iter().position(|s| *s == stage).unwrap();
        listed.sort_unstable();
        assert_eq!(listed, want.hits[at], "question {n}, behind {stage:?}: {ask:#?} {filters:?}");

        if ask.kind == Kind::Cohort && ask.mode != Mode::Any && ask.stages.len() > at + 1 {
            let later = ask.stages[at + 1];
            let behind = Behind { stage, not_reached: Some(later) };
            let listed = walk(&mut conn, &ask, behind, &filters, late.as_ref()).await;
            assert_eq!(listed.len() as u64, got[at] - got[at + 1], "question {n}, {behind:?}: {ask:#?}");
        }

        if !ask.has_steps() {
            continue;
        }
        let mut got = store::durations(&mut conn, &ask, &filters, late.as_ref()).await.unwrap();
        got.iter_mut().for_each(|step| {
            step.done.sort_unstable();
            step.open.sort_unstable();
        });
        assert_eq!(got, want.times, "question {n}, times: {ask:#?} {filters:?}");
    }
    assert!(counted > 1_000, "the questions hit something: {counted}");
}

both! {
    async fn the_sql_counts_what_the_definitions_count(t: Ctx) {
        let people = crowd(160, 3);
        crowd::write(&t, &people).await;
        compare(&t, &people, 42, 400).await;
    }
}

#[test]
fn the_default_stages_are_those_of_a_default_question() {
    let now = Instant::from_secs(1_795_000_000);
    let ask = Ask::read(relais::domain::funnel::Pairs(&[]), now, TZ).unwrap();
    assert_eq!(ask.stages, DEFAULT_STAGES);
}
