//! Editing a lead's fields: every change noted with who, when, from, to.

use super::model::{LeadFields, LeadRow, keys};
use crate::db::{Conn, DbError, Row, Sql, Tx};
use crate::domain::ids::{Id, of};
use crate::domain::instant::Instant;
use crate::features::history::Dimensions;
use crate::vals;

impl LeadFields {
    /// What figures are split by, as these fields stand.
    pub const fn dimensions(&self) -> Dimensions {
        Dimensions {
            source: self.source,
            campaign: self.campaign,
            persona: self.persona,
            owner: self.owner_sales,
        }
    }

    /// Every field by its form name, as the text that the history keeps: ids as UUIDs, dates as ISO, money as minor
    /// units, nothing as the empty text.
    pub fn texts(&self) -> Vec<(&'static str, String)> {
        fn id<T>(id: Option<Id<T>>) -> String {
            id.map(|id| id.to_string()).unwrap_or_default()
        }
        vec![
            ("first_name", self.first_name.clone()),
            ("last_name", self.last_name.clone()),
            ("email", self.email.clone()),
            ("phone", self.phone.clone()),
            ("job_title", self.job_title.clone()),
            ("company", id(self.company)),
            ("source", self.source.to_string()),
            ("latest_source", id(self.latest_source)),
            ("medium", self.medium.clone()),
            ("campaign", id(self.campaign)),
            ("content", id(self.content)),
            ("term", self.term.clone()),
            ("persona", id(self.persona)),
            ("pain_points", self.pain_points.clone()),
            ("need", self.need.clone()),
            ("estimated_value", self.estimated_value_minor.map(|v| v.to_string()).unwrap_or_default()),
            ("consent_basis", self.consent_basis.clone()),
            ("status", self.status.code().to_owned()),
            ("revisit_on", self.revisit_on.map(|d| d.to_string()).unwrap_or_default()),
            ("owner_mkt", id(self.owner_mkt)),
            ("owner", id(self.owner_sales)),
            ("queue", id(self.queue)),
        ]
    }
}

pub(super) const UPDATE: Sql = Sql::both(
    "UPDATE lead SET version = $2, first_name = $3, last_name = $4, email = $5, phone = $6, job_title = $7, \
     company_id = $8, source_id = $9, latest_source_id = $10, medium = $11, campaign_id = $12, content_id = $13, \
     term = $14, persona_id = $15, pain_points = $16, need = $17, estimated_value_minor = $18, consent_basis = $19, \
     status = $20, revisit_on = $21, owner_mkt_id = $22, owner_sales_id = $23, queue_id = $24, name_key = $25, \
     email_key = $26, phone_key = $27, search_key = $28, updated_at = $29 WHERE id = $1",
);
pub(super) const INSERT_CHANGE: Sql = Sql::both(
    "INSERT INTO lead_change (lead_id, version, field, old_value, new_value, actor_id, at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7)",
);
pub(super) const COMPANY_NAME: Sql = Sql::both("SELECT name FROM company WHERE id = $1");

/// Who edits, when, and where telephone numbers without a prefix belong.
#[derive(Debug, Clone, Copy)]
pub struct Edit<'a> {
    /// The author; `None` for the system.
    pub actor: Option<Id<of::Member>>,
    /// The instant of the edit.
    pub now: Instant,
    /// ISO country of the organisation.
    pub country: &'a str,
}

/// Writes the fields that differ, notes each in `lead_change`, and counts one edit; answers the new version (the old
/// one when nothing differs). The caller reprojects when a dimension may have changed.
///
/// # Errors
/// [`DbError`].
pub async fn save(tx: &mut Tx, before: &LeadRow, after: &LeadFields, edit: Edit<'_>) -> Result<i64, DbError> {
    let changed: Vec<_> = before
        .fields
        .texts()
        .into_iter()
        .zip(after.texts())
        .filter(|((_, old), (_, new))| old != new)
        .collect();
    if changed.is_empty() {
        return Ok(before.version);
    }
    let version = before.version.saturating_add(1);
    let company: String = match after.company {
        Some(id) => tx.one(COMPANY_NAME, &vals![id]).await?.get("name")?,
        None => String::new(),
    };
    let (f, k) = (after, keys(after, &company, edit.country));
    tx.run(
        UPDATE,
        &vals![
            before.id,
            version,
            &f.first_name,
            &f.last_name,
            &f.email,
            &f.phone,
            &f.job_title,
            f.company,
            f.source,
            f.latest_source,
            &f.medium,
            f.campaign,
            f.content,
            &f.term,
            f.persona,
            &f.pain_points,
            &f.need,
            f.estimated_value_minor,
            &f.consent_basis,
            f.status.code(),
            f.revisit_on,
            f.owner_mkt,
            f.owner_sales,
            f.queue,
            k.name,
            k.email,
            k.phone,
            k.search,
            edit.now,
        ],
    )
    .await?;
    for ((field, old), (_, new)) in changed {
        tx.run(INSERT_CHANGE, &vals![before.id, version, field, old, new, edit.actor, edit.now]).await?;
    }
    Ok(version)
}

pub(super) const SINCE: Sql = Sql::both(
    "SELECT field, old_value FROM lead_change WHERE lead_id = $1 AND version > $2 ORDER BY version DESC LIMIT 5000",
);

/// What the fields that changed after `version` held at `version`: the base of a three-way merge.
///
/// # Errors
/// [`DbError`].
pub async fn held_at(
    conn: &mut Conn,
    lead: Id<of::Lead>,
    version: i64,
) -> Result<std::collections::BTreeMap<String, String>, DbError> {
    let mut held = std::collections::BTreeMap::new();
    for row in conn.all(SINCE, &vals![lead, version]).await? {
        // newest first: the oldest change after `version` is written last and stays
        held.insert(row.get("field")?, row.get::<Option<String>>("old_value")?.unwrap_or_default());
    }
    Ok(held)
}

/// One noted change of a field.
#[derive(Debug, Clone)]
pub struct Change {
    /// The version that it made.
    pub version: i64,
    /// The field's form name.
    pub field: String,
    /// Before, as [`LeadFields::texts`] writes it.
    pub old: String,
    /// After.
    pub new: String,
    /// Who, or empty for the system.
    pub actor_name: String,
    /// When.
    pub at: Instant,
}

pub(super) const OF_LEAD: Sql = Sql::both(
    "SELECT c.version, c.field, COALESCE(c.old_value, '') AS old_value, COALESCE(c.new_value, '') AS new_value, \
     COALESCE(m.name, '') AS actor_name, c.at FROM lead_change c LEFT JOIN member m ON m.id = c.actor_id \
     WHERE c.lead_id = $1 ORDER BY c.version DESC, c.field LIMIT 500",
);

/// The newest 500 changes of a lead's fields, newest first.
///
/// # Errors
/// [`DbError`].
pub async fn changes(conn: &mut Conn, lead: Id<of::Lead>) -> Result<Vec<Change>, DbError> {
    let read = |r: &Row| {
        Ok(Change {
            version: r.get("version")?,
            field: r.get("field")?,
            old: r.get("old_value")?,
            new: r.get("new_value")?,
            actor_name: r.get("actor_name")?,
            at: r.at("at")?,
        })
    };
    conn.all(OF_LEAD, &vals![lead]).await?.iter().map(read).collect()
}
