//! The key of one submitted form, through its whole write.
//!
//! ```ignore
//! let ticket = Ticket::of(&form, me.id, "POST /leads");
//! app.db.write(async move |mut tx| {
//!     if let Some(seen) = ticket.seen(&mut tx, now).await? { return Ok(seen) }
//!     let lead = stages::create(&mut tx, …).await?;
//!     Ok(Once::Done(ticket.settle(&mut tx, urls::lead(lead)).await?, lead))
//! })
//! ```

use super::Key;
use super::store::{self, Claim};
use crate::db::{DbError, Tx};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::web::form::RawForm;

/// What became of a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Once<T> {
    /// It was carried out: where it leads, and what it made.
    Done(String, T),
    /// The same one was carried out before, and led here.
    Again(String),
    /// Its key was used before for something else, which led here.
    Other(String),
}

/// The key of a form that must act once; a form without `_key` acts every time.
#[derive(Debug, Clone)]
pub struct Ticket(Option<Key>);

impl Ticket {
    /// The ticket of a submitted form; `route` is its method and path.
    pub fn of(form: &RawForm, member: Id<of::Member>, route: impl Into<String>) -> Self {
        let body = form.fields().flat_map(|(name, value)| [name.as_bytes(), value.as_bytes()]);
        Self(form.key().map(|key| Key::new(member, key, route, body)))
    }

    /// The ticket of an API call with an `Idempotency-Key`, over its raw body.
    pub fn of_call(key: &str, member: Id<of::Member>, route: &str, body: &[u8]) -> Self {
        Self(Some(Key::new(member, key, route, [body])))
    }

    /// No key: the action is carried out every time.
    pub const fn none() -> Self {
        Self(None)
    }

    /// Takes the key for this transaction; answers what an earlier submission did with it.
    ///
    /// # Errors
    /// [`DbError`].
    pub async fn seen<T>(&self, tx: &mut Tx, now: Instant) -> Result<Option<Once<T>>, DbError> {
        let Some(key) = &self.0 else { return Ok(None) };
        Ok(match store::claim(tx, key, now).await? {
            Claim::Fresh => None,
            Claim::Replay(location) => Some(Once::Again(location)),
            Claim::Other(location) => Some(Once::Other(location)),
        })
    }

    /// Notes where the action led, and hands it back.
    ///
    /// # Errors
    /// [`DbError`].
    pub async fn settle(&self, tx: &mut Tx, location: String) -> Result<String, DbError> {
        if let Some(key) = &self.0 {
            store::settle(tx, key, &location).await?;
        }
        Ok(location)
    }
}
