//! Reading and writing the few small cookies of the product.

use axum::http::{HeaderMap, HeaderValue, header};

/// The value of a cookie; `None` when absent or longer than 4 kB.
pub fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
        .filter(|value| value.len() <= 4_096)
}

/// How long a cookie lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Life {
    /// Until the browser is closed.
    Session,
    /// This many seconds.
    Seconds(u32),
    /// Removed now.
    Gone,
}

/// A `Set-Cookie` value: HttpOnly, SameSite=Lax, whole site, Secure when the product is served over https.
/// `value` must be cookie text (letters, digits, `-_.~`), else `None`.
pub fn write(name: &str, value: &str, life: Life, secure: bool) -> Option<HeaderValue> {
    let plain = value.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'~'));
    if !plain {
        return None;
    }
    let age = match life {
        Life::Session => String::new(),
        Life::Seconds(seconds) => format!("; Max-Age={seconds}"),
        Life::Gone => "; Max-Age=0".to_owned(),
    };
    let secure = if secure { "; Secure" } else { "" };
    HeaderValue::from_str(&format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{age}{secure}")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_are_found_by_their_whole_name() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("xlang=no; lang=en; lang=fr"));
        assert_eq!(read(&headers, "lang"), Some("en"));
        assert_eq!(read(&headers, "theme"), None);
    }

    #[test]
    fn written_cookies_carry_their_guards_and_never_a_second_header() {
        let cookie = write("lang", "fr", Life::Seconds(60), true).unwrap();
        assert_eq!(cookie, "lang=fr; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure");
        assert_eq!(write("lang", "fr; Domain=evil", Life::Session, false), None);
        assert_eq!(write("lang", "fr\r\nX: y", Life::Session, false), None);
    }
}
