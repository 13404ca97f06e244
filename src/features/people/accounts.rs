//! What can be done to an account, wherever it is asked from: a page, a link or the command line.

use super::model::{NewMember, NewToken};
use super::store::{devices, links, members, sessions, tokens};
use crate::clock::Clock;
use crate::db::{Db, DbError, Tx};
use crate::domain::contact::{EmailError, email_key};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::lifecycle::Role;
use crate::features::audit::{self, By, Entry};
use crate::features::settings;

/// Why an account could not be added or changed.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// The address is no address.
    #[error("e-mail address: {0}")]
    Email(#[from] EmailError),
    /// Somebody has this address.
    #[error("this e-mail address belongs to a member already")]
    Taken,
    /// Nobody has this address, or this id.
    #[error("there is no such member")]
    Unknown,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Adds a member in a transaction that is open already; the first administrator closes `/setup`.
///
/// # Errors
/// [`AccountError::Taken`] when the address is a member's.
pub async fn add_in(tx: &mut Tx, clock: &Clock, by: &By, new: &NewMember) -> Result<(), AccountError> {
    let key = email_key(&new.email)?;
    let now = clock.now();
    if members::by_email(tx, &key).await?.is_some() {
        return Err(AccountError::Taken);
    }
    members::insert(tx, new, &key, now)
        .await
        .map_err(|e| if e.violates_unique("member", "email_key") { AccountError::Taken } else { e.into() })?;
    if new.role == Role::Admin {
        settings::close_setup(tx, now).await?;
    }
    let entry = Entry::new("member.added", "member", new.id)
        .with("email", new.email.as_str())
        .with("role", new.role.code())
        .with("team", new.team.map(|team| team.code()));
    audit::write(tx, clock, by, entry).await?;
    Ok(())
}

/// Adds a member.
///
/// # Errors
/// As [`add_in`].
pub async fn add(db: &Db, clock: &Clock, by: By, new: NewMember) -> Result<(), AccountError> {
    let clock = clock.clone();
    db.write(async move |mut tx| add_in(&mut tx, &clock, &by, &new).await).await
}

/// Replaces a forgotten password (`hash` is a PHC string): every session ends, every token is revoked.
///
/// # Errors
/// [`AccountError::Unknown`] when nobody has this address.
pub async fn reset_password(
    db: &Db,
    clock: &Clock,
    by: By,
    email: &str,
    hash: String,
) -> Result<(), AccountError> {
    let (clock, key) = (clock.clone(), email_key(email)?);
    db.write(async move |mut tx| {
        let member = members::by_email(&mut tx, &key).await?.ok_or(AccountError::Unknown)?;
        members::set_password(&mut tx, member.id, &hash).await?;
        shut_out(&mut tx, member.id, clock.now()).await?;
        audit::write(&mut tx, &clock, &by, Entry::new("member.password_reset", "member", member.id)).await?;
        Ok(())
    })
    .await
}

/// Ends every session and token of a member, forgets their browsers and removes their links.
///
/// # Errors
/// [`DbError`].
pub async fn shut_out(tx: &mut Tx, member: Id<of::Member>, now: Instant) -> Result<(), DbError> {
    sessions::end_all(tx, member).await?;
    devices::forget_all(tx, member).await?;
    links::remove_all(tx, member).await?;
    tokens::revoke_all(tx, member, now).await
}

/// Makes an API token (`sha` is the digest of its secret) for the member with this address.
///
/// # Errors
/// [`AccountError::Unknown`] when nobody active has this address.
pub async fn create_token(
    db: &Db,
    clock: &Clock,
    by: By,
    email: &str,
    token: NewToken,
) -> Result<Id<of::Token>, AccountError> {
    let (clock, key) = (clock.clone(), email_key(email)?);
    db.write(async move |mut tx| {
        let member =
            members::by_email(&mut tx, &key).await?.filter(|m| m.active).ok_or(AccountError::Unknown)?;
        create_token_in(&mut tx, &clock, &by, member.id, token).await.map_err(AccountError::from)
    })
    .await
}

/// Makes an API token in a transaction that is open already.
///
/// # Errors
/// [`DbError`].
pub async fn create_token_in(
    tx: &mut Tx,
    clock: &Clock,
    by: &By,
    member: Id<of::Member>,
    token: NewToken,
) -> Result<Id<of::Token>, DbError> {
    let id = clock.id();
    tokens::insert(tx, id, member, &token, clock.now()).await?;
    let entry = Entry::new("token.created", "token", id)
        .with("name", token.name.as_str())
        .with("scope", token.scope.code())
        .with("member", member.to_string());
    audit::write(tx, clock, by, entry).await?;
    Ok(id)
}

/// Revokes a token of the member with this address; whether there was one to revoke.
///
/// # Errors
/// [`AccountError::Unknown`] when nobody has this address.
pub async fn revoke_token(
    db: &Db,
    clock: &Clock,
    by: By,
    email: &str,
    token: Id<of::Token>,
) -> Result<bool, AccountError> {
    let (clock, key) = (clock.clone(), email_key(email)?);
    db.write(async move |mut tx| {
        let member = members::by_email(&mut tx, &key).await?.ok_or(AccountError::Unknown)?;
        revoke_token_in(&mut tx, &clock, &by, member.id, token).await.map_err(AccountError::from)
    })
    .await
}

/// Revokes a token of a member in a transaction that is open already; whether there was one to revoke.
///
/// # Errors
/// [`DbError`].
pub async fn revoke_token_in(
    tx: &mut Tx,
    clock: &Clock,
    by: &By,
    member: Id<of::Member>,
    token: Id<of::Token>,
) -> Result<bool, DbError> {
    let done = tokens::revoke(tx, token, member, clock.now()).await?;
    if done {
        audit::write(tx, clock, by, Entry::new("token.revoked", "token", token)).await?;
    }
    Ok(done)
}
