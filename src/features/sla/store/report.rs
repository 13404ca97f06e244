//! SQL of the counts and of the lists behind them.

use super::{rows, tallies};
use crate::db::{Conn, DbError, Query, Row, Sql};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::period::Period;
use crate::domain::sla::Kind;
use crate::domain::zone::{day_of, day_start, local_date, local_day};
use crate::features::sla::model::{Asked, Handed, Listed, Relayed, Split, Tallies, Tally, Waits};
use crate::vals;
use chrono_tz::Tz;
use uuid::Uuid;

/// Every constant statement of this file.
pub const ALL: &[Sql] = &[HANDED_BETWEEN];

/// Obligations due in `[from, until)`, by kind, status at `now`, and split. `from` is the first instant of a day, and so
/// is `until` unless it is later than the beginning of today: days that are over are read from their sums.
///
/// # Errors
/// [`DbError`].
pub async fn counts(
    conn: &mut Conn,
    (from, until): (Instant, Instant),
    now: Instant,
    zone: Tz,
    split: Split,
) -> Result<Vec<Tally>, DbError> {
    let today = day_start(local_date(now, zone), zone);
    let cut = today.min(until).max(from);
    let mut tallies = Tallies::default();
    let (first, last) = (local_day(from, zone), local_day(cut, zone));
    for (kind, status, value, n, late) in tallies::obligations(conn, split, first, last).await? {
        tallies.add(Tally { kind, status, value, n, late });
    }
    let mut query = Query::new(
        "SELECT o.kind, CASE WHEN o.excused = 1 THEN 'excused' WHEN o.cancelled = 1 THEN 'cancelled' \
         WHEN o.done_at <= o.due_at THEN 'met' WHEN o.done_at < 9000000000000000000 THEN 'missed_late' WHEN ",
    );
    query.bind(now).push(" > o.due_at THEN 'breached' WHEN ").bind(now);
    query.push(" >= o.risk_at THEN 'at_risk' ELSE 'pending' END AS status, ").push(match split {
        Split::Owner => "o.owner_id",
        Split::Persona => "o.persona_id",
        Split::Source => "o.source_id",
    });
    query.push(" AS value, CAST(COUNT(*) AS BIGINT) AS n, CAST(COALESCE(SUM(o.late), 0) AS BIGINT) AS late ");
    query.push("FROM obligation o WHERE o.due_at >= ").bind(cut).push(" AND o.due_at < ").bind(until);
    query.push(" GROUP BY 1, 2, 3");
    for r in conn.all_of(&query).await? {
        tallies.add(Tally {
            kind: r.code("kind")?,
            status: r.code("status")?,
            value: r.get("value")?,
            n: r.int("n")?,
            late: r.int("late")?,
        });
    }
    Ok(tallies.finish())
}

/// Handoffs of a period by persona: first-time MQL not withdrawn, and what was decided.
///
/// # Errors
/// [`DbError`].
pub async fn relayed(conn: &mut Conn, period: Period) -> Result<Vec<Relayed>, DbError> {
    tallies::relayed(conn, day_of(period.from), day_of(period.until)).await
}

/// First-time MQL handed off and not withdrawn, for each day of a period.
///
/// # Errors
/// [`DbError`].
pub async fn volume_by_day(conn: &mut Conn, period: Period) -> Result<Vec<u64>, DbError> {
    tallies::volume_by_day(conn, day_of(period.from), day_of(period.until)).await
}

const HANDED_BETWEEN: Sql = Sql::both(
    "SELECT DISTINCT lead_id FROM handoff WHERE at >= $1 AND at < $2 ORDER BY lead_id LIMIT 2000000",
);

/// Leads handed off in `[from, until)`, counted or not.
///
/// # Errors
/// [`DbError`].
pub async fn handed_between(
    conn: &mut Conn,
    from: Instant,
    until: Instant,
) -> Result<Vec<Id<of::Lead>>, DbError> {
    conn.all(HANDED_BETWEEN, &vals![from, until]).await?.iter().map(|row| row.id("lead_id")).collect()
}

const LISTED: &str = "o.handoff_id, o.kind, o.lead_id, o.cycle, o.terms, o.started_at, o.risk_at, o.due_at, o.done_at, o.late, \
     o.cancelled, o.excused, o.open, o.owner_id, o.persona_id, o.source_id, h.calendar_sha, l.first_name, l.last_name, \
     l.email, l.phone, COALESCE(c.name, '') AS company, COALESCE(m.name, '') AS owner_name, m.team AS owner_team, \
     COALESCE(x.body, '') AS excuse, COALESCE(b.name, '') AS excused_by FROM obligation o \
     JOIN handoff h ON h.id = o.handoff_id JOIN lead l ON l.id = o.lead_id LEFT JOIN company c ON c.id = l.company_id \
     LEFT JOIN member m ON m.id = o.owner_id \
     LEFT JOIN obligation_excuse e ON e.handoff_id = o.handoff_id AND e.kind = o.kind \
     LEFT JOIN note x ON x.id = e.text_id LEFT JOIN member b ON b.id = e.by_member";

/// Obligations due in a period, narrowed as asked, in the order in which they fall due.
///
/// # Errors
/// [`DbError`].
pub async fn listed(conn: &mut Conn, asked: &Asked, limit: i64) -> Result<Vec<Listed>, DbError> {
    let mut query = Query::new("SELECT ");
    query.push(LISTED);
    narrowed(&mut query, asked);
    if let Some((due, handoff, kind)) = asked.after {
        query.push(" AND (o.due_at > ").bind(due).push(" OR (o.due_at = ").bind(due);
        query.push(" AND (o.handoff_id > ").bind(handoff).push(" OR (o.handoff_id = ").bind(handoff);
        query.push(" AND o.kind > ").bind(kind.code()).push("))))");
    }
    query.push(" ORDER BY o.due_at, o.handoff_id, o.kind LIMIT ").bind(limit);
    conn.all_of(&query).await?.iter().map(line).collect()
}

/// How many such obligations there are, wherever a page begins.
///
/// # Errors
/// [`DbError`].
pub async fn listed_count(conn: &mut Conn, asked: &Asked) -> Result<u64, DbError> {
    let mut query = Query::new("SELECT CAST(COUNT(*) AS BIGINT) AS n FROM obligation o");
    narrowed(&mut query, asked);
    conn.one_of(&query).await?.int("n")
}

fn narrowed(query: &mut Query, asked: &Asked) {
    query.push(" WHERE o.due_at >= ").bind(asked.from).push(" AND o.due_at < ").bind(asked.until);
    if let Some(kind) = asked.kind {
        query.push(" AND o.kind = ").bind(kind.code());
    }
    if asked.open {
        query.push(" AND o.open = 1");
    }
    if !asked.statuses.is_empty() {
        if !asked.open && asked.statuses.iter().all(|status| status.is_trouble()) {
            query.push(" AND o.excused = 0 AND o.cancelled = 0 AND o.done_at > o.due_at"); // an index has just these
        }
        query.push(" AND (CASE WHEN o.excused = 1 THEN 'excused' WHEN o.cancelled = 1 THEN 'cancelled' \
             WHEN o.done_at <= o.due_at THEN 'met' WHEN o.done_at < 9000000000000000000 THEN 'missed_late' WHEN ");
        query.bind(asked.now).push(" > o.due_at THEN 'breached' WHEN ").bind(asked.now);
        query.push(" >= o.risk_at THEN 'at_risk' ELSE 'pending' END) IN ");
        query.bind_list(asked.statuses.iter().map(|status| status.code()));
    }
    for (column, value) in [
        (" AND o.owner_id", asked.owner),
        (" AND o.persona_id", asked.persona),
        (" AND o.source_id", asked.source),
    ] {
        match value {
            None => {}
            Some(None) => {
                query.push(column).push(" IS NULL");
            }
            Some(Some(id)) => {
                query.push(column).push(" = ").bind(id);
            }
        }
    }
    if asked.late {
        query.push(" AND o.late = 1");
    }
}

/// One obligation, as a list shows it; `None` when there is none.
///
/// # Errors
/// [`DbError`].
pub async fn one(conn: &mut Conn, handoff: Id<of::Handoff>, kind: Kind) -> Result<Option<Listed>, DbError> {
    let mut query = Query::new("SELECT ");
    query.push(LISTED).push(" WHERE o.handoff_id = ").bind(handoff).push(" AND o.kind = ").bind(kind.code());
    conn.all_of(&query).await?.first().map(line).transpose()
}

fn line(r: &Row) -> Result<Listed, DbError> {
    let (first, last): (String, String) = (r.get("first_name")?, r.get("last_name")?);
    let names = [format!("{first} {last}").trim().to_owned(), r.get("email")?, r.get("phone")?];
    Ok(Listed {
        row: rows::obligation(r)?,
        calendar: super::rules::sha_of(r, "calendar_sha")?,
        name: names.into_iter().find(|name| !name.is_empty()).unwrap_or_default(),
        company: r.get("company")?,
        owner: r.get("owner_name")?,
        team: r.opt_code("owner_team")?,
        excuse: r.get("excuse")?,
        excused_by: r.get("excused_by")?,
    })
}

/// What stopped the clock of first contacts: the activities at these instants, with who made them.
///
/// # Errors
/// [`DbError`].
pub async fn contacts_at(
    conn: &mut Conn,
    done: impl IntoIterator<Item = (Id<of::Lead>, Instant)>,
) -> Result<Vec<(Uuid, Instant, String, String)>, DbError> {
    let mut query = Query::new(
        "SELECT a.lead_id, a.occurred_at, a.kind, COALESCE(m.name, '') AS name FROM activity a \
         LEFT JOIN member m ON m.id = a.actor_id WHERE a.direction = 'outbound' AND a.automatic = FALSE \
         AND a.kind <> 'note' AND a.voided_at IS NULL AND (FALSE",
    );
    for (lead, at) in done {
        query.push(" OR (a.lead_id = ").bind(lead).push(" AND a.occurred_at = ").bind(at).push(")");
    }
    query.push(") ORDER BY a.id LIMIT 1000");
    let read = |r: &Row| Ok((r.get("lead_id")?, r.at("occurred_at")?, r.get("kind")?, r.get("name")?));
    conn.all_of(&query).await?.iter().map(read).collect()
}

fn handed_of(
    query: &mut Query,
    (from, until): (Instant, Instant),
    clause: &'static str,
    persona: Option<Option<Uuid>>,
) {
    query.push(" WHERE r.at >= ").bind(from).push(" AND r.at < ").bind(until).push(" AND ").push(clause);
    match persona {
        None => {}
        Some(None) => {
            query.push(" AND r.persona_id IS NULL");
        }
        Some(Some(id)) => {
            query.push(" AND r.persona_id = ").bind(id);
        }
    }
}

/// Handoffs of a period of which `clause` holds (a condition on `r`), oldest first.
///
/// # Errors
/// [`DbError`].
pub async fn handed(
    conn: &mut Conn,
    bounds: (Instant, Instant),
    clause: &'static str,
    persona: Option<Option<Uuid>>,
    after: Option<(Instant, Id<of::Lead>)>,
    limit: i64,
) -> Result<Vec<Handed>, DbError> {
    let mut query = Query::new(
        "SELECT r.lead_id, r.at, l.first_name, l.last_name, l.email, l.phone, l.stage, COALESCE(c.name, '') AS company, \
         COALESCE(m.name, '') AS owner FROM relay r JOIN lead l ON l.id = r.lead_id \
         LEFT JOIN company c ON c.id = l.company_id LEFT JOIN member m ON m.id = r.owner_id",
    );
    handed_of(&mut query, bounds, clause, persona);
    if let Some((at, lead)) = after {
        query.push(" AND (r.at > ").bind(at).push(" OR (r.at = ").bind(at);
        query.push(" AND r.lead_id > ").bind(lead).push("))");
    }
    query.push(" ORDER BY r.at, r.lead_id LIMIT ").bind(limit);
    let read = |r: &Row| {
        let (first, last): (String, String) = (r.get("first_name")?, r.get("last_name")?);
        let names = [format!("{first} {last}").trim().to_owned(), r.get("email")?, r.get("phone")?];
        Ok(Handed {
            lead: r.id("lead_id")?,
            name: names.into_iter().find(|name| !name.is_empty()).unwrap_or_default(),
            company: r.get("company")?,
            at: r.at("at")?,
            stage: r.opt_code("stage")?,
            owner: r.get("owner")?,
        })
    };
    conn.all_of(&query).await?.iter().map(read).collect()
}

/// How many such handoffs there are.
///
/// # Errors
/// [`DbError`].
pub async fn handed_count(
    conn: &mut Conn,
    bounds: (Instant, Instant),
    clause: &'static str,
    persona: Option<Option<Uuid>>,
) -> Result<u64, DbError> {
    let mut query = Query::new("SELECT CAST(COUNT(*) AS BIGINT) AS n FROM relay r");
    handed_of(&mut query, bounds, clause, persona);
    conn.one_of(&query).await?.int("n")
}

/// The obligations that wait on these leads, the first to fall due first.
///
/// # Errors
/// [`DbError`].
pub async fn waits(conn: &mut Conn, leads: &[Id<of::Lead>]) -> Result<Vec<Waits>, DbError> {
    let mut query = Query::new(
        "SELECT o.lead_id, o.kind, o.risk_at, o.due_at, h.calendar_sha FROM obligation o \
         JOIN handoff h ON h.id = o.handoff_id WHERE o.open = 1 AND o.lead_id IN ",
    );
    query.bind_list(leads.iter().copied()).push(" ORDER BY o.due_at, o.kind DESC");
    let read = |r: &Row| {
        Ok(Waits {
            lead: r.id("lead_id")?,
            kind: r.code("kind")?,
            risk_at: r.at("risk_at")?,
            due_at: r.at("due_at")?,
            calendar: super::rules::sha_of(r, "calendar_sha")?,
        })
    };
    conn.all_of(&query).await?.iter().map(read).collect()
}
