//! Typed identifiers: an `Id<Lead>` cannot be passed where an `Id<Deal>` is meant.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;
use uuid::Uuid;

/// A UUIDv7 that remembers what it names. Sorting by id sorts by time of allocation.
pub struct Id<T>(Uuid, PhantomData<fn() -> T>);

/// Marker types for [`Id`]; they carry no data.
pub mod of {
    macro_rules! markers { ($($name:ident),* $(,)?) => { $(
        #[doc = concat!("Names a row of the `", stringify!($name), "` kind.")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq)] pub enum $name {}
    )* } }
    markers!(
        Lead, Event, Handoff, Activity, Task, Deal, Note, Member, Queue, Source, Campaign, Content, Persona,
        Company, Tag, Session, Token, Link, Audit, Import, Job, Decision, Action, Planned,
    );
}

impl<T> Id<T> {
    /// Wraps a raw UUID, as read from the database or from a URL.
    pub const fn from_uuid(raw: Uuid) -> Self {
        Self(raw, PhantomData)
    }
    /// The raw UUID.
    pub const fn uuid(self) -> Uuid {
        self.0
    }
    /// Builds a UUIDv7 from an instant (Unix milliseconds) and entropy given by the caller: seeds and demos
    /// stay deterministic, and ids allocated in order of `entropy` sort in that order inside one millisecond.
    pub fn v7(unix_millis: u64, entropy: u128) -> Self {
        let bits = entropy & ((1 << 74) - 1);
        let high = (u128::from(unix_millis) & 0xffff_ffff_ffff) << 80;
        let rand_a = (bits >> 62) << 64;
        let rand_b = bits & ((1 << 62) - 1);
        Self::from_uuid(Uuid::from_u128(high | 0x7 << 76 | rand_a | 0x2 << 62 | rand_b))
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}
impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}
impl<T> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}
impl<T> FromStr for Id<T> {
    type Err = uuid::Error;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        Uuid::parse_str(s).map(Self::from_uuid)
    }
}
impl<T> serde::Serialize for Id<T> {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(s)
    }
}
impl<'de, T> serde::Deserialize<'de> for Id<T> {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Uuid::deserialize(d).map(Self::from_uuid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn v7_keeps_the_order_of_instants_and_of_entropy() {
        let a = Id::<of::Lead>::v7(1, 7);
        let b = Id::<of::Lead>::v7(1, 8);
        let c = Id::<of::Lead>::v7(1, 1 << 70);
        let d = Id::<of::Lead>::v7(2, 0);
        assert!(a < b && b < c && c < d);
        assert_eq!(d.uuid().get_version_num(), 7);
        assert_eq!(d.uuid().get_variant(), uuid::Variant::RFC4122);
    }
}
