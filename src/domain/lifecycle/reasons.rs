//! Reasons as data: closed lists that an administrator may edit, these being the defaults.

use std::borrow::Cow;

use crate::domain::stage::Stage;

/// Where a rejection reason may lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Destinations {
    /// To nurture.
    Recycled,
    /// Never for us.
    Disqualified,
    /// Either, asked each time.
    Either,
}

impl Destinations {
    /// Every value.
    pub const ALL: [Self; 3] = [Self::Recycled, Self::Disqualified, Self::Either];
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Recycled => "recycled",
            Self::Disqualified => "disqualified",
            Self::Either => "either",
        }
    }
    /// Whether a lead may go to `stage` for such a reason.
    pub fn allows(self, stage: Stage) -> bool {
        match self {
            Self::Recycled => stage == Stage::Recycled,
            Self::Disqualified => stage == Stage::Disqualified,
            Self::Either => matches!(stage, Stage::Recycled | Stage::Disqualified),
        }
    }
}

/// What a rejection reason needs beside itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Extra {
    /// Nothing.
    Nothing,
    /// The persona criterion that failed, and a text of at least [`ReasonRule::MIN_TEXT`] characters.
    CriterionAndText,
    /// A text of at least [`ReasonRule::MIN_TEXT`] characters.
    Text,
    /// The date to come back.
    RevisitDate,
    /// As many attempts as the SLA asks for.
    Attempts,
    /// Which of the lead's details is wrong.
    WhichField,
    /// Where the existing customer is.
    Link,
    /// The lead that it doubles.
    TargetLead,
}

impl Extra {
    /// Every value.
    pub const ALL: [Self; 8] = [
        Self::Nothing,
        Self::CriterionAndText,
        Self::Text,
        Self::RevisitDate,
        Self::Attempts,
        Self::WhichField,
        Self::Link,
        Self::TargetLead,
    ];
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::CriterionAndText => "criterion_and_text",
            Self::Text => "text",
            Self::RevisitDate => "revisit_date",
            Self::Attempts => "attempts",
            Self::WhichField => "which_field",
            Self::Link => "link",
            Self::TargetLead => "target_lead",
        }
    }
}

/// One rejection reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReasonRule {
    /// Stable code.
    pub code: Cow<'static, str>,
    /// Where it may lead.
    pub destinations: Destinations,
    /// What it needs beside itself.
    pub extra: Extra,
}

impl ReasonRule {
    /// Characters that an explanation has at least, once trimmed.
    pub const MIN_TEXT: usize = 15;
    /// The reason with which marketing takes a handed-off lead back.
    pub const WITHDRAWAL: &'static str = "retrait";

    const fn new(code: &'static str, destinations: Destinations, extra: Extra) -> Self {
        Self { code: Cow::Borrowed(code), destinations, extra }
    }
}

/// The rejection reasons that a new instance starts with.
pub const REJECTIONS: [ReasonRule; 12] = [
    ReasonRule::new("hors_persona", Destinations::Disqualified, Extra::CriterionAndText),
    ReasonRule::new("hors_zone_taille", Destinations::Disqualified, Extra::Nothing),
    ReasonRule::new("pas_de_besoin", Destinations::Either, Extra::Nothing),
    ReasonRule::new("pas_de_budget", Destinations::Recycled, Extra::RevisitDate),
    ReasonRule::new("mauvais_timing", Destinations::Recycled, Extra::RevisitDate),
    ReasonRule::new("injoignable", Destinations::Recycled, Extra::Attempts),
    ReasonRule::new("donnees_fausses", Destinations::Disqualified, Extra::WhichField),
    ReasonRule::new("deja_client", Destinations::Disqualified, Extra::Link),
    ReasonRule::new("doublon", Destinations::Disqualified, Extra::TargetLead),
    ReasonRule::new(ReasonRule::WITHDRAWAL, Destinations::Recycled, Extra::Nothing),
    ReasonRule::new("etudiant_concurrent", Destinations::Disqualified, Extra::Nothing),
    ReasonRule::new("autre", Destinations::Either, Extra::Text),
];

/// One reason to lose a deal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LossReason {
    /// Stable code.
    pub code: Cow<'static, str>,
    /// Whether the competitor is asked for.
    pub competitor: bool,
}

/// The codes of the default loss reasons; `concurrent` asks which one.
pub const LOSSES: [&str; 8] = [
    "prix",
    "concurrent",
    "pas_de_decision",
    "budget_gele",
    "besoin_disparu",
    "delai",
    "fonction_manquante",
    "injoignable",
];

/// The codes of the default win reasons.
pub const WINS: [&str; 5] = ["adequation", "prix", "relation", "delai", "reference"];

/// The lists in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reasons {
    /// Why a lead is refused or recycled.
    pub rejections: Vec<ReasonRule>,
    /// Why a deal is lost.
    pub losses: Vec<LossReason>,
    /// Why a deal is won.
    pub wins: Vec<Cow<'static, str>>,
}

impl Default for Reasons {
    fn default() -> Self {
        let loss = |code| LossReason { code: Cow::Borrowed(code), competitor: code == "concurrent" };
        Self {
            rejections: REJECTIONS.to_vec(),
            losses: LOSSES.into_iter().map(loss).collect(),
            wins: WINS.into_iter().map(Cow::Borrowed).collect(),
        }
    }
}

impl Reasons {
    /// The rejection reason of that code.
    pub fn rejection(&self, code: &str) -> Option<&ReasonRule> {
        self.rejections.iter().find(|rule| rule.code == code)
    }
    /// The loss reason of that code.
    pub fn loss(&self, code: &str) -> Option<&LossReason> {
        self.losses.iter().find(|reason| reason.code == code)
    }
    /// Whether that is a win reason.
    pub fn is_win(&self, code: &str) -> bool {
        self.wins.iter().any(|win| win == code)
    }
}
