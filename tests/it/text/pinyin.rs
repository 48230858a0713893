//! Finding by pinyin, and the order of headings in a sorted list.

use tigang::text::PinyinOrder;
use tigang::text::Rank;
use tigang::text::Sought;
use tigang::tui::command::TABLE;

#[track_caller]
fn check(text: &str, answers: &[(&str, Option<Rank>)]) {
    for (typed, rank) in answers {
        assert_eq!(Sought::new(typed).rank(text), *rank, "{typed} for {text}");
    }
}

#[test]
fn a_text_is_found_by_initials_by_syllables_and_mixed() {
    check(
        "工作总结",
        &[
            ("工作总结", Some(Rank::Exact)),
            ("gzzj", Some(Rank::Whole)),
            ("gongzuozongjie", Some(Rank::Whole)),
            ("GongZuo ZJ", Some(Rank::Whole)),
            ("工作zj", Some(Rank::Whole)),
            ("g作zongj", Some(Rank::Whole)),
            ("gongzuo", Some(Rank::Start)),
            ("gongzuoz", Some(Rank::Start)),
            ("gongzu", Some(Rank::Start)),
            ("ｇｚ", Some(Rank::Start)),
            ("zongjie", Some(Rank::Within)),
            ("总结", Some(Rank::Within)),
            ("zj", Some(Rank::Within)),
            ("gzj", Some(Rank::Scattered)),
            ("工结", Some(Rank::Scattered)),
            ("jz", None),
            ("gongzuozongjieb", None),
            ("工作总结会", None),
            ("", Some(Rank::Exact)),
        ],
    );
    check("2026年工作总结", &[("2026gzzj", Some(Rank::Scattered)), ("2026ngzzj", Some(Rank::Whole))]);
    check("2026工作总结", &[("2026gzzj", Some(Rank::Whole)), ("２０２６gz", Some(Rank::Start))]);
}

#[test]
fn every_reading_of_a_character_counts_and_signs_are_passed_by() {
    check("重庆", &[("cq", Some(Rank::Whole)), ("zq", Some(Rank::Whole)), ("chongqing", Some(Rank::Whole))]);
    check("银行", &[("yh", Some(Rank::Whole)), ("yx", Some(Rank::Whole)), ("yinhang", Some(Rank::Whole))]);
    check("办结率", &[("bjl", Some(Rank::Whole)), ("lv", Some(Rank::Within)), ("lu", Some(Rank::Within))]);
    check("诸事", &[("zhsh", Some(Rank::Whole)), ("zs", Some(Rank::Whole)), ("zhus", Some(Rank::Whole))]);
    check("一、“主要”工作（上）", &[("zygz", Some(Rank::Within)), ("yzygzs", Some(Rank::Whole))]);
    check("move_to", &[("move", Some(Rank::Start)), ("to", Some(Rank::Within)), ("mt", Some(Rank::Scattered))]);
    check("𠮷", &[("𠮷", Some(Rank::Exact)), ("zzz", None)]);
    let long = "工".repeat(200);
    check(&long, &[(&"g".repeat(500), Some(Rank::Start)), (&long, Some(Rank::Start))]);
}

#[test]
fn every_command_is_found_by_its_initials() {
    let is_whole = |text: &str, typed: &str| Sought::new(typed).rank(text) == Some(Rank::Whole);
    for (title, initials) in [("重做", "cz"), ("行首", "hs"), ("降级", "jj"), ("按标题排序", "abtpx"), ("跟随", "gs")]
    {
        assert!(is_whole(title, initials), "{initials} for {title}");
    }
    let initial = |c: char| ('a'..='z').map(String::from).find(|letter| is_whole(&c.to_string(), letter));
    for entry in TABLE {
        let initials: String = entry.title.chars().filter_map(initial).collect();
        let characters = entry.title.chars().filter(|c| c.is_alphanumeric()).count();
        assert_eq!(initials.len(), characters, "each character of {} has an initial", entry.title);
        assert!(is_whole(entry.title, &initials), "{initials} for {}", entry.title);
    }
}

#[test]
fn headings_are_sorted_by_number_then_latin_then_pinyin() {
    let sorted = [
        "9月情况",
        "10月情况",
        "十二月份",
        "GB标准",
        "安全",
        "八",
        "办公",
        "第二季度",
        "第十季度",
        "（二）保障",
        "宗旨",
        "总结",
    ];
    let mut headings = sorted.to_vec();
    headings.reverse();
    headings.sort_by_key(|heading| PinyinOrder::of(heading));
    assert_eq!(headings, sorted);
}
