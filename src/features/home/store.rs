//! SQL of the first screens. Each is bounded, and driven by an index of its own.

use super::model::{DueTask, Mine, OpenDeal, Refused, Waiting};
use crate::db::{Conn, DbError, Query, Row, Sql};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::money::Minor;
use crate::vals;
use chrono::NaiveDate;

/// Every statement of this store.
pub const ALL: &[Sql] = &[WAITING, PRESSING, WAITING_COUNT, DUE, DEALS, DEAL_SUM, REFUSED, WON];

macro_rules! waiting {
    () => {
        "SELECT l.id, TRIM(l.first_name || ' ' || l.last_name) AS name, l.email, l.phone, COALESCE(c.name, '') AS company, \
         COALESCE(p.name, '') AS persona, s.name AS source, COALESCE(q.name, '') AS queue, \
         COALESCE(b.name, '') AS by_name, COALESCE(h.at, l.stage_at) AS since"
    };
}
macro_rules! waiting_joins {
    () => {
        " JOIN source s ON s.id = l.source_id LEFT JOIN company c ON c.id = l.company_id \
         LEFT JOIN persona p ON p.id = l.persona_id LEFT JOIN queue q ON q.id = l.queue_id \
         LEFT JOIN handoff h ON h.lead_id = l.id AND h.cycle = l.cycle AND h.decided_at IS NULL AND h.cancelled_at IS NULL \
         LEFT JOIN member b ON b.id = h.by_member"
    };
}

/// MQL in the reader's hands ($1) or in a queue of their team ($2, empty for every team).
const WAITING: Sql = Sql::both(concat!(
    waiting!(),
    " FROM ( \
     SELECT seq FROM lead WHERE owner_sales_id = $1 AND stage = 'mql' AND hidden = 0 \
     UNION SELECT seq FROM lead WHERE queue_id IS NOT NULL AND stage = 'mql' AND hidden = 0 \
     AND queue_id IN (SELECT id FROM queue WHERE $2 = '' OR team = $2)) w JOIN lead l ON l.seq = w.seq",
    waiting_joins!(),
    " ORDER BY since, l.seq LIMIT $3"
));
/// The same leads by the deadline of what is promised on them: the reader's own ($1), and those of the queues of
/// their team ($2), which nobody owns yet.
const PRESSING: Sql = Sql::both(
    "SELECT lead_id, MIN(due_at) AS due FROM ( \
     SELECT * FROM (SELECT o.lead_id, o.due_at FROM obligation o JOIN lead l ON l.id = o.lead_id AND l.stage = 'mql' \
     AND l.hidden = 0 AND l.owner_sales_id = $1 WHERE o.open = 1 AND o.owner_id = $1 ORDER BY o.due_at LIMIT $3) a \
     UNION ALL SELECT * FROM (SELECT o.lead_id, o.due_at FROM obligation o JOIN lead l ON l.id = o.lead_id \
     AND l.stage = 'mql' AND l.hidden = 0 AND l.queue_id IN (SELECT id FROM queue WHERE $2 = '' OR team = $2) \
     WHERE o.open = 1 AND o.owner_id IS NULL ORDER BY o.due_at LIMIT $3) b) p GROUP BY lead_id ORDER BY due, lead_id LIMIT $3",
);

/// The leads that wait for this reader and on which something is promised, the first deadline first.
///
/// # Errors
/// [`DbError`].
pub async fn pressing(conn: &mut Conn, mine: &Mine, most: i64) -> Result<Vec<Id<of::Lead>>, DbError> {
    conn.all(PRESSING, &vals![mine.me, team(mine), most]).await?.iter().map(|r| r.id("lead_id")).collect()
}

const WAITING_COUNT: Sql = Sql::both(
    "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM (SELECT seq FROM ( \
     SELECT seq FROM lead WHERE owner_sales_id = $1 AND stage = 'mql' AND hidden = 0 \
     UNION ALL SELECT seq FROM lead WHERE queue_id IS NOT NULL AND stage = 'mql' AND hidden = 0 \
     AND queue_id IN (SELECT id FROM queue WHERE $2 = '' OR team = $2)) w LIMIT 1000) c",
);

fn team(mine: &Mine) -> &'static str {
    mine.team.map_or("", |team| team.code())
}

/// What waits for a decision of this reader, the longest first.
///
/// # Errors
/// [`DbError`].
pub async fn waiting(conn: &mut Conn, mine: &Mine, most: i64) -> Result<Vec<Waiting>, DbError> {
    conn.all(WAITING, &vals![mine.me, team(mine), most]).await?.iter().map(read_waiting).collect()
}

/// These leads as they wait, in no order.
///
/// # Errors
/// [`DbError`].
pub async fn waiting_of(conn: &mut Conn, leads: &[Id<of::Lead>]) -> Result<Vec<Waiting>, DbError> {
    let mut query = Query::new(waiting!());
    query
        .push(" FROM lead l")
        .push(waiting_joins!())
        .push(" WHERE l.id IN ")
        .bind_list(leads.iter().copied());
    conn.all_of(&query).await?.iter().map(read_waiting).collect()
}

fn read_waiting(r: &Row) -> Result<Waiting, DbError> {
    Ok(Waiting {
        lead: r.id("id")?,
        name: name(r)?,
        company: r.get("company")?,
        phone: r.get("phone")?,
        persona: r.get("persona")?,
        source: r.get("source")?,
        queue: r.get("queue")?,
        by: r.get("by_name")?,
        since: r.at("since")?,
    })
}

/// How many leads wait for this reader; counted up to 1,000.
///
/// # Errors
/// [`DbError`].
pub async fn waiting_count(conn: &mut Conn, mine: &Mine) -> Result<i64, DbError> {
    conn.one(WAITING_COUNT, &vals![mine.me, team(mine)]).await?.get("n")
}

fn name(r: &Row) -> Result<String, DbError> {
    let (name, email): (String, String) = (r.get("name")?, r.get("email")?);
    Ok(if !name.is_empty() {
        name
    } else if !email.is_empty() {
        email
    } else {
        r.get("phone")?
    })
}

const DUE: Sql = Sql::both(
    "SELECT t.id, t.lead_id, t.kind, t.title, t.due_on, TRIM(l.first_name || ' ' || l.last_name) AS name, l.email, \
     l.phone, COALESCE(c.name, '') AS company FROM task t JOIN lead l ON l.id = t.lead_id AND l.hidden = 0 \
     LEFT JOIN company c ON c.id = l.company_id WHERE t.assignee_id = $1 AND t.due_on <= $2 AND t.done_at IS NULL \
     AND t.dropped_at IS NULL ORDER BY t.due_on, t.id LIMIT 60",
);

/// What this member has to do by a day, the longest overdue first.
///
/// # Errors
/// [`DbError`].
pub async fn due(conn: &mut Conn, me: Id<of::Member>, by: NaiveDate) -> Result<Vec<DueTask>, DbError> {
    let read = |r: &Row| {
        Ok(DueTask {
            task: r.id("id")?,
            lead: r.id("lead_id")?,
            kind: r.get("kind")?,
            title: r.get("title")?,
            due_on: r.get("due_on")?,
            name: name(r)?,
            company: r.get("company")?,
            phone: r.get("phone")?,
        })
    };
    conn.all(DUE, &vals![me, by]).await?.iter().map(read).collect()
}

const DEALS: Sql = Sql::both(
    "SELECT d.id, d.lead_id, d.name AS deal_name, TRIM(l.first_name || ' ' || l.last_name) AS name, l.email, l.phone, \
     COALESCE(c.name, '') AS company, d.stage, d.probability, d.amount_minor, d.expected_on, l.next_on \
     FROM deal d JOIN lead l ON l.id = d.lead_id AND l.hidden = 0 LEFT JOIN company c ON c.id = l.company_id \
     WHERE d.owner_id = $1 AND d.outcome = 'open' ORDER BY d.expected_on NULLS LAST, d.seq LIMIT $2",
);
const DEAL_SUM: Sql = Sql::both(
    "SELECT CAST(COUNT(*) AS BIGINT) AS n, CAST(COALESCE(SUM(amount_minor), 0) AS BIGINT) AS total FROM deal \
     WHERE owner_id = $1 AND outcome = 'open'",
);

/// A member's open deals, the first to sign first; and how many there are and what they amount to.
///
/// # Errors
/// [`DbError`].
pub async fn open_deals(
    conn: &mut Conn,
    me: Id<of::Member>,
    most: i64,
) -> Result<(Vec<OpenDeal>, i64, Minor), DbError> {
    let read = |r: &Row| {
        let [own, company]: [String; 2] = [r.get("deal_name")?, r.get("company")?];
        let name = [own, company, name(r)?].into_iter().find(|n| !n.is_empty()).unwrap_or_default();
        Ok::<_, DbError>(OpenDeal {
            deal: r.id("id")?,
            lead: r.id("lead_id")?,
            name,
            stage: r.get("stage")?,
            probability: r.get("probability")?,
            amount: r.get::<Option<i64>>("amount_minor")?.map(Minor),
            expected_on: r.get("expected_on")?,
            next_on: r.get("next_on")?,
        })
    };
    let deals = conn.all(DEALS, &vals![me, most]).await?.iter().map(read).collect::<Result<_, _>>()?;
    let sum = conn.one(DEAL_SUM, &vals![me]).await?;
    Ok((deals, sum.get("n")?, Minor(sum.get("total")?)))
}

const REFUSED: Sql = Sql::both(
    "SELECT l.id, TRIM(l.first_name || ' ' || l.last_name) AS name, l.email, l.phone, COALESCE(c.name, '') AS company, \
     l.stage, l.stage_at, COALESCE(r.label_fr, lost.label_fr, e.reason_code) AS reason_fr, \
     COALESCE(r.label_en, lost.label_en, e.reason_code) AS reason_en, COALESCE(n.body, '') AS body, COALESCE(m.name, '') AS by_name \
     FROM (SELECT * FROM (SELECT seq FROM lead WHERE stage = 'recycled' AND owner_mkt_id = $1 AND hidden = 0 \
     ORDER BY stage_at DESC, seq DESC LIMIT 20) a UNION ALL SELECT * FROM (SELECT seq FROM lead \
     WHERE stage = 'disqualified' AND owner_mkt_id = $1 AND hidden = 0 ORDER BY stage_at DESC, seq DESC LIMIT 20) b) w \
     JOIN lead l ON l.seq = w.seq JOIN stage_event e ON e.lead_id = l.id AND e.occurred_at = l.stage_at \
     AND e.to_stage = l.stage AND e.reason_code IS NOT NULL AND e.actor_role <> 'marketer' \
     AND NOT EXISTS (SELECT 1 FROM stage_event v WHERE v.lead_id = e.lead_id AND v.supersedes = e.id) \
     LEFT JOIN company c ON c.id = l.company_id LEFT JOIN reason r ON r.kind = 'rejection' AND r.code = e.reason_code \
     LEFT JOIN reason lost ON lost.kind = 'loss' AND lost.code = e.reason_code \
     LEFT JOIN note n ON n.id = e.text_id LEFT JOIN member m ON m.id = e.actor_id \
     ORDER BY l.stage_at DESC, l.seq DESC LIMIT 8",
);

/// The marketer's leads that sales sent back last, with the reason.
///
/// # Errors
/// [`DbError`].
pub async fn refused(conn: &mut Conn, me: Id<of::Member>) -> Result<Vec<Refused>, DbError> {
    let read = |r: &Row| {
        Ok(Refused {
            lead: r.id("id")?,
            name: name(r)?,
            company: r.get("company")?,
            stage: r.code("stage")?,
            at: r.at("stage_at")?,
            reason_fr: r.get("reason_fr")?,
            reason_en: r.get("reason_en")?,
            text: r.get("body")?,
            by: r.get("by_name")?,
        })
    };
    conn.all(REFUSED, &vals![me]).await?.iter().map(read).collect()
}

const WON: Sql = Sql::both(
    "SELECT CAST(COUNT(*) AS BIGINT) AS n, CAST(COALESCE(SUM(amount_minor), 0) AS BIGINT) AS total FROM deal \
     WHERE outcome = 'won' AND closed_at >= $1 AND closed_at < $2",
);

/// Deals won between two instants, the second excluded: how many, and what they amount to.
///
/// # Errors
/// [`DbError`].
pub async fn won(conn: &mut Conn, from: Instant, until: Instant) -> Result<(i64, i64), DbError> {
    let row = conn.one(WON, &vals![from, until]).await?;
    Ok((row.get("n")?, row.get("total")?))
}
