//! 字数 as Word counts, and characters.

use proptest::prelude::*;
use tigang::text;

use crate::tools::texts::texts;

#[test]
fn zishu_is_what_word_counts() {
    #[track_caller]
    fn check(text: &str, expected: usize) {
        assert_eq!(text::count(text), expected, "{text:?}");
    }
    check("", 0);
    check("工作总结", 4);
    check("完成了，很好。", 7);
    check("GB/T 9704-2012", 2);
    check("12.8%", 1);
    check("10278个", 2);
    check("办结率92.6%，", 5);
    check("“稳”——……", 7);
    check("①抓落实", 4);
    check("２０２４年", 5);
    check("36.5℃", 2);
    check("it’s O'Brien", 2);
    check("かなカナ한글", 6);
    check("　　 \t\n", 0);
    check("abc\ndef", 2);
    check("a\u{200b}b e\u{301}t\u{e9}", 2);
    check("𠮷野", 2);
    check("👍🏽好", 2);
    check("\u{1b}\u{0}", 0);
}

#[test]
fn characters_are_counted_with_and_without_spaces() {
    let counts = |text: &str| {
        let characters = tigang::text::characters(text);
        (characters.without_spaces, characters.with_spaces)
    };
    assert_eq!(counts(""), (0, 0));
    assert_eq!(counts("受理10278件。"), (9, 9));
    assert_eq!(counts("GB/T 9704\n　　第二段\t完"), (12, 16));
    assert_eq!(counts("野𠮷家\u{200b}\r\n"), (3, 3));
}

proptest! {
    #![proptest_config(crate::tools::hunt::cases(256))]

    #[test]
    fn the_count_adds_up(one in texts(), other in texts()) {
        prop_assert_eq!(text::count(&format!("{one}\n{other}")), text::count(&one) + text::count(&other));
        prop_assert_eq!(text::count(&one), count_by_characters(&one));
    }
}

/// The rule of 字数 without the byte-level short cuts: each character on its own line tells whether it counts alone.
fn count_by_characters(text: &str) -> usize {
    let (mut total, mut in_run) = (0, false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let alone = text::count(&c.to_string());
        let doubled = text::count(&format!("{c}{c}"));
        let joins = text::count(&format!("a{c}a"));
        let apostrophe = c == '’' && in_run && chars.peek().is_some_and(char::is_ascii_alphabetic);
        match (alone, doubled) {
            _ if apostrophe => {}
            (0, _) => in_run &= joins == 1,
            (1, 2) => (total, in_run) = (total + 1, false),
            _ if in_run => {}
            _ => (total, in_run) = (total + 1, true),
        }
    }
    total
}
