//! Pages of a list, by keyset: a page begins right after a row's place, so it costs the same wherever it is and
//! stays right while rows come and go.
//!
//! Every branch of the query walks one index in order and stops after a page: one branch per stage asked for, and,
//! where a lead may lack the value sorted by, one for those that have it and one for the others.

use super::Ask;
use super::search::Hits;
use crate::db::{Conn, DbError, Query, Row as DbRow};
use crate::domain::filter::{Cursor, Key, LeadFilter, Place, SortKey};
use crate::domain::stage::Stage;
use crate::features::lists::model::{Count, InCharge, Page, Reader, Row};

/// Rows of a page.
pub const SIZE: usize = 50;

/// The columns of [`Row`], for a query whose page is `p` and whose lead is `l`.
pub(super) const ROW: &str = "SELECT l.seq, l.id, l.version, l.first_name, l.last_name, l.email, l.phone, l.name_key, l.stage, \
     l.stage_at, l.created_at, l.estimated_value_minor, l.next_on, l.owner_sales_id, l.queue_id, \
     COALESCE(c.name, '') AS company_name, so.name AS source_name, os.name AS owner_sales_name, \
     os.team AS owner_sales_team, om.name AS owner_mkt_name, om.team AS owner_mkt_team, q.name AS queue_name, \
     q.team AS queue_team, CASE WHEN l.next_on IS NULL THEN '' ELSE COALESCE((SELECT t.title FROM task t WHERE t.lead_id = l.id \
     AND t.done_at IS NULL AND t.dropped_at IS NULL AND t.kind <> 'proposal' ORDER BY t.due_on, t.id LIMIT 1), '') \
     END AS next_title FROM (";
pub(super) const ROW_JOINS: &str = ") p JOIN lead l ON l.seq = p.seq JOIN source so ON so.id = l.source_id \
     LEFT JOIN company c ON c.id = l.company_id LEFT JOIN member os ON os.id = l.owner_sales_id \
     LEFT JOIN member om ON om.id = l.owner_mkt_id LEFT JOIN queue q ON q.id = l.queue_id";

/// The page of a list at a place.
///
/// # Errors
/// [`DbError`].
pub async fn page(
    conn: &mut Conn,
    filter: &LeadFilter,
    reader: &Reader,
    place: &Place,
) -> Result<Page<Row>, DbError> {
    Ask::new(conn, filter, reader).await?.page(conn, place).await
}

/// The page of a list at a place, and how many rows the list has (all counted when `exact`).
///
/// # Errors
/// [`DbError`].
pub async fn listing(
    conn: &mut Conn,
    filter: &LeadFilter,
    reader: &Reader,
    place: &Place,
    exact: bool,
) -> Result<(Page<Row>, Count), DbError> {
    let ask = Ask::new(conn, filter, reader).await?;
    let page = ask.page(conn, place).await?;
    let whole = page.previous.is_none() && page.next.is_none();
    let count = if whole {
        Count::Exact(i64::try_from(page.rows.len()).unwrap_or(i64::MAX))
    } else {
        ask.count(conn, exact).await?
    };
    Ok((page, count))
}

/// What an order needs to become SQL.
pub(super) struct Order {
    column: &'static str,
    descending: bool,
    may_be_absent: bool,
}

impl Order {
    fn of(filter: &LeadFilter, backwards: bool) -> Self {
        let column = match filter.sort.key {
            SortKey::Created => "l.created_at",
            SortKey::StageAt => "l.stage_at",
            SortKey::Name => "l.name_key",
            SortKey::Value => "l.estimated_value_minor",
            SortKey::Next => "l.next_on",
        };
        let may_be_absent = filter.sort.key.may_be_absent();
        Self { column, descending: filter.sort.descending != backwards, may_be_absent }
    }
    const fn direction(&self) -> &'static str {
        if self.descending { " DESC" } else { "" }
    }
}

impl Ask<'_> {
    async fn page(&self, conn: &mut Conn, place: &Place) -> Result<Page<Row>, DbError> {
        let (mut rows, mut more) = self.rows(conn, place, SIZE).await?;
        let mut place = place;
        if matches!(place, Place::Before(_)) && !more {
            place = &Place::Start; // less than a page before it: show a full first page
            (rows, more) = self.rows(conn, place, SIZE).await?;
        }
        let key = self.filter.sort.key;
        let (first, last) = (rows.first().map(|row| row.cursor(key)), rows.last().map(|row| row.cursor(key)));
        let (previous, next) = match place {
            Place::Start => (None, last.filter(|_| more)),
            Place::After(_) => (first, last.filter(|_| more)),
            Place::Before(_) => (first, last),
        };
        Ok(Page { rows, previous, next })
    }

    async fn rows(&self, conn: &mut Conn, place: &Place, size: usize) -> Result<(Vec<Row>, bool), DbError> {
        let mut query = Query::new(ROW);
        self.push_page(&mut query, place, size + 1);
        query.push(ROW_JOINS);
        self.push_order(&mut query, place);
        let mut rows = conn.all_of(&query).await?.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        let more = rows.len() > size;
        rows.truncate(size);
        if matches!(place, Place::Before(_)) {
            rows.reverse();
        }
        Ok((rows, more))
    }

    /// A SELECT of `seq`, `k` (the value sorted by) and `part` of up to `size` rows from a place on, nearest first.
    pub(super) fn push_page(&self, query: &mut Query, place: &Place, size: usize) {
        let size = i64::try_from(size).unwrap_or(i64::MAX);
        let order = Order::of(self.filter, matches!(place, Place::Before(_)));
        query.push("SELECT seq, k, part FROM (");
        let mut first = true;
        for stages in self.branches() {
            for part in self.parts(place).iter().copied() {
                query.push(if first { "SELECT * FROM (" } else { " UNION ALL SELECT * FROM (" });
                first = false;
                query.push("SELECT l.seq AS seq, ").push(order.column);
                query.push(if part == 0 { " AS k, 0 AS part" } else { " AS k, 1 AS part" });
                self.push_from(query, stages, None);
                self.push_place(query, &order, part, place);
                query.push(" ORDER BY ");
                if part == 0 {
                    query.push(order.column).push(order.direction()).push(", ");
                }
                query.push("l.seq").push(order.direction()).push(" LIMIT ").bind(size).push(") b");
            }
        }
        query.push(") u ORDER BY ");
        query.push(if matches!(place, Place::Before(_)) { "part DESC, k" } else { "part, k" });
        query.push(order.direction()).push(", seq").push(order.direction());
        query.push(" LIMIT ").bind(size);
    }

    /// ` ORDER BY …` of the rows around a page `p`.
    pub(super) fn push_order(&self, query: &mut Query, place: &Place) {
        let backwards = matches!(place, Place::Before(_));
        let order = Order::of(self.filter, backwards);
        query.push(if backwards { " ORDER BY p.part DESC, p.k" } else { " ORDER BY p.part, p.k" });
        query.push(order.direction()).push(", p.seq").push(order.direction());
    }

    /// One branch per stage, where an index holds each stage's rows in the order asked for.
    fn branches(&self) -> Vec<&[Stage]> {
        let stages = self.filter.stages.as_slice();
        let walked = matches!(self.filter.sort.key, SortKey::Created | SortKey::StageAt | SortKey::Next);
        if stages.len() > 1 && walked && !matches!(self.hits, Hits::Few(_)) {
            stages.chunks(1).collect()
        } else {
            vec![stages]
        }
    }

    /// The parts of the list that lie ahead: 0 = rows that have the value sorted by, 1 = rows that lack it.
    fn parts(&self, place: &Place) -> &'static [u8] {
        let absent = |cursor: &Cursor| cursor.key == Key::Absent;
        match place {
            _ if !self.filter.sort.key.may_be_absent() => &[0],
            Place::After(cursor) if absent(cursor) => &[1],
            Place::Before(cursor) if !absent(cursor) => &[0],
            _ => &[0, 1],
        }
    }

    /// ` AND …`: only rows of this part, and only those beyond the place.
    fn push_place(&self, query: &mut Query, order: &Order, part: u8, place: &Place) {
        if order.may_be_absent {
            query.push(" AND ").push(order.column).push(if part == 0 { " IS NOT NULL" } else { " IS NULL" });
        }
        let (Place::After(cursor) | Place::Before(cursor)) = place else { return };
        let beyond = if order.descending { " < " } else { " > " };
        match (&cursor.key, part) {
            (Key::Absent, 1) => {
                query.push(" AND l.seq").push(beyond).bind(cursor.seq);
            }
            (Key::Absent, _) | (_, 1) => {} // the place lies in the other part: all of this one is ahead
            (key, _) => {
                query.push(" AND (").push(order.column).push(", l.seq)").push(beyond).push("(");
                match key {
                    Key::Text(text) => query.bind(text),
                    Key::Day(day) => query.bind(*day),
                    Key::Int(n) => query.bind(*n),
                    Key::Absent => query.bind(None::<i64>),
                };
                query.push(", ").bind(cursor.seq).push(")");
            }
        }
    }
}

pub(super) fn read(r: &DbRow) -> Result<Row, DbError> {
    let text = |name: &str| r.get::<String>(name);
    let [first, last, email, phone] =
        [text("first_name")?, text("last_name")?, text("email")?, text("phone")?];
    let name = format!("{first} {last}");
    let name =
        [name.trim(), &email, &phone].into_iter().find(|s| !s.is_empty()).unwrap_or_default().to_owned();
    let maybe = |name: &str| r.get::<Option<String>>(name);
    let in_charge = if let Some(rep) = maybe("owner_sales_name")? {
        InCharge::Member(rep, r.opt_code("owner_sales_team")?)
    } else if let Some(queue) = maybe("queue_name")? {
        InCharge::Queue(queue)
    } else if let Some(marketer) = maybe("owner_mkt_name")? {
        InCharge::Member(marketer, r.opt_code("owner_mkt_team")?)
    } else {
        InCharge::Nobody
    };
    Ok(Row {
        id: r.id("id")?,
        seq: r.get("seq")?,
        version: r.get("version")?,
        name,
        company: text("company_name")?,
        phone,
        stage: r.code("stage")?,
        stage_at: r.at("stage_at")?,
        created_at: r.at("created_at")?,
        in_charge,
        owner: r.opt_id("owner_sales_id")?,
        queue: r.opt_id("queue_id")?,
        queue_team: r.opt_code("queue_team")?,
        source: text("source_name")?,
        value_minor: r.get("estimated_value_minor")?,
        next_on: r.get("next_on")?,
        next_title: text("next_title")?,
        name_key: text("name_key")?,
    })
}
