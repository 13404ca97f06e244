//! Values bound to statements, typed so that a NULL keeps its type on Postgres.

use crate::domain::ids::Id;
use crate::domain::instant::Instant;
use crate::domain::stage::Stage;
use chrono::NaiveDate;
use uuid::Uuid;

/// One bound value. Built by [`From`], usually through [`vals!`](crate::vals).
#[derive(Debug, Clone, PartialEq)]
pub enum Val {
    /// A 64-bit integer: counts, instants, minor units.
    Int(Option<i64>),
    /// Text.
    Text(Option<String>),
    /// An id.
    Uuid(Option<Uuid>),
    /// A truth value.
    Bool(Option<bool>),
    /// A civil date.
    Date(Option<NaiveDate>),
    /// Raw bytes: hashes.
    Bytes(Option<Vec<u8>>),
    /// A floating number (statistics only, never money).
    Real(Option<f64>),
}

/// A list of [`Val`]: `vals![id, name, now]`.
#[macro_export]
macro_rules! vals {
    ($($v:expr),* $(,)?) => { [$($crate::db::Val::from($v)),*] };
}

macro_rules! from {
    ($($ty:ty => $variant:ident($v:ident) $conv:expr),* $(,)?) => { $(
        impl From<$ty> for Val { fn from($v: $ty) -> Self { Self::$variant(Some($conv)) } }
        impl From<Option<$ty>> for Val { fn from(v: Option<$ty>) -> Self { Self::$variant(v.map(|$v| $conv)) } }
    )* };
}
from! {
    i64 => Int(v) v,
    i32 => Int(v) i64::from(v),
    i16 => Int(v) i64::from(v),
    u32 => Int(v) i64::from(v),
    Instant => Int(v) v.micros(),
    &str => Text(v) v.to_owned(),
    String => Text(v) v,
    &String => Text(v) v.clone(),
    Uuid => Uuid(v) v,
    bool => Bool(v) v,
    NaiveDate => Date(v) v,
    Vec<u8> => Bytes(v) v,
    &[u8] => Bytes(v) v.to_vec(),
    [u8; 32] => Bytes(v) v.to_vec(),
    f64 => Real(v) v,
    Stage => Text(v) v.code().to_owned(),
}
impl<T> From<Id<T>> for Val {
    fn from(v: Id<T>) -> Self {
        Self::Uuid(Some(v.uuid()))
    }
}
impl<T> From<Option<Id<T>>> for Val {
    fn from(v: Option<Id<T>>) -> Self {
        Self::Uuid(v.map(Id::uuid))
    }
}
