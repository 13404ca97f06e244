//! What an import knows and answers.

/// A list of names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum List {
    Source,
    Campaign,
    Content,
    Persona,
    Tag,
    Queue,
    Company,
}

impl List {
    /// Every list.
    pub const ALL: [Self; 7] =
        [Self::Source, Self::Campaign, Self::Content, Self::Persona, Self::Tag, Self::Queue, Self::Company];

    /// Stable code, as in `lists.csv`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Campaign => "campaign",
            Self::Content => "content",
            Self::Persona => "persona",
            Self::Tag => "tag",
            Self::Queue => "queue",
            Self::Company => "company",
        }
    }
}
