//! The names of what passes between a lead and us, and short moments for timelines.

use super::format::dates;
use super::{Given, L};
use crate::domain::activity::{Direction, Kind, Outcome};
use crate::domain::instant::Instant;
use crate::domain::zone::local_date;
use chrono::{Datelike, NaiveDate};

impl L {
    /// «Appel», «Courriel».
    pub fn activity_kind(&self, kind: impl Given<Kind>) -> String {
        match kind.given() {
            Kind::Call => self.t.activity_call(),
            Kind::Email => self.t.activity_email(),
            Kind::Meeting => self.t.activity_meeting(),
            Kind::Message => self.t.activity_message(),
            Kind::Note => self.t.activity_note(),
        }
    }
    /// «Sortant», «Entrant».
    pub fn direction(&self, direction: impl Given<Direction>) -> String {
        match direction.given() {
            Direction::Outbound => self.t.direction_outbound(),
            Direction::Inbound => self.t.direction_inbound(),
            Direction::Internal => self.t.direction_internal(),
        }
    }
    /// «Abouti», «Pas de réponse».
    pub fn outcome(&self, outcome: impl Given<Outcome>) -> String {
        match outcome.given() {
            Outcome::Connected => self.t.outcome_connected(),
            Outcome::NoAnswer => self.t.outcome_no_answer(),
            Outcome::Voicemail => self.t.outcome_voicemail(),
            Outcome::Replied => self.t.outcome_replied(),
            Outcome::Bounced => self.t.outcome_bounced(),
            Outcome::Held => self.t.outcome_held(),
            Outcome::NoShow => self.t.outcome_no_show(),
        }
    }

    /// An instant as short as it can be without doubt: «aujourd’hui 09:12», «hier 18:40», «17 nov. 18:40»,
    /// «17 nov. 2025».
    pub fn moment(&self, at: impl Given<Instant>) -> String {
        let at = at.given();
        let (day, today) = (local_date(at, self.zone), local_date(self.now, self.zone));
        let hour = self.hour(at);
        if day == today {
            return self.t.moment_today(&hour);
        }
        if day.succ_opt() == Some(today) {
            return self.t.moment_yesterday(&hour);
        }
        if day.year() == today.year() {
            return format!("{} {hour}", dates::day_month(self.lang, day));
        }
        self.date(day)
    }

    /// A civil date without the year of the reader's today: «24 nov.», «24 nov. 2027».
    pub fn soon(&self, day: impl Given<NaiveDate>) -> String {
        let (day, today) = (day.given(), local_date(self.now, self.zone));
        if day.year() == today.year() { dates::day_month(self.lang, day) } else { self.date(day) }
    }

    /// A civil date as short as it can be: «aujourd’hui», «demain», «24 nov.», «24 nov. 2027». Today is the
    /// organisation's or the reader's, as `today` says.
    pub fn due(&self, day: impl Given<NaiveDate>, today: impl Given<NaiveDate>) -> String {
        let (day, today) = (day.given(), today.given());
        if day == today {
            return self.t.due_today();
        }
        if today.succ_opt() == Some(day) {
            return self.t.in_tomorrow();
        }
        if day.succ_opt() == Some(today) {
            return self.t.ago_yesterday();
        }
        if day.year() == today.year() { dates::day_month(self.lang, day) } else { self.date(day) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn a_moment_is_told_as_shortly_as_possible() {
        let now = Instant::from_secs(1_795_000_000); // 18 November 2026, 12:06 in Paris
        let said = |lang, secs: i64| L::new(lang, chrono_tz::Europe::Paris, now).moment(now.plus_secs(secs));
        assert_eq!(said(Lang::Fr, -3_600), "aujourd’hui 11:06");
        assert_eq!(said(Lang::En, -20 * 3_600), "yesterday 16:06");
        assert_eq!(said(Lang::Fr, -10 * 86_400), "8 nov. 12:06");
        assert_eq!(said(Lang::En, -400 * 86_400), "14 Oct 2025");
    }
}
