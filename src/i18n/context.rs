//! What a page needs to speak: the reader's language and time zone, and the instant of the request.

use super::{Lang, Messages, messages};
use crate::domain::instant::Instant;
use chrono_tz::Tz;

/// The reader's context, one per request, copied into every view.
#[derive(Clone, Copy)]
pub struct L {
    /// Every sentence: `l.t.nav_leads()`.
    pub t: &'static Messages,
    /// The language of the answer.
    pub lang: Lang,
    /// The reader's time zone; every civil date and hour shown is in it.
    pub zone: Tz,
    /// The instant of the request, so that one page never shows two «now».
    pub now: Instant,
}

impl L {
    /// The context of one request.
    pub fn new(lang: Lang, zone: Tz, now: Instant) -> Self {
        Self { t: messages(lang), lang, zone, now }
    }
}

impl std::fmt::Debug for L {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("L")
            .field("lang", &self.lang)
            .field("zone", &self.zone)
            .field("now", &self.now)
            .finish()
    }
}
