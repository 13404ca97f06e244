//! The form that changes a filter: a page of its own, which the script shows in place.

use super::words::status;
use crate::domain::filter::{Facet, LeadFilter, NextAction, Pick, WAITS};
use crate::domain::lead_status::LeadStatus;
use crate::domain::stage::Stage;
use crate::features::lists::model::{Choice, Choices};
use crate::features::sla;
use crate::i18n::L;
use crate::urls;
use crate::web::page::Shell;
use askama::Template;

/// A list to choose one from.
#[derive(Debug, Clone)]
pub struct Select {
    /// Its parameter.
    pub name: &'static str,
    /// Its label.
    pub label: String,
    /// Value, words, whether chosen; the first stands for «all».
    pub options: Vec<(String, String, bool)>,
}

/// The page.
#[derive(Template)]
#[template(path = "lists/filters.html")]
pub struct Filters {
    /// The reader's context.
    pub l: L,
    /// The frame.
    pub shell: Shell,
    /// What is shown now.
    pub filter: LeadFilter,
    /// What may be chosen.
    pub choices: Choices,
    /// Whether the board asked.
    pub board: bool,
}

impl Filters {
    /// Where the form leads.
    pub fn action(&self) -> &'static str {
        if self.board { urls::BOARD } else { urls::LEADS }
    }
    /// The page without filters.
    pub fn clear(&self) -> String {
        self.filter.cleared().href(self.action())
    }
    /// The page as it was.
    pub fn back(&self) -> String {
        self.filter.href(self.action())
    }
    /// Stages: code, name, whether chosen.
    pub fn stages(&self) -> Vec<(&'static str, String, bool)> {
        let chosen = &self.filter.stages;
        Stage::ALL.into_iter().map(|s| (s.code(), self.l.stage(s), chosen.contains(&s))).collect()
    }
    /// The lists to choose from.
    pub fn selects(&self) -> Vec<Select> {
        let (t, c) = (self.l.t, &self.choices);
        let (me, none) = (Some((Pick::Me, t.list_me())), Some((Pick::Nothing, t.list_none())));
        let nobody = Some((Pick::Nothing, t.list_nobody()));
        let mut selects = vec![
            self.select(Facet::Owner, t.list_facet_owner(), &c.reps, [me.clone(), nobody.clone()]),
            self.select(Facet::OwnerMkt, t.list_facet_owner_mkt(), &c.marketers, [me, nobody]),
            self.select(Facet::Queue, t.list_facet_queue(), &c.queues, [none.clone(), None]),
            self.select(Facet::Source, t.list_facet_source(), &c.sources, [None, None]),
            self.select(Facet::Campaign, t.list_facet_campaign(), &c.campaigns, [none.clone(), None]),
            self.select(Facet::Persona, t.list_facet_persona(), &c.personas, [none, None]),
            self.select(Facet::Tag, t.list_facet_tag(), &c.tags, [None, None]),
        ];
        selects.retain(|select| select.options.len() > 1);
        selects.push(self.coded(
            "status",
            t.list_facet_status(),
            &LeadStatus::ALL.map(|s| (s.code(), status(&self.l, s), self.filter.statuses == [s])),
        ));
        selects.push(self.coded(
            "sla",
            t.list_facet_sla(),
            &WAITS.map(|s| (s.code(), sla::status_text(&self.l, s), self.filter.sla == [s])),
        ));
        selects.push(self.coded(
            "next",
            t.list_facet_next(),
            &NextAction::ALL.map(|n| {
                let text = match n {
                    NextAction::Overdue => t.list_planned_overdue(),
                    NextAction::Today => t.list_planned_today(),
                    NextAction::Missing => t.list_planned_none(),
                };
                (n.code(), text, self.filter.next == Some(n))
            }),
        ));
        selects
    }
    fn coded(&self, name: &'static str, label: String, known: &[(&str, String, bool)]) -> Select {
        let chosen = known.iter().any(|(_, _, chosen)| *chosen);
        let mut options = vec![(String::new(), self.l.t.list_any(), !chosen)];
        options.extend(known.iter().map(|(code, text, on)| ((*code).to_owned(), text.clone(), *on)));
        Select { name, label, options }
    }
    fn select(
        &self,
        facet: Facet,
        label: String,
        choices: &[Choice],
        special: [Option<(Pick, String)>; 2],
    ) -> Select {
        let chosen = self.filter.pick(facet);
        let mut options = vec![(String::new(), self.l.t.list_any(), chosen.is_none())];
        if !choices.is_empty() {
            options.extend(
                special.into_iter().flatten().map(|(pick, text)| (pick.text(), text, chosen == Some(pick))),
            );
        }
        let is = |choice: &Choice| matches!(chosen, Some(Pick::Is(id)) if id.to_string() == choice.id);
        options.extend(choices.iter().map(|choice| (choice.id.clone(), choice.name.clone(), is(choice))));
        Select { name: facet.parameter(), label, options }
    }
    /// What the form has no field for and keeps.
    pub fn kept(&self) -> Vec<(&'static str, String)> {
        const KEPT: [&str; 10] = [
            "q",
            "company",
            "reached",
            "reached_from",
            "reached_until",
            "decided",
            "decided_from",
            "decided_until",
            "sort",
            "stage_until",
        ];
        self.filter.pairs().into_iter().filter(|(name, _)| KEPT.contains(name)).collect()
    }
    /// A day field: its parameter, label, value.
    pub fn day_fields(&self) -> Vec<(&'static str, String, String)> {
        let (t, filter) = (self.l.t, &self.filter);
        let day = |date: Option<chrono::NaiveDate>| date.map(|d| d.to_string()).unwrap_or_default();
        let label = |facet: String, side: String| format!("{facet} – {}", side.to_lowercase());
        vec![
            ("created_from", label(t.list_facet_created(), t.list_day_from()), day(filter.created.from)),
            ("created_until", label(t.list_facet_created(), t.list_day_until()), day(filter.created.until)),
            ("stage_from", label(t.list_facet_in_stage(), t.list_day_from()), day(filter.in_stage.from)),
        ]
    }
}
