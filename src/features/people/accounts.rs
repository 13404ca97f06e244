//! What can be done to an account, wherever it is asked from: a page, a link or the command line.

use super::model::{LinkKind, Member, MemberFields, NewMember, NewToken};
use super::store::{devices, links, members, sessions, tokens};
use crate::clock::Clock;
use crate::db::{Db, DbError, Tx};
use crate::domain::contact::{EmailError, email_key};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::lifecycle::Role;
use crate::features::audit::{self, By, Entry};
use crate::features::{settings, sla};
use uuid::Uuid;

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
    /// Nobody would be left to administer the instance.
    #[error("this is the last administrator")]
    LastAdmin,
    /// Somebody changed the member since the form was shown.
    #[error("the member has changed meanwhile")]
    Stale,
    /// There is no such calendar.
    #[error("there is no such calendar")]
    NoCalendar,
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

/// Changes a member; whoever gets another role or team signs in again. Answers whether that is so.
///
/// # Errors
/// [`AccountError`]: unknown, stale, taken address, last administrator.
pub async fn change_in(
    tx: &mut Tx,
    clock: &Clock,
    by: &By,
    id: Id<of::Member>,
    version: i64,
    fields: &MemberFields,
) -> Result<bool, AccountError> {
    let key = email_key(&fields.email)?;
    members::lock_admins(tx).await?;
    let before = members::by_id(tx, id).await?.ok_or(AccountError::Unknown)?;
    if before.role == Role::Admin && fields.role != Role::Admin {
        keep_an_admin(tx, &before).await?;
    }
    if members::by_email(tx, &key).await?.is_some_and(|other| other.id != id) {
        return Err(AccountError::Taken);
    }
    let calendars = sla::calendars::named(tx).await?;
    let worked = members::calendar_of(tx, id).await?;
    let calendar = fields.calendar.unwrap_or(worked);
    if calendar.is_some_and(|id| calendars.iter().all(|(known, _)| *known != id)) {
        return Err(AccountError::NoCalendar);
    }
    if !members::set_fields(tx, id, version, fields, &key, calendar).await? {
        return Err(AccountError::Stale);
    }
    let hours = |id: Option<Uuid>| {
        calendars.iter().find(|(known, _)| Some(*known) == id).map(|(_, name)| name.as_str())
    };
    let code = |team: Option<crate::domain::lifecycle::Team>| team.map(|team| team.code());
    let entry = Entry::new("member.changed", "member", id)
        .change("name", before.name.as_str(), fields.name.as_str())
        .change("email", before.email.as_str(), fields.email.as_str())
        .change("role", before.role.code(), fields.role.code())
        .change("team", code(before.team), code(fields.team))
        .change("calendar", hours(worked), hours(calendar));
    audit::write(tx, clock, by, entry).await?;
    let moved = before.role != fields.role || before.team != fields.team;
    if moved {
        sessions::end_all(tx, id).await?;
    }
    Ok(moved)
}

/// Lets a member sign in again, or shuts them out: sessions, links and tokens die with it.
///
/// # Errors
/// [`AccountError::LastAdmin`].
pub async fn set_active_in(
    tx: &mut Tx,
    clock: &Clock,
    by: &By,
    id: Id<of::Member>,
    active: bool,
) -> Result<(), AccountError> {
    members::lock_admins(tx).await?;
    let member = members::by_id(tx, id).await?.ok_or(AccountError::Unknown)?;
    if member.active == active {
        return Ok(());
    }
    if !active {
        keep_an_admin(tx, &member).await?;
        shut_out(tx, id, clock.now()).await?;
    }
    members::set_active(tx, id, active).await?;
    let action = if active { "member.reactivated" } else { "member.deactivated" };
    audit::write(tx, clock, by, Entry::new(action, "member", id)).await?;
    Ok(())
}

async fn keep_an_admin(tx: &mut Tx, leaving: &Member) -> Result<(), AccountError> {
    let others = members::active_admins(tx).await? - i64::from(leaving.role == Role::Admin && leaving.active);
    if others < 1 { Err(AccountError::LastAdmin) } else { Ok(()) }
}

/// Makes the one link of a member that works: an invitation as long as they have no password, else a reset. `sha` is
/// the digest of its secret.
///
/// # Errors
/// [`AccountError::Unknown`] when they may not sign in.
pub async fn link_in(
    tx: &mut Tx,
    clock: &Clock,
    by: &By,
    id: Id<of::Member>,
    sha: [u8; 32],
) -> Result<LinkKind, AccountError> {
    members::by_id(tx, id).await?.filter(|member| member.active).ok_or(AccountError::Unknown)?;
    let has_password = members::password_of(tx, id).await?.is_some();
    let kind = if has_password { LinkKind::Reset } else { LinkKind::Invitation };
    links::replace(tx, sha, kind, id, by.member, clock.now()).await?;
    let entry = Entry::new("link.created", "member", id).with("kind", kind.code());
    audit::write(tx, clock, by, entry).await?;
    Ok(kind)
}
