//! Stylesheet, script, icons and font: embedded in the binary, named by their content, cached for good.
//!
//! [`asset`] gives the URL of a file; the URL changes when the file does, so the browser may keep it a year.

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::Write;
use std::sync::LazyLock;

/// The one stylesheet: every file of `static/css`, in the order of their names.
pub const STYLESHEET: &str = "app.css";
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const REVALIDATE: HeaderValue = HeaderValue::from_static("no-cache");

#[derive(RustEmbed)]
#[folder = "static/"]
struct Files;

struct Asset {
    url: String,
    hash: String,
    media_type: String,
    plain: Vec<u8>,
    gzip: Option<Vec<u8>>,
}

static ASSETS: LazyLock<BTreeMap<String, Asset>> = LazyLock::new(load);

fn load() -> BTreeMap<String, Asset> {
    let mut assets = BTreeMap::new();
    let (sheets, others): (Vec<_>, Vec<_>) = Files::iter().partition(|name| name.starts_with("css/"));
    for name in others {
        if let Some(file) = Files::get(&name) {
            let media_type = file.metadata.mimetype().to_owned();
            assets.insert(name.to_string(), build(&name, media_type, file.data.into_owned()));
        }
    }
    let mut css = String::new();
    let mut names = sheets;
    names.sort();
    for file in names.iter().filter_map(|name| Files::get(name)) {
        css.push_str(&String::from_utf8_lossy(&file.data));
    }
    for (name, asset) in &assets {
        css = css.replace(&format!("url(\"{name}\")"), &format!("url(\"{}\")", asset.url));
    }
    assets.insert(STYLESHEET.to_owned(), build(STYLESHEET, "text/css".to_owned(), css.into_bytes()));
    assets
}

fn build(name: &str, media_type: String, plain: Vec<u8>) -> Asset {
    let hash: String = Sha256::digest(&plain).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    let text =
        media_type.starts_with("text/") || media_type.ends_with("xml") || media_type.ends_with("javascript");
    let gzip = text.then(|| compress(&plain)).flatten().filter(|small| small.len() < plain.len());
    let media_type = if text { format!("{media_type}; charset=utf-8") } else { media_type };
    Asset { url: format!("/static/{hash}/{name}"), hash, media_type, plain, gzip }
}

fn compress(plain: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(plain).ok()?;
    encoder.finish().ok()
}

/// URL of an embedded file (`app.css`, `app.js`, `icons.svg`…). A name that does not exist gives a URL that answers
/// 404; a test checks every name that the templates use.
pub fn asset(name: &str) -> &'static str {
    ASSETS.get(name).map_or("/static/unknown", |asset| asset.url.as_str())
}

/// Whether an embedded file of this name exists.
pub fn exists(name: &str) -> bool {
    ASSETS.contains_key(name)
}

/// URL of the icon sprite; an icon is `{sprite}#{name}`.
pub fn icons() -> &'static str {
    static URL: LazyLock<&'static str> = LazyLock::new(|| asset("icons.svg"));
    &URL
}

/// Answers `GET /static/{hash}/{*name}`. With the current hash the answer never expires; with an older one (a page
/// opened before an upgrade) the current file is sent, to be asked again next time.
pub async fn serve(Path((hash, name)): Path<(String, String)>, headers: HeaderMap) -> Response {
    let Some(asset) = ASSETS.get(&name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let accepts_gzip =
        headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).is_some_and(|value| {
            value.split(',').any(|e| e.trim() == "gzip" || e.trim().starts_with("gzip;q=1"))
        });
    let body = match &asset.gzip {
        Some(gzip) if accepts_gzip => gzip.clone(),
        _ => asset.plain.clone(),
    };
    let mut response = body.into_response();
    let answer = response.headers_mut();
    if let Ok(media_type) = HeaderValue::from_str(&asset.media_type) {
        answer.insert(header::CONTENT_TYPE, media_type);
    }
    answer.insert(header::CACHE_CONTROL, if hash == asset.hash { FOREVER } else { REVALIDATE });
    if asset.gzip.is_some() {
        answer.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if accepts_gzip {
            answer.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::Router;
    use axum::body::Body;
    use axum::http::Request;
    use axum::routing::get;
    use tower::ServiceExt;

    async fn fetch(uri: &str, encoding: &str) -> Response {
        let app = Router::new().route("/static/{hash}/{*name}", get(serve));
        let request = Request::get(uri).header("accept-encoding", encoding).body(Body::empty()).unwrap();
        app.oneshot(request).await.unwrap()
    }

    #[tokio::test]
    async fn a_named_file_is_kept_for_good_and_an_old_name_is_asked_again() {
        let current = fetch(asset("app.css"), "").await;
        assert_eq!(current.status(), StatusCode::OK);
        assert_eq!(current.headers()["cache-control"], FOREVER);
        assert_eq!(current.headers()["content-type"], "text/css; charset=utf-8");
        let old = fetch("/static/000000000000/app.css", "").await;
        assert_eq!(old.headers()["cache-control"], REVALIDATE);
        assert_eq!(fetch("/static/x/../Cargo.toml", "").await.status(), StatusCode::NOT_FOUND);
        assert_eq!(fetch("/static/x/css/10-base.css", "").await.status(), StatusCode::NOT_FOUND);
    }

    #[tokio::test]
    async fn text_travels_compressed_and_the_font_by_its_own_name() {
        let sheet = fetch(asset("app.css"), "br, gzip").await;
        assert_eq!(sheet.headers()["content-encoding"], "gzip");
        let css = String::from_utf8_lossy(&ASSETS["app.css"].plain).into_owned();
        assert!(css.contains(&format!("url(\"{}\")", asset("fonts/inter-relais.woff2"))));
        let font = fetch(asset("fonts/inter-relais.woff2"), "gzip").await;
        assert_eq!(font.headers()["content-type"], "font/woff2");
        assert!(font.headers().get("content-encoding").is_none());
    }

    #[test]
    fn script_and_style_stay_small() {
        let size = |name: &str| ASSETS[name].gzip.as_ref().map_or(ASSETS[name].plain.len(), Vec::len);
        assert!(ASSETS["app.js"].plain.len() <= 20_000, "app.js {}", ASSETS["app.js"].plain.len());
        let total = size("app.css") + size("app.js") + size("icons.svg");
        assert!(total <= 30_000, "style, script and icons travel as {total} bytes");
    }
}
