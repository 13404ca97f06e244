//! A week as its pages show it: what it says, where its figures lead, and the forms of whoever reads.

use super::super::model::{Colleague, Shown};
use super::super::write::{may_close, may_note};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::lifecycle::{Role, Team};
use crate::domain::money::{Currency, Minor};
use crate::domain::period::IsoWeek;
use crate::domain::review::{Action, Block, DealLine, Measure, Note, Payload, Reason, Verdict, Weeks};
use crate::features::funnel::Line;
use crate::i18n::{Given, L, Lang};
use crate::urls;
use crate::web::form::FormState;
use crate::web::me::Me;
use chrono::{Days, NaiveDate};
use std::collections::HashMap;
use uuid::Uuid;

/// Deals named in a list; the rest is a link.
pub const DEALS: usize = 5;
/// An action is due in a week unless somebody says otherwise.
const USUAL_DAYS: u64 = 7;

/// Forms as they are shown: empty, or come back with their faults.
#[derive(Debug, Clone, Default)]
pub struct Forms {
    /// A decision.
    pub decision: FormState,
    /// An action.
    pub action: FormState,
    /// A content.
    pub content: FormState,
    /// A team's note.
    pub note: Option<(Block, Team, FormState)>,
}

/// See the module.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// The reader's context.
    pub l: L,
    /// Which week.
    pub week: IsoWeek,
    /// What was presented, or what there is now.
    pub shown: Shown,
    /// What there is now, when it is shown beside what was presented.
    pub live: Option<Payload>,
    /// Leads that are named.
    pub names: HashMap<Id<of::Lead>, Line>,
    /// Who can be asked to do something; empty once closed.
    pub colleagues: Vec<Colleague>,
    /// The organisation's currency.
    pub currency: Currency,
    /// Today on the organisation's calendar.
    pub today: NaiveDate,
    /// Where forms lead back to.
    pub next: String,
    /// The forms.
    pub forms: Forms,
    me: Id<of::Member>,
    role: Role,
    team: Option<Team>,
}

impl Sheet {
    /// The sheet of a week; names, colleagues and today are filled in afterwards.
    pub fn new(
        l: L,
        me: &Me,
        week: IsoWeek,
        shown: Shown,
        live: Option<Payload>,
        currency: Currency,
        forms: Forms,
    ) -> Self {
        Self {
            l,
            week,
            today: shown.payload.day,
            shown,
            live,
            names: HashMap::new(),
            colleagues: Vec::new(),
            currency,
            next: urls::review(week),
            forms,
            me: me.id,
            role: me.role,
            team: me.team,
        }
    }
    /// What is shown.
    pub fn p(&self) -> &Payload {
        self.live.as_ref().unwrap_or(&self.shown.payload)
    }
    /// Whether it can still be written in.
    pub fn is_open(&self) -> bool {
        self.shown.frozen.is_none()
    }
    /// Whether the reader may close it.
    pub fn may_close(&self) -> bool {
        self.is_open() && may_close(self.role)
    }
    /// Leads whose names are shown.
    pub fn named(&self) -> Vec<Uuid> {
        let p = self.p();
        let deals = [&p.sales.wins.deals, &p.sales.losses.deals, &p.sales.slipped];
        let deals = deals.into_iter().flat_map(|deals| deals.iter().take(DEALS).map(|deal| deal.lead));
        let actions = p.actions.iter().chain(&p.carried.actions).filter_map(|action| action.lead);
        let mut named: Vec<_> = deals.chain(actions).collect();
        named.sort_unstable();
        named.dedup();
        named
    }
    /// The instant after which nothing is known to it.
    pub fn known_at(&self) -> Instant {
        Instant::parse_rfc3339(&self.p().known_at).unwrap_or(self.l.now)
    }
    /// A text's instant, for showing.
    pub fn at(&self, text: &str) -> String {
        Instant::parse_rfc3339(text).map(|at| self.l.datetime(at)).unwrap_or_default()
    }
    /// A week's short name: `S46`.
    pub fn short(&self, week: impl Given<IsoWeek>) -> String {
        let named = self.l.week(week);
        named.split(' ').next().unwrap_or_default().to_owned()
    }
    /// The week before.
    pub fn last(&self) -> IsoWeek {
        self.week.previous()
    }
    /// The week after, if it has begun.
    pub fn following(&self) -> Option<IsoWeek> {
        Some(self.week.next()).filter(|week| week.monday() <= self.today)
    }
    /// Its page.
    pub fn href(&self) -> String {
        urls::review(self.week)
    }
    /// Another week's page.
    pub fn href_of(&self, week: impl Given<IsoWeek>) -> String {
        urls::review(week.given())
    }
    /// A part of it.
    pub fn part(&self, part: &str) -> String {
        urls::review_part(self.week, part)
    }
    /// A step of the meeting.
    pub fn step(&self, block: impl Given<Block>) -> String {
        urls::review_meeting(self.week, block.given().code())
    }
    /// A block's name.
    pub fn block(&self, block: impl Given<Block>) -> String {
        let t = self.l.t;
        match block.given() {
            Block::Carried => t.review_block_carried(),
            Block::Mql => t.review_block_mql(),
            Block::Sales => t.review_block_sales(),
            Block::Feedback => t.review_block_feedback(),
            Block::Contents => t.review_block_contents(),
            Block::Agreed => t.review_block_agreed(),
        }
    }
    /// Working days, and how many a day that makes.
    pub fn per_day(&self, count: impl Given<u64>, days: impl Given<u32>) -> String {
        let (count, days) = (count.given(), days.given());
        let rate = if days == 0 { "—".to_owned() } else { self.one(real(count) / f64::from(days)) };
        self.l.t.review_per_day(i64::from(days), rate)
    }
    /// A number to one decimal; none when it is whole.
    pub fn one(&self, value: impl Given<f64>) -> String {
        let value = (value.given() * 10.0).round() / 10.0;
        self.l.decimal(value, usize::from(value.fract() != 0.0))
    }
    /// A mean of four, which never needs more than two decimals.
    pub fn mean(&self, measure: &Measure) -> String {
        self.one(measure.mean)
    }
    /// The four weeks before together.
    pub fn sum(&self, measure: &Measure) -> String {
        self.l.int(measure.before.iter().sum::<u64>())
    }
    /// A share as per cents.
    pub fn pct(&self, share: impl Given<f64>) -> String {
        self.l.share(share.given())
    }
    /// What the gap to the mean is worth, in two words.
    pub fn verdict(&self, measure: &Measure) -> String {
        let t = self.l.t;
        match measure.verdict {
            Verdict::Ordinary => t.review_ordinary(),
            Verdict::Unusual => t.review_unusual(),
            Verdict::TooEarly => t.review_too_early(),
            Verdict::NoHistory => t.review_no_history(),
        }
    }
    /// The same with its reason.
    pub fn verdict_why(&self, measure: &Measure) -> String {
        let (t, l, days) = (self.l.t, &self.l, &self.p().days);
        let p = measure.p.map(|p| self.probability(p)).unwrap_or_default();
        match measure.verdict {
            Verdict::Ordinary => t.review_ordinary_why(l.int(measure.this), self.mean(measure), p),
            Verdict::Unusual => t.review_unusual_why(l.int(measure.this), self.mean(measure), p),
            Verdict::TooEarly => t.review_too_early_why(l.int(days.elapsed), l.int(days.week)),
            Verdict::NoHistory => t.review_no_history_why(),
        }
    }
    /// A probability, to two decimals, to four when it is small.
    fn probability(&self, p: f64) -> String {
        self.l.decimal(p, if p < 0.01 { 4 } else { 2 })
    }
    /// Whether a gap asks for an explanation.
    pub fn is_unusual(&self, measure: &Measure) -> bool {
        measure.verdict == Verdict::Unusual
    }
    /// The probability beside a verdict.
    pub fn p_text(&self, measure: &Measure) -> String {
        measure.p.map(|p| self.l.t.review_p(self.probability(p))).unwrap_or_default()
    }
    /// A name, or what stands for it.
    pub fn lead_name(&self, lead: impl Given<Uuid>) -> String {
        let t = self.l.t;
        match self.names.get(&Id::from_uuid(lead.given())) {
            Some(line) if line.erased => t.review_erased(),
            Some(line) => {
                let name = [&line.company, &line.name].into_iter().find(|name| !name.is_empty());
                name.cloned().unwrap_or_else(|| t.review_unnamed())
            }
            None => t.review_unnamed(),
        }
    }
    /// A deal's place.
    pub fn deal_href(&self, deal: &DealLine) -> String {
        urls::deal(Id::<of::Deal>::from_uuid(deal.deal))
    }
    /// Where an action points.
    pub fn action_href(&self, action: &Action) -> Option<String> {
        let deal = action.deal.map(|id| urls::deal(Id::<of::Deal>::from_uuid(id)));
        deal.or_else(|| action.lead.map(|id| urls::lead(Id::<of::Lead>::from_uuid(id))))
    }
    /// An amount.
    pub fn money(&self, amount: impl Given<Minor>) -> String {
        self.l.money_rounded(amount, self.currency)
    }
    /// The amount of a deal.
    pub fn amount(&self, deal: &DealLine) -> String {
        deal.amount_minor.map_or_else(|| "—".to_owned(), |minor| self.money(Minor(minor)))
    }
    /// A reason in the reader's language.
    pub fn reason(&self, reason: &Reason) -> String {
        let label = if self.l.lang == Lang::Fr { &reason.label_fr } else { &reason.label_en };
        if label.is_empty() { self.l.t.review_no_reason() } else { label.clone() }
    }
    /// The reason of a deal in the reader's language.
    pub fn deal_reason(&self, deal: &DealLine, reasons: &[Reason]) -> String {
        let found = reasons.iter().find(|reason| reason.code == deal.reason);
        let mut said = found.map_or_else(|| self.l.t.review_no_reason(), |reason| self.reason(reason));
        if !deal.competitor.is_empty() {
            said = format!("{said}, {}", deal.competitor);
        }
        said
    }
    /// A slip, from when to when.
    pub fn moved(&self, deal: &DealLine) -> String {
        match (deal.was, deal.is) {
            (Some(was), Some(is)) => self.l.t.review_moved(self.l.date(was), self.l.date(is)),
            _ => String::new(),
        }
    }
    /// A team's words in a block.
    pub fn note(&self, block: impl Given<Block>, team: impl Given<Team>) -> Option<&Note> {
        let (block, team) = (block.given().code(), team.given().code());
        self.p().notes.iter().find(|note| note.block == block && note.team == team)
    }
    /// Whose words a box holds.
    pub fn note_title(&self, team: impl Given<Team>) -> String {
        match team.given() {
            Team::Marketing => self.l.t.review_note_marketing(),
            Team::Sales => self.l.t.review_note_sales(),
        }
    }
    /// What a note's form holds: what was typed, else what is written.
    pub fn note_text(&self, block: impl Given<Block>, team: impl Given<Team>) -> String {
        let (block, team) = (block.given(), team.given());
        match &self.forms.note {
            Some((at, whose, f)) if *at == block && *whose == team => f.value("note").to_owned(),
            _ => self.note(block, team).map(|note| note.text.clone()).unwrap_or_default(),
        }
    }
    /// The version that a note's form starts from.
    pub fn note_version(&self, block: impl Given<Block>, team: impl Given<Team>) -> String {
        let (block, team) = (block.given(), team.given());
        match &self.forms.note {
            Some((at, whose, f)) if *at == block && *whose == team => f.value("_version").to_owned(),
            _ => self.note(block, team).map_or(0, |note| note.version).to_string(),
        }
    }
    /// What is wrong with a note's form.
    pub fn note_error(&self, block: impl Given<Block>, team: impl Given<Team>) -> Option<String> {
        let (block, team) = (block.given(), team.given());
        let (at, whose, f) = self.forms.note.as_ref()?;
        if *at == block && *whose == team { f.error("note", &self.l) } else { None }
    }
    /// Whether the reader may write a team's words.
    pub fn may_note(&self, team: impl Given<Team>) -> bool {
        self.is_open() && may_note(self.role, self.team, team.given())
    }
    /// Where a note is sent.
    pub fn note_action(&self, block: impl Given<Block>, team: impl Given<Team>) -> String {
        self.part(&format!("notes/{}/{}", block.given().code(), team.given().code()))
    }
    /// Colleagues as a list offers them.
    pub fn people(&self) -> Vec<(String, String)> {
        self.colleagues.iter().map(|one| (one.id.to_string(), one.name.clone())).collect()
    }
    /// A decision's form, with today and the reader to start from.
    pub fn decision_form(&self) -> FormState {
        let blank = || FormState::filled([("date", self.today.to_string()), ("who", self.me.to_string())]);
        if self.forms.decision.has_errors() { self.forms.decision.clone() } else { blank() }
    }
    /// An action's form, with a day in a week to start from.
    pub fn action_form(&self) -> FormState {
        let due = self.today.checked_add_days(Days::new(USUAL_DAYS)).unwrap_or(self.today);
        if self.forms.action.has_errors() {
            self.forms.action.clone()
        } else {
            FormState::filled([("due", due.to_string())])
        }
    }
    /// Where an action is ticked.
    pub fn done_action(&self, action: &Action) -> String {
        urls::review_action(Id::from_uuid(action.id))
    }
    /// Where a content is taken off.
    pub fn drop_action(&self, id: impl Given<Uuid>) -> String {
        urls::planned_drop(Id::from_uuid(id.given()))
    }
    /// Handoffs decided this week.
    pub fn decided(&self) -> u64 {
        self.p().feedback.acceptance(|_| true).1
    }
    /// Handoffs accepted this week.
    pub fn accepted(&self) -> u64 {
        self.p().feedback.acceptance(|_| true).0
    }
    /// Refusals without a reason.
    pub fn without_reason(&self) -> usize {
        self.p().feedback.refused(None).count()
    }
    /// New actions, then those carried over.
    pub fn all_actions(&self) -> Vec<&Action> {
        self.p().actions.iter().chain(&self.p().carried.actions).collect()
    }
    /// A note's block and team.
    pub fn note_heading(&self, note: &Note) -> String {
        let block = note.block.parse().map(|block: Block| self.block(block)).unwrap_or_default();
        let team = note.team.parse().map(|team: Team| self.note_title(team)).unwrap_or_default();
        format!("{block} · {team}")
    }
    /// Whether a form came back with faults.
    pub fn has_errors(&self) -> bool {
        let forms = [&self.forms.decision, &self.forms.action, &self.forms.content];
        forms.into_iter().any(FormState::has_errors) || self.forms.note.is_some()
    }
    /// The five weeks looked at.
    pub fn weeks(&self) -> Weeks {
        Weeks { week: self.week }
    }
    /// The first characters of the digest.
    pub fn digest(&self) -> String {
        let sha = self.shown.frozen.as_ref().map(|frozen| frozen.sha256.as_str()).unwrap_or_default();
        sha.get(..12).unwrap_or_default().to_owned()
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of leads stay far below 2^53")]
fn real(n: u64) -> f64 {
    n as f64
}
