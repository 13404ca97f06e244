//! Language and appearance: on this browser for everybody, and for good for a member.

use super::super::store::members;
use crate::app::{AppState, MaybeMe};
use crate::db::DbError;
use crate::i18n::Lang;
use crate::web::error::AppError;
use crate::web::form::RawForm;
use crate::web::page::{Site, Theme};
use crate::web::prefs;
use axum::extract::State;
use axum::response::Response;

/// Answers `POST /preferences` with `lang` and/or `theme`, and `next` to come back to.
pub async fn save(
    State(app): State<AppState>,
    State(site): State<Site>,
    MaybeMe(me): MaybeMe,
    form: RawForm,
) -> Result<Response, AppError> {
    let lang = form.get("lang").and_then(|code| code.parse::<Lang>().ok()).map(Lang::code);
    let theme = form.get("theme").filter(|code| Theme::from_code(code).is_some()).map(str::to_owned);
    if let Some(me) = me
        && (lang.is_some() || theme.is_some())
    {
        app.db
            .write(async move |mut tx| {
                members::prefer(&mut tx, me.id, lang, theme.as_deref()).await?;
                Ok::<_, DbError>(())
            })
            .await?;
    }
    Ok(prefs::save(State(site), form).await)
}
