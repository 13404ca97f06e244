//! `/settings/audit`: who did what, the last first.

use super::super::views;
use crate::app::AppState;
use crate::db::Conn;
use crate::domain::ids::{Id, of};
use crate::domain::zone::{Tz, day_start};
use crate::features::audit::{self, Wanted};
use crate::features::people;
use crate::web::check::Check;
use crate::web::error::AppError;
use crate::web::form::{FieldErrors, RawForm};
use crate::web::page::{self, Shell};
use crate::web::query::Query;
use crate::words;
use axum::extract::State;
use axum::response::Response;

/// Entries of a page.
const PAGE: u32 = 50;

/// Answers `GET /settings/audit?who=&what=&from=&until=&before=…`.
///
/// # Errors
/// 404 for a page that never was.
pub async fn index(
    State(app): State<AppState>,
    shell: Shell,
    mut conn: Conn,
    query: Query,
) -> Result<Response, AppError> {
    let before: Option<Id<of::Audit>> = match query.get("before") {
        Some(id) => Some(id.parse().map_err(|_| AppError::NotFound)?),
        None => None,
    };
    let form = RawForm::from_pairs(query.0);
    let people = people::members(&mut conn).await?;
    let wanted = match wanted(&form, app.organisation().zone) {
        Ok(wanted) => Wanted { before, ..wanted },
        Err(errors) => {
            return page::refused(&views::Audit::new(shell, &people, Vec::new(), false, form.state(errors)));
        }
    };
    let rows = audit::list(&mut conn, &wanted, PAGE).await?;
    let more = rows.len() == usize::try_from(PAGE).unwrap_or(usize::MAX);
    page::ok(&views::Audit::new(shell, &people, rows, more, form.state(FieldErrors::default())))
}

/// What the filter asks for; both days belong to it, as the organisation counts days.
fn wanted(form: &RawForm, zone: Tz) -> Result<Wanted, FieldErrors> {
    let mut c = Check::new(form);
    let noun = c.with("what", |noun| {
        audit::NOUNS.into_iter().find(|known| *known == noun.trim()).ok_or_else(|| words!(field_choice))
    });
    let (from, until) = (c.date("from"), c.date("until"));
    let wanted = Wanted {
        actor: c.choice("who"),
        noun,
        from: from.map(|day| day_start(day, zone)),
        until: until.and_then(|day| day.succ_opt()).map(|day| day_start(day, zone)),
        before: None,
    };
    c.finish(Some(wanted))
}
