//! Beginning a session: rows in the transaction of whatever proved who it is, cookies on its answer.

use super::super::model::Member;
use super::super::secret::{digest, new_secret};
use super::super::store::{devices, sessions};
use crate::app::session_cookie;
use crate::clock::Clock;
use crate::db::{DbError, Tx};
use crate::domain::ids::{Id, of};
use crate::domain::text::truncate_graphemes;
use crate::i18n::Lang;
use crate::web::cookie::{self, Life};
use crate::web::page::{Site, Theme};
use crate::web::prefs;
use axum::http::{HeaderMap, header};
use axum::response::Response;

/// Says «this browser has signed in before», and nothing else.
const DEVICE_COOKIES: [&str; 2] = ["__Host-relais-device", "relais-device"];
/// Longest description of a browser that is kept.
const AGENT_MAX: usize = 200;

/// A session about to begin. Its secret is new: whatever cookie came in with the request is worth nothing afterwards.
#[derive(Debug, Clone)]
pub struct Entering {
    secret: String,
    device: String,
    old: Option<[u8; 32]>,
    agent: String,
}

impl Entering {
    /// From the request that proves who it is.
    pub fn new(headers: &HeaderMap, https: bool) -> Self {
        let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        Self {
            secret: new_secret(),
            device: device_cookie(headers, https).map_or_else(new_secret, str::to_owned),
            old: cookie::read(headers, session_cookie(https)).map(digest),
            agent: truncate_graphemes(agent, AGENT_MAX).into_owned(),
        }
    }

    /// Ends the session that the browser had, begins the new one, and remembers the browser.
    ///
    /// # Errors
    /// [`DbError`].
    pub async fn write(&self, tx: &mut Tx, clock: &Clock, member: Id<of::Member>) -> Result<(), DbError> {
        let now = clock.now();
        if let Some(old) = self.old {
            sessions::end_by_cookie(tx, old).await?;
        }
        sessions::insert(tx, digest(&self.secret), clock.id(), member, now, &self.agent).await?;
        devices::seen(tx, digest(&self.device), member, now).await
    }

    /// Hands the cookies over.
    pub fn set_cookies(&self, response: &mut Response, site: &Site) {
        let lifetime = |secs: i64| Life::Seconds(u32::try_from(secs).unwrap_or(u32::MAX));
        let cookies = [
            cookie::write(
                session_cookie(site.https),
                &self.secret,
                lifetime(sessions::LIFETIME_SECS),
                site.https,
            ),
            cookie::write(device_name(site.https), &self.device, lifetime(devices::MEMORY_SECS), site.https),
        ];
        for cookie in cookies.into_iter().flatten() {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }
}

/// Pages that know nobody yet (errors, the sign-in form) then speak as this member reads.
pub fn set_preferences(response: &mut Response, member: &Member, site: &Site) {
    if let Some(lang) = member.language.as_deref().and_then(|code| code.parse::<Lang>().ok()) {
        prefs::remember_lang(response, lang, site);
    }
    prefs::remember_theme(response, Theme::from_code(&member.theme).unwrap_or_default(), site);
}

/// The device cookie of a request.
pub fn device_cookie(headers: &HeaderMap, https: bool) -> Option<&str> {
    cookie::read(headers, device_name(https)).filter(|value| value.len() == 43)
}

fn device_name(https: bool) -> &'static str {
    let [guarded, plain] = DEVICE_COOKIES;
    if https { guarded } else { plain }
}
