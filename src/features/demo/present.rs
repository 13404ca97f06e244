//! What waits when the curtain falls, whatever the date: handoffs, a queue, follow-ups, refusals to read, deals that
//! slip, leads to come back to; and the odd ends of any real base (duplicates, a test lead in the bin).

use super::arrive::Entry;
use super::cast::{REPS, Who};
use super::market::{CHANNELS, WHITE_PAPER};
use super::pace::works;
use super::planner::Planner;
use super::plot::{Patch, What};
use super::words::sales::{NEXT, NEXT_DEAL};
use crate::domain::instant::Instant;
use crate::domain::lifecycle::Request;
use crate::domain::stage::Stage::{self, Lead, Opportunity, Recycled, Sal, Sql};
use crate::features::leads::LeadStatus;
use crate::features::stages::TaskForm;
use chrono::NaiveDate;

/// When something that still waits began.
#[derive(Debug, Clone, Copy)]
enum Since {
    /// So many minutes ago.
    Minutes(i64),
    /// So many working days before today, at that minute of the day.
    Days(i64, i64),
}
use Since::{Days, Minutes};

/// Handoffs that nobody has decided: to whom (`None`: the queue), since when.
#[rustfmt::skip]
const WAITING: [(Option<Who>, Since); 15] = [
    (Some(Who::FirstRep), Days(2, 902)), (Some(Who::FirstRep), Days(1, 560)), (Some(Who::FirstRep), Days(1, 1_000)),
    (Some(Who::FirstRep), Minutes(185)), (Some(Who::FirstRep), Minutes(52)), (Some(Who::FirstRep), Minutes(12)),
    (Some(Who::SecondRep), Days(3, 612)), (Some(Who::SecondRep), Days(2, 930)), (Some(Who::SecondRep), Days(1, 540)),
    (Some(Who::SecondRep), Minutes(140)), (Some(Who::SecondRep), Minutes(24)),
    (None, Days(1, 670)), (None, Minutes(260)), (None, Minutes(75)), (None, Minutes(17)),
];
/// Refusals that marketing has just received.
const REFUSED: [(&str, Since); 5] = [
    ("hors_persona", Days(2, 640)),
    ("hors_persona", Days(1, 980)),
    ("autre", Days(1, 620)),
    ("hors_persona", Minutes(95)),
    ("pas_de_budget", Minutes(33)),
];
/// Working days before today on which recycled leads were to be seen again; 0 is today.
const REVISITS: [i64; 5] = [0, 0, 1, 3, 5];
/// When the follow-ups of what is being worked are due, in working days from today; `None`: nothing is planned.
#[rustfmt::skip]
const DUE: [Option<i64>; 16] = [
    Some(-3), Some(0), Some(-1), Some(0), Some(1), Some(0), None, Some(2), Some(-6), Some(0), Some(3), Some(5), None, Some(1),
    Some(8), Some(2),
];
/// Deals open at the end, at least.
const OPEN_DEALS: usize = 7;
/// Leads found to be one person, over the eighteen months.
const DUPLICATES: usize = 6;

impl Planner<'_> {
    /// Adds everything that waits.
    pub(super) fn present(&mut self) {
        for (to, since) in WAITING {
            self.waiting(to, since);
        }
        for (n, (reason, since)) in REFUSED.into_iter().enumerate() {
            let rep = if n % 2 == 0 { Who::SecondRep } else { Who::FirstRep };
            self.refused(rep, reason, since);
        }
        for (n, days) in REVISITS.into_iter().enumerate() {
            self.due_for_revisit(days, n % 2 == 0);
        }
        for rep in REPS {
            for due in [-2, 0, 0] {
                self.being_worked(rep, due);
            }
        }
        let open = (0..self.leads.len()).filter(|lead| self.stands(*lead, Opportunity)).count();
        for n in open..OPEN_DEALS {
            self.old_deal(if n % 2 == 0 { Who::FirstRep } else { Who::SecondRep });
        }
        self.follow_ups();
        self.duplicates();
        self.bin();
    }

    fn stands(&self, lead: usize, stage: Stage) -> bool {
        self.standing(lead).is_some_and(|(now, _)| now == stage)
    }

    /// The moment meant: in office hours unless minutes are few.
    fn moment_of(&mut self, since: Since) -> Instant {
        let second = self.dice.secs(0, 60);
        let minutes = match since {
            Days(days, minute) => return self.pace.days_before(self.today, days, minute, second),
            Minutes(minutes) => minutes,
        };
        let at = self.now.plus_secs(-60 * minutes - second / 4);
        let (day, open) = (self.pace.date(at), self.pace.at(self.pace.date(at), 9 * 60, 0));
        if minutes < 45 || (works(day) && at >= open) {
            return at;
        }
        self.pace.days_before(self.today, 1, 16 * 60 + minutes / 3 % 110, second)
    }

    /// Somebody who came some hours before `handed`, and was handed over then.
    fn handed(&mut self, to: Option<Who>, handed: Instant, fits: bool) -> usize {
        let mut channel = usize::try_from(self.dice.below(CHANNELS.len() as u64 - 1)).unwrap_or(0);
        if self.dice.chance(40) || !fits {
            channel = WHITE_PAPER;
        }
        let came = handed.plus_secs(-self.dice.secs(1_500, 70_000));
        let marketer = if self.dice.chance(35) { Who::HeadOfMarketing } else { Who::Marketer };
        let (by, marketer) = (Who::Form, Some(marketer));
        let lead = self.bring(Entry { channel, came, entered: came, by, marketer, stage: Lead, fits });
        if let Some(lead) = self.leads.get_mut(lead) {
            lead.rep = to.unwrap_or(lead.rep);
        }
        let request = self.handoff(lead, None);
        let owner = to.and_then(|who| self.cast.member(who));
        let queue = owner.is_none().then_some(self.cast.queue);
        let marketer = self.marketer(lead);
        self.go(handed, lead, marketer, Request { owner, queue, ..request });
        lead
    }

    fn waiting(&mut self, to: Option<Who>, since: Since) {
        let at = self.moment_of(since);
        let lead = self.handed(to, at, true);
        if let (Some(rep), Days(days, _)) = (to, since)
            && days != 3
        {
            // tried once, not decided; the oldest was not even tried
            let tried = self.pace.after(at, self.dice.secs(90, 330), &mut self.dice);
            self.miss(lead, tried, rep);
        }
    }

    fn refused(&mut self, rep: Who, reason: &'static str, since: Since) {
        let at = self.moment_of(since);
        let days = self.dice.secs(1, 3);
        let day = self.pace.date(at);
        let handed = self.pace.days_before(day, days, self.dice.secs(545, 1_070), 30);
        let lead = self.handed(Some(rep), handed, reason != "hors_persona");
        self.talk(lead, at.plus_secs(-400), rep);
        let request = self.refusal(reason, at, false);
        self.go(at, lead, rep, request);
    }

    fn due_for_revisit(&mut self, days: i64, budget: bool) {
        let due = if days == 0 {
            self.today
        } else {
            self.pace.date(self.pace.days_before(self.today, days, 600, 0))
        };
        let ago = self.dice.secs(62, 110);
        let at = self.pace.days_before(self.today, ago, self.dice.secs(550, 740), 12);
        let rep = self.any_rep();
        let handed = self.pace.days_before(self.pace.date(at), 2, self.dice.secs(545, 740), 41);
        let lead = self.handed(Some(rep), handed, true);
        self.talk(lead, at.plus_secs(-700), rep);
        let request = self.refusal(if budget { "pas_de_budget" } else { "mauvais_timing" }, at, false);
        self.go(at, lead, rep, Request { revisit_on: Some(due), ..request });
        debug_assert!(self.stands(lead, Recycled));
    }

    /// Accepted a week ago, with a follow-up due so many working days from today.
    fn being_worked(&mut self, rep: Who, due: i64) {
        let back = |planner: &mut Self, days| {
            let minute = planner.dice.secs(545, 740);
            planner.pace.days_before(planner.today, days, minute, 17)
        };
        let handed = back(self, 8);
        let lead = self.handed(Some(rep), handed, true);
        let accepted = back(self, 6);
        self.go(accepted, lead, rep, Request::to(Sal));
        if self.dice.chance(50) {
            self.talk(lead, accepted.plus_secs(1_200), rep);
            self.act(accepted.plus_secs(1_260), lead, rep, What::Patch(Patch::Status(LeadStatus::Callback)));
        } else {
            self.miss(lead, accepted.plus_secs(1_200), rep);
        }
        let planned = back(self, 5);
        let title = self.words.say(&[NEXT]);
        self.plan(lead, planned, rep, title, self.day(due));
    }

    /// The day so many working days from today.
    fn day(&self, due: i64) -> NaiveDate {
        match due {
            0 => self.today,
            1.. => (0..due).fold(self.today, |date, _| super::pace::next_open(date)),
            _ => self.pace.date(self.pace.days_before(self.today, -due, 600, 0)),
        }
    }

    fn plan(&mut self, lead: usize, at: Instant, rep: Who, title: String, due_on: NaiveDate) {
        self.act(at, lead, rep, What::Plan(TaskForm { title, due_on, assignee: None }));
        if let Some(lead) = self.leads.get_mut(lead) {
            lead.tasks.push((at, Instant::NEVER));
        }
    }

    /// A deal opened before the white paper, still open.
    fn old_deal(&mut self, rep: Who) {
        let opened = self.pace.date(self.turn_at);
        let back = |days, minute| self.pace.days_before(opened, days, minute, 23);
        let (handed, accepted, needed, opened) = (back(14, 600), back(13, 640), back(9, 660), back(5, 900));
        let lead = self.handed(Some(rep), handed, true);
        self.go(accepted, lead, rep, Request::to(Sal));
        self.talk(lead, needed, rep);
        let note = Some(self.words.say(&[super::words::sales::NEEDS, super::words::sales::FRAMES]));
        self.go(needed.plus_secs(900), lead, rep, Request { note, ..Request::to(Sql) });
        self.deal(lead, opened, rep, false, 150);
    }

    /// Follow-ups for what is being worked and has none.
    fn follow_ups(&mut self) {
        for rep in [Who::FirstRep, Who::SecondRep, Who::HeadOfSales] {
            let mut open: Vec<(Instant, usize, Stage)> = (0..self.leads.len())
                .filter(|lead| self.leads.get(*lead).is_some_and(|l| l.rep == rep) && !self.has_task(*lead))
                .filter_map(|lead| self.standing(lead).map(|(stage, since)| (since, lead, stage)))
                .filter(|(_, _, stage)| matches!(stage, Sal | Sql | Opportunity))
                .collect();
            open.sort_unstable_by_key(|(since, lead, _)| (*since, *lead));
            for ((since, lead, stage), due) in open.into_iter().zip(DUE.iter().cycle()) {
                let Some(due) = due else { continue };
                let planned = self.pace.after(since, 12, &mut self.dice);
                let planned = if planned < self.now { planned } else { since.plus_secs(1) };
                let mut due = self.day(*due);
                if due < self.pace.date(planned) {
                    due = self.today;
                }
                let title = self.words.say(&[if stage == Opportunity { NEXT_DEAL } else { NEXT }]);
                self.plan(lead, planned, rep, title, due);
            }
        }
    }

    /// Some people who came twice, merged by marketing the next day.
    fn duplicates(&mut self) {
        let before = self.leads.len();
        for n in 0..DUPLICATES {
            let twin = before * (2 * n + 1) / (2 * DUPLICATES + 1);
            let Some(found) = self.leads.get(twin) else { continue };
            let Some((came, _)) = found.path.first().copied() else { continue };
            let (mut birth, whole) =
                (found.birth.clone(), (found.channel, found.firm, found.size, found.marketer));
            let again = came.plus_secs(self.dice.secs(3, 40) * 86_400);
            let merged = self.pace.days_after(again, 1, &mut self.dice);
            if merged >= self.now || birth.stage != Lead {
                continue;
            }
            birth.occurred_at = None;
            birth.fields.last_name = crate::domain::text::fold(&birth.fields.last_name).to_uppercase();
            birth.fields.pain_points = String::new();
            birth.fields.source = self.cast.source(WHITE_PAPER);
            let (channel, firm, size, marketer) = whole;
            let lead = self.leads.len();
            let (path, tasks, rep) = (Vec::new(), Vec::new(), Who::FirstRep);
            let one = super::planner::Lead {
                channel,
                firm,
                size,
                birth: birth.clone(),
                marketer,
                rep,
                path,
                tasks,
            };
            self.leads.push(one);
            self.act(again, lead, Who::Form, What::Create(Box::new(birth)));
            self.act(merged, lead, marketer, What::Merge(twin));
        }
    }

    /// Somebody tried the form; the director put that in the bin.
    fn bin(&mut self) {
        let at = self.pace.days_before(self.today, 1, 11 * 60 + 5, 8);
        let (by, marketer) = (Who::Form, None);
        let lead =
            self.bring(Entry { channel: 0, came: at, entered: at, by, marketer, stage: Lead, fits: true });
        if let Some(What::Create(birth)) = self.acts.last_mut().map(|act| &mut act.what) {
            birth.fields.first_name = "Test".to_owned();
            birth.fields.last_name = "Formulaire".to_owned();
            birth.fields.email = "essai@batipro.example".to_owned();
            birth.fields.pain_points = String::new();
        }
        self.act(at.plus_secs(1_300), lead, Who::Boss, What::Trash("Essai du formulaire".to_owned()));
    }
}
