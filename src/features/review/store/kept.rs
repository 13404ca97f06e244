//! The reviews that are kept, and the row that makes writes about one week wait for each other.

use crate::db::{Conn, DbError, Row, Sql, Tx};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::period::IsoWeek;
use crate::features::review::model::{Kept, Past};
use crate::vals;
use chrono::NaiveDate;

/// Every statement of this file.
pub const ALL: &[Sql] = &[BEGIN, LOCK, FREEZE, KEPT, PAST, HELD];

const BEGIN: Sql =
    Sql::both("INSERT INTO review (week, monday) VALUES ($1, $2) ON CONFLICT (week) DO NOTHING");
const LOCK: Sql = Sql::split(
    "SELECT frozen_at FROM review WHERE week = $1",
    "SELECT frozen_at FROM review WHERE week = $1 FOR UPDATE",
);

/// Takes a week for this write, its row made when there is none; answers when it was closed, if it was.
///
/// # Errors
/// [`DbError`].
pub async fn take(tx: &mut Tx, week: IsoWeek) -> Result<Option<Instant>, DbError> {
    tx.run(BEGIN, &vals![week.to_string(), week.monday()]).await?;
    tx.one(LOCK, &vals![week.to_string()]).await?.opt_at("frozen_at")
}

const FREEZE: Sql = Sql::both(
    "UPDATE review SET frozen_at = $2, frozen_by = $3, payload = $4, sha256 = $5 WHERE week = $1 AND frozen_at IS NULL",
);

/// Closes a week with what was presented; false when it was closed before.
///
/// # Errors
/// [`DbError`].
pub async fn freeze(
    tx: &mut Tx,
    week: IsoWeek,
    at: Instant,
    by: Id<of::Member>,
    payload: &str,
    sha: [u8; 32],
) -> Result<bool, DbError> {
    Ok(tx.run(FREEZE, &vals![week.to_string(), at, by, payload, sha]).await? == 1)
}

const KEPT: Sql = Sql::both(
    "SELECT r.frozen_at, COALESCE(m.name, '') AS frozen_by, r.payload, r.sha256 FROM review r \
     LEFT JOIN member m ON m.id = r.frozen_by WHERE r.week = $1 AND r.frozen_at IS NOT NULL",
);

/// The review of a week as it was closed.
///
/// # Errors
/// [`DbError`].
pub async fn kept(conn: &mut Conn, week: IsoWeek) -> Result<Option<Kept>, DbError> {
    let read = |r: &Row| {
        Ok(Kept {
            at: r.at("frozen_at")?,
            by: r.get("frozen_by")?,
            text: r.get("payload")?,
            sha256: r.get("sha256")?,
        })
    };
    conn.optional(KEPT, &vals![week.to_string()]).await?.as_ref().map(read).transpose()
}

const PAST: Sql = Sql::both(
    "SELECT r.week, r.frozen_at, COALESCE(m.name, '') AS frozen_by FROM review r LEFT JOIN member m ON m.id = r.frozen_by \
     WHERE r.frozen_at IS NOT NULL ORDER BY r.monday DESC LIMIT $1",
);

/// The latest reviews that were closed.
///
/// # Errors
/// [`DbError`].
pub async fn past(conn: &mut Conn, most: i64) -> Result<Vec<Past>, DbError> {
    let read = |r: &Row| Ok(Past { week: r.code("week")?, at: r.at("frozen_at")?, by: r.get("frozen_by")? });
    conn.all(PAST, &vals![most]).await?.iter().map(read).collect()
}

const HELD: Sql = Sql::both(
    "SELECT monday, frozen_at FROM review WHERE frozen_at IS NOT NULL AND monday < $1 ORDER BY monday DESC LIMIT 520",
);

/// The reviews closed of weeks before: the Monday of each, and when it was closed.
///
/// # Errors
/// [`DbError`].
pub async fn held(conn: &mut Conn, before: NaiveDate) -> Result<Vec<(NaiveDate, Instant)>, DbError> {
    let rows = conn.all(HELD, &vals![before]).await?;
    rows.iter().map(|r| Ok((r.get("monday")?, r.at("frozen_at")?))).collect()
}
