//! Reading `name=value&…`, from a URL or a body, strictly and within bounds.

use super::error::AppError;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;

/// Longest path with query that is answered; beyond it 414.
pub const MAX_URL: usize = 8_000;
/// Most `name=value` pairs in one URL or form.
pub const MAX_PAIRS: usize = 1_000;

/// Why a text is no list of pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PairsError {
    /// More than [`MAX_PAIRS`].
    #[error("too many parameters")]
    TooMany,
    /// A `%` that is not followed by two hexadecimal digits, or bytes that are not UTF-8.
    #[error("malformed encoding")]
    Encoding,
    /// A NUL character: PostgreSQL cannot store it, so neither engine receives it.
    #[error("NUL character")]
    Nul,
}

/// Decodes `application/x-www-form-urlencoded` text in order, repeated names included.
///
/// # Errors
/// See [`PairsError`]; unlike browsers, nothing is guessed or replaced.
pub fn pairs(encoded: &[u8]) -> Result<Vec<(String, String)>, PairsError> {
    let mut found = Vec::new();
    for part in encoded.split(|byte| *byte == b'&').filter(|part| !part.is_empty()) {
        if found.len() == MAX_PAIRS {
            return Err(PairsError::TooMany);
        }
        let mut sides = part.splitn(2, |byte| *byte == b'=');
        let name = decode(sides.next().unwrap_or_default())?;
        let value = decode(sides.next().unwrap_or_default())?;
        found.push((name, value));
    }
    Ok(found)
}

fn decode(encoded: &[u8]) -> Result<String, PairsError> {
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut rest = encoded.iter().copied();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let digit =
                    |b: Option<u8>| b.and_then(|b| char::from(b).to_digit(16)).ok_or(PairsError::Encoding);
                let (high, low) = (digit(rest.next())?, digit(rest.next())?);
                bytes.push(u8::try_from(high * 16 + low).map_err(|_| PairsError::Encoding)?);
            }
            0 => return Err(PairsError::Nul),
            other => bytes.push(other),
        }
    }
    if bytes.contains(&0) {
        return Err(PairsError::Nul);
    }
    String::from_utf8(bytes).map_err(|_| PairsError::Encoding)
}

/// The query of the request's URL: bounded, decoded, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query(pub Vec<(String, String)>);

impl Query {
    /// The first value of a parameter; `None` when absent or blank.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, v)| n == name && !v.trim().is_empty()).map(|(_, v)| v.as_str())
    }
    /// Every value of a parameter that is not blank.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(n, v)| n == name && !v.trim().is_empty()).map(|(_, v)| v.as_str())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = AppError;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, AppError> {
        Ok(Self(pairs(parts.uri.query().unwrap_or_default().as_bytes())?))
    }
}

/// Encodes pairs for a URL: everything but letters, digits and `-_.~` as `%XX`.
pub fn encode<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut query = String::new();
    for (name, value) in pairs {
        if !query.is_empty() {
            query.push('&');
        }
        encode_into(&mut query, name);
        query.push('=');
        encode_into(&mut query, value);
    }
    query
}

fn encode_into(query: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            query.push(char::from(byte));
        } else {
            query.push_str(&format!("%{byte:02X}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_comes_back() {
        let given = [("q", "a b&c=d+é👩‍🚀"), ("stage", "mql"), ("stage", "sql"), ("", "")];
        let encoded = encode(given);
        assert!(encoded.is_ascii());
        let owned: Vec<_> = given.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        assert_eq!(pairs(encoded.as_bytes()), Ok(owned));
    }

    #[test]
    fn faults_are_refused_instead_of_repaired() {
        for bad in ["a=%", "a=%4", "a=%zz", "a=%ff", "a=%ED%A0%80", "%C3=1"] {
            assert_eq!(pairs(bad.as_bytes()), Err(PairsError::Encoding), "{bad}");
        }
        for nul in [&b"a=%00"[..], b"a=\0", b"%00=a"] {
            assert_eq!(pairs(nul), Err(PairsError::Nul));
        }
        assert_eq!(pairs("a=1&".repeat(10_000).as_bytes()), Err(PairsError::TooMany));
    }

    #[test]
    fn blank_parameters_do_not_count() {
        let query = Query(pairs(b"q=&stage=mql&stage=sql&x=%20").unwrap());
        assert_eq!((query.get("q"), query.get("x"), query.get("stage")), (None, None, Some("mql")));
        assert_eq!(query.all("stage").collect::<Vec<_>>(), ["mql", "sql"]);
    }
}
