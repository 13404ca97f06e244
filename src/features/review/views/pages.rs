//! The pages.

use super::super::changes::Change;
use super::super::model::{Colleague, NoteConflict, Past};
use super::sheet::Sheet;
use crate::domain::ids::{Id, of};
use crate::domain::lifecycle::Team;
use crate::domain::period::IsoWeek;
use crate::domain::review::Block;
use crate::features::funnel::Line;
use crate::i18n::{Given, L};
use crate::urls;
use crate::web::form::FormState;
use crate::web::page::Shell;
use askama::Template;
use std::collections::HashMap;
use uuid::Uuid;

/// A week, every block.
#[derive(Template)]
#[template(path = "review/index.html")]
pub struct ReviewPage {
    /// The reader's context.
    pub l: L,
    /// The frame.
    pub shell: Shell,
    /// The week.
    pub s: Sheet,
    /// Reviews closed lately.
    pub past: Vec<Past>,
    /// What became of the figures, when today's are shown.
    pub changes: Vec<Change>,
}

impl ReviewPage {
    /// A lead's page.
    pub fn lead(&self, id: impl Given<Id<of::Lead>>) -> String {
        urls::lead(id.given())
    }
    /// The difference of a figure, signed.
    pub fn gap(&self, change: &Change) -> String {
        let (was, now) =
            (i64::try_from(change.was).unwrap_or(i64::MAX), i64::try_from(change.now).unwrap_or(i64::MAX));
        let gap = now.saturating_sub(was);
        if gap > 0 { format!("+{}", self.l.int(gap)) } else { self.l.int(gap) }
    }
    /// A lead's name, or what stands for it.
    pub fn name(&self, line: &Line) -> String {
        name(&self.l, line)
    }
}

fn name(l: &L, line: &Line) -> String {
    if line.erased {
        l.t.review_erased()
    } else if line.name.is_empty() {
        l.t.review_unnamed()
    } else {
        line.name.clone()
    }
}

/// One block of the meeting, on the whole screen.
#[derive(Template)]
#[template(path = "review/meeting.html")]
pub struct MeetingPage {
    /// The reader's context.
    pub l: L,
    /// The frame, of which only the message is shown.
    pub shell: Shell,
    /// The week.
    pub s: Sheet,
    /// The block.
    pub block: Block,
}

impl MeetingPage {
    /// Its place on the agenda, from 1.
    pub fn place(&self) -> usize {
        Block::ALL.iter().take_while(|block| **block < self.block).count() + 1
    }
    /// Whether a block is over.
    pub fn is_past(&self, block: impl Given<Block>) -> bool {
        block.given() < self.block
    }
    /// Whether a block is the one shown.
    pub fn is_here(&self, block: impl Given<Block>) -> bool {
        block.given() == self.block
    }
    /// Names the meeting's clock on this device.
    pub fn clock(&self) -> String {
        self.s.week.to_string()
    }
}

/// The minutes, on one sheet of paper.
#[derive(Template)]
#[template(path = "review/minutes.html")]
pub struct MinutesPage {
    /// The reader's context.
    pub l: L,
    /// The frame.
    pub shell: Shell,
    /// The week.
    pub s: Sheet,
}

/// Every review that was closed.
#[derive(Template)]
#[template(path = "review/past.html")]
pub struct PastPage {
    /// The reader's context.
    pub l: L,
    /// The frame.
    pub shell: Shell,
    /// The reviews, the latest first.
    pub rows: Vec<Past>,
}

impl PastPage {
    /// A week's page.
    pub fn href(&self, week: impl Given<IsoWeek>) -> String {
        urls::review(week.given())
    }
}

/// The leads behind a figure.
#[derive(Template)]
#[template(path = "review/leads.html")]
pub struct LeadsPage {
    /// The reader's context.
    pub l: L,
    /// The frame.
    pub shell: Shell,
    /// The week.
    pub s: Sheet,
    /// What they are.
    pub title: String,
    /// How many are listed.
    pub total: usize,
    /// Whether there are more.
    pub more: bool,
    /// Those of this page.
    pub shown: Vec<Uuid>,
    /// What is known of them.
    pub lines: HashMap<Id<of::Lead>, Line>,
    /// The next page.
    pub next: Option<String>,
}

impl LeadsPage {
    /// The lines of the page with the address of each.
    pub fn rows(&self) -> Vec<(&Line, String)> {
        let found = self.shown.iter().filter_map(|id| self.lines.get(&Id::from_uuid(*id)));
        found.map(|line| (line, urls::lead(line.id))).collect()
    }
    /// A lead's name, or what stands for it.
    pub fn name(&self, line: &Line) -> String {
        name(&self.l, line)
    }
}

/// Who was there?
#[derive(Template)]
#[template(path = "review/close.html")]
pub struct ClosePage {
    /// The reader's context.
    pub l: L,
    /// The frame.
    pub shell: Shell,
    /// Which week.
    pub week: IsoWeek,
    /// Who may have been there.
    pub people: Vec<Colleague>,
    /// The form.
    pub f: FormState,
}

impl ClosePage {
    /// Where it is sent.
    pub fn action(&self) -> String {
        urls::review_part(self.week, "close")
    }
    /// The review.
    pub fn back(&self) -> String {
        urls::review(self.week)
    }
    /// An id as text.
    pub fn id(&self, one: &Colleague) -> String {
        one.id.to_string()
    }
}

/// Two people wrote in one note.
#[derive(Template)]
#[template(path = "review/conflict.html")]
pub struct ConflictPage {
    /// The reader's context.
    pub l: L,
    /// The frame.
    pub shell: Shell,
    /// Which week.
    pub week: IsoWeek,
    /// Which block.
    pub block: Block,
    /// Whose words.
    pub team: Team,
    /// Where the form leads back to.
    pub next: String,
    /// The three texts.
    pub conflict: NoteConflict,
}

impl ConflictPage {
    /// Where it is sent.
    pub fn action(&self) -> String {
        urls::review_part(self.week, &format!("notes/{}/{}", self.block.code(), self.team.code()))
    }
    /// The version that the kept note replaces.
    pub fn version(&self) -> String {
        self.conflict.version.to_string()
    }
}
