//! Which lead a row is about: one that we know, or that an earlier row of the file spoke of.

use super::draft::{Draft, RowFault};
use super::mapping::System;
use super::store::runs::{self, By, Candidate};
use crate::db::{Conn, DbError};
use crate::domain::ids::{Id, of};
use crate::domain::text::fold;
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// The pseudo-system under which rows without any id, e-mail or telephone are recognised again: by name and company.
pub const BY_NAME: &str = "name";

/// Two people who may be one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    /// Line of the row.
    pub line: u64,
    /// Line of the other row, when the file has both.
    pub other_line: Option<u64>,
    /// The other lead, when the base has it.
    pub lead: Option<Id<of::Lead>>,
    /// What they share.
    pub shares: Shared,
}

/// What two people share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shared {
    /// The telephone.
    Phone,
    /// Name and company.
    Name,
}

/// The keys of the rows seen so far, with their lines.
#[derive(Debug, Default)]
pub struct Seen {
    same: HashMap<[u8; 16], u64>,
    phones: HashMap<[u8; 16], Vec<Phoned>>,
    names: HashMap<[u8; 16], u64>,
}

/// A row with a telephone.
#[derive(Debug)]
struct Phoned {
    line: u64,
    has_email: bool,
    /// `None` when the row has no name.
    name: Option<[u8; 16]>,
}

/// Rows remembered per telephone: a switchboard may be that of thousands.
const PHONED: usize = 50;

impl Seen {
    /// Notes a row; answers the line of an earlier one about the same person.
    pub fn note(&mut self, draft: &Draft) -> Option<u64> {
        let keys = identities(draft);
        let earlier = keys.iter().find_map(|key| self.same.get(key)).copied();
        for key in keys {
            self.same.entry(key).or_insert(draft.line);
        }
        earlier.or_else(|| self.phoned(draft))
    }

    /// A row with the same telephone that may well be the same person: see [`Known::same`].
    fn phoned(&self, draft: &Draft) -> Option<u64> {
        let keys = draft.keys.as_ref().filter(|keys| !keys.phone.is_empty())?;
        let (has_email, name) = (!keys.email.is_empty(), name_hash(draft));
        let fits = |row: &&Phoned| {
            !(has_email && row.has_email) && (name.is_none() || row.name.is_none() || name == row.name)
        };
        self.phones.get(&hash(&[&keys.phone]))?.iter().find(fits).map(|row| row.line)
    }

    /// Notes telephone and name; answers the line of an earlier row that shares one of them.
    pub fn near(&mut self, draft: &Draft) -> Option<(u64, Shared)> {
        let keys = draft.keys.as_ref()?;
        let mut found = None;
        if !keys.phone.is_empty() {
            let rows = self.phones.entry(hash(&[&keys.phone])).or_default();
            found = rows.first().map(|row| (row.line, Shared::Phone));
            if rows.len() < PHONED {
                let (line, has_email) = (draft.line, !keys.email.is_empty());
                rows.push(Phoned { line, has_email, name: name_hash(draft) });
            }
        }
        if !keys.name.is_empty() && !draft.company.is_empty() {
            let key = hash(&[&keys.name, &fold(&draft.company)]);
            let earlier = self.names.insert(key, draft.line).map(|line| (line, Shared::Name));
            found = found.or(earlier);
        }
        found
    }
}

fn name_hash(draft: &Draft) -> Option<[u8; 16]> {
    draft.keys.as_ref().filter(|keys| !keys.name.is_empty()).map(|keys| hash(&[&keys.name]))
}

fn hash(parts: &[&str]) -> [u8; 16] {
    let mut sha = Sha256::new();
    for part in parts {
        sha.update(part.as_bytes());
        sha.update([0]);
    }
    let mut short = [0; 16];
    short.iter_mut().zip(sha.finalize()).for_each(|(place, byte)| *place = byte);
    short
}

/// What makes two rows one person for sure: the id, the e-mail; without e-mail and telephone, name and company.
fn identities(draft: &Draft) -> Vec<[u8; 16]> {
    let Some(keys) = &draft.keys else { return Vec::new() };
    let mut all = Vec::with_capacity(2);
    if !draft.record_id.is_empty() {
        all.push(hash(&["id", &draft.record_id]));
    }
    if !keys.email.is_empty() {
        all.push(hash(&["email", &keys.email]));
    } else if keys.phone.is_empty() && draft.record_id.is_empty() {
        all.push(hash(&["name", &keys.name, &fold(&draft.company)]));
    }
    all
}

/// Under which system and id a row is recognised again.
pub fn reference(system: System, draft: &Draft) -> Option<(&'static str, String)> {
    if !draft.record_id.is_empty() {
        return Some((system.code(), draft.record_id.clone()));
    }
    let keys = draft.keys.as_ref().filter(|keys| keys.email.is_empty() && keys.phone.is_empty())?;
    let bytes = hash(&["name", &keys.name, &fold(&draft.company)]);
    Some((BY_NAME, bytes.iter().map(|byte| format!("{byte:02x}")).collect()))
}

/// The leads of the base that the rows of a chunk may mean.
#[derive(Debug, Default)]
pub struct Known {
    refs: HashMap<(&'static str, String), Candidate>,
    emails: HashMap<String, Candidate>,
    phones: HashMap<String, Vec<Candidate>>,
    names: HashMap<String, Vec<Candidate>>,
}

impl Known {
    /// Looks for all of them at once.
    ///
    /// # Errors
    /// [`DbError`].
    pub async fn load(conn: &mut Conn, system: System, drafts: &[&Draft]) -> Result<Self, DbError> {
        let mut known = Self::default();
        for of in [system.code(), BY_NAME] {
            let refs: Vec<String> = drafts
                .iter()
                .filter_map(|draft| reference(system, draft))
                .filter(|(system, _)| *system == of)
                .map(|(_, text)| text)
                .collect();
            let texts: Vec<&str> = refs.iter().map(String::as_str).collect();
            let found = runs::by_refs(conn, of, &texts).await?;
            let leads: Vec<_> = found.values().copied().collect();
            let rows = runs::candidates_of(conn, &leads).await?;
            let rows: HashMap<_, _> = rows.into_iter().map(|row| (row.id, row)).collect();
            let refs =
                found.into_iter().filter_map(|(text, lead)| Some(((of, text), rows.get(&lead)?.clone())));
            known.refs.extend(refs);
        }
        let keys = || drafts.iter().filter_map(|draft| draft.keys.as_ref());
        let emails: Vec<&str> = keys().map(|k| k.email.as_str()).filter(|k| !k.is_empty()).collect();
        for row in runs::candidates(conn, By::Email, &emails).await? {
            // The oldest lead in play; else the oldest of the others.
            let first = known.emails.entry(row.email_key.clone()).or_insert_with(|| row.clone());
            if first.hidden && !row.hidden {
                *first = row;
            }
        }
        let phones: Vec<&str> = keys().map(|k| k.phone.as_str()).filter(|k| !k.is_empty()).collect();
        for row in runs::candidates(conn, By::Phone, &phones).await? {
            known.phones.entry(row.phone_key.clone()).or_default().push(row);
        }
        let with_company = drafts.iter().filter(|draft| !draft.company.is_empty());
        let names: Vec<&str> = with_company
            .filter_map(|d| d.keys.as_ref())
            .map(|k| k.name.as_str())
            .filter(|k| !k.is_empty())
            .collect();
        for row in runs::candidates(conn, By::Name, &names).await? {
            known.names.entry(row.name_key.clone()).or_default().push(row);
        }
        Ok(known)
    }

    /// The lead that a row is about, if we know it.
    pub fn same(&self, system: System, draft: &Draft) -> Option<&Candidate> {
        let keys = draft.keys.as_ref()?;
        if let Some(found) = reference(system, draft).and_then(|key| self.refs.get(&key)) {
            return Some(found);
        }
        if let Some(found) = self.emails.get(&keys.email).filter(|_| !keys.email.is_empty()) {
            return Some(found);
        }
        // A switchboard is shared: the telephone alone proves nothing against two e-mails or two names.
        let fits = |row: &&Candidate| {
            !row.hidden
                && (keys.email.is_empty() || row.email_key.is_empty())
                && (keys.name.is_empty() || row.name_key.is_empty() || keys.name == row.name_key)
        };
        self.phones.get(&keys.phone).filter(|_| !keys.phone.is_empty())?.iter().find(fits)
    }

    /// A lead in play that may be the same person as a new row.
    pub fn near(&self, draft: &Draft) -> Option<(Id<of::Lead>, Shared)> {
        let keys = draft.keys.as_ref()?;
        let in_play = |rows: &'_ Vec<Candidate>| rows.iter().find(|row| !row.hidden).map(|row| row.id);
        let by_phone = self.phones.get(&keys.phone).filter(|_| !keys.phone.is_empty()).and_then(in_play);
        if let Some(lead) = by_phone {
            return Some((lead, Shared::Phone));
        }
        let company = fold(&draft.company);
        let rows = self.names.get(&keys.name).filter(|_| !company.is_empty() && !keys.name.is_empty())?;
        rows.iter().find(|row| row.company_key == company).map(|row| (row.id, Shared::Name))
    }
}

/// The lead to change when a row is about this one: itself, or whom it was merged into.
///
/// # Errors
/// [`RowFault::Erased`] or [`RowFault::InBin`].
pub async fn living(
    conn: &mut Conn,
    candidate: &Candidate,
) -> Result<Result<Id<of::Lead>, RowFault>, DbError> {
    let mut at = candidate.clone();
    for _ in 0..100 {
        if at.erased {
            return Ok(Err(RowFault::Erased));
        }
        let Some(into) = at.merged_into else { break };
        match runs::candidates_of(conn, &[into]).await?.pop() {
            Some(next) => at = next,
            None => break,
        }
    }
    Ok(if at.hidden { Err(RowFault::InBin) } else { Ok(at.id) })
}
