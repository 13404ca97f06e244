//! What is stored of relays and obligations beside what the facts say.

use super::settle::{expected, load};
use super::store::{rows, tallies};
use crate::db::{Cells, Conn, DbError, SumDifference};
use crate::domain::ids::{Id, of};
use crate::features::history::Difference;
use chrono_tz::Tz;
use std::fmt::Debug;

/// Compares the stored rows of these leads with what should be stored.
///
/// # Errors
/// [`DbError`].
pub async fn differences(
    conn: &mut Conn,
    leads: &[Id<of::Lead>],
    zone: Tz,
) -> Result<Vec<Difference>, DbError> {
    let (known, rules) = load(conn, leads).await?;
    let (mut relays, mut obligations) = (Vec::new(), Vec::new());
    for lead in &known {
        let (r, o) = expected(lead, &rules, zone);
        relays.extend(r);
        obligations.extend(o);
    }
    let mut found = Vec::new();
    compare(&mut found, "relay", rows::relays(conn, leads).await?, relays, |r| (r.lead, r.cycle, ""));
    let key = |o: &super::ObligationRow| (o.lead, o.cycle, o.kind.code());
    compare(&mut found, "obligation", rows::obligations(conn, leads).await?, obligations, key);
    Ok(found)
}

/// Compares the stored sums with those of the stored rows.
///
/// # Errors
/// [`DbError`].
pub async fn sum_differences(conn: &mut Conn, zone: Tz) -> Result<Vec<SumDifference>, DbError> {
    all_sums(conn, zone).await?.differences(conn, tallies::TABLES).await
}

/// The sums of the stored rows.
pub(super) async fn all_sums(conn: &mut Conn, zone: Tz) -> Result<Cells, DbError> {
    let mut cells = Cells::default();
    let count = |relays: &[_], obligations: &[_]| {
        tallies::add(|to, key, n| cells.add(to, key, n), relays, obligations, zone, 1);
    };
    rows::each_page(conn, count).await?;
    Ok(cells)
}

fn compare<T: PartialEq + Debug>(
    found: &mut Vec<Difference>,
    table: &str,
    stored: Vec<T>,
    expected: Vec<T>,
    key: impl Fn(&T) -> (Id<of::Lead>, i32, &'static str),
) {
    let place = |row: &T| {
        let (_, cycle, kind) = key(row);
        if kind.is_empty() { format!("{table}[{cycle}]") } else { format!("{table}[{cycle}].{kind}") }
    };
    let nothing = || "—".to_owned();
    let mut stored: Vec<Option<T>> = stored.into_iter().map(Some).collect();
    for row in expected {
        let same = stored.iter_mut().find(|s| s.as_ref().is_some_and(|s| key(s) == key(&row)));
        match same.and_then(Option::take) {
            Some(s) if s == row => {}
            other => found.push(Difference {
                lead: key(&row).0,
                place: place(&row),
                stored: other.map_or_else(nothing, |s| format!("{s:?}")),
                expected: format!("{row:?}"),
            }),
        }
    }
    found.extend(stored.into_iter().flatten().map(|row| Difference {
        lead: key(&row).0,
        place: place(&row),
        stored: format!("{row:?}"),
        expected: nothing(),
    }));
}
