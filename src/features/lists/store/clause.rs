//! A filter as SQL. The lead is `l`; every piece is a constant, every value is bound.

use super::Ask;
use super::search::{Hits, push_hits, push_match};
use crate::db::Query;
use crate::domain::filter::{Days, Facet, NextAction, Pick, Reached, Verdict};
use crate::domain::instant::Instant;
use crate::domain::sla::Status;
use crate::domain::stage::Stage;
use crate::domain::zone::day_start;
use chrono_tz::Tz;
use uuid::Uuid;

impl Ask<'_> {
    /// ` FROM … WHERE …`, in these stages instead of the filter's own. At most `hits` hits of a search are looked at.
    pub(super) fn push_from(&self, query: &mut Query, stages: &[Stage], hits: Option<i64>) {
        match (&self.hits, hits) {
            (Hits::Few(search), _) => {
                query.push(" FROM (");
                push_hits(query, search);
                query.push_split(
                    ") h CROSS JOIN lead l ON l.seq = h.seq",
                    " OFFSET 0) h JOIN lead l ON l.seq = h.seq",
                );
            }
            (Hits::Many(search), Some(most)) => {
                query.push(" FROM (SELECT seq FROM (");
                push_hits(query, search);
                query.push(") g LIMIT ").bind(most);
                query
                    .push_split(") h CROSS JOIN lead l ON l.seq = h.seq", ") h JOIN lead l ON l.seq = h.seq");
            }
            _ => {
                query.push(" FROM lead l");
            }
        }
        query.push(" WHERE l.hidden = 0");
        if let Hits::Few(search) | Hits::Many(search) = &self.hits {
            push_match(query, search);
        }
        self.push_filter(query, stages);
    }

    fn push_filter(&self, query: &mut Query, stages: &[Stage]) {
        let filter = self.filter;
        match stages {
            [] => {}
            [one] => {
                query.push(" AND l.stage = ").bind(*one);
            }
            several => {
                query.push(" AND l.stage IN ").bind_list(several.iter().copied());
            }
        }
        if !filter.statuses.is_empty() {
            query.push(" AND l.status IN ").bind_list(filter.statuses.iter().map(|s| s.code()));
        }
        self.push_pick(query, filter.owner, " AND l.owner_sales_id");
        self.push_pick(query, filter.owner_mkt, " AND l.owner_mkt_id");
        self.push_pick(query, filter.queue, " AND l.queue_id");
        self.push_pick(query, filter.source, " AND l.source_id");
        self.push_pick(query, filter.campaign, " AND l.campaign_id");
        self.push_pick(query, filter.persona, " AND l.persona_id");
        self.push_pick(query, filter.company, " AND l.company_id");
        if let Some(Pick::Is(tag)) = filter.pick(Facet::Tag) {
            query.push(" AND l.id IN (SELECT lead_id FROM lead_tag WHERE tag_id = ").bind(tag).push(")");
        }
        self.push_days(query, filter.created, " AND l.created_at");
        self.push_days(query, filter.in_stage, " AND l.stage_at");
        if !filter.sla.is_empty() {
            self.push_sla(query, &filter.sla);
        }
        match filter.next {
            Some(NextAction::Overdue) => {
                query.push(" AND l.next_on < ").bind(self.reader.today);
            }
            Some(NextAction::Today) => {
                query.push(" AND l.next_on = ").bind(self.reader.today);
            }
            Some(NextAction::Missing) => {
                query.push(" AND l.next_on IS NULL");
            }
            None => {}
        }
        if let Some(reached) = filter.reached {
            self.push_reached(query, reached);
        }
        if let Some(decided) = filter.decided {
            self.push_decided(query, decided.verdict, decided.days);
        }
    }

    fn push_pick(&self, query: &mut Query, pick: Option<Pick>, column: &'static str) {
        match pick {
            None => {}
            Some(Pick::Nothing) => {
                query.push(column).push(" IS NULL");
            }
            Some(Pick::Me) => {
                // nobody's leads, when nobody reads: `= NULL` matches none
                let me: Option<Uuid> = self.reader.me.map(|id| id.uuid());
                query.push(column).push(" = ").bind(me);
            }
            Some(Pick::Is(id)) => {
                query.push(column).push(" = ").bind(id);
            }
        }
    }

    /// Leads with an obligation that waits and stands like any of these.
    fn push_sla(&self, query: &mut Query, statuses: &[Status]) {
        let now = self.reader.now;
        if self.promises_many {
            // SQLite would otherwise look through everything overdue once for each lead
            query
                .push(" AND EXISTS (SELECT 1 FROM obligation o")
                .push_split(" INDEXED BY obligation_lead", "");
            query.push(" WHERE o.lead_id = l.id AND o.open = 1 AND (");
        } else {
            query.push(" AND l.id IN (SELECT o.lead_id FROM obligation o WHERE o.open = 1 AND (");
        }
        push_promises(query, statuses, now);
        query.push("))");
    }

    fn push_days(&self, query: &mut Query, days: Days, column: &'static str) {
        push_days(query, days, column, self.reader.zone);
    }

    fn push_reached(&self, query: &mut Query, reached: Reached) {
        let column = match reached.stage {
            Stage::Mql => " AND j.first_mql",
            Stage::Sal => " AND j.first_sal",
            Stage::Sql => " AND j.first_sql",
            Stage::Opportunity => " AND j.first_opp",
            Stage::Customer => " AND j.first_cust",
            _ => " AND j.first_lead",
        };
        if reached.days.is_open() {
            query.push(" AND EXISTS (SELECT 1 FROM journey j WHERE j.lead_id = l.id");
        } else {
            query.push(" AND l.id IN (SELECT j.lead_id FROM journey j WHERE TRUE");
            self.push_days(query, reached.days, column);
        }
        query.push(column).push(" < 9000000000000000000)");
    }

    fn push_decided(&self, query: &mut Query, verdict: Verdict, days: Days) {
        query.push(" AND l.id IN (SELECT d.lead_id FROM (");
        push_decisions(query, verdict, days, self.reader.zone);
        query.push(") d)");
    }
}

/// Appends the condition that a waiting obligation stands like any of these.
pub(super) fn push_promises(query: &mut Query, statuses: &[Status], now: Instant) {
    for (n, status) in statuses.iter().enumerate() {
        query.push(if n > 0 { " OR " } else { "" });
        match status {
            Status::Breached => query.push("o.due_at < ").bind(now),
            Status::AtRisk => query.push("o.due_at >= ").bind(now).push(" AND o.risk_at <= ").bind(now),
            _ => query.push("o.risk_at > ").bind(now),
        };
    }
}

/// Appends a selection of the leads of which sales decided in these days: cycles that were handed over, as kept beside
/// the obligations. A lead of several cycles may come several times.
pub(super) fn push_decisions(query: &mut Query, verdict: Verdict, days: Days, zone: Tz) {
    let columns: &[[&'static str; 2]] = match verdict {
        Verdict::Accepted => &[[ACCEPTED, " AND r.accepted_at"]],
        Verdict::Refused => &[[REFUSED, " AND r.rejected_at"]],
        Verdict::Any => &[[ACCEPTED, " AND r.accepted_at"], [REFUSED, " AND r.rejected_at"]],
    };
    for (n, [selection, column]) in columns.iter().enumerate() {
        query.push(if n > 0 { " UNION ALL " } else { "" }).push(selection);
        push_days(query, days, column, zone);
    }
}

const ACCEPTED: &str =
    "SELECT r.lead_id, 1 AS accepted FROM relay r WHERE r.accepted_at < 9000000000000000000";
const REFUSED: &str =
    "SELECT r.lead_id, 0 AS accepted FROM relay r WHERE r.rejected_at < 9000000000000000000";

/// Appends that an instant, «never» when there is none, falls in these days.
pub(super) fn push_within(query: &mut Query, days: Days, column: &'static str, zone: Tz) {
    query.push("(").push(column).push(" < 9000000000000000000");
    if let Some(from) = days.from {
        query.push(" AND ").push(column).push(" >= ").bind(day_start(from, zone));
    }
    if let Some(until) = days.until {
        query.push(" AND ").push(column).push(" < ").bind(day_start(until, zone));
    }
    query.push(")");
}

fn push_days(query: &mut Query, days: Days, column: &'static str, zone: Tz) {
    if let Some(from) = days.from {
        query.push(column).push(" >= ").bind(day_start(from, zone));
    }
    if let Some(until) = days.until {
        query.push(column).push(" < ").bind(day_start(until, zone));
    }
}
