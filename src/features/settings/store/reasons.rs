//! The closed lists of reasons: worded and closed here, never added to, because each has its consequences.

use super::super::model::{ReasonKind, ReasonRow};
use crate::db::{Conn, DbError, Sql, Tx};
use crate::vals;

const LIST: Sql = Sql::both(
    "SELECT kind, code, label_fr, label_en, destination, active FROM reason ORDER BY kind, position, code LIMIT 500",
);
const UPDATE: Sql = Sql::both(
    "UPDATE reason SET label_fr = $3, label_en = $4, active = $5, version = version + 1 \
     WHERE kind = $1 AND code = $2",
);

/// Every statement of this file.
pub const ALL: &[Sql] = &[LIST, UPDATE];

/// Every reason, by kind, in its order.
///
/// # Errors
/// [`DbError`].
pub async fn list(conn: &mut Conn) -> Result<Vec<ReasonRow>, DbError> {
    let rows = conn.all(LIST, &[]).await?;
    rows.iter()
        .map(|row| {
            Ok(ReasonRow {
                kind: row.code("kind")?,
                code: row.get("code")?,
                label_fr: row.get("label_fr")?,
                label_en: row.get("label_en")?,
                destination: row.get("destination")?,
                active: row.get("active")?,
            })
        })
        .collect()
}

/// Words a reason and opens or closes it; false when there is none.
///
/// # Errors
/// [`DbError`].
pub async fn change(
    tx: &mut Tx,
    kind: ReasonKind,
    code: &str,
    (label_fr, label_en): (&str, &str),
    active: bool,
) -> Result<bool, DbError> {
    Ok(tx.run(UPDATE, &vals![kind.code(), code, label_fr, label_en, active]).await? == 1)
}
