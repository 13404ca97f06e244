//! The lists that leads point to, each on its page.

use super::super::model::{Item, NamedList};
use super::{list_hint, list_title, offered, ticked};
use crate::domain::lifecycle::Team;
use crate::features::people::{Choice, calendar_choices};
use crate::i18n::L;
use crate::urls;
use crate::web::form::FormState;
use crate::web::page::{Nav, Shell};
use crate::web::stale::Saved;
use askama::Template;
use uuid::Uuid;

/// A list as it is saved.
#[derive(Debug, Clone)]
pub struct ListSheet {
    /// Which one.
    pub list: NamedList,
    /// Its entries.
    pub items: Vec<Item>,
    /// The calendars that a queue may be given, beside the organisation's.
    pub calendars: Vec<(Uuid, String)>,
}

impl ListSheet {
    /// What is saved of an entry.
    pub fn saved(&self, l: &L, item: &Item) -> Saved {
        Saved::at(item.version)
            .with("name", &item.name)
            .ticked("active", item.active, offered(l, item.active))
            .with("description", &item.description)
            .chosen("calendar", &code(item.calendar), &calendar_choices(l, &self.calendars))
    }
}

fn code(calendar: Option<Uuid>) -> String {
    calendar.map(|id| id.to_string()).unwrap_or_default()
}

/// `GET /settings/{list}`.
#[derive(Template)]
#[template(path = "settings/list.html")]
pub struct ListPage {
    l: L,
    shell: Shell,
    title: String,
    name: String,
    hint: String,
    action: String,
    with_team: bool,
    with_description: bool,
    items: Vec<Item>,
    f: FormState,
    entry: Option<Uuid>,
    teams: Vec<Choice>,
    calendars: Vec<Choice>,
}

impl ListPage {
    /// The list; `entry` is the one whose form comes back with errors, `None` that of a new one.
    pub fn new(shell: Shell, sheet: ListSheet, f: FormState, entry: Option<Uuid>) -> Self {
        let (l, list) = (shell.l, sheet.list);
        let name = list_title(&l, list);
        Self {
            l,
            shell: shell.at(Nav::Settings),
            title: f.title(&name, &l),
            name,
            hint: list_hint(&l, list),
            action: urls::settings_list(list.code()),
            with_team: list == NamedList::Queues,
            with_description: list == NamedList::Personas,
            items: sheet.items,
            f,
            entry,
            teams: Team::ALL.into_iter().map(|team| (team.code().to_owned(), l.team(team))).collect(),
            calendars: calendar_choices(&l, &sheet.calendars),
        }
    }

    /// The form of an entry: what was typed, where it was refused.
    fn form_of(&self, item: &Item) -> FormState {
        if self.entry == Some(item.id) {
            return self.f.clone();
        }
        FormState::filled([
            ("_version", item.version.to_string().as_str()),
            ("name", &item.name),
            ("active", ticked(item.active)),
            ("description", &item.description),
            ("calendar", &code(item.calendar)),
        ])
    }
    /// How the ids of an entry's fields begin.
    fn at(&self, id: &Uuid) -> String {
        format!("e-{id}-")
    }
    /// How the ids of the fields at fault begin.
    fn at_fault(&self) -> String {
        self.entry.as_ref().map_or_else(|| "f-".to_owned(), |id| self.at(id))
    }
    /// The form of a new entry, without the errors of another one.
    fn new_form(&self) -> FormState {
        if self.entry.is_none() { self.f.clone() } else { FormState::default() }
    }
}
