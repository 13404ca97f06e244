//! Refusals of the state machine as sentences: the rule, with the stages, dates and people it is about.

use super::L;
use crate::domain::history::Step;
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::lifecycle::{Clash, ClashRule, Destinations, Field, Needs, Refusal, Rule};
use crate::domain::stage::Stage;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What a sentence needs to know beside the refusal: who and what the ids are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    names: BTreeMap<Uuid, String>,
    since: Option<Instant>,
    author: Option<String>,
}

impl Known {
    /// From pairs of ids and names (members, queues, leads, deals).
    pub fn new(names: impl IntoIterator<Item = (Uuid, String)>) -> Self {
        Self { names: names.into_iter().filter(|(_, name)| !name.is_empty()).collect(), ..Self::default() }
    }
    /// The same, with when the present owner took the lead over.
    pub fn since(mut self, at: Option<Instant>) -> Self {
        self.since = at;
        self
    }
    /// The same, with who wrote the event in the way.
    pub fn author(mut self, name: Option<String>) -> Self {
        self.author = name.filter(|name| !name.is_empty());
        self
    }
    fn name<T>(&self, id: Id<T>) -> Option<String> {
        self.names.get(&id.uuid()).cloned()
    }
}

impl L {
    /// Why a request was refused as a whole, in one or two sentences.
    pub fn refusal(&self, refusal: &Refusal, known: &Known) -> String {
        let t = self.t;
        let someone = || t.refusal_someone();
        let author = || known.author.clone().unwrap_or_else(someone);
        match refusal {
            Refusal::NoSuchMove { from, to, allowed } => self.no_such_move(*from, *to, allowed),
            Refusal::NotYourRole { from, to, needs } => self.not_your_role(*from, *to, *needs),
            Refusal::NotYours { owner, queue } => self.not_yours(*owner, *queue, known),
            Refusal::OnlySales => t.refusal_only_sales(),
            Refusal::NotQueued => t.refusal_not_queued(),
            Refusal::OnlyMarketing => t.refusal_only_marketing(),
            Refusal::Stale { expected, current } => {
                let (expected, to) = (self.stage(*expected), self.stage(current.to));
                t.refusal_stale(&expected, author(), &to, self.ago(known.since.unwrap_or(current.at)))
            }
            Refusal::Merged { into } => {
                t.refusal_merged(known.name(*into).unwrap_or_else(|| into.to_string()))
            }
            Refusal::Trashed => t.refusal_trashed(),
            Refusal::Clash { clash, .. } => self.clash(clash),
            Refusal::SeveralDeals { deals } => {
                let names: Vec<String> = deals.iter().filter_map(|deal| known.name(*deal)).collect();
                let names = if names.is_empty() { self.int(deals.len()) } else { names.join(", ") };
                t.refusal_several_deals(&names)
            }
            Refusal::UnknownEvent => t.refusal_unknown_event(),
            Refusal::AlreadySuperseded { .. } => t.refusal_already_superseded(author()),
            Refusal::VoidOfVoid => t.refusal_void_of_void(),
            Refusal::CorrectionOfMerge => t.refusal_correction_of_merge(),
            Refusal::NotAuthor { author } => {
                let name = author.and_then(|id| known.name(id)).unwrap_or_else(someone);
                t.refusal_not_author(&name)
            }
            Refusal::TooOld { recorded_at } => t.refusal_too_old(self.datetime(*recorded_at)),
            Refusal::MergeWithItself => t.refusal_merge_with_itself(),
            Refusal::NothingToRestore => t.refusal_nothing_to_restore(),
            Refusal::NotTrashed => t.refusal_not_trashed(),
            Refusal::RestoreExpired { trashed_at } => t.refusal_restore_expired(self.day(*trashed_at)),
        }
    }

    fn stage_or_new(&self, stage: Option<Stage>) -> String {
        stage.map_or_else(|| self.t.refusal_new_lead(), |stage| self.stage(stage))
    }

    fn no_such_move(&self, from: Option<Stage>, to: Stage, allowed: &[Stage]) -> String {
        let to = self.stage(to);
        let Some(from) = from else { return self.t.refusal_no_such_move_new(&to) };
        let allowed: Vec<String> = allowed.iter().map(|stage| self.stage(*stage)).collect();
        if allowed.is_empty() {
            return self.t.refusal_no_such_move_end(self.stage(from), &to);
        }
        self.t.refusal_no_such_move(self.stage(from), &to, allowed.join(", "))
    }

    fn not_your_role(&self, from: Option<Stage>, to: Stage, needs: Needs) -> String {
        let (from, to) = (self.stage_or_new(from), self.stage(to));
        match needs {
            Needs::Marketing => self.t.refusal_role_marketing(&from, &to),
            Needs::Sales => self.t.refusal_role_sales(&from, &to),
            Needs::Either => self.t.refusal_role_either(&from, &to),
            Needs::Manager => self.t.refusal_role_manager(&from, &to),
        }
    }

    fn not_yours(
        &self,
        owner: Option<Id<of::Member>>,
        queue: Option<Id<of::Queue>>,
        known: &Known,
    ) -> String {
        if let Some(owner) = owner {
            let name = known.name(owner).unwrap_or_else(|| self.t.refusal_someone());
            return match known.since {
                Some(at) => self.t.refusal_not_yours_taken(&name, self.ago(at)),
                None => self.t.refusal_not_yours_owner(&name),
            };
        }
        match queue.and_then(|queue| known.name(queue)) {
            Some(queue) => self.t.refusal_not_yours_queue(&queue),
            None => self.t.refusal_not_yours(),
        }
    }

    fn clash(&self, clash: &Clash) -> String {
        let dated = |step: &Step| format!("{} ({})", self.stage(step.to), self.day(step.at));
        let after = dated(&clash.after);
        let before = clash.before.as_ref().map(dated).unwrap_or_default();
        match clash.rule {
            ClashRule::Start => self.t.refusal_clash_start(&after),
            ClashRule::Repeated => self.t.refusal_clash_repeated(&before, &after),
            ClashRule::Backward => self.t.refusal_clash_backward(&after, &before),
            ClashRule::NoSuchMove => self.t.refusal_clash_move(&before, &after),
            ClashRule::Cycle(n) => self.t.refusal_clash_cycle(&after, n),
        }
    }

    /// What is wrong with one field of a request.
    pub fn rule(&self, field: Field, rule: &Rule) -> String {
        let t = self.t;
        match rule {
            Rule::Required => self.required(field),
            Rule::UnknownCode => t.field_choice(),
            Rule::ReasonLeadsTo(Destinations::Recycled) => {
                t.rule_reason_leads_to(self.stage(Stage::Recycled))
            }
            Rule::ReasonLeadsTo(Destinations::Disqualified) => {
                t.rule_reason_leads_to(self.stage(Stage::Disqualified))
            }
            Rule::ReasonLeadsTo(Destinations::Either) | Rule::NotOffered => t.rule_not_offered(),
            Rule::OnlyWithdrawal => t.rule_only_withdrawal(),
            Rule::WithdrawalIsMarketing => t.rule_withdrawal_is_marketing(),
            Rule::TooShort { min } => t.rule_too_short(*min),
            Rule::TooFewAttempts { done, needed } => t.rule_too_few_attempts(*needed, *done),
            Rule::NoConversation => t.rule_no_conversation(),
            Rule::NotPositive => t.rule_not_positive(),
            Rule::Past => t.rule_past(),
            Rule::Future => t.rule_future(),
            Rule::BeforeCycle { started_at } => t.rule_before_cycle(self.datetime(*started_at)),
            Rule::TooFarBack { days } => t.rule_too_far_back(*days),
            Rule::OwnerAndQueue => t.rule_owner_and_queue(),
            Rule::ScoreBelow { min } => t.rule_score_below(*min),
            Rule::DecidedByDeal => t.rule_decided_by_deal(),
        }
    }

    fn required(&self, field: Field) -> String {
        let t = self.t;
        match field {
            Field::Reason => t.rule_reason_required(),
            Field::Persona => t.rule_persona_required(),
            Field::Amount => t.rule_amount_required(),
            Field::ExpectedOn => t.rule_expected_required(),
            Field::DealStage => t.rule_deal_stage_required(),
            Field::RevisitOn => t.rule_revisit_required(),
            Field::Criterion => t.rule_criterion_required(),
            Field::Competitor => t.rule_competitor_required(),
            Field::Target => t.rule_target_required(),
            Field::Link => t.rule_link_required(),
            Field::Proof => t.rule_proof_required(),
            Field::Activity => t.rule_no_conversation(),
            Field::ReasonDetail => t.rule_why_required(),
            Field::To | Field::OccurredAt | Field::Owner | Field::Queue | Field::Note | Field::Then => {
                t.field_required()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    fn l(lang: Lang) -> L {
        L::new(lang, chrono_tz::Europe::Paris, Instant::from_secs(1_793_606_402))
    }

    fn step(n: u128, to: Stage, secs: i64) -> Step {
        Step { id: Id::v7(1, n), cycle: 1, to, at: Instant::from_secs(secs) }
    }

    #[test]
    fn a_lead_taken_a_moment_ago_says_by_whom() {
        let owner: Id<of::Member> = Id::v7(1, 1);
        let known =
            Known::new([(owner.uuid(), "Léa".to_owned())]).since(Some(Instant::from_secs(1_793_606_400)));
        let refusal = Refusal::NotYours { owner: Some(owner), queue: None };
        assert!(l(Lang::Fr).refusal(&refusal, &known).starts_with("Ce lead est pris par Léa (à l’instant)"));
        assert!(l(Lang::En).refusal(&refusal, &known).starts_with("This lead was taken by Léa (just now)"));
    }

    #[test]
    fn every_refusal_and_rule_has_a_sentence_in_both_languages() {
        let clash = |rule| Clash {
            before: Some(step(1, Stage::Sql, 1_793_000_000)),
            after: step(2, Stage::Mql, 1_793_100_000),
            rule,
        };
        let clashes = [
            ClashRule::Start,
            ClashRule::Repeated,
            ClashRule::Backward,
            ClashRule::NoSuchMove,
            ClashRule::Cycle(2),
        ]
        .map(|rule| Refusal::Clash { clash: clash(rule), neighbour: None });
        let at = Instant::from_secs(1_793_000_000);
        let (from, to) = (Some(Stage::Lead), Stage::Customer);
        let role = |needs| Refusal::NotYourRole { from, to, needs };
        let refusals = [
            Refusal::NoSuchMove { from, to, allowed: vec![Stage::Mql, Stage::Sql] },
            Refusal::NoSuchMove { from: Some(Stage::Other), to, allowed: vec![] },
            Refusal::NoSuchMove { from: None, to, allowed: vec![] },
            role(Needs::Marketing),
            role(Needs::Sales),
            role(Needs::Either),
            role(Needs::Manager),
            Refusal::NotYours { owner: None, queue: None },
            Refusal::OnlySales,
            Refusal::NotQueued,
            Refusal::OnlyMarketing,
            Refusal::Stale { expected: Stage::Mql, current: step(3, Stage::Sal, 1_793_606_400) },
            Refusal::Merged { into: Id::v7(1, 5) },
            Refusal::Trashed,
            Refusal::SeveralDeals { deals: vec![Id::v7(1, 6), Id::v7(1, 7)] },
            Refusal::UnknownEvent,
            Refusal::AlreadySuperseded { by: Id::v7(1, 8) },
            Refusal::VoidOfVoid,
            Refusal::CorrectionOfMerge,
            Refusal::NotAuthor { author: None },
            Refusal::TooOld { recorded_at: at },
            Refusal::MergeWithItself,
            Refusal::NothingToRestore,
            Refusal::NotTrashed,
            Refusal::RestoreExpired { trashed_at: at },
        ];
        let rules = [
            Rule::Required,
            Rule::UnknownCode,
            Rule::ReasonLeadsTo(Destinations::Recycled),
            Rule::OnlyWithdrawal,
            Rule::WithdrawalIsMarketing,
            Rule::TooShort { min: 15 },
            Rule::TooFewAttempts { done: 2, needed: 6 },
            Rule::NoConversation,
            Rule::NotPositive,
            Rule::Past,
            Rule::Future,
            Rule::BeforeCycle { started_at: at },
            Rule::TooFarBack { days: 7 },
            Rule::OwnerAndQueue,
            Rule::ScoreBelow { min: 9 },
            Rule::NotOffered,
            Rule::DecidedByDeal,
        ];
        for lang in Lang::ALL {
            let l = l(lang);
            let said = refusals.iter().chain(&clashes).map(|refusal| l.refusal(refusal, &Known::default()));
            let ruled = rules.iter().map(|rule| l.rule(Field::Reason, rule));
            for sentence in said.chain(ruled) {
                assert!(sentence.ends_with('.') && !sentence.contains('$'), "{sentence}");
            }
        }
    }
}
