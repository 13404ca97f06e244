//! The pages of people, as values; templates turn them into words.

use super::model::Member;
use crate::i18n::{L, Lang};
use crate::web::form::FormState;
use crate::web::page::Bare;
use askama::Template;

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
