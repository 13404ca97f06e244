//! Durations as people write them: `4 h`, `4h30`, `4:30`, `240 min`, `240` (minutes).

/// The longest promise: a year of open time, in minutes.
pub const LONGEST_MINUTES: u32 = 525_600;

/// Why a text is no duration to promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DurationError {
    /// In no form that is known.
    #[error("not a duration")]
    NotADuration,
    /// Below zero.
    #[error("negative")]
    Negative,
    /// No time at all: nobody can keep that.
    #[error("zero")]
    Zero,
    /// More than [`LONGEST_MINUTES`].
    #[error("too long")]
    TooLong,
}

/// Reads a duration, in minutes.
///
/// # Errors
/// [`DurationError`].
pub fn parse_minutes(text: &str) -> Result<u32, DurationError> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    if let Some(rest) = text.strip_prefix(['-', '−']) {
        return match magnitude(rest) {
            Some(_) => Err(DurationError::Negative),
            None => Err(DurationError::NotADuration),
        };
    }
    match magnitude(&text) {
        None => Err(DurationError::NotADuration),
        Some(0) => Err(DurationError::Zero),
        Some(minutes) => match u32::try_from(minutes) {
            Ok(minutes) if minutes <= LONGEST_MINUTES => Ok(minutes),
            _ => Err(DurationError::TooLong),
        },
    }
}

fn magnitude(text: &str) -> Option<u64> {
    let text = ["minutes", "minute", "mins", "min", "mn", "m"]
        .iter()
        .find_map(|unit| text.strip_suffix(unit))
        .unwrap_or(text);
    let (hours, minutes) = text.split_once(['h', ':']).unwrap_or(("", text));
    let minutes = if text.contains('h') && minutes.is_empty() { "0" } else { minutes };
    let hours = if text.contains(['h', ':']) { number(hours)? } else { 0 };
    let minutes = number(minutes)?;
    if text.contains(['h', ':']) && minutes > 59 {
        return None;
    }
    hours.checked_mul(60)?.checked_add(minutes)
}

fn number(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.len() <= 12 && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}
