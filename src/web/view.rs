//! Small decisions of the templates: which glyph, which attribute. No words, no markup.

use crate::domain::stage::Stage;
use crate::i18n::Given;

/// Glyph of a stage: it fills along the path, so that the order survives without colour.
pub fn stage_icon(stage: impl Given<Stage>) -> &'static str {
    match stage.given() {
        Stage::Lead => "stage-lead",
        Stage::Mql => "stage-mql",
        Stage::Sal => "stage-sal",
        Stage::Sql => "stage-sql",
        Stage::Opportunity => "stage-opportunity",
        Stage::Customer => "stage-customer",
        Stage::Evangelist => "stage-evangelist",
        Stage::Recycled => "stage-recycled",
        Stage::Disqualified => "stage-disqualified",
        Stage::Lost => "stage-lost",
        Stage::Subscriber | Stage::Other => "circle-dashed",
    }
}

/// Glyph of the state of a promise, by its code; anything unknown gets the plain clock.
pub fn sla_icon(state: &str) -> &'static str {
    match state {
        "at_risk" => "hourglass",
        "breached" => "octagon-alert",
        "met" => "circle-check",
        "missed_late" => "clock-alert",
        "cancelled" => "ban",
        "excused" => "shield-check",
        _ => "clock",
    }
}

/// A share in percent as an SVG length: `65.7%`, kept within 0 and 100; what is no number is 0.
pub fn percent_attr(share: impl Given<f64>) -> String {
    let share = share.given();
    let kept = if share.is_finite() { share.clamp(0.0, 100.0) } else { 0.0 };
    let text = format!("{kept:.1}");
    format!("{}%", text.strip_suffix(".0").unwrap_or(&text))
}

/// A telephone number as a `tel:` address: digits and a leading plus sign.
pub fn telephone(number: &str) -> String {
    let plain = number.replace("(0)", "");
    plain.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_never_leaves_its_track() {
        let shown = [65.66, 0.0, 100.0, 140.0, -3.0, f64::NAN, f64::INFINITY].map(percent_attr);
        assert_eq!(shown, ["65.7%", "0%", "100%", "100%", "0%", "0%", "0%"]);
    }

    #[test]
    fn every_glyph_is_in_the_sprite() {
        let sprite = include_str!("../../static/icons.svg");
        let states = ["pending", "at_risk", "breached", "met", "missed_late", "cancelled", "excused"];
        for icon in Stage::ALL.map(stage_icon).into_iter().chain(states.map(sla_icon)) {
            assert!(sprite.contains(&format!("id=\"{icon}\"")), "{icon}");
        }
    }
}
