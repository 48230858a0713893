//! Numerals: what digits of either width and Chinese numerals mean.

use tigang::text::digit;
use tigang::text::han_digits;
use tigang::text::han_number;

#[track_caller]
fn check(numeral: &str, number: Option<u64>) {
    assert_eq!(han_number(numeral), number, "{numeral}");
}

#[test]
fn chinese_numerals_mean_numbers() {
    for (numeral, number) in [
        ("零", 0),
        ("〇", 0),
        ("九", 9),
        ("十", 10),
        ("二十三", 23),
        ("一十二", 12),
        ("百", 100),
        ("三百零五", 305),
        ("三百○五", 305),
        ("两千", 2000),
        ("一万二千", 12_000),
        ("一千零一十万", 10_100_000),
        ("三亿五千万", 350_000_000),
    ] {
        check(numeral, Some(number));
    }
}

#[test]
fn what_is_read_digit_by_digit_or_said_in_short_is_no_number() {
    for numeral in ["", "三四", "二〇二六", "一百五", "○", "十百", "五亿三亿", "甲"] {
        check(numeral, None);
    }
}

#[test]
fn digits_are_read_one_by_one() {
    assert_eq!(
        ["二〇二六", "一九九○", "五", "", "二十", "二〇2"].map(han_digits),
        [Some(2026), Some(1990), Some(5), None, None, None]
    );
    assert_eq!(han_digits(&"九".repeat(9)), Some(999_999_999));
    assert_eq!(han_digits(&"九".repeat(10)), None);
    assert_eq!(han_digits(&"〇".repeat(100)), Some(0));
    assert_eq!(['7', '７', '七', 'x'].map(digit), [Some(7), Some(7), None, None]);
}
