//! SQL of the bundle: whole tables, read and written by the list of their columns.

use super::tables::{Column, Kind, List, Table};
use crate::db::{Conn, DbError, Query, Row, Sql, Tx, Val};
use crate::domain::ids::{Id, of};
use crate::vals;
use uuid::Uuid;

/// Every constant statement of this store.
pub const ALL: &[Sql] = &[
    LEAD_COUNT,
    LEAD_PAGE,
    LEAD_NAMES,
    MERGED,
    ORGANISATION,
    SET_ORGANISATION,
    REASONS,
    UPSERT_REASON,
    REASON_CODES,
    DEFAULT_CYCLES,
    DEALS_WITHOUT_AMOUNT,
    OPPORTUNITIES_WITHOUT_DEAL,
    LEADS_OF_SOURCE,
    SET_SOURCE,
    SET_CAMPAIGN,
    SET_CONTENT,
    SET_PERSONA,
    SET_QUEUE,
];

const LEAD_COUNT: Sql = Sql::both("SELECT CAST(COUNT(*) AS BIGINT) AS n FROM lead");

/// How many leads there are, hidden ones included.
///
/// # Errors
/// [`DbError`].
pub async fn lead_count(conn: &mut Conn) -> Result<i64, DbError> {
    conn.one(LEAD_COUNT, &[]).await?.get("n")
}

const LEAD_PAGE: Sql = Sql::both("SELECT seq, id FROM lead WHERE seq > $1 ORDER BY seq LIMIT $2");
const LEAD_NAMES: Sql = Sql::both(
    "SELECT lead_id, ref FROM external_ref WHERE system = 'bundle' ORDER BY lead_id, ref LIMIT 10000000",
);

/// The leads after this number, in the order of their numbers, and the last number; none at the end.
///
/// # Errors
/// [`DbError`].
pub async fn lead_page(
    conn: &mut Conn,
    after: i64,
    limit: i64,
) -> Result<Option<(i64, Vec<Id<of::Lead>>)>, DbError> {
    let rows = conn.all(LEAD_PAGE, &vals![after, limit]).await?;
    let Some(last) = rows.last() else { return Ok(None) };
    Ok(Some((last.get("seq")?, rows.iter().map(|row| row.id("id")).collect::<Result<_, _>>()?)))
}

/// Leads that came from a bundle with another id than their own.
///
/// # Errors
/// [`DbError`].
pub async fn lead_names(conn: &mut Conn) -> Result<Vec<(Uuid, String)>, DbError> {
    conn.all(LEAD_NAMES, &[]).await?.iter().map(|row| Ok((row.get("lead_id")?, row.get("ref")?))).collect()
}

/// The columns of the database that a table's columns fill, in order.
pub fn sql_columns(table: &Table) -> Vec<&'static str> {
    let mut names = Vec::new();
    for column in table.columns {
        names.push(column.sql);
        if column.kind == Kind::IdRef {
            names.push("ref");
        }
    }
    names
}

/// Inserts rows, many at once.
///
/// # Errors
/// [`DbError`].
pub async fn insert(
    tx: &mut Tx,
    table: &'static str,
    columns: &[&'static str],
    rows: &[Vec<Val>],
) -> Result<(), DbError> {
    tx.bulk_columns(table, columns, rows).await
}

const MERGED: Sql = Sql::both("UPDATE lead SET merged_into = $2, hidden = 1 WHERE id = $1");

/// Notes into which lead one is merged, once both are there.
///
/// # Errors
/// [`DbError`].
pub async fn set_merged(tx: &mut Tx, lead: Id<of::Lead>, into: Id<of::Lead>) -> Result<(), DbError> {
    tx.run(MERGED, &vals![lead, into]).await?;
    Ok(())
}

/// The rows of a table that belong to these leads, in no order.
///
/// # Errors
/// [`DbError`].
pub async fn rows_of(conn: &mut Conn, table: &Table, leads: &[Id<of::Lead>]) -> Result<Vec<Row>, DbError> {
    let mut query = select(table);
    match table.columns {
        columns if columns.iter().any(|c| c.kind == Kind::Lead) => query.push(" WHERE t.lead_id IN "),
        columns if columns.iter().any(|c| c.kind == Kind::Deal) => {
            query.push(" JOIN deal o ON o.id = t.deal_id WHERE o.lead_id IN ")
        }
        _ => query.push(" WHERE t.id IN "),
    };
    query.bind_list(leads.iter().copied()).push(table.only);
    conn.all_of(&query).await
}

/// Rows of a table whose rows are numbered, after this number.
///
/// # Errors
/// [`DbError`].
pub async fn numbered_rows(
    conn: &mut Conn,
    table: &Table,
    after: i64,
    limit: i64,
) -> Result<Vec<Row>, DbError> {
    let mut query = select(table);
    query.push(" WHERE t.seq > ").bind(after).push(" ORDER BY t.seq LIMIT ").bind(limit);
    conn.all_of(&query).await
}

/// Every row of a table of the reviews, in an order that does not depend on the engine.
///
/// # Errors
/// [`DbError`].
pub async fn review_rows(conn: &mut Conn, table: &Table) -> Result<Vec<Row>, DbError> {
    let mut query = select(table);
    query.push(match table.table {
        "review" => " ORDER BY t.monday LIMIT 100000",
        "review_note" => " ORDER BY t.week, t.block, t.team, t.version LIMIT 1000000",
        _ => " ORDER BY t.id LIMIT 1000000",
    });
    conn.all_of(&query).await
}

fn select(table: &Table) -> Query {
    let mut query = Query::new("SELECT ");
    for (at, column) in table.columns.iter().enumerate() {
        query.push(if at > 0 { ", " } else { "" });
        push_column(&mut query, column);
    }
    match table.table {
        "company" => query.push(", t.seq"),
        _ => &mut query,
    };
    query.push(" FROM ").push(table.table).push(" t");
    query
}

fn push_column(query: &mut Query, column: &Column) {
    let name = column.sql;
    match column.kind {
        Kind::Note => {
            query.push("(SELECT n.body FROM note n WHERE n.id = t.").push(name).push(") AS ").push(name)
        }
        Kind::IdRef => query.push("t.id, t.ref"),
        Kind::Event => query
            .push("t.")
            .push(name)
            .push(", (SELECT e.ref FROM stage_event e WHERE e.id = t.")
            .push(name)
            .push(") AS ")
            .push(name)
            .push("_ref"),
        Kind::OptDeal => query
            .push("t.")
            .push(name)
            .push(", (SELECT d.ref FROM deal d WHERE d.id = t.")
            .push(name)
            .push(") AS ")
            .push(name)
            .push("_ref"),
        Kind::Deal => query.push("t.deal_id, o.ref AS deal_id_ref, o.lead_id AS lead_id"),
        _ => query.push("t.").push(name),
    };
}

/// The columns of the events of these leads, with the texts that refer to other rows, in the order of history.
///
/// # Errors
/// [`DbError`].
pub async fn events_of(conn: &mut Conn, leads: &[Id<of::Lead>]) -> Result<Vec<Row>, DbError> {
    let mut query = Query::new(
        "SELECT t.id, t.ref, t.lead_id, t.cycle, t.kind, t.to_stage, t.occurred_at, t.recorded_at, t.actor_role, \
         t.origin, t.reason_code, t.criterion, t.actor_id, t.into_lead, t.supersedes, s.ref AS supersedes_ref, \
         (SELECT n.body FROM note n WHERE n.id = t.text_id) AS text_id \
         FROM stage_event t LEFT JOIN stage_event s ON s.id = t.supersedes WHERE t.lead_id IN ",
    );
    query.bind_list(leads.iter().copied()).push(" ORDER BY t.lead_id, t.occurred_at, t.id");
    conn.all_of(&query).await
}

const ORGANISATION: Sql = Sql::both("SELECT currency, time_zone FROM organisation WHERE id = 1");
const SET_ORGANISATION: Sql = Sql::both(
    "INSERT INTO organisation (id, name, currency, time_zone, language) VALUES (1, '', $1, $2, 'fr') \
     ON CONFLICT (id) DO UPDATE SET currency = excluded.currency, time_zone = excluded.time_zone, \
     version = organisation.version + 1",
);

/// Currency and time zone of the organisation.
///
/// # Errors
/// [`DbError`].
pub async fn organisation(conn: &mut Conn) -> Result<Option<(String, String)>, DbError> {
    let row = conn.optional(ORGANISATION, &[]).await?;
    row.map(|row| Ok((row.get("currency")?, row.get("time_zone")?))).transpose()
}

/// Sets both.
///
/// # Errors
/// [`DbError`].
pub async fn set_organisation(tx: &mut Tx, currency: &str, zone: &str) -> Result<(), DbError> {
    tx.run(SET_ORGANISATION, &vals![currency, zone]).await?;
    Ok(())
}

const REASON_CODES: Sql = Sql::both("SELECT code FROM reason ORDER BY code LIMIT 10000");
const REASONS: Sql = Sql::both(
    "SELECT kind, code, label_fr, label_en, destination, extra, position, active FROM reason \
     ORDER BY kind, position, code LIMIT 10000",
);
const UPSERT_REASON: Sql = Sql::both(
    "INSERT INTO reason (kind, code, label_fr, label_en, destination, extra, position, active) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (kind, code) DO UPDATE SET label_fr = excluded.label_fr, \
     label_en = excluded.label_en, destination = excluded.destination, extra = excluded.extra, \
     position = excluded.position, active = excluded.active, version = reason.version + 1",
);

/// Every reason code.
///
/// # Errors
/// [`DbError`].
pub async fn reason_codes(conn: &mut Conn) -> Result<Vec<String>, DbError> {
    conn.all(REASON_CODES, &[]).await?.iter().map(|row| row.get("code")).collect()
}

/// Every reason: kind, code, two labels, destination, extra, position, active.
///
/// # Errors
/// [`DbError`].
pub async fn reasons(conn: &mut Conn) -> Result<Vec<[String; 8]>, DbError> {
    let read = |row: &Row| {
        Ok([
            row.get("kind")?,
            row.get("code")?,
            row.get("label_fr")?,
            row.get("label_en")?,
            row.get::<Option<String>>("destination")?.unwrap_or_default(),
            row.get("extra")?,
            row.get::<i64>("position")?.to_string(),
            row.get::<bool>("active")?.to_string(),
        ])
    };
    conn.all(REASONS, &[]).await?.iter().map(read).collect()
}

/// Writes a reason as the bundle has it.
///
/// # Errors
/// [`DbError`], also when the bundle holds a destination or extra that does not exist.
pub async fn upsert_reason(tx: &mut Tx, values: &[Val; 8]) -> Result<(), DbError> {
    tx.run(UPSERT_REASON, values).await?;
    Ok(())
}

const SET_SOURCE: Sql = Sql::both("UPDATE source SET active = $2 WHERE id = $1");
const SET_CAMPAIGN: Sql = Sql::both("UPDATE campaign SET active = $2 WHERE id = $1");
const SET_CONTENT: Sql = Sql::both("UPDATE content SET active = $2 WHERE id = $1");
const SET_PERSONA: Sql = Sql::both("UPDATE persona SET active = $2, description = $3 WHERE id = $1");
const SET_QUEUE: Sql = Sql::both("UPDATE queue SET active = $2, team = $3 WHERE id = $1");

/// Sets what the list has beside the name; companies and tags have nothing here.
///
/// # Errors
/// [`DbError`].
pub async fn set_entry(tx: &mut Tx, list: List, id: Uuid, active: bool, more: &str) -> Result<(), DbError> {
    match list {
        List::Source => tx.run(SET_SOURCE, &vals![id, active]).await?,
        List::Campaign => tx.run(SET_CAMPAIGN, &vals![id, active]).await?,
        List::Content => tx.run(SET_CONTENT, &vals![id, active]).await?,
        List::Persona => tx.run(SET_PERSONA, &vals![id, active, more]).await?,
        List::Queue => tx.run(SET_QUEUE, &vals![id, active, more]).await?,
        List::Tag | List::Company => 0,
    };
    Ok(())
}

const DEFAULT_CYCLES: Sql = Sql::both(
    "INSERT INTO cycle_dimension (lead_id, cycle, source_id, campaign_id, persona_id, owner_id, settled) \
     SELECT l.id, c.cycle, CASE WHEN c.cycle = 1 THEN l.source_id ELSE COALESCE(l.latest_source_id, l.source_id) END, \
     l.campaign_id, CASE WHEN c.qualified = 1 AND l.owner_sales_id IS NOT NULL THEN l.persona_id END, \
     CASE WHEN c.qualified = 1 THEN l.owner_sales_id END, c.qualified = 1 AND l.owner_sales_id IS NOT NULL \
     FROM (SELECT e.lead_id, e.cycle, \
     MAX(CASE WHEN e.to_stage IN ('mql', 'sal', 'sql', 'opportunity', 'customer') THEN 1 ELSE 0 END) AS qualified \
     FROM stage_event e WHERE e.to_stage IS NOT NULL \
     AND NOT EXISTS (SELECT 1 FROM stage_event s WHERE s.lead_id = e.lead_id AND s.supersedes = e.id) GROUP BY e.lead_id, e.cycle) c \
     JOIN lead l ON l.id = c.lead_id",
);

/// Gives each cycle the dimensions of its lead.
///
/// # Errors
/// [`DbError`].
pub async fn default_cycles(tx: &mut Tx) -> Result<(), DbError> {
    tx.run(DEFAULT_CYCLES, &[]).await?;
    Ok(())
}

const DEALS_WITHOUT_AMOUNT: Sql = Sql::both(
    "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM deal WHERE amount_minor IS NULL AND outcome <> 'cancelled'",
);
const OPPORTUNITIES_WITHOUT_DEAL: Sql = Sql::both(
    "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM stage_event e WHERE e.to_stage = 'opportunity' \
     AND NOT EXISTS (SELECT 1 FROM stage_event s WHERE s.lead_id = e.lead_id AND s.supersedes = e.id) \
     AND NOT EXISTS (SELECT 1 FROM deal d WHERE d.opened_event_id = e.id)",
);
const LEADS_OF_SOURCE: Sql = Sql::both(
    "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM lead l JOIN source s ON s.id = l.source_id WHERE s.name_key = $1",
);

/// Deals without amount, opportunities without deal, leads of the source with this folded name.
///
/// # Errors
/// [`DbError`].
pub async fn gap_counts(conn: &mut Conn, source: &str) -> Result<[i64; 3], DbError> {
    Ok([
        conn.one(DEALS_WITHOUT_AMOUNT, &[]).await?.get("n")?,
        conn.one(OPPORTUNITIES_WITHOUT_DEAL, &[]).await?.get("n")?,
        conn.one(LEADS_OF_SOURCE, &vals![source]).await?.get("n")?,
    ])
}
