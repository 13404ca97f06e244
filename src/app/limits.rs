//! Who asks too often, and what was written down lately. Per process, in memory: losing it loses nothing.

use crate::domain::ids::{Id, of};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::collections::HashMap;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use uuid::Uuid;

// `unwrap` of a constant is judged by the compiler: none of these four can panic at run time.

/// Requests a second that a token may make, and at once after a rest.
const TOKEN_PER_SECOND: NonZeroU32 = NonZeroU32::new(200).unwrap();
const TOKEN_BURST: NonZeroU32 = NonZeroU32::new(400).unwrap();
/// Sign-ins, set-ups and links followed, per address.
const DOOR_PER_SECOND: NonZeroU32 = NonZeroU32::new(20).unwrap();
const DOOR_BURST: NonZeroU32 = NonZeroU32::new(200).unwrap();
/// Above this many, forgotten keys are thrown away.
const MANY: usize = 10_000;

/// Rates per token and per address.
pub struct Limits {
    tokens: DefaultKeyedRateLimiter<Uuid>,
    doors: DefaultKeyedRateLimiter<IpAddr>,
    touched: Mutex<HashMap<Uuid, Instant>>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            tokens: RateLimiter::keyed(Quota::per_second(TOKEN_PER_SECOND).allow_burst(TOKEN_BURST)),
            doors: RateLimiter::keyed(Quota::per_second(DOOR_PER_SECOND).allow_burst(DOOR_BURST)),
            touched: Mutex::default(),
        }
    }
}

impl Limits {
    /// Counts a request of a token.
    ///
    /// # Errors
    /// Seconds until the next one is welcome.
    pub fn token(&self, id: Id<of::Token>) -> Result<(), u32> {
        check(&self.tokens, &id.uuid())
    }

    /// Counts a try at a door (sign-in, setup, invitation, reset) from an address.
    ///
    /// # Errors
    /// Seconds until the next one is welcome.
    pub fn door(&self, address: IpAddr) -> Result<(), u32> {
        check(&self.doors, &address)
    }

    /// Whether the use of this session or token should be written down now: at most once every `every`, whatever the
    /// number of requests at once.
    pub fn should_touch(&self, id: Uuid, every: Duration) -> bool {
        let mut touched = self.touched.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        if touched.get(&id).is_some_and(|at| now.duration_since(*at) < every) {
            return false;
        }
        if touched.len() > MANY {
            touched.retain(|_, at| now.duration_since(*at) < every);
        }
        touched.insert(id, now);
        true
    }
}

fn check<K: std::hash::Hash + Eq + Clone>(limiter: &DefaultKeyedRateLimiter<K>, key: &K) -> Result<(), u32> {
    if limiter.len() > MANY {
        limiter.retain_recent();
    }
    limiter.check_key(key).map_err(|until| {
        let wait = until.wait_time_from(DefaultClock::default().now());
        u32::try_from(wait.as_secs()).unwrap_or(u32::MAX).saturating_add(1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_makes_a_hundred_requests_a_second_and_a_flood_is_told_to_wait() {
        let limits = Limits::default();
        let id = Id::from_uuid(Uuid::from_u128(1));
        assert!((0..400).all(|_| limits.token(id).is_ok()));
        assert_eq!((0..50).find_map(|_| limits.token(id).err()), Some(1));
        assert!(limits.token(Id::from_uuid(Uuid::from_u128(2))).is_ok());
    }

    #[test]
    fn use_is_written_down_once_in_a_while() {
        let limits = Limits::default();
        let id = Uuid::from_u128(7);
        assert!(limits.should_touch(id, Duration::from_secs(60)));
        assert!(!limits.should_touch(id, Duration::from_secs(60)));
        assert!(limits.should_touch(id, Duration::ZERO));
    }
}
