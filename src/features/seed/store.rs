//! SQL of the seed: its people, lists and handoffs.

use super::SeededHandoff;
use crate::bulk;
use crate::clock::Clock;
use crate::db::{Bulk, Conn, DbError, Sql, Tx};
use crate::domain::ids::{Id, of};
use crate::domain::text::fold;
use crate::vals;

/// Every constant statement of this store.
pub const ALL: &[Sql] = &[ANY_LEAD];

/// The tables whose indexes are rebuilt after a seed. Not `task`: its triggers keep the next action of each lead, and need its index.
pub const TABLES: &[&str] = &[
    "lead",
    "stage_event",
    "journey",
    "passage",
    "activity",
    "handoff",
    "deal",
    "cycle_dimension",
    "company",
];

const ANY_LEAD: Sql = Sql::both("SELECT seq FROM lead LIMIT 1");

/// Whether there is any lead.
///
/// # Errors
/// [`DbError`].
pub async fn any_lead(conn: &mut Conn) -> Result<bool, DbError> {
    Ok(conn.optional(ANY_LEAD, &[]).await?.is_some())
}

/// The people and lists that seeded leads refer to.
#[derive(Debug, Clone, Default)]
pub struct Cast {
    /// Marketers.
    pub marketers: Vec<Id<of::Member>>,
    /// Reps.
    pub reps: Vec<Id<of::Member>>,
    /// Sources.
    pub sources: Vec<Id<of::Source>>,
    /// Campaigns.
    pub campaigns: Vec<Id<of::Campaign>>,
    /// Personas.
    pub personas: Vec<Id<of::Persona>>,
    /// Companies with their names.
    pub companies: Vec<(Id<of::Company>, String)>,
}

const MEMBERS: Bulk =
    bulk!("member", "id, email, email_key, name, name_key, role, team, active, created_at, version", 10);
const SOURCES: Bulk = bulk!("source", "id, name, name_key, active, version", 5);
const CAMPAIGNS: Bulk = bulk!("campaign", "id, name, name_key, active, version", 5);
const PERSONAS: Bulk = bulk!("persona", "id, name, name_key, description, active, version", 6);
const COMPANIES: Bulk = bulk!("company", "id, version, name, name_key, note, created_at", 6);
const HANDOFFS: Bulk =
    bulk!("handoff", "id, lead_id, cycle, event_id, at, recorded_at, to_member, by_member, decided_at", 9);

/// Writes the cast.
///
/// # Errors
/// [`DbError`].
pub async fn write_cast(tx: &mut Tx, ids: &Clock) -> Result<Cast, DbError> {
    let now = ids.now();
    let mut cast = Cast::default();
    let mut members = Vec::new();
    for i in 0..24 {
        let id: Id<of::Member> = ids.id();
        let rep = i >= 6;
        let name = format!("{} {:02}", if rep { "Commercial" } else { "Marketeur" }, i + 1);
        let email = format!("membre{:02}@seed.example", i + 1);
        let (role, team) = if rep { ("rep", "sales") } else { ("marketer", "marketing") };
        members.push(vals![id, &email, &email, &name, fold(&name), role, team, true, now, 1_i64].to_vec());
        if rep { cast.reps.push(id) } else { cast.marketers.push(id) }
    }
    tx.bulk(MEMBERS, &members).await?;
    let named = |count: u32, word: &str| -> Vec<(uuid::Uuid, String)> {
        (1..=count).map(|i| (ids.id::<of::Source>().uuid(), format!("{word} {i:02}"))).collect()
    };
    let sources = named(12, "Source");
    let campaigns = named(40, "Campagne");
    let personas = named(5, "Persona");
    let row = |(id, name): &(uuid::Uuid, String)| vals![*id, name, fold(name), true, 1_i64].to_vec();
    tx.bulk(SOURCES, &sources.iter().map(row).collect::<Vec<_>>()).await?;
    tx.bulk(CAMPAIGNS, &campaigns.iter().map(row).collect::<Vec<_>>()).await?;
    let described =
        |(id, name): &(uuid::Uuid, String)| vals![*id, name, fold(name), "", true, 1_i64].to_vec();
    tx.bulk(PERSONAS, &personas.iter().map(described).collect::<Vec<_>>()).await?;
    cast.sources = sources.into_iter().map(|(id, _)| Id::from_uuid(id)).collect();
    cast.campaigns = campaigns.into_iter().map(|(id, _)| Id::from_uuid(id)).collect();
    cast.personas = personas.into_iter().map(|(id, _)| Id::from_uuid(id)).collect();
    cast.companies = (1..=5_000).map(|i| (ids.id(), format!("Société {i:04}"))).collect();
    let company =
        |(id, name): &(Id<of::Company>, String)| vals![*id, 1_i64, name, fold(name), "", now].to_vec();
    tx.bulk(COMPANIES, &cast.companies.iter().map(company).collect::<Vec<_>>()).await?;
    Ok(cast)
}

/// Writes handoffs.
///
/// # Errors
/// [`DbError`].
pub async fn insert_handoffs(tx: &mut Tx, handoffs: &[SeededHandoff]) -> Result<(), DbError> {
    let row = |h: &SeededHandoff| {
        vals![h.id, h.lead, h.cycle, h.event, h.at, h.at, h.to, h.by, h.decided_at].to_vec()
    };
    tx.bulk(HANDOFFS, &handoffs.iter().map(row).collect::<Vec<_>>()).await
}
