//! The only place that reads the time or allocates ids: tests, the demo and the seed set both.

use crate::domain::ids::Id;
use crate::domain::instant::Instant;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use uuid::Uuid;

/// The source of «now» and of new ids.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A clock moved by hand; ids follow from it and from a counter, so that a run can be repeated exactly.
    Manual(Arc<Manual>),
}

/// State of a [`Clock::Manual`].
#[derive(Debug)]
pub struct Manual {
    now: AtomicI64,
    counter: AtomicU64,
    salt: u32,
}

impl Clock {
    /// A clock that stands at `at` until [`Clock::set`]; `salt` separates the ids of two runs.
    pub fn manual(at: Instant, salt: u32) -> Self {
        Self::Manual(Arc::new(Manual { now: AtomicI64::new(at.micros()), counter: AtomicU64::new(0), salt }))
    }

    /// The current instant, to the microsecond.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that may read the machine's clock")]
    pub fn now(&self) -> Instant {
        match self {
            Self::System => Instant::from(chrono::Utc::now()),
            Self::Manual(m) => Instant::from_micros(m.now.load(Ordering::SeqCst)),
        }
    }

    /// Moves a manual clock; the system's is left alone.
    pub fn set(&self, at: Instant) {
        if let Self::Manual(m) = self {
            m.now.store(at.micros(), Ordering::SeqCst);
        }
    }

    /// A new id; later calls give greater ids (per process).
    pub fn id<T>(&self) -> Id<T> {
        match self {
            Self::System => Id::from_uuid(Uuid::now_v7()),
            Self::Manual(m) => {
                let count = u128::from(m.counter.fetch_add(1, Ordering::SeqCst));
                Id::v7(self.now().unix_millis(), (count << 32 | u128::from(m.salt)) & ((1 << 74) - 1))
            }
        }
    }
}
