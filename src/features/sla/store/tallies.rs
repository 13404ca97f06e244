//! SQL of the sums of obligations and relays: what a report of many days reads instead of their rows.

use crate::db::{Conn, DbError, Key, Part, Row, Sql, Sums};
use crate::domain::ids::Id;
use crate::domain::instant::Instant;
use crate::domain::sla::{Kind, Status};
use crate::domain::zone::local_day;
use crate::features::sla::model::{ObligationRow, RelayRow, Relayed, Split};
use crate::vals;
use chrono_tz::Tz;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Every statement of this file.
pub const ALL: &[Sql] = &[OBLIGATIONS, RELAYS, BY_DAY];

/// Sums of obligations.
const OBLIGATION_SUMS: Sums = Sums {
    table: "obligation_tally",
    key: &[Key::Code("facet"), Key::Number("day"), Key::Id("value"), Key::Code("kind"), Key::Code("status")],
    sums: &["n", "late"],
};
/// Sums of relays.
const RELAY_SUMS: Sums = Sums {
    table: "relay_tally",
    key: &[Key::Number("day"), Key::Id("persona")],
    sums: &["volume", "accepted", "rejected", "undecided"],
};
/// Every table of sums of this file.
pub const TABLES: &[Sums] = &[OBLIGATION_SUMS, RELAY_SUMS];

/// Adds what these rows count for, `times` times (-1 takes them out).
///
/// An obligation is counted by owner, by persona and by source, on the local day on which it falls due, as it will stand
/// once that day is over; one that never falls due is counted nowhere. A relay is counted on the day of the handoff.
pub fn add(
    mut to: impl FnMut(Sums, Vec<Part>, &[i64]),
    relays: &[RelayRow],
    obligations: &[ObligationRow],
    zone: Tz,
    times: i64,
) {
    for o in obligations {
        let Some(due) = o.times.due_at.known() else { continue };
        let (day, status) = (local_day(due, zone), o.status(Instant::NEVER).code());
        for split in Split::ALL {
            let value = split.of(o).into();
            let key = vec![split.code().into(), day.into(), value, o.kind.code().into(), status.into()];
            to(OBLIGATION_SUMS, key, &[times, times * i64::from(o.late)]);
        }
    }
    for r in relays {
        let counts = Relayed::of(r);
        let n = [counts.volume, counts.accepted, counts.rejected, counts.undecided];
        let n = n.map(|count| i64::try_from(count).unwrap_or(i64::MAX) * times);
        to(RELAY_SUMS, vec![local_day(r.at, zone).into(), r.persona.map(Id::uuid).into()], &n);
    }
}

const OBLIGATIONS: Sql = Sql::both(
    "SELECT kind, status, value, CAST(SUM(n) AS BIGINT) AS n, CAST(SUM(late) AS BIGINT) AS late FROM obligation_tally \
     WHERE facet = $1 AND day >= $2 AND day < $3 GROUP BY kind, status, value",
);

/// Obligations due on the days `[from, until)`, by kind, by status once their days are over, and split.
///
/// # Errors
/// [`DbError`].
pub async fn obligations(
    conn: &mut Conn,
    split: Split,
    from: i32,
    until: i32,
) -> Result<Vec<(Kind, Status, Option<Uuid>, u64, u64)>, DbError> {
    let read = |r: &Row| {
        let value: Uuid = r.get("value")?;
        let value = Some(value).filter(|value| !value.is_nil());
        Ok((r.code("kind")?, r.code("status")?, value, r.int("n")?, r.int("late")?))
    };
    conn.all(OBLIGATIONS, &vals![split.code(), from, until]).await?.iter().map(read).collect()
}

const RELAYS: Sql = Sql::both(
    "SELECT persona, CAST(SUM(volume) AS BIGINT) AS volume, CAST(SUM(accepted) AS BIGINT) AS accepted, \
     CAST(SUM(rejected) AS BIGINT) AS rejected, CAST(SUM(undecided) AS BIGINT) AS undecided \
     FROM relay_tally WHERE day >= $1 AND day < $2 GROUP BY persona",
);

/// Handoffs of the days `[from, until)` by persona: first-time MQL not withdrawn, and what was decided.
///
/// # Errors
/// [`DbError`].
pub async fn relayed(conn: &mut Conn, from: i32, until: i32) -> Result<Vec<Relayed>, DbError> {
    let read = |r: &Row| {
        let persona: Uuid = r.get("persona")?;
        Ok(Relayed {
            persona: Some(persona).filter(|persona| !persona.is_nil()).map(Id::from_uuid),
            volume: r.int("volume")?,
            accepted: r.int("accepted")?,
            rejected: r.int("rejected")?,
            undecided: r.int("undecided")?,
        })
    };
    conn.all(RELAYS, &vals![from, until]).await?.iter().map(read).collect()
}

const BY_DAY: Sql = Sql::both(
    "SELECT day, CAST(SUM(volume) AS BIGINT) AS n FROM relay_tally WHERE day >= $1 AND day < $2 GROUP BY day",
);

/// First-time MQL handed off and not withdrawn, for each of the days `[from, until)`.
///
/// # Errors
/// [`DbError`].
pub async fn volume_by_day(conn: &mut Conn, from: i32, until: i32) -> Result<Vec<u64>, DbError> {
    let mut found = BTreeMap::new();
    for row in conn.all(BY_DAY, &vals![from, until]).await? {
        found.insert(row.int::<i32>("day")?, row.int::<u64>("n")?);
    }
    Ok((from..until).map(|day| found.get(&day).copied().unwrap_or(0)).collect())
}
