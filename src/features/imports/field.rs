//! Which field of a lead a column holds, by its header.

use crate::domain::stage::Stage;
use crate::domain::text::fold;

/// What a column may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    FirstName,
    LastName,
    FullName,
    Email,
    Phone,
    JobTitle,
    Company,
    Source,
    LatestSource,
    Medium,
    Campaign,
    Content,
    Term,
    Persona,
    PainPoints,
    Need,
    EstimatedValue,
    /// Why we may write to them.
    ConsentBasis,
    /// «Unsubscribed»: yes means no.
    OptOut,
    /// «Newsletter»: yes means yes.
    OptIn,
    Status,
    Stage,
    RevisitOn,
    OwnerMarketing,
    OwnerSales,
    CreatedAt,
    ModifiedAt,
    RecordId,
    Note,
    /// «Became a … date».
    Became(Stage),
}

impl Field {
    /// Stable code.
    pub fn code(self) -> String {
        match self {
            Self::FirstName => "first_name",
            Self::LastName => "last_name",
            Self::FullName => "full_name",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::JobTitle => "job_title",
            Self::Company => "company",
            Self::Source => "source",
            Self::LatestSource => "latest_source",
            Self::Medium => "medium",
            Self::Campaign => "campaign",
            Self::Content => "content",
            Self::Term => "term",
            Self::Persona => "persona",
            Self::PainPoints => "pain_points",
            Self::Need => "need",
            Self::EstimatedValue => "estimated_value",
            Self::ConsentBasis => "consent_basis",
            Self::OptOut => "opt_out",
            Self::OptIn => "opt_in",
            Self::Status => "status",
            Self::Stage => "stage",
            Self::RevisitOn => "revisit_on",
            Self::OwnerMarketing => "owner_mkt",
            Self::OwnerSales => "owner",
            Self::CreatedAt => "created_at",
            Self::ModifiedAt => "updated_at",
            Self::RecordId => "record_id",
            Self::Note => "note",
            Self::Became(stage) => return format!("became_{}", stage.code()),
        }
        .to_owned()
    }
    /// Whether the column holds dates, whose order must be known.
    pub const fn is_date(self) -> bool {
        matches!(self, Self::RevisitOn | Self::CreatedAt | Self::ModifiedAt | Self::Became(_))
    }
}

/// Headers that mean a field, in normal form ([`normal`]); of two columns for one field, the one that stands first
/// in its line here is taken.
#[rustfmt::skip]
const SYNONYMS: &[(Field, &[&str])] = &[
    (Field::FirstName, &["first name", "firstname", "prenom", "given name", "prenom du contact", "forename"]),
    (Field::LastName, &["last name", "lastname", "nom de famille", "nom", "surname", "family name", "nom du contact"]),
    (Field::FullName, &["full name", "fullname", "nom complet", "nom et prenom", "nom prenom", "prenom nom", "prenom et nom",
        "contact name", "lead name", "name", "contact", "interlocuteur", "client", "prospect"]),
    (Field::Email, &["email", "e mail", "mail", "courriel", "adresse email", "adresse e mail", "adresse mail", "adresse courriel",
        "email address", "e mail address", "email work", "email professionnel", "email pro", "mail professionnel", "mail pro",
        "work email", "business email", "contact email", "email du contact", "email home", "email other"]),
    (Field::Phone, &["phone", "phone number", "telephone", "tel", "numero de telephone", "no de telephone", "n de telephone",
        "telephone fixe", "telephone professionnel", "phone work", "business phone", "telephone 1", "tel 1", "fixe",
        "mobile", "mobile phone", "mobile phone number", "portable", "telephone portable", "telephone mobile", "tel portable",
        "tel mobile", "gsm", "cell phone", "phone mobile", "phone home", "phone other"]),
    (Field::JobTitle, &["job title", "title", "jobtitle", "fonction", "poste", "intitule du poste", "titre du poste", "position", "role"]),
    (Field::Company, &["company", "company name", "entreprise", "societe", "raison sociale", "nom de l'entreprise", "nom entreprise",
        "nom de la societe", "nom societe", "organisation", "organization", "compte", "account", "account name", "company account",
        "associated company", "employer", "structure", "etablissement"]),
    (Field::Source, &["source", "original source", "original traffic source", "lead source", "origine", "origine du lead",
        "source du lead", "provenance", "canal", "utm source", "source origin", "canal d'acquisition", "source d'origine"]),
    (Field::LatestSource, &["latest source", "latest traffic source", "derniere source", "source la plus recente"]),
    (Field::Medium, &["medium", "utm medium", "support"]),
    (Field::Campaign, &["campaign", "campagne", "utm campaign", "primary campaign", "campaign name", "nom de la campagne"]),
    (Field::Content, &["content", "contenu", "utm content", "first conversion", "premiere conversion"]),
    (Field::Term, &["term", "utm term", "mot cle", "keyword"]),
    (Field::Persona, &["persona", "buyer persona", "profil type"]),
    (Field::PainPoints, &["pain points", "pain point", "problematique", "problematiques", "points de douleur", "freins"]),
    (Field::Need, &["need", "besoin", "besoins", "needs", "besoin exprime"]),
    (Field::EstimatedValue, &["estimated value", "valeur estimee", "montant estime", "budget", "montant", "valeur", "amount",
        "potential value", "ca estime", "ca potentiel", "budget estime"]),
    (Field::ConsentBasis, &["legal basis for processing contact's data", "consent basis", "base legale", "legal basis",
        "data processing basis", "base juridique", "base legale du traitement", "base legale du traitement des donnees du contact"]),
    (Field::OptOut, &["unsubscribed from all email", "email opt out", "has opted out of email", "opt out", "optout", "unsubscribed",
        "desinscrit", "desabonne", "desabonne de tous les e mails", "ne pas contacter", "do not contact", "opposition",
        "hasoptedoutofemail", "desinscription", "stop mail", "desabonnement"]),
    (Field::OptIn, &["opt in", "optin", "newsletter", "consentement", "consent", "consentement email", "consentement marketing",
        "consentement rgpd", "rgpd", "gdpr consent", "accepte les emails", "marketing consent", "abonne newsletter"]),
    (Field::Stage, &["lifecycle stage", "stage", "etape", "etape du cycle de vie", "phase du cycle de vie", "phase de cycle de vie",
        "etape du lead", "phase", "maturite", "qualification", "lead stage"]),
    (Field::Status, &["lead status", "status", "statut", "statut du lead", "etat", "statut de lead"]),
    (Field::RevisitOn, &["revisit on", "a rappeler le", "date de rappel", "rappel", "relance", "date de relance", "a relancer le",
        "recall date", "follow up date", "prochaine relance"]),
    (Field::OwnerMarketing, &["marketing owner", "responsable marketing", "owner mkt", "marketeur", "marketeuse"]),
    (Field::OwnerSales, &["contact owner", "lead owner", "owner", "sales owner", "proprietaire du contact", "proprietaire",
        "proprietaire du lead", "commercial", "commerciale", "vendeur", "sales rep", "rep", "responsable", "responsable commercial",
        "charge d'affaires", "attribue a", "assigned to", "suivi par", "owner email", "commercial email", "email du commercial"]),
    (Field::CreatedAt, &["create date", "created date", "createddate", "created time", "created at", "created", "date de creation",
        "cree le", "date creation", "date d'ajout", "date", "date de contact", "date du premier contact", "date d'entree",
        "person created", "lead created", "date de creation du contact", "date added"]),
    (Field::ModifiedAt, &["last modified date", "modified time", "update time", "updated at", "date de derniere modification",
        "lastmodifieddate", "modifie le", "date de modification"]),
    (Field::RecordId, &["record id", "id", "lead id", "identifiant", "contact id", "record id contact", "reference", "id lead",
        "id contact", "external id", "person id", "id de fiche", "id d'objet"]),
    (Field::Note, &["note", "notes", "commentaire", "commentaires", "remarque", "remarques", "comment", "comments", "description",
        "observation", "observations", "message"]),
    (Field::Became(Stage::Subscriber), &["became a subscriber date", "date de passage en abonne", "est devenu abonne le", "date subscriber"]),
    (Field::Became(Stage::Lead), &["became a lead date", "date de passage en lead", "est devenu lead le", "date lead"]),
    (Field::Became(Stage::Mql), &["became a marketing qualified lead date", "date de passage en mql", "date mql",
        "became a mql date", "date de passage en lead qualifie marketing", "mql date", "mql le"]),
    (Field::Became(Stage::Sal), &["became a sales accepted lead date", "date de passage en sal", "date sal", "sal date"]),
    (Field::Became(Stage::Sql), &["became a sales qualified lead date", "date de passage en sql", "date sql",
        "became a sql date", "date de passage en lead qualifie commercial", "sql date", "sql le"]),
    (Field::Became(Stage::Opportunity), &["became an opportunity date", "date de passage en opportunite", "date opportunite",
        "opportunity date"]),
    (Field::Became(Stage::Customer), &["became a customer date", "date de passage en client", "date client", "customer date",
        "date de signature", "client depuis le"]),
    (Field::Became(Stage::Evangelist), &["became an evangelist date", "date de passage en ambassadeur"]),
    (Field::Became(Stage::Other), &["became an other lifecycle date"]),
];

/// Prefixes that other tools put before the name of a field.
const PREFIXES: [&str; 4] = ["person - ", "lead - ", "contact - ", "contact: "];

/// A header as it is compared: without case, accents, punctuation, trailing `*`, or a tool's prefix.
pub fn normal(header: &str) -> String {
    let folded = fold(header);
    let folded = PREFIXES.iter().find_map(|prefix| folded.strip_prefix(prefix)).unwrap_or(&folded);
    let words: String =
        folded.chars().map(|c| if c.is_alphanumeric() || c == '\'' { c } else { ' ' }).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The field that a header means and how surely (0 is surest); `None` when it means none of ours, or another
/// object's («Account Owner Email» is nobody's own address).
pub fn of_header(header: &str) -> Option<(Field, usize)> {
    let normal = normal(header);
    SYNONYMS
        .iter()
        .find_map(|(field, names)| names.iter().position(|name| *name == normal).map(|rank| (*field, rank)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;
    use std::collections::HashSet;

    #[test]
    fn a_name_means_one_field() {
        let mut seen = HashSet::new();
        for (field, names) in SYNONYMS {
            for name in *names {
                assert_eq!(&normal(name), name, "in normal form");
                assert!(seen.insert(*name), "{name} means {field:?} and another");
            }
        }
    }

    #[rstest]
    #[case("E-mail *", Some(Field::Email))]
    #[case("Téléphone", Some(Field::Phone))]
    #[case("Person - Email - Work", Some(Field::Email))]
    #[case("Prénom", Some(Field::FirstName))]
    #[case("Became a Marketing Qualified Lead Date", Some(Field::Became(Stage::Mql)))]
    #[case("Unsubscribed from all email", Some(Field::OptOut))]
    #[case("Company / Account", Some(Field::Company))]
    #[case("Account Owner Email", None)]
    #[case("Asst. Phone", None)]
    #[case("Parent Account", None)]
    #[case("Created by user ID", None)]
    #[case("Email Domain", None)]
    fn headers_are_recognised(#[case] header: &str, #[case] field: Option<Field>) {
        assert_eq!(of_header(header).map(|(field, _)| field), field);
    }
}
