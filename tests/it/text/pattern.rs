//! What is looked for in a text: words, expressions, case and width, and what is put in their place.

use proptest::prelude::Just;
use proptest::prelude::Strategy;
use proptest::prop_assert_eq;
use proptest::prop_oneof;
use proptest::proptest;

use tigang::text::Manner;
use tigang::text::Pattern;

const LOOSE: Manner = Manner { expression: false, case: false, width: false };
const STRICT: Manner = Manner { expression: false, case: true, width: true };
const REGEX: Manner = Manner { expression: true, case: false, width: false };

/// A text with what is found in ⟦⟧ of it.
#[track_caller]
fn finds(words: &str, manner: Manner, marked: &str) {
    let text: String = marked.chars().filter(|c| !"⟦⟧".contains(*c)).collect();
    let mut found = text.clone();
    for place in Pattern::new(words, manner).unwrap().places(&text).into_iter().rev() {
        found.insert(place.end, '⟧');
        found.insert(place.start, '⟦');
    }
    assert_eq!(found, marked, "{words}");
}

#[test]
fn words_are_found_as_they_stand_or_in_either_case_and_width() {
    finds("督办", LOOSE, "⟦督办⟧、⟦督办⟧督查");
    finds("gb/t", LOOSE, "按⟦GB/T⟧ 9704和⟦ＧＢ／Ｔ⟧办");
    finds("GB/T", STRICT, "按⟦GB/T⟧和gb/t、ＧＢ／Ｔ办");
    finds("１２％", LOOSE, "增长⟦12%⟧，又增⟦１２％⟧");
    finds("，", STRICT, "一⟦，⟧二,三");
    finds("，", LOOSE, "一⟦，⟧二⟦,⟧三");
    finds("1.2(3)", LOOSE, "⟦1.2(3)⟧ 1x23 ⟦１．２（３）⟧");
    finds("哈哈", LOOSE, "⟦哈哈⟧⟦哈哈⟧哈");
    finds("𠮷", LOOSE, "野⟦𠮷⟧家，ａ⟦𠮷⟧");
}

#[test]
fn expressions_are_found() {
    finds("[0-9]+个", REGEX, "⟦10278个⟧，⟦１２个⟧，个");
    finds("第.季度", REGEX, "⟦第一季度⟧⟦第二季度⟧第十二季度");
    finds("^一是", REGEX, "⟦一是⟧甲，一是乙。\n⟦一是⟧丙");
    finds("（.）", REGEX, "⟦（一）⟧甲⟦(二)⟧乙三");
    finds("[（）]", REGEX, "⟦（⟧一⟦)⟧");
    finds("x*", REGEX, "甲⟦xx⟧乙");
    finds("(?-i)A", REGEX, "⟦A⟧a");
}

/// What stands in a text after everything has been replaced.
#[track_caller]
fn puts(words: &str, manner: Manner, by: &str, text: &str, becomes: &str) {
    let mut after = text.to_string();
    for swap in Pattern::new(words, manner).unwrap().swaps(text, by).into_iter().rev() {
        after.replace_range(swap.range, &swap.put);
    }
    assert_eq!(after, becomes, "{words} by {by}");
}

#[test]
fn groups_stand_in_the_replacement_as_they_stood_in_the_text() {
    puts("([0-9]+)月([0-9]+)日", REGEX, "$1.$2", "6月27日、１２月１日", "6.27、１２.１");
    puts("(.)年", REGEX, "$1年度", "今年去年", "今年度去年度");
    puts("(?<n>[0-9]+)件", REGEX, "${n}个", "12件", "12个");
    puts("([0-9]+)元", REGEX, "${1}0元$$", "5元", "50元$");
    puts("(甲)|(乙)", REGEX, "[$1$2]", "甲乙", "[甲][乙]");
    puts("甲", REGEX, "$1$3${x}$", "甲", "$1$3${x}$");
    puts("甲", LOOSE, "$1$$", "甲乙甲", "$1$$乙$1$$");
    puts("(a)", REGEX, "$1b", "aA", "abAb");
}

#[test]
fn a_bad_expression_says_where_and_what() {
    let says = |words: &str| Pattern::new(words, REGEX).unwrap_err().to_string();
    assert_eq!(says("督(办"), "正则表达式第 2 个字有误：左括号没有配上右括号");
    assert_eq!(says("督办)"), "正则表达式第 3 个字有误：右括号没有配上左括号");
    assert_eq!(says("[督"), "正则表达式第 1 个字有误：左方括号没有配上右方括号");
    assert_eq!(says("*督"), "正则表达式第 1 个字有误：* + ? {} 前面要有重复的字");
    assert_eq!(says("督\\"), "正则表达式第 2 个字有误：反斜杠后面还要有一个字");
    assert_eq!(says("(督)\\1"), "正则表达式第 4 个字有误：不能在查找里用 \\1，只能在替换里用 $1");
    assert_eq!(says("[b-a]"), "正则表达式第 2 个字有误：方括号里的范围前后颠倒了");
    assert!(says("(督{1000}){1000}").starts_with("正则表达式太大了"));
    assert!(Pattern::new("督(办", LOOSE).is_ok());
}

proptest! {
    #![proptest_config(crate::tools::hunt::cases(256))]

    /// As it stands, a word is found where the standard library finds it; folded, never fewer times.
    #[test]
    fn words_are_found_where_they_stand(
        text in text(12), words in text(3).prop_filter("words", |words| !words.is_empty()),
    ) {
        let places = Pattern::new(&words, STRICT).unwrap().places(&text);
        let plain: Vec<_> = text.match_indices(&words).map(|(at, found)| at..at + found.len()).collect();
        prop_assert_eq!(&places, &plain);
        let loose = Pattern::new(&words, LOOSE).unwrap().places(&text);
        for place in &loose {
            prop_assert_eq!(text[place.clone()].chars().count(), words.chars().count());
        }
        prop_assert_eq!(loose.is_empty() && !plain.is_empty(), false);
    }
}

fn text(longest: usize) -> impl Strategy<Value = String> {
    let piece =
        prop_oneof![Just("督"), Just("办"), Just("a"), Just("Ａ"), Just("，"), Just("."), Just("𠮷"), Just("（")];
    proptest::collection::vec(piece, 0..=longest).prop_map(|pieces| pieces.concat())
}
