//! SQL of companies.

use super::model::{Company, CompanyFields, CompanyRow, SaveError};
use crate::db::{Conn, DbError, Query, Row, Sql, Tx};
use crate::domain::ids::{Id, of};
use crate::domain::money::Minor;
use crate::domain::text::fold;
use crate::vals;

/// Every statement of this store.
pub const ALL: &[Sql] = &[GET, UPDATE, LEADS, SEARCH_KEY];

/// Rows of a page.
pub const SIZE: usize = 50;

/// A page of companies by name, after a folded name; those whose name holds `q`, when given.
///
/// # Errors
/// [`DbError`].
pub async fn page(
    conn: &mut Conn,
    q: &str,
    after: Option<&str>,
) -> Result<(Vec<CompanyRow>, Option<String>), DbError> {
    let mut query = Query::new(
        "SELECT c.id, c.name, c.name_key, COALESCE(c.domain, '') AS domain, COALESCE(c.city, '') AS city, \
         (SELECT CAST(COUNT(*) AS BIGINT) FROM lead l WHERE l.company_id = c.id AND l.hidden = 0) AS leads, \
         (SELECT CAST(COALESCE(SUM(d.amount_minor), 0) AS BIGINT) FROM deal d WHERE d.company_id = c.id \
         AND d.outcome = 'open') AS open_minor FROM company c WHERE TRUE",
    );
    let q = fold(q);
    if !q.is_empty() {
        query.push_split(" AND instr(c.name_key, ", " AND strpos(c.name_key, ");
        query.bind(q).push(") > 0");
    }
    if let Some(after) = after {
        query.push(" AND c.name_key > ").bind(after);
    }
    query.push(" ORDER BY c.name_key LIMIT ").bind(i64::try_from(SIZE + 1).unwrap_or(i64::MAX));
    let read = |r: &Row| {
        Ok::<_, DbError>(CompanyRow {
            id: r.id("id")?,
            name: r.get("name")?,
            domain: r.get("domain")?,
            city: r.get("city")?,
            leads: r.get("leads")?,
            open: Minor(r.get("open_minor")?),
            name_key: r.get("name_key")?,
        })
    };
    let mut rows = conn.all_of(&query).await?.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let more = rows.len() > SIZE;
    rows.truncate(SIZE);
    let next = rows.last().filter(|_| more).map(|row| row.name_key.clone());
    Ok((rows, next))
}

const GET: Sql = Sql::both(
    "SELECT id, version, name, COALESCE(domain, '') AS domain, COALESCE(city, '') AS city, note FROM company WHERE id = $1",
);

/// One company.
///
/// # Errors
/// [`DbError`].
pub async fn get(conn: &mut Conn, id: Id<of::Company>) -> Result<Option<Company>, DbError> {
    let read = |r: &Row| {
        let fields = CompanyFields {
            name: r.get("name")?,
            domain: r.get("domain")?,
            city: r.get("city")?,
            note: r.get("note")?,
        };
        Ok(Company { id: r.id("id")?, version: r.get("version")?, fields })
    };
    conn.optional(GET, &vals![id]).await?.as_ref().map(read).transpose()
}

const UPDATE: Sql = Sql::both(
    "UPDATE company SET name = $3, name_key = $4, domain = $5, city = $6, note = $7, version = version + 1 \
     WHERE id = $1 AND version = $2",
);

/// Writes a company that is still at `version`.
///
/// # Errors
/// [`SaveError`].
pub async fn update(
    tx: &mut Tx,
    id: Id<of::Company>,
    version: i64,
    fields: &CompanyFields,
) -> Result<(), SaveError> {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let values = vals![
        id,
        version,
        &fields.name,
        fold(&fields.name),
        some(&fields.domain),
        some(&fields.city),
        &fields.note
    ];
    match tx.run(UPDATE, &values).await {
        Ok(1) => Ok(()),
        Ok(_) => Err(if get(tx, id).await?.is_some() { SaveError::Stale } else { SaveError::NotFound }),
        Err(e) if e.violates_unique("company", "name_key") => Err(SaveError::Taken),
        Err(e) => Err(e.into()),
    }
}

const LEADS: Sql = Sql::split(
    "SELECT id FROM lead WHERE company_id = $1 ORDER BY id LIMIT 20000",
    "SELECT id FROM lead WHERE company_id = $1 ORDER BY id LIMIT 20000 FOR UPDATE",
);
const SEARCH_KEY: Sql = Sql::both("UPDATE lead SET search_key = $2 WHERE id = $1");

/// The leads of a company, taken for this write in the order of their ids.
///
/// # Errors
/// [`DbError`].
pub async fn leads(tx: &mut Tx, id: Id<of::Company>) -> Result<Vec<Id<of::Lead>>, DbError> {
    tx.all(LEADS, &vals![id]).await?.iter().map(|row| row.id("id")).collect()
}

/// Writes what the search box looks in: a lead is found by its company's name.
///
/// # Errors
/// [`DbError`].
pub async fn set_search_key(tx: &mut Tx, lead: Id<of::Lead>, key: &str) -> Result<(), DbError> {
    tx.run(SEARCH_KEY, &vals![lead, key]).await?;
    Ok(())
}
