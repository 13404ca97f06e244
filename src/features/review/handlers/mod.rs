//! `/review`: reading a week (`show`), writing about it (`write`), closing it (`close`).

mod close;
mod show;
mod write;

pub use close::{ask_close, close};
pub use show::{current, index, leads, meeting, minutes, past};
pub use write::{act, decide, drop_content, note, plan, set_done, strike};

use super::model::Denied;
use super::store;
use super::views::{Forms, Sheet};
use crate::app::AppState;
use crate::db::Conn;
use crate::domain::ids::Id;
use crate::domain::period::IsoWeek;
use crate::domain::review::{BadWeek, read_week};
use crate::domain::zone::local_date;
use crate::features::{funnel, lists};
use crate::web::error::AppError;
use crate::web::me::Me;
use crate::web::words::Words;
use crate::words;
use uuid::Uuid;

/// The week that an address names.
///
/// # Errors
/// [`AppError::Refused`], saying why it is no week to review.
pub fn week_of(app: &AppState, text: &str) -> Result<IsoWeek, AppError> {
    let today = local_date(app.clock.now(), app.organisation().zone);
    read_week(text, today).map_err(|why| AppError::Refused(said(why)))
}

fn said(why: BadWeek) -> Words {
    match why {
        BadWeek::Malformed => words!(review_week_bad),
        BadWeek::NoSuchWeek { year, asked, weeks } => {
            words!(review_week_missing, year.to_string(), asked.to_string(), weeks.to_string())
        }
        BadWeek::Future(monday) => {
            Words::new("review_week_future", move |l| l.t.review_week_future(l.date_long(monday)))
        }
    }
}

impl From<Denied> for AppError {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::Closed => Self::Conflict(words!(review_frozen_write)),
            Denied::Conflict(_) => Self::Conflict(words!(error_conflict)),
            Denied::NotFound => Self::NotFound,
            Denied::Form(cause) => Self::internal(&cause),
            Denied::Db(cause) => cause.into(),
        }
    }
}

/// A week as its pages show it.
async fn sheet(
    app: &AppState,
    me: &Me,
    conn: &mut Conn,
    l: crate::i18n::L,
    week: IsoWeek,
    restated: bool,
    forms: Forms,
) -> Result<Sheet, AppError> {
    let (now, zone) = (app.clock.now(), app.organisation().zone);
    let shown = super::figures::shown(conn, week, now, zone).await?;
    let live = match (&shown.frozen, restated) {
        (Some(_), true) => Some(super::figures::live(conn, week, now, zone).await?),
        _ => None,
    };
    let mut sheet = Sheet::new(l, me, week, shown, live, lists::currency(app), forms);
    sheet.today = local_date(now, zone);
    if sheet.is_open() {
        sheet.colleagues = store::agreed::colleagues(conn).await?;
    }
    let named: Vec<Uuid> = sheet.named();
    if !named.is_empty() {
        sheet.names = funnel::store::lines::lines(conn, named.into_iter().map(Id::from_uuid)).await?;
    }
    Ok(sheet)
}
