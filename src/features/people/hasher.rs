//! Hashing of passwords, bounded: Argon2id takes 19 MiB and a core for each, so two run and few wait.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};
use tokio::sync::Semaphore;

/// Memory of one hash, in KiB; with two passes and one lane, what OWASP recommends.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
/// How many hashes run at once.
const AT_ONCE: usize = 2;
/// How many may wait; beyond, callers are told to come back.
const WAITING: usize = 128;

/// What an unknown account is checked against, so that it takes as long as a known one. No password matches it.
static DUMMY: LazyLock<Option<String>> = LazyLock::new(|| {
    let salt: [u8; 16] = rand::random();
    let password: [u8; 32] = rand::random();
    algorithm().ok()?.hash_password_with_salt(&password, &salt).ok().map(|hash| hash.to_string())
});

/// Hashes and checks passwords, two at a time.
#[derive(Debug, Clone)]
pub struct Hasher {
    running: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
}

/// Why nothing was hashed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HashError {
    /// Too many people are signing in at this moment.
    #[error("too many sign-ins wait")]
    Busy,
    /// The algorithm failed (out of memory).
    #[error("the password could not be hashed")]
    Failed,
}

/// Whether a password belongs to an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It does not.
    Wrong,
    /// It does.
    Right,
    /// It does, but the stored hash was made with other settings: hash it anew.
    RightButOld,
}

impl Default for Hasher {
    fn default() -> Self {
        Self { running: Arc::new(Semaphore::new(AT_ONCE)), waiting: Arc::new(AtomicUsize::new(0)) }
    }
}

impl Hasher {
    /// A PHC string for a new password.
    ///
    /// # Errors
    /// [`HashError`].
    pub async fn hash(&self, password: String) -> Result<String, HashError> {
        self.bounded(move || {
            let salt: [u8; 16] = rand::random();
            let hash = algorithm()?.hash_password_with_salt(password.as_bytes(), &salt);
            hash.map(|hash| hash.to_string()).map_err(|_| HashError::Failed)
        })
        .await
    }

    /// Checks a password against a PHC string. `None` (no such account, no password yet) takes as long and is wrong;
    /// so is every password when what is stored is no hash.
    ///
    /// # Errors
    /// [`HashError`].
    pub async fn verify(&self, password: String, stored: Option<String>) -> Result<Verdict, HashError> {
        self.bounded(move || {
            let readable = stored.filter(|hash| PasswordHash::new(hash).is_ok());
            let known = readable.is_some();
            let stored = readable.or_else(|| DUMMY.clone()).ok_or(HashError::Failed)?;
            let parsed = PasswordHash::new(&stored).map_err(|_| HashError::Failed)?;
            let right = algorithm()?.verify_password(password.as_bytes(), &parsed).is_ok();
            Ok(match (known && right, is_current(&parsed)) {
                (false, _) => Verdict::Wrong,
                (true, true) => Verdict::Right,
                (true, false) => Verdict::RightButOld,
            })
        })
        .await
    }

    /// Whether a call now would be told [`HashError::Busy`]: asked before the database is, to shed load early.
    pub fn is_full(&self) -> bool {
        self.waiting.load(Ordering::SeqCst) >= WAITING
    }

    async fn bounded<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, HashError> + Send + 'static,
    ) -> Result<T, HashError> {
        let place = Place::take(&self.waiting)?;
        let permit = self.running.clone().acquire_owned().await.map_err(|_| HashError::Failed)?;
        drop(place);
        let done = tokio::task::spawn_blocking(move || {
            let outcome = work();
            drop(permit); // with the work, not with a caller who hung up
            outcome
        });
        done.await.map_err(|_| HashError::Failed)?
    }
}

/// A place among those who wait, given back however the wait ends.
struct Place(Arc<AtomicUsize>);

impl Place {
    fn take(waiting: &Arc<AtomicUsize>) -> Result<Self, HashError> {
        if waiting.fetch_add(1, Ordering::SeqCst) >= WAITING {
            waiting.fetch_sub(1, Ordering::SeqCst);
            return Err(HashError::Busy);
        }
        Ok(Self(waiting.clone()))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

fn algorithm() -> Result<Argon2<'static>, HashError> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).map_err(|_| HashError::Failed)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn is_current(hash: &PasswordHash) -> bool {
    let params = Params::try_from(hash).ok();
    hash.algorithm.as_str() == "argon2id"
        && params.is_some_and(|p| p.m_cost() == MEMORY_KIB && p.t_cost() == PASSES && p.p_cost() == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_known_again_and_an_unknown_account_never() {
        let hasher = Hasher::default();
        let hash = hasher.hash("correct horse battery".into()).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        let verify = |password: &str, stored: Option<&str>| {
            let (hasher, password, stored) = (hasher.clone(), password.to_owned(), stored.map(str::to_owned));
            async move { hasher.verify(password, stored).await.unwrap() }
        };
        assert_eq!(verify("correct horse battery", Some(&hash)).await, Verdict::Right);
        assert_eq!(verify("correct horse batterY", Some(&hash)).await, Verdict::Wrong);
        assert_eq!(verify("", None).await, Verdict::Wrong);
        let weak = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(8_192, 1, 1, None).unwrap());
        let old = weak.hash_password_with_salt(b"x", b"0123456789abcdef").unwrap().to_string();
        assert_eq!(verify("x", Some(&old)).await, Verdict::RightButOld);
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn few_run_few_wait_and_the_others_are_told() {
        let hasher = Hasher::default();
        let all = (0..200).map(|_| {
            let hasher = hasher.clone();
            tokio::spawn(async move {
                hasher
                    .bounded(|| {
                        std::thread::sleep(std::time::Duration::from_millis(2));
                        Ok(())
                    })
                    .await
            })
        });
        let mut busy = 0;
        for one in all.collect::<Vec<_>>() {
            busy += usize::from(one.await.unwrap() == Err(HashError::Busy));
        }
        assert!(
            (1..200 - WAITING).contains(&busy) || busy == 200 - WAITING - AT_ONCE,
            "{busy} were turned away"
        );
        assert_eq!(hasher.waiting.load(Ordering::SeqCst), 0);
        assert!(hasher.hash("still works fine".into()).await.is_ok());
    }
}
