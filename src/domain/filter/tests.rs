use super::*;
use proptest::prelude::*;
use rstest::rstest;

fn pairs(query: &str) -> Vec<(String, String)> {
    query
        .split('&')
        .filter(|p| !p.is_empty())
        .map(|p| p.split_once('=').unwrap_or((p, "")))
        .map(|(n, v)| (n.to_owned(), v.to_owned()))
        .collect()
}

fn parsed(query: &str) -> LeadFilter {
    LeadFilter::parse(&pairs(query)).unwrap()
}

const ID: &str = "0190a3b4-0000-7000-8000-000000000001";

#[rstest]
#[case("", "")]
#[case("stage=", "")]
#[case("stage=sal,mql", "stage=mql,sal")]
#[case("stage=sal&stage=mql&stage=sal", "stage=mql,sal")]
#[case("utm_source=x&owner=me", "owner=me")]
#[case("sort=-created", "")]
#[case("sort=created&owner=none", "owner=none&sort=created")]
#[case("source=0190A3B4-0000-7000-8000-000000000001", "source=0190a3b4-0000-7000-8000-000000000001")]
#[case("next=none&status=callback,new", "status=new,callback&next=none")]
#[case(
    "created_until=2026-12-01&created_from=2026-11-01",
    "created_from=2026-11-01&created_until=2026-12-01"
)]
#[case("reached_from=2026-11-01", "")]
#[case("reached=mql&reached_from=2026-11-01", "reached=mql&reached_from=2026-11-01")]
#[case("decided=accepted", "decided=accepted")]
#[case("q= Élodie  & after=x", "q=%C3%89lodie")]
#[case("q=a&q=a", "q=a")]
fn one_way_to_write_each_filter(#[case] given: &str, #[case] canonical: &str) {
    let filter = parsed(given);
    assert_eq!(filter.query(), canonical);
    assert_eq!(
        filter.href("/leads"),
        if canonical.is_empty() { "/leads".into() } else { format!("/leads?{canonical}") }
    );
}

#[rstest]
#[case("stage=foo", "stage")]
#[case("stage=MQL", "stage")]
#[case("status=done", "status")]
#[case("owner=you", "owner")]
#[case("owner=1", "owner")]
#[case("source=none", "source")]
#[case("queue=me", "queue")]
#[case("created_from=31/12/2026", "created_from")]
#[case("created_from=2026-02-30", "created_from")]
#[case("created_until=9999-12-31", "created_until")]
#[case("stage_from=+2026-01-1", "stage_from")]
#[case("reached=other", "reached")]
#[case("decided=maybe", "decided")]
#[case("next=later", "next")]
#[case("sort=id", "sort")]
#[case("sort=--created", "sort")]
#[case("sort=created;DROP TABLE lead", "sort")]
#[case("q=a&q=b", "q")]
#[case("owner=me&owner=none", "owner")]
fn what_is_not_understood_is_named(#[case] given: &str, #[case] parameter: &str) {
    assert_eq!(LeadFilter::parse(&pairs(given)).unwrap_err().parameter, parameter);
}

#[test]
fn a_text_too_long_to_search_is_refused() {
    let long = vec![("q".to_owned(), "%".repeat(10_000))];
    assert_eq!(LeadFilter::parse(&long).unwrap_err().problem, Problem::TooLong(SEARCH_MAX));
}

#[test]
fn each_part_can_be_removed() {
    let query = format!(
        "q=a&stage=mql&status=new&owner=me&owner_mkt=me&queue={ID}&source={ID}&campaign={ID}&persona=none&company={ID}\
         &tag={ID}&created_from=2026-01-01&stage_until=2026-01-01&reached=sql&decided=any&sla=breached&next=today"
    );
    let filter = parsed(&query);
    assert_eq!(filter.facets().count(), Facet::ALL.len());
    for facet in Facet::ALL {
        let less = filter.without(facet);
        assert!(!less.has(facet));
        assert_eq!(less.facets().count(), Facet::ALL.len() - 1, "{facet:?}");
        assert!(LeadFilter::parse(&pairs(&format!("{}=", facet.parameter()))).unwrap().is_everything());
    }
    assert!(filter.cleared().is_everything());
}

#[rstest]
#[case("Élodie", Some(Search::Words(vec!["elodie".into()])))]
#[case("  de la  TOUR ", Some(Search::Words(vec!["tour".into(), "la".into(), "de".into()])))]
#[case("jo", Some(Search::Prefix("jo".into())))]
#[case("de la", Some(Search::Prefix("de la".into())))]
#[case("06 12 34", Some(Search::Words(vec!["61234".into()])))]
#[case("+33 6 12", Some(Search::Words(vec!["33612".into()])))]
#[case("0033 6", Some(Search::Words(vec!["336".into()])))]
#[case("06", Some(Search::Prefix("06".into())))]
#[case("a@b", Some(Search::Prefix("a@b".into())))]
#[case("%%%", Some(Search::Prefix("%%%".into())))]
#[case("ŒUVRE", Some(Search::Words(vec!["oeuvre".into()])))]
#[case("dupont dupont", Some(Search::Words(vec!["dupont".into()])))]
#[case(" \u{200b} ", None)]
fn a_search_is_read(#[case] q: &str, #[case] expected: Option<Search>) {
    assert_eq!(Search::parse(q), expected);
}

#[rstest]
#[case(SortKey::Created, "1793606400000000.12", true)]
#[case(SortKey::Created, "-.12", false)]
#[case(SortKey::Value, "-.12", true)]
#[case(SortKey::Value, "-500.12", true)]
#[case(SortKey::Name, "dupont j.r..12", true)]
#[case(SortKey::Name, ".0", true)]
#[case(SortKey::Next, "2026-11-24.3", true)]
#[case(SortKey::Next, "soon.3", false)]
#[case(SortKey::Created, "garbage", false)]
#[case(SortKey::Created, "1.-2", false)]
#[case(SortKey::Created, "99999999999999999999.1", false)]
#[case(SortKey::Name, "a", false)]
fn a_place_is_read_back_or_refused(#[case] sort: SortKey, #[case] text: &str, #[case] fine: bool) {
    let cursor = Cursor::parse(sort, text);
    assert_eq!(cursor.is_some(), fine, "{text}");
    assert!(cursor.is_none_or(|cursor| cursor.text() == text));
}

#[test]
fn a_page_is_in_one_place() {
    assert_eq!(Place::parse(SortKey::Name, None, None), Ok(Place::Start));
    assert_eq!(Place::parse(SortKey::Created, Some("garbage"), None).unwrap_err().parameter, "after");
    assert_eq!(Place::parse(SortKey::Created, Some("1.1"), Some("1.1")).unwrap_err().problem, Problem::Twice);
}

fn any_days() -> impl Strategy<Value = Days> {
    let day = || {
        proptest::option::of(
            (1900i32..2200, 1u32..13, 1u32..29)
                .prop_map(|(y, m, d)| NaiveDate::from_ymd_opt(y, m, d).unwrap()),
        )
    };
    (day(), day()).prop_map(|(from, until)| Days { from, until })
}

fn any_pick(me: bool, nothing: bool) -> impl Strategy<Value = Option<Pick>> {
    prop_oneof![
        Just(None),
        Just(me.then_some(Pick::Me)),
        Just(nothing.then_some(Pick::Nothing)),
        any::<u128>().prop_map(|n| Some(Pick::Is(Uuid::from_u128(n)))),
    ]
}

prop_compose! {
    fn any_filter()(
        q in "[a-zé &%=+,#']{0,12}",
        stages in proptest::sample::subsequence(Stage::ALL.to_vec(), 0..=12),
        statuses in proptest::sample::subsequence(LeadStatus::ALL.to_vec(), 0..=8),
        owner in any_pick(true, true), queue in any_pick(false, true), source in any_pick(false, false),
        created in any_days(), in_stage in any_days(),
        reached in proptest::option::of((proptest::sample::select(Stage::FUNNEL.to_vec()), any_days())),
        decided in proptest::option::of((proptest::sample::select(Verdict::ALL.to_vec()), any_days())),
        sla in proptest::sample::subsequence(WAITS.to_vec(), 0..=3),
        next in proptest::option::of(proptest::sample::select(NextAction::ALL.to_vec())),
        key in proptest::sample::select(SortKey::ALL.to_vec()), descending in any::<bool>(),
    ) -> LeadFilter {
        LeadFilter {
            q: crate::domain::text::clean_line(&q, SEARCH_MAX).unwrap(),
            stages, statuses, owner, owner_mkt: owner, queue, source,
            campaign: queue, persona: queue, company: queue, tag: source, created, in_stage,
            reached: reached.map(|(stage, days)| Reached { stage, days }),
            decided: decided.map(|(verdict, days)| Decided { verdict, days }),
            sla, next,
            sort: Sort { key, descending },
        }
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(filter in any_filter()) {
        let owned: Vec<_> = filter.pairs().into_iter().map(|(n, v)| (n.to_owned(), v)).collect();
        prop_assert_eq!(LeadFilter::parse(&owned).unwrap(), filter);
    }
    #[test]
    fn anything_is_read_without_panic(query in any::<Vec<(String, String)>>(), text in any::<String>()) {
        let _ = LeadFilter::parse(&query);
        let _ = Search::parse(&text);
        for key in SortKey::ALL {
            let _ = Cursor::parse(key, &text);
        }
    }
    #[test]
    fn a_query_is_plain_ascii(filter in any_filter()) {
        prop_assert!(filter.query().bytes().all(|b| b.is_ascii_graphic()));
    }
}
