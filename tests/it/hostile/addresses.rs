//! Hostile addresses over a real connection: too many, too long, malformed, impossible; refused or understood, never a
//! fault, and nobody else waits for it.

use crate::faults::client::{self, Running, exchange};
use crate::support::Ctx;
use std::time::{Duration, Instant};

const PAGES: [&str; 12] = [
    "/leads",
    "/board",
    "/leads/export.csv",
    "/leads/filters",
    "/companies",
    "/deals",
    "/funnel",
    "/funnel/times",
    "/funnel/leads",
    "/trash",
    "/settings/audit",
    "/leads/duplicates",
];
const API: [&str; 4] =
    ["/api/v1/leads", "/api/v1/deals", "/api/v1/reports/funnel", "/api/v1/reports/funnel/leads"];

fn queries() -> Vec<Vec<u8>> {
    let mut all: Vec<Vec<u8>> = [
        "q=%ff",
        "q=%",
        "q=%zz",
        "q=%00",
        "q=%ED%A0%80",
        "%00=1",
        "=&&&==&=",
        "after=0",
        "after=%3B%3B",
        "after=i9223372036854775808.1",
        "after=-1",
        "before=99999999999999999999",
        "after=0190f5f0-1234-7abc-8def-0123456789ab",
        "before=0190f5f0-1234-7abc-8def-0123456789ab",
        "sort=drop",
        "sort=--created",
        "sort=created,name",
        "sort=-name&after=t.x",
        "page=1000000000000000",
        "per_page=-1",
        "limit=-1",
        "limit=99999999999999999999",
        "limit=1e9",
        "stage=mql&stage=sql&stage=nowhere",
        "owner=me&owner=none",
        "sort=name&sort=created",
        "created_from=9999-12-31&created_until=0001-01-01",
        "created_from=2026-02-31",
        "created_from=-9999-01-01",
        "reached=mql&reached_from=0001-01-01&reached_until=9999-12-31",
        "from=9999-12-31&until=9999-12-31",
        "from=0001-01-01&until=9999-12-31",
        "from=2026-09-01&until=2026-01-01",
        "from=-262143-01-01",
        "as_of=9999-12-31",
        "source=x",
        "owner=00000000-0000-0000-0000-000000000000",
        "outcome=maybe",
        "stage=",
        "count=exact&q=a",
        "q=AND%20OR%20NOT%20%22%28",
        "q=%25%25%25___",
        "q=*",
        "q=NEAR(a%20b)",
        "q=%F0%9F%91%A9%E2%80%8D%F0%9F%91%A9",
    ]
    .map(|query| query.as_bytes().to_vec())
    .into();
    all.push("a=1&".repeat(10_000).into_bytes());
    all.push("a=1&".repeat(1_500).into_bytes());
    all.push(format!("q={}", "x".repeat(65_536)).into_bytes());
    all.push(format!("q={}", "%25".repeat(2_500)).into_bytes());
    all.push(format!("stage={}", "mql,".repeat(1_900)).into_bytes());
    all.push(b"q=\xff\xfe".to_vec());
    all.push(b"q=a\x01b".to_vec());
    all
}

both! {
    async fn hostile_addresses_are_refused_or_understood(t: Ctx) {
        let token = client::prepared(&t);
        let mut server = Running::start(&t);
        let cookie = client::signed_in(&server.address);
        for n in 0..30 {
            assert_eq!(client::post_lead(&server.address, &token, &format!("Martin {n}")), Some(201));
        }
        let bearer = format!("Authorization: Bearer {token}");
        let pages = PAGES.map(|path| (path, format!("Cookie: {cookie}"), vec![200, 303, 400, 404, 414, 422, 431]));
        let api = API.map(|path| (path, bearer.clone(), vec![200, 400, 414, 422, 431]));
        for (path, who, allowed) in pages.into_iter().chain(api) {
            for query in queries() {
                let shown = String::from_utf8_lossy(&query[..query.len().min(60)]).into_owned();
                let mut request = format!("GET {path}?").into_bytes();
                request.extend_from_slice(&query);
                request.extend_from_slice(format!(" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{who}\r\n\r\n").as_bytes());
                let since = Instant::now();
                let reply = exchange(&server.address, &request).unwrap_or_else(|| panic!("{path}?{shown}: no answer"));
                assert!(allowed.contains(&reply.status), "{path}?{shown}: {} {}", reply.status, reply.body.chars().take(300).collect::<String>());
                assert!(since.elapsed() < Duration::from_secs(5), "{path}?{shown}: {:?}", since.elapsed());
            }
        }
        let whole = client::page(&server.address, &cookie, "/leads").unwrap();
        assert!(whole.status == 200 && whole.body.contains("Martin 29"), "{}", whole.body);
        server.kill();
    }
}
