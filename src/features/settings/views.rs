//! The pages of the settings, as values; templates turn them into words. Read next: `views/lists.rs`.

mod lists;
mod reasons;

pub use lists::{ListPage, ListSheet};
pub use reasons::Reasons;

use super::model::{NamedList, OrganisationRow};
use crate::domain::lifecycle::Role;
use crate::features::audit;
use crate::features::people::{Choice, Member, currencies, languages, zones};
use crate::i18n::L;
use crate::urls;
use crate::web::form::FormState;
use crate::web::page::{Nav, Shell};
use askama::Template;

/// `GET /settings`.
#[derive(Template)]
#[template(path = "settings/index.html")]
pub struct Index {
    l: L,
    shell: Shell,
    entries: Vec<IndexEntry>,
}

/// A page of settings that its reader may open.
pub struct IndexEntry {
    href: String,
    icon: &'static str,
    name: String,
    hint: String,
}

impl Index {
    /// What somebody in this role may open.
    pub fn new(shell: Shell, role: Role) -> Self {
        let l = shell.l;
        let t = l.t;
        let entry = |href: &str, icon, name: String, hint: String| IndexEntry {
            href: href.to_owned(),
            icon,
            name,
            hint,
        };
        let mut entries = vec![entry(urls::ACCOUNT, "user", t.account_title(), t.settings_account_hint())];
        if role == Role::Admin {
            entries.extend([
                entry(
                    urls::ORGANISATION,
                    "building-2",
                    t.organisation_title(),
                    t.settings_organisation_hint(),
                ),
                entry(urls::MEMBERS, "users", t.members_title(), t.settings_members_hint()),
            ]);
        }
        if matches!(role, Role::Admin | Role::Manager) {
            entries.extend([
                entry(urls::AGREEMENT, "handshake", t.agreement_title(), t.agreement_hint()),
                entry(urls::CALENDAR, "timer", t.calendar_title(), t.calendar_hint()),
            ]);
            entries.push(entry(
                urls::REASONS,
                "message-square",
                t.reasons_title(),
                t.settings_reasons_hint(),
            ));
            entries.extend(NamedList::ALL.map(|list| {
                let href = urls::settings_list(list.code());
                IndexEntry {
                    href,
                    icon: list_icon(list),
                    name: list_title(&l, list),
                    hint: list_hint(&l, list),
                }
            }));
        }
        if role == Role::Admin {
            entries.push(entry(urls::AUDIT, "clock", t.audit_title(), t.settings_audit_hint()));
        }
        Self { l, shell: shell.at(Nav::Settings), entries }
    }
}

fn list_icon(list: NamedList) -> &'static str {
    match list {
        NamedList::Sources => "mouse-pointer-click",
        NamedList::Campaigns => "megaphone",
        NamedList::Contents => "file-text",
        NamedList::Personas => "contact",
        NamedList::Queues => "inbox",
    }
}

fn list_title(l: &L, list: NamedList) -> String {
    match list {
        NamedList::Sources => l.t.lists_sources(),
        NamedList::Campaigns => l.t.lists_campaigns(),
        NamedList::Contents => l.t.lists_contents(),
        NamedList::Personas => l.t.lists_personas(),
        NamedList::Queues => l.t.lists_queues(),
    }
}

fn list_hint(l: &L, list: NamedList) -> String {
    match list {
        NamedList::Sources => l.t.lists_sources_hint(),
        NamedList::Campaigns => l.t.lists_campaigns_hint(),
        NamedList::Contents => l.t.lists_contents_hint(),
        NamedList::Personas => l.t.lists_personas_hint(),
        NamedList::Queues => l.t.lists_queues_hint(),
    }
}

/// `GET /settings/organisation`.
#[derive(Template)]
#[template(path = "settings/organisation.html")]
pub struct OrganisationPage {
    l: L,
    shell: Shell,
    title: String,
    settled: bool,
    f: FormState,
    zones: Vec<Choice>,
    currencies: Vec<Choice>,
    languages: Vec<Choice>,
}

impl OrganisationPage {
    /// The form; `settled` when zone and currency cannot change any more.
    pub fn new(shell: Shell, row: &OrganisationRow, settled: bool, f: Option<FormState>) -> Self {
        let l = shell.l;
        let f = f.unwrap_or_else(|| {
            FormState::filled([
                ("_version", row.version.to_string().as_str()),
                ("name", &row.name),
                ("time_zone", &row.time_zone),
                ("currency", &row.currency),
                ("language", &row.language),
            ])
        });
        let title = f.title(&l.t.organisation_title(), &l);
        let only = |choices: Vec<Choice>, value: &str| {
            if settled { vec![(value.to_owned(), value.replace('_', " "))] } else { choices }
        };
        Self {
            l,
            shell: shell.at(Nav::Settings),
            title,
            settled,
            f,
            zones: only(zones(), &row.time_zone),
            currencies: only(currencies(), &row.currency),
            languages: languages(),
        }
    }
}

/// What a box holds in a form.
pub fn ticked(on: bool) -> &'static str {
    if on { "on" } else { "" }
}

/// How it is called that forms offer an entry, or do not.
pub fn offered(l: &L, active: bool) -> String {
    if active { l.t.lists_is_active() } else { l.t.lists_is_closed() }
}

/// `GET /settings/audit`.
#[derive(Template)]
#[template(path = "settings/audit.html")]
pub struct Audit {
    l: L,
    shell: Shell,
    rows: Vec<audit::Row>,
    next: Option<String>,
    people: Vec<(String, String)>,
    nouns: Vec<(String, String)>,
    filtered: bool,
    f: FormState,
}

/// The parameters of the filter.
const AUDIT_FILTER: [&str; 4] = ["who", "what", "from", "until"];

impl Audit {
    /// A page of entries; `more` when older ones follow.
    pub fn new(shell: Shell, people: &[Member], rows: Vec<audit::Row>, more: bool, f: FormState) -> Self {
        let l = shell.l;
        let given: Vec<_> = AUDIT_FILTER
            .iter()
            .map(|name| (*name, f.value(name)))
            .filter(|(_, value)| !value.is_empty())
            .collect();
        let filtered = !given.is_empty();
        let next = rows.last().filter(|_| more).map(|row| {
            let before = row.id.to_string();
            let query = crate::web::query::encode(given.into_iter().chain([("before", before.as_str())]));
            format!("{}?{query}", urls::AUDIT)
        });
        let people = people.iter().map(|person| (person.id.to_string(), person.name.clone())).collect();
        let nouns =
            audit::NOUNS.into_iter().map(|noun| (noun.to_owned(), audit::noun_name(&l, noun))).collect();
        Self { l, shell: shell.at(Nav::Settings), rows, next, people, nouns, filtered, f }
    }
}
