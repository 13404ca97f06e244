//! Hostile words through every door, and then every page that shows them: stored and shown as the words they are, or
//! refused with a sentence; never a fault, and the same on both engines.

mod addresses;
mod doors;
mod pages;

use crate::support::site::Site;
use crate::support::{Ctx, Engine, on_engine};
use doors::{Door, World};
use naughty_strings::BLNS;
use relais::db::Sql;
use relais::domain::lifecycle::Role;
use relais::domain::text::{clean_line, clean_text};
use std::sync::{Arc, Mutex};

/// What every field of every form is given; the rest of the naughty strings goes through each field in turns.
const WORST: [&str; 24] = [
    "\"><img src=x onerror=alert(1)><script>alert(1)</script>",
    "javascript:alert(1)",
    "//evil.example",
    "'; DROP TABLE lead; --",
    "\" OR \"\"=\"",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "＝1+1",
    "\t-2+3",
    "{{ 7*7 }}{% include \"x\" %}",
    "{ $name } { DATETIME($x) }",
    "\r\nBcc: x@evil.example",
    "\u{202e}evil\u{2066}\u{200b}\u{feff}",
    "\u{1}\u{2}\u{1b}[31m\u{7f}\u{85}\u{9f}",
    "Z\u{351}\u{36b}\u{343}\u{32a}\u{302}a\u{32f}l\u{323}g\u{335}o",
    "👩‍👩‍👧‍👦 İstanbul ﷺ ẞ ŒUVRE",
    "a,b;c\"d'e`f\\g%h_i*j(k)l^m:n",
    "\"unclosed AND NOT (",
    "\u{fffe}\u{ffff}\u{10ffff}",
    "-99999999999999999999999999",
    "1e309",
    "9999-12-31T23:59",
    "0001-01-01",
    "00000000-0000-0000-0000-000000000000",
];

/// The strings that a field gets: the worst, and every sixtieth of the list from `turn` on.
fn share(turn: usize) -> impl Iterator<Item = &'static str> {
    WORST.into_iter().chain(BLNS.iter().copied().skip(turn % 60).step_by(60))
}

/// What came of it: where, with what, which status.
type Told = Arc<Mutex<Vec<(String, &'static str, u16)>>>;

async fn every_door(t: &Ctx, told: &Told) {
    let site = t.site().await;
    let world = World::make(&site).await;
    let doors = world.doors();
    let mut turn = 0;
    for Door { who, method, path, fixed, fields, allowed } in doors {
        for field in fields {
            turn += 1;
            for word in share(turn) {
                let answer = doors::knock(&who, method, &path, &fixed, field, word).await;
                let status = answer.status.as_u16();
                assert!(
                    allowed.contains(&status),
                    "{method:?} {path} {field}={word:?}: {status} {}",
                    doors::brief(&answer)
                );
                if answer
                    .headers
                    .get("content-type")
                    .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
                {
                    pages::harmless(&format!("{path} {field}={word:?}"), &answer);
                }
                let place = world.without_ids(&path);
                told.lock().unwrap().push((format!("{method:?} {place} {field}"), word, status));
            }
        }
    }
    world.deals_of_hostile_words(&WORST).await;
    pages::crawl(&world.admin).await;
    pages::export(&world.admin).await;
    sound(t, &site).await;
}

/// What is computed still agrees with what was stored.
async fn sound(t: &Ctx, site: &Site) {
    let zone = site.app.organisation().zone;
    let found = relais::features::upkeep::check(&t.db, zone, "FR", &|_| {}).await.unwrap();
    assert!(found.is_clean(), "{found:?}");
}

/// Both engines say the same to each of thousands of requests.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn naughty_words_pass_every_door_and_both_engines_say_the_same() {
    let (one, other): (Told, Told) = (Told::default(), Told::default());
    on_engine(Engine::Sqlite, async |t: Ctx| every_door(&t, &one).await).await;
    on_engine(Engine::Postgres, async |t: Ctx| every_door(&t, &other).await).await;
    let (one, other) = (one.lock().unwrap(), other.lock().unwrap());
    assert!(one.len() > 3_000, "{}", one.len());
    if other.is_empty() {
        return; // no Postgres here, and said so
    }
    for (one, other) in one.iter().zip(other.iter()) {
        assert_eq!(one, other);
    }
    assert_eq!(one.len(), other.len());
}

both! {
    /// Each string of the list as a name, a title, pains and a note: kept to the letter once cleaned, or refused.
    async fn every_naughty_string_is_kept_to_the_letter(t: Ctx) {
        let site = t.site().await;
        let lea = site.member(Role::Marketer).await;
        let (mut kept, mut refused) = (0, 0);
        for word in BLNS.iter().chain(&WORST) {
            let fields = [("last_name", *word), ("job_title", word), ("pain_points", word), ("note", word), ("_anyway", "1")];
            let answer = lea.post("/leads/new", &fields).await;
            let name = clean_line(word, 100).ok().filter(|name| !name.is_empty());
            let fits = clean_line(word, 120).is_ok() && clean_text(word, 5_000).is_ok();
            let Some(name) = name.filter(|_| fits) else {
                assert_eq!(answer.status.as_u16(), 422, "{word:?}");
                refused += 1;
                continue;
            };
            assert_eq!(answer.status.as_u16(), 303, "{word:?}: {}", doors::brief(&answer));
            let page = lea.get(answer.location()).await;
            assert_eq!(page.texts("h1"), [name.trim()], "{word:?}");
            let pains = clean_text(word, 5_000).unwrap();
            let prose: Vec<_> = page.texts(".prose").into_iter().map(|text| text.replace('\r', "")).collect();
            assert!(prose.iter().any(|text| text.trim() == pains.trim()), "{word:?}: {prose:?}");
            pages::harmless(&format!("{word:?}"), &page);
            kept += 1;
        }
        assert!(kept > 400 && refused < 60, "{kept} kept, {refused} refused");
        sound(&t, &site).await;
        let mut conn = t.db.read().await.unwrap();
        let rows = Sql::both("SELECT CAST(COUNT(*) AS BIGINT) AS n FROM lead");
        assert_eq!(conn.one(rows, &[]).await.unwrap().get::<i64>("n").unwrap(), kept);
    }
}
