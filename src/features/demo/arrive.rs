//! Who comes in: through which channel, from which firm, with what on the form.

use super::cast::Who;
use super::companies::{Firm, Size, telephone, title};
use super::market::{CHANNELS, FAIR, REFERRAL, WHITE_PAPER};
use super::planner::{Lead, Planner};
use super::plot::{Birth, What};
use super::words::marketing;
use crate::domain::instant::Instant;
use crate::domain::stage::Stage;
use crate::features::leads::LeadFields;
use chrono::NaiveDate;

/// Leads from one firm, at most.
const PER_FIRM: usize = 6;

/// How a lead comes in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    /// Place in [`CHANNELS`].
    pub channel: usize,
    /// When the person got in touch.
    pub came: Instant,
    /// When that was entered.
    pub entered: Instant,
    /// By whom.
    pub by: Who,
    /// Who looks after it in marketing.
    pub marketer: Option<Who>,
    /// `lead` or `subscriber`.
    pub stage: Stage,
    /// Whether its job suits a persona.
    pub fits: bool,
}

impl Planner<'_> {
    fn channel(&mut self, turn: usize) -> usize {
        for (owed, channel) in self.channel_owed.iter_mut().zip(&CHANNELS) {
            *owed += channel.share.get(turn).copied().unwrap_or(0);
        }
        let sum: i64 = self.channel_owed.iter().map(|owed| (*owed).max(0)).sum();
        let mut place = self.dice.secs(0, sum.max(1));
        for (at, owed) in self.channel_owed.iter_mut().enumerate() {
            place -= (*owed).max(0);
            if place < 0 {
                *owed -= 1_000;
                return at;
            }
        }
        0
    }

    /// A lead of that day, with everything that becomes of it.
    pub(super) fn newcomer(&mut self, day: NaiveDate) {
        let at = self.moment(day);
        let channel = self.channel(self.turn(at));
        if channel == REFERRAL && self.dice.chance(3) {
            return self.own_prospect(at);
        }
        let fate = self.fate(channel, at);
        let (lead, entered) = self.enter(channel, at, fate.fits);
        self.marketing(lead, entered, &fate);
    }

    /// When somebody fills in a form on that day: mostly in office hours, sometimes at night.
    fn moment(&mut self, day: NaiveDate) -> Instant {
        let minute = match self.dice.below(10) {
            0..7 => self.dice.secs(8 * 60 + 20, 18 * 60 + 30),
            7..9 => self.dice.secs(18 * 60 + 30, 23 * 60),
            _ => self.dice.secs(6 * 60, 8 * 60 + 20),
        };
        let second = self.dice.secs(0, 60);
        self.pace.at(day, minute, second)
    }

    /// A lead comes in; `fits` says whether its job suits a persona. Answers when it was entered.
    pub(super) fn enter(&mut self, channel: usize, at: Instant, fits: bool) -> (usize, Instant) {
        // people met at a fair, and those who come by word of mouth, are entered by hand
        let by_hand = channel == FAIR || (channel == REFERRAL && self.dice.chance(50));
        let days = if channel == FAIR { self.dice.secs(1, 4) } else { 0 };
        let later = self.pace.days_after(at, days, &mut self.dice);
        let who = if self.dice.chance(35) { Who::HeadOfMarketing } else { Who::Marketer };
        let (entered, by) = if by_hand { (later, who) } else { (at, Who::Form) };
        let entry = Entry { channel, came: at, entered, by, marketer: Some(who), stage: Stage::Lead, fits };
        (self.bring(entry), entered)
    }

    /// A lead is entered.
    pub(super) fn bring(&mut self, entry: Entry) -> usize {
        let (mut birth, firm, size) = self.birth(entry.channel, entry.came, entry.fits);
        birth.stage = entry.stage;
        birth.occurred_at = (entry.came < entry.entered).then_some(entry.came);
        birth.fields.owner_mkt = entry.marketer.and_then(|who| self.cast.member(who));
        let rep = match self.dice.below(100) {
            0..46 => Who::FirstRep,
            46..97 => Who::SecondRep,
            _ => Who::HeadOfSales,
        };
        let lead = self.leads.len();
        let marketer = entry.marketer.unwrap_or(Who::Marketer);
        let (path, tasks) = (Vec::new(), Vec::new());
        let whole =
            Lead { channel: entry.channel, firm, size, birth: birth.clone(), marketer, rep, path, tasks };
        self.leads.push(whole);
        self.act(entry.entered, lead, entry.by, What::Create(Box::new(birth)));
        lead
    }

    fn birth(&mut self, channel: usize, at: Instant, fits: bool) -> (Birth, usize, Size) {
        let (firm, place, size) = self.firm();
        let (family, domain) = (firm.family, firm.domain);
        let boss = size == Size::Small && fits && self.dice.chance(70);
        let person = self.registry.person(family.filter(|_| boss));
        let turn = self.turn(at);
        let kind = CHANNELS.get(channel);
        let mut one_of = |lists: Option<&[&[usize]; 2]>| {
            let list = lists.and_then(|lists| lists.get(turn)).copied().unwrap_or_default();
            self.dice.pick(list)
        };
        let campaign = one_of(kind.map(|k| &k.campaigns));
        let content = one_of(kind.map(|k| &k.contents));
        let plain = |name: &str| crate::domain::text::fold(name).replace(['\'', ' '], "-");
        let number = self.leads.len();
        let value = self.dice.secs(5, 38) * 50_000 * if size == Size::Large { 2 } else { 1 };
        let fields = LeadFields {
            first_name: person.first.to_owned(),
            last_name: person.last.to_owned(),
            email: format!("{}.{}@{domain}", plain(person.first), plain(person.last)),
            phone: if self.dice.chance(78) { telephone(number) } else { String::new() },
            job_title: title(person.woman, size, fits, &mut self.dice).to_owned(),
            medium: kind.map(|k| k.medium).unwrap_or_default().to_owned(),
            campaign: campaign.and_then(|c| self.cast.campaigns.get(c).copied()),
            content: content.and_then(|c| self.cast.contents.get(c).copied()),
            persona: self.cast.personas.get(size as usize).copied().filter(|_| fits && self.dice.chance(40)),
            pain_points: if self.dice.chance(64) {
                self.words.say(&[marketing::PAINS, marketing::STAKES])
            } else {
                String::new()
            },
            estimated_value_minor: self.dice.chance(45).then_some(value),
            consent_basis: if channel == WHITE_PAPER || self.dice.chance(70) { "consentement" } else { "" }
                .to_owned(),
            ..LeadFields::unknown(self.cast.source(channel))
        };
        (Birth { fields, firm: place, stage: Stage::Lead, occurred_at: None }, place, size)
    }

    /// A firm for the next lead: for more than a third of the leads a new one, else one that few came from yet.
    fn firm(&mut self) -> (Firm, usize, Size) {
        let known = self.firms.len();
        let mut place = known;
        if known > self.leads.len() * 3 / 8 {
            for _ in 0..6 {
                let drawn = usize::try_from(self.dice.below(known as u64)).unwrap_or(0);
                if self.firms.get(drawn).is_some_and(|(_, leads)| *leads < PER_FIRM) {
                    place = drawn;
                    break;
                }
            }
        }
        if place == known {
            let firm = self.registry.firm();
            self.firms.push((firm, 0));
        }
        let entry = self.firms.get_mut(place).map(|(firm, leads)| {
            *leads += 1;
            firm.clone()
        });
        let firm = entry.unwrap_or_else(|| self.registry.firm());
        let size = firm.size;
        (firm, place, size)
    }
}
