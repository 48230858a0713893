//! Where a title that is too long for one line is broken: 词意完整，排列对称，长短适宜 (7.3.1).

use super::profile::ParagraphStyle;
use super::profile::Profile;
use super::profile::characters;
use super::profile::points;

/// Words that a line of a title begins with.
const BEGIN: &[&str] = &["工作", "情况", "总结", "报告", "汇报", "计划", "述职", "实施", "专项", "推进"];

/// Words and marks that a line of a title ends with.
const END: &[&str] = &["和", "及", "暨", "与", "、", "，", "：", "——", "”", "》", "）", " ", "\u{3000}"];

/// The two lines of a title, each as long as a line takes it at most, without blanks between them. `None` if it fits on one
/// line, if two don't hold it, or if no break between words is known.
pub(super) fn lines<'t>(title: &'t str, profile: &Profile) -> Option<(&'t str, &'t str)> {
    let columns = (points(profile.text_area().0) / profile.letters(ParagraphStyle::Title).size).floor();
    let whole = characters(title);
    if whole <= columns || whole > 2.0 * columns {
        return None;
    }
    let halves = title.char_indices().skip(1).filter_map(|(at, _)| {
        let (first, second) = title.split_at(at);
        let unlikely = unlikely(first, second)?;
        let (first, second) = (first.trim_end(), second.trim_start());
        let (above, below) = (characters(first), characters(second));
        (above <= columns && below <= columns).then_some((unlikely + (above - below).abs(), first, second))
    });
    halves.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, first, second)| (first, second))
}

/// How much more alike two lines have to be, in characters, to be broken here and not at a better place; `None` where no
/// line may be broken.
fn unlikely(first: &str, second: &str) -> Option<f64> {
    let digit = |ch: Option<char>| ch.is_some_and(|ch| ch.is_ascii_digit());
    let year = second.as_bytes().iter().take(4).filter(|byte| byte.is_ascii_digit()).count() == 4;
    if END.iter().any(|word| first.ends_with(word)) || year && !digit(first.chars().next_back()) {
        return Some(0.0);
    }
    let period = first.ends_with('年') || first.ends_with("年度") || first.ends_with("季度");
    if BEGIN.iter().any(|word| second.starts_with(word)) && !first.ends_with("工作")
        || period && !second.starts_with('度')
    {
        return Some(6.0);
    }
    None
}
