//! Files of leads: HubSpot's, a French table, whatever their encoding; again and again; and what is refused.

use crate::support::{Ctx, Engine, on_engine};
use relais::clock::Clock;
use relais::db::{Conn, Sql};
use relais::domain::dates::DateOrder;
use relais::domain::instant::Instant;
use relais::features::audit::By;
use relais::features::imports::draft::{Reading, RowFault};
use relais::features::imports::{
    self, AssumedWords, Choices, Outcome, Request, Survey, SurveyError, fault_in_words,
};
use relais::features::upkeep;
use relais::i18n::{L, Lang};
use rstest::rstest;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const ZONE: chrono_tz::Tz = chrono_tz::Europe::Paris;

/// Each one gives other ids.
fn clock() -> Clock {
    static SALT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(1);
    let salt = SALT.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
    Clock::manual(Instant::parse_rfc3339("2026-11-24T12:00:00Z").unwrap(), salt)
}

fn hubspot() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/hubspot/hubspot-crm-exports-all-contacts-2026-11-20.csv")
}

fn file(t: &Ctx, name: &str, bytes: &[u8]) -> PathBuf {
    let path = t.folder().join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

async fn import_at(t: &Ctx, path: &Path, clock: Clock, dry_run: bool) -> Outcome {
    let survey = Survey::of(path, Choices::default()).unwrap();
    let now = clock.now();
    let request = Request {
        survey,
        dry_run,
        by: By::SYSTEM,
        reading: Reading { zone: ZONE, country: "FR", decimals: 2, now },
        words: AssumedWords {
            undated: "sans date".into(),
            deduced: "déduit".into(),
            status: "statut".into(),
        },
        rejects: t.folder().join("rejects.csv"),
        reason_header: "Motif du rejet".into(),
        reason: Arc::new(move |fault| fault_in_words(L::new(Lang::Fr, ZONE, now), fault)),
        progress: Arc::new(|_| {}),
    };
    imports::run(&t.db, &clock, request).await.unwrap()
}

async fn import(t: &Ctx, path: &Path) -> Outcome {
    import_at(t, path, clock(), false).await
}

async fn rows(conn: &mut Conn, sql: &'static str) -> Vec<String> {
    conn.all(Sql::both(sql), &[]).await.unwrap().iter().map(|row| row.get("x").unwrap()).collect()
}

async fn fingerprint(t: &Ctx) -> Vec<String> {
    let mut conn = t.db.read().await.unwrap();
    let mut all = Vec::new();
    for sql in [
        "SELECT email || first_name || last_name || status || consent_basis || stage || CAST(version AS TEXT) AS x FROM lead ORDER BY seq",
        "SELECT COALESCE(to_stage, '') || CAST(occurred_at AS TEXT) || COALESCE(reason_code, '') AS x FROM stage_event ORDER BY lead_id, id",
        "SELECT key || value AS x FROM lead_extra ORDER BY lead_id, key",
        "SELECT system || ref AS x FROM external_ref ORDER BY system, ref",
        "SELECT name AS x FROM source ORDER BY name_key",
        "SELECT name AS x FROM company ORDER BY name_key",
        "SELECT name AS x FROM member ORDER BY name_key",
        "SELECT field AS x FROM lead_change ORDER BY lead_id, version, field",
        "SELECT body AS x FROM note ORDER BY lead_id, id",
        "SELECT system AS x FROM import_run ORDER BY id",
    ] {
        all.push(rows(&mut conn, sql).await.join("|"));
    }
    all
}

async fn clean(t: &Ctx) {
    let found = upkeep::check(&t.db, ZONE, "FR", &|_| {}).await.unwrap();
    assert!(found.is_clean(), "{:?}", found.list);
}

async fn path_of(t: &Ctx, email: &str) -> String {
    let mut conn = t.db.read().await.unwrap();
    let sql = Sql::both(
        "SELECT e.to_stage, e.occurred_at, e.recorded_at, e.origin FROM stage_event e JOIN lead l ON l.id = e.lead_id \
         WHERE l.email_key = $1 ORDER BY e.occurred_at, e.id",
    );
    let rows = conn.all(sql, &relais::vals![email]).await.unwrap();
    let step = |row: &relais::db::Row| {
        assert_eq!(row.get::<String>("origin").unwrap(), "import");
        assert_eq!(row.at("recorded_at").unwrap(), clock().now());
        let at = row.at("occurred_at").unwrap().rfc3339();
        format!("{} {}", row.get::<String>("to_stage").unwrap(), &at[..10])
    };
    rows.iter().map(step).collect::<Vec<_>>().join(", ")
}

both! {
    /// The export of a HubSpot account: who, from where, and their past.
    async fn hubspot_contacts_come_in_with_their_past(t: Ctx) {
        let outcome = import(&t, &hubspot()).await;
        let c = outcome.counts;
        assert_eq!((c.created, c.updated, c.unchanged, c.duplicates, c.rejected), (26, 0, 0, 1, 3));
        assert_eq!(outcome.near_count, 1);
        assert_eq!(outcome.new_people.iter().map(String::as_str).collect::<Vec<_>>(), ["Karim Diallo", "Sophie Bernard"]);
        assert_eq!(
            path_of(&t, "amelie.durand@exemple.fr").await,
            "lead 2026-03-02, mql 2026-03-10, sql 2026-03-24, opportunity 2026-04-02, customer 2026-05-11"
        );
        assert_eq!(path_of(&t, "hugo.leroy@exemple.fr").await, "lead 2026-02-01, sql 2026-03-05");
        assert_eq!(path_of(&t, "paul.girard@exemple.fr").await, "lead 2025-06-30, opportunity 2025-06-30, customer 2025-06-30");
        assert_eq!(path_of(&t, "lucie.fontaine@exemple.fr").await, "lead 2026-05-05, mql 2026-05-18, disqualified 2026-06-01");
        assert_eq!(path_of(&t, "marc.chevalier@exemple.fr").await, "lead 2026-05-06, mql 2026-05-06, recycled 2026-06-15");
        assert_eq!(path_of(&t, "ines.moreau@exemple.fr").await, "subscriber 2026-10-03");
        let mut conn = t.db.read().await.unwrap();
        let said = "SELECT l.job_title || '|' || l.status || '|' || l.consent_basis || '|' || s.name || '|' || COALESCE(p.name, '') \
             || '|' || COALESCE(m.name, '') || '|' || COALESCE(c.name, '') AS x FROM lead l JOIN source s ON s.id = l.source_id \
             LEFT JOIN persona p ON p.id = l.persona_id LEFT JOIN member m ON m.id = l.owner_sales_id \
             LEFT JOIN company c ON c.id = l.company_id WHERE l.email_key IN ('amelie.durand@exemple.fr', 'paul.girard@exemple.fr') ORDER BY l.seq";
        assert_eq!(rows(&mut conn, said).await, [
            "Gérante|new|consent|Organic Search|Dirigeant TPE|Sophie Bernard|Menuiserie Durand",
            "|new|opted_out|Organic Search||Sophie Bernard|Girard SA",
        ]);
        let extras = "SELECT key || '=' || value AS x FROM lead_extra e JOIN lead l ON l.id = e.lead_id \
             WHERE l.email_key = 'amelie.durand@exemple.fr' ORDER BY key";
        assert_eq!(rows(&mut conn, extras).await, ["Country/Region=France", "Number of Pageviews=16"]);
        let notes = "SELECT body AS x FROM note";
        assert_eq!(rows(&mut conn, notes).await, ["Bonjour,\nje voudrais un devis « pose comprise »."]);
        let inactive = "SELECT name AS x FROM member WHERE active = TRUE";
        assert_eq!(rows(&mut conn, inactive).await, Vec::<String>::new());
        drop(conn);
        clean(&t).await;
    }

    /// The rows not taken come back with a reason, safe for a spreadsheet, ready to be corrected and imported.
    async fn rejected_rows_come_back_with_a_reason(t: Ctx) {
        let outcome = import(&t, &hubspot()).await;
        let path = outcome.rejects.unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.starts_with('\u{feff}'));
        let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        assert_eq!(reader.headers().unwrap().iter().next_back(), Some("Motif du rejet"));
        let rejected: Vec<_> = reader.records().map(Result::unwrap).collect();
        let reasons: Vec<_> = rejected.iter().map(|row| row.iter().next_back().unwrap()).collect();
        assert_eq!(reasons, [
            "Email\u{a0}: «\u{a0}leo.renard@exemple\u{a0}» n’est pas une adresse électronique",
            "ni nom, ni courriel, ni téléphone",
            "Became a Lead Date\u{a0}: «\u{a0}2027-01-01 08:00\u{a0}» est dans le futur",
        ]);
        let corrected = text.replace("leo.renard@exemple,", "leo.renard@exemple.fr,");
        let again = import(&t, &file(&t, "corrected.csv", corrected.as_bytes())).await;
        assert_eq!((again.counts.created, again.counts.rejected), (1, 2));
        let mut conn = t.db.read().await.unwrap();
        let reasons = "SELECT key AS x FROM lead_extra WHERE key = 'Motif du rejet'";
        assert_eq!(rows(&mut conn, reasons).await, Vec::<String>::new());
    }

    /// The same file again changes nothing; a later one changes what changed, and adds what is new.
    async fn importing_again_updates(t: Ctx) {
        import(&t, &hubspot()).await;
        let before = fingerprint(&t).await;
        let again = import(&t, &hubspot()).await;
        assert_eq!((again.counts.created, again.counts.updated, again.counts.unchanged, again.counts.duplicates), (0, 0, 26, 1));
        assert_eq!(fingerprint(&t).await[..9], before[..9]);
        let text = std::fs::read_to_string(hubspot()).unwrap();
        let later = text
            .replace("\"Gérante\"", "\"Présidente\"")
            .replace("\"2026-09-21 17:20\",\"\"", "\"2026-09-21 17:20\",\"2026-10-05 09:00\"");
        let outcome = import(&t, &file(&t, "later.csv", later.as_bytes())).await;
        assert_eq!((outcome.counts.updated, outcome.counts.unchanged), (2, 24));
        assert_eq!(path_of(&t, "zoe.lhote@exemple.fr").await, "lead 2026-09-14, mql 2026-09-21, sql 2026-10-05");
        let mut conn = t.db.read().await.unwrap();
        let changes = "SELECT field || ': ' || old_value || ' → ' || new_value AS x FROM lead_change ORDER BY field, new_value";
        assert_eq!(rows(&mut conn, changes).await, ["job_title: Gérante → Présidente"]);
        drop(conn);
        clean(&t).await;
    }

    /// A dry run counts as the real one does, and writes nothing.
    async fn a_dry_run_writes_nothing(t: Ctx) {
        let empty = fingerprint(&t).await;
        let dry = import_at(&t, &hubspot(), clock(), true).await;
        assert_eq!(fingerprint(&t).await, empty);
        let real = import(&t, &hubspot()).await;
        assert_eq!(dry.counts, real.counts);
        assert_eq!((dry.near_count, &dry.notes, &dry.new_people, &dry.new_names), (real.near_count, &real.notes, &real.new_people, &real.new_names));
        let full = fingerprint(&t).await;
        let dry = import_at(&t, &hubspot(), clock(), true).await;
        assert_eq!((dry.counts.created, dry.counts.unchanged), (0, 26));
        assert_eq!(fingerprint(&t).await, full);
    }

    /// What Excel writes in France: semicolons, Windows-1252, days first, decimal commas.
    async fn a_french_table_comes_in(t: Ctx) {
        let text = "Nom;Prénom;E-mail;Téléphone;Société;Source;Statut;Date de création;Budget;Commercial;Désinscrit;Couleur\r\n\
             Lefèvre;Élodie;elodie@exemple.fr;06 12 34 56 78;Œuvres & Cie;Salon;MQL;25/09/2026;1 234,56 €;Sophie;non;bleu\r\n\
             Dupont;Jean;jean@exemple.fr;;;salon;À traiter;03/10/2026;22 700,00;;oui;\r\n\
             Martin;Luc;;;Martin SARL;;Client;04/10/2026;;;;vert\r\n";
        let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(text);
        let path = file(&t, "prospects.csv", &bytes);
        let survey = Survey::of(&path, Choices::default()).unwrap();
        assert_eq!(survey.shape.encoding.name(), "windows-1252");
        assert_eq!(survey.orders[7], Some(DateOrder::DayFirst));
        assert!(survey.samples[0].contains(&"Élodie".to_owned()));
        let outcome = import(&t, &path).await;
        assert_eq!((outcome.counts.created, outcome.counts.rejected), (3, 0));
        assert_eq!(path_of(&t, "elodie@exemple.fr").await, "lead 2026-09-24, mql 2026-09-24");
        let mut conn = t.db.read().await.unwrap();
        let said = "SELECT l.last_name || '|' || l.status || '|' || l.consent_basis || '|' || s.name || '|' || \
             COALESCE(CAST(l.estimated_value_minor AS TEXT), '') || '|' || l.stage || '|' || COALESCE(e.value, '') AS x \
             FROM lead l JOIN source s ON s.id = l.source_id LEFT JOIN lead_extra e ON e.lead_id = l.id ORDER BY l.seq";
        assert_eq!(rows(&mut conn, said).await, [
            "Lefèvre|new||Salon|123456|mql|bleu",
            "Dupont|new|opted_out|Salon|2270000|lead|",
            "Martin|new||inconnu||customer|vert",
        ]);
        drop(conn);
        clean(&t).await;
        let again = import(&t, &path).await;
        assert_eq!((again.counts.created, again.counts.updated, again.counts.unchanged), (0, 0, 3));
    }

    /// Erased, binned and merged people: nothing of the erased comes back, the merged live on in their survivor.
    async fn people_who_left_are_respected(t: Ctx) {
        let text = "Record ID;Email;First Name;Lifecycle Stage\n1;a@exemple.fr;Ana;Lead\n2;b@exemple.fr;Bob;Lead\n3;c@exemple.fr;Cléo;Lead\n";
        let path = file(&t, "in.csv", text.as_bytes());
        import(&t, &path).await;
        t.db.write(async |mut tx: relais::db::Tx| {
            for sql in [
                "UPDATE lead SET hidden = 1, erased_at = 1, email = '', email_key = '', first_name = '' WHERE email_key = 'a@exemple.fr'",
                "UPDATE lead SET hidden = 1, merged_into = (SELECT o.id FROM lead o WHERE o.email_key = 'c@exemple.fr') WHERE email_key = 'b@exemple.fr'",
            ] {
                tx.run(Sql::both(sql), &[]).await?;
            }
            Ok::<_, relais::db::DbError>(())
        })
        .await
        .unwrap();
        let later = text.replace("Ana", "Anna").replace("Bob", "Robert");
        let outcome = import(&t, &file(&t, "later.csv", later.as_bytes())).await;
        assert_eq!(outcome.rejected, [(2, RowFault::Erased)]);
        assert_eq!((outcome.counts.created, outcome.counts.rejected), (0, 1));
        let mut conn = t.db.read().await.unwrap();
        let names = rows(&mut conn, "SELECT first_name AS x FROM lead ORDER BY seq").await;
        assert_eq!(names[..2], ["", "Bob"]);
    }

    /// Interrupted between two chunks, the same import of the same file goes on, and takes every row once.
    async fn an_interrupted_import_goes_on(t: Ctx) {
        let mut text = "Nom;Email\n".to_owned();
        for n in 0..9000 {
            text.push_str(&format!("Personne {n};p{n}@exemple.fr\n"));
        }
        let path = file(&t, "many.csv", text.as_bytes());
        let task = {
            let (t, path) = (t.clone(), path.clone());
            tokio::spawn(async move { import(&t, &path).await })
        };
        let started = std::time::Instant::now();
        while rows(&mut t.db.read().await.unwrap(), "SELECT CAST(rows_done AS TEXT) AS x FROM import_run WHERE rows_done >= 4000").await.is_empty() {
            assert!(started.elapsed().as_secs() < 60 && !task.is_finished(), "too fast to be interrupted");
        }
        task.abort();
        drop(task.await);
        tokio::time::sleep(std::time::Duration::from_secs(4)).await; // the chunk under way ends by itself
        let outcome = import_at(&t, &path, Clock::System, false).await;
        assert!(outcome.resumed_after.is_some_and(|after| (500..9000).contains(&after)), "{:?}", outcome.resumed_after);
        assert_eq!((outcome.counts.created, outcome.counts.rows_done), (9000, 9000));
        let mut conn = t.db.read().await.unwrap();
        assert_eq!(rows(&mut conn, "SELECT CAST(COUNT(*) AS TEXT) AS x FROM lead").await, ["9000"]);
        assert_eq!(rows(&mut conn, "SELECT CAST(COUNT(*) AS TEXT) AS x FROM import_row").await, ["9000"]);
        drop(conn);
        clean(&t).await;
    }
}

/// One person is one lead, whatever brought her twice; people who share a telephone or a name are counted, not mixed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn doubles_are_told_from_neighbours() {
    on_engine(Engine::Sqlite, async |t: Ctx| {
        let text = "Nom;Prénom;Email;Téléphone;Société\n\
             Durand;Ana;ana@exemple.fr;06 12 34 56 78;Acme\n\
             Durand;Ana;ANA@exemple.fr;;Acme\n\
             Durand;Ana;;+33612345678;Acme\n\
             Petit;Bob;bob@exemple.fr;0612345678;Acme\n\
             Durand;Ana;ana.durand@exemple.fr;;Acme\n\
             Sans;Rien;;;Acme\n\
             Sans;Rien;;;Acme\n";
        let path = file(&t, "in.csv", text.as_bytes());
        let outcome = import(&t, &path).await;
        assert_eq!((outcome.counts.created, outcome.counts.duplicates), (4, 3));
        let near: Vec<_> = outcome.near.iter().map(|near| near.line).collect();
        assert_eq!(near, [5, 6]);
        let dry = import_at(&t, &path, clock(), true).await;
        assert_eq!((dry.counts.created, dry.counts.unchanged, dry.counts.duplicates), (0, 4, 3));
    })
    .await;
}

/// What a file must be, each with the option or the remedy.
#[rstest]
#[case::empty(b"", "vide")]
#[case::workbook(b"PK\x03\x04abc", "CSV")]
#[case::binary(b"\x00\x01\x02\x00\x00\x07\x00\x00", "texte")]
#[case::nobody(b"Couleur;Taille\nbleu;3\n", "Aucune colonne")]
#[case::deals(b"Deal Name;Amount\nA;3\n", "affaires")]
#[case::no_rows(b"Nom;Email\n", "aucune ligne")]
#[case::open_quote(b"Nom;Email\n\"A;b@c.fr\n", "Ligne 2")]
#[case::twice(b"Nom;Nom\nA;B\n", "Deux colonnes")]
#[case::which_day(b"Nom;Cree le\nA;03/04/2026\n", "--dates dmy")]
#[case::both_days(b"Nom;Cree le\nA;13/04/2026\nB;04/13/2026\n", "--dates dmy")]
#[case::which_mark(b"Nom;Budget\nA;1.234\n", "--decimal comma")]
#[case::latin_said_utf8(b"Nom;Email\n\xe9;\n", "")]
fn files_that_cannot_be_read(#[case] bytes: &[u8], #[case] says: &str) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("in.csv");
    std::fs::write(&path, bytes).unwrap();
    let l = L::new(Lang::Fr, ZONE, clock().now());
    match Survey::of(&path, Choices::default()) {
        Err(error) => {
            let said = imports::survey_error_in_words(l, &error);
            assert!(!says.is_empty() && said.contains(says), "{said}");
        }
        Ok(_) => assert!(says.is_empty(), "accepted"),
    }
}

#[test]
fn a_choice_settles_what_the_file_does_not_say() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("in.csv");
    std::fs::write(&path, "Nom;Cree le;Budget\nA;03/04/2026;1.234\n").unwrap();
    assert!(matches!(Survey::of(&path, Choices::default()), Err(SurveyError::Dates { mixed: false, .. })));
    let choices = Choices {
        dates: Some(DateOrder::MonthFirst),
        decimal: Some(relais::domain::money::DecimalMark::Comma),
        ..Choices::default()
    };
    assert!(Survey::of(&path, choices).is_ok());
}

/// Rows that cannot be taken, one by one.
#[rstest]
#[case("Dupont;a@b;;;", "adresse électronique")]
#[case("Dupont;;31/02/2026;;", "calendrier")]
#[case("Dupont;;25/12/26;;", "quatre chiffres")]
#[case("Dupont;;25/12/2026;;", "futur")]
#[case("Dupont;;01/01/0001;;", "1900")]
#[case("Dupont;;;-5;", "négatif")]
#[case("Dupont;;;1e308;", "montant")]
#[case("Dupont;;;99999999999999999999;", "montant")]
#[case("Dupont;;;;x;y", "plus de cellules")]
#[case("Du\0pont;;;;", "nul")]
#[case(";;;;note", "ni nom")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rows_that_cannot_be_taken(#[case] row: &str, #[case] says: &str) {
    on_engine(Engine::Sqlite, async |t: Ctx| {
        let text = format!("Nom;Email;Cree le;Budget;Note\nBon;bon@exemple.fr;13/01/2026;1 234,56;\n{row}\n");
        let outcome = import(&t, &file(&t, "in.csv", text.as_bytes())).await;
        assert_eq!((outcome.counts.created, outcome.counts.rejected), (1, 1));
        let said = fault_in_words(L::new(Lang::Fr, ZONE, clock().now()), &outcome.rejected[0].1);
        assert!(said.contains(says), "{said}");
    })
    .await;
}
