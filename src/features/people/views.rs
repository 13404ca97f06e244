//! The pages of people, as values; templates turn them into words.

use super::model::{LinkKind, Member, SessionRow, TokenRow};
use crate::domain::access::Scope;
use crate::domain::ids::{Id, of};
use crate::domain::lifecycle::{Role, Team};
use crate::i18n::{L, Lang};
use crate::web::form::FormState;
use crate::web::me::Me;
use crate::web::page::{Bare, Nav, Shell};
use askama::Template;
use uuid::Uuid;

/// A value of a list and how it is called.
pub type Choice = (String, String);

/// `GET /login`.
#[derive(Template)]
#[template(path = "people/sign_in.html")]
pub struct SignIn {
    l: L,
    bare: Bare,
    title: String,
    organisation: String,
    set_up: bool,
    f: FormState,
    next: String,
}

impl SignIn {
    /// The form, with where to go afterwards.
    pub fn new(bare: Bare, organisation: &str, set_up: bool, f: FormState, next: String) -> Self {
        let l = bare.l;
        let title = f.title(&l.t.signin_title(), &l);
        Self { l, bare, title, organisation: organisation.to_owned(), set_up, f, next }
    }
}

/// `GET /setup`.
#[derive(Template)]
#[template(path = "people/setup.html")]
pub struct Setup {
    l: L,
    bare: Bare,
    title: String,
    f: FormState,
    zones: Vec<Choice>,
    currencies: Vec<Choice>,
    languages: Vec<Choice>,
}

impl Setup {
    /// The form, its token among its values.
    pub fn new(bare: Bare, f: FormState) -> Self {
        let l = bare.l;
        let title = f.title(&l.t.setup_title(), &l);
        Self { l, bare, title, f, zones: zones(), currencies: currencies(), languages: languages() }
    }
}

/// `GET /join/{token}`.
#[derive(Template)]
#[template(path = "people/join.html")]
pub struct Join {
    l: L,
    bare: Bare,
    title: String,
    organisation: String,
    member: Member,
    f: FormState,
    action: String,
}

impl Join {
    /// The form of an invitation.
    pub fn new(bare: Bare, organisation: &str, member: Member, f: FormState, token: String) -> Self {
        let l = bare.l;
        let title = f.title(&l.t.join_title(), &l);
        let action = crate::urls::join(&token);
        Self { l, bare, title, organisation: organisation.to_owned(), member, f, action }
    }
}

/// `GET /reset/{token}`.
#[derive(Template)]
#[template(path = "people/reset.html")]
pub struct Reset {
    l: L,
    bare: Bare,
    title: String,
    member: Member,
    f: FormState,
    action: String,
}

impl Reset {
    /// The form of a reset.
    pub fn new(bare: Bare, member: Member, f: FormState, token: String) -> Self {
        let l = bare.l;
        let title = f.title(&l.t.reset_title(), &l);
        let action = crate::urls::reset(&token);
        Self { l, bare, title, member, f, action }
    }
}

/// Every zone that people live in, by its IANA name.
pub fn zones() -> Vec<Choice> {
    const CONTINENTS: [&str; 10] = [
        "Africa/",
        "America/",
        "Antarctica/",
        "Arctic/",
        "Asia/",
        "Atlantic/",
        "Australia/",
        "Europe/",
        "Indian/",
        "Pacific/",
    ];
    let names = chrono_tz::TZ_VARIANTS.iter().map(|tz| tz.name());
    names
        .filter(|name| CONTINENTS.iter().any(|start| name.starts_with(start)))
        .map(|name| (name.to_owned(), name.replace('_', " ")))
        .collect()
}

/// The currencies of the countries where French or English is spoken at work, and their neighbours.
pub fn currencies() -> Vec<Choice> {
    const CODES: [&str; 22] = [
        "EUR", "CHF", "GBP", "USD", "CAD", "MAD", "TND", "DZD", "XOF", "XAF", "XPF", "MGA", "MUR", "AUD",
        "NZD", "ZAR", "SEK", "NOK", "DKK", "PLN", "CZK", "RON",
    ];
    CODES.iter().map(|code| ((*code).to_owned(), (*code).to_owned())).collect()
}

/// Both languages, each in itself.
pub fn languages() -> Vec<Choice> {
    Lang::ALL.iter().map(|lang| (lang.code().to_owned(), lang.name())).collect()
}

/// The forms of `/account` that come back with errors, and the token just made.
#[derive(Debug, Default)]
pub struct AccountForms {
    /// `POST /account`.
    pub profile: Option<FormState>,
    /// `POST /account/password`.
    pub password: Option<FormState>,
    /// `POST /account/tokens`.
    pub token: Option<FormState>,
    /// A token, shown this once.
    pub secret: Option<String>,
}

/// `GET /account`.
#[derive(Template)]
#[template(path = "people/account.html")]
pub struct Account {
    l: L,
    shell: Shell,
    title: String,
    email: String,
    session: Option<Id<of::Session>>,
    sessions: Vec<SessionRow>,
    tokens: Vec<TokenRow>,
    profile: FormState,
    password: FormState,
    token: FormState,
    secret: Option<String>,
    zones: Vec<Choice>,
    languages: Vec<Choice>,
    themes: Vec<Choice>,
    scopes: Vec<Choice>,
}

impl Account {
    /// The page of a member.
    pub fn new(
        shell: Shell,
        me: &Me,
        sessions: Vec<SessionRow>,
        tokens: Vec<TokenRow>,
        forms: AccountForms,
    ) -> Self {
        let l = shell.l;
        let refused = [&forms.profile, &forms.password, &forms.token].into_iter().flatten().next();
        let title = refused.map_or_else(|| l.t.account_title(), |f| f.title(&l.t.account_title(), &l));
        let scopes = Scope::ALL.into_iter().filter(|scope| *scope != Scope::Admin || me.is_admin());
        Self {
            l,
            title,
            email: me.email.clone(),
            session: me.session(),
            sessions,
            tokens,
            profile: forms.profile.unwrap_or_else(|| profile_of(me)),
            password: forms.password.unwrap_or_default(),
            token: forms.token.unwrap_or_else(|| FormState::filled([("scope", "read")])),
            secret: forms.secret,
            zones: zones(),
            languages: languages(),
            themes: vec![
                ("system".to_owned(), l.t.shell_theme_system()),
                ("light".to_owned(), l.t.shell_theme_light()),
                ("dark".to_owned(), l.t.shell_theme_dark()),
            ],
            scopes: scopes.map(|scope| (scope.code().to_owned(), scope_name(&l, scope))).collect(),
            shell: shell.at(Nav::Settings),
        }
    }

    fn is_this(&self, session: &SessionRow) -> bool {
        Some(session.id) == self.session
    }
    fn scope(&self, scope: &Scope) -> String {
        scope_name(&self.l, *scope)
    }
    fn is_live(&self, token: &TokenRow) -> bool {
        token.revoked_at.is_none() && token.expires_at.is_none_or(|at| at > self.l.now)
    }
}

fn profile_of(me: &Me) -> FormState {
    FormState::filled([
        ("name", me.name.as_str()),
        ("language", me.lang.map_or("", Lang::code)),
        ("time_zone", me.zone.map_or("", |zone| zone.name())),
        ("theme", me.theme.code().unwrap_or("system")),
        ("shortcuts", if me.shortcuts { "on" } else { "" }),
    ])
}

fn scope_name(l: &L, scope: Scope) -> String {
    match scope {
        Scope::Read => l.t.scope_read(),
        Scope::Write => l.t.scope_write(),
        Scope::Admin => l.t.scope_admin(),
    }
}

/// Name of a browser and its system, as far as its own description says; empty when it says nothing known.
pub fn browser(agent: &str) -> String {
    const BROWSERS: [(&str, &str); 6] = [
        ("Firefox/", "Firefox"),
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
        ("curl/", "curl"),
    ];
    const SYSTEMS: [(&str, &str); 6] = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ];
    let find = |known: [(&str, &'static str); 6]| {
        known.into_iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| name)
    };
    [find(BROWSERS), find(SYSTEMS)].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// `GET /settings/members`.
#[derive(Template)]
#[template(path = "people/members.html")]
pub struct Members {
    l: L,
    shell: Shell,
    title: String,
    members: Vec<Member>,
    f: FormState,
    roles: Vec<Choice>,
    teams: Vec<Choice>,
}

impl Members {
    /// The list, and the form of a new member.
    pub fn new(shell: Shell, members: Vec<Member>, f: FormState) -> Self {
        let l = shell.l;
        let title = f.title(&l.t.members_title(), &l);
        Self { l, shell: shell.at(Nav::Settings), title, members, f, roles: roles(&l), teams: teams(&l) }
    }
}

/// `GET /settings/members/{id}`.
#[derive(Template)]
#[template(path = "people/member.html")]
pub struct MemberPage {
    l: L,
    shell: Shell,
    title: String,
    member: Member,
    own: bool,
    f: FormState,
    action: String,
    roles: Vec<Choice>,
    teams: Vec<Choice>,
    calendars: Vec<Choice>,
}

/// The hours that a member may be given, and has.
#[derive(Debug, Clone)]
pub struct Hours {
    /// The calendars beside the organisation's, with their names.
    pub named: Vec<(Uuid, String)>,
    /// The one they work by; `None` for the organisation's.
    pub chosen: Option<Uuid>,
}

impl Hours {
    /// The code of what they have.
    pub fn code(&self) -> String {
        self.chosen.map(|id| id.to_string()).unwrap_or_default()
    }
    /// What there is to choose from.
    pub fn choices(&self, l: &L) -> Vec<Choice> {
        calendar_choices(l, &self.named)
    }
}

/// Calendars to choose from, the organisation's first; none while it has the only one.
pub fn calendar_choices(l: &L, named: &[(Uuid, String)]) -> Vec<Choice> {
    if named.is_empty() {
        return Vec::new();
    }
    let first = (String::new(), l.t.calendar_usual());
    std::iter::once(first).chain(named.iter().map(|(id, name)| (id.to_string(), name.clone()))).collect()
}

impl MemberPage {
    /// The page of a member; `f` when their form comes back with errors.
    pub fn new(shell: Shell, member: Member, hours: &Hours, own: bool, f: Option<FormState>) -> Self {
        let l = shell.l;
        let f = f.unwrap_or_else(|| {
            FormState::filled([
                ("_version", member.version.to_string().as_str()),
                ("name", &member.name),
                ("email", &member.email),
                ("role", member.role.code()),
                ("team", member.team.map_or("", Team::code)),
                ("calendar", &hours.code()),
            ])
        });
        let title = f.title(&member.name, &l);
        let action = crate::urls::member(member.id);
        let (roles, teams, calendars) = (roles(&l), teams(&l), hours.choices(&l));
        Self { l, shell: shell.at(Nav::Settings), title, member, own, f, action, roles, teams, calendars }
    }
}

/// The page that shows an invitation or reset link, once.
#[derive(Template)]
#[template(path = "people/link.html")]
pub struct Link {
    l: L,
    shell: Shell,
    title: String,
    name: String,
    invitation: bool,
    url: String,
}

impl Link {
    /// The link of a member.
    pub fn new(shell: Shell, name: String, kind: LinkKind, url: String) -> Self {
        let l = shell.l;
        let invitation = kind == LinkKind::Invitation;
        let title = if invitation { l.t.link_invitation() } else { l.t.link_reset() };
        Self { l, shell: shell.at(Nav::Settings), title, name, invitation, url }
    }
}

fn roles(l: &L) -> Vec<Choice> {
    let people = Role::ALL.into_iter().filter(|role| *role != Role::System);
    people.map(|role| (role.code().to_owned(), l.role(role))).collect()
}

fn teams(l: &L) -> Vec<Choice> {
    Team::ALL.into_iter().map(|team| (team.code().to_owned(), l.team(team))).collect()
}
