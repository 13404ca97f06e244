//! Cohorts: leads by the day of their base event, and how far they got.
//!
//! As of now the deepest stage decides, and an index of depth and day counts them. At a past date every lead that
//! went further than the base is asked when; those that went no further need not be.

use super::columns::{self, COUNTS};
use super::late::Late;
use super::{Rows, count_at, count_if};
use crate::db::{Conn, DbError, Query, Row};
use crate::domain::funnel::{Ask, Behind, Dimension, Filter, Filters, Hit};
use crate::domain::history::{Base, Mode};
use crate::domain::instant::Instant;
use crate::domain::period::Period;
use crate::domain::stage::Stage;
use crate::domain::zone::{date_of, day_end_inclusive, local_day};
use crate::features::funnel::model::Place;
use uuid::Uuid;

/// Whole days `lo..hi` of base events; with `by`, the one day of which only what had happened by then counts.
#[derive(Debug, Clone, Copy)]
struct Span {
    lo: i32,
    hi: i32,
    by: Option<Instant>,
}

/// The days of the period up to D.
fn spans(ask: &Ask) -> Vec<Span> {
    let (lo, hi) = ask.period.day_bounds();
    if ask.vantage.is_now() {
        return vec![Span { lo, hi, by: None }];
    }
    let today = local_day(ask.vantage.as_of, ask.zone);
    let ends = date_of(today).map(|date| day_end_inclusive(date, ask.zone));
    let whole = Span { lo, hi: hi.min(today), by: None };
    let last = match ends {
        Some(end) if end == ask.vantage.as_of => None,
        _ => Some(ask.vantage.as_of),
    };
    let last = Span { lo: lo.max(today), hi: hi.min(today.saturating_add(1)), by: last };
    [whole, last].into_iter().filter(|span| span.lo < span.hi).collect()
}

/// Which depths of the base are asked, as known now.
#[derive(Debug, Clone, Copy)]
enum Depth {
    /// Exactly this.
    Is(i16),
    /// From this to the deepest.
    AtLeast(i16),
    /// Not in play now, but at D.
    Gone,
    /// All of these.
    Any,
}

const DEEPEST: i16 = 6;

struct Cohort<'a> {
    ask: &'a Ask,
    filters: &'a Filters,
}

impl Cohort<'_> {
    fn base_depth(&self) -> i16 {
        self.ask.base.stage().depth()
    }

    /// Appends ` FROM journey j WHERE …` for one span and one range of depths.
    fn write_from_where(&self, query: &mut Query, span: Span, depth: Depth) {
        let (base, as_of) = (self.ask.base, self.ask.vantage.as_of);
        query.push(" FROM journey j");
        self.push_index(query, depth);
        query.push(" WHERE ").push(columns::day(base)).push(" >= ").bind(span.lo);
        query.push(" AND ").push(columns::day(base)).push(" < ").bind(span.hi);
        if let Some(by) = span.by {
            query.push(" AND ").push(columns::base_at(base)).push(" <= ").bind(by);
        }
        let of = columns::depth(base);
        match depth {
            Depth::Is(depth) => {
                query.push(" AND ").push(of).push(" = ").bind(depth);
            }
            // Said as a comparison where the partial index needs it, else as a list, which leads into the others.
            Depth::AtLeast(_) if self.beyond_base(depth) => {
                query.push(match base {
                    Base::Lead => " AND j.depth >= 2",
                    Base::Mql => " AND j.mql_depth >= 3",
                });
            }
            Depth::AtLeast(least) => {
                query.push(" AND ").push(of).push(" IN ").bind_list(least..=DEEPEST);
            }
            Depth::Gone => {
                query.push(" AND ").push(of).push(" = 0 AND j.gone_at > ").bind(as_of);
            }
            Depth::Any => {
                query.push(" AND j.gone_at > ").bind(as_of);
            }
        }
        super::push_filters(query, self.filters, |dimension| columns::base_facet(base, dimension));
    }

    /// Whether the index of past dates answers alone.
    fn beyond_base(&self, depth: Depth) -> bool {
        let beyond = matches!(depth, Depth::AtLeast(least) if least == self.base_depth() + 1);
        beyond && self.ask.mode == Mode::Reached && self.filters.is_empty()
    }

    /// Tells SQLite which index to use when nothing is filtered: its planner has no use for the values bound, and
    /// skips through others that it believes to be better.
    fn push_index(&self, query: &mut Query, depth: Depth) {
        if !self.filters.is_empty() || matches!(depth, Depth::Any) {
            return;
        }
        let hint = match (self.ask.base, self.beyond_base(depth)) {
            (Base::Lead, true) => " INDEXED BY journey_reached",
            (Base::Lead, false) => " INDEXED BY journey_depth",
            (Base::Mql, true) => " INDEXED BY journey_mql_reached",
            (Base::Mql, false) => " INDEXED BY journey_mql_depth",
        };
        query.push_split(hint, "");
    }

    /// Appends the condition that a lead had reached `stage` by D.
    fn push_reached(&self, query: &mut Query, stage: Stage) {
        let (base, as_of) = (self.ask.base, self.ask.vantage.as_of);
        match self.ask.mode {
            Mode::Reached => {
                query.push(columns::reached(base, stage)).push(" <= ").bind(as_of);
            }
            Mode::Any => {
                query.push(columns::explicit(base, stage)).push(" <= ").bind(as_of);
            }
            Mode::Strict => {
                let before = self.ask.stages.iter().filter(|asked| stage.reaches(**asked));
                for (n, asked) in before.enumerate() {
                    query.push(if n > 0 { " AND " } else { "" });
                    query.push(columns::explicit(base, *asked)).push(" <= ").bind(as_of);
                }
            }
        }
    }

    /// `SELECT n0, n1, …`: one column per stage asked.
    fn select_counts(&self) -> Query {
        let mut query = Query::new("SELECT CAST(COUNT(*) AS BIGINT) AS n0");
        for (stage, name) in self.ask.stages.iter().zip(COUNTS).skip(1) {
            query.push(", ");
            count_if(&mut query, name, |query| self.push_reached(query, *stage));
        }
        query
    }

    async fn counts_of(
        &self,
        conn: &mut Conn,
        span: Span,
        depth: Depth,
        late: Option<&Late>,
    ) -> Result<Vec<u64>, DbError> {
        let mut query = self.select_counts();
        self.write_from_where(&mut query, span, depth);
        if let Some(late) = late {
            late.restrict(&mut query, " AND j.lead_id IN ");
        }
        let row = conn.one_of(&query).await?;
        self.ask.stages.iter().zip(COUNTS).map(|(_, name)| count_at(&row, name)).collect()
    }

    /// By deepest stage, as known now: answers «now» and «reached» alone, and the size of any cohort. From sums where
    /// they are kept; else one count for each depth, which an engine makes without looking at its rows.
    async fn by_depth(&self, conn: &mut Conn, span: Span) -> Result<Vec<u64>, DbError> {
        if span.by.is_none()
            && let Some(filter) = summed(self.filters)
        {
            return self.summed_counts(conn, span, filter).await;
        }
        let depths = || (self.base_depth()..=DEEPEST).zip(COUNTS);
        let mut query = Query::new("SELECT ");
        for (n, (depth, name)) in depths().enumerate() {
            query.push(if n > 0 { ", " } else { "" }).push("(SELECT CAST(COUNT(*) AS BIGINT)");
            self.write_from_where(&mut query, span, Depth::Is(depth));
            query.push(") AS ").push(name);
        }
        let row = conn.one_of(&query).await?;
        let mut counts = vec![0; self.ask.stages.len()];
        for (depth, name) in depths() {
            let n = count_at(&row, name)?;
            for (count, stage) in counts.iter_mut().zip(&self.ask.stages) {
                if depth >= stage.depth() {
                    *count += n;
                }
            }
        }
        Ok(counts)
    }

    /// The same from the sums of each day.
    async fn summed_counts(
        &self,
        conn: &mut Conn,
        span: Span,
        filter: Option<&Filter>,
    ) -> Result<Vec<u64>, DbError> {
        let mut query =
            Query::new("SELECT t.depth, CAST(SUM(t.n) AS BIGINT) AS n FROM journey_tally t WHERE t.base = ");
        query.bind(self.ask.base.code()).push(" AND t.facet = ");
        query.bind(filter.map_or("all", |filter| filter.dimension.code())).push(" AND t.value IN ");
        let none = filter.is_none_or(|filter| filter.none).then(Uuid::nil);
        query.bind_list(filter.map_or(&[][..], |filter| &filter.ids).iter().copied().chain(none));
        query.push(" AND t.day >= ").bind(span.lo).push(" AND t.day < ").bind(span.hi);
        query.push(" AND t.depth >= ").bind(self.base_depth()).push(" GROUP BY t.depth");
        let mut counts = vec![0; self.ask.stages.len()];
        for row in conn.all_of(&query).await? {
            let (depth, n): (i16, u64) = (row.int("depth")?, count_at(&row, "n")?);
            for (count, _) in
                counts.iter_mut().zip(&self.ask.stages).filter(|(_, stage)| depth >= stage.depth())
            {
                *count += n;
            }
        }
        Ok(counts)
    }

    async fn of_span(&self, conn: &mut Conn, span: Span) -> Result<Vec<u64>, DbError> {
        if self.ask.vantage.is_now() && self.ask.mode == Mode::Reached {
            return self.by_depth(conn, span).await;
        }
        let mut counts = if self.ask.stages.len() == 1 {
            self.by_depth(conn, span).await?
        } else {
            let mut counts = self.counts_of(conn, span, Depth::AtLeast(self.base_depth() + 1), None).await?;
            add(&mut counts, &self.no_further(conn, span).await?);
            counts
        };
        if !self.ask.vantage.is_now() {
            add(&mut counts, &self.counts_of(conn, span, Depth::Gone, None).await?);
        }
        Ok(counts)
    }

    /// Leads that went no further than the base: they count in the first stage only.
    async fn no_further(&self, conn: &mut Conn, span: Span) -> Result<Vec<u64>, DbError> {
        let mut query = Query::new("SELECT CAST(COUNT(*) AS BIGINT) AS n0");
        self.write_from_where(&mut query, span, Depth::Is(self.base_depth()));
        Ok(vec![count_at(&conn.one_of(&query).await?, "n0")?])
    }
}

/// The one filter, or none, by which sums are kept; `None` for other filters.
fn summed(filters: &Filters) -> Option<Option<&Filter>> {
    match filters.0.as_slice() {
        [] => Some(None),
        [one] if one.dimension != Dimension::Company => Some(Some(one)),
        _ => None,
    }
}

fn add(counts: &mut [u64], more: &[u64]) {
    for (count, n) in counts.iter_mut().zip(more) {
        *count += n;
    }
}

/// How many leads of the cohort reached each stage, by today's projection.
pub(super) async fn counts(conn: &mut Conn, ask: &Ask, filters: &Filters) -> Result<Vec<u64>, DbError> {
    let cohort = Cohort { ask, filters };
    let mut counts = vec![0; ask.stages.len()];
    for span in spans(ask) {
        add(&mut counts, &cohort.of_span(conn, span).await?);
    }
    Ok(counts)
}

/// The size of the cohort of each day of a period, as known now.
pub(super) async fn by_day(conn: &mut Conn, base: Base, period: Period) -> Result<Vec<u64>, DbError> {
    let (lo, hi) = period.day_bounds();
    let mut query =
        Query::new("SELECT t.day, CAST(SUM(t.n) AS BIGINT) AS n FROM journey_tally t WHERE t.base = ");
    query.bind(base.code()).push(" AND t.facet = 'all' AND t.value = ").bind(Uuid::nil());
    query.push(" AND t.day >= ").bind(lo).push(" AND t.day < ").bind(hi);
    query.push(" AND t.depth >= ").bind(base.stage().depth()).push(" GROUP BY t.day");
    let mut days = vec![0; usize::try_from(hi.saturating_sub(lo)).unwrap_or(0)];
    for row in conn.all_of(&query).await? {
        let at = usize::try_from(row.int::<i32>("day")?.saturating_sub(lo)).unwrap_or(usize::MAX);
        if let Some(day) = days.get_mut(at) {
            *day = count_at(&row, "n")?;
        }
    }
    Ok(days)
}

/// The same for the leads with late facts only.
pub(super) async fn late_counts(
    conn: &mut Conn,
    ask: &Ask,
    filters: &Filters,
    late: &Late,
) -> Result<Vec<u64>, DbError> {
    let cohort = Cohort { ask, filters };
    let mut counts = vec![0; ask.stages.len()];
    for span in spans(ask) {
        add(&mut counts, &cohort.counts_of(conn, span, Depth::Any, Some(late)).await?);
    }
    Ok(counts)
}

/// The next leads behind a count, latest base event first.
pub(super) async fn behind(
    conn: &mut Conn,
    ask: &Ask,
    behind: Behind,
    filters: &Filters,
    rows: Rows<'_>,
) -> Result<Vec<Place>, DbError> {
    let cohort = Cohort { ask, filters };
    let mut places = Vec::new();
    for span in spans(ask) {
        for depth in depths(ask, behind) {
            let mut query = Query::new("SELECT j.lead_id, ");
            query.push(columns::day(ask.base)).push(" AS key");
            let mut span = span;
            if let Some(after) = rows.after {
                span.hi = span.hi.min(i32::try_from(after.hit.key).unwrap_or(i32::MAX).saturating_add(1));
            }
            cohort.write_from_where(&mut query, span, depth);
            if behind.stage != ask.base.stage() {
                cohort.push_reached(query.push(" AND "), behind.stage);
            }
            if let Some(later) = behind.not_reached {
                query.push(" AND NOT (");
                cohort.push_reached(&mut query, later);
                query.push(")");
            }
            if let Some(after) = rows.after {
                query.push(" AND (").push(columns::day(ask.base)).push(" < ").bind(after.hit.key);
                query.push(" OR j.lead_id < ").bind(after.lead).push(")");
            }
            if let Some(late) = rows.late {
                late.restrict(&mut query, " AND j.lead_id NOT IN ");
            }
            query.push(" ORDER BY ").push(columns::day(ask.base)).push(" DESC, j.lead_id DESC LIMIT ");
            query.bind(rows.limit);
            for row in conn.all_of(&query).await? {
                places.push(place(&row)?);
            }
        }
    }
    Ok(places)
}

/// Which depths can hold the leads behind a count. One query each: an index then gives them in order.
fn depths(ask: &Ask, behind: Behind) -> Vec<Depth> {
    let deepest = match behind.not_reached {
        Some(later) if ask.vantage.is_now() && ask.mode == Mode::Reached => later.depth() - 1,
        _ => DEEPEST,
    };
    let mut depths: Vec<Depth> = (behind.stage.depth()..=deepest).map(Depth::Is).collect();
    if !ask.vantage.is_now() {
        depths.push(Depth::Gone);
    }
    depths
}

fn place(row: &Row) -> Result<Place, DbError> {
    Ok(Place { hit: Hit { key: row.get("key")?, cycle: 0 }, lead: row.id("lead_id")? })
}
