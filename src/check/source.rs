//! The text that a report was read from: numbers that were missing there, markers of several forms. Who reads it finds them.

use super::Finding;
use super::Look;
use super::Rule;
use super::notes::Notes;
use crate::report::Field;
use crate::report::Report;
use crate::report::SectionId;

pub(super) static RULES: [Rule; 2] = [
    Rule::suspect("number", "原文编号不连续", "GB/T 15834-2011，附录B.3：序次语依次使用", Look::Source),
    Rule::hint(
        "mixed_markers",
        "编号写法不一",
        "GB/T 9704-2012，7.3.3，GB/T 15834-2011，附录B.3：一级一种写法",
        Look::Source,
    ),
];

/// The finding that a text numbered a heading `written` instead of `becomes`. Only the reader of the text can know;
/// the report itself is numbered right.
pub fn renumbered(report: &Report, field: Field, written: u32, becomes: u32) -> Option<Finding> {
    let [number, _] = &RULES;
    let id = field.section()?;
    if becomes == 1 && begins_in_words(report, id) {
        return None;
    }
    let says = format!("原文编号是{written}，按顺序该是{becomes}，已经改好，请看看是不是缺了一节");
    of_text(report, number, |notes| notes.section(id, &written.to_string(), says))
}

/// Whether the text before a section counts in words: 首先…, 其次…, and then 第三….
fn begins_in_words(report: &Report, id: SectionId) -> bool {
    let before = report.tree.before(id).and_then(|before| report.tree.section(before));
    let body = before.map_or(report.preamble.as_str(), |section| section.body.as_str());
    body.lines()
        .rev()
        .take(9)
        .any(|line| ["首先", "其次", "再次", "第一", "第二"].iter().any(|word| line.trim().starts_with(word)))
}

/// Levels of a text whose numbers were written in several ways, as these words say of each: one finding for all. As
/// [`renumbered`], only who has read the text can know.
pub fn mixed(report: &Report, levels: &[String]) -> Option<Finding> {
    let [_, mixed_markers] = &RULES;
    let ways = levels.join("；");
    let says = format!("{ways}；读进来已经统一，要照原文改的请统一成一种");
    of_text(report, mixed_markers, |notes| notes.report(&ways, says)).filter(|_| !levels.is_empty())
}

/// What a rule of this file finds.
fn of_text(report: &Report, rule: &'static Rule, write: impl FnOnce(&mut Notes<'_>)) -> Option<Finding> {
    let mut notes = Notes::new(report);
    write(notes.of(rule));
    notes.into_findings().pop()
}
