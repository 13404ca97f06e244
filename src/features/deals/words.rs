//! The names of the stages and outcomes of deals, in the reader's words.

use super::model::{DealOutcome, DealStage};
use crate::i18n::L;

/// «Proposition remise».
pub fn stage(l: &L, stage: DealStage) -> String {
    match stage {
        DealStage::Discovery => l.t.deal_discovery(),
        DealStage::NeedConfirmed => l.t.deal_need_confirmed(),
        DealStage::Proposal => l.t.deal_proposal(),
        DealStage::Negotiation => l.t.deal_negotiation(),
    }
}

/// «Gagnée».
pub fn outcome(l: &L, outcome: DealOutcome) -> String {
    match outcome {
        DealOutcome::Open => l.t.deal_open(),
        DealOutcome::Won => l.t.deal_won(),
        DealOutcome::Lost => l.t.deal_lost(),
        DealOutcome::Cancelled => l.t.deal_cancelled(),
    }
}
