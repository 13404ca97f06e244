//! What a report can be narrowed to: dimensions as they settled in the cycle that counts.

use uuid::Uuid;

/// What leads are told apart by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dimension {
    /// Where the lead came from; an unknown one is a source like the others (`inconnu`).
    Source,
    /// The persona agreed on.
    Persona,
    /// The campaign.
    Campaign,
    /// The sales owner.
    Owner,
    /// The company.
    Company,
}

impl Dimension {
    /// Every dimension, in the order of the filter bar.
    pub const ALL: [Self; 5] = [Self::Source, Self::Persona, Self::Campaign, Self::Owner, Self::Company];

    /// Stable code: the parameter's name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Persona => "persona",
            Self::Campaign => "campaign",
            Self::Owner => "owner",
            Self::Company => "company",
        }
    }
    /// From its code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dimension| dimension.code() == code)
    }
    /// Whether a lead can be without it. A lead always has a source.
    pub const fn may_be_none(self) -> bool {
        !matches!(self, Self::Source)
    }
}

/// One dimension narrowed to some of its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// Which.
    pub dimension: Dimension,
    /// The values wanted; with `none` false and no value, nothing matches.
    pub ids: Vec<Uuid>,
    /// Whether leads without the dimension are wanted too.
    pub none: bool,
}

/// What a report is narrowed to: all filters hold at once, a filter holds for any of its values.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filters(pub Vec<Filter>);

/// What figures are split by, for one lead and one cycle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Facets {
    /// Source.
    pub source: Option<Uuid>,
    /// Persona.
    pub persona: Option<Uuid>,
    /// Campaign.
    pub campaign: Option<Uuid>,
    /// Sales owner.
    pub owner: Option<Uuid>,
    /// Company.
    pub company: Option<Uuid>,
}

impl Facets {
    /// The value of a dimension.
    pub const fn of(&self, dimension: Dimension) -> Option<Uuid> {
        match dimension {
            Dimension::Source => self.source,
            Dimension::Persona => self.persona,
            Dimension::Campaign => self.campaign,
            Dimension::Owner => self.owner,
            Dimension::Company => self.company,
        }
    }
}

impl Filters {
    /// Whether nothing is narrowed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    /// Whether a lead with these facets is wanted.
    pub fn admit(&self, facets: &Facets) -> bool {
        self.0.iter().all(|filter| match facets.of(filter.dimension) {
            Some(id) => filter.ids.contains(&id),
            None => filter.none,
        })
    }
}
