//! What people type about people, judged.

use super::NAME_MAX;
use super::model::{MemberFields, ProfileFields};
use crate::domain::access::Scope;
use crate::domain::lifecycle::{Role, Team};
use crate::domain::money::Currency;
use crate::domain::password::{self, Weakness};
use crate::domain::zone::parse_zone;
use crate::i18n::Lang;
use crate::web::check::Check;
use crate::web::form::{FieldErrors, RawForm};
use crate::web::page::Theme;
use crate::web::words::Words;
use crate::words;
use chrono_tz::Tz;
use uuid::Uuid;

/// The first administrator and the organisation.
#[derive(Debug, Clone)]
pub struct Setup {
    /// The administrator's name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Their password, good enough.
    pub password: String,
    /// The organisation's name.
    pub organisation: String,
    /// Its time zone.
    pub zone: Tz,
    /// Its currency.
    pub currency: Currency,
    /// Its language.
    pub lang: Lang,
}

/// Reads the form of `/setup`.
///
/// # Errors
/// Every field at fault.
pub fn setup(form: &RawForm) -> Result<Setup, FieldErrors> {
    let mut c = Check::new(form);
    let organisation = c.line("organisation", NAME_MAX);
    let organisation = c.required("organisation", organisation);
    let name = c.line("name", NAME_MAX);
    let name = c.required("name", name);
    let email = c.email("email");
    let email = c.required("email", email);
    let own = [email.as_deref(), name.as_deref(), organisation.as_deref()];
    let password = new_password(&mut c, "password", &own.into_iter().flatten().collect::<Vec<_>>());
    let zone = zone(&mut c);
    let zone = c.required("time_zone", zone);
    let currency = c.choice::<Currency>("currency");
    let currency = c.required("currency", currency);
    let lang = c.choice::<Lang>("language");
    let lang = c.required("language", lang);
    let valid = (|| {
        Some(Setup {
            name: name?,
            email: email?,
            password: password?,
            organisation: organisation?,
            zone: zone?,
            currency: currency?,
            lang: lang?,
        })
    })();
    c.finish(valid)
}

/// Reads a new password from `field`; `own` are the person's own words, which must not be all there is to it.
pub fn new_password(c: &mut Check<'_>, field: &'static str, own: &[&str]) -> Option<String> {
    let password = c.with(field, |text| {
        password::judge(text, own).map_err(too_weak)?;
        Ok(text.to_owned())
    });
    c.required(field, password)
}

/// The form of `/reset/{token}`: a password.
///
/// # Errors
/// The field at fault.
pub fn reset(form: &RawForm, own: &[&str]) -> Result<String, FieldErrors> {
    let mut c = Check::new(form);
    let password = new_password(&mut c, "password", own);
    c.finish(password)
}

/// The form of `/join/{token}`: a name, as it should be written, and a password.
///
/// # Errors
/// Every field at fault.
pub fn join(form: &RawForm, email: &str) -> Result<(String, String), FieldErrors> {
    let mut c = Check::new(form);
    let name = c.line("name", NAME_MAX);
    let name = c.required("name", name);
    let own: Vec<&str> = [Some(email), name.as_deref()].into_iter().flatten().collect();
    let password = new_password(&mut c, "password", &own);
    c.finish(name.zip(password))
}

/// Reads the form of `/account`.
///
/// # Errors
/// Every field at fault.
pub fn profile(form: &RawForm) -> Result<ProfileFields, FieldErrors> {
    let mut c = Check::new(form);
    let name = c.line("name", NAME_MAX);
    let name = c.required("name", name);
    let lang = c.choice::<Lang>("language");
    let zone = zone(&mut c);
    let theme = c.with("theme", |code| Theme::from_code(code).ok_or_else(|| words!(field_choice)));
    let shortcuts = c.ticked("shortcuts");
    let theme = theme.unwrap_or_default().code().unwrap_or("system");
    let (language, time_zone) = (lang.map(Lang::code), zone.map(|zone| zone.name()));
    c.finish(name.map(|name| ProfileFields { name, language, time_zone, theme, shortcuts }))
}

/// A change of one's own password.
#[derive(Debug, Clone)]
pub struct PasswordChange {
    /// The one until now.
    pub current: String,
    /// The one from now on, good enough.
    pub new: String,
    /// Whether the API tokens stay valid.
    pub keep_tokens: bool,
}

/// Reads the form of `/account/password`.
///
/// # Errors
/// Every field at fault.
pub fn password_change(form: &RawForm, own: &[&str]) -> Result<PasswordChange, FieldErrors> {
    let mut c = Check::new(form);
    let current = c.with("current_password", |text| {
        if text.len() > password::MAX_BYTES {
            Err(words!(signin_wrong_password))
        } else {
            Ok(text.to_owned())
        }
    });
    let current = c.required("current_password", current);
    let new = new_password(&mut c, "new_password", own);
    let keep_tokens = c.ticked("keep_tokens");
    c.finish(current.zip(new).map(|(current, new)| PasswordChange { current, new, keep_tokens }))
}

/// Reads the form of a member.
///
/// # Errors
/// Every field at fault.
pub fn member(form: &RawForm) -> Result<MemberFields, FieldErrors> {
    let mut c = Check::new(form);
    let name = c.line("name", NAME_MAX);
    let name = c.required("name", name);
    let email = c.email("email");
    let email = c.required("email", email);
    let role = c.with("role", |code| {
        code.parse().ok().filter(|role| *role != Role::System).ok_or_else(|| words!(field_choice))
    });
    let role = c.required("role", role);
    let team = c.choice::<Team>("team").or(role.and_then(super::usual_team));
    let calendar = form.has("calendar").then(|| c.choice::<Uuid>("calendar"));
    let valid = (|| Some(MemberFields { name: name?, email: email?, role: role?, team, calendar }))();
    c.finish(valid)
}

/// Reads the zone of a form; blank is `None`.
pub fn zone(c: &mut Check<'_>) -> Option<Tz> {
    c.with("time_zone", |name| parse_zone(name).ok_or_else(|| words!(field_choice)))
}

fn too_weak(weakness: Weakness) -> Words {
    match weakness {
        Weakness::TooShort => words!(password_too_short, password::MIN_CHARS),
        Weakness::TooLong => words!(password_too_long, password::MAX_BYTES),
        Weakness::Common => words!(password_common),
    }
}

/// An API token as its owner describes it.
#[derive(Debug, Clone)]
pub struct TokenFields {
    /// What it is for.
    pub name: String,
    /// Its reach.
    pub scope: Scope,
    /// For how many days; `None` for without end.
    pub days: Option<i64>,
}

/// Reads the form of a new token; `admin` says whether its owner administers the instance.
///
/// # Errors
/// Every field at fault.
pub fn token(form: &RawForm, admin: bool) -> Result<TokenFields, FieldErrors> {
    let mut c = Check::new(form);
    let name = c.line("token_name", NAME_MAX);
    let name = c.required("token_name", name);
    let scope = c.choice::<Scope>("scope");
    let scope = c.required("scope", scope);
    if scope == Some(Scope::Admin) && !admin {
        c.fail("scope", words!(field_choice));
    }
    let days = c.whole("days", 1..=3650);
    let valid = name.zip(scope).map(|(name, scope)| TokenFields { name, scope, days });
    c.finish(valid)
}
