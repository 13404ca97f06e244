//! What the last action did, said once on the next page, with an Undo where there is one.
//!
//! A handler answers [`redirect`]; the middleware [`carry`] puts the message in a cookie that the next full page
//! shows ([`Flash::of`]) and removes. It stays on screen until the reader leaves the page or closes it.

use super::cookie::{self, Life};
use super::page::{Site, is_fragment};
use super::redirect::{local_path, see_other};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

const COOKIE: &str = "relais_flash";
const MAX_TEXT: usize = 600;

/// How a message is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// It is done.
    Done,
    /// It is done, mind this.
    Warn,
    /// Good to know.
    Info,
}

/// A message for the next page, in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flash {
    /// How it is meant.
    pub kind: Kind,
    /// One sentence.
    pub text: String,
    /// How to take the action back, if it can be.
    pub undo: Option<Undo>,
}

/// A form of one button that takes an action back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undo {
    /// Path of ours that the button posts to.
    pub action: String,
    /// Hidden fields of that form.
    pub fields: Vec<(String, String)>,
}

impl Flash {
    /// «It is done.»
    pub fn done(text: impl Into<String>) -> Self {
        Self { kind: Kind::Done, text: text.into(), undo: None }
    }
    /// «It is done, mind this.»
    pub fn warn(text: impl Into<String>) -> Self {
        Self { kind: Kind::Warn, text: text.into(), undo: None }
    }
    /// «Good to know.»
    pub fn info(text: impl Into<String>) -> Self {
        Self { kind: Kind::Info, text: text.into(), undo: None }
    }
    /// The same message with an Undo button posting `fields` to `action` (a path of ours).
    pub fn with_undo(mut self, action: impl Into<String>, fields: Vec<(String, String)>) -> Self {
        self.undo = Some(Undo { action: action.into(), fields });
        self
    }
    /// The message that the request brings along. A forged or damaged cookie counts as none, and an Undo leads
    /// nowhere but to a path of ours.
    pub fn of(headers: &HeaderMap) -> Option<Self> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(cookie::read(headers, COOKIE)?).ok()?;
        let flash: Self = serde_json::from_slice(&bytes).ok()?;
        let honest = flash.text.len() <= MAX_TEXT + 4
            && flash
                .undo
                .as_ref()
                .is_none_or(|undo| local_path(&undo.action) == undo.action && undo.fields.len() <= 8);
        honest.then_some(flash)
    }
    /// Name of the icon.
    pub fn icon(&self) -> &'static str {
        match self.kind {
            Kind::Done => "circle-check",
            Kind::Warn => "circle-alert",
            Kind::Info => "info",
        }
    }
    /// CSS class beside `flash`; empty for «done».
    pub fn class(&self) -> &'static str {
        match self.kind {
            Kind::Done => "",
            Kind::Warn => " warn",
            Kind::Info => " info",
        }
    }

    fn encoded(&self) -> Option<String> {
        let mut short = self.clone();
        if short.text.len() > MAX_TEXT {
            short.text = crate::domain::text::truncate_graphemes(&short.text, MAX_TEXT / 4).into_owned();
        }
        let encoded = BASE64_URL_SAFE_NO_PAD.encode(serde_json::to_vec(&short).ok()?);
        (encoded.len() <= 3_500).then_some(encoded)
    }
}

/// 303 to a path of ours, with a message for the page there.
pub fn redirect(path: &str, flash: Flash) -> Response {
    let mut response = see_other(path);
    response.extensions_mut().insert(flash);
    response
}

/// Middleware: writes the message that a handler left, and forgets the one that a full page has shown.
pub async fn carry(State(site): State<Site>, request: Request, next: Next) -> Response {
    let brought = cookie::read(request.headers(), COOKIE).is_some();
    let fragment = is_fragment(request.headers());
    let mut response = next.run(request).await;
    let left = response.extensions_mut().remove::<Flash>();
    let kind = response.headers().get(header::CONTENT_TYPE).map_or(&b""[..], HeaderValue::as_bytes);
    let shown = brought && !fragment && !response.status().is_redirection() && kind.starts_with(b"text/html");
    let cookie = match left {
        Some(flash) => {
            flash.encoded().and_then(|value| cookie::write(COOKIE, &value, Life::Session, site.https))
        }
        None if shown => cookie::write(COOKIE, "", Life::Gone, site.https),
        None => None,
    };
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(value: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_str(&format!("{COOKIE}={value}")).unwrap());
        headers
    }

    #[test]
    fn a_message_survives_its_cookie() {
        let flash =
            Flash::done("« É » <b> 👩‍🚀").with_undo("/leads/1/undo", vec![("event".into(), "7".into())]);
        assert_eq!(Flash::of(&headers(&flash.encoded().unwrap())), Some(flash));
    }

    #[test]
    fn forged_messages_are_dropped() {
        assert_eq!(Flash::of(&headers("nonsense")), None);
        for action in ["//evil.example", "https://evil.example", "javascript:alert(1)"] {
            let forged = Flash::done("x").with_undo(action, Vec::new());
            assert_eq!(Flash::of(&headers(&forged.encoded().unwrap())), None, "{action}");
        }
    }

    #[test]
    fn a_huge_message_is_cut_and_an_impossible_one_dropped() {
        let long = Flash::done("é".repeat(50_000));
        assert!(Flash::of(&headers(&long.encoded().unwrap())).unwrap().text.ends_with('…'));
        assert_eq!(Flash::done("x").with_undo("/a", vec![("f".into(), "v".repeat(9_000))]).encoded(), None);
    }

    #[tokio::test]
    async fn a_message_waits_for_the_next_page_is_shown_once_and_skips_fragments() {
        use axum::routing::get;
        use tower::ServiceExt;
        let site = Site { clock: crate::clock::Clock::System, zone: chrono_tz::UTC, https: true };
        let page = |headers: HeaderMap| async move {
            let said = Flash::of(&headers).map(|flash| flash.text).unwrap_or_default();
            axum::response::Html(said)
        };
        let app = axum::Router::new()
            .route("/do", get(|| async { redirect("/page", Flash::done("Fait.")) }))
            .route("/page", get(page))
            .layer(axum::middleware::from_fn_with_state(site, carry));
        let ask = async |path: &str, cookie: &str, fragment: bool| {
            let mut request = Request::get(path).header("cookie", cookie);
            if fragment {
                request = request.header("x-relais-fragment", "list");
            }
            app.clone().oneshot(request.body(axum::body::Body::empty()).unwrap()).await.unwrap()
        };
        let done = ask("/do", "", false).await;
        assert_eq!(
            (done.status().as_u16(), &done.headers()["location"]),
            (303, &HeaderValue::from_static("/page"))
        );
        let set = done.headers()["set-cookie"].to_str().unwrap().to_owned();
        assert!(set.contains("HttpOnly; SameSite=Lax; Secure"), "{set}");
        let cookie = set.split(';').next().unwrap();
        assert!(ask("/page", cookie, true).await.headers().get("set-cookie").is_none());
        let shown = ask("/page", cookie, false).await;
        assert!(shown.headers()["set-cookie"].to_str().unwrap().contains("Max-Age=0"));
        let body = axum::body::to_bytes(shown.into_body(), 1 << 16).await.unwrap();
        assert_eq!(&body[..], b"Fait.");
        assert!(ask("/page", "", false).await.headers().get("set-cookie").is_none());
    }
}
