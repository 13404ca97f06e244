//! Open deals that slip or sleep.

use crate::domain::instant::Instant;
use chrono::NaiveDate;

/// A deal without any activity for so many days is asleep.
pub const STALE_DAYS: i64 = 14;
const DAY_SECS: i64 = 86_400;

/// What is known of an open deal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DealFacts {
    /// When it was opened.
    pub opened_at: Instant,
    /// The latest activity on its lead, if any.
    pub active_at: Option<Instant>,
}

/// Whether nothing happened on an open deal for 14 days: no activity, nor its opening.
pub fn is_stale(deal: &DealFacts, now: Instant) -> bool {
    let last = deal.active_at.map_or(deal.opened_at, |at| at.max(deal.opened_at));
    last.plus_secs(STALE_DAYS * DAY_SECS) <= now
}

/// By how many days a deal slipped in a week, from the expected dates it had before the first change and after the
/// last one; `None` when it did not move back.
pub fn slipped(was: Option<NaiveDate>, is: Option<NaiveDate>) -> Option<i64> {
    let days = (is? - was?).num_days();
    (days > 0).then_some(days)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deal_sleeps_after_fourteen_days() {
        let opened_at = Instant::from_secs(0);
        let deal = |active: Option<i64>| DealFacts { opened_at, active_at: active.map(Instant::from_secs) };
        let now = Instant::from_secs(20 * DAY_SECS);
        assert!(is_stale(&deal(None), now));
        assert!(is_stale(&deal(Some(6 * DAY_SECS)), now));
        assert!(!is_stale(&deal(Some(6 * DAY_SECS + 1)), now));
        assert!(!is_stale(&deal(None), Instant::from_secs(13 * DAY_SECS)));
    }

    #[test]
    fn only_a_later_date_is_a_slip() {
        let day = |text: &str| text.parse::<NaiveDate>().ok();
        assert_eq!(slipped(day("2026-11-20"), day("2026-12-04")), Some(14));
        assert_eq!(slipped(day("2026-11-20"), day("2026-11-20")), None);
        assert_eq!(slipped(day("2026-11-20"), day("2026-11-10")), None);
        assert_eq!(slipped(None, day("2026-11-10")), None);
    }
}
