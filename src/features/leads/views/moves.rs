//! The forms that move a lead: one per stage, the list of all moves, the handoff.

use crate::domain::ids::{Id, of};
use crate::domain::lifecycle::{Actor, Destinations, Extra, Field, ReasonRule, asks, moves_from};
use crate::domain::stage::Stage;
use crate::features::deals::{self, DealStage};
use crate::features::leads::form::moves::{TALKS, Target};
use crate::features::leads::model::Double;
use crate::features::leads::words;
use crate::features::reference::Reason;
use crate::features::stages::Standing;
use crate::i18n::L;
use crate::web::form::FormState;
use crate::web::page::Shell;
use askama::Template;

/// A field of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskLine {
    /// Its name.
    pub code: &'static str,
    /// The move is refused without it.
    pub required: bool,
    /// Which reasons show it, or empty: always.
    pub reveal: &'static str,
}

/// A reason to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReasonLine {
    /// Its code.
    pub code: String,
    /// Its label in the reader's language.
    pub label: String,
    /// What it asks beside itself.
    pub extra: String,
    /// Where it leads: `recycled`, `disqualified` or `either`.
    pub into: &'static str,
    /// Why it cannot be chosen now, or empty.
    pub unless: String,
}

/// A lead that may be the same person, as a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoubleLine {
    /// Its id.
    pub id: Id<of::Lead>,
    /// The same as text.
    pub value: String,
    /// What to call them.
    pub name: String,
    /// Company, address, why it is shown.
    pub about: String,
}

impl DoubleLine {
    /// As a reader sees it.
    pub fn new(l: &L, double: &Double) -> Self {
        let contact = if double.email.is_empty() { &double.phone } else { &double.email };
        let parts = [double.company.clone(), contact.clone(), words::matching(l, double.why)];
        let about: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        Self {
            id: double.id,
            value: double.id.to_string(),
            name: double.name.clone(),
            about: about.join(", "),
        }
    }
}

/// An exchange to choose, for a lead about which none was logged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TalkLine {
    /// Kind and outcome.
    pub code: &'static str,
    /// In words.
    pub label: String,
}

/// What a form offers beside the lead itself.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    /// Personas, by id.
    pub personas: Vec<(String, String)>,
    /// Who can be given a lead.
    pub sellers: Vec<(String, String)>,
    /// Queues.
    pub queues: Vec<(String, String)>,
    /// Reasons of every kind.
    pub reasons: Vec<Reason>,
    /// Leads that may be the same person.
    pub doubles: Vec<Double>,
}

/// The form of one move.
#[derive(Template)]
#[template(path = "leads/move.html")]
pub struct Move {
    l: L,
    shell: Shell,
    lead: Id<of::Lead>,
    name: String,
    heading: String,
    submit: String,
    from: Stage,
    to: &'static str,
    into: Option<Stage>,
    asks: Vec<AskLine>,
    reasons: Vec<ReasonLine>,
    personas: Vec<(String, String)>,
    sellers: Vec<(String, String)>,
    queues: Vec<(String, String)>,
    deal_stages: Vec<(String, String)>,
    doubles: Vec<DoubleLine>,
    talks: Vec<TalkLine>,
    note_hint: String,
    currency: &'static str,
    f: FormState,
}

/// Builds the form of one move, for a lead that stands at `from`.
pub fn form(
    (l, shell): (L, Shell),
    standing: &Standing,
    actor: &Actor,
    (from, to): (Stage, Target),
    choices: Choices,
    (currency, f): (&'static str, FormState),
) -> Move {
    let into = match to {
        Target::Stage(stage) => Some(stage),
        Target::Refused => None,
    };
    let hands_off = into == Some(Stage::Mql);
    Move {
        lead: standing.lead.id,
        name: super::record::display_name(&standing.lead, &l),
        heading: heading(&l, to),
        submit: heading(&l, to),
        to: to.code(),
        asks: lines(actor, standing, from, to),
        reasons: reasons(&l, &choices.reasons, standing, actor, (from, to)),
        personas: choices.personas,
        sellers: choices.sellers,
        queues: choices.queues,
        deal_stages: deal_stages(&l),
        doubles: choices.doubles.iter().map(|double| DoubleLine::new(&l, double)).collect(),
        talks: TALKS
            .iter()
            .map(|(code, kind, outcome)| TalkLine {
                code,
                label: l.t.log_talk(l.activity_kind(*kind), l.outcome(*outcome)),
            })
            .collect(),
        note_hint: if hands_off { l.t.move_note_handoff() } else { String::new() },
        from,
        into,
        currency,
        f,
        l,
        shell,
    }
}

/// Codes and names of the stages of a deal.
pub fn deal_stages(l: &L) -> Vec<(String, String)> {
    DealStage::ALL.iter().map(|s| (s.code().to_owned(), deals::words::stage(l, *s))).collect()
}

/// What a move is called.
pub fn heading(l: &L, to: Target) -> String {
    let t = l.t;
    match to {
        Target::Refused => t.move_refuse(),
        Target::Stage(stage) => match stage {
            Stage::Mql => t.move_mql(),
            Stage::Sal => t.move_sal(),
            Stage::Sql => t.move_sql(),
            Stage::Opportunity => t.move_opportunity(),
            Stage::Customer => t.move_customer(),
            Stage::Lost => t.move_lost(),
            Stage::Recycled => t.move_recycled(),
            Stage::Disqualified => t.move_disqualified(),
            Stage::Evangelist => t.move_evangelist(),
            Stage::Other => t.move_other(),
            Stage::Subscriber | Stage::Lead => t.move_lead(),
        },
    }
}

/// The fields in the order of the form: the state machine's, plus what the page asks to choose them well.
fn lines(actor: &Actor, standing: &Standing, from: Stage, to: Target) -> Vec<AskLine> {
    let dated = matches!(from, Stage::Sal | Stage::Sql | Stage::Lost);
    let line = |code: &'static str, required: bool| AskLine { code, required, reveal: "" };
    let mut found = Vec::new();
    let (asked, revisit) = match to {
        Target::Refused => {
            let fields = [Field::Reason, Field::Criterion, Field::ReasonDetail, Field::Target, Field::Link];
            let mut lines: Vec<AskLine> = fields.iter().map(|f| line(f.code(), true)).collect();
            lines.insert(1, line("destination", true));
            lines.push(line("revisit_on", true));
            (lines, if dated { "revisit" } else { "revisit_date" })
        }
        Target::Stage(stage) => {
            let lines = asks(actor, Some(from), stage).into_iter().map(|a| line(a.field.code(), a.required));
            let revisit = match stage {
                Stage::Lost => "revisit",
                Stage::Recycled if dated => "",
                _ => "revisit_date",
            };
            (lines.collect(), revisit)
        }
    };
    if to == Target::Stage(Stage::Sql) && standing.conversations == 0 {
        found.push(line("conversation", true));
    }
    found.extend(asked);
    if to == Target::Refused {
        found.extend([line("note", false), line("occurred_at", false)]);
    }
    for line in found.iter_mut().filter(|line| line.code == "revisit_on") {
        line.reveal = revisit;
    }
    // The date comes last: most moves happened just now.
    let (dates, mut rest): (Vec<_>, Vec<_>) = found.into_iter().partition(|line| line.code == "occurred_at");
    rest.extend(dates);
    rest
}

/// The reasons to choose from; none when the move takes free words.
fn reasons(
    l: &L,
    all: &[Reason],
    standing: &Standing,
    actor: &Actor,
    (from, to): (Stage, Target),
) -> Vec<ReasonLine> {
    let kind = match to {
        Target::Stage(Stage::Customer) => "win",
        Target::Stage(Stage::Lost) => "loss",
        Target::Refused | Target::Stage(Stage::Recycled | Stage::Disqualified) => "rejection",
        Target::Stage(_) => return Vec::new(),
    };
    let rule = |reason: &Reason| standing.reasons.rejection(&reason.code).cloned();
    let fits = |reason: &&Reason| {
        let Some(rule) = rule(reason).filter(|_| kind == "rejection") else { return kind != "rejection" };
        let leads_there = match to {
            Target::Stage(stage) => rule.destinations.allows(stage),
            Target::Refused => true,
        };
        let withdrawal = rule.code == ReasonRule::WITHDRAWAL;
        let theirs = if withdrawal { actor.markets() } else { from != Stage::Mql || actor.sells() };
        leads_there && theirs
    };
    let line = |reason: &Reason| {
        let rule = rule(reason).filter(|_| kind == "rejection");
        let into = match (to, rule.as_ref().map(|rule| rule.destinations)) {
            (Target::Stage(Stage::Recycled), _) | (_, Some(Destinations::Recycled)) => "recycled",
            (Target::Stage(Stage::Disqualified), _) | (_, Some(Destinations::Disqualified)) => "disqualified",
            _ => "either",
        };
        let attempts = rule.is_some_and(|rule| rule.extra == Extra::Attempts);
        let (done, needed) = (standing.attempts, standing.situation().attempts_needed);
        let unless = (attempts && done < needed).then(|| l.t.move_attempts(done, needed));
        ReasonLine {
            code: reason.code.clone(),
            label: reason.label(l.lang).to_owned(),
            extra: reason.extra.clone(),
            into,
            unless: unless.unwrap_or_default(),
        }
    };
    all.iter().filter(|reason| reason.active && reason.kind == kind).filter(fits).map(line).collect()
}

/// A move in the list of all moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoveLine {
    /// Where to.
    pub stage: Stage,
    /// The form of the move.
    pub href: String,
    /// Why this reader cannot make it.
    pub unless: Option<String>,
}

/// Every move from where a lead stands, with the reason for those that this reader cannot make.
#[derive(Template)]
#[template(path = "leads/moves.html")]
pub struct Moves {
    l: L,
    shell: Shell,
    lead: Id<of::Lead>,
    name: String,
    heading: String,
    from: Stage,
    choices: Vec<MoveLine>,
    f: FormState,
}

/// Builds the list; `unless` says why a move is not this reader's.
pub fn list(
    l: L,
    shell: Shell,
    standing: &Standing,
    (from, opened_from): (Stage, Option<&str>),
    unless: impl Fn(Stage) -> Option<String>,
) -> Moves {
    let lead = standing.lead.id;
    let href = |stage: Stage| {
        let href = crate::urls::lead_move(lead, stage.code());
        opened_from.map_or(href.clone(), |list| format!("{href}&{list}"))
    };
    let line = |stage| MoveLine { stage, href: href(stage), unless: unless(stage) };
    Moves {
        lead,
        name: super::record::display_name(&standing.lead, &l),
        heading: l.t.moves_title(),
        from,
        choices: moves_from(Some(from)).map(line).collect(),
        f: FormState::default(),
        l,
        shell,
    }
}

/// The form that hands a lead to a rep or a queue.
#[derive(Template)]
#[template(path = "leads/handoff.html")]
pub struct Handoff {
    /// Language, zone and now.
    pub l: L,
    /// The frame.
    pub shell: Shell,
    /// The lead.
    pub lead: Id<of::Lead>,
    /// What to call it.
    pub name: String,
    /// The page's heading.
    pub heading: String,
    /// Who can be given a lead.
    pub sellers: Vec<(String, String)>,
    /// Queues.
    pub queues: Vec<(String, String)>,
    /// What was typed.
    pub f: FormState,
}
