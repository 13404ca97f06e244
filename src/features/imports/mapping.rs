//! What each column of a file is, which system wrote it, and why we think so.

use super::field::{Field, normal, of_header};
use std::collections::HashMap;

/// The tool that wrote a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum System {
    /// HubSpot's export of contacts.
    Hubspot,
    /// Salesforce: leads, by export or report.
    Salesforce,
    /// Zoho CRM: leads.
    Zoho,
    /// Pipedrive: people or leads.
    Pipedrive,
    /// Our own export.
    Relais,
    /// Any other table.
    Csv,
}

impl System {
    /// Every system.
    pub const ALL: [Self; 6] =
        [Self::Hubspot, Self::Salesforce, Self::Zoho, Self::Pipedrive, Self::Relais, Self::Csv];
    /// Stable code: the command line's and that of external references.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Hubspot => "hubspot",
            Self::Salesforce => "salesforce",
            Self::Zoho => "zoho",
            Self::Pipedrive => "pipedrive",
            Self::Relais => "relais",
            Self::Csv => "csv",
        }
    }
    /// By its code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|system| system.code() == code)
    }
}

/// Headers of the reason in our own files of rejected rows: corrected rows come back without it.
const REASONS: [&str; 2] = ["motif du rejet", "reason for rejection"];

/// What a column becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A field of the lead.
    Field(Field),
    /// Kept as it is with the lead, under its header.
    Extra,
    /// It has no header and is left out.
    Nothing,
}

/// A file's columns, understood.
#[derive(Debug, Clone)]
pub struct Mapping {
    /// Who wrote it.
    pub system: System,
    /// The headers that gave it away; empty when it was said or nothing did.
    pub because: Vec<String>,
    /// Headers, as in the file.
    pub headers: Vec<String>,
    /// What each column becomes.
    pub targets: Vec<Target>,
    /// Columns that would hold a field which another column holds: header, and the other's.
    pub passed_over: Vec<(String, String)>,
}

/// Why a file's columns cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MappingError {
    /// No column holds a name, an e-mail or a telephone.
    #[error("no column holds a name, an e-mail or a telephone")]
    Nobody,
    /// Deals, companies, activities: not people.
    #[error("the file holds {0}, not people")]
    NotPeople(&'static str),
    /// Two columns have the same header.
    #[error("two columns «{0}»")]
    Twice(String),
}

impl Mapping {
    /// Understands a header row. `system` overrides what it suggests.
    ///
    /// # Errors
    /// [`MappingError`].
    pub fn of(headers: Vec<String>, system: Option<System>) -> Result<Self, MappingError> {
        let headers: Vec<String> = headers.iter().map(|header| header.trim().to_owned()).collect();
        let mut seen: HashMap<&str, ()> = HashMap::new();
        for header in headers.iter().filter(|header| !header.is_empty()) {
            if seen.insert(header, ()).is_some() {
                return Err(MappingError::Twice(header.clone()));
            }
        }
        if let Some(what) = other_objects(&headers) {
            return Err(MappingError::NotPeople(what));
        }
        let (found, because) = recognised(&headers);
        let because = if system.is_some() { Vec::new() } else { because };
        let mut best: HashMap<Field, (usize, usize)> = HashMap::new();
        for (at, header) in headers.iter().enumerate() {
            if let Some((field, rank)) = of_header(header)
                && best.get(&field).is_none_or(|(other, _)| rank < *other)
            {
                best.insert(field, (rank, at));
            }
        }
        // «Nom» beside no «Prénom» is the whole name of somebody.
        if let (Some(last), false) =
            (best.get(&Field::LastName).copied(), best.contains_key(&Field::FirstName))
            && !best.contains_key(&Field::FullName)
        {
            best.remove(&Field::LastName);
            best.insert(Field::FullName, last);
        }
        let mut passed_over = Vec::new();
        let target = |(at, header): (usize, &String)| {
            if header.is_empty() || REASONS.contains(&normal(header).as_str()) {
                return Target::Nothing;
            }
            if let Some((field, _)) = best.iter().find(|(_, (_, best))| *best == at) {
                return Target::Field(*field);
            }
            let taken = of_header(header).and_then(|(field, _)| best.get(&field));
            if let Some(other) = taken.and_then(|(_, at)| headers.get(*at)) {
                passed_over.push((header.clone(), other.clone()));
            }
            Target::Extra
        };
        let targets: Vec<Target> = headers.iter().enumerate().map(target).collect();
        let somebody = [Field::FirstName, Field::LastName, Field::FullName, Field::Email, Field::Phone];
        if !somebody.iter().any(|field| best.contains_key(field)) {
            return Err(MappingError::Nobody);
        }
        Ok(Self { system: system.unwrap_or(found), because, headers, targets, passed_over })
    }

    /// The header of the column that holds a field.
    pub fn header(&self, field: Field) -> Option<&str> {
        let at = self.targets.iter().position(|target| *target == Target::Field(field))?;
        self.headers.get(at).map(String::as_str)
    }
}

/// What the file holds instead of people, when its headers leave no doubt.
fn other_objects(headers: &[String]) -> Option<&'static str> {
    let has = |name: &str| headers.iter().any(|header| normal(header) == name);
    let person =
        ["email", "first name", "last name", "person name", "phone", "phone number"].iter().any(|n| has(n));
    match () {
        () if (has("deal name") || has("deal title") || has("opportunity name") || has("stagename"))
            && !person =>
        {
            Some("deals")
        }
        () if has("company domain name") && !person => Some("companies"),
        () => None,
    }
}

/// Which system the headers betray, and which of them do. `Record ID` and `Record Id` differ by case only: alone
/// they decide nothing.
fn recognised(headers: &[String]) -> (System, Vec<String>) {
    let among = |names: &[&str]| -> Vec<String> {
        headers.iter().filter(|header| names.contains(&header.as_str())).cloned().collect()
    };
    let hubspot = among(&[
        "Lifecycle Stage",
        "Contact owner",
        "Original Source",
        "Original Traffic Source",
        "Became a Lead Date",
        "Associated Company IDs",
    ]);
    if headers.iter().any(|header| header == "Record ID") && !hubspot.is_empty() {
        return (System::Hubspot, [vec!["Record ID".to_owned()], hubspot].concat());
    }
    let pairs = headers.iter().filter(|h| headers.contains(&format!("{h}.id"))).cloned().collect::<Vec<_>>();
    if !pairs.is_empty() {
        return (System::Zoho, pairs);
    }
    let salesforce = among(&["IsDeleted", "OwnerId", "LeadSource", "IsConverted", "CreatedDate"]);
    if headers.iter().any(|header| header == "Id") && !salesforce.is_empty() {
        return (System::Salesforce, [vec!["Id".to_owned()], salesforce].concat());
    }
    let report = among(&["Company / Account", "Opportunity Owner"]);
    if !report.is_empty() {
        return (System::Salesforce, report);
    }
    let objects = ["Deal - ", "Person - ", "Organization - ", "Lead - ", "Activity - "];
    let pipedrive: Vec<_> = headers
        .iter()
        .filter(|header| objects.iter().any(|object| header.starts_with(object)))
        .cloned()
        .collect();
    if pipedrive.len() >= 2 {
        return (System::Pipedrive, pipedrive.into_iter().take(3).collect());
    }
    let ours = among(&["lead_id", "cycle", "owner_sales", "stage_at"]);
    if ours.len() >= 2 {
        return (System::Relais, ours);
    }
    (System::Csv, Vec::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mapping(headers: &str) -> Result<Mapping, MappingError> {
        Mapping::of(headers.split(';').map(str::to_owned).collect(), None)
    }

    #[test]
    fn a_french_table_is_understood() {
        let m = mapping("Nom;Prénom;E-mail;Téléphone;Portable;Société;Statut;Couleur préférée;").unwrap();
        assert_eq!(m.system, System::Csv);
        assert_eq!(m.header(Field::LastName), Some("Nom"));
        assert_eq!(m.header(Field::Phone), Some("Téléphone"));
        assert_eq!(m.passed_over, [("Portable".to_owned(), "Téléphone".to_owned())]);
        assert_eq!(m.targets[7..], [Target::Extra, Target::Nothing]);
    }

    #[test]
    fn a_lone_name_is_the_whole_name() {
        assert_eq!(mapping("Nom;Email").unwrap().header(Field::FullName), Some("Nom"));
    }

    #[test]
    fn systems_are_recognised_by_more_than_one_header() {
        let hubspot = mapping("Record ID;First Name;Email;Lifecycle Stage").unwrap();
        assert_eq!((hubspot.system, hubspot.because.len()), (System::Hubspot, 2));
        assert_eq!(mapping("Record Id;Lead Owner.id;Lead Owner;Email").unwrap().system, System::Zoho);
        assert_eq!(mapping("First Name;Email;Company / Account").unwrap().system, System::Salesforce);
        assert_eq!(mapping("Person - Name;Person - Email - Work").unwrap().system, System::Pipedrive);
        assert_eq!(mapping("Record ID;Email").unwrap().system, System::Csv);
    }

    #[test]
    fn what_holds_nobody_is_refused() {
        assert_eq!(mapping("Couleur;Taille").unwrap_err(), MappingError::Nobody);
        assert_eq!(mapping("Deal Name;Amount").unwrap_err(), MappingError::NotPeople("deals"));
        assert_eq!(mapping("Email;Email").unwrap_err(), MappingError::Twice("Email".into()));
    }
}
