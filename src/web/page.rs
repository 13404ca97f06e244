//! The frame around every page, and the ways to answer with one.
//!
//! A view is an askama struct with `l: L` and either `shell: Shell` (signed in, `layout.html`) or `bare: Bare`
//! (`layout_bare.html`). Handlers answer [`ok`], [`refused`] (a form with errors) or [`page_or_part`].

use super::error::AppError;
use super::flash::Flash;
use super::prefs::Prefs;
use crate::clock::Clock;
use crate::domain::lifecycle::Team;
use crate::domain::text::initials;
use crate::i18n::{Given, L, Lang};
use askama::Template;
use axum::http::{HeaderMap, HeaderName, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use chrono_tz::Tz;

/// Sent by `app.js` when it wants one element of a page: the element's id.
pub const FRAGMENT_HEADER: HeaderName = HeaderName::from_static("x-relais-fragment");

/// What plumbing needs to know of the instance; part of the application's state.
#[derive(Debug, Clone)]
pub struct Site {
    /// The source of «now».
    pub clock: Clock,
    /// The organisation's time zone, for readers who have not chosen theirs.
    pub zone: Tz,
    /// Whether the public address is https.
    pub https: bool,
}

/// Light, dark, or as the system says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the operating system says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// Value of `<html data-theme>`; `None` follows the system.
    pub const fn code(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
    /// From the cookie or the form.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "system" => Some(Self::System),
            "light" => Some(Self::Light),
            "dark" => Some(Self::Dark),
            _ => None,
        }
    }
}

/// The entry of the navigation that a page belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nav {
    /// The role's first screen.
    Home,
    /// What waits for the reader.
    Inbox,
    /// Lists and records of leads.
    Leads,
    /// The board.
    Board,
    /// Deals.
    Deals,
    /// Companies.
    Companies,
    /// The funnel.
    Funnel,
    /// The weekly review.
    Review,
    /// The agreement between both teams.
    Sla,
    /// Settings and account.
    Settings,
    /// None of them.
    Elsewhere,
}

/// The person signed in, as the frame shows them.
#[derive(Debug, Clone)]
pub struct Me {
    /// Full name.
    pub name: String,
    /// One or two capitals.
    pub initials: String,
    /// Name of the role in the reader's language.
    pub role: String,
    /// Colours the avatar.
    pub team: Option<Team>,
}

impl Me {
    /// From a name, the role's name in the reader's language, and a team.
    pub fn new(name: impl Into<String>, role: impl Into<String>, team: Option<Team>) -> Self {
        let name = name.into();
        Self { initials: initials(&name), name, role: role.into(), team }
    }
}

/// Small counts beside navigation entries; `None` shows nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tallies {
    /// Leads waiting for this person.
    pub inbox: Option<i64>,
    /// Open deals.
    pub deals: Option<i64>,
}

/// The frame of a signed-in page.
#[derive(Debug, Clone)]
pub struct Shell {
    /// The reader's language, zone and now.
    pub l: L,
    /// Who reads.
    pub me: Me,
    /// Where the page belongs.
    pub nav: Nav,
    /// Counts beside the navigation.
    pub tallies: Tallies,
    /// The organisation's name.
    pub organisation: String,
    /// Path and query of this page: language and theme switches come back to it, print shows it.
    pub path: String,
    /// Light, dark or system.
    pub theme: Theme,
    /// What the last action did.
    pub flash: Option<Flash>,
}

impl Shell {
    /// The frame for a request; set `nav` and `tallies` afterwards.
    pub fn new(l: L, me: Me, organisation: impl Into<String>, headers: &HeaderMap, uri: &Uri) -> Self {
        Self {
            l,
            me,
            nav: Nav::Elsewhere,
            tallies: Tallies::default(),
            organisation: organisation.into(),
            path: path_of(uri),
            theme: Prefs::of(headers).theme,
            flash: Flash::of(headers),
        }
    }
    /// The same frame with its navigation entry marked.
    pub fn at(mut self, nav: Nav) -> Self {
        self.nav = nav;
        self
    }
    /// Whether this entry is the current one.
    pub fn is(&self, nav: impl Given<Nav>) -> bool {
        self.nav == nav.given()
    }
}

/// The frame of a page that needs no sign-in.
#[derive(Debug, Clone)]
pub struct Bare {
    /// The reader's language, zone and now.
    pub l: L,
    /// Path and query to come back to after a switch of language; `/` for the answer to a POST.
    pub path: String,
    /// Light, dark or system.
    pub theme: Theme,
    /// What the last action did.
    pub flash: Option<Flash>,
}

impl Bare {
    /// The frame for a request.
    pub fn new(site: &Site, headers: &HeaderMap, uri: &Uri) -> Self {
        let prefs = Prefs::of(headers);
        let l = L::new(prefs.lang, site.zone, site.clock.now());
        Self { l, path: path_of(uri), theme: prefs.theme, flash: Flash::of(headers) }
    }
    /// The language that the switch offers.
    pub fn other_lang(&self) -> Lang {
        self.l.lang.other()
    }
}

fn path_of(uri: &Uri) -> String {
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    super::redirect::local_path(path).to_owned()
}

/// Whether the request asks for one element of a page.
pub fn is_fragment(headers: &HeaderMap) -> bool {
    headers.contains_key(FRAGMENT_HEADER)
}

/// Whether the request asks for the element with this id.
pub fn wants(headers: &HeaderMap, id: &str) -> bool {
    headers.get(FRAGMENT_HEADER).is_some_and(|value| value.as_bytes() == id.as_bytes())
}

/// Answers with a rendered template and this status.
///
/// # Errors
/// [`AppError::Internal`] when rendering fails.
pub fn html(status: StatusCode, view: &impl Template) -> Result<Response, AppError> {
    let body = view.render()?;
    Ok((status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], body).into_response())
}

/// 200 with a page.
///
/// # Errors
/// As [`html`].
pub fn ok(view: &impl Template) -> Result<Response, AppError> {
    html(StatusCode::OK, view)
}

/// 422 with the form shown again: values kept, errors explained.
///
/// # Errors
/// As [`html`].
pub fn refused(view: &impl Template) -> Result<Response, AppError> {
    html(StatusCode::UNPROCESSABLE_ENTITY, view)
}

/// 409 with the form shown again, for [`super::stale`]: what was typed, beside what somebody else saved meanwhile.
///
/// # Errors
/// As [`html`].
pub fn stale(view: &impl Template) -> Result<Response, AppError> {
    html(StatusCode::CONFLICT, view)
}

/// 200 with the whole page, or with one block of it when the script asks for the element `id`. The block's outermost
/// element must carry that id: `page_or_part(&headers, "list", &view, &view.as_list())`.
///
/// # Errors
/// As [`html`].
pub fn page_or_part(
    headers: &HeaderMap,
    id: &str,
    page: &impl Template,
    part: &impl Template,
) -> Result<Response, AppError> {
    if wants(headers, id) { ok(part) } else { ok(page) }
}
