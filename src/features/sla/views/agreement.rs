//! `/settings/agreement`.

use super::open_time;
use crate::domain::ids::Id;
use crate::domain::sla::{Terms, in_force};
use crate::features::sla::form::persona_field;
use crate::i18n::L;
use crate::urls;
use crate::web::form::FormState;
use crate::web::page::{Nav, Shell};
use askama::Template;
use chrono::NaiveDate;
use uuid::Uuid;

struct TermsRow {
    number: String,
    starts: String,
    target: String,
    personas: Vec<(String, String)>,
    floor: String,
    first_contact: String,
    decision: String,
    state: String,
    withdraw: Option<String>,
}

/// `GET /settings/agreement`.
#[derive(Template)]
#[template(path = "sla/agreement.html")]
pub struct AgreementPage {
    l: L,
    shell: Shell,
    title: String,
    f: FormState,
    rows: Vec<TermsRow>,
    personas: Vec<(String, String)>,
    first: bool,
}

impl AgreementPage {
    /// Terms, newest first, and the form of the next ones.
    pub fn new(
        shell: Shell,
        terms: &[Terms],
        personas: &[(Uuid, String)],
        today: NaiveDate,
        f: Option<FormState>,
    ) -> Self {
        let l = shell.l;
        let current = in_force(terms, today);
        let f = f.unwrap_or_else(|| proposal(&l, current));
        let mut sorted: Vec<&Terms> = terms.iter().collect();
        sorted.sort_by_key(|t| std::cmp::Reverse(t.starts_on));
        let name =
            |id: Uuid| personas.iter().find(|(p, _)| *p == id).map(|(_, n)| n.clone()).unwrap_or_default();
        let row = |t: &Terms| TermsRow {
            number: t.number.to_string(),
            starts: l.date(t.starts_on),
            target: l.int(t.mql_target),
            personas: t.personas.iter().map(|(id, n)| (name(id.uuid()), l.int(*n))).collect(),
            floor: l.share(f64::from(t.acceptance_floor) / 100.0),
            first_contact: open_time(&l, i64::from(t.first_contact_minutes) * 60),
            decision: open_time(&l, i64::from(t.decision_minutes) * 60),
            state: if t.starts_on > today {
                l.t.agreement_to_come()
            } else if current.is_some_and(|c| c.number == t.number) {
                l.t.agreement_current()
            } else {
                l.t.agreement_past()
            },
            withdraw: (t.starts_on > today).then(|| urls::agreement_withdraw(t.number)),
        };
        let field = |(id, name): &(Uuid, String)| (persona_field(Id::from_uuid(*id)), name.clone());
        Self {
            title: f.title(&l.t.agreement_title(), &l),
            f,
            rows: sorted.into_iter().map(row).collect(),
            personas: personas.iter().map(field).collect(),
            first: terms.is_empty(),
            l,
            shell: shell.at(Nav::Settings),
        }
    }
}

/// The form starts from what is in force; without anything, from usual values.
fn proposal(l: &L, current: Option<&Terms>) -> FormState {
    let minutes = |n: u32| open_time(l, i64::from(n) * 60);
    let mut values =
        vec![("acceptance_floor".to_owned(), current.map_or(65, |t| t.acceptance_floor).to_string())];
    values.push(("first_contact".to_owned(), minutes(current.map_or(240, |t| t.first_contact_minutes))));
    values.push(("decision".to_owned(), minutes(current.map_or(450, |t| t.decision_minutes))));
    if let Some(t) = current {
        values.push(("mql_target".to_owned(), t.mql_target.to_string()));
        values.extend(t.personas.iter().map(|(id, n)| (persona_field(*id), n.to_string())));
    }
    FormState::filled(values)
}
