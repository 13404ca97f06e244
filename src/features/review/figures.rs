//! From the rows to what a review shows. Everything is counted as of now; a closed review is read, never counted.

use super::model::{Frozen, Kept, Shown};
use super::pledge::{Pledge, pledge};
use super::store::{figures as rows, kept};
use crate::db::{Conn, DbError};
use crate::domain::instant::Instant;
use crate::domain::period::{IsoWeek, Period};
use crate::domain::review::{
    BEFORE, BySource, Carried, DealLine, Exceptions, FORMAT, Feedback, Measure, Month, Mql, Payload, Reason,
    STALE_DAYS, Sales, Weeks, Wins, slipped,
};
use crate::domain::stage::Stage;
use crate::domain::zone::Tz;
use crate::features::funnel;
use chrono::Days;
use std::collections::HashMap;

const DAY_SECS: i64 = 86_400;

/// Counts of five weeks, the earliest first.
type Five = [u64; BEFORE + 1];

/// The review of a week: as it was closed, or as it stands now.
///
/// # Errors
/// [`DbError`]; [`DbError::Decode`] when what was kept cannot be read.
pub async fn shown(conn: &mut Conn, week: IsoWeek, now: Instant, zone: Tz) -> Result<Shown, DbError> {
    match kept::kept(conn, week).await? {
        Some(kept) => presented(&kept),
        None => Ok(Shown { payload: live(conn, week, now, zone).await?, frozen: None }),
    }
}

/// What was presented, from what was kept.
///
/// # Errors
/// [`DbError::Decode`].
pub fn presented(kept: &Kept) -> Result<Shown, DbError> {
    let payload = serde_json::from_str(&kept.text)
        .map_err(|e| DbError::Decode { column: "payload".into(), problem: e.to_string() })?;
    let sha256 = kept.sha256.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Shown { payload, frozen: Some(Frozen { at: kept.at, by: kept.by.clone(), sha256 }) })
}

/// The review of a week as it stands now.
///
/// # Errors
/// [`DbError`].
pub async fn live(conn: &mut Conn, week: IsoWeek, now: Instant, zone: Tz) -> Result<Payload, DbError> {
    let mut payload = counted(conn, week, now, zone).await?;
    super::minutes::write_into(conn, &mut payload, week, zone).await?;
    Ok(payload)
}

/// The figures of a week, without what people wrote.
///
/// # Errors
/// [`DbError`].
pub async fn counted(conn: &mut Conn, week: IsoWeek, now: Instant, zone: Tz) -> Result<Payload, DbError> {
    let weeks = Weeks { week };
    let month = month(conn, weeks, now, zone).await?;
    let pledge = pledge(conn, weeks, now, zone).await?;
    let feedback = feedback(conn, weeks, zone).await?;
    Ok(Payload {
        format: FORMAT,
        week: week.to_string(),
        from: week.monday(),
        until: week.period().until,
        day: weeks.day(now, zone),
        known_at: now.rfc3339(),
        days: pledge.days,
        carried: Carried::default(),
        sales: sales(conn, weeks, now, zone, &pledge).await?,
        mql: mql(conn, weeks, now, zone, (pledge, month), &feedback).await?,
        feedback,
        contents: Vec::new(),
        decisions: Vec::new(),
        actions: Vec::new(),
        notes: Vec::new(),
        attendees: Vec::new(),
    })
}

/// First entries into a stage in each of the five weeks.
async fn entries(
    conn: &mut Conn,
    weeks: Weeks,
    stage: Stage,
    now: Instant,
    zone: Tz,
) -> Result<Five, DbError> {
    let mut five = [0; BEFORE + 1];
    for (slot, week) in five.iter_mut().zip(weeks.all()) {
        *slot = funnel::figures::first_entries(conn, stage, week.period(), now, zone).await?;
    }
    Ok(five)
}

async fn month(conn: &mut Conn, weeks: Weeks, now: Instant, zone: Tz) -> Result<Month, DbError> {
    let day = weeks.day(now, zone);
    let month = weeks.month().unwrap_or_else(|| weeks.week.period());
    let until = day.checked_add_days(Days::new(1)).map_or(month.until, |next| next.min(month.until));
    // a week that begins in the month before: its first days are not of this month
    let actual = match Period::new(month.from, until) {
        Ok(so_far) => funnel::figures::first_entries(conn, Stage::Mql, so_far, now, zone).await?,
        Err(_) => 0,
    };
    Ok(Month { from: month.from, actual, promise: None })
}

async fn mql(
    conn: &mut Conn,
    weeks: Weeks,
    now: Instant,
    zone: Tz,
    (pledge, month): (Pledge, Month),
    feedback: &Feedback,
) -> Result<Mql, DbError> {
    let five = entries(conn, weeks, Stage::Mql, now, zone).await?;
    let (before, week) = (weeks.before(), weeks.week.period());
    let sources = rows::by_source(conn, before, week).await?;
    let personas = rows::by_persona(conn, before, week).await?;
    Ok(Mql {
        entered: Measure::new(five, pledge.days.are_over(), pledge.week_target),
        month: Month { promise: pledge.month, ..month },
        sources: with_acceptance(sources, feedback),
        personas: personas.into_iter().map(|one| line(one, (0, 0))).collect(),
        exceptions: Exceptions { undecided: rows::undecided(conn).await?, sla: pledge.sla },
    })
}

fn with_acceptance(entered: Vec<rows::Entered>, feedback: &Feedback) -> Vec<BySource> {
    let of = |one: rows::Entered| {
        let decided = feedback.acceptance(|handoff| Some(handoff.source) == one.id);
        line(one, decided)
    };
    entered.into_iter().map(of).collect()
}

#[expect(clippy::cast_precision_loss, reason = "counts of leads stay far below 2^53")]
fn line(one: rows::Entered, (accepted, decided): (u64, u64)) -> BySource {
    let mean = one.before as f64 / BEFORE as f64;
    BySource { id: one.id, name: one.name, this: one.this, mean, accepted, decided }
}

async fn sales(
    conn: &mut Conn,
    weeks: Weeks,
    now: Instant,
    zone: Tz,
    pledge: &Pledge,
) -> Result<Sales, DbError> {
    let over = pledge.days.are_over();
    let sql = entries(conn, weeks, Stage::Sql, now, zone).await?;
    let opportunities = entries(conn, weeks, Stage::Opportunity, now, zone).await?;
    let mut won = [0; BEFORE + 1];
    for (slot, week) in won.iter_mut().zip(weeks.all()) {
        *slot = rows::won(conn, week.period(), zone).await?;
    }
    let bounds = weeks.bounds(zone);
    let wins = closed(conn, "won", "win", bounds).await?;
    let losses = closed(conn, "lost", "loss", bounds).await?;
    let mut moved = rows::moved(conn, bounds).await?;
    moved.retain(|deal| slipped(deal.was, deal.is).is_some());
    let (open, open_minor) = rows::open(conn).await?;
    Ok(Sales {
        sql: Measure::new(sql, over, None),
        opportunities: Measure::new(opportunities, over, None),
        won: Measure::new(won, over, None),
        won_minor: crate::domain::money::Minor(wins.deals.iter().filter_map(|deal| deal.amount_minor).sum()),
        wins,
        losses,
        slipped: moved,
        stale: rows::stale(conn, now.plus_secs(-STALE_DAYS * DAY_SECS)).await?,
        no_next_step: rows::no_next_step(conn).await?,
        open,
        open_minor,
    })
}

async fn closed(
    conn: &mut Conn,
    outcome: &str,
    kind: &str,
    bounds: (Instant, Instant),
) -> Result<Wins, DbError> {
    let deals = rows::closed(conn, outcome, bounds).await?;
    let labels = rows::reasons(conn, kind).await?;
    let reasons = by_reason(deals.iter().map(|deal: &DealLine| deal.reason.as_deref()), &labels);
    Ok(Wins { deals, reasons })
}

async fn feedback(conn: &mut Conn, weeks: Weeks, zone: Tz) -> Result<Feedback, DbError> {
    let decided = rows::decided(conn, weeks.bounds(zone)).await?;
    let labels = rows::reasons(conn, "rejection").await?;
    let refused = decided.iter().filter(|handoff| !handoff.accepted);
    let reasons = by_reason(refused.map(|handoff| handoff.reason.as_deref()), &labels);
    let recycled_due = rows::recycled_due(conn, weeks.week.period().until).await?;
    Ok(Feedback { decided, reasons, recycled_due })
}

/// How often each reason was given, the commonest first; none given last. A reason that is no code is its own label.
fn by_reason<'a>(
    given: impl Iterator<Item = Option<&'a str>>,
    labels: &HashMap<String, (String, String)>,
) -> Vec<Reason> {
    let mut counts: HashMap<Option<&str>, u64> = HashMap::new();
    for code in given {
        *counts.entry(code).or_default() += 1;
    }
    let reason = |(code, count): (Option<&str>, u64)| {
        let own = code.unwrap_or_default();
        let (label_fr, label_en) =
            labels.get(own).cloned().unwrap_or_else(|| (own.to_owned(), own.to_owned()));
        Reason { code: code.map(str::to_owned), label_fr, label_en, count }
    };
    let mut reasons: Vec<_> = counts.into_iter().map(reason).collect();
    reasons.sort_by(|a, b| {
        (a.code.is_none(), std::cmp::Reverse(a.count), &a.code).cmp(&(
            b.code.is_none(),
            std::cmp::Reverse(b.count),
            &b.code,
        ))
    });
    reasons
}
