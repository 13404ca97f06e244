//! The organisation, as stored.

/// The one organisation of this instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganisationRow {
    /// Its name; empty until set up.
    pub name: String,
    /// ISO 4217 code.
    pub currency: String,
    /// IANA name of the zone in which its days begin.
    pub time_zone: String,
    /// `fr` or `en`: the language of what is written for nobody in particular (digests, exports).
    pub language: String,
    /// Whether the first administrator exists.
    pub set_up: bool,
    /// For concurrent edits.
    pub version: i64,
}

/// What the first administrator says of the organisation.
#[derive(Debug, Clone)]
pub struct FirstSettings {
    /// Its name.
    pub name: String,
    /// ISO 4217 code.
    pub currency: &'static str,
    /// IANA name of its zone.
    pub time_zone: &'static str,
    /// `fr` or `en`.
    pub language: &'static str,
}
