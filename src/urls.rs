//! Builds every link. Paths are nouns, the same in both languages.

use crate::domain::ids::{Id, of};
use crate::domain::period::IsoWeek;
use std::borrow::Borrow;

/// The role's first screen.
pub const HOME: &str = "/";
/// The list of leads.
pub const LEADS: &str = "/leads";
/// The leads of a list as a CSV file.
pub const LEADS_EXPORT: &str = "/leads/export.csv";
/// The form that changes the filter of a list.
pub const LEADS_FILTERS: &str = "/leads/filters";
/// What waits for the person signed in.
pub const NOTIFICATIONS: &str = "/notifications";
/// The form for a new lead.
pub const NEW_LEAD: &str = "/leads/new";
/// The board.
pub const BOARD: &str = "/board";
/// The list of deals.
pub const DEALS: &str = "/deals";
/// The list of companies.
pub const COMPANIES: &str = "/companies";
/// The funnel.
pub const FUNNEL: &str = "/funnel";
/// Time between the funnel's stages (also a part of its page).
pub const FUNNEL_TIMES: &str = "/funnel/times";
/// The leads behind a count of the funnel.
pub const FUNNEL_LEADS: &str = "/funnel/leads";
/// The agreement between both teams, month by month.
pub const SLA: &str = "/sla";
/// The leads behind a figure of the agreement.
pub const SLA_LEADS: &str = "/sla/leads";
/// Takes an obligation out of the count (POST).
pub const SLA_EXCUSES: &str = "/sla/excuses";
/// Open hours, holidays and closures.
pub const CALENDAR: &str = "/settings/calendar";
/// The form of another calendar.
pub const NEW_CALENDAR: &str = "/settings/calendar/new";
/// The calendar of those who work at other hours.
pub fn calendar(id: impl Borrow<uuid::Uuid>) -> String {
    format!("{CALENDAR}/{}", id.borrow())
}
/// What both teams promise, from which day on.
pub const AGREEMENT: &str = "/settings/agreement";
/// Takes back terms that have not started (POST).
pub fn agreement_withdraw(number: i32) -> String {
    format!("{AGREEMENT}/{number}/withdraw")
}
/// The list of settings.
pub const SETTINGS: &str = "/settings";
/// The account of the person signed in.
pub const ACCOUNT: &str = "/account";
/// The sign-in form.
pub const LOGIN: &str = "/login";
/// Signs out (POST).
pub const LOGOUT: &str = "/logout";
/// Language and appearance of this browser (POST).
pub const PREFERENCES: &str = "/preferences";
/// The first start, with its one-time token.
pub const SETUP: &str = "/setup";
/// An invitation, by its secret.
pub fn join(token: &str) -> String {
    format!("/join/{token}")
}
/// A password reset, by its secret.
pub fn reset(token: &str) -> String {
    format!("/reset/{token}")
}

/// The bin.
pub const TRASH: &str = "/trash";
/// Leads that may be the person being typed in (a fragment).
pub const DUPLICATES: &str = "/leads/duplicates";
/// Names of companies that begin like what is typed.
pub const SUGGEST_COMPANIES: &str = "/suggestions/companies";
/// Names of sources.
pub const SUGGEST_SOURCES: &str = "/suggestions/sources";
/// Names of campaigns.
pub const SUGGEST_CAMPAIGNS: &str = "/suggestions/campaigns";
/// Names of contents.
pub const SUGGEST_CONTENTS: &str = "/suggestions/contents";

/// A lead's page.
pub fn lead(id: impl Borrow<Id<of::Lead>>) -> String {
    format!("/leads/{}", id.borrow())
}
/// A part of a lead: `edit`, `stage`, `handoff`, `claim`, `activities`, `tasks`, `deals`, `trash`, `restore`, `merge`,
/// `history`.
pub fn lead_part(id: impl Borrow<Id<of::Lead>>, part: &str) -> String {
    format!("/leads/{}/{part}", id.borrow())
}
/// The form that moves a lead to a stage; `to` is a stage's code or `refused`.
pub fn lead_move(id: impl Borrow<Id<of::Lead>>, to: &str) -> String {
    format!("/leads/{}/stage?to={to}", id.borrow())
}
/// Strikes an activity out (POST).
pub fn activity_void(lead: impl Borrow<Id<of::Lead>>, activity: impl Borrow<Id<of::Activity>>) -> String {
    format!("/leads/{}/activities/{}/void", lead.borrow(), activity.borrow())
}
/// Marks a task done (POST).
pub fn task_done(lead: impl Borrow<Id<of::Lead>>, task: impl Borrow<Id<of::Task>>) -> String {
    format!("/leads/{}/tasks/{}/done", lead.borrow(), task.borrow())
}
/// Says that an event never happened.
pub fn event_void(event: impl Borrow<Id<of::Event>>) -> String {
    format!("/events/{}/void", event.borrow())
}
/// Says what happened instead of an event.
pub fn event_correction(event: impl Borrow<Id<of::Event>>) -> String {
    format!("/events/{}/correction", event.borrow())
}
/// A deal: leads to its line on the lead's page; posting edits it.
pub fn deal(id: impl Borrow<Id<of::Deal>>) -> String {
    format!("/deals/{}", id.borrow())
}
/// The form that edits a deal.
pub fn deal_edit(id: impl Borrow<Id<of::Deal>>) -> String {
    format!("/deals/{}/edit", id.borrow())
}
/// The form that closes a deal; `outcome` is `won` or `lost`.
pub fn deal_closure(id: impl Borrow<Id<of::Deal>>, outcome: &str) -> String {
    format!("/deals/{}/closure?outcome={outcome}", id.borrow())
}
/// A company's page.
pub fn company(id: impl Borrow<Id<of::Company>>) -> String {
    format!("/companies/{}", id.borrow())
}

/// Name, zone, currency and language of the organisation.
pub const ORGANISATION: &str = "/settings/organisation";
/// Why leads are refused, deals won and lost.
pub const REASONS: &str = "/settings/reasons";
/// Who did what.
pub const AUDIT: &str = "/settings/audit";
/// A list that leads point to: `sources`, `campaigns`, `contents`, `personas`, `queues`.
pub fn settings_list(list: &str) -> String {
    format!("/settings/{list}")
}
/// Who belongs to the organisation.
pub const MEMBERS: &str = "/settings/members";
/// One member, for administrators.
pub fn member(id: Id<of::Member>) -> String {
    format!("{MEMBERS}/{id}")
}
/// One's own password (POST).
pub const ACCOUNT_PASSWORD: &str = "/account/password";
/// One's own API tokens (POST).
pub const ACCOUNT_TOKENS: &str = "/account/tokens";
/// Ends one's sessions elsewhere (POST).
pub const ACCOUNT_END_OTHERS: &str = "/account/sessions/end-others";
/// Ends one of one's sessions (POST).
pub fn end_session(id: &Id<of::Session>) -> String {
    format!("/account/sessions/{id}/end")
}
/// Revokes one of one's tokens (POST).
pub fn revoke_token(id: &Id<of::Token>) -> String {
    format!("/account/tokens/{id}/revoke")
}

/// A lead, for programs.
pub fn api_lead(id: impl Borrow<Id<of::Lead>>) -> String {
    format!("/api/v1/leads/{}", id.borrow())
}

/// The review of the present week.
pub const REVIEW: &str = "/review";
/// Every review that was closed.
pub const REVIEWS_PAST: &str = "/review/past";
/// The review of a week.
pub fn review(week: IsoWeek) -> String {
    format!("/review/{week}")
}
/// A part of it: `close`, `minutes`, `leads`, `decisions`, `actions`, `contents`, `strike`, `notes/{block}/{team}`.
pub fn review_part(week: IsoWeek, part: &str) -> String {
    format!("/review/{week}/{part}")
}
/// A step of its meeting.
pub fn review_meeting(week: IsoWeek, block: &str) -> String {
    format!("/review/{week}/meeting/{block}")
}
/// Marks an action done or open again (POST).
pub fn review_action(id: Id<of::Action>) -> String {
    format!("/review/actions/{id}")
}
/// Takes a content to come off the list (POST).
pub fn planned_drop(id: Id<of::Planned>) -> String {
    format!("/review/contents/{id}/drop")
}
