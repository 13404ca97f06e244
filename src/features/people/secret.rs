//! Secrets that are shown once and kept as digests: session cookies, device cookies, links, API tokens.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// What an API token starts with, so that scanners of leaked secrets recognise it.
pub const TOKEN_PREFIX: &str = "rel_";

/// A new 256-bit secret, as text for a cookie or a URL.
pub fn new_secret() -> String {
    BASE64_URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>())
}

/// A new API token.
pub fn new_token() -> String {
    format!("{TOKEN_PREFIX}{}", new_secret())
}

/// What is stored instead of the secret. The secret has 256 random bits: no salt or slow hash is needed.
pub fn digest(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_long_plain_and_never_twice_the_same() {
        let (a, b) = (new_secret(), new_token());
        assert_eq!(a.len(), 43);
        assert!(b.starts_with("rel_") && b.len() == 47 && !b.contains(&a));
        assert!(a.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-' || c == b'_'));
        assert_eq!(digest(&a).len(), 32);
        assert_ne!(digest(&a), digest(&b));
    }
}
