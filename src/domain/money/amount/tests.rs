use super::*;
use proptest::prelude::*;
use rstest::rstest;

#[rstest]
#[case("1 234,56 €", 123_456)]
#[case("1\u{A0}234,56\u{A0}€", 123_456)]
#[case("1\u{202F}234,56\u{202F}€", 123_456)]
#[case("1.234,56", 123_456)]
#[case("1,234.56", 123_456)]
#[case("1'234.56", 123_456)]
#[case("1’234.56 CHF", 123_456)]
#[case("$22,700.00", 2_270_000)]
#[case("22 700,00", 2_270_000)]
#[case("22.700,00", 2_270_000)]
#[case("117.0", 11_700)]
#[case("117", 11_700)]
#[case("8000", 800_000)]
#[case("EUR 12,5", 1_250)]
#[case("12,5EUR", 1_250)]
#[case("€ 12", 1_200)]
#[case("120 kr", 12_000)]
#[case("US$22,700.5", 2_270_050)]
#[case("¥5", 500)]
#[case("1.234.567", 123_456_700)]
#[case("12,34,567.89", 123_456_789)]
#[case("1000.000", 100_000)]
#[case("0,50", 50)]
#[case(",5", 50)]
#[case("5.", 500)]
#[case("+5", 500)]
#[case("0", 0)]
#[case("000", 0)]
#[case("10 000 000 000,00", 1_000_000_000_000)]
fn reads(#[case] text: &str, #[case] minor: i64) {
    assert_eq!(parse_amount(text, 2), Ok(Minor(minor)));
}

#[rstest]
#[case("", AmountError::Empty)]
#[case("\u{A0} ", AmountError::Empty)]
#[case("NaN", AmountError::NotANumber)]
#[case("inf", AmountError::NotANumber)]
#[case("1e308", AmountError::NotANumber)]
#[case("12 k€", AmountError::NotANumber)]
#[case("0x10", AmountError::NotANumber)]
#[case("douze", AmountError::NotANumber)]
#[case("€", AmountError::NotANumber)]
#[case(".", AmountError::NotANumber)]
#[case("12 34", AmountError::NotANumber)]
#[case("1,23,4.00", AmountError::NotANumber)]
#[case("1.234,567.89", AmountError::NotANumber)]
#[case("1,2.3,4", AmountError::NotANumber)]
#[case("$$5", AmountError::NotANumber)]
#[case("5 EURO", AmountError::NotANumber)]
#[case("１２", AmountError::NotANumber)]
#[case("1,234", AmountError::Ambiguous)]
#[case("1.234", AmountError::Ambiguous)]
#[case("US$ 22,700", AmountError::Ambiguous)]
#[case("117.000 €", AmountError::Ambiguous)]
#[case("-5", AmountError::Negative)]
#[case("−5,00 €", AmountError::Negative)]
#[case("(5.00)", AmountError::Negative)]
#[case("5-", AmountError::Negative)]
#[case("$-5", AmountError::Negative)]
#[case("-$5", AmountError::Negative)]
#[case("-x", AmountError::NotANumber)]
#[case("1,2345", AmountError::TooManyDecimals { allowed: 2 })]
#[case("0,123", AmountError::TooManyDecimals { allowed: 2 })]
#[case("1 234,567", AmountError::TooManyDecimals { allowed: 2 })]
#[case("10000000000000000000", AmountError::TooLarge { limit_major: 10_000_000_000 })]
#[case("10 000 000 000,01", AmountError::TooLarge { limit_major: 10_000_000_000 })]
fn refuses(#[case] text: &str, #[case] fault: AmountError) {
    assert_eq!(parse_amount(text, 2), Err(fault));
}

#[test]
fn a_known_mark_settles_the_doubt() {
    assert_eq!(parse_amount_with("1,234", 2, DecimalMark::Point), Ok(Minor(123_400)));
    assert_eq!(parse_amount_with("1.234", 2, DecimalMark::Comma), Ok(Minor(123_400)));
    assert_eq!(
        parse_amount_with("1,234", 2, DecimalMark::Comma),
        Err(AmountError::TooManyDecimals { allowed: 2 })
    );
    assert_eq!(parse_amount_with("1.234", 3, DecimalMark::Point), Ok(Minor(1234)));
    assert_eq!(parse_amount_with("1,234.50", 2, DecimalMark::Comma), Err(AmountError::NotANumber));
    assert_eq!(
        parse_amount_with(&"9".repeat(100), 2, DecimalMark::Point).unwrap_err(),
        AmountError::TooLarge { limit_major: 10_000_000_000 }
    );
    assert_eq!(parse_amount("1500", 0), Ok(Minor(1500)));
    assert_eq!(parse_amount("1500,5", 0), Err(AmountError::TooManyDecimals { allowed: 0 }));
}

#[rstest]
#[case(&["1 234,56 €", "12", "1.234"], MarkDecision::Decided(DecimalMark::Comma))]
#[case(&["$22,700.00", "1,234", "x", ""], MarkDecision::Decided(DecimalMark::Point))]
#[case(&["1.234.567", "1.234"], MarkDecision::Decided(DecimalMark::Comma))]
#[case(&["1,234", "5,678"], MarkDecision::Ambiguous)]
#[case(&["12", "1 500"], MarkDecision::Indifferent)]
#[case(&["12,5", "12.5"], MarkDecision::Mixed)]
fn a_column_decides(#[case] values: &[&str], #[case] decision: MarkDecision) {
    assert_eq!(detect_mark(values.iter().copied()), decision);
}

proptest! {
    #[test]
    fn plain_text_comes_back(minor in 0..=LIMIT_MAJOR * 1000, decimals in 0u8..=3) {
        let amount = Minor(minor);
        prop_assume!(amount.within_limit(decimals));
        prop_assert_eq!(parse_amount_with(&amount.to_plain(decimals), decimals, DecimalMark::Point), Ok(amount));
    }
    #[test]
    fn no_text_breaks_the_reader(text in any::<String>()) {
        let _ = parse_amount(&text, 2);
    }
    #[test]
    fn no_number_breaks_the_reader(text in "[-+(]?[$€]?[0-9., '\u{A0}\u{202F}]{0,24}[)€-]?") {
        if let Ok(amount) = parse_amount(&text, 2) {
            prop_assert!(amount.within_limit(2) && amount >= Minor::ZERO);
        }
    }
}
