//! The values that other tools and people write: stages, statuses, yes and no, legal bases.

use crate::domain::stage::Stage;
use crate::domain::text::fold;
use crate::features::leads::LeadStatus;

/// What a stage or status column says: where the lead stands, what is being done with it, how it left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing {
    /// A stage of the success path, or `other`.
    pub stage: Option<Stage>,
    /// The state of the sales work.
    pub status: Option<LeadStatus>,
    /// Recycled or disqualified, by the status alone.
    pub exit: Option<Stage>,
}

#[rustfmt::skip]
const STAGES: &[(Stage, &[&str])] = &[
    (Stage::Subscriber, &["subscriber", "abonne", "abonne newsletter"]),
    (Stage::Lead, &["lead", "piste", "prospect", "contact", "suspect", "prospect froid"]),
    (Stage::Mql, &["marketing qualified lead", "marketingqualifiedlead", "mql", "lead qualifie marketing", "prospect qualifie"]),
    (Stage::Sal, &["sales accepted lead", "sal", "lead accepte", "accepte"]),
    (Stage::Sql, &["sales qualified lead", "salesqualifiedlead", "sql", "lead qualifie commercial", "qualified", "pre qualified",
        "qualifie", "prospect chaud"]),
    (Stage::Opportunity, &["opportunity", "opportunite", "affaire", "devis envoye", "proposition envoyee", "devis"]),
    (Stage::Customer, &["customer", "client", "cliente", "closed won", "gagne", "gagnee", "won", "signe", "client signe"]),
    (Stage::Evangelist, &["evangelist", "ambassadeur", "ambassadrice"]),
    (Stage::Other, &["other", "autre", "fournisseur", "partenaire"]),
    (Stage::Recycled, &["recycled", "recycle", "nurturing", "a nourrir", "recycle a nourrir"]),
    (Stage::Disqualified, &["disqualified", "disqualifie", "perdu", "non qualifie"]),
];

#[rustfmt::skip]
const STATUSES: &[(LeadStatus, Option<Stage>, &[&str])] = &[
    (LeadStatus::New, None, &["new", "nouveau", "nouvelle", "a traiter", "a contacter", "open", "ouvert", "open not contacted",
        "not contacted", "non contacte"]),
    (LeadStatus::Attempting, None, &["attempting", "attempted to contact", "tentative", "tentative de contact", "en tentative",
        "relance", "a relancer"]),
    (LeadStatus::Connected, None, &["connected", "contacte", "contact etabli", "working contacted", "contacted", "working", "joint"]),
    (LeadStatus::Qualifying, None, &["qualifying", "in progress", "inprogress", "en cours", "en qualification", "en cours de qualification"]),
    (LeadStatus::OpenDeal, None, &["open deal", "opendeal", "affaire ouverte", "transaction ouverte"]),
    (LeadStatus::Callback, None, &["callback", "rappel convenu", "a rappeler", "rappeler"]),
    (LeadStatus::Unreachable, None, &["unreachable", "injoignable", "ne repond pas", "npai"]),
    (LeadStatus::Closed, Some(Stage::Disqualified), &["unqualified", "junk lead", "closed not converted", "non qualifie", "lost lead",
        "pas interesse", "disqualifie", "disqualified", "perdu"]),
    (LeadStatus::Closed, Some(Stage::Recycled), &["bad timing", "badtiming", "contact in future", "mauvais timing", "pas le moment", "nurturing"]),
    (LeadStatus::Closed, None, &["closed", "closed converted", "ferme", "clos", "termine"]),
];

fn normal(value: &str) -> String {
    let words: String = fold(value).chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the value of a stage column says; `None` when it is unknown.
pub fn stage(value: &str) -> Option<Standing> {
    let value = normal(value);
    let stage = STAGES.iter().find(|(_, names)| names.contains(&value.as_str())).map(|(stage, _)| *stage);
    stage.map(of_stage).or_else(|| status_of(&value))
}

/// What the value of a status column says; a stage there is understood too; `None` when it is unknown.
pub fn status(value: &str) -> Option<Standing> {
    let value = normal(value);
    let stage = || STAGES.iter().find(|(_, names)| names.contains(&value.as_str())).map(|(stage, _)| *stage);
    status_of(&value).or_else(|| stage().map(of_stage))
}

fn of_stage(stage: Stage) -> Standing {
    if stage.is_detour() {
        Standing { exit: Some(stage), ..Standing::default() }
    } else {
        Standing { stage: Some(stage), ..Standing::default() }
    }
}

fn status_of(normal: &str) -> Option<Standing> {
    let found = STATUSES.iter().find(|(_, _, names)| names.contains(&normal));
    found.map(|(status, exit, _)| Standing { stage: None, status: Some(*status), exit: *exit })
}

/// Yes or no; `None` for anything else.
pub fn yes_or_no(value: &str) -> Option<bool> {
    match normal(value).as_str() {
        "yes" | "oui" | "true" | "vrai" | "1" | "x" | "o" | "y" | "ok" => Some(true),
        "no" | "non" | "false" | "faux" | "0" | "n" => Some(false),
        _ => None,
    }
}

/// The basis on which we may write: a code where the text is a known one, else the text.
pub fn consent_basis(value: &str) -> String {
    let normal = normal(value);
    let has = |part: &str| normal.contains(part);
    match () {
        () if normal == "not applicable" || normal == "sans objet" => "",
        () if has("freely given consent") || normal == "consent" || normal == "consentement" => CONSENT,
        () if has("legitimate interest") || has("interet legitime") => "legitimate_interest",
        () if has("performance of a contract") || has("contrat") => "contract",
        () => return value.trim().to_owned(),
    }
    .to_owned()
}

/// They said yes.
pub const CONSENT: &str = "consent";
/// They said no: nobody writes to them.
pub const OPTED_OUT: &str = "opted_out";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vendors_values_are_mapped() {
        let stage_of = |value: &str| stage(value).and_then(|s| s.stage);
        assert_eq!(stage_of("Marketing Qualified Lead"), Some(Stage::Mql));
        assert_eq!(stage_of("Client"), Some(Stage::Customer));
        let status = |value: &str| status(value).map(|s| (s.status, s.exit));
        assert_eq!(status("IN_PROGRESS"), Some((Some(LeadStatus::Qualifying), None)));
        assert_eq!(status("Attempted to Contact"), Some((Some(LeadStatus::Attempting), None)));
        assert_eq!(status("Open - Not Contacted"), Some((Some(LeadStatus::New), None)));
        assert_eq!(status("Unqualified"), Some((Some(LeadStatus::Closed), Some(Stage::Disqualified))));
        assert_eq!(status("Bad Timing"), Some((Some(LeadStatus::Closed), Some(Stage::Recycled))));
        assert_eq!(status("MQL"), Some((None, None)));
        assert_eq!(status("Truc"), None);
    }

    #[test]
    fn bases_of_consent() {
        assert_eq!(consent_basis("Freely given consent from contact"), CONSENT);
        assert_eq!(consent_basis("Legitimate interest – prospect/lead"), "legitimate_interest");
        assert_eq!(consent_basis("Not applicable"), "");
        assert_eq!(consent_basis("Carte de visite"), "Carte de visite");
        assert_eq!((yes_or_no("Oui"), yes_or_no("FALSE"), yes_or_no("?")), (Some(true), Some(false), None));
    }
}
