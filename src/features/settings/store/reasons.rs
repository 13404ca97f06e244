//! The closed lists of reasons: worded and closed here, never added to, because each has its consequences.

use super::super::model::{ReasonFields, ReasonKind, ReasonRow};
use crate::db::{Conn, DbError, Row, Sql, Tx};
use crate::vals;

const LIST: Sql = Sql::both(
    "SELECT kind, code, label_fr, label_en, destination, active, version FROM reason \
     ORDER BY kind, position, code LIMIT 500",
);
const GET: Sql = Sql::both(
    "SELECT kind, code, label_fr, label_en, destination, active, version FROM reason WHERE kind = $1 AND code = $2",
);
const UPDATE: Sql = Sql::both(
    "UPDATE reason SET label_fr = $4, label_en = $5, active = $6, version = version + 1 \
     WHERE kind = $1 AND code = $2 AND version = $3",
);

/// Every statement of this file.
pub const ALL: &[Sql] = &[LIST, GET, UPDATE];

/// Every reason, by kind, in its order.
///
/// # Errors
/// [`DbError`].
pub async fn list(conn: &mut Conn) -> Result<Vec<ReasonRow>, DbError> {
    conn.all(LIST, &[]).await?.iter().map(reason).collect()
}

/// One reason.
///
/// # Errors
/// [`DbError`].
pub async fn get(conn: &mut Conn, kind: ReasonKind, code: &str) -> Result<Option<ReasonRow>, DbError> {
    conn.optional(GET, &vals![kind.code(), code]).await?.as_ref().map(reason).transpose()
}

fn reason(row: &Row) -> Result<ReasonRow, DbError> {
    Ok(ReasonRow {
        kind: row.code("kind")?,
        code: row.get("code")?,
        label_fr: row.get("label_fr")?,
        label_en: row.get("label_en")?,
        destination: row.get("destination")?,
        active: row.get("active")?,
        version: row.get("version")?,
    })
}

/// Words a reason and opens or closes it; false when its version is no longer the last.
///
/// # Errors
/// [`DbError`].
pub async fn change(tx: &mut Tx, of: &ReasonRow, new: &ReasonFields) -> Result<bool, DbError> {
    let row = vals![of.kind.code(), &of.code, of.version, &new.label_fr, &new.label_en, new.active];
    Ok(tx.run(UPDATE, &row).await? == 1)
}
