use super::*;
use chrono_tz::Europe::Paris;
use rstest::rstest;

fn ask(query: &str) -> Result<Ask, Vec<ParamError>> {
    let pairs = pairs(query);
    Ask::read(Pairs(&pairs), Instant::parse_rfc3339("2026-11-20T09:40:00Z").unwrap(), Paris)
}

fn pairs(query: &str) -> Vec<(String, String)> {
    let split = |part: &str| part.split_once('=').map(|(n, v)| (n.to_owned(), v.to_owned())).unwrap();
    query.split('&').filter(|part| !part.is_empty()).map(split).collect()
}

#[test]
fn by_default_the_cohort_of_the_last_90_days() {
    let ask = ask("from=&until= &owner=").unwrap();
    assert_eq!((ask.kind, ask.base, ask.mode, ask.count), Default::default());
    assert_eq!(ask.stages, DEFAULT_STAGES);
    assert_eq!(ask.range, Some(Range::Last90Days));
    assert!(ask.vantage.is_now() && ask.targets.is_empty() && ask.wanted.is_empty());
}

#[test]
fn everything_can_be_asked() {
    let ask = ask("kind=activity&base=mql&mode=any&count=passages&stages=mql,sal&from=2026-09-01&until=2026-10-01\
                   &as_of=2026-10-15T10:00:00 02:00&known_at=2026-10-20&targets=0.25&source=b&source=a&source=b&owner=none")
        .unwrap();
    assert_eq!((ask.kind, ask.base), (Kind::Activity, Base::Mql));
    assert_eq!((ask.mode, ask.count), (Mode::Any, Count::Passages));
    assert_eq!(ask.stages, [Stage::Mql, Stage::Sal]);
    assert_eq!(ask.vantage.as_of.rfc3339(), "2026-10-15T08:00:00Z");
    assert_eq!(ask.vantage.known_at.rfc3339(), "2026-10-20T21:59:59.999999Z");
    assert_eq!(ask.targets, [0.25]);
    let some = |values: &[&str]| values.iter().map(|v| (*v).to_owned()).collect::<Vec<_>>();
    assert_eq!(ask.wanted, [(Dimension::Source, some(&["a", "b"])), (Dimension::Owner, some(&["none"]))]);
}

#[rstest]
#[case("kind=pie", "kind", Fault::UnknownValue)]
#[case("base=sql", "base", Fault::UnknownValue)]
#[case("sal=yes", "sal", Fault::UnknownValue)]
#[case("stages=lead,boss", "stages", Fault::UnknownValue)]
#[case("stages=lead,recycled", "stages", Fault::UnknownValue)]
#[case("stages=lead,sql,mql", "stages", Fault::StageOrder)]
#[case("stages=lead,lead", "stages", Fault::StageOrder)]
#[case("stages=mql,sql", "stages", Fault::StageBase { base: Stage::Lead })]
#[case("base=mql&stages=lead,mql", "stages", Fault::StageBase { base: Stage::Mql })]
#[case("from=2026-10-01&until=2026-09-01", "until", Fault::Inverted)]
#[case("from=2026-10-01&until=2026-10-01", "until", Fault::Inverted)]
#[case("from=1900-01-01&until=2026-01-01", "until", Fault::TooLong { days: MAX_DAYS })]
#[case("from=2026-10-01", "until", Fault::Missing)]
#[case("until=2026-10-01", "from", Fault::Missing)]
#[case("from=2026-02-30&until=2026-10-01", "from", Fault::Date(DateError::NoSuchDay))]
#[case("from=01/02/2026&until=2026-10-01", "from", Fault::Date(DateError::NotADate))]
#[case("from=2026-10-01&until=9999-02-01", "until", Fault::Date(DateError::OutOfRange { first: FIRST_DATE, last: LAST_DATE }))]
#[case("range=ever", "range", Fault::UnknownValue)]
#[case("as_of=yesterday", "as_of", Fault::Moment)]
#[case("known_at=2026-10-01T10:00:00", "known_at", Fault::Moment)]
#[case("as_of=0001-01-01T00:00:00Z", "as_of", Fault::Date(DateError::OutOfRange { first: FIRST_DATE, last: LAST_DATE }))]
#[case("targets=0.4,0.4", "targets", Fault::TargetCount { steps: 4, given: 2 })]
#[case("stages=lead,mql&targets=40", "targets", Fault::OutOfRange { above: 0.0, max: 1.0 })]
#[case("stages=lead,mql&targets=0", "targets", Fault::OutOfRange { above: 0.0, max: 1.0 })]
#[case("stages=lead,mql&targets=NaN", "targets", Fault::Number)]
#[case("stages=lead,mql&targets=1e-1", "targets", Fault::Number)]
fn a_fault_names_its_parameter(#[case] query: &str, #[case] field: &str, #[case] fault: Fault) {
    assert_eq!(ask(query).unwrap_err(), [ParamError { field: field.to_owned(), fault }]);
}

#[test]
fn every_fault_is_found_in_one_pass_and_values_are_bounded() {
    let many: String = (0..=MAX_VALUES).map(|n| format!("&company={n}")).collect();
    let faults = ask(&format!("kind=x&from=2026-01-01{many}")).unwrap_err();
    assert_eq!(faults.iter().map(|e| e.field.as_str()).collect::<Vec<_>>(), ["kind", "until", "company"]);
    let given = pairs("sorce=a&stage=mql&owner=me");
    assert_eq!(
        Pairs(&given).unknown(&["stage"]),
        [ParamError { field: "sorce".to_owned(), fault: Fault::UnknownName }]
    );
}

#[rstest]
#[case("")]
#[case("range=this-week&sal=1")]
#[case("kind=activity&count=distinct&from=2026-09-01&until=2026-10-01&source=a&source=b")]
#[case("base=mql&mode=strict&stages=mql,opportunity&targets=0.125&known_at=2026-10-20&as_of=2026-10-01")]
#[case("kind=snapshot&as_of=2026-10-01&company=none")]
fn a_question_asks_itself_again(#[case] query: &str) {
    let first = ask(query).unwrap();
    let again = first.pairs().into_iter().map(|(n, v)| format!("{n}={v}")).collect::<Vec<_>>().join("&");
    assert_eq!(ask(&again).unwrap(), first, "{again}");
}

#[rstest]
#[case("", "stage=mql", Ok(Behind { stage: Stage::Mql, not_reached: None }))]
#[case("", "stage=mql&not_reached=sql", Ok(Behind { stage: Stage::Mql, not_reached: Some(Stage::Sql) }))]
#[case("", "", Err(("stage", Fault::Missing)))]
#[case("", "stage=sal", Err(("stage", Fault::StageNotShown)))]
#[case("", "stage=mql&not_reached=lead", Err(("not_reached", Fault::NotLater)))]
#[case("mode=any", "stage=mql&not_reached=sql", Err(("not_reached", Fault::CohortOnly)))]
#[case("kind=activity", "stage=mql&not_reached=sql", Err(("not_reached", Fault::CohortOnly)))]
fn a_count_is_opened_by_its_stage(
    #[case] query: &str,
    #[case] behind: &str,
    #[case] want: Result<Behind, (&str, Fault)>,
) {
    let given = pairs(behind);
    let got = Behind::read(Pairs(&given), &ask(query).unwrap());
    assert_eq!(got, want.map_err(|(field, fault)| vec![ParamError { field: field.to_owned(), fault }]));
}
