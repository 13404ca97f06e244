//! The form in which a review is kept: one text for one content, so that its digest proves that it is unchanged.

use serde::Serialize;
use sha2::{Digest, Sha256};

/// JSON with the names of every object in order of their bytes and no blanks.
///
/// # Errors
/// When the value has no JSON form (a map whose keys are no texts).
pub fn canonical(value: &impl Serialize) -> Result<String, serde_json::Error> {
    // a `Value` keeps the names of an object sorted
    Ok(serde_json::to_value(value)?.to_string())
}

/// The SHA-256 of a text's bytes.
pub fn sha256(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn names_are_sorted_and_nothing_is_blank() {
        let text = canonical(&json!({"b": [1, 2.5, null], "a": {"é": "x y", "c": true}})).unwrap();
        assert_eq!(text, r#"{"a":{"c":true,"é":"x y"},"b":[1,2.5,null]}"#);
        assert_eq!(canonical(&serde_json::from_str::<serde_json::Value>(&text).unwrap()).unwrap(), text);
    }

    #[test]
    fn the_digest_is_the_usual_one() {
        let hex: String = sha256("abc").iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
