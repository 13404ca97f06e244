//! What a visitor chose on this browser: language and appearance, in two cookies.
//!
//! The cookies mirror a member's stored choice from sign-in on, so that a page written before anybody is known (an
//! error, the sign-in form) speaks the same language.

use super::cookie::{self, Life};
use super::form::RawForm;
use super::page::{Site, Theme};
use super::redirect::see_other;
use crate::i18n::{Lang, negotiate};
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::Response;

const LANG_COOKIE: &str = "relais_lang";
const THEME_COOKIE: &str = "relais_theme";
const YEAR: Life = Life::Seconds(365 * 24 * 3600);

/// The choices that a request brings along.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Prefs {
    /// The language of the answer, unless the member has one stored.
    pub lang: Lang,
    /// Light, dark, or as the system says.
    pub theme: Theme,
}

impl Prefs {
    /// Reads cookies and `Accept-Language`; anything unknown counts as not said.
    pub fn of(headers: &HeaderMap) -> Self {
        let accept = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        Self {
            lang: negotiate::language(None, cookie::read(headers, LANG_COOKIE), accept),
            theme: cookie::read(headers, THEME_COOKIE).and_then(Theme::from_code).unwrap_or_default(),
        }
    }
}

/// Sets the language cookie on an answer: at sign-in, and when a member changes language.
pub fn remember_lang(response: &mut Response, lang: Lang, site: &Site) {
    if let Some(cookie) = cookie::write(LANG_COOKIE, lang.code(), YEAR, site.https) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

/// Takes the language cookie away: the browser's own language counts again.
pub fn forget_lang(response: &mut Response, site: &Site) {
    if let Some(cookie) = cookie::write(LANG_COOKIE, "", Life::Gone, site.https) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

/// Sets the appearance cookie on an answer.
pub fn remember_theme(response: &mut Response, theme: Theme, site: &Site) {
    if let Some(cookie) = cookie::write(THEME_COOKIE, theme.code().unwrap_or("system"), YEAR, site.https) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

/// Answers `POST /preferences` with `lang` and/or `theme`, and `next` to come back to. Open to everybody: it touches
/// nothing but the visitor's own browser.
pub async fn save(State(site): State<Site>, form: RawForm) -> Response {
    let mut response = see_other(form.get("next").unwrap_or("/"));
    if let Some(lang) = form.get("lang").and_then(|code| code.parse().ok()) {
        remember_lang(&mut response, lang, &site);
    }
    if let Some(theme) = form.get("theme").and_then(Theme::from_code) {
        remember_theme(&mut response, theme, &site);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn site() -> Site {
        Site { clock: crate::clock::Clock::System, zone: chrono_tz::UTC, https: false }
    }

    #[tokio::test]
    async fn choices_are_kept_and_nothing_forged_is() {
        let form = RawForm::from_pairs([("lang", "en"), ("theme", "dark"), ("next", "/leads?stage=mql")]);
        let response = save(State(site()), form).await;
        assert_eq!(response.headers()["location"], "/leads?stage=mql");
        let cookies: Vec<_> = response.headers().get_all(header::SET_COOKIE).iter().collect();
        assert_eq!(cookies.len(), 2);
        let forged =
            RawForm::from_pairs([("lang", "<script>"), ("theme", "x; Path=/"), ("next", "//evil.example")]);
        let response = save(State(site()), forged).await;
        assert_eq!(response.headers()["location"], "/");
        assert!(response.headers().get(header::SET_COOKIE).is_none());
    }

    #[test]
    fn cookies_come_before_the_browsers_wish() {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static("en"));
        assert_eq!(Prefs::of(&headers).lang, Lang::En);
        headers.insert(header::COOKIE, HeaderValue::from_static("relais_lang=fr; relais_theme=light"));
        assert_eq!(Prefs::of(&headers), Prefs { lang: Lang::Fr, theme: Theme::Light });
    }
}
