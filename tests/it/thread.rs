//! The main line, on the rows: a lead from its first form to a won deal, and every way of taking it back.

use crate::support::Ctx;
use crate::support::cast::{Cast, cast};
use relais::db::{Db, Tx};
use relais::domain::activity::{Direction, Kind, Outcome};
use relais::domain::ids::{Id, of};
use relais::domain::instant::Instant;
use relais::domain::lifecycle::{DealFields, Refusal, RefusalKind, Rejection, Request};
use relais::domain::stage::Stage;
use relais::features::deals::{self, DealOutcome};
use relais::features::stages::{self, Acting, ActivityForm, DealClosing, Prospect, StageError};
use relais::features::{history, leads};
use std::future::Future;

type Lead = Id<of::Lead>;

async fn act<T: Send + 'static, W>(
    db: &Db,
    work: impl FnOnce(Tx) -> W + Send + 'static,
) -> Result<T, StageError>
where
    W: Future<Output = Result<T, StageError>> + Send + 'static,
{
    db.write(work).await
}

async fn create(t: &Ctx, acting: Acting, cast: &Cast, name: &str) -> Lead {
    let fields = cast.fields(name);
    act(&t.db, async move |mut tx| stages::create(&mut tx, &acting, fields, "", Stage::Lead, None).await)
        .await
        .unwrap()
}

async fn moved(t: &Ctx, acting: Acting, lead: Lead, request: Request) -> Result<Option<Stage>, StageError> {
    act(&t.db, async move |mut tx| Ok(stages::change(&mut tx, &acting, lead, &request).await?.stage)).await
}

async fn talked(t: &Ctx, acting: Acting, lead: Lead) {
    act(&t.db, async move |mut tx| stages::log_activity(&mut tx, &acting, lead, conversation()).await)
        .await
        .unwrap();
}

fn conversation() -> ActivityForm {
    ActivityForm {
        kind: Kind::Call,
        direction: Direction::Outbound,
        outcome: Some(Outcome::Connected),
        automatic: false,
        occurred_at: None,
        text: String::new(),
    }
}

fn to_mql(cast: &Cast) -> Request {
    Request { persona: Some(cast.persona), owner: Some(cast.sophie), ..Request::to(Stage::Mql) }
}

fn to_opportunity() -> Request {
    let deal = DealFields {
        id: None,
        amount_minor: Some(950_000),
        expected_on: chrono::NaiveDate::from_ymd_opt(2026, 12, 15),
        stage: Some("proposal".into()),
    };
    Request { deal, ..Request::to(Stage::Opportunity) }
}

/// Takes a new lead to `opportunity`; answers it with its deal.
async fn opportunity(t: &Ctx, cast: &Cast, name: &str) -> (Lead, Id<of::Deal>) {
    let lead = create(t, cast.marketer(), cast, name).await;
    moved(t, cast.marketer(), lead, to_mql(cast)).await.unwrap();
    cast.later(3_600);
    moved(t, cast.rep(), lead, Request::to(Stage::Sal)).await.unwrap();
    talked(t, cast.rep(), lead).await;
    let need = Request { note: Some("Relancer les devis".into()), ..Request::to(Stage::Sql) };
    moved(t, cast.rep(), lead, need).await.unwrap();
    cast.later(3_600);
    moved(t, cast.rep(), lead, to_opportunity()).await.unwrap();
    let mut conn = t.db.read().await.unwrap();
    let open = deals::open_of_cycle(&mut conn, lead, 1).await.unwrap();
    assert_eq!(open.len(), 1);
    (lead, open[0].id)
}

fn won() -> DealClosing {
    DealClosing {
        won: true,
        reason: Some("adequation".into()),
        reason_detail: None,
        competitor: None,
        amount_minor: Some(900_000),
        occurred_at: None,
        then: None,
        revisit_on: None,
    }
}

async fn stage_of(t: &Ctx, lead: Lead) -> Option<Stage> {
    let mut conn = t.db.read().await.unwrap();
    leads::get(&mut conn, lead).await.unwrap().unwrap().stage
}

async fn depth_of(t: &Ctx, lead: Lead) -> Option<i64> {
    use relais::db::Sql;
    let mut conn = t.db.read().await.unwrap();
    let key = relais::vals![lead];
    let row = conn.optional(Sql::both("SELECT depth FROM journey WHERE lead_id = $1"), &key);
    row.await.unwrap().map(|r| r.get("depth").unwrap())
}

fn refused(outcome: Result<Option<Stage>, StageError>) -> Refusal {
    match outcome {
        Err(StageError::Rejected(Rejection::Refused(refusal))) => refusal,
        other => panic!("expected a refusal, got {other:?}"),
    }
}

both! {
    async fn a_lead_becomes_a_customer_and_every_count_follows(t: Ctx) {
        let cast = cast(&t).await;
        let (lead, deal) = opportunity(&t, &cast, "Nadia Belkacem").await;
        assert_eq!(depth_of(&t, lead).await, Some(5));
        let rep = cast.rep();
        act(&t.db, async move |mut tx| stages::close_deal(&mut tx, &rep, deal, &won()).await).await.unwrap();
        assert_eq!(stage_of(&t, lead).await, Some(Stage::Customer));
        assert_eq!(depth_of(&t, lead).await, Some(6));
        let mut conn = t.db.read().await.unwrap();
        let deal = deals::deal(&mut conn, deal).await.unwrap().unwrap();
        assert_eq!((deal.outcome, deal.amount_minor), (DealOutcome::Won, Some(900_000)));
        let row = leads::get(&mut conn, lead).await.unwrap().unwrap();
        assert_eq!(row.fields.need, "Relancer les devis");
        assert_eq!(row.fields.owner_sales, Some(cast.sophie));
        let changes = leads::changes(&mut conn, lead).await.unwrap();
        assert!(changes.iter().any(|c| c.field == "owner" && c.new == cast.sophie.to_string()));
        assert_eq!(history::timeline(&mut conn, lead).await.unwrap().len(), 6);
    }

    async fn entering_the_same_stage_writes_nothing(t: Ctx) {
        let cast = cast(&t).await;
        let lead = create(&t, cast.marketer(), &cast, "Paul Roux").await;
        moved(&t, cast.marketer(), lead, to_mql(&cast)).await.unwrap();
        moved(&t, cast.marketer(), lead, to_mql(&cast)).await.unwrap();
        let mut conn = t.db.read().await.unwrap();
        assert_eq!(history::events_of(&mut conn, lead).await.unwrap().len(), 2);
    }

    async fn another_reps_lead_is_refused_and_nothing_changes(t: Ctx) {
        let cast = cast(&t).await;
        let lead = create(&t, cast.marketer(), &cast, "Paul Roux").await;
        moved(&t, cast.marketer(), lead, to_mql(&cast)).await.unwrap();
        let refusal = refused(moved(&t, cast.other_rep(), lead, Request::to(Stage::Sal)).await);
        assert_eq!(refusal.kind(), RefusalKind::Forbidden);
        assert_eq!(stage_of(&t, lead).await, Some(Stage::Mql));
    }

    async fn the_first_to_claim_has_it(t: Ctx) {
        let cast = cast(&t).await;
        let lead = create(&t, cast.marketer(), &cast, "Paul Roux").await;
        let queued = Request { owner: None, queue: Some(cast.queue), ..to_mql(&cast) };
        moved(&t, cast.marketer(), lead, queued).await.unwrap();
        let claim = |acting: Acting| act(&t.db, async move |mut tx| stages::claim(&mut tx, &acting, lead).await);
        let (one, other) = tokio::join!(claim(cast.rep()), claim(cast.other_rep()));
        assert_eq!(usize::from(one.is_ok()) + usize::from(other.is_ok()), 1);
        let winner = if one.is_ok() { cast.sophie } else { cast.karim };
        let mut conn = t.db.read().await.unwrap();
        let row = leads::get(&mut conn, lead).await.unwrap().unwrap();
        assert_eq!((row.fields.owner_sales, row.fields.queue), (Some(winner), None));
    }

    async fn two_reps_accepting_at_once_make_one_event(t: Ctx) {
        let cast = cast(&t).await;
        let lead = create(&t, cast.marketer(), &cast, "Paul Roux").await;
        let queued = Request { owner: None, queue: Some(cast.queue), ..to_mql(&cast) };
        moved(&t, cast.marketer(), lead, queued).await.unwrap();
        let accept = Request { expected: Some(Stage::Mql), ..Request::to(Stage::Sal) };
        let (one, other) = tokio::join!(
            moved(&t, cast.rep(), lead, accept.clone()),
            moved(&t, cast.other_rep(), lead, accept.clone()),
        );
        assert_eq!(usize::from(one.is_ok()) + usize::from(other.is_ok()), 1, "{one:?} {other:?}");
        let mut conn = t.db.read().await.unwrap();
        assert_eq!(history::events_of(&mut conn, lead).await.unwrap().len(), 3);
    }

    async fn voiding_the_win_reopens_the_deal_and_voiding_the_opportunity_cancels_it(t: Ctx) {
        let cast = cast(&t).await;
        let (lead, deal) = opportunity(&t, &cast, "Nadia Belkacem").await;
        let rep = cast.rep();
        act(&t.db, async move |mut tx| stages::close_deal(&mut tx, &rep, deal, &won()).await).await.unwrap();
        for (stage, outcome, depth) in
            [(Stage::Customer, DealOutcome::Open, 5), (Stage::Opportunity, DealOutcome::Cancelled, 4)]
        {
            cast.later(60);
            let events = history::events_of(&mut t.db.read().await.unwrap(), lead).await.unwrap();
            let event = events.iter().find(|e| e.to == Some(stage)).unwrap().id;
            let rep = cast.rep();
            act(&t.db, async move |mut tx| stages::void_event(&mut tx, &rep, event, "Erreur").await).await.unwrap();
            let found = deals::deal(&mut t.db.read().await.unwrap(), deal).await.unwrap().unwrap();
            assert_eq!(found.outcome, outcome);
            assert_eq!(depth_of(&t, lead).await, Some(depth));
        }
        assert_eq!(stage_of(&t, lead).await, Some(Stage::Sql));
    }

    async fn a_lost_lead_is_recycled_at_once_and_comes_back_in_a_second_cycle(t: Ctx) {
        let cast = cast(&t).await;
        let (lead, deal) = opportunity(&t, &cast, "Nadia Belkacem").await;
        let rep = cast.rep();
        let lost = DealClosing {
            won: false,
            reason: Some("budget_gele".into()),
            amount_minor: None,
            then: Some(Stage::Recycled),
            revisit_on: chrono::NaiveDate::from_ymd_opt(2027, 2, 1),
            ..won()
        };
        act(&t.db, async move |mut tx| stages::close_deal(&mut tx, &rep, deal, &lost).await).await.unwrap();
        assert_eq!(stage_of(&t, lead).await, Some(Stage::Recycled));
        cast.later(86_400);
        let again = Request { reason: Some("Budget voté".into()), ..to_mql(&cast) };
        moved(&t, cast.marketer(), lead, again).await.unwrap();
        let mut conn = t.db.read().await.unwrap();
        let row = leads::get(&mut conn, lead).await.unwrap().unwrap();
        assert_eq!((row.stage, row.cycle), (Some(Stage::Mql), 2));
        assert_eq!(depth_of(&t, lead).await, Some(5), "what the first cycle reached is not forgotten");
    }

    async fn the_bin_takes_a_lead_out_of_every_count_and_gives_it_back(t: Ctx) {
        let cast = cast(&t).await;
        let (lead, deal) = opportunity(&t, &cast, "Test").await;
        cast.later(60);
        let admin = cast.administrator();
        act(&t.db, async move |mut tx| stages::trash(&mut tx, &admin, lead, "Saisie de test").await).await.unwrap();
        assert_eq!((stage_of(&t, lead).await, depth_of(&t, lead).await), (None, None));
        cast.later(60);
        let admin = cast.administrator();
        act(&t.db, async move |mut tx| stages::restore(&mut tx, &admin, lead).await).await.unwrap();
        assert_eq!((stage_of(&t, lead).await, depth_of(&t, lead).await), (Some(Stage::Opportunity), Some(5)));
        let mut conn = t.db.read().await.unwrap();
        let found = deals::deal(&mut conn, deal).await.unwrap().unwrap();
        let row = leads::get(&mut conn, lead).await.unwrap().unwrap();
        assert_eq!((found.outcome, row.hidden, row.trashed_at), (DealOutcome::Open, false, None));
        let opened = history::events_of(&mut conn, lead).await.unwrap();
        let live = relais::domain::history::effective(&opened, Instant::NEVER);
        assert_eq!(live.last().map(|s| s.id), found.opened_event, "the deal hangs on the event entered again");
    }

    async fn a_merged_lead_leaves_the_counts_and_an_unmerge_moves_everything_back(t: Ctx) {
        let cast = cast(&t).await;
        let (survivor, _) = opportunity(&t, &cast, "Nadia Belkacem").await;
        let (loser, deal) = opportunity(&t, &cast, "Nadia Belcacem").await;
        let marketer = cast.marketer();
        let merge =
            act(&t.db, async move |mut tx| stages::merge(&mut tx, &marketer, loser, survivor).await).await.unwrap();
        assert_eq!(depth_of(&t, loser).await, None);
        let deal_lead = async || deals::deal(&mut t.db.read().await.unwrap(), deal).await.unwrap().unwrap().lead;
        assert_eq!(deal_lead().await, survivor);
        let marketer = cast.marketer();
        act(&t.db, async move |mut tx| stages::void_event(&mut tx, &marketer, merge, "Deux personnes").await)
            .await
            .unwrap();
        assert_eq!((depth_of(&t, loser).await, deal_lead().await), (Some(5), loser));
    }

    async fn a_reps_own_prospect_is_qualified_with_one_form(t: Ctx) {
        let cast = cast(&t).await;
        let lead = create(&t, cast.rep(), &cast, "Hugo Petit").await;
        let rep = cast.rep();
        let form = Prospect { conversation: conversation(), need: "Un outil de relance".into() };
        act(&t.db, async move |mut tx| stages::prospect(&mut tx, &rep, lead, form, Some(Stage::Lead)).await)
            .await
            .unwrap();
        assert_eq!(stage_of(&t, lead).await, Some(Stage::Sql));
        let mut conn = t.db.read().await.unwrap();
        assert_eq!(relais::features::activities::of_lead(&mut conn, lead).await.unwrap().len(), 1);
    }
}
