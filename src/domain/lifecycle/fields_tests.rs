//! What each move needs to be told.

use rstest::rstest;

use super::plan_tests::{NOW, admin, complete, faults, marketer, rep, today};
use super::*;
use crate::domain::ids::Id;
use crate::domain::stage::Stage::{self, *};

#[test]
fn every_fault_is_found_at_once() {
    let late = Request { occurred_at: Some(NOW.plus_secs(60)), ..Request::to(Opportunity) };
    assert_eq!(
        faults(&rep(), &[Lead, Sql], late),
        [
            (Field::Amount, "required"),
            (Field::ExpectedOn, "required"),
            (Field::DealStage, "required"),
            (Field::OccurredAt, "future")
        ]
    );
    let free = Request {
        deal: DealFields { amount_minor: Some(0), ..complete(Sql, Opportunity).deal },
        ..complete(Sql, Opportunity)
    };
    assert_eq!(faults(&rep(), &[Lead, Sql], free), [(Field::Amount, "not_positive")]);
    assert_eq!(faults(&marketer(), &[Lead], Request::to(Mql)), [(Field::Persona, "required")]);
    let both = Request { owner: Some(Id::v7(1, 1)), queue: Some(Id::v7(5, 5)), ..complete(Lead, Mql) };
    assert_eq!(faults(&marketer(), &[Lead], both), [(Field::Queue, "owner_and_queue")]);
    assert_eq!(
        faults(&admin(), &[Lead, Sql], Request::to(Customer)),
        [(Field::Amount, "required"), (Field::Reason, "required")]
    );
}

#[rstest]
#[case("hors_persona", Disqualified, &[(Field::Criterion, "required"), (Field::ReasonDetail, "required")])]
#[case("hors_persona", Recycled, &[(Field::Reason, "reason_leads_to"), (Field::Criterion, "required"), (Field::ReasonDetail, "required")])]
#[case("pas_de_budget", Recycled, &[(Field::RevisitOn, "required")])]
#[case("injoignable", Recycled, &[(Field::Reason, "too_few_attempts")])]
#[case("donnees_fausses", Disqualified, &[(Field::Criterion, "required")])]
#[case("deja_client", Disqualified, &[(Field::Link, "required")])]
#[case("doublon", Disqualified, &[(Field::Target, "required")])]
#[case("autre", Recycled, &[(Field::ReasonDetail, "required")])]
#[case("retrait", Recycled, &[(Field::Reason, "withdrawal_is_marketing")])]
#[case("timing", Recycled, &[(Field::Reason, "unknown_code")])]
#[case(" ", Recycled, &[(Field::Reason, "required")])]
fn a_rejection_reason_needs(#[case] reason: &str, #[case] to: Stage, #[case] want: &[(Field, &str)]) {
    let request = Request { reason: Some(reason.to_owned()), ..Request::to(to) };
    assert_eq!(faults(&rep(), &[Lead, Mql], request), want);
}

#[test]
fn reasons_and_their_details_judge_text_dates_and_stage() {
    let short = Request {
        reason: Some("hors_persona".to_owned()),
        criterion: Some("taille".to_owned()),
        reason_detail: Some("  trop petit   ".to_owned()),
        ..Request::to(Disqualified)
    };
    assert_eq!(faults(&rep(), &[Lead, Mql], short), [(Field::ReasonDetail, "too_short")]);
    let undated = Request { reason: Some("pas_de_besoin".to_owned()), ..Request::to(Recycled) };
    assert_eq!(faults(&rep(), &[Lead, Sal], undated.clone()), [(Field::RevisitOn, "required")]);
    assert_eq!(faults(&marketer(), &[Lead, Mql], undated.clone()), [(Field::Reason, "only_withdrawal")]);
    let past = Request { revisit_on: today().pred_opt(), ..undated };
    assert_eq!(faults(&rep(), &[Lead, Mql], past), [(Field::RevisitOn, "past")]);
    let rival = Request { reason: Some("concurrent".to_owned()), ..Request::to(Lost) };
    assert_eq!(faults(&rep(), &[Lead, Opportunity], rival), [(Field::Competitor, "required")]);
    let fan = Request { proof: Some(Proof::Nps(8)), ..Request::to(Evangelist) };
    assert_eq!(faults(&rep(), &[Lead, Sql, Customer], fan), [(Field::Proof, "score_below")]);
    let silent = Request::to(Mql);
    assert_eq!(faults(&rep(), &[Lead, Recycled], silent), [(Field::Reason, "required")]);
}
