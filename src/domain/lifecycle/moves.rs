//! The table of moves: from where, to where, by whom.

use crate::domain::stage::Stage::{self, *};

/// Who may make a move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    /// Forms, imports and automations.
    System,
    /// Any marketer, marketing manager, admin.
    Marketing,
    /// The lead's rep (see `authority`), sales manager, admin.
    Sales,
    /// Any rep, sales manager, admin: the lead does not exist yet.
    AnySales,
    /// Any manager, admin.
    Manager,
}

/// Who may move a lead `from` (`None`: it does not exist yet) `to`; `None` when there is no such move.
pub(super) fn who(from: Option<Stage>, to: Stage) -> Option<&'static [Who]> {
    use Who::{AnySales, Manager, Marketing, Sales, System};
    Some(match (from, to) {
        (None, Subscriber | Lead) => &[System, Marketing, AnySales],
        (None, _) => return None,
        (Some(from), to) => match (from, to) {
            (Subscriber, Lead) => &[System, Marketing],
            (Lead, Mql) => &[Marketing, Sales], // a rep: as a hand-raiser who came to them directly
            (Lead, Recycled | Disqualified) => &[Marketing],
            (Subscriber | Lead | Mql, Other) => &[Marketing, Manager],
            (Lead | Mql, Sal) => &[Sales],
            (Lead | Mql | Sal, Sql | Opportunity) | (Sql, Opportunity | Customer) => &[Sales],
            (Mql, Recycled) => &[Sales, Marketing], // marketing: a withdrawal
            (Mql | Sal | Sql | Lost, Disqualified) | (Sal | Sql | Lost, Recycled) => &[Sales],
            (Opportunity, Customer | Lost) => &[Sales],
            (Customer, Evangelist) => &[Marketing, Sales],
            (Recycled, Disqualified) | (Disqualified, Recycled | Mql) => &[Manager],
            (Recycled | Lost, Mql) => &[Marketing, Sales],
            _ => return None,
        },
    })
}

/// Whether the move starts a new cycle.
pub fn new_cycle(from: Option<Stage>, to: Stage) -> bool {
    to == Mql && from.is_some_and(Stage::is_detour)
}

/// The stages that a lead can move to, whoever asks, in the order of [`Stage::ALL`].
pub fn from(from: Option<Stage>) -> impl Iterator<Item = Stage> {
    Stage::ALL.into_iter().filter(move |to| who(from, *to).is_some())
}
