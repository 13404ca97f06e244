//! Hostile words and addresses: stored and shown as the words they are, or refused with a sentence; never a fault.

mod addresses;
mod pages;

use crate::support::Ctx;
use crate::support::site::Site;
use naughty_strings::BLNS;
use relais::db::Sql;
use relais::domain::lifecycle::Role;
use relais::domain::text::{clean_line, clean_text};

/// The worst of what a field may be given, beside the list of naughty strings.
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

/// What is computed still agrees with what was stored.
async fn sound(t: &Ctx, site: &Site) {
    let zone = site.app.organisation().zone;
    let found = relais::features::upkeep::check(&t.db, zone, "FR", &|_| {}).await.unwrap();
    assert!(found.is_clean(), "{found:?}");
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
            assert_eq!(answer.status.as_u16(), 303, "{word:?}: {}", pages::brief(&answer));
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
