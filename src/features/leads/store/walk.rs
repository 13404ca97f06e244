//! Walking through all leads in the order of their entry, for programs.

use crate::db::{Conn, DbError, Query};
use crate::domain::ids::{Id, of};
use crate::domain::stage::Stage;

/// Leads in play after a cursor, in the order of their entry.
///
/// # Errors
/// [`DbError`].
pub async fn page(
    conn: &mut Conn,
    after: i64,
    limit: i64,
    stage: Option<Stage>,
    email: Option<&str>,
) -> Result<Vec<(i64, Id<of::Lead>)>, DbError> {
    let mut q = Query::new("SELECT seq, id FROM lead WHERE hidden = 0 AND seq > ");
    q.bind(after);
    if let Some(stage) = stage {
        q.push(" AND stage = ").bind(stage);
    }
    if let Some(email) = email {
        q.push(" AND email_key = ").bind(email);
    }
    q.push(" ORDER BY seq LIMIT ").bind(limit);
    conn.all_of(&q).await?.iter().map(|r| Ok((r.get("seq")?, r.id("id")?))).collect()
}
