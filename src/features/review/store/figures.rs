//! What a week brought, counted as of now.

use crate::db::{Conn, DbError, Row, Sql};
use crate::domain::instant::Instant;
use crate::domain::money::Minor;
use crate::domain::period::Period;
use crate::domain::review::{DealLine, Listed, Refusal};
use crate::domain::zone::Tz;
use crate::vals;
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Every statement of this file.
pub const ALL: &[Sql] = &[
    SOURCES,
    PERSONAS,
    DECIDED,
    REASONS,
    UNDECIDED,
    NO_NEXT_STEP,
    RECYCLED_DUE,
    STALE,
    CLOSED,
    WON,
    OPEN,
    SLIPPED,
    BREACHED,
    AT_RISK,
];

/// First-time MQL by day, of every part of a facet: from the sums of the cohorts.
macro_rules! entered_by {
    ($facet:literal, $table:literal) => {
        concat!(
            "SELECT t.value AS id, COALESCE(s.name, '') AS name, ",
            "CAST(SUM(CASE WHEN t.day >= $2 THEN t.n ELSE 0 END) AS BIGINT) AS this, ",
            "CAST(SUM(CASE WHEN t.day < $2 THEN t.n ELSE 0 END) AS BIGINT) AS before ",
            "FROM journey_tally t LEFT JOIN ",
            $table,
            " s ON s.id = t.value WHERE t.base = 'mql' AND t.facet = '",
            $facet,
            "' AND t.value IN (SELECT id FROM ",
            $table,
            " UNION ALL SELECT $4) AND t.day >= $1 AND t.day < $3 AND t.depth >= 2 ",
            "GROUP BY t.value, s.name, s.name_key ORDER BY this DESC, before DESC, s.name_key LIMIT 2000"
        )
    };
}

const SOURCES: Sql = Sql::both(entered_by!("source", "source"));
const PERSONAS: Sql = Sql::both(entered_by!("persona", "persona"));

/// First-time MQL of an entry of a list: in the week, and in the four weeks before it together.
#[derive(Debug, Clone)]
pub struct Entered {
    /// Which; `None` for leads without.
    pub id: Option<Uuid>,
    /// Its name.
    pub name: String,
    /// In the week.
    pub this: u64,
    /// In the four weeks before.
    pub before: u64,
}

/// First-time MQL by source.
///
/// # Errors
/// [`DbError`].
pub async fn by_source(conn: &mut Conn, before: Period, week: Period) -> Result<Vec<Entered>, DbError> {
    entered(conn, SOURCES, before, week).await
}

/// First-time MQL by persona, those without one last.
///
/// # Errors
/// [`DbError`].
pub async fn by_persona(conn: &mut Conn, before: Period, week: Period) -> Result<Vec<Entered>, DbError> {
    let mut all = entered(conn, PERSONAS, before, week).await?;
    all.sort_by_key(|one| one.id.is_none()); // stable: the others stay in order
    Ok(all)
}

async fn entered(conn: &mut Conn, sql: Sql, before: Period, week: Period) -> Result<Vec<Entered>, DbError> {
    let ((first, monday), (_, until)) = (before.day_bounds(), week.day_bounds());
    let rows = conn.all(sql, &vals![first, monday, until, Uuid::nil()]).await?;
    let read = |r: &Row| {
        Ok::<_, DbError>(Entered {
            id: Some(r.get("id")?).filter(|id: &Uuid| !id.is_nil()),
            name: r.get("name")?,
            this: r.int("this")?,
            before: r.int("before")?,
        })
    };
    let mut all = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    all.retain(|one| one.this + one.before > 0);
    Ok(all)
}

const DECIDED: Sql = Sql::both(
    "SELECT r.lead_id, r.source_id, TRUE AS accepted, NULL AS reason_code, r.accepted_at AS decided_at FROM relay r \
     WHERE r.accepted_at >= $1 AND r.accepted_at < $2 AND r.accepted_at < 9000000000000000000 \
     UNION ALL SELECT r.lead_id, r.source_id, FALSE AS accepted, e.reason_code, r.rejected_at AS decided_at FROM relay r \
     LEFT JOIN stage_event e ON e.lead_id = r.lead_id AND e.occurred_at = r.rejected_at \
     AND e.to_stage IN ('recycled', 'disqualified') AND NOT EXISTS (SELECT 1 FROM stage_event v WHERE v.supersedes = e.id) \
     WHERE r.rejected_at >= $1 AND r.rejected_at < $2 AND r.rejected_at < 9000000000000000000 \
     ORDER BY decided_at DESC, lead_id LIMIT 20000",
);

/// What sales decided between two instants, the second excluded, on the cycles handed over to them, the latest first.
///
/// # Errors
/// [`DbError`].
pub async fn decided(conn: &mut Conn, (from, until): (Instant, Instant)) -> Result<Vec<Refusal>, DbError> {
    let read = |r: &Row| {
        let accepted: bool = r.get("accepted")?;
        let reason: Option<String> = r.get("reason_code")?;
        let reason = reason.filter(|code| !accepted && !code.is_empty());
        Ok(Refusal { lead: r.get("lead_id")?, source: r.get("source_id")?, accepted, reason })
    };
    conn.all(DECIDED, &vals![from, until]).await?.iter().map(read).collect()
}

const REASONS: Sql = Sql::both("SELECT code, label_fr, label_en FROM reason WHERE kind = $1 LIMIT 500");

/// The labels of one kind of reasons, French and English, by code. `kind`: `rejection`, `win`, `loss`.
///
/// # Errors
/// [`DbError`].
pub async fn reasons(conn: &mut Conn, kind: &str) -> Result<HashMap<String, (String, String)>, DbError> {
    let rows = conn.all(REASONS, &vals![kind]).await?;
    rows.iter().map(|r| Ok((r.get("code")?, (r.get("label_fr")?, r.get("label_en")?)))).collect()
}

const UNDECIDED: Sql = Sql::both(
    "SELECT h.lead_id AS id FROM handoff h JOIN lead l ON l.id = h.lead_id AND l.hidden = 0 WHERE h.decided_at IS NULL \
     AND h.cancelled_at IS NULL ORDER BY h.at, h.lead_id LIMIT 1001",
);
// SQLite takes an index of all stages instead, and sorts what it finds
const NO_NEXT_STEP: Sql = Sql::split(
    "SELECT id FROM lead INDEXED BY lead_no_next WHERE hidden = 0 AND next_on IS NULL \
     AND stage IN ('mql', 'sal', 'sql', 'opportunity') ORDER BY stage_at, seq LIMIT 1001",
    "SELECT id FROM lead WHERE hidden = 0 AND next_on IS NULL \
     AND stage IN ('mql', 'sal', 'sql', 'opportunity') ORDER BY stage_at, seq LIMIT 1001",
);
const RECYCLED_DUE: Sql = Sql::both(
    "SELECT id FROM lead WHERE hidden = 0 AND stage = 'recycled' AND revisit_on IS NOT NULL AND revisit_on < $1 \
     ORDER BY revisit_on, seq LIMIT 1001",
);
const STALE: Sql = Sql::both(
    "SELECT d.lead_id AS id FROM deal d WHERE d.outcome = 'open' AND d.opened_at <= $1 AND NOT EXISTS (SELECT 1 FROM \
     activity a WHERE a.lead_id = d.lead_id AND a.occurred_at > $1 AND a.voided_at IS NULL) \
     ORDER BY d.opened_at, d.seq LIMIT 1001",
);

async fn listed(conn: &mut Conn, sql: Sql, values: &[crate::db::Val]) -> Result<Listed, DbError> {
    let rows = conn.all(sql, values).await?;
    Ok(Listed::new(rows.iter().map(|row| row.get("id")).collect::<Result<_, _>>()?))
}

/// Leads handed over that nobody has decided on, the longest waiting first.
///
/// # Errors
/// [`DbError`].
pub async fn undecided(conn: &mut Conn) -> Result<Listed, DbError> {
    listed(conn, UNDECIDED, &[]).await
}

/// Leads in the hands of sales for which nothing is planned.
///
/// # Errors
/// [`DbError`].
pub async fn no_next_step(conn: &mut Conn) -> Result<Listed, DbError> {
    listed(conn, NO_NEXT_STEP, &[]).await
}

/// Recycled leads to look at again before a day.
///
/// # Errors
/// [`DbError`].
pub async fn recycled_due(conn: &mut Conn, before: NaiveDate) -> Result<Listed, DbError> {
    listed(conn, RECYCLED_DUE, &vals![before]).await
}

/// Leads whose open deal was opened by `since` and on which nothing happened after it.
///
/// # Errors
/// [`DbError`].
pub async fn stale(conn: &mut Conn, since: Instant) -> Result<Listed, DbError> {
    listed(conn, STALE, &vals![since]).await
}

const BREACHED: Sql = Sql::both(
    "SELECT lead_id AS id FROM obligation WHERE open = 1 AND due_at < $1 ORDER BY due_at, lead_id LIMIT 2002",
);
const AT_RISK: Sql = Sql::both(
    "SELECT lead_id AS id FROM obligation WHERE open = 1 AND due_at >= $1 AND risk_at <= $1 \
     ORDER BY due_at, lead_id LIMIT 2002",
);

/// Each lead once, the one whose promise ran out first before the others.
async fn promised(conn: &mut Conn, sql: Sql, now: Instant) -> Result<Listed, DbError> {
    let (mut leads, mut seen) = (Vec::new(), HashSet::new());
    for row in conn.all(sql, &vals![now]).await? {
        let lead: Uuid = row.get("id")?;
        if seen.insert(lead) {
            leads.push(lead);
        }
    }
    Ok(Listed::new(leads))
}

/// Leads with a promise broken and still to be kept.
///
/// # Errors
/// [`DbError`].
pub async fn breached(conn: &mut Conn, now: Instant) -> Result<Listed, DbError> {
    promised(conn, BREACHED, now).await
}

/// Leads with a promise of which three quarters of the time are gone.
///
/// # Errors
/// [`DbError`].
pub async fn at_risk(conn: &mut Conn, now: Instant) -> Result<Listed, DbError> {
    promised(conn, AT_RISK, now).await
}

const CLOSED: Sql = Sql::both(
    "SELECT id, lead_id, amount_minor, reason_code, competitor FROM deal WHERE outcome = $1 AND closed_at >= $2 \
     AND closed_at < $3 ORDER BY amount_minor DESC NULLS LAST, seq LIMIT 2000",
);

/// Deals closed between two instants, the largest first. `outcome`: `won` or `lost`.
///
/// # Errors
/// [`DbError`].
pub async fn closed(
    conn: &mut Conn,
    outcome: &str,
    (from, until): (Instant, Instant),
) -> Result<Vec<DealLine>, DbError> {
    let read = |r: &Row| {
        let reason: Option<String> = r.get("reason_code")?;
        Ok(DealLine {
            deal: r.get("id")?,
            lead: r.get("lead_id")?,
            amount_minor: r.get("amount_minor")?,
            reason: reason.filter(|code| !code.is_empty()),
            competitor: r.get("competitor")?,
            was: None,
            is: None,
        })
    };
    conn.all(CLOSED, &vals![outcome, from, until]).await?.iter().map(read).collect()
}

const WON: Sql = Sql::both(
    "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM deal WHERE outcome = 'won' AND closed_at >= $1 AND closed_at < $2",
);
// SQLite takes another index of the open deals, and looks every one of them up for its amount
const OPEN: Sql = Sql::split(
    "SELECT CAST(COUNT(*) AS BIGINT) AS n, CAST(COALESCE(SUM(amount_minor), 0) AS BIGINT) AS total FROM deal \
     INDEXED BY deal_open_amount WHERE outcome = 'open'",
    "SELECT CAST(COUNT(*) AS BIGINT) AS n, CAST(COALESCE(SUM(amount_minor), 0) AS BIGINT) AS total FROM deal \
     WHERE outcome = 'open'",
);

/// Deals won in the days of a period.
///
/// # Errors
/// [`DbError`].
pub async fn won(conn: &mut Conn, period: Period, zone: Tz) -> Result<u64, DbError> {
    let (from, until) = period.bounds(zone);
    conn.one(WON, &vals![from, until]).await?.int("n")
}

/// Open deals and what they amount to.
///
/// # Errors
/// [`DbError`].
pub async fn open(conn: &mut Conn) -> Result<(u64, Minor), DbError> {
    let row = conn.one(OPEN, &[]).await?;
    Ok((row.int("n")?, Minor(row.get("total")?)))
}

const SLIPPED: Sql = Sql::both(
    "SELECT c.deal_id, d.lead_id, d.amount_minor, c.old_value, c.new_value FROM deal_change c \
     JOIN deal d ON d.id = c.deal_id AND d.outcome <> 'cancelled' WHERE c.field = 'expected_on' AND c.at >= $1 \
     AND c.at < $2 ORDER BY c.deal_id, c.version LIMIT 5000",
);

/// Deals whose expected date was changed between two instants: what it was before, and what it was after.
///
/// # Errors
/// [`DbError`].
pub async fn moved(conn: &mut Conn, (from, until): (Instant, Instant)) -> Result<Vec<DealLine>, DbError> {
    let mut lines: Vec<DealLine> = Vec::new();
    for row in conn.all(SLIPPED, &vals![from, until]).await? {
        let day = |column| {
            let text: Option<String> = row.get(column)?;
            Ok::<_, DbError>(text.and_then(|text| text.parse::<NaiveDate>().ok()))
        };
        let (deal, is) = (row.get("deal_id")?, day("new_value")?);
        match lines.last_mut() {
            Some(last) if last.deal == deal => last.is = is,
            _ => lines.push(DealLine {
                deal,
                lead: row.get("lead_id")?,
                amount_minor: row.get("amount_minor")?,
                reason: None,
                competitor: String::new(),
                was: day("old_value")?,
                is,
            }),
        }
    }
    Ok(lines)
}
