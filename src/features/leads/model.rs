//! What a lead row holds.

mod page;

pub use page::{DoneTask, Double, Handed, Match, Person, Trashed};

use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
pub use crate::domain::lead_status::LeadStatus;
use crate::domain::stage::Stage;
use crate::domain::text::fold;
use chrono::NaiveDate;

/// The fields that people fill in, cleaned and bounded by the form or the import that made them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeadFields {
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// E-mail address, as cleaned by `domain::contact`.
    pub email: String,
    /// Telephone, as typed.
    pub phone: String,
    /// What they do there.
    pub job_title: String,
    /// Where they work.
    pub company: Option<Id<of::Company>>,
    /// Where they came from first; never empty («inconnu» when nobody noted it).
    pub source: Id<of::Source>,
    /// Where they came from last, when that differs.
    pub latest_source: Option<Id<of::Source>>,
    /// How (utm_medium).
    pub medium: String,
    /// Why (utm_campaign).
    pub campaign: Option<Id<of::Campaign>>,
    /// Through what (utm_content).
    pub content: Option<Id<of::Content>>,
    /// utm_term.
    pub term: String,
    /// The agreed profile.
    pub persona: Option<Id<of::Persona>>,
    /// What hurts, in the lead's words.
    pub pain_points: String,
    /// The need that a conversation confirmed.
    pub need: String,
    /// Estimated value, minor units of the organisation's currency.
    pub estimated_value_minor: Option<i64>,
    /// Why we may write to them; empty = not filled in.
    pub consent_basis: String,
    /// Sub-state of the sales work.
    pub status: LeadStatus,
    /// When to come back to a recycled lead.
    pub revisit_on: Option<NaiveDate>,
    /// Marketer in charge.
    pub owner_mkt: Option<Id<of::Member>>,
    /// Rep in charge; excludes `queue`.
    pub owner_sales: Option<Id<of::Member>>,
    /// Where it waits for a rep; excludes `owner_sales`.
    pub queue: Option<Id<of::Queue>>,
}

impl LeadFields {
    /// A lead of which nothing is known but where it came from.
    pub fn unknown(source: Id<of::Source>) -> Self {
        Self {
            first_name: String::new(),
            last_name: String::new(),
            email: String::new(),
            phone: String::new(),
            job_title: String::new(),
            company: None,
            source,
            latest_source: None,
            medium: String::new(),
            campaign: None,
            content: None,
            term: String::new(),
            persona: None,
            pain_points: String::new(),
            need: String::new(),
            estimated_value_minor: None,
            consent_basis: String::new(),
            status: LeadStatus::New,
            revisit_on: None,
            owner_mkt: None,
            owner_sales: None,
            queue: None,
        }
    }
}

/// The folded keys under which a lead is found, computed from what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keys {
    /// Sorts by family name.
    pub name: String,
    /// Lower-case e-mail.
    pub email: String,
    /// E.164, or digits when no country fits.
    pub phone: String,
    /// Everything that the search box looks in.
    pub search: String,
}

/// Computes the keys of a lead; `company` is the company's name, `country` the organisation's ISO country for
/// telephone numbers.
pub fn keys(fields: &LeadFields, company: &str, country: &str) -> Keys {
    let email = fields.email.to_lowercase();
    let phone = crate::domain::contact::phone_key(&fields.phone, country).unwrap_or_default();
    let words = [
        fields.first_name.as_str(),
        &fields.last_name,
        company,
        &fields.email,
        &fields.phone,
        &phone,
        &fields.job_title,
    ];
    let search = fold(&words.join(" "));
    Keys { name: fold(&format!("{} {}", fields.last_name, fields.first_name)), email, phone, search }
}

/// Names behind the ids of a lead, for display and for the API.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// Company.
    pub company: String,
    /// Original source.
    pub source: String,
    /// Latest source.
    pub latest_source: String,
    /// Campaign.
    pub campaign: String,
    /// Content.
    pub content: String,
    /// Persona.
    pub persona: String,
    /// What both teams mean by that persona.
    pub persona_description: String,
    /// Marketer in charge.
    pub owner_mkt: String,
    /// Rep in charge.
    pub owner_sales: String,
    /// Queue.
    pub queue: String,
}

/// A lead with everything its page shows of it.
#[derive(Debug, Clone)]
pub struct LeadRow {
    /// Its id.
    pub id: Id<of::Lead>,
    /// Counts the edits of its fields and stages; carried by forms as `_version`.
    pub version: i64,
    /// What people filled in.
    pub fields: LeadFields,
    /// The names behind the ids.
    pub names: Names,
    /// Where it stands; `None` in the trash.
    pub stage: Option<Stage>,
    /// Since when.
    pub stage_at: Instant,
    /// Which run through the funnel.
    pub cycle: i32,
    /// Out of every list.
    pub hidden: bool,
    /// When it went to the trash.
    pub trashed_at: Option<Instant>,
    /// The survivor, when merged.
    pub merged_into: Option<Id<of::Lead>>,
    /// When its personal data were erased.
    pub erased_at: Option<Instant>,
    /// When the person first showed interest.
    pub created_at: Instant,
    /// When we learnt of them.
    pub recorded_at: Instant,
    /// Last edit.
    pub updated_at: Instant,
}

impl LeadRow {
    /// What to call them: the name, else the e-mail, else the telephone; empty when nothing is known.
    pub fn display_name(&self) -> String {
        let f = &self.fields;
        let name = format!("{} {}", f.first_name, f.last_name);
        let name = name.trim();
        [name, &f.email, &f.phone].into_iter().find(|s| !s.is_empty()).unwrap_or_default().to_owned()
    }
}
