//! Board, first screens, export, companies and deals: the same on both engines, and their figures equal to a recount.

use crate::support::Ctx;
use crate::support::cast::{Cast, cast};
use relais::db::DbError;
use relais::domain::board::totals;
use relais::domain::filter::{LeadFilter, Place, Verdict};
use relais::domain::ids::{Id, of};
use relais::domain::lifecycle::{Request, Team};
use relais::domain::stage::Stage;
use relais::features::companies::{self, CompanyFields};
use relais::features::home::{self, Mine, Month};
use relais::features::leads::LeadFields;
use relais::features::lists::{self, Reader};
use relais::features::pipeline::{self, DealFilter};
use relais::features::stages::{self, Acting, StageError};
use relais::features::{history, reference};

type Lead = Id<of::Lead>;

async fn create(t: &Ctx, acting: Acting, fields: LeadFields) -> Lead {
    let made =
        t.db.write(async move |mut tx| stages::create(&mut tx, &acting, fields, "", Stage::Lead, None).await);
    made.await.unwrap()
}

async fn moved(t: &Ctx, acting: Acting, lead: Lead, request: Request) {
    let done: Result<_, StageError> =
        t.db.write(async move |mut tx| stages::change(&mut tx, &acting, lead, &request).await).await;
    done.unwrap();
}

fn reader(cast: &Cast) -> Reader {
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 2).unwrap();
    Reader { me: Some(cast.sophie), now: cast.clock.now(), today, zone: chrono_tz::Europe::Paris }
}

/// Six leads: two stay, one waits for Sophie, one in the queue, one accepted, one refused.
async fn story(t: &Ctx, cast: &Cast) -> Vec<Lead> {
    let mut leads = Vec::new();
    for (at, name) in ["Anna", "Bruno", "Chloé", "David", "Élise", "Farid"].into_iter().enumerate() {
        let value = i64::try_from(at + 1).ok().map(|n| n * 100_000);
        let fields =
            LeadFields { estimated_value_minor: value, owner_mkt: Some(cast.lea), ..cast.fields(name) };
        leads.push(create(t, cast.marketer(), fields).await);
    }
    let to_rep =
        || Request { persona: Some(cast.persona), owner: Some(cast.sophie), ..Request::to(Stage::Mql) };
    let to_queue = Request { owner: None, queue: Some(cast.queue), ..to_rep() };
    moved(t, cast.marketer(), leads[2], to_rep()).await;
    moved(t, cast.marketer(), leads[3], to_queue).await;
    moved(t, cast.marketer(), leads[4], to_rep()).await;
    moved(t, cast.marketer(), leads[5], to_rep()).await;
    cast.later(3_600);
    moved(t, cast.rep(), leads[4], Request::to(Stage::Sal)).await;
    let refusal = Request { reason: Some("pas_de_budget".into()), ..Request::to(Stage::Recycled) };
    let refusal = Request { revisit_on: chrono::NaiveDate::from_ymd_opt(2027, 1, 4), ..refusal };
    moved(t, cast.rep(), leads[5], refusal).await;
    leads
}

both! {
    async fn the_boards_totals_are_the_lists_counts(t: Ctx) {
        let cast = cast(&t).await;
        story(&t, &cast).await;
        cast.later(3 * 86_400);
        let (reader, now) = (reader(&cast), cast.clock.now());
        let mut conn = t.db.read().await.unwrap();
        let everything = LeadFilter::default();
        let cards = lists::store::cards(&mut conn, &everything, &reader, &Stage::FUNNEL).await.unwrap();
        for stage in Stage::FUNNEL {
            let one = LeadFilter::in_stages(&[stage]);
            let rows = lists::page(&mut conn, &one, &reader, &Place::Start).await.unwrap().rows;
            let groups = lists::store::ages(&mut conn, &everything, &reader, stage, now).await.unwrap().unwrap();
            let found = totals(&groups).unwrap();
            assert_eq!(found.leads, i64::try_from(rows.len()).unwrap(), "{stage:?}");
            assert_eq!(found.value.0, rows.iter().filter_map(|row| row.value_minor).sum::<i64>());
            assert_eq!(found.median_days, (!rows.is_empty()).then_some(3));
            assert_eq!(cards.iter().filter(|card| card.stage == stage).count(), rows.len());
            lists::store::deal_sums(&mut conn, &everything, &reader, stage).await.unwrap();
        }
        let ids: Vec<_> = cards.iter().map(|card| card.id).collect();
        assert!(lists::store::deals_of(&mut conn, &ids).await.unwrap().is_empty());
    }

    async fn the_first_screens_count_what_happened(t: Ctx) {
        let cast = cast(&t).await;
        let leads = story(&t, &cast).await;
        let reader = reader(&cast);
        let mut conn = t.db.read().await.unwrap();
        let mine = Mine { me: cast.sophie, team: Some(Team::Sales) };
        let waiting = home::waiting(&mut conn, &mine, 10).await.unwrap();
        assert_eq!(waiting.iter().map(|w| w.lead).collect::<Vec<_>>(), [leads[2], leads[3]]);
        assert_eq!(home::waiting_count(&mut conn, &mine).await.unwrap(), 2);
        let others = Mine { me: cast.karim, team: Some(Team::Marketing) };
        assert_eq!(home::waiting_count(&mut conn, &others).await.unwrap(), 0);

        let month = Month::of(reader.today).unwrap();
        let figures = home::handlers::figures(&mut conn, &reader, month, cast.clock.now()).await.unwrap();
        // the same, from the events themselves
        let mut naive = [0i64; 4];
        for lead in &leads {
            let stages: Vec<_> =
                history::events_of(&mut conn, *lead).await.unwrap().into_iter().filter_map(|e| e.to).collect();
            let has = |stage| stages.contains(&stage);
            naive[0] += i64::from(has(Stage::Lead));
            naive[1] += i64::from(has(Stage::Mql));
            naive[2] += i64::from(has(Stage::Sal));
            naive[3] += i64::from(has(Stage::Sal) || has(Stage::Recycled));
        }
        assert_eq!([figures.leads, figures.mql, figures.accepted, figures.decided], naive);
        let refused = month.decided(Verdict::Refused);
        assert_eq!(lists::count(&mut conn, &refused, &reader, true).await.unwrap().found(), 1);
        let before = home::handlers::figures(&mut conn, &reader, month.previous(), cast.clock.now()).await.unwrap();
        assert_eq!(before, home::Figures::default());

        let back = home::store::refused(&mut conn, cast.lea).await.unwrap();
        assert_eq!(back.len(), 1);
        assert_eq!((back[0].lead, back[0].by.as_str()), (leads[5], "Sophie Arnaud"));
        home::store::open_deals(&mut conn, cast.sophie, 8).await.unwrap();
        home::store::due(&mut conn, cast.lea, reader.today).await.unwrap();
    }

    async fn an_export_holds_every_lead_once(t: Ctx) {
        let cast = cast(&t).await;
        for n in 0..20 {
            let name = if n == 7 { "=1+1".to_owned() } else { format!("Lead {n}") };
            let fields = LeadFields { email: format!("l{n}@example.fr"), ..cast.fields(&name) };
            create(&t, cast.marketer(), fields).await;
        }
        let reader = reader(&cast);
        let mut conn = t.db.read().await.unwrap();
        let (rows, next) = lists::store::chunk(&mut conn, &LeadFilter::default(), &reader, &Place::Start).await.unwrap();
        assert_eq!((rows.len(), next), (20, None));
        let l = relais::i18n::L::new(relais::i18n::Lang::Fr, chrono_tz::Europe::Paris, cast.clock.now());
        let style = lists::Style { lang: l.lang, currency: relais::domain::money::Currency::EUR };
        let mut file = style.head(&l);
        file.extend(style.rows(&l, &rows));
        assert!(file.starts_with(b"\xEF\xBB\xBF"));
        let mut read = csv::ReaderBuilder::new().delimiter(b';').from_reader(&file[3..]);
        let lines: Vec<_> = read.records().map(Result::unwrap).collect();
        assert_eq!(lines.len(), 20);
        let names: Vec<_> = lines.iter().map(|line| relais::domain::csv_safe::unescape(&line[2]).to_owned()).collect();
        assert!(names.contains(&"=1+1".to_owned()));
        assert!(lines.iter().flatten().all(|cell| !cell.starts_with(['=', '+', '-', '@'])));
    }

    async fn renaming_a_company_reaches_the_search(t: Ctx) {
        let cast = cast(&t).await;
        let clock = cast.clock.clone();
        let company = t.db.write(async move |mut tx| {
            Ok::<_, DbError>(reference::company_named(&mut tx, &clock, "Dupont SARL").await.unwrap())
        }).await.unwrap();
        let fields = LeadFields { company: Some(company), ..cast.fields("Anna") };
        create(&t, cast.marketer(), fields).await;
        let new = CompanyFields { name: "Ébénisterie Martin".into(), ..CompanyFields::default() };
        t.db.write(async move |mut tx| companies::handlers::renamed(&mut tx, company, 1, &new, "FR").await).await.unwrap();
        let reader = reader(&cast);
        let mut conn = t.db.read().await.unwrap();
        for (q, n) in [("ebenisterie", 1), ("dupont", 0)] {
            let filter = LeadFilter { q: q.into(), ..LeadFilter::default() };
            assert_eq!(lists::count(&mut conn, &filter, &reader, true).await.unwrap().found(), n, "{q}");
        }
        let (rows, next) = companies::store::page(&mut conn, "MARTIN", None).await.unwrap();
        assert_eq!((rows.len(), rows[0].leads, next), (1, 1, None));
        assert!(companies::store::page(&mut conn, "", Some("zzz")).await.unwrap().0.is_empty());
    }

    async fn lists_of_deals_run_in_every_shape(t: Ctx) {
        let cast = cast(&t).await;
        let seen = pipeline::store::Seen { me: cast.sophie, zone: chrono_tz::Europe::Paris };
        let mut conn = t.db.read().await.unwrap();
        for outcome in DealFilter::OUTCOMES {
            for owner in [None, Some(relais::domain::filter::Pick::Me), Some(relais::domain::filter::Pick::Nothing)] {
                let closed = Month::of(reader(&cast).today).unwrap().decided(Verdict::Any).decided.unwrap().days;
                let filter = DealFilter { outcome, owner, closed };
                let places = if outcome == "open" { ["2026-11-01.3", "-.3"] } else { ["5.3", "1.1"] };
                let key = if outcome == "open" { relais::domain::filter::SortKey::Next } else { relais::domain::filter::SortKey::Created };
                for place in places {
                    let after = relais::domain::filter::Cursor::parse(key, place).unwrap();
                    pipeline::store::page(&mut conn, &filter, &seen, Some(&after)).await.unwrap();
                }
                pipeline::store::page(&mut conn, &filter, &seen, None).await.unwrap();
                assert!(pipeline::store::sums(&mut conn, &filter, &seen).await.unwrap().is_empty());
            }
        }
    }
}
