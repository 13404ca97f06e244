//! The headers that every answer carries, refusals and static files included.

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

/// What the browser may load and run: our own files, no inline script or style, no plug-in, no frame, and markup made
/// by script only through the one policy of `app.js`.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
     frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types relais";

/// What depends on how the product is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// Whether the public address is https: adds HSTS.
    pub https: bool,
}

/// Middleware; put it outermost, so that faults, refusals and static files pass through it as well.
///
/// An answer that does not say how it may be cached is not cached at all: pages hold personal data.
pub async fn secure(State(policy): State<Policy>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let fixed: [(HeaderName, &'static str); 6] = [
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=(), payment=()",
        ),
        (header::X_FRAME_OPTIONS, "DENY"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if policy.https {
        let value = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, value);
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    // Not `no-referrer`: browsers then send `Origin: null` with our own forms, and the CSRF check could not tell them
    // from a stranger's. Nothing leaves the site either way. A page with a secret in its address sets its own.
    headers.entry(header::REFERRER_POLICY).or_insert(HeaderValue::from_static("same-origin"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::Router;
    use axum::body::Body;
    use axum::middleware::from_fn_with_state;
    use axum::routing::get;
    use tower::ServiceExt;

    async fn fetch(https: bool, path: &str) -> Response {
        let app = Router::new()
            .route("/page", get(|| async { "page" }))
            .route("/static", get(|| async { ([(header::CACHE_CONTROL, "public")], "file") }))
            .layer(from_fn_with_state(Policy { https }, secure));
        app.oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap()
    }

    #[tokio::test]
    async fn pages_refusals_and_files_all_carry_the_policy() {
        for path in ["/page", "/static", "/missing"] {
            let answer = fetch(false, path).await;
            let csp = answer.headers()["content-security-policy"].to_str().unwrap();
            assert!(csp.contains("default-src 'none'") && !csp.contains("unsafe"), "{path}");
            assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
            assert_eq!(answer.headers()["referrer-policy"], "same-origin");
            assert!(answer.headers().get("strict-transport-security").is_none());
        }
        assert_eq!(fetch(false, "/page").await.headers()["cache-control"], "no-store");
        assert_eq!(fetch(false, "/static").await.headers()["cache-control"], "public");
        assert!(fetch(true, "/missing").await.headers().contains_key("strict-transport-security"));
    }
}
