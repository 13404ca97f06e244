//! The first screens.

use super::figures::{Month, sentence_parts};
use super::model::{DueTask, Figures, OpenDeal, Refused, Waiting};
use crate::domain::filter::{LeadFilter, Pick, SortKey, Verdict};
use crate::domain::money::{Currency, Minor};
use crate::domain::pacing::{PaceVerdict, Pacing};
use crate::domain::sla::{Kind, Status};
use crate::domain::stage::Stage;
use crate::features::deals::{DealStage, words};
use crate::features::lists::{Count, Line, age_short};
use crate::features::sla;
use crate::features::sla::Badge;
use crate::i18n::{Given, L, Lang};
use crate::urls;
use crate::web::page::Shell;
use crate::web::sentence::{Piece, mark, pieces};
use askama::Template;
use chrono::NaiveDate;

/// Leads waiting for a decision, with what their buttons need.
#[derive(Debug, Clone)]
pub struct Decision {
    /// The lead.
    pub row: Waiting,
    /// Its page.
    pub href: String,
    /// Where it is accepted (POST).
    pub action: String,
    /// Where it is refused.
    pub refuse: String,
    /// Makes a second sending harmless.
    pub key: String,
    /// How long it has waited.
    pub age: String,
    /// The promise that presses most.
    pub badge: Option<Badge>,
}

impl Decision {
    /// From a row.
    pub fn new(l: &L, row: Waiting, key: String, badge: Option<Badge>) -> Self {
        Self {
            href: urls::lead(row.lead),
            action: urls::lead_part(row.lead, "stage"),
            refuse: urls::lead_move(row.lead, "refused"),
            age: age_short(l, row.since),
            key,
            badge,
            row,
        }
    }
}

/// The rep's part.
#[derive(Debug)]
pub struct Rep {
    /// To accept or refuse.
    pub waiting: Vec<Decision>,
    /// How many wait.
    pub waiting_count: i64,
    /// To do today and overdue.
    pub tasks: Vec<DueTask>,
    /// Open deals.
    pub deals: Vec<OpenDeal>,
    /// How many are open.
    pub deal_count: i64,
    /// What they amount to.
    pub deal_sum: Minor,
}

/// The marketer's part.
#[derive(Debug)]
pub struct Marketer {
    /// Their leads by stage, with the list of each.
    pub stages: Vec<(Stage, Count, String)>,
    /// What sales sent back.
    pub refused: Vec<Refused>,
    /// Recycled leads due for another look.
    pub revisits: Vec<DueTask>,
    /// Duplicates and suppliers that sales pointed out.
    pub proposals: Vec<DueTask>,
    /// The promise of the month, of both marketers and their head.
    pub pacing: Option<Pacing>,
}

/// The manager's part.
#[derive(Debug)]
pub struct Manager {
    /// The month.
    pub month: Month,
    /// What it brought.
    pub now: Figures,
    /// What the month before brought.
    pub before: Figures,
    /// MQL that wait, the longest first.
    pub waiting: Vec<Line>,
    /// How many wait.
    pub waiting_count: Count,
    /// Eight weeks, the present one last.
    pub trends: Trends,
    /// Marketing's promise of the month.
    pub pacing: Option<Pacing>,
    /// Promises on leads broken and still open, the first due first.
    pub late: Vec<sla::Listed>,
    /// On how many leads, as text.
    pub late_count: Count,
}

/// Eight weeks of three figures, the present week last.
#[derive(Debug, Default)]
pub struct Trends {
    /// Leads that became leads for the first time.
    pub leads: Vec<i64>,
    /// Leads that became MQL for the first time.
    pub mql: Vec<i64>,
    /// Amounts of the deals won, minor units.
    pub won: Vec<i64>,
}

/// A line of eight weeks, drawn in a box of 96 by 32.
#[derive(Debug, Clone, Default)]
pub struct Spark {
    /// Its corners.
    pub points: String,
    /// The height of its end.
    pub end: String,
    /// First and last value, for those who do not see it.
    pub label: String,
}

/// The page.
#[derive(Template)]
#[template(path = "home/index.html")]
pub struct Home {
    /// The reader's context.
    pub l: L,
    /// The frame.
    pub shell: Shell,
    /// Today, on the organisation's calendar.
    pub today: NaiveDate,
    /// The organisation's currency.
    pub currency: Currency,
    /// For those who sell.
    pub rep: Option<Rep>,
    /// For those who market.
    pub marketer: Option<Marketer>,
    /// For those who steer.
    pub manager: Option<Manager>,
}

/// One tile: label, figure, the list behind it, last month's figure.
#[derive(Debug, Clone)]
pub struct Tile {
    /// What it is.
    pub label: String,
    /// This month.
    pub figure: String,
    /// The rows behind it.
    pub href: String,
    /// How it was computed, in one line.
    pub note: String,
    /// The month before.
    pub before: String,
    /// The rows behind that.
    pub before_href: String,
    /// Its eight weeks, when they are known.
    pub trend: Option<Spark>,
    /// The promise beside it: what is promised, what is expected by tonight, the pace.
    pub promise: Option<Kept>,
}

/// A promise of the month in words, with the bar that shows it.
#[derive(Debug, Clone)]
pub struct Kept {
    /// Done.
    pub actual: String,
    /// «of 70».
    pub of: String,
    /// What is expected by tonight.
    pub expected: String,
    /// Code of a state of promises: colours the pace.
    pub state: &'static str,
    /// The pace.
    pub pace: String,
    /// Where the month would end.
    pub forecast: String,
    /// Done by promised, per cent, at most 100.
    pub filled: String,
    /// Expected by promised, per cent, at most 100.
    pub goal: String,
    /// Whether it lags.
    pub behind: bool,
}

impl Home {
    /// The first name, for the greeting.
    pub fn first_name(&self) -> &str {
        self.shell.me.name.split(' ').next().unwrap_or_default()
    }
    /// A lead's page.
    pub fn lead(&self, id: impl Given<crate::domain::ids::Id<crate::domain::ids::of::Lead>>) -> String {
        urls::lead(id.given())
    }
    /// A number, or «10 000+».
    pub fn count_text(&self, count: impl Given<Count>) -> String {
        match count.given() {
            Count::Exact(n) => self.l.int(n),
            Count::AtLeast(n) => format!("{}+", self.l.int(n)),
        }
    }
    /// The name of a deal's stage.
    pub fn deal_stage(&self, code: &str) -> String {
        code.parse::<DealStage>().map(|stage| words::stage(&self.l, stage)).unwrap_or_default()
    }
    /// A reason in the reader's language.
    pub fn reason<'a>(&self, row: &'a Refused) -> &'a str {
        if self.l.lang == Lang::Fr { &row.reason_fr } else { &row.reason_en }
    }
    /// Whether a day is past.
    pub fn is_past(&self, day: impl Given<NaiveDate>) -> bool {
        day.given() < self.today
    }
    /// What a task asks for.
    pub fn task(&self, task: &DueTask) -> String {
        match task.kind.as_str() {
            _ if !task.title.is_empty() && task.kind != "proposal" => task.title.clone(),
            "revisit" => self.l.t.home_revisit(),
            "proposal" => self.l.t.home_proposal(),
            _ => self.l.t.list_next_follow_up(),
        }
    }
    /// The leads that wait for the reader, as a list.
    pub fn to_decide(&self) -> String {
        let filter = LeadFilter { owner: Some(Pick::Me), ..LeadFilter::in_stages(&[Stage::Mql]) };
        filter.sorted(SortKey::StageAt, false).href(urls::LEADS)
    }
    /// Every MQL, the longest waiting first.
    pub fn all_mql(&self) -> String {
        LeadFilter::in_stages(&[Stage::Mql]).sorted(SortKey::StageAt, false).href(urls::LEADS)
    }
    /// The month in a sentence.
    pub fn sentence(&self, m: &Manager) -> Vec<Piece> {
        let (t, l, f) = (self.l.t, &self.l, &m.now);
        let [leads, decided, won] = sentence_parts(f);
        let mut parts = Vec::new();
        if leads {
            parts.push(t.home_sentence_leads(mark(0), mark(1)));
        }
        if decided {
            parts.push(t.home_sentence_decided(mark(2), mark(3)));
        }
        if won {
            parts.push(t.home_sentence_won(mark(4)));
        }
        let month = l.month(m.month.period.from);
        if !m.late.is_empty() {
            parts.push(t.home_sentence_late(mark(5)));
        }
        let text = match parts.as_slice() {
            [] => t.home_sentence_quiet(month),
            _ => t.home_sentence(month, parts.join(" ")),
        };
        let list = |filter: LeadFilter| Some(filter.href(urls::LEADS));
        let figures = [
            (l.int(f.leads), list(m.month.reached(Stage::Lead))),
            (l.int(f.mql), list(m.month.reached(Stage::Mql))),
            (l.int(f.accepted), list(m.month.decided(Verdict::Accepted))),
            (l.int(f.decided), list(m.month.decided(Verdict::Any))),
            (l.money_rounded(Minor(f.won_minor), self.currency), Some(m.month.won())),
            (
                self.count_text(m.late_count),
                list(LeadFilter { sla: vec![Status::Breached], ..LeadFilter::default() }),
            ),
        ];
        pieces(&text, &figures)
    }
    /// A promise of the month in words.
    pub fn kept(&self, pacing: &Pacing) -> Kept {
        let (t, l) = (self.l.t, &self.l);
        let one = |value: f64| l.decimal(value, 1_usize);
        let share = |value: f64| format!("{:.1}%", (value / pacing.target * 100.0).clamp(0.0, 100.0));
        let expected = pacing.expected().unwrap_or_default();
        let (state, word) = match pacing.verdict() {
            PaceVerdict::TooEarly => ("pending", t.sla_pace_early()),
            PaceVerdict::Ahead => ("met", t.sla_pace_ahead()),
            PaceVerdict::Watch => ("at_risk", t.sla_pace_watch()),
            PaceVerdict::Behind => ("breached", t.sla_pace_behind()),
        };
        let pace = match (pacing.verdict(), pacing.pace()) {
            (PaceVerdict::TooEarly, _) | (_, None) => word,
            (_, Some(pace)) => t.home_pace(word, l.share(pace)),
        };
        let ends = pacing.forecast().map(|ends| t.review_forecast(l.int(ends.low), l.int(ends.high)));
        Kept {
            actual: l.int(pacing.actual),
            of: t.home_promised(one(pacing.target).trim_end_matches(",0").trim_end_matches(".0")),
            expected: t.home_expected_tonight(one(expected)),
            state,
            pace,
            forecast: ends.unwrap_or_default(),
            filled: share(real(pacing.actual)),
            goal: share(expected),
            behind: pacing.verdict() == PaceVerdict::Behind,
        }
    }
    /// What was promised on a lead.
    pub fn promised(&self, row: &sla::Listed) -> String {
        match row.row.kind {
            Kind::FirstContact => self.l.t.sla_first_contact(),
            Kind::Decision => self.l.t.sla_decision(),
        }
    }
    /// The review of the present week.
    pub fn review(&self) -> String {
        urls::review(crate::domain::period::IsoWeek::of(self.today))
    }
    /// A line of weeks; nothing to draw while all are zero.
    fn spark(&self, weeks: &[i64], text: impl Fn(i64) -> String) -> Option<Spark> {
        let (first, last) = (*weeks.first()?, *weeks.last()?);
        let points = spark_points(weeks)?;
        let end = points.last().map(|(_, y)| format!("{y:.1}")).unwrap_or_default();
        let points: Vec<_> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        let label = self.l.t.home_trend(text(first), text(last));
        Some(Spark { points: points.join(" "), end, label })
    }
    /// The four tiles.
    pub fn tiles(&self, m: &Manager) -> Vec<Tile> {
        let (t, l) = (self.l.t, &self.l);
        let old = m.month.previous();
        let reached = |label: String, note: String, stage, now, before, weeks: &[i64]| Tile {
            trend: self.spark(weeks, |n| l.int(n)),
            promise: m.pacing.as_ref().filter(|_| stage == Stage::Mql).map(|pacing| self.kept(pacing)),
            label,
            note,
            figure: l.int(now),
            href: m.month.reached(stage).href(urls::LEADS),
            before: l.int(before),
            before_href: old.reached(stage).href(urls::LEADS),
        };
        let rate = |f: &Figures| match f.acceptance().guard() {
            crate::domain::stats::SampleGuard::None => "—".to_owned(),
            crate::domain::stats::SampleGuard::TooFew => l.fraction(f.acceptance()),
            _ => l.pct(f.acceptance()),
        };
        vec![
            reached(
                t.home_tile_leads(),
                t.home_note_first(),
                Stage::Lead,
                m.now.leads,
                m.before.leads,
                &m.trends.leads,
            ),
            reached(
                t.home_tile_mql(),
                t.home_note_first(),
                Stage::Mql,
                m.now.mql,
                m.before.mql,
                &m.trends.mql,
            ),
            Tile {
                label: t.home_tile_acceptance(),
                figure: rate(&m.now),
                note: t.home_note_decided(l.int(m.now.accepted), l.int(m.now.decided)),
                href: m.month.decided(Verdict::Any).href(urls::LEADS),
                before: rate(&m.before),
                before_href: old.decided(Verdict::Any).href(urls::LEADS),
                trend: None,
                promise: None,
            },
            Tile {
                label: t.home_tile_won(),
                figure: l.money_rounded(Minor(m.now.won_minor), self.currency),
                note: t.home_note_won(m.now.won, l.int(m.now.won)),
                href: m.month.won(),
                before: l.money_rounded(Minor(m.before.won_minor), self.currency),
                before_href: old.won(),
                trend: self.spark(&m.trends.won, |n| l.money_rounded(Minor(n), self.currency)),
                promise: None,
            },
        ]
    }
}

/// The corners of a line: weeks from left to right, values from the bottom up. `None` while all are zero.
#[expect(clippy::cast_precision_loss, reason = "a drawing of 96 by 32")]
fn spark_points(weeks: &[i64]) -> Option<Vec<(f64, f64)>> {
    let most = weeks.iter().copied().max().filter(|most| *most > 0)? as f64;
    let step = 96.0 / (weeks.len().saturating_sub(1).max(1)) as f64;
    let corner = |(n, value): (usize, &i64)| (n as f64 * step, 28.0 - 24.0 * (*value).max(0) as f64 / most);
    Some(weeks.iter().enumerate().map(corner).collect())
}

#[expect(clippy::cast_precision_loss, reason = "counts of leads stay far below 2^53")]
fn real(n: u64) -> f64 {
    n as f64
}

/// What waits for the reader.
#[derive(Template)]
#[template(path = "home/notifications.html")]
pub struct Notifications {
    /// The reader's context.
    pub l: L,
    /// The frame.
    pub shell: Shell,
    /// To accept or refuse.
    pub waiting: Vec<Decision>,
    /// Follow-ups due.
    pub tasks: Vec<DueTask>,
}

impl Notifications {
    /// A lead's page.
    pub fn lead(&self, id: impl Given<crate::domain::ids::Id<crate::domain::ids::of::Lead>>) -> String {
        urls::lead(id.given())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_runs_from_left_to_right_and_from_the_bottom_up() {
        assert_eq!(spark_points(&[0, 0]), None);
        assert_eq!(spark_points(&[]), None);
        let line = spark_points(&[0, 4, 2]).unwrap();
        assert_eq!(line, [(0.0, 28.0), (48.0, 4.0), (96.0, 16.0)]);
    }
}
