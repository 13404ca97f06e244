//! Why leads are refused, and deals won and lost.

use super::super::model::{ReasonKind, ReasonRow};
use super::ticked;
use crate::i18n::L;
use crate::urls;
use crate::web::form::FormState;
use crate::web::page::{Nav, Shell};
use askama::Template;

/// `GET /settings/reasons`.
#[derive(Template)]
#[template(path = "settings/reasons.html")]
pub struct Reasons {
    l: L,
    shell: Shell,
    title: String,
    groups: Vec<(String, Vec<ReasonRow>)>,
    f: FormState,
    entry: Option<(ReasonKind, String)>,
}

impl Reasons {
    /// The lists; `entry` is the reason whose form `f` comes back with errors.
    pub fn new(
        shell: Shell,
        rows: Vec<ReasonRow>,
        f: FormState,
        entry: Option<(ReasonKind, String)>,
    ) -> Self {
        let l = shell.l;
        let title = f.title(&l.t.reasons_title(), &l);
        let groups = ReasonKind::ALL.map(|kind| {
            let name = match kind {
                ReasonKind::Rejection => l.t.reasons_rejection(),
                ReasonKind::Win => l.t.reasons_win(),
                ReasonKind::Loss => l.t.reasons_loss(),
            };
            (name, rows.iter().filter(|row| row.kind == kind).cloned().collect())
        });
        Self { l, shell: shell.at(Nav::Settings), title, groups: groups.into(), f, entry }
    }

    /// The form of a reason: what was typed, where it was refused.
    fn form_of(&self, row: &ReasonRow) -> FormState {
        if self.entry.as_ref().is_some_and(|(kind, code)| *kind == row.kind && *code == row.code) {
            return self.f.clone();
        }
        FormState::filled([
            ("_version", row.version.to_string().as_str()),
            ("label_fr", &row.label_fr),
            ("label_en", &row.label_en),
            ("active", ticked(row.active)),
        ])
    }
    fn action(&self, row: &ReasonRow) -> String {
        format!("{}/{}/{}", urls::REASONS, row.kind.code(), row.code)
    }
    /// How the ids of a reason's fields begin.
    fn at(&self, kind: &ReasonKind, code: &str) -> String {
        format!("e-{}-{code}-", kind.code())
    }
    /// How the ids of the fields at fault begin.
    fn at_fault(&self) -> String {
        self.entry.as_ref().map_or_else(String::new, |(kind, code)| self.at(kind, code))
    }
}
