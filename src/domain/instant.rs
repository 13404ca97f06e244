//! An instant: whole microseconds since 1970-01-01T00:00:00Z, the only form in which a moment is stored.

use chrono::{DateTime, TimeZone, Utc};

/// UTC microseconds since the Unix epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Instant(i64);

impl Instant {
    /// Later than every real instant: «never» in the projections, so that comparisons need no NULL.
    pub const NEVER: Self = Self(9_000_000_000_000_000_000);
    /// Earlier than every real instant.
    pub const DAWN: Self = Self(i64::MIN);

    /// From Unix microseconds.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }
    /// From Unix seconds (saturating).
    pub const fn from_secs(secs: i64) -> Self {
        Self(secs.saturating_mul(1_000_000))
    }
    /// Unix microseconds.
    pub const fn micros(self) -> i64 {
        self.0
    }
    /// Unix milliseconds, never negative: what a UUIDv7 carries.
    pub fn unix_millis(self) -> u64 {
        u64::try_from(self.0.div_euclid(1_000)).unwrap_or(0)
    }
    /// Whether this stands for «never».
    pub fn is_never(self) -> bool {
        self == Self::NEVER
    }
    /// `None` for «never», else itself.
    pub fn known(self) -> Option<Self> {
        (!self.is_never()).then_some(self)
    }
    /// This instant moved by whole seconds (saturating).
    pub const fn plus_secs(self, secs: i64) -> Self {
        Self(self.0.saturating_add(secs.saturating_mul(1_000_000)))
    }
    /// Microseconds from `earlier` to this one (saturating; negative when this one is earlier).
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
    /// As a chrono UTC date-time; out-of-range instants give the nearest bound.
    pub fn utc(self) -> DateTime<Utc> {
        Utc.timestamp_micros(self.0).single().unwrap_or(if self.0 < 0 {
            DateTime::<Utc>::MIN_UTC
        } else {
            DateTime::<Utc>::MAX_UTC
        })
    }
    /// RFC 3339 with `Z`, microseconds only when they are not zero.
    pub fn rfc3339(self) -> String {
        self.utc().to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)
    }
    /// Parses RFC 3339 (`2026-09-03T08:00:00Z`, or with an offset).
    pub fn parse_rfc3339(text: &str) -> Option<Self> {
        DateTime::parse_from_rfc3339(text.trim()).ok().map(|d| Self(d.timestamp_micros()))
    }
}

impl From<DateTime<Utc>> for Instant {
    fn from(at: DateTime<Utc>) -> Self {
        Self(at.timestamp_micros())
    }
}
