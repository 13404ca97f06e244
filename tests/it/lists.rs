//! Lists of leads: every filter finds what a plain loop finds, on both engines; pages have no gaps and no repeats.

use crate::support::Ctx;
use crate::support::cast::{Cast, MONDAY, cast};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use relais::db::{DbError, Sql};
use relais::domain::filter::{LeadFilter, Place, SortKey};
use relais::domain::ids::{Id, of};
use relais::domain::lead_status::LeadStatus;
use relais::domain::stage::Stage;
use relais::domain::text::fold;
use relais::features::leads::{self, LeadFields, NewLead, keys};
use relais::features::lists::{self, Count, Reader, Row};
use relais::features::reference::{self, List};
use relais::vals;
use std::collections::BTreeSet;

type Lead = Id<of::Lead>;

/// A lead as a test wants it.
#[derive(Debug, Clone)]
struct Made {
    fields: LeadFields,
    stage: Stage,
    stage_at: i64,
    created_at: i64,
    next_on: Option<&'static str>,
}

fn made(name: &str, cast: &Cast, at: i64) -> Made {
    Made { fields: cast.fields(name), stage: Stage::Lead, stage_at: at, created_at: at, next_on: None }
}

async fn insert(t: &Ctx, cast: &Cast, made: Vec<Made>) -> Vec<Lead> {
    const TASK: Sql = Sql::both(
        "INSERT INTO task (id, lead_id, kind, title, due_on, created_at) VALUES ($1, $2, 'follow_up', 'Rappeler', $3, 0)",
    );
    let clock = cast.clock.clone();
    t.db.write(async move |mut tx| {
        let mut ids = Vec::new();
        for m in made {
            let id: Lead = clock.id();
            let at = |seconds: i64| MONDAY.plus_secs(seconds);
            let new = NewLead {
                id,
                keys: keys(&m.fields, "", "FR"),
                fields: m.fields,
                stage: Some((m.stage, at(m.stage_at), 1)),
                created_by: None,
                created_at: at(m.created_at),
                recorded_at: at(m.created_at),
            };
            leads::insert(&mut tx, &new).await?;
            if let Some(day) = m.next_on {
                let day: chrono::NaiveDate = day.parse().unwrap();
                tx.run(TASK, &vals![clock.id::<of::Task>(), id, day]).await?;
            }
            ids.push(id);
        }
        Ok::<_, DbError>(ids)
    })
    .await
    .unwrap()
}

fn reader(cast: &Cast) -> Reader {
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 2).unwrap();
    Reader { me: Some(cast.sophie), now: cast.clock.now(), today, zone: chrono_tz::Europe::Paris }
}

fn filter(query: &str) -> LeadFilter {
    let pairs: Vec<_> = query
        .split('&')
        .filter_map(|p| p.split_once('='))
        .map(|(n, v)| (n.to_owned(), v.to_owned()))
        .collect();
    LeadFilter::parse(&pairs).unwrap()
}

async fn names(t: &Ctx, reader: &Reader, filter: &LeadFilter) -> Vec<String> {
    all(t, reader, filter).await.into_iter().map(|row| row.name).collect()
}

/// Every row, page by page, forwards.
async fn all(t: &Ctx, reader: &Reader, filter: &LeadFilter) -> Vec<Row> {
    let mut conn = t.db.read().await.unwrap();
    let (mut rows, mut place) = (Vec::new(), Place::Start);
    loop {
        let page = lists::page(&mut conn, filter, reader, &place).await.unwrap();
        rows.extend(page.rows);
        match page.next {
            Some(cursor) => place = Place::After(cursor),
            None => return rows,
        }
    }
}

both! {
    async fn each_filter_finds_what_it_says(t: Ctx) {
        let cast = cast(&t).await;
        let clock = cast.clock.clone();
        let (salon, tag) = t.db.write(async move |mut tx| {
            let salon: Id<of::Campaign> = reference::ensure(&mut tx, &clock, List::Campaign, "salon").await.unwrap();
            let tag: Id<of::Tag> = reference::ensure(&mut tx, &clock, List::Tag, "vip").await.unwrap();
            Ok::<_, DbError>((salon, tag))
        }).await.unwrap();
        let day = 86_400;
        let mine = LeadFields { owner_sales: Some(cast.sophie), persona: Some(cast.persona), ..cast.fields("Anna") };
        let queued = LeadFields { queue: Some(cast.queue), campaign: Some(salon), ..cast.fields("Bruno") };
        let marketed = LeadFields { owner_mkt: Some(cast.lea), status: LeadStatus::Callback, ..cast.fields("Chloé") };
        let others = LeadFields { owner_sales: Some(cast.karim), estimated_value_minor: Some(100), ..cast.fields("David") };
        let ids = insert(&t, &cast, vec![
            Made { fields: mine, stage: Stage::Mql, next_on: Some("2026-11-01"), ..made("", &cast, -10 * day) },
            Made { fields: queued, stage: Stage::Mql, ..made("", &cast, -5 * day) },
            Made { fields: marketed, stage: Stage::Lead, next_on: Some("2026-11-02"), ..made("", &cast, -3 * day) },
            Made { fields: others, stage: Stage::Sql, stage_at: 0, next_on: Some("2026-11-03"), ..made("", &cast, -day) },
        ]).await;
        let david = ids[3];
        t.db.write(async move |mut tx| {
            const TAG: Sql = Sql::both("INSERT INTO lead_tag (lead_id, tag_id) VALUES ($1, $2)");
            tx.run(TAG, &vals![david, tag]).await
        }).await.unwrap();
        let (queue, karim, persona, source) = (cast.queue, cast.karim, cast.persona, cast.source);
        let cases: Vec<(String, &[&str])> = vec![
            (String::new(), &["David", "Chloé", "Bruno", "Anna"]),
            ("sort=created".into(), &["Anna", "Bruno", "Chloé", "David"]),
            ("sort=name".into(), &["Anna", "Bruno", "Chloé", "David"]),
            ("sort=-name".into(), &["David", "Chloé", "Bruno", "Anna"]),
            ("sort=value".into(), &["David", "Anna", "Bruno", "Chloé"]),
            ("sort=next".into(), &["Anna", "Chloé", "David", "Bruno"]),
            ("sort=-next".into(), &["David", "Chloé", "Anna", "Bruno"]),
            ("sort=stage_at&stage=mql,sql".into(), &["Anna", "Bruno", "David"]),
            ("stage=mql".into(), &["Bruno", "Anna"]),
            ("stage=mql,sql".into(), &["David", "Bruno", "Anna"]),
            ("stage=customer".into(), &[]),
            ("status=callback".into(), &["Chloé"]),
            ("owner=me".into(), &["Anna"]),
            ("owner=none".into(), &["Chloé", "Bruno"]),
            (format!("owner={karim}"), &["David"]),
            (format!("owner_mkt={}", cast.lea), &["Chloé"]),
            (format!("queue={queue}"), &["Bruno"]),
            (format!("persona={persona}"), &["Anna"]),
            ("persona=none".into(), &["David", "Chloé", "Bruno"]),
            (format!("campaign={salon}"), &["Bruno"]),
            (format!("source={source}&stage=mql"), &["Bruno", "Anna"]),
            (format!("tag={tag}"), &["David"]),
            ("company=none&owner=me".into(), &["Anna"]),
            ("next=overdue".into(), &["Anna"]),
            ("next=today".into(), &["Chloé"]),
            ("next=none".into(), &["Bruno"]),
            ("created_from=2026-10-29".into(), &["David", "Chloé"]),
            ("created_until=2026-10-29".into(), &["Bruno", "Anna"]),
            ("stage_from=2026-11-02".into(), &["David"]),
            ("q=chloe&stage=mql".into(), &[]),
            ("q=CHLO%C3%89".into(), &[]),
            ("q=Chloé".into(), &["Chloé"]),
        ];
        let reader = reader(&cast);
        for (query, expected) in cases {
            let filter = filter(&query);
            assert_eq!(names(&t, &reader, &filter).await, expected, "{query}");
            let mut conn = t.db.read().await.unwrap();
            for exact in [false, true] {
                let n = lists::count(&mut conn, &filter, &reader, exact).await.unwrap();
                assert_eq!(n, Count::Exact(i64::try_from(expected.len()).unwrap()), "{query}");
            }
        }
    }

    async fn nobody_signed_in_has_no_leads_of_their_own(t: Ctx) {
        let cast = cast(&t).await;
        insert(&t, &cast, vec![made("Anna", &cast, 0)]).await;
        let reader = Reader { me: None, ..reader(&cast) };
        assert!(names(&t, &reader, &filter("owner=me")).await.is_empty());
    }

    async fn search_ignores_accents_case_and_ligatures(t: Ctx) {
        let cast = cast(&t).await;
        let people = ["Élodie Martin", "Jean ŒUVRE", "Straße Müller", "İlker Demir", "100% Coton_Bio", "O'Brien \"Bob\"", "東京太郎", "Ng Li"];
        let mut rows: Vec<_> = people.iter().map(|name| made(name, &cast, 0)).collect();
        rows[0].fields.phone = "06 12 34 56 78".into();
        rows[7].fields.email = "li@ng.example".into();
        insert(&t, &cast, rows).await;
        let reader = reader(&cast);
        let cases: [(&str, &[&str]); 25] = [
            ("elodie", &["Élodie Martin"]),
            ("ÉLODIE", &["Élodie Martin"]),
            ("martin elo", &["Élodie Martin"]),
            ("martin xyz", &[]),
            ("oeuvre", &["Jean ŒUVRE"]),
            ("œuvre", &["Jean ŒUVRE"]),
            ("strasse", &["Straße Müller"]),
            ("STRAẞE", &["Straße Müller"]),
            ("muller", &["Straße Müller"]),
            ("ilker", &["İlker Demir"]),
            ("İLKER", &["İlker Demir"]),
            ("100%", &["100% Coton_Bio"]),
            ("%oto", &[]),
            ("coton_bio", &["100% Coton_Bio"]),
            ("cotonxbio", &[]),
            ("o’brien", &["O'Brien \"Bob\""]),
            ("\"bob\"", &["O'Brien \"Bob\""]),
            ("東京太", &["東京太郎"]),
            ("06 12 34", &["Élodie Martin"]),
            ("+33612", &["Élodie Martin"]),
            ("0033 6 12", &["Élodie Martin"]),
            ("ng", &["Ng Li"]),
            ("li@", &["Ng Li"]),
            ("el", &["Élodie Martin"]),
            ("xy", &[]),
        ];
        for (q, expected) in cases {
            let filter = LeadFilter { q: q.to_owned(), ..LeadFilter::default() };
            assert_eq!(names(&t, &reader, &filter).await, expected, "{q}");
        }
    }

    async fn a_place_far_beyond_is_an_empty_page_and_hostile_text_finds_nothing(t: Ctx) {
        let cast = cast(&t).await;
        insert(&t, &cast, vec![made("Anna", &cast, 0)]).await;
        let reader = reader(&cast);
        let mut conn = t.db.read().await.unwrap();
        for text in ["-9223372036854775808.0", "0.0"] {
            let place = Place::parse(SortKey::Created, Some(text), None).unwrap();
            assert!(lists::page(&mut conn, &LeadFilter::default(), &reader, &place).await.unwrap().rows.is_empty());
        }
        for q in ["%", "_", "\\", "' OR 1=1 --", "\"", "\"\" OR \"\"", "*", "NEAR(a b)", "a AND", "^a", "col:abc", "%".repeat(200).as_str()] {
            let filter = LeadFilter { q: q.to_owned(), ..LeadFilter::default() };
            assert!(names(&t, &reader, &filter).await.is_empty(), "{q}");
            lists::count(&mut conn, &filter, &reader, false).await.unwrap();
        }
    }

    async fn the_next_action_follows_the_tasks(t: Ctx) {
        const DONE: Sql = Sql::both("UPDATE task SET done_at = 1 WHERE lead_id = $1 AND due_on = $2");
        const BACK: Sql = Sql::both("UPDATE task SET done_at = NULL, lead_id = $2 WHERE lead_id = $1");
        const GONE: Sql = Sql::both("DELETE FROM task WHERE lead_id = $1");
        let cast = cast(&t).await;
        let two = vec![Made { next_on: Some("2026-11-05"), ..made("Anna", &cast, 0) }, made("Bruno", &cast, 0)];
        let ids = insert(&t, &cast, two).await;
        let (anna, bruno) = (ids[0], ids[1]);
        let reader = reader(&cast);
        let planned = async |t: &Ctx| {
            let rows = all(t, &reader, &filter("sort=name")).await;
            rows.into_iter().map(|row| (row.next_on.map(|d| d.to_string()), row.next_title)).collect::<Vec<_>>()
        };
        let none = || (None, String::new());
        let some = || (Some("2026-11-05".to_owned()), "Rappeler".to_owned());
        assert_eq!(planned(&t).await, [some(), none()]);
        let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 5).unwrap();
        t.db.write(async move |mut tx| tx.run(DONE, &vals![anna, day]).await).await.unwrap();
        assert_eq!(planned(&t).await, [none(), none()]);
        t.db.write(async move |mut tx| tx.run(BACK, &vals![anna, bruno]).await).await.unwrap();
        assert_eq!(planned(&t).await, [none(), some()]);
        t.db.write(async move |mut tx| tx.run(GONE, &vals![bruno]).await).await.unwrap();
        assert_eq!(planned(&t).await, [none(), none()]);
    }

    async fn neighbours_agree_with_the_list(t: Ctx) {
        let cast = cast(&t).await;
        let rows = (0..7).map(|n| {
            let mut m = made(&format!("Lead {n}"), &cast, n / 3);
            m.fields.estimated_value_minor = (n % 2 == 0).then_some(n % 3);
            m.next_on = (n % 3 == 0).then_some("2026-11-05");
            m
        });
        insert(&t, &cast, rows.collect()).await;
        let reader = reader(&cast);
        for key in SortKey::ALL {
            for descending in [false, true] {
                let filter = LeadFilter::default().sorted(key, descending);
                let ids: Vec<_> = all(&t, &reader, &filter).await.into_iter().map(|row| row.id).collect();
                assert_eq!(ids.len(), 7);
                let mut conn = t.db.read().await.unwrap();
                for (at, id) in ids.iter().enumerate() {
                    let n = lists::neighbours(&mut conn, &filter, &reader, *id).await.unwrap().unwrap();
                    assert_eq!(n.previous, at.checked_sub(1).map(|p| ids[p]), "{key:?} {descending} {at}");
                    assert_eq!(n.next, ids.get(at + 1).copied());
                    assert_eq!((n.position, n.total), (i64::try_from(at + 1).ok(), Count::Exact(7)));
                }
            }
        }
        let mut conn = t.db.read().await.unwrap();
        let first = all(&t, &reader, &LeadFilter::default()).await[0].id;
        let elsewhere = filter("stage=customer");
        let n = lists::neighbours(&mut conn, &elsewhere, &reader, first).await.unwrap().unwrap();
        assert_eq!((n.position, n.next, n.total), (None, None, Count::Exact(0)));
        assert!(lists::neighbours(&mut conn, &elsewhere, &reader, Id::v7(1, 1)).await.unwrap().is_none());
    }
}

/// A lead with few distinct values, so that ties are the rule.
fn any_made(cast: &Cast) -> impl Strategy<Value = Made> + use<> {
    let base = cast.fields("x");
    let stage = proptest::sample::select(Stage::FUNNEL.to_vec());
    let next =
        proptest::sample::select(vec![None, Some("2026-11-01"), Some("2026-11-02"), Some("2026-11-03")]);
    (stage, 0..3i64, 0..3i64, proptest::option::of(0..3i64), next, "[ab]").prop_map(
        move |(stage, stage_at, created_at, value, next_on, name)| Made {
            fields: LeadFields { last_name: name, estimated_value_minor: value, ..base.clone() },
            stage,
            stage_at,
            created_at,
            next_on,
        },
    )
}

/// Pages of any list, in either direction, hold every row once, in order, whatever ties there are; rows that come in
/// between change nothing for those that were there.
#[test]
fn pages_have_no_gaps_and_no_repeats() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(crate::support::on_both(async |t: Ctx| {
        let cast = cast(&t).await;
        let mut runner = proptest::test_runner::TestRunner::deterministic();
        let mut draw = |n: usize| {
            let strategy = proptest::collection::vec(any_made(&cast), n);
            strategy.new_tree(&mut runner).unwrap().current()
        };
        insert(&t, &cast, draw(170)).await;
        let reader = reader(&cast);
        for stages in
            ["", "stage=mql", "stage=mql,sal,customer", "q=example&stage=lead,mql,sal,sql", "next=none"]
        {
            for key in SortKey::ALL {
                for descending in [false, true] {
                    let filter = filter(stages).sorted(key, descending);
                    pages_agree(&t, &cast, &reader, &filter, draw(1)).await;
                }
            }
        }
    }));
}

async fn pages_agree(t: &Ctx, cast: &Cast, reader: &Reader, filter: &LeadFilter, late: Vec<Made>) {
    let key = filter.sort.key;
    let before = all(t, reader, filter).await;
    let mut sorted = before.clone();
    sorted.sort_by(|a, b| order(filter, a, b));
    let ids = |rows: &[Row]| rows.iter().map(|row| row.id).collect::<Vec<_>>();
    assert_eq!(ids(&before), ids(&sorted), "{}", filter.query());
    assert_eq!(ids(&before).into_iter().collect::<BTreeSet<_>>().len(), before.len());
    let mut conn = t.db.read().await.unwrap();
    let count = lists::count(&mut conn, filter, reader, true).await.unwrap();
    assert_eq!(count.found(), i64::try_from(before.len()).unwrap());

    // backwards, with a row inserted meanwhile
    let Some(last) = before.last() else { return };
    let (mut back, mut place) = (vec![last.clone()], Place::Before(last.cursor(key)));
    insert(t, cast, late).await;
    loop {
        let page = lists::page(&mut conn, filter, reader, &place).await.unwrap();
        let known: BTreeSet<_> = back.iter().map(|row| row.id).collect();
        let fresh: Vec<_> = page.rows.iter().filter(|row| !known.contains(&row.id)).cloned().collect();
        back.splice(0..0, fresh);
        match page.previous {
            Some(cursor) => place = Place::Before(cursor),
            None => break,
        }
    }
    let old: BTreeSet<_> = ids(&before).into_iter().collect();
    back.retain(|row| old.contains(&row.id));
    assert_eq!(ids(&back), ids(&before), "backwards: {}", filter.query());
}

fn order(filter: &LeadFilter, a: &Row, b: &Row) -> std::cmp::Ordering {
    use std::cmp::Ordering::{Equal, Greater, Less};
    let absent = |row: &Row| match filter.sort.key {
        SortKey::Value => row.value_minor.is_none(),
        SortKey::Next => row.next_on.is_none(),
        _ => false,
    };
    let by_key = match filter.sort.key {
        SortKey::Created => a.created_at.cmp(&b.created_at),
        SortKey::StageAt => a.stage_at.cmp(&b.stage_at),
        SortKey::Name => fold(&a.name).cmp(&fold(&b.name)),
        SortKey::Value => a.value_minor.cmp(&b.value_minor),
        SortKey::Next => a.next_on.cmp(&b.next_on),
    };
    let keyed = by_key.then(a.seq.cmp(&b.seq));
    match (absent(a), absent(b)) {
        (false, true) => Less,
        (true, false) => Greater,
        (true, true) | (false, false) if filter.sort.descending => keyed.reverse(),
        _ => keyed.then(Equal),
    }
}
