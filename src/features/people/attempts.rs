//! Guessing passwords is slow: so many tries for an account, for an address, for a known device, then wait.
//!
//! A try is noted before its outcome is known and taken back when it succeeds: a hundred at once count a hundred.
//! Who guesses cannot shut the holder out of a browser from which they have signed in before.

use super::secret::digest;
use super::store::failures;
use crate::db::{DbError, Tx};
use crate::domain::instant::Instant;
use std::net::IpAddr;

/// Failures of an account, or of a known device, in a day.
pub const PER_ACCOUNT: i64 = 20;
/// Failures of an address in an hour.
pub const PER_ADDRESS: i64 = 20;
const DAY_SECS: i64 = 24 * 3600;
const HOUR_SECS: i64 = 3600;
/// What those who have tried too often are told to wait.
const WAIT_SECS: u32 = 900;

/// A try that was let through; its outcome is not known yet.
#[derive(Debug, Clone)]
pub struct Attempt {
    subjects: Vec<String>,
    at: Instant,
}

/// Who tries.
#[derive(Debug, Clone)]
pub struct Tryer {
    /// Digest of the account's folded address, whether it exists or not.
    pub account: String,
    /// From where.
    pub address: IpAddr,
    /// Digest of a device cookie that this account has signed in with before.
    pub known_device: Option<[u8; 32]>,
}

/// The subject under which tries for an account are counted; the address itself is not stored.
pub fn account_subject(email_key: &str) -> String {
    format!("account:{}", hex(&digest(email_key)))
}

/// Notes a try. The outer result is the database's, the inner one says how many seconds to wait instead.
///
/// # Errors
/// [`DbError`].
pub async fn begin(tx: &mut Tx, tryer: &Tryer, now: Instant) -> Result<Result<Attempt, u32>, DbError> {
    let limits = match &tryer.known_device {
        Some(sha) => vec![(format!("device:{}", hex(sha)), PER_ACCOUNT, DAY_SECS)],
        None => vec![
            (tryer.account.clone(), PER_ACCOUNT, DAY_SECS),
            (format!("address:{}", tryer.address), PER_ADDRESS, HOUR_SECS),
        ],
    };
    for (subject, most, window) in &limits {
        if failures::count(tx, subject, now.plus_secs(-window)).await? >= *most {
            return Ok(Err(WAIT_SECS));
        }
    }
    failures::purge(tx, now.plus_secs(-DAY_SECS)).await?;
    let subjects: Vec<String> = limits.into_iter().map(|(subject, ..)| subject).collect();
    for subject in &subjects {
        failures::note(tx, subject, now).await?;
    }
    Ok(Ok(Attempt { subjects, at: now }))
}

impl Attempt {
    /// It was the right password: the account's and the device's failures are forgotten, the address keeps the
    /// failures of others.
    ///
    /// # Errors
    /// [`DbError`].
    pub async fn succeeded(&self, tx: &mut Tx) -> Result<(), DbError> {
        for subject in &self.subjects {
            if subject.starts_with("address:") {
                failures::forget_one(tx, subject, self.at).await?;
            } else {
                failures::forget(tx, subject).await?;
            }
        }
        Ok(())
    }

    /// It was not judged at all.
    ///
    /// # Errors
    /// [`DbError`].
    pub async fn withdraw(&self, tx: &mut Tx) -> Result<(), DbError> {
        for subject in &self.subjects {
            failures::forget_one(tx, subject, self.at).await?;
        }
        Ok(())
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
