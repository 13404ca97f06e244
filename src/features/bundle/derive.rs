//! What a hand-made `deals.csv` leaves out, from the history of the lead: which events opened and closed the deal.

use super::files::Line;
use super::import::Prepared;
use crate::domain::history::{Step, effective};
use crate::domain::instant::Instant;
use crate::domain::stage::Stage;
use std::collections::HashMap;

/// The columns of a deal that its file does not have, as texts; and the events it takes.
#[derive(Default)]
pub struct Derived {
    texts: HashMap<&'static str, String>,
    /// The event that opened it.
    pub opened: Option<Step>,
    /// The event that closed it.
    pub closed: Option<Step>,
}

impl Derived {
    /// What to read instead of an absent column.
    pub fn text(&self, header: &str) -> Option<String> {
        self.texts.get(header).cloned()
    }
}

/// Looks for the deal's opening and closing among the effective steps of its lead that `taken` does not refuse.
pub fn of(prepared: &Prepared, lead: usize, line: &Line<'_>, taken: impl Fn(&Step) -> bool) -> Derived {
    let steps = effective(&prepared.history(lead), Instant::NEVER).steps;
    let closed_at = Instant::parse_rfc3339(line.get("closed_at"));
    let free = |stage: Stage, step: &&Step| step.to == stage && !taken(step);
    let last = |until: Option<Instant>| {
        let before = |step: &&Step| until.is_none_or(|until| step.at <= until);
        steps.iter().filter(|step| free(Stage::Opportunity, step)).rfind(before)
    };
    let opened = last(closed_at).copied();
    let closing = match line.get("outcome") {
        "won" => Some(Stage::Customer),
        "lost" => Some(Stage::Lost),
        _ => None,
    };
    let closed = closing.and_then(|stage| {
        let of_cycle = |step: &&Step| opened.is_none_or(|opened| opened.cycle == step.cycle);
        let mut fitting = steps.iter().filter(|step| free(stage, step)).filter(of_cycle);
        let exact = fitting.clone().find(|step| Some(step.at) == closed_at);
        exact.or_else(|| fitting.next_back()).copied()
    });
    let mut texts = HashMap::new();
    let until = closed_at.or(closed.map(|step| step.at));
    let last_step = steps.iter().rfind(|step| until.is_none_or(|until| step.at <= until)).or(steps.first());
    let near = opened.or(closed).or(last_step.copied());
    texts.insert("cycle", near.map_or(1, |step| step.cycle).to_string());
    let opened_at = opened.or(closed).map(|step| step.at).or(until).or(near.map(|step| step.at));
    texts.insert("opened_at", opened_at.unwrap_or(prepared.now).rfc3339());
    if let Some(until) = until.filter(|_| closing.is_some()) {
        texts.insert("closed_at", until.rfc3339());
    }
    let was_customer =
        steps.iter().any(|step| step.to == Stage::Customer && until.is_none_or(|u| step.at < u));
    let upsell = opened.is_none() && closed.is_none() && was_customer;
    texts.insert("origin", if upsell { "upsell" } else { "funnel" }.to_owned());
    let (stage, probability) = if closing.is_some() { ("negotiation", "90") } else { ("discovery", "20") };
    texts.insert("stage", stage.to_owned());
    texts.insert("probability", probability.to_owned());
    Derived { texts, opened, closed }
}
