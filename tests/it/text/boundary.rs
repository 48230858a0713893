//! Where the caret stops: between characters, at words, at sentences.

use proptest::prelude::*;
use tigang::text;
use unicode_segmentation::UnicodeSegmentation;

use crate::tools::texts::texts;

#[test]
fn the_caret_steps_by_what_a_reader_sees() {
    let line = "中e\u{301}👨‍👩‍👧";
    assert_eq!(text::next_boundary(line, 0), 3);
    assert_eq!(text::next_boundary(line, 3), 6);
    assert_eq!(text::next_boundary(line, 6), line.len());
    assert_eq!(text::next_boundary(line, 1), 3);
    assert_eq!(text::next_boundary(line, 900), line.len());
    assert_eq!(text::prev_boundary(line, 900), 6);
    assert_eq!(text::prev_boundary(line, 6), 3);
    assert_eq!(text::prev_boundary(line, 5), 3);
    assert_eq!(text::prev_boundary(line, 2), 0);
    assert_eq!(text::prev_boundary(line, 0), 0);
    assert_eq!(text::floor_boundary(line, 4), 3);
    assert_eq!(text::floor_boundary(line, 12), 6);
    assert_eq!(text::floor_boundary(line, 3), 3);
}

/// Every stop of a motion, drawn as `|` into the text; both ways must find the same.
#[track_caller]
fn check_stops(next: fn(&str, usize) -> usize, prev: fn(&str, usize) -> usize, drawn: &str) {
    let text: String = drawn.split('|').collect();
    let mut forth = vec![0];
    while forth[forth.len() - 1] < text.len() {
        forth.push(next(&text, forth[forth.len() - 1]));
    }
    let mut back = vec![text.len()];
    while back[back.len() - 1] > 0 {
        back.push(prev(&text, back[back.len() - 1]));
    }
    back.reverse();
    let pieces: Vec<&str> = forth.windows(2).map(|pair| &text[pair[0]..pair[1]]).collect();
    assert_eq!(pieces.join("|"), drawn);
    assert_eq!(forth, back);
}

#[test]
fn the_caret_steps_by_words() {
    let check = |drawn| check_stops(text::next_word, text::prev_word, drawn);
    check("截至|6|月|27|日|，|共|接到|电子|工单|10278|个|，|综合|办结率|92.6%|。");
    check("今天|完成|了|2026|年度|工作|总结|的");
    check("推进|城市|管理");
    // Words of the office, longest first; not across the words of the dictionary, and no ending behind a single character.
    check("督办|信访件|，|整改率|提高|5|个|百分点|，|群众|满意度|、|规范化|水平|上升");
    check("员工|单位|名单|，|其中|队员|12|名|，|赞扬|网格员");
    check("按|GB|/|T |9704-2012 |执行");
    // A run without a mark that is longer than a clause costs no more, and its words are found all the same.
    let long = "推进城市管理".repeat(4000);
    assert_eq!(text::next_word(&long, 0), "推进".len());
    assert_eq!(text::prev_word(&long, long.len()), long.len() - "管理".len());
    check("it's |9:30 |at |user_name");
    check("　　|截至|\n　　|全年|\n|\n|完");
    check("“|推进|”——|管理");
    check("１２％|完成");
    check("");
}

#[test]
fn a_double_click_takes_a_word() {
    #[track_caller]
    fn check(text: &str, at: usize, word: &str) {
        assert_eq!(&text[text::word_at(text, at)], word, "{text:?} at {at}");
    }
    check("推进城市管理", 6, "城市");
    check("推进城市管理", 9, "城市");
    check("推进城市管理", 18, "管理");
    check("完成 12.8% 的", 7, "12.8%");
    check("完成 12.8% 的", 9, "12.8%");
    check("好。\n坏", 6, "。");
    check("好\n\n坏", 4, "");
    check("", 0, "");
    check("甲  乙", 4, "甲");
    check("甲乙", 99, "甲乙");
}

#[test]
fn the_caret_steps_by_sentences() {
    let check = |drawn| check_stops(text::next_sentence, text::prev_sentence, drawn);
    check("任务完成。|问题不少！|怎么办？|抓落实；|抓到底。");
    check("他说：“好。”|然后走了（略。）|完");
    check("等等……|还有");
    check("第一段\n|第二段。\n|\n　　|第三段");
    check("It works. |Yes, v1. 5 too! |中文");
    check("增长12.8%，完成");
}

proptest! {
    #![proptest_config(crate::tools::hunt::cases(256))]

    #[test]
    fn boundaries_are_those_of_the_standard(text in texts()) {
        let mut known: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
        prop_assert_eq!(text::graphemes(&text).map(|(at, _)| at).collect::<Vec<_>>(), known.clone());
        known.push(text.len());
        for at in 0..text.len() + 3 {
            let floor = known.iter().rev().find(|known| **known <= at).unwrap();
            let next = known.iter().find(|known| **known > at).copied().unwrap_or(text.len());
            let prev = known.iter().rev().find(|known| **known < at.min(text.len())).unwrap_or(&0);
            prop_assert_eq!(text::floor_boundary(&text, at), *floor, "floor {}", at);
            prop_assert_eq!(text::next_boundary(&text, at), next, "next {}", at);
            prop_assert_eq!(text::prev_boundary(&text, at), *prev, "prev {}", at);
        }
    }

    #[test]
    fn motions_advance_and_stop_at_boundaries(text in texts(), at in 0usize..80) {
        for next in [text::next_word, text::next_sentence] {
            let there = next(&text, at);
            prop_assert!(there > at || there == text.len());
            prop_assert_eq!(text::floor_boundary(&text, there), there);
        }
        let word = text::word_at(&text, at);
        prop_assert!(word.end <= text.len() && text::floor_boundary(&text, word.start) == word.start);
        for prev in [text::prev_word, text::prev_sentence] {
            let there = prev(&text, at);
            prop_assert!(there < at || there == 0);
            prop_assert_eq!(text::floor_boundary(&text, there), there);
        }
    }

    #[test]
    fn both_ways_stop_at_the_same_places(text in texts()) {
        for (next, prev) in [
            (text::next_word as fn(&str, usize) -> usize, text::prev_word as fn(&str, usize) -> usize),
            (text::next_sentence, text::prev_sentence),
        ] {
            let mut at = 0;
            while at < text.len() {
                let there = next(&text, at);
                prop_assert_eq!(prev(&text, there), at);
                at = there;
            }
        }
    }
}
