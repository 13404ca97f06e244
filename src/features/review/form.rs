//! What people type in a review, judged.

use super::model::{NewAction, NewContent, NewDecision};
use crate::domain::ids::{Id, of};
use crate::domain::text::fold;
use crate::web::check::Check;
use crate::web::form::{FieldErrors, RawForm};
use crate::words;
use std::str::FromStr;

/// Longest decision, action or title, in characters.
const LINE: usize = 400;
/// Longest note, in characters.
pub const NOTE: usize = 4_000;

/// A note; blank empties it.
///
/// # Errors
/// Every fault.
pub fn note(form: &RawForm) -> Result<String, FieldErrors> {
    let mut c = Check::new(form);
    let text = c.text("note", NOTE).unwrap_or_default();
    c.finish(Some(text))
}

fn sentence(c: &mut Check<'_>, field: &'static str) -> Option<String> {
    let text = c.line(field, LINE).filter(|text| !fold(text).is_empty());
    c.required(field, text)
}

/// A decision.
///
/// # Errors
/// Every fault.
pub fn decision(form: &RawForm) -> Result<NewDecision, FieldErrors> {
    let mut c = Check::new(form);
    let text = sentence(&mut c, "decision");
    let who = c.choice::<Id<of::Member>>("who");
    let who = c.required("who", who);
    let date = c.date("date");
    let date = c.required("date", date);
    let valid = (|| Some(NewDecision { text: text?, who: who?, date: date? }))();
    c.finish(valid)
}

/// What an action is about, as its address was pasted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// A lead.
    Lead(Id<of::Lead>),
    /// A deal.
    Deal(Id<of::Deal>),
}

impl FromStr for Link {
    type Err = ();
    /// `https://…/leads/ID`, `/deals/ID/edit`, in whatever surroundings.
    fn from_str(text: &str) -> Result<Self, ()> {
        let after = |mark: &str| {
            let (_, rest) = text.split_once(mark)?;
            rest.split(['/', '?', '#']).next().map(str::to_owned)
        };
        if let Some(id) = after("/leads/") {
            return id.parse().map(Self::Lead).map_err(|_| ());
        }
        after("/deals/").ok_or(())?.parse().map(Self::Deal).map_err(|_| ())
    }
}

/// An action, and what it is about; whether that exists is still to be seen.
///
/// # Errors
/// Every fault.
pub fn action(form: &RawForm) -> Result<(NewAction, Option<Link>), FieldErrors> {
    let mut c = Check::new(form);
    let text = sentence(&mut c, "action");
    let owner = c.choice::<Id<of::Member>>("owner");
    let owner = c.required("owner", owner);
    let due = c.date("due");
    let due = c.required("due", due);
    let link =
        c.with("link", |text| text.trim().parse::<Link>().map_err(|()| words!(review_action_link_error)));
    let valid =
        (|| Some((NewAction { text: text?, owner: owner?, due: due?, lead: None, deal: None }, link)))();
    c.finish(valid)
}

/// A content to plan.
///
/// # Errors
/// Every fault.
pub fn content(form: &RawForm) -> Result<NewContent, FieldErrors> {
    let mut c = Check::new(form);
    let title = sentence(&mut c, "content");
    let on = c.date("on");
    let on = c.required("on", on);
    let owner = c.choice::<Id<of::Member>>("by");
    let valid = (|| Some(NewContent { on: on?, title: title?, owner }))();
    c.finish(valid)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_lead_or_a_deal() {
        let id = "00000000-0000-7000-8000-000000000002";
        let lead = Ok(Link::Lead(id.parse().unwrap()));
        assert_eq!(format!("http://relais.example/leads/{id}?from=list#x").parse(), lead);
        assert_eq!(format!("/leads/{id}").parse(), lead);
        assert_eq!(format!("/deals/{id}/edit").parse(), Ok(Link::Deal(id.parse().unwrap())));
        for text in ["", "Martin", "/leads/", "/leads/new", id] {
            assert_eq!(text.parse::<Link>(), Err(()), "{text}");
        }
    }

    #[test]
    fn an_action_needs_somebody_and_a_day() {
        let form = RawForm::from_pairs([("action", " Rappeler "), ("owner", ""), ("due", "31/02/2026")]);
        let errors = action(&form).unwrap_err();
        let keys: Vec<_> = errors.iter().map(|(field, why)| (field, why.key())).collect();
        assert_eq!(keys, [("owner", "field_required"), ("due", "field_date")]);
    }
}
