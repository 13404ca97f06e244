//! Why not: data that the interface turns into sentences.

use super::legality::Clash;
use crate::domain::history::Step;
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::stage::Stage;

/// Who could.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// A marketer.
    Marketing,
    /// The lead's rep or a sales manager.
    Sales,
    /// Either of them.
    Either,
    /// A manager.
    Manager,
}

impl Needs {
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Marketing => "marketing",
            Self::Sales => "sales",
            Self::Either => "either",
            Self::Manager => "manager",
        }
    }
}

/// Why a whole request is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// No lead can move so, whoever asks; it could go to `allowed`.
    NoSuchMove { from: Option<Stage>, to: Stage, allowed: Vec<Stage> },
    /// The move is for others.
    NotYourRole { from: Option<Stage>, to: Stage, needs: Needs },
    /// The lead is another rep's, or in no queue of the actor's team.
    NotYours { owner: Option<Id<of::Member>>, queue: Option<Id<of::Queue>> },
    /// Only those who sell claim leads.
    OnlySales,
    /// The lead waits in no queue.
    NotQueued,
    /// Only marketers and managers merge.
    OnlyMarketing,
    /// Somebody moved the lead in the meantime.
    Stale { expected: Stage, current: Step },
    /// The lead was merged into another.
    Merged { into: Id<of::Lead> },
    /// The lead is in the bin: restore it first.
    Trashed,
    /// The history would not be legal; `neighbour` is the step clashed with.
    Clash { clash: Clash, neighbour: Option<Step> },
    /// Several deals are open: close one of these.
    SeveralDeals { deals: Vec<Id<of::Deal>> },
    /// The event is not in this lead's history.
    UnknownEvent,
    /// The event was already voided or corrected.
    AlreadySuperseded { by: Id<of::Event> },
    /// A void cannot be voided: enter the event again.
    VoidOfVoid,
    /// A merge is undone, not corrected.
    CorrectionOfMerge,
    /// Another's event: a manager can.
    NotAuthor { author: Option<Id<of::Member>> },
    /// Own event, but recorded 24 hours ago or more: a manager can.
    TooOld { recorded_at: Instant },
    /// A lead cannot be merged into itself.
    MergeWithItself,
    /// Nothing was voided that could come back.
    NothingToRestore,
    /// The lead is in play: there is nothing to restore.
    NotTrashed,
    /// Binned 30 days ago or more.
    RestoreExpired { trashed_at: Instant },
}

/// What a refusal is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefusalKind {
    /// Not by this actor (403).
    Forbidden,
    /// Not in the present state (409).
    Conflict,
    /// Not in any state (422).
    Invalid,
}

impl Refusal {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoSuchMove { .. } => "no_such_move",
            Self::NotYourRole { .. } => "not_your_role",
            Self::NotYours { .. } => "not_yours",
            Self::OnlySales => "only_sales",
            Self::NotQueued => "not_queued",
            Self::OnlyMarketing => "only_marketing",
            Self::Stale { .. } => "stale",
            Self::Merged { .. } => "merged",
            Self::Trashed => "trashed",
            Self::Clash { .. } => "clash",
            Self::SeveralDeals { .. } => "several_deals",
            Self::UnknownEvent => "unknown_event",
            Self::AlreadySuperseded { .. } => "already_superseded",
            Self::VoidOfVoid => "void_of_void",
            Self::CorrectionOfMerge => "correction_of_merge",
            Self::NotAuthor { .. } => "not_author",
            Self::TooOld { .. } => "too_old",
            Self::MergeWithItself => "merge_with_itself",
            Self::NothingToRestore => "nothing_to_restore",
            Self::NotTrashed => "not_trashed",
            Self::RestoreExpired { .. } => "restore_expired",
        }
    }
    /// Whether another actor, another state, or nothing would make it possible.
    pub const fn kind(&self) -> RefusalKind {
        match self {
            Self::NotYourRole { .. }
            | Self::NotYours { .. }
            | Self::OnlySales
            | Self::OnlyMarketing
            | Self::NotAuthor { .. }
            | Self::TooOld { .. } => RefusalKind::Forbidden,
            Self::Stale { .. }
            | Self::Merged { .. }
            | Self::Trashed
            | Self::NotQueued
            | Self::SeveralDeals { .. }
            | Self::AlreadySuperseded { .. }
            | Self::NotTrashed => RefusalKind::Conflict,
            Self::NoSuchMove { .. }
            | Self::Clash { .. }
            | Self::UnknownEvent
            | Self::VoidOfVoid
            | Self::CorrectionOfMerge
            | Self::MergeWithItself
            | Self::NothingToRestore
            | Self::RestoreExpired { .. } => RefusalKind::Invalid,
        }
    }
}

/// A field of a request; its code is the form's field name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// The stage asked for.
    To,
    /// When it happened.
    OccurredAt,
    /// Reason code (rejection, loss, win) or, where none is listed, free text.
    Reason,
    /// Text beside the reason.
    ReasonDetail,
    /// The persona criterion that failed.
    Criterion,
    /// When to come back to a recycled lead.
    RevisitOn,
    /// The persona it fits.
    Persona,
    /// The rep to hand off to.
    Owner,
    /// The queue to hand off to.
    Queue,
    /// Free note (for `sql`: the need).
    Note,
    /// The lead that this one doubles.
    Target,
    /// Where the existing customer is found.
    Link,
    /// Who won the deal.
    Competitor,
    /// What a lost lead becomes.
    Then,
    /// What makes an evangelist.
    Proof,
    /// Amount of the deal, minor units.
    Amount,
    /// Expected close date of the deal.
    ExpectedOn,
    /// Stage of the deal.
    DealStage,
    /// Logged activities with the lead.
    Activity,
}

impl Field {
    /// The form's field name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::To => "to",
            Self::OccurredAt => "occurred_at",
            Self::Reason => "reason",
            Self::ReasonDetail => "reason_detail",
            Self::Criterion => "criterion",
            Self::RevisitOn => "revisit_on",
            Self::Persona => "persona",
            Self::Owner => "owner",
            Self::Queue => "queue",
            Self::Note => "note",
            Self::Target => "target",
            Self::Link => "link",
            Self::Competitor => "competitor",
            Self::Then => "then",
            Self::Proof => "proof",
            Self::Amount => "amount",
            Self::ExpectedOn => "expected_on",
            Self::DealStage => "deal_stage",
            Self::Activity => "activity",
        }
    }
}

/// What a field breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Nothing was given.
    Required,
    /// The code is not in the list.
    UnknownCode,
    /// The reason leads elsewhere.
    ReasonLeadsTo(super::reasons::Destinations),
    /// Marketing withdraws a handed-off lead with the reason `retrait` only.
    OnlyWithdrawal,
    /// `retrait` is for marketing only.
    WithdrawalIsMarketing,
    /// Fewer characters than this.
    TooShort { min: usize },
    /// «Unreachable» before that many attempts.
    TooFewAttempts { done: u32, needed: u32 },
    /// No activity `connected`, `replied` or `held` in this cycle.
    NoConversation,
    /// Zero or less.
    NotPositive,
    /// A date gone by.
    Past,
    /// After now.
    Future,
    /// Before the lead's creation in this cycle.
    BeforeCycle { started_at: Instant },
    /// A rep looks back that many days at most.
    TooFarBack { days: i64 },
    /// An owner and a queue at once.
    OwnerAndQueue,
    /// A recommendation score under this.
    ScoreBelow { min: u8 },
    /// Not one of the choices here.
    NotOffered,
    /// A correction cannot enter a stage that a deal decides: void it and move again.
    DecidedByDeal,
}

impl Rule {
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::UnknownCode => "unknown_code",
            Self::ReasonLeadsTo(_) => "reason_leads_to",
            Self::OnlyWithdrawal => "only_withdrawal",
            Self::WithdrawalIsMarketing => "withdrawal_is_marketing",
            Self::TooShort { .. } => "too_short",
            Self::TooFewAttempts { .. } => "too_few_attempts",
            Self::NoConversation => "no_conversation",
            Self::NotPositive => "not_positive",
            Self::Past => "past",
            Self::Future => "future",
            Self::BeforeCycle { .. } => "before_cycle",
            Self::TooFarBack { .. } => "too_far_back",
            Self::OwnerAndQueue => "owner_and_queue",
            Self::ScoreBelow { .. } => "score_below",
            Self::NotOffered => "not_offered",
            Self::DecidedByDeal => "decided_by_deal",
        }
    }
}

/// One field, one broken rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldRefusal {
    /// Which field.
    pub field: Field,
    /// What it breaks.
    pub rule: Rule,
}

/// Why a request gave no plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rejection {
    /// The request as a whole.
    Refused(Refusal),
    /// These fields, all of them at once; never empty.
    Fields(Vec<FieldRefusal>),
}

impl From<Refusal> for Rejection {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}
