//! Builds every link. Paths are nouns, the same in both languages.

/// The role's first screen.
pub const HOME: &str = "/";
/// The list of leads.
pub const LEADS: &str = "/leads";
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
/// The list of personas.
pub const PERSONAS: &str = "/personas";
/// The list of campaigns.
pub const CAMPAIGNS: &str = "/campaigns";
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
