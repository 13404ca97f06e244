//! Which language a request is answered in: the member's choice, else the cookie, else the browser's wish, else French.
//!
//! Nothing of what the browser sends is reflected: an unknown, oversized or forged value simply does not count.

use super::Lang;

/// Longest `Accept-Language` that is read; browsers send less than 100 bytes.
const MAX_HEADER: usize = 512;

/// Chooses the language of a request.
pub fn language(member: Option<Lang>, cookie: Option<&str>, accept_language: Option<&str>) -> Lang {
    member
        .or_else(|| cookie.and_then(|code| code.parse().ok()))
        .or_else(|| accept_language.and_then(from_header))
        .unwrap_or_default()
}

/// The language of ours with the highest weight in an `Accept-Language` header; `None` when it names none of them.
pub fn from_header(header: &str) -> Option<Lang> {
    if header.len() > MAX_HEADER {
        return None;
    }
    let mut best: Option<(Lang, u16)> = None;
    for entry in header.split(',') {
        let mut parts = entry.split(';');
        let tag = parts.next().unwrap_or_default().trim();
        let primary = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        let weight = parts.find_map(|p| p.trim().strip_prefix("q=").map(weight)).unwrap_or(1000);
        if let Ok(lang) = primary.parse::<Lang>()
            && weight > 0
            && best.is_none_or(|(_, so_far)| weight > so_far)
        {
            best = Some((lang, weight));
        }
    }
    best.map(|(lang, _)| lang)
}

/// A quality value in thousandths; malformed values count as «not wanted».
fn weight(text: &str) -> u16 {
    let (whole, fraction) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    if fraction.len() > 3 || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return 0;
    }
    let thousandths = format!("{fraction:0<3}").parse::<u16>().unwrap_or(0);
    match whole {
        "0" => thousandths,
        "1" => 1000,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_member_comes_before_the_cookie_before_the_browser() {
        assert_eq!(language(Some(Lang::En), Some("fr"), Some("fr")), Lang::En);
        assert_eq!(language(None, Some("en"), Some("fr")), Lang::En);
        assert_eq!(language(None, None, Some("en-GB,en;q=0.9,fr;q=0.8")), Lang::En);
        assert_eq!(language(None, None, None), Lang::Fr);
    }

    #[test]
    fn weights_decide_and_ties_keep_the_first() {
        assert_eq!(from_header("en;q=0.4, fr-CA;q=0.7"), Some(Lang::Fr));
        assert_eq!(from_header("de, en;q=0.5"), Some(Lang::En));
        assert_eq!(from_header("EN, fr"), Some(Lang::En));
        assert_eq!(from_header("en;q=0, fr;q=0.001"), Some(Lang::Fr));
    }

    #[test]
    fn forged_values_fall_back_to_french() {
        for cookie in ["EN", "en ", "../../etc", "<script>", "", "\u{0}", "fr-FR"] {
            assert_eq!(language(None, Some(cookie), None), Lang::Fr, "{cookie:?}");
        }
        let huge = "en,".repeat(100_000);
        for header in [huge.as_str(), "de", "", ";;;,,,q=", "en;q=9", "en;q=nan", "en;q=-1", "en;q=0.5555"] {
            assert_eq!(language(None, None, Some(header)), Lang::Fr, "{:?}", &header[..header.len().min(20)]);
        }
    }
}
