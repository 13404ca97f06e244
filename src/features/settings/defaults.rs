//! What a new organisation starts with: Paris time, euros, French, the reasons of the method, one source, one queue.
//!
//! Written by `migrate` and at every start, without touching what is there.

use crate::clock::Clock;
use crate::db::{Db, DbError, Sql, Tx};
use crate::domain::ids::{Id, of};
use crate::domain::text::fold;
use crate::vals;

/// The source of a lead whose origin nobody noted.
pub const UNKNOWN_SOURCE: &str = "inconnu";
/// The queue that every new organisation has.
pub const SALES_QUEUE: &str = "Commerciaux";

const ORGANISATION: Sql = Sql::both(
    "INSERT INTO organisation (id, name, currency, time_zone, language) VALUES (1, '', 'EUR', 'Europe/Paris', 'fr') \
     ON CONFLICT (id) DO NOTHING",
);
const REASON: Sql = Sql::both(
    "INSERT INTO reason (code, kind, label_fr, label_en, destination, extra, position) \
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (kind, code) DO NOTHING",
);
const SOURCE: Sql = Sql::both(
    "INSERT INTO source (id, name, name_key) VALUES ($1, $2, $3) ON CONFLICT (name_key) DO NOTHING",
);
const QUEUE: Sql = Sql::both(
    "INSERT INTO queue (id, name, name_key, team) VALUES ($1, $2, $3, 'sales') ON CONFLICT (name_key) DO NOTHING",
);
const QUEUES: Sql = Sql::both("SELECT CAST(COUNT(*) AS BIGINT) AS n FROM queue");

/// Every statement of this file.
pub const ALL: &[Sql] = &[ORGANISATION, REASON, SOURCE, QUEUE, QUEUES];

/// A reason of the first day: code, kind, labels, destination, what its form asks in addition.
type Reason = (&'static str, &'static str, &'static str, &'static str, Option<&'static str>, &'static str);

/// Why marketing's leads are refused or put aside, and why deals are won and lost.
#[rustfmt::skip]
pub const REASONS: &[Reason] = &[
    ("hors_persona", "rejection", "Ne correspond pas au persona", "Does not match the persona", Some("disqualified"), "criterion_and_text"),
    ("hors_zone_taille", "rejection", "Zone ou taille hors cible", "Outside our area or size", Some("disqualified"), "nothing"),
    ("pas_de_besoin", "rejection", "Pas d’intérêt ni de besoin", "No interest or need", Some("either"), "nothing"),
    ("pas_de_budget", "rejection", "Pas de budget", "No budget", Some("recycled"), "revisit_date"),
    ("mauvais_timing", "rejection", "Pas le moment", "Bad timing", Some("recycled"), "revisit_date"),
    ("injoignable", "rejection", "Injoignable", "Unreachable", Some("recycled"), "attempts"),
    ("donnees_fausses", "rejection", "Coordonnées fausses", "Wrong contact details", Some("disqualified"), "which_field"),
    ("deja_client", "rejection", "Déjà client ou déjà en cours", "Already a customer or in progress", Some("disqualified"), "link"),
    ("doublon", "rejection", "Doublon", "Duplicate", Some("disqualified"), "target_lead"),
    ("retrait", "rejection", "Retiré par le marketing", "Withdrawn by marketing", Some("recycled"), "nothing"),
    ("etudiant_concurrent", "rejection", "Étudiant, concurrent, fournisseur", "Student, competitor, supplier", Some("disqualified"), "nothing"),
    ("autre", "rejection", "Autre", "Other", None, "text"),
    ("adequation", "win", "Adéquation au besoin", "Fit", None, "nothing"),
    ("prix", "win", "Prix", "Price", None, "nothing"),
    ("relation", "win", "Relation", "Relationship", None, "nothing"),
    ("delai", "win", "Délai", "Lead time", None, "nothing"),
    ("reference", "win", "Référence", "Reference", None, "nothing"),
    ("prix", "loss", "Prix", "Price", None, "nothing"),
    ("concurrent", "loss", "Concurrent", "Competitor", None, "competitor"),
    ("pas_de_decision", "loss", "Pas de décision", "No decision", None, "nothing"),
    ("budget_gele", "loss", "Budget gelé", "Budget frozen", None, "nothing"),
    ("besoin_disparu", "loss", "Besoin disparu", "Need gone", None, "nothing"),
    ("delai", "loss", "Délai", "Lead time", None, "nothing"),
    ("fonction_manquante", "loss", "Fonction manquante", "Missing feature", None, "nothing"),
    ("injoignable", "loss", "Injoignable", "Unreachable", None, "nothing"),
];

/// Writes what is missing.
///
/// # Errors
/// [`DbError`].
pub async fn write(db: &Db, clock: &Clock) -> Result<(), DbError> {
    let clock = clock.clone();
    db.write(async move |mut tx: Tx| write_in(&mut tx, &clock).await).await
}

async fn write_in(tx: &mut Tx, clock: &Clock) -> Result<(), DbError> {
    tx.run(ORGANISATION, &[]).await?;
    for (position, (code, kind, fr, en, destination, extra)) in (1_i64..).zip(REASONS) {
        tx.run(REASON, &vals![*code, *kind, *fr, *en, *destination, *extra, position]).await?;
    }
    let source: Id<of::Source> = clock.id();
    tx.run(SOURCE, &vals![source, UNKNOWN_SOURCE, fold(UNKNOWN_SOURCE)]).await?;
    if tx.one(QUEUES, &[]).await?.get::<i64>("n")? == 0 {
        let queue: Id<of::Queue> = clock.id();
        tx.run(QUEUE, &vals![queue, SALES_QUEUE, fold(SALES_QUEUE)]).await?;
    }
    Ok(())
}
