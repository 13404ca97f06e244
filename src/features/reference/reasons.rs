//! The reason lists as the state machine and the forms read them.

use crate::db::{Conn, DbError, Row, Sql};
use crate::domain::lifecycle::{Destinations, Extra, LossReason, ReasonRule, Reasons};
use crate::i18n::Lang;
use std::borrow::Cow;

/// A reason with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// Stable code.
    pub code: String,
    /// `rejection`, `win` or `loss`.
    pub kind: String,
    /// French label.
    pub label_fr: String,
    /// English label.
    pub label_en: String,
    /// Where a rejection leads: `recycled`, `disqualified`, `either`.
    pub destination: Option<String>,
    /// What it asks beside itself.
    pub extra: String,
    /// Offered in forms.
    pub active: bool,
}

impl Reason {
    /// Its label in that language.
    pub fn label(&self, lang: Lang) -> &str {
        match lang {
            Lang::Fr => &self.label_fr,
            Lang::En => &self.label_en,
        }
    }
}

pub(super) const REASONS: Sql = Sql::both(
    "SELECT code, kind, label_fr, label_en, destination, extra, active FROM reason ORDER BY kind, position, code LIMIT 500",
);

/// Every reason, in the order of the forms.
///
/// # Errors
/// [`DbError`].
pub async fn reasons(conn: &mut Conn) -> Result<Vec<Reason>, DbError> {
    let read = |r: &Row| {
        Ok(Reason {
            code: r.get("code")?,
            kind: r.get("kind")?,
            label_fr: r.get("label_fr")?,
            label_en: r.get("label_en")?,
            destination: r.get("destination")?,
            extra: r.get("extra")?,
            active: r.get("active")?,
        })
    };
    conn.all(REASONS, &[]).await?.iter().map(read).collect()
}

/// The active reasons as rules; the product's own lists while the table is empty.
pub fn rules(rows: &[Reason]) -> Reasons {
    if rows.is_empty() {
        return Reasons::default();
    }
    let mut rules = Reasons { rejections: Vec::new(), losses: Vec::new(), wins: Vec::new() };
    for row in rows.iter().filter(|row| row.active) {
        let code = Cow::Owned(row.code.clone());
        match row.kind.as_str() {
            "win" => rules.wins.push(code),
            "loss" => rules.losses.push(LossReason { code, competitor: row.extra == "competitor" }),
            _ => rules.rejections.push(ReasonRule {
                code,
                destinations: Destinations::ALL
                    .into_iter()
                    .find(|d| Some(d.code()) == row.destination.as_deref())
                    .unwrap_or(Destinations::Either),
                extra: Extra::ALL.into_iter().find(|e| e.code() == row.extra).unwrap_or(Extra::Nothing),
            }),
        }
    }
    rules
}
