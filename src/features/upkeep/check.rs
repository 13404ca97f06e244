//! Compares everything stored about leads with what their events say, page by page, at one instant.

use super::model::{CheckProgress, Finding, Findings};
use super::store::{self, DealRow};
use crate::db::{Conn, Db, DbError, Tx};
use crate::domain::history::{Step, effective};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::domain::stage::Stage;
use crate::features::history::{self, Difference, Loaded};
use crate::features::leads::{LeadFields, keys};
use crate::features::sla;
use chrono_tz::Tz;

/// Leads looked at together.
const PAGE: i64 = 500;
/// Findings beyond which a check stops looking: something is wrong as a whole.
const ENOUGH: usize = 10_000;

/// Looks at every lead. `tz` is the organisation's zone, `country` that of its telephone numbers.
///
/// # Errors
/// [`DbError`].
pub async fn check(db: &Db, tz: Tz, country: &str, progress: CheckProgress<'_>) -> Result<Findings, DbError> {
    let mut findings = db
        .snapshot(async |conn: &mut Conn| {
            let mut findings = Findings::default();
            let mut after = 0;
            while let Some((last, leads)) = store::lead_page(conn, after, PAGE).await? {
                after = last;
                page(conn, &leads, tz, country, &mut findings.list).await?;
                findings.leads += leads.len() as u64;
                progress(findings.leads);
                if findings.list.len() > ENOUGH {
                    break;
                }
            }
            findings.list.extend(store::orphans(conn).await?);
            let mut sums = history::sum_differences(conn).await?;
            sums.extend(sla::sum_differences(conn, tz).await?);
            findings.list.extend(sums.into_iter().map(|(place, stored, expected)| Finding {
                lead: None,
                place,
                stored: format!("{stored:?}"),
                expected: format!("{expected:?}"),
            }));
            Ok::<_, DbError>(findings)
        })
        .await?;
    if db.is_sqlite() {
        let checked = db.write(async |mut tx: Tx| store::check_search(&mut tx).await).await;
        findings.search_broken = checked.is_err();
    }
    Ok(findings)
}

async fn page(
    conn: &mut Conn,
    leads: &[Id<of::Lead>],
    tz: Tz,
    country: &str,
    found: &mut Vec<Finding>,
) -> Result<(), DbError> {
    let loaded = history::load(conn, leads).await?;
    for lead in &loaded {
        let missing = history::cycles_without_dimensions(lead);
        found.extend(missing.into_iter().map(|cycle| Finding {
            lead: Some(lead.lead),
            place: format!("cycle_dimension[{cycle}]"),
            stored: "—".into(),
            expected: "row".into(),
        }));
    }
    for deal in store::deals_of(conn, leads).await? {
        if let Some(lead) = loaded.iter().find(|lead| lead.lead == deal.lead) {
            found.extend(deal_findings(&deal, lead));
        }
    }
    for row in store::keys_of(conn, leads).await? {
        let nobody = Id::from_uuid(uuid::Uuid::nil());
        let fields = LeadFields {
            first_name: row.first_name,
            last_name: row.last_name,
            email: row.email,
            phone: row.phone,
            job_title: row.job_title,
            ..LeadFields::unknown(nobody)
        };
        let keys = keys(&fields, &row.company, country);
        let expected = [
            ("lead.name_key", row.name_key, keys.name),
            ("lead.email_key", row.email_key, keys.email),
            ("lead.phone_key", row.phone_key, keys.phone),
            ("lead.search_key", row.search_key, keys.search),
        ];
        let different = expected.into_iter().filter(|(_, stored, expected)| stored != expected);
        found.extend(different.map(|(place, stored, expected)| Finding {
            lead: Some(row.lead),
            place: place.to_owned(),
            stored,
            expected,
        }));
    }
    let day = |day: Option<chrono::NaiveDate>| day.map_or_else(|| "—".into(), |day| day.to_string());
    found.extend(store::wrong_next(conn, leads).await?.into_iter().map(|(lead, stored, due)| Finding {
        lead: Some(lead),
        place: "lead.next_on".into(),
        stored: day(stored),
        expected: day(due),
    }));
    found.extend(history::differences(conn, loaded, tz).await?.into_iter().map(Finding::from));
    found.extend(sla::differences(conn, leads, tz).await?.into_iter().map(Finding::from));
    Ok(())
}

/// A deal and the stages of its lead can't disagree: the events it names hold, are of its lead, and say the same.
fn deal_findings(deal: &DealRow, lead: &Loaded) -> Vec<Finding> {
    let steps = effective(&lead.events, Instant::NEVER).steps;
    let step = |event: Option<Id<of::Event>>| event.map(|event| steps.iter().find(|step| step.id == event));
    let is =
        |step: Option<Option<&Step>>, stage: Stage| step.is_none_or(|s| s.is_some_and(|s| s.to == stage));
    let mut found = Vec::new();
    let mut note = |place: &str, stored: &str, expected: String| {
        let place = format!("deal[{}].{place}", deal.id);
        found.push(Finding { lead: Some(lead.lead), place, stored: stored.to_owned(), expected });
    };
    if deal.outcome != "cancelled" && !is(step(deal.opened_event), Stage::Opportunity) {
        note("opened_event_id", "event", "an effective entry into opportunity of this lead".into());
    }
    let closing = match deal.outcome.as_str() {
        "won" => Some(Stage::Customer),
        "lost" => Some(Stage::Lost),
        _ => None,
    };
    match closing {
        Some(stage) if !is(step(deal.closed_event), stage) => {
            note(
                "closed_event_id",
                "event",
                format!("an effective entry into {} of this lead", stage.code()),
            );
        }
        None if deal.closed_event.is_some() && deal.outcome == "open" => {
            note("closed_event_id", "event", "none: the deal is open".into());
        }
        _ => {}
    }
    let ended = |step: &&Step| step.cycle == deal.cycle && matches!(step.to, Stage::Customer | Stage::Lost);
    if deal.outcome == "open" && deal.opened_event.is_some() && lead_left_open_deal(&steps, deal, ended) {
        note("outcome", "open", "closed: its lead is already customer or lost".into());
    }
    found
}

/// Whether the cycle of an open deal has ended although nothing else can have ended it.
fn lead_left_open_deal(steps: &[Step], deal: &DealRow, ended: impl Fn(&&Step) -> bool) -> bool {
    !deal.others_closed && steps.iter().any(|step| ended(&step) && step.at >= deal.opened_at)
}

impl From<Difference> for Finding {
    fn from(d: Difference) -> Self {
        Self { lead: Some(d.lead), place: d.place, stored: d.stored, expected: d.expected }
    }
}
