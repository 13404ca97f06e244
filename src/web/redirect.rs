//! Going elsewhere: only inside the product, always with 303 after a POST.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// `next` when it is a path of this product, else `/`. Refuses other sites in every disguise: `//e`, `/\e`, `/%09/e`,
/// schemes, control characters, anything that is not plainly `/path`.
pub fn local_path(next: &str) -> &str {
    let plain = next.bytes().all(|b| (0x21..0x7f).contains(&b) && b != b'\\');
    let path = next.split(['?', '#']).next().unwrap_or_default();
    // An encoded control character, slash or backslash in the path has no honest use and confuses some readers.
    let disguised = path.split('%').skip(1).any(|rest| {
        let code = rest.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        code.is_none_or(|byte| byte <= 0x20 || matches!(byte, b'/' | b'\\' | 0x7f))
    });
    let local = next.starts_with('/') && !path.contains("//") && !disguised && plain && next.len() <= 2_000;
    if local { next } else { "/" }
}

/// 303 See Other to a path built by `urls` (a path of ours, checked with [`local_path`]).
pub fn see_other(path: &str) -> Response {
    let location = HeaderValue::from_str(local_path(path)).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_sites_fall_back_to_the_home_page() {
        let attacks = [
            "//e",
            "/\\e",
            "/%09/e",
            "https:e",
            "https://e",
            "javascript:alert(1)",
            "/a\r\nSet-Cookie: x",
            "@e",
            "",
            "e",
            "///e",
            "/%2f/e",
            "/%5ce",
            "/a%",
            "/a%0",
            "/\t/e",
            " /a",
            "/a b",
            "/é",
            "/a//e",
            "/%0d%0aX: y",
        ];
        for next in attacks {
            assert_eq!(local_path(next), "/", "{next:?}");
        }
    }

    #[test]
    fn our_own_addresses_are_kept_with_their_query() {
        for next in [
            "/",
            "/leads?stage=mql&q=a%20b",
            "/leads/0190?x=//e#top",
            "/funnel?from=2026-09-01",
            "/c/caf%C3%A9",
        ] {
            assert_eq!(local_path(next), next);
        }
    }
}
