//! What is pasted is made clean; full-width keys are known by their ASCII twins.

use proptest::prelude::*;
use tigang::text;

use crate::tools::texts::texts;

#[test]
fn full_width_keys_count_as_their_ascii_twins() {
    let typed = "：；，。？！（）《》【】、“”‘’￥…—·～／＃＞＋１ａ　「」";
    let meant: String = typed.chars().map(|c| text::to_half(c).unwrap()).collect();
    assert_eq!(meant, ":;,.?!()<>[]/\"\"''$^_`~/#>+1a {}");
    for c in "a1:,中①".chars() {
        assert_eq!(text::to_half(c), None);
    }
}

#[test]
fn what_is_pasted_is_made_clean() {
    use std::borrow::Cow;
    #[track_caller]
    fn check(pasted: &str, line: &str, paragraphs: &str) {
        assert_eq!(text::one_line(pasted), line);
        assert_eq!(text::paragraphs_clean(pasted), paragraphs);
    }
    check("一\r\n二\r三\u{2028}四\u{2029}五\u{b}六", "一 二 三 四 五 六", "一\n二\n三\n四\n五\n六");
    check("名称\t数量", "名称 数量", "名称\t数量");
    check("\u{feff}一\u{200b}、\u{1b}\u{0}\u{202e}总", "一、总", "一、总");
    check("　　一\r\n\r\n　　二\n", "　　一 二", "　　一\n\n　　二\n");
    check("\n\n", "", "\n\n");
    check("👨‍👩‍👧\u{7}", "👨‍👩‍👧", "👨‍👩‍👧");
    assert!(matches!(text::one_line("工作 总结"), Cow::Borrowed(_)));
    assert!(matches!(text::paragraphs_clean("工作\n\t总结"), Cow::Borrowed(_)));
}

proptest! {
    #![proptest_config(crate::tools::hunt::cases(256))]

    #[test]
    fn clean_text_stays_as_it_is(text in texts()) {
        let line = text::one_line(&text);
        let paragraphs = text::paragraphs_clean(&text);
        prop_assert!(!line.contains(|c: char| c.is_control()));
        prop_assert!(!paragraphs.contains(|c: char| c.is_control() && c != '\n' && c != '\t'));
        prop_assert_eq!(text::one_line(&line), &*line);
        prop_assert_eq!(text::paragraphs_clean(&paragraphs), &*paragraphs);
    }
}
