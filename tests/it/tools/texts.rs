//! Texts to try anything on.

use proptest::collection::vec;
use proptest::prelude::*;

/// Anything: Chinese, marks, emoji and their joiners, combining marks, controls, and any scalar at all.
pub(crate) fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => prop::sample::select("工作总结完成的办率一二三年".chars().collect::<Vec<_>>()),
        4 => prop::sample::select("，。、；：？！“”‘’（）《》——……·～／％".chars().collect::<Vec<_>>()),
        4 => prop::sample::select("abXY0129.,%-/:' ".chars().collect::<Vec<_>>()),
        2 => prop::sample::select("　\n\r\t\u{b}\u{2028}\u{1b}\u{0}\u{9b}\u{feff}\u{200b}\u{202e}\u{ad}".chars().collect::<Vec<_>>()),
        2 => prop::sample::select("\u{200c}\u{200d}\u{fe0f}\u{301}\u{3099}\u{20e3}\u{e0041}\u{e0100}ﾞ\u{600}\u{94d}क".chars().collect::<Vec<_>>()),
        2 => prop::sample::select("👨👩👍🏽❤🏴🇨🇳①α℃한ᄀ\u{1161}\u{11a8}𠮷©〰".chars().collect::<Vec<_>>()),
        1 => any::<char>(),
    ];
    vec(piece, 0..60).prop_map(String::from_iter)
}

/// What a report is made of, without runs that cannot be broken well.
pub(crate) fn prose() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "工作",
        "总结",
        "完成",
        "，",
        "。",
        "、",
        "；",
        "“稳中求进”",
        "《办法》",
        "（含结转）",
        "10278个",
        "2026年6月",
        "36.5℃",
        "92.6%",
        "4%～6%",
        "第1—3季度",
        "——",
        "……",
        "GB/T 9704",
        "卡尔·马",
        "推进",
        "落实",
    ]);
    // No two pieces in a row that begin or end with a mark.
    vec(("[工作总结落实]{1,6}", piece), 1..40)
        .prop_map(|pairs| pairs.into_iter().flat_map(|(a, b)| [a, b.to_string()]).collect())
}
