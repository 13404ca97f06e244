//! What the page asks for first, and the other moves.

use crate::domain::lifecycle::Actor;
use crate::domain::stage::Stage;
use crate::features::leads::record::Record;
use crate::i18n::L;
use crate::urls;

/// A move to offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The form of the move.
    pub href: String,
    /// What it does.
    pub text: String,
    /// Glyph.
    pub icon: &'static str,
}

/// What the page asks for first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Card {
    /// Accept or refuse.
    Decide {
        /// The queue that it waits in, or empty.
        queue: String,
        /// Who handed it over, or empty.
        by: String,
    },
    /// Somebody else decides.
    Waiting {
        /// The rep or the queue.
        on: String,
    },
    /// The moves from here.
    Next {
        /// The question that leads to them.
        question: String,
        /// The natural one first.
        offers: Vec<Offer>,
    },
    /// Nothing to ask.
    Nothing,
}

fn offer(record: &Record, l: &L, to: Stage) -> Offer {
    let t = l.t;
    let (text, icon) = match to {
        Stage::Mql => (t.move_mql(), "check"),
        Stage::Sal => (t.move_sal(), "check"),
        Stage::Sql => (t.move_sql(), "check"),
        Stage::Opportunity => (t.move_opportunity(), "badge-euro"),
        Stage::Customer => (t.move_customer(), "check"),
        Stage::Lost => (t.move_lost(), "x"),
        Stage::Recycled => (t.move_recycled(), "stage-recycled"),
        Stage::Disqualified => (t.move_disqualified(), "stage-disqualified"),
        Stage::Evangelist => (t.move_evangelist(), "stage-evangelist"),
        Stage::Other => (t.move_other(), "minus"),
        Stage::Subscriber | Stage::Lead => (t.move_lead(), "arrow-right"),
    };
    Offer { href: urls::lead_move(record.standing.lead.id, to.code()), text, icon }
}

/// What the page asks of this reader.
pub(super) fn card(record: &Record, l: &L, actor: &Actor, moves: &[Stage]) -> Card {
    let (lead, custody) = (&record.standing.lead, record.standing.custody);
    let Some(stage) = lead.stage.filter(|_| lead.merged_into.is_none()) else { return Card::Nothing };
    if stage == Stage::Mql && (custody.owner.is_some() || custody.queue.is_some()) {
        if moves.contains(&Stage::Sal) && (custody.worked_by(actor)) {
            let by = record.handoffs.iter().find(|handed| handed.open).map(|handed| handed.by.clone());
            return Card::Decide { queue: lead.names.queue.clone(), by: by.unwrap_or_default() };
        }
        let on = if custody.owner.is_some() { &lead.names.owner_sales } else { &lead.names.queue };
        return Card::Waiting { on: on.clone() };
    }
    let (question, order): (String, &[Stage]) = match stage {
        Stage::Subscriber => (l.t.next_subscriber(), &[Stage::Lead]),
        Stage::Lead if actor.markets() => (l.t.next_lead(), &[Stage::Mql, Stage::Disqualified]),
        Stage::Lead => (l.t.next_lead_sales(), &[Stage::Sql, Stage::Sal]),
        Stage::Mql => (l.t.next_mql(), &[Stage::Sal]),
        Stage::Sal => (l.t.next_sal(), &[Stage::Sql, Stage::Recycled]),
        Stage::Sql => (l.t.next_sql(), &[Stage::Opportunity, Stage::Recycled]),
        Stage::Opportunity => (l.t.next_opportunity(), &[Stage::Customer, Stage::Lost]),
        Stage::Lost => (l.t.next_lost(), &[Stage::Recycled, Stage::Disqualified]),
        Stage::Recycled => (l.t.next_recycled(), &[Stage::Mql]),
        Stage::Disqualified | Stage::Customer | Stage::Evangelist | Stage::Other => return Card::Nothing,
    };
    let offers: Vec<Offer> =
        order.iter().filter(|to| moves.contains(to)).map(|to| offer(record, l, *to)).collect();
    if offers.is_empty() { Card::Nothing } else { Card::Next { question, offers } }
}

/// The moves that the card does not show.
pub(super) fn others(record: &Record, l: &L, moves: &[Stage], card: &Card) -> Vec<Offer> {
    let all = moves.iter().map(|to| offer(record, l, *to));
    match card {
        Card::Next { offers, .. } => all.filter(|offer| !offers.contains(offer)).collect(),
        Card::Decide { .. } => {
            let shown = [Stage::Sal, Stage::Recycled, Stage::Disqualified].map(|to| offer(record, l, to));
            all.filter(|offer| !shown.contains(offer)).collect()
        }
        Card::Waiting { .. } | Card::Nothing => all.collect(),
    }
}
