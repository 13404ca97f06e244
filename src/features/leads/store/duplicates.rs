//! SQL that finds the leads which may be the same person, and the bin.

use super::super::model::{Double, Match, Trashed};
use crate::db::{Conn, DbError, Row, Sql};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::text::fold;
use crate::vals;

/// Every statement of this file.
pub const ALL: &[Sql] = &[BY_EMAIL, BY_PHONE, BY_NAME, TRASH];

/// How many doubles are shown.
const SHOWN: usize = 5;

macro_rules! doubles {
    ($rest:literal) => {
        concat!(
            "SELECT l.id, l.first_name, l.last_name, l.email, l.phone, l.stage, l.name_key, ",
            "COALESCE(c.name, '') AS company_name, COALESCE(m.name, '') AS owner_name FROM lead l ",
            "LEFT JOIN company c ON c.id = l.company_id LEFT JOIN member m ON m.id = l.owner_sales_id ",
            $rest
        )
    };
}
const BY_EMAIL: Sql = Sql::both(doubles!(
    "WHERE l.email_key = $1 AND l.email_key <> '' AND l.hidden = 0 ORDER BY l.seq LIMIT 6"
));
const BY_PHONE: Sql = Sql::both(doubles!(
    "WHERE l.phone_key = $1 AND l.phone_key <> '' AND l.hidden = 0 ORDER BY l.seq LIMIT 6"
));
const BY_NAME: Sql = Sql::both(doubles!(
    "WHERE c.name_key = $1 AND l.name_key >= $2 AND l.name_key < $3 AND l.hidden = 0 ORDER BY l.name_key, l.seq LIMIT 50"
));

/// What somebody typed so far about a person; blank parts match nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Probe {
    /// Lower-case e-mail (`domain::contact::email_key`).
    pub email_key: String,
    /// E.164 (`domain::contact::phone_key`).
    pub phone_key: String,
    /// Given name, as typed.
    pub first_name: String,
    /// Family name, as typed.
    pub last_name: String,
    /// Company, as typed.
    pub company: String,
}

/// Leads in play that may be this person, surest first, at most five: the same e-mail, the same telephone, or the
/// same name at the same company. `but` is left out (the lead itself).
///
/// # Errors
/// [`DbError`].
pub async fn doubles(
    conn: &mut Conn,
    probe: &Probe,
    but: Option<Id<of::Lead>>,
) -> Result<Vec<Double>, DbError> {
    let mut found: Vec<Double> = Vec::new();
    let mut add = |rows: Vec<Double>| {
        for row in rows {
            if Some(row.id) != but && found.iter().all(|known| known.id != row.id) {
                found.push(row);
            }
        }
    };
    if !probe.email_key.is_empty() {
        let rows = conn.all(BY_EMAIL, &vals![probe.email_key.as_str()]).await?;
        add(rows.iter().map(|r| read(r, Match::Email)).collect::<Result<_, _>>()?);
    }
    if !probe.phone_key.is_empty() {
        let rows = conn.all(BY_PHONE, &vals![probe.phone_key.as_str()]).await?;
        add(rows.iter().map(|r| read(r, Match::Phone)).collect::<Result<_, _>>()?);
    }
    let (name, company) = (fold(&probe.last_name), fold(&probe.company));
    if !name.is_empty() && !company.is_empty() {
        let until = format!("{name}\u{10ffff}");
        let rows = conn.all(BY_NAME, &vals![company, name.as_str(), until]).await?;
        let first = fold(&probe.first_name);
        let mut near = Vec::new();
        for row in rows.iter().filter(|r| is_namesake(r, &name, &first).unwrap_or(false)) {
            near.push(read(row, Match::Name)?);
        }
        add(near);
    }
    found.truncate(SHOWN);
    Ok(found)
}

/// Whether a row has this family name, and no other given name.
fn is_namesake(row: &Row, last: &str, first: &str) -> Result<bool, DbError> {
    let theirs_last = fold(&row.get::<String>("last_name")?);
    let theirs = fold(&row.get::<String>("first_name")?);
    Ok(theirs_last == last && (theirs.starts_with(first) || first.starts_with(&theirs)))
}

fn read(r: &Row, why: Match) -> Result<Double, DbError> {
    let (first, last): (String, String) = (r.get("first_name")?, r.get("last_name")?);
    let (email, phone): (String, String) = (r.get("email")?, r.get("phone")?);
    let name = format!("{first} {last}").trim().to_owned();
    let name = [name, email.clone(), phone.clone()].into_iter().find(|s| !s.is_empty()).unwrap_or_default();
    Ok(Double {
        id: r.id("id")?,
        name,
        email,
        phone,
        company: r.get("company_name")?,
        owner: r.get("owner_name")?,
        stage: r.opt_code("stage")?,
        why,
    })
}

const TRASH: Sql = Sql::both(
    "SELECT l.id, l.first_name, l.last_name, l.email, l.phone, l.trashed_at, COALESCE(c.name, '') AS company_name, \
     COALESCE((SELECT m.name FROM stage_event e JOIN member m ON m.id = e.actor_id WHERE e.lead_id = l.id \
     AND e.kind = 'void' ORDER BY e.recorded_at DESC, e.id DESC LIMIT 1), '') AS by_name, \
     COALESCE((SELECT e.reason_code FROM stage_event e WHERE e.lead_id = l.id AND e.kind = 'void' \
     ORDER BY e.recorded_at DESC, e.id DESC LIMIT 1), '') AS reason \
     FROM lead l LEFT JOIN company c ON c.id = l.company_id \
     WHERE l.trashed_at IS NOT NULL AND l.trashed_at > $1 AND l.trashed_at < $2 AND l.erased_at IS NULL \
     ORDER BY l.trashed_at DESC, l.seq DESC LIMIT 101",
);

/// Leads binned after `since` and before `before`, newest first, one more than a page of a hundred.
///
/// # Errors
/// [`DbError`].
pub async fn trashed(conn: &mut Conn, since: Instant, before: Instant) -> Result<Vec<Trashed>, DbError> {
    let read = |r: &Row| {
        let name = format!("{} {}", r.get::<String>("first_name")?, r.get::<String>("last_name")?);
        let names = [name.trim().to_owned(), r.get("email")?, r.get("phone")?];
        Ok(Trashed {
            id: r.id("id")?,
            name: names.into_iter().find(|s| !s.is_empty()).unwrap_or_default(),
            company: r.get("company_name")?,
            at: r.at("trashed_at")?,
            by: r.get("by_name")?,
            reason: r.get("reason")?,
        })
    };
    conn.all(TRASH, &vals![since, before]).await?.iter().map(read).collect()
}
